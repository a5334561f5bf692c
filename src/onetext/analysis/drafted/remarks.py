"""What a person should look at in a draft."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """Say something about one item of the drafted case.

    Parameters
    ----------
    item
        The item's path (``offers/tarvenia-1``), a section's name, or ``case`` for all of it.
    """

    item: str
    words: str


def quoted(words: str, *, most: int = 160) -> str:
    """Return words of a report in quotation marks, on one line, cut where they are long.

    Examples
    --------
    >>> quoted("no  deal")
    '“no deal”'
    """
    line = " ".join(words.split())
    if len(line) > 2 and line[0] in '“"' and line[-1] in '”"':
        line = line[1:-1].strip(" ,")
    if len(line) > most:
        line = line[:most].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
    return f"“{line}”"
