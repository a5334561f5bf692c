"""The offers at the table as a seat sees them, in sentences: what stands, what they agree on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onetext.analysis.table.offers import Exchange, TableOffer, exchange_of, table_offers
from onetext.errors import BadInput
from onetext.record.view import View
from onetext.room.conditions_told import Told
from onetext.room.issues_seen import label, option_label, space_seen
from onetext.room.web.words import Words
from onetext.room.wording import LIVES, OFFER_STATES, day
from onetext.terms.packages.condition import Always, Condition
from onetext.terms.packages.condition_parser import parse
from onetext.terms.packages.package import Package


@dataclass(frozen=True, slots=True)
class OfferTold:
    """Hold one offer in sentences.

    Parameters
    ----------
    want
        None for one without a price.
    state
        What becomes of it in the package asked about: sign, words, kind; None without one.
    ended
        The day and the line of what ended it.
    """

    id: str
    by: str | None
    to: tuple[str, ...]
    give: str
    want: str | None
    life: tuple[str, str]
    stands: bool
    non_paper: bool
    until: str | None
    made: str
    entry: int
    place: str | None
    state: tuple[str, str, str] | None
    ended: tuple[str, int] | None
    replaces: str | None


@dataclass(frozen=True, slots=True)
class Shake:
    """Hold offers that close together: what they make, and who waits for whom in a circle.

    A circle of two is a mirror exchange.
    """

    offers: tuple[str, ...]
    makes: tuple[str, ...]
    circles: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class InPart:
    """Hold what this seat was shown of an offer that was made where it is not."""

    entry: int
    by: str | None
    how: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OffersTold:
    """Hold all of it; ``exchange`` is None where nothing stands."""

    standing: tuple[OfferTold, ...]
    ended: tuple[OfferTold, ...]
    in_part: tuple[InPart, ...]
    shakes: tuple[Shake, ...]
    clashes: tuple[str, ...]
    indefinite: tuple[str, ...]


def offers_told(view: View, words: Words, package: Package | None = None) -> OffersTold:
    """Return the offers of a view, with their state in ``package`` if one is asked about.

    Notes
    -----
    Cost: as ``agreement`` for those that stand.
    """
    found = table_offers(view)
    told = Told(space_seen(view), words)
    made = [_offer(view, one, told, package) for one in found]
    exchange = exchange_of([one.offer for one in found if one.life == "standing"])
    agreed = exchange.agreement if exchange is not None else None
    return OffersTold(
        tuple(one for one in made if one.stands) + tuple(one for one in made if one.non_paper),
        tuple(one for one in made if not (one.stands or one.non_paper)),
        tuple(_in_part(view, told)),
        tuple(_shakes(exchange, told)) if exchange is not None else (),
        tuple(label(told.space, issue) for issue in agreed.clashes) if agreed else (),
        agreed.indefinite if agreed else (),
    )


def state_told(words: Words, state: str) -> tuple[str, str, str]:
    """Return the state of an offer: its sign, its words, and how it is drawn."""
    sign, said, kind = OFFER_STATES[state]
    return sign, words.gettext(said), kind


def _offer(view: View, one: TableOffer, told: Told, package: Package | None) -> OfferTold:
    offer, words = one.offer, told.words
    life, kind = LIVES[one.life]
    line = view.lines[one.ref.number - 1]
    return OfferTold(
        offer.id,
        offer.by,
        offer.to,
        told.sentence(offer.give),
        None if isinstance(offer.want, Always) else told.sentence(offer.want),
        (words.gettext(life), kind),
        one.life == "standing",
        offer.non_paper,
        day(words, offer.standing_until) if offer.standing_until is not None else None,
        day(words, one.ref.at),
        one.ref.number,
        line.compartment,
        state_told(words, offer.state(package)) if package is not None else None,
        (day(words, one.ended.at), one.ended.number) if one.ended is not None else None,
        offer.replaces,
    )


def _shakes(exchange: Exchange, told: Told) -> Iterable[Shake]:
    for shake, course in zip(exchange.agreement.handshakes, exchange.courses, strict=True):
        makes = tuple(
            f"{label(told.space, issue)}: {option_label(told.space, issue, value)}"
            for issue, value in shake.package.chosen
        )
        yield Shake(shake.offers, makes, course.circles)


def _in_part(view: View, told: Told) -> Iterable[InPart]:
    """Yield offers of which a disclosure showed some fields, each field that is shown in words."""
    for number, line in enumerate(view.lines, start=1):
        if line.by is None or line.entry is None or line.act is not None:
            continue
        body = line.entry.body
        if body.shown("kind") not in ("offer", "non-paper"):
            continue
        shown: Mapping[str, object] = {name: body.shown(name) for name in ("give", "want", "until")}
        parts = tuple(
            (name, _said(told, value) if name != "until" else value)
            for name, value in shown.items()
            if isinstance(value, str)
        )
        yield InPart(number, line.entry.seat, line.by, parts)


def _said(told: Told, value: str) -> str:
    try:
        given: Condition = parse(value)
    except BadInput:
        return value
    return told.sentence(given)
