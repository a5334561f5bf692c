"""Linked issues: bucket elimination with efficient sets as messages.

An issue is eliminated by joining, for each combination of the issues linked with it, what its
tables say with the messages that lie over it, and keeping the efficient sums over its options. The
message is a table of such sets over the issues that are left (Rollón & Larrosa 2006; Dubus,
Gonzales & Perny, IJCAI 2009). All combinations are worked at once: a set for each is a run in one
list, and the filter keeps the runs apart. Each sum remembers what it was made of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from onetext.analysis.space.columns import (
    Column,
    Columns,
    Index,
    grouped,
    joined,
    keys,
    narrow,
    runs,
    taken,
)
from onetext.analysis.space.dominance import efficient, efficient_runs, thinned
from onetext.analysis.space.linkage import Factor, Group, placed
from onetext.analysis.space.screening import ENOUGH, can_screen, in_segments
from onetext.analysis.space.tables import Ints, Problem
from onetext.analysis.space.watch import Stopped, Watch

_MOST_ROWS = 30_000_000
_PIECE = 1_500_000
_LONG = 2_000
_SCREENED = 300_000
_APART = 60


@dataclass(frozen=True, eq=False, slots=True)
class _Stage:
    """Hold what sums were made of: for each a run of pairs (sum before, sum of the message)."""

    before: Index
    other: Index
    starts: Index
    lengths: Index


@dataclass(frozen=True, eq=False, slots=True)
class _Message:
    """Hold a set of sums for each combination of ``scope``, first issue slowest.

    ``issues`` are those eliminated to make it, with ``options`` each.
    """

    issues: tuple[int, ...]
    scope: tuple[int, ...]
    starts: Index
    lengths: Index
    columns: Columns
    counts: Column
    reach: Ints
    inside: tuple[_Message, ...]
    stages: tuple[_Stage, ...]
    combination: Index
    options: tuple[int, ...]

    def ways(self, place: int) -> Iterator[dict[int, int]]:
        """Yield the options, of its issues and those eliminated before, that make one sum."""
        yield from self._back(len(self.stages) - 1, place)

    def _back(self, height: int, place: int) -> Iterator[dict[int, int]]:
        if height < 0:
            own = np.unravel_index(int(self.combination[place]) % prod(self.options), self.options)
            yield {issue: int(o) for issue, o in zip(self.issues, own, strict=True)}
            return
        stage = self.stages[height]
        start = int(stage.starts[place])
        run = slice(start, start + int(stage.lengths[place]))
        for before, other in zip(
            stage.before[run].tolist(), stage.other[run].tolist(), strict=True
        ):
            for found in self._back(height - 1, before):
                if height < len(self.inside):
                    for more in self.inside[height].ways(other):
                        yield {**found, **more}
                else:
                    yield found


@dataclass(frozen=True, eq=False, slots=True)
class Eliminated:
    """Be the summand of a group of linked issues."""

    issues: tuple[int, ...]
    last: _Message

    @property
    def columns(self) -> Columns:
        """Return one int array (vectors) for each party, units."""
        return self.last.columns

    @property
    def counts(self) -> npt.NDArray[Any]:
        """Return in how many ways each vector is made."""
        return self.last.counts

    def ways(self, vector: int) -> Iterator[tuple[int, ...]]:
        """Yield the options, one for each issue of the group, that make a vector."""
        for found in self.last.ways(vector):
            yield tuple(found[issue] for issue in self.issues)


@dataclass(frozen=True, eq=False, slots=True)
class _Rules:
    """Hold what all steps of an elimination need."""

    problem: Problem
    lowest: Ints
    watch: Watch
    dominance: bool
    bound: int
    cell: Sequence[int] | None


def eliminate(
    problem: Problem,
    group: Group,
    factors: Sequence[Factor],
    lowest: Ints,
    watch: Watch,
    *,
    dominance: bool = True,
    cell: Sequence[int] | None = None,
) -> Eliminated:
    """Return the summand of a group: its efficient vectors, or all with ``dominance`` off.

    Parameters
    ----------
    factors
        All that lies over issues of the group (`linkage.factors`).
    lowest : int64 array (parties), units
        What the group must add for every floor to be reached still, with the best of the others.

    Raises
    ------
    Stopped
        If the budget is spent or lists outgrow memory.

    Notes
    -----
    Cost: about `linkage.cells` times the size of the sets in the messages.
    """
    left = [f for f in factors if set(f.issues) <= set(group.issues)]
    most = sum(int(np.abs(problem.own[i]).max()) for i in group.issues)
    most += sum(int(np.abs(f.points).max()) for f in left if f.points is not None)
    reach = sum((problem.own[i].max(axis=0) for i in group.issues), np.zeros_like(problem.base))
    for factor in left:
        if factor.points is not None:
            reach = reach + factor.points.reshape(-1, len(problem.parties)).max(axis=0)
    rules = _Rules(problem, lowest - reach, watch, dominance, most, cell)
    waiting: list[_Message] = []
    for done, (issue, scope) in enumerate(zip(group.order, group.scopes, strict=True)):
        watch.step(done, len(group.order))
        rest = set(group.order[done + 1 :])
        if set(scope) == rest and all(issue in message.scope for message in waiting):
            # The rest at once: as many combinations, one list for all of them.
            waiting = [_message(rules, (*scope, issue), (), left, waiting)]
            break
        here = [f for f in left if issue in f.issues]
        left = [f for f in left if issue not in f.issues]
        inside = [message for message in waiting if issue in message.scope]
        waiting = [message for message in waiting if issue not in message.scope]
        waiting.append(_message(rules, (issue,), scope, here, inside))
    return Eliminated(group.issues, waiting[-1])


def _message(
    rules: _Rules,
    issues: tuple[int, ...],
    scope: tuple[int, ...],
    here: Sequence[Factor],
    inside: Sequence[_Message],
) -> _Message:
    counts, width = rules.problem.counts, len(rules.problem.parties)
    whole = (*scope, *issues)
    shape = tuple(counts[i] for i in whole)
    options = prod(shape[len(scope) :])
    if prod(shape) * width > _MOST_ROWS * 4:
        raise Stopped(f"{prod(shape):,} combinations of linked options are too many")
    worth = np.zeros((*shape, width), np.int64)
    free = np.ones(shape, bool)
    reach = np.zeros(width, np.int64)
    for issue in issues:
        worth += placed(rules.problem.own[issue], (issue,), whole)
        reach += rules.problem.own[issue].max(axis=0)
    for factor in here:
        if factor.points is not None:
            worth += placed(factor.points, factor.issues, whole)
            reach += factor.points.reshape(-1, width).max(axis=0)
        if factor.allowed is not None:
            free &= placed(factor.allowed, factor.issues, whole).astype(bool)
    combination = np.flatnonzero(free.ravel())
    flat = worth.reshape(-1, width)[combination]
    columns = narrow([flat[:, party] for party in range(width)], rules.bound)
    made = np.ones(len(combination), np.int64)
    at, stages = combination, []
    inside = sorted(inside, key=lambda message: len(message.columns[0]))
    for message in inside:
        reach = reach + message.reach
        last = message is inside[-1]
        segment = at // (options if last else 1)
        rules.watch.step(0, 1)
        pairs, more = _joined(rules, columns, at, segment, message, whole, shape, reach)
        rules.watch.step(0, 1)
        stage, kept = _kept(rules, more, segment[pairs[0]], reach, pairs)
        made = _counted(made, message.counts, stage)
        columns, at = taken(more, kept), at[pairs[0]][kept]
        stages.append(stage)
    if not inside:
        none = np.zeros(len(at), np.intp)
        stage, kept = _kept(rules, columns, at // options, reach, (np.arange(len(at)), none))
        made = _counted(made, np.ones(1, np.int64), stage)
        columns, at = taken(columns, kept), at[kept]
        stages.append(stage)
    lengths = np.bincount(at // options, minlength=prod(shape[: len(scope)]))
    return _Message(
        issues, scope, np.cumsum(lengths) - lengths, lengths, columns, made, reach,
        tuple(inside), tuple(stages), combination, shape[len(scope) :],
    )  # fmt: skip


def _joined(
    rules: _Rules,
    columns: Columns,
    at: Index,
    segment: Index,
    message: _Message,
    whole: tuple[int, ...],
    shape: tuple[int, ...],
    reach: Ints,
) -> tuple[tuple[Index, Index], Columns]:
    """Return sums so far with the message's sums at the same combination: the pairs, and the sums.

    Long lists are made in pieces, of which only what may be efficient is kept.
    """
    digits = np.unravel_index(at, shape)
    where = np.zeros(len(at), np.intp)
    for issue in message.scope:
        where = where * shape[whole.index(issue)] + digits[whole.index(issue)]
    lengths, starts = message.lengths[where], message.starts[where]
    before = np.concatenate(([0], np.cumsum(lengths)))
    total = int(before[-1])
    if total > _MOST_ROWS * (10 if rules.dominance else 1):
        raise Stopped(f"{total:,} sums of linked issues are too many")
    exact = rules.dominance and rules.cell is None and not any(rules.problem.tolerance)
    long = total > max(_SCREENED, ENOUGH * len(np.unique(starts)))
    if exact and long and can_screen(columns, message.columns):
        one, other, both = in_segments(
            columns, segment, starts, lengths, message.columns, lambda: rules.watch.step(0, 1)
        )
        return (one, other), both
    order = np.arange(len(at)) if total <= _PIECE else np.argsort(segment, kind="stable")
    before = np.concatenate(([0], np.cumsum(lengths[order])))
    ends = np.searchsorted(before, np.arange(_PIECE, total + _PIECE, _PIECE), side="left")
    kept: list[tuple[Index, Index]] = []
    sums: list[Columns] = []
    bounds = [0, *sorted({*ends[ends < len(at)].tolist()} - {0}), len(at)]
    for begin, end in pairwise(bounds):
        rules.watch.step(0, 1)
        rows = order[begin:end]
        left = np.repeat(rows, lengths[rows])
        right = runs(starts[rows], lengths[rows])
        found = [c[left] + m[right] for c, m in zip(columns, message.columns, strict=True)]
        if total > _PIECE and rules.dominance and rules.cell is None:
            some = _may_be_efficient(rules, found, segment[left], reach)
            left, right, found = left[some], right[some], taken(found, some)
        kept.append((left, right))
        sums.append(found)
    pairs = np.concatenate([p[0] for p in kept]), np.concatenate([p[1] for p in kept])
    return pairs, [np.concatenate(parts) for parts in zip(*sums, strict=True)]


def _efficient_in(columns: Columns, segment: Index) -> Index:
    """Return the places of rows that no other of their segment dominates; segments in order."""
    cuts = np.flatnonzero(np.diff(segment)) + 1
    if len(segment) < (len(cuts) + 1) * _APART:
        return np.flatnonzero(efficient(columns, segment.astype(np.float64)))
    return np.flatnonzero(efficient_runs(columns, [0, *cuts.tolist(), len(segment)]))


def _may_be_efficient(
    rules: _Rules, columns: Columns, segment: Index, reach: Ints, *, finished: bool = True
) -> Index:
    """Return the places of rows that nothing in their segment, as far as it is here, dominates.

    With ``finished`` short segments are filtered exactly, else they are left for later.
    """
    at = _reaching(columns, rules.lowest + reach)
    if not len(at):
        return at
    if len(at) < len(segment):
        columns, segment = taken(columns, at), segment[at]
    step = np.diff(segment)
    if len(step) and int(step.min()) < 0:
        order = np.argsort(segment, kind="stable")
        again = _may_be_efficient(
            rules, taken(columns, order), segment[order], reach, finished=finished
        )
        return at[order[again]]
    cuts = np.flatnonzero(step) + 1
    if len(segment) < (len(cuts) + 1) * _LONG:
        if not finished:
            return at
        alike = joined(columns, rules.problem.tolerance)
        return at[efficient(alike, segment.astype(np.float64))]
    found = []
    for begin, end in pairwise([0, *cuts.tolist(), len(segment)]):
        run = [c[begin:end] for c in columns]
        thin = thinned(joined(run, rules.problem.tolerance))
        found.append(np.arange(begin, end) if thin is None else thin + begin)
    return at[np.concatenate(found)]


def _reaching(columns: Columns, lowest: Ints) -> Index:
    at = np.arange(len(columns[0]))
    for column, least in zip(columns, lowest.tolist(), strict=True):
        if len(at) and int(column.min()) < least:
            at = at[column[at] >= least]
    return at


def _kept(
    rules: _Rules, columns: Columns, segment: Index, reach: Ints, pairs: tuple[Index, Index]
) -> tuple[_Stage, Index]:
    """Return how the sums worth keeping are made, in the order of segments, and where they are."""
    rules.watch.step(0, 1)
    at = _reaching(columns, rules.lowest + reach)
    if not len(at):
        return _Stage(at, at, at, at), at
    segment, columns = segment[at], taken(columns, at)
    if rules.dominance and rules.cell is None and len(at) >= _LONG:
        some = _may_be_efficient(rules, columns, segment, reach, finished=False)
        at, segment, columns = at[some], segment[some], taken(columns, some)
    alike = joined(columns, rules.problem.tolerance)
    if rules.cell is not None:
        alike = [c // max(1, by) for c, by in zip(columns, rules.cell, strict=True)]
    order, starts = grouped(keys([segment, *alike]))
    first = order[starts]
    good = np.arange(len(first))
    if rules.dominance:
        good = _efficient_in(taken(alike, first), segment[first])
    lengths = np.diff(starts, append=len(order))[good]
    made = at[order[runs(starts[good], lengths)]]
    stage = _Stage(pairs[0][made], pairs[1][made], np.cumsum(lengths) - lengths, lengths)
    return stage, at[first[good]]


def _counted(before: Column, added: Column, stage: _Stage) -> Column:
    if not len(stage.before):
        return before[:0]
    if before.dtype != object and int(before.max()) * int(added.max()) * len(stage.before) >= 2**62:
        before, added = before.astype(object), added.astype(object)
    return np.asarray(np.add.reduceat(before[stage.before] * added[stage.other], stage.starts))
