"""A party's preferences: its own, or somebody's estimate of them; what is not said stays unknown.

A sheet may hold points, rankings, intervals, comparisons and red lines, in any mix and for some of
the issues only. Each narrows the whole sheets that it may stand for; nothing is filled in. Points
are whole, so that sums are exact. A package is worth the sum of its options' points and of the
links that it meets, if all these are known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal, get_args

from onetext.errors import BadInput
from onetext.terms.offers.linkage import RedLine
from onetext.terms.packages.condition import Condition, names
from onetext.terms.packages.package import Package, Value, name

Basis = Literal["own", "estimate"]
MOST_POINTS = 2**53 - 1
"""Beyond it sums in floating point, as others compute them, would not be exact."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Hold points known to lie from ``low`` to ``high``, both included; None for no bound.

    Raises
    ------
    BadInput
        If the bounds are turned round, not whole, or beyond 2^53.

    Examples
    --------
    >>> Interval.at(5).exact, Interval(3, None).exact
    (5, None)
    """

    low: int | None
    high: int | None

    def __post_init__(self) -> None:
        for bound in (self.low, self.high):
            if bound is not None and (type(bound) is not int or abs(bound) > MOST_POINTS):
                raise BadInput(f"{bound} points", instead="write whole points below 2^53")
        if self.low is None and self.high is None:
            raise BadInput("an interval without bounds says nothing", instead="leave it out")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise BadInput(
                f"the points {self.low} to {self.high} are turned round",
                instead="write the lower number first",
            )

    @classmethod
    def at(cls, points: int) -> Interval:
        """Return the interval of one number."""
        return cls(points, points)

    @property
    def exact(self) -> int | None:
        """Return the one number it holds, None if it holds more."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True, slots=True)
class Worth:
    """Say what the options of one issue are worth; an option left out is unknown.

    Parameters
    ----------
    points
        Pairs (option's id or number, points), each option once.
    line
        For an issue that is a number: between two numbers given, in order of size, the points lie
        on a straight line (not whole everywhere). Without it only the numbers given are known.

    Raises
    ------
    BadInput
        If an option stands twice, or a line has fewer than two numbers or an interval.
    """

    issue: str
    points: tuple[tuple[Value, Interval], ...]
    line: bool = False

    def __post_init__(self) -> None:
        name(self.issue)
        refuse_twice(f"the points of {self.issue!r} name", [str(v) for v, _ in self.points])
        if not self.points:
            raise BadInput(f"no points for {self.issue!r}", instead="leave the issue out")
        if self.line and (len(self.points) < 2 or any(isinstance(v, str) for v, _ in self.points)):
            raise BadInput(
                f"no line runs through the points of {self.issue!r}",
                instead="give the points at two numbers or more",
            )
        if self.line and any(interval.exact is None for _, interval in self.points):
            raise BadInput(
                f"the line of {self.issue!r} runs through an interval",
                instead="write one number at each place",
            )

    def of(self, option: Value) -> Interval | None:
        """Return what is said of one option in so many words, None if nothing is."""
        return next((interval for value, interval in self.points if value == option), None)


@dataclass(frozen=True, slots=True)
class Linked:
    """Say what a package is worth besides, if it meets a condition over several issues.

    With conditions such as ``a = x and b = y`` these write any table over several issues; with
    bounds on numbers, the boxes of Genius's hyper-rectangles.

    Raises
    ------
    BadInput
        If the condition names fewer than two issues.
    """

    when: Condition
    points: Interval

    def __post_init__(self) -> None:
        if len(names(self.when)) < 2:
            raise BadInput(
                f"{str(self.when)!r} links no issues",
                instead="give points of one issue under points",
            )

    @property
    def issues(self) -> tuple[str, ...]:
        """Return the issues that it links."""
        return names(self.when)


