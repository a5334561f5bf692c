"""onetext: one record, a window for each side, one text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike
    from pathlib import Path

    from onetext.brief.packages.case import Case

__version__ = "0.1.0"


def load(
    path: str | PathLike[str], *, format: str | None = None, profiles: Sequence[str] = ()
) -> Case:
    """Return the case that a file or folder holds, in our form or another program's.

    Parameters
    ----------
    format
        ``case``, ``genius``, ``geniusweb``, ``negmas``, ``negolog`` or ``score-tables``; without it
        the content tells.
    profiles
        The files of the parties to take from a scenario's folder, in that order.

    Raises
    ------
    onetext.errors.BadInput
        With everything that is wrong with it, each with file, line and column.

    Notes
    -----
    What was done to a scenario that its files do not say is noted by
    `onetext.cases.formats.reading.read_case`. The case is a `onetext.terms.case.Case` with
    ``solve()`` and ``acceptability()``.
    """
    from pathlib import Path

    from onetext.brief.packages.case import Case

    if format in (None, "case") and not profiles and _is_own(Path(path)):
        from onetext.cases.loading import load as load_case

        return Case.of(load_case(Path(path)))
    from onetext.cases.formats.reading import read_case

    return Case.of(read_case(Path(path), format=format, profiles=profiles).case)


def _is_own(path: Path) -> bool:
    from onetext.cases.formats.recognising import is_scenario

    return not path.exists() or (path / "case.yaml").is_file() or not is_scenario(path)
