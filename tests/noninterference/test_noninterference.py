"""Two histories equal in what a seat may see give that seat equal outputs, byte by byte.

500 pairs of histories, 10,000 when ONETEXT_LONG is set (``.ci/long``). What a seat gets of a room
(``EVERY_TIME``) is made of every pair; each of the other outputs, which are made of the same view,
of every second one, of every fourth in a long run, and so of thousands.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from finding_outputs import Found, outputs, sources_of
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from pinned_room import SEATS
from speed import acts_remembered
from telling import same
from twins import EYES, SIDES, STEPS, Step, Twins, Unlike, drawn_steps
from using_outputs import Seen, exercised

from onetext.record.opening import Opening
from onetext.record.store.interface import Store
from onetext.record.store.sqlite import SqliteStore
from onetext.terms.when import When

LONG = bool(os.environ.get("ONETEXT_LONG"))
SHRINK = bool(os.environ.get("ONETEXT_SHRINK"))
EXAMPLES = 10_000 if LONG else 500
CORES = min(4, os.cpu_count() or 1)
PARTS = 20 if LONG else 2
HOURS = ("2031-03-16T10:00Z", "2031-03-16", "2031-03-17T09:30Z")
FOUND = outputs(sources=sources_of())
SHARE = 4 if LONG else 2
EVERY_TIME = {
    f"onetext.{name}": FOUND[f"onetext.{name}"]
    for name in (
        "record.view:view",
        "record.window:window",
        "brief.page:page",
        "brief.terminal:show",
        "brief.as_json:brief_to_json",
        "brief.entries_told:entries_told",
        "brief.redlines_told:redlines_told",
        "brief.replay_told:replay_to_json",
        "analysis.search:search",
        "record.bundle:encode_bundle",
        "record.hosting.texts:text_state",
    )
}
"""View, brief (text, HTML, JSON), redline, replay, search, bundle, and the texts that rules see."""
SOONER = ("record.view", "record.window", "analysis.table", "analysis.search", "brief.as_json")
OF_AN_HOUR = {
    name: one
    for name, one in FOUND.items()
    if name.startswith(tuple(f"onetext.{part}" for part in SOONER))
}
"""What is put through the property at an earlier hour too; the rest is made of these."""


def differences(
    twins: Twins, at: str | None = None, found: Mapping[str, Found] = FOUND
) -> list[str]:
    """Return the outputs that are not the same in both histories, the answers to acts included."""
    when, shown = When(at) if at else None, found is not EVERY_TIME
    seen = [Seen(twins.rooms[side].host, twins.eyes, when) for side in SIDES]
    left, right = [exercised(found, one, shown=shown) for one in seen]
    wrong = [
        f"{name}:\n  {left[name]}\n  {right[name]}"
        for name in left
        if (left[name] is None) is not (right[name] is None)
        or not same(left[name] or "", right[name] or "", opaque=twins.opaque)
    ]
    for one, other in zip(*(twins.answers[side] for side in SIDES), strict=True):
        if not same(one, other, opaque=twins.opaque):
            wrong.append(f"answer:\n  {one}\n  {other}")
    return wrong


def held(part: int, examples: int) -> tuple[Counter[str], str]:
    """Draw so many histories and hold them to the property; return their counts, or what failed."""
    counted: Counter[str] = Counter()

    @seed(part)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink) if SHRINK else (Phase.generate,),
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    @given(EYES, STEPS, st.sampled_from(HOURS))
    def one(eyes: str | None, steps: Sequence[Step], at: str) -> None:
        twins = Twins(eyes).run(steps)
        whole = counted["examples"] % SHARE == 0
        wrong = differences(twins, found=FOUND if whole else EVERY_TIME)
        sooner = counted["examples"] % 2 == 0
        wrong += differences(twins, at, OF_AN_HOUR) if sooner else []
        assert not wrong, f"{eyes} at {at}: {steps}\n" + "\n".join(wrong)[:20_000]
        counted.update(
            examples=1,
            whole=whole,
            sooner=sooner,
            hidden=twins.hidden,
            answers=len(twins.answers["left"]),
            opaque=twins.opaque,
            skipped=twins.skipped,
        )

    try:
        with acts_remembered():
            one()
    except Exception as error:
        notes = getattr(error, "__notes__", ())
        return counted, "\n".join([f"{type(error).__name__}: {error}", *notes])
    return counted, ""


def test_a_seat_is_told_nothing_of_what_it_may_not_see() -> None:
    first = int.from_bytes(os.urandom(4), "big") if LONG else 2031
    sizes = [EXAMPLES // PARTS] * PARTS
    counted: Counter[str] = Counter()
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(CORES, spawn, sys.path.__setitem__, (slice(None), sys.path)) as pool:
        for counts, wrong in pool.map(held, range(first, first + PARTS), sizes):
            assert not wrong, wrong
            counted.update(counts)
    print(dict(counted))
    assert counted["examples"] >= EXAMPLES * 0.99  # hypothesis stops where nothing new is left
    assert counted["whole"] >= EXAMPLES * 0.99 // SHARE
    assert counted["sooner"] >= EXAMPLES * 0.99 // 2
    assert counted["hidden"] > 2 * counted["examples"]
    assert counted["answers"] > 2 * counted["examples"]
    assert 0 < counted["opaque"] < counted["examples"] / 4
    assert counted["skipped"] < counted["hidden"] / 4


def test_the_same_holds_over_files(tmp_path: Path) -> None:
    """A store in SQLite gives each seat what the store in memory gives it."""
    whole = 0
    for number in range(80 if LONG else 6):
        eyes = (*SEATS, None)[number % 6]
        names = iter(("left.db", "right.db"))

        def make(opening: Opening, of: int = number, names: Iterator[str] = names) -> Store:
            return SqliteStore.create(tmp_path / f"{of}-{next(names)}", opening)

        twins = Twins(eyes, make)
        try:
            twins.run(drawn_steps(number))
            assert not differences(twins)
            whole += 1
        except Unlike:  # a transaction that has ended is not undone, so these are not equal
            continue
        finally:
            for room in twins.rooms.values():
                room.store.shut()
    assert whole > 1
