"""What can be said from a view: yes, no, or unknown to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

Answer = Literal["yes", "no", "unknown"]
"""An absent act is unknown, never a no: the view need not show it."""


def every(answers: Iterable[Answer]) -> Answer:
    """Return what several answers say together: a no decides, then an unknown (Kleene's *and*).

    Nothing at all is unknown: a view that shows no passage shows no agreement.

    Examples
    --------
    >>> every(["yes", "unknown"]), every(["unknown", "no"]), every([])
    ('unknown', 'no', 'unknown')
    """
    given = set(answers)
    if "no" in given:
        return "no"
    return "yes" if given == {"yes"} else "unknown"
