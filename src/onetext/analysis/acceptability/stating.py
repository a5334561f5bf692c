"""A sheet put into columns and rows: each thing it says, and the normalisation, as constraints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

from onetext.analysis.acceptability.bounding import Frame, bounded, frame_of
from onetext.analysis.acceptability.comparing import compared, differing, over_one
from onetext.analysis.acceptability.misfit import Misfit
from onetext.analysis.acceptability.ordering import Ordering, Side, chain, ordering
from onetext.analysis.acceptability.partial import (
    NAMELESS,
    Columns,
    Matter,
    Partial,
    Row,
    options_of,
    unbounded,
)
from onetext.terms.packages.condition import Open, nodes
from onetext.terms.packages.space import Space
from onetext.terms.sheet import Interval, Sheet

ZERO = Fraction(0)


def partial(
    sheet: Sheet, space: Space, *, cap: Fraction | None = None, frame: Frame | None = None
) -> Partial:
    """Return the whole sheets that a sheet may stand for, as columns with bounds, and rows.

    Why it is right: each statement is one row or bound, in the reading that ``partial.py`` states;
    a `whole` sheet keeps its points as they are.

    Parameters
    ----------
    cap
        What bounds points that nothing else does; None: such a sheet is refused.
    frame
        How it is read; None: by what it says itself.

    Raises
    ------
    Misfit
        If an issue takes any number, or nothing bounds what something may be worth.

    Notes
    -----
    Whether anything fits all rows is not asked here: see ``clash.consistent``. Cost: the square of
    the options of an issue, and for a comparison that touches links every way to settle these.

    Examples
    --------
    >>> from onetext.cases.loading import loads
    >>> case = loads('''format: 1
    ... id: t
    ... title: T
    ... parties: [{id: arn, name: Arnland}]
    ... issues: [{id: a, label: A, options: [x, y]}, {id: b, label: B, options: [x, y]}]
    ... sheets: [{id: s, owner: arn, rankings: {a: [x, y]}, most_at_stake_first: [a, b]}]''')
    >>> partial(case.sheets[0], case.space)
    Partial('s', 6 columns, 5 rows)
    """
    return _Stating(sheet, space, cap, frame).made()


class _Stating:
    def __init__(
        self, sheet: Sheet, space: Space, cap: Fraction | None, frame: Frame | None
    ) -> None:
        self.sheet, self.cap = sheet, cap
        self.columns = Columns()
        self.rows: list[Row] = []
        self.options = {m.issue.id: options_of(m) for m in space.matters}
        self.staked = {
            *(stake.issue for stake in sheet.stakes),
            *(issue for group in sheet.stakes_ranking for issue in group),
        }
        self.frame = frame or frame_of(sheet, self.options)
        self.scale = None if sheet.out_of is None else Fraction(sheet.out_of)
        if self.scale is None and self.frame.nameless:
            self.scale = NAMELESS
        self.orders = {issue: self._order(issue) for issue in self.options}
        alone = over_one(sheet)
        self.coupled = {
            issue
            for n, one in enumerate(sheet.prefers)
            if n not in alone
            for issue in differing(one)
        }  # fmt: skip

    def made(self) -> Partial:
        spans = bounded(self.sheet, self.options, self.orders, self.scale, self.frame, self.cap)
        summed = self.scale is not None and not self.frame.told
        matters = tuple(
            self._pointed(issue, spans[issue], summed=summed)
            if issue in spans
            else self._scaled(issue)
            for issue in self.options
        )
        links = tuple(self._link(n) for n in range(len(self.sheet.linked)))
        if summed:
            tops = Counter(m.stake if m.scaled else m.best for m in matters)
            self._row([(c, n) for c, n in tops.items() if c is not None], self.scale, self.scale)
        self._stakes_in_order({m.issue: m.stake for m in matters})
        self.rows += compared(self.sheet, matters, links, self.options)
        floor = self._floor(matters, links)
        return Partial(
            self.sheet,
            matters,
            tuple(self.columns.lower),
            tuple(self.columns.upper),
            tuple(self.columns.ones),
            links,
            floor,
            self.scale,
            tuple(self.rows),
        )

    def _row(
        self,
        terms: Iterable[tuple[int, int]],
        low: Fraction | None = None,
        high: Fraction | None = None,
        *,
        strict: bool = False,
    ) -> None:
        summed: Counter[int] = Counter()
        for column, times in terms:
            summed[column] += times
        kept = tuple((column, times) for column, times in sorted(summed.items()) if times)
        self.rows.append(Row(kept, low, high, strict))

    def _order(self, issue: str) -> Ordering:
        """Return the order of an issue's options, from rankings, comparisons and intervals."""
        options = self.options[issue]
        better, equal = self._said(issue)
        worth = self.sheet.worth(issue)
        for a, one in enumerate(options):
            for b, other in enumerate(options):
                left, right = (worth.of(o) if worth else None for o in (one, other))
                if a != b and left and right and _at_least(left, right):
                    better.append((a, b))
        return ordering(len(options), better, equal)

    def _said(self, issue: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """Return what is said of the order: (better, worse) and (one, as good)."""
        place = {value: n for n, value in enumerate(self.options[issue])}
        ranking = self.sheet.ranking(issue)
        groups = [[place[v] for v in group] for group in ranking.groups] if ranking else []
        better, equal = chain(groups)
        for n in over_one(self.sheet):
            one = self.sheet.prefers[n]
            if differing(one) == (issue,):
                pair = (place[one.better[issue]], place[one.worse[issue]])
                (equal if one.equal else better).append(pair)
        return better, equal

    def _order_rows(self, issue: str, values: Sequence[int]) -> None:
        better, equal = self._said(issue)
        for one, other in better:
            self._row([(values[one], 1), (values[other], -1)], ZERO, strict=True)
        for one, other in equal:
            if values[one] != values[other]:
                self._row([(values[one], 1), (values[other], -1)], ZERO, ZERO)

    def _scaled(self, issue: str) -> Matter:
        """Put an issue without points: its options lie between 0 and its stake."""
        order, count = self.orders[issue], len(self.options[issue])
        said = next((s.points for s in self.sheet.stakes if s.issue == issue), None)
        low = Fraction(said.low) if said and said.low is not None else ZERO
        bounds = [Fraction(said.high)] if said and said.high is not None else []
        high = min([*bounds, *([] if self.scale is None else [self.scale])], default=None)
        if order.surely(0, "best") and order.surely(0, "worst"):  # all are alike
            high = ZERO
        high = self.cap if high is None else high
        if high is None:
            raise unbounded(self.sheet, issue)
        stake = self.columns.add(low, max(low, high) if high else high)
        values: list[int] = []
        for option in range(count):
            first = order.alike(option)[0]
            if order.surely(option, "best"):
                values.append(stake)
            elif first < option:
                values.append(values[first])
            else:
                top = ZERO if order.surely(option, "worst") else self.columns.upper[stake]
                values.append(self.columns.add(ZERO, top))
                if top:
                    self._row([(stake, 1), (values[-1], -1)], ZERO)
        self._order_rows(issue, values)
        coupled = issue in self.coupled
        if coupled:
            self._chosen(order, "best", stake, values)
            self._chosen(order, "worst", None, values)
        options = self.options[issue]
        return Matter(issue, options, tuple(values), stake, stake, True, coupled, order)

    def _pointed(
        self, issue: str, spans: Sequence[tuple[Fraction, Fraction]], *, summed: bool
    ) -> Matter:
        """Put an issue with points; its best and worst only where something asks for them."""
        order = self.orders[issue]
        values = tuple(self.columns.add(low, high) for low, high in spans)
        self._order_rows(issue, values)
        best = stake = None
        if summed or issue in self.staked:
            best = self._extreme(order, "best", values)
        if issue in self.staked and best is not None:
            worst = self._extreme(order, "worst", values)
            said = next((s.points for s in self.sheet.stakes if s.issue == issue), None)
            top = self.columns.upper[best] - self.columns.lower[worst]
            low = Fraction(said.low) if said and said.low is not None else ZERO
            high = Fraction(said.high) if said and said.high is not None else max(low, top)
            stake = self.columns.add(low, high)
            self._row([(stake, 1), (best, -1), (worst, 1)], ZERO, ZERO)
        options = self.options[issue]
        return Matter(issue, options, values, stake, best, False, issue in self.coupled, order)

    def _extreme(self, order: Ordering, side: Side, values: Sequence[int]) -> int:
        """Return the column of what an issue's best or worst option is worth."""
        known = order.best if side == "best" else order.worst
        if known is not None:
            return values[known]
        pick = max if side == "best" else min
        column = self.columns.add(
            pick(self.columns.lower[v] for v in values), pick(self.columns.upper[v] for v in values)
        )
        for value in values:
            pair = ((column, 1), (value, -1)) if side == "best" else ((value, 1), (column, -1))
            self._row(pair, ZERO)
        self._chosen(order, side, column, values)
        return column

    def _chosen(
        self, order: Ordering, side: Side, column: int | None, values: Sequence[int]
    ) -> None:
        """Say that one of the options reaches ``column`` (None: 0), where it is open which does."""
        if (order.best if side == "best" else order.worst) is not None:
            return
        picks: list[tuple[int, int]] = []
        for value in dict.fromkeys(values):
            pick = self.columns.add(ZERO, Fraction(1), one=True)
            picks.append((pick, 1))
            terms = [(value, -1 if side == "best" else 1)]
            if column is not None:
                terms.append((column, 1 if side == "best" else -1))
            most = sum(
                (self.columns.upper[c] if n > 0 else -self.columns.lower[c]) for c, n in terms
            )
            whole = -(-most.numerator // most.denominator) if most else 0
            self._row([*terms, (pick, whole)], None, Fraction(whole))
        self._row(picks, Fraction(1), Fraction(1))

    def _stakes_in_order(self, stakes: dict[str, int | None]) -> None:
        groups = [[stakes[issue] for issue in group] for group in self.sheet.stakes_ranking]
        for group in groups:
            for other in group[1:]:
                self._pair(group[0], other, ZERO)
        for one, below in pairwise(groups):
            self._pair(one[0], below[0], None)

    def _pair(self, one: int | None, other: int | None, high: Fraction | None) -> None:
        if one is not None and other is not None:
            self._row([(one, 1), (other, -1)], ZERO, high, strict=high is None)

    def _link(self, n: int) -> int:
        points = self.sheet.linked[n].points
        if any(isinstance(node, Open) for node in nodes(self.sheet.linked[n].when)):
            raise Misfit(
                f"link {n + 1} of the sheet {self.sheet.id!r} asks for what nobody has put over the"
                " issues",
                instead="write it over the issues",
                ways=(("sheets", self.sheet.id, "linked", n),),
            )
        if points.low is None or points.high is None:
            raise Misfit(
                f"nothing bounds the points of link {n + 1} of the sheet {self.sheet.id!r}",
                instead="write both bounds",
                ways=(("sheets", self.sheet.id, "linked", n),),
            )
        return self.columns.add(Fraction(points.low), Fraction(points.high))

    def _floor(self, matters: Sequence[Matter], links: Sequence[int]) -> int:
        """Put the floor: as told, else between what the worst and the best options make."""
        lower, upper, told = self.columns.lower, self.columns.upper, self.sheet.floor
        low = sum((ZERO if m.scaled else min(lower[v] for v in m.values) for m in matters), ZERO)
        high = self.scale
        if high is None or not any(m.scaled or m.best is not None for m in matters):
            high = sum((max(upper[v] for v in m.values) for m in matters), ZERO)
        low += sum(min(lower[link], ZERO) for link in links)
        high += sum(max(upper[link], ZERO) for link in links)
        if told is not None and told.low is not None:
            low = Fraction(told.low)
            high = max(low, high)
        if told is not None and told.high is not None:
            high = Fraction(told.high)
            low = min(low, high)
        return self.columns.add(low, high)


def _at_least(one: Interval, other: Interval) -> bool:
    return one.low is not None and other.high is not None and one.low >= other.high
