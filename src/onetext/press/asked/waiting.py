"""How long to wait before asking again."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST = 60.0
"""Nobody is waited for longer than this, in seconds: the report is listed as unread instead."""


def wait_before(again: int, *, retry_after: str | None = None, date: str | None = None) -> float:
    """Return the seconds to wait before asking for the ``again``-th time, 1 for the first again.

    ``Retry-After`` tells it, in seconds or as a date set against the answer's own ``Date``; else
    each wait is twice the one before.

    Examples
    --------
    >>> [wait_before(n) for n in (1, 2, 3)]
    [1.0, 2.0, 4.0]
    >>> wait_before(1, retry_after="7"), wait_before(3, retry_after="soon")
    (7.0, 4.0)
    >>> wait_before(1, retry_after="Tue, 06 May 2031 10:00:30 GMT",
    ...             date="Tue, 06 May 2031 10:00:00 GMT")
    30.0
    """
    told = _told(retry_after, date)
    return min(LONGEST, 2.0 ** (again - 1)) if told is None else told


def _told(retry_after: str | None, date: str | None) -> float | None:
    words = (retry_after or "").strip()
    if words.isascii() and words.isdigit():
        return float(words[:9])
    until = _moment(words)
    if until is None:
        return None
    now = _moment(date) or datetime.now(UTC)
    return max(0.0, (until - now).total_seconds())


def _moment(words: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(words or "")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
