"""What carries over: one date, one channel for all that a speaker says on one occasion."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onetext.press.finding.attribution import Attribution
from onetext.press.resolving.gatherings import gathered
from onetext.press.resolving.interviews import asked_by_outlet, interviewed
from onetext.press.resolving.introductions import introduced
from onetext.press.resolving.outlets import Outlets
from onetext.press.resolving.recalled import at_occasions, outside_words, recalled
from onetext.press.resolving.storyday import is_afterwards, on_the_day
from onetext.press.text.dates import DatePhrase
from onetext.press.text.sentences import Page
from onetext.terms.said.statement import Channel, Speaker, Via
from onetext.terms.when import When

if TYPE_CHECKING:
    from onetext.press.resolving.saying import Saying

#: A channel that holds for one act and not for what is said around it.
_ONCE = ("vote", "joint_statement")
#: Channels in which one writes.
_TEXTS = frozenset("letter messaging social_media website press_release statement written".split())
#: How many paragraphs a channel holds behind the words that name it.
_HOLDS = 6
#: The same for the only channel that a speaker is told in.
_REMEMBERED = 10
#: How many paragraphs a date holds for its speaker.
_NEARBY = 2
#: How many sentences a date holds behind the words it was told for.
_SENTENCES = 6
#: The same where no channel holds the words together.
_ALONE = 2
_AGO = re.compile(
    r"\b(?:previously|earlier|once|formerly|had|has|have|often|repeatedly)\b[\w\s]{0,20}$", re.I
)


def carry(
    page: Page,
    attributions: Sequence[Attribution],
    speakers: Sequence[Speaker],
    dates: Sequence[DatePhrase],
    known: Outlets,
    published: When | None,
    rows: list[Saying],
) -> list[Saying]:
    """Return the rows with what carries over from neighbours, introductions and the story's day.

    One speaker's neighbouring statements belong to one utterance or occasion until the report names
    another; a date holds on for some paragraphs, for another of the same side within its own; a
    headline or lead takes the channel of the fuller telling below it.
    """
    outside = outside_words(page.text, attributions, dates)
    rows = recalled(page, attributions, outside, published, rows)
    rows = at_occasions(page, attributions, outside, rows)
    rows = introduced(page, attributions, speakers, dates, known, rows)
    rows = interviewed(page, attributions, outside, known, published, rows)
    rows = asked_by_outlet(page, attributions, speakers, known, rows)
    for _ in range(2):
        rows = _carried(attributions, speakers, rows, page)
        rows = _carried_back(attributions, speakers, rows, page)
    rows = _same_channel(attributions, speakers, rows, page)
    rows = _studied(attributions, speakers, rows, page)
    rows = on_the_day(page, attributions, speakers, dates, published, rows)
    rows = _carried(attributions, speakers, rows, page)
    rows = gathered(page, attributions, speakers, outside, published, rows)
    return _headed(attributions, speakers, rows, page)


def _gap(page: Page, a: Attribution, b: Attribution) -> int:
    return page.sentences[a.sentence].paragraph - page.sentences[b.sentence].paragraph


def _is_ago(page: Page, a: Attribution) -> bool:
    """Tell whether the cue looks back: "had earlier said"."""
    return a.cue is not None and bool(
        _AGO.search(page.text[max(0, a.cue.start - 28) : a.cue.start])
    )


def _carried(
    attributions: Sequence[Attribution], speakers: Sequence[Speaker], rows: list[Saying], page: Page
) -> list[Saying]:
    out = list(rows)
    named = _named(rows)
    for i in range(1, len(out)):
        if _is_ago(page, attributions[i]) and out[i].date_span is None and out[i].channel is None:
            continue
        for j in range(i - 1, max(-1, i - 9), -1):
            same = same_speaker(speakers[i], speakers[j])
            side = speakers[i].party is not None and speakers[i].party == speakers[j].party
            gap = _gap(page, attributions[i], attributions[j])
            team = same and bool(_LEARNED.search(speakers[i].name or ""))
            if not (same or side) or gap > (12 if team else 5 if same else 1):
                continue
            row = out[i]
            near = gap <= (12 if team else _NEARBY) if same else i - j == 1 and gap <= 0
            holds = _SENTENCES if out[j].channel is not None else _ALONE
            if attributions[i].sentence - attributions[j].sentence > holds and not team:
                near = False
            near = near and not is_afterwards(page, attributions[i])
            day = out[j].said
            if day is not None and day.precision == "year":
                near = attributions[i].sentence == attributions[j].sentence
            if row.said is None and day is not None and near and _one(row, out[j]):
                row = replace(row, said=day)
            channel = out[j].channel
            far = _gap(page, attributions[i], attributions[named[j]]) > _HOLDS
            apart = row.date_span and out[j].said and row.said != out[j].said
            if not same or channel is None or apart:
                pass
            elif gap <= _NEARBY and _gives_way(row, attributions[i], channel):
                row = replace(row, channel=Channel(channel.type, False))
            elif row.channel is None and not far and channel.kind not in _ONCE:
                row = replace(row, channel=Channel(channel.type, False))
                named[i] = named[j]
                via = out[j].via
                if row.via is None and via is not None:
                    row = replace(row, via=Via(via.outlet))
            out[i] = row
            if same:
                break
    return out


def _is_spoken(channel: Channel | None) -> bool:
    """Tell whether words were spoken on an occasion, which "according to" does not go back to."""
    return channel is not None and channel.kind in ("press", "speech", "broadcast")


def _gives_way(row: Saying, a: Attribution, channel: Channel) -> bool:
    """Tell whether a channel guessed of the verb alone gives way to the one named before it.

    "He wrote" goes on in the letter named before, and "asked about it, he said" in the speech.
    """
    mine = row.channel
    if mine is None:
        return False
    if mine.kind == "written" and mine.span is not None and mine.span == a.cue:
        return channel.kind in _TEXTS
    asked = mine.kind == "press" and not mine.explicit and a.kind != "turn"
    return asked and channel.kind in ("speech", "broadcast") and channel.explicit


def _is_within(day: When, known: When | None) -> bool:
    """Tell whether only the month that the day is in is known."""
    return known is not None and known.precision == "month" and day.iso.startswith(f"{known.iso}-")


def _one(row: Saying, other: Saying) -> bool:
    """Tell whether two rows may be of one occasion: an interview and a speech are not."""
    mine, theirs = row.channel, other.channel
    if mine is None or not mine.explicit:
        return theirs is None or theirs.kind not in _ONCE
    return theirs is not None and mine.type == theirs.type


def _named(rows: Sequence[Saying]) -> list[int]:
    """Return for each statement the one that names its channel: itself, or the last before it."""
    named = list(range(len(rows)))
    last: dict[str, int] = {}
    for i, row in enumerate(rows):
        if row.channel is None:
            continue
        if row.channel.explicit:
            last[row.channel.type] = i
        named[i] = last.get(row.channel.type, i)
    return named


_FINDS = frozenset(
    "find conclude show discover report observe reason determine demonstrate reveal establish note"
    " suggest estimate according warn recommend write argue state".split()
)
_STUDY = re.compile(r"\b(?:study|paper|report|survey|findings|analysis)\b", re.IGNORECASE)
_RESULTS = re.compile(r"(?:(?:the|these|their) )?(?:results|findings|data)", re.IGNORECASE)
_THE_TEAM = re.compile(
    r"(?:they|(?:the|this) (?:study|paper|research|report|team|authors|researchers|scientists)"
    r"|(?:its|the (?:study|report|paper|survey)[’']s) authors)$",
    re.IGNORECASE,
)


def _studied(
    attributions: Sequence[Attribution], speakers: Sequence[Speaker], rows: list[Saying], page: Page
) -> list[Saying]:
    """Give what a study's team found the channel and day of the study that opens the report."""
    out = list(rows)
    study: Saying | None = None
    for i, a in enumerate(attributions):
        channel = out[i].channel
        words = a.source.of(page.text) if a.source else ""
        learned = (
            _LEARNED.search(speakers[i].name or "")
            or speakers[i].party == "researchers"
            or _RESULTS.fullmatch(words)
        )
        if study is None:
            told = learned or _STUDY.search(words)
            if told and channel and channel.explicit and channel.kind == "written":
                study = out[i]
            continue
        if not learned or channel or a.lemma not in _FINDS:
            continue
        if not (_THE_TEAM.match(words) or _RESULTS.fullmatch(words)):
            continue
        if study.channel is not None:
            carried = Channel(study.channel.type, False)
            out[i] = replace(out[i], channel=carried, said=out[i].said or study.said)
    return out


