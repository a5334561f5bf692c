"""Entries told in words, one by one, as one view shows them: the same on every screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onetext.analysis.table.lines import parties_of
from onetext.analysis.table.passing import compartments, words_of
from onetext.brief.act_told import FORMS, told_act
from onetext.brief.drafts_marked import LeftBehind, Marks
from onetext.brief.phrases import UNKNOWN, Phrase, with_more
from onetext.record.opening import HOST
from onetext.record.view import View
from onetext.record.window import Line

_KINDS: Mapping[str, str] = {
    "message": Phrase("message"),
    "caucus-message": Phrase("caucus message"),
    "offer": Phrase("offer"),
    "non-paper": Phrase("non-paper"),
    "minutes": Phrase("minutes"),
}


@dataclass(frozen=True, slots=True)
class EntryTold:
    """Hold one line of a view in words.

    Parameters
    ----------
    number
        Its place in this view, from 1.
    at, shown
        When it was taken in, and when this view was first shown it.
    who
        The seat that made it, with its party; ``the host``; unknown where only existence is shown.
    where
        The name of its compartment; None for what was passed on.
    passed
        By whom it was passed on and in which form; None for a member of its compartment.
    what
        What it is, in one phrase.
    words
        Its words, one paragraph each; empty where none are shown.
    """

    number: int
    at: str
    shown: str
    who: str
    where: str | None
    passed: str | None
    what: str
    words: tuple[str, ...]


def entries_told(view: View) -> tuple[EntryTold, ...]:
    """Return the lines of a view in words, in the order in which they were shown.

    Cost: linear in the lines.
    """
    return tuple(_told(view))


@dataclass(frozen=True, slots=True)
class Around:
    """Hold what the telling of a line hangs on: parties of seats, names of places, numbers, marks.

    ``numbers`` are the numbers of this view's lines by their commitment; ``left`` is what a draft
    left behind, by the commitment of the line that issued it.
    """

    parties: Mapping[str, str]
    places: Mapping[str, str]
    numbers: Mapping[bytes, int]
    left: Mapping[bytes, LeftBehind]

    @classmethod
    def of(cls, view: View) -> Around:
        """Return what a view's lines are told by."""
        return cls(
            parties_of(view),
            {id: opened.name for id, opened in compartments(view).items()},
            {line.promise.commitment: n for n, line in enumerate(view.lines, start=1)},
            Marks.of(view.lines).left,
        )


def entry_told(number: int, line: Line, around: Around) -> EntryTold:
    """Return one line in words."""
    what, said = _what(line, around)
    return EntryTold(
        number=number,
        at=line.promise.time,
        shown=line.at,
        who=who(line, around.parties),
        where=around.places.get(line.compartment or ""),
        passed=_passed(line),
        what=what,
        words=said,
    )


def _passed(line: Line) -> str | None:
    if line.by is None or line.shown == "member":
        return None
    return Phrase("passed on by %(seat)s: %(form)s", seat=line.by, form=FORMS[line.shown])


def _told(view: View) -> Iterator[EntryTold]:
    around = Around.of(view)
    for number, line in enumerate(view.lines, start=1):
        yield entry_told(number, line, around)


def who(line: Line, parties: Mapping[str, str]) -> str:
    """Return who made an entry, as far as this view knows."""
    if line.entry is None:
        return UNKNOWN
    seat = line.entry.seat
    if seat == HOST:
        return Phrase("the host")
    party = parties.get(seat)
    return f"{seat} ({party})" if party is not None else seat


def _what(line: Line, around: Around) -> tuple[str, tuple[str, ...]]:
    if line.gone:
        return Phrase("words that are gone: the key of their compartment was destroyed"), ()
    if line.entry is None:
        return Phrase("an entry of which only the existence is shown"), ()
    if line.act is not None:
        what, said = told_act(line.act, around.numbers)
        return with_more(what, *_left(around.left.get(line.promise.commitment))), said
    kind = line.entry.body.shown("kind")
    shown = words_of(line)
    name = _KINDS.get(kind, kind) if isinstance(kind, str) else Phrase("an entry")
    part = Phrase("%(what)s, shown in part", what=name)
    return part, (shown,) if shown is not None else ()


def _left(behind: LeftBehind | None) -> Iterator[str]:
    if behind is not None and behind.initialled:
        yield Phrase(
            "the initials of %(seats)s stay with the draft before", seats=behind.initialled
        )
    if behind is not None and behind.signed:
        yield Phrase("the signatures of %(seats)s stay with the draft before", seats=behind.signed)
