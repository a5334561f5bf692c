"""How long a meeting lasted, in minutes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onetext.terms.said.span import Span

_UNITS = tuple(
    re.findall(
        r"\w+",
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen",
    )
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS = {word: float(n) for n, word in enumerate(_UNITS, start=1)}
_NUMBERS |= {word: float(n) for n, word in zip(range(20, 100, 10), _TENS, strict=True)}
_NUMBERS |= {
    f"{ten}-{unit}": _NUMBERS[ten] + _NUMBERS[unit] for ten in _TENS for unit in _UNITS[:9]
}
_NUMBERS |= {"a": 1.0, "an": 1.0, "half an": 0.5, "a half": 0.5, "half a": 0.5}
_NUMBER = "|".join(sorted((w.replace(" ", r"\s+") for w in _NUMBERS), key=len, reverse=True))
_PHRASE = re.compile(
    rf"""\b(?P<n>\d+(?:\.\d+)?|{_NUMBER})
    (?:\s+and\s+(?:a\s+)?(?P<half>half)|(?P<sign>½))?
    (?:-|\s+(?:full\s+|long\s+|more\s+)?)(?P<unit>hour|minute)s?\b
    (?:\s+and\s+a\s+(?P<tail>half|quarter))?
    (?:\s*,?\s+(?:and\s+)?(?P<n2>\d+|{_NUMBER})\s+(?P<unit2>minute)s?\b)?""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT = re.compile(
    r"^\s+(?:ago|before|later|after|earlier|away|from\s+now|per|notice|of\s+delay)\b", re.I
)
_MORE = re.compile(r"\b(?:within|in|every|next|last|past|per|under)\s+(?:the\s+)?$", re.IGNORECASE)
_DAYS = re.compile(rf"\b(?P<n>\d+|{_NUMBER})(?:\s+(?:full\s+)?days?\b|-day\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Duration:
    """Hold the words that say how long, and the minutes they mean."""

    span: Span
    minutes: int


def find_durations(text: str, *, within: Span | None = None) -> tuple[Duration, ...]:
    """Return the durations in hours and minutes that ``text`` names, in order.

    A distance in time ("two hours later", "within 24 hours") is no duration. Days are none either:
    nobody sits for 24 hours of each (see `days`).

    Examples
    --------
    >>> [d.minutes for d in find_durations("five hours of talks; a 90-minute call")]
    [300, 90]
    >>> [d.minutes for d in find_durations("two and a half hours; an hour and a half")]
    [150, 90]
    >>> find_durations("It resumed two hours later.")
    ()
    """
    where = within or Span(0, len(text))
    found = []
    for match in _PHRASE.finditer(text, where.start, where.end):
        after = text[match.end() : match.end() + 24]
        before = text[max(0, match.start() - 16) : match.start()]
        if _NOT.match(after) or _MORE.search(before):
            continue
        count = _value(match["n"]) + (0.5 if match["half"] or match["sign"] else 0.0)
        count += {"half": 0.5, "quarter": 0.25}.get((match["tail"] or "").lower(), 0.0)
        minutes = count * (60 if match["unit"].lower() == "hour" else 1)
        if match["n2"]:
            minutes += _value(match["n2"])
        found.append(Duration(Span(match.start(), match.end()), round(minutes)))
    return tuple(found)


def days(text: str) -> int | None:
    """Return over how many days something went, by the first such phrase.

    Examples
    --------
    >>> days("broke up on Tuesday after three days with a draft")
    3
    >>> days("ended early") is None
    True
    """
    for match in _DAYS.finditer(text):
        if not _NOT.match(text[match.end() : match.end() + 24]):
            return round(_value(match["n"]))
    return None


def _value(told: str) -> float:
    told = " ".join(told.lower().split())
    return _NUMBERS[told] if told in _NUMBERS else float(told)
