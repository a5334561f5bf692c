"""Sentences with other people's words in them: fit to show, each word in its own direction."""

from __future__ import annotations

import unicodedata

from markupsafe import Markup, escape

from onetext.brief.safe_text import visible

_FIRST_STRONG, _POP = "\u2068", "\u2069"
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


class Told(str):
    """Hold words that were made fit to show: a page escapes them and changes nothing else."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(escape(str(self)))


def placed(value: object, direction: str) -> Told | Markup:
    """Return a value as it stands in a sentence: spelt out, and kept from turning it round.

    Where the value may run against the sentence, isolates stand round it; a page that is written
    from the left has them round right-to-left words alone.

    Examples
    --------
    >>> str(placed("Arn", "ltr")), len(placed("Arn", "rtl"))
    ('Arn', 5)
    """
    if isinstance(value, Told | Markup):
        return value
    if isinstance(value, int):
        return Told(value)
    said = visible(str(value))
    if direction == "ltr" and not any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in said):
        return Told(said)
    return Told(f"{_FIRST_STRONG}{said}{_POP}")
