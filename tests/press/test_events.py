"""Events: one for each real occasion, with its date, length, place, number and parties."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path

import pytest

from onetext.press.finding.finder import RuleFinder
from onetext.press.finding.joining import join
from onetext.press.lexicon.issues import IssueLexicon
from onetext.press.lexicon.parties import PartyTable
from onetext.press.telling.durations import days, find_durations
from onetext.press.telling.event_words import EventLexicon
from onetext.press.telling.events import find_events
from onetext.press.text.dates import find_dates
from onetext.press.text.sentences import cut
from onetext.terms.said.event import Event
from onetext.terms.said.span import Span
from onetext.terms.when import When

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"
TWO_RIVERS = ROOT / "examples" / "two-rivers"


@cache
def _table(folder: Path | None) -> PartyTable:
    return PartyTable.load(folder / "parties.yaml") if folder else PartyTable.load()


def events(
    text: str, day: str | None = "2030-05-15", folder: Path | None = None
) -> tuple[Event, ...]:
    page = cut(text)
    published = When(day) if day else None
    dates = find_dates(text, published)
    table = _table(folder)
    return find_events(
        page,
        dates,
        table.mentions(text),
        join(page, RuleFinder().find(page, dates)),
        IssueLexicon.load(),
        source="r",
        published=published,
        table=table,
    )


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Delegates from France and Chad held talks in Oslo on Monday.", "talks_round", "held"),
        (
            "The foreign ministers of France and Chad will meet in Oslo on Friday.",
            "meeting",
            "planned",
        ),
        ("The presidents of France and Chad spoke by phone on Tuesday.", "call", "held"),
        ("France and Chad signed a fisheries agreement on Monday.", "agreement", "held"),
        ("Parliament voted on Tuesday to lift the tariff on grain.", "vote", "held"),
        ("A drone strike killed four soldiers near the border on Monday.", "military", "held"),
        ("Chad recalled its ambassador from Paris on Monday.", "unilateral", "held"),
        ("Nurses walked off the job at three hospitals on Monday.", "unilateral", "held"),
        ("The government suspended all flights on Tuesday.", "unilateral", "held"),
        ("Police arrested the mayor on Monday.", "legal", "held"),
        ("A judge sentenced the banker to nine years in prison on Monday.", "legal", "held"),
        ("In a study published on Monday, doctors described the disease.", "announcement", "held"),
    ],
)
def test_one_clause_tells_one_event(text: str, kind: str, status: str) -> None:
    found = events(text)
    assert [(event.type, event.status) for event in found] == [(kind, status)]
    assert all(span.of(text) in text and span.of(text).strip() for span in found[0].evidence)


@pytest.mark.parametrize(
    "text",
    [
        "The earthquake struck at dawn and shook houses along the coast.",
        "Chad did not sign the agreement on Monday.",
        "The union refused to hold talks on Monday.",
        "If the parties meet on Friday, prices could fall.",
        "She urged both sides to sign the treaty.",
        "The weather was fine and the harbour was full of boats.",
        "No meeting was held on Monday.",
        "The mediator said she would not host a fourth round of talks.",
    ],
)
def test_what_did_not_happen_is_no_event(text: str) -> None:
    assert events(text) == ()


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("The banker is to be sentenced on Friday.", "legal", "planned"),
        ("The company is banning masks on Monday.", "unilateral", "ongoing"),
        ("The Senate acquitted President Ode after his impeachment on Monday.", "vote", "held"),
        ("Judges on Monday gave the banker nine years in jail.", "legal", "held"),
        ("Prime Minister Ode said on Monday that she has measles.", "announcement", "held"),
        ("A bomb was on Monday reported to have killed four soldiers.", "military", "reported"),
        ("On Monday the bridge was closed, the state suspending classes.", "unilateral", "held"),
        ("Mayor Ode, who was a candidate, ended her campaign on Monday.", "unilateral", "held"),
        ("The envoy attended a summit of the union in Oslo on Monday.", "conference", "held"),
        ("The minister is to present the budget on Friday.", "unilateral", "planned"),
        ("The law took effect on Monday.", "unilateral", "held"),
    ],
)
def test_the_clause_that_opens_a_report_tells_its_event(text: str, kind: str, status: str) -> None:
    assert [(event.type, event.status) for event in events(text)] == [(kind, status)]


@pytest.mark.parametrize(
    "text",
    [
        "A bus carrying children overturned near the river on Monday.",
        "The Sharks won the rugby match at home on Monday.",
        "The Bishops’ Conference of Chad has nine seats.",
        "As the storm hit the islands, Met Bureau staff slept.",
        "The premier said on Monday that her country would leave if the ban stayed.",
        "A raid siren sounded on Monday.",
        "How did they sign the treaty on Monday?",
    ],
)
def test_accidents_matches_names_and_offers_are_no_events(text: str) -> None:
    assert events(text) == ()


@pytest.mark.parametrize(
    "unit",
    ["Police arrested the mayor on Monday. ", "they met, ", "arrested banned talks on Monday "],
)
def test_a_long_hostile_text_takes_no_more_than_its_share(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        page, dates = cut(text), find_dates(text, None)
        lexicon, people = IssueLexicon.load(), _table(None)
        start = time.process_time()
        find_events(page, dates, [], [], lexicon, source="r", published=None, table=people)
        return time.process_time() - start

    seconds(2000)
    assert seconds(64_000) < 20 * seconds(8_000) + 0.2


def test_words_of_a_quote_tell_no_event() -> None:
    assert events("“They signed a treaty on Monday and voted on Tuesday,” the farmer wrote.") == ()


def test_background_is_left_out_of_a_long_report() -> None:
    filler = "The town has two bridges and a mill. " * 12
    text = f"Police arrested the mayor on Monday. {filler}The mayor was once sued by a baker."
    assert [event.evidence[0].of(text) for event in events(text)] == [
        "Police arrested the mayor on Monday"
    ]


def test_mentions_of_one_meeting_are_one_event() -> None:
    text = (
        "Ministers of France and Chad met in Oslo on Monday. The meeting lasted three hours. "
        "The ministers left the meeting smiling."
    )
    [event] = events(text)
    assert len(event.evidence) > 1
    assert (event.duration_min, event.venue, str(event.start)) == (180, "Oslo", "2030-05-13")
    assert event.participants == ("france", "chad")


def test_two_rounds_stay_two_events() -> None:
    text = (
        "The second round of talks between France and Chad ended on Monday. "
        "A third round will take place in Oslo on Friday."
    )
    second, third = events(text)
    assert (second.round, second.status, str(second.start)) == (2, "held", "2030-05-13")
    assert (third.round, third.status, str(third.start)) == (3, "planned", "2030-05-17")
    assert third.venue == "Oslo"


def test_days_of_talks_tell_when_they_began() -> None:
    [event] = events("Talks between France and Chad broke up on Tuesday after three days.")
    assert (str(event.start), str(event.end)) == ("2030-05-12", "2030-05-14")


def test_a_capital_is_named_by_the_table() -> None:
    [event] = events("Ministers of Chad and Mali met in the Norwegian capital on Monday.")
    assert event.venue == "Oslo"
    assert event.participants == ("chad", "mali")


def test_who_is_talked_about_or_absent_takes_no_part() -> None:
    text = (
        "Envoys from France and Chad opened talks on Monday on ending the war between Mali and "
        "Niger, from which Togo was absent."
    )
    [event] = events(text)
    assert event.participants == ("france", "chad")


def test_without_a_date_of_publication_a_day_stays_partial() -> None:
    [event] = events("Ministers of France and Chad met in Oslo on Dec. 14.", None)
    assert str(event.start) == "--12-14"


def test_the_order_of_events_is_the_text_s_and_ids_count_up() -> None:
    found = events(
        "Police arrested the mayor on Monday. Parliament voted on Tuesday to end the ban."
    )
    assert [event.id for event in found] == ["e1", "e2"]
    assert found[0].evidence[0] < found[1].evidence[0]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("five hours of talks", [300]),
        ("some nine hours of meetings", [540]),
        ("a six-hour meeting", [360]),
        ("two and a half hours", [150]),
        ("an hour and a half", [90]),
        ("half an hour", [30]),
        ("one hour and twenty minutes", [80]),
        ("a 45-minute call", [45]),
        ("two hours later", []),
        ("within 24 hours", []),
        ("hours passed", []),
    ],
)
def test_durations(text: str, minutes: list[int]) -> None:
    assert [duration.minutes for duration in find_durations(text)] == minutes


def test_durations_keep_to_their_stretch() -> None:
    text = "five hours on Monday, two hours on Tuesday"
    [found] = find_durations(text, within=Span(22, len(text)))
    assert found.span.of(text) == "two hours"


def test_days_later_is_no_run_of_days() -> None:
    assert days("met again three days later") is None


def test_every_line_of_the_lexicon_is_read() -> None:
    lexicon = EventLexicon.builtin()
    text = "They broke off relations."
    [sentence] = cut(text).sentences
    [hit] = lexicon.find(sentence.tokens)
    assert (hit.word.lemma, hit.word.rest, hit.word.type) == ("break", ("off",), "unilateral")


@pytest.mark.shared
def test_the_seed_report() -> None:
    path = SHARED / "seed" / "article.txt"
    if not path.exists():
        pytest.skip("../shared/data is absent")
    first, second, leaders = sorted(
        events(path.read_text(encoding="utf-8"), "2025-12-15"),
        key=lambda event: (event.type != "talks_round", event.round or 0),
    )
    assert (first.round, first.status, str(first.start)) == (1, "held", "2025-12-14")
    assert (first.duration_min, first.venue) == (300, "Berlin")
    assert set(first.participants) == {"ukraine", "us"}
    assert (second.round, second.status, str(second.start)) == (2, "ongoing", "2025-12-15")
    assert (second.duration_min, second.venue) == (None, "Berlin")
    assert set(second.participants) == {"ukraine", "us"}
    assert (leaders.type, leaders.status, leaders.venue) == ("meeting", "ongoing", "Berlin")


@pytest.mark.parametrize(
    ("name", "day", "number", "start", "minutes", "venue"),
    [
        (
            "2031-03-02-round-one-opens",
            "2031-03-02",
            1,
            "2031-03-02",
            240,
            "Old Customs House, Brenholt",
        ),
        ("2031-03-03-leray-names-his-price", "2031-03-03", 1, "2031-03-02", 540, "Brenholt"),
        ("2031-03-16-lake-tolm", "2031-03-16", 2, "2031-03-16", 300, "Lake Tolm"),
        (
            "2031-04-06-round-three-opens",
            "2031-04-06",
            3,
            "2031-04-06",
            360,
            "Old Customs House, Brenholt",
        ),
        ("2031-04-08-brackets", "2031-04-08", 3, "2031-04-06", None, "Brenholt"),
    ],
)
def test_the_rounds_of_two_rivers(
    name: str, day: str, number: int, start: str, minutes: int | None, venue: str
) -> None:
    path = TWO_RIVERS / "press" / f"{name}.txt"
    if not path.exists():
        pytest.skip("the example is absent")
    found = events(path.read_text(encoding="utf-8"), day, TWO_RIVERS)
    round_ = next(event for event in found if event.type == "talks_round")
    told = (round_.round, str(round_.start), round_.duration_min, round_.venue)
    assert told == (number, start, minutes, venue)
    assert {"tarvenia", "belmora", "halvia"} <= set(round_.participants)
    assert ("sedgeland" in round_.participants) == (number != 2 and "price" not in name)
