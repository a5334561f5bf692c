"""How surely an occasion is one that the report is about.

A logistic sum of its signs (``event_signs``). The weights stand in ``tables/event_weights.txt``;
``training/events.py`` learned them from annotated reports, and measures them on reports left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

#: How likely an occasion must be one that the report is about. Events are few and hard to find:
#: below a half, what is gained still outweighs what is given wrongly.
ENOUGH = 0.35
#: What stands before the weight that every occasion has.
ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class EventChances:
    """Hold the weight of each sign, in log-odds.

    Examples
    --------
    >>> weights = EventChances({"always": -1.0, "in the lead": 1.0})
    >>> weights.chance({"in the lead": 1.0}), round(weights.chance({}), 2)
    (0.5, 0.27)
    """

    by_sign: Mapping[str, float]

    @classmethod
    @cache
    def builtin(cls) -> EventChances:
        """Return the weights that ship with the package."""
        text = files("onetext.press").joinpath("tables/event_weights.txt").read_text("utf-8")
        return cls(read_weights(text))

    def chance(self, signs: Mapping[str, float]) -> float:
        """Return how likely an occasion with these signs is one that the report is about.

        A sign without a weight counts for nothing.
        """
        total = self.by_sign[ALWAYS]
        total += sum(self.by_sign.get(name, 0.0) * value for name, value in signs.items())
        return 1 / (1 + exp(-total))


def read_weights(text: str) -> dict[str, float]:
    r"""Return the weights by sign of a table of them.

    Raises
    ------
    ValueError
        With the line that is no sign and weight.

    Examples
    --------
    >>> read_weights("# a comment\nalways | -2\nin the lead | 0.5\n")
    {'always': -2.0, 'in the lead': 0.5}
    """
    weights: dict[str, float] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, weight = line.partition("|")
        try:
            weights[name.strip()] = float(weight)
        except ValueError:
            raise ValueError(f"tables/event_weights.txt:{number}: not a weight: {line!r}") from None
    return weights
