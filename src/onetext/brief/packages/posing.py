"""The problems that a case poses: with its red lines, without them, and each party's by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from onetext.analysis.space.sheets import problem_of
from onetext.analysis.space.tables import NO_FLOOR, Ints, Link, Problem
from onetext.brief.packages.honouring import Honoured
from onetext.terms.case import Case
from onetext.terms.packages.condition import Condition, both
from onetext.terms.sheet import Sheet


@dataclass(frozen=True, eq=False, slots=True)
class Posed:
    """Hold what is solved.

    Parameters
    ----------
    problem
        Packages that cross a red line, or do not keep what is honoured, are left out.
    every
        The same with the red lines left aside.
    alone
        Each party's problem, with its own red lines only.
    drawn
        Whose each bar is, by its reason: the party of a red line, empty for what is honoured.
    """

    problem: Problem
    every: Problem
    alone: tuple[Problem, ...]
    drawn: Mapping[str, str]

    def crossed(self, places: Sequence[int]) -> dict[str, str]:
        """Return what bars a package, places of options, and whose it is."""
        return {
            bar.why: self.drawn[bar.why]
            for bar in self.problem.bars
            if not bar.allowed[tuple(places[issue] for issue in bar.issues)]
        }

    def judged(self) -> Problem:
        """Return the problem in which a red line is the no of its party, and bars nobody else.

        A package may then pass a rule that does without that party. Each line of a party that has
        a say takes so much from it that no package makes up for it.
        """
        found = self.every
        lines = [bar for bar in self.problem.bars if self.drawn[bar.why] in found.parties]
        if not lines:
            return self.problem
        low, high = _least(found), -_least(_turned(found))
        floors = np.where(found.floors == NO_FLOOR, low, found.floors)
        fine = (high - np.minimum(low, floors) + np.array(found.tolerance) + 1).astype(np.int64)
        own, links = list(found.own), list(found.links)
        for bar in lines:
            party = found.parties.index(self.drawn[bar.why])
            taken = np.zeros((*bar.allowed.shape, len(found.parties)), np.int64)
            taken[..., party] = np.where(bar.allowed, 0, -fine[party])
            if len(bar.issues) == 1:
                own[bar.issues[0]] = own[bar.issues[0]] + taken
            else:
                links.append(Link(bar.issues, taken))
        rest = tuple(bar for bar in self.problem.bars if bar not in lines)
        return replace(found, own=tuple(own), links=tuple(links), bars=rest).with_floors(floors)


def _least(problem: Problem) -> Ints:
    """Return units that no package falls below: int64 array (parties)."""
    low = problem.base + sum(rows.min(axis=0) for rows in problem.own)
    for link in problem.links:
        low = low + link.points.reshape(-1, link.points.shape[-1]).min(axis=0)
    for box in problem.boxes:
        low = low + np.minimum(box.points, 0)
    return np.asarray(low)


def _turned(problem: Problem) -> Problem:
    return replace(
        problem,
        own=tuple(-rows for rows in problem.own),
        links=tuple(replace(link, points=-link.points) for link in problem.links),
        boxes=tuple(replace(box, points=-box.points) for box in problem.boxes),
        base=-problem.base,
    )


def pose(
    case: Case, sheets: Sequence[Sheet], public: Sequence[Sheet], asked: Sequence[Honoured]
) -> Posed:
    """Return the problems of sheets, and of rules that every package keeps.

    Parameters
    ----------
    public
        What parties without a sheet let know: their red lines count as rules.
    """
    rules = {f"the {one.kind} {one.id}": one.keeps for one in asked}
    drawn = dict.fromkeys(rules, "")
    for one in public:
        for line in one.red_lines:
            rules[f"the red line {line.id} of {case.name_of(line.by)}, told in public"] = line.keeps
    drawn |= dict.fromkeys(rules, "")
    every = problem_of(case.space, sheets, rules=rules, red_lines=False)
    if not any(sheet.red_lines for sheet in sheets):
        alone = tuple(every.of_parties([n]) for n in range(len(sheets)))
        return Posed(every, every, alone, drawn)
    lines: dict[str, Condition] = {}
    for sheet in sheets:
        for line in sheet.red_lines:
            why = f"the red line {line.id} of {case.name_of(line.by)}"
            lines[why] = both(lines[why], line.keeps) if why in lines else line.keeps
            drawn[why] = sheet.about
    problem = problem_of(case.space, sheets, rules=rules | lines, red_lines=False)
    alone = tuple(
        problem_of(
            case.space,
            [sheet],
            rules=rules | {why: keeps for why, keeps in lines.items() if drawn[why] == sheet.about},
            red_lines=False,
        )
        for sheet in sheets
    )
    return Posed(problem, every, alone, drawn)
