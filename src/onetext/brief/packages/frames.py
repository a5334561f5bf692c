"""Answers as columns for a data frame: pandas where it is installed, else polars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from onetext.brief.packages.told import known_told
from onetext.errors import WrongUse

if TYPE_CHECKING:
    from onetext.brief.packages.accepted import Accepted
    from onetext.brief.packages.answer import Answer

Columns = Mapping[str, Sequence[Any]]
_KINDS = ("pandas", "polars")


def frame(columns: Columns) -> Any:
    """Return a data frame of columns.

    Raises
    ------
    WrongUse
        If neither pandas nor polars is installed.
    """
    for name in _KINDS:
        try:
            made = import_module(name).DataFrame
        except ModuleNotFoundError:
            continue
        return made({column: _held(values) for column, values in columns.items()})
    raise WrongUse(
        "a data frame needs pandas or polars, and neither is installed",
        instead="pip install pandas (to_dict() needs neither)",
    )


def _held(values: Sequence[Any]) -> list[Any]:
    """Return a column as any frame can hold it: whole numbers beyond 64 bits as decimal text.

    Examples
    --------
    >>> _held([1, 2]), _held([1, 2**64])
    ([1, 2], ['1', '18446744073709551616'])
    """
    large = any(type(value) is int and abs(value) >= 2**63 for value in values)
    return [str(value) if large and value is not None else value for value in values]


def solution_columns(answer: Answer) -> Columns:
    """Return a row for each package of each solution.

    A column that an issue and a party would share is the party's; the issue's is ``issue …``.
    """
    parties, issues = answer.parties, answer.solved.problem.issues
    rows = [
        (one, package, vector)
        for one in answer.solutions.values()
        for package, vector in zip(one.packages, _vectors(answer, one.concept), strict=True)
    ]
    taken = {"solution", "status", "tied", "known", *parties}
    columns: dict[str, Sequence[Any]] = {
        "solution": [one.concept for one, _, _ in rows],
        **{party: [vector[n] for _, _, vector in rows] for n, party in enumerate(parties)},
        **{
            f"issue {issue}" if issue in taken else issue: [str(p[issue]) for _, p, _ in rows]
            for issue in issues
        },
        "tied": [one.tied for one, _, _ in rows],
        "status": [one.status for one, _, _ in rows],
    }
    return _marked(columns, answer.marks)


def _marked(columns: Columns, marks: Sequence[str]) -> Columns:
    """Return columns, and in a last one how the case and the sheets are known, where they say so.

    A frame has no place for it but its rows, and goes where nobody sees what it came from.
    """
    known = known_told(marks)
    if not known:
        return columns
    name = "known" if "known" not in columns else "how it is known"
    return {**columns, name: [known] * len(next(iter(columns.values())))}


def _vectors(answer: Answer, concept: Any) -> list[tuple[float, ...]]:
    """Return the utilities of each package of a solution, in the order of the packages."""
    fair, found = answer.solutions[concept], answer.solved.solutions[concept]
    each = [vector for vector, some in zip(fair.vectors, found.packages, strict=True) for _ in some]
    return each[: len(fair.packages)]


def frontier_columns(answer: Answer, *, whole: bool) -> Columns:
    """Return a row for each efficient vector, with how many packages have it."""
    found = answer.solved.frontier_all if whole else answer.solved.frontier
    utilities = found.utilities
    columns: dict[str, Sequence[Any]] = {
        **{party: utilities[:, n].tolist() for n, party in enumerate(answer.parties)},
        "packages": [int(n) for n in found.counts],
    }
    return _marked(columns, answer.marks)


def share_columns(accepted: Accepted) -> Columns:
    """Return a row for each package that may be acceptable to all, most often so first."""
    found = accepted.found
    shares, order = found.shares, found.order
    packages = [found.listing.package(int(shares.places[n])) for n in order]
    names = ("acceptable", "efficient", "nash")
    each = (shares.acceptable, shares.efficient, shares.nash)
    columns: dict[str, Sequence[Any]] = {
        **{issue: [str(one[issue]) for one in packages] for issue in found.listing.issues},
        **{name: [float(share[n]) for n in order] for name, share in zip(names, each, strict=True)},
        **{
            f"{name} stderr": [float(error[n]) for n in order]
            for name, error in zip(names, shares.errors, strict=True)
        },
    }
    return _marked(columns, accepted.marks)
