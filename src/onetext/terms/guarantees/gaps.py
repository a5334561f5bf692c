"""Where a guarantee leaves nobody bound to act: holes of place, trigger and attacker."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from onetext.terms.consent import Fact
from onetext.terms.guarantees.due import due
from onetext.terms.guarantees.guarantee import Deed, Guarantee, Modality, reach, strength
from onetext.terms.when import When

ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Gap:
    """Hold an occasion on which nobody is bound so far, and how far anyone is, None if not at all.

    ``why_not`` has the reasons, each once, of all who would otherwise be bound.
    """

    trigger: str
    place: str | None
    attacker: str | None
    strongest: Modality | None
    why_not: tuple[str, ...]


def gaps(
    guarantees: Iterable[Guarantee],
    *,
    facts: Collection[Fact] = (),
    triggers: Sequence[str] | None = None,
    places: Sequence[str | None] | None = None,
    attackers: Sequence[str | None] = (None,),
    at: When | None = None,
    refusing: Collection[str] = (),
    at_least: Modality = "must-some",
    deed: Deed = "assist",
) -> tuple[Gap, ...]:
    """Return every occasion on which nobody is bound ``at_least`` so far to do ``deed`` or more.

    Parameters
    ----------
    triggers, places
        What to go through; left out, all that the guarantees name, and a place *elsewhere*.
    facts
        With ``in_force.asked`` the holes of the texts as if in force; with consents those of today.

    Raises
    ------
    BadInput
        As ``due``.

    Notes
    -----
    Cost: one ``due`` for each combination.

    Examples
    --------
    >>> from onetext.terms.guarantees.guarantee import Duty, Extent, Guarantor, Scope
    >>> text = Guarantee(
    ...     "g", "G", (Guarantor("gua"),), "arn", ("armed-attack", "threat"),
    ...     (Duty("help", "must", "assist", "help", triggers=("armed-attack",)),),
    ...     Scope(places=Extent(but=("hills",))),
    ... )
    >>> [(gap.trigger, gap.place) for gap in gaps([text])]
    [('armed-attack', 'hills'), ('threat', 'elsewhere'), ('threat', 'hills')]
    """
    every = tuple(guarantees)
    named = {place for g in every for place in g.scope.places.named}
    found: list[Gap] = []
    for trigger, place, attacker in product(
        triggers or tuple(dict.fromkeys(t for g in every for t in g.triggers)),
        places or (ELSEWHERE, *sorted(named - {ELSEWHERE})),
        attackers,
    ):
        rows = due(
            every,
            trigger,
            place=place,
            attacker=attacker,
            at=at,
            facts=facts,
            refusing=refusing,
        )
        far = [row for row in rows if reach(row.duty.deed) >= reach(deed)]
        owed = sorted((row.duty.modality for row in rows if row.owed), key=strength)
        bound = [row for row in far if row.owed]
        if any(strength(row.duty.modality) >= strength(at_least) for row in bound):
            continue
        reasons = dict.fromkeys(reason for row in far for reason in row.why_not)
        found.append(Gap(trigger, place, attacker, owed[-1] if owed else None, tuple(reasons)))
    return tuple(found)
