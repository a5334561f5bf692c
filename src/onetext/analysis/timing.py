"""Words for a time, worked out from the day on which they were said."""

from __future__ import annotations

import re
from datetime import date, timedelta

from onetext.terms.when import When

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = (
    rf"(?:{'|'.join(_MONTHS)}"
    r"|jan\.?|feb\.?|mar\.|apr\.?|jun\.?|jul\.?|aug\.?|sept?\.?|oct\.?|nov\.?|dec\.?)"
)
TIME = (
    r"(?:the\s+)?(?:"
    rf"(?:very\s+)?end\s+of\s+(?:the\s+|this\s+|next\s+)?(?:day|week|month|year"
    rf"|{_MONTH}(?:\s+\d{{4}})?|\d{{4}})"
    rf"|(?:next\s+|this\s+)?(?:{'|'.join(_DAYS)})(?:\s+(?:morning|noon|afternoon|evening|night))?"
    r"|tonight|tomorrow(?:\s+(?:morning|evening|night))?|today|midnight|noon|next\s+(?:week"
    r"|month|year)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+\d{{4}})?"
    rf"|{_MONTH}\s+\d{{1,2}}(?!\d)(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?"
    rf"|{_MONTH}(?:\s+\d{{4}})?(?!\w)|(?:19|20)\d\d(?!\d)"
    r")"
)
"""A pattern for a time that may follow "by" or "before"; match it without regard to case."""


def resolve(words: str, base: When | None) -> When | None:
    """Return what ``words`` mean when said on the day ``base``, None when that cannot be known.

    A day of the week is the next one, that day itself included. A month or a day without its year
    is the next one to come. What lies before ``base`` is nothing to wait for.

    Examples
    --------
    >>> day = When("2025-12-15")
    >>> [str(resolve(w, day)) for w in ("the end of the day", "Friday", "April 30")]
    ['2025-12-15', '2025-12-19', '2026-04-30']
    >>> str(resolve("end of January", day))
    '2026-01'
    >>> resolve("the end of the day", When("--12-15"))
    When(iso='--12-15')
    >>> resolve("the end of the week", day) is None
    True
    """
    low = re.sub(r"\s+", " ", words.lower()).strip()
    if base is None or base.precision in ("year", "month"):
        return _absolute(low)
    same_day = re.search(r"\bend of (?:the |this )?day\b|\btonight\b|\btoday\b", low)
    if base.day is None:
        return When(base.iso.partition("T")[0]) if same_day else _absolute(low)
    today = base.day
    if same_day:
        return When.of(today)
    if low.startswith("tomorrow"):
        return When.of(today + timedelta(days=1))
    for number, name in enumerate(_DAYS):
        if re.search(rf"\b{name}\b", low):
            ahead = (number - today.weekday()) % 7
            return When.of(today + timedelta(days=ahead)) if "next" not in low else None
    if re.search(r"\bend of (?:the |this )?month\b", low):
        return When(today.isoformat()[:7])
    if re.search(r"\bend of (?:the |this )?year\b", low):
        return When(f"{today.year:04d}")
    return _calendar(low, today)


def _absolute(low: str) -> When | None:
    """Return a date that is told in full, whatever the day."""
    year = re.search(r"\b((?:19|20)\d\d)\b", low)
    if not year:
        return None
    month, day = _month(low), _day_number(low)
    if month is None:
        return When(year[1])
    return _date(int(year[1]), month, day)


def _calendar(low: str, today: date) -> When | None:
    full = _absolute(low)
    if full is None:
        month = _month(low)
        if month is None:
            return None
        full = _date(today.year, month, _day_number(low))
        ends = full.ends() if full else None
        if ends is not None and ends.date() < today:
            full = _date(today.year + 1, month, _day_number(low))
    ends = full.ends() if full else None
    return full if ends is not None and ends.date() >= today else None


def _month(low: str) -> int | None:
    for number, name in enumerate(_MONTHS, start=1):
        if re.search(rf"\b{name}\b|\b{name[:3]}\.?\b", low) or (
            name == "september" and "sept" in low
        ):
            return number
    return None


def _day_number(low: str) -> int | None:
    found = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", low)
    return int(found[1]) if found else None


def _date(year: int, month: int, day: int | None) -> When | None:
    try:
        return When(f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else ""))
    except ValueError:
        return None
