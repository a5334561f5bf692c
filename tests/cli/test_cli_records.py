"""Verify, replay and export through the command: what holds, what is refused, what a seat saw."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from ran import ROOT, Ran, onetext

from onetext.record.archive_reading import read_archive
from onetext.record.bundle import decode_bundle
from onetext.record.head_code import is_code_of
from onetext.record.store.sqlite import SqliteStore
from onetext.record.window import window

RECORDS = ROOT / "tests" / "refuse" / "records"
CASES = sorted(RECORDS.glob("*.words"))
GOOD, WHOLE = RECORDS / "good.bundle", RECORDS / "good.record"


def run(*words: str | Path) -> Ran:
    return onetext(*words, cwd=RECORDS, env={"COLUMNS": "80"})


@pytest.fixture(scope="module")
def refused() -> dict[Path, Ran]:
    """Run every ``<name>.words``, a word a line."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        ran = pool.map(lambda case: run(*case.read_text("utf-8").splitlines()), CASES)
        return dict(zip(CASES, ran, strict=True))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_what_does_not_hold_is_told_line_by_line(case: Path, refused: dict[Path, Ran]) -> None:
    """``<name>.expected`` has the exit code, then what is told."""
    code, _, lines = case.with_suffix(".expected").read_text("utf-8").partition("\n")
    ran = refused[case]
    assert (ran.code, ran.out + ran.err) == (int(code), lines)
    assert ran.code in (1, 2, 3)
    assert all(len(line) <= 80 for line in ran.out.splitlines())


def test_every_expectation_has_its_command_and_nothing_was_written() -> None:
    assert {case.with_suffix(".expected") for case in CASES} == set(RECORDS.glob("*.expected"))
    assert len(CASES) >= 30
    suffixes = {path.suffix for path in RECORDS.iterdir()}
    assert suffixes == {".words", ".expected", ".bundle", ".record", ".receipts"}


def test_a_bundle_that_holds() -> None:
    ran = run("verify", "good.bundle")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("good.bundle holds: 10 entries as 'bel-head' was shown them\n")
    head = decode_bundle(GOOD.read_bytes()).closes[-1].head
    spoken = next(line for line in ran.out.splitlines() if line.strip()[:5].isdecimal())
    assert is_code_of(spoken, head)


def test_verified_in_json() -> None:
    ran = run("verify", "good.bundle", "--json")
    told = json.loads(ran.out)
    assert ran.code == 0
    assert {"ok", "entries", "head", "faults", "room", "seat", "co_signed", "until"} <= set(told)
    assert (told["format"], told["ok"], told["entries"], told["seat"]) == (1, True, 10, "bel-head")
    assert (told["faults"], told["co_signed"], told["until"]) == ([], 3, 3)
    assert (told["head"]["close"], told["head"]["time"]) == (3, "2031-03-18T18:00:00Z")
    faulty = run("verify", "dropped.bundle", "good.bundle", "--json")
    told = json.loads(faulty.out)
    assert (faulty.code, told["ok"], told["one_history"]) == (1, False, None)
    assert {(one["kind"], one["file"]) for one in told["faults"]} == {
        ("truncated", "dropped.bundle")
    }
    both = run("verify", "later.bundle", "good.bundle", "--json")
    told = json.loads(both.out)
    assert (both.code, told["ok"], told["one_history"], told["until"]) == (1, False, True, 3)
    assert (told["other"]["file"], told["other"]["ok"]) == ("good.bundle", True)


@pytest.mark.parametrize("other", ["public.bundle", "good.record", "good.bundle"])
def test_two_of_one_history(other: str) -> None:
    for pair in (("good.bundle", other), (other, "good.bundle")):
        ran = run("verify", *pair)
        assert ran.code == 0
        assert ran.out.endswith("One history up to close 3: both are views of one log.\n")


def test_promises_that_were_kept() -> None:
    for file in ("good.bundle", "good.record"):
        ran = run("verify", file, "good.receipts")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.endswith("\ngood.receipts: 1 promise is kept.\n")
    told = json.loads(run("verify", "good.bundle", "broken.receipts", "--json").out)
    assert (told["ok"], told["receipts"]["kept"], told["receipts"]["ahead"]) == (False, 1, 1)
    assert [(one["kind"], one["where"]) for one in told["faults"]] == [
        ("dropped", "receipt 2"),
        ("host-signature", "receipt 3"),
    ]


