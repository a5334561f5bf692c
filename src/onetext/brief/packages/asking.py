"""From a case to its answer: one figure after the other, each with its own time and status."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Protocol, TypeVar

import numpy as np

from onetext.analysis.acceptability.gathered import gathered, told
from onetext.analysis.space.blockers import concessions, objections
from onetext.analysis.space.clashing import clashes, nearest
from onetext.analysis.space.concepts import CONCEPTS, Concept
from onetext.analysis.space.counting import Acceptable, Count, count
from onetext.analysis.space.frontier import Frontier, frontier
from onetext.analysis.space.frontier import within as standing
from onetext.analysis.space.rules import UNANIMITY, asks_all
from onetext.analysis.space.size import Size, size
from onetext.analysis.space.solutions import Solution, solutions
from onetext.analysis.space.solved import Solved
from onetext.analysis.space.tables import NO_FLOOR, Problem
from onetext.brief.packages.answer import Answer, Asked
from onetext.brief.packages.honouring import honoured
from onetext.brief.packages.measuring import Measure, measure
from onetext.brief.packages.posing import Posed, pose
from onetext.brief.packages.rule_words import rule_of, told_rule
from onetext.errors import BadInput, WrongUse
from onetext.terms.case import Case
from onetext.terms.packages.package import Package, Value
from onetext.terms.passing import Passing
from onetext.terms.sheet import Sheet
from onetext.terms.when import When

INTERRUPTED = "interrupted"
_COUNTING = 10.0
_LONG = 100.0
"""Seconds foretold beyond which the efficient set comes last; the solutions do without it then."""

_MOMENT = 0.3
_MOMENTS = 2.0
"""Seconds for all figures together that an interrupt left undone: who stops it, waits for it."""

_PART = 100


class _Figure(Protocol):
    @property
    def why(self) -> str: ...


F = TypeVar("F", bound=_Figure)
Told = Callable[[int, int], None]


def answer(
    case: Case,
    *,
    desk: str | None = None,
    rule: str | Passing = "case",
    honour: Sequence[str] = (),
    packages: Sequence[Mapping[str, Value]] = (),
    at: When | None = None,
    budget: float | None = None,
    within: float | None = None,
    weights: Mapping[str, Any] | None = None,
    disagreement: Mapping[str, Any] | None = None,
    measured: Callable[[Size], None] | None = None,
    notes: Sequence[str] = (),
    progress: Told | None = None,
) -> Answer:
    """Return what could be agreed in a case.

    Parameters
    ----------
    desk
        At whose desk: its own sheet and its estimates of the others; see ``gathered``.
    rule
        When a package passes, in the words of ``rule_words``, or as a value.
    honour
        Ids of standing offers and of guarantees that a package must keep.
    packages
        Whole packages to be asked about: who objects, and what would bring each in.
    at
        Which offers stand.
    budget
        Seconds for each figure.
    within
        A share of each party's range: instead of the efficient sets, fewer vectors that stand for
        every package within it.
    weights
        For Nash and the utilitarian sum, by party; who is left out has 1.
    disagreement
        What no deal is worth to each party; only packages at or above it count. Without it, the
        floors.
    measured
        Told how large the space is, how far it hangs together and what listing it will cost,
        before anything is computed.
    progress
        Called with (parts done, parts in all).

    Raises
    ------
    BadInput
        If a sheet does not give points and a floor exactly, or private sheets would be joined.
    WrongUse
        If the rule, the desk, an id, a package, a weight or the point is none.

    Notes
    -----
    Ctrl-C ends the figure at work with what is proven of it; the others are given a moment each,
    and say so. A second Ctrl-C ends all.
    """
    begun = time.perf_counter()
    every = gathered(case, desk)
    sheets = tuple(sheet for sheet in every if not _public(sheet))
    if not sheets:
        raise BadInput(
            "there are no sheets here", instead="add one for each party, with points and a floor"
        )
    asked = honoured(honour, case, at)
    posed = pose(case, sheets, [sheet for sheet in every if _public(sheet)], asked)
    passing = rule if isinstance(rule, Passing) else rule_of(rule, case, posed.problem.parties)
    run = _Run(budget, progress, 6 + len(sheets) + len(CONCEPTS) + len(packages))
    predicted = size(posed.problem)
    if measured is not None:
        measured(predicted)
    by = measure(posed.problem, weights, disagreement)
    solved = _solved(posed, predicted, passing, run, within, by)
    kept = None
    if asked:
        free = posed.every.with_floors(np.full_like(posed.every.floors, NO_FLOOR))
        share = _COUNTING if budget is None else budget
        kept = run.figure(lambda left: count(free, budget=left), share)
    about = tuple(_asked(one, posed, passing, run) for one in packages)
    heard = {sheet.about for sheet in sheets}
    return Answer(
        case=case,
        sheets=sheets,
        solved=solved,
        rule=told_rule(passing, case, posed.problem.parties),
        honoured=asked,
        kept=kept,
        asked=about,
        marks=marks_of(case, sheets),
        as_estimated=tuple(words for sheet in sheets if (words := _estimate(case, sheet))),
        unheard=tuple(p.id for p in case.parties if p.id not in heard and _principal(case, p.id)),
        notes=(*notes, *_floorless(case, sheets)),
        stopped=run.stopped,
        size=predicted,
        by=by,
        seconds=time.perf_counter() - begun,
    )


def marks_of(case: Case, sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """Return how the case and the sheets that were read are known, where it says so.

    A scenario of another tool has no place for it but the note that came with it: all its words.
    """
    found = {f"this case: {mark}": None for mark in [case.grounds_of("case").mark] if mark}
    if not case.grounds and case.about:
        found[f"its note says: {' '.join(case.about.split())}"] = None
    for sheet in sheets:
        mark = case.grounds_of(f"sheets/{sheet.id}").mark
        if mark:
            found[f"the sheets: {mark}"] = None
    return tuple(found)


def _floorless(case: Case, sheets: Sequence[Sheet]) -> list[str]:
    """Return for each sheet without a floor what is done for want of one."""
    return [
        f"{case.name_of(sheet.about)} has told no floor: whatever keeps its red lines counts as "
        "acceptable to it, and its gains are counted from its worst package"
        for sheet in sheets
        if sheet.floor is None
    ]


def _public(sheet: Sheet) -> bool:
    return sheet.id == f"public of {sheet.about}"


def _estimate(case: Case, sheet: Sheet) -> str:
    """Return ``as X estimates Y`` with the parties' names; empty for an own sheet."""
    if not told(sheet):
        return ""
    verb = "estimate" if " and " in case.name_of(sheet.owner) else "estimates"
    return f"as {case.name_of(sheet.owner)} {verb} {case.name_of(sheet.about)}"


