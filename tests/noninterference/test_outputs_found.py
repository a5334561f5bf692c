"""Every output that is found from outside is exercised, and one that is planted is found."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType

import pytest
from finding_outputs import Found, modules, outputs, sources_of
from no_outputs import BY_STEPS, NONE, SERVED, reason_for_none
from pinned_room import SEATS
from test_noninterference import FOUND
from test_window_mutants import histories
from twins import SIDES, Twins, drawn_steps
from using_outputs import TABLE, Seen, exercised

import onetext.analysis

PLANTED = """
from __future__ import annotations
from dataclasses import dataclass
from typing import TYPE_CHECKING
from collections.abc import Iterable, Sequence
from onetext.record.record import Readable
from onetext.record.view import View
from onetext.record.window import Line

if TYPE_CHECKING:
    from onetext.brief.sections import Brief


class Colour:
    def __init__(self, name: bytearray) -> None: ...


def leak(view: View, colour: bytearray) -> str: ...
def leak_lines(lines: Iterable[Line] | None, colour: bytearray) -> str: ...
def leak_record(record: Readable, seat: str | None, colour: bytearray) -> str: ...
def leak_brief(brief: Sequence[Brief], colour: bytearray) -> str: ...
def to_leak(anything: bytearray) -> str: ...


@dataclass
class Board:
    view: View
    def shown(self, colour: bytearray) -> str: ...


class Frame:
    def _repr_html_(self) -> str: ...
    def to_leak(self) -> str: ...
"""


def unexercised(found: dict[str, Found]) -> set[str]:
    """Return the outputs that no history exercises and that are not named with a reason.

    One that is called as a step of another one is exercised with it.
    """
    left = {name for name in found if not reason_for_none(name) and not name.startswith(BY_STEPS)}
    called: set[CodeType] = set()
    for twins in histories():
        seen = Seen(twins.rooms["left"].host, twins.eyes, None)
        with calls_into(called):
            given = exercised({name: found[name] for name in left}, seen)
        left -= {name for name, text in given.items() if text not in (None, "[]", "")}
    return {name for name in left if code_of(found[name]) not in called}


def code_of(found: Found) -> CodeType | None:
    call = found.call.__init__ if isinstance(found.call, type) else found.call  # type: ignore[misc]
    return getattr(inspect.unwrap(call), "__code__", None)


@contextmanager
def calls_into(called: set[CodeType]) -> Iterator[None]:
    """Gather the code of every function of ours that is called."""

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            called.add(frame.f_code)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield
    finally:
        sys.setprofile(before)


def test_what_answers_acts_is_called_by_the_steps() -> None:
    """What is left to the steps of the histories is really called by them."""
    found = {name: one for name, one in FOUND.items() if name.startswith(BY_STEPS)}
    called: set[CodeType] = set()
    with calls_into(called):
        for seed in range(30):
            twins = Twins((*SEATS, None)[seed % 6]).run(drawn_steps(seed))
            twins.rooms["left"].host.export(twins.eyes)
    missing = {name for name, one in found.items() if code_of(one) not in called}
    assert not {name for name in missing if not reason_for_none(name)}


def test_every_output_is_exercised() -> None:
    assert not unexercised(FOUND)
    exercised_here = [n for n in FOUND if not reason_for_none(n) and not n.startswith(BY_STEPS)]
    assert len(exercised_here) > 100


def test_what_stands_in_the_tables_is_there() -> None:
    names = {module.__name__ for module in modules()}
    for name in NONE:
        module, _, rest = name.partition(":")
        assert module in names, name
        assert not rest or any(found.startswith(name) for found in FOUND), name
    assert set(TABLE) <= set(FOUND)
    assert all(any(found.startswith(prefix) for found in FOUND) for prefix in BY_STEPS)


def test_what_is_served_is_held_where_it_is_said() -> None:
    assert (Path(__file__).parents[2] / SERVED).is_file()


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    (tmp_path / "planted.py").write_text(PLANTED)
    monkeypatch.setattr(onetext.analysis, "__path__", [*onetext.analysis.__path__, str(tmp_path)])
    yield "onetext.analysis.planted"
    sys.modules.pop("onetext.analysis.planted", None)


def test_a_planted_output_fails_the_build(planted: str) -> None:
    found = outputs(sources=sources_of())
    new = {name: one for name, one in found.items() if name.startswith(planted)}
    assert unexercised(new) == {
        f"{planted}:{name}"
        for name in (
            "leak",
            "leak_lines",
            "leak_record",
            "leak_brief",
            "to_leak",
            "Board.shown",
            "Frame._repr_html_",
            "Frame.to_leak",
        )
    }


def test_the_twins_differ_in_much_and_the_seat_tries_much() -> None:
    every = histories()
    assert sum(twins.hidden for twins in every) >= 3 * len(every)
    assert sum(len(twins.answers["left"]) for twins in every) >= 2 * len(every)
    assert any(_entries(twins, "left") != _entries(twins, "right") for twins in every)
    assert all(len(twins.answers[side]) for side in SIDES for twins in every if twins.eyes)


def _entries(twins: Twins, side: str) -> int:
    return sum(1 for _ in twins.rooms[side].store.everything())
