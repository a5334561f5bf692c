"""The first entries of a room: its compartments, its seats, the case, and an exercise's sheets."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Any

from onetext.cases.writing import to_tree
from onetext.record.acts.drafting import InstrumentOpened
from onetext.record.acts.filing import CaseFiled, SheetFiled
from onetext.record.acts.seating import CompartmentSort, HolderNamed, RoleGiven, SeatPlaced
from onetext.record.hosting.host import Host
from onetext.record.opening import HOST
from onetext.record.wire import text_of
from onetext.terms.case import Case, Text
from onetext.terms.role import Seat
from onetext.terms.when import When

TEACHER = Seat("teacher", "teacher", "teacher")
OBSERVER = Seat("observer", "observer", "observer")
_PUBLIC_PART = ("format", "id", "title", "about", "mode", "known", "parties", "people", "issues")
_OUTSIDE = ("observer", "teacher")


def seats_of(case: Case, *, exercise: bool) -> tuple[Seat, ...]:
    """Return the seats of a case; an exercise has a teacher and an observer besides."""
    seats = list(case.seats)
    if exercise:
        there = {seat.function for seat in seats}
        taken = {seat.id for seat in seats}
        seats += [
            one for one in (OBSERVER, TEACHER) if one.function not in there and one.id not in taken
        ]
    return tuple(sorted(seats, key=lambda seat: seat.id))


def compartments_of(
    case: Case, seats: Iterable[Seat]
) -> tuple[tuple[str, CompartmentSort, tuple[str, ...]], ...]:
    """Return the compartments that a room begins with: name, sort and seats.

    Everything public; the plenary of principals and mediators; for each party with seats its own
    room, and for each principal a caucus with the mediators. A role in one matter alone lets into
    neither: who mediates one chapter does not sit in every side's caucus. A text that binds others
    as well has a compartment of its own, of those whom it binds and the mediators: they could not
    agree to it where they do not see it.

    Examples
    --------
    >>> from onetext.terms.party import Party
    >>> from onetext.terms.role import Role
    >>> case = Case("c", "C", parties=(Party("arn", "Arn", "state"), Party("dor", "Dor", "state")),
    ...             roles=(Role("arn", "principal"), Role("dor", "mediator")))
    >>> seats = (Seat("arn-head", "arn", "head"), Seat("dor-envoy", "dor", "mediator"))
    >>> [(name, len(members)) for name, _, members in compartments_of(case, seats)]
    [('public', 0), ('plenary', 2), ('private-arn', 1), ('private-dor', 1), ('caucus-arn', 2)]
    """
    by_party: dict[str, list[str]] = {}
    for seat in seats:
        if seat.function not in _OUTSIDE:
            by_party.setdefault(seat.party, []).append(seat.id)
    whose: dict[str, set[str]] = {}
    for role in case.roles:
        if role.matter is None:
            whose.setdefault(role.kind, set()).add(role.party)
    principals = [party for party in by_party if party in whose.get("principal", set())]
    middle = [
        seat
        for party, own in by_party.items()
        if party in whose.get("mediator", set()) | whose.get("facilitator", set())
        for seat in own
    ]
    made: list[tuple[str, CompartmentSort, tuple[str, ...]]] = [("public", "public", ())]
    there = sorted({seat for party in principals for seat in by_party[party]} | set(middle))
    if there:
        made.append(("plenary", "plenary", tuple(there)))
    made += [(f"private-{party}", "private", tuple(sorted(own))) for party, own in by_party.items()]
    if middle:
        made += [
            (f"caucus-{party}", "caucus", tuple(sorted({*by_party[party], *middle})))
            for party in principals
            if not set(by_party[party]) <= set(middle)
        ]
    for text in case.texts:
        bound = {seat for party in text.instrument.binds for seat in by_party.get(party, ())}
        if not bound <= set(there):
            made.append((_own(text), "bilateral", tuple(sorted(bound | set(middle)))))
    return tuple(made)


def _own(text: Text) -> str:
    return f"text-{text.instrument.id}"


def begin(host: Host, case: Case, seats: Iterable[Seat], *, day: str) -> dict[str, str]:
    """Enter what a room begins with; return the id of each compartment by its name.

    Sheets go each into its owner's own room, in an exercise only: a live room refuses them.

    Raises
    ------
    Refused
        If a live room is to open with sheets.
    """
    seats = tuple(seats)
    where = {
        name: host.open_compartment(name, sort, members)
        for name, sort, members in compartments_of(case, seats)
    }
    public = where["public"]
    acts: list[Any] = []
    for seat in seats:
        binds = tuple(
            text.instrument.id
            for text in case.texts
            if text.instrument.may_bind_for(seat.id, seat.party)
        )
        acts.append(SeatPlaced(seat.id, seat.party, seat.function, binds))
        names = {person.id: person for person in case.people}
        for holder in seat.holders_at(When(day)):
            person = names[holder]
            acts.append(HolderNamed(seat.id, person.name, person.office or None))
    for role in case.roles:
        since, until = (str(when) if when else None for when in (role.since, role.until))
        acts.append(RoleGiven(role.party, role.kind, role.matter, since, until))
    tree = plain(to_tree(case))
    acts.append(CaseFiled(text_of(public_part(tree))))
    host.enter_all(HOST, public, acts)
    file_sheets(host, case, seats, where)
    table = where.get("plenary", public)
    for text in case.texts:
        host.enter(HOST, where.get(_own(text), table), InstrumentOpened(text.instrument))
    return where


def file_sheets(
    host: Host,
    case: Case,
    seats: Iterable[Seat],
    where: Mapping[str, str],
    *,
    but: Container[str] = (),
) -> None:
    """File the sheets of a case, each in its owner's own room, but those with these ids.

    A sheet whose owner has no seat is left out: nobody could see it.

    Raises
    ------
    Refused
        If the room is a live one.
    """
    by_party: dict[str, list[str]] = {}
    for seat in seats:
        by_party.setdefault(seat.party, []).append(seat.id)
    for row in plain(to_tree(case)).get("sheets", ()):
        owner = row["owner"]
        place = where.get(f"private-{owner}")
        if row["id"] in but or place is None:
            continue
        with host.store.writing() as looks:
            inside = looks.compartment(place)
        author = next(
            (one for one in by_party.get(owner, ()) if inside and inside.holds(one)), None
        )
        if author is not None:
            host.enter(author, place, SheetFiled(owner, row.get("about", owner), text_of(row)))


def public_part(tree: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of a case everybody may see: no sheets, no offers, no text.

    A party's role on a matter that the public part does not name is told without it.
    """
    issues = {issue["id"] for issue in tree.get("issues", ())}
    public = {key: tree[key] for key in _PUBLIC_PART if key in tree}
    public["parties"] = [_party(row, issues) for row in tree.get("parties", ())]
    return public


def _party(row: dict[str, Any], issues: set[str]) -> dict[str, Any]:
    if "roles" not in row:
        return row
    roles = [
        {key: value for key, value in role.items() if key != "matter" or value in issues}
        if isinstance(role, dict)
        else role
        for role in row["roles"]
    ]
    return {**row, "roles": roles}


def plain(value: Any) -> Any:
    """Return rows of a case as JSON: hours and whatever else is no number as words."""
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)
