"""What could be agreed, on a terminal: how much, what is fairest, what stands in the way."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from rich.table import Table

from onetext.brief.safe_text import visible
from onetext.cli.lines import Lines, listed
from onetext.terms.case import Case

if TYPE_CHECKING:
    from onetext.analysis.space.counting import Count
    from onetext.analysis.space.solutions import Solution
    from onetext.analysis.space.solved import Solved

NAMES = {
    "nash": "Nash",
    "egalitarian": "egalitarian",
    "kalai_smorodinsky": "Kalai–Smorodinsky",
    "utilitarian": "utilitarian",
}


def show(
    found: Solved,
    case: Case,
    notes: tuple[str, ...],
    seconds: float,
    on: Lines,
    *,
    explain: bool,
) -> None:
    """Print what was found; words of a case are never taken as markup."""
    problem, counts = found.problem, found.acceptable
    names = [case.name_of(party) for party in problem.parties]

    on.put(case.title, style="bold")
    on.put(f"{problem.packages:,} packages of {len(problem.issues)} issues")
    marks = {sheet.mark for sheet in map(case.grounds_of, (f"sheets/{s.id}" for s in case.sheets))}
    for mark in sorted(filter(None, marks)):
        on.put(f"! The sheets: {mark}.")
    for told in notes:
        on.put(f"! {told}")
    on.blank()
    on.put(f"Acceptable to all: {_count(counts.all, problem.packages)}", style="bold")
    for party, (_, count) in zip(names, counts.by_party, strict=True):
        on.put(indent=2, hang=2, text=f"to {party}: {_count(count, problem.packages)}")
    if counts.passing.value != counts.all.value:
        on.put(f"Passing under the rule: {_count(counts.passing, problem.packages)}")
    on.put(f"Efficient: {_size(found.frontier_all)}; above every floor: {_size(found.frontier)}")
    if found.clash is not None:
        _clash(found, names, on)
        return
    on.blank()
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("Fairest by")
    for name in names:
        table.add_column(visible(name), justify="right")
    table.add_column("tied", justify="right")
    for name, one in found.solutions.items():
        first = one.utilities[0] if len(one.points) else None
        cells = ["–"] * len(names) if first is None else [f"{value:,.4g}" for value in first]
        status = "" if one.exact else f" ({one.status.replace('_', ' ')})"
        table.add_row(NAMES[name] + status, *cells, "–" if one.tied is None else f"{one.tied:,}")
    on.console.print(table, markup=False, highlight=False)
    on.blank()
    for name, one in found.solutions.items():
        _packages(NAMES[name], one, on, explain=explain)
    on.put(f"Gains are counted from the floors; {seconds:.2f} s.")


def _packages(name: str, one: Solution, on: Lines, *, explain: bool) -> None:
    chosen = next((some[0] for some in one.packages if some), None)
    if chosen is None:
        on.put(f"{name}: {one.why or 'no package'}")
        return
    package = one.problem.package(chosen)
    on.put(f"{name}: " + ", ".join(f"{issue} = {value}" for issue, value in package.items()))
    if explain:
        on.put(indent=2, hang=2, text=f"by {one.method}; {one.convention}")
        if one.certificate is not None:
            on.put(indent=2, hang=2, text=f"certificate: {one.certificate}")


def _clash(found: Solved, names: list[str], on: Lines) -> None:
    assert found.clash is not None
    told = dict(zip(found.problem.parties, names, strict=True))
    on.blank()
    on.put("No package reaches every floor.", style="bold")
    for some in found.clash.sets:
        on.put(
            indent=2, hang=2, text=f"These floors clash: {listed([told[party] for party in some])}"
        )
    near = found.nearest
    if near is None or near.package is None:
        return
    package = found.problem.package(near.package)
    on.put("Nearest: " + ", ".join(f"{issue} = {value}" for issue, value in package.items()))
    for party, short in zip(found.problem.parties, near.shortfalls, strict=True):
        if short is not None and short > 0:
            on.put(indent=2, hang=2, text=f"{told[party]}: {_number(short)} below its floor")


def _count(count: Count, of: int) -> str:
    if count.value is None:
        return f"not computed, {count.why}" if count.why else "not computed"
    share = f" ({100 * count.value / of:.2g} %)" if of else ""
    if count.status == "estimate":
        return f"about {count.value:,}, from {count.low:,} to {count.high:,}"
    return f"{count.value:,}{share}" + ("" if count.status == "exact" else " at least")


def _size(one: object) -> str:
    size, status = getattr(one, "size", 0), getattr(one, "status", "")
    return f"{size:,}" if status == "exact" else f"{size:,} found ({status.replace('_', ' ')})"


def _number(value: Fraction) -> str:
    return f"{float(value):,.6g}"
