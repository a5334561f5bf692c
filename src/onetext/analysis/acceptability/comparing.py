"""Comparisons of packages as rows: what one is worth above the other, links included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod

from onetext.analysis.acceptability.misfit import Misfit
from onetext.analysis.acceptability.partial import Matter, Row
from onetext.terms.packages.kleene import truth
from onetext.terms.packages.package import Package, Value
from onetext.terms.sheet import Preference, Sheet

MOST_WAYS = 20_000


def over_one(sheet: Sheet) -> tuple[int, ...]:
    """Return the places of comparisons within one issue that no link touches."""
    return tuple(
        n
        for n, one in enumerate(sheet.prefers)
        if len(differing(one)) == 1 and not _touching(sheet, one)
    )


def differing(one: Preference) -> tuple[str, ...]:
    """Return the issues that two packages compared settle in different ways."""
    return tuple(issue for issue in one.better if one.better[issue] != one.worse[issue])


def compared(
    sheet: Sheet,
    matters: Sequence[Matter],
    links: Sequence[int],
    options: Mapping[str, Sequence[Value]],
) -> list[Row]:
    """Return a row for each other comparison; where links hang on what is open, one for each way.

    Raises
    ------
    BadInput
        If there are too many ways to settle what the links ask for.
    """
    rows: list[Row] = []
    alone = over_one(sheet)
    for n, one in enumerate(sheet.prefers):
        if n in alone:
            continue
        terms: Counter[int] = Counter()
        for matter in matters:
            if matter.issue in differing(one):
                terms[_value(matter, one.better)] += 1
                terms[_value(matter, one.worse)] -= 1
        for met in _ways(sheet, one, options):
            every = terms.copy()
            for link, times in met:
                every[links[link]] += times
            kept = tuple((column, times) for column, times in sorted(every.items()) if times)
            high = Fraction(0) if one.equal else None
            rows.append(Row(kept, Fraction(0), high, strict=not one.equal, compared=True))
    return rows


def _value(matter: Matter, package: Package) -> int:
    return matter.values[matter.options.index(package[matter.issue])]


def _touching(sheet: Sheet, one: Preference) -> list[int]:
    return [
        n
        for n, linked in enumerate(sheet.linked)
        if any(issue in one.better for issue in linked.issues)
    ]


def _ways(
    sheet: Sheet, one: Preference, options: Mapping[str, Sequence[Value]]
) -> set[tuple[tuple[int, int], ...]]:
    """Return the links that the better package meets and the other does not (1) or so (-1)."""
    touched = _touching(sheet, one)
    open_issues = sorted(
        {i for n in touched for i in sheet.linked[n].issues if i not in one.better}
    )
    if prod(len(options[issue]) for issue in open_issues) > MOST_WAYS:
        raise Misfit(
            f"a comparison on the sheet {sheet.id!r} hangs on links over {len(open_issues)} more"
            " issues",
            instead="settle these in it too",
            ways=(("sheets", sheet.id, "prefers", sheet.prefers.index(one)),),
        )
    found: set[tuple[tuple[int, int], ...]] = set()
    for chosen in product(*(options[issue] for issue in open_issues)):
        rest = dict(zip(open_issues, chosen, strict=True))
        met = []
        for n in touched:
            when = sheet.linked[n].when
            better, worse = (truth(when, {**given, **rest}) for given in (one.better, one.worse))
            if better is not worse:
                met.append((n, 1 if better else -1))
        found.add(tuple(met))
    return found
