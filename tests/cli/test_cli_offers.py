"""``onetext offers``: states, what is agreed and in what order, what hangs together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ran import onetext

MIRROR = """\
format: 1
id: mirror
title: A mirror exchange
parties: [{id: arn, name: Arnland}, {id: bel, name: Belmark}]
issues:
  - {id: bid, label: bid, options: [kept, waived]}
  - {id: guard, label: guard, options: [none, each]}
  - {id: land, label: land, options: [kept, shared]}
sources: [{id: ap, title: One, outlet: AP}]
offers:
  - {id: waive, by: arn, to: bel, give: bid = waived, want: guard = each, since: 2031-03-02,
     sources: {source: ap, place: para 2}, known: recalled}
  - {id: guard, by: bel, to: arn, give: guard = each, want: bid = waived, until: 2031-04-01}
  - {id: paper, to: [arn, bel], give: land = shared, non_paper: true}
red_lines: [{id: r, by: bel, keeps: land != shared}]
"""


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    file = tmp_path / "case.yaml"
    file.write_text(MIRROR, "utf-8")
    return file


def asked(file: Path, *words: str) -> dict[str, Any]:
    ran = onetext("offers", file, "--json", *words)
    assert (ran.code, ran.err) == (0, "")
    told: dict[str, Any] = json.loads(ran.out)
    assert told["format"] == 1
    return told


def states(told: dict[str, Any]) -> dict[str, str]:
    return {offer["id"]: offer["state"] for offer in told["offers"]}


@pytest.mark.parametrize(
    ("package", "state", "honoured"),
    [
        ("bid=waived,guard=each", "exercised", True),
        ("bid=kept,guard=none", "idle", True),
        ("bid=waived,guard=none", "uncompensated", False),
        ("bid = kept, guard = each", "unclaimed", False),
        ("bid=waived", "open", None),
        ("", "open", None),
    ],
)
def test_the_five_states(mirror: Path, package: str, state: str, honoured: bool | None) -> None:
    told = asked(mirror, "--package", package)
    assert states(told)["waive"] == state
    assert told["honoured"] is honoured


def test_the_mirror_closes_and_its_circle_is_named(mirror: Path) -> None:
    told = asked(mirror)
    [handshake] = told["handshakes"]
    assert handshake["offers"] == ["waive", "guard"]
    assert handshake["package"] == {"bid": "waived", "guard": "each"}
    other = asked(mirror, "--package", "bid=waived,guard=none")
    assert other["handshakes"] == told["handshakes"]
    assert other["handshakes_within_package"] == []
    assert told["circles"] == handshake["circles"] == [["waive", "guard"]]
    assert told["linkage"]["components"] == [["bid", "guard"], ["land"]]
    assert told["offers"][0]["grounds"]["mark"] == "recalled, not checked against the source"
    assert told["red_lines"] == [{"id": "r", "by": "bel", "keeps": "land != shared", "kept": None}]


@pytest.mark.parametrize(
    ("at", "standing"),
    [("2031-03-01", ["guard"]), ("2031-03-02", ["waive", "guard"]), ("2031-04-02", ["waive"])],
)
def test_what_stands_depends_on_the_hour(mirror: Path, at: str, standing: list[str]) -> None:
    told = asked(mirror, "--at", at)
    assert [offer["id"] for offer in told["offers"] if offer["standing"]] == standing
    assert told["offers"][2]["why_not_standing"] == "a non-paper never stands"


def test_a_person_reads_it_in_80_columns(mirror: Path) -> None:
    ran = onetext(
        "offers", mirror, "--package", "bid=waived,guard=none", env={"COLUMNS": "80"}
    )  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "The package does not honour waive" in ran.out
    assert "On top of this package: none of them." in ran.out
    in_a_line = " ".join(ran.out.split())
    assert "recalled, not checked against the source; AP, para 2" in in_a_line
    assert "open          r, Belmark: land != shared" in ran.out
    ran = onetext("offers", mirror, env={"COLUMNS": "80"})
    assert "waive and guard close together: bid = waived, guard = each" in ran.out
    assert "In sequence nobody begins: waive waits for guard waits for waive." in ran.out


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--package", "bid=waved"], 2, "--package: the issue 'bid' has no option 'waved', write"),
        (["--package", "bit=kept"], 2, "--package: there is no issue 'bit', write 'bid'"),
        (["--package", "bid"], 2, "--package: the condition ends too early"),
        (["--package", "bid!=kept"], 2, "--package: this settles no package, write it like"),
        (["--package", "bid=kept,bid=waived"], 2, "--package: an issue is settled twice"),
        (["--at", "soon"], 2, "--at 'soon' is no date"),
    ],
)
def test_what_is_put_wrongly(mirror: Path, words: list[str], code: int, told: str) -> None:
    ran = onetext("offers", mirror, *words)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(f"onetext: {told}")


def test_a_faulty_case_is_refused_with_every_fault(mirror: Path) -> None:
    mirror.write_text(MIRROR.replace("by: arn", "by: arm").replace("guard = each,", "guard = ech,"))
    ran = onetext("offers", "case.yaml", cwd=mirror.parent)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.splitlines() == [
        "onetext: case.yaml: 3 faults",
        "  case.yaml:11:21: there is no party 'arm', write 'arn'",
        "  case.yaml:11:61: the issue 'guard' has no option 'ech', write 'each'",
        "  case.yaml:13:41: the issue 'guard' has no option 'ech', write 'each'",
    ]


def test_a_case_without_offers_says_so(mirror: Path) -> None:
    mirror.write_text("format: 1\nid: t\ntitle: T\n", "utf-8")
    assert "Nobody has offered anything." in onetext("offers", mirror).out
