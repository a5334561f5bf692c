"""Figures of an answer in words: the same on the terminal, on a page and in a notebook."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from onetext.terms.packages.package import Package

if TYPE_CHECKING:
    from onetext.analysis.space.blockers import Concession
    from onetext.analysis.space.counting import Count
    from onetext.analysis.space.frontier import Frontier
    from onetext.brief.packages.answer import Answer

_EXACT_SHARE = 99.5
_NOTE = 160


def known_told(marks: Sequence[str]) -> str:
    """Return how a case and its sheets are known, each mark once, cut where it is a whole note.

    Examples
    --------
    >>> known_told(("this case: recalled", "the sheets: recalled"))
    'recalled'
    """
    told = dict.fromkeys(mark.partition(": ")[2] for mark in marks)
    return "; ".join(one if len(one) <= _NOTE else f"{one[: _NOTE - 1]}…" for one in told)


def number_told(value: float | Fraction) -> str:
    """Return a utility with as many digits as a reader can use.

    Examples
    --------
    >>> number_told(63.0), number_told(0.123456), number_told(Fraction(1234567))
    ('63', '0.1235', '1,234,567')
    """
    given = float(value)
    return f"{given:,.0f}" if given.is_integer() else f"{given:,.4g}"


def count_told(count: Count, of: int) -> str:
    """Return a count of packages with its share and, where it is not exact, its status."""
    if count.value is None:
        return f"not computed, {count.why}" if count.why else "not computed"
    if count.status == "estimate":
        why = f" ({count.why})" if count.why else ""
        return f"about {count.value:,}, from {count.low:,} to {count.high:,}{why}"
    if count.status != "exact":
        return f"{count.value:,} or more ({count.why})" if count.why else f"{count.value:,} or more"
    return f"{count.value:,}{share_told(count.value, of)}"


def share_told(part: int, of: int) -> str:
    """Return a share in brackets, empty of nothing.

    Examples
    --------
    >>> share_told(60, 2025), share_told(64, 64), share_told(1, 10**9), share_told(999, 1000)
    (' (3 %)', ' (100 %)', ' (1e-07 %)', ' (>99 %)')
    """
    if not of:
        return ""
    share = 100 * part / of
    if share >= _EXACT_SHARE:
        return " (100 %)" if part == of else " (>99 %)"
    return f" ({share:.0f} %)" if share >= 10 else f" ({share:.2g} %)"


def size_told(one: Frontier) -> str:
    """Return the size of an efficient set, and its status where it is not whole."""
    if one.status == "exact":
        return f"{one.size:,}"
    why = f": {one.why}" if one.why else ""
    return f"{one.size:,} found ({status_told(one.status)}{why})"


def status_told(status: str) -> str:
    """Return a status in words.

    Examples
    --------
    >>> status_told("lower_bound")
    'lower bound'
    """
    return status.replace("_", " ")


def party_counts(found: Answer) -> list[tuple[str, str]]:
    """Return for each party its name and how many packages it could accept, in words."""
    counts = found.solved.acceptable.by_party
    return [
        (name, count_told(count, found.solved.problem.packages))
        for name, (_, count) in zip(found.names, counts, strict=True)
    ]


def settled(package: Package, found: Answer) -> str:
    """Return a package in a line, in the order of the agenda."""
    issues = found.solved.problem.issues
    return ", ".join(f"{issue} = {package[issue]}" for issue in issues if issue in package)


def change_told(move: Concession, found: Answer) -> str:
    """Return the fewest changes that bring a party in, and what they cost the others."""
    if move.changes is None:
        return move.why or "no change brings it in"
    problem = found.solved.problem
    options = [(problem.issues[i], problem.options[i][option]) for i, option in move.changes]
    told = ", ".join(f"{issue} → {option}" for issue, option in options)
    lost = [
        f"{name} {number_told(loss)}"
        for name, loss in zip(found.names, move.lost, strict=True)
        if loss > 0
    ]
    cost = f"costs {', '.join(lost)}" if lost else "costs nobody anything"
    many = "change" if len(options) == 1 else "changes"
    return f"{len(options)} {many} would do: {told}; {cost}"
