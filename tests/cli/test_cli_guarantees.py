"""``onetext guarantees``: the golden profiles answer through the command as they do in Python."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ran import known, onetext

GOLDEN = "examples/guarantees"
MARK = "text not checked against source"


def asked(*words: str) -> dict[str, Any]:
    ran = known("guarantees", GOLDEN, "--json", *words)
    assert ran.code == 0
    told: dict[str, Any] = json.loads(ran.out)
    assert told["format"] == 1
    return told


def owed(told: dict[str, Any], guarantee: str) -> set[tuple[str, str]]:
    return {
        (row["guarantor"], row["modality"])
        for row in told["due"]
        if row["guarantee"] == guarantee and not row["why_not"]
    }


def test_each_row_says_who_what_by_when_or_why_not() -> None:
    told = asked("--trigger", "armed-attack", "--attacker", "russia", "--at", "2025-12-15")
    keys = {"guarantor", "modality", "duty", "within", "why_not"}
    assert all(keys <= set(row) for row in told["due"])
    assert all(row["mark"].startswith(MARK) for row in told["due"])
    assert {row["id"] for row in told["guarantees"]} == {row["guarantee"] for row in told["due"]}
    assert owed(told, "berlin-2025") == set()
    assert owed(told, "budapest-1994") == {("uk", "consult"), ("us", "consult")}


def test_article_5_binds_each_in_its_area() -> None:
    words = ("--trigger", "armed-attack", "--attacker", "x", "--at", "2025-12-15")
    told = asked(*words, "--place", "europe")
    assert len(owed(told, "nat")) == 64
    [row] = [
        r for r in told["due"] if (r["guarantor"], r["duty_id"]) == ("us", "assist")
        and r["guarantee"] == "nat"
    ]  # fmt: skip
    assert (row["modality"], row["within"], row["article"]) == ("must-some", "PT0S", "5")
    [nat] = [one for one in told["guarantees"] if one["id"] == "nat"]
    assert (nat["in_force"], nat["vetoers"], nat["gaps"], nat["likeness"]) == (True, [], [], None)
    assert owed(asked(*words, "--place", "falklands"), "nat") == set()


def test_cyprus_may_and_a_guarantor_may_be_the_intervener() -> None:
    told = asked("--trigger", "breach", "--attacker", "Turkey")
    assert told["attacker"] == "turkey"
    assert owed(told, "cyprus-1960") == {
        (party, modality) for party in ("greece", "uk") for modality in ("consult", "may")
    }
    [cyprus] = [one for one in told["guarantees"] if one["id"] == "cyprus-1960"]
    assert cyprus["blocking_sets"] == [[]]
    assert {"modality", "speed", "guarantors"} <= set(cyprus["likeness"]["short_of"])


def test_istanbul_has_holes_and_unanimity_is_blocked_by_one() -> None:
    told = asked("--trigger", "armed-attack", "--attacker", "russia", "--at", "2025-12-15")
    by_id = {one["id"]: one for one in told["guarantees"]}
    holes = [gap["place"] for gap in by_id["istanbul-2022"]["gaps_if_in_force"]]
    assert holes == ["certain-areas-donetsk-luhansk", "crimea", "sevastopol"]
    assert by_id["istanbul-2022-unanimous"]["blocking_sets"] == [[]]
    assert by_id["istanbul-2022"]["vetoers"] == ["referendum-ukraine", "ukraine"]
    within = {r["within"] for r in told["due"] if r["guarantee"] == "istanbul-2022"}
    assert within == {"P3D"}
    waiting = {row["condition"] for row in told["unscheduled"]}
    assert "referendum-ukraine = held" in waiting


def test_berlin_binds_nobody_and_says_what_each_still_needs() -> None:
    told = asked("--trigger", "armed-attack", "--only", "berlin-2025")
    assert {row["guarantee"] for row in told["due"]} == {"berlin-2025"}
    [row] = [row for row in told["due"] if row["guarantor"] == "france"]
    assert row["why_not"] == [
        "not in force: needs ukraine/peace-agreement = signed and russia/peace-agreement = signed"
        " and france/commitment = signed and france/national-procedure = completed"
    ]
    assert told["never_start"] == []


def test_a_person_reads_it_in_80_columns() -> None:
    ran = onetext(
        "guarantees", GOLDEN, "--trigger", "armed-attack", "--attacker", "Russia",
        "--at", "2025-12-15", env={"COLUMNS": "80"},
    )  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    assert max(map(len, ran.out.splitlines())) <= 80
    lines = ran.out.splitlines()
    assert lines[1] == "Who must do what upon armed-attack by Russia, as of 2025-12-15?"
    assert lines[3:5] == [
        "Nobody must act.",
        "United Kingdom and United States must consult (budapest-1994).",
    ]
    assert ran.out.count(MARK) == 6
    assert "Held against the North Atlantic Treaty:" in ran.out


def test_a_circle_is_named_and_never_begins(tmp_path: Any) -> None:
    rows = "".join(
        f"- {{id: {id}, title: {id}, guarantors: [gua], beneficiary: arn, triggers: attack, "
        f"in_force_when: {other} = in-force, duties: [{{id: d, modality: must, deed: force, "
        "what: help}]}\n"
        for id, other in (("g1", "g2"), ("g2", "g1"))
    )
    (tmp_path / "case.yaml").write_text(
        "format: 1\nid: t\ntitle: T\nparties: [{id: arn, name: A}, {id: gua, name: G}]\n"
        f"guarantees:\n{rows}",
        "utf-8",
    )
    ran = onetext("guarantees", tmp_path, "--trigger", "attack")
    assert "What never comes into force, whatever anyone consents to" in ran.out
    assert "g1: g1 waits for g2 waits for g1" in ran.out
    assert f"{MARK}; no text is cited" in ran.out
    told = json.loads(onetext("guarantees", tmp_path, "--trigger", "attack", "--json").out)
    assert told["never_start"][0] == {"what": "g1", "circle": ["g1", "g2"]}
    assert told["gaps"][0]["place"] == "elsewhere"


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--trigger", "t", "--only", "nato"], 2, "there is no guarantee 'nato', write one of nat"),
        (["--trigger", "t", "--at", "--12-15"], 2, "--at '--12-15' has no year"),
    ],
)
def test_what_is_put_wrongly(words: list[str], code: int, told: str) -> None:
    ran = onetext("guarantees", GOLDEN, *words)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(f"onetext: {told}")


def test_a_name_that_is_only_near_is_noted() -> None:
    ran = onetext("guarantees", GOLDEN, "--trigger", "armed-attak", "--attacker", "rusia")
    assert ran.code == 0
    assert ran.err.splitlines() == [
        "--trigger 'armed-attak' is named nowhere in this case; did you mean 'armed-attack'?",
        "--attacker 'rusia' is named nowhere in this case; did you mean 'russia'?",
    ]
