"""``onetext solve`` as it is asked: rules, offers, packages, pages, marks, an interrupt, a bar."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from ran import ROOT, SCRIPT, environment, onetext

sys.path.insert(0, str(ROOT / "tests" / "brief"))
from solvedmade import OBJECTED, large

TWO_RIVERS = "examples/two-rivers"
CAMP_DAVID = "examples/camp-david-1978"
SCENARIOS = ROOT.parent / "shared" / "data" / "scenarios"
PACKAGE = ",".join(f"{issue}={option}" for issue, option in OBJECTED.items())


def told(*words: str) -> dict[str, Any]:
    ran = onetext("solve", *words, "--json")
    assert ran.code in (0, 1), ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a case of 3 × 10^19 packages whose efficient set nobody lists in time."""
    case = tmp_path_factory.mktemp("big") / "case.yaml"
    case.write_text(large(6, 25, 6), "utf-8")
    return case


@pytest.mark.parametrize("json_", [True, False])
def test_an_interrupt_prints_what_is_proven_so_far(big: Path, json_: bool) -> None:
    ours, theirs = pty.openpty()
    run = subprocess.Popen(
        [*SCRIPT, "solve", str(big), *(["--json"] if json_ else [])],
        cwd=ROOT, env=environment(TERM="xterm"), stdout=subprocess.PIPE, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    err = b""
    while b"Solving" not in err:
        err += os.read(ours, 65536)
    time.sleep(1)
    run.send_signal(signal.SIGINT)
    with suppress(OSError):  # the terminal is gone with the last that holds it
        while part := os.read(ours, 65536):
            err += part
    os.close(ours)
    out, _ = run.communicate(timeout=60)
    assert run.returncode == 130
    assert b"Traceback" not in err
    assert b"each figure says whether it is proven" in err
    if not json_:
        assert "interrupted" in out.decode()
        assert "Nash" in out.decode()
        assert max(map(len, out.decode().splitlines())) <= 100
        return
    found = json.loads(out)
    assert found["interrupted"] is True
    assert found["status"]["nash"] == "exact"
    assert found["status"]["frontier_all"] == {"status": "lower_bound", "why": "interrupted"}
    assert found["solutions"]["nash"]["packages"][0].keys() == {f"i{n}" for n in range(25)}
    for name, one in found["solutions"].items():
        status = found["status"][name]
        assert (status == "exact") or status["why"]
        assert bool(one["packages"]) is (status == "exact" or status["status"] == "lower_bound")


def test_a_budget_bounds_each_figure(big: Path) -> None:
    begun = time.perf_counter()
    found = told(str(big), "--budget", "0.2")
    assert time.perf_counter() - begun < 15
    assert found["status"]["nash"] == "exact"
    assert found["status"]["acceptable"]["status"] == "estimate"
    low, high = found["status"]["acceptable"]["interval"]
    assert int(low) <= int(found["acceptable"]["all"]) <= int(high)


def test_fewer_packages_stand_for_all_within_a_share_of_each_range() -> None:
    whole, some = told(TWO_RIVERS), told(TWO_RIVERS, "--within", "60")
    assert "epsilon" not in whole["frontier_all"]
    assert 0 < some["frontier_all"]["size"] < whole["frontier_all"]["size"]
    epsilon = some["frontier_all"]["epsilon"]
    for point in whole["frontier_all"]["points"]:
        assert any(
            all(u + e > v for u, e, v in zip(one, epsilon, point, strict=True))
            for one in some["frontier_all"]["points"]
        )
    status = some["status"]["frontier_all"]
    assert status["status"] == "estimate"
    assert "every package has one of these" in status["why"]
    assert some["solutions"] == whole["solutions"]
    assert onetext("solve", TWO_RIVERS, "--within", "101").code == 2


def test_explaining_tells_how_much_of_what_trading_can_give_is_taken_up() -> None:
    shares = {name: one["logrolling"] for name, one in told(TWO_RIVERS)["solutions"].items()}
    assert all(len(one) >= 1 for one in shares.values())
    assert all(share <= 1 for one in shares.values() for share in one)
    assert max(shares, key=lambda name: shares[name][0]) == "utilitarian"
    ran = onetext("solve", TWO_RIVERS, "--explain")
    assert f"logrolling: {100 * shares['nash'][0]:.0f} % of what trading can give" in ran.out


def test_a_bar_shows_on_a_terminal_and_nowhere_else(tmp_path: Path, big: Path) -> None:
    ours, theirs = pty.openpty()
    with (tmp_path / "out").open("wb") as out:
        run = subprocess.Popen(
            [*SCRIPT, "solve", str(big), "--budget", "0.5", "--json"],
            cwd=ROOT, env=environment(TERM="xterm"), stdout=out, stderr=theirs,
        )  # fmt: skip
    os.close(theirs)
    shown = b""
    with suppress(OSError):  # the terminal is gone with the last that holds it
        while part := os.read(ours, 65536):
            shown += part
    os.close(ours)
    assert run.wait(60) == 0
    assert b"Solving" in shown
    assert json.loads((tmp_path / "out").read_text("utf-8"))["format"] == 1


def test_who_objects_and_what_would_bring_each_in() -> None:
    found = told(TWO_RIVERS, "--package", PACKAGE)["blockers"]["packages"]
    assert [one["party"] for one in found[0]["objections"]] == ["belmora", "sedgeland"]
    assert found[0]["objections"][0]["shortfall"] == 29
    assert found[0]["concessions"][1]["changes"] == {"guarantees": "assist-named"}
    assert found[0]["crosses"] == ["the red line s-name of Sedgeland"]
    shown = onetext("solve", TWO_RIVERS, "--package", PACKAGE).out
    assert "Belmora objects: 29 below its floor of 48" in shown
    assert "1 change would do: guarantees → assist-named; costs Tarvenia 7" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_rules_and_offers_are_told_with_what_they_mean() -> None:
    words = ("--rule", "veto Tarvenia and 1 of the rest", "--honour", "offers")
    found = told(TWO_RIVERS, *words)
    assert (found["acceptable"]["all"], found["passing"], found["honouring"]) == (21, 91, 729)
    assert found["rule"] == "Tarvenia and 1 of the other 2 must accept"
    assert len(found["honour"]) == 9
    shown = onetext("solve", TWO_RIVERS, *words).out
    assert "Only packages that keep what is honoured: 729 (36 %)" in shown
    assert "Passing: 91 (4.5 %)" in shown
    at = told(TWO_RIVERS, "--honour", "offers", "--at", "2031-03-06")
    assert [one["id"] for one in at["honour"]] == ["leray-1", "halvek-1"]


def test_what_is_recalled_says_so_on_every_output(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    ran = onetext("solve", CAMP_DAVID, "--html", str(page))
    marks = ("ecalled, not checked against the source", "as Brams and Togman estimate Israel")
    for mark in marks:
        assert mark in ran.out
        assert mark in page.read_text("utf-8")
    found = told(CAMP_DAVID)
    assert found["marks"][1] == "the sheets: recalled, not checked against the source"
    assert len(found["as_estimated"]) == 2
    ran = onetext("acceptability", CAMP_DAVID, "--html", str(page))
    assert ran.code == 0
    for mark in marks:
        assert mark in ran.out
        assert mark in page.read_text("utf-8")


def test_a_scenarios_note_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert onetext("export", CAMP_DAVID, "--to", "negmas", "-o", str(folder)).code == 0
    assert "recalled, not checked against the source" in " ".join(told(str(folder))["marks"])
    shown = " ".join(onetext("solve", str(folder)).out.split())
    assert "recalled, not checked against the source" in shown
    if SCENARIOS.exists():
        shown = " ".join(onetext("solve", str(SCENARIOS / "CampDavid1978")).out.split())
        assert "NOT checked against the paper" in shown


def test_a_page_is_written_over_nothing_but_a_page(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    for _ in range(2):
        ran = onetext("solve", TWO_RIVERS, "--html", str(page))
        assert (ran.code, ran.err.strip()) == (0, f"Wrote {page}")
    assert "<h1>" in page.read_text("utf-8")
    other = tmp_path / "case.yaml"
    other.write_text("format: 1\n", "utf-8")
    ran = onetext("solve", TWO_RIVERS, "--html", str(other))
    assert (ran.code, other.read_text("utf-8")) == (2, "format: 1\n")
    ran = onetext("solve", TWO_RIVERS, "--html", str(tmp_path / "no" / "page.html"))
    assert (ran.code, "Traceback" in ran.err) == (3, False)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--rule", "veto halvia"), 2, "'halvia' has no say here, name one of tarvenia"),
        (("--rule", "majority 9"), 2, "no package could pass"),
        (("--honour", "leray-1"), 2, "the offer 'leray-1' does not stand"),
        (("--honour", "nothing"), 2, "there is no offer or guarantee 'nothing'"),
        (("--package", "territory=lease"), 2, "leaves 'neutrality', 'guarantees'"),
        (("--package", "territory=moon"), 2, "no option 'moon'"),
        (("--package", " "), 2, "--package settles nothing"),
        (("--desk", "belmora"), 3, "ask what is acceptable under what is known"),
        (("--at", "soon"), 2, "--at 'soon' is no date"),
    ],
)
def test_a_wrong_word_is_told(words: tuple[str, ...], code: int, says: str) -> None:
    ran = onetext("solve", TWO_RIVERS, *words)
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err
    assert len(ran.err.strip().splitlines()) == 1


def test_a_brief_of_a_case_tells_a_seat_what_its_sheets_tell() -> None:
    case = f"{TWO_RIVERS}/case.yaml"
    shown = onetext("brief", case, "--seat", "belmora-head").out
    assert "to Belmora: 948 acceptable (47 %)" in shown
    assert "to Sedgeland: unknown; this window shows no sheet of it" in shown
    assert "739" not in shown
    host = json.loads(onetext("brief", case, "--seat", "host", "--json").out)["could_be_agreed"]
    assert host["all"] == {"surely": 60, "possibly": 60}
    assert "WHAT COULD BE AGREED" not in onetext("brief", case).out
    nobody = onetext("brief", case, "--seat", "nobody")
    assert (nobody.code, "the case has no seat 'nobody'" in nobody.err) == (2, True)
    assert onetext("brief", CAMP_DAVID, "--seat", "host").code == 2
