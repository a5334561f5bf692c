"""Phrases that can be said in another language: English words that know how they were made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self


class Hour(str):
    """An hour or a day as a record has it, for whoever shows it to write out."""

    __slots__ = ()


class Phrase(str):
    """Words in English, with the message they are made of and what fills it.

    It is a string like any other; only who shows it in another language looks further. What fills
    it is the words of people and names, unless it is a phrase or an hour itself; several stand in a
    tuple.

    Examples
    --------
    >>> said = Phrase("passed on to %(seats)s", seats=("arn-head", "bel-head"))
    >>> said, said.message
    ('passed on to arn-head, bel-head', 'passed on to %(seats)s')
    """

    message: str
    filled: Mapping[str, str | tuple[str, ...]]

    def __new__(cls, message: str, **filled: str | tuple[str, ...]) -> Self:
        """Return the English words, filled."""
        said = {
            name: ", ".join(value) if isinstance(value, tuple) else value
            for name, value in filled.items()
        }
        made = super().__new__(cls, message % said)
        made.message, made.filled = message, filled
        return made


UNKNOWN = Phrase("unknown")
EVERYBODY = Phrase("everybody")


def with_more(head: str, *more: str | None) -> str:
    """Return a phrase and what is added to it, a comma before each; None adds nothing.

    Examples
    --------
    >>> with_more("round 1 begins", None, "Halvia")
    'round 1 begins, Halvia'
    """
    for one in more:
        head = Phrase("%(what)s, %(more)s", what=head, more=one) if one else head
    return head
