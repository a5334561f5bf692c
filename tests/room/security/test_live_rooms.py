"""A live room takes in no sheet: by no form, no field, no file, no case and no folder."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from houses import QUICK, TWO_RIVERS, House, case, memory, methods_and_paths, open_live

from onetext.errors import BadInput, Refused
from onetext.record.acts.filing import CaseFiled, SheetFiled
from onetext.record.opening import HOST
from onetext.record.wire import text_of
from onetext.room.access.gate import Gate
from onetext.room.opening.from_case import OBSERVER, TEACHER
from onetext.room.opening.places import Places, open_room
from onetext.room.places_seen import places
from onetext.room.settings import settings

CANARY = "zqxowner"
SHEETS = {
    "case": f"sheets:\n  - owner: {CANARY}\n    floor: 54\n",
    "row": f"  - {{id: a, owner: {CANARY}, floor: 54, out_of: 100}}",
    "json": f'{{"format": 1, "sheets": [{{"owner": "{CANARY}"}}]}}',
    "genius": f'<utility_space type="any" number_of_issues="3" owner="{CANARY}">',
    "geniusweb": f'{{"LinearAdditiveUtilitySpace": {{"issueUtilities": {{}}, "n": "{CANARY}"}}}}',
    "negmas": f"reservation_value: 0.4\nweights: {{{CANARY}: 1}}",
}
REPORT = "The talks went on. Minister Arden said that Belmora accepts the lease.\n" * 6
HEAD = "belmora-head"


@pytest.fixture
def live(tmp_path: Path) -> Iterator[House]:
    house = House.of(open_live(tmp_path / "room"), settings(exercise=False))
    yield house
    house.room.store.shut()


def forms(house: House) -> list[str]:
    return [
        path.removeprefix("/{group}/{seat}/")
        for method, path, _ in methods_and_paths(house.app)
        if method == "POST" and path.startswith("/{group}/{seat}/")
    ]


def has_canary(folder: Path) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 2
    return [path.name for path in files if CANARY.encode() in path.read_bytes()]


@pytest.mark.parametrize("seat", [HEAD, "halvia-mediator"])
def test_no_form_takes_in_a_sheet_in_any_field(live: House, tmp_path: Path, seat: str) -> None:
    """Every form that the app serves: alone in a field, first of two, and as a file's content."""
    tab, before, tried = live.seat(seat), live.last(), 0
    csrf = tab.csrf()
    for path in forms(live):
        if path.startswith("teach"):
            assert tab.ask("POST", tab.at(path), data={"csrf": csrf}).status_code == 403
            continue
        for sheet in SHEETS.values():
            twice = {"csrf": csrf, "words": [sheet, "some words"], "files": "some words"}
            answer = tab.ask("POST", tab.at(path), data=twice)
            if answer.status_code == 403 and "may not do that" in answer.text:
                break
            tried += 1
            assert (answer.status_code, "takes in no sheet" in answer.text) == (422, True), path
    assert tried > 60
    assert live.last() == before
    assert tab.get("board").status_code == 200
    assert has_canary(tmp_path / "room") == []


@pytest.mark.parametrize("kind", sorted(SHEETS))
def test_no_file_of_several_is_one(live: House, tmp_path: Path, kind: str) -> None:
    """Whichever of several it is, in other letters, packed, or inside a page."""
    sheet, before = SHEETS[kind], live.last()
    body = sheet.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    page = f"<html><body><article><p>{REPORT}</p><pre>{body}</pre></article></body></html>"
    other = ("other.txt", REPORT.encode())
    alone = ("alone.txt", sheet.encode())
    as_sent = ([alone], [alone, other], [other, alone])
    once_read = (
        [("letters.txt", f"{REPORT}\n{sheet}\n{REPORT}".encode("utf-16")), other],
        [other, ("page.html", page.encode())],
        [("page.warc.gz", gzip.compress(warc(page)))],
    )
    for files in (*as_sent, *(once_read if kind in ("case", "genius") else ())):
        answer = dropped(live, files)
        assert (answer.status_code, "takes in no sheet" in answer.text) == (422, True), files
        assert live.last() == before
    assert has_canary(tmp_path / "room") == []


