"""What was said, each saying once, in the order of saying.

The same words are often told twice: in a standfirst and in the text, or by two outlets. They are
one utterance with several tellings. A long statement of several points is as many utterances.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TypeVar

from onetext.analysis.evidence import content_of, terms_of, texts_of
from onetext.analysis.findings import Evidence, Terms
from onetext.analysis.parts import parts_of
from onetext.analysis.stances import lean_of
from onetext.analysis.wording import plain, retells, shared, stems
from onetext.record.view import View
from onetext.terms.said.statement import Stance, Statement
from onetext.terms.when import When

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """Hold the last instant at which something can have been said.

    ``known`` is 2 with the year, 1 for a day without its year, 0 for no date at all. What is less
    known sorts earlier, so that words of unknown date never replace dated ones.
    """

    known: int
    instant: datetime

    def within(self, other: Moment, span: timedelta) -> bool:
        """Tell whether both are known alike and lie no further apart than ``span``."""
        return self.known == other.known > 0 and abs(self.instant - other.instant) <= span


@dataclass(frozen=True, slots=True)
class Utterance:
    """Hold one saying: the statement that tells it first, and all that tell it.

    Of a statement with points, ``statement`` is the part that makes this one.
    """

    statement: Statement
    tellings: tuple[Statement, ...]
    words: str
    cue: str
    issues: tuple[str, ...]
    terms: Terms | None
    said: When | None
    published: When | None
    moment: Moment
    evidence: tuple[Evidence, ...]

    @property
    def stance(self) -> Stance:
        """Return the stance of the first telling."""
        return self.statement.stance

    def same_speaker(self, other: Utterance) -> bool:
        """Tell whether one person or body said both."""
        return _one_speaker(self.statement, other.statement)


def moment_of(said: When | None, published: When | None) -> Moment:
    """Return the last instant that the date of saying and the date of publication allow.

    Words told in a report had been said when it came out, so the earlier of the two counts.

    Examples
    --------
    >>> moment_of(When("2025-12-14"), When("2025-12-15T09:00Z")).instant.isoformat()
    '2025-12-14T23:59:59.999999+00:00'
    """
    told = [_moment(when) for when in (said, published) if when]
    best = max((moment.known for moment in told), default=0)
    return min(
        (moment for moment in told if moment.known == best),
        default=Moment(0, datetime.min.replace(tzinfo=UTC)),
    )


def utterances(view: View, *, attributed: bool = True) -> tuple[Utterance, ...]:
    """Return what was said in ``view``, each saying once, in the order of saying.

    Tellings are one utterance when the reader says so (``same_as``), or when the same speaker on
    the same date says the same words, whole or in part, with the same leaning; without a date
    only when they are the same words whole, or stand in one report. Statements of different
    certainty are never one. Ties in time go by publication, then by place in the text.

    Cost: for each speaker, quadratic in the number of statements of one leaning. The answer for
    the last views asked about is kept, since every part of a brief starts from it.
    """
    return _utterances(_Same(view), attributed)


class _Same:
    """Make a view a key by identity: to hash all of it would cost more than to read it again."""

    def __init__(self, view: View) -> None:
        self.view = view

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.view is other.view

    def __hash__(self) -> int:
        return id(self.view)


@lru_cache(maxsize=4)
def _utterances(key: _Same, attributed: bool) -> tuple[Utterance, ...]:
    view = key.view
    texts = texts_of(view)
    published = {source.id: source.published for source in view.sources}
    place = {source.id: number for number, source in enumerate(view.sources)}
    chosen = [s for s in view.statements if (s.certainty == "attributed") == attributed]
    made = [_utterance(group, texts, published) for group in _groups(chosen, texts)]
    return tuple(
        sorted(
            made,
            key=lambda u: (
                u.moment,
                place[u.statement.source],
                u.statement.contents,
                u.statement.id,
            ),
        )
    )


def _groups(statements: list[Statement], texts: dict[str, str]) -> Iterator[list[Statement]]:
    """Yield the tellings of each utterance, the one to quote first."""
    head: dict[tuple[str, str], Statement] = {s.key: s for s in statements}

    def root(statement: Statement) -> Statement:
        seen = {statement.key}
        while statement.same_as and (statement.source, statement.same_as) in head:
            after = head[(statement.source, statement.same_as)]
            if after.key in seen or after.certainty != statement.certainty:
                break
            seen.add(after.key)
            statement = after
        return statement

    parts = {s.key: parts_of(s) for s in statements}
    told: dict[tuple[tuple[str, str], int], list[Statement]] = {}
    for statement in statements:
        first = root(statement)
        for number, part in enumerate(parts[statement.key]):
            repeats = statement is not first
            at = _retold(part, parts[first.key], texts) if repeats else number
            group = told.setdefault((first.key, at), [])
            group.insert(len(group) if repeats else 0, part)
    merged: dict[tuple[object, ...], list[list[Statement]]] = {}
    for group in told.values():
        first = group[0]
        name = plain(first.speaker.name or "").split()
        key = (first.certainty, first.speaker.party, lean_of(first.stance), *name[-1:])
        bucket = merged.setdefault(key, [])
        for known in bucket if name else ():
            if _same(known[0], first, texts):
                known.extend(group)
                break
        else:
            bucket.append(group)
    for bucket in merged.values():
        yield from bucket


def _retold(part: Statement, among: tuple[Statement, ...], texts: dict[str, str]) -> int:
    """Return which of the parts this one tells again: the one that shares most of its words."""
    if len(among) == 1:
        return 0
    ours = stems(part.words(texts[part.source]))
    theirs = [stems(one.words(texts[one.source])) for one in among]
    return max(
        range(len(among)), key=lambda at: (shared(ours, theirs[at]), len(ours & theirs[at]), -at)
    )


def _same(known: Statement, other: Statement, texts: dict[str, str]) -> bool:
    days = [when.iso[:10] for when in (known.said, other.said) if when]
    if len(set(days)) > 1 or not _one_speaker(known, other):
        return False
    ours, theirs = known.words(texts[known.source]), other.words(texts[other.source])
    if len(days) == 2:
        return retells(ours, theirs)
    if known.source == other.source and known.said == other.said:
        return retells(ours, theirs)
    words = plain(ours)
    return words.count(" ") >= 4 and words == plain(theirs)


def _one_speaker(left: Statement, right: Statement) -> bool:
    ours = set(plain(left.speaker.name or "").split()) - {"the"}
    theirs = set(plain(right.speaker.name or "").split()) - {"the"}
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def _utterance(
    group: list[Statement], texts: dict[str, str], published: dict[str, When | None]
) -> Utterance:
    first = group[0]
    said = min((s.said for s in group if s.said), key=_moment, default=None)
    came = [(moment_of(s.said, published[s.source]), published[s.source]) for s in group]
    best = max(moment.known for moment, _ in came)
    return Utterance(
        statement=first,
        tellings=tuple(group),
        words=first.words(texts[first.source]),
        cue=first.cue.of(texts[first.source]) if first.cue else "",
        issues=tuple(dict.fromkeys(issue for s in group for issue in s.issues)),
        terms=_first(terms_of(s, texts[s.source]) for s in group),
        said=said,
        published=_first(when for _, when in came),
        moment=min(moment for moment, _ in came if moment.known == best),
        evidence=tuple(e for s in group for e in content_of(s, texts[s.source])),
    )


def _first(items: Iterable[_T | None]) -> _T | None:
    return next((item for item in items if item is not None), None)


def _moment(when: When) -> Moment:
    ends = when.ends()
    if ends is not None:
        return Moment(2, ends)
    ends = When("2000" + when.iso[1:]).ends()
    assert ends is not None
    return Moment(1, ends)
