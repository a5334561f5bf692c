"""What holds up the rest: issues on which positions exclude each other, or which a source names."""

from __future__ import annotations

import re
from itertools import combinations

from onetext.analysis.findings import Evidence, StickingPoint
from onetext.analysis.naming import Naming, namings
from onetext.analysis.occasions import Occasion
from onetext.analysis.positions import Standing, histories, parties_that_stand
from onetext.analysis.stances import exclude_between, lean_of, strength
from onetext.analysis.utterances import Moment, Utterance
from onetext.analysis.wording import figures_differ
from onetext.record.view import View

_BUT_NOT = re.compile(r"\bbut (?:not|no|never)\b", re.IGNORECASE)
_DROPS = re.compile(
    r"\b(?:drop(?:s|ped|ping)?|waiv(?:es?|ed|ing)|abandon(?:s|ed|ing)?|giv(?:es?|ing) up|gave up"
    r"|no longer (?:insist|demand|ask|require|want)s?)\b",
    re.IGNORECASE,
)


#: Issues of our lexicon that are about the talks, not settled in them: nothing holds up on these
#: by comparing words. A source may still name them.
ABOUT_THE_TALKS = frozenset(("public_communication", "talks_progress", "process_inclusion"))


def sticking_points(view: View) -> tuple[StickingPoint, ...]:
    """Return the issues that hold up the rest, computed from positions or named by a source.

    *Computed*, one row an issue: the positions of two parties exclude each other. One gives,
    favours or asks what the other refuses or disfavours; or each asks the other. Refusals beside
    the position, by the same speaker on the same occasion, count too, also of a part ("two years,
    but not four"); blame beside it counts against a plain yes only. Giving up one's own demand
    excludes nothing. A divided party excludes another only if all its voices do. What is only about
    the talks (who tells the press what) is never computed. *Attributed*,
    one row for each issue and each who names it: until a source says that it is out of the way,
    or all who have taken a position have since come to give, with no other figures.
    """
    found = histories(view)
    parties = parties_that_stand(view)
    standing = {key: standings[-1] for key, standings in found.items() if key[0] in parties}
    order = [issue.id for issue in view.issues]
    order += sorted({issue for _, issue in found} - set(order))
    told = namings(view)
    order += sorted({issue for naming in told for issue in naming.issues} - set(order))
    rows: list[StickingPoint] = []
    for issue in order:
        here = {party: standing[party, issue] for party in parties if (party, issue) in standing}
        computed = _computed(issue, here) if issue not in ABOUT_THE_TALKS else None
        rows += [computed] if computed else []
        rows += _attributed(issue, here, told)
    return tuple(rows)


def _computed(issue: str, here: dict[str, Standing]) -> StickingPoint | None:
    against = [
        (left, right)
        for left, right in combinations(here, 2)
        if all(
            _occasions_exclude(ours, left, theirs, right)
            for ours in here[left].voices
            for theirs in here[right].voices
        )
    ]
    if not against:
        return None
    parties = tuple(party for party in here if any(party in pair for pair in against))
    evidence: dict[Evidence, None] = {}
    for party in parties:
        for voice in here[party].voices:
            evidence.update(dict.fromkeys(voice.chosen.evidence))
    return StickingPoint(issue, "computed", parties, None, False, tuple(evidence))


def _occasions_exclude(ours: Occasion, left: str, theirs: Occasion, right: str) -> bool:
    return any(
        _exclude(one, left, other, right)
        for one in ours.parts
        for other in theirs.parts
        if _counts(one, ours, other) and _counts(other, theirs, one)
    )


def _counts(part: Utterance, of: Occasion, against: Utterance) -> bool:
    firm = part is of.chosen or strength(part.stance) >= 2
    return firm or lean_of(against.stance) in ("gives", "favours")


def _exclude(one: Utterance, left: str, other: Utterance, right: str) -> bool:
    if drops(one) or drops(other):
        return False
    if exclude_between(one.stance, other.stance):
        return True
    leans = (lean_of(one.stance), lean_of(other.stance))
    if leans == ("asks", "asks"):
        return right in one.statement.targets and left in other.statement.targets
    if {"gives", "gives_if"} >= set(leans) and leans != ("gives_if", "gives_if"):
        return _part_refused(one) or _part_refused(other)
    return False


def drops(utterance: Utterance) -> bool:
    """Tell whether a party gives up its own demand."""
    gives = lean_of(utterance.stance) == "gives"
    return gives and bool(_DROPS.search(utterance.cue) or _DROPS.search(utterance.words))


def _part_refused(utterance: Utterance) -> bool:
    return lean_of(utterance.stance) == "gives" and bool(_BUT_NOT.search(utterance.words))


def _attributed(
    issue: str, here: dict[str, Standing], told: tuple[Naming, ...]
) -> list[StickingPoint]:
    settled = _settled(here)
    cleared = [naming.moment for naming in told if naming.clears and issue in naming.issues]
    if settled:
        cleared.append(settled)
    by: dict[str | None, list[Naming]] = {}
    for naming in told:
        if issue not in naming.issues or naming.clears:
            continue
        if any(moment > naming.moment for moment in cleared):
            continue
        by.setdefault(naming.by, []).append(naming)
    return [
        StickingPoint(
            issue,
            "attributed",
            (),
            who,
            all(naming.hedged for naming in named),
            tuple(e for naming in named for e in naming.evidence),
        )
        for who, named in by.items()
    ]


def _settled(here: dict[str, Standing]) -> Moment | None:
    """Return when all who have taken a position had come to give, None when they have not.

    Two plain yeses with different figures ("33 percent", "35") have not met.
    """
    if len(here) < 2:
        return None
    chosen = [standing.voices[-1].chosen for standing in here.values()]
    gives = all(
        standing.position.status == "stated" and lean_of(one.stance) in ("gives", "gives_if")
        for standing, one in zip(here.values(), chosen, strict=True)
    )
    plainly = [one.words for one in chosen if one.terms is None]
    if not gives or any(figures_differ(one, other) for one, other in combinations(plainly, 2)):
        return None
    return max(one.moment for one in chosen)
