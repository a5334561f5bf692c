"""What several reports tell of one person, brought together.

One report says "Tarvenia’s chief negotiator Anselm Rook", the next only "Rook". Read alone, the
second
leaves his side open; read together, it is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onetext.terms.party import Party
from onetext.terms.said.report import Report, parties_used
from onetext.terms.said.statement import Speaker


def settle(reports: Sequence[Report]) -> tuple[Report, ...]:
    """Return the reports with each person's side and role as any of them tells it.

    A side is taken over only where all reports that name one agree, and only for a person whose
    side
    was made up of the person alone or is not known; a bare surname is filled out only where one
    full
    name fits it. Inputs are not changed.

    Cost: linear in the statements.
    """
    sides: dict[str, set[str]] = {}
    told: dict[str, Speaker] = {}
    parties: dict[str, Party] = {}
    for report in reports:
        for party in report.parties:
            parties.setdefault(party.id, party)
        for statement in report.statements:
            who = statement.speaker
            if who.name is None or " " not in who.name:
                continue
            if who.party and _is_side(parties.get(who.party)):
                sides.setdefault(who.name, set()).add(who.party)
                best = told.get(who.name)
                if best is None or (best.role is None and who.role is not None):
                    told[who.name] = who
    surnames: dict[str, set[str]] = {}
    for name in sides:
        surnames.setdefault(name.split()[-1], set()).add(name)
    known = {name: next(iter(found)) for name, found in sides.items() if len(found) == 1}
    return tuple(_settled(report, known, told, surnames, parties) for report in reports)


def _is_side(party: Party | None) -> bool:
    """Tell whether a party is more than one person alone."""
    return party is not None and party.kind != "person"


def _settled(
    report: Report,
    known: dict[str, str],
    told: dict[str, Speaker],
    surnames: dict[str, set[str]],
    parties: dict[str, Party],
) -> Report:
    own = {party.id: party for party in report.parties}
    statements = []
    for statement in report.statements:
        who = statement.speaker
        name = who.name
        if name is not None and " " not in name and len(fits := surnames.get(name, set())) == 1:
            name = next(iter(fits))
        side = own.get(who.party) if who.party else None
        itself = side is not None and side.name == who.name
        if name in known and (itself or not _is_side(side)):
            best = told[name]
            speaker = replace(
                who,
                name=name,
                party=known[name],
                role=who.role or best.role,
                authority=who.authority or best.authority,
            )
            statement = replace(statement, speaker=speaker)
        statements.append(statement)
    used = parties_used(statements, report.events)
    return replace(
        report,
        statements=tuple(statements),
        parties=tuple(own.get(id) or parties[id] for id in used if id in own or id in parties),
    )
