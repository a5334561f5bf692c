"""Each point of a long statement counts as a saying of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from made import Page, view

from onetext.analysis.movement import movement
from onetext.analysis.naming import namings
from onetext.analysis.offers import offers
from onetext.analysis.positions import positions
from onetext.analysis.sticking import sticking_points
from onetext.analysis.utterances import utterances
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Exchange, Point, Stance

YES, NO = "The truce may begin.", "The valley is ours."
DEAL = "We leave the valley if you open the port."


def long(page: Page, *said: tuple[Stance, str, str], **more: Any) -> Page:
    """Add one statement of several sentences, each a point: stance, issues and words."""
    page.say(said[0][0], " ".join(words for *_, words in said), issues="land truce", **more)
    statement = page.statements[-1]
    at, points = statement.contents[0].start, []
    for stance, issues, words in said:
        points.append(Point(Span(at, at + len(words)), stance, tuple(issues.split()), ("bel",)))
        at += len(words) + 1
    page.statements[-1] = replace(statement, points=tuple(points))
    return page


def test_a_point_is_an_utterance_with_its_own_place() -> None:
    page = long(Page(), ("accept", "truce", YES), ("reject", "land", NO), said="2031-03-01")
    told = utterances(view(page))
    assert [(one.stance, one.issues, one.words) for one in told] == [
        ("accept", ("truce",), YES),
        ("reject", ("land",), NO),
    ]
    for one in told:
        (evidence,) = one.evidence
        assert evidence.words == one.words == evidence.span.of(page.text)
        assert evidence.statement == one.statement.id == "s1"
        assert one.statement.key == page.statements[0].key
        assert str(one.said) == "2031-03-01"
        assert one.statement.points == ()


def test_one_statement_sets_two_positions() -> None:
    page = long(Page(), ("accept", "truce", YES), ("reject", "land", NO))
    found = {(p.issue, p.stance, p.words) for p in positions(view(page)) if p.party == "arn"}
    assert found == {("truce", "accept", YES), ("land", "reject", NO)}


def test_only_the_issue_of_the_point_moves() -> None:
    first = Page("r1", "2031-03-01")
    first.say("reject", "No truce.", issues="truce", said="2031-03-01")
    first.say("reject", NO, issues="land", said="2031-03-01")
    then = long(Page("r2", "2031-03-09"), ("accept", "truce", YES), ("reject", "land", NO))
    moved = movement(view(first, then))
    assert [(move.issue, move.after.stance) for move in moved] == [("truce", "accept")]


def test_a_point_sticks_where_the_whole_statement_would_not() -> None:
    page = long(Page(), ("accept", "truce", YES), ("reject", "land", NO))
    page.say("demand", "The valley must be returned.", by="Bo Lind", party="bel", issues="land")
    page.say("accept", "We accept the truce.", by="Bo Lind", party="bel", issues="truce")
    assert [point.issue for point in sticking_points(view(page))] == ["land"]


def test_a_condition_of_the_whole_belongs_to_the_point_it_begins_in() -> None:
    page = long(Page(), ("accept", "truce", YES), ("conditional_offer", "land", DEAL))
    statement = page.statements[0]

    def part(words: str) -> Span:
        at = page.text.index(words)
        return Span(at, at + len(words))

    deal = Exchange(part("leave the valley"), part("if"), part("you open the port"))
    for given in (
        replace(statement, condition=deal),
        replace(
            statement, points=(statement.points[0], replace(statement.points[1], condition=deal))
        ),
    ):
        page.statements[0] = given
        (offer,) = offers(view(page))
        assert offer.issues == ("land",)
        assert offer.to == ("bel",)
        assert offer.terms.gets is not None
        assert offer.terms.gets.words == "you open the port"
        assert [e.words for e in offer.evidence] == [DEAL]


def test_a_repeat_joins_the_point_that_it_repeats() -> None:
    page = long(Page(), ("accept", "truce", YES), ("reject", "land", NO))
    page.say("reject", NO, id="s9", issues="land", same_as="s1")
    told = utterances(view(page))
    assert [[t.id for t in one.tellings] for one in told] == [["s1"], ["s1", "s9"]]
    assert [e.words for e in told[1].evidence] == [NO, NO]


def test_a_long_repeat_joins_point_by_point_whichever_is_told_first() -> None:
    page = Page()
    both: tuple[tuple[Stance, str, str], ...] = (("accept", "truce", YES), ("reject", "land", NO))
    long(page, *both, id="s1", same_as="s2")
    long(page, *both, id="s2")
    told = utterances(view(page))
    assert [[t.id for t in one.tellings] for one in told] == [["s2", "s1"], ["s2", "s1"]]
    assert [one.stance for one in told] == ["accept", "reject"]


def test_a_point_over_the_cue_tells_only_the_content() -> None:
    page = Page().say("commit", "We will,", cue="x")
    first = page.statements[0]
    page.span("he said,")
    second = page.span("sign the truce. Not before May.")
    whole = Span(first.contents[0].start, second.start + len("sign the truce."))
    page.statements[0] = replace(
        first, contents=(*first.contents, second), points=(Point(whole, "commit", ("truce",)),)
    )
    (one,) = utterances(view(page))
    assert one.words == "We will, … sign the truce."
    assert [e.words for e in one.evidence] == ["We will,", "sign the truce."]


def test_an_obstacle_is_named_for_the_issues_of_its_point() -> None:
    page = long(
        Page(),
        ("assess", "truce", "The truce is close."),
        ("assess", "land", "The valley remains an obstacle."),
    )
    assert [naming.issues for naming in namings(view(page))] == [("land",)]
