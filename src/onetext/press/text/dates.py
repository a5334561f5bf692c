"""Date phrases, resolved against the report's own date and nothing else.

``dateparser.search_dates`` finds dates that are not there (a lone "may", a number), so phrases are
found by our own table of forms, and what the report does not say stays open.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onetext.press.text.anchored import ANCHORED, Precision, ToldBefore, Value, count_of
from onetext.press.text.lexis import MONTHS, WEEKDAYS
from onetext.terms.said.span import Span
from onetext.terms.when import When

_MONTH = "|".join(sorted({re.escape(m) for m in MONTHS}, key=len, reverse=True))
_WEEKDAY = "|".join(WEEKDAYS)
_LONG_MONTH = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
)
_PART = r"(?:\s+(?:morning|afternoon|evening|night|noon|midday))?"

_PHRASE = re.compile(
    rf"""\b(?:
      (?P<iso>\d{{4}}-\d\d-\d\d)
    |
    (?:(?:{_WEEKDAY}),?\s+)?(?P<m1>{_MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:|,?\d{{3}}\b(?!\s*[.,]))(?:\s*,?\s+(?P<y1>(?:19|20)\d\d))?
    |
    (?:(?:{_WEEKDAY}),?\s+)?(?:the\s+)?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<m2>{_MONTH})(?:\s*,?\s+(?P<y2>(?:19|20)\d\d))?(?!\w)
    | (?P<m3>{_MONTH})\s*,?\s+(?:of\s+)?(?P<y3>(?:19|20)\d\d)
    | (?P<rel>the\s+day\s+before\s+yesterday|yesterday|today|tonight|tomorrow|overnight
        |this\s+(?:morning|afternoon|evening)|last\s+night){_PART}
    |
    (?:(?P<which>last|next|this|this\s+past|the\s+previous|the\s+following|the\s+same)\s+)?(?P<wd>{_WEEKDAY})(?:s(?=\s))?{_PART}
    | {ANCHORED}
    |
    (?:(?P<mod>earlier|later|late|early)\s+)?(?P<side>last|this|next)\s+(?P<period>week|weekend|month|year)
    | (?:the\s+)?(?P<nth>first|penultimate|last|final)\s+day\s+of\s+(?P<m7>{_LONG_MONTH})(?!\w)
      (?:,?\s+(?P<y7>(?:19|20)\d\d))?
    | this\s+past\s+(?P<m6>{_LONG_MONTH})(?!\w)
    |
    (?:in|since|by|until|of|from|during|last|this|next|early|late|mid-?|as)\s+(?P<m4>{_LONG_MONTH})(?!\w|\s+\d{{1,2}}(?:st|nd|rd|th)?(?![\w:]|,?\d{{3}}\b))(?:\s*,?\s+(?:of\s+)?(?P<y4>(?:19|20)\d\d)(?!\w)|,?\s+(?:of\s+)?(?P<yr>last|this|next)\s+year)?
    | (?:in|since|by|until|from|during|of|as)\s+(?:early[-\s]|late[-\s]|mid-?\s?)?
      (?P<y5>(?:19|20)\d\d)(?!\w)
    | (?P<of>(?:an?|the|its|his|her|their)\s+)(?P<y6>(?:19|20)\d\d)(?=\s+[a-z])
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_LEADS = re.compile(r"(?:\b(?:earlier|later|late|early|on|in|by|since|until)\s+)+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """Hold one date phrase: its words and what they mean.

    ``early`` and ``late`` are the value when the context looks back or forward (a bare "Monday" is
    the last one for what was said and the next one for what is planned); both are None when it
    cannot be known.
    """

    span: Span
    early: When | None
    late: When | None
    precision: Precision

    def value(self, *, forward: bool = False) -> When | None:
        """Return the date, looking back unless ``forward``."""
        return self.late if forward else self.early


def find_dates(text: str, published: When | None) -> tuple[DatePhrase, ...]:
    """Return the date phrases of ``text`` in order, resolved against ``published``.

    Without a publication date a day keeps no year (``--12-15``) and a relative phrase no value. The
    machine's clock is never read.

    Examples
    --------
    >>> [str(p.value()) for p in find_dates("said on Dec. 15", None)]
    ['--12-15']
    >>> [str(p.value()) for p in find_dates("said yesterday", When("2025-12-15"))]
    ['2025-12-14']
    """
    day = published.day if published else None
    found: list[DatePhrase] = []
    told = ToldBefore(text, published)
    for match in _PHRASE.finditer(text):
        if _is_modal_may(match, text) or _is_name(match, text):
            continue
        early, late, precision = told.resolve(match) or _resolve(match, day, published)
        start = match.start()
        lead = re.match(r"(?:in|since|by|until|of|from|during|as)\s+", match[0], re.IGNORECASE)
        if lead:
            start += lead.end()
        elif match["y6"]:
            start += len(match["of"])
        found.append(DatePhrase(Span(start, match.end()), early, late, precision))
        if early is not None and precision in ("day", "hour", "month"):
            told.add(found[-1].span, early)
    return tuple(found)


def _is_name(match: re.Match[str], text: str) -> bool:
    """Tell whether "Today" is part of a name: "USA Today", "the Today show"."""
    if text[match.start() : match.end()] != "Today":
        return False
    return bool(
        re.search(r"[A-Z][\w’']*\s$", text[max(0, match.start() - 24) : match.start()])
        or re.match(r"\s(?:[Ss]how|[Pp]rogramme?)\b", text[match.end() : match.end() + 12])
    )


def _is_modal_may(match: re.Match[str], text: str) -> bool:
    for group in ("m1", "m2", "m3", "m4"):
        if match[group] and match[group].lower() in (
            "may",
            "mar",
            "march",
            "jan",
            "sep",
            "dec",
            "sun",
        ):
            word = text[match.start(group) : match.end(group)]
            if not word[0].isupper():
                return True
    wd = match["wd"]
    return bool(wd and not wd[0].isupper())


def _resolve(match: re.Match[str], day: date | None, published: When | None) -> Value:
    if match["iso"]:
        return _both(_calendar(*map(int, match["iso"].split("-"))))
    for d, m, y in (("d1", "m1", "y1"), ("d2", "m2", "y2")):
        if match[m]:
            return _month_day(
                MONTHS[match[m].lower()], int(match[d]), int(match[y]) if match[y] else None, day
            )
    if match["m3"]:
        when = When(f"{match['y3']}-{MONTHS[match['m3'].lower()]:02d}")
        return when, when, "month"
    if match["m4"]:
        if match["y4"]:
            when = When(f"{match['y4']}-{MONTHS[match['m4'].lower()]:02d}")
            return when, when, "month"
        if match["yr"] and day:
            year = day.year + {"last": -1, "this": 0, "next": 1}[match["yr"].lower()]
            when = When(f"{year}-{MONTHS[match['m4'].lower()]:02d}")
            return when, when, "month"
        return _month(MONTHS[match["m4"].lower()], day)
    if match["m7"]:
        return _day_of_month(match, day)
    if match["m6"]:
        return _month(MONTHS[match["m6"].lower()], day)
    if match["y5"]:
        return When(match["y5"]), When(match["y5"]), "year"
    if match["y6"]:
        return When(match["y6"]), When(match["y6"]), "named"
    if match["rel"]:
        words = " ".join(match["rel"].lower().split())
        shift = {"the day before yesterday": -2, "yesterday": -1, "last night": -1, "tomorrow": 1}
        return _both(day + timedelta(days=shift.get(words, 0)) if day else None)
    if match["wd"]:
        return _weekday(WEEKDAYS.index(match["wd"].lower()), match["which"], day)
    if match["unit"]:
        return _ago(match, day)
    return _period(match["period"].lower(), match["side"].lower(), day)


def _day_of_month(match: re.Match[str], day: date | None) -> Value:
    """Return "the last day of May": of the month behind or, looking forward, ahead."""
    month = MONTHS[match["m7"].lower()]
    back, ahead, _ = _month(month, day)
    if match["y7"]:
        back = ahead = When(f"{match['y7']}-{month:02d}")
    if back is None or ahead is None or back.year is None or ahead.year is None:
        return None, None, "day"
    early, late = (
        date(year, month, 1)
        if match["nth"].lower() == "first"
        else date(year + month // 12, month % 12 + 1, 1)
        - timedelta(days=2 if match["nth"].lower() == "penultimate" else 1)
        for year in (back.year, ahead.year)
    )
    return When.of(early), When.of(late), "day"


def _both(day: date | None) -> Value:
    when = When.of(day) if day else None
    return when, when, "day"


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_day(month: int, number: int, year: int | None, day: date | None) -> Value:
    if year:
        return _both(_calendar(year, month, number))
    if not day:
        return (
            (None, None, "day") if not _calendar(2000, month, number) else _partial(month, number)
        )
    # The year that brings the day nearest to the report; a report tells more past than future.
    options = [
        c for y in (day.year - 1, day.year, day.year + 1) if (c := _calendar(y, month, number))
    ]
    if not options:
        return None, None, "day"
    back = [c for c in options if c <= day]
    nearest = min(options, key=lambda c: abs((c - day).days))
    early = nearest if nearest <= day or (nearest - day).days <= 120 else max(back)
    return When.of(early), When.of(nearest), "day"


def _partial(month: int, number: int) -> Value:
    when = When(f"--{month:02d}-{number:02d}")
    return when, when, "day"


def _month(month: int, day: date | None) -> Value:
    if not day:
        when = When(f"--{month:02d}")
        return when, when, "month"
    back = day.year if month <= day.month else day.year - 1
    ahead = day.year if month >= day.month else day.year + 1
    return When(f"{back}-{month:02d}"), When(f"{ahead}-{month:02d}"), "month"


def _weekday(number: int, which: str | None, day: date | None) -> Value:
    if not day:
        return None, None, "day"
    back = (day.weekday() - number) % 7
    ahead = (number - day.weekday()) % 7
    which = (which or "").lower()
    if which == "last":
        # "Last Wednesday", told on a Friday, is not this week's: that would be "Wednesday".
        return _both(day - timedelta(days=back + 7 if 0 < back <= day.weekday() else back or 7))
    if which in ("this past", "the previous"):
        return _both(day - timedelta(days=back or 7))
    if which in ("next", "the following"):
        return _both(day + timedelta(days=ahead or 7))
    return When.of(day - timedelta(days=back)), When.of(day + timedelta(days=ahead)), "day"


def _ago(match: re.Match[str], day: date | None) -> Value:
    count = count_of(match["n"])
    unit = match["unit"].lower()
    if not day or count is None or match["dir"].lower() in ("earlier", "later", "before"):
        return None, None, "open"
    if unit == "day":
        return _both(day - timedelta(days=count))
    if unit == "week":
        monday = day - timedelta(weeks=count)
        return None, None, "week" if monday else "open"
    if unit == "month":
        index = day.year * 12 + day.month - 1 - count
        when = When(f"{index // 12}-{index % 12 + 1:02d}")
        return when, when, "month"
    when = When(str(day.year - count))
    return when, when, "year"


def _period(period: str, side: str, day: date | None) -> Value:
    if not day:
        return None, None, "open"
    shift = {"last": -1, "this": 0, "next": 1}[side]
    if period == "year":
        when = When(str(day.year + shift))
        return when, when, "year"
    if period == "month":
        index = day.year * 12 + day.month - 1 + shift
        when = When(f"{index // 12}-{index % 12 + 1:02d}")
        return when, when, "month"
    return None, None, "week"


def dates_in(dates: Sequence[DatePhrase], near: Span) -> Sequence[DatePhrase]:
    """Return the date phrases inside ``near``; ``dates`` stand in order."""
    low = bisect_left(dates, near.start, key=lambda d: d.span.start)
    high = bisect_left(dates, near.end, key=lambda d: d.span.start)
    return [d for d in dates[low:high] if d.span.end <= near.end]
