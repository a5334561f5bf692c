from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import WITHOUT_ROLES, Page, view

from onetext.analysis.authority import authority_in
from onetext.analysis.findings import Position
from onetext.analysis.movement import movement
from onetext.analysis.positions import positions
from onetext.record.view import View, view_of_reports
from onetext.terms.party import Party
from onetext.terms.said.statement import Stance


def at(seen: View, party: str = "arn", issue: str = "land") -> Position:
    rows = {(p.party, p.issue): p for p in positions(seen)}
    return rows.get((party, issue), Position(party, issue, "unknown"))


@pytest.mark.parametrize(
    ("words", "authority"),
    [
        ("Ukrainian President", "head"),
        ("caretaker Prime Minister", "head"),
        ("union president", "head"),
        ("general secretary of the union", "head"),
        ("secretary-general of the League", "head"),
        ("chief executive", "head"),
        ("Deputy Trade Minister", "minister"),
        ("deputy prime minister", "minister"),
        ("vice president", "minister"),
        ("secretary of state", "minister"),
        ("ambassador to Berlin", "minister"),
        ("Kyiv’s top negotiator", "negotiator"),
        ("head of the Arnish delegation", "negotiator"),
        ("special envoy", "negotiator"),
        ("Kremlin spokesman", "spokesperson"),
        ("spokeswoman for the President", "spokesperson"),
        ("U.S. delegation", "institution"),
        ("Foreign Ministry", "institution"),
        ("the president’s office", "institution"),
        ("former president", None),
        ("president-elect", None),
        ("leader of the opposition", None),
        ("adviser to the president", None),
        ("Foreign Ministry official", None),
        ("member of parliament", None),
        ("fisherman", None),
    ],
)
def test_who_speaks_for_a_party(words: str, authority: str | None) -> None:
    assert authority_in(words) == authority


def test_the_latest_by_saying_stands_not_the_latest_printed() -> None:
    early = Page("a", "2031-03-10").say("reject", "no lease", said="2031-03-09")
    late = Page("b", "2031-03-20").say("accept", "a lease", said="2031-03-01")
    found = at(view(early, late))
    assert (found.stance, str(found.since)) == ("reject", "2031-03-09")


def test_without_a_date_of_saying_publication_counts() -> None:
    found = at(view(Page(published="2031-03-02T09:00Z").say("demand", "the land back")))
    assert str(found.since) == "2031-03-02"


@pytest.mark.parametrize("certainty", ["anonymous", "hedged", "rumour"])
def test_what_nobody_stands_by_changes_nothing(certainty: str) -> None:
    page = Page().say("reject", "no lease", said="2031-03-01")
    page.say("accept", "a lease after all", said="2031-03-02", certainty=certainty)
    assert at(view(page)).stance == "reject"


@pytest.mark.parametrize("role", [None, "fisherman", "former president", "official"])
def test_who_does_not_speak_for_it_changes_nothing(role: str | None) -> None:
    page = Page().say("reject", "no lease", said="2031-03-01")
    page.say("accept", "a lease", said="2031-03-02", by="Bo Lund", role=role)
    assert at(view(page)).speaker == "Ana Ruiz"


def test_the_party_itself_speaks() -> None:
    assert at(view(Page().say("demand", "the land", by="Arnland", role=None))).status == "stated"


def test_an_opposition_at_the_table_has_its_own_voice() -> None:
    front = (Party("front", "United Opposition", "movement", (), "principal"),)
    page = Page(parties=front).say("demand", "a vote", party="front", role="opposition leader")
    assert at(view(page), "front").status == "stated"


def test_an_office_is_known_from_another_report() -> None:
    first = Page("a").say("assess", "all is well", by="Ana Ruiz", role="foreign minister")
    then = Page("b", "2031-03-05").say("demand", "the land", by="Ruiz", role=None)
    assert at(view(first, then)).stance == "demand"


def test_what_another_party_reports_one_as_saying_is_hearsay() -> None:
    page = Page().say("inform", "Arnland accepts the lease", party="bel", id="outer")
    page.say("accept", "the lease", by="Arnland", role=None, nested_in="outer")
    assert at(view(page), "arn").status == "unknown"


