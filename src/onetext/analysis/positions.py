"""Where each party stands on each issue, since when and on whose word (methods, §10)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from onetext.analysis.authority import RANKS, Voices
from onetext.analysis.findings import Evidence, Position, Terms
from onetext.analysis.naming import named_issues
from onetext.analysis.occasions import Occasion, occasions
from onetext.analysis.stances import WEAKER, exclude_within, lean_of
from onetext.analysis.utterances import Utterance, utterances
from onetext.analysis.wording import figures_differ, shared, stems
from onetext.record.view import View
from onetext.terms.said.statement import Statement
from onetext.terms.when import When

CONFLICT_WINDOW = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold a party's position on an issue with the voices that make it.

    One voice, or when the party is divided those that exclude each other, the latest last.
    """

    position: Position
    voices: tuple[Occasion, ...]


def positions(view: View) -> tuple[Position, ...]:
    """Return where each party stands on each issue, ``unknown`` where nobody has spoken for it.

    A position is what a side says it wants. So it is set by the latest saying, by hour, of
    somebody who speaks for the party and whose stance tells a wish: to give (accept, offer,
    commit, support), to give under a condition, to ask (demand, propose) or to refuse (reject,
    threat, oppose). A hope is a weak wish: it counts until something firmer has been said. How
    things are (assess, inform, accuse) and that a claim is false (deny) are no wishes and set no
    position. What is anonymous, hedged or rumoured never counts, nor what another party reports
    one as saying.

    1. What one speaker says on one day is one occasion. In it an exchange outweighs a plain wish,
    and
       that outweighs praise or blame; among equals the same stance stands as first said, another as
       last said.
    2. Repeating a position does not renew it: ``since``, words and speaker stay those that set
    it, and
       the repeats are added to its evidence. Another stance, other terms or other figures renew it.
    3. Within 48 hours of the head's word nobody of lower authority changes the position. 4. Two
    speakers of equal authority who exclude each other within 48 hours divide the party, until
       one of them, or somebody else, speaks outside these hours. One who says another thing than
       before has moved, and divides nobody.

    Rows: the principals, or without roles every party that somebody has spoken for; by every
    issue on which a position was taken or which a source names as a sticking point.
    """
    found = histories(view)
    wanted = {issue for _, issue in found} | set(named_issues(view))
    issues = [issue.id for issue in view.issues if issue.id in wanted]
    issues += sorted(wanted - set(issues))
    return tuple(
        found[party, issue][-1].position
        if (party, issue) in found
        else Position(party, issue, "unknown")
        for party in parties_that_stand(view)
        for issue in issues
    )


def parties_that_stand(view: View) -> tuple[str, ...]:
    """Return the principals, or without roles every party that somebody has spoken for."""
    principals = tuple(party.id for party in view.parties if party.role == "principal")
    if principals:
        return principals
    voices = Voices(view)
    spoken = {
        party
        for statement in view.statements
        if statement.certainty == "attributed"
        for party in voices.parties(statement)
    }
    listed = [party.id for party in view.parties if party.id in spoken]
    return (*listed, *sorted(spoken - set(listed)))


def histories(view: View) -> dict[tuple[str, str], tuple[Standing, ...]]:
    """Return for each party and issue its positions, each as long as it stood, earliest first."""
    voices = Voices(view)
    by_key = {s.key: s for s in view.statements}
    spoken: dict[tuple[str, str], list[tuple[Utterance, int]]] = {}
    for utterance in utterances(view):
        if lean_of(utterance.stance) is None:
            continue
        for party in voices.parties(utterance.statement):
            if _hearsay(utterance, party, by_key):
                continue
            rank = RANKS[voices.authority(utterance.statement, party) or "institution"]
            for issue in utterance.issues:
                spoken.setdefault((party, issue), []).append((utterance, rank))
    return {
        (party, issue): _fold(party, issue, occasions(said))
        for (party, issue), said in spoken.items()
    }


def same_position(before: Position, after: Position) -> bool:
    """Tell whether ``after`` only repeats ``before``: the same stance, terms and figures.

    Praise after a yes and blame after a no repeat it too.
    """
    if before.status != after.status or not (before.stance and after.stance):
        return before.status == after.status == "unknown"
    lean = lean_of(after.stance)
    if lean in WEAKER and WEAKER[lean] == lean_of(before.stance):
        return True
    return before.stance == after.stance and not changed_terms(before, after)


