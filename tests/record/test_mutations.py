"""Change a good bundle in every way a file can be changed: each is found, and found out."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from roommade import talks

from onetext.record.bundle import Bundle, Logged, encode_bundle
from onetext.record.faults import FaultKind
from onetext.record.heads import window_root
from onetext.record.verifying import verify, verify_bundle

FLIPS = 600
CHANGES = 250
BUNDLES = [talks(seed, closes=2).bundle(seat) for seed, seat in enumerate(("bel", "arda", None))]

STRANGERS = talks(99).bundle("med")

# Where in a bundle something is changed, and one of which faults must be named for it.
NAMED: list[tuple[str, set[FaultKind]]] = [
    ("format", {"unreadable"}),
    ("opening", {"room", "host-signature", "seat"}),
    ("seat", {"seat", "window"}),
    ("shown", {"window", "dropped", "inserted", "truncated"}),
    ("closes.*.head", {"host-signature"}),
    ("closes.*.window", {"host-signature"}),
    ("closes.*.link", {"inconsistent"}),
    ("closes.*.co_signed", {"co-signature"}),
    ("entries.*.promise", {"host-signature"}),
    ("entries.*.inclusion", {"altered", "close", "truncated"}),
    ("entries.*.entry", {"altered"}),
]


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from leaves(part, (*path, name))
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from leaves(part, (*path, at))
    else:
        yield path


def changed(value: Any, draw: random.Random) -> Any:
    """Another value of the same kind: another hexadecimal digit, number or letter."""
    if isinstance(value, str) and value:
        at = draw.randrange(len(value))
        pool = "0123456789abcdef" if len(value) >= 16 else "abcdefghijklmnopqrstuvwxyz0123456789"
        other = draw.choice([char for char in pool if char != value[at]])
        return value[:at] + other + value[at + 1 :]
    if isinstance(value, int):
        return value + draw.choice([1, -1])
    return "ff" * 64


def spot(path: tuple[str | int, ...]) -> str:
    return ".".join("*" if isinstance(step, int) else step for step in path)


@pytest.mark.parametrize("at", range(len(BUNDLES)))
def test_every_flipped_byte_is_found(at: int) -> None:
    good = encode_bundle(BUNDLES[at])
    draw = random.Random(at)
    for _ in range(FLIPS):
        written = bytearray(good)
        written[draw.randrange(len(written))] ^= draw.randrange(1, 256)
        assert not verify(bytes(written)).ok


@pytest.mark.parametrize("at", range(len(BUNDLES)))
def test_every_changed_value_is_named_for_what_it_is(at: int) -> None:
    """The file stays well-formed, and a fault of the changed part is named."""
    good = json.loads(encode_bundle(BUNDLES[at]))
    draw = random.Random(at)
    paths = list(leaves(good))
    met = set()
    for path in draw.sample(paths, min(CHANGES, len(paths))):
        bad = copy.deepcopy(good)
        holder = bad
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = changed(holder[path[-1]], draw)
        kinds = {fault.kind for fault in verify(json_bytes(bad)).faults}
        named = next(named for start, named in NAMED if spot(path).startswith(start))
        assert kinds & (named | {"unreadable"}), (spot(path), kinds)
        met |= kinds
    assert {"altered", "host-signature", "co-signature", "inconsistent", "window"} <= met


def json_bytes(value: Any) -> bytes:
    """Write canonically; every name here is ASCII, so sorting is the same."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


# Ways to change the list of entries; each gives the new list and what must be named.
Way = Callable[[Bundle, random.Random], tuple[Bundle, set[FaultKind]]]


def dropped(bundle: Bundle, draw: random.Random) -> tuple[Bundle, set[FaultKind]]:
    at = draw.randrange(len(bundle.shown) - 1)
    return with_entries(bundle, bundle.entries[:at] + bundle.entries[at + 1 :]), {"dropped"}


def dropped_from_the_list_too(bundle: Bundle, draw: random.Random) -> tuple[Bundle, set[FaultKind]]:
    bad, _ = dropped(bundle, draw)
    return listed_anew(bad, len(bundle.shown) - 1), {"dropped", "truncated"}


def swapped(bundle: Bundle, draw: random.Random) -> tuple[Bundle, set[FaultKind]]:
    left, right = sorted(draw.sample(range(len(bundle.shown)), 2))
    entries = list(bundle.entries)
    entries[left], entries[right] = entries[right], entries[left]
    return with_entries(bundle, tuple(entries)), {"swapped"}


def swapped_in_the_list_too(bundle: Bundle, draw: random.Random) -> tuple[Bundle, set[FaultKind]]:
    bad, _ = swapped(bundle, draw)
    return listed_anew(bad, len(bundle.shown)), {"window"}


