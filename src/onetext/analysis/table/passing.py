"""What was passed on to a view, what its side has let others see, and what was refused."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.analysis.table.lines import Ref, parties_of, ref, said
from onetext.record.acts.passing import Disclosure, PassedOn, Refusal
from onetext.record.acts.seating import CompartmentOpened
from onetext.record.acts.talking import Message
from onetext.record.view import View
from onetext.record.window import Line


@dataclass(frozen=True, slots=True)
class Received:
    """Hold what was passed on to this view, in which form, by whom, and when it was first taken in.

    ``words`` are those shown: the author's when verbatim, the discloser's in a paraphrase.
    """

    ref: Ref
    form: str
    by: str
    written: str | None
    words: str | None


@dataclass(frozen=True, slots=True)
class LetKnow:
    """Hold what was passed on out of a compartment of this view: by whom, how, to whom.

    ``to`` empty means to everybody.
    """

    ref: Ref
    item: int | None
    form: str
    by: str
    to: tuple[str, ...]
    words: str | None


@dataclass(frozen=True, slots=True)
class Refused:
    """Hold what was refused to be passed on."""

    ref: Ref
    item: int | None
    by: str
    why: str


def received(view: View) -> tuple[Received, ...]:
    """Return what was passed on to this view, in the order in which it was shown."""
    parties = parties_of(view)
    found = []
    for number, line in enumerate(view.lines, start=1):
        here = ref(number, line, parties)
        if line.by is not None:
            found.append(Received(here, line.shown, line.by, line.promise.time, words_of(line)))
        elif isinstance(line.act, Disclosure) and line.act.form == "paraphrase":
            found.append(Received(here, "paraphrase", here.seat or "", None, line.act.words))
    return tuple(found)


def let_know(view: View) -> tuple[LetKnow, ...]:
    """Return what was let out of the compartments that this view shows from inside."""
    at = _numbers(view)
    return tuple(
        LetKnow(here, at.get(act.item), act.form, act.by, act.to, act.words)
        for here, _, act in said(view, PassedOn)
    )


def refused(view: View) -> tuple[Refused, ...]:
    """Return what was refused to be passed on, as far as this view shows it."""
    at = _numbers(view)
    return tuple(
        Refused(here, at.get(act.item), act.by, act.why) for here, _, act in said(view, Refusal)
    )


def compartments(view: View) -> dict[str, CompartmentOpened]:
    """Return the compartments that this view is in, by id."""
    return {
        line.compartment: act
        for _, line, act in said(view, CompartmentOpened)
        if line.compartment is not None
    }


def words_of(line: Line) -> str | None:
    """Return the words of a line as far as they are shown."""
    if isinstance(line.act, Message):
        return line.act.words
    if line.entry is None:
        return None
    words = line.entry.body.shown("words")
    return words if isinstance(words, str) else None


def _numbers(view: View) -> dict[bytes, int]:
    return {line.promise.commitment: n for n, line in enumerate(view.lines, start=1)}