def changed_terms(before: Position, after: Position) -> bool:
    """Tell whether the exchange, or without one the figures, are others than before."""
    if before.terms and after.terms:
        return not same_terms(before.terms, after.terms)
    if before.terms or after.terms:
        return after.terms is not None
    return figures_differ(before.words or "", after.words or "")


def same_terms(left: Terms, right: Terms) -> bool:
    """Tell whether two exchanges give alike and want alike, by the words the reports use."""
    return _alike(left.gives, right.gives) and _alike(left.gets, right.gets)


def _alike(left: Evidence | None, right: Evidence | None) -> bool:
    if left is None or right is None:
        return left is right
    return shared(stems(left.words), stems(right.words)) >= 0.5


def _fold(party: str, issue: str, said: tuple[Occasion, ...]) -> tuple[Standing, ...]:
    found: list[Standing] = []
    firm = False
    for number, occasion in enumerate(said):
        if firm and lean_of(occasion.chosen.stance) == "hopes":
            continue
        if _overruled(said, number):
            continue
        firm = firm or lean_of(occasion.chosen.stance) != "hopes"
        rivals = _rivals(said, number)
        standing = Standing(_position(party, issue, occasion, rivals), (*rivals, occasion))
        if not found or not same_position(found[-1].position, standing.position):
            found.append(standing)
            continue
        kept = found[-1]
        more = tuple(e for e in standing.position.evidence if e not in kept.position.evidence)
        position = replace(kept.position, evidence=kept.position.evidence + more)
        found[-1] = replace(kept, position=position)
    return tuple(found)


def _position(party: str, issue: str, occasion: Occasion, rivals: tuple[Occasion, ...]) -> Position:
    chosen = occasion.chosen
    sides = (*rivals, occasion)
    return Position(
        party=party,
        issue=issue,
        status="divided" if rivals else "stated",
        stance=chosen.stance,
        words=chosen.words,
        terms=chosen.terms,
        since=chosen.said or day_of(chosen.published),
        published=chosen.published,
        speaker=chosen.statement.speaker.name,
        role=chosen.statement.speaker.role,
        evidence=chosen.evidence,
        others=tuple(e for side in sides for e in side.chosen.evidence) if rivals else (),
    )


def day_of(when: When | None) -> When | None:
    """Return the day alone of a date that may carry an hour."""
    return When(when.iso.partition("T")[0]) if when else None


def _overruled(said: tuple[Occasion, ...], number: int) -> bool:
    """Tell whether somebody of higher authority had spoken within the hours before."""
    latest = said[number]
    return any(
        earlier.rank > latest.rank and _together(earlier.chosen, latest.chosen)
        for earlier in said[:number]
    )


def _rivals(said: tuple[Occasion, ...], number: int) -> tuple[Occasion, ...]:
    """Return the occasions of equal rank that the one at ``number`` stands against.

    Of each speaker only the last word counts, and none from before a higher authority spoke.
    """
    latest = said[number]
    found: list[Occasion] = []
    heard = [latest.chosen]
    for earlier in reversed(said[:number]):
        if earlier.rank > latest.rank:
            break
        if earlier.rank < latest.rank or any(earlier.chosen.same_speaker(one) for one in heard):
            continue
        heard.append(earlier.chosen)
        if _together(earlier.chosen, latest.chosen) and _exclude(earlier.chosen, latest.chosen):
            found.append(earlier)
    return tuple(reversed(found))


def _together(left: Utterance, right: Utterance) -> bool:
    if left.moment.within(right.moment, CONFLICT_WINDOW):
        return True
    undated = left.moment.known == right.moment.known == 0
    return undated and left.statement.source == right.statement.source


def _exclude(left: Utterance, right: Utterance) -> bool:
    if exclude_within(left.stance, right.stance):
        return True
    return bool(left.terms and right.terms and not same_terms(left.terms, right.terms))


def _hearsay(utterance: Utterance, party: str, by_key: dict[tuple[str, str], Statement]) -> bool:
    """Tell whether the words stand only inside what somebody outside the party said."""
    outers = [by_key.get((t.source, t.nested_in or "")) for t in utterance.tellings]
    return all(
        outer is not None and (outer.speaker.party != party or outer.certainty != "attributed")
        for outer in outers
    )
