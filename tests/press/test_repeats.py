"""The same words told twice."""

import time

from hypothesis import given
from hypothesis import strategies as st

from onetext.press.resolving.repeats import repeats
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Speaker, Statement


def made(*rows):
    text, statements, at = "", [], 0
    for number, (party, words) in enumerate(rows, 1):
        text += words + "\n"
        span = Span(at, at + max(1, len(words)))
        at += len(words) + 1
        statements.append(
            Statement(
                f"s{number}",
                "r",
                Speaker("X", party=party),
                None,
                (span,),
                (),
                "indirect",
                "inform",
            )
        )
    return repeats(text, statements)


FULL = "that the harbour would stay shut until the last crane had been checked"


def test_a_headline_repeats_the_body():
    assert made(("a", "harbour would stay shut until crane checked"), ("a", FULL)) == {"s1": "s2"}


def test_the_later_of_two_equals_is_the_repeat():
    assert made(("a", FULL), ("a", FULL)) == {"s2": "s1"}


def test_other_sides_short_words_and_other_orders_are_no_repeats():
    assert made(("a", FULL), ("b", FULL)) == {}
    assert made(("a", "no deal"), ("a", "no deal at all today")) == {}
    assert made(("a", "checked been had crane last the until"), ("a", FULL)) == {}


WORDS = st.lists(st.sampled_from("the harbour crane shut until no deal today".split()), max_size=9)


@given(st.lists(st.tuples(st.sampled_from("ab"), WORDS.map(" ".join)), max_size=9))
def test_nothing_repeats_itself_or_a_repeat(rows):
    found = made(*rows)
    for repeat, full in found.items():
        assert repeat != full
        assert len(rows[int(full[1:]) - 1][1].split()) >= len(rows[int(repeat[1:]) - 1][1].split())
        assert rows[int(full[1:]) - 1][0] == rows[int(repeat[1:]) - 1][0]


def test_quick_on_many_statements():
    rows = [("a", f"word{i} harbour crane{i} shut until{i} today") for i in range(3000)]
    start = time.perf_counter()
    assert made(*rows) == {}
    assert time.perf_counter() - start < 5
