"""When the words were said, and how: what the report names at the statement itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onetext.press.finding.attribution import Attribution
from onetext.press.resolving.carrying import carry
from onetext.press.resolving.channels import (
    carried_by,
    carrier_of_source,
    channel_of_outlet,
    channel_of_source,
    find_channel,
)
from onetext.press.resolving.outlets import Outlets, outlets_named
from onetext.press.text.dated_things import belongs_to_noun
from onetext.press.text.dates import DatePhrase, dates_in
from onetext.press.text.sentences import Page
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Channel, Speaker, Via
from onetext.terms.when import When

_NEAR = 400
_INTERVIEW = re.compile(r"\binterview(?:ed|s)?\b|\bspoke (?:to|with)\b|\bQ ?& ?A\b", re.IGNORECASE)
#: Where several ask, and no outlet's own reporter alone.
_PRESSED = re.compile(
    r"\b(?:press|news|media) (?:conference|briefing|availability|gaggle|call)\b|\breporters\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Saying:
    """Hold when, how and through whom one attribution's words came."""

    said: When | None = None
    date_span: Span | None = None
    channel: Channel | None = None
    via: Via | None = None


def sayings(
    page: Page,
    attributions: Sequence[Attribution],
    speakers: Sequence[Speaker],
    dates: Sequence[DatePhrase],
    *,
    outlet: str | None = None,
    published: When | None = None,
) -> list[Saying]:
    """Return, for each attribution, its date, channel and carrier.

    First what its own sentence names outside the words said and outside what others say there; then
    what carries over (:mod:`onetext.press.resolving.carrying`). What nothing tells stays None.
    """
    known = outlets_named(page.text, outlet)
    others = _others(attributions)
    beside = _beside(attributions)
    own = [
        _own(page, a, others[i], beside[i], speakers[i], dates, known, outlet)
        for i, a in enumerate(attributions)
    ]
    return carry(page, attributions, speakers, dates, known, published, own)


def _others(attributions: Sequence[Attribution]) -> list[tuple[Span, ...]]:
    """Return, for each attribution, where somebody else speaks in its sentence."""
    by_sentence: dict[int, list[int]] = {}
    for i, a in enumerate(attributions):
        by_sentence.setdefault(a.sentence, []).append(i)
    out: list[tuple[Span, ...]] = []
    for i, a in enumerate(attributions):
        rows = []
        for j in by_sentence[a.sentence][:40]:
            other = attributions[j]
            if j == i or other.source == a.source or other.cue is None or other.source is None:
                continue
            parts = [other.source, other.cue, *other.contents]
            zone = Span(
                min(other.source.start, other.cue.start), max(part.end for part in parts[:3])
            )
            mine = [s for s in (a.cue, a.source) if s is not None]
            if not any(zone.overlaps(s) for s in mine):
                rows.append(zone)
        out.append(tuple(rows))
    return out


def _beside(attributions: Sequence[Attribution]) -> list[tuple[Span, ...]]:
    """Return, for each attribution, what its source says elsewhere in the sentence."""
    by_source: dict[tuple[int, int], list[int]] = {}
    for i, a in enumerate(attributions):
        if a.source is not None:
            by_source.setdefault((a.sentence, a.source.start), []).append(i)
    return [
        tuple(
            span
            for j in by_source.get((a.sentence, a.source.start), ())[:8]
            if j != i
            for span in attributions[j].contents
        )
        if a.source is not None
        else ()
        for i, a in enumerate(attributions)
    ]


_BY_LEMMA = {
    "write": "written",
    "tweet": "social_media:Twitter",
    "retweet": "social_media:Twitter",
    "post": "social_media",
    "testify": "speech",
    "preach": "speech",
    "email": "messaging:email",
    "e-mail": "messaging:email",
}
#: "A 2015 ruling".
_YEAR = re.compile(r"(?:[Aa]n?|[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\s+((?:19|20)\d\d)\b")
#: "In a 2006 interview", "in her 1976 memoir": the year of what the words were said in.
_YEAR_OF_SETTING = re.compile(
    r"\b(?:in|during|at|from|to|for|with)\s+(?:an?|the|his|her|its|their|that)\s+"
    r"(?P<year>(?:19|20)\d\d)\s+(?:[\w’'-]+\s+){0,3}?(?:interview|autobiography|memoirs?|book|speech"
    r"|article|essay|lecture|column|op-ed|documentary|sermon)\b",
    re.IGNORECASE,
)
_COURT = re.compile(r"\b(?:court|tribunal|panel)\b", re.IGNORECASE)
_RULES = frozenset(
    "rule hold find dismiss uphold overturn quash reject affirm strike order".split()
)
_ASKED = re.compile(
    r"(?:(?:^|[.!?]\s+|\n)(?:When )?[Aa]sked\b[^.:;“”\"]{2,200}"
    r"|\b(?:was|were|when) asked\b[^.:;“”\"]{2,160}\.?\s*(?:[“\"‘][^”\"]{0,200})?[”\"’]?\s*\w*\s*)$"
)
_ANSWERS = frozenset("reply respond answer retort".split())