@dataclass(frozen=True, slots=True)
class Ranking:
    """Order the options of one issue, best first; those of one group are as good as each other.

    An option left out stands nowhere in the order.

    Raises
    ------
    BadInput
        If there are fewer than two options, or one stands twice.
    """

    issue: str
    groups: tuple[tuple[Value, ...], ...]

    def __post_init__(self) -> None:
        name(self.issue)
        every = [str(value) for group in self.groups for value in group]
        refuse_twice(f"the ranking of {self.issue!r} names", every)
        if len(every) < 2 or not all(self.groups):
            raise BadInput(
                f"the ranking of {self.issue!r} orders nothing", instead="name two options or more"
            )


@dataclass(frozen=True, slots=True)
class Stake:
    """Say how many points lie between the worst and the best option of an issue."""

    issue: str
    points: Interval

    def __post_init__(self) -> None:
        if self.points.low is not None and self.points.low < 0:
            raise BadInput(f"the stake in {self.issue!r} is negative", instead="write 0 or more")


@dataclass(frozen=True, slots=True)
class Preference:
    """Compare two packages that settle the same issues, whatever becomes of the others.

    Raises
    ------
    BadInput
        If they settle different issues, or are the same.
    """

    better: Package
    worse: Package
    equal: bool = False

    def __post_init__(self) -> None:
        if set(self.better) != set(self.worse) or not self.better:
            raise BadInput(
                "two packages compared settle different issues",
                instead="settle the same issues in both",
            )
        if self.better == self.worse:
            raise BadInput("a package is compared with itself", instead="change one of them")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hold what is known or estimated of one party's preferences.

    Parameters
    ----------
    owner
        The party at whose desk the sheet lies.
    about
        The party whose preferences they are.
    basis
        ``own``: told by the owner about itself. ``estimate``: the owner's estimate, and every
        result says so; what it rests on are the sheet's `Grounds` in the case.
    floor
        The reservation value: what a package must be worth to be as good as no deal. None: unknown.
    stakes_ranking
        Issues in groups, those with most at stake first (swing order).
    out_of
        What the best package is worth, where the sheet's maker wrote it down.
    unknown
        Issues of which the maker says that nothing is known; leaving them out means no less.
    per_unit
        How many points make one of the unit that results are told in: 1, unless the sheet comes
        from a file with broken numbers (``utility`` turns points back).
    exact_to
        After how many decimals of that unit the points may differ from the file they come from,
        because its numbers have no common denominator below 2^53; None: exact.
    discount
        What is left of a utility when the talks last to the end of their time, as a share; results
        over packages leave it out.

    Raises
    ------
    BadInput
        If it is ``own`` but about another or an ``estimate`` of oneself, or says one thing twice.

    Examples
    --------
    >>> sheet = Sheet("s", "arn", "arn", worths=(
    ...     Worth("truce", (("full", Interval.at(30)), ("none", Interval.at(0)))),), floor=None)
    >>> sheet.worth("truce").of("full").exact, sheet.worth("land") is None, sheet.told
    (30, True, '')
    """

    id: str
    owner: str
    about: str
    basis: Basis = "own"
    floor: Interval | None = None
    worths: tuple[Worth, ...] = ()
    linked: tuple[Linked, ...] = ()
    rankings: tuple[Ranking, ...] = ()
    stakes_ranking: tuple[tuple[str, ...], ...] = ()
    stakes: tuple[Stake, ...] = ()
    prefers: tuple[Preference, ...] = ()
    red_lines: tuple[RedLine, ...] = ()
    out_of: int | None = None
    unknown: tuple[str, ...] = ()
    per_unit: int = 1
    exact_to: int | None = field(default=None, compare=False)
    discount: Decimal | None = None

    def __post_init__(self) -> None:
        name(self.id)
        name(self.owner)
        self._check_unit()
        if self.basis not in get_args(Basis):
            raise BadInput(f"the basis {self.basis!r}", instead="write own or estimate")
        if (self.basis == "own") is not (self.owner == self.about):
            raise BadInput(
                f"the sheet {self.id!r} of {self.owner!r} about {self.about!r} is {self.basis!r}",
                instead="write own about oneself, estimate about others",
            )
        for what, issues in (
            ("points for", [worth.issue for worth in self.worths]),
            ("a ranking of", [ranking.issue for ranking in self.rankings]),
            ("a stake in", [stake.issue for stake in self.stakes]),
            ("in its order of stakes", [i for group in self.stakes_ranking for i in group]),
            ("as unknown", list(self.unknown)),
        ):
            refuse_twice(f"the sheet {self.id!r} has {what}", issues)
        for issue in self.unknown:
            if issue in self.issues:
                raise BadInput(
                    f"the sheet {self.id!r} calls {issue!r} unknown and says something of it",
                    instead="keep one",
                )
        for line in self.red_lines:
            if line.by != self.about:
                raise BadInput(
                    f"the red line {line.id!r} on the sheet {self.id!r} is drawn by {line.by!r}",
                    instead=f"write one of {self.about!r}",
                )
        self._check_sum()

    @property
    def issues(self) -> tuple[str, ...]:
        """Return the issues of which it says something, in the order of their ids."""
        said = {
            *(worth.issue for worth in self.worths),
            *(ranking.issue for ranking in self.rankings),
            *(stake.issue for stake in self.stakes),
            *(issue for group in self.stakes_ranking for issue in group),
            *(issue for linked in self.linked for issue in linked.issues),
            *(issue for preference in self.prefers for issue in preference.better),
            *(issue for line in self.red_lines for issue in names(line.keeps)),
        }
        return tuple(sorted(said))

    @property
    def told(self) -> str:
        """Return what every result over it says: ``as X estimates Y``; empty for an own sheet."""
        return "" if self.basis == "own" else f"as {self.owner} estimates {self.about}"

    def worth(self, issue: str) -> Worth | None:
        """Return the points of one issue, None if there are none."""
        return next((worth for worth in self.worths if worth.issue == issue), None)

    def ranking(self, issue: str) -> Ranking | None:
        """Return the order of one issue's options, None if there is none."""
        return next((ranking for ranking in self.rankings if ranking.issue == issue), None)

    def utility(self, points: int) -> Fraction:
        """Return points in the unit that results are told in.

        Examples
        --------
        >>> Sheet("s", "arn", "arn", per_unit=1000).utility(250)
        Fraction(1, 4)
        """
        return Fraction(points, self.per_unit)

    def _check_unit(self) -> None:
        if not 1 <= self.per_unit <= MOST_POINTS:
            raise BadInput(f"{self.per_unit} points to a unit", instead="write 1 or more")
        if self.exact_to is not None and not 0 <= self.exact_to <= 99:
            raise BadInput(f"exact to {self.exact_to} decimals", instead="write 0 to 99")
        if self.discount is not None and not (self.discount.is_finite() and 0 < self.discount <= 1):
            raise BadInput(f"the discount {self.discount}", instead="write a share up to 1")

    def _check_sum(self) -> None:
        """Refuse exact points whose best do not make ``out_of``; links and intervals say less."""
        bests = [_best(worth) for worth in self.worths]
        if self.out_of is None or self.linked or not bests or None in bests:
            return
        best = sum(points for points in bests if points is not None)
        if best > self.out_of:
            raise BadInput(
                f"the best options of the sheet {self.id!r} make {best} points",
                instead=f"let them make {self.out_of}, as out_of says",
            )


def _best(worth: Worth) -> int | None:
    exact = [interval.exact for _, interval in worth.points]
    return None if None in exact else max(points for points in exact if points is not None)


def refuse_twice(what: str, ids: Iterable[str]) -> None:
    """Refuse a list in which an id stands twice.

    Raises
    ------
    BadInput
        With what is said and the id.
    """
    seen: set[str] = set()
    for id in ids:
        if id in seen:
            raise BadInput(f"{what} {id!r} twice", instead="keep one")
        seen.add(id)
