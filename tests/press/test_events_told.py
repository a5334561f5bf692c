"""How acts are told: over "that", in the passive, after "began to", in a set phrase, in a name."""

from __future__ import annotations

import pytest
from test_events import events


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Later on Monday a man ran into the hall and began to stab people.", "military"),
        ("A spokesman confirmed that two suspects were arrested on Monday.", "legal"),
        ("Charges against the mayor were dropped on Monday.", "legal"),
        ("The bill passed the lower house on Thursday.", "vote"),
        ("The two armies exchanged fifty prisoners on Monday.", "unilateral"),
        ("The minister held a press conference on Monday.", "announcement"),
        ("The steelmaker laid off 400 people on Tuesday.", "unilateral"),
        ("The union called a strike for Friday.", "unilateral"),
        ("The premier tendered her resignation on Monday.", "unilateral"),
        ("The chancellor refused the premier's offer to resign on Monday.", "unilateral"),
        ("The senate rejected the nominee on Thursday.", "vote"),
        ("Health authorities reported nine cases of the fever on Monday.", "announcement"),
    ],
)
def test_an_act_is_told_in_more_than_one_way(text: str, kind: str) -> None:
    assert [event.type for event in events(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Newly elected councillors live in the hills.",
        "On Monday the elected members of the choir sang.",
        "The sea was calm. Candidates went on to attack the mayor on Monday over taxes.",
        "On Monday the harbour took part of the blame.",
        "Ferry captain and rights advocate Ilse Varn died on Monday.",
        "This article requires a review.",
    ],
)
def test_what_only_sounds_like_an_act_is_none(text: str) -> None:
    assert events(text) == ()


def test_what_takes_place_is_not_taken() -> None:
    found = events("The election in the city is to take place on Friday.")
    assert [(event.type, event.status) for event in found] == [("vote", "planned")]


def test_a_year_that_names_an_election_dates_it() -> None:
    text = "Thousands marched on Saturday, saying the 2028 election was stolen."
    assert [event.type for event in events(text)] == ["unilateral"]


def test_no_charge_dropped_is_no_act() -> None:
    assert events("So far no charges were dropped on Monday.") == ()


def test_words_in_a_relative_clause_open_nothing() -> None:
    text = "Rain fell on a town in which somebody says the bakery has closed its ovens."
    assert events(text) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The council of Lisk meets on Friday.", "meeting"),
        ("Ministers of the five valleys meet on Friday.", "meeting"),
        ("The curfew in Lisk takes effect next Monday.", "unilateral"),
    ],
)
def test_the_present_tense_with_a_day_tells_what_is_to_come(text: str, kind: str) -> None:
    assert [(event.type, event.status) for event in events(text)] == [(kind, "planned")]


@pytest.mark.parametrize(
    "text",
    [
        "The council of Lisk meets in a brick hall.",
        "The meets on Friday are for children.",
    ],
)
def test_the_present_tense_without_a_day_is_a_habit(text: str) -> None:
    assert events(text) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Delegates of the union and the port returned to the table on Monday.", "talks_round"),
        ("The cabinet of Norvik held a sitting on Tuesday.", "meeting"),
        ("The king of Holm received two envoys of Tarn on Tuesday.", "meeting"),
        ("The foreign minister of Holm rang her counterpart on Tuesday.", "call"),
        ("Guerrillas captured the mill town of Senn on Tuesday.", "military"),
        ("Mortar shells fell on the village of Kell on Sunday.", "military"),
        ("The two sides traded fire at the pass on Sunday.", "military"),
        ("The assembly of Norvik carried the motion on Sunday.", "vote"),
        ("Norvik called home its ambassador in Tarn on Sunday.", "unilateral"),
        ("The regulator fined the ferry company nine million crowns on Tuesday.", "unilateral"),
        ("Two men were led away in handcuffs on Tuesday.", "legal"),
    ],
)
def test_more_words_for_what_is_done(text: str, kind: str) -> None:
    assert [event.type for event in events(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("LISK, May 14 — Holm and Tarn signed a treaty on Tuesday.", "Lisk"),
        ("LISK, May 14 — A court in Senn jailed a banker on Tuesday.", "Senn"),
        ("LISK, May 14 — Soldiers attacked a bridge on Tuesday.", None),
        ("Thousands marched through the center of Port Elm on Saturday.", "Port Elm"),
        ("Gunboats fired a missile at a barge off Cape Senn on Sunday.", "Cape Senn"),
    ],
)
def test_where_it_was(text: str, venue: str | None) -> None:
    assert [event.venue for event in events(text)] == [venue]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "France closed its schools on Monday. Chad closed its schools on Monday too.",
            ["unilateral", "unilateral"],
        ),
        (
            "France closed its schools on Monday. Some say that France had closed its schools.",
            ["unilateral"],
        ),
        (
            "The mayor of Lisk resigned on Monday, and Ana Ruiz was sworn in on Monday.",
            ["unilateral", "unilateral"],
        ),
    ],
)
def test_acts_of_two_doers_or_of_two_verbs_are_two(text: str, kinds: list[str]) -> None:
    assert [event.type for event in events(text)] == kinds


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The mayor of Lisk extended the city lockdown to 20 May.", None),
        ("Norvik imposed a curfew from 3 May to 20 May.", "2030-05-03"),
        ("The find was announced on Monday by the museum of Lisk.", "2030-05-13"),
        ("Police on Monday arrested a man who had fled on 2 May.", "2030-05-13"),
        ("Police arrested a man in Lisk; a guard had died on 2 May.", None),
        ("On 2 May in Lisk, a town of bakers, police on Monday arrested a man.", "2030-05-13"),
    ],
)
def test_the_day_is_the_one_beside_the_act(text: str, start: str | None) -> None:
    assert [event.start and str(event.start) for event in events(text)] == [start]


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("The guild met on Monday with Otto Lund, a harbour envoy, in Senn.", "Senn"),
        ("In a study published on Monday, scientists at the Senn Institute found a star.", None),
        ("Otto Lund ended his bid on Monday in the Norvik primary.", None),
    ],
)
def test_a_place_is_the_acts_own(text: str, venue: str | None) -> None:
    assert [event.venue for event in events(text)] == [venue]


def test_a_denial_ends_with_its_sentence() -> None:
    text = "Ana Ruiz did not: Norvik has refused entry to a boat on Monday."
    assert [event.type for event in events(text)] == ["unilateral"]


def test_a_funeral_is_no_conference() -> None:
    assert events("A funeral was held for the baker on Monday.") == ()
