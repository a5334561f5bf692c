"""Rooms run by the host, changed in thousands of ways: each fault is named, by ``verify`` alone or,
for a fork and a tail cut off, by ``verify`` of two.

How many of each there were is printed (``pytest -s`` shows it as it passes).
"""

from __future__ import annotations

import copy
import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import pytest
from baking import BAKED, talks
from bundle_ways import WAYS, json_bytes, leaves, named_at, spot, with_change
from forging import FORGERIES, Target
from histories import history
from running import SEATS, Running

from onetext.record.acts.talking import Message
from onetext.record.bundle import encode_bundle
from onetext.record.comparing import compare
from onetext.record.hosting.exporting import export
from onetext.record.verifying import verify, verify_bundle

WINDOWS = (None, *SEATS)
LEAST = 2000
Unnamed = Iterator[str | None]
"""For each mutation what was not named, None where it was."""


@cache
def targets() -> list[Target]:
    """Return bundles with disclosures, several closes and a tail."""
    found: list[Target] = []
    for seed in range(60):
        run = history(seed, destroys=False)
        run.step = 50_000
        run.enter("bel-head", "plenary", Message("We go on.", "none"))
        run.enter("bel-head", "plenary", Message("And on.", "none"))
        if len(run.store.closes()) < 3:
            continue
        bundles = {seat: export(run.store, seat) for seat in WINDOWS}
        for seat in SEATS:
            target = Target(run, bundles, seat)
            if target.disclosures() and target.places(member=False):
                assert verify_bundle(target.bundle).ok
                found.append(target)
        if len(found) >= 8:
            return found
    raise AssertionError("too few rooms with disclosures")


def named(what: str, kinds: set[str], expected: set[str]) -> str | None:
    return None if kinds & expected else f"{what}: {sorted(kinds)}, not {sorted(expected)}"


def each_byte() -> Unnamed:
    """Flip every byte of a small bundle, another bit each time."""
    run = Running(seats={"arn-head": "arn", "dor-med": "dor"}, slots=16, step=40_000)
    run.open("public", "public")
    run.enter("arn-head", "public", Message("We are here.", "none"))
    run.host.close()
    good = encode_bundle(export(run.store, None))
    assert verify(good).ok
    draw = random.Random(0)
    for at in range(len(good)):
        written = bytearray(good)
        written[at] ^= draw.randrange(1, 256)
        yield f"byte {at} is not missed" if verify(bytes(written)).ok else None


def some_bytes() -> Unnamed:
    """Flip bytes of full bundles, cut them off, double a piece."""
    draw = random.Random(1)
    for target in targets():
        good = encode_bundle(target.bundle)
        for _ in range(30):
            written, at = bytearray(good), draw.randrange(len(good))
            way = draw.randrange(4)
            if way == 0:
                del written[at:]
            elif way == 1:
                del written[at : at + draw.randrange(1, 200)]
            elif way == 2:
                written[at:at] = good[at : at + draw.randrange(1, 200)]
            else:
                written[at] ^= draw.randrange(1, 256)
            if bytes(written) != good:
                yield f"way {way} at {at}" if verify(bytes(written)).ok else None


def values() -> Unnamed:
    """Change one value, in a file that stays well-formed."""
    draw = random.Random(2)
    for target in targets():
        good = json.loads(encode_bundle(target.bundle))
        paths = list(leaves(good))
        for path in draw.sample(paths, 45):
            written = json_bytes(with_change(good, path, draw))
            kinds: set[str] = {fault.kind for fault in verify(written).faults}
            yield named(spot(path), kinds, set(named_at(path)))


def lists() -> Unnamed:
    """Drop, swap, repeat, insert, truncate: entries, closes, proofs, the host's list."""
    draw = random.Random(3)
    for way in WAYS:
        for _ in range(20):
            bad, expected = way(draw.choice(targets()).bundle, draw)
            kinds: set[str] = {fault.kind for fault in verify_bundle(bad).faults}
            yield named(way.__name__, kinds, set(expected))


