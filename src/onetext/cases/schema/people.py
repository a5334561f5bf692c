"""Rows of parties with their roles, of people, and of seats."""

from __future__ import annotations

from typing import Annotated

from onetext.cases.schema.row import GroundedRow, Row
from onetext.cases.schema.words import Among, Hour, Listed, ManyWords, Name, Words
from onetext.terms.role import Function, RoleKind


class RoleRow(Row):
    """Hold one role: ``mediator``, or a mapping that limits it to a matter or a time."""

    short = "role"

    role: Annotated[RoleKind, Among(RoleKind)]
    matter: Name | None = None
    since: Hour | None = None
    until: Hour | None = None


class PartyRow(GroundedRow):
    """Hold a party."""

    id: Name
    name: Words
    kind: Words | None = None
    aliases: ManyWords = ()
    roles: Annotated[tuple[RoleRow, ...], Listed()] = ()


class PersonRow(GroundedRow):
    """Hold a person."""

    id: Name
    name: Words
    office: Words | None = None
    delegation: Name | None = None
    since: Hour | None = None
    until: Hour | None = None


class HolderRow(Row):
    """Hold who sits on a seat: a person's id, or a mapping with a time."""

    short = "person"

    person: Name
    since: Hour | None = None
    until: Hour | None = None


class SeatRow(GroundedRow):
    """Hold a seat."""

    id: Name
    party: Name
    function: Annotated[Function, Among(Function)] = "delegate"
    holders: Annotated[tuple[HolderRow, ...], Listed()] = ()
