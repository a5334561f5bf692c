"""A case: everything that is known of some talks before anybody enters the room."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from onetext.errors import BadInput
from onetext.terms.consent import Consent, Fact, consented
from onetext.terms.deadline import Deadline
from onetext.terms.grounds import Cited, Grounds, Reference
from onetext.terms.guarantees.guarantee import Guarantee
from onetext.terms.hour import since
from onetext.terms.offers.linkage import RedLine
from onetext.terms.offers.offer import Offer
from onetext.terms.order import Order
from onetext.terms.packages.package import name
from onetext.terms.packages.space import Space
from onetext.terms.party import Party
from onetext.terms.passing import Passing
from onetext.terms.role import Person, Role, Seat
from onetext.terms.sheet import Sheet
from onetext.terms.text.draft import Draft
from onetext.terms.text.instrument import Instrument
from onetext.terms.text.stand import Stand
from onetext.terms.when import When

Mode = Literal["exercise", "live"]
"""The two modes of a room (design, §4): an exercise may hold sheets, a live one never does."""


_NOTHING = Space(())


@dataclass(frozen=True, slots=True)
class Treaty:
    """Name a text that is not drafted here, so that parties can consent to it."""

    id: str
    title: str

    def __post_init__(self) -> None:
        name(self.id)


@dataclass(frozen=True, slots=True)
class Happening:
    """Hold a fact that is no consent and that conditions may ask for: ``referendum = held``.

    Examples
    --------
    >>> Happening("referendum", "held", When("2031-05-01")).fact
    ('referendum', 'held')
    """

    what: str
    value: str
    at: When | None = None

    def __post_init__(self) -> None:
        name(self.what)
        name(self.value)

    @property
    def fact(self) -> Fact:
        """Return the fact by which a condition asks for it."""
        return (self.what, self.value)


@dataclass(frozen=True, slots=True)
class Text:
    """Hold an instrument with its drafts so far, the last one on the table, and the stands on it.

    The ``entry`` of a draft, and what ``changed_by`` names, is ``treaty/draft-2`` here; a record
    that opens with the case gives its own.
    """

    instrument: Instrument
    drafts: tuple[Draft, ...] = ()
    stands: tuple[Stand, ...] = ()

    @property
    def on_the_table(self) -> Draft | None:
        """Return the last draft, None before there is any."""
        return self.drafts[-1] if self.drafts else None


@dataclass(frozen=True, slots=True)
class Case:
    """Hold one case.

    Parameters
    ----------
    mode
        What a room that opens with it is; None for a case that is only read and analysed.
    space
        The issues with their options or bounds, in the order of the agenda.
    ordered
        Issues whose options lie on a line in the order they are put in, so that one can be nearer.
    schedule
        Names of what is planned to come, as conditions on facts write them.
    grounds
        What single items rest on; ask ``grounds_of``.
    orders
        What parties let know that they prefer to what, as far as reports tell.
    passing
        Whose yes makes a package pass; None: everybody's.

    Raises
    ------
    BadInput
        If two parties, offers, guarantees or other items share an id.

    Examples
    --------
    >>> case = Case("two-rivers", "Talks on the Two Rivers",
    ...             consents=(Consent("arn", "treaty", "sign", When("2031-03-01")),))
    >>> sorted(case.facts(When("2031-02-01"))), sorted(case.facts())
    ([], [('arn/treaty', 'signed')])
    """

    id: str
    title: str
    about: str = ""
    mode: Mode | None = None
    parties: tuple[Party, ...] = ()
    roles: tuple[Role, ...] = ()
    people: tuple[Person, ...] = ()
    seats: tuple[Seat, ...] = ()
    space: Space = _NOTHING
    ordered: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    red_lines: tuple[RedLine, ...] = ()
    guarantees: tuple[Guarantee, ...] = ()
    treaties: tuple[Treaty, ...] = ()
    texts: tuple[Text, ...] = ()
    consents: tuple[Consent, ...] = ()
    happenings: tuple[Happening, ...] = ()
    schedule: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    references: tuple[Reference, ...] = ()
    grounds: tuple[Grounds, ...] = ()
    orders: tuple[Order, ...] = ()
    passing: Passing | None = None

    def __post_init__(self) -> None:
        name(self.id)
        if self.mode not in (None, "exercise", "live"):
            raise BadInput(f"the mode {self.mode!r}", instead="write exercise or live")
        for what, ids in (
            ("parties", [party.id for party in self.parties]),
            ("people", [person.id for person in self.people]),
            ("seats", [seat.id for seat in self.seats]),
            ("offers", [offer.id for offer in self.offers]),
            ("red lines", [line.id for line in self.red_lines]),
            ("orders", [order.id for order in self.orders]),
            ("guarantees", [guarantee.id for guarantee in self.guarantees]),
            ("texts", [*(t.id for t in self.treaties), *(t.instrument.id for t in self.texts)]),
            ("deadlines", [deadline.id for deadline in self.deadlines]),
            ("sheets", [sheet.id for sheet in self.sheets]),
            ("sources", [reference.id for reference in self.references]),
            ("grounds", [grounds.item for grounds in self.grounds]),
        ):
            _refuse_shared(what, ids)

    def party(self, id: str) -> Party | None:
        """Return the party of that id, None if there is none."""
        return next((party for party in self.parties if party.id == id), None)

    def name_of(self, party: str) -> str:
        """Return the name of a party, its id if there is no such party."""
        found = self.party(party)
        return found.name if found else party

    def roles_of(self, party: str, at: When | None = None) -> tuple[Role, ...]:
        """Return the roles that a party holds at that hour; without one, ever."""
        return tuple(role for role in self.roles if role.party == party and role.held(at))

    def text(self, instrument: str) -> Text | None:
        """Return the text of that instrument, None if there is none."""
        return next((text for text in self.texts if text.instrument.id == instrument), None)

    def facts(self, at: When | None = None) -> frozenset[Fact]:
        """Return what holds at that hour: consents and what happened; without one, all of it.

        What has no hour counts only without one.

        Raises
        ------
        BadInput
            If an hour has no year.
        """
        happened = (h.fact for h in self.happenings if at is None or since(at, h.at))
        return consented(self.consents, at) | frozenset(happened)

    def grounds_of(self, item: str) -> Grounds:
        """Return what an item rests on; nothing, where the case does not say.

        Examples
        --------
        >>> case = Case("c", "C", grounds=(Grounds("offers/o1", known="reported"),))
        >>> case.grounds_of("offers/o1").mark, case.grounds_of("offers/o2").mark
        ('as reported', '')
        """
        return next((found for found in self.grounds if found.item == item), Grounds(item))

    def reference(self, cited: Cited) -> Reference | None:
        """Return the source that is cited, None if the case does not list it."""
        return next((found for found in self.references if found.id == cited.source), None)


def _refuse_shared(what: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for id in ids:
        if id in seen:
            raise BadInput(f"two of the {what} have the id {id!r}", instead="give each its own")
        seen.add(id)
