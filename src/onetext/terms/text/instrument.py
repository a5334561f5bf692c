"""A text that closes as one: whom it binds, how it is drafted, and what makes it agreed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from onetext.errors import BadInput
from onetext.terms.hour import begins, ends, within
from onetext.terms.packages.package import name
from onetext.terms.text.passage import language, repeated
from onetext.terms.when import When

Mode = Literal["one-text", "rolling"]
"""Who drafts: the mediator alone, or the parties too, by alternatives in brackets."""


@dataclass(frozen=True, slots=True)
class FullPowers:
    """Say which seat may bind which party, and when (Vienna Convention 1969, Art. 7).

    Raises
    ------
    BadInput
        If an id is empty, or the powers end before they begin.
    """

    seat: str
    party: str
    since: When | None = None
    until: When | None = None

    def __post_init__(self) -> None:
        name(self.seat)
        name(self.party)
        if self.since and self.until and begins(self.since) > ends(self.until):
            raise BadInput(f"the powers of the seat {self.seat!r} end before they begin")


@dataclass(frozen=True, slots=True)
class ConsentRule:
    """Say by which act an instrument is consented to, and by whom (Vienna Convention, Art. 11–14).

    Parameters
    ----------
    act
        ``sign`` if signature binds, ``ratify`` if it is subject to ratification.
    who
        The parties whose consent is asked; empty for all that the instrument binds.
    at_least
        How many of them; None for each.

    Raises
    ------
    BadInput
        If a party stands twice, or ``at_least`` is less than one.
    """

    act: Literal["sign", "ratify"] = "sign"
    who: tuple[str, ...] = ()
    at_least: int | None = None

    def __post_init__(self) -> None:
        if self.act not in ("sign", "ratify"):
            raise BadInput(f"consent is not given by {self.act!r}", instead="write sign or ratify")
        twice = repeated(map(name, self.who))
        if twice is not None:
            raise BadInput(f"the consent of {twice!r} is asked twice", instead="keep one of them")
        if self.at_least is not None and self.at_least < 1:
            raise BadInput(f"the consent of {self.at_least} is none", instead="write at least 1")


@dataclass(frozen=True, slots=True)
class Silence:
    """Say that who has not objected by an hour accepts: the silence procedure (glossary).

    It covers the words that a draft showed before ``until``; a later change needs its own stands.
    An objection breaks it only where it can be heard, so a record takes stands on such an
    instrument only where every party that it binds may see them.

    Raises
    ------
    BadInput
        If the hour has no year.
    """

    until: When

    def __post_init__(self) -> None:
        ends(self.until)


@dataclass(frozen=True, slots=True)
class Instrument:
    """Hold a text that closes as one (treaty, annex, letter) and the rules it is negotiated by.

    Parameters
    ----------
    procedure
        The mode it begins in; a change of mode is an act.
    binds
        The parties whose consent every passage needs, guarantors included.
    drafter
        The mediator's party, which alone drafts in ``one-text`` and keeps the pen in ``rolling``;
        None for a rolling text that the parties keep by themselves.
    languages
        In which it is authentic.
    may_bind
        Which seats enter their party's stand; all others advise.
    closes_with
        The instruments that are agreed only together with this one. Write it on both, so that a
        view that shows only one of them knows that it waits for another.
    silence
        None: silence is never consent.

    Raises
    ------
    BadInput
        If it binds nobody, somebody stands twice, the powers or the consent rule name a party that
        it does not bind, the rule asks for more than there are, it closes with itself, it has no
        language, or a one-text has no drafter.

    Examples
    --------
    >>> treaty = Instrument("treaty", "Treaty of Two Rivers", "treaty", binds=("arn", "bel"),
    ...                     drafter="dor", languages=("en",),
    ...                     may_bind=(FullPowers("arn-head", "arn"),))
    >>> treaty.may_bind_for("arn-head", "arn"), treaty.may_bind_for("arn-analyst", "arn")
    (True, False)
    """

    id: str
    title: str
    kind: str
    procedure: Mode = "one-text"
    binds: tuple[str, ...] = field(kw_only=True)
    drafter: str | None = field(default=None, kw_only=True)
    languages: tuple[str, ...] = field(kw_only=True)
    may_bind: tuple[FullPowers, ...] = field(default=(), kw_only=True)
    consent: ConsentRule = field(default=ConsentRule(), kw_only=True)
    closes_with: tuple[str, ...] = field(default=(), kw_only=True)
    silence: Silence | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        name(self.id)
        if self.procedure not in ("one-text", "rolling"):
            raise self._bad(f"has no procedure {self.procedure!r}", "write one-text or rolling")
        if not self.binds:
            raise self._bad("binds nobody", "name the parties whose consent it needs")
        for what, ids in (
            ("party", map(name, self.binds)),
            ("language", map(language, self.languages)),
            ("instrument", map(name, self.closes_with)),
        ):
            twice = repeated(ids)
            if twice is not None:
                raise self._bad(f"names the {what} {twice!r} twice", "keep one of them")
        if not self.languages:
            raise self._bad("has no language", "name those in which it is authentic")
        if self.id in self.closes_with:
            raise self._bad("closes with itself", "name the others")
        if self.procedure == "one-text" and self.drafter is None:
            raise self._bad("has nobody to draft it", "name the mediator, or make it rolling")
        for party in (*(powers.party for powers in self.may_bind), *self.consent.who):
            if party not in self.binds:
                raise self._bad(f"does not bind {party!r}", "name a party that it binds")
        if (self.consent.at_least or 0) > len(self.asked):
            raise self._bad(f"asks for {self.consent.at_least} of {len(self.asked)}", "ask fewer")

    @property
    def asked(self) -> tuple[str, ...]:
        """Return the parties whose signature or ratification the consent rule asks for."""
        return self.consent.who or self.binds

    def may_bind_for(self, seat: str | None, party: str | None, at: When | None = None) -> bool:
        """Tell whether ``seat`` may bind ``party``, at that hour if one is given."""
        return any(
            (powers.seat, powers.party) == (seat, party)
            and (at is None or within(at, powers.since, powers.until))
            for powers in self.may_bind
        )

    def _bad(self, what: str, instead: str) -> BadInput:
        return BadInput(f"the instrument {self.id!r} {what}", instead=instead)


def by_id(instruments: Iterable[Instrument]) -> Mapping[str, Instrument]:
    """Return the instruments by their id.

    One may close with an instrument that is not there: a view need not show them all.

    Raises
    ------
    BadInput
        If two share an id.
    """
    given = tuple(instruments)
    twice = repeated(instrument.id for instrument in given)
    if twice is not None:
        raise BadInput(f"two instruments have the id {twice!r}", instead="give each its own")
    return {instrument.id: instrument for instrument in given}


def closing_group(instruments: Mapping[str, Instrument], id: str) -> tuple[str, ...]:
    """Return the instruments that close together with ``id``, itself included, sorted.

    Closing together is mutual and carries over: what either names, both are in. An instrument that
    is named but not there is in the group too.

    Notes
    -----
    Cost: linear in the ties.

    Examples
    --------
    >>> some = [Instrument(id, id, "letter", "rolling", binds=("arn",), languages=("en",),
    ...                    closes_with=ties)
    ...         for id, ties in (("a", ("b",)), ("b", ()), ("c", ("b", "e")), ("d", ()))]
    >>> closing_group(by_id(some), "a")
    ('a', 'b', 'c', 'e')
    """
    ties: dict[str, set[str]] = {}
    for instrument in instruments.values():
        for other in instrument.closes_with:
            ties.setdefault(instrument.id, set()).add(other)
            ties.setdefault(other, set()).add(instrument.id)
    group, ahead = {id}, [id]
    while ahead:
        new = ties.get(ahead.pop(), set()) - group
        group |= new
        ahead.extend(new)
    return tuple(sorted(group))