@pytest.mark.parametrize("stance", ["assess", "inform", "accuse", "deny"])
def test_telling_how_things_are_is_no_position(stance: str) -> None:
    page = Page().say(stance, "it is so").say("demand", "a truce", party="bel", by="Eva Holm")
    assert at(view(page)).status == "unknown"


def test_a_hope_counts_until_something_firmer_is_said() -> None:
    page = Page().say("hope", "to settle it", said="2031-03-01")
    assert at(view(page)).stance == "hope"
    page.say("demand", "the land", said="2031-03-02").say("hope", "for it", said="2031-03-04")
    assert at(view(page)).stance == "demand"


def test_equal_voices_within_48_hours_divide() -> None:
    page = Page("a", "2031-03-05").say("reject", "no truce", said="2031-03-01", issues="truce")
    page.say("accept", "a truce", said="2031-03-03", by="Bo Lund", issues="truce")
    found = at(view(page), issue="truce")
    assert (found.status, found.stance) == ("divided", "accept")
    assert [e.words for e in found.others] == ["no truce", "a truce"]


@pytest.mark.parametrize(
    ("day", "by", "role", "stance"),
    [
        ("2031-03-04", "Bo Lund", "defence minister", "accept"),
        ("2031-03-02", "Ana Ruiz", "foreign minister", "accept"),
        ("2031-03-02", "Bo Lund", "president", "accept"),
        ("2031-03-02", "Bo Lund", "defence minister", "demand"),
    ],
    ids=["after 48 hours", "same speaker", "higher authority", "no exclusion"],
)
def test_otherwise_the_later_word_stands(day: str, by: str, role: str, stance: str) -> None:
    page = Page("a", "2031-03-05").say("reject", "no truce", said="2031-03-01")
    page.say(stance, "a truce", said=day, by=by, role=role)
    found = at(view(page))
    assert (found.status, found.stance) == ("stated", stance)


def test_nobody_lower_overrules_the_head_within_48_hours() -> None:
    page = Page("a", "2031-03-09").say("accept", "yes", said="2031-03-01", role="president")
    page.say("reject", "no", said="2031-03-02", by="Bo Lund", role="spokesman")
    assert at(view(page)).stance == "accept"
    page.say("reject", "still no", said="2031-03-05", by="Bo Lund", role="spokesman")
    assert at(view(page)).stance == "reject"


def test_other_terms_by_another_voice_divide() -> None:
    page = Page("a", "2031-03-09")
    page.say(
        "conditional_offer",
        "We leave the hills for a treaty",
        gives="leave the hills",
        gets="a treaty",
        said="2031-03-01",
    )
    page.say(
        "conditional_offer",
        "We open the port for grain",
        gives="open the port",
        gets="grain",
        said="2031-03-02",
        by="Bo Lund",
    )
    assert at(view(page)).status == "divided"


def test_on_one_occasion_the_exchange_outweighs_the_rest() -> None:
    page = Page().say("conditional_offer", "We leave for a treaty", gives="leave", gets="a treaty")
    page.say("reject", "but never the bridge").say("support", "the mood is good")
    assert at(view(page)).stance == "conditional_offer"


def test_repeating_does_not_renew() -> None:
    first = Page("a").say("reject", "no panel", said="2031-03-02")
    again = Page("b", "2031-03-09").say("reject", "still no panel", said="2031-03-09")
    found = at(view(first, again))
    assert str(found.since) == "2031-03-02"
    assert [e.words for e in found.evidence] == ["no panel", "still no panel"]
    assert movement(view(first, again)) == ()


def test_other_figures_renew() -> None:
    first = Page("a").say("demand", "a rise of 12 percent", said="2031-03-02")
    less = Page("b", "2031-03-09").say("demand", "a rise of ten percent", said="2031-03-09")
    (move,) = movement(view(first, less))
    assert (move.before.words, str(move.when)) == ("a rise of 12 percent", "2031-03-09")


