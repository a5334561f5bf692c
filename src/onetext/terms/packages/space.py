"""What may be agreed: each issue with its options or its bounds, and all packages of them."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from itertools import product
from math import prod

from onetext.errors import BadInput, Where, WrongUse
from onetext.terms.issue import Issue
from onetext.terms.packages.condition import Compare, Condition, atoms, values_of
from onetext.terms.packages.package import Package, Value, name, number

_EXACT = Context(prec=64)
_FINEST = Decimal("0.000000001")


@dataclass(frozen=True, slots=True)
class Option:
    """Name one possible answer to an issue."""

    id: str
    label: str = ""

    def __post_init__(self) -> None:
        name(self.id)


@dataclass(frozen=True, slots=True)
class Choice:
    """Hold an issue that is settled by one of its options, in the order they are put in.

    Raises
    ------
    BadInput
        If there are no options, or one id stands twice.

    Examples
    --------
    >>> truce = Choice(Issue("truce", "Ceasefire"), (Option("full"), Option("partial")))
    >>> list(truce.values()), truce.admits("none")
    (['full', 'partial'], False)
    """

    issue: Issue
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        ids = [option.id for option in self.options]
        if not ids:
            raise BadInput(
                f"the issue {self.issue.id!r} has no options", instead="name at least one"
            )
        seen: set[str] = set()
        for id in ids:
            if id in seen:
                raise BadInput(
                    f"the issue {self.issue.id!r} has the option {id!r} twice", instead="keep one"
                )
            seen.add(id)

    @property
    def count(self) -> int:
        """Return how many ways there are to settle it."""
        return len(self.options)

    def values(self) -> Iterator[Value]:
        """Yield the options' ids in order."""
        return (option.id for option in self.options)

    def admits(self, given: Value) -> bool:
        """Tell whether ``given`` is one of the options."""
        return any(option.id == given for option in self.options)


@dataclass(frozen=True, slots=True)
class Amount:
    """Hold an issue that is settled by a number from ``low`` to ``high``.

    With a ``step`` only low, low + step, low + 2 step … up to high count; without, every number
    between.

    Raises
    ------
    BadInput
        If ``low`` is above ``high``, or the step is not above zero.

    Examples
    --------
    >>> zone = Amount(Issue("zone_km", "Width of the zone"), 10, 40, step=15, unit="km")
    >>> [str(width) for width in zone.values()], zone.admits(Decimal(30))
    (['10', '25', '40'], False)
    """

    issue: Issue
    low: Decimal
    high: Decimal
    step: Decimal | None = None
    unit: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "low", number(self.low))
        object.__setattr__(self, "high", number(self.high))
        if self.low > self.high:
            raise BadInput(
                f"the bounds of {self.issue.id!r} are turned round: {self.low} to {self.high}",
                instead="write the lower one first",
            )
        if self.step is not None:
            object.__setattr__(self, "step", number(self.step))
            if self.step <= 0:
                raise BadInput(
                    f"the step of {self.issue.id!r} is {self.step}", instead="write one above zero"
                )

    @property
    def count(self) -> int | None:
        """Return how many ways there are to settle it, None when every number between counts."""
        if self.low == self.high:
            return 1
        return None if self.step is None else self.steps_to(self.high) + 1

    def steps_to(self, given: Decimal) -> int:
        """Return how many whole steps lie between ``low`` and ``given``, rounded down.

        Without a step the finest is meant, the last decimal that a number may have.
        """
        low, high, step = (
            int(_EXACT.scaleb(n, 9)) for n in (self.low, given, self.step or _FINEST)
        )
        return (high - low) // step

    def at_step(self, taken: int) -> Decimal:
        """Return the number that many steps above ``low``."""
        return number(_EXACT.fma(self.step or _FINEST, Decimal(taken), self.low))

    def values(self) -> Iterator[Value]:
        """Yield the numbers in order.

        Raises
        ------
        WrongUse
            If every number between counts.
        """
        count = self.count
        if count is None:
            raise WrongUse(f"{self.issue.id!r} takes any number", instead="give it a step")
        return (self.at_step(taken) for taken in range(count))

    def admits(self, given: Value) -> bool:
        """Tell whether ``given`` is a number that counts."""
        if isinstance(given, str) or not self.low <= given <= self.high:
            return False
        return self.step is None or self.at_step(self.steps_to(given)) == given


Matter = Choice | Amount


