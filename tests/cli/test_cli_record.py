"""Reports on file in a record: read into it once, and a brief from it as from the reports."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path
from typing import Any

import pytest
from ran import PRESS, ROOT, Ran, onetext


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("record") / "talks.sqlite"
    done = onetext("read", str(PRESS), "--json", "--into", str(place))
    assert done.code == 0, done.err
    assert f"On file in {place}: 12 new" in done.err
    return place


def told(done: Ran) -> dict[str, Any]:
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


@pytest.mark.parametrize("hour", [(), ("--at", "2031-03-05"), ("--at", "2031-03-20T12:00+01:00")])
def test_a_brief_of_the_record_is_that_of_its_reports(talks: Path, hour: tuple[str, ...]) -> None:
    ours = told(onetext("brief", str(talks), "--json", *hour))
    theirs = told(onetext("brief", str(PRESS), "--json", *hour))
    files = [source.pop("file") for source in ours["sources"]]
    assert [source.pop("file").rpartition("/")[2] for source in theirs["sources"]] == files
    assert {key: ours[key] for key in theirs} == theirs
    assert ours["mode"] == "live"


def test_a_report_is_filed_once_and_beside_the_record_counts_once(talks: Path) -> None:
    again = onetext("read", str(PRESS), "--into", str(talks))
    assert (again.code, again.err.splitlines()[-1]) == (
        0,
        f"On file in {talks}: 0 new; 12 were there",
    )
    both = told(onetext("brief", str(talks), str(PRESS), "--json"))
    assert len(both["sources"]) == 12


def test_the_record_and_its_keys_are_the_owners_only(talks: Path) -> None:
    files = sorted(talks.parent.iterdir())
    assert [file.name for file in files] == [
        "talks.sqlite",
        "talks.sqlite-host",
        "talks.sqlite-keys",
    ]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert not any(str(ROOT).encode() in file.read_bytes() for file in files)


def test_a_seat_that_is_not_there_is_told_so(talks: Path) -> None:
    done = onetext("brief", str(talks), "--seat", "arn-head")
    assert (done.code, done.err) == (
        2,
        "onetext: the room has no seat 'arn-head', leave out --seat\n",
    )


def test_two_records_are_one_too_many(talks: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    assert onetext("read", str(PRESS), "--into", str(other)).code == 0
    done = onetext("brief", str(talks), str(other))
    assert done.code == 2
    assert "2 records" in done.err


def test_without_its_hosts_key_nothing_is_filed(tmp_path: Path) -> None:
    place = tmp_path / "talks.sqlite"
    report = str(next(iter(sorted(PRESS.glob("*.txt")))))
    assert onetext("read", report, "--into", str(place)).code == 0
    key = tmp_path / "talks.sqlite-host"
    held = key.read_text()
    key.unlink()
    done = onetext("read", str(PRESS), "--into", str(place))
    assert done.code == 3
    assert "not the key of its host" in done.err
    key.write_text("{}")
    done = onetext("read", str(PRESS), "--into", str(place))
    assert done.code == 3
    assert "the host's key cannot be read" in done.err
    key.write_text(held)
    done = onetext("read", str(PRESS), "--into", str(place))
    assert (done.code, "11 new; 1 were there" in done.err) == (0, True)


def test_what_is_no_record_is_refused(tmp_path: Path) -> None:
    (tmp_path / "talks.sqlite").write_bytes(b"SQLite format 3\0" + bytes(200))
    done = onetext("brief", str(tmp_path / "talks.sqlite"))
    assert done.code == 3
    assert "Traceback" not in done.err


ROOM = "examples/two-rivers"


def test_a_folder_opens_its_record_only_through_a_seat() -> None:
    public = told(onetext("brief", ROOM, "--json"))
    assert "table" not in public
    seated = told(onetext("brief", ROOM, "--json", "--seat", "belmora-head"))
    assert (seated["seat"], seated["mode"]) == ("belmora-head", "exercise")
    assert {text["instrument"]: text["status"] for text in seated["table"]["texts"]} == {
        "treaty": "initialled",
        "annex-guarantees": "bracketed",
    }
    # What the room has on file names parties and issues, and how the case is known; no more.
    assert [one["what"] for one in seated["case"].pop("case")] == ["Invented for an exercise"]
    assert seated["case"] == {}
    assert "case_offers" in public["case"]


def test_a_seat_is_shown_what_was_entered_by_the_hour_and_no_more() -> None:
    then = told(onetext("brief", ROOM, "--json", "--seat", "sedgeland-head", "--at", "2031-04-05"))
    now = told(onetext("brief", ROOM, "--json", "--seat", "sedgeland-head"))
    shown = [one["shown"] for one in now["entries"]]
    assert len(then["entries"]) == sum(hour <= "2031-04-05T23:59:59Z" for hour in shown)
    assert "vision" not in json.dumps(then["table"]).lower()


def test_a_bundle_is_its_own_seats() -> None:
    bundle = f"{ROOM}/bundles/tarvenia-head.bundle"
    ours = told(onetext("brief", bundle, "--json"))
    same = told(onetext("brief", f"{ROOM}/room.record", "--json", "--seat", "tarvenia-head"))
    assert ours == same
    done = onetext("brief", bundle, "--seat", "belmora-head")
    assert (done.code, done.err) == (
        2,
        "onetext: this is the bundle of the seat 'tarvenia-head', leave out --seat\n",
    )


def test_a_case_alone_makes_a_brief_without_its_sheets(tmp_path: Path) -> None:
    page = tmp_path / "case.html"
    case = f"{ROOM}/case.yaml"
    found = told(onetext("brief", case, "--json", "--html", str(page)))
    assert [one["what"] for one in found["case"]["case_texts"]] == [
        "Treaty of the Two Rivers",
        "Annex on guarantees",
    ]
    whole = json.dumps(found) + page.read_text("utf-8")
    sheets = (ROOT / ROOM / "case" / "sheets.yaml").read_text("utf-8")
    ids = re.findall(r"^\s*- (?:\{)?id: ([\w-]+)", sheets, re.MULTILINE)
    assert len(ids) >= 3
    assert not any(id in whole for id in ids)
    done = onetext("brief", "examples/berlin-2025")
    assert (done.code, done.err) == (0, "")
    assert "GUARANTEES ON FILE (4)" in done.out


def test_what_does_not_hold_is_not_shown(tmp_path: Path) -> None:
    written = (ROOT / ROOM / "bundles" / "tarvenia-head.bundle").read_text("utf-8")
    assert written.count("Round two in mid-March") >= 1
    changed = tmp_path / "changed.bundle"
    changed.write_text(written.replace("Round two in mid-March", "Round two in mid-April"), "utf-8")
    done = onetext("brief", str(changed))
    assert done.code == 3
    assert "it does not hold" in done.err
    assert done.out == ""
