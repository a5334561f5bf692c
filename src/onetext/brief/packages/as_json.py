"""The answer of a case in the form of ``--json`` (design, §6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onetext.brief.packages.fair import Fair
from onetext.terms.packages.package import Package, Value

if TYPE_CHECKING:
    from onetext.analysis.space.blockers import Concession
    from onetext.analysis.space.counting import Count
    from onetext.analysis.space.frontier import Frontier
    from onetext.brief.packages.answer import Answer, Asked

LARGEST = 2**53


def answer_to_json(answer: Answer, *, explain: bool = False) -> dict[str, Any]:
    """Return an answer as plain lists and objects; utilities are in the parties' own scales."""
    found = answer.solved
    problem, counts = found.problem, found.acceptable
    return {
        "format": 1,
        "title": answer.case.title,
        "packages": whole(problem.packages),
        "parties": list(problem.parties),
        "issues": list(problem.issues),
        "rule": answer.rule,
        "as_estimated": list(answer.as_estimated),
        "unheard": list(answer.unheard),
        "marks": list(answer.marks),
        "honour": [
            {"id": one.id, "kind": one.kind, "keeps": str(one.keeps), "told": one.told}
            for one in answer.honoured
        ],
        "honouring": None if answer.kept is None else whole(answer.kept.value),
        "acceptable": {
            "all": whole(counts.all.value),
            **{party: whole(count.value) for party, count in counts.by_party},
        },
        "passing": whole(counts.passing.value),
        "frontier": _frontier(found.frontier),
        "frontier_all": _frontier(found.frontier_all),
        "solutions": {
            name: _solution(one, answer, explain) for name, one in answer.solutions.items()
        },
        "blockers": _blockers(answer),
        "conventions": {name: one.convention for name, one in found.solutions.items()},
        "size": {
            "width": answer.size.width,
            "foretold_seconds": round(answer.size.seconds, 3),
        },
        "notes": list(answer.notes),
        "interrupted": answer.stopped,
        "status": _status(answer),
    }


def whole(count: int | None) -> int | str | None:
    """Return a count as JSON can hold it: beyond 2^53 as decimal text.

    Examples
    --------
    >>> whole(2**53), whole(2**53 + 1), whole(None)
    (9007199254740992, '9007199254740993', None)
    """
    return count if count is None or count <= LARGEST else str(count)


def plain(package: Package, issues: tuple[str, ...]) -> dict[str, str | int | float]:
    """Return a package for JSON, in the order of the agenda: words as words, numbers as numbers."""
    return {issue: _value(package[issue]) for issue in issues if issue in package}


def _value(chosen: Value) -> str | int | float:
    if isinstance(chosen, str):
        return chosen
    return int(chosen) if chosen == chosen.to_integral_value() else float(chosen)


def _frontier(one: Frontier) -> dict[str, Any]:
    row: dict[str, Any]
    if one.status == "not_computed":
        return {"size": None, "points": None}
    row = {"size": one.size, "points": one.utilities.tolist()}
    if one.epsilon is not None:
        row["epsilon"] = one.problem.in_scale(one.epsilon).tolist()
    return row


def _solution(one: Fair, answer: Answer, explain: bool) -> dict[str, Any]:
    issues = answer.solved.problem.issues
    row: dict[str, Any] = {
        "utilities": [list(vector) for vector in one.vectors],
        "packages": [plain(package, issues) for package in one.packages],
        "tied": whole(one.tied),
        "value": one.value,
        "logrolling": list(one.logrolling),
        "method": one.method,
    }
    if explain and one.certificate:
        row["certificate"] = one.certificate
    return row


def _blockers(answer: Answer) -> dict[str, Any]:
    found = answer.solved
    row: dict[str, Any] = {
        "clashing": [],
        "nearest": None,
        "packages": [_asked(one, answer) for one in answer.asked],
    }
    if found.clash is None or found.nearest is None:
        return row
    near, problem = found.nearest, found.problem
    package = None
    if near.package is not None:
        package = plain(Package.of(problem.package(near.package)), problem.issues)
    short = {
        party: None if value is None else float(value)
        for party, value in zip(problem.parties, near.shortfalls, strict=True)
    }
    return {
        **row,
        "clashing": [list(some) for some in found.clash.sets],
        "nearest": {"package": package, "shortfalls": short},
    }


def _asked(one: Asked, answer: Answer) -> dict[str, Any]:
    problem = answer.solved.problem
    return {
        "package": plain(one.package, problem.issues),
        "utilities": dict(zip(problem.parties, one.utilities, strict=True)),
        "passes": one.passes,
        "crosses": list(one.crossed),
        "objections": [
            {
                "party": found.party,
                "utility": float(found.utility),
                "floor": float(found.floor),
                "shortfall": float(found.shortfall),
            }
            for found in one.objections
        ],
        "concessions": [_concession(found, answer) for found in one.concessions],
    }


def _concession(found: Concession, answer: Answer) -> dict[str, Any]:
    problem = answer.solved.problem
    changes = None
    if found.changes is not None:
        options = {problem.issues[i]: problem.options[i][option] for i, option in found.changes}
        changes = plain(Package.of(options), problem.issues)
    return {
        "party": found.party,
        "changes": changes,
        "lost": dict(zip(problem.parties, map(float, found.lost), strict=True)),
        "status": told(found.status, found.why),
    }


def _status(answer: Answer) -> dict[str, Any]:
    found, counts = answer.solved, answer.solved.acceptable
    return {
        "acceptable": counted(counts.all),
        **{f"acceptable to {party}": counted(one) for party, one in counts.by_party},
        "passing": counted(counts.passing),
        "frontier": told(found.frontier.status, found.frontier.why),
        "frontier_all": told(found.frontier_all.status, found.frontier_all.why),
        **{name: told(one.status, one.why) for name, one in answer.solutions.items()},
        **({"blockers": told(found.clash.status, found.clash.why)} if found.clash else {}),
        **({"honouring": counted(answer.kept)} if answer.kept is not None else {}),
    }


def counted(count: Count) -> Any:
    """Return the status of a count: an estimate with its interval."""
    if count.status == "estimate":
        row = {"status": "estimate", "interval": [whole(count.low), whole(count.high)]}
        return {**row, "why": count.why} if count.why else row
    return told(count.status, count.why)


def told(status: str, why: str) -> Any:
    """Return a status, with why where it is not exact."""
    return status if status == "exact" or not why else {"status": status, "why": why}
