"""Parties with their roles, people, seats, and whose yes makes a package pass."""

from __future__ import annotations

from collections.abc import Iterable

from onetext.cases.build.names import Names, said, said_or_none, texts
from onetext.cases.schema.case import PassingRow
from onetext.cases.schema.people import PartyRow, PersonRow, SeatRow
from onetext.cases.schema.words import EACH
from onetext.errors import BadInput
from onetext.terms.party import Party
from onetext.terms.passing import Passing
from onetext.terms.role import Holding, Person, Role, Seat


def parties(rows: Iterable[PartyRow], names: Names) -> tuple[tuple[Party, ...], tuple[Role, ...]]:
    """Return the parties and the roles they hold."""
    found: list[Party] = []
    roles: list[Role] = []
    for row in rows:
        if row.id == EACH:
            names.faults.add(
                f"{EACH!r} means every guarantor in turn", "choose another id", row.id.where
            )
        kind = said(row.kind) or "other"
        role = next((one.role for one in row.roles if one.matter is None), None)
        found.append(Party(str(row.id), str(row.name), kind, texts(row.aliases), role))
        names.ground(f"parties/{row.id}", row)
        for one in row.roles:
            if one.matter is not None:
                names.has_any(("issue", "text", "guarantee"), one.matter)
            try:
                matter = said_or_none(one.matter)
                roles.append(Role(str(row.id), one.role, matter, one.since, one.until))
            except BadInput as fault:
                names.refused(fault, one.where)
    return tuple(found), tuple(roles)


def people(rows: Iterable[PersonRow], names: Names) -> tuple[Person, ...]:
    """Return the people."""
    found: list[Person] = []
    for row in rows:
        if row.delegation is not None:
            names.has("party", row.delegation)
        names.ground(f"people/{row.id}", row)
        try:
            office, delegation = said(row.office), said_or_none(row.delegation)
            found.append(
                Person(str(row.id), str(row.name), office, delegation, row.since, row.until)
            )
        except BadInput as fault:
            names.refused(fault, row.id)
    return tuple(found)


def seats(rows: Iterable[SeatRow], names: Names) -> tuple[Seat, ...]:
    """Return the seats."""
    found: list[Seat] = []
    for row in rows:
        names.has("party", row.party)
        names.ground(f"seats/{row.id}", row)
        holders: list[Holding] = []
        for one in row.holders:
            names.has("person", one.person)
            try:
                holders.append(Holding(str(one.person), one.since, one.until))
            except BadInput as fault:
                names.refused(fault, one.person)
        found.append(Seat(str(row.id), str(row.party), row.function, tuple(holders)))
    return tuple(found)


def passing(row: PassingRow | None, names: Names) -> Passing | None:
    """Return the rule by which packages pass, None where the case has none."""
    if row is None:
        return None
    for party in (*row.vetoes, *row.votes):
        names.has("party", party)
    try:
        votes = tuple((str(party), count) for party, count in row.votes.items())
        return Passing(texts(row.vetoes), row.may_refuse, votes, row.quota)
    except BadInput as fault:
        names.refused(fault, row.where)
        return None
