"""When the words were said, and how: what the report names at one statement holds for its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onetext.press.attribution import Attribution
from onetext.press.channels import carried_by, channel_of_source, find_channel
from onetext.press.dates import DatePhrase
from onetext.press.outlets import Outlets, outlets_named
from onetext.press.sentences import Page
from onetext.terms.span import Span
from onetext.terms.statement import Channel, Speaker, Via
from onetext.terms.when import When

_NEAR = 400
_INTERVIEW = re.compile(r"\binterview(?:ed)?\b", re.IGNORECASE)
_OCCASION = re.compile(
    r"\b(?:following|after|at|during|before|ahead of)\s+(?:the|their|his|her|its|this)\s+"
    r"(?:\w+\s+){0,2}(?:meeting|talks|vote|summit|session|call|ceremony|hearing|conference|visit)\b",
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

    First what its own sentence names outside the words said; then what carries over: one speaker's
    neighbouring statements belong to one utterance or occasion until the report names another, and a
    date holds on for the same side in the next sentence. A repeated standfirst takes the date of the
    words it repeats. What nothing tells stays None.
    """
    known = outlets_named(page.text, outlet)
    rows = [
        _own(page, a, speaker, dates, known, outlet)
        for a, speaker in zip(attributions, speakers, strict=True)
    ]
    rows = _occasions(page, attributions, dates, rows)
    rows = _introduced(page, attributions, speakers, dates, known, rows)
    for _ in range(2):
        rows = _carried(attributions, speakers, rows, page)
        rows = _carried_back(attributions, speakers, rows, page)
    return _on_the_day(page, attributions, speakers, dates, published, rows)


def _own(
    page: Page,
    a: Attribution,
    speaker: Speaker,
    dates: Sequence[DatePhrase],
    known: Outlets,
    outlet: str | None,
) -> Saying:
    near = _near(page, a)
    said, date_span = _date_beside(page, a, near, dates)
    channel, via = find_channel(page.text, near, a.contents, known)
    if a.carrier is not None:
        state, carrier = carried_by(page.text, a.carrier, known)
        channel, via = channel or state, via or carrier
    if channel is None and a.source is not None:
        channel = channel_of_source(page.text, a.source, known)
    if (
        channel is None
        and a.source is not None
        and a.source.of(page.text).lower() in ("it", "they")
    ):
        channel = _document_before(page, a)
    if a.kind == "block" and channel is None:
        channel = Channel("press_release", False)
    if a.kind == "turn" and channel is None:
        asked = _INTERVIEW.search(page.text[:600])
        kind = f"newspaper:{outlet}" if outlet else "newspaper"
        channel = Channel(kind if asked else "press", False)
    if a.lemma == "write" and channel is None:
        channel = Channel("written", True, a.cue)
    if a.lemma in ("tweet", "retweet") and channel is None:
        channel = Channel("social_media:Twitter", True, a.cue)
    if a.lemma.startswith("vote") and channel is None:
        channel = Channel("vote", True, a.cue)
    return Saying(said, date_span, channel, via)


def _document_before(page: Page, a: Attribution) -> Channel | None:
    """Return the channel of "it", when the sentence before puts out a statement, letter or report."""
    if a.sentence == 0:
        return None
    span = page.sentences[a.sentence - 1].span
    if not re.search(r"\b(?:published|issued|released|put out|sent|signed)\b", span.of(page.text)):
        return None
    return channel_of_source(page.text, span)


def _near(page: Page, a: Attribution) -> Span:
    sentence = page.sentences[a.sentence].span
    anchor = a.cue or a.source or a.contents[0]
    return Span(max(sentence.start, anchor.start - _NEAR), min(sentence.end, anchor.end + _NEAR))


