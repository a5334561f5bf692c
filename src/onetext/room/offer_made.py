"""An offer made by choosing: from a form's ticks to conditions, and back."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from onetext.analysis.table.lines import parties_of
from onetext.errors import BadInput, Refused
from onetext.record.acts.offering import NonPaper, OfferMade
from onetext.record.view import View
from onetext.room.forms import Sent
from onetext.room.issues_seen import value_said
from onetext.room.places_seen import PlaceSeen, open_places
from onetext.terms.hour import ends
from onetext.terms.offers.offer import Offer
from onetext.terms.packages.condition import (
    Always,
    And,
    Compare,
    Condition,
    OneOf,
    Sign,
    both,
    values_of,
)
from onetext.terms.packages.space import Amount, Matter, Space
from onetext.terms.when import When

SIGNS: tuple[Sign, ...] = ("=", ">=", "<=")


@dataclass(frozen=True, slots=True)
class Written:
    """Hold what a form says of an offer: ticks by issue, as they were sent.

    ``signs`` go with issues that take a number.
    """

    give: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    want: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    signs: Mapping[str, str] = field(default_factory=dict)
    to: tuple[str, ...] = ()
    into: str = ""
    until: str = ""
    non_paper: bool = False
    replaces: str = ""


def written(space: Space, sent: Sent) -> Written:
    """Return what was ticked; what is not on the table is left out."""
    ids = [matter.issue.id for matter in space.matters]
    return Written(
        {id: ticked for id in ids if (ticked := _said(sent, f"give.{id}"))},
        {id: ticked for id in ids if (ticked := _said(sent, f"want.{id}"))},
        {
            f"{side}.{id}": sign
            for side in ("give", "want")
            for id in ids
            if (sign := sent.one.get(f"sign.{side}.{id}", "")) in SIGNS
        },
        _said(sent, "to"),
        sent.may("into") or "",
        sent.may("until") or "",
        sent.one.get("non_paper") == "yes",
        sent.may("replaces") or "",
    )


def rewritten(offer: Offer, *, own: bool) -> Written:
    """Return a form to replace an offer with: its own words, or a counter-offer to its maker."""
    to = offer.to if own else (offer.by,) if offer.by is not None else ()
    give, want = (offer.give, offer.want) if own else (offer.want, offer.give)
    signs: dict[str, str] = {}
    return Written(
        _ticks(give, "give", signs), _ticks(want, "want", signs), signs, to, replaces=offer.id
    )


def condition(space: Space, on: Written, side: str) -> Condition:
    """Return the condition that the ticks of one side make; ``always`` without any.

    Raises
    ------
    BadInput
        If something is chosen that is not on the table.
    """
    ticks = on.give if side == "give" else on.want
    made: Condition = Always()
    for matter in space.matters:
        if matter.issue.id in ticks:
            sign = on.signs.get(f"{side}.{matter.issue.id}", "=")
            made = both(made, _atom(matter, ticks[matter.issue.id], sign))
    space.check_condition(made)
    return made


def act(view: View, space: Space, on: Written, *, party: str, now: str) -> OfferMade:
    """Return the act that makes the offer, under an id that tells nothing.

    Raises
    ------
    BadInput
        If it gives nothing, is made to nobody, or is over before it is made.
    Refused
        If it would be written where its addressees do not see it.
    """
    give, want = condition(space, on, "give"), condition(space, on, "want")
    if isinstance(give, Always):
        raise BadInput("this offer gives nothing", instead="choose what you would do")
    where = place(view, on.into)
    _check_addressees(view, on, where, party)
    until = _until(on.until, now)
    asks = None if isinstance(want, Always) else str(want)
    made = NonPaper if on.non_paper else OfferMade
    return made(
        f"{'paper' if on.non_paper else 'offer'}-{secrets.token_hex(4)}",
        tuple(sorted(dict.fromkeys(on.to))),
        str(give),
        asks,
        until,
        (on.replaces or None) if not on.non_paper else None,
    )


def place(view: View, id: str) -> PlaceSeen:
    """Return the compartment to write in.

    Raises
    ------
    Refused
        If the seat is in none of that id, or it is closed.
    """
    found = next((one for one in open_places(view) if one.id == id), None)
    if found is None:
        raise Refused("no such compartment, or you are not in it", instead="choose one of yours")
    return found


def where_now(view: View, compartment: str | None) -> PlaceSeen | None:
    """Return where to go on with what was said in a compartment: itself, or what follows it."""
    there = open_places(view)
    same = next((one for one in there if one.id == compartment), None)
    after = (one for one in there if one.follows is not None and one.follows == compartment)
    return same or next(after, None)


def _check_addressees(view: View, on: Written, where: PlaceSeen, party: str) -> None:
    if not on.to:
        raise BadInput("this offer is made to nobody", instead="choose to whom")
    if party in on.to:
        raise BadInput("this offer is made to its maker", instead="choose the others")
    if where.public:
        return
    whose = parties_of(view)
    there = {whose.get(seat) for seat in where.members}
    for one in on.to:
        if one not in there:
            raise Refused(
                f"nobody of {one!r} is in {where.name!r}, so nobody there would see it",
                instead="choose another place, or leave them out",
            )


def _until(said: str, now: str) -> str | None:
    if not said:
        return None
    try:
        until = When(said)
    except ValueError as fault:
        raise BadInput(str(fault), instead="write it like 2031-04-30") from None
    if ends(until) < ends(When(now)):
        raise BadInput(f"{said} is over", instead="write a later day, or none")
    return said


def _atom(matter: Matter, said: tuple[str, ...], sign: str) -> Condition:
    id = matter.issue.id
    values = tuple(dict.fromkeys(value_said(matter, one) for one in said))
    if isinstance(matter, Amount):
        found: Sign = next((one for one in SIGNS if one == sign), "=")
        return Compare(id, found, values[0])
    return Compare(id, "=", values[0]) if len(values) == 1 else OneOf(id, values)


def _ticks(given: Condition, side: str, signs: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Return ticks for what a form can say; the rest is chosen anew."""
    found: dict[str, tuple[str, ...]] = {}
    for part in given.parts if isinstance(given, And) else (given,):
        if isinstance(part, OneOf) or (isinstance(part, Compare) and part.sign in SIGNS):
            found[part.issue] = tuple(
                value if isinstance(value, str) else f"{value:f}" for value in values_of(part)
            )
            if isinstance(part, Compare):
                signs[f"{side}.{part.issue}"] = part.sign
    return found


def _said(sent: Sent, name: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in sent.all(name) if one.strip())