def _own(
    page: Page,
    a: Attribution,
    others: tuple[Span, ...],
    beside: Sequence[Span],
    speaker: Speaker,
    dates: Sequence[DatePhrase],
    known: Outlets,
    outlet: str | None,
) -> Saying:
    near = _near(page, a)
    said, date_span = _date_beside(page, a, near, others, beside, dates)
    channel, via = find_channel(page.text, near, a.contents, known, cue=a.cue, others=others)
    if a.carrier is not None:
        state, carrier = carried_by(page.text, a.carrier, known)
        channel, via = channel or state, via or carrier
    if a.source is not None:
        document = channel_of_source(page.text, a.source, known)
        if document is not None and (channel is None or channel.kind in ("written", "statement")):
            channel = document
        via = via or carrier_of_source(page.text, a.source, known)
        if document is not None and said is None:
            said, date_span = _year_of_document(page.text, a.source)
    if said is None and a.cue is not None:
        said, date_span = _year_of_setting(page.text, near, a, others)
    if a.lemma.startswith("vote") and (channel is None or channel.kind == "speech"):
        channel = Channel("vote", True, a.cue)
    channel = channel or _implied(page, a, outlet, speaker.party)
    return Saying(said, date_span, channel, via)


def _year_of_document(text: str, source: Span) -> tuple[When | None, Span | None]:
    """Return the year that the source itself names: "a 2015 ruling"."""
    year = _YEAR.match(source.of(text))
    if year is None:
        return None, None
    return When(year[1]), Span(source.start + year.start(1), source.start + year.end(1))


def _year_of_setting(
    text: str, near: Span, a: Attribution, others: Sequence[Span]
) -> tuple[When | None, Span | None]:
    """Return the year of the interview or book that the words were said in."""
    for found in _YEAR_OF_SETTING.finditer(text, near.start, near.end):
        year = Span(*found.span("year"))
        if not any(span.overlaps(year) for span in (*a.contents, *others)):
            return When(found["year"]), year
    return None, None


def _implied(page: Page, a: Attribution, outlet: str | None, party: str | None) -> Channel | None:
    """Return the channel that the form or the verb implies: a block, a turn, "wrote", "voted"."""
    words = a.source.of(page.text) if a.source else ""
    if words.lower() in ("it", "they", "he", "she"):
        before = _document_before(page, a)
        if before is not None:
            return before
    if a.kind == "block":
        return Channel("written" if party == "court" else "press_release", False)
    if a.kind == "turn":
        head = page.text[:1500] + page.text[-400:]
        alone = outlet is not None and not _PRESSED.search(head)
        asked = alone or _INTERVIEW.search(head)
        kind = channel_of_outlet(outlet) if outlet and asked else "broadcast" if asked else "press"
        return Channel(kind, False)
    if a.lemma in _BY_LEMMA:
        return Channel(_BY_LEMMA[a.lemma], True, a.cue)
    if a.lemma in _RULES and _COURT.search(words):
        return Channel("written", False)
    if a.cue is not None and (a.lemma in _ANSWERS or a.lemma in ("say", "tell", "add")):
        lead = page.text[max(0, a.cue.start - 260) : a.cue.start]
        if _ASKED.search(lead):
            return Channel("press", False)
    return None


_PUTS_OUT = re.compile(
    r"\b(?:published|issued|released|put out|sent|signed|handed down|posted|wrote|filed)\b"
)


def _document_before(page: Page, a: Attribution) -> Channel | None:
    """Return the channel of "it", when the sentence before puts out a statement or letter."""
    if a.sentence == 0:
        return None
    span = page.sentences[a.sentence - 1].span
    if not _PUTS_OUT.search(span.of(page.text)):
        return None
    found = channel_of_source(page.text, span)
    return Channel(found.type, False) if found is not None else None


def _near(page: Page, a: Attribution) -> Span:
    sentence = page.sentences[a.sentence].span
    anchor = a.cue or a.source or a.contents[0]
    return Span(max(sentence.start, anchor.start - _NEAR), min(sentence.end, anchor.end + _NEAR))


#: What is told as heard, with the day of what happened.
_HEARSAY = frozenset("reportedly allegedly supposedly purportedly".split())
_RELATIVE = re.compile(r"\b(?:which|who|that|whose|where)\b[^,;:—–()“”\"]*$")


