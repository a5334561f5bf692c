"""What of an answer is drawn and tabled: reaches, bars, packages side by side, statuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onetext.analysis.space.tables import NO_FLOOR
from onetext.brief.charts.marks import Chart
from onetext.brief.charts.pairs import pairs_chart
from onetext.brief.charts.utilities import Bars, Reach, utilities_chart
from onetext.brief.packages.answer import Answer
from onetext.brief.packages.fair import Fair
from onetext.brief.packages.told import count_told, known_told, size_told, status_told
from onetext.terms.packages.package import Package, Value, number
from onetext.terms.packages.space import Choice

if TYPE_CHECKING:
    from markupsafe import Markup

SHAPES = {"nash": 0, "egalitarian": 1, "kalai_smorodinsky": 2, "utilitarian": 3}


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one issue with what each column settles: the option, and its label where it has one."""

    issue: str
    label: str
    cells: tuple[tuple[str, str], ...]

    @property
    def differs(self) -> bool:
        """Tell whether the columns settle it differently."""
        return len(set(self.cells)) > 1


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold one figure with its status, for the table of what is proven."""

    name: str
    value: str
    status: str
    how: str
    why: str


def reaches(answer: Answer) -> tuple[Reach, ...]:
    """Return what each party's bars are drawn against."""
    problem = answer.solved.problem
    best = best_of_each(answer)
    found = []
    for n, name in enumerate(answer.names):
        floor = None
        if problem.floors[n] != NO_FLOOR:
            floor = float(int(problem.floors[n]) * problem.unit[n])
        seen = [vector[n] for one in answer.solutions.values() for vector in one.vectors]
        if floor is not None:
            seen.append(floor)
        top = best[n]
        high = max([*seen, 0.0]) if top is None else max([top, *seen])
        found.append(Reach(name, min([0.0, *seen]), high, floor, top))
    return tuple(found)


def best_of_each(answer: Answer) -> list[float | None]:
    """Return what the best of all packages gives each party; None where it was not computed.

    Without links it is the sum of the best options; else the best of the whole efficient set.
    """
    problem, whole = answer.solved.problem, answer.solved.frontier_all
    if whole.exact and whole.size:
        return [float(value) for value in whole.utilities.max(axis=0)]
    if whole.problem.links or whole.problem.boxes or whole.problem.bars:
        return [None] * len(problem.parties)
    units = problem.base + sum(rows.max(axis=0) for rows in problem.own)
    return [float(value) for value in problem.in_scale(units)]


def bars(answer: Answer) -> tuple[Bars, ...]:
    """Return the solutions that have a vector, the first of each."""
    return tuple(
        Bars(one.name, SHAPES[concept], one.vectors[0])
        for concept, one in answer.solutions.items()
        if one.vectors
    )


def utilities_drawn(answer: Answer) -> Markup | None:
    """Return the bars of every party in every solution, None where there is no solution."""
    some = bars(answer)
    return utilities_chart(reaches(answer), some, known=known_told(answer.marks)) if some else None


def pairs_drawn(answer: Answer) -> Chart | None:
    """Return the efficient set by pairs, None for one party or nothing to draw."""
    whole = answer.solved.frontier_all
    some = bars(answer)
    if len(answer.parties) < 2 or not (whole.size or some):
        return None
    good = answer.solved.frontier.utilities
    known = known_told(answer.marks)
    return pairs_chart(whole.utilities, good, reaches(answer), some, known=known)


def columns(answer: Answer) -> tuple[Fair, ...]:
    """Return the solutions that have a package."""
    return tuple(one for one in answer.solutions.values() if one.package is not None)


def rows(answer: Answer, packages: tuple[Package, ...]) -> tuple[Row, ...]:
    """Return a row for each issue on the table, with what each package settles it by."""
    return tuple(
        Row(
            matter.issue.id,
            matter.issue.label,
            tuple(_cell(answer, matter.issue.id, one.get(matter.issue.id)) for one in packages),
        )
        for matter in answer.case.space.matters
    )


def _cell(answer: Answer, issue: str, chosen: Value | None) -> tuple[str, str]:
    if chosen is None:
        return "open", ""
    matter = answer.case.space.matter(issue)
    if isinstance(matter, Choice):
        label = next((one.label for one in matter.options if one.id == chosen), "")
        return str(chosen), "" if label == chosen else label
    unit = getattr(matter, "unit", "")
    return f"{number(str(chosen)):f}{' ' + unit if unit else ''}", ""


def figures(answer: Answer) -> tuple[Figure, ...]:
    """Return every figure with its status, how it was found and why it is not exact."""
    found, of = answer.solved, answer.solved.problem.packages
    counts = found.acceptable
    told = [
        Figure("acceptable to all", count_told(counts.all, of), *_how(counts.all)),
        *(
            Figure(f"acceptable to {name}", count_told(one, of), *_how(one))
            for name, (_, one) in zip(answer.names, counts.by_party, strict=True)
        ),
    ]
    if counts.passing is not counts.all:
        told.append(
            Figure("passing the rule", count_told(counts.passing, of), *_how(counts.passing))
        )
    if answer.kept is not None:
        told.append(
            Figure("keeping what is honoured", count_told(answer.kept, of), *_how(answer.kept))
        )
    told += [
        Figure("efficient", size_told(found.frontier_all), *_how(found.frontier_all)),
        Figure("efficient above every floor", size_told(found.frontier), *_how(found.frontier)),
    ]
    for one in answer.solutions.values():
        tied = "–" if one.tied is None else f"{one.tied:,} tied"
        told.append(Figure(one.name, tied, *_how(one)))
    if found.clash is not None:
        size = f"{len(found.clash.sets)} of {found.clash.size} parties each"
        told.append(
            Figure(
                "smallest clashes", size, status_told(found.clash.status), "search", found.clash.why
            )
        )
    return tuple(told)


def _how(one: object) -> tuple[str, str, str]:
    status = status_told(str(getattr(one, "status", "")))
    return status, str(getattr(one, "method", "")), str(getattr(one, "why", ""))
