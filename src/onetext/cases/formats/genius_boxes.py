"""Genius's nonlinear spaces: points for every package within a hyper-rectangle, all added up.

A rectangle bounds some of the issues, and a package inside it earns the rectangle's utility; the
sum is divided by the space's largest utility. A rectangle over one issue is worth the same as
points for that issue's values, and one over none is there whatever is agreed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from onetext.cases.formats.figures import NOTHING, Figure, figure
from onetext.cases.formats.scenario import Box, Domain, Part
from onetext.cases.formats.xml_reading import Element
from onetext.terms.packages.condition import Always, Compare, Condition, Not, both
from onetext.terms.packages.package import Value
from onetext.terms.packages.space import Amount, Matter

MOST_WORK = 20_000_000
"""Bounds times values of the longest issue: beyond these a space is not read."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """Hold a nonlinear space: a part for each issue, the boxes over several, the rest."""

    parts: tuple[Part, ...]
    boxes: tuple[Box, ...]
    base: Figure


def boxes(objective: Element, issues: Mapping[str, Matter], domain: Domain) -> Boxes | None:
    """Return what the rectangles of an objective say; None, with faults, if they say it badly."""
    faults = domain.faults
    spaces = objective.each("utility")
    if len(spaces) != 1:
        faults.add(
            "a nonlinear space has one <utility>",
            'write <utility maxutility="…"> once',
            objective.where,
        )
        return None
    top = figure(
        spaces[0].attributes.get("maxutility"), "the largest utility", faults, spaces[0].where
    )
    if top is not None and top.exact <= 0:
        faults.add(
            "the largest utility is not above 0",
            "write what the best package earns",
            spaces[0].where,
        )
    alone: dict[str, dict[Value, Figure]] = {
        matter.issue.id: dict.fromkeys(matter.values(), NOTHING) for matter in domain.matters
    }
    bounds = sum(len(row.parts) for ufun in spaces[0].each("ufun") for row in ufun.parts)
    if bounds * max((matter.count or 0) for matter in domain.matters) > MOST_WORK:
        faults.add(
            f"{bounds} bounds over issues of so many values are too many",
            "write a smaller scenario",
            spaces[0].where,
        )
        return None
    linked: list[Box] = []
    base = NOTHING
    for worth, row in _rectangles(spaces[0], domain):
        sides = _sides(row, issues, domain)
        if top is None or top.exact <= 0 or sides is None:
            continue
        share = worth / top
        if not sides:
            base = base + share
        elif len(sides) == 1:
            ((issue, values),) = sides.items()
            for value in values:
                alone[issue][value] = alone[issue][value] + share
        else:
            linked.append(Box(_condition(sides, domain), share))
    if faults:
        return None
    domain.notes.append(
        f"{spaces[0].where}: the rectangles are added up and divided by "
        f"{spaces[0].attributes['maxutility']}, the file's largest utility"
    )
    parts = tuple(Part(issue, factors) for issue, factors in alone.items())
    return Boxes(parts, tuple(linked), base)


def _rectangles(space: Element, domain: Domain) -> list[tuple[Figure, Element]]:
    found: list[tuple[Figure, Element]] = []
    for ufun in space.each("ufun"):
        if str(ufun.attributes.get("aggregation", "sum")) != "sum":
            domain.faults.add(
                f"the aggregation {str(ufun.attributes['aggregation'])!r} is not read",
                "write sum",
                ufun.attributes["aggregation"].where,
            )
        weight = figure(ufun.attributes.get("weight"), "the weight", domain.faults, ufun.where)
        for row in ufun.parts:
            if row.tag != "hyperRectangle":
                domain.faults.add(f"<{row.tag}> is not read", "write hyperRectangle", row.where)
                continue
            worth = figure(row.attributes.get("utility"), "the utility", domain.faults, row.where)
            if worth is not None and weight is not None:
                found.append((worth * weight, row))
    return found


def _sides(
    row: Element, issues: Mapping[str, Matter], domain: Domain
) -> dict[str, list[Decimal]] | None:
    """Return the numbers that a rectangle admits, for each issue that it bounds."""
    found: dict[str, list[Decimal]] = {}
    for side in row.parts:
        if side.tag not in ("INCLUDES", "EXCLUDES"):
            domain.faults.add(f"<{side.tag}> is not read", "write INCLUDES or EXCLUDES", side.where)
            return None
        index = side.get("index", domain.faults)
        matter = issues.get(str(index)) if index is not None else None
        low, high = (
            figure(side.attributes.get(key), f"the {key}", domain.faults, side.where)
            for key in ("min", "max")
        )
        if index is None or low is None or high is None:
            return None
        if not isinstance(matter, Amount):
            domain.faults.add(
                f"no issue of whole numbers has the index {index}",
                "write the index of one",
                index.where,
            )
            return None
        if low.exact > high.exact:
            domain.faults.add(
                f"the min {side.attributes['min']} is above the max {side.attributes['max']}",
                "write the lower number as min",
                side.attributes["min"].where,
            )
            return None
        every = [v for v in matter.values() if isinstance(v, Decimal)]
        values = found.get(matter.issue.id, every)
        inside = side.tag == "INCLUDES"
        found[matter.issue.id] = [v for v in values if (low.exact <= v <= high.exact) is inside]
    return {
        matter.issue.id: found[matter.issue.id]
        for matter in domain.matters
        if matter.issue.id in found and len(found[matter.issue.id]) < (matter.count or 0)
    }


def _condition(sides: Mapping[str, list[Decimal]], domain: Domain) -> Condition:
    made: Condition = Always()
    for issue, values in sides.items():
        matter = next(m for m in domain.matters if m.issue.id == issue)
        made = both(
            made, _side(issue, values, [v for v in matter.values() if isinstance(v, Decimal)])
        )
    return made


def _side(issue: str, values: list[Decimal], every: list[Decimal]) -> Condition:
    """Return the shortest bounds that admit just these numbers."""
    if not values:
        return Compare(issue, "<", every[0])
    low, high = values[0], values[-1]
    if len(values) == 1:
        return Compare(issue, "=", low)
    made: Condition = Always()
    if low > every[0]:
        made = both(made, Compare(issue, ">=", low))
    if high < every[-1]:
        made = both(made, Compare(issue, "<=", high))
    for value in every[every.index(low) : every.index(high)]:
        if value not in values:
            made = both(made, Not(Compare(issue, "=", value)))
    return made