def _principal(case: Case, party: str) -> bool:
    return any(role.kind == "principal" and role.matter is None for role in case.roles_of(party))


class _Run:
    """Compute figures one after the other; after an interrupt the rest have a moment each."""

    def __init__(self, budget: float | None, progress: Told | None, parts: int) -> None:
        self.budget, self.progress, self.parts = budget, progress, parts
        self.done = 0
        self.stopped = False
        self.since = 0.0

    def step(self, done: int, total: int) -> None:
        """Tell how far the figure at work is."""
        if self.progress is not None:
            within = _PART * min(done, total) // max(1, total)
            self.progress(self.done * _PART + within, self.parts * _PART)

    def figure(
        self,
        compute: Callable[[float | None], F],
        share: float | None = None,
        *,
        else_: F | None = None,
    ) -> F:
        """Return a figure; of one that is interrupted, what is proven.

        ``else_`` is what stands for it when there was an interrupt before.
        """
        found: F | None = None
        if not self.stopped:
            try:
                found = compute(share if share is not None else self.budget)
            except KeyboardInterrupt:
                self._stop()
        if found is None:
            found = else_ if else_ is not None else _as_interrupted(compute(self._moment()))
        if found.why == INTERRUPTED:
            self._stop()
        self.done = min(self.done + 1, self.parts)
        self.step(0, 1)
        return found

    def _stop(self) -> None:
        if not self.stopped:
            self.stopped, self.since = True, time.perf_counter()

    def _moment(self) -> float:
        return max(0.0, min(_MOMENT, self.since + _MOMENTS - time.perf_counter()))


