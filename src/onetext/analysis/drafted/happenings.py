"""Sittings as facts, and hours that somebody set, as reports tell them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from onetext.analysis.drafted.cited import Citing, with_year
from onetext.analysis.drafted.ids import unshared
from onetext.analysis.drafted.remarks import Remark, quoted
from onetext.analysis.findings import Deadline as FoundDeadline
from onetext.analysis.findings import Evidence, Offer, Round
from onetext.terms.case import Happening
from onetext.terms.deadline import Deadline
from onetext.terms.grounds import Grounds
from onetext.terms.when import When

_CALLED = {"talks_round": "round", "meeting": "meeting", "call": "call", "conference": "conference"}


@dataclass(frozen=True, slots=True)
class Sittings:
    """Hold the rounds as facts with what they rest on."""

    facts: tuple[Happening, ...]
    grounds: tuple[Grounds, ...]


def sits(found: Round, who: Collection[str]) -> bool:
    """Tell whether it is a round of talks, or brings two of those named together."""
    return found.type == "talks_round" or len(set(found.participants) & set(who)) > 1


def sittings(found: Iterable[Round], citing: Citing, ids: dict[str, str]) -> Sittings:
    """Return each round and meeting as a fact, with its day; place and parties in the note."""
    facts: list[Happening] = []
    grounds: list[Grounds] = []
    for one in found:
        if not sits(one, ids):
            continue
        day = with_year(one.start)
        called = _CALLED[one.type]
        what = (
            f"{called}-{one.number}" if one.number is not None else f"{called}-{day or 'undated'}"
        )
        what = unshared(what, [fact.what for fact in facts])
        present = [ids[party] for party in one.participants if party in ids]
        end = with_year(one.end)
        note = "; ".join(
            part
            for part in (
                f"at {' '.join(one.venue.split())}" if one.venue and one.venue.strip() else "",
                f"until {end}" if end and end != day else "",
                f"present: {', '.join(present)}" if present else "",
                *(words for words, _ in one.disagreements),
            )
            if part
        )
        facts.append(Happening(what, one.status, day))
        grounds.append(
            Grounds(f"facts/{what}={one.status}", citing.of(one.evidence), "reported", note)
        )
    return Sittings(tuple(facts), tuple(grounds))


@dataclass(frozen=True, slots=True)
class Hours:
    """Hold the deadlines with what they rest on."""

    deadlines: tuple[Deadline, ...]
    grounds: tuple[Grounds, ...]
    remarks: tuple[Remark, ...]


def hours(
    found: Iterable[FoundDeadline], made: Iterable[Offer], citing: Citing, ids: dict[str, str]
) -> Hours:
    """Return the hours that were set or hoped for, with who set them.

    What has no day that can be known is remarked on, and what only the reporter hopes; what is only
    a term of an offer is none.
    """
    prices = [
        part for offer in made for part in (offer.terms.gives, offer.terms.gets) if part is not None
    ]
    deadlines: list[Deadline] = []
    grounds: list[Grounds] = []
    remarks: list[Remark] = []
    for one in found:
        place = one.evidence[0]
        if any(_inside(one, place, part) for part in prices):
            continue
        when: When | None = with_year(one.when)
        hoped = f"hoped for{' by ' + one.set_by if one.set_by else ''}, not set"
        nobodys = one.kind == "hoped" and one.set_by is None and one.set_by_party is None
        if when is None or nobodys:
            why = "the reporter wonders" if nobodys else "no day can be told"
            told = f"{why}: {quoted(place.words)} ({citing.told(place)})"
            remarks.append(Remark("deadlines", told))
            continue
        id = f"deadline-{len(deadlines) + 1}"
        by = ids.get(one.set_by_party or "")
        what = " ".join(one.what.split()) or one.words
        deadlines.append(Deadline(id, what, when, by))
        who = one.set_by if one.set_by and one.kind == "set" else ""
        note = hoped if one.kind == "hoped" else (f"set by {who}" if who else "")
        grounds.append(Grounds(f"deadlines/{id}", citing.of(one.evidence), "reported", note))
    return Hours(tuple(deadlines), tuple(grounds), tuple(remarks))


def _inside(found: FoundDeadline, place: Evidence, part: Evidence) -> bool:
    return (
        place.source == part.source
        and place.span.overlaps(part.span)
        and " ".join(found.words.split()) in " ".join(part.words.split())
    )
