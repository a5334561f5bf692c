"""Every check by which the host guards a window is needed: drop or turn one, and a test fails.

What fails is the rules' own tests, tests/record/test_hosting*.py.
"""

from __future__ import annotations

import importlib
import inspect
import os
import sys
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import product
from pathlib import Path
from types import ModuleType

import pytest
from mutating import Mutant, in_place, mutants

from onetext.record.hosting import host, now, offers, passing, results, rules

LONG = bool(os.environ.get("ONETEXT_LONG"))
RECORD = Path(__file__).parents[1] / "record"
GUARDS: tuple[ModuleType, ...] = (passing, results, offers, now, rules, host)
OFTEN = (passing, results, offers)
"""Their mutants run each time; of the others every fifth does, and all in a long run."""

MUTANTS = tuple(mutant for module in GUARDS for mutant in mutants(module))

ALWAYS = "what is asked for is there: it was looked up, or its kind was"
EQUIVALENT = {
    "passing.check_disclosure: act.form == 'redacted' -> True": "no other form names fields",
    "passing.receivers: there is None -> nothing": "where it goes was checked before",
    "passing.receivers: inside is not None -> True": ALWAYS,
    "passing._released: isinstance(leave, Leave) -> nothing": ALWAYS,
    "results.check_result: there is None -> nothing": "where it goes was checked before",
    "results._sees_whole: isinstance(act, Disclosure | PassedOn) -> nothing": ALWAYS,
    "offers._seen: isinstance(act, OfferMade) and kept.entry is not None -> True": ALWAYS,
    "offers._seen: isinstance(act, OfferMade) -> nothing": ALWAYS,
    "offers._seen: kept.entry is not None -> nothing": ALWAYS,
    "now.said: entry is not None -> True": ALWAYS,
    "now.said: entry is not None -> nothing": ALWAYS,
    "now.said: act is not None -> nothing": ALWAYS,
    "now.party: isinstance(act, SeatPlaced) -> nothing": ALWAYS,
    "now.eyes: self.seat == HOST -> False": "the host is in no compartment: it sees what is public",
    "now.seen: kept is None -> nothing": "what is not there has no reach",
    "now.reach: inside is not None -> nothing": ALWAYS,
    "now.reach: isinstance(act, Disclosure) -> nothing": ALWAYS,
    "now.opened: kept.entry is not None -> nothing": "an opening is never destroyed",
    "now.opened: isinstance(act, CompartmentOpened) -> True": ALWAYS,
    "rules._check_author: entry.seat == HOST and isinstance(act, PassedOn | Refusal) -> False": (
        "the host sees what is public only, so nothing is entered beside what it passes on"
    ),
    "rules._check_place: opens -> False": "only the host opens, and it knows every compartment",
    "rules._check_minutes: kept.entry is not None -> nothing": ALWAYS,
    "host._enter: seat != HOST -> nothing": "what is nobody's is the host's own either way",
}
"""Mutants that are the same program, each with why; a long run tries them too."""

NOW = [
    m
    for n, m in enumerate(MUTANTS)
    if LONG or (m.name not in EQUIVALENT and (m.module in OFTEN or n % 5 == 0))
]


@cache
def own_tests() -> tuple[Callable[[], None], ...]:
    """Return the rules' own tests, each with its parameters, the quickest first."""
    if str(RECORD) not in sys.path:
        sys.path.append(str(RECORD))
    found: list[Callable[[], None]] = []
    for name in (
        "test_hosting_places",
        "test_hosting_rules",
        "test_hosting_proposals",
        "test_hosting_tells_nothing",
        "test_hosting",
    ):
        found += _of(importlib.import_module(name))
    return tuple(found)


def _of(module: ModuleType) -> Iterator[Callable[[], None]]:
    for name, test in vars(module).items():
        if not name.startswith("test_"):
            continue
        marks = [m.args for m in getattr(test, "pytestmark", ()) if m.name == "parametrize"]
        names = [mark[0] for mark in marks]
        if set(inspect.signature(test).parameters) != set(names):
            continue
        for way in product(*(mark[1] for mark in marks)):
            yield partial(test, **dict(zip(names, way, strict=True)))


def test_what_is_called_equivalent_is_a_mutant() -> None:
    assert set(EQUIVALENT) <= {mutant.name for mutant in MUTANTS}


def test_the_rules_hold() -> None:
    for test in own_tests():
        test()


@pytest.mark.parametrize("mutant", NOW, ids=[mutant.name for mutant in NOW])
def test_no_check_of_the_rules_can_be_dropped(mutant: Mutant) -> None:
    with in_place(mutant):
        killed = any(map(_fails, own_tests()))
    why = EQUIVALENT.get(mutant.name)
    assert killed is (why is None), why or "no test noticed"


def _fails(test: Callable[[], None]) -> bool:
    try:
        test()
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return True
    return False
