"""Which of what is told is an event of the report: by signs, and weights learned for them."""

from __future__ import annotations

import pytest
from test_events import events

from onetext.press.finding.finder import RuleFinder
from onetext.press.finding.joining import join
from onetext.press.lexicon.parties import PartyTable
from onetext.press.telling.event_chances import ALWAYS, EventChances, read_weights
from onetext.press.telling.events import Reading
from onetext.press.telling.occasions import Occasion
from onetext.press.text.dates import find_dates
from onetext.press.text.sentences import cut
from onetext.terms.when import When

LEAD = "Rain fell on the hills of Lisk all day. Bakers there baked bread as they always do. "


def reading(text: str) -> Reading:
    page, published = cut(text), When("2030-05-15")
    dates = find_dates(text, published)
    found = join(page, RuleFinder().find(page, dates))
    return Reading(page, dates, PartyTable.load().mentions(text), found, published)


def told(text: str) -> list[Occasion]:
    return reading(text).told()


def chances(text: str) -> list[float]:
    one = reading(text)
    return [EventChances.builtin().chance(signs) for signs in one.signs(one.told())]


@pytest.mark.parametrize(
    ("likelier", "less"),
    [
        (
            "The envoys of France and Chad will meet on Friday.",
            "The envoys of France and Chad met in 2019.",
        ),
        ("Police in Lisk arrested a man on Friday.", "Police had arrested a man in 2019."),
        (
            LEAD + "France issued a statement on Tuesday.",
            LEAD + "France published a list on Tuesday.",
        ),
        (
            "A court in Lisk jailed a banker on Friday.",
            "Rain fell on a banker who was jailed on Friday.",
        ),
    ],
)
def test_the_nearer_and_surer_is_the_likelier(likelier: str, less: str) -> None:
    assert max(chances(likelier)) > max(chances(less))


def test_what_is_unlikely_is_left_out_and_nothing_is_given_twice() -> None:
    text = LEAD + "A treaty of 1907 was signed by a king. Police arrested a man on Monday."
    assert [event.type for event in events(text)] == ["legal"]
    assert len(chances(text)) == 2


def test_a_table_of_weights_tells_the_line_that_is_none() -> None:
    with pytest.raises(ValueError, match=r"event_weights\.txt:2: not a weight"):
        read_weights("always | -1\nin the lead 0.5\n")


def test_every_sign_that_is_weighed_can_be_seen() -> None:
    texts = [
        "The king of Spain announced a plan on Monday. Talks are due on Friday.",
        LEAD + "Ministers of France and Chad held a second round of talks last week. They had met"
        " in 2010, after a call in 2030, and will meet again on 20 May.",
        LEAD + "The premier announced a plan. A man who shot a guard was jailed. Soldiers attacked"
        " a bridge. The senate passed a bill. Workers struck. The firms signed a deal. A"
        " convention was held. The king banned a song. A mill closed down in 2030."
        " It came after a phone call.",
    ]
    seen: set[str] = set()
    for text in texts:
        one = reading(text)
        seen |= {name for signs in one.signs(one.told()) for name in signs}
    assert set(EventChances.builtin().by_sign) - {ALWAYS} <= seen


def test_the_first_act_of_a_kind_is_told_apart_from_those_that_follow() -> None:
    one = reading("France closed its schools on Monday. Chad closed its schools on Monday too.")
    kinds = ["first of its kind" in signs for signs in one.signs(one.told())]
    assert kinds == [True, False]
