"""What a plain text says of itself at its very top and its very end: dateline, byline, outlet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onetext.press.intake.published import FULL_DATE, of_match, when_of
from onetext.terms.when import When

_TOP_LINES = 5
_BAR = re.compile(r"\s+[|·•]\s+")
_LABEL = re.compile(r"^(?:(?:first )?published|posted|date)(?: on)?:? +", re.I)
_DATELINE = re.compile(
    rf"^(?P<place>[^\d\n]{{2,60}}?),? +\(?(?i:{FULL_DATE})\)?(?: *\([^()\n]{{2,40}}\))?"
    r"(?: *[—–]| +--? |:) *(?=\S)"
)
_SMALL_WORDS = "and & de del della di da dos du van von der den bin ibn al el la le in"
_PARTICLES = frozenset(_SMALL_WORDS.split())
_DAYS_AND_MONTHS = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december"
)
_NO_NAME = frozenset(_DAYS_AND_MONTHS.split())


@dataclass(frozen=True, slots=True)
class Head:
    """Hold what a text tells of its own publication."""

    published: When | None = None
    outlet: str | None = None
    byline: str | None = None
    title: str | None = None


def head_of(text: str) -> Head:
    r"""Return what the first lines and the last line of ``text`` say of its publication.

    A date counts only with its year, and only on a line of its own, in a bar such as
    ``By Ilse Varn | The Harbour Courier | March 2, 2031``, or in a dateline that opens the text
    (``LONDON, 12 May 2024 —``): a day named in a sentence is what the report is about.

    Examples
    --------
    >>> head = head_of("Talks open\n\nBy Ilse Varn | The Harbour Courier | March 2, 2031\n\nThey…")
    >>> head.published.iso, head.outlet, head.byline, head.title
    ('2031-03-02', 'The Harbour Courier', 'Ilse Varn', 'Talks open')
    >>> head_of("The talks of March 2, 2031 failed.").published
    """
    top = _top_lines(text)
    published = outlet = byline = title = None
    for n, line in enumerate(top):
        bar = _bar(line)
        if bar is None:
            dateline = _DATELINE.match(line)
            if dateline and _shouted(dateline["place"]):
                published = published or of_match(dateline)
            if dateline or len(line) > 200:
                break
            continue
        published = published or bar.published
        outlet = outlet or bar.outlet
        byline = byline or bar.byline
        if n and title is None and _bar(top[0]) is None and not top[0].endswith((".", "”", '"')):
            title = top[0] if len(top[0]) <= 200 else None
    if byline is None:
        last = text[-300:].rstrip().rpartition("\n")[2].strip()
        byline = _byline(last) if len(text.strip()) > len(last) else None
    return Head(published, outlet, byline, title)


def _top_lines(text: str) -> list[str]:
    lines = (line.strip() for line in text[:3000].splitlines())
    return [line for line in lines if line][:_TOP_LINES]


def _bar(line: str) -> Head | None:
    """Read a line made only of a byline, a date and perhaps an outlet; None when it is no such."""
    if len(line) > 160:
        return None
    published = byline = None
    others: list[str] = []
    for part in _BAR.split(line):
        if (when := when_of(_LABEL.sub("", part))) and when.day:
            published = published or when
        elif name := _byline(part):
            byline = byline or name
        else:
            others.append(part)
    if (published is None and byline is None) or len(others) > 1:
        return None
    return Head(published, others[0] if others else None, byline)


def _byline(line: str) -> str | None:
    found = re.match(r"^by:? +(?P<names>\S.{1,98})$", line.strip(), re.I)
    if not found or not found["names"][0].isupper():
        return None
    names = found["names"].strip()
    words = [word for word in re.split(r"[\s,]+", names) if word]
    named = all(word[0].isupper() or word in _PARTICLES for word in words)
    dated = any(word.lower() in _NO_NAME for word in words[:1])
    ends = names[-1] in ".!?:;" and not re.search(r"\b(?:Jr|Sr|[A-Z])\.$", names)
    if not named or dated or ends or len(words) > 14 or re.search(r"\d", names):
        return None
    return names


def _shouted(place: str) -> bool:
    first = re.match(r"[^\W\d_]{2,}", place)
    return bool(first) and first is not None and first[0].isupper()
