"""All that is wrong with a file, not only the first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from onetext.errors import BadInput, Faulty, Where


class Faults:
    """Gather faults, each once, and tell them in the order in which they stand.

    Examples
    --------
    >>> faults = Faults()
    >>> faults.add("no such party", "write 'arn'", Where("a.yaml", 9, 1))
    >>> faults.add("no title", "", Where("a.yaml", 1, 1))
    >>> print(faults)
    a.yaml:1:1: no title
    a.yaml:9:1: no such party, write 'arn'
    """

    def __init__(self) -> None:
        self._found: dict[tuple[str, Where], BadInput] = {}
        self._files: dict[str, int] = {}

    def add(self, what: str, instead: str, where: Where) -> None:
        """Keep one fault."""
        self.keep(BadInput(what, instead=instead, where=where))

    def keep(self, fault: BadInput, where: Where | None = None) -> None:
        """Keep an error that was raised, with its own place if it has one, else with ``where``."""
        place = fault.where if fault.where and fault.where.line else where or fault.where
        placed = place or Where("")
        self._files.setdefault(placed.file, len(self._files))
        made = BadInput(fault.what, instead=fault.instead, where=placed)
        self._found.setdefault((fault.what, placed), made)

    def told_at(self, where: Where) -> bool:
        """Tell whether something is told of that place already."""
        return any(place == where for _, place in self._found)

    @property
    def found(self) -> tuple[BadInput, ...]:
        """Return the faults, file by file and from top to bottom."""

        def place(fault: BadInput) -> tuple[int, int, int]:
            where = fault.where or Where("")
            return (self._files[where.file], where.line or 0, where.column or 0)

        return tuple(sorted(self._found.values(), key=place))

    def __bool__(self) -> bool:
        return bool(self._found)

    def __str__(self) -> str:
        return "\n".join(map(str, self.found))

    def tell(self) -> None:
        """Raise what was found, if anything was.

        Raises
        ------
        Faulty
            With all of it.
        """
        if self._found:
            raise Faulty(self.found)


def nearest(given: str, known: Iterable[str]) -> str:
    """Return advice: the nearest of ``known``, else all of them if they are few.

    Examples
    --------
    >>> nearest("titel", ["title", "id"]), nearest("x", ["title", "id"]), nearest("x", [])
    ("write 'title'", "write one of 'title', 'id'", '')
    """
    every: Sequence[str] = [str(one) for one in known]
    alike = [one for one in every if one.casefold() == given.casefold()]
    close = alike or get_close_matches(given, every, n=1)
    if close:
        return f"write {close[0]!r}"
    if not every:
        return ""
    listed = ", ".join(map(repr, every[:12])) + (" …" if len(every) > 12 else "")
    return f"write one of {listed}" if len(every) > 1 else f"write {listed}"
