"""Which issues a source names as a sticking point, in so many words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onetext.analysis.evidence import content_of, point, texts_of
from onetext.analysis.findings import Evidence
from onetext.analysis.parts import parts_of
from onetext.analysis.utterances import Moment, moment_of
from onetext.record.view import View

_NAMES = re.compile(
    r"\b(?:sticking|stumbling)[ -](?:points?|blocks?)\b|\bobstacles?\b|\bhurdles?\b|\bunresolved\b"
    r"|\bunsettled\b|\bdeadlock(?:ed)?\b|\bimpasse\b|\bstalemate\b|\bbones? of contention\b"
    r"|\b(?:remain|stay)(?:s|ed)? (?:to be )?(?:unclear|open|disputed|contested|divided"
    r"|far apart|elusive)\b"
    r"|\b(?:remain|stay)(?:s|ed)? (?:to be )?(?:settled|resolved|agreed)\b|\bfar apart (?:on"
    r"|over)\b"
    r"|\bno agreement (?:yet )?(?:on|over)\b|\bstill (?:divided|at odds|split) (?:on|over)\b",
    re.IGNORECASE,
)
_CLEARS = re.compile(
    r"\b(?:remov|clear|overc[oa]m|lift|resolv|settl)\w*\b.{0,60}?\b(?:sticking points?"
    r"|stumbling blocks?"
    r"|obstacles?|hurdles?|deadlock|impasse)\b|\bno longer (?:a|an"
    r"|the) (?:\w+ )?(?:sticking point|obstacle)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Naming:
    """Hold one place where a source names issues as open.

    ``clears``: it says instead that one is so no longer. ``on_record`` is False for a statement
    whose speaker is not named or that the report hedges.
    """

    issues: tuple[str, ...]
    by: str | None
    hedged: bool
    on_record: bool
    clears: bool
    moment: Moment
    evidence: tuple[Evidence, ...]


def namings(view: View) -> tuple[Naming, ...]:
    """Return all places where a reporter or a speaker names issues as sticking points.

    The issues are those that the reader found in the place; which of several is meant by "which has
    been a sticking point" is not decided here.
    """
    return tuple((*_by_reporters(view), *_by_speakers(view)))


def named_issues(view: View) -> tuple[str, ...]:
    """Return the issues named on the record, in order of naming."""
    return tuple(
        dict.fromkeys(
            issue
            for naming in namings(view)
            if naming.on_record and not naming.clears
            for issue in naming.issues
        )
    )


def _by_reporters(view: View) -> Iterator[Naming]:
    sources = {source.id: source for source in view.sources}
    for told in view.narration:
        source = sources[told.source]
        words = told.span.of(source.text)
        clears = bool(_CLEARS.search(words))
        if told.issues and (clears or _NAMES.search(words)):
            yield Naming(
                told.issues,
                source.outlet or source.byline,
                told.hedged,
                True,
                clears,
                moment_of(None, source.published),
                (point(source.text, told.source, told.span),),
            )


def _by_speakers(view: View) -> Iterator[Naming]:
    texts = texts_of(view)
    published = {source.id: source.published for source in view.sources}
    for said in (part for statement in view.statements for part in parts_of(statement)):
        words = said.words(texts[said.source])
        clears = bool(_CLEARS.search(words))
        if said.issues and (clears or _NAMES.search(words)):
            on_record = said.certainty == "attributed"
            yield Naming(
                said.issues,
                said.speaker.name or said.speaker.role,
                not on_record,
                on_record,
                clears,
                moment_of(said.said, published[said.source]),
                content_of(said, texts[said.source]),
            )