def _as_interrupted(found: F) -> F:
    """Return a figure that had no time because of an interrupt, with that as its reason."""
    some: Any = found
    told: F = replace(some, why=INTERRUPTED) if found.why else found
    return told


def _solved(
    posed: Posed, predicted: Size, rule: Passing, run: _Run, share: float | None, by: Measure
) -> Solved:
    """Return all figures; where the efficient set will take long, what is quick comes first."""
    problem = posed.problem
    late = not predicted.listable or predicted.seconds > _LONG
    found: dict[Concept, Solution] = {}
    counted: Acceptable | None = None
    if late:
        found, counted = _fairest(problem, None, run, by), _counted(posed, rule, run)

    def listed(of: Problem, floors: bool) -> Frontier:
        if share is None:
            return run.figure(
                lambda left: frontier(of, floors=floors, budget=left, progress=run.step)
            )
        return run.figure(
            lambda left: standing(of, share, floors=floors, budget=left, progress=run.step)
        )

    whole = listed(posed.every, False)
    if posed.every is problem and whole.exact:
        above = whole.above_floors()
    else:
        above = listed(problem, True)
    if not late or above.exact:
        found = _fairest(problem, above if above.exact else None, run, by)
    nobody = above.status in ("exact", "estimate") and not above.size
    return Solved(
        problem=problem,
        rule=rule,
        acceptable=counted or _counted(posed, rule, run),
        frontier_all=whole,
        frontier=above,
        solutions=found,
        clash=run.figure(lambda left: clashes(problem, budget=left)) if nobody else None,
        nearest=run.figure(lambda left: nearest(problem, budget=left)) if nobody else None,
    )


def _fairest(
    problem: Problem, over: Frontier | None, run: _Run, by: Measure
) -> dict[Concept, Solution]:
    def of(concept: Concept, left: float | None) -> Solution:
        return solutions(
            problem,
            [concept],
            weights=by.weights,
            disagreement=by.disagreement,
            over=over,
            budget=left,
        )[concept]

    return {concept: by.told(run.figure(partial(of, concept))) for concept in CONCEPTS}


def _counted(posed: Posed, rule: Passing, run: _Run) -> Acceptable:
    share = (_COUNTING if run.budget is None else run.budget) / (len(posed.alone) + 2)
    every = posed.problem.packages
    none = Count(None, 0, every, "not_computed", "", 0.0, why=INTERRUPTED)

    def of(problem: Problem, passing: Passing = UNANIMITY) -> Count:
        return run.figure(
            lambda left: count(problem, passing, budget=left, progress=run.step), share, else_=none
        )

    everybody = of(posed.problem)
    passed = everybody
    if not asks_all(rule, posed.problem.parties):
        passed = of(posed.judged(), rule)
    return Acceptable(tuple((one.parties[0], of(one)) for one in posed.alone), everybody, passed)


def _asked(given: Mapping[str, Value], posed: Posed, rule: Passing, run: _Run) -> Asked:
    """Return who objects to a package; of one that is barred, as if nothing barred it."""
    package = Package.of(given)
    problem = posed.problem
    left = [issue for issue in problem.issues if issue not in package]
    if left:
        raise WrongUse(
            f"the package leaves {', '.join(map(repr, left))} open", instead="settle every issue"
        )
    places = problem.places(package)
    crossed = posed.crossed(places)
    free = replace(posed.every, bars=()) if crossed else problem
    units = problem.utilities(np.array([places]))
    yes = {
        party
        for party, content in zip(problem.parties, problem.acceptable(units)[0], strict=True)
        if content and party not in crossed.values()
    }
    heard = all(party in problem.parties for party in crossed.values())
    return Asked(
        package,
        tuple(problem.in_scale(units)[0].tolist()),
        objections(problem, places),
        () if run.stopped else concessions(free, places, budget=run.budget),
        tuple(crossed),
        heard and rule.passes(yes, problem.parties),
    )