def _same_channel(
    attributions: Sequence[Attribution], speakers: Sequence[Speaker], rows: list[Saying], page: Page
) -> list[Saying]:
    """Date "in the book, he claims" as the same speaker's earlier words from the same channel."""
    out = list(rows)
    for i, a in enumerate(attributions):
        channel = out[i].channel
        if out[i].said is not None or channel is None or not channel.explicit:
            continue
        for j in range(i - 1, max(-1, i - 30), -1):
            other = out[j].channel
            if not same_speaker(speakers[i], speakers[j]) or other is None:
                continue
            if _gap(page, a, attributions[j]) > 15:
                break
            if other.kind == channel.kind and out[j].said is not None:
                out[i] = replace(out[i], said=out[j].said)
            break
    return out


def _carried_back(
    attributions: Sequence[Attribution], speakers: Sequence[Speaker], rows: list[Saying], page: Page
) -> list[Saying]:
    """Let a channel named next, and its day, hold for the same speaker's words just before.

    A day alone only tells which of the month it was, where that is known.
    """
    out = list(rows)
    for i in range(len(out) - 2, -1, -1):
        for j in range(i + 1, min(len(out), i + 3)):
            if not same_speaker(speakers[i], speakers[j]):
                continue
            if _gap(page, attributions[j], attributions[i]) > 1:
                break
            if _is_ago(page, attributions[i]) or _is_ago(page, attributions[j]):
                break
            if attributions[i].lemma == "according to" and _is_spoken(out[j].channel):
                break
            row = out[i]
            day = out[j].said
            channel = out[j].channel
            next_to = attributions[j].sentence - attributions[i].sentence <= 1
            agree = row.said is None or day is None or row.said == day
            if channel is None or channel.kind in _ONCE or not next_to or not agree:
                channel = None
            if row.channel is None and channel is not None:
                told = day if day is not None and day.precision != "year" else None
                row = replace(row, channel=Channel(channel.type, False), said=row.said or told)
            elif day is not None and _one(row, out[j]) and _is_within(day, row.said):
                row = replace(row, said=day)
            out[i] = row
            break
    return out