def test_first_positions_are_no_movement_and_an_offer_then_a_promise_neither() -> None:
    page = Page("a", "2031-03-09").say("offer", "a truce", said="2031-03-01")
    page.say("commit", "to the truce", said="2031-03-05")
    assert movement(view(page)) == ()
    assert str(at(view(page)).since) == "2031-03-05"


def test_unknown_is_listed_as_unknown() -> None:
    found = at(view(Page().say("demand", "the land")), "bel")
    assert found == Position("bel", "land", "unknown")


def test_without_roles_all_who_spoke_have_rows() -> None:
    page = Page(parties=WITHOUT_ROLES).say("demand", "the land")
    page.say("assess", "it is hard", party="med", by="Pia Moss", role="mediator")
    assert {p.party for p in positions(view(page))} == {"arn", "med"}


def test_an_issue_named_as_a_sticking_point_has_rows() -> None:
    page = Page().tell("The truce remains the main sticking point", issues="truce")
    assert [p.status for p in positions(view(page)) if p.issue == "truce"] == ["unknown"] * 2


def test_words_told_twice_are_one_voice() -> None:
    words = "Arnland will open the northern port to grain ships"
    first = Page("a").say("offer", words, said="2031-03-02")
    other = Page("b", "2031-03-03").say("offer", f"that {words.lower()}", said="2031-03-02")
    assert len(at(view(first, other)).evidence) == 2
    assert at(view(first, other)).evidence[0].source == "a"


SAYINGS = st.lists(
    st.tuples(
        st.sampled_from(get_args(Stance)),
        st.sampled_from([("Ana Ruiz", "foreign minister"), ("Bo Lund", "president")]),
        st.sampled_from(["arn", "bel"]),
        st.sampled_from(["land", "truce", "land truce"]),
        st.integers(1, 6),
    ),
    max_size=8,
)


def _pages(told: list[tuple[str, tuple[str, str], str, str, int]]) -> list[Page]:
    return [
        Page(f"r{number}", "2031-03-08").say(
            stance,
            f"words number {number} of {stance}",
            by=f"{who[0]} of {party}",
            role=who[1],
            party=party,
            issues=issues,
            said=f"2031-03-0{day}",
        )
        for number, (stance, who, party, issues, day) in enumerate(told)
    ]


@settings(max_examples=80, deadline=None)
@given(SAYINGS, st.randoms(use_true_random=False))
def test_the_order_in_which_reports_come_in_does_not_matter(told, random) -> None:
    reports = [page.report() for page in _pages(told)]
    mixed = list(reports)
    random.shuffle(mixed)
    assert positions(view_of_reports(reports)) == positions(view_of_reports(mixed))
    assert movement(view_of_reports(reports)) == movement(view_of_reports(mixed))


@settings(max_examples=80, deadline=None)
@given(SAYINGS, st.sampled_from(["anonymous", "hedged", "rumour"]), st.data())
def test_adding_what_nobody_stands_by_never_changes_positions(told, certainty, data) -> None:
    pages = _pages(told)
    before = positions(view(*pages))
    extra = Page("x", "2031-03-08").say(
        data.draw(st.sampled_from(["accept", "reject", "demand"])),
        data.draw(st.sampled_from(["the truce remains unresolved", "words number 0 of accept"])),
        by=data.draw(st.sampled_from([None, "Ana Ruiz of arn"])),
        party=data.draw(st.sampled_from(["arn", "bel", None])),
        issues=data.draw(st.sampled_from(["land", "talks"])),
        said="2031-03-07",
        certainty=certainty,
    )
    assert positions(view(*pages, extra)) == before


@settings(max_examples=50, deadline=None)
@given(SAYINGS)
def test_every_principal_and_issue_has_exactly_one_row(told) -> None:
    seen = view(*_pages(told))
    rows = [(p.party, p.issue) for p in positions(seen)]
    assert len(rows) == len(set(rows))
    assert {party for party, _ in rows} <= {"arn", "bel"}
    assert all(
        (p.status == "unknown") == (p.stance is None and not p.evidence) for p in positions(seen)
    )
