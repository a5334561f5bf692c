"""The people who spoke for a side, with their offices as reports word them."""

from __future__ import annotations

import re
from collections import Counter

from onetext.analysis.authority import authority_in
from onetext.analysis.drafted.cited import Citing
from onetext.analysis.drafted.ids import short_id
from onetext.analysis.evidence import point, texts_of
from onetext.analysis.findings import Evidence
from onetext.record.view import View
from onetext.terms.grounds import Grounds
from onetext.terms.role import Person
from onetext.terms.said.statement import Statement

_PRINTS = re.compile(
    r"\b(?:newspaper|magazine|agency|broadcaster|journalist|reporter|daily|weekly|outlet)\b", re.I
)
_NAME = re.compile(r"[^\W\d_][\w.’'-]*(?:\s+[\w.’'-]+)*\s+(?P<last>[^\W\d_][\w.’'-]*)")


def people(
    view: View, ids: dict[str, str], citing: Citing
) -> tuple[tuple[Person, ...], tuple[Grounds, ...]]:
    """Return everybody who spoke on the record for one of these parties, in the order met.

    The office is the one most often told, the fuller of two told as often; what it rests on is
    where it is told first. Whoever speaks for a newspaper is nobody at the talks, and a body that
    speaks is no person.

    Parameters
    ----------
    ids
        The ids in the case of the parties in the view.
    """
    bodies = {bare(name) for party in view.parties for name in (party.name, *party.aliases)}
    texts = texts_of(view)
    told: dict[tuple[str, str], list[tuple[str, Evidence]]] = {}
    for statement in view.statements:
        who = statement.speaker
        if who.party in ids and who.party is not None and _is_person(statement, bodies):
            span = who.mention or statement.contents[0]
            place = point(texts[statement.source], statement.source, span, statement.id)
            office = " ".join((who.role or "").split())
            key = (who.party, " ".join((who.name or "").split()))
            told.setdefault(key, []).append((office, place))
    found: list[Person] = []
    grounds: list[Grounds] = []
    for (party, name), places in told.items():
        counts = Counter(office for office, _ in places if office)
        office = max(counts, key=lambda one: (counts[one], len(one.split())), default="")
        first = next(place for own, place in places if own == office or not office)
        id = short_id(name.split()[-1], "person", [one.id for one in found])
        found.append(Person(id, name, office, ids[party]))
        grounds.append(Grounds(f"people/{id}", citing.of([first]), "reported"))
    return tuple(found), tuple(grounds)


def _is_person(statement: Statement, bodies: set[str]) -> bool:
    who = statement.speaker
    if statement.certainty != "attributed" or not who.name or who.co_parties:
        return False
    name = " ".join(who.name.split())
    taken = _NAME.fullmatch(name)
    if not taken or not name[0].isupper() or not taken["last"][0].isupper():
        return False
    if bare(name) in bodies or name.lower().startswith("the "):
        return False
    if who.authority == "institution" or authority_in(name) is not None:
        return False
    return not (who.role and (_PRINTS.search(who.role) or bare(who.role) in bodies))


def bare(name: str) -> str:
    """Return a name in small letters, without its article."""
    return " ".join(name.lower().removeprefix("the ").split())
