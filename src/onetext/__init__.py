"""onetext: one record, a window for each side, one text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from onetext.terms.case import Case

__version__ = "0.1.0"


def load(path: str | PathLike[str]) -> Case:
    """Return the case that a file holds, or a folder with a ``case.yaml`` in it.

    Raises
    ------
    onetext.errors.BadInput
        With everything that is wrong with it, each with file, line and column.
    """
    from pathlib import Path

    from onetext.cases.loading import load as load_case

    return load_case(Path(path))
