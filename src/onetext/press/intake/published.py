"""When a report was published, as sidecars, feeds, pages and reports' own heads write it."""

from __future__ import annotations

import re
from email.utils import parsedate_tz

from onetext.terms.when import When

_YEAR = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = _YEAR.split()
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,? +)?"
FULL_DATE = (
    rf"{_WEEKDAY}(?:(?P<month>{_MONTH}) +(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? +(?P<year>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)? +(?P<month2>{_MONTH}),? +(?P<year2>\d{{4}})"
    r"|(?P<iso>\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: ?(?:Z|[+-]\d\d:?\d\d))?)?))"
)
"""The regular expression of a day with its year as reports spell it; `of_match` reads a match."""

_HOUR = (
    r"(?:(?:,| at| -| \|)? *(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::\d\d)?"
    r"(?: *(?P<half>[ap]\.?m\b\.?))?(?: *(?P<zone>GMT|UTC|Z))?(?P<rest> *\(?[A-Z]{2,5}\)?)?)?"
)
_SPELLED = re.compile(rf"^(?:{FULL_DATE}){_HOUR}$", re.I)
_PARTIAL = re.compile(r"^(?:\d{4}(?:-\d\d)?|--\d\d(?:-\d\d)?)$")
_MAILED = re.compile(r"^(?:[a-z]{3,9},? +)?\d{1,2} [a-z]{3,9} \d{4} \d{1,2}:\d\d", re.I)
_SURE_ZONE = r"[+-]\d{4}$|(?:UTC?|GMT|Z|[ECMP][SD]T)$"  # those that RFC 5322 fixes
_COMPACT = re.compile(r"^(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(Z|[+-]\d\d:?\d\d)?)?$")


def when_of(value: object) -> When | None:
    """Return the date or hour that ``value`` gives, or None when it gives none for certain.

    ISO 8601 (partial dates too), the dates of mails and feeds, days spelled in English, seconds
    since 1970. ``3/4/2025`` is none: nobody can tell whether that was in March or in April.

    Examples
    --------
    >>> [str(when_of(words)) for words in ("Mon, 15 Dec 2025 09:30:00 +0100", "March 2, 2031")]
    ['2025-12-15T09:30:00+01:00', '2031-03-02']
    >>> when_of("3/4/2025")
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _counted(value)
    if not isinstance(value, str):
        return None
    words = " ".join(value.split())
    if not words or len(words) > 80:
        return None
    if _PARTIAL.match(words):
        return _known(words)
    if compact := _COMPACT.match(words):
        year, month, day, hour, minute, second, zone = compact.groups()
        tail = f"T{hour}:{minute}:{second or '00'}{zone or ''}" if hour else ""
        return _known(f"{year}-{month}-{day}{tail}")
    if _MAILED.match(words) and (mailed := _mailed(words)):
        return mailed
    spelled = _SPELLED.match(words)
    return of_match(spelled) if spelled else None


def of_match(found: re.Match[str]) -> When | None:
    """Return what a match of `FULL_DATE` says; an hour counts only when its zone is sure."""
    if iso := found["iso"]:
        day, hour = iso[:10], iso[11:].replace(" ", "")
        hour = re.sub(r"\.\d+", "", hour)
        hour = re.sub(r"([+-]\d\d):?(\d\d)$", r"\1:\2", hour)
        return _known(f"{day}T{hour}") if hour else _known(day)
    month = (found["month"] or found["month2"])[:3].lower()
    day = int(found["day"] or found["day2"])
    date = f"{found['year'] or found['year2']}-{_MONTHS.index(month) + 1:02}-{day:02}"
    groups = found.groupdict()
    if groups.get("zone") and not groups.get("half"):
        return _known(f"{date}T{int(groups['hour']):02}:{groups['minute']}Z") or _known(date)
    return _known(date)


def _mailed(words: str) -> When | None:
    """Read the form of mails and RSS; an hour without a zone stays without one."""
    parts = parsedate_tz(words)
    if parts is None:
        return None
    year, month, day, hour, minute, second = parts[:6]
    date = f"{year:04}-{month:02}-{day:02}"
    found = re.search(r":\d\d +(?P<zone>[^\s\d:]\S*)", words)
    if found and not re.match(_SURE_ZONE, found["zone"]):
        return _known(date)  # the hour of a zone whose name has no one meaning
    zone = ""
    if found and parts[9] is not None:
        sign, minutes = "-" if parts[9] < 0 else "+", abs(parts[9]) // 60
        zone = f"{sign}{minutes // 60:02}:{minutes % 60:02}" if minutes else "Z"
    return _known(f"{date}T{hour:02}:{minute:02}:{second:02}{zone}")


def _counted(value: float) -> When | None:
    from datetime import UTC, datetime

    if 1500 <= value <= 2500 and value == int(value):
        return _known(f"{int(value)}")
    seconds = value / 1000 if abs(value) >= 1e11 else value
    if not 1e8 <= seconds < 1e11:
        return None
    return _known(datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def _known(iso: str) -> When | None:
    """Return the value only when such a day and hour exist and can be compared with others."""
    try:
        when = When(iso)
        when.ends()
    except (ValueError, OverflowError):
        return None
    return when
