"""Who has consented to what, and since when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from onetext.errors import BadInput
from onetext.terms.hour import ends, since
from onetext.terms.packages.package import name
from onetext.terms.when import When

ConsentAct = Literal["sign", "ratify", "withdraw"]

Fact = tuple[str, str]
"""What a condition on facts may ask: a name and a value, ``("arn/treaty", "ratified")``."""


@dataclass(frozen=True, slots=True)
class Consent:
    """Hold one act of a party on an instrument (Vienna Convention 1969, Art. 11–16, 54).

    Raises
    ------
    BadInput
        If the party's id has a ``/`` in it, or an id is empty.
    """

    party: str
    instrument: str
    act: ConsentAct
    at: When | None = None

    def __post_init__(self) -> None:
        name(self.party)
        name(self.instrument)
        if "/" in self.party:
            raise BadInput(
                f"the party {self.party!r} has a / in its id", instead="use another sign"
            )


def fact(party: str, instrument: str, value: str) -> Fact:
    """Return the fact by which a condition asks for a party's consent.

    Examples
    --------
    >>> fact("arn", "treaty", "ratified")
    ('arn/treaty', 'ratified')
    """
    return (f"{party}/{instrument}", value)


def party_of(subject: str) -> str:
    """Return the party in a name like ``arn/treaty``; a name without / is its own.

    Examples
    --------
    >>> party_of("arn/treaty"), party_of("referendum")
    ('arn', 'referendum')
    """
    return subject.partition("/")[0]


def consented(consents: Iterable[Consent], at: When | None = None) -> frozenset[Fact]:
    """Return the facts that these consents make by ``at``: who has signed, who has ratified.

    Who has ratified counts as having signed (accession without signature included); a withdrawal
    ends both. Acts count in order of their hour, then as given; a day-only act counts at that day's
    end, and one without an hour counts only when ``at`` is None.

    Raises
    ------
    BadInput
        If an hour has no year.

    Examples
    --------
    >>> acts = [Consent("arn", "treaty", "sign", When("2031-03-01")),
    ...         Consent("arn", "treaty", "ratify", When("2031-06-01"))]
    >>> sorted(consented(acts, When("2031-04-01")))
    [('arn/treaty', 'signed')]
    >>> sorted(consented(acts))
    [('arn/treaty', 'ratified'), ('arn/treaty', 'signed')]
    """
    counted = [consent for consent in consents if at is None or since(at, consent.at)]
    undated = [consent for consent in counted if consent.at is None]
    dated = sorted((ends(c.at), n, c) for n, c in enumerate(counted) if c.at is not None)
    held: dict[tuple[str, str], frozenset[Fact]] = {}
    for consent in [*undated, *(c for _, _, c in dated)]:
        key = (consent.party, consent.instrument)
        signed = fact(*key, "signed")
        if consent.act == "withdraw":
            held[key] = frozenset()
        elif consent.act == "ratify":
            held[key] = frozenset({signed, fact(*key, "ratified")})
        else:
            held[key] = held.get(key, frozenset()) | {signed}
    return frozenset[Fact]().union(*held.values())
