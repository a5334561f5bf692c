"""Acts on a text made from what a form sent: each says what the passage then says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from onetext.analysis.table.texts import text_state
from onetext.errors import BadInput, Refused
from onetext.record.acts import drafting
from onetext.record.drafting import changed
from onetext.record.stands import Change
from onetext.room.web.guard import Visit
from onetext.terms.text import acts
from onetext.terms.text.acts import TextAct
from onetext.terms.text.fold import after
from onetext.terms.text.instrument import Instrument
from onetext.terms.text.passage import Alternative, Passage, Version, VersionStatus
from onetext.terms.text.state import Held, Text

Made = TypeVar("Made")
EMPTY = "none"
LONGEST = 20_000
_NUMBERED = re.compile(r"(.*?)(\d+)")


def text_of(visit: Visit, instrument: str) -> Text:
    """Return a text as the visiting seat sees it.

    Raises
    ------
    Refused
        If it sees none of that id.
    """
    found = text_state(visit.view).texts.get(instrument)
    if found is None:
        raise Refused("there is no such text here", instead="open the page anew")
    return found


def held_of(text: Text, passage: str) -> Held:
    """Return a passage as it is.

    Raises
    ------
    Refused
        If the text has none of that id.
    """
    found = text.find(passage)
    if found is None:
        raise Refused(f"there is no passage {passage!r} here", instead="open the page anew")
    return found


def put(visit: Visit, text: Text, passage: str, new: Alternative) -> drafting.AlternativePut:
    """Return the act that puts an alternative; without an author it is nobody's."""
    head = _head(visit, text, named=new.by is not None)
    step = acts.AlternativePut(*head, passage, new)
    return _marked(
        visit,
        step,
        passage,
        lambda salt, to: drafting.AlternativePut(text.instrument.id, passage, new, salt, to),
    )


def drop(visit: Visit, text: Text, passage: str, id: str) -> drafting.AlternativeDropped:
    """Return the act that drops an alternative."""
    step = acts.AlternativeDropped(*_head(visit, text), passage, id)
    return _marked(
        visit,
        step,
        passage,
        lambda salt, to: drafting.AlternativeDropped(text.instrument.id, passage, id, salt, to),
    )


def choose(visit: Visit, text: Text, passage: str, id: str) -> drafting.ChoiceMade:
    """Return the act that keeps one alternative and lifts the brackets."""
    step = acts.ChoiceMade(*_head(visit, text), passage, id)
    return _marked(
        visit,
        step,
        passage,
        lambda salt, to: drafting.ChoiceMade(text.instrument.id, passage, id, salt, to),
    )


def add(visit: Visit, text: Text, new: Passage, before: str | None) -> drafting.PassageAdded:
    """Return the act that adds a passage before another one, or at the end."""
    step = acts.PassageAdded(*_head(visit, text), new, before)
    return _marked(
        visit,
        step,
        new.id,
        lambda salt, to: drafting.PassageAdded(text.instrument.id, new, before, salt, to),
    )


def change(visit: Visit, text: Text, new: Passage) -> drafting.PassageChanged:
    """Return the act that gives a passage another heading or other words."""
    step = acts.PassageChanged(*_head(visit, text), new)
    return _marked(
        visit,
        step,
        new.id,
        lambda salt, to: drafting.PassageChanged(text.instrument.id, new, salt, to),
    )


def remove(visit: Visit, text: Text, passage: str) -> drafting.PassageRemoved:
    """Return the act that takes a passage out."""
    step = acts.PassageRemoved(*_head(visit, text), passage)
    return _marked(
        visit,
        step,
        passage,
        lambda salt, to: drafting.PassageRemoved(text.instrument.id, passage, salt, to),
    )


def versions(
    instrument: Instrument, sent: Mapping[str, str], mark: str = ""
) -> tuple[Version, ...]:
    """Return the words that a form sent, language by language; a field left empty is none.

    Fields are ``words.en`` and ``status.en``; with ``mark`` ``words.MARK.en``.

    Raises
    ------
    BadInput
        If there are too many of them.
    """
    dot = f"{mark}." if mark else ""
    found: list[Version] = []
    for key in sent:
        if not key.startswith(f"words.{dot}"):
            continue
        language = key.removeprefix(f"words.{dot}")
        words = sent[key].replace("\r\n", "\n").strip()
        if not words:
            continue
        if len(words) > LONGEST:
            raise BadInput(f"{len(words)} characters", instead=f"write {LONGEST} at most")
        status: VersionStatus = "authentic"
        if (
            sent.get(f"status.{dot}{language}") == "translation"
            or language not in instrument.languages
        ):
            status = "translation"
        found.append(Version(language, words, status))
    return tuple(found)


