"""``onetext offers``: what becomes of each offer in a package, and what the offers agree on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onetext.cases.loading import load
from onetext.cli.asking import (
    grounds_row,
    package_given,
    package_row,
    told_grounds,
    told_package,
)
from onetext.cli.lines import Lines, listed, printed
from onetext.cli.output import in_json, say
from onetext.cli.reports import day_given
from onetext.terms.case import Case
from onetext.terms.hour import since, within
from onetext.terms.offers.handshake import Agreement, Course, agreement, sequence
from onetext.terms.offers.linkage import Linkage, linkage, ties
from onetext.terms.offers.offer import Honour, Offer, honours, standing
from onetext.terms.packages.condition import Always
from onetext.terms.packages.package import Package
from onetext.terms.when import When

_MEANS = {
    "exercised": "both sides of it happen",
    "idle": "neither side of it happens",
    "uncompensated": "given, and nothing got for it",
    "unclaimed": "got what was asked, nothing given",
    "open": "the package does not settle it",
}
_KEPT = {True: "kept", False: "crossed", None: "open"}


@dataclass(frozen=True, slots=True)
class Found:
    """Hold what was asked and what came of it; ``courses`` has one for each handshake.

    ``agreement`` is what the offers agree on by themselves, ``within`` on top of the package.
    """

    case: Case
    package: Package
    at: When | None
    stand: tuple[Offer, ...]
    honour: Honour
    agreement: Agreement
    courses: tuple[Course, ...]
    within: Agreement
    linkage: Linkage


def show_offers(path: str, *, package: str | None, at: str | None, json: bool) -> None:
    """Load a case and print the states of its offers.

    Raises
    ------
    BadInput
        If the case is faulty.
    WrongUse
        If the package or the hour is.
    """
    hour = day_given(at, "--at")
    case = load(path)
    found = find(case, package_given(package, case.space), hour)
    say(in_json(to_row(found), indent=1) + "\n" if json else printed(lambda on: _show(found, on)))


def find(case: Case, package: Package, at: When | None) -> Found:
    """Return the states of a case's offers in ``package``, and what those that stand agree on."""
    stand = standing(case.offers, at)
    agreed = agreement(stand)
    by_id = {offer.id: offer for offer in stand}
    return Found(
        case,
        package,
        at,
        stand,
        honours(package, case.offers, at),
        agreed,
        tuple(
            sequence([by_id[id] for id in one.offers]) for one in agreed.handshakes
        ),
        agreement(stand, package),
        linkage(ties(stand, case.red_lines), [m.issue.id for m in case.space.matters]),
    )  # fmt: skip


def why_not_standing(offer: Offer, case: Case, at: When | None) -> str:
    """Return in words why an offer does not stand."""
    if offer.non_paper:
        return "a non-paper never stands"
    if offer.withdrawn_at and (at is None or since(at, offer.withdrawn_at)):
        return f"withdrawn {offer.withdrawn_at}"
    for other in case.offers:
        begun = at is None or within(at, other.standing_from, None)
        if other.replaces == offer.id and not other.non_paper and begun:
            return f"replaced by {other.id}"
    if at is not None and not within(at, offer.standing_from, None):
        return f"begins {offer.standing_from}"
    return f"ended {offer.standing_until}"


def to_row(found: Found) -> dict[str, Any]:
    """Return the answer for JSON."""
    case, stand = found.case, {offer.id for offer in found.stand}
    return {
        "format": 1,
        "case": case.id,
        "at": str(found.at) if found.at else None,
        "package": package_row(found.package),
        "offers": [
            {
                "id": offer.id,
                "state": offer.state(found.package),
                "by": offer.by,
                "to": list(offer.to),
                "give": str(offer.give),
                "want": str(offer.want),
                "standing": offer.id in stand,
                "why_not_standing": None
                if offer.id in stand
                else why_not_standing(offer, case, found.at),
                "since": str(offer.standing_from) if offer.standing_from else None,
                "until": str(offer.standing_until) if offer.standing_until else None,
                "non_paper": offer.non_paper,
                "grounds": grounds_row(case.grounds_of(f"offers/{offer.id}")),
            }
            for offer in case.offers
        ],
        "honoured": found.honour.honoured,
        "broken": list(found.honour.broken),
        "red_lines": [
            {"id": r.id, "by": r.by, "keeps": str(r.keeps), "kept": r.kept(found.package)}
            for r in case.red_lines
        ],
        "handshakes": [
            {
                "offers": list(one.offers),
                "package": package_row(one.package),
                "steps": [list(step) for step in course.steps],
                "circles": [list(circle) for circle in course.circles],
                "alone": list(course.alone),
            }
            for one, course in zip(found.agreement.handshakes, found.courses, strict=True)
        ],
        "handshakes_within_package": [
            {"offers": list(one.offers), "package": package_row(one.package)}
            for one in found.within.handshakes
        ],
        "clashes": list(found.agreement.clashes),
        "indefinite": list(found.agreement.indefinite),
        "circles": [list(circle) for course in found.courses for circle in course.circles],
        "linkage": {
            "components": [list(one) for one in found.linkage.components],
            "links": [
                {"issues": [one, other], "by": list(by)} for one, other, by in found.linkage.links
            ],
        },
        "note": case.grounds_of("case").mark or None,
    }