def _headed(
    attributions: Sequence[Attribution], speakers: Sequence[Speaker], rows: list[Saying], page: Page
) -> list[Saying]:
    """Give headline, lead and the same day's words the only channel that the speaker is told in.

    Of a speaker told in it twice or more, also words with no date.
    """
    out = list(rows)
    kinds: dict[str, list[Channel]] = {}
    named: dict[str, list[int]] = {}
    for i, (speaker, row) in enumerate(zip(speakers, rows, strict=True)):
        if speaker.name and row.channel is not None and row.channel.kind not in _ONCE:
            kinds.setdefault(speaker.name, []).append(row.channel)
            if row.channel.explicit:
                named.setdefault(speaker.name, []).append(i)
    for i, a in enumerate(attributions):
        name = speakers[i].name
        if out[i].channel is not None or name is None:
            continue
        told = kinds.get(name, [])
        if not told or len({c.type for c in told}) != 1 or _is_ago(page, a):
            continue
        days = {
            rows[j].said
            for j in range(len(rows))
            if speakers[j].name == name and rows[j].channel is not None
        }
        day = out[i].said
        heads = a.sentence <= 3 and (day is None or days == {None})
        only = (
            day is None and len(told) > 1 and _in_reach(page, attributions, named.get(name, ()), a)
        )
        if heads or only or (day is not None and days == {day} and " " in name):
            out[i] = replace(out[i], channel=Channel(told[0].type, False))
    return out


def _in_reach(
    page: Page, attributions: Sequence[Attribution], named: Sequence[int], a: Attribution
) -> bool:
    """Tell whether the words that name the channel stand near enough to hold for ``a``."""
    return not named or any(
        abs(_gap(page, a, attributions[j])) <= _REMEMBERED
        and abs(a.sentence - attributions[j].sentence) <= 2 * _REMEMBERED
        for j in named
    )


_LEARNED = re.compile(
    r"\b(?:researchers|scientists|stud(?:y|ies)|team|authors|paper|report)\b", re.I
)


#: One of a study's authors, who may speak of it on another day.
_ONE_OF = re.compile(r"\bauthor\b", re.I)


_BODIES = frozenset(
    "police court company firm ministry government union club agency department commission"
    " committee council office board bank party group army navy guild association authority"
    " service university school hospital tribunal panel".split()
)
_BENCH = re.compile(r"(?:court|judges|justices|panel|tribunal)", re.IGNORECASE)


def _is_short_for(short: str, full: str) -> bool:
    """Tell whether one word, no name by itself, stands for a body: "court" for "High Court"."""
    if _BENCH.fullmatch(short) and _BENCH.search(full):
        return True
    word, words = short.lower(), full.lower().split()
    return (
        word in words
        if short.islower() and " " not in short
        else (word in _BODIES and words[-1] == word)
    )


def same_speaker(a: Speaker, b: Speaker) -> bool:
    """Tell whether two statements are one speaker's: by name, or as the team of a study."""
    if a.name is None or b.name is None:
        return False
    if a.name == b.name or a.name in b.name.split(" and ") or b.name in a.name.split(" and "):
        return True
    if _is_short_for(a.name, b.name) or _is_short_for(b.name, a.name):
        return True
    return all(_LEARNED.search(n) and not _ONE_OF.search(n) for n in (a.name, b.name))
