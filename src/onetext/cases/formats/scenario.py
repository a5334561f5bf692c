"""What every format says in the end: the issues, and for each party a table over each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Literal

from onetext.cases.faults import Faults, nearest
from onetext.cases.formats.figures import CLOSE, NOTHING, OFF, ONE, Figure
from onetext.cases.written import Word
from onetext.errors import BadInput, Where
from onetext.terms.case import Case
from onetext.terms.issue import Issue
from onetext.terms.packages.condition import Condition
from onetext.terms.packages.package import Value, number
from onetext.terms.packages.space import Amount, Choice, Matter, Option, Space

Format = Literal["case", "genius", "geniusweb", "negmas", "negolog", "score-tables"]

MOST_VALUES = 100_000
"""Issues with more values than these together are not listed."""
MOST_ISSUES = 1_000


@dataclass(frozen=True, slots=True)
class Part:
    """Hold what one issue is worth to a party: a weight times a factor for each value."""

    issue: str
    factors: Mapping[Value, Figure]
    weight: Figure = ONE


@dataclass(frozen=True, slots=True)
class Box:
    """Hold what a package is worth besides, if it meets a condition over several issues."""

    when: Condition
    worth: Figure


@dataclass(frozen=True, slots=True)
class Profile:
    """Hold what one file says of a party: ``base`` is there whatever is agreed."""

    party: str
    name: str
    parts: tuple[Part, ...]
    floor: Figure
    boxes: tuple[Box, ...] = ()
    base: Figure = NOTHING
    discount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """Hold a case as it was imported: from which files, and what was done that they do not say.

    ``notes`` belong on every output over the case.
    """

    case: Case
    format: Format
    files: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Domain:
    """Gather the issues of a scenario as they are read."""

    id: str
    faults: Faults
    title: str = ""
    matters: list[Matter] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """Return the issues' names in order."""
        return [matter.issue.id for matter in self.matters]

    @property
    def listed(self) -> int:
        """Return how many values the issues have so far."""
        return sum(matter.count or 0 for matter in self.matters)

    @property
    def space(self) -> Space:
        """Return the issues."""
        return Space(tuple(self.matters))

    def matter(self, issue: Word) -> Matter | None:
        """Return the issue of that name; None, and a fault, if there is none."""
        found = next((m for m in self.matters if m.issue.id == issue), None)
        if found is None:
            self.faults.add(
                f"there is no issue {str(issue)!r} in the domain",
                nearest(issue, self.names),
                issue.where,
            )
        return found

    def choice(
        self, name: Word, options: Iterable[Word], *, label: str = "", labels: Iterable[str] = ()
    ) -> None:
        """Add an issue with its options; an option that is listed again counts once, and is told.

        A fault is kept where it has no options, or its name stands twice.
        """
        once: dict[str, str] = {}
        told = [*labels]
        for at, option in enumerate(options):
            if option in once:
                self.notes.append(
                    f"{option.where}: {str(option)!r} is listed again for "
                    f"{str(name)!r}; it counts once"
                )
            once.setdefault(str(option), told[at] if at < len(told) else "")
        if len(once) + self.listed > MOST_VALUES:
            self._too_many(name, len(once) + self.listed)
            return
        self._add(
            name,
            lambda: Choice(
                Issue(str(name), label or str(name)),
                tuple(Option(id, text) for id, text in once.items()),
            ),
        )

    def amount(self, name: Word, low: Figure | None, high: Figure | None) -> None:
        """Add an issue of whole numbers."""
        if low is None or high is None:
            return
        if low.exact.denominator != 1 or high.exact.denominator != 1:
            self.faults.add(
                f"the bounds of {str(name)!r} are no whole numbers",
                "write whole numbers",
                name.where,
            )
        elif high.exact - low.exact + 1 + self.listed > MOST_VALUES:
            self._too_many(name, int(high.exact - low.exact) + 1 + self.listed)
        else:
            bounds = number(int(low.exact)), number(int(high.exact))
            held = Issue(str(name), str(name))
            self._add(name, lambda: Amount(held, *bounds, Decimal(1)))

    def _too_many(self, name: Word, count: int) -> None:
        self.faults.add(
            f"with the issue {str(name)!r} there are {count} values",
            f"leave them {MOST_VALUES} or fewer",
            name.where,
        )

    def _add(self, name: Word, make: Callable[[], Matter]) -> None:
        if str(name) in self.names:
            self.faults.add(f"the issue {str(name)!r} stands twice", "keep one", name.where)
            return
        if len(self.matters) >= MOST_ISSUES:
            self.faults.add(
                f"there are more than {MOST_ISSUES} issues", "leave some out", name.where
            )
            return
        try:
            made = make()
        except BadInput as fault:
            self.faults.keep(fault, name.where)
            return
        self.matters.append(made)


def table(
    matter: Matter, given: Mapping[Word, Figure | None], domain: Domain, place: Where
) -> dict[Value, Figure] | None:
    """Return the worth of each option in the domain's order; None, and a fault, where one lacks.

    The later one counts where a value is given twice.
    """
    issue = matter.issue.id
    values = list(matter.values())
    written = {str(value): value for value in values}
    found: dict[Value, Figure] = {}
    for word, worth in given.items():
        if word not in written:
            domain.faults.add(
                f"the issue {issue!r} has no value {str(word)!r} in the domain",
                nearest(word, written),
                word.where,
            )
        elif worth is not None:
            found[written[word]] = worth
    told = set(map(str, given))
    missing = [text for text in written if text not in told]
    if missing:
        domain.faults.add(
            f"nothing is said of the value {missing[0]!r} of {issue!r}",
            "write what it is worth, 0 if nothing",
            place,
        )
    return {value: found[value] for value in values} if len(found) == len(values) else None


def whole(domain: Domain, parts: Mapping[str, Part | None], place: Where) -> tuple[Part, ...]:
    """Return the parts in the domain's order; an issue that a profile leaves out is a fault."""
    for issue in domain.names:
        if issue not in parts:
            domain.faults.add(
                f"the profile says nothing of the issue {issue!r}",
                "write what its values are worth",
                place,
            )
    return tuple(part for issue in domain.names if (part := parts.get(issue)) is not None)


def weigh(
    parts: Iterable[Part], domain: Domain, place: Where, *, sum_told: Fraction = ONE.exact
) -> None:
    """Note weights that miss 1 as rounded ones do; refuse those that miss it further.

    ``sum_told`` is what the file itself says that they make, where it says so.
    """
    total = sum((part.weight.exact for part in parts), Fraction(0))
    if abs(total - sum_told) > OFF * max(ONE.exact, abs(sum_told)):
        domain.faults.add(
            f"the weights make {float(total):.12g}",
            f"let them make {float(sum_told):.12g}",
            place,
        )
    elif abs(total - 1) > CLOSE:
        domain.notes.append(
            f"{place}: the weights make {float(total):.12g}; they are taken as they stand"
        )
