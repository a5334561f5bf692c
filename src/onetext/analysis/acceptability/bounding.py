"""What the points of each option may lie between, where a sheet gives an issue any points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from onetext.analysis.acceptability.ordering import Ordering
from onetext.analysis.acceptability.partial import unbounded
from onetext.terms.packages.package import Value
from onetext.terms.sheet import Sheet, Worth

End = Fraction | None
Span = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Frame:
    """Hold how a sheet is read: what the normalisation takes from what it says.

    Where statements are left out to find what clashes, the frame stays that of the whole sheet.

    Parameters
    ----------
    pointed
        Issues with points.
    below
        Those of them in which something is said to be worth less than 0.
    told
        Whether every option has its points told, so that nothing need add up.
    nameless
        Whether there are no numbers at all.
    """

    pointed: frozenset[str]
    below: frozenset[str]
    told: bool
    nameless: bool


def frame_of(sheet: Sheet, options: Mapping[str, Sequence[Value]]) -> Frame:
    """Return how a sheet is read."""
    pointed = {worth.issue for worth in sheet.worths}
    below = {
        worth.issue
        for worth in sheet.worths
        if any(end is not None and end < 0 for _, i in worth.points for end in (i.low, i.high))
    }
    numbers = sheet.worths or sheet.linked or sheet.stakes or sheet.floor or sheet.out_of
    return Frame(frozenset(pointed), frozenset(below), all_told(sheet, options), not bool(numbers))


def bounded(
    sheet: Sheet,
    options: Mapping[str, Sequence[Value]],
    orders: Mapping[str, Ordering],
    scale: Fraction | None,
    frame: Frame,
    cap: Fraction | None = None,
) -> dict[str, tuple[Span, ...]]:
    """Return, for each issue with points, what each option's worth lies between.

    Ends that are told stay as told. The others follow from the order, the stake, and what the other
    issues leave of ``scale``, at last from ``cap``.

    Raises
    ------
    BadInput
        If nothing bounds an option.

    Notes
    -----
    Cost: the square of the options of an issue.
    """
    told: dict[str, list[tuple[End, End]]] = {}
    for issue in options:
        if issue in frame.pointed:
            worth = sheet.worth(issue)
            ends = [_told(worth, option) for option in options[issue]]
            below = issue in frame.below
            told[issue] = _derived(ends, orders[issue], _stake(sheet, issue), below=below)
    left = {issue: _left(issue, sheet, options, told, scale) for issue in told}
    return {
        issue: tuple(_closed(sheet, issue, low, high, left[issue], cap) for low, high in ends)
        for issue, ends in told.items()
    }


def all_told(sheet: Sheet, options: Mapping[str, Sequence[Value]]) -> bool:
    """Tell whether the sheet says in so many words what every option is worth, in one number."""
    for issue, some in options.items():
        worth = sheet.worth(issue)
        if worth is None:
            return False
        ends = [_told(worth, option) for option in some]
        if any(low is None or low != high for low, high in ends):
            return False
    return True


def _told(worth: Worth | None, option: Value) -> tuple[End, End]:
    if worth is None:
        return None, None
    said = worth.of(option)
    if said is not None:
        low = None if said.low is None else Fraction(said.low)
        return low, None if said.high is None else Fraction(said.high)
    on_line = _on_line(worth, option) if worth.line else None
    return on_line, on_line


def _on_line(worth: Worth, option: Value) -> End:
    """Return the points on the line through the numbers given, None beyond them."""
    if not isinstance(option, Decimal):
        return None
    given = sorted((Fraction(v), Fraction(i.exact or 0)) for v, i in worth.points)
    at = Fraction(option)
    for (left, low), (right, high) in pairwise(given):
        if left <= at <= right:
            return low + (high - low) * (at - left) / (right - left)
    return None


def _stake(sheet: Sheet, issue: str) -> End:
    said = next((s.points.high for s in sheet.stakes if s.issue == issue), None)
    return None if said is None else Fraction(said)


def _derived(
    ends: Sequence[tuple[End, End]], order: Ordering, stake: End, *, below: bool
) -> list[tuple[End, End]]:
    lows, highs = ([end[n] for end in ends] for n in (0, 1))
    if not below:
        lows = [Fraction(0) if low is None else low for low in lows]
    most = _least(highs)
    least = _most(lows)
    found: list[tuple[End, End]] = []
    for option, (low, high) in enumerate(zip(lows, highs, strict=True)):
        if low is None:
            least_of = [lows[o] for o in order.above[option]]
            low = _most(
                [*least_of, least - stake if least is not None and stake is not None else None]
            )
        if high is None:
            over = [highs[o] for o, under in enumerate(order.above) if option in under]
            high = _least([*over, most + stake if most is not None and stake is not None else None])
        found.append((low, high))
    return found


def _left(
    issue: str,
    sheet: Sheet,
    options: Mapping[str, Sequence[Value]],
    told: Mapping[str, Sequence[tuple[End, End]]],
    scale: Fraction | None,
) -> End:
    """Return what the other issues' best options leave at most for this one's."""
    if scale is None:
        return None
    least = Fraction(0)
    for other in options:
        if other == issue:
            continue
        if other in told:
            best = _most([low for low, _ in told[other]])
            if best is None:
                return None
            least += best
        else:
            said = next((s.points.low for s in sheet.stakes if s.issue == other), None)
            least += said or 0
    return scale - least


def _closed(sheet: Sheet, issue: str, low: End, high: End, left: End, cap: End) -> Span:
    if high is None and left is not None:
        high = left if low is None else max(low, left)
    if cap is not None:
        low, high = -cap if low is None else low, cap if high is None else high
    if low is None or high is None:
        raise unbounded(sheet, issue)
    return low, high


def _most(ends: Sequence[End]) -> End:
    return max((end for end in ends if end is not None), default=None)


def _least(ends: Sequence[End]) -> End:
    return min((end for end in ends if end is not None), default=None)
