"""The definitions of the figures, on a report of three sentences."""

from typing import Any

from figures import Tally
from scoring import match, score

TEXT = (
    "Mayor Ana Pires said that the bridge would close. “We had no choice,” she told reporters. "
    "The ferry union called for talks if fares stay frozen."
)


def at(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def statement(content: str, **more: Any) -> dict[str, Any]:
    return {
        "speaker": {"name": "Ana Pires", "party": "city"},
        "content_spans": [at(content)],
        "verbatim_spans": [],
        "quote_type": "indirect",
        "stance": "inform",
        "date": None,
        "channel": None,
        "certainty": "attributed",
    } | more


def report(*statements: dict[str, Any], events: Any = (), aliases: Any = ()) -> dict[str, Any]:
    parties = [{"id": "city", "name": "City of Vell", "aliases": list(aliases)}]
    return {"parties": parties, "statements": list(statements), "events": list(events)}


CLOSE = "that the bridge would close"
CHOICE = "“We had no choice,”"
TALKS = "talks if fares stay frozen"
IF = [TEXT.index("if fares"), TEXT.index("if fares") + 2]


def test_marks_and_a_leading_that_do_not_count() -> None:
    gold = report(statement(CLOSE), statement(CHOICE))
    read = report(statement("the bridge would close."), statement("We had no choice"))
    assert score(gold, read, TEXT)["statements"] == Tally(2, 2, 2)


def test_half_the_words_are_enough_and_less_is_not() -> None:
    assert match([statement(TALKS)], [statement("fares stay frozen")], TEXT) == {0: 0}
    assert match([statement(TALKS)], [statement("stay frozen")], TEXT) == {}


def test_each_stands_for_one_and_the_best_go_first() -> None:
    due = [statement(CLOSE)]
    given = [statement("the bridge would"), statement(CLOSE)]
    assert match(due, given, TEXT) == {0: 1}


def test_nested_and_repeated_statements_count_only_when_found() -> None:
    gold = report(
        statement(CLOSE), statement(CHOICE, nested_in="s1"), statement(TALKS, same_as="s1")
    )
    assert score(gold, report(statement(CLOSE)), TEXT)["statements"] == Tally(1, 1, 1)
    found = score(gold, report(statement(CLOSE), statement(CHOICE)), TEXT)
    assert found["statements"] == Tally(2, 2, 2)


def test_statements_without_content_are_not_given() -> None:
    read = report(statement(CLOSE), statement(CLOSE, content_spans=[]))
    assert score(report(statement(CLOSE)), read, TEXT)["statements"] == Tally(1, 1, 1)


def test_a_speaker_is_right_by_last_name_or_by_party() -> None:
    gold = report(statement(CLOSE), aliases=["town hall"])
    for name, party, right in [
        ("Mayor Pires", None, (1, 1, 0)),
        ("the mayor", "city", (1, 0, 1)),
        ("Ana", "Town Hall", (1, 0, 1)),
        ("Ana", "union", (0, 0, 0)),
        (None, None, (0, 0, 0)),
    ]:
        figures = score(
            gold, report(statement(CLOSE, speaker={"name": name, "party": party})), TEXT
        )
        assert tuple(figures[f].hits for f in ("speaker", "name", "party")) == right, (name, party)


def test_no_party_on_either_side_is_the_same_party() -> None:
    nobody = {"name": None, "party": None}
    figures = score(
        report(statement(CLOSE, speaker=nobody)), report(statement(CLOSE, speaker=nobody)), TEXT
    )
    assert figures["party"] == Tally(1, 1, 1)
    assert figures["name"] == Tally()


def test_an_accepted_other_stance_is_right() -> None:
    gold = report(statement(CLOSE, stance="demand", stance_alt=["propose"]))
    assert score(gold, report(statement(CLOSE, stance="propose")), TEXT)["stance"].hits == 1
    assert score(gold, report(statement(CLOSE, stance="hope")), TEXT)["stance"].hits == 0


def test_dates_and_channels_count_where_gold_has_them_and_known_counts_everywhere() -> None:
    gold = report(
        statement(CLOSE, date="2031-05-01", channel={"type": "press:remarks"}), statement(CHOICE)
    )
    read = report(
        statement(CLOSE, date="2031-05-01", channel={"type": "press"}),
        statement(CHOICE, date="2031-05-02", channel={"type": "letter"}),
    )
    figures = score(gold, read, TEXT)
    assert figures["date"] == figures["channel"] == Tally(1, 1, 1)
    assert figures["date known"] == figures["channel known"] == Tally(1, 2, 2)


def test_verbatim_spans_are_right_only_when_all_are_exact() -> None:
    exact = [at("We had no choice,")]
    gold = report(statement(CHOICE, verbatim_spans=exact))
    assert score(gold, report(statement(CHOICE, verbatim_spans=exact)), TEXT)["verbatim"].hits == 1
    short = [at("We had no choice")]
    assert score(gold, report(statement(CHOICE, verbatim_spans=short)), TEXT)["verbatim"].hits == 0


def test_a_condition_needs_its_two_sides_and_the_link_is_asked_for_apart() -> None:
    sides = {"gives_span": at("talks"), "gets_span": at("fares stay frozen")}
    gold = report(statement(TALKS, condition=sides | {"link": "if"}))
    for given, hits in [
        (sides | {"link_span": IF}, (1, 1)),
        (sides | {"link_span": None}, (1, 0)),
        (sides | {"gets_span": at("fares")}, (0, 0)),
        (None, (0, 0)),
    ]:
        figures = score(gold, report(statement(TALKS, condition=given)), TEXT)
        assert (figures["condition"].hits, figures["condition link"].hits) == hits


def test_an_event_is_found_once_by_type_and_touching_evidence() -> None:
    def event(kind: str, words: str) -> dict[str, Any]:
        return {"type": kind, "evidence_spans": [at(words)]}

    gold = report(events=[event("unilateral", "bridge would close"), event("meeting", "talks")])
    read = report(
        events=[
            event("unilateral", "close"),
            event("unilateral", "bridge"),
            event("call", "talks"),
        ]
    )
    assert score(gold, read, TEXT)["events"] == Tally(1, 3, 2)


def test_recall_by_quote_type() -> None:
    gold = report(statement(CLOSE), statement(CHOICE, quote_type="direct"))
    figures = score(gold, report(statement(CLOSE)), TEXT)
    assert figures["found indirect"] == Tally(1, 1, 1)
    assert figures["found direct"] == Tally(0, 1, 1)
    assert figures["found mixed"] == Tally()
