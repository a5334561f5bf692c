"""What a party says it will do if others do something, and what becomes of that in a package."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from onetext.errors import BadInput
from onetext.terms.hour import begins, ends, since, within
from onetext.terms.packages.condition import Condition
from onetext.terms.packages.kleene import Truth, all_of, any_of, truth, turned
from onetext.terms.packages.package import Value, name
from onetext.terms.when import When

OfferState = Literal["exercised", "idle", "uncompensated", "unclaimed", "open"]

_STATES: dict[tuple[bool, bool], OfferState] = {
    (True, True): "exercised",
    (False, False): "idle",
    (True, False): "uncompensated",
    (False, True): "unclaimed",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """Hold one offer: ``by`` gives ``give`` to ``to`` if it gets ``want``.

    A non-paper may be nobody's; it never stands. An offer is ended by its hour, by withdrawal, or
    by another that ``replaces`` it, from the same party or from one it was made to (a
    counter-offer); what was replaced does not come back when its successor goes.

    Parameters
    ----------
    give, want
        Conditions over packages; ``Always()`` as ``want`` is an offer without a price.
    standing_from, standing_until, withdrawn_at
        A day-only ``until`` stands through that day; a day-only withdrawal counts at its end.
    replaces
        The id of an earlier offer.

    Raises
    ------
    BadInput
        If it is nobody's and no non-paper, is made to its maker or to nobody, replaces itself, or
        ends before it begins.
    """

    id: str
    by: str | None
    to: tuple[str, ...]
    give: Condition
    want: Condition
    standing_from: When | None = None
    standing_until: When | None = None
    non_paper: bool = False
    withdrawn_at: When | None = None
    replaces: str | None = None

    def __post_init__(self) -> None:
        name(self.id)
        if self.by is None and not self.non_paper:
            raise BadInput(f"the offer {self.id!r} is nobody's", instead="name who makes it")
        if self.by in self.to:
            raise BadInput(f"the offer {self.id!r} is made to its maker", instead="name the others")
        if not self.to:
            raise BadInput(f"the offer {self.id!r} is made to nobody", instead="name at least one")
        if self.replaces == self.id:
            raise BadInput(f"the offer {self.id!r} replaces itself", instead="name an earlier one")
        start, until = self.standing_from, self.standing_until
        if start and until and begins(start) > ends(until):
            raise BadInput(
                f"the offer {self.id!r} ends before it begins", instead=f"write one after {start}"
            )

    def state(self, package: Mapping[str, Value]) -> OfferState:
        """Return what becomes of this offer in ``package``.

        ``open`` while the package does not decide both sides by Kleene's logic: never a guess.

        Examples
        --------
        >>> from onetext.terms.packages.condition_parser import parse
        >>> offer = Offer("o1", "arn", ("bel",), parse("bid = waived"), parse("guard = each"))
        >>> offer.state({"bid": "waived", "guard": "none"}), offer.state({"bid": "waived"})
        ('uncompensated', 'open')
        """
        gives, gets = truth(self.give, package), truth(self.want, package)
        return "open" if gives is None or gets is None else _STATES[gives, gets]


@dataclass(frozen=True, slots=True)
class Honour:
    """Say whether a package honours the standing offers.

    ``honoured`` is False when one is uncompensated (``broken`` names them), None when one may still
    become so, else True. ``states`` has every standing offer.
    """

    honoured: Truth
    broken: tuple[str, ...]
    states: tuple[tuple[str, OfferState], ...]


def standing(offers: Iterable[Offer], at: When | None) -> tuple[Offer, ...]:
    """Return the offers that stand at ``at``, in the order given.

    Without an hour: all that nobody withdrew or replaced, whether their time has come or is over.

    Raises
    ------
    BadInput
        If two share an id, one replaces an offer that is not there or not its maker's or
        addressee's to replace, or they replace each other in a circle.

    Notes
    -----
    Cost: linear in the number of offers.

    Examples
    --------
    >>> from onetext.terms.packages.condition import Always
    >>> from onetext.terms.packages.condition_parser import parse
    >>> first = Offer("o1", "arn", ("bel",), parse("a = x"), Always(), When("2031-03-01"))
    >>> second = Offer("o2", "bel", ("arn",), parse("a = y"), Always(), When("2031-03-05"),
    ...                replaces="o1")
    >>> [o.id for o in standing((first, second), When("2031-03-04"))]
    ['o1']
    >>> [o.id for o in standing((first, second), When("2031-03-05"))]
    ['o2']
    """
    by_id = check_replacing(offers)
    gone = {
        offer.replaces
        for offer in by_id.values()
        if offer.replaces
        and not offer.non_paper
        and (at is None or within(at, offer.standing_from, None))
    }
    return tuple(
        offer
        for offer in by_id.values()
        if offer.id not in gone and not offer.non_paper and _open(offer, at)
    )


def honours(package: Mapping[str, Value], offers: Iterable[Offer], at: When | None) -> Honour:
    """Return whether ``package`` honours the offers that stand at ``at``.

    A package honours them when none is uncompensated: nobody gives what it offered without getting
    what it asked for it. One that is unclaimed is no fault: the maker keeps its concession.

    Raises
    ------
    BadInput
        As ``standing``; or if a condition asks for the order of what is not a number.

    Notes
    -----
    Cost: linear in the offers and their conditions.

    Examples
    --------
    >>> from onetext.terms.packages.condition_parser import parse
    >>> offer = Offer("o1", "arn", ("bel",), parse("bid = waived"), parse("guard = each"))
    >>> honours({"bid": "waived", "guard": "none"}, (offer,), When("2031-03-01")).broken
    ('o1',)
    >>> honours({"guard": "each"}, (offer,), When("2031-03-01")).honoured
    True
    """
    there = standing(offers, at)
    wronged = {
        offer.id: all_of((truth(offer.give, package), turned(truth(offer.want, package))))
        for offer in there
    }
    return Honour(
        honoured=turned(any_of(wronged.values())),
        broken=tuple(id for id, answer in wronged.items() if answer is True),
        states=tuple((offer.id, offer.state(package)) for offer in there),
    )


def check_replacing(offers: Iterable[Offer]) -> dict[str, Offer]:
    """Return the offers by their ids, if what they replace is there and theirs to replace.

    Raises
    ------
    BadInput
        As ``standing``.
    """
    every = tuple(offers)
    by_id = {offer.id: offer for offer in every}
    if len(by_id) < len(every):
        twice = next(o.id for o in every if sum(o.id == other.id for other in every) > 1)
        raise BadInput(f"two offers have the id {twice!r}", instead="give each its own")
    settled: set[str] = set()
    for offer in every:
        chain: list[str] = []
        at: Offer | None = offer
        while at is not None and at.id not in settled:
            if at.id in chain:
                circle = " → ".join([*chain[chain.index(at.id) :], at.id])
                raise BadInput(f"offers replace each other in a circle: {circle}")
            chain.append(at.id)
            at = _replaced(at, by_id)
        settled.update(chain)
    return by_id


def _open(offer: Offer, at: When | None) -> bool:
    if at is None:
        return offer.withdrawn_at is None
    started = within(at, offer.standing_from, offer.standing_until)
    return started and not since(at, offer.withdrawn_at)


def _replaced(offer: Offer, by_id: Mapping[str, Offer]) -> Offer | None:
    if offer.replaces is None:
        return None
    earlier = by_id.get(offer.replaces)
    if earlier is None:
        raise BadInput(f"the offer {offer.id!r} replaces {offer.replaces!r}, which is not there")
    if not offer.non_paper and offer.by not in (earlier.by, *earlier.to):
        raise BadInput(
            f"the offer {offer.id!r} of {offer.by!r} replaces {earlier.id!r}, which is not its own",
            instead=f"let {earlier.by!r} or one it was made to replace it",
        )
    return earlier
