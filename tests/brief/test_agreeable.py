"""What could be agreed in a brief: as far as the window shows sheets, and not a number more."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from rich.console import Console
from roomhost import Room

from onetext.brief.as_json import brief_to_json
from onetext.brief.build import build_brief
from onetext.brief.packages.agreeable import Agreeable, agreeable, agreeable_of
from onetext.brief.page import page
from onetext.brief.sections import Brief
from onetext.brief.terminal import show
from onetext.cases.loading import loads
from onetext.errors import WrongUse
from onetext.record.acts.filing import CaseFiled, SheetFiled
from onetext.record.view import view
from onetext.record.wire import text_of

SEATS = {"arn-head": "arn", "bel-head": "bel", "cal-head": "cal", "teach": "school"}
CASE: dict[str, Any] = {
    "format": 1,
    "id": "lake",
    "title": "The lake",
    "known": "invented",
    "parties": [
        *(
            {"id": id, "name": f"{id.title()}land", "roles": "principal"}
            for id in ("arn", "bel", "cal")
        ),
        {"id": "school", "name": "School"},
    ],
    "issues": [
        {"id": "land", "label": "the land", "options": ["shared", "split", "sold"]},
        {"id": "truce", "label": "the truce", "options": ["full", "none"]},
    ],
}


def sheet(
    owner: str, land: tuple[int, int, int], truce: tuple[int, int], **more: Any
) -> dict[str, Any]:
    points = {
        "land": dict(zip(("shared", "split", "sold"), land, strict=True)),
        "truce": dict(zip(("full", "none"), truce, strict=True)),
    }
    return {"id": f"{owner}-own", "owner": owner, "floor": 5, "points": points, **more}


OWN = {
    "arn": sheet("arn", (6, 3, 0), (3, 0)),
    "bel": sheet("bel", (2, 6, 1), (0, 4), red_lines=[{"id": "r", "keeps": "land != sold"}]),
    "cal": sheet("cal", (4, 4, 9), (2, 1)),
}
ESTIMATE = {"id": "guess", "owner": "bel", "about": "arn", "known": "judged",
            "rankings": {"land": ["shared", "split", "sold"]}}  # fmt: skip


@pytest.fixture
def room() -> Room:
    made = Room(SEATS, functions={"teach": "teacher"})
    made.enter("host", "public", CaseFiled(text_of(CASE)))
    for party, row in OWN.items():
        made.open(f"private-{party}", "private", (f"{party}-head", "teach"))
        made.enter(f"{party}-head", f"private-{party}", SheetFiled(party, party, text_of(row)))
    return made


def brief_of(room: Room, seat: str | None) -> Brief:
    return build_brief(view(room.store, seat))


def found(room: Room, seat: str | None) -> Agreeable:
    got = agreeable(view(room.store, seat))
    assert got is not None
    return got


def shown(brief: Brief) -> tuple[str, str, dict[str, Any]]:
    console = Console(width=80, color_system=None)
    with console.capture() as sheet_:
        show(brief, console, full=True)
    return sheet_.get(), page(brief), json.loads(json.dumps(brief_to_json(brief)))


def test_a_seat_with_its_own_sheet_learns_of_itself_alone(room: Room) -> None:
    got = found(room, "arn-head")
    assert [(one.party, one.surely, one.possibly, one.told) for one in got.heard] == [
        ("arn", 3, 3, "")
    ]
    assert (got.unknown, got.surely, got.fairest) == (("bel", "cal"), None, ())
    text, html, told = shown(brief_of(room, "arn-head"))
    assert "WHAT COULD BE AGREED" in text
    assert "to Arnland: 3 acceptable (50 %)" in text
    assert "to Belland: unknown; this window shows no sheet of it" in text
    assert "to all: unknown" in text
    assert 'id="agreeable"' in html
    assert "to Belland: unknown" in html
    row = told["could_be_agreed"]
    assert row["acceptable"]["bel"] is None
    assert (row["all"], row["solutions"], row["mark"]) == (None, {}, "invented for an exercise")


def test_the_public_and_a_live_room_are_told_nothing(room: Room) -> None:
    for brief in (brief_of(room, None),):
        text, html, told = shown(brief)
        assert "WHAT COULD BE AGREED" not in text
        assert 'id="agreeable"' not in html
        assert "could_be_agreed" not in told


def test_an_estimate_says_whose_it_is(room: Room) -> None:
    room.enter("bel-head", "private-bel", SheetFiled("bel", "arn", text_of(ESTIMATE)))
    heard = {one.party: one for one in found(room, "bel-head").heard}
    assert heard["arn"].told == "as Belland estimates Arnland"
    assert heard["arn"].surely is not None
    assert heard["arn"].surely < (heard["arn"].possibly or 0)
    text, _, _ = shown(brief_of(room, "bel-head"))
    assert "as Belland estimates Arnland" in " ".join(text.split())
    # Another party's estimate, passed on, is not this seat's own view of the third.
    assert [one.party for one in found(room, "arn-head").heard] == ["arn"]


def test_the_teacher_sees_all_and_the_fairest(room: Room) -> None:
    got = found(room, "teach")
    assert {one.party: one.surely for one in got.heard} == {"arn": 3, "bel": 3, "cal": 6}
    assert got.unknown == ()
    case = loads(json.dumps({**CASE, "mode": "exercise", "sheets": list(OWN.values())}))
    from onetext.brief.packages.asking import answer

    whole = answer(case)
    assert got.surely == got.possibly == whole.acceptable
    assert [one.packages for one in got.fairest] == [o.packages for o in whole.solutions.values()]
    text, _, told = shown(brief_of(room, "teach"))
    assert f"to all: {whole.acceptable} acceptable" in text
    assert "Nash: Arnland" in text
    assert told["could_be_agreed"]["solutions"]["nash"]["status"] == "exact"


def test_a_sheet_that_another_files_or_nobody_can_read_is_passed_over(room: Room) -> None:
    forged = {**OWN["arn"], "floor": 0}
    room.enter("bel-head", "private-bel", SheetFiled("arn", "arn", text_of(forged)))
    room.enter("bel-head", "private-bel", SheetFiled("bel", "bel", text_of({"land": 3})))
    got = found(room, "bel-head")
    assert [(one.party, one.surely) for one in got.heard] == [("bel", 3)]
    later = {**OWN["bel"], "floor": 10}
    room.enter("bel-head", "private-bel", SheetFiled("bel", "bel", text_of(later)))
    assert [(one.party, one.surely) for one in found(room, "bel-head").heard] == [("bel", 1)]


def test_too_many_packages_are_not_counted(room: Room) -> None:
    issues = [{"id": f"i{n}", "label": f"I{n}", "options": ["a", "b"]} for n in range(21)]
    room.enter("host", "public", CaseFiled(text_of({**CASE, "issues": issues})))
    points = {f"i{n}": {"a": n, "b": 0} for n in range(21)}
    row = {"id": "arn-own", "owner": "arn", "floor": 3, "points": points}
    room.enter("arn-head", "private-arn", SheetFiled("arn", "arn", text_of(row)))
    got = found(room, "arn-head")
    assert (got.packages, got.heard[0].surely) == (2**21, None)
    assert "too many to go through in a brief" in shown(brief_of(room, "arn-head"))[0]


def test_random_sheets_count_as_by_hand(room: Room) -> None:
    draw = random.Random(4)
    for _ in range(20):
        land = tuple(draw.randrange(8) for _ in range(3))
        truce = tuple(draw.randrange(8) for _ in range(2))
        row = sheet("arn", land, truce)  # type: ignore[arg-type]
        room.enter("arn-head", "private-arn", SheetFiled("arn", "arn", text_of(row)))
        by_hand = sum(a + b >= 5 for a in land for b in truce)
        assert found(room, "arn-head").heard[0].surely == by_hand


def test_a_case_at_hand_shows_a_desk_its_own_and_the_host_all() -> None:
    rows = [*OWN.values(), ESTIMATE]
    case = loads(json.dumps({**CASE, "mode": "exercise", "sheets": rows}))
    desk = agreeable_of(case, "bel")
    assert desk is not None
    assert [(one.party, one.told) for one in desk.heard] == [
        ("arn", "as Belland estimates Arnland"),
        ("bel", ""),
    ]
    assert (desk.unknown, desk.surely, desk.fairest) == (("cal",), None, ())
    host = agreeable_of(case, None)
    assert host is not None
    assert {one.party: one.surely for one in host.heard} == {"arn": 3, "bel": 3, "cal": 6}
    assert host.surely is not None
    assert agreeable_of(case, "school") is None
    with pytest.raises(WrongUse, match="only an exercise"):
        agreeable_of(loads(json.dumps({**CASE, "sheets": rows})), None)


def test_who_sees_some_sheets_is_told_nothing_of_all(room: Room) -> None:
    """A teacher who is not in every compartment hears of all no more than others do."""
    made = Room(SEATS, functions={"teach": "teacher"})
    made.enter("host", "public", CaseFiled(text_of(CASE)))
    for party in ("arn", "bel"):
        sheet_ = SheetFiled(party, party, text_of(OWN[party]))
        made.enter(f"{party}-head", "public", sheet_)
    got = found(made, "teach")
    assert (len(got.heard), got.unknown, got.surely) == (2, ("cal",), None)
