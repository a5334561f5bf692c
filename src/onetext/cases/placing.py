"""Where in its files something of a case stands that was found wrong only later."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from onetext.cases.written import Keys, Rows, place_of
from onetext.errors import Where

Way = tuple[str | int, ...]


def placed(files: Mapping[Path, Keys], way: Way) -> Where | None:
    r"""Return the place that a way leads to, or of the nearest part around it; None: no such row.

    Parameters
    ----------
    files
        As ``loading.look`` returns them.
    way
        A section, a row's id, then keys and places: ``("sheets", "arn-own", "points", "land")``.

    Examples
    --------
    >>> from onetext.cases.faults import Faults
    >>> from onetext.cases.written import read
    >>> tree = read("sheets:\n  - id: s\n    floor: 4\n", "a.yaml", Faults())
    >>> print(placed({Path("a.yaml"): tree}, ("sheets", "s", "floor")))
    a.yaml:3:12
    """
    section, id, *rest = way
    for tree in files.values():
        rows = tree.get(str(section))
        for row in rows if isinstance(rows, Rows) else ():
            if isinstance(row, Keys) and row.get("id") == id:
                return place_of(row, tuple(rest))
    return None
