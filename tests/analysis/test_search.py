"""A search ranks what a view shows, by that view alone."""

from __future__ import annotations

from dataclasses import replace

import made

from onetext.analysis.search import search
from onetext.record.view import View


def two() -> View:
    one = made.Page().say("demand", "Arnland keeps the lake and the lakes of the north.")
    other = made.Page(id="r2").say("offer", "The narrows stay open to ships.", party="bel")
    return made.view(one, other)


def test_the_place_with_the_rarer_word_comes_first() -> None:
    found = search(two(), "lake ships the")
    assert [hit.where for hit in found] == ["r1/s1", "r2/s1"]
    assert search(two(), "the open narrows")[0].where == "r2/s1"


def test_case_and_plural_do_not_matter_and_other_words_find_nothing() -> None:
    assert [hit.where for hit in search(two(), "SHIP")] == ["r2/s1"]
    assert search(two(), "harbour") == search(two(), " ?! ") == ()
    assert len(search(two(), "the", most=1)) == 1


def test_a_search_counts_its_own_view_only() -> None:
    both, alone = two(), made.view(made.Page().say("demand", "The lake is ours."))
    assert search(both, "ship")[0].score != search(alone, "lake")[0].score
    assert search(replace(both, lines=()), "ship") == search(both, "ship")
