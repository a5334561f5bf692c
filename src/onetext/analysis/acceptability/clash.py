"""Whether anything fits what a sheet says; if not, a smallest set of statements that clash."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any

from onetext.analysis.acceptability.bounding import frame_of
from onetext.analysis.acceptability.misfit import Clash, Way
from onetext.analysis.acceptability.partial import Partial, options_of
from onetext.analysis.acceptability.stating import partial
from onetext.errors import BadInput
from onetext.terms.packages.space import Space
from onetext.terms.sheet import Sheet, Worth

CAP = Fraction(10**9)
"""What bounds points while a statement that bounds them is left out to try."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Hold one thing that a sheet says: where, in what words, and the sheet without it."""

    way: Way
    told: str
    without: Callable[[Sheet], Sheet]


def consistent(sheet: Sheet, space: Space) -> Partial:
    """Return the sheet's columns and rows if some whole sheet fits them, strict orders included.

    Raises
    ------
    Clash
        With a smallest set of its statements that cannot all hold: each of them can, without any
        one of the others (a deletion filter, Chinneck & Dravnieks 1991).
    BadInput
        As `partial`.

    Notes
    -----
    Cost: one linear programme; one more for each statement where they clash.

    Examples
    --------
    >>> from onetext.cases.loading import loads
    >>> case = loads('''format: 1
    ... id: t
    ... title: T
    ... parties: [{id: arn, name: Arnland}]
    ... issues: [{id: a, label: A, options: [x, y]}]
    ... sheets: [{id: s, owner: arn, points: {a: {x: 1, y: 3}}, rankings: {a: [x, y]}}]''')
    >>> consistent(case.sheets[0], case.space)
    Traceback (most recent call last):
    onetext.analysis.acceptability.misfit.Clash: the sheet 's' contradicts itself: the points of \
'x' in 'a', the points of 'y' in 'a' and the ranking of 'a' cannot all hold, change one of them
    """
    found = partial(sheet, space)
    if fits(found):
        return found
    frame = frame_of(sheet, {m.issue.id: options_of(m) for m in space.matters})
    left = list(statements(sheet))
    kept: list[Statement] = []
    reduced = sheet
    while left:
        one = left.pop()
        try:
            less = one.without(reduced)
            clashing = not fits(partial(less, space, cap=CAP, frame=frame))
        except BadInput:  # it cannot even be read without it
            clashing = False
        if clashing:
            reduced = less
        else:
            kept.insert(0, one)
    names = [one.told for one in kept]
    listed = " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
    raise Clash(
        f"the sheet {sheet.id!r} contradicts itself: {listed} cannot all hold"
        if len(names) > 1
        else f"on the sheet {sheet.id!r} {listed} cannot hold",
        instead="change one of them" if len(names) > 1 else "change it",
        ways=tuple(one.way for one in kept),
    )


def fits(found: Partial) -> bool:
    """Tell whether some whole sheet fits, with every strict order kept strictly."""
    if any(low > high for low, high in zip(found.lower, found.upper, strict=True)):
        return False
    if not found.rows:
        return True
    if found.whole:
        return all(_holds(found, n) for n in range(len(found.rows)))
    from onetext.analysis.acceptability.programme import Programme

    programme = Programme(found, margin=True)
    margin = len(programme.lower) - 1
    reached = programme.least({margin: -1})
    if reached is None:
        return False
    if not any(row.strict for row in found.rows) or -reached[0] > 1e-4:
        return True
    exact = programme.exactly({margin: -1})
    return -reached[0] > 1e-7 if exact is None else exact < 0


def _holds(found: Partial, n: int) -> bool:
    row = found.rows[n]
    total = sum(times * found.lower[column] for column, times in row.terms)
    if row.low is not None and (total < row.low or (row.strict and total == row.low)):
        return False
    return row.high is None or total <= row.high


def statements(sheet: Sheet) -> tuple[Statement, ...]:
    """Return what a sheet says, one thing after another, in the order of the file's keys."""
    at = ("sheets", sheet.id)
    found: list[Statement] = []
    if sheet.floor is not None:
        found.append(Statement((*at, "floor"), "its floor", lambda s: _with(s, floor=None)))
    if sheet.out_of is not None:
        found.append(
            Statement((*at, "out_of"), "what it is out of", lambda s: _with(s, out_of=None))
        )
    for worth in sheet.worths:
        for option, _ in () if worth.line else worth.points:
            found.append(
                Statement(
                    (*at, "points", worth.issue, str(option)),
                    f"the points of {str(option)!r} in {worth.issue!r}",
                    lambda s, i=worth.issue, o=option: _less_points(s, i, o),  # type: ignore[misc]
                )
            )
        if worth.line:
            found.append(
                Statement(
                    (*at, "points", worth.issue, "line"),
                    f"the line of {worth.issue!r}",
                    lambda s, i=worth.issue: _with(  # type: ignore[misc]
                        s, worths=tuple(w for w in s.worths if w.issue != i)
                    ),
                )
            )
    return (*found, *_orders(sheet, at))


def _orders(sheet: Sheet, at: Way) -> list[Statement]:
    found = [
        Statement(
            (*at, "rankings", ranking.issue),
            f"the ranking of {ranking.issue!r}",
            lambda s, r=ranking: _with(s, rankings=tuple(x for x in s.rankings if x != r)),  # type: ignore[misc]
        )
        for ranking in sheet.rankings
    ]
    found += [
        Statement(
            (*at, "stakes", stake.issue),
            f"the stake in {stake.issue!r}",
            lambda s, k=stake: _with(s, stakes=tuple(x for x in s.stakes if x != k)),  # type: ignore[misc]
        )
        for stake in sheet.stakes
    ]
    if sheet.stakes_ranking:
        found.append(
            Statement(
                (*at, "most_at_stake_first"),
                "the order of what is at stake",
                lambda s: _with(s, stakes_ranking=()),
            )
        )
    found += [
        Statement(
            (*at, "prefers", n),
            f"comparison {n + 1}",
            lambda s, p=one: _with(s, prefers=tuple(x for x in s.prefers if x is not p)),  # type: ignore[misc]
        )
        for n, one in enumerate(sheet.prefers)
    ]
    return found


def _less_points(sheet: Sheet, issue: str, option: object) -> Sheet:
    worths = []
    for worth in sheet.worths:
        if worth.issue != issue:
            worths.append(worth)
            continue
        points = tuple(pair for pair in worth.points if pair[0] != option)
        if points:
            worths.append(Worth(issue, points, worth.line))
    return _with(sheet, worths=tuple(worths))


def _with(sheet: Sheet, **changed: Any) -> Sheet:
    """Return a sheet with some of it changed, unchecked: what is left may clash all the same."""
    made = object.__new__(Sheet)
    for field in fields(Sheet):
        object.__setattr__(made, field.name, changed.get(field.name, getattr(sheet, field.name)))
    return made
