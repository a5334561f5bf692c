"""Say where in its files something of a case stands that shows wrong only when sheets are read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from onetext.cases.placing import placed
from onetext.cases.written import Keys
from onetext.cli.lines import listed
from onetext.errors import BadInput

if TYPE_CHECKING:
    from onetext.analysis.acceptability.misfit import Misfit


def with_place(files: Mapping[Path, Keys], fault: Misfit) -> BadInput:
    """Return the error with its places: the first as its own, the others after it.

    Parameters
    ----------
    files
        As ``loading.look`` returns them.
    """
    places = [where for way in fault.ways if (where := placed(files, way))]
    if not places:
        return fault
    first, *rest = places
    others = [f"{one.line}:{one.column}" if one.file == first.file else str(one) for one in rest]
    told = f"{fault.instead} (see {listed(others)})" if others else fault.instead
    return BadInput(fault.what, instead=told, where=first)
