"""How large a space is, how far its issues hang together, and what listing it will cost."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

from onetext.analysis.space.linkage import cells, factors, groups
from onetext.analysis.space.tables import Problem


@dataclass(frozen=True, slots=True)
class Size:
    """Hold the measures of a problem.

    Parameters
    ----------
    packages
        As listed, an exact whole number: options that stand twice count twice.
    distinct
        With options that are worth the same to everybody counted once; None with linked issues.
    groups
        The sets of issues that hang together, largest first; issues by themselves are left out.
    width
        The most issues that a message of the elimination lies over: 0 without links.
    combinations
        Combinations of linked options that the elimination goes through, for each vector in play.
    listable
        Whether links and rules are small enough to be written out at all; if not, HiGHS solves.
    seconds
        A rough prediction for listing the efficient set, from ``expected`` vectors.
    """

    packages: int
    distinct: int | None
    parties: int
    groups: tuple[tuple[str, ...], ...]
    width: int
    combinations: int
    listable: bool
    expected: int
    seconds: float


def size(problem: Problem) -> Size:
    """Return the measures of a problem without solving it.

    Notes
    -----
    The prediction is an order of magnitude: from random tables, the efficient set has some
    n^(P - 1) vectors, n the steps that the issues' options make, within the number of packages; its
    filter takes some microseconds a vector. Cost: microseconds for each option and link.

    Examples
    --------
    >>> from onetext.analysis.space.tables import problem
    >>> found = size(problem([[[1, 0], [0, 1], [0, 1]]] * 30))
    >>> found.packages == 3**30, found.distinct == 2**30, found.width
    (True, True, 0)
    """
    found = groups(problem)
    linked = [group for group in found if len(group.issues) > 1]
    through = sum(cells(problem, group) for group in linked)
    different = [len({tuple(row) for row in rows.tolist()}) for rows in problem.own]
    parties = len(problem.parties)
    steps = sum(min(count - 1, 4) for count in different) / 2 + 1
    expected = int(min(problem.packages, steps ** (parties - 1)))
    messages = max((len(group.issues) ** (parties - 1) for group in linked), default=0)
    each = {1: 1e-6, 2: 2e-6, 3: 4e-6, 4: 4e-6}.get(parties, 12e-6)
    return Size(
        packages=problem.packages,
        distinct=None if linked or problem.boxes or problem.bars else prod(different),
        parties=parties,
        groups=tuple(
            tuple(problem.issues[i] for i in group.issues)
            for group in sorted(linked, key=lambda g: -len(g.issues))
        ),
        width=max((group.width for group in found), default=0),
        combinations=through,
        listable=factors(problem) is not None,
        expected=expected,
        seconds=1e-3 + each * expected + 2e-8 * through * messages,
    )