def dropped(live: House, files: list[tuple[str, bytes]]) -> Any:
    tab = live.seat(HEAD)
    parts = [("files", (name, content, "text/plain")) for name, content in files]
    return tab.ask("POST", tab.at("press"), data={"csrf": tab.csrf()}, files=parts)


def warc(page: str) -> bytes:
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}".encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://press.example/a\r\n"
        "WARC-Date: 2031-03-01T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def test_reports_themselves_are_taken_in(live: House) -> None:
    """The refusals above are of sheets: the same report without one is put on file."""
    before = live.last()
    page = f"<html><body><article><p>{REPORT}</p></article></body></html>"
    for files in ([("a.txt", REPORT.encode("utf-16"))], [("b.warc.gz", gzip.compress(warc(page)))]):
        answer = dropped(live, files)
        assert answer.status_code in (200, 303), answer.text
    assert live.last() != before


def test_the_record_itself_refuses_one_whoever_enters_it(live: House) -> None:
    room, before = live.room, live.last()
    for seat in (HOST, HEAD, "halvia-mediator"):
        for place in places(room.view(HEAD)):
            for act in (
                SheetFiled("belmora", "belmora", text_of({"owner": CANARY})),
                CaseFiled(text_of({"sheets": [{"owner": CANARY}]})),
            ):
                with pytest.raises(Refused):
                    room.enter(seat, place.id, act)
    assert live.last() == before


def test_no_case_with_a_sheet_opens_one_or_opens_it_again(tmp_path: Path) -> None:
    folder = tmp_path / "room"
    with pytest.raises(BadInput, match="a live room holds no sheet"):
        open_room(Places(folder), 1, case(), mode="live")
    assert not folder.exists()
    open_live(folder).store.shut()
    whole = replace(case(), seats=(*case().seats, OBSERVER, TEACHER))
    with pytest.raises(BadInput, match="a live room holds no sheet"):
        open_room(Places(folder), 1, whole, mode="live")


def test_a_live_room_opens_with_a_head_before_which_nothing_was_entered(tmp_path: Path) -> None:
    room = open_live(tmp_path)
    with room.store.writing() as looks:
        [(head, _)] = looks.heads()
        times = [kept.promise.time for kept in looks.everything()]
    room.store.shut()
    assert head.time.endswith("T22:00:00Z")
    assert times
    assert head.time < min(times) < room.store.opening.hour_of(2)


def test_the_mode_of_a_room_that_is_kept_is_for_good(tmp_path: Path) -> None:
    """No live room is opened as an exercise, with sheets and in the clear; nor the other way."""
    open_live(tmp_path / "live").store.shut()
    bare = replace(case(), sheets=(), seats=(*case().seats, OBSERVER, TEACHER))
    with pytest.raises(BadInput, match="this room is live talks, for good"):
        open_room(Places(tmp_path / "live"), 1, bare, mode="exercise")
    open_room(Places(tmp_path / "exercise"), 1, bare, mode="exercise").store.shut()
    with pytest.raises(BadInput, match="this room is an exercise, for good"):
        open_room(Places(tmp_path / "exercise"), 1, bare, mode="live")


def test_the_command_keeps_to_it(tmp_path: Path) -> None:
    """The recorded talks of an exercise, their sheets and role cards do not come along either."""
    ran = subprocess.run(
        [sys.executable, "-m", "onetext.cli.main", "room", str(TWO_RIVERS), "--live", "--port=0"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert (ran.returncode, "a live room holds no sheet" in ran.stderr) == (3, True)
    assert not list(tmp_path.glob("*-room"))


def test_what_a_live_room_shows_of_an_exercise_is_nothing(live: House) -> None:
    live.room.gate = Gate(memory(), hasher=QUICK)
    for seat in (HEAD, "halvia-mediator", "observer", "teacher"):
        tab = live.seat(seat)
        tab.sit(live.room.gate.sessions.begin(seat, "link"))
        for page in ("card", "beside", "teach", "teach/points", "teach/cards", "teach/replay"):
            assert tab.get(page).status_code in (403, 404), (seat, page)
        board = tab.get("board").text
        for page in ("card", "beside", "teach"):
            assert f'/{seat}/{page}"' not in board
