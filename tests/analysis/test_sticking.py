from __future__ import annotations

import pytest
from made import Page, view

from onetext.analysis.sticking import sticking_points
from onetext.record.view import View


def rows(seen: View) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(p.issue, p.basis, p.parties) for p in sticking_points(seen)]


def two(one: str, other: str, **more: tuple[str, ...]) -> Page:
    page = Page().say(one, "so they say", targets=more.get("left", ()))
    return page.say(
        other, "and so do we", by="Eva Holm", party="bel", targets=more.get("right", ())
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("demand", "reject"),
        ("propose", "oppose"),
        ("accept", "threat"),
        ("conditional_offer", "reject"),
        ("support", "oppose"),
    ],
)
def test_what_one_wants_and_the_other_refuses(one: str, other: str) -> None:
    wanted = [("land", "computed", ("arn", "bel"))]
    assert rows(view(two(one, other))) == rows(view(two(other, one))) == wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("reject", "reject"),
        ("demand", "demand"),
        ("demand", "conditional_offer"),
        ("accept", "commit"),
        ("demand", "deny"),
        ("demand", "assess"),
    ],
)
def test_what_need_not_exclude(one: str, other: str) -> None:
    assert rows(view(two(one, other))) == []


def test_each_asks_the_other() -> None:
    page = two("demand", "propose", left=("bel",), right=("arn",))
    assert rows(view(page)) == [("land", "computed", ("arn", "bel"))]


def test_a_part_refused() -> None:
    page = Page().say("accept", "two years, but not four")
    page.say("conditional_offer", "the cranes", by="Eva Holm", party="bel")
    assert rows(view(page)) == [("land", "computed", ("arn", "bel"))]


def test_a_demand_given_up_excludes_nothing() -> None:
    page = Page().say("accept", "its demand for the hills", cue="dropping")
    page.say("reject", "giving up the hills", by="Eva Holm", party="bel")
    assert rows(view(page)) == []


def test_a_divided_party_has_no_one_position() -> None:
    page = two("accept", "reject").say("reject", "no", by="Bo Lund", role="defence minister")
    assert rows(view(page)) == []


def test_named_by_the_reporter_with_the_outlet() -> None:
    page = Page().tell("It remains unclear who gets the land", issues="land", hedged=True)
    (point,) = sticking_points(view(page))
    assert (point.basis, point.by, point.hedged) == ("attributed", "Courier", True)
    assert point.evidence[0].words == "It remains unclear who gets the land"


def test_named_by_a_speaker() -> None:
    page = Page().say("assess", "land is the main obstacle", by="Pia Moss", party="med")
    assert [(p.basis, p.by) for p in sticking_points(view(page))] == [("attributed", "Pia Moss")]


def test_narration_that_names_nothing_open() -> None:
    page = Page().tell("The land was mentioned twice", issues="land")
    assert rows(view(page)) == []


def test_it_ends_when_a_source_says_it_is_out_of_the_way() -> None:
    first = Page("a").tell("The land is a sticking point", issues="land")
    then = Page("b", "2031-03-09").tell("That removes one of the obstacles", issues="land")
    assert rows(view(first)) == [("land", "attributed", ())]
    assert rows(view(first, then)) == []


@pytest.mark.parametrize(("figure", "open_"), [("35 percent", True), ("33 percent", False)])
def test_it_ends_when_all_have_come_to_give_the_same(figure: str, open_: bool) -> None:
    first = Page("a").tell("The land is a sticking point", issues="land")
    then = Page("b", "2031-03-09").say("offer", "a cut of 33 percent", said="2031-03-08")
    then.say("accept", f"we settle for {figure}", by="Eva Holm", party="bel", said="2031-03-09")
    assert bool(rows(view(first, then))) is open_