def forgeries() -> Unnamed:
    """Forge with another's key, or with the host's own."""
    draw = random.Random(4)
    for forge in FORGERIES:
        for _ in range(14):
            target = draw.choice(targets())
            bad, expected = forge(target, draw)
            assert bad != target.bundle
            kinds: set[str] = {fault.kind for fault in verify_bundle(bad).faults}
            yield named(forge.__name__, kinds, set(expected))


def baked() -> Unnamed:
    """Let the host take in what it should not, and close over it."""
    for what, (act, expected) in BAKED.items():
        for seed in range(3):
            run = talks(seed)
            act(run)
            run.now += 90_000
            run.host.close()
            bundle = export(run.store, ("bel-head", "cal-head", "arn-legal")[seed])
            kinds: set[str] = {fault.kind for fault in verify(encode_bundle(bundle)).faults}
            yield named(what, kinds, set(expected))


def pairs() -> Unnamed:
    """Two histories of one room, and tails cut off: shown by two bundles that each hold."""
    draw = random.Random(5)
    for seed in range(12):
        run = history(seed, destroys=False)
        book = copy.copy(run)
        book.store = forked(run)
        book.host = copy.copy(run.host)
        book.host.store = book.store
        for one, words in ((run, "We agree."), (book, "We do not.")):
            one.step = 100_000
            one.enter("bel-head", "public", Message(words, "none"))
            one.enter("bel-head", "public", Message("So be it.", "none"))
        for _ in range(8):
            ours, theirs = draw.choice(WINDOWS), draw.choice(WINDOWS)
            first, second = export(run.store, ours), export(book.store, theirs)
            assert verify_bundle(first).ok
            assert verify_bundle(second).ok
            kinds: set[str] = {fault.kind for fault in compare(first, second).faults}
            yield named(f"forked, {ours} {theirs}", kinds, {"forked"})
        for _ in range(8):
            whole = export(run.store, draw.choice(WINDOWS))
            closes = draw.randrange(1, len(whole.closes) + 1)
            count = whole.closes[closes - 1].window.count
            cut = replace(
                whole,
                closes=whole.closes[:closes],
                shown=whole.shown[:count],
                entries=whole.entries[:count],
            )
            if cut == whole:
                continue
            found = verify_bundle(cut)  # a field shown after the cut stands in it all the same
            assert found.ok or {fault.kind for fault in found.faults} <= {"disclosure", "dropped"}
            both: set[str] = {fault.kind for fault in compare(whole, cut).faults}
            yield named("truncated", both, {"truncated"})


def forked(run: Running) -> object:
    store = copy.copy(run.store)
    for name, value in vars(run.store).items():
        if isinstance(value, dict):
            setattr(store, name, dict(value))
    return store


MUTATIONS: dict[str, Callable[[], Unnamed]] = {
    "each byte of a small bundle flipped": each_byte,
    "bytes of full bundles flipped, cut, doubled": some_bytes,
    "one value changed": values,
    "entries, closes, proofs, lists": lists,
    "forged with a key": forgeries,
    "baked into the log": baked,
    "two bundles: forks and cut tails": pairs,
}
COUNTED: Counter[str] = Counter()


@pytest.mark.parametrize("kind", MUTATIONS)
def test_each_mutation_is_named(kind: str) -> None:
    missed = []
    for told in MUTATIONS[kind]():
        COUNTED[kind] += 1
        if told is not None:
            missed.append(told)
    assert not missed, f"{len(missed)} of {COUNTED[kind]}: {missed[:5]}"


def test_there_were_thousands(capsys: pytest.CaptureFixture[str]) -> None:
    if set(COUNTED) != set(MUTATIONS):
        pytest.skip("counted when all of them are run")
    with capsys.disabled():
        print(f"\n{COUNTED.total():,} mutations of rooms run by the host, each one named:")
        for kind, count in COUNTED.items():
            print(f"  {count:>6,}  {kind}")
    assert COUNTED.total() >= LEAST
    assert COUNTED.total() - COUNTED["each byte of a small bundle flipped"] >= LEAST // 2


def test_verifying_imports_what_needs_the_bundle_and_no_store() -> None:
    code = (
        "import sys, onetext.record.verifying, onetext.record.comparing, onetext.record.replaying\n"
        "print([m for m in sys.modules if '.store' in m or '.hosting' in m or 'sql' in m])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
