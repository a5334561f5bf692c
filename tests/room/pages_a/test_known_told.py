"""Every page of a room tells how its case is known, and its sheets where they differ from it."""

from __future__ import annotations

from typing import get_args

from onetext.record.acts.filing import CaseFiled, SheetFiled
from onetext.record.wire import text_of
from onetext.room.issues_seen import marks_seen
from onetext.room.wording import KNOWN
from onetext.terms.grounds import MARKS, Known


def test_the_words_are_those_of_every_other_output() -> None:
    assert dict(KNOWN) == MARKS
    assert set(KNOWN) == set(get_args(Known))


class _Line:
    def __init__(self, act: object) -> None:
        self.act = act


class _View:
    def __init__(self, *acts: object) -> None:
        self.lines = tuple(_Line(act) for act in acts)


def _seen(*acts: object) -> tuple[str, tuple[str, ...]]:
    return marks_seen(_View(*acts))  # type: ignore[arg-type]


def test_a_sheet_tells_its_own_where_it_differs() -> None:
    case = CaseFiled(text_of({"id": "c", "known": "recalled"}))
    same = SheetFiled("a", "a", text_of({"id": "s1", "known": "recalled"}))
    other = SheetFiled("b", "b", text_of({"id": "s2", "known": "judged"}))
    assert _seen(case, same) == ("recalled, not checked against the source", ())
    assert _seen(case, same, other)[1] == ("somebody's judgement",)
    assert _seen(CaseFiled(text_of({"id": "c", "known": "sung"})), same) == (
        "",
        ("recalled, not checked against the source",),
    )
    assert _seen() == ("", ())


def test_an_estimate_is_not_taken_for_a_sheet_of_the_case() -> None:
    case = CaseFiled(text_of({"id": "c", "known": "invented"}))
    estimate = SheetFiled("a", "b", text_of({"id": "s3", "known": "judged"}))
    assert _seen(case, estimate) == ("invented for an exercise", ())
