"""The next question worth asking: the one answer that tells most about what is acceptable to all.

What is not known is measured by the packages' shares: each adds share × (1 − share), so that one
acceptable in half of the draws adds most and one that is sure adds nothing. A question's gain is
by how much that sum is expected to fall when the answer is known (expected value of sample
information with a quadratic score). Questions are put to one party: compare two settlements of one
or two issues; a package or no deal; is no deal worth so many points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, permutations
from typing import Literal

import numpy as np
import numpy.typing as npt

from onetext.analysis.acceptability.listing import Listing
from onetext.analysis.acceptability.partial import NAMELESS, Partial
from onetext.analysis.acceptability.tally import Party, Plan, Sums, drawn
from onetext.terms.packages.package import Package

Kind = Literal["compare", "or no deal", "floor"]
Floats = npt.NDArray[np.float32]
DRAWS = 2_048
MOST_PACKAGES = 1_000
MOST_COMPARISONS = 3_000
MOST_DEALS = 300
_APART = 10**9
_BATCHES = 8
_CLOSE = 20


@dataclass(frozen=True, slots=True)
class Question:
    """Hold a question to one party.

    Parameters
    ----------
    better, worse
        ``compare``: would you rather have ``better`` than ``worse``, whatever becomes of the rest?
        ``or no deal``: would you rather have ``better`` than no deal?
    points
        ``floor``: is no deal worth these points or more to you?
    yes
        Share of draws in which the answer is yes.
    gain
        By how much the answer is expected to lower what is not known; the same unit.
    """

    party: str
    kind: Kind
    better: Package = field(default_factory=Package)
    worse: Package = field(default_factory=Package)
    points: int | None = None
    yes: float = 0.0
    gain: float = 0.0


@dataclass(frozen=True, slots=True)
class Asking:
    """Hold what is worth asking next.

    Parameters
    ----------
    best
        None where no answer would tell anything.
    ties
        Others that these draws do not tell from the best (by two standard errors), best first.
    uncertainty
        What is not known: the sum of share × (1 − share) over packages.
    asked
        How many questions were weighed.
    packages
        Over how many packages, those least sure.
    """

    best: Question | None
    ties: tuple[Question, ...]
    uncertainty: float
    asked: int
    packages: int
    draws: int


def next_question(
    plan: Plan, partials: Sequence[Partial], accepted: npt.NDArray[np.float64]
) -> Asking:
    """Return the question whose answer is expected to tell most, and those that tell as much.

    Why it is right: parties' sheets are drawn apart, so an answer of one moves only its own shares,
    and the expected fall of share × (1 − share) is the variance of the share given the answer; what
    chance alone would show in so many draws is taken off.

    Parameters
    ----------
    plan
        As the draws are made by; packages that are surely not acceptable to somebody left out.
    accepted : float64 array (parties, packages)
        In what share of the draws each package is acceptable to each party.

    Notes
    -----
    Cost: a product of matrices, draws × packages × questions, some seconds at most. It weighs the
    `MOST_PACKAGES` packages least sure, `MOST_COMPARISONS` comparisons and `MOST_DEALS` packages
    for each party, and links are left out of what is compared.
    """
    columns = [
        drawn(one, plan.entropy, _APART, place, DRAWS) for place, one in enumerate(plan.parties)
    ]
    everybody = np.prod(accepted, axis=0)
    unsure = everybody * (1 - everybody)
    order = np.argsort(-unsure, kind="stable")[:MOST_PACKAGES]
    some = np.sort(order[unsure[order] > 0])
    few = plan.listing.of(some)
    uncertainty = float(unsure[some].sum())
    found: list[tuple[Question, npt.NDArray[np.bool_], int]] = []
    weights, accepts = [], []
    few_sums = Sums(few)
    for place, one in enumerate(plan.parties):
        others = np.prod(np.delete(accepted[:, some], place, axis=0), axis=0)
        weights.append(np.broadcast_to(np.asarray(others**2, np.float32), len(some)))
        accepts.append(_accepts(few_sums, one.of(some), columns[place]).T.astype(np.float32))
        if not partials[place].whole and len(some):
            asked = _questions(partials[place], columns[place] * one.grid, few, accepts[-1],
                               weights[-1])  # fmt: skip
            found += [(question, answers, place) for question, answers in asked]
    gains = _gains_of(found, accepts, weights)
    if not len(gains) or gains.max() <= 0:
        return Asking(None, (), uncertainty, len(found), len(some), DRAWS)
    ranked = np.argsort(-gains, kind="stable")[:_CLOSE]
    close = _close([found[n] for n in ranked], accepts, weights)
    told = [_told(found[n], float(gains[n])) for n in ranked]
    ties = tuple(one for one, near in zip(told[1:], close[1:], strict=True) if near)
    return Asking(told[0], ties, uncertainty, len(found), len(some), DRAWS)


def _accepts(sums: Sums, one: Party, columns: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    parts = np.array_split(np.arange(columns.shape[1]), max(1, columns.shape[1] // 128))
    found = [one.accepts(sums.gaps(one, columns[:, part])) for part in parts]
    return np.concatenate(found, axis=1)


def _questions(
    partial: Partial,
    columns: npt.NDArray[np.float64],
    few: Listing,
    accepts: Floats,
    weights: Floats,
) -> Iterator[tuple[Question, npt.NDArray[np.bool_]]]:
    """Yield questions to one party that it could answer both ways, with its answer in each draw."""
    share = accepts.mean(axis=0)
    spread = share * (1 - share) * weights
    for at in np.argsort(-spread, kind="stable")[:MOST_DEALS]:
        if spread[at] > 0:
            question = Question(partial.party, "or no deal", better=few.package(int(at)))
            yield question, accepts[:, at] > 0
    floor = columns[partial.floor]
    if partial.scale != NAMELESS or partial.sheet.out_of is not None:
        cuts = np.unique(np.rint(np.quantile(floor, np.arange(1, 10) / 10))).astype(int)
        for cut in cuts:
            yield from _open(Question(partial.party, "floor", points=int(cut)), floor >= cut)
    pairs = list(_comparisons(partial))
    step = max(1, -(-len(pairs) // MOST_COMPARISONS))
    for better, worse in pairs[::step]:
        left = sum(columns[_column(partial, *one)] for one in better)
        right = sum(columns[_column(partial, *one)] for one in worse)
        question = Question(partial.party, "compare", _package(partial, better),
                            _package(partial, worse))  # fmt: skip
        yield from _open(question, np.asarray(left > right))


def _open(
    question: Question, answers: npt.NDArray[np.bool_]
) -> Iterator[tuple[Question, npt.NDArray[np.bool_]]]:
    if 0 < np.count_nonzero(answers) < len(answers):
        yield question, answers


Choice = tuple[int, int]
"""Places of an issue and of one of its options."""


def _comparisons(partial: Partial) -> Iterator[tuple[tuple[Choice, ...], tuple[Choice, ...]]]:
    """Yield settlements of one issue, or of two, in pairs; of issues that no link touches."""
    linked = {issue for one in partial.sheet.linked for issue in one.issues}
    free = [n for n, m in enumerate(partial.matters) if m.issue not in linked]
    for n in free:
        for a, b in combinations(range(len(partial.matters[n].values)), 2):
            yield ((n, a),), ((n, b),)
    for n, m in combinations(free, 2):
        for a, c in combinations(range(len(partial.matters[n].values)), 2):
            for b, d in permutations(range(len(partial.matters[m].values)), 2):
                yield ((n, a), (m, b)), ((n, c), (m, d))


def _column(partial: Partial, issue: int, option: int) -> int:
    return partial.matters[issue].values[option]


def _package(partial: Partial, chosen: tuple[Choice, ...]) -> Package:
    matters = partial.matters
    return Package(tuple((matters[n].issue, matters[n].options[o]) for n, o in chosen))


def _gains_of(
    found: Sequence[tuple[Question, npt.NDArray[np.bool_], int]],
    accepts: Sequence[Floats],
    weights: Sequence[Floats],
) -> npt.NDArray[np.float64]:
    gains = np.zeros(len(found))
    for place, accept in enumerate(accepts):
        at = [n for n, (_, _, whose) in enumerate(found) if whose == place]
        for begin in range(0, len(at), 512):
            part = at[begin : begin + 512]
            gains[part] = gained(np.array([found[n][1] for n in part]), accept, weights[place])
    return gains


def gained(
    answers: npt.NDArray[np.bool_], accepts: Floats, weights: Floats
) -> npt.NDArray[np.float64]:
    """Return by how much each answer is expected to lower the sum of share × (1 − share).

    Parameters
    ----------
    answers : bool array (questions, draws)
        The party's answer in each draw.
    accepts : float32 array (draws, packages)
        1 where the package is acceptable to the party in the draw.
    weights : float32 array (packages)
        Square of the share in which it is acceptable to all others.

    Examples
    --------
    >>> accepts = np.array([[1], [1], [0], [0]], np.float32)
    >>> told = gained(accepts.T > 0, accepts, np.ones(1, np.float32))
    >>> told.round(3).tolist()  # all of 1/4, less what chance would show in four draws
    [0.188]
    """
    draws = accepts.shape[0]
    yes = np.count_nonzero(answers, axis=1)[:, None].astype(np.float64)
    with_yes = (answers.astype(np.float32) @ accepts).astype(np.float64)
    total = accepts.sum(axis=0, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = with_yes / yes - (total - with_yes) / (draws - yes)
    odds = yes / draws
    share = total / draws
    fall = np.nan_to_num(odds * (1 - odds) * apart**2) - share * (1 - share) / draws
    return np.asarray(fall @ weights.astype(np.float64))


def _close(
    ranked: Sequence[tuple[Question, npt.NDArray[np.bool_], int]],
    accepts: Sequence[Floats],
    weights: Sequence[Floats],
) -> list[bool]:
    """Tell which gains the draws, batch by batch, do not tell from the first's."""
    parts = np.array_split(np.arange(len(ranked[0][1])), _BATCHES)
    by_batch = np.array([
        [gained(answers[None, part], _of(accepts[whose], part), weights[whose])[0]
         for _, answers, whose in ranked]
        for part in parts
    ])  # fmt: skip
    apart = by_batch[:, :1] - by_batch
    error = apart.std(axis=0, ddof=1) / np.sqrt(_BATCHES)
    return [bool(near) for near in apart.mean(axis=0) <= 2 * error]


def _of(accepts: Floats, part: npt.NDArray[np.intp]) -> Floats:
    return accepts[part] if len(accepts) > 1 else accepts


def _told(one: tuple[Question, npt.NDArray[np.bool_], int], gain: float) -> Question:
    question, answers, _ = one
    return Question(
        question.party,
        question.kind,
        question.better,
        question.worse,
        question.points,
        yes=float(answers.mean()),
        gain=gain,
    )
