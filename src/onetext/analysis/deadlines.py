"""Hours that somebody set or hopes for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from onetext.analysis.evidence import point, sentences, texts_of
from onetext.analysis.findings import Deadline, Evidence
from onetext.analysis.timing import TIME, resolve
from onetext.analysis.utterances import utterances
from onetext.record.view import View
from onetext.terms.said.span import Span
from onetext.terms.when import When

_OCCASION = (
    r"(?:(?:its|the|their|his|her|our|this|next)\s+)?(?:\w+\s+){0,2}?"
    r"(?:recess|summit|elections?|vote|holidays?|new year|christmas|easter|ramadan"
    r"|delegations? leaves?)\b"
)
_DUE = re.compile(
    rf"\b(?:by|before|no later than|not later than)\s+(?P<time>{TIME})\b"
    rf"|\b(?:by|before)\s+{_OCCASION}"
    rf"|\b(?P<date>{TIME})\s+as\s+the\s+(?:date|day|deadline|limit)\b"
    rf"|\bdeadline\b(?:\s+(?:of|for|is|was|on|set|at|to)\b(?:\s+\w+){{0,4}}?\s+(?P<due>{TIME})\b)?",
    re.IGNORECASE,
)
_HOPES = re.compile(
    r"\b(?:hop(?:e|es|ed|ing|eful)|wish(?:es|ed)?|would like|aim(?:s|ed|ing)?|optimistic"
    r"|confident)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Place:
    """Hold one stretch of text that may tell a deadline, and whose it would be."""

    source: str
    span: Span
    statement: str | None
    base: When | None
    hoped: bool
    speaker: str | None
    party: str | None


def deadlines(view: View) -> tuple[Deadline, ...]:
    """Return the hours set or hoped for in statements on the record and in narration, as told.

    Found are "by", "before" and "no later than" with a time or a day of the calendar of politics,
    "deadline", and a date set "as the date by which". It is *hoped* when the statement is a
    hope, its sentence hopes or the reporter hedges, else *set*. ``when`` is worked out from the
    day of saying, else of publication: a day, a month or a year, as precise as the words; None
    when the words do not tell it ("before the recess"). A day named that lies before is no
    deadline. The same words of one speaker for the same time are one row.
    """
    texts = texts_of(view)
    found: dict[tuple[object, ...], Deadline] = {}
    for place in (*_said(view), *_narrated(view)):
        text = texts[place.source]
        for sentence in sentences(text, place.span):
            for match in _DUE.finditer(text, sentence.start, sentence.end):
                told = _deadline(place, text, sentence, match)
                if told is None:
                    continue
                key = (told.set_by, told.set_by_party, told.words.lower(), told.when)
                known = found.get(key)
                if known is None:
                    found[key] = told
                elif told.evidence[0] not in known.evidence:
                    found[key] = replace(known, evidence=known.evidence + told.evidence)
    return tuple(found.values())


def _said(view: View) -> Iterator[_Place]:
    for utterance in utterances(view):
        for statement in utterance.tellings:
            if statement.stance in ("deny", "accuse"):
                continue
            for span in statement.contents:
                yield _Place(
                    statement.source,
                    span,
                    statement.id,
                    utterance.said or utterance.published,
                    statement.stance == "hope",
                    statement.speaker.name or statement.speaker.role,
                    statement.speaker.party,
                )


def _narrated(view: View) -> Iterator[_Place]:
    published = {source.id: source.published for source in view.sources}
    for told in view.narration:
        yield _Place(told.source, told.span, None, published[told.source], told.hedged, None, None)


def _deadline(place: _Place, text: str, sentence: Span, match: re.Match[str]) -> Deadline | None:
    named = match["time"] or match["date"] or match["due"]
    when = resolve(named, place.base) if named else None
    if named and when is None and re.search(r"\d", named):
        return None
    hoped = place.hoped or bool(_HOPES.search(text, sentence.start, sentence.end))
    evidence: Evidence = point(text, place.source, sentence, place.statement)
    return Deadline(
        what=" ".join(evidence.words.split()),
        when=when,
        words=match.group(),
        set_by=place.speaker,
        set_by_party=place.party,
        kind="hoped" if hoped else "set",
        evidence=(evidence,),
    )
