"""What ``onetext acceptability`` prints for a person: the short answer first, then how often."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onetext.brief.packages.accepted_told import (
    counts_told,
    estimate_told,
    left_told,
    listed_places,
    question_told,
    refusing_told,
    settled_told,
    share_told,
    short_told,
    worth_told,
)
from onetext.brief.safe_text import visible
from onetext.cli.lines import Lines, listed
from onetext.terms.packages.package import Package

if TYPE_CHECKING:
    from onetext.analysis.acceptability.answer import Acceptability
    from onetext.brief.packages.accepted import Accepted

_MOST = 8
_TIES = 3


def show(accepted: Accepted, on: Lines) -> None:
    """Write the whole answer."""
    found = accepted.found
    case = found.case
    on.put(case.title, style="bold")
    for mark in accepted.marks:
        on.put(f"{mark[:1].upper()}{mark[1:]}.")
    names = listed([case.name_of(party) for party in found.parties])
    on.put(f"What {names} could accept, as far as their sheets tell.")
    for words in found.as_estimated:
        on.put(f"Preferences {estimate_told(words, found)}.", style="bold")
    if found.unheard:
        who = listed([case.name_of(party) for party in found.unheard])
        on.put(f"Nothing is known of what {who} would accept; left out.", style="bold")
    on.heading("In short")
    on.put(short_told(found), style="bold")
    if left := left_told(found):
        on.put(left)
    counts = counts_told(found)
    width = max(len(name) for name, _ in counts)
    for name, told in counts:
        on.row(name, told, label=width)
    _often(found, on)
    _ask(found, on)
    on.heading("How to read this")
    for line in found.conventions:
        on.put(f"- {line}", hang=2)
    shares = found.shares
    if not shares.exact:
        on.put(f"- {shares.draws:,} draws, seed {shares.seed}", hang=2)
    if shares.stopped:
        on.put(f"- interrupted: {shares.asked:,} draws were asked for", hang=2)


def _often(found: Acceptability, on: Lines) -> None:
    from rich import box
    from rich.table import Table

    shares, order = found.shares, listed_places(found, _MOST)
    if not order:
        return
    on.heading("Most often acceptable to all")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("", justify="right")
    for name in ("acceptable", "efficient", "Nash"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("most often refused by", overflow="fold")
    errors = shares.errors
    for place, n in enumerate(order, start=1):
        cells = [
            share_told(share[n], error[n])
            for share, error in zip(
                (shares.acceptable, shares.efficient, shares.nash), errors, strict=True
            )
        ]
        table.add_row(str(place), *cells, visible(refusing_told(found, n)))
    on.console.print(table)
    packages = [found.listing.package(int(shares.places[n])) for n in order]
    common = {
        issue: value
        for issue, value in packages[0].chosen
        if all(one.get(issue) == value for one in packages)
    }
    on.blank()
    if common and len(packages) > 1:
        on.put(f"All of these: {settled_told(Package.of(common))}", hang=2)
    for place, one in enumerate(packages, start=1):
        own = one.without(*common) if len(packages) > 1 else one
        on.row(str(place), settled_told(own), label=2)
    more = len(found.shares.places) - len(order)
    if more > 0 and not shares.exact:
        on.put(f"{more:,} more may be acceptable to all; --json lists the first 50.")


def _ask(found: Acceptability, on: Lines) -> None:
    asking = found.asking
    if asking is None:
        return
    on.heading("Worth asking next")
    if asking.best is None:
        on.put("No single answer would tell anything.")
        return
    on.put(question_told(asking.best, found), style="bold")
    on.put(worth_told(asking))
    if asking.ties:
        on.put("As much, as far as these draws tell:")
        for one in asking.ties[:_TIES]:
            on.put(f"- {question_told(one, found)}", indent=2, hang=2)
        if len(asking.ties) > _TIES:
            on.put(f"- and {len(asking.ties) - _TIES} more", indent=2)