def alternative(
    text: Text, passage: Passage, sent: Mapping[str, str], *, by: str | None
) -> Alternative:
    """Return the alternative that a form sent: words, or the empty one if it says so.

    Raises
    ------
    BadInput
        If it has neither.
    """
    words = versions(text.instrument, sent)
    empty = sent.get("empty") == "yes"
    if bool(words) is empty:
        raise BadInput(
            "an alternative has words, or deletes the passage",
            instead="write words, or tick that the passage goes, not both",
        )
    return Alternative(free_id(passage, by), words, by)


def first_words(text: Text, sent: Mapping[str, str], *, by: str | None) -> Passage:
    """Return a new passage with the words that a form sent; with ``by`` in brackets as a whole.

    Raises
    ------
    BadInput
        If it has no words.
    """
    words = versions(text.instrument, sent)
    if not words:
        raise BadInput("a passage without words", instead="write some in one language at least")
    heading = sent.get("heading", "").strip()[:200]
    made = Alternative("a1", words, None) if by is None else Alternative(f"{by[0]}1", words, by)
    both = (made,) if by is None else (made, Alternative(EMPTY))
    return Passage(new_passage_id(text), heading, both)


def reworded(text: Text, held: Held, sent: Mapping[str, str], *, party: str) -> Passage:
    """Return a passage with the heading and the words that a form sent.

    Nobody words what stands in another's name: in brackets other parties' alternatives stay as they
    are, and of a clean passage that was some party's the new words are in nobody's.
    """
    made = []
    for n, one in enumerate(held.passage.alternatives):
        if may_reword(held.passage, one, party) and not one.empty:
            words = versions(text.instrument, sent, str(n))
            if not words:
                raise BadInput(
                    f"the alternative {one.id!r} would have no words",
                    instead="drop it, or write words",
                )
            said = _in_order(words, one.versions)
            if said != one.versions:
                by = one.by if one.by in (None, party) else None
                one = replace(one, versions=said, by=by)
        made.append(one)
    heading = sent.get("heading", held.passage.heading).strip()[:200]
    return Passage(held.passage.id, heading, tuple(made))


def may_reword(passage: Passage, one: Alternative, party: str) -> bool:
    """Tell whether a drafter of ``party`` may give an alternative other words."""
    return one.by in (None, party) or not passage.bracketed


def new_passage_id(text: Text) -> str:
    """Return an id for a new passage, in the manner of those that are there."""
    prefix, most = "art-", 0
    for held in text.held:
        found = _NUMBERED.fullmatch(held.passage.id)
        if found is not None:
            prefix, most = found[1], max(most, int(found[2]))
    return f"{prefix}{most + 1}"


def free_id(passage: Passage, by: str | None) -> str:
    """Return an id for a new alternative; that of nobody's tells nothing of anybody.

    Examples
    --------
    >>> lake = Passage("art-1", "", (Alternative("a1", (Version("en", "The lake."),), "arn"),))
    >>> free_id(lake, "arn"), free_id(lake, None)
    ('a2', 'n1')
    """
    prefix = by[0] if by is not None else "n"
    taken = {one.id for one in passage.alternatives}
    return next(f"{prefix}{n}" for n in range(1, len(taken) + 2) if f"{prefix}{n}" not in taken)


def _in_order(words: Iterable[Version], before: Iterable[Version]) -> tuple[Version, ...]:
    """Return versions in the order in which their languages stood."""
    order = {version.language: n for n, version in enumerate(before)}
    return tuple(sorted(words, key=lambda one: order.get(one.language, len(order))))


def _head(
    visit: Visit, text: Text, *, named: bool = True
) -> tuple[str, str | None, str | None, None, str]:
    seat, party = (visit.seat.id, visit.seat.party) if named else (None, None)
    return ("not entered yet", seat, party, None, text.instrument.id)


def _marked(
    visit: Visit, step: TextAct, passage: str, make: Callable[[bytes, Change], Made]
) -> Made:
    """Return the act with the mark of what the passage says after it."""
    then = changed(after(text_state(visit.view), step), step)
    return make(*visit.room.mark(step.instrument, passage, then))
