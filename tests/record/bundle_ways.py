"""Ways in which a bundle can be changed, each with the faults of which one must be named."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from roommade import talks

from onetext.record.bundle import Bundle, Logged
from onetext.record.faults import FaultKind
from onetext.record.heads import window_root

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


def with_change(good: Any, path: tuple[str | int, ...], draw: random.Random) -> Any:
    """Return the JSON value with one leaf changed; the good one stays."""
    bad = json.loads(json.dumps(good))
    holder = bad
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = changed(holder[path[-1]], draw)
    return bad


def named_at(path: tuple[str | int, ...]) -> set[FaultKind]:
    """Return the faults of which one must be named when this leaf is changed."""
    found = next(named for start, named in NAMED if spot(path).startswith(start))
    return found | {"unreadable"}


def spot(path: tuple[str | int, ...]) -> str:
    return ".".join("*" if isinstance(step, int) else step for step in path)


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
    foreign = draw.choice(STRANGERS.entries[: len(STRANGERS.shown)])
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


def with_entries(bundle: Bundle, entries: tuple[Logged, ...]) -> Bundle:
    return replace(bundle, entries=entries)


def listed_anew(bundle: Bundle, count: int) -> Bundle:
    """Change the host's list to fit, as a careful forger without the host's key would."""
    shown = tuple(logged.promise.commitment for logged in bundle.entries[:count])
    assert window_root(shown) != bundle.closes[-1].window.root
    return replace(bundle, shown=shown)
