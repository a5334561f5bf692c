"""Hours as people write them into forms: in UTC, to the minute, with the year always there."""

from __future__ import annotations

from datetime import datetime

from onetext.errors import BadInput
from onetext.record.opening import hour_at
from onetext.room.web.words import Words

_FORMS = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M")


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
            return hour_at(datetime.strptime(words, form))
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


def hour_told(words: Words, said: str | None) -> str:
    """Return an hour or a day as somebody gave it in the words of a language; as it is, if odd.

    Examples
    --------
    >>> english = Words("en")
    >>> hour_told(english, "2031-04-16"), hour_told(english, "2031-04-16T18:00Z")
    ('16 Apr 2031', '16 Apr 2031, 18:00 UTC')
    >>> hour_told(english, "in the evening")
    'in the evening'
    """
    return words.when(said) if said else words.gettext("unknown")
