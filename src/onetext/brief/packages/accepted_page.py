"""What is acceptable under partial preferences as one self-contained HTML file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onetext.brief import words
from onetext.brief.charts.shares import Shares, shares_chart
from onetext.brief.packages.accepted import Accepted
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
from onetext.brief.packages.told import known_told
from onetext.brief.shell import filled
from onetext.terms.packages.package import Package

if TYPE_CHECKING:
    from markupsafe import Markup

    from onetext.analysis.acceptability.answer import Acceptability

KINDS = ("acceptable to all", "efficient", "Nash")
_MOST = 8


def accepted_page(accepted: Accepted) -> str:
    """Return one page that asks nothing of the network and runs nothing."""
    found = accepted.found
    order = listed_places(found, _MOST)
    shares = drawn_shares(found, order)
    packages = [found.listing.package(int(found.shares.places[n])) for n in order]
    common = {
        issue: chosen
        for issue, chosen in (packages[0].chosen if packages else ())
        if len(packages) > 1 and all(one[issue] == chosen for one in packages)
    }
    return filled(
        "accepted.html",
        accepted=accepted,
        found=found,
        case=found.case,
        kinds=KINDS,
        chart=shares_drawn(accepted, order) if not found.shares.exact else None,
        packages=packages,
        common=settled_told(Package.of(common)),
        differing=[m.issue for m in found.case.space.matters if m.issue.id not in common],
        shares=shares,
        refused=[refusing_told(found, n) for n in order],
        estimates=[estimate_told(told, found) for told in found.as_estimated],
        names=[found.case.name_of(party) for party in found.parties],
        unheard=[found.case.name_of(party) for party in found.unheard],
        short=short_told(found),
        left=left_told(found),
        counts=counts_told(found),
        matters=found.case.space.matters,
        question=lambda one: question_told(one, found),
        worth=worth_told,
        listed=words.listed,
    )


def drawn_shares(found: Acceptability, order: list[int]) -> list[Shares]:
    """Return the shares of some packages with their errors, numbered from 1."""
    shares = found.shares
    each = (shares.acceptable, shares.efficient, shares.nash)
    rows = []
    for place, n in enumerate(order, start=1):
        values = [float(share[n]) for share in each]
        errors = [0.0 if error[n] != error[n] else float(error[n]) for error in shares.errors]
        rows.append(
            Shares(
                str(place),
                [None if value != value else value for value in values],
                errors,
                [share_told(v, e) for v, e in zip(values, errors, strict=True)],
            )
        )
    return rows


def shares_drawn(accepted: Accepted, order: list[int]) -> Markup | None:
    """Return the bars of some packages, None where there are none."""
    found = accepted.found
    if not order:
        return None
    return shares_chart(drawn_shares(found, order), KINDS, known=known_told(accepted.marks))