def repeated(bundle: Bundle, draw: random.Random) -> tuple[Bundle, set[FaultKind]]:
    again = draw.choice(bundle.entries)
    at = draw.randrange(len(bundle.entries) + 1)
    return with_entries(bundle, (*bundle.entries[:at], again, *bundle.entries[at:])), {"twice"}


def inserted(bundle: Bundle, draw: random.Random) -> tuple[Bundle, set[FaultKind]]:
    """Put in an entry that this seat was never shown."""
    foreign = stranger(draw)
    at = draw.randrange(len(bundle.shown))
    return with_entries(bundle, (*bundle.entries[:at], foreign, *bundle.entries[at:])), {"inserted"}


def inserted_in_the_list_too(bundle: Bundle, draw: random.Random) -> tuple[Bundle, set[FaultKind]]:
    bad, _ = inserted(bundle, draw)
    return listed_anew(bad, len(bundle.shown) + 1), {"inserted", "window"}


def truncated(bundle: Bundle, draw: random.Random) -> tuple[Bundle, set[FaultKind]]:
    return with_entries(bundle, bundle.entries[: draw.randrange(len(bundle.shown))]), {"truncated"}


def truncated_in_the_list_too(bundle: Bundle, draw: random.Random) -> tuple[Bundle, set[FaultKind]]:
    bad, _ = truncated(bundle, draw)
    return listed_anew(bad, len(bad.entries)), {"truncated", "dropped"}


def closes_truncated(bundle: Bundle, draw: random.Random) -> tuple[Bundle, set[FaultKind]]:
    keep = draw.randrange(len(bundle.closes))
    return replace(bundle, closes=bundle.closes[:keep]), {"truncated"}


def a_close_dropped(bundle: Bundle, draw: random.Random) -> tuple[Bundle, set[FaultKind]]:
    at = draw.randrange(len(bundle.closes) - 1)
    return replace(bundle, closes=bundle.closes[:at] + bundle.closes[at + 1 :]), {"dropped"}


def closes_swapped(bundle: Bundle, draw: random.Random) -> tuple[Bundle, set[FaultKind]]:
    closes = list(bundle.closes)
    at = draw.randrange(len(closes) - 1)
    closes[at], closes[at + 1] = closes[at + 1], closes[at]
    return replace(bundle, closes=tuple(closes)), {"swapped"}


def proofs_exchanged(bundle: Bundle, draw: random.Random) -> tuple[Bundle, set[FaultKind]]:
    left, right = draw.sample([n for n, held in enumerate(bundle.entries) if held.inclusion], 2)
    entries = list(bundle.entries)
    entries[left] = replace(entries[left], inclusion=bundle.entries[right].inclusion)
    return with_entries(bundle, tuple(entries)), {"altered"}


def a_proof_withheld(bundle: Bundle, draw: random.Random) -> tuple[Bundle, set[FaultKind]]:
    at = draw.randrange(len(bundle.shown))
    entries = list(bundle.entries)
    entries[at] = replace(entries[at], inclusion=None)
    return with_entries(bundle, tuple(entries)), {"close"}


def promises_exchanged(bundle: Bundle, draw: random.Random) -> tuple[Bundle, set[FaultKind]]:
    """Give one entry the date of another."""
    held = [n for n, logged in enumerate(bundle.entries) if logged.entry is not None]
    left, right = draw.sample(held, 2)
    entries = list(bundle.entries)
    entries[left] = replace(entries[left], promise=bundle.entries[right].promise)
    return with_entries(bundle, tuple(entries)), {"altered"}


WAYS: list[Way] = [
    dropped,
    dropped_from_the_list_too,
    swapped,
    swapped_in_the_list_too,
    repeated,
    inserted,
    inserted_in_the_list_too,
    truncated,
    truncated_in_the_list_too,
    closes_truncated,
    a_close_dropped,
    closes_swapped,
    proofs_exchanged,
    a_proof_withheld,
    promises_exchanged,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_change_of_the_lists_is_named(way: Way) -> None:
    draw = random.Random(way.__name__)
    for _ in range(50):
        bundle = draw.choice(BUNDLES[:2])
        bad, named = way(bundle, draw)
        kinds = {fault.kind for fault in verify_bundle(bad).faults}
        assert kinds & named, kinds


def with_entries(bundle: Bundle, entries: tuple[Logged, ...]) -> Bundle:
    return replace(bundle, entries=entries)


def listed_anew(bundle: Bundle, count: int) -> Bundle:
    """Change the host's list to fit, as a careful forger without the host's key would."""
    shown = tuple(logged.promise.commitment for logged in bundle.entries[:count])
    assert window_root(shown) != bundle.closes[-1].window.root
    return replace(bundle, shown=shown)


def stranger(draw: random.Random) -> Logged:
    return STRANGERS.entries[draw.randrange(len(STRANGERS.shown))]
