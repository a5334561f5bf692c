"""A problem to solve: issues with their options, and what each package is worth to each party.

Utilities are held as whole units, so that sums are exact in whatever order they are taken. Points
that are whole, or have a common denominator below 2^53, are held exactly (``tolerance`` 0). Others
are rounded to a grid of some 2^-52 of their range; then values closer than the tolerance (1e-9 of
the range, unless told) count as equal, and every result says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from onetext.analysis.space.whole import Scaled, scaled
from onetext.errors import BadInput

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
NO_FLOOR = -(2**62)


@dataclass(frozen=True, eq=False, slots=True)
class Link:
    """Hold a table over several issues.

    Parameters
    ----------
    issues
        Places of the issues, increasing, two or more.
    points : int64 array (options of the first, options of the second, …, parties), units
    """

    issues: tuple[int, ...]
    points: Ints


@dataclass(frozen=True, eq=False, slots=True)
class Box:
    """Hold points for meeting several issues' options at once, as Genius's hyper-rectangles do.

    Parameters
    ----------
    issues
        Places of the issues, increasing; one or more.
    within : one bool array (options) for each issue
        A package meets the box if each of its options is within.
    points : int64 array (parties), units
    """

    issues: tuple[int, ...]
    within: tuple[Bools, ...]
    points: Ints


@dataclass(frozen=True, eq=False, slots=True)
class Bar:
    """Hold what packages are allowed: a rule, an exclusion, a conditional offer.

    Parameters
    ----------
    issues
        Places of the issues, increasing.
    allowed : bool array (options of the first, options of the second, …)
    why
        Whose or which rule it is, for what is printed.
    """

    issues: tuple[int, ...]
    allowed: Bools
    why: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Problem:
    """Hold a space of packages with every party's utilities; make it with `problem`.

    Parameters
    ----------
    own : one int64 array (options, parties) for each issue, units
        What each option is worth by itself.
    links, boxes, bars
        Values and rules over several issues.
    base : int64 array (parties), units
        What every package is worth at least to begin with.
    floors : int64 array (parties), units
        Reservation values; `NO_FLOOR` where a party has none.
    unit
        A party's utility in its own scale is units times this.
    tolerance
        Units within which a party's utilities count as equal; 0 where they are exact.

    Notes
    -----
    Arrays are read-only copies; nothing given is ever changed.
    """

    parties: tuple[str, ...]
    issues: tuple[str, ...]
    options: tuple[tuple[Any, ...], ...]
    own: tuple[Ints, ...]
    links: tuple[Link, ...]
    boxes: tuple[Box, ...]
    bars: tuple[Bar, ...]
    base: Ints
    floors: Ints
    unit: tuple[Fraction, ...]
    tolerance: tuple[int, ...]

    @property
    def counts(self) -> tuple[int, ...]:
        """Return how many options each issue has, those listed twice counted twice."""
        return tuple(len(rows) for rows in self.own)

    @property
    def packages(self) -> int:
        """Return how many packages there are as listed, rules aside: an exact whole number."""
        return prod(self.counts)

    @property
    def exact(self) -> bool:
        """Tell whether utilities are held without rounding."""
        return not any(self.tolerance)

    def utilities(self, chosen: npt.NDArray[np.integer[Any]]) -> Ints:
        """Return the utilities of packages.

        Parameters
        ----------
        chosen : int array (packages, issues)
            Places of the options.

        Returns
        -------
        int64 array (packages, parties), units

        Examples
        --------
        >>> p = problem([[[3, 0], [0, 3]], [[1, 0], [0, 1]]])
        >>> p.utilities(np.array([[0, 0], [0, 1]])).tolist()
        [[4, 0], [3, 1]]
        """
        worth = np.tile(self.base, (len(chosen), 1))
        for issue, rows in enumerate(self.own):
            worth += rows[chosen[:, issue]]
        for link in self.links:
            worth += link.points[tuple(chosen[:, issue] for issue in link.issues)]
        for box in self.boxes:
            met = np.ones(len(chosen), bool)
            for issue, within in zip(box.issues, box.within, strict=True):
                met &= within[chosen[:, issue]]
            worth += met[:, None] * box.points
        return worth

    def allowed(self, chosen: npt.NDArray[np.integer[Any]]) -> Bools:
        """Tell which packages no rule bars: bool array (packages)."""
        free = np.ones(len(chosen), bool)
        for bar in self.bars:
            free &= bar.allowed[tuple(chosen[:, issue] for issue in bar.issues)]
        return free

    @property
    def lowest(self) -> Ints:
        """Return the least units that count as at a party's floor: int64 array (parties)."""
        return np.where(self.floors == NO_FLOOR, NO_FLOOR, self.floors - np.array(self.tolerance))

    def acceptable(self, utilities: Ints) -> Bools:
        """Tell which utilities are at or above each party's floor: same shape, bool."""
        return np.asarray(utilities >= self.lowest)

    def in_scale(self, units: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
        """Return units in the parties' own scales: float64 array of the same shape."""
        scale = np.array([float(u) for u in self.unit])
        return np.asarray(np.array(units, dtype=np.float64) * scale)

    def package(self, chosen: Sequence[int]) -> dict[str, Any]:
        """Return a package as issue → option, from the options' places.

        Examples
        --------
        >>> problem([[[3], [0]]], issues=["truce"], options=[["full", "no"]]).package([1])
        {'truce': 'no'}
        """
        pairs = zip(self.issues, self.options, chosen, strict=True)
        return {issue: names[place] for issue, names, place in pairs}

    def places(self, package: Mapping[str, Any]) -> tuple[int, ...]:
        """Return the places of a package's options.

        Raises
        ------
        BadInput
            If an issue is open or an option unknown.
        """
        found = []
        for issue, names in zip(self.issues, self.options, strict=True):
            if package.get(issue) not in names:
                raise BadInput(
                    f"the package settles {issue!r} by {package.get(issue)!r}",
                    instead=f"write one of {', '.join(map(repr, names))}",
                )
            found.append(names.index(package[issue]))
        return tuple(found)

    def with_floors(self, floors: Ints) -> Problem:
        """Return the problem with other floors: int64 array (parties), units."""
        return replace(self, floors=_kept(floors))

    def of_parties(self, some: Sequence[int]) -> Problem:
        """Return the problem as only some parties see it, in the order given."""
        at = list(some)
        return replace(
            self,
            parties=tuple(self.parties[p] for p in at),
            own=tuple(_kept(rows[:, at]) for rows in self.own),
            links=tuple(Link(one.issues, _kept(one.points[..., at])) for one in self.links),
            boxes=tuple(Box(b.issues, b.within, _kept(b.points[at])) for b in self.boxes),
            base=_kept(self.base[at]),
            floors=_kept(self.floors[at]),
            unit=tuple(self.unit[p] for p in at),
            tolerance=tuple(self.tolerance[p] for p in at),
        )


def problem(
    own: Sequence[Any],
    *,
    floors: Sequence[Any] | None = None,
    parties: Sequence[str] | None = None,
    issues: Sequence[str] | None = None,
    options: Sequence[Sequence[Any]] | None = None,
    links: Sequence[tuple[Sequence[int], Any]] = (),
    boxes: Sequence[tuple[Mapping[int, Any], Any]] = (),
    bars: Sequence[tuple[Sequence[int], Any] | tuple[Sequence[int], Any, str]] = (),
    base: Sequence[Any] | None = None,
    tolerance: float = 1e-9,
) -> Problem:
    """Return the problem that arrays write out.

    Parameters
    ----------
    own : for each issue an array (options, parties)
        In the parties' own scales: int, float (taken by its shortest decimal), or Fraction objects.
    floors : (parties)
        Reservation values in own scale; None or -inf for a party without one.
    links
        Pairs (places of issues, array (options, …, parties)).
    boxes
        Pairs ({place of issue: bool array (options)}, array (parties)).
    bars
        Pairs (places of issues, bool array (options, …): what is allowed); a reason may follow.
    base : (parties)
        What every package is worth besides.
    tolerance
        Share of a party's range within which utilities count as equal, where they are not exact.

    Raises
    ------
    BadInput
        If shapes do not fit, a value is not finite, or an issue has no options.

    Examples
    --------
    >>> p = problem([[[0.5, 0.0], [0.1, 0.3]], [[0.2, 0.0], [0.0, 0.4]]], floors=[0.3, None])
    >>> p.packages, p.exact, p.unit[0], p.floors[0]
    (4, True, Fraction(1, 10), np.int64(3))
    """
    if not own:
        raise BadInput("no issue is on the table", instead="name one at least")
    rows = [_array(table, 2, f"the table of issue {n}") for n, table in enumerate(own, start=1)]
    width = rows[0].shape[1]
    for n, table in enumerate(rows, start=1):
        if table.shape[1] != width or not len(table) or not width:
            raise BadInput(
                f"the table of issue {n} has the shape {table.shape}",
                instead=f"give a row for each option with {width} utilities",
            )
    counts = [len(table) for table in rows]
    linked = [_linked(at, points, counts, width) for at, points in links]
    boxed = [_boxed(within, points, counts, width) for within, points in boxes]
    ground = _array(np.zeros(width, int) if base is None else base, 1, "the base")
    tables = [*rows, *(t for _, t in linked), *(points for _, _, points in boxed), ground[None]]
    asked = [None] * width if floors is None else [_floor(f) for f in floors]
    if len(asked) != width:
        raise BadInput(f"{len(asked)} floors for {width} parties", instead="give each its own")
    by_party = [
        scaled([t[..., p].ravel() for t in tables], asked[p], tolerance) for p in range(width)
    ]
    return _made(by_party, rows, linked, boxed, _barred(bars, counts), parties, issues, options)


def _made(
    by_party: list[Scaled],
    rows: list[npt.NDArray[Any]],
    linked: list[tuple[tuple[int, ...], npt.NDArray[Any]]],
    boxed: list[tuple[tuple[int, ...], tuple[Bools, ...], npt.NDArray[Any]]],
    barred: tuple[Bar, ...],
    parties: Sequence[str] | None,
    issues: Sequence[str] | None,
    options: Sequence[Sequence[Any]] | None,
) -> Problem:
    shapes = [t.shape for t in rows] + [t.shape for _, t in linked] + [t.shape for *_, t in boxed]
    shapes.append((1, len(by_party)))
    columns = [
        _kept(np.stack([party.cells[n] for party in by_party], axis=-1).reshape(shape))
        for n, shape in enumerate(shapes)
    ]
    n, m = len(rows), len(rows) + len(linked)
    floors = [NO_FLOOR if party.floor is None else party.floor for party in by_party]
    found = Problem(
        parties=tuple(parties or (f"party {p + 1}" for p in range(len(by_party)))),
        issues=tuple(issues or (f"issue {i + 1}" for i in range(n))),
        options=tuple(tuple(o) for o in options or (range(len(t)) for t in rows)),
        own=tuple(columns[:n]),
        links=tuple(Link(at, t) for (at, _), t in zip(linked, columns[n:m], strict=True)),
        boxes=tuple(Box(a, w, t) for (a, w, _), t in zip(boxed, columns[m:-1], strict=True)),
        bars=barred,
        base=_kept(columns[-1][0]),
        floors=_kept(np.array(floors, np.int64)),
        unit=tuple(party.unit for party in by_party),
        tolerance=tuple(party.tolerance for party in by_party),
    )
    named = (len(found.parties), len(found.issues), tuple(map(len, found.options)))
    if named != (len(by_party), n, found.counts):
        raise BadInput(
            f"names for {named[0]} parties, {named[1]} issues, {named[2]} options",
            instead=f"name {len(by_party)}, {n} and {found.counts}",
        )
    return found


def _kept(given: npt.NDArray[Any]) -> Ints:
    found = np.array(given, dtype=np.int64)
    found.setflags(write=False)
    return found


def _array(given: Any, axes: int, what: str) -> npt.NDArray[Any]:
    try:
        found = np.asarray(given)
    except ValueError:
        raise BadInput(f"{what} is ragged", instead="give rows of one length") from None
    if found.ndim != axes or found.dtype.kind not in "iufO":
        raise BadInput(f"{what} is no table of numbers", instead=f"give {axes} axes of numbers")
    return found


def _floor(given: Any) -> Any:
    if given is None or given == -np.inf:
        return None
    return int(given) if isinstance(given, int | np.integer) else given


def _places(at: Sequence[int], counts: list[int]) -> tuple[int, ...]:
    if list(at) != sorted(set(at)) or not at or not 0 <= at[0] <= at[-1] < len(counts):
        raise BadInput(f"the issues {list(at)}", instead="name issues of the table, in order")
    return tuple(int(i) for i in at)


def _linked(
    at: Sequence[int], points: Any, counts: list[int], width: int
) -> tuple[tuple[int, ...], npt.NDArray[Any]]:
    places = _places(at, counts)
    table = _array(points, len(places) + 1, f"the link of the issues {list(at)}")
    if table.shape != (*(counts[i] for i in places), width):
        raise BadInput(f"the link of the issues {list(at)} has the shape {table.shape}")
    return places, table


def _boxed(
    within: Mapping[int, Any], points: Any, counts: list[int], width: int
) -> tuple[tuple[int, ...], tuple[Bools, ...], npt.NDArray[Any]]:
    places = _places(sorted(within), counts)
    masks = tuple(np.array(within[i], dtype=bool) for i in places)
    table = _array(points, 1, "the points of a box")
    if table.shape != (width,) or [len(m) for m in masks] != [counts[i] for i in places]:
        raise BadInput(f"the box over the issues {list(places)} does not fit them")
    return places, masks, table


def _barred(bars: Sequence[Sequence[Any]], counts: list[int]) -> tuple[Bar, ...]:
    found = []
    for at, allowed, *why in bars:
        places, mask = _places(at, counts), np.array(allowed, dtype=bool)
        if mask.shape != tuple(counts[i] for i in places):
            raise BadInput(f"the rule over the issues {list(at)} has the shape {mask.shape}")
        mask.setflags(write=False)
        found.append(Bar(places, mask, *why))
    return tuple(found)
