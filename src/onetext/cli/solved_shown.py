"""What could be agreed, on a terminal: how much, what is fairest, what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onetext.brief.packages.told import (
    change_told,
    count_told,
    number_told,
    party_counts,
    settled,
    size_told,
    status_told,
)
from onetext.cli.lines import Lines, listed
from onetext.cli.solved_table import fairest_table
from onetext.terms.packages.package import Package

if TYPE_CHECKING:
    from onetext.brief.packages.answer import Answer, Asked
    from onetext.brief.packages.fair import Fair


def show(found: Answer, on: Lines, *, explain: bool) -> None:
    """Print what was found; words of a case are never taken as markup."""
    problem, counts = found.solved.problem, found.solved.acceptable
    on.put(found.case.title, style="bold")
    on.put(f"{problem.packages:,} packages of {len(problem.issues)} issues")
    for told in found.marks:
        on.put(f"! {told[:1].upper()}{told[1:]}", hang=2)
    for words in found.as_estimated:
        on.put(f"Preferences {words}.", style="bold")
    if found.unheard:
        who = listed([found.case.name_of(party) for party in found.unheard])
        on.put(f"No sheet of {who}: without a say in what follows.", style="bold")
    _kept(found, on)
    on.blank()
    on.put(f"Acceptable to all: {count_told(counts.all, problem.packages)}", style="bold")
    for name, told in party_counts(found):
        on.put(f"to {name}: {told}", indent=2, hang=2)
    if counts.passing is not counts.all:
        on.put(f"Passing: {count_told(counts.passing, problem.packages)}")
        on.put(f"rule: {found.rule}", indent=2, hang=2)
    whole, above = size_told(found.solved.frontier_all), size_told(found.solved.frontier)
    on.put(f"Efficient: {whole}; above every floor: {above}")
    if found.solved.clash is not None:
        _clash(found, on)
    else:
        _fairest(found, on, explain=explain)
    for one in found.asked:
        _asked(one, found, on)
    for told in found.notes:
        on.put(f"! {told[:1].upper()}{told[1:]}", hang=2)
    on.put(f"Gains are counted from {found.by.said()}; {found.seconds:.2f} s.")


def _kept(found: Answer, on: Lines) -> None:
    if found.kept is None:
        return
    told = count_told(found.kept, found.solved.problem.packages)
    on.put(f"Only packages that keep what is honoured: {told}", style="bold")
    free = [one.id for one in found.honoured if one.free]
    for one in found.honoured:
        if not one.free:
            on.put(f"{one.kind} {one.id}: {one.told}", indent=2, hang=2)
    if free:
        on.put(f"kept in any package: {listed(free)}", indent=2, hang=2)


def _fairest(found: Answer, on: Lines, *, explain: bool) -> None:
    on.blank()
    table = fairest_table(found, on.console.width)
    on.console.print(table, markup=False, highlight=False)
    on.blank()
    before: dict[Package, str] = {}
    for one in found.solutions.values():
        _packages(one, before, found, on, explain=explain)


def _packages(
    one: Fair, before: dict[Package, str], found: Answer, on: Lines, *, explain: bool
) -> None:
    if one.package is None:
        on.put(f"{one.name}: {one.why or 'no package'}")
        return
    same = before.get(one.package)
    told = f"the same as {same}" if same else settled(one.package, found)
    why = f" ({status_told(one.status)}: {one.why})" if one.why else ""
    on.put(f"{one.name}: {told}{why}", hang=2)
    before.setdefault(one.package, one.name)
    if explain:
        on.put(f"by {one.method}; {one.convention}", indent=2, hang=2)
        if one.logrolling and one.logrolling[0] is not None:
            share = f"{100 * one.logrolling[0]:.0f} %"
            on.put(f"logrolling: {share} of what trading can give", indent=2, hang=2)
        if one.certificate:
            on.put(f"certificate: {one.certificate}", indent=2, hang=2)


def _clash(found: Answer, on: Lines) -> None:
    clash, near, problem = found.solved.clash, found.solved.nearest, found.solved.problem
    assert clash is not None
    told = dict(zip(problem.parties, found.names, strict=True))
    on.blank()
    if not clash.left:
        by = "red lines and what is honoured" if found.honoured else "red lines"
        on.put(f"No package is left: the {by} bar every one.", style="bold")
        return
    on.put("No package reaches every floor.", style="bold")
    for some in clash.sets:
        names = listed([told[party] for party in some])
        on.put(f"These floors clash: {names}", indent=2, hang=2)
    if clash.status != "exact":
        on.put(f"not looked through: {clash.why}", indent=2, hang=2)
    if near is None or near.package is None:
        return
    package = Package.of(problem.package(near.package))
    on.put(f"Nearest: {settled(package, found)}", hang=2)
    for party, short in zip(problem.parties, near.shortfalls, strict=True):
        if short is not None and short > 0:
            on.put(f"{told[party]}: {number_told(short)} below its floor", indent=2, hang=2)


def _asked(one: Asked, found: Answer, on: Lines) -> None:
    told = dict(zip(found.parties, found.names, strict=True))
    on.blank()
    passes = "passes" if one.passes else "does not pass"
    on.put(f"Asked: {settled(one.package, found)}: {passes}.", style="bold", hang=2)
    if one.crossed:
        told_crossed = f"It does not keep {listed([*one.crossed])}; what follows leaves that aside."
        on.put(told_crossed, indent=2, hang=2)
    if not one.objections:
        on.put("It reaches every floor.", indent=2)
    moves = {move.party: move for move in one.concessions}
    for objection in one.objections:
        who, short = told[objection.party], number_told(objection.shortfall)
        floor = number_told(objection.floor)
        on.put(f"{who} objects: {short} below its floor of {floor}", indent=2, hang=2)
        move = moves.get(objection.party)
        if move is not None:
            on.put(change_told(move, found), indent=4, hang=2)
