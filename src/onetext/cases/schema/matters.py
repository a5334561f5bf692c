"""Rows of issues, offers, red lines and deadlines."""

from __future__ import annotations

from typing import Annotated

from onetext.cases.schema.row import GroundedRow, Row
from onetext.cases.schema.words import (
    Asked,
    Hour,
    Listed,
    Name,
    Names,
    OptionId,
    Scalar,
    Truth,
    Words,
)


class OptionRow(GroundedRow):
    """Hold an option: its id, or a mapping with a label and what it rests on."""

    short = "id"

    id: OptionId
    label: Words | None = None


class AmountRow(Row):
    """Hold the bounds of an issue that is a number."""

    low: Scalar
    high: Scalar
    step: Scalar | None = None
    unit: Words | None = None


class IssueRow(GroundedRow):
    """Hold an issue: with options, in the order they are put in, or with an amount."""

    id: Name
    label: Words
    options: Annotated[tuple[OptionRow, ...], Listed()] = ()
    amount: AmountRow | None = None
    ordered: Truth = False


class OfferRow(GroundedRow):
    """Hold an offer; ``want`` left out is an offer without a price."""

    id: Name
    by: Name | None = None
    to: Names = ()
    give: Asked
    want: Asked | None = None
    since: Hour | None = None
    until: Hour | None = None
    withdrawn: Hour | None = None
    replaces: Name | None = None
    non_paper: Truth = False


class RedLineRow(GroundedRow):
    """Hold a red line: what its party says it will keep."""

    id: Name
    by: Name
    keeps: Asked


class OrderRow(GroundedRow):
    """Hold an order: what a party let know that it prefers, issue by issue, to what."""

    id: Name
    by: Name
    better: dict[Name, Scalar]
    worse: dict[Name, Scalar]


class DeadlineRow(GroundedRow):
    """Hold a deadline."""

    id: Name
    what: Words
    when: Hour
    set_by: Name | None = None
    lapses: Names = ()