def _date_beside(
    page: Page, a: Attribution, near: Span, dates: Sequence[DatePhrase]
) -> tuple[When | None, Span | None]:
    """Return the date phrase of the cue's clause, outside the content, nearest to the cue."""
    if a.cue is None:
        return None, None
    best: tuple[int, DatePhrase] | None = None
    for phrase in dates:
        span = phrase.span
        if span.start < near.start or span.end > near.end:
            continue
        if phrase.precision not in ("day", "month", "year") or phrase.value() is None:
            continue
        if any(span.overlaps(content) for content in a.contents) or _belongs_to_noun(
            page.text, span
        ):
            continue
        between = page.text[min(span.end, a.cue.end) : max(span.start, a.cue.start)]
        distance = len(between) + (60 if span.start < a.cue.start and "," in between[:-2] else 0)
        if best is None or distance < best[0]:
            best = (distance, phrase)
    if best is None or best[0] > 220:
        return None, None
    phrase = best[1]
    return phrase.value(), phrase.span


_OF_NOUN = re.compile(
    r"\s+(?:remarks|speech|statement|meeting|attack|vote|election|agreement|talks|summit|deal|decision|signing"
    r"|resolution|ceremony|visit|letter|report|call|conversation|incident|announcement)\b"
)
_OTHER_TIME = re.compile(
    r"\b(?:(?:since|until|after|before|from|dated|following|repeating)\s+(?:his|her|its|their|the)?"
    r"|(?:made|signed|given|published|released|set)\s+(?:on\s+)?|\bset)\s*$",
    re.IGNORECASE,
)


def _belongs_to_noun(text: str, span: Span) -> bool:
    """Tell whether the date dates something else: "his January 2 remarks", "talks held on Monday"."""
    if _OF_NOUN.match(text, span.end):
        return not re.search(
            r"\b(?:in|at)\s+(?:his|her|its|their|the|a)\s*$",
            text[max(0, span.start - 12) : span.start],
        )
    return bool(_OTHER_TIME.search(text[max(0, span.start - 40) : span.start]))


_EARLIER = re.compile(r"\b(?:has|have|had)\b")
_NOT_AN_OCCASION = frozenset(
    "according to|believe|think|expect|fear|hope|allege|maintain|claim".split("|")
)


def _on_the_day(
    page: Page,
    attributions: Sequence[Attribution],
    speakers: Sequence[Speaker],
    dates: Sequence[DatePhrase],
    published: When | None,
    rows: list[Saying],
) -> list[Saying]:
    """Date what is still open by the day of the story: the reporter's last date before it.

    A report tells a day's events under one date and goes on in the simple past. The day holds until
    the reporter names another, within the same or the next three paragraphs of the story's own day;
    what "has been said" at some time, or what a document or unnamed source says, stays undated.
    """
    day_at: list[tuple[int, When, int]] = []
    inside = [c for a in attributions for c in a.contents]
    for phrase in dates:
        when = phrase.value()
        if when is None or when.day is None or phrase.precision != "day":
            continue
        if published is not None and published.day is not None and when.day > published.day:
            continue
        if any(c.holds(phrase.span) for c in inside) or _belongs_to_noun(page.text, phrase.span):
            continue
        sentence = next(
            (s for s in page.sentences if s.span.start <= phrase.span.start < s.span.end), None
        )
        if sentence is None or len(sentence.tokens) < 8:
            continue
        if re.match(r"\s*(?:tomorrow|next)", phrase.span.of(page.text), re.IGNORECASE):
            continue
        day_at.append((phrase.span.start, when, sentence.paragraph))
    if not day_at:
        return rows
    story = day_at[0][1]
    out = list(rows)
    for i, a in enumerate(attributions):
        if out[i].said is not None or speakers[i].name is None or a.lemma in _NOT_AN_OCCASION:
            continue
        start = (a.cue or a.contents[0]).start
        paragraph = page.sentences[a.sentence].paragraph
        before = [row for row in day_at if row[0] < start]
        lead = page.text[max(0, start - 30) : start] if a.cue else ""
        if not before or _EARLIER.search(lead):
            continue
        _, when, at = before[-1]
        if paragraph - at <= (8 if when == story else 1):
            out[i] = replace(out[i], said=when)
    return out


_APPEARS = re.compile(
    r"\b(?:spoke|speaking|spoken|addressed|addressing|gave|held|hosted|posted|published|wrote|tweeted|issued"
    r"|released|sent|interview(?:ed)?|speech|conference|appeared|took to|told|answered|put out|delivered)\b",
    re.IGNORECASE,
)


