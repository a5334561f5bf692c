"""Standing offers and guarantees as rules that a package must keep.

A package keeps an offer unless it would be *uncompensated* there: given, and nothing got for it. A
guarantee is in force in a package if the package, with every consent that can be given, brings it
into force: the least fixpoint, so that guarantees that wait for each other never are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onetext.errors import WrongUse
from onetext.terms.case import Case
from onetext.terms.guarantees.guarantee import Guarantee
from onetext.terms.guarantees.in_force import IN_FORCE
from onetext.terms.offers.offer import Offer, standing
from onetext.terms.packages.condition import (
    Always,
    And,
    AtLeast,
    Condition,
    Never,
    Not,
    Or,
    atoms,
    names,
    values_of,
)
from onetext.terms.when import When

OFFERS, GUARANTEES = "offers", "guarantees"


@dataclass(frozen=True, slots=True)
class Honoured:
    """Hold one rule that packages keep: an offer's or a guarantee's.

    Parameters
    ----------
    keeps
        What a package must meet.
    told
        In words, what that means.
    """

    id: str
    kind: str
    keeps: Condition
    told: str

    @property
    def free(self) -> bool:
        """Tell whether every package keeps it."""
        return isinstance(self.keeps, Always)


def honoured(asked: Sequence[str], case: Case, at: When | None = None) -> tuple[Honoured, ...]:
    """Return the rules that ids of offers and guarantees ask for.

    Parameters
    ----------
    asked
        Ids; ``offers`` for all that stand, ``guarantees`` for all guarantees.
    at
        Which offers stand: at this hour; without one, all that nobody withdrew or replaced.

    Raises
    ------
    WrongUse
        If there is none of that id, or an offer does not stand.

    Examples
    --------
    >>> from onetext.terms.packages.condition_parser import parse
    >>> offer = Offer("o1", "arn", ("bel",), parse("bid = waived"), parse("guard = each"))
    >>> case = Case("c", "C", offers=(offer,))
    >>> print(honoured(["offers"], case)[0].keeps)
    not bid = waived or guard = each
    """
    stand = {offer.id: offer for offer in standing(case.offers, at)}
    every = {one.id: one for one in case.guarantees}
    found: dict[str, Honoured] = {}
    for word in asked:
        if word == OFFERS and word not in stand:
            wanted = [*stand]
        elif word == GUARANTEES and word not in every:
            wanted = [*every]
        else:
            wanted = [word]
        for id in wanted:
            if id in stand:
                found[id] = _offer(stand[id], case)
            elif id in every:
                found[id] = _guarantee(every[id], every, case)
            else:
                raise _unknown(id, case, [*stand, *every], at)
    return tuple(found.values())


def _unknown(id: str, case: Case, known: Sequence[str], at: When | None) -> WrongUse:
    if any(offer.id == id for offer in case.offers):
        when = f" at {at}" if at is not None else ""
        return WrongUse(
            f"the offer {id!r} does not stand{when}",
            instead="see onetext offers for those that do",
        )
    instead = f"name one of {', '.join(known)}" if known else "leave --honour out"
    return WrongUse(f"there is no offer or guarantee {id!r}", instead=instead)


def _offer(offer: Offer, case: Case) -> Honoured:
    by = case.name_of(offer.by) if offer.by is not None else "nobody"
    if isinstance(offer.want, Always):
        return Honoured(offer.id, "offer", Always(), f"{by} asks nothing for it: kept in any")
    keeps = _any((Not(offer.give), offer.want))
    told = f"where {by} gives [{offer.give}], it gets [{offer.want}]"
    return Honoured(offer.id, "offer", keeps, told)


def _guarantee(one: Guarantee, every: Mapping[str, Guarantee], case: Case) -> Honoured:
    issues = {matter.issue.id for matter in case.space.matters}
    keeps = _in_force(one.id, every, issues, ())
    asked = one.in_force_when
    if isinstance(keeps, Never):
        told = "can never start as it is written"
    elif isinstance(keeps, Always):
        told = f"no package stops it; it still needs [{asked}]"
    else:
        told = f"in force where [{keeps}]; needs [{asked}]"
    return Honoured(one.id, "guarantee", keeps, told)


def _in_force(
    id: str, every: Mapping[str, Guarantee], issues: set[str], waiting: tuple[str, ...]
) -> Condition:
    """Return what of the issues brings a guarantee into force; what waits for itself never does."""
    if id in waiting:
        return Never()
    return _unfolded(every[id].in_force_when, every, issues, (*waiting, id))


def _unfolded(
    part: Condition, every: Mapping[str, Guarantee], issues: set[str], waiting: tuple[str, ...]
) -> Condition:
    if isinstance(part, And | Or | AtLeast):
        parts = tuple(_unfolded(one, every, issues, waiting) for one in part.parts)
        if isinstance(part, And):
            return _all(parts)
        return _any(parts) if isinstance(part, Or) else _some(part.count, parts)
    if isinstance(part, Always | Never) or not list(atoms(part)):
        return part
    (name,) = names(part)
    if name in issues:
        return part
    if name in every and any(
        value == IN_FORCE for atom in atoms(part) for value in values_of(atom)
    ):
        return _in_force(name, every, issues, waiting)
    party, sign, text = name.rpartition("/")
    if sign and party and text in every:  # a guarantor's bond in another guarantee
        bond = next((g.bound_when for g in every[text].guarantors if g.party == party), Never())
        held = _in_force(text, every, issues, waiting)
        return _all((held, _unfolded(bond, every, issues, (*waiting, text))))
    return Always()


def _all(parts: tuple[Condition, ...]) -> Condition:
    if any(isinstance(part, Never) for part in parts):
        return Never()
    left = tuple(part for part in parts if not isinstance(part, Always))
    return And(left) if len(left) > 1 else left[0] if left else Always()


def _any(parts: tuple[Condition, ...]) -> Condition:
    if any(isinstance(part, Always) for part in parts):
        return Always()
    left = tuple(part for part in parts if not isinstance(part, Never))
    return Or(left) if len(left) > 1 else left[0] if left else Never()


def _some(count: int, parts: tuple[Condition, ...]) -> Condition:
    left = tuple(part for part in parts if not isinstance(part, Always | Never))
    missing = count - sum(isinstance(part, Always) for part in parts)
    if missing <= 0:
        return Always()
    return AtLeast(missing, left) if missing <= len(left) else Never()
