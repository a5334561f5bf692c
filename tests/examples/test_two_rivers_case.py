"""The Two Rivers case: few packages suit all three, two promises mirror each other, two guarantees
never start, one is blocked by its attacker, and the second draft has six brackets."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from onetext.cases.loading import load, look
from onetext.terms.case import Case
from onetext.terms.guarantees.blocking import blocking_sets
from onetext.terms.guarantees.due import due
from onetext.terms.guarantees.in_force import never_start
from onetext.terms.offers.handshake import agreement, sequence
from onetext.terms.packages.kleene import truth
from onetext.terms.packages.package import Package
from onetext.terms.sheet import Sheet
from onetext.terms.when import When

FOLDER = Path(__file__).parents[2] / "examples" / "two-rivers"
PRINCIPALS = ("tarvenia", "belmora", "sedgeland")


@pytest.fixture(scope="module")
def case() -> Case:
    return load(FOLDER)


def own(case: Case, party: str) -> Sheet:
    (found,) = (one for one in case.sheets if one.basis == "own" and one.owner == party)
    return found


def points(sheet: Sheet, package: Package) -> int:
    total = 0
    for worth in sheet.worths:
        interval = worth.of(package[worth.issue])
        assert interval is not None
        assert interval.exact is not None
        total += interval.exact
    for linked in sheet.linked:
        assert linked.points.exact is not None
        total += linked.points.exact if truth(linked.when, package) else 0
    return total


def accepts(sheet: Sheet, package: Package) -> bool:
    assert sheet.floor is not None
    assert sheet.floor.exact is not None
    kept = all(line.kept(package) is True for line in sheet.red_lines)
    return kept and points(sheet, package) >= sheet.floor.exact


def every_package(case: Case) -> list[Package]:
    options = {
        matter.issue.id: [option.id for option in matter.options]  # type: ignore[union-attr]
        for matter in case.space.matters
    }
    return [
        Package.of(dict(zip(options, chosen, strict=True))) for chosen in product(*options.values())
    ]


def test_nothing_is_wrong_with_it() -> None:
    assert look(FOLDER).faults == ()


def test_three_in_a_hundred_packages_suit_all_three(case: Case) -> None:
    packages = every_package(case)
    own_sheets = [own(case, party) for party in PRINCIPALS]
    alone = [sum(accepts(sheet, one) for one in packages) for sheet in own_sheets]
    together = [one for one in packages if all(accepts(sheet, one) for sheet in own_sheets)]
    assert (len(packages), alone, len(together)) == (2025, [739, 948, 457], 60)
    assert 0.02 <= len(together) / len(packages) <= 0.04
    # None of them keeps what all three say in public that they must have.
    assert not any(all(line.kept(one) for line in case.red_lines) for one in together)


def test_a_sheet_is_out_of_a_hundred_and_has_one_linked_value(case: Case) -> None:
    packages = every_package(case)
    for party in PRINCIPALS:
        sheet = own(case, party)
        assert max(points(sheet, one) for one in packages) == sheet.out_of == 100
        assert len(sheet.linked) == 1


def test_the_mirror_promises_agree_and_neither_side_begins(case: Case) -> None:
    waive, guard = (next(o for o in case.offers if o.id == id) for id in ("waive", "guard"))
    (shake,) = agreement((waive, guard)).handshakes
    assert shake.offers == ("waive", "guard")
    assert shake.package == Package.of({"neutrality": "shelved", "guarantees": "assist-named"})
    course = sequence((waive, guard))
    assert (course.circles, course.alone) == ((("waive", "guard"),), ())


def test_two_guarantees_wait_for_each_other(case: Case) -> None:
    stuck = {one.what: one.circle for one in never_start(case.guarantees)}
    assert stuck == {
        "alliance-guarantee": ("alliance-guarantee", "league-mission"),
        "league-mission": ("league-mission", "alliance-guarantee"),
    }


@pytest.mark.parametrize("attacker", ["tarvenia", "belmora"])
def test_an_attacker_blocks_the_pact_that_it_guarantees(case: Case, attacker: str) -> None:
    all_of_it = [(f"{p}/statute", "ratified") for p in ("sedgeland", *PRINCIPALS, "aurelia")]
    told = due(case.guarantees, "armed-attack", attacker=attacker, facts=all_of_it)
    act = {row.guarantor: row.why_not for row in told
           if (row.guarantee, row.duty.id) == ("neutrality-pact", "act")}  # fmt: skip
    assert act.pop(attacker) == ("bound against itself",)
    assert set(act.values()) == {(f"blocked by {attacker} (the attacker)",)}
    assert blocking_sets(
        case.guarantees, "neutrality-pact", facts=all_of_it, attacker=attacker
    ) == ((),)


def test_the_annex_has_a_hole_where_the_treaty_has_one(case: Case) -> None:
    ratified = [(f"{p}/treaty", "ratified") for p in PRINCIPALS]
    ratified += [(f"{p}/annex-guarantees", "ratified")
                 for p in ("aurelia", "southern_league", "tsurai")]  # fmt: skip

    def bound(place: str) -> set[str]:
        rows = due(case.guarantees, "armed-attack", place=place, attacker="tarvenia",
                   facts=ratified)  # fmt: skip
        return {row.guarantor for row in rows if row.owed and row.duty.id == "assist"}

    assert bound("orrin") == {"aurelia", "southern_league", "tsurai"}
    assert bound("lower-ketta") == set()


def test_the_text_on_the_table_has_six_brackets(case: Case) -> None:
    open_ = {
        text.instrument.id: [p.id for p in text.drafts[-1].passages if p.bracketed]
        for text in case.texts
    }
    assert open_ == {
        "treaty": ["art-2", "art-3", "art-4", "art-7"],
        "annex-guarantees": ["ann-2", "ann-3"],
    }
    treaty, annex = (text.instrument for text in case.texts)
    assert (treaty.closes_with, annex.closes_with) == (("annex-guarantees",), ("treaty",))


def test_roles_and_holders_change_over_time(case: Case) -> None:
    def roles(day: str) -> set[tuple[str, str | None]]:
        return {(role.kind, role.matter) for role in case.roles_of("aurelia", When(day))}

    assert roles("2031-03-02") == {("guarantor", None)}
    assert roles("2031-04-15") == {
        ("guarantor", None),
        ("mediator", "guarantees"),
        ("principal", "annex-guarantees"),
    }
    seat = next(seat for seat in case.seats if seat.id == "aurelia-head")
    assert [seat.holders_at(When(d)) for d in ("2031-04-13", "2031-04-14")] == [
        ("quill",),
        ("ellery",),
    ]


def test_the_sources_are_the_reports_beside_it(case: Case) -> None:
    files = {reference.file for reference in case.references}
    assert files == {f"press/{path.name}" for path in (FOLDER / "press").glob("*.txt")}
