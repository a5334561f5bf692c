"""Which packages are acceptable to a party whatever its sheet leaves open, and which may be.

A package is acceptable if it keeps the party's red lines and is worth the floor or more. It is
*necessarily* acceptable if that holds in every whole sheet that the partial one may stand for, and
*possibly* if it holds in some. Whole sheets, and orders by themselves, are answered in closed form
and whole numbers; else HiGHS finds the sheet that is hardest on a package, and the kindest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from onetext.analysis.acceptability.closed import extremes
from onetext.analysis.acceptability.listing import Bools, Listing
from onetext.analysis.acceptability.partial import Partial, Row
from onetext.analysis.acceptability.programme import TIE, Programme
from onetext.analysis.acceptability.worth import Bound, Terms, terms

Answers = npt.NDArray[np.int8]
Method = Literal["points", "closed form", "linear programmes"]
YES, NO, OPEN = 1, 0, -1
MOST_PROGRAMMES = 4_000


@dataclass(frozen=True, eq=False, slots=True)
class Verdict:
    """Hold what is sure of packages for one party.

    Parameters
    ----------
    necessary, possible : int8 arrays (packages)
        1 yes, 0 no, -1 not computed: more programmes than allowed would have been needed.
    programmes
        How many linear programmes were solved.
    """

    party: str
    necessary: Answers
    possible: Answers
    method: Method
    programmes: int

    def __repr__(self) -> str:
        yes = [int((a == YES).sum()) for a in (self.necessary, self.possible)]
        return f"Verdict({self.party!r}, {yes[0]} necessarily, {yes[1]} possibly, by {self.method})"


def verdict(
    partial: Partial,
    listing: Listing,
    *,
    most: int = MOST_PROGRAMMES,
    closed: bool = True,
) -> Verdict:
    """Return which packages are necessarily and which possibly acceptable to one party.

    Why it is right: the worth above the floor is linear in a sheet, and the sheets form a polytope
    (or, where it is open which option is best, a union of some that a mixed-integer programme
    covers); so its least and most decide. A most that only just reaches the floor counts if a sheet
    with every order strict reaches it.

    Parameters
    ----------
    most
        Linear programmes allowed for each of the two questions.
    closed
        Whether closed forms may be used; without them all is left to HiGHS.

    Notes
    -----
    A package below the floor in any whole sheet is never called necessarily acceptable: answers
    nearer to the floor than HiGHS can tell are settled in fractions, or left open. Cost: for closed
    forms packages × issues²; else some tenths of a millisecond for each programme, one for each
    different sum at most (a sheet that refutes one package is tried on all).
    """
    red = [listing.met(line.keeps) for line in partial.sheet.red_lines]
    surely = np.logical_and.reduce([s for s, _ in red]) if red else np.ones(len(listing), bool)
    may = np.logical_and.reduce([m for _, m in red]) if red else np.ones(len(listing), bool)
    least = _Asked(partial, listing, "least", surely, most, closed)
    kindest = _Asked(partial, listing, "most", may, most, closed)
    programmes = least.programmes + kindest.programmes
    method: Method = "points" if partial.whole else "closed form"
    if not (least.in_closed_form and kindest.in_closed_form):
        method = "linear programmes"
    return Verdict(partial.party, least.answers, kindest.answers, method, programmes)


def together(answers: Sequence[Answers]) -> Answers:
    """Return what holds for all parties: sheets do not hang on each other, so each by itself.

    Examples
    --------
    >>> together([np.array([1, 1, -1], np.int8), np.array([1, 0, 1], np.int8)]).tolist()
    [1, 0, -1]
    """
    table = np.array(answers)
    found = np.where(
        (table == NO).any(axis=0), NO, np.where((table == OPEN).any(axis=0), OPEN, YES)
    )
    return found.astype(np.int8)


class _Asked:
    """One of the two questions, for all packages of ``kept``; the others are not acceptable."""

    def __init__(
        self, partial: Partial, listing: Listing, bound: Bound, kept: Bools, most: int, closed: bool
    ) -> None:
        self.partial, self.bound, self.most = partial, bound, most
        self.answers = np.full(len(listing), NO, np.int8)
        self.programmes = 0
        self.strict = bound == "most" and not partial.whole and any(r.strict for r in partial.rows)
        places = np.flatnonzero(kept)
        some = listing.of(places)
        found = extremes(partial, some, bound) if closed or partial.whole else None
        self.in_closed_form = found is not None
        if found is not None:
            gap = found[0]
            self.answers[places] = np.where(gap >= 0, YES, NO)
            if self.strict:
                self._settle_ties(some, places, gap == 0)
        elif len(places):
            self.answers[places] = self._by_programmes(terms(partial, some, bound))

    def _settle_ties(self, some: Listing, places: npt.NDArray[np.intp], tied: Any) -> None:
        tied = np.flatnonzero(np.asarray(tied, bool))
        if not len(tied):
            return
        sums = terms(self.partial, some.of(tied), "most")
        first, inverse = sums.patterns()
        answers = np.array([self._reached(sums.costs(int(at))) for at in first], np.int8)
        self.answers[places[tied]] = answers[inverse]

    def _by_programmes(self, sums: Terms) -> Answers:
        """Solve for one sum after another; each sheet found is tried on all that are open."""
        first, inverse = sums.patterns()
        sums = Terms(sums.columns, sums.links, sums.met[:, first], sums.listing.of(first))
        answers = np.full(len(first), OPEN, np.int8)
        sign = 1 if self.bound == "least" else -1
        programme = Programme(self.partial)
        near = TIE * programme.size
        floor = self.partial.floor
        most = self.most if not self.partial.ones else max(1, self.most // 20)
        for at in range(len(first)):
            if answers[at] != OPEN:
                continue
            if self.programmes >= most:
                break
            costs = {c: sign * n for c, n in sums.costs(at).items()}
            costs[floor] = costs.get(floor, 0) - sign
            found = programme.least(costs)
            self.programmes += 1
            assert found is not None, "a sheet without a whole one was let through"
            gap = sign * found[0]
            if abs(gap) <= near:
                answers[at] = self._tie(programme, costs, sign)
            else:
                answers[at] = YES if gap > 0 else NO
            gaps = sums.summed(found[1]) - found[1][floor]
            decided = (gaps < -near) if sign == 1 else (gaps > near)
            answers[(answers == OPEN) & decided] = NO if sign == 1 else YES
        return answers[inverse]

    def _tie(self, programme: Programme, costs: dict[int, int], sign: int) -> int:
        exact = programme.exactly(costs)
        if exact is None:
            return OPEN
        if exact == 0 and self.strict:
            return self._reached({c: sign * n for c, n in costs.items() if c != self.partial.floor})
        return YES if sign * exact >= 0 else NO

    def _reached(self, costs: dict[int, int]) -> int:
        """Tell whether a sheet with every order strict puts a sum at the floor or above."""
        gap = dict(costs)
        gap[self.partial.floor] = gap.get(self.partial.floor, 0) - 1
        row = Row(tuple(sorted(gap.items())), Fraction(0))
        programme = Programme(self.partial, (row,), margin=True)
        margin = {len(programme.lower) - 1: -1}
        found = programme.least(margin)
        self.programmes += 1
        if found is None:
            return NO
        if -found[0] > 1e-4:
            return YES
        exact = programme.exactly(margin)
        return OPEN if exact is None else YES if exact < 0 else NO
