"""Rows of guarantees, of treaties, of consents and other facts."""

from __future__ import annotations

from typing import Annotated

from onetext.cases.schema.row import GroundedRow, Row
from onetext.cases.schema.words import (
    Among,
    Asked,
    Hour,
    JoinRule,
    Length,
    Listed,
    ManyWords,
    Name,
    Names,
    Words,
)
from onetext.terms.consent import ConsentAct
from onetext.terms.guarantees.guarantee import Deed, Modality, Rule


class GuarantorRow(Row):
    """Hold a guarantor: a party's id, or a mapping with what binds it."""

    short = "party"

    party: Name
    bound_when: Asked | None = None


class ExtentRow(Row):
    """Say what is covered: ``only`` these, or all ``but`` these."""

    only: ManyWords | None = None
    but: ManyWords = ()


class ScopeRow(Row):
    """Limit a guarantee to places, attackers and a time."""

    places: ExtentRow | None = None
    attackers: ExtentRow | None = None
    since: Hour | None = None
    until: Hour | None = None
    article: Words | None = None


class DutyRow(Row):
    """Hold a duty of every guarantor."""

    id: Name
    modality: Annotated[Modality, Among(Modality)]
    deed: Annotated[Deed, Among(Deed)]
    what: Words
    rule: JoinRule = Rule()
    within: Length | None = None
    after: Name | None = None
    failing: Name | None = None
    triggers: Names = ()
    article: Words | None = None


class CitationRow(Row):
    """Name the text that a guarantee was encoded from, and which articles were read in it."""

    title: Words
    articles: ManyWords = ()
    read: ManyWords = ()
    url: Words | None = None


class GuaranteeRow(GroundedRow):
    """Hold a guarantee; what is not known of it is left out.

    In ``each_bound_when`` the word ``each`` before a slash stands for every guarantor in turn.
    """

    id: Name
    title: Words
    guarantors: Annotated[tuple[GuarantorRow, ...], Listed()]
    beneficiary: Words | None = None
    triggers: Names = ()
    duties: tuple[DutyRow, ...] = ()
    scope: ScopeRow | None = None
    in_force_when: Asked | None = None
    each_bound_when: Asked | None = None
    attested_when: Asked | None = None
    text: CitationRow | None = None


class TreatyRow(GroundedRow):
    """Name a text that is not drafted here."""

    id: Name
    title: Words


class ConsentRow(GroundedRow):
    """Hold what one party or several did about a text."""

    party: Names
    instrument: Name
    act: Annotated[ConsentAct, Among(ConsentAct)]
    at: Hour | None = None


class FactRow(GroundedRow):
    """Hold something that happened and that conditions may ask for."""

    what: Words
    value: Words
    at: Hour | None = None
