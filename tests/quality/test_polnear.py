"""The definitions of PolNeAR's figures, on a sentence of our own."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import polnear
from figures import Tally
from gold_sets import MissingData
from polnear import ROLES, Roles, WordsOf, score

TEXT = "“The pool stays open,” councillor Brandt said, adding that heating would cost more."


def at(*words: str) -> tuple[tuple[int, int], ...]:
    return tuple((TEXT.index(w), TEXT.index(w) + len(w)) for w in words)


SAID: Roles = {
    "source": at("councillor Brandt"),
    "cue": at("said"),
    "content": at("“The pool stays open,”"),
}
ADDING: Roles = {"source": (), "cue": at("adding"), "content": at("that heating would cost more")}


def test_what_is_the_same_is_right_in_every_way() -> None:
    for name, tally in score(TEXT, [SAID, ADDING], [ADDING, SAID]).items():
        assert tally.hits == tally.given == tally.due, name


def test_an_empty_role_is_neither_given_nor_due() -> None:
    assert score(TEXT, [ADDING], [ADDING])["exact source"] == Tally(0, 0, 0)
    invented = ADDING | {"source": at("Brandt")}
    assert score(TEXT, [ADDING], [invented])["exact source"] == Tally(0, 1, 0)
    assert score(TEXT, [invented], [ADDING])["exact source"] == Tally(0, 0, 1)


def test_marks_count_only_in_the_strict_way() -> None:
    bare = SAID | {"content": at("The pool stays open")}
    figures = score(TEXT, [SAID], [bare])
    assert figures["exact content"] == Tally(1, 1, 1)
    assert figures["strict content"] == Tally(0, 1, 1)


def test_a_leading_that_counts() -> None:
    bare = ADDING | {"content": at("heating would cost more")}
    assert score(TEXT, [ADDING], [bare])["exact content"] == Tally(0, 1, 1)


def test_a_word_too_few_is_not_exact_and_overlaps_in_the_rest() -> None:
    short = SAID | {"source": at("Brandt")}
    figures = score(TEXT, [SAID], [short])
    assert figures["exact source"] == figures["bag source"] == Tally(0, 1, 1)
    assert figures["overlap source"] == Tally(1, 1, 2)


def test_the_right_source_at_the_wrong_attribution_counts_only_unpaired() -> None:
    """Gold gives Brandt to the first attribution; here the second has him."""
    swapped = [SAID | {"source": ()}, ADDING | {"source": at("councillor Brandt")}]
    figures = score(TEXT, [SAID, ADDING], swapped)
    assert figures["exact source"] == Tally(0, 1, 1)
    assert figures["bag source"] == Tally(1, 1, 1)


def test_attributions_that_share_neither_cue_nor_content_are_not_paired() -> None:
    other = ADDING | {"source": at("councillor Brandt")}
    assert score(TEXT, [SAID], [other])["attributions"] == Tally(0, 1, 1)


def test_a_split_content_is_one_role_of_several_spans() -> None:
    whole = SAID | {"content": at("“The pool", "stays open,”")}
    assert score(TEXT, [whole], [SAID])["exact content"] == Tally(1, 1, 1)
    assert score(TEXT, [whole], [SAID])["strict content"] == Tally(0, 1, 1)


def test_the_finder_gives_the_three_roles_of_this_sentence() -> None:
    first = polnear.find(TEXT, "2031-05-02")[0]
    assert {role: tuple(TEXT[s:e] for s, e in first[role]) for role in ROLES} == {
        "source": ("councillor Brandt",),
        "cue": ("said",),
        "content": ("“The pool stays open,”",),
    }


spans = st.lists(st.integers(0, 8), min_size=0, max_size=4, unique=True).map(
    lambda cuts: tuple(zip(sorted(cuts)[::2], sorted(cuts)[1::2], strict=False))
)


@settings(deadline=None)
@given(spans)
def test_words_are_those_that_touch(marked: tuple[tuple[int, int], ...]) -> None:
    text = "ab, c-de"
    words = {0: range(0, 2), 4: range(4, 5), 6: range(6, 8)}
    expected = {
        start for start, word in words.items() for s, e in marked if set(word) & set(range(s, e))
    }
    assert WordsOf(text)(marked) == expected


roles = st.fixed_dictionaries({role: spans for role in ROLES})


@settings(deadline=None)
@given(st.lists(roles, max_size=4), st.lists(roles, max_size=4))
def test_no_more_is_right_than_is_given_or_due(due: list[Roles], given: list[Roles]) -> None:
    for tally in score("ab, c-de", due, given).values():
        assert tally.hits <= min(tally.given, tally.due)
    for name, tally in score("ab, c-de", due, due).items():
        if name.split()[0] in ("bag", "overlap"):
            assert tally.hits == tally.given == tally.due


@pytest.mark.shared
def test_what_is_told_is_figures_only(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        titles = [row["title"] for row in polnear.articles()]
    except MissingData as fault:
        pytest.skip(str(fault))
    assert polnear.main(["--humans", "--json"]) == 0
    out = capsys.readouterr().out
    assert {row["figure"] for row in json.loads(out)} >= {"exact cue", "overlap content"}
    assert not any(title in out for title in titles if title)
