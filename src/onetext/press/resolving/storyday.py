"""The day of a dated occasion: when what is said around it was said, though nothing there dates it.

A date in a report is mostly the day of an act, and who speaks of it may do so on another day. So it
is taken only for those whose own occasion the dated sentence tells.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from onetext.press.finding.attribution import Attribution
from onetext.press.resolving.sides import sentence_at
from onetext.press.text.clauses import is_verb_at
from onetext.press.text.dated_things import belongs_to_noun
from onetext.press.text.dates import DatePhrase
from onetext.press.text.sentences import Page, Sentence
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Speaker
from onetext.terms.when import When

if TYPE_CHECKING:
    from onetext.press.resolving.saying import Saying

#: How a speaker takes part in an occasion: as its subject, as the court, for one of the sides.
Part = Literal["subject", "court", "side"]
#: Where a date stands, its day, its paragraph, and its sentence if something was then.
_Told = tuple[int, When, int, int | None]

_EARLIER = re.compile(r"\b(?:has|have|had|previously|earlier|formerly|originally|once|initially)\b")
_TO_COME = re.compile(r"\s{0,3}(?:tomorrow|next)", re.IGNORECASE)
_NOT_AN_OCCASION = frozenset(
    "according to|believe|think|expect|fear|hope|allege|maintain|claim".split("|")
)
_TELLS = frozenset(
    "say tell add announce reply declare explain stress state warn urge deny call propose insist "
    "respond"
    " note welcome praise dismiss describe voice reject rule".split()
)
_FAR = 8
#: How many paragraphs a day holds for whoever is the subject of its sentence, and for a side.
_FAR_SUBJECT = 3
_FAR_SIDE = 2
_LATEST = 14


def on_the_day(
    page: Page,
    attributions: Sequence[Attribution],
    speakers: Sequence[Speaker],
    dates: Sequence[DatePhrase],
    published: When | None,
    rows: list[Saying],
) -> list[Saying]:
    """Date what is still open by the reporter's last date before it, where its occasion is told so.

    The dated sentence tells an occasion of the speaker's own: he is its subject ("On Sunday, Hale
    presented the bill. … Hale said …"), or it tells of talks, a meeting or a session, and he speaks
    for a side. The day holds until the reporter names another, for some paragraphs; behind another
    date, a report from the very day goes back to it. What "has been said" at some time, or what a
    document or an unnamed source says, stays undated.
    """
    day_at = _days_told(page, attributions, dates, published)
    if not day_at:
        return rows
    story = day_at[0][1]
    fresh = published is not None and published.day is not None and story.day == published.day
    places = [row[0] for row in day_at]
    occasions = _Occasions(page, attributions, speakers)
    out = list(rows)
    for i, a in enumerate(attributions):
        start = (a.cue or a.contents[0]).start
        count = bisect_left(places, start)
        paragraph = page.sentences[a.sentence].paragraph
        near = count and paragraph - day_at[count - 1][2] <= _SAME_DAY
        if out[i].said is None and near and _speaks_of_today(page, a):
            out[i] = replace(out[i], said=day_at[count - 1][1])
        if out[i].said is not None or speakers[i].name is None or a.lemma in _NOT_AN_OCCASION:
            continue
        if is_afterwards(page, a):
            continue
        lead = page.text[max(0, start - 30) : start] if a.cue else ""
        if not count or _EARLIER.search(lead):
            continue
        _, when, at, last = day_at[count - 1]
        if paragraph - at <= (_FAR if when == story else 1) and last is not None:
            same = {row[3] for row in day_at[:count] if row[1] == when == story} | {last}
            if any(occasions.holds(index, i, fresh=fresh and when == story) for index in same):
                out[i] = replace(out[i], said=when)
        elif (
            fresh
            and a.lemma in _TELLS
            and paragraph - day_at[0][2] <= _LATEST
            and occasions.part(day_at[0][3], speakers[i])
        ):
            out[i] = replace(out[i], said=story)
    return out


#: "After the debate", which may be on another day.
_AFTERWARDS = re.compile(
    r"[\s“\"]*(?:after|following)\s+(?:the|their|his|her|its|this|that)\s+(?:[\w’'-]+\s+){0,3}"
    r"(?:debate|meeting|talks|summit|session|hearing|match|game|race|vote|trial|ceremony)\b",
    re.IGNORECASE,
)


def is_afterwards(page: Page, a: Attribution) -> bool:
    """Tell whether the sentence says that this was after the occasion told before."""
    return _AFTERWARDS.match(page.text, page.sentences[a.sentence].span.start) is not None


_PLANNED = re.compile(
    r"\b(?:will|would|shall|to (?:be|take|go|come|begin|start|open|close|meet|hold|return)"
    r"|due|scheduled|slated|planned|expected|deadline)\b[^.;]{0,60}$"
)


def _is_planned(text: str, date: Span) -> bool:
    """Tell whether a date is the day of a plan: "would be closed on Saturday"."""
    return bool(_PLANNED.search(text, max(0, date.start - 80), date.start))


_TODAY = re.compile(
    r"(?<!even )(?<!until )(?<!to )\b(?:today(?![’']s (?:world|age|society|youth|economy|\w+ers\b))"
    r"|tonight|this (?:morning|afternoon|evening|day))\b",
    re.IGNORECASE,
)
#: How many paragraphs behind the day told its "today" may stand.
_SAME_DAY = 8


def _speaks_of_today(page: Page, a: Attribution) -> bool:
    """Tell whether the quoted words speak of the day on which they were said."""
    return any(
        page.text[c.start] in '“"‘' and _TODAY.search(page.text, c.start, c.end) for c in a.contents
    )


def _days_told(
    page: Page,
    attributions: Sequence[Attribution],
    dates: Sequence[DatePhrase],
    published: When | None,
) -> list[_Told]:
    """Return the reporter's own dates: place, day, paragraph and sentence, none for a plan's."""
    day_at: list[_Told] = []
    inside = sorted({c for a in attributions for c in a.contents}, key=lambda c: c.start)
    starts = [c.start for c in inside]
    for phrase in dates:
        when = phrase.value()
        if when is None or when.day is None or phrase.precision != "day":
            continue
        if published is not None and published.day is not None and when.day > published.day:
            continue
        at = bisect_left(starts, phrase.span.start + 1)
        if any(c.holds(phrase.span) for c in inside[max(0, at - 4) : at]):
            continue
        if belongs_to_noun(page.text, phrase.span):
            continue
        index = sentence_at(page, phrase.span.start)
        if index is None or len((sentence := page.sentences[index]).tokens) < 8:
            continue
        if _TO_COME.match(phrase.span.of(page.text)):
            continue
        if _is_planned(page.text, phrase.span):
            index = None
        day_at.append((phrase.span.start, when, sentence.paragraph, index))
    return day_at


_MEETS = re.compile(
    r"\b(?:talks|round|sessions?|summit|meetings?|met|negotiat\w+|conference|hearing|trial|ceremony"
    r"|rally|debate|match|sat down)\b",
    re.IGNORECASE,
)
_IN_COURT = re.compile(
    r"\b(?:sentenced|convicted|acquitted|arraigned|pleaded|remanded|ruled|ruling"
    r"|appeared (?:in|before) (?:[\w’'-]+ ){0,5}court)\b",
    re.IGNORECASE,
)
_JUDGE = re.compile(r"\b(?:judge|justice|magistrate)\b", re.IGNORECASE)
_FOR_A_SIDE = ("head", "minister", "negotiator", "spokesperson")


class _Occasions:
    """Know whose occasions the dated sentences of one report tell."""

    def __init__(
        self, page: Page, attributions: Sequence[Attribution], speakers: Sequence[Speaker]
    ) -> None:
        self.page = page
        self.attributions = attributions
        self.speakers = speakers
        self._subjects: dict[int, frozenset[str]] = {}
        self._told: dict[int, set[str | None]] = {}
        for a, speaker in zip(attributions, speakers, strict=True):
            self._told.setdefault(a.sentence, set()).add(speaker.name)

    def holds(self, index: int | None, i: int, *, fresh: bool) -> bool:
        """Tell whether the day of a sentence is that of what is said behind it.

        Where the sentence gives somebody's words its day is theirs; what one who is not its subject
        says beside them may be of another day, and so may what the report comes to later.
        """
        part = self.part(index, self.speakers[i])
        if index is None or part is None or fresh:
            return part is not None
        gap = self._paragraph(self.attributions[i].sentence) - self._paragraph(index)
        told = self._told.get(index)
        if told is None:
            return gap <= (_FAR_SUBJECT if part == "subject" else _FAR_SIDE)
        if part == "side":
            return False
        return part == "court" or (
            gap <= _FAR_SIDE and (gap > 0 or self.speakers[i].name not in told)
        )

    def _paragraph(self, sentence: int) -> int:
        return self.page.sentences[sentence].paragraph

    def part(self, index: int | None, speaker: Speaker) -> Part | None:
        """Return how the speaker takes part in what the sentence tells, None if it is not told."""
        if index is None or speaker.role == "outlet":
            return None
        sentence = self.page.sentences[index]
        if index not in self._subjects:
            self._subjects[index] = _before_verb(sentence)
        if self._is_subject(sentence, speaker, self._subjects[index]):
            return "subject"
        words = sentence.span.of(self.page.text)
        if _IN_COURT.search(words):
            judges = speaker.party == "court" or bool(_JUDGE.search(speaker.role or ""))
            return "court" if judges else None
        if not _MEETS.search(words):
            return None
        side = (speaker.party or "").replace("_", " ")
        meets = speaker.authority in _FOR_A_SIDE or (bool(side) and side in words.lower())
        return "side" if meets else None

    def _is_subject(self, sentence: Sentence, speaker: Speaker, subject: frozenset[str]) -> bool:
        if speaker.authority == "institution":
            # "The court" for the High Court of Lisk, and no parliament of Iraq for its ministry.
            core = _words_of(re.split(r"\s(?:of|for)\s", speaker.name or "")[0])
            return bool(core) and core[-1] in subject
        name = [word for word in _words_of(speaker.name) if len(word) > 3]
        return bool(name) and name[-1] in subject and not _is_kin(sentence, speaker)


def _is_kin(sentence: Sentence, speaker: Speaker) -> bool:
    """Tell whether the sentence tells of another of the same surname: of "Ada Renn", not "Ivo"."""
    first, _, last = (speaker.name or "").rpartition(" ")
    if not first:
        return False
    words = [token.text for token in sentence.tokens]
    before = {words[i - 1] for i in range(1, len(words)) if words[i] == last}
    return bool(before) and all(
        word[0].isupper() and word not in first.split() and not _TITLE.match(word)
        for word in before
    )


_TITLE = re.compile(
    r"(?:Mr|Ms|Mrs|Dr|Sir|President|Senator|Governor|Mayor|Minister|Premier|Chancellor|Judge|Justice"
    r"|Secretary|Representative|Professor|Captain|General|Speaker|King|Queen|Prince|Princess|The|On|In"
    r"|Bishop|Pope|Father|Sister|Chief|Officer|Detective|Sergeant|Coach|Chairman|Director)\b"
)


def _before_verb(sentence: Sentence) -> frozenset[str]:
    """Return the words before the first verb: "On Monday the *court* ruled that …"."""
    tokens = sentence.tokens
    end = next((i for i in range(1, len(tokens)) if is_verb_at(tokens, i)), 0)
    return frozenset(word for token in tokens[:end] for word in _words_of(token.text))


def _words_of(name: str | None) -> list[str]:
    return re.findall(r"[\w-]+", re.sub(r"[’']s\b", "", (name or "").lower()))