def _show(found: Found, on: Lines) -> None:
    case = found.case
    on.put(case.title, style="bold")
    hour = f"as of {found.at}" if found.at else "at any hour (--at asks for one)"
    on.put(f"Offers {hour}; package: {told_package(found.package, case.space)}")
    if mark := case.grounds_of("case").mark:
        on.put(f"This case: {mark}.")
    if not case.offers:
        on.blank()
        on.put("Nobody has offered anything.")
        return
    stand = {offer.id for offer in found.stand}
    on.heading("Offers that stand" if stand else "No offer stands")
    for offer in found.stand:
        state = offer.state(found.package)
        style = "bold" if state == "uncompensated" else ""
        on.row(state, f"{offer.id}: {_who(offer, case)}", label=13, name_style=style)
        _sides(offer, on)
        told = [_MEANS[state]]
        told += [f"stands until {offer.standing_until}"] if offer.standing_until else []
        told += [told_grounds(case, case.grounds_of(f"offers/{offer.id}"))]
        on.row("", "; ".join(part for part in told if part), label=13, style="dim")
    _verdict(found, on)
    gone = [offer for offer in case.offers if offer.id not in stand]
    if gone:
        on.heading("Offers that do not stand")
        for offer in gone:
            why = why_not_standing(offer, case, found.at)
            on.row("", f"{offer.id}: {_who(offer, case)}: {why}", indent=0, label=1, hang=2)
    _agreement(found, on)
    if case.red_lines:
        on.heading("Red lines")
        for line in case.red_lines:
            kept = _KEPT[line.kept(found.package)]
            line_told = f"{line.id}, {case.name_of(line.by)}: {line.keeps}"
            on.row(kept, line_told, label=13, name_style="bold" if kept == "crossed" else "")
    on.heading("What hangs together")
    for component in found.linkage.components:
        ids = set(component)
        by = dict.fromkeys(
            id for one, _, names in found.linkage.links if one in ids for id in names
        )
        alone = " by itself" if len(component) == 1 else f", tied by {listed(list(by))}"
        on.put(listed(list(component)) + alone, indent=2, hang=2)


def _sides(offer: Offer, on: Lines) -> None:
    on.row("", f"gives: {offer.give}", label=13, hang=2)
    wants = "nothing" if isinstance(offer.want, Always) else str(offer.want)
    on.row("", f"wants: {wants}", label=13, hang=2)


def _verdict(found: Found, on: Lines) -> None:
    on.blank()
    if found.honour.honoured is True:
        on.put("The package honours every offer that stands.")
    elif found.honour.honoured is None:
        on.put("Whether the package honours the offers depends on what is still open.")
    else:
        on.put(
            f"The package does not honour {listed(list(found.honour.broken))}: whoever made it "
            "would give and not get.",
            style="bold",
        )


def _agreement(found: Found, on: Lines) -> None:
    on.heading("What the offers agree on")
    if not found.agreement.handshakes:
        on.put("Nothing: no set of them closes.", indent=2)
    for one, course in zip(found.agreement.handshakes, found.courses, strict=True):
        on.put(
            f"{listed(list(one.offers))} close{'s' if len(one.offers) == 1 else ' together'}: "
            + told_package(one.package, found.case.space),
            indent=2,
            hang=2,
        )
        for circle in course.circles:
            on.put(
                f"In sequence nobody begins: {' waits for '.join([*circle, circle[0]])}. Exchange "
                "at one moment, or use an escrow or a guarantor.",
                indent=4,
                hang=2,
            )
        if not course.circles and len(course.steps) > 1:
            steps = ", then ".join(listed(list(step)) for step in course.steps)
            on.put(f"In sequence: {steps}.", indent=4, hang=2)
    if found.package and found.within.handshakes != found.agreement.handshakes:
        inside = [listed(list(one.offers)) for one in found.within.handshakes]
        on.put(
            f"On top of this package: {'; or '.join(inside) or 'none of them'}.", indent=2, hang=2
        )
    if found.agreement.clashes:
        on.put(
            f"Offers settle {listed(list(found.agreement.clashes))} in different ways, so not all "
            "of them can close.",
            indent=2,
            hang=2,
        )
    if found.agreement.indefinite:
        on.put(
            f"{listed(list(found.agreement.indefinite))} give no definite thing: somebody has to "
            "choose first.",
            indent=2,
            hang=2,
        )


def _who(offer: Offer, case: Case) -> str:
    by = case.name_of(offer.by) if offer.by else "nobody"
    return f"{by} to {listed([case.name_of(party) for party in offer.to])}"