def test_a_replay_shows_what_the_seat_was_shown_and_not_more() -> None:
    ran = run("replay", "good.bundle", "--seat", "bel-head")
    assert (ran.code, ran.err) == (0, "")
    assert all(len(line) <= 80 for line in ran.out.splitlines())
    for told in (
        "The room 634bf2bbde39d820… (exercise) as the seat bel-head saw it",
        "10 entries. Verified, up to close 3 (18 March 2031, 18:00 UTC).",
        "Monday, 17 March 2031",
        "   8 18:01  bel-head (bel) · in plenary",
        "accepts ad referendum treaty, art-1",
        "{+The lake is shared.+}",
        "arn-head (arn) · passed on by dor-med: verbatim · first said 16",
        "We could drop it.",
    ):
        assert told in ran.out
    before = run("replay", "good.bundle", "--seat", "bel-head", "--at", "2031-03-16")
    assert before.code == 0
    assert "8 entries" in before.out
    assert "We could drop it." not in before.out
    assert run("replay", "good.bundle", "--at", "2031-03-16").out == before.out
    assert run("replay", "good.record", "--seat", "bel-head").out == ran.out


def test_a_replay_in_json_is_the_window() -> None:
    archive = read_archive(WHOLE)
    for seat in ("bel-head", "arn-head", None):
        words = ["--seat", seat] if seat else []
        ran = run("replay", "good.record", *words, "--json")
        told = json.loads(ran.out)
        lines = window(archive, seat).lines
        assert (told["format"], told["seat"], told["verified"]) == (1, seat, True)
        assert [one["commitment"] for one in told["entries"]] == [
            line.promise.commitment.hex() for line in lines
        ]
        assert [one["form"] for one in told["entries"]] == [line.shown for line in lines]


def test_an_hour_after_the_end_is_told_of_and_before_the_beginning_is_empty() -> None:
    late = run("replay", "good.bundle", "--at", "2040-01-01")
    assert late.code == 0
    assert late.err == "good.bundle tells of nothing after 18 March 2031, 18:00 UTC\n"
    early = run("replay", "good.bundle", "--at", "2030")
    assert (early.code, early.err) == (0, "")
    assert early.out.endswith(
        "0 entries. Verified, up to close 3 (18 March 2031, 18:00 UTC).\n"
        "\nNothing had been shown by then.\n"
    )


def test_an_export_of_the_record_is_the_seat_s_bundle(tmp_path: Path) -> None:
    for words, file in ((["--seat", "bel-head"], "good"), ([], "public")):
        out = tmp_path / f"{file}.bundle"
        ran = run("export", "good.record", *words, "-o", out)
        assert (ran.code, ran.out, ran.err) == (0, "", f"Wrote {out}\n")
        assert out.read_bytes() == (RECORDS / f"{file}.bundle").read_bytes()
        assert out.stat().st_mode & 0o077 == 0


def test_a_store_is_replayed_and_exported_whole(tmp_path: Path) -> None:
    from onetext.record.archive import restore

    archive = read_archive(WHOLE)
    store = SqliteStore.create(tmp_path / "room.sqlite", archive.opening)
    restore(archive, store)
    store.shut()
    out = tmp_path / "room.record"
    assert run("export", tmp_path / "room.sqlite", "--whole", "-o", out).code == 0
    written, whole = out.read_bytes().splitlines(), WHOLE.read_bytes().splitlines()
    assert written[:-1] == whole[:-1]
    assert written[-1] == b'{"end":{"closes":3,"entries":13}}'  # no host said by which hour
    assert whole[-1].startswith(b'{"end":{"as_of":"2031-03-18T18:')
    ran = run("replay", tmp_path / "room.sqlite", "--seat", "bel-head")
    again = run("replay", "good.bundle")
    assert ran.out.splitlines()[3:] == again.out.splitlines()[3:]
    assert "Nothing here is proven by a head." in ran.out


@pytest.mark.parametrize("file", ["good.bundle", "good.record", "public.bundle"])
def test_they_are_checked_too(file: str) -> None:
    assert run("check", file).code == 0
