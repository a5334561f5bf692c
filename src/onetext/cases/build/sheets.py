"""Sheets, checked against the issues on the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from onetext.cases.build.matters import Table
from onetext.cases.build.names import texts
from onetext.cases.schema.sheets import Groups, PointsRow, SheetRow
from onetext.cases.written import Word
from onetext.errors import BadInput, Where
from onetext.terms.offers.linkage import RedLine
from onetext.terms.packages.package import Value
from onetext.terms.packages.space import Choice
from onetext.terms.sheet import Linked, Preference, Ranking, Sheet, Stake, Worth

T = TypeVar("T")


def sheets(rows: Iterable[SheetRow], on: Table) -> tuple[Sheet, ...]:
    """Return the sheets."""
    found = [made for row in rows if (made := _sheet(row, on)) is not None]
    return tuple(found)


def _sheet(row: SheetRow, on: Table) -> Sheet | None:
    names, id = on.names, str(row.id)
    about = row.about or row.owner
    names.has("party", row.owner)
    names.has("party", about)
    names.ground(f"sheets/{id}", row)
    basis = row.basis or ("own" if about == row.owner else "estimate")
    if basis == "estimate" and not row.sources and row.known is None:
        names.refused(
            BadInput(
                f"the estimate {id!r} does not say what it rests on",
                instead="give its sources, or write 'known: judged'",
            ),
            row.id,
        )
    for issue in (*row.stakes, *row.unknown, *(i for g in row.most_at_stake_first for i in g)):
        names.has("issue", issue)
    rankings = _rankings(row, on)
    linked = _linked(row, on)
    for n, preference in enumerate(row.prefers, start=1):
        names.ground(f"sheets/{id}/prefers/{n}", preference)
    for line in row.red_lines:
        on.check(line.keeps, line.id)
        names.ground(f"sheets/{id}/red_lines/{line.id}", line)
    try:
        sheet = Sheet(
            id,
            str(row.owner),
            str(about),
            basis,
            floor=row.floor,
            worths=_kept(
                _placed(on, worth.where, lambda i=issue, w=worth: _worth(i, w, on))  # type: ignore[misc]
                for issue, worth in row.points.items()
                if worth is not None
            ),
            linked=linked,
            rankings=rankings,
            stakes_ranking=tuple(texts(group) for group in row.most_at_stake_first),
            stakes=_kept(
                _placed(on, issue.where, lambda i=issue, p=points: Stake(str(i), p))  # type: ignore[misc]
                for issue, points in row.stakes.items()
                if points is not None
            ),
            prefers=_prefers(row, on),
            red_lines=tuple(RedLine(str(one.id), str(about), one.keeps) for one in row.red_lines),
            out_of=row.out_of,
            unknown=texts(row.unknown),
            per_unit=1 if row.per_unit is None else row.per_unit,
            exact_to=row.exact_to,
            discount=row.discount,
        )
    except BadInput as fault:
        names.refused(fault, row.id)
        return None
    _check_whole(sheet, on, row.id.where)
    return sheet


def _worth(issue: Word, row: PointsRow, on: Table) -> Worth | None:
    known = [
        (value, points)
        for option, points in row.points.items()
        if (value := on.value(issue, option)) is not None and points is not None
    ]
    return Worth(str(issue), tuple(known), row.line) if known else None


def _rankings(row: SheetRow, on: Table) -> tuple[Ranking, ...]:
    found: list[Ranking | None] = []
    for issue, ranking in row.rankings.items():
        on.names.ground(f"sheets/{row.id}/rankings/{issue}", ranking)
        groups = _groups(issue, ranking.best_first, on)
        if groups is not None:
            found.append(
                _placed(on, ranking.where, lambda i=issue, g=groups: Ranking(str(i), g))  # type: ignore[misc]
            )
    return _kept(found)


def _groups(issue: Word, given: Groups, on: Table) -> tuple[tuple[Value, ...], ...] | None:
    groups = tuple(tuple(on.value(issue, one) for one in group) for group in given)
    if any(value is None for group in groups for value in group):
        return None
    return tuple(tuple(value for value in group if value is not None) for group in groups)


def _linked(row: SheetRow, on: Table) -> tuple[Linked, ...]:
    found: list[Linked | None] = []
    for n, linked in enumerate(row.linked, start=1):
        on.check(linked.when, row.id)
        on.names.ground(f"sheets/{row.id}/linked/{n}", linked)
        points = linked.points
        if points is not None:
            place = linked.when.where or linked.where
            found.append(_placed(on, place, lambda w=linked.when, p=points: Linked(w, p)))  # type: ignore[misc]
    return _kept(found)


def _prefers(row: SheetRow, on: Table) -> tuple[Preference, ...]:
    found: list[Preference | None] = []
    for one in row.prefers:
        better, worse = on.package(one.better), on.package(one.worse)
        if len(better) == len(one.better) and len(worse) == len(one.worse):
            found.append(
                _placed(on, one.where, lambda b=better, w=worse, e=one.equal: Preference(b, w, e))  # type: ignore[misc]
            )
    return _kept(found)


def _check_whole(sheet: Sheet, on: Table, where: Where) -> None:
    """Refuse a sheet that is known whole and whose best options do not make what it is out of."""
    if sheet.out_of is None or sheet.linked:
        return
    best = 0
    for id in on.names.ids["issue"]:
        matter, worth = on.matters.get(id), sheet.worth(str(id))
        if not isinstance(matter, Choice) or worth is None or len(worth.points) < matter.count:
            return
        exact = [points.exact for _, points in worth.points]
        if None in exact:
            return
        best += max(points for points in exact if points is not None)
    if best != sheet.out_of:
        on.names.refused(
            BadInput(
                f"the best options of the sheet {sheet.id!r} make {best} points",
                instead=f"let them make {sheet.out_of}, as out_of says",
            ),
            where,
        )


def _placed(on: Table, where: Where, make: Callable[[], T | None]) -> T | None:
    try:
        return make()
    except BadInput as fault:
        on.names.refused(fault, where)
        return None


def _kept(found: Iterable[T | None]) -> tuple[T, ...]:
    return tuple(one for one in found if one is not None)