def _introduced(
    page: Page,
    attributions: Sequence[Attribution],
    speakers: Sequence[Speaker],
    dates: Sequence[DatePhrase],
    known: Outlets,
    rows: list[Saying],
) -> list[Saying]:
    """Take the occasion from the sentence that sets it: "Leray addressed parliament on Thursday. …"

    The sentence stands at most three before, attributes nothing itself, and names the speaker or goes
    on with a pronoun.
    """
    speaking = {a.sentence for a in attributions}
    out = list(rows)
    for i, a in enumerate(attributions):
        name = speakers[i].name
        if out[i].channel is not None or name is None:
            continue
        for index in range(a.sentence - 1, max(-1, a.sentence - 4), -1):
            if index in speaking:
                break
            span = page.sentences[index].span
            words = span.of(page.text)
            if not _APPEARS.search(words) or len(words) > 600:
                continue
            if not re.search(rf"\b{re.escape(name.split()[-1])}\b|^(?:He|She|They|It)\b", words):
                continue
            channel, via = find_channel(page.text, span, (), known)
            if channel is None:
                continue
            row = replace(out[i], channel=Channel(channel.type, False), via=out[i].via or via)
            day = [
                d.value()
                for d in dates
                if span.holds(d.span) and d.precision == "day" and d.value() is not None
            ]
            if row.said is None and len(day) == 1:
                row = replace(row, said=day[0])
            out[i] = row
            break
    return out


def _occasions(
    page: Page, attributions: Sequence[Attribution], dates: Sequence[DatePhrase], rows: list[Saying]
) -> list[Saying]:
    """Date "after the meeting, she said" by the day that the report gives for the meeting before it."""
    out = list(rows)
    for i, a in enumerate(attributions):
        if rows[i].said is not None or not _OCCASION.search(_near(page, a).of(page.text)):
            continue
        start = page.sentences[a.sentence].span.start
        before = [
            d
            for d in dates
            if d.span.end <= start and d.precision == "day" and d.value() is not None
        ]
        if before and start - before[-1].span.end < 1200:
            out[i] = replace(out[i], said=before[-1].value())
    return out


def _carried(
    attributions: Sequence[Attribution], speakers: Sequence[Speaker], rows: list[Saying], page: Page
) -> list[Saying]:
    out = list(rows)
    for i in range(1, len(out)):
        for j in range(i - 1, max(-1, i - 6), -1):
            same = _same_speaker(speakers[i], speakers[j])
            side = speakers[i].party is not None and speakers[i].party == speakers[j].party
            gap = page.sentences[attributions[i].sentence].paragraph - (
                page.sentences[attributions[j].sentence].paragraph
            )
            if not (same or side) or gap > (4 if same else 1):
                continue
            row = out[i]
            if row.said is None and out[j].said is not None and (same or i - j == 1):
                row = replace(row, said=out[j].said)
            if same and row.channel is None and out[j].channel is not None:
                if not (row.date_span and out[j].said and row.said != out[j].said):
                    channel = out[j].channel
                    assert channel is not None
                    row = replace(row, channel=Channel(channel.type, False))
                    if row.via is None and out[j].via is not None:
                        via = out[j].via
                        assert via is not None
                        row = replace(row, via=Via(via.outlet))
            out[i] = row
            if same:
                break
    return out


def _carried_back(
    attributions: Sequence[Attribution], speakers: Sequence[Speaker], rows: list[Saying], page: Page
) -> list[Saying]:
    """Let a channel or date named a little later hold for the same speaker's words just before."""
    out = list(rows)
    for i in range(len(out) - 2, -1, -1):
        j = i + 1
        if not _same_speaker(speakers[i], speakers[j]):
            continue
        gap = page.sentences[attributions[j].sentence].paragraph - (
            page.sentences[attributions[i].sentence].paragraph
        )
        if gap > 1:
            continue
        row = out[i]
        if row.said is None and out[j].said is not None:
            row = replace(row, said=out[j].said)
        agree = row.said is None or out[j].said is None or row.said == out[j].said
        if row.channel is None and out[j].channel is not None and agree:
            channel = out[j].channel
            assert channel is not None
            row = replace(row, channel=Channel(channel.type, False))
        out[i] = row
    return out


def _same_speaker(a: Speaker, b: Speaker) -> bool:
    return a.name is not None and a.name == b.name
