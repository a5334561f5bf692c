"""When something stands: from one hour to another, as written, with whatever precision."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from onetext.errors import BadInput
from onetext.terms.when import When


def begins(when: When) -> datetime:
    """Return the first instant that ``when`` may mean, in UTC.

    Raises
    ------
    BadInput
        If it has no year.

    Examples
    --------
    >>> begins(When("2025-12")).isoformat(), begins(When("2025-12-15T18:00+01:00")).isoformat()
    ('2025-12-01T00:00:00+00:00', '2025-12-15T17:00:00+00:00')
    """
    last = ends(when)
    if when.precision == "year":
        return datetime(last.year, 1, 1, tzinfo=UTC)
    if when.precision == "month":
        return datetime(last.year, last.month, 1, tzinfo=UTC)
    if when.precision == "day":
        return datetime.combine(date(last.year, last.month, last.day), datetime.min.time(), UTC)
    step = timedelta(minutes=1) if when.precision == "minute" else timedelta(seconds=1)
    return last - step + timedelta(microseconds=1)


def ends(when: When) -> datetime:
    """Return the last instant that ``when`` may mean, in UTC.

    Raises
    ------
    BadInput
        If it has no year.
    """
    last = when.ends()
    if last is None:
        raise BadInput(f"the date {when} has no year", instead="write it with its year")
    return last


def within(at: When, start: When | None, until: When | None) -> bool:
    """Tell whether the end of ``at`` lies from the beginning of ``start`` to the end of ``until``.

    A day-only hour counts at that day's end (design, §4, Time); what stands *until* a day stands
    through it; a bound left out is no bound.

    Raises
    ------
    BadInput
        If one of them has no year.

    Examples
    --------
    >>> within(When("2025-12-15"), When("2025-12-15T09:00Z"), When("2025-12-15"))
    True
    >>> within(When("2025-12-15T08:00Z"), When("2025-12-15T09:00Z"), None)
    False
    """
    moment = ends(at)
    return (start is None or begins(start) <= moment) and (until is None or moment <= ends(until))


def since(at: When, act: When | None) -> bool:
    """Tell whether an act of that hour has happened by ``at``; an act without an hour has not.

    A day-only act counts at that day's end, so it is never taken to be known earlier in the day.

    Raises
    ------
    BadInput
        If one of them has no year.
    """
    return act is not None and ends(act) <= ends(at)
