"""``onetext solve``: what could be agreed, in a case or a scenario of another tool."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from onetext.cli.lines import printed
from onetext.cli.output import in_json, note, say
from onetext.errors import WrongUse

if TYPE_CHECKING:
    from onetext.analysis.space.counting import Count
    from onetext.analysis.space.frontier import Frontier
    from onetext.analysis.space.solutions import Solution
    from onetext.analysis.space.solved import Solved

LARGEST = 2**53
MOST_PACKAGES = 20
RULES = ("case", "unanimity")


def show_solved(
    path: str,
    *,
    format: str | None,
    profiles: str | None,
    rule: str,
    budget: float | None,
    desk: str | None,
    explain: bool,
    json: bool,
) -> None:
    """Load a case or a scenario, solve it, print it; exit 1 if nothing is acceptable to all.

    Raises
    ------
    BadInput
        If it cannot be read, or a sheet does not give points and a floor exactly.
    WrongUse
        If the rule, the format or the desk is none.
    """
    if rule not in RULES:
        raise WrongUse(f"there is no rule {rule!r}", instead=f"write one of {', '.join(RULES)}")
    from onetext.analysis.acceptability.gathered import gathered
    from onetext.analysis.space.sheets import problem_of
    from onetext.analysis.space.solved import UNANIMITY, solve
    from onetext.cases.formats.reading import read_case

    begun = time.perf_counter()
    wanted = [name.strip() for name in (profiles or "").split(",") if name.strip()]
    imported = read_case(path, format=format, profiles=wanted)
    case = imported.case
    for told in imported.notes:
        note(f"{path}: {told}")
    sheets = gathered(case, desk)
    problem = problem_of(case.space, sheets)
    every, alone = None, []
    if problem.bars:
        every = problem_of(case.space, sheets, red_lines=False)
        alone = [problem_of(case.space, [sheet]) for sheet in sheets]
    passing = case.passing if rule == "case" and case.passing is not None else UNANIMITY
    found = solve(problem, without_red_lines=every, alone=alone, rule=passing, budget=budget)
    seconds = time.perf_counter() - begun
    if json:
        say(in_json(to_row(found, case.title, imported.notes, seconds, explain=explain)) + "\n")
    else:
        from onetext.cli.solved_shown import show

        say(printed(lambda on: show(found, case, imported.notes, seconds, on, explain=explain)))
    if found.acceptable.all.value == 0:
        sys.exit(1)


def to_row(
    found: Solved, title: str, notes: tuple[str, ...], seconds: float, *, explain: bool = False
) -> dict[str, Any]:
    """Return what was found in the form of ``--json`` (design, §6)."""
    problem, counts = found.problem, found.acceptable
    return {
        "format": 1,
        "title": title,
        "packages": whole(problem.packages),
        "parties": list(problem.parties),
        "issues": list(problem.issues),
        "acceptable": {
            "all": whole(counts.all.value),
            **{party: whole(count.value) for party, count in counts.by_party},
        },
        "passing": whole(counts.passing.value),
        "frontier": _frontier(found.frontier),
        "frontier_all": _frontier(found.frontier_all),
        "solutions": {name: _solution(one, explain) for name, one in found.solutions.items()},
        "blockers": _blockers(found),
        "conventions": {name: one.convention for name, one in found.solutions.items()},
        "notes": list(notes),
        "seconds": round(seconds, 6),
        "status": _status(found),
    }


def whole(count: int | None) -> int | str | None:
    """Return a count as JSON can hold it: beyond 2^53 as decimal text.

    Examples
    --------
    >>> whole(2**53), whole(2**53 + 1), whole(None)
    (9007199254740992, '9007199254740993', None)
    """
    return count if count is None or count <= LARGEST else str(count)


def _frontier(one: Frontier) -> dict[str, Any]:
    if one.status == "not_computed":
        return {"size": None, "points": None}
    return {"size": one.size, "points": one.utilities.tolist()}


def _solution(one: Solution, explain: bool) -> dict[str, Any]:
    row: dict[str, Any] = {
        "utilities": one.utilities.tolist() if len(one.points) else [],
        "packages": [
            _plain(one.problem.package(chosen))
            for chosen in [c for some in one.packages for c in some][:MOST_PACKAGES]
        ],
        "tied": whole(one.tied),
        "value": float(one.value) if one.value is not None else None,
        "method": one.method,
    }
    if explain and one.certificate is not None:
        row["certificate"] = str(one.certificate)
    return row


def _plain(package: dict[str, Any]) -> dict[str, str]:
    return {issue: str(value) for issue, value in package.items()}


def _blockers(found: Solved) -> dict[str, Any]:
    if found.clash is None or found.nearest is None:
        return {"clashing": [], "nearest": None}
    near = found.nearest
    package = found.problem.package(near.package) if near.package is not None else None
    return {
        "clashing": [list(some) for some in found.clash.sets],
        "nearest": {
            "package": _plain(package) if package is not None else None,
            "shortfalls": {
                party: float(short) if short is not None else None
                for party, short in zip(found.problem.parties, near.shortfalls, strict=True)
            },
        },
    }


def _status(found: Solved) -> dict[str, Any]:
    counts = found.acceptable
    return {
        "acceptable": _counted(counts.all),
        "passing": _counted(counts.passing),
        "frontier": _told(found.frontier.status, found.frontier.why),
        "frontier_all": _told(found.frontier_all.status, found.frontier_all.why),
        **{name: _told(one.status, one.why) for name, one in found.solutions.items()},
        **({"blockers": _told(found.clash.status, found.clash.why)} if found.clash else {}),
    }


def _counted(count: Count) -> Any:
    if count.status == "estimate":
        return {"status": "estimate", "interval": [whole(count.low), whole(count.high)]}
    return _told(count.status, count.why)


def _told(status: str, why: str) -> Any:
    return status if status == "exact" or not why else {"status": status, "why": why}
