"""What each party gets in each solution, as a table that fits the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.table import Table

from onetext.brief.packages.told import number_told, status_told
from onetext.brief.safe_text import visible

if TYPE_CHECKING:
    from onetext.brief.packages.answer import Answer

_BETWEEN = 2


def fairest_table(found: Answer, width: int) -> Table:
    """Return a row for each solution; a row for each party where that would not fit the width."""
    rows = [["Fairest by", *map(visible, found.names), "tied"]]
    for one in found.solutions.values():
        cells = [number_told(value) for value in one.utilities.values()]
        status = "" if one.status == "exact" else f" ({status_told(one.status)})"
        tied = "–" if one.tied is None else f"{one.tied:,}"
        rows.append([one.name + status, *(cells or ["–"] * len(found.parties)), tied])
    if _width(rows) > width:
        rows = [list(column) for column in zip(*rows, strict=True)]
    table = Table(box=None, padding=(0, _BETWEEN, 0, 0), header_style="bold")
    for n, name in enumerate(rows[0]):
        table.add_column(name, justify="right" if n else "left")
    for row in rows[1:]:
        table.add_row(*row)
    return table


def _width(rows: list[list[str]]) -> int:
    return sum(max(map(cell_len, column)) + _BETWEEN for column in zip(*rows, strict=True))
