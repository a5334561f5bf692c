"""A sheet as a row of a case file, and whose yes makes a package pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from onetext.terms.grounds import Grounds
from onetext.terms.packages.package import Package, Value
from onetext.terms.passing import Passing
from onetext.terms.sheet import Interval, Sheet, Worth


def sheet_row(sheet: Sheet, rests: Mapping[str, Grounds]) -> dict[str, Any]:
    """Return a sheet's row, its parts with what each rests on."""
    from onetext.cases.writing import grounds_keys, said

    def rest(part: str) -> dict[str, Any]:
        return said(grounds_keys(rests.get(f"sheets/{sheet.id}/{part}")))

    rankings: dict[str, Any] = {}
    for ranking in sheet.rankings:
        order = _groups(ranking.groups)
        more = rest(f"rankings/{ranking.issue}")
        rankings[ranking.issue] = {"best_first": order, **more} if more else order
    return {
        "id": sheet.id,
        "owner": sheet.owner,
        "about": sheet.about,
        "basis": sheet.basis,
        "floor": None if sheet.floor is None else _points(sheet.floor),
        "out_of": sheet.out_of,
        "per_unit": None if sheet.per_unit == 1 else sheet.per_unit,
        "exact_to": sheet.exact_to,
        "discount": sheet.discount,
        "points": {worth.issue: _worth(worth) for worth in sheet.worths},
        "linked": [
            {"when": str(one.when), "points": _points(one.points), **rest(f"linked/{n}")}
            for n, one in enumerate(sheet.linked, start=1)
        ],
        "rankings": rankings,
        "most_at_stake_first": _groups(sheet.stakes_ranking),
        "stakes": {one.issue: _points(one.points) for one in sheet.stakes},
        "prefers": [
            {
                "better": _package(one.better),
                "worse": _package(one.worse),
                **said({"equal": one.equal}),
                **rest(f"prefers/{n}"),
            }
            for n, one in enumerate(sheet.prefers, start=1)
        ],
        "red_lines": [
            {"id": one.id, "keeps": str(one.keeps), **rest(f"red_lines/{one.id}")}
            for one in sheet.red_lines
        ],
        "unknown": list(sheet.unknown),
    }


def passing_row(passing: Passing | None) -> dict[str, Any] | None:
    """Return the rule by which packages pass, None where there is none."""
    if passing is None:
        return None
    row: dict[str, Any] = {"may_refuse": passing.may_refuse}
    if passing.vetoes:
        row["vetoes"] = list(passing.vetoes)
    if passing.weights:
        row["votes"] = dict(passing.weights)
    if passing.quota is not None:
        row["quota"] = passing.quota
    return row


def _worth(worth: Worth) -> dict[Any, Any]:
    points = {value: _points(interval) for value, interval in worth.points}
    return {"line": points} if worth.line else points


def _points(interval: Interval) -> int | list[Any]:
    if interval.exact is not None:
        return interval.exact
    return ["unknown" if bound is None else bound for bound in (interval.low, interval.high)]


def _groups(groups: Sequence[Sequence[Value]]) -> list[Any]:
    return [group[0] if len(group) == 1 else list(group) for group in groups]


def _package(package: Package) -> dict[str, Any]:
    return {issue: chosen for issue, chosen in package.chosen}