@dataclass(frozen=True, slots=True)
class Space:
    """Hold all issues on the table, in the order of the agenda.

    Raises
    ------
    BadInput
        If an issue stands twice.

    Examples
    --------
    >>> a = Choice(Issue("a", "A"), (Option("x"), Option("y")))
    >>> b = Choice(Issue("b", "B"), (Option("no"), Option("yes")))
    >>> Space((a, b)).count, next(Space((a, b)).packages())
    (4, Package(a=x, b=no))
    """

    matters: tuple[Matter, ...]

    def __post_init__(self) -> None:
        ids = [matter.issue.id for matter in self.matters]
        for id in ids:
            if ids.count(id) > 1:
                raise BadInput(f"the issue {id!r} stands twice", instead="keep one")

    def matter(self, issue: str) -> Matter | None:
        """Return the issue of that id with its options, None if it is not on the table."""
        return next((m for m in self.matters if m.issue.id == issue), None)

    @property
    def count(self) -> int | None:
        """Return how many whole packages there are, None when a number has no step."""
        counts = [matter.count for matter in self.matters]
        return None if None in counts else prod(count for count in counts if count is not None)

    def packages(self, within: Mapping[str, Value] | None = None) -> Iterator[Package]:
        """Yield every whole package that completes ``within``, the first issue turning slowest.

        Raises
        ------
        WrongUse
            If an open issue takes any number.

        Notes
        -----
        Cost: one package for each combination of the open issues; nothing is kept.
        """
        held = Package.of(within or {})
        ids = [matter.issue.id for matter in self.matters]
        ways = [
            (held[matter.issue.id],) if matter.issue.id in held else tuple(matter.values())
            for matter in self.matters
        ]
        for chosen in product(*ways):
            yield Package.of({**held, **dict(zip(ids, chosen, strict=True))})

    def check_package(self, package: Mapping[str, Value]) -> None:
        """Refuse a package that names what is not on the table.

        Raises
        ------
        BadInput
            With the nearest id that is.
        """
        for issue, chosen in Package.of(package).chosen:
            self._check(issue, (chosen,), None, ordered=False)

    def check_condition(self, condition: Condition) -> None:
        """Refuse a condition that names an issue or option that is not on the table.

        Raises
        ------
        BadInput
            With the place in the file, and the nearest id that is.

        Examples
        --------
        >>> from onetext.terms.packages.condition_parser import parse
        >>> truce = Choice(Issue("truce", "Ceasefire"), (Option("full"), Option("no")))
        >>> Space((truce,)).check_condition(parse("truce = ful"))
        Traceback (most recent call last):
        onetext.errors.BadInput: 1:1: the issue 'truce' has no option 'ful', write 'full'
        """
        for atom in atoms(condition):
            ordered = isinstance(atom, Compare) and atom.sign not in ("=", "!=")
            self._check(atom.issue, values_of(atom), atom.where, ordered=ordered)

    def _check(
        self, issue: str, given: tuple[Value, ...], where: Where | None, *, ordered: bool
    ) -> None:
        matter = self.matter(issue)
        if matter is None:
            ids = [m.issue.id for m in self.matters]
            raise BadInput(
                f"there is no issue {issue!r}", instead=_nearest(issue, ids), where=where
            )
        for found in given:
            if isinstance(matter, Choice):
                if ordered:
                    raise BadInput(
                        f"{issue!r} is no number",
                        instead="compare it with = or !=, not by size",
                        where=where,
                    )
                if not matter.admits(found):
                    options = [option.id for option in matter.options]
                    raise BadInput(
                        f"the issue {issue!r} has no option {str(found)!r}",
                        instead=_nearest(str(found), options),
                        where=where,
                    )
            elif isinstance(found, str) or (not ordered and not matter.admits(found)):
                low, high, step = matter.low, matter.high, matter.step
                raise BadInput(
                    f"{found} is no value of {issue!r}",
                    instead=f"write a number from {low} to {high} in steps of {step}"
                    if step
                    else f"write a number from {low} to {high}",
                    where=where,
                )


def _nearest(given: str, known: list[str]) -> str:
    alike = [id for id in known if id.casefold() == given.casefold()]
    close = alike or difflib.get_close_matches(given, known, n=1)
    if close:
        return f"write {close[0]!r}"
    return f"write one of {', '.join(repr(id) for id in known)}" if known else ""
