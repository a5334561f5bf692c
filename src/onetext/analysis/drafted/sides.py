"""Parties with their roles, as reports and tables tell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast, get_args

from onetext.analysis.drafted.cited import Citing
from onetext.analysis.drafted.ids import kept_id, short_id
from onetext.analysis.drafted.people import people
from onetext.analysis.drafted.remarks import Remark
from onetext.analysis.evidence import point
from onetext.analysis.findings import Evidence
from onetext.analysis.mentions import Names
from onetext.record.view import View
from onetext.terms.grounds import Grounds
from onetext.terms.party import Party
from onetext.terms.role import Person, Role, RoleKind

_MEDIATES = re.compile(r"\b(?:mediator|facilitator)\b", re.I)


@dataclass(frozen=True, slots=True)
class Sides:
    """Hold who is there; ``ids`` gives the id in the case of each party of the view."""

    parties: tuple[Party, ...]
    roles: tuple[Role, ...]
    people: tuple[Person, ...]
    ids: dict[str, str]
    grounds: tuple[Grounds, ...]
    remarks: tuple[Remark, ...]


def sides(view: View, named: Iterable[tuple[str, Evidence]], citing: Citing) -> Sides:
    """Return the parties in ``named`` with their roles, and the people who spoke for them.

    Parameters
    ----------
    named
        Ids of parties, each with words that show it, in the order in which they matter; what is no
        party of the view is taken as a name (a guarantor that no table lists).

    Notes
    -----
    Roles are those that a table gives, or an office ("mediator"); others stay unknown, with a
    remark.
    """
    shown: dict[str, Evidence] = {}
    for id, evidence in named:
        shown.setdefault(id, evidence)
    listed = {party.id: party for party in view.parties}
    order = [party.id for party in view.parties if party.id in shown]
    order += [id for id in shown if id not in listed]
    ids: dict[str, str] = {}
    for id in order:
        ids[id] = (
            kept_id(id, "party", ids.values())
            if id in listed
            else short_id(id, "party", ids.values())
        )
    first = first_named(view, [listed[id] for id in order if id in listed])
    told = _roles_told(view, set(order))
    parties: list[Party] = []
    roles: list[Role] = []
    grounds: list[Grounds] = []
    remarks: list[Remark] = []
    for id in order:
        party = listed.get(id) or Party(id, id, "other")
        own = ids[id]
        kind = _kind(party.role) or ("mediator" if id in told else None)
        cited = citing.of([first.get(id, shown[id]), *told.get(id, ())])
        parties.append(_plain(party, own, kind))
        grounds.append(Grounds(f"parties/{own}", cited, "reported"))
        if kind is not None:
            roles.append(Role(own, kind))
        else:
            remarks.append(Remark(f"parties/{own}", "without a role: the reports do not tell it"))
        if id not in listed:
            remarks.append(Remark(f"parties/{own}", "known only by this name, as a guarantor"))
    who, rests = people(view, ids, citing)
    return Sides(tuple(parties), tuple(roles), who, ids, (*grounds, *rests), tuple(remarks))


def _plain(party: Party, id: str, role: RoleKind | None) -> Party:
    name = " ".join(party.name.split()) or id
    aliases = dict.fromkeys(" ".join(alias.split()) for alias in party.aliases)
    kept = tuple(alias for alias in aliases if alias and alias != name)
    return Party(id, name, party.kind.strip() or "other", kept, role)


def _kind(role: str | None) -> RoleKind | None:
    return cast(RoleKind, role) if role in get_args(RoleKind) else None


def first_named(view: View, parties: list[Party]) -> dict[str, Evidence]:
    """Return the first place in the sources that names each party. Cost: linear in the texts."""
    names = Names(parties)
    found: dict[str, Evidence] = {}
    for source in view.sources:
        for mention in names.find(source.text):
            found.setdefault(mention.party, point(source.text, source.id, mention.span))
        if len(found) == len(parties):
            break
    return found


def _roles_told(view: View, wanted: set[str]) -> dict[str, list[Evidence]]:
    """Return the places where somebody of a party is called a mediator."""
    texts = {source.id: source.text for source in view.sources}
    found: dict[str, list[Evidence]] = {}
    for statement in view.statements:
        who = statement.speaker
        if statement.certainty != "attributed" or who.party not in wanted or not who.mention:
            continue
        if who.role and _MEDIATES.search(who.role) and who.party is not None:
            text = texts[statement.source]
            if _MEDIATES.search(who.mention.of(text)) and who.party not in found:
                found[who.party] = [point(text, statement.source, who.mention, statement.id)]
    return found
