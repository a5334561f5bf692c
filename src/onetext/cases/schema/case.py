"""The whole form of a case file: a head and sections of rows."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, PlainValidator, WithJsonSchema

from onetext.cases.schema.guarantees import ConsentRow, FactRow, GuaranteeRow, TreatyRow
from onetext.cases.schema.matters import (
    DeadlineRow,
    IssueRow,
    OfferRow,
    OrderRow,
    RedLineRow,
)
from onetext.cases.schema.people import PartyRow, PersonRow, SeatRow
from onetext.cases.schema.row import Row
from onetext.cases.schema.sheets import SheetRow
from onetext.cases.schema.texts import InstrumentRow
from onetext.cases.schema.words import (
    Among,
    Hour,
    Listed,
    ManyWords,
    Name,
    Names,
    Whole,
    Words,
    refuse,
    text,
)
from onetext.cases.written import StandIn
from onetext.terms.case import Mode
from onetext.terms.grounds import Known


def _format(given: Any) -> int:
    if text(given) != "1" and not isinstance(given, StandIn):
        refuse(f"the format {given} is not known", "write 'format: 1'", given.where)
    return 1


FormatNumber = Annotated[int, PlainValidator(_format), WithJsonSchema({"const": 1})]


class SourceRow(Row):
    """Name a source."""

    id: Name
    title: Words
    outlet: Words | None = None
    published: Hour | None = None
    url: Words | None = None
    file: Words | None = None


class PassingRow(Row):
    """Say whose yes makes a package pass."""

    vetoes: Names = ()
    may_refuse: Whole = 0
    votes: dict[Name, Whole] = Field(default_factory=dict)
    quota: Whole | None = None


class CaseFile(Row):
    """Hold a case file.

    What stands in ``sources`` here are the sources themselves; a row's ``sources`` cite them.
    """

    format: FormatNumber
    id: Name
    title: Words
    about: Words | None = None
    mode: Annotated[Mode, Among(Mode)] | None = None
    known: Annotated[Known, Among(Known)] | None = None
    note: Words | None = None
    include: Annotated[tuple[Words, ...], Listed()] = ()
    sources: tuple[SourceRow, ...] = ()
    parties: tuple[PartyRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    seats: tuple[SeatRow, ...] = ()
    issues: tuple[IssueRow, ...] = ()
    offers: tuple[OfferRow, ...] = ()
    red_lines: tuple[RedLineRow, ...] = ()
    orders: tuple[OrderRow, ...] = ()
    treaties: tuple[TreatyRow, ...] = ()
    instruments: tuple[InstrumentRow, ...] = ()
    guarantees: tuple[GuaranteeRow, ...] = ()
    consents: tuple[ConsentRow, ...] = ()
    facts: tuple[FactRow, ...] = ()
    passing: PassingRow | None = None
    schedule: ManyWords = ()
    deadlines: tuple[DeadlineRow, ...] = ()
    sheets: tuple[SheetRow, ...] = ()
