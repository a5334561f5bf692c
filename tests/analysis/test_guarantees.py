from __future__ import annotations

import pytest
from made import Page, view

from onetext.analysis.guarantees import guarantees


def rows(words: str, stance: str = "demand", **more: str) -> list[tuple[str, str | None, str]]:
    more.setdefault("issues", "talks")
    page = Page().say(stance, words, **more)
    return [(g.guarantor, g.kind, g.act) for g in guarantees(view(page))]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("security guarantees from Belmark, Mediana and Guaria", ["bel", "med", "gua"]),
        ("guarantees for us from Guaria to prevent Belmark from coming back", ["gua"]),
        ("guarantees against Belmark by Mediana", ["med"]),
        ("Guaria’s guarantee", ["gua"]),
        ("Guarian guarantees that last", ["gua"]),
        ("guarantees between Arnland and Guaria", ["gua"]),
        ("Mediana will guarantee the border", ["med"]),
        ("Mediana would provide lasting security guarantees", ["med"]),
        ("guarantees from the partners in the Northern Pact", []),
        ("guarantees from Norland", ["Norland"]),
        ("Western security guarantees", []),
        ("a guarantee that mentions the hills", []),
    ],
)
def test_who_is_named(words: str, named: list[str]) -> None:
    assert [guarantor for guarantor, _, _ in rows(words)] == named


def test_kinds_and_beneficiary() -> None:
    page = Page().say(
        "demand",
        "bilateral guarantees between Arnland and Guaria, pact-like guarantees for us from Guaria,"
        " and security guarantees from Mediana are what we need",
    )
    told = guarantees(view(page))
    assert [(g.guarantor, g.kind) for g in told] == [
        ("gua", "bilateral"),
        ("gua", "pact-like"),
        ("med", None),
    ]
    assert {g.beneficiary for g in told} == {"arn"}
    assert told[0].evidence[0].words == "bilateral guarantees between Arnland and Guaria"


def test_a_treaty_of_defence_is_named_as_its_kind() -> None:
    assert rows("a Guarian defence treaty") == [("gua", "defence treaty", "asked")]


@pytest.mark.parametrize(
    ("stance", "party", "act"),
    [
        ("demand", "arn", "asked"),
        ("reject", "arn", "refused"),
        ("assess", "arn", "mentioned"),
        ("offer", "gua", "offered"),
        ("reject", "gua", "refused"),
    ],
)
def test_acts(stance: str, party: str, act: str) -> None:
    assert [row[2] for row in rows("guarantees from Guaria", stance, party=party)] == [act]


def test_wanted_in_an_exchange_is_asked() -> None:
    page = Page().say(
        "conditional_offer",
        "leave the hills in exchange for guarantees from Guaria",
        gives="leave the hills",
        gets="guarantees from Guaria",
    )
    assert [g.act for g in guarantees(view(page))] == ["asked"]


def test_a_guarantor_by_role_in_a_statement_on_guarantees() -> None:
    assert rows("From Guaria, a fund paid in beforehand", issues="guarantees") == [
        ("gua", None, "asked")
    ]
    offered = rows("we would consult within hours", "offer", party="gua", issues="guarantees")
    assert offered == [("gua", None, "offered")]
    assert rows("From Guaria, a fund") == []


def test_told_on_the_record_only() -> None:
    assert rows("guarantees from Guaria", certainty="rumour") == []
