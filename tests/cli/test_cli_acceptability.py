"""``onetext acceptability``: its numbers, its page in 80 columns, what it refuses and where."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from ran import ROOT, SCRIPT, TWO_RIVERS, environment, onetext

REFUSED = ROOT / "tests" / "refuse" / "acceptability"
CASES = sorted(REFUSED.glob("*.yaml"))


def asked(*words: str) -> dict[str, Any]:
    ran = onetext("acceptability", TWO_RIVERS, "--json", *words)
    assert (ran.code, ran.err) == (0, "")
    told: dict[str, Any] = json.loads(ran.out)
    assert told["format"] == 1
    return told


@pytest.fixture(scope="module")
def belmora() -> dict[str, Any]:
    return asked("--desk", "belmora", "--draws", "4000", "--seed", "5")


def test_whole_sheets_are_counted_exactly() -> None:
    """Sixty of the exercise's 2,025 packages reach every floor and keep every red line."""
    told = asked()
    assert told["packages_in_all"] == 2025
    assert told["necessary"]["count"] == told["possible"]["count"] == 60
    assert len(told["packages"]) == 50
    assert all(row["acceptable"] == 1 for row in told["packages"])
    assert {e for row in told["packages"] for e in row["stderr"].values()} == {0}
    assert sum(row["nash"] for row in told["packages"]) == 1
    assert told["next_question"] is None
    assert told["as_estimated"] == []
    assert {one["method"] for one in told["necessary"]["by_party"].values()} == {"points"}


def test_a_desk_says_whose_estimates_it_reads(belmora: dict[str, Any]) -> None:
    assert belmora["as_estimated"] == [
        "as belmora estimates tarvenia", "sedgeland as told in public"
    ]  # fmt: skip
    assert belmora["necessary"]["count"] == 0
    assert belmora["possible"]["count"] == 507
    assert (belmora["draws"], belmora["seed"]) == (4000, 5)
    shares = [row["acceptable"] for row in belmora["packages"]]
    assert shares == sorted(shares, reverse=True)
    for row in belmora["packages"]:
        assert row["nash"] <= row["efficient"] <= row["acceptable"]
        assert all(0 < error < 0.01 for error in row["stderr"].values())
        assert row["by_party"]["belmora"] == 1
    question = belmora["next_question"]
    assert {"party", "kind", "better", "worse", "points", "yes", "gain", "ties"} <= set(question)
    assert question["party"] in ("tarvenia", "sedgeland")
    assert 0 < question["gain"] < question["uncertainty"]


def test_no_private_sheet_of_another_shows_at_a_desk(
    belmora: dict[str, Any], tmp_path: Path
) -> None:
    """Change the points that others hold for themselves: Belmora's desk tells the same."""
    copy = tmp_path / "case"
    subprocess.run(["cp", "-r", ROOT / TWO_RIVERS, copy], check=True)
    file = copy / "case" / "sheets.yaml"
    text = file.read_text("utf-8")
    file.write_text(
        text.replace("floor: 54", "floor: 90").replace("floor: 58", "floor: 3"), "utf-8"
    )
    words = ("--desk", "belmora", "--draws", "4000", "--seed", "5", "--json")
    ran = onetext("acceptability", copy, *words)
    assert json.loads(ran.out) == belmora
    assert json.loads(onetext("acceptability", copy, "--json").out)["possible"]["count"] != 60


@pytest.mark.parametrize("jobs", ["2", "3"])
def test_any_number_of_processes_tells_the_same(belmora: dict[str, Any], jobs: str) -> None:
    words = ("--desk", "belmora", "--draws", "4000", "--seed", "5", "--jobs", jobs)
    assert asked(*words) == belmora


def test_another_seed_tells_other_numbers(belmora: dict[str, Any]) -> None:
    other = asked("--desk", "belmora", "--draws", "4000", "--seed", "6")
    assert other["packages"] != belmora["packages"]
    assert other["necessary"] == belmora["necessary"]


def test_what_is_settled_narrows_it() -> None:
    told = asked("--package", "territory=lease,neutrality=shelved")
    assert told["packages_in_all"] == 2025 // 15
    assert all(row["package"]["territory"] == "lease" for row in told["packages"])


@pytest.mark.parametrize("words", [(), ("--desk", "belmora"), ("--package", "guarantees=treaty")])
def test_a_person_reads_it_in_eighty_columns(words: tuple[str, ...]) -> None:
    ran = onetext("acceptability", TWO_RIVERS, "--draws", "500", *words, env={"COLUMNS": "80"})
    assert ran.err == ""
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "In short" in ran.out
    if "treaty" in str(words):
        assert ran.code == 1
        assert "None of 405 packages can be acceptable to all." in ran.out
    else:
        assert ran.code == 0
    if "belmora" in words:
        assert "Preferences as Belmora estimates Tarvenia." in ran.out
        assert "Worth asking next" in ran.out


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_what_cannot_be_read_together_is_refused_at_its_place(case: Path) -> None:
    ran = onetext("acceptability", case.name, cwd=REFUSED)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == case.with_suffix(".expected").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--draws", "0"), "0 draws, write 1 to 1,000,000,000"),
        (("--seed", "-1"), "the seed -1, write 0 or more"),
        (("--desk", "aurelia"), "there is no sheet of 'aurelia', write one of tarvenia, belmora,"),
        (("--package", "territory=all"), "--package: the issue 'territory' has no option 'all'"),
    ],
)
def test_a_wrong_word_is_told(words: tuple[str, ...], told: str) -> None:
    ran = onetext("acceptability", TWO_RIVERS, *words)
    assert ran.code == 2
    assert ran.err.startswith(f"onetext: {told}")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_prints_what_was_drawn_so_far(jobs: str) -> None:
    words = ("acceptability", TWO_RIVERS, "--desk", "belmora", "--draws", "50000000")
    run = subprocess.Popen(
        [*SCRIPT, *words, "--json", "--jobs", jobs],
        cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    time.sleep(6)
    run.send_signal(signal.SIGINT)
    out, err = run.communicate(timeout=60)
    assert run.returncode == 130
    told = json.loads(out)
    assert 0 < told["draws"] < told["draws_asked"] == 50_000_000
    assert "interrupted after" in err.decode()
    assert "Traceback" not in err.decode()


def test_a_bar_shows_on_a_terminal_and_nowhere_else(tmp_path: Path) -> None:
    words = ("acceptability", TWO_RIVERS, "--desk", "belmora", "--draws", "30000", "--json")
    ours, theirs = pty.openpty()
    with (tmp_path / "out").open("wb") as out:
        run = subprocess.Popen(
            [*SCRIPT, *words], cwd=ROOT, env=environment(TERM="xterm"), stdout=out, stderr=theirs
        )
    os.close(theirs)
    shown = b""
    with suppress(OSError):  # the terminal is gone with the last that holds it
        while part := os.read(ours, 65536):
            shown += part
    os.close(ours)
    assert run.wait(60) == 0
    assert b"Drawing" in shown
    assert b"/30000" in shown
    assert json.loads((tmp_path / "out").read_text("utf-8"))["draws"] == 30_000


def test_a_scenario_of_another_tool_is_asked_too(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    left = onetext("export", "examples/camp-david-1978", "--to", "genius", "-o", str(folder))
    assert left.code == 0, left.err
    ran = onetext("acceptability", str(folder), "--draws", "50", "--json")
    told = json.loads(ran.out)
    assert (ran.code, told["packages_in_all"], told["necessary"]["count"]) == (0, 64, 64)
    assert any("not checked against the source" in mark for mark in told["marks"])
