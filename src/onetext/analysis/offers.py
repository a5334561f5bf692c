"""Offers made in public: what for what, and whether they still stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from onetext.analysis.authority import Voices
from onetext.analysis.findings import Evidence, Offer, Terms
from onetext.analysis.positions import same_terms
from onetext.analysis.utterances import Utterance, utterances
from onetext.analysis.wording import shared, stems
from onetext.record.view import View

_OFFERS = ("conditional_offer", "offer")
_WITHDRAWS = re.compile(
    r"\b(?:withdr[ae]w\w*|took back|tak\w+ back|rescind\w*|retract\w*"
    r"|revok\w*)\b.{0,40}?\b(?:offer|proposal|terms)\b"
    r"|\b(?:offer|proposal|terms)\b.{0,60}?\b(?:withdrawn|off the table|no longer stands?"
    r"|has (?:lapsed|expired)|is dead"
    r"|no longer on the table|rescinded|retracted|taken back)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Made:
    """Follow one offer while later words are read."""

    party: str
    utterance: Utterance
    terms: Terms
    evidence: tuple[Evidence, ...]
    last: Utterance
    replaced_by: Evidence | None = None
    withdrawn: bool = False


def offers(view: View) -> tuple[Offer, ...]:
    """Return the offers made by those who speak for a party, earliest first.

    An offer is a statement under a condition, or one that the report words as an offer, then with
    nothing wanted for it. Repeats are one offer. A later offer of the same party on an issue of
    the earlier one replaces it, unless both were made on one occasion. It is withdrawn when the
    party says so, or refuses what it had offered to give. Being refused by the other side does
    not end it. ``mirror`` points at another party's standing offer that gives what this one wants
    and wants what this one gives, by their words.
    """
    voices = Voices(view)
    made: list[_Made] = []
    for utterance in utterances(view):
        for party in voices.parties(utterance.statement)[:1]:
            _withdraw(made, party, utterance)
            if utterance.statement.nested_in is None and _is_offer(utterance):
                _add(made, party, utterance)
    return tuple(_told(one, made, view) for one in made)


def _is_offer(utterance: Utterance) -> bool:
    return utterance.terms is not None or utterance.stance in _OFFERS[1:]


def _add(made: list[_Made], party: str, utterance: Utterance) -> None:
    terms = utterance.terms or Terms(utterance.evidence[0], None, None)
    for known in reversed(made):
        if known.party != party or known.replaced_by or known.withdrawn:
            continue
        if _repeats(known, utterance, terms):
            known.evidence += utterance.evidence
            known.last = utterance
            return
    for known in made:
        if known.party != party or known.replaced_by or known.withdrawn:
            continue
        overlap = set(known.utterance.issues) & set(utterance.issues)
        if overlap and utterance.moment > known.last.moment:
            known.replaced_by = utterance.evidence[0]
    made.append(_Made(party, utterance, terms, utterance.evidence, utterance))


def _repeats(known: _Made, utterance: Utterance, terms: Terms) -> bool:
    if (known.utterance.terms is None) != (utterance.terms is None):
        return False
    if utterance.terms is None:
        return shared(stems(known.utterance.words), stems(utterance.words)) >= 0.5
    return same_terms(known.terms, terms)


def _withdraw(made: list[_Made], party: str, utterance: Utterance) -> None:
    refuses = utterance.stance in ("reject", "oppose")
    says_so = bool(_WITHDRAWS.search(f"{utterance.cue} {utterance.words}"))
    for known in made:
        if known.party != party or not set(known.utterance.issues) & set(utterance.issues):
            continue
        if utterance.moment <= known.last.moment or known.replaced_by:
            continue
        taken_back = (
            refuses
            and known.terms.gives is not None
            and (shared(stems(known.terms.gives.words), stems(utterance.words)) >= 0.6)
        )
        if says_so or taken_back:
            known.withdrawn = True


def _addressed(one: _Made, view: View) -> tuple[str, ...]:
    """Return the parties addressed: not one that only what is given names ("our NATO bid")."""
    given = one.terms.gives.words if one.terms.gives else ""
    words = {party.id: (party.name, *party.aliases) for party in view.parties}
    return tuple(
        id
        for id in one.utterance.statement.targets
        if id != one.party and not any(word in given for word in words.get(id, ()))
    )


def _told(one: _Made, made: list[_Made], view: View) -> Offer:
    state: Literal["standing", "replaced", "withdrawn"] = "standing"
    if one.withdrawn or one.replaced_by:
        state = "withdrawn" if one.withdrawn else "replaced"
    mirrors = [
        other.evidence[0]
        for other in made
        if other.party != one.party
        and not (other.withdrawn or other.replaced_by)
        and _mirrors(one.terms, other.terms)
    ]
    statement = one.utterance.statement
    return Offer(
        party=one.party,
        speaker=statement.speaker.name,
        to=_addressed(one, view),
        terms=one.terms,
        issues=one.utterance.issues,
        said=one.utterance.said,
        state=state,
        evidence=one.evidence,
        replaced_by=one.replaced_by,
        mirror=mirrors[0] if mirrors and state == "standing" else None,
    )


def _mirrors(one: Terms, other: Terms) -> bool:
    return _meets(one.gets, other.gives) and _meets(other.gets, one.gives)


def _meets(wanted: Evidence | None, given: Evidence | None) -> bool:
    if wanted is None or given is None:
        return False
    left, right = stems(wanted.words), stems(given.words)
    return len(left & right) >= 2 and shared(left, right) >= 0.5
