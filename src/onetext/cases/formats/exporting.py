"""What a case says that a scenario of another program can hold, and what it has to leave out.

A scenario knows parties, issues with values, and for each party one number for each value. What
else stands in a case is left out and told; what would change the numbers if it were left out is
refused.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from pathlib import Path

from onetext.cases.formats.reading import NOTE
from onetext.errors import BadInput
from onetext.terms.case import Case
from onetext.terms.packages.package import Value
from onetext.terms.packages.space import Amount, Matter
from onetext.terms.sheet import Linked, Sheet, Worth

_LONG = Context(prec=17)
_MOST_DIGITS = 40
CLOSE_TO_ONE = Fraction(1, 1000)
"""Weights of imported files may make a little more than 1."""
_UNSAFE = re.compile(r"[^\w.+@()&,' -]|^[. ]|[. ]$")


@dataclass(frozen=True, slots=True)
class Export:
    """Hold a scenario's files by their names, and what of the case they do not hold."""

    files: Mapping[str, str]
    left_out: tuple[str, ...] = ()

    def save(self, folder: str | Path) -> tuple[Path, ...]:
        """Write the files into a folder, which is made if need be.

        Raises
        ------
        BadInput
            If one of them is there already; nothing is then written.
        """
        folder = Path(folder)
        for name in self.files:
            if os.path.lexists(folder / name):
                raise BadInput(f"{folder / name} is there already", instead="name a new folder")
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in self.files.items():
            (folder / name).write_text(text, "utf-8", newline="\n")
        return tuple(folder / name for name in self.files)


@dataclass(frozen=True, slots=True)
class Told:
    """Hold one party's sheet in utilities: a number for each value of each issue.

    ``unit`` is what one point is worth; ``linked`` are in utilities by it.
    """

    party: str
    name: str
    file: str
    tables: Mapping[str, Mapping[Value, Fraction]]
    floor: Fraction
    unit: Fraction
    linked: tuple[Linked, ...]
    discount: Decimal | None

    def link(self, one: Linked) -> Fraction:
        """Return what a link is worth."""
        return Fraction(one.points.exact or 0) * self.unit


@dataclass(frozen=True, slots=True)
class Sayable:
    """Hold what of a case a scenario can say."""

    parties: tuple[Told, ...]
    domain_file: str
    left_out: list[str]


def sayable(case: Case, ending: str, *, upper: int | None = None, links: bool = True) -> Sayable:
    """Return what a scenario can say of a case.

    Parameters
    ----------
    upper
        The most that the other program expects a package to be worth. Sheets that say what their
        best package makes (``out_of``) are divided by it; others that go beyond are told.
    links
        False to leave links between issues out; each is told.

    Raises
    ------
    BadInput
        If a sheet does not say one number for each value of each issue, or an issue takes any
        number.
    """
    left_out = list(_left_out(case))
    if not case.space.matters:
        raise BadInput("the case has no issues", instead="give it issues with options")
    for matter in case.space.matters:
        if matter.count is None:
            raise BadInput(
                f"the issue {matter.issue.id!r} takes any number", instead="give it a step"
            )
    sheets = _sheets(case)
    left_out += [f"that {one.id!r} is {one.told}" for one in sheets if one.told]
    once = {sheet.about: sheet for sheet in sheets}
    if not sheets or len(once) < len(sheets):
        what = (
            "no sheets that are one desk's or each party's own"
            if not sheets
            else "two sheets of one party"
        )
        raise BadInput(f"the case has {what}", instead="leave one for each party")
    domain_file = _file(case.id, ending, left_out)
    taken = {domain_file.casefold(), NOTE.casefold()}
    told: list[Told] = []
    for sheet in sheets:
        file = _file(sheet.about, ending, left_out)
        if file.casefold() in taken:
            left_out.append(f"the name {file} (it is taken; the party's file has a longer one)")
            file = f"{file.removesuffix(ending)}-party-{len(told) + 1}{ending}"
        taken.add(file.casefold())
        told.append(_told(case, sheet, file, upper, links, left_out))
    return Sayable(tuple(told), domain_file, left_out)


def _sheets(case: Case) -> list[Sheet]:
    """Return each party's own sheet; where there is none, the estimates of the only desk."""
    own = [sheet for sheet in case.sheets if sheet.basis == "own"]
    desks = {sheet.owner for sheet in case.sheets}
    return own if own or len(desks) > 1 else list(case.sheets)


def with_note(case: Case, files: dict[str, str]) -> dict[str, str]:
    """Return files with what the case says about itself, and how it is known, in a note."""
    marks = dict.fromkeys(grounds.mark for grounds in case.grounds if grounds.mark)
    told = [case.about] if case.about else []
    told += [f"How it is known, or parts of it: {mark}." for mark in marks]
    return {**files, NOTE: "\n".join(told) + "\n"} if told else files


def decimal(number: Fraction) -> str:
    """Return a number in decimals: exactly where they end soon, else with 17 digits.

    Examples
    --------
    >>> decimal(Fraction(1, 8)), decimal(Fraction(2, 3)), decimal(Fraction(-3))
    ('0.125', '0.66666666666666667', '-3.0')
    """
    twos = fives = 0
    rest = number.denominator
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    places = max(twos, fives)
    if rest > 1 or places > _MOST_DIGITS:
        found = _LONG.divide(Decimal(number.numerator), Decimal(number.denominator))
        return f"{found:f}"
    digits = f"{abs(number.numerator) * 10**places // number.denominator:0{places + 1}d}"
    whole, after = digits[: len(digits) - places], digits[len(digits) - places :]
    return f"{'-' if number < 0 else ''}{whole}.{after or '0'}"


