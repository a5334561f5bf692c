"""Claims that nothing in the sources confirms, and what others said of them since."""

from __future__ import annotations

import re

from onetext.analysis.authority import Voices
from onetext.analysis.findings import Unverified
from onetext.analysis.utterances import Utterance, utterances
from onetext.analysis.wording import stems
from onetext.record.view import View
from onetext.terms.said.statement import Status

_WHY = {
    "rumour": "told as a rumour",
    "hedged": "the report itself hedges it",
    "anonymous": "nobody is named for it",
}
_CLAIMS = ("assess", "inform", "accuse")
_CONFIRMS = re.compile(r"\bconfirm(?:s|ed|ing)?\b", re.IGNORECASE)


def unverified(view: View) -> tuple[Unverified, ...]:
    """Return rumoured, hedged and unnamed claims, and those of outlets and state media.

    They come in order of time. A claim stays ``unconfirmed`` until somebody named, not the one
    who made it, speaks to it on the record: ``denied`` by a denial, ``confirmed`` by words that
    confirm. It must be on the same matter: a common issue with a common content word (two to
    confirm), or two common content words, party names left out; or a denial that stands right
    after the claim, on a common issue. A named statement that state media carried is listed only
    when it tells how things are. What is denied is not thereby false, nor what is confirmed true:
    both are somebody's word.
    """
    told = utterances(view)
    outlets = {party.id for party in view.parties if party.kind == "media"} | {"media"}
    claims = (
        *utterances(view, attributed=False),
        *(u for u in told if _by_state_media(u) or _by_outlet(u, outlets)),
    )
    answers = [u for u in told if u.stance == "deny" or _confirms(u)]
    matching = Matching(view)
    rows = []
    for claim in sorted(claims, key=lambda u: (u.moment, u.statement.key)):
        said = [u for u in answers if matching.answers(claim, u)]
        speaker = claim.statement.speaker
        rows.append(
            Unverified(
                claim=claim.words,
                speaker=speaker.name or speaker.role,
                party=speaker.party,
                certainty=claim.statement.certainty,
                status=_status(claim, said),
                said=claim.said,
                why=_why(claim, outlets),
                evidence=claim.evidence,
                answers=tuple(dict.fromkeys(e for u in said for e in u.evidence)),
            )
        )
    return tuple(rows)


class Matching:
    """Tell which statements speak to which claims."""

    def __init__(self, view: View) -> None:
        self._voices = Voices(view)
        self._names = frozenset(
            stem
            for party in view.parties
            for name in (party.name, *party.aliases)
            for stem in stems(name)
        )

    def answers(self, claim: Utterance, answer: Utterance) -> bool:
        """Tell whether ``answer`` speaks to ``claim``: later, on the record, by another."""
        if claim.stance == "deny" or not self._voices.parties(answer.statement):
            return False
        if claim.statement.key == answer.statement.key:
            return False
        own = answer.statement.speaker.party == claim.statement.speaker.party
        if own and claim.statement.certainty == "attributed":
            return False
        nested = claim.statement.nested_in
        if nested and (claim.statement.source, nested) in {t.key for t in answer.tellings}:
            return True
        if answer.moment < claim.moment:
            return False
        common = set(claim.issues) & set(answer.issues)
        words = self.common_words(claim, answer)
        if answer.stance != "deny":
            return bool(common) and words >= 2
        return words >= 2 or bool(common and (words or _right_after(claim, answer)))

    def common_words(self, claim: Utterance, answer: Utterance) -> int:
        """Return how many content words both use, party names left out."""
        words = stems(claim.words) & stems(f"{answer.cue} {answer.words}")
        return len(words - self._names)


def _right_after(claim: Utterance, answer: Utterance) -> bool:
    one, other = claim.statement, answer.statement
    if one.source != other.source:
        return False
    return 0 <= other.contents[0].start - one.contents[-1].end <= 400


def _confirms(utterance: Utterance) -> bool:
    return bool(_CONFIRMS.search(utterance.cue)) and utterance.stance != "deny"


def _by_state_media(utterance: Utterance) -> bool:
    channel = utterance.statement.channel
    state = channel is not None and channel.kind == "state_media"
    return state and utterance.stance in _CLAIMS


def _by_outlet(utterance: Utterance, outlets: set[str]) -> bool:
    return utterance.statement.speaker.party in outlets and utterance.stance in _CLAIMS


def _status(claim: Utterance, answers: list[Utterance]) -> Status:
    if claim.statement.status != "unconfirmed":
        return claim.statement.status
    if not answers:
        return "unconfirmed"
    last = max(answers, key=lambda u: (u.moment, u.statement.contents))
    return "denied" if last.stance == "deny" else "confirmed"


def _why(claim: Utterance, outlets: set[str]) -> str:
    statement = claim.statement
    if statement.certainty in _WHY:
        why = _WHY[statement.certainty]
    elif claim.statement.speaker.party in outlets:
        why = "an outlet's own word"
    else:
        why = "a side's own account"
    channel = statement.channel
    if channel is not None and channel.kind == "state_media":
        outlet = channel.type.partition(":")[2] or (statement.via.outlet if statement.via else "")
        why += f", carried by state media ({outlet})" if outlet else ", carried by state media"
    return why
