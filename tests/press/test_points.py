"""A long statement is cut where it turns to something else, and only there."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.press.finding.attribution import Attribution
from onetext.press.labelling.points import points_of
from onetext.press.lexicon.issues import IssueLexicon
from onetext.press.lexicon.parties import PartyTable
from onetext.press.reader import Reader
from onetext.terms.said.form import from_form, to_form
from onetext.terms.said.source import Source
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Point

LEXICON = IssueLexicon.load()
PARTIES = PartyTable.load()


@cache
def reader() -> Reader:
    return Reader.load()


def attributed(text: str, *contents: str, cue: str = "said", stance: str = "inform") -> Attribution:
    """Return an attribution with these contents, each found after the one before it."""
    spans, at = [], 0
    for words in contents:
        start = text.index(words, at)
        at = start + len(words)
        spans.append(Span(start, at))
    where = text.find(f" {cue}")
    found = Span(where + 1, where + 1 + len(cue)) if where >= 0 else None
    return Attribution(0, "verb", None, found, tuple(spans), cue, stance)


def cut(text: str, *contents: str, **more: str) -> list[tuple[str, str]]:
    """Return stance and words of each point of a text in which these contents are said."""
    found = points_of(text, attributed(text, *(contents or (text,)), **more), LEXICON)
    return [(point.stance, point.span.of(text)) for point in found]


def test_each_sentence_that_names_an_issue_is_a_point() -> None:
    quote = "“We accept the ceasefire. The prisoners must be released at once.”"
    assert cut(f"{quote} the envoy said.", quote) == [
        ("accept", "We accept the ceasefire."),
        ("demand", "The prisoners must be released at once."),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "“We accept the ceasefire.”",
        "that the ceasefire holds",
        "“The ceasefire must begin today. The ceasefire must begin in the north too.”",
        "“We accept the ceasefire. It begins at midnight. Nobody here will be sorry.”",
        "“Mr. Renn of the U.S. delegation left.”",
        "that the report of the ministry and that of the bank differed",
        "to ensure that the ceasefire holds and that the prisoners come home",
        "“Never. Never.”",
        "“”",
        "…",
    ],
)
def test_a_statement_that_does_one_thing_has_no_points(words: str) -> None:
    assert cut(f"Renn said {words}", words) == []


def test_an_aside_that_names_no_issue_goes_with_the_sentence_before_it() -> None:
    text = (
        "“We accept the ceasefire. Who cannot command it will leave. The prisoners must go free.”"
    )
    assert [words for _, words in cut(text)] == [
        "We accept the ceasefire. Who cannot command it will leave.",
        "The prisoners must go free.",
    ]


def test_but_opens_a_point_of_its_own_on_the_same_issue() -> None:
    text = "“We accept the ceasefire. But we will not withdraw first.”"
    found = points_of(text, attributed(text, text), LEXICON)
    assert [point.stance for point in found] == ["accept", "reject"]
    assert found[0].issues[:1] == ("ceasefire",)


def test_clauses_that_hang_on_one_cue_are_cut_apart() -> None:
    words = "that the ceasefire would hold and that the prisoners must be released"
    assert [said for _, said in cut(f"Renn said {words}.", words)] == [
        "that the ceasefire would hold",
        "that the prisoners must be released",
    ]


def test_a_semicolon_cuts_only_where_a_clause_stands_on_either_side() -> None:
    words = "“We accept the ceasefire; the prisoners must be released.”"
    assert len(cut(words)) == 2
    assert cut("“We thank the crews; the medics; the ceasefire monitors; all of them.”") == []


def test_a_long_sentence_is_cut_before_its_next_subject_and_a_short_one_is_not() -> None:
    tail = ", but we demand that the prisoners be released"
    short = f"“We accept the ceasefire{tail}.”"
    assert cut(short) == []
    middle = " that was laid before both delegations in the old customs house by the lake" * 3
    assert [words for _, words in cut(f"“We accept the ceasefire{middle}{tail}.”")] == [
        f"We accept the ceasefire{middle}",
        f"{tail.removeprefix(', but ')}.".strip(),
    ]


def test_no_cut_runs_through_a_condition() -> None:
    text = (
        "“We will sign the ceasefire,” Renn said, "
        "“if the prisoners are released. The sanctions must go.”"
    )
    quotes = (
        "“We will sign the ceasefire,”",
        "“if the prisoners are released. The sanctions must go.”",
    )
    found = points_of(text, attributed(text, *quotes), LEXICON)
    first = found[0]
    assert first.condition is not None
    assert first.span.of(text).endswith("if the prisoners are released.")
    assert [point.condition for point in found[1:]] == [None] * (len(found) - 1)


def test_two_offers_on_one_issue_stay_two() -> None:
    text = (
        "“We will release the prisoners if you open the port. "
        "We will release the prisoners in exchange for the bodies of the fallen.”"
    )
    found = points_of(text, attributed(text, text), LEXICON)
    assert len(found) in (0, 2)
    assert all(point.condition for point in found)


def test_a_point_runs_over_the_cue_that_interrupts_its_sentence() -> None:
    text = "“The ceasefire,” Renn said, “must begin today. We have released the prisoners.”"
    quotes = ("“The ceasefire,”", "“must begin today. We have released the prisoners.”")
    assert [words for _, words in cut(text, *quotes)] == [
        "The ceasefire,” Renn said, “must begin today.",
        "We have released the prisoners.",
    ]


def test_the_cue_speaks_only_for_the_sentence_next_to_it() -> None:
    text = "Renn demanded the prisoners’ release. “The ceasefire is holding.”"
    found = cut(
        text,
        "the prisoners’ release",
        "“The ceasefire is holding.”",
        cue="demanded",
        stance="demand",
    )
    assert found[0] == ("demand", "the prisoners’ release")
    assert found[1][0] in ("assess", "inform")


@pytest.mark.parametrize(
    ("quote", "first"),
    [
        ("“The ‘ceasefire’ is dead. Release the prisoners!”", "The ‘ceasefire’ is dead."),
        ("The “ceasefire” is dead. Release the prisoners!", "The “ceasefire” is dead."),
        (
            "the ceasefire was “a fine thing.” The prisoners must be freed.",
            "the ceasefire was “a fine thing.”",
        ),
        (
            "“The ceasefire has ended [...] The prisoners must be freed.”",
            "The ceasefire has ended [...]",
        ),
    ],
)
def test_marks_stay_where_their_fellow_stands(quote: str, first: str) -> None:
    assert cut(quote)[0][1] == first


def test_targets_are_those_named_in_the_point() -> None:
    text = "“Turkey must keep the ceasefire. Israel must release the prisoners.”"
    found = points_of(
        text, attributed(text, text), LEXICON, PARTIES.mentions(text), party="syria", issues=()
    )
    assert [point.targets for point in found] == [("turkey",), ("israel",)]


def test_the_reader_fills_points_and_lists_their_issues() -> None:
    text = (
        "The ministry issued the following statement:\n\n"
        "Syria accepts the ceasefire from Monday.\n\n"
        "The sanctions must be lifted in full before any prisoners are exchanged.\n"
    )
    report = reader().read(Source("a", text))
    (statement,) = report.statements
    assert len(statement.points) == 2
    listed = {issue.id for issue in report.issues}
    assert {issue for point in statement.points for issue in point.issues} <= listed
    assert from_form(to_form(report), text).statements == report.statements


_WORDS = st.sampled_from(
    "we|accept|reject|must|that|and|but|if|the|ceasefire|prisoners|you will|.|. |; |, |“|”|'|’|\"|"
    "\n\n|[...]| |?|Mr.".split("|")
)


@given(st.lists(_WORDS, min_size=1, max_size=60), st.integers(0, 3))
def test_points_lie_in_order_inside_the_content_without_space_at_their_ends(
    words: list[str], cuts: int
) -> None:
    text = " ".join(words)
    size = max(1, len(text) // (cuts + 1))
    contents = tuple(Span(at, min(at + size, len(text))) for at in range(0, len(text), size))
    found: tuple[Point, ...] = points_of(
        text, Attribution(0, "block", None, None, contents), LEXICON
    )
    assert len(found) != 1
    for point in found:
        assert any(content.overlaps(point.span) for content in contents)
        assert point.span.of(text) == point.span.of(text).strip() != ""
    for one, other in pairwise(found):
        assert one.span.end <= other.span.start
        same = one.stance == other.stance and set(one.issues) == set(other.issues)
        assert not same or (one.condition and other.condition)


def test_hostile_marks_cost_little() -> None:
    for text in ("“" * 30_000, "; " * 20_000, "'a " * 15_000, "and that " * 8_000, "if. " * 8_000):
        words = text + "We accept. They must go."
        points_of(words, Attribution(0, "block", None, None, (Span(0, len(words)),)), LEXICON)