def plain(value: Value) -> str:
    """Return a value as a file writes it."""
    return value if isinstance(value, str) else f"{value:f}"


def _told(
    case: Case, sheet: Sheet, file: str, upper: int | None, links: bool, left_out: list[str]
) -> Told:
    points = {m.issue.id: _points(sheet, m) for m in case.space.matters}
    for linked in sheet.linked:
        if linked.points.exact is None:
            raise BadInput(
                f"the sheet {sheet.id!r} has an interval for {str(linked.when)!r}",
                instead="write one number",
            )
        if not links:
            left_out.append(f"the link of {sheet.id!r}: {linked.when}")
    unit = Fraction(1, sheet.per_unit)
    best = sum((max(row.values()) for row in points.values()), Fraction(0))
    if upper is not None and sheet.out_of and sheet.out_of > upper * sheet.per_unit:
        unit = Fraction(1, sheet.out_of)
        left_out.append(f"the scale of {sheet.id!r}: its points are divided by {sheet.out_of}")
    elif upper is not None and best * unit > upper + CLOSE_TO_ONE:
        left_out.append(
            f"a scale that ends at {upper}: the utilities of {sheet.id!r} go up to "
            f"{float(best * unit):.6g}"
        )
    if sheet.floor is None:
        left_out.append(f"that the floor of {sheet.id!r} is unknown: it is written as 0")
    elif sheet.floor.exact is None:
        raise BadInput(f"the floor of {sheet.id!r} is an interval", instead="write one number")
    if sheet.exact_to is not None:
        left_out.append(f"that {sheet.id!r} is exact to {sheet.exact_to} decimals only")
    floor = Fraction((sheet.floor.exact if sheet.floor else None) or 0)
    return Told(
        sheet.about,
        case.name_of(sheet.about),
        file,
        {issue: {v: p * unit for v, p in row.items()} for issue, row in points.items()},
        floor * unit,
        unit,
        sheet.linked if links else (),
        sheet.discount,
    )


def _points(sheet: Sheet, matter: Matter) -> dict[Value, Fraction]:
    issue = matter.issue.id
    worth = sheet.worth(issue)
    if worth is None:
        raise BadInput(
            f"the sheet {sheet.id!r} says no points for {issue!r}",
            instead="write what each option is worth, 0 if nothing",
        )
    found: dict[Value, Fraction] = {}
    for value in matter.values():
        points = worth.of(value)
        exact = points.exact if points is not None else None
        if exact is not None:
            found[value] = Fraction(exact)
        elif points is None and worth.line and isinstance(value, Decimal):
            found[value] = _between(worth, value)
        else:
            what = "an interval" if points is not None else "nothing"
            raise BadInput(
                f"the sheet {sheet.id!r} says {what} of {plain(value)!r} of {issue!r}",
                instead="write one number",
            )
    return found


def _between(worth: Worth, value: Decimal) -> Fraction:
    """Return the points at a number on the straight line between the two around it."""
    known = sorted(
        (given, points.exact)
        for given, points in worth.points
        if isinstance(given, Decimal) and points.exact is not None
    )
    below = [one for one in known if one[0] <= value]
    above = [one for one in known if one[0] >= value]
    if not below or not above:
        raise BadInput(
            f"the line of {worth.issue!r} does not reach {value}",
            instead="give the points at both ends",
        )
    (low, first), (high, last) = below[-1], above[0]
    share = Fraction(value - low) / Fraction(high - low)
    return first + share * (last - first)


def _file(id: str, ending: str, left_out: list[str]) -> str:
    name = _UNSAFE.sub("-", id)[:100]
    if name != id:
        left_out.append(f"the id {id!r}: its file is called {name}{ending}")
    return name + ending


def _left_out(case: Case) -> Iterator[str]:
    """Tell what no scenario of another program has a place for."""
    estimates = [sheet for sheet in case.sheets if sheet not in _sheets(case)]
    for what, rows in (
        ("people", case.people),
        ("seats", case.seats),
        ("offers", case.offers),
        ("red lines", case.red_lines),
        ("orders", case.orders),
        ("guarantees", case.guarantees),
        ("texts", (*case.texts, *case.treaties)),
        ("consents", case.consents),
        ("facts", case.happenings),
        ("deadlines", case.deadlines),
        ("estimates", estimates),
        ("sources", case.references),
        ("roles", case.roles),
        ("order of options", case.ordered),
    ):
        if rows:
            yield f"{what} ({len(rows)})"
    for sheet in case.sheets:
        more = len(sheet.rankings) + len(sheet.stakes) + len(sheet.prefers) + len(sheet.red_lines)
        if sheet in _sheets(case) and more:
            yield f"rankings, stakes, comparisons and red lines of {sheet.id!r} ({more})"
    if case.passing is not None:
        yield "whose yes makes a package pass"
    silent = {party.id for party in case.parties} - {s.about for s in case.sheets}
    if silent:
        yield f"parties without a sheet ({len(silent)})"
    for matter in case.space.matters:
        if isinstance(matter, Amount) and matter.unit:
            yield f"the unit of {matter.issue.id!r} ({matter.unit})"
