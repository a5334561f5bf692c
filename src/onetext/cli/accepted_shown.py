"""What ``onetext acceptability`` prints for a person: the short answer first, then how often."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onetext.brief.safe_text import visible
from onetext.cli.lines import Lines, listed
from onetext.terms.packages.package import Package

if TYPE_CHECKING:
    from onetext.analysis.acceptability.answer import Acceptability
    from onetext.analysis.acceptability.question import Asking, Question

_MOST = 8
_TIES = 3


def show(found: Acceptability, on: Lines) -> None:
    """Write the whole answer."""
    case = found.case
    on.put(case.title, style="bold")
    if mark := case.grounds_of("case").mark:
        on.put(f"This case: {mark}.")
    names = listed([case.name_of(party) for party in found.parties])
    on.put(f"What {names} could accept, as far as their sheets tell.")
    for words in found.as_estimated:
        on.put(f"Preferences {_named(words, found)}.", style="bold")
    if found.unheard:
        who = listed([case.name_of(party) for party in found.unheard])
        on.put(f"Nothing is known of what {who} would accept; left out.", style="bold")
    _in_short(found, on)
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


def _named(words: str, found: Acceptability) -> str:
    """Return ``as X estimates Y`` with the names of the parties."""
    parties = {party.id: party.name for party in found.case.parties}
    return " ".join(parties.get(word, word) for word in words.split(" "))


def _in_short(found: Acceptability, on: Lines) -> None:
    every = len(found.listing)
    sure, may = (found.necessary == 1).sum(), (found.possible != 0).sum()
    on.heading("In short")
    if not may:
        on.put(f"None of {every:,} packages can be acceptable to all.", style="bold")
        _counts(found, on)
        return
    open_ = f"; {may - sure:,} may be, {every - may:,} cannot"
    if may == sure:
        open_ = f"; the other {every - may:,} cannot be" if may < every else ""
    many = f"{sure:,}" if sure else "None"
    on.put(f"{many} of {every:,} packages {'is' if sure in (0, 1) else 'are'} surely acceptable to"
           f" all{open_}.", style="bold")  # fmt: skip
    left = int((found.necessary == -1).sum() + (found.possible == -1).sum())
    if left:
        on.put(f"{left:,} answers were not computed: too many programmes; counted as open.")
    _counts(found, on)


def _counts(found: Acceptability, on: Lines) -> None:
    width = max(len(found.case.name_of(party)) for party in found.parties)
    for one in found.verdicts:
        sure, may = (one.necessary == 1).sum(), (one.possible != 0).sum()
        more = f", {may - sure:,} more may be" if may > sure else ""
        on.row(found.case.name_of(one.party), f"{sure:,} surely acceptable{more}", label=width)


def _often(found: Acceptability, on: Lines) -> None:
    from rich import box
    from rich.table import Table

    shares, order = found.shares, found.order[:_MOST]
    if not order:
        return
    on.heading("Most often acceptable to all")
    if found.shares.exact:
        order = [n for n in order if shares.acceptable[n]]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("", justify="right")
    for name in ("acceptable", "efficient", "Nash"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("most often refused by", overflow="fold")
    errors = shares.errors
    for place, n in enumerate(order, start=1):
        cells = [
            _share(share[n], error[n])
            for share, error in zip(
                (shares.acceptable, shares.efficient, shares.nash), errors, strict=True
            )
        ]
        table.add_row(str(place), *cells, visible(_refusing(found, n)))
    on.console.print(table)
    packages = [found.listing.package(int(shares.places[n])) for n in order]
    common = {
        issue: value
        for issue, value in packages[0].chosen
        if all(one.get(issue) == value for one in packages)
    }
    on.blank()
    if common and len(packages) > 1:
        on.put(f"All of these: {_settled(Package.of(common))}", hang=2)
    for place, one in enumerate(packages, start=1):
        own = one.without(*common) if len(packages) > 1 else one
        on.row(str(place), _settled(own), label=2)
    more = len(found.shares.places) - len(order)
    if more > 0 and not shares.exact:
        on.put(f"{more:,} more may be acceptable to all; --json lists the first 50.")


def _share(share: float, error: float) -> str:
    if share != share:
        return "not computed"
    if not error:
        return f"{share:.0%}"
    digits = 1 if error < 0.005 else 0
    shown = f"{share:.{digits}%}"
    if share > 0 and float(shown[:-1]) == 0:
        shown = f"<{10 ** -(digits + 2):.{digits}%}"
    return f"{shown} ±{max(error, 0.001 if digits else 0.01):.{digits}%}"


def _refusing(found: Acceptability, n: int) -> str:
    """Return who says no to a package most often, if anybody does."""
    shares = found.shares.accepted[:, n]
    party = int(shares.argmin())
    if shares[party] >= 1:
        return "nobody"
    refused = 1 - shares[party]
    told = f"{refused:.0%}" if refused >= 0.01 else "<1%"
    return f"{found.case.name_of(found.parties[party])} ({told})"


def _settled(package: Package) -> str:
    return ", ".join(f"{issue} = {value}" for issue, value in package.chosen)


def _ask(found: Acceptability, on: Lines) -> None:
    asking = found.asking
    if asking is None:
        return
    on.heading("Worth asking next")
    if asking.best is None:
        on.put("No single answer would tell anything.")
        return
    on.put(_question(asking.best, found), style="bold")
    on.put(_worth(asking))
    if asking.ties:
        on.put("As much, as far as these draws tell:")
        for one in asking.ties[:_TIES]:
            on.put(f"- {_question(one, found)}", indent=2, hang=2)
        if len(asking.ties) > _TIES:
            on.put(f"- and {len(asking.ties) - _TIES} more", indent=2)


def _worth(asking: Asking) -> str:
    best = asking.best
    assert best is not None
    part = best.gain / asking.uncertainty if asking.uncertainty else 0.0
    return (
        f"The answer is expected to take away {part:.0%} of what is not known here (share × (1 −"
        f" share), summed over {asking.packages:,} packages); a yes is {best.yes:.0%} likely in the"
        f" draws. {asking.asked:,} questions were weighed."
    )


def _question(one: Question, found: Acceptability) -> str:
    who = found.case.name_of(one.party)
    if one.kind == "floor":
        return f"Ask {who}: is no deal worth {one.points} points or more to you?"
    if one.kind == "or no deal":
        return f"Ask {who}: would you rather have [{_settled(one.better)}] than no deal?"
    return (
        f"Ask {who}: would you rather have [{_settled(one.better)}] than"
        f" [{_settled(one.worse)}], whatever becomes of the rest?"
    )
