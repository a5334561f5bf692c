"""Reading a case: its files, its rows, its values, and every fault in them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from onetext.cases.build import guarantees, instruments, matters, people, sheets
from onetext.cases.build.names import Names, said
from onetext.cases.faults import Faults
from onetext.cases.including import case_file, decoded, gather
from onetext.cases.mending import cuts
from onetext.cases.schema.case import CaseFile
from onetext.cases.validating import validate, with_stand_ins
from onetext.cases.written import Keys, Rows, read
from onetext.errors import BadInput, Where
from onetext.terms.case import Case
from onetext.terms.grounds import Grounds, Reference

TABLE_KEYS = frozenset({"parties", "not_parties", "also_people", "also_words", "issues", "only"})
"""What stands at the top of a table of words for the reader of reports."""

CASE_ONLY = frozenset({"roles", "options", "amount", "ordered", "sources", "known", "note"})
"""What a row of parties or issues says in a case, and never in such a table."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold what came of reading a case: its value, or all that is wrong with it.

    ``files`` are those that were read, the named one first, with what stands in each.
    """

    case: Case | None
    faults: tuple[BadInput, ...]
    files: dict[Path, Keys] = field(default_factory=dict)


def load(path: str | Path) -> Case:
    """Return the case that a file or a folder with ``case.yaml`` holds.

    Raises
    ------
    BadInput
        If there is no such file; a `Faulty` with every fault, each with its place, if there are
        several.

    Notes
    -----
    Cost: linear in the files' length, some 100 kB a second.
    """
    reading = look(path)
    if reading.case is None:
        faults = Faults()
        for fault in reading.faults:
            faults.keep(fault)
        faults.tell()
    assert reading.case is not None
    return reading.case


def loads(text: str, *, file: str = "case.yaml") -> Case:
    r"""Return the case that a text holds; it may include nothing.

    Raises
    ------
    Faulty
        With every fault, each with its place.

    Examples
    --------
    >>> case = loads("format: 1\nid: t\ntitle: Two\nissues: [{id: a, label: A, options: [no]}]")
    >>> next(case.space.packages())
    Package(a=no)
    """
    faults = Faults()
    tree = read(text, file, faults)
    case = None if tree is None else _case(tree, faults)
    if tree is not None and "include" in tree:
        faults.add("a text alone includes no files", "load it from its file", tree["include"].where)
    faults.tell()
    assert case is not None
    return case


def look(path: str | Path) -> Reading:
    """Read a case and tell every fault instead of raising.

    Raises
    ------
    BadInput
        If there is no such file.
    """
    faults = Faults()
    found = gather(case_file(Path(path)), faults)
    if found is None:
        return Reading(None, faults.found)
    case = _case(found.tree, faults)
    return Reading(None if faults else case, faults.found, found.parts)


def _case(tree: Keys, faults: Faults) -> Case | None:
    ids = Names.of(tree, faults)
    found = validate(tree, faults)
    if found is None:
        return None
    file, mended = found
    try:
        case = _built(file, replace(ids, cuts=cuts(mended)))
    except BadInput as fault:
        if not faults:  # whatever two rows say of each other that no check before has seen
            faults.keep(fault, Where(tree.where.file, 1, 1))
        return None
    return None if faults else case


def _built(file: CaseFile, names: Names) -> Case:
    parties, roles = people.parties(file.parties, names)
    table = matters.table(file.issues, names)
    party_of = {str(row.id): str(row.party) for row in file.seats}
    if file.known or file.note:
        names.grounds.append(Grounds("case", (), file.known, said(file.note)))
    offers = matters.offers(file.offers, table)
    red_lines = matters.red_lines(file.red_lines, table)
    orders = matters.orders(file.orders, table)
    return Case(
        str(file.id),
        str(file.title),
        said(file.about),
        file.mode,
        parties,
        roles,
        people.people(file.people, names),
        people.seats(file.seats, names),
        table.space,
        table.ordered,
        offers,
        red_lines,
        guarantees.guarantees(file.guarantees, names),
        guarantees.treaties(file.treaties, names),
        instruments.instruments(file.instruments, party_of, names),
        guarantees.consents(file.consents, names),
        guarantees.facts(file.facts, names),
        tuple(map(str, file.schedule)),
        matters.deadlines(file.deadlines, names),
        sheets.sheets(file.sheets, table),
        tuple(
            Reference(str(row.id), str(row.title), said(row.outlet), row.published, said(row.url),
                      said(row.file))
            for row in file.sources
        ),
        tuple(names.grounds),
        orders,
        people.passing(file.passing, names),
    )  # fmt: skip


def look_at_part(path: Path) -> tuple[BadInput, ...]:
    """Return what is wrong with the rows of a file that a case includes.

    Which names are there is known only with that case, and not checked.
    """
    faults = Faults()
    tree = _alone(path, faults)
    if tree is not None:
        Names.of(tree, faults)
        validate(with_stand_ins(tree), faults)
    return faults.found


def is_part(path: Path) -> bool:
    """Tell whether a YAML file holds a case's sections, or rows that say what only a case says."""
    tree = _alone(path, Faults())
    if tree is None:
        return False
    rows = [row for part in tree.values() if isinstance(part, Rows) for row in part]
    only_here = any(isinstance(row, Keys) and not CASE_ONLY.isdisjoint(row) for row in rows)
    return only_here or not TABLE_KEYS.issuperset(tree)


def _alone(path: Path, faults: Faults) -> Keys | None:
    text = decoded(path, faults)
    return None if text is None else read(text, str(path), faults)
