"""What guarantees ask when something happens: who must act, why not, who can block, which holes."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from onetext.room.facts_told import FactsTold, plain
from onetext.room.guarantees_seen import GuaranteeSeen
from onetext.room.web.words import N_, Words
from onetext.room.wording import DEEDS, MODALITIES, PARTS, VERDICTS
from onetext.terms.consent import Fact
from onetext.terms.guarantees.blocking import sets_listed, vetoers
from onetext.terms.guarantees.due import Due, Occasion, due
from onetext.terms.guarantees.gaps import ELSEWHERE, gaps
from onetext.terms.guarantees.guarantee import Guarantee
from onetext.terms.guarantees.in_force import IN_FORCE, asked, in_force
from onetext.terms.guarantees.likeness import PartName, likeness

_COMPARED: Mapping[str, str] = {
    "none": N_("none"),
    "nobody": N_("nobody"),
    "nothing": N_("nothing"),
    "everything": N_("everything"),
    "no start": N_("no start"),
    "no end": N_("no end"),
    "no time set": N_("no time set"),
    "at once": N_("at once"),
    "each": N_("each for itself"),
    "joint": N_("all, acting together"),
    "unanimous": N_("all agree, then each acts"),
}
"""What a part of a comparison may say, but for names, hours and numbers."""
_SPAN = re.compile("(.*) to (.*)")
_BOUND = re.compile(r"(\d+) of (\d+) bound")
_SOME = re.compile(r"(\d+) of n")
_LENGTH = re.compile(r"(\d+) (day|hour|minute)s?")
_BUT = re.compile("(.*) but (.*)")
_SIZES = (None, 2, 1)
"""Blocking sets are listed whole, else those of so many parties at most: a page waits for it."""


@dataclass(frozen=True, slots=True)
class DutyTold:
    """Hold what one guarantor owes by one duty: ``why_not`` is empty if it does."""

    guarantor: str
    modality: str
    deed: str
    what: str
    within: str
    article: str
    why_not: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartTold:
    """Hold one part of a comparison."""

    name: str
    ours: str
    theirs: str
    sign: str
    verdict: str
    kind: str


@dataclass(frozen=True, slots=True)
class GuaranteeTold:
    """Hold the answers of one guarantee.

    ``sets`` is None where there are too many blocking sets to list; the empty set alone says that
    nobody is bound whatever anyone does.
    """

    seen: GuaranteeSeen
    running: bool
    duties: tuple[DutyTold, ...]
    vetoers: tuple[str, ...]
    sets: tuple[tuple[str, ...], ...] | None
    like: tuple[PartTold, ...]


@dataclass(frozen=True, slots=True)
class Hole:
    """Hold a place at which nobody has to act, and the reasons."""

    place: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """Hold what came of one question: by guarantee, and the holes that all together leave."""

    told: tuple[GuaranteeTold, ...]
    holes: tuple[Hole, ...]
    bound: tuple[tuple[str, str], ...]


def answers(
    seen: Sequence[GuaranteeSeen],
    occasion: Occasion,
    facts: Collection[Fact],
    telling: FactsTold,
    *,
    consenting: bool = False,
    like: str | None = None,
) -> Answers:
    """Return what guarantees ask on an occasion.

    Parameters
    ----------
    facts
        Those of the view, as of the hour.
    consenting
        Whether to ask as if everybody had consented to everything that the texts wait for.
    like
        The guarantee to compare the others with.

    Raises
    ------
    BadInput
        If an hour has no year.

    Notes
    -----
    Cost: as ``due``, ``blocking_sets`` and ``gaps``.
    """
    every = [one.guarantee for one in seen]
    held = frozenset(facts) | (asked(every) if consenting else frozenset())
    rows = due(
        every,
        occasion.trigger,
        place=occasion.place,
        attacker=occasion.attacker,
        at=occasion.at,
        facts=held,
        refusing=occasion.refusing,
    )
    running = in_force(every, held)
    model = next((one for one in every if one.id == like), None)
    told = []
    for one in seen:
        guarantee = one.guarantee
        sets = sets_listed(
            every,
            guarantee.id,
            sizes=_SIZES,
            facts=held,
            trigger=occasion.trigger,
            attacker=occasion.attacker,
        )
        told.append(
            GuaranteeTold(
                one,
                (guarantee.id, IN_FORCE) in running,
                tuple(_duty(row, telling) for row in rows if row.guarantee == guarantee.id),
                vetoers(sets) if sets is not None else (),
                sets,
                _like(guarantee, model, held, every, telling.words),
            )
        )
    bound = tuple((row.guarantor, row.duty.what) for row in rows if row.owed)
    return Answers(tuple(told), _holes(every, occasion, held, telling), bound)


def _duty(row: Due, telling: FactsTold) -> DutyTold:
    gettext = telling.words.gettext
    duty = row.duty
    return DutyTold(
        row.guarantor,
        gettext(MODALITIES[duty.modality]),
        gettext(DEEDS[duty.deed]),
        duty.what,
        telling.within(row.within),
        duty.article,
        tuple(telling.why(why) for why in row.why_not),
    )


def _like(
    ours: Guarantee,
    model: Guarantee | None,
    facts: Collection[Fact],
    every: Sequence[Guarantee],
    words: Words,
) -> tuple[PartTold, ...]:
    if model is None or model.id == ours.id:
        return ()
    found = likeness(ours, model, facts=facts, also=every)
    told = []
    for part in found.parts:
        sign, said, kind = VERDICTS[part.verdict]
        name = words.gettext(PARTS[part.name])
        ours_is, theirs_is = (_part(part.name, one, words) for one in (part.ours, part.theirs))
        told.append(PartTold(name, ours_is, theirs_is, sign, words.gettext(said), kind))
    return tuple(told)


def _part(name: PartName, said: str, words: Words) -> str:
    """Return what one text says in one part of a comparison, in words."""
    ours = {"modality": MODALITIES, "deed": DEEDS}.get(name, _COMPARED)
    if said in ours:
        return words.gettext(ours[said])
    if name == "time" and (span := _SPAN.fullmatch(said)):
        ends = [words.gettext(_COMPARED.get(one, one)) for one in span.groups()]
        return words.fill("%(start)s to %(end)s", start=ends[0], end=ends[1])
    if name == "in force" and (bound := _BOUND.fullmatch(said)):
        return words.fill("%(count)s of %(all)s bound", count=bound[1], all=bound[2])
    if name == "who decides" and (some := _SOME.fullmatch(said)):
        return words.fill("%(count)s of all", count=some[1])
    if name == "speed" and (length := _LENGTH.fullmatch(said)):
        return FactsTold(words, {}, {}).within(timedelta(**{f"{length[2]}s": int(length[1])}))
    if name in ("places", "attackers") and (some := _BUT.fullmatch(said)):
        covered, but = (_COMPARED.get(one, one) for one in some.groups())
        return words.fill("%(what)s but %(some)s", what=words.gettext(covered), some=plain(but))
    return plain(said)


def _holes(
    every: Sequence[Guarantee], occasion: Occasion, facts: Collection[Fact], telling: FactsTold
) -> tuple[Hole, ...]:
    found = gaps(
        every,
        facts=facts,
        triggers=[occasion.trigger],
        places=[occasion.place] if occasion.place is not None else None,
        attackers=[occasion.attacker],
        at=occasion.at,
        refusing=occasion.refusing,
    )
    gettext = telling.words.gettext
    return tuple(
        Hole(
            gettext("anywhere else") if gap.place in (None, ELSEWHERE) else str(gap.place),
            tuple(telling.why(why) for why in gap.why_not),
        )
        for gap in found
    )
