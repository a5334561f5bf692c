"""Date phrases that count from a day told before: "the same evening", "two days later"."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import timedelta
from typing import Literal

from onetext.press.text.lexis import MONTHS
from onetext.press.text.quotes import find_quotes
from onetext.terms.said.span import Span
from onetext.terms.when import When

#: "hour": at noon of the day told before; "named": a year in a name, "a 2018 ruling".
Precision = Literal["day", "hour", "week", "month", "year", "named", "open"]
#: How a phrase is dated: looking back, looking forward, and how exactly.
Value = tuple[When | None, When | None, Precision]
OPEN: Value = (None, None, "open")

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
NUMBERS = {"a": 1, "an": 1} | {word: n for n, word in enumerate(_ONES.split(), start=1)}
COUNT = rf"(?:\d+|{'|'.join(sorted(NUMBERS, key=len, reverse=True))}|several)"
_DAYTIME = r"(?:day|morning|afternoon|evening|night)"
#: Named groups of its own: near, hour, then (a month or "month"), n, unit, dir.
ANCHORED = rf"""(?P<near>
          (?:(?:later|earlier)\s+)?(?:on\s+)?(?:that|the)\s+(?:very\s+)?same\s+{_DAYTIME}
        | (?:on\s+the\s+)?same\s+{_DAYTIME}
        | (?:later|earlier)\s+(?:on\s+)?that\s+{_DAYTIME}
        | (?:later|earlier)\s+(?:in|on)\s+the\s+{_DAYTIME}
        | on\s+that\s+day | that\s+(?:morning|afternoon|evening|night)
        | that\s+day(?=\s*[,.;:)“”"]|\s+(?:that|to|in|by|with|as|and|he|she|it|they|the)\b)
        | the\s+(?:very\s+)?(?:next|following|previous|preceding)\s+{_DAYTIME}
        | the\s+(?:day|night|evening)\s+(?:before|after)(?=[,.;:])
      )
    | (?P<hour>within\s+(?:the\s+hour|hours|minutes|an\s+hour)\b(?!\s+of\b)
        | (?:(?:half\s+)?an\s+hour|(?:(?:a\s+few|several|two|three)\s+)?(?:hours|minutes))\s+later
        | at\s+(?:around\s+|about\s+)?(?:noon|midday|midnight|dawn|dusk|half\s+past\s+\w+
          |\d{{1,2}}(?:[:.]\d\d)?\s*[ap]\.?m\b\.?|\d{{1,2}}[:.]\d\d(?!\d))
        | (?<=\s)in\s+the\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening)(?!\s+of\b)
      )
    | that\s+(?P<then>month|year|january|february|march|april|may|june|july|august|september|october
        |november|december)(?=\s*[,.;:“”"]|\s+(?:that|to|in|by|with|as|and|he|she|it|they|the)\b)
    | (?P<n>{COUNT})\s+(?P<unit>day|week|month|year)s?\s+(?P<dir>ago|earlier|later|before)"""
#: How far behind the day told "the same evening" and "two days later" still mean from it.
_REACH = 1200
_COUNTED = 600
#: "Since Monday": no day on which something was told to be.
_LASTING = re.compile(
    r"\b(?:since|until|till|from|by|before|after|to|for)\s+(?:late\s+|early\s+)?$", re.IGNORECASE
)


class ToldBefore:
    """Know the days that a text has told so far, for what counts from them."""

    def __init__(self, text: str, published: When | None) -> None:
        self.text = text
        self.published = published
        self._told: list[tuple[Span, When]] = []
        self._quotes: list[Span] | None = None

    def add(self, span: Span, when: When) -> None:
        """Remember a day or month told at ``span``, behind all that were told before."""
        self._told.append((span, when))

    def resolve(self, match: re.Match[str]) -> Value | None:
        """Return what a phrase that counts from a day told before means, None if it is none."""
        if match["near"] or match["hour"]:
            return self._same(match)
        if match["then"]:
            return self._month(match)
        if match["unit"] and match["dir"].lower() in ("earlier", "later"):
            return self._counted(match)
        return None

    def _same(self, match: re.Match[str]) -> Value:
        base = self._last(match.start(), _COUNTED if match["hour"] else _REACH, days=True)
        if base is None or base.day is None:
            return OPEN
        if match["hour"]:
            return base, base, "hour"
        words = match[0].lower()
        back = bool(re.search(r"\b(?:previous|preceding|before)\b", words))
        moved = bool(re.search(r"\b(?:next|following|after)\b", words))
        when = When.of(base.day + timedelta(days=-1 if back else int(moved)))
        return when, when, "day"

    def _month(self, match: re.Match[str]) -> Value:
        base = self._last(match.start(), _REACH, days=False)
        if base is None or base.year is None:
            return OPEN
        name = match["then"].lower()
        if name == "year":
            return When(str(base.year)), When(str(base.year)), "year"
        month = base.iso[5:7] if name == "month" else f"{MONTHS[name]:02d}"
        if not month:
            return OPEN
        when = When(f"{base.year}-{month}")
        return when, when, "month"

    def _counted(self, match: re.Match[str]) -> Value:
        base = self._last(match.start(), _COUNTED, days=match["unit"].lower() in ("day", "week"))
        count = count_of(match["n"])
        if base is None or count is None:
            return OPEN
        unit = match["unit"].lower()
        sign = -1 if match["dir"].lower() == "earlier" else 1
        if unit in ("day", "week"):
            if base.day is None:
                return OPEN
            when = When.of(base.day + timedelta(days=sign * count * (7 if unit == "week" else 1)))
            return when, when, "day"
        if base.year is None:
            return OPEN
        if unit == "year":
            when = When(str(base.year + sign * count))
            return when, when, "year"
        index = base.year * 12 + int(base.iso[5:7]) - 1 + sign * count
        when = When(f"{index // 12}-{index % 12 + 1:02d}")
        return when, when, "month"

    def _last(self, at: int, reach: int, *, days: bool) -> When | None:
        """Return the last day told before ``at`` on which something was, by the same voice."""
        inside = self._quote_at(at)
        for span, when in reversed(self._told[-12:]):
            if at - span.end >= reach:
                break
            if days and when.day is None:
                continue
            quote = self._quote_at(span.start)
            if quote is not None and quote != inside:
                continue
            lead = self.text[max(0, span.start - 14) : span.start]
            if _LASTING.search(lead) or self._is_to_come(when):
                continue
            return when
        return None

    def _is_to_come(self, when: When) -> bool:
        known = self.published.day if self.published else None
        return known is not None and when.day is not None and when.day > known

    def _quote_at(self, at: int) -> Span | None:
        """Return the quotation that the place stands in."""
        if self._quotes is None:
            self._quotes = []
            start = 0
            for paragraph in self.text.split("\n"):
                found = find_quotes(self.text, start, start + len(paragraph))
                self._quotes += [quote.outer for quote in found]
                start += len(paragraph) + 1
        index = bisect_right(self._quotes, at, key=lambda q: q.start) - 1
        if index >= 0 and at < self._quotes[index].end:
            return self._quotes[index]
        return None


def count_of(word: str) -> int | None:
    """Return the number that a word counts to, None where it does not say.

    Examples
    --------
    >>> count_of("twelve"), count_of("several")
    (12, None)
    """
    if word.isdigit():
        return int(word) if len(word) < 4 else None
    return NUMBERS.get(word.lower())
