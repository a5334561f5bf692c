"""Claims that a party is not kept abreast, and what it expects to be shown.

They are claims with their speaker, never the brief's own judgement (methods, §10).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from onetext.analysis.authority import Voices
from onetext.analysis.evidence import sentences, texts_of
from onetext.analysis.findings import Evidence, Window
from onetext.analysis.mentions import Names
from onetext.analysis.positions import day_of
from onetext.analysis.utterances import Moment, Utterance, moment_of, utterances
from onetext.record.view import View
from onetext.terms.said.event import Event
from onetext.terms.said.span import Span

_TOLD = (
    r"(?:kept (?:\w+ )?(?:abreast|informed|briefed|posted|up to date|in the (?:loop|picture))"
    r"|informed"
    r"|briefed|shown|told|included|invited|in the (?:loop|picture|know))\b"
)
_NOT_KEPT = re.compile(
    rf"\b(?:is|are|was|were|am)(?:n['’]t|\s+not|\s+never)\s+(?:\w+\s+){{0,2}}?{_TOLD}"
    rf"|(?:\bnot|\bnever|n['’]t)\s+(?:\w+\s+)?be(?:en|ing)?\s+(?:\w+\s+)?{_TOLD}"
    r"|\b(?:kept|left|keeping (?:\w+ )?|held) in the dark\b|\b(?:left|shut|locked|frozen|cut) out\b"
    r"|\bexcluded from\b|\bbehind (?:our|their|its) backs?\b",
    re.IGNORECASE,
)
_NOT_KEPT_BY = re.compile(
    r"(?:\b(?:did|do|does|has|have|had)(?:n['’]t|\s+not|\s+never)|\b(?:nobody|no one)(?: has"
    r"| had)?)\s+(?:yet\s+|ever\s+)?"
    r"(?:(?:keep|kept) (?=\S+(?: \S+)? (?:informed|abreast|briefed|posted))|inform(?:ed)?"
    r"|brief(?:ed)?|invited?|included?)\s+",
    re.IGNORECASE,
)
_EXPECTS = re.compile(
    r"\b(?:expect\w*|insist\w*|demand\w*|want\w*|ask\w*|hop(?:e|es|ed|ing)|await\w*"
    r"|look\w* forward|promised|must|should)\b"
    r"(?:\s+\S+){0,6}?\s+(?:receive|be (?:shown|given|told|briefed|informed|sent)|see|read|get"
    r"|hear|the (?:text|vision|draft|outcome|results?))\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(
    r"\b(?:we|us|our|i|me|my|(?:his|her|their|its) (?:government|country|side|delegation"
    r"|council|party))\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"\b(?:from|by)\b")


@dataclass(slots=True)
class _Claimed:
    party: str
    first: Utterance
    back: Event | None
    evidence: list[Evidence] = field(default_factory=list)


def windows(view: View) -> tuple[Window, ...]:
    """Return who is said not to be kept abreast, by whom, and what that party expects to be shown.

    Only claims on the record; one row for each party and each speaker. The party is the one named
    in the words (before "was not kept", after "did not inform"), else the speaker's own. A row
    ends when the party takes part in a round that begins after the claim (for a claim without a
    date of its own: on its report's day or after): it is kept, with that day. ``expects``
    are statements of that party, from
    then on, that it expects to be given or shown something; ``expects_from`` are the parties it
    names as the givers.
    """
    texts = texts_of(view)
    names = Names(view.parties)
    voices = Voices(view)
    told = utterances(view)
    found: dict[tuple[str, str | None], _Claimed] = {}
    for utterance in told:
        for party in _left_out(utterance, texts, names):
            back = _came_back(view, party, utterance)
            key = (party, utterance.statement.speaker.name)
            claimed = found.setdefault(key, _Claimed(party, utterance, back))
            claimed.back = back
            claimed.evidence += [e for e in utterance.evidence if e not in claimed.evidence]
    rows = []
    for claimed in found.values():
        expected = _expected(claimed, told, voices, texts)
        speaker = claimed.first.statement.speaker
        rows.append(
            Window(
                party=claimed.party,
                claimed_by=speaker.name or speaker.role,
                claimed_by_party=speaker.party,
                said=claimed.first.said,
                evidence=tuple(claimed.evidence),
                expects=tuple(e for u, spans in expected for e in _shown(u, spans)),
                expects_from=tuple(
                    dict.fromkeys(
                        giver
                        for u, spans in expected
                        for giver in _givers(u, spans, texts, names, claimed.party)
                    )
                ),
                ended=claimed.back.start if claimed.back else None,
                ended_by=_places(claimed.back, texts) if claimed.back else (),
            )
        )
    return tuple(rows)


def _left_out(utterance: Utterance, texts: dict[str, str], names: Names) -> tuple[str, ...]:
    text = texts[utterance.statement.source]
    own = utterance.statement.speaker.party
    found: dict[str, None] = {}
    for content in utterance.statement.contents:
        for sentence in sentences(text, content):
            match = _NOT_KEPT.search(text, sentence.start, sentence.end)
            around = Span(sentence.start, match.start()) if match else None
            if match is None:
                match = _NOT_KEPT_BY.search(text, sentence.start, sentence.end)
                around = Span(match.end(), min(match.end() + 40, sentence.end)) if match else None
            if around is None:
                continue
            named = names.find(text, around)
            if own and (_FIRST_PERSON.search(around.of(text)) or not named):
                found[own] = None
            elif named:
                found[named[-1].party] = None
    return tuple(found)


def _places(event: Event, texts: dict[str, str]) -> tuple[Evidence, ...]:
    text = texts[event.source]
    return tuple(Evidence(event.source, span, span.of(text)) for span in event.evidence[:1])


def _came_back(view: View, party: str, utterance: Utterance) -> Event | None:
    """Return the first round since the claim in which the party has taken part."""
    dated = utterance.said is not None
    for event in view.events:
        if event.type != "talks_round" or event.status == "planned":
            continue
        if party not in event.participants or event.start is None:
            continue
        began, claimed = moment_of(event.start, None), _day_of(utterance)
        if began.known == claimed.known > 0 and (
            began.instant > claimed.instant or (not dated and began.instant == claimed.instant)
        ):
            return event
    return None


def _day_of(utterance: Utterance) -> Moment:
    when = utterance.said or utterance.published
    return moment_of(day_of(when), None)


def _expected(
    claimed: _Claimed, told: tuple[Utterance, ...], voices: Voices, texts: dict[str, str]
) -> list[tuple[Utterance, tuple[Span, ...]]]:
    """Return what the party has said since that it expects, with the sentences that say so."""
    found = []
    for utterance in told:
        if claimed.party not in voices.parties(utterance.statement):
            continue
        if utterance.moment < claimed.first.moment:
            continue
        first = claimed.first
        if utterance.issues and first.issues and not set(utterance.issues) & set(first.issues):
            continue
        text = texts[utterance.statement.source]
        spans = tuple(
            sentence
            for content in utterance.statement.contents
            for sentence in sentences(text, content)
            if _EXPECTS.search(text, sentence.start, sentence.end)
        )
        if spans:
            found.append((utterance, spans))
    return found


def _shown(utterance: Utterance, spans: tuple[Span, ...]) -> tuple[Evidence, ...]:
    """Return the places of the sentences."""
    return tuple(
        e
        for e in utterance.evidence
        if e.source == utterance.statement.source and any(e.span.holds(span) for span in spans)
    )


def _givers(
    utterance: Utterance, spans: tuple[Span, ...], texts: dict[str, str], names: Names, party: str
) -> tuple[str, ...]:
    text = texts[utterance.statement.source]
    found = [
        mention.party
        for span in spans
        for word in _FROM.finditer(text, span.start, span.end)
        for mention in names.find(text, Span(word.end(), span.end))[:1]
    ]
    return tuple(giver for giver in found or utterance.statement.targets if giver != party)
