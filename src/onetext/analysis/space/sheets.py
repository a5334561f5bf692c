"""From sheets to a problem: each issue's options, each sheet's points, links and red lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import Any, Literal

import numpy as np

from onetext.analysis.acceptability.misfit import Misfit
from onetext.analysis.space.constraints import tabled, under
from onetext.analysis.space.tables import Bools, Problem, problem
from onetext.errors import BadInput
from onetext.terms.packages.condition import And, Condition, names
from onetext.terms.packages.kleene import truth
from onetext.terms.packages.package import Value
from onetext.terms.packages.space import Matter, Space
from onetext.terms.sheet import Sheet, Worth

Unsaid = Literal["refuse", "zero"]


def problem_of(
    space: Space,
    sheets: Sequence[Sheet],
    *,
    rules: Mapping[str, Condition] | None = None,
    red_lines: bool = True,
    unsaid: Unsaid = "refuse",
) -> Problem:
    """Return the problem that sheets pose over the issues on the table, parties in their order.

    Parameters
    ----------
    sheets
        One for each party; parties are named by whom a sheet is about.
    rules
        Conditions that every package must meet, by what they are called: standing offers,
        exclusions, guarantees.
    red_lines
        Whether a package that breaks any sheet's red line is left out.
    unsaid
        What an issue counts for of which a sheet gives neither points nor links.

    Raises
    ------
    BadInput
        If a number has no step, points or the floor are not known exactly, or a rule lies over too
        many combinations.

    Notes
    -----
    Utilities in own scale are in the sheet's unit (``Sheet.per_unit``). Where a sheet is exact to
    some decimals only (``exact_to``), utilities closer than twice that count as equal.

    Examples
    --------
    >>> from onetext.terms.issue import Issue
    >>> from onetext.terms.packages.space import Choice, Option
    >>> from onetext.terms.sheet import Interval
    >>> truce = Choice(Issue("truce", "Truce"), (Option("full"), Option("no")))
    >>> points = Worth("truce", (("full", Interval.at(7)), ("no", Interval.at(0))))
    >>> sheet = Sheet("s", "arn", "arn", floor=Interval.at(5), worths=(points,))
    >>> posed = problem_of(Space((truce,)), [sheet])
    >>> posed.parties, posed.in_scale(posed.own[0]).tolist(), posed.floors.tolist()
    (('arn',), [[7.0], [0.0]], [5])
    """
    if not sheets:
        raise BadInput("nobody's points are known", instead="add a sheet for each party")
    values = [_values(matter) for matter in space.matters]
    columns = [_column(sheet, space, values, unsaid) for sheet in sheets]
    own = [
        np.array([[column[issue][option] for column in columns] for option in range(len(listed))])
        for issue, listed in enumerate(values)
    ]
    bars = dict(rules or {})
    if red_lines:
        bars |= {f"{one.id} of {one.by}": one.keeps for sheet in sheets for one in sheet.red_lines}
    links, boxes = _linked(space, values, sheets)
    posed = problem(
        own,
        floors=[_floor(sheet) for sheet in sheets],
        parties=[sheet.about for sheet in sheets],
        issues=[matter.issue.id for matter in space.matters],
        options=values,
        links=links,
        boxes=boxes,
    )
    for condition in bars.values():
        space.check_condition(condition)
    posed = under(posed, bars)
    within = tuple(
        held if sheet.exact_to is None else max(held, _close(sheet, unit))
        for held, sheet, unit in zip(posed.tolerance, sheets, posed.unit, strict=True)
    )
    return replace(posed, tolerance=within)


def _close(sheet: Sheet, unit: Fraction) -> int:
    return ceil(2 * Fraction(1, 10 ** (sheet.exact_to or 0)) / unit)


def _values(matter: Matter) -> list[Value]:
    if matter.count is None:
        raise BadInput(f"{matter.issue.id!r} takes any number", instead="give it a step")
    return list(matter.values())


def _floor(sheet: Sheet) -> Fraction | None:
    if sheet.floor is None:
        return None
    if sheet.floor.exact is None:
        raise Misfit(
            f"the floor of the sheet {sheet.id!r} is not known exactly",
            instead="write a number, or ask what is acceptable under what is known",
            ways=(("sheets", sheet.id, "floor"),),
        )
    return sheet.utility(sheet.floor.exact)


def _column(
    sheet: Sheet, space: Space, values: list[list[Value]], unsaid: Unsaid
) -> list[list[Fraction]]:
    """Return for each issue what each option is worth, in the sheet's unit."""
    linked = {issue for one in sheet.linked for issue in one.issues}
    found = []
    for matter, listed in zip(space.matters, values, strict=True):
        worth = sheet.worth(matter.issue.id)
        if worth is None and matter.issue.id not in linked and unsaid == "refuse":
            raise Misfit(
                f"the sheet {sheet.id!r} says no points for {matter.issue.id!r}",
                instead="write them, or ask what is acceptable under what is known",
                ways=(("sheets", sheet.id, "points"),),
            )
        found.append([_points(sheet, worth, option) / sheet.per_unit for option in listed])
    return found


def _points(sheet: Sheet, worth: Worth | None, option: Value) -> Fraction:
    if worth is None:
        return Fraction(0)
    said = worth.of(option)
    if said is not None and said.exact is not None:
        return Fraction(said.exact)
    if worth.line and not isinstance(option, str):
        marks = sorted((Fraction(v), p.exact) for v, p in worth.points if not isinstance(v, str))
        for (low, less), (high, more) in pairwise(marks):
            if low <= option <= high and less is not None and more is not None:
                return less + (more - less) * (Fraction(option) - low) / (high - low)
    raise Misfit(
        f"the sheet {sheet.id!r} does not say what {str(option)!r} of {worth.issue!r} is worth",
        instead="write its points, or ask what is acceptable under what is known",
        ways=(("sheets", sheet.id, "points", worth.issue),),
    )


def _linked(
    space: Space, values: list[list[Value]], sheets: Sequence[Sheet]
) -> tuple[list[tuple[list[int], Any]], list[tuple[dict[int, Bools], Any]]]:
    """Return each linked value as a box where its condition is one, else as a table."""
    issues = [matter.issue.id for matter in space.matters]
    links: list[tuple[list[int], Any]] = []
    boxes: list[tuple[dict[int, Bools], Any]] = []
    for party, sheet in enumerate(sheets):
        for one in sheet.linked:
            if one.points.exact is None:
                raise BadInput(
                    f"the sheet {sheet.id!r} does not say what {str(one.when)!r} is worth",
                    instead="write one number",
                )
            points = np.array([Fraction(0)] * len(sheets))
            points[party] = sheet.utility(one.points.exact)
            within = _box(space, values, one.when)
            if within is not None:
                boxes.append((within, points))
            else:
                space.check_condition(one.when)
                at, met = tabled(issues, values, one.when, str(one.when))
                links.append((at, np.multiply.outer(met.astype(object), points)))
    return links, boxes


def _box(space: Space, values: list[list[Value]], condition: Condition) -> dict[int, Bools] | None:
    """Return what each issue must be within, if the condition asks of each by itself."""
    parts = condition.parts if isinstance(condition, And) else (condition,)
    if any(len(names(part)) != 1 for part in parts):
        return None
    places = {matter.issue.id: at for at, matter in enumerate(space.matters)}
    space.check_condition(condition)
    found: dict[int, Bools] = {}
    for part in parts:
        (issue,) = names(part)
        at = places[issue]
        met = np.array([truth(part, {issue: value}) is True for value in values[at]])
        found[at] = found[at] & met if at in found else met
    return found