#: Between a date and a cue of another clause: "it shut on Monday after he *said*", and behind it.
_AFTER_HE = re.compile(r"\b(?:after|before|since|because)\s+(?:[\w’'.-]+\s+){1,4}$")
_AFTER_IT = re.compile(r"\b(?:after|before|since|because|when)\b[^,]*\b\w+ed\b[^,]*$")
#: "on March 27, when he *said*": that day and no other.
_WHEN = re.compile(r",?\s+when\s+(?:[\w’'.-]{1,20}\s+){0,4}")


_CLAUSE_END = re.compile(r"[,;:—–()“”\"]")


def _is_relative(text: str, near: Span, date: Span, cue: Span) -> bool:
    """Tell whether a date stands in a relative clause that the cue is no part of."""
    low = max(near.start, date.start - 90)
    found = _RELATIVE.search(text, low, date.start)
    if found is None:
        return False
    stop = _CLAUSE_END.search(text, date.end, near.end)
    return not found.start() <= cue.start <= (stop.start() if stop else near.end)


_AS = re.compile(r",?\sas\b")
_MARK = re.compile(r'[“”"]')


def _covers(text: str, content: Span, date: Span) -> bool:
    """Tell whether a date stands inside words said.

    A content that is but the date is none, nor does "described the dam on Monday as unsafe" say so.
    """
    if not content.overlaps(date):
        return False
    quoted = text[content.start] in '“"‘'
    if not quoted and _AS.match(text, date.end) and not _MARK.search(text, content.start, date.end):
        return False
    return quoted or content.end - content.start > date.end - date.start + 4


#: What is announced is still to come: a day that is past is that of the words.
_OF_WHAT_COMES = frozenset("announce unveil propose promise pledge introduce nominate".split())
_PAST = re.compile(r"(?:last|this past|yesterday)\b", re.IGNORECASE)
#: A year told behind an act in words is the act's: "announced his resignation in 1995".
_LONG_AGO = re.compile(r"(?:19|20)\d\d")
_LEADS_IN = re.compile(r"\s+(?:(?:on|in|late|early|earlier|back)\s+)*")


def _is_apart(text: str, near: Span, a: Attribution, cue: Span, date: Span) -> bool:
    """Tell whether a date and a cue stand in two clauses, one of them "after" the other."""
    if date.end <= cue.start:
        heads = len(text[near.start : date.start].split()) < 3
        return not heads and _AFTER_HE.search(text, date.end, cue.start) is not None
    ends = [s.end for s in (cue, *a.contents) if s.end <= date.start]
    return _AFTER_IT.search(text, max(ends, default=date.start), date.start) is not None


def _is_behind_object(text: str, a: Attribution, date: Span) -> bool:
    """Tell whether a date stands right behind a bare object: that of the act, it may be.

    Where the content goes on behind it ("called the dam, on Monday, a risk") it is the words'.
    """
    if a.contents and a.contents[-1].start >= date.end:
        return False
    if a.lemma in _OF_WHAT_COMES and _PAST.match(text, date.start):
        return False
    if _LONG_AGO.fullmatch(text, date.start, date.end):
        return False
    return any(
        a.cue is not None
        and a.cue.end <= content.start
        and content.end < date.start
        and text[content.end - 1] not in "”\"’'"
        and _LEADS_IN.fullmatch(text, content.end, date.start) is not None
        for content in a.contents
    )


def _date_beside(
    page: Page,
    a: Attribution,
    near: Span,
    others: tuple[Span, ...],
    beside: Sequence[Span],
    dates: Sequence[DatePhrase],
) -> tuple[When | None, Span | None]:
    """Return the date phrase of the cue's clause, outside the content, nearest to the cue."""
    if a.cue is None or a.lemma in _HEARSAY:
        return None, None
    best: tuple[int, DatePhrase] | None = None
    for phrase in dates_in(dates, near):
        span = phrase.span
        if phrase.precision not in ("day", "hour", "month", "year") or phrase.value() is None:
            continue
        told = a.contents if span.of(page.text).lower() == "today" else (*a.contents, *beside)
        if any(_covers(page.text, content, span) for content in told):
            continue
        if any(o.holds(span) for o in others) or belongs_to_noun(page.text, span):
            continue
        if _is_behind_object(page.text, a, span):
            continue
        if _WHEN.fullmatch(page.text[span.end : a.cue.start]):
            return phrase.value(), span
        if _is_relative(page.text, near, span, a.cue):
            continue
        between = page.text[min(span.end, a.cue.end) : max(span.start, a.cue.start)]
        if _is_apart(page.text, near, a, a.cue, span):
            continue
        distance = len(between) + (60 if span.start < a.cue.start and "," in between[:-2] else 0)
        low, high = min(span.start, a.cue.start), max(span.start, a.cue.start)
        if any(low < o.start < high for o in others):
            distance += 120
        if best is None or distance < best[0]:
            best = (distance, phrase)
    if best is None or best[0] > 220:
        return None, None
    phrase = best[1]
    return phrase.value(), phrase.span
