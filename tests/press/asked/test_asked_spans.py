"""Copied words are found where they stand once, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_server import of, part, statement

from onetext.press.asked.answer import Answer, Unusable, parse
from onetext.press.asked.grounding import (
    APART,
    NO_NUMBER,
    NOT_ONCE,
    NOT_THERE,
    NOTHING,
    OVER_EACH_OTHER,
    TWO_WAYS,
    Ungrounded,
    ground,
)
from onetext.press.asked.showing import Window, windows
from onetext.press.asked.stretch import Stretch
from onetext.press.finding.finder import RuleFinder
from onetext.press.text.sentences import cut
from onetext.terms.said.span import Span

TEXT = (
    "Envoy Ada Lind said the ferry would run, but harbour master Bo Ek said it “would not.”\n\n"
    "“We have a boat,” she added. “It floats.”\n"
    "“It has\u00a0oars,  too.”\n\n"
    "The harbour was calm. A third envoy left.\n"
)


def window(text: str = TEXT) -> Window:
    page = cut(text)
    [made] = windows(page, RuleFinder().find(page, ()))
    return made


def words(*named: object, text: str = TEXT) -> list[str | None]:
    """Return source, cue and contents that one statement grounds to."""
    found = ground(window(text), said(*named))
    return [
        found.source.of(text) if found.source else None,
        found.cue.of(text) if found.cue else None,
        *(c.of(text) for c in found.contents),
    ]


def said(*named: object):  # type: ignore[no-untyped-def]
    answer = Answer.model_validate(of(statement(*named)))
    return answer.statements[0]


def why(*named: object, text: str = TEXT) -> str:
    with pytest.raises(Ungrounded) as fault:
        ground(window(text), said(*named))
    return fault.value.why


# What stands there.


def test_words_and_numbers() -> None:
    two_saids = [c for c in window().candidates if c.of(TEXT) == "said"]
    assert len(two_saids) == 2  # each stands there twice, so that nobody could copy it
    second = window().candidates.index(two_saids[1]) + 1
    assert words(
        part("harbour master Bo Ek", 1), part(None, None, second), part("it “would not.”", 1)
    ) == [
        "harbour master Bo Ek",
        "said",
        "it “would not.”",
    ]
    assert TEXT.index("said it") == two_saids[1].start


def test_quotes_and_white_space_are_made_alike_and_nothing_else() -> None:
    assert words(part("she", 2), part("added", 2), part('"We have a boat,"', 2)) == [
        "she",
        "added",
        "“We have a boat,”",
    ]
    assert words(None, None, part('"It has oars, too."', 4)) == [
        None,
        None,
        "“It has\u00a0oars,  too.”",
    ]
    for near in ("We have a Boat,", "We have  boat", "We had a boat", "We have a boat.", "Wé have"):
        assert why(None, None, part(near, 2)) == NOT_THERE


def test_what_stands_there_as_it_is_written_wins_over_what_is_alike() -> None:
    text = 'He said "no" and “no” again.'
    stretch = Stretch(text, Span(0, len(text)))
    assert [p.start for p in stretch.places("“no”", stretch.span)] == [17]
    assert [p.start for p in stretch.places("«no»", stretch.span)] == [8, 17]


def test_a_whole_sentence_and_words_over_several() -> None:
    assert words(None, None, part(None, 5)) == [None, None, "The harbour was calm."]
    both = "The harbour was calm. A third envoy left"
    assert words(None, None, part(both, 5)) == [None, None, both]
    assert words(None, None, part(both)) == [None, None, both]


def test_pieces_that_follow_each_other_are_one() -> None:
    found = words(None, None, part(None, 6), part(None, 5))
    assert found == [None, None, "The harbour was calm. A third envoy left."]


def test_a_word_is_never_cut() -> None:
    assert why(None, None, part("e harbour was", 5)) == NOT_THERE
    assert words(part("it", 1), None, part("would run", 1))[0] == "it"  # and not in "with"
    accents = "He said cafe\u0301 and soup."
    assert why(None, None, part("cafe", 1), text=accents) == NOT_THERE


# What does not.


def test_words_that_stand_there_twice() -> None:
    assert why(None, part("said", 1), part("the ferry would run", 1)) == NOT_ONCE
    assert why(part("envoy"), None, part("would run", 1)) == APART
    assert why(None, None, part("harbour")) == NOT_ONCE


def test_words_of_another_sentence_or_of_none() -> None:
    assert why(None, None, part("The harbour was calm", 1)) == NOT_THERE
    assert why(None, None, part("the war is over", 1)) == NOT_THERE
    assert why(part("Ada Lind", 1), part("added", 2), part("“We have a boat,”", 2)) == APART
    assert why(part("she", 2), part("added", 2), part("The harbour was calm", 5)) == APART


def test_words_over_two_paragraphs() -> None:
    assert why(None, None, part("“It has oars, too.” The harbour", 4)) == NOT_THERE


def test_numbers_that_were_not_shown() -> None:
    for number in (0, -1, 7, 10**30):
        assert why(None, None, part(None, number)) == NO_NUMBER
        assert why(None, None, part("harbour", number)) == NO_NUMBER
    for number in (0, -1, 99):
        assert why(None, None, part(None, None, number)) == NO_NUMBER


def test_a_candidate_with_other_words() -> None:
    assert why(None, None, part("the war is over", None, 1)) == TWO_WAYS
    first = window().candidates[0]
    assert words(None, None, part(first.of(TEXT), None, 1))[2] == first.of(TEXT)


def test_nothing() -> None:
    assert why(part("she", 2), part("added", 2)) == NOTHING
    for none in (part(), part("", 2), part(" \n", 2), part("")):
        assert why(None, None, none) == NOTHING
    for bare in ("“", ".", ",”"):
        assert why(None, None, part(bare, 2)) == NOT_THERE


def test_parts_over_each_other() -> None:
    assert why(part("she", 2), part("added", 2), part(None, 2)) == OVER_EACH_OTHER
    assert (
        why(part("she added", 2), part("added", 2), part("“We have a boat,”", 2)) == OVER_EACH_OTHER
    )
    pieces = part("We have a", 2), part("have a boat", 2)
    assert why(None, None, *pieces) == OVER_EACH_OTHER
    assert words(None, None, part("We have", 2), part("We have", 2)) == [None, None, "We have"]


def test_contents_with_a_paragraph_left_out_between() -> None:
    assert why(None, None, part("the ferry", 1), part("calm", 5)) == APART
    assert words(part("she", 2), part("added", 2), part("the ferry", 1))[2] == "the ferry"


# The form.


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", "it is no whole JSON"),
        ("Sure! {}", "it is no whole JSON"),
        ('```json\n{"statements": []}\n```', "it is no whole JSON"),
        ("[" * 100_000, "it is no whole JSON"),
        ("9" * 10_000, "it is no whole JSON"),
        ("[]", "at the top there is a value of another kind"),
        ("{}", "at statements there is nothing"),
        ('{"statements": {}}', "at statements there is a value of another kind"),
        ('{"statements": [], "rm": 1}', "at the top there is more than was asked for"),
        (
            '{"statements": [{"source": null, "cue": null}]}',
            "at statements.0.contents there is nothing",
        ),
        (
            '{"statements": [{"source": "Ada", "cue": null, "contents": []}]}',
            "at statements.0.source there is a value of another kind",
        ),
        (
            '{"statements": [{"source": {"candidate": true, "sentence": null, "words": null},'
            ' "cue": null, "contents": []}]}',
            "at statements.0.source.candidate there is a value of another kind",
        ),
    ],
)
def test_an_answer_of_another_form(given: str, told: str) -> None:
    found = parse(given)
    assert isinstance(found, Unusable)
    assert found.why == told


def test_none_and_too_many_statements() -> None:
    assert isinstance(parse(None), Unusable)
    one = '{"source": null, "cue": null, "contents": []}'
    assert isinstance(parse('{"statements": [' + ",".join([one] * 401) + "]}"), Unusable)
    assert isinstance(parse('{"statements": [' + ",".join([one] * 400) + "]}"), Answer)


# Whatever is answered.

_TEXTS = st.one_of(
    st.just(TEXT),
    st.text(st.sampled_from("ab said“”\"'’.\n \u00a0\u0301é,:"), max_size=80),
    st.text(max_size=60),
)


@given(_TEXTS, st.data())
def test_every_span_is_verbatim_and_where_it_was_looked_for(text: str, data: st.DataObject) -> None:
    page = cut(text)
    for made in windows(page, RuleFinder().find(page, ())):
        low = data.draw(st.integers(0, len(text)))
        taken = text[low : low + data.draw(st.integers(0, 30))]
        sought = data.draw(st.one_of(st.just(taken), st.text(max_size=12)))
        number = data.draw(st.one_of(st.none(), st.integers(-1, len(made.sentences) + 1)))
        candidate = data.draw(st.one_of(st.none(), st.none(), st.integers(0, 4)))
        piece = part(data.draw(st.sampled_from([sought, None])), number, candidate)
        try:
            found = ground(made, said(None, None, piece))
        except Ungrounded:
            continue
        for span in found.contents:
            assert 0 <= span.start < span.end <= len(text)
            assert made.span.holds(span)
            if sought.strip() and piece["words"] is not None:
                alike = [" ".join(w.split()) for w in (span.of(text), sought)]
                for mark in "“”„‟«»″":
                    alike = [w.replace(mark, '"') for w in alike]
                for mark in "‘’‚‛‹›`´′":
                    alike = [w.replace(mark, "'") for w in alike]
                assert alike[0] == alike[1]


@given(
    st.text(st.sampled_from("ab “\"’'\n"), max_size=40),
    st.text(st.sampled_from("ab “\"’'"), max_size=4),
)
def test_places_are_those_that_looking_everywhere_finds(text: str, sought: str) -> None:
    def plain(words: str) -> str:
        for mark in "“”":
            words = words.replace(mark, '"')
        return " ".join(words.replace("’", "'").split())

    def free(start: int, end: int) -> bool:
        cut_before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
        cut_after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
        return not cut_before and not cut_after

    every = [
        (a, b)
        for a in range(len(text))
        for b in range(a + 1, len(text) + 1)
        if text[a:b] == text[a:b].strip() and free(a, b) and any(map(str.isalnum, text[a:b]))
    ]
    wanted = sought.strip()
    exact = [(a, b) for a, b in every if text[a:b] == wanted]
    alike = [(a, b) for a, b in every if plain(text[a:b]) == plain(wanted)]
    stretch = Stretch(text, Span(0, len(text)))
    found = [(p.start, p.end) for p in stretch.places(sought, stretch.span)]
    assert found == (exact or alike)
