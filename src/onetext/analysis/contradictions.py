"""What does not go together: within a party, between outlets, a claim and its denial."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Literal

from onetext.analysis.authority import Voices
from onetext.analysis.findings import Contradiction
from onetext.analysis.positions import CONFLICT_WINDOW
from onetext.analysis.rounds import rounds
from onetext.analysis.stances import exclude_within, lean_of
from onetext.analysis.unverified import Matching
from onetext.analysis.utterances import Utterance, utterances
from onetext.analysis.wording import shared, stems
from onetext.record.view import View
from onetext.terms.said.statement import Stance

_TELLS: tuple[Stance, ...] = ("assess", "inform", "accuse")


def contradictions(view: View) -> tuple[Contradiction, ...]:
    """Return what the sources set against itself, without saying who is right.

    *Within a party*: two of its speakers, whatever their rank, one for and one against on an
    issue within 48 hours; or one denies what the other said. *Between outlets*: what they tell
    differently of one round. *Claim and denial*: a claim, by whomever, and the denial by somebody
    else on the record that answers it; a claim that somebody stands by only when the one accused
    denies, or the denial takes up most of its words.
    """
    told = utterances(view)
    voices = Voices(view)
    return (
        *_within_parties(told, voices),
        *_between_outlets(view),
        *_denied((*told, *utterances(view, attributed=False)), told, Matching(view)),
    )


def _within_parties(told: tuple[Utterance, ...], voices: Voices) -> Iterator[Contradiction]:
    by_issue: dict[tuple[str, str], list[Utterance]] = {}
    for utterance in told:
        if lean_of(utterance.stance) is None and utterance.stance != "deny":
            continue
        for party in voices.parties(utterance.statement):
            for issue in utterance.issues:
                by_issue.setdefault((party, issue), []).append(utterance)
    for (_, issue), said in by_issue.items():
        sides: dict[tuple[str, ...], list[Utterance]] = {}
        for one, other in combinations(said, 2):
            if one.same_speaker(other) or not one.moment.within(other.moment, CONFLICT_WINDOW):
                continue
            if _exclude(one, other):
                speakers = sorted(u.statement.speaker.name or "" for u in (one, other))
                known = sides.setdefault(tuple(speakers), [])
                known += [u for u in (one, other) if u not in known]
        for against in sides.values():
            yield _told(issue, "within_party", *against)


def _exclude(one: Utterance, other: Utterance) -> bool:
    if "deny" in (one.stance, other.stance):
        alike = shared(stems(one.words), stems(other.words)) >= 0.5
        return alike and one.stance != other.stance
    return exclude_within(one.stance, other.stance)


def _between_outlets(view: View) -> Iterator[Contradiction]:
    for held in rounds(view):
        name = f"round {held.number}" if held.number is not None else held.type.replace("_", " ")
        where = f" in {held.venue}" if held.venue else ""
        for words, evidence in held.disagreements:
            yield Contradiction(f"{name}{where}: {words}", "between_outlets", (), evidence)


def _denied(
    claims: tuple[Utterance, ...], told: tuple[Utterance, ...], matching: Matching
) -> Iterator[Contradiction]:
    denials = [utterance for utterance in told if utterance.stance == "deny"]
    for claim in claims:
        if claim.statement.certainty == "attributed" and claim.stance not in _TELLS:
            continue
        named = claim.statement.certainty == "attributed"
        for denial in denials:
            if named and not _answers_plainly(claim, denial, matching):
                continue
            if matching.answers(claim, denial):
                common = [issue for issue in claim.issues if issue in denial.issues]
                about = (common or [*claim.issues, *denial.issues, ""])[0]
                yield _told(about, "claim_and_denial", claim, denial)


def _answers_plainly(claim: Utterance, denial: Utterance, matching: Matching) -> bool:
    """Tell whether a denial means this named claim: the accused denies, or it says most of it."""
    accused = claim.stance == "accuse" and (
        denial.statement.speaker.party in claim.statement.targets
    )
    if accused and set(claim.issues) & set(denial.issues):
        return True
    common = matching.common_words(claim, denial)
    return common >= 2 and 2 * common >= len(stems(claim.words))


def _told(
    about: str,
    kind: Literal["within_party", "claim_and_denial"],
    *sides: Utterance,
) -> Contradiction:
    return Contradiction(
        about,
        kind,
        tuple(side.statement for side in sides),
        tuple(evidence for side in sides for evidence in side.evidence),
    )
