"""What a party is at the talks, who speaks for it, and which seats it holds; all may change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from onetext.errors import BadInput
from onetext.terms.hour import begins, ends, within
from onetext.terms.packages.package import name
from onetext.terms.when import When

RoleKind = Literal["principal", "mediator", "facilitator", "guarantor", "observer", "supporter"]
"""The glossary has what each of them is."""

Function = Literal[
    "head",
    "delegate",
    "analyst",
    "legal",
    "note-taker",
    "mediator",
    "guarantor",
    "observer",
    "teacher",
]


@dataclass(frozen=True, slots=True)
class Role:
    """Say what a party is, in one matter or in all, and for how long.

    A party may hold several at once: a power that mediates, guarantees, and negotiates for itself.

    Parameters
    ----------
    matter
        The issue, instrument or guarantee that it is limited to; None for the talks as a whole.

    Raises
    ------
    BadInput
        If there is no such role, or it ends before it begins.
    """

    party: str
    kind: RoleKind
    matter: str | None = None
    since: When | None = None
    until: When | None = None

    def __post_init__(self) -> None:
        name(self.party)
        if self.kind not in get_args(RoleKind):
            raise BadInput(
                f"there is no role {self.kind!r}",
                instead=f"write one of {', '.join(get_args(RoleKind))}",
            )
        in_order(f"the role of {self.party!r}", self.since, self.until)

    def held(self, at: When | None = None) -> bool:
        """Tell whether it is held at that hour; without one, whether it ever is.

        Examples
        --------
        >>> Role("halvia", "mediator", until=When("2031-04-01")).held(When("2031-04-02"))
        False
        """
        return at is None or within(at, self.since, self.until)


@dataclass(frozen=True, slots=True)
class Person:
    """Name somebody, with the office and the delegation, if any, from one hour to another.

    Who comes to hold another office is written down again, under another id.
    """

    id: str
    name: str
    office: str = ""
    delegation: str | None = None
    since: When | None = None
    until: When | None = None

    def __post_init__(self) -> None:
        name(self.id)
        in_order(f"the office of {self.id!r}", self.since, self.until)


@dataclass(frozen=True, slots=True)
class Holding:
    """Say who sits on a seat, from one hour to another."""

    person: str
    since: When | None = None
    until: When | None = None

    def __post_init__(self) -> None:
        name(self.person)
        in_order(f"the seat of {self.person!r}", self.since, self.until)


@dataclass(frozen=True, slots=True)
class Seat:
    """Hold a place at the talks: whose it is, what it is for, who sits on it.

    Which seats may bind their party to an instrument is told by the instrument
    (``Instrument.may_bind``).

    Raises
    ------
    BadInput
        If there is no such function.

    Examples
    --------
    >>> seat = Seat("arn-head", "arn", "head", (
    ...     Holding("leray", until=When("2031-03-09")), Holding("osk", since=When("2031-03-10"))))
    >>> seat.holders_at(When("2031-03-12"))
    ('osk',)
    """

    id: str
    party: str
    function: Function = "delegate"
    holders: tuple[Holding, ...] = ()

    def __post_init__(self) -> None:
        name(self.id)
        name(self.party)
        if self.function not in get_args(Function):
            raise BadInput(
                f"a seat cannot be {self.function!r}",
                instead=f"write one of {', '.join(get_args(Function))}",
            )

    def holders_at(self, at: When) -> tuple[str, ...]:
        """Return who sits on it at that hour."""
        return tuple(h.person for h in self.holders if within(at, h.since, h.until))


def in_order(what: str, since: When | None, until: When | None) -> None:
    """Refuse a time that ends before it begins.

    Raises
    ------
    BadInput
        If it does, or an hour has no year.
    """
    if since and until and begins(since) > ends(until):
        raise BadInput(f"{what} ends before it begins", instead=f"write an end after {since}")
