"""Our figures against those of the shared script, on every set: two programs, one answer."""

import copy
import json
import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

import gold_sets
import readers
from figures import Tally, total
from gold_sets import GoldReport, MissingData
from scoring import QUOTE_TYPES, score

Form = dict[str, Any]


def shared_script() -> Path:
    try:
        script = gold_sets.shared_data() / "reports" / "score.py"
    except MissingData as fault:
        pytest.skip(str(fault))
    if not script.exists():
        pytest.skip("the shared script reports/score.py is not there")
    return script


def spoiled(report: GoldReport, seed: int) -> Form:
    """Return the gold with statements lost, doubled, shortened and wrongly labelled."""
    draw = random.Random(f"{seed} {report.id}")
    read = copy.deepcopy(report.gold)
    read["parties"] = read["parties"][::2]
    kept = []
    for s in read["statements"]:
        if draw.random() < 0.15:
            continue
        s["content_spans"] = [
            [a + draw.randrange(0, max(1, (b - a) // 3)), b] for a, b in s["content_spans"]
        ]
        if draw.random() < 0.2:
            kept.append(copy.deepcopy(s))
        choices: dict[str, Sequence[Any]] = {
            "quote_type": QUOTE_TYPES,
            "stance": ("demand", "assess", "inform"),
            "date": (None, "2031-01-01"),
            "channel": (None, {"type": "press:briefing"}, {"type": "letter"}),
            "condition": (None, {}),
            "verbatim_spans": ([], None),
            "speaker": (None, {}, {"name": "The Mayor", "party": None}, {"party": "us"}),
        }
        for field, others in choices.items():
            if draw.random() < 0.25:
                s[field] = draw.choice(others)
        kept.append(s)
    draw.shuffle(kept)
    read["statements"] = kept
    read["events"] = [e for e in read["events"] for _ in range(draw.choice((0, 1, 1, 2)))]
    return read


def ours(reports: Sequence[GoldReport], reads: Sequence[Form], *, blind: bool) -> list[str]:
    """Return our figures as the shared script words its own."""
    single = [score(r.gold, read, r.text) for r, read in zip(reports, reads, strict=True)]
    sums = {name: total(one[name] for one in single) for name in single[0]}
    whole, matched = sums["statements"], max(sums["statements"].hits, 1)

    def prf(tally: Tally) -> str:
        parts = zip("PRF", (tally.precision, tally.recall, tally.f1), strict=True)
        return " ".join(f"{letter} {100 * value:5.1f}" for letter, value in parts)

    def of(name: str) -> str:
        return f"{sums[name].hits}/{sums[name].due}"

    def percent(name: str) -> str:
        return f"{100 * sums[name].hits / matched:.0f}%"

    lines = [
        f"statements {prf(whole)} ({whole.hits}/{whole.given}/{whole.due})",
        f"of matched: speaker {percent('speaker')} (name {of('name')}, party {of('party')})"
        f"  quote_type {percent('quote type')}  stance {percent('stance')}  date {of('date')}"
        f"  channel {of('channel')}  verbatim spans exact {of('verbatim')}"
        f"  condition {of('condition')}",
        f"events {prf(sums['events'])}",
    ]
    rows = [(f"qt:{kind}", sums[f"found {kind}"], "") for kind in QUOTE_TYPES]
    if not blind:
        rows += [
            (r.id, one["statements"], f"  predicted {one['statements'].given}")
            for r, one in zip(reports, single, strict=True)
        ]
    lines += [
        f"  {name:22s} found {t.hits}/{t.due}{more}" for name, t, more in rows if t.due or more
    ]
    return sorted(lines)


def theirs(
    reports: Sequence[GoldReport], reads: Sequence[Form], folder: Path, *, blind: bool
) -> list[str]:
    """Return what the shared script prints, the lines of single reports left out of a blind set."""
    for side in ("gold", "read"):
        (folder / side).mkdir()
    for report, read in zip(reports, reads, strict=True):
        gold = copy.deepcopy(report.gold)
        gold["doc"]["file"] = f"{report.id}.txt"
        (folder / "gold" / f"{report.id}.txt").write_bytes(report.text.encode())
        (folder / "gold" / f"{report.id}.gold.json").write_text(json.dumps(gold))
        (folder / "read" / f"{report.id}.json").write_text(json.dumps(read))
    done = subprocess.run(
        [sys.executable, str(shared_script()), str(folder / "gold"), str(folder / "read")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, "the shared script failed"
    ids = {report.id for report in reports}
    lines = done.stdout.splitlines()
    return sorted(line for line in lines if not (blind and line.split()[0] in ids))


def spoil(seed: int) -> Callable[[GoldReport], Form]:
    return lambda report: spoiled(report, seed)


@pytest.mark.shared
@pytest.mark.parametrize("name", gold_sets.NAMES)
@pytest.mark.parametrize(
    "read",
    [lambda r: r.gold, *map(spoil, range(4)), readers.spans, readers.whole],
    ids=["gold", "spoiled-0", "spoiled-1", "spoiled-2", "spoiled-3", "spans", "rules"],
)
def test_both_programs_agree(name: str, read: Callable[[GoldReport], Form], tmp_path: Path) -> None:
    shared_script()
    reports, blind = gold_sets.load(name), gold_sets.is_blind(name)
    with gold_sets.blindfold(name):
        reads = [read(report) for report in reports]
        our_lines = ours(reports, reads, blind=blind)
        their_lines = theirs(reports, reads, tmp_path, blind=blind)
    assert our_lines == their_lines
