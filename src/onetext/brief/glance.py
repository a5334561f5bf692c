"""The few lines that say the most: what to know when there is no time for the rest."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.analysis.findings import Evidence
from onetext.brief import words
from onetext.brief.safe_text import as_said, clip
from onetext.brief.sections import Brief
from onetext.brief.told import Teller, day_key


@dataclass(frozen=True, slots=True)
class Glance:
    """Hold one line of the summary, the section it is from and what shows it."""

    section: str
    text: str
    evidence: tuple[Evidence, ...]


def glance(brief: Brief) -> tuple[Glance, ...]:
    """Return the lines that say the most in the least words."""
    teller = Teller(brief.view)
    lines = [*_talks_lines(brief, teller), *_claim_lines(brief, teller)]
    return tuple(line for line in lines if line.text)


def _talks_lines(brief: Brief, teller: Teller) -> list[Glance]:
    lines = []
    if brief.rounds:
        lines.append(_rounds_line(brief, teller))
    if brief.sticking_points:
        lines.append(_sticking_line(brief, teller))
    if brief.movement:
        move = brief.movement[-1]
        told = (
            f"{words.count(len(brief.movement), 'change')} of position; the last: "
            f"{teller.party(move.party)} on {teller.issue(move.issue)}, {teller.move(move)}, "
            f"{words.day(move.when)}"
        )
        lines.append(Glance("movement", told, move.after.evidence[:2]))
    standing = [offer for offer in brief.offers if offer.state == "standing"]
    if standing:
        offer = standing[-1]
        terms = offer.terms
        gives = clip(teller.said(terms.gives), 80) if terms.gives else words.UNKNOWN
        gets = clip(teller.said(terms.gets), 80) if terms.gets else words.UNKNOWN
        told = (
            f"{words.count(len(standing), 'offer')} in exchange standing; the last, of "
            f"{teller.told_on(offer.said, offer.evidence)}: {teller.offer_head(offer)}, "
            f"gives: {gives}; wants: {gets}"
        )
        lines.append(Glance("offers", told, offer.evidence[:2]))
    return lines


def _rounds_line(brief: Brief, teller: Teller) -> Glance:
    past = [found for found in brief.rounds if found.status != "planned"]
    last = (past or brief.rounds)[-1]
    told = (
        f"{words.count(len(brief.rounds), 'round or meeting', 'rounds and meetings')}; the latest: "
        f"{teller.round_title(last)}, {teller.round_dates(last)}"
        f" ({words.EVENT_STATUS.get(last.status, last.status)})"
    )
    return Glance("rounds", told, last.evidence[:2])


def _sticking_line(brief: Brief, teller: Teller) -> Glance:
    between: dict[str, list[str]] = {}
    for point in brief.sticking_points:
        between.setdefault(point.issue, []).extend(point.parties)
    named = [
        teller.issue(issue) + (f" ({teller.parties(dict.fromkeys(ids))})" if ids else "")
        for issue, ids in between.items()
    ]
    more = [f"{len(named) - 4} more"] if len(named) > 4 else []
    shown = tuple(point.evidence[0] for point in brief.sticking_points[:4] if point.evidence)
    told = f"Holding up the rest: {words.listed(named[:4] + more)}"
    return Glance("sticking_points", told, shown)


def _claim_lines(brief: Brief, teller: Teller) -> list[Glance]:
    lines = []
    for window in [w for w in brief.windows if w.ended is None][:2]:
        lines.append(Glance("windows", teller.window(window), window.evidence[:1]))
    if brief.deadlines:
        dated = [one for one in brief.deadlines if day_key(one.when)]
        due = max(dated, key=lambda one: day_key(one.when), default=None)
        due = due or brief.deadlines[-1]
        by = teller.deadline_by(due)
        what = clip(as_said(due.what, direct=False), 90)
        told = f"Latest deadline, {words.day(due.when)}: {what}, {by}"
        lines.append(Glance("deadlines", told, due.evidence[:1]))
    if brief.unverified:
        denied = sum(claim.status == "denied" for claim in brief.unverified)
        told = words.count(len(brief.unverified), "unverified claim")
        told += f", {denied} denied since" if denied else ""
        shown = tuple(claim.evidence[0] for claim in brief.unverified[:3] if claim.evidence)
        lines.append(Glance("unverified", told, shown))
    return lines
