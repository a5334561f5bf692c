"""Rows of instruments: whom they bind, their drafts with passages and alternatives, the stands."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from onetext.cases.schema.row import GroundedRow, Row
from onetext.cases.schema.words import Among, Hour, Listed, Name, Names, Whole, Words
from onetext.cases.written import Word, keys
from onetext.terms.text.instrument import Mode as Procedure
from onetext.terms.text.passage import VersionStatus
from onetext.terms.text.stand import Says

Closed = Literal["initialled", "signed"]
BindingAct = Literal["sign", "ratify"]


class VersionRow(Row):
    """Hold the words in one language: the words alone, or a mapping that says what they are."""

    short = "words"

    words: Words
    status: Annotated[VersionStatus, Among(VersionStatus)] = "authentic"


def _texts(given: Any) -> Any:
    """Return words alone as words in the instrument's first language, which ``""`` stands for."""
    return keys({"": given}, given.where) if isinstance(given, Word) else given


Versions = Annotated[dict[str, VersionRow], BeforeValidator(_texts)]


class AlternativeRow(Row):
    """Hold one way of wording a passage; without a text it deletes the passage."""

    id: Name
    by: Name | None = None
    text: Versions | None = None


class PassageRow(Row):
    """Hold a passage: clean with a ``text``, in brackets with ``alternatives``."""

    id: Name
    heading: Words | None = None
    text: Versions | None = None
    alternatives: tuple[AlternativeRow, ...] = ()


class DraftRow(Row):
    """Hold a draft whole, as it was issued."""

    at: Hour | None = None
    status: Annotated[Closed, Among(Closed)] | None = None
    passages: tuple[PassageRow, ...]


class PowersRow(Row):
    """Say that a seat may bind its party: the seat's id, or a mapping with a time."""

    short = "seat"

    seat: Name
    since: Hour | None = None
    until: Hour | None = None


class ConsentRuleRow(Row):
    """Say by which act an instrument is consented to, and by whom."""

    act: Annotated[BindingAct, Among(BindingAct)] = "sign"
    who: Names = ()
    at_least: Whole | None = None


class StandRow(Row):
    """Hold what a seat says on a passage, of the last draft unless another is named."""

    seat: Name
    passage: Name
    says: Annotated[Says, Among(Says)]
    draft: Whole | None = None
    at: Hour | None = None


class InstrumentRow(GroundedRow):
    """Hold an instrument.

    ``passages`` stands for a single draft; with more than one write ``drafts``.
    """

    id: Name
    title: Words
    kind: Words
    procedure: Annotated[Procedure, Among(Procedure)] = "one-text"
    drafter: Name | None = None
    binds: Names
    languages: Names
    may_bind: Annotated[tuple[PowersRow, ...], Listed()] = ()
    consent: ConsentRuleRow | None = None
    closes_with: Names = ()
    silence_until: Hour | None = None
    passages: tuple[PassageRow, ...] = ()
    drafts: tuple[DraftRow, ...] = ()
    stands: tuple[StandRow, ...] = ()
