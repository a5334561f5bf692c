"""What an item of a case rests on: which sources, and how far it was checked against them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from onetext.errors import BadInput
from onetext.terms.packages.package import name
from onetext.terms.when import When

Known = Literal["read", "reported", "recalled", "judged", "invented"]
"""How somebody knows it.

``read``: read in the source itself. ``reported``: as a report says. ``recalled``: from memory, not
checked against the source. ``judged``: somebody's own judgement. ``invented``: made up, for an
exercise.
"""

MARKS: dict[Known, str] = {
    "read": "read in the source",
    "reported": "as reported",
    "recalled": "recalled, not checked against the source",
    "judged": "somebody's judgement",
    "invented": "invented for an exercise",
}
"""What every output says of it."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Name a source: a text, a report, a book; ``file`` where it lies beside the case."""

    id: str
    title: str
    outlet: str = ""
    published: When | None = None
    url: str = ""
    file: str = ""

    def __post_init__(self) -> None:
        name(self.id)


@dataclass(frozen=True, slots=True)
class Cited:
    """Point into a source: where in it, and the words, if they are quoted."""

    source: str
    place: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Grounds:
    """Say what one item rests on.

    Parameters
    ----------
    item
        The item's path in the case: ``offers/o1``, ``sheets/s1/rankings/territory``.
    known
        None where nobody said.

    Raises
    ------
    BadInput
        If ``known`` is none of the words for it.

    Examples
    --------
    >>> Grounds("offers/o1", (Cited("ap", "para 4"),), "recalled").mark
    'recalled, not checked against the source'
    """

    item: str
    sources: tuple[Cited, ...] = ()
    known: Known | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if self.known is not None and self.known not in get_args(Known):
            raise BadInput(
                f"{self.known!r} says nothing of how it is known",
                instead=f"write one of {', '.join(get_args(Known))}",
            )

    @property
    def mark(self) -> str:
        """Return how it is known, in words; empty where nobody said."""
        return MARKS[self.known] if self.known else ""
