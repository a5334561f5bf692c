"""Hours as people write them into forms: in UTC, to the minute, with the year always there."""

from __future__ import annotations

from datetime import datetime

from onetext.errors import BadInput

_FORMS = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M")
_HOUR = "%Y-%m-%dT%H:%M:%SZ"


def hour_written(said: str) -> str:
    """Return an hour of a form in the one form that rooms have.

    Raises
    ------
    BadInput
        If it is none.

    Examples
    --------
    >>> hour_written("2031-04-16T18:00"), hour_written(" 2031-04-16 18:00Z ")
    ('2031-04-16T18:00:00Z', '2031-04-16T18:00:00Z')
    """
    words = said.strip().removesuffix("Z").removesuffix("UTC").strip()
    for form in _FORMS:
        try:
            return datetime.strptime(words, form).strftime(_HOUR)
        except ValueError:
            continue
    raise BadInput(f"{said!r} is no hour", instead="write it like 2031-04-16T18:00, in UTC")


def for_input(hour: str) -> str:
    """Return an hour as a date-and-time box of a browser holds it.

    Examples
    --------
    >>> for_input("2031-04-16T18:00:00Z")
    '2031-04-16T18:00'
    """
    return hour[:16]
