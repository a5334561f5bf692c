"""Drafts of the stories, from their gold statements: exact, verbatim, and without any number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from drafts_read import expected, labels, same, told, verbatim

from gold import SHARED, STORIES, seed_view, story_issues, story_reports
from onetext.analysis.drafted.cited import Citing
from onetext.analysis.drafted.draft import Drafted, drafted
from onetext.cases.commented import dumps_with
from onetext.cases.loading import loads
from onetext.cases.writing import to_tree
from onetext.press.lexicon.issues import IssueLexicon
from onetext.record.view import View, view_of_reports
from onetext.terms.case import Case
from onetext.terms.packages.space import Choice

ALL = [
    *STORIES,
    pytest.param(
        "seed",
        marks=pytest.mark.skipif(not SHARED.exists(), reason="../shared/data is absent"),
    ),
]


@cache
def view_of(story: str) -> View:
    return seed_view() if story == "seed" else view_of_reports(story_reports(story))


@cache
def draft_of(story: str) -> Drafted:
    tables = [] if story == "seed" else [STORIES[story] / "issues.yaml"]
    return drafted(view_of(story), issues_in=IssueLexicon.load(*tables).find, id=story)


def texts_of(view: View) -> dict[str, str]:
    ids = [reference.id for reference in Citing(view).references]
    return {id: source.text for id, source in zip(ids, view.sources, strict=True)}


def in_order(case: Case) -> Case:
    return replace(case, grounds=tuple(sorted(case.grounds, key=lambda one: one.item)))


@pytest.mark.parametrize("story", ALL)
def test_offers_and_red_lines_are_those_that_a_person_drew_up(story: str) -> None:
    for found, wanted in zip(told(draft_of(story).case), expected(story), strict=True):
        left = list(found)
        for row in wanted:
            match = next((one for one in left if same(one, row)), None)
            assert match is not None, (row, left)
            left.remove(match)
        assert not left


@pytest.mark.parametrize("story", ALL)
def test_all_words_stand_in_the_source_at_the_place_named(story: str) -> None:
    assert verbatim(draft_of(story).case, texts_of(view_of(story))) > 20


@pytest.mark.parametrize("story", ALL)
def test_every_row_says_what_it_rests_on(story: str) -> None:
    case = draft_of(story).case
    tree = to_tree(case)
    rows = [row for part in tree.values() if isinstance(part, list) for row in part]
    rows += [option for issue in tree["issues"] for option in issue["options"]]
    named = [row for row in rows if row not in tree["sources"]]
    assert named
    for row in named:
        assert row["known"] == "reported"
        assert row["sources"]


def numbers_in(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from numbers_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from numbers_in(inner)
    elif isinstance(value, int | float | Decimal):
        yield value


@pytest.mark.parametrize("story", ALL)
def test_there_is_no_number_anywhere(story: str) -> None:
    case = draft_of(story).case
    tree = to_tree(case)
    assert tree.pop("format") == 1
    assert list(numbers_in(tree)) == []
    assert not case.sheets
    assert not case.ordered
    assert all(isinstance(matter, Choice) for matter in case.space.matters)


@pytest.mark.parametrize("story", ALL)
def test_the_file_loads_as_the_case_with_its_remarks_as_comments(story: str) -> None:
    made = draft_of(story)
    text = dumps_with(made.case, [(one.item, one.words) for one in made.remarks], head="Draft")
    assert in_order(loads(text)) == in_order(made.case)
    assert text.startswith("# Draft\n")
    said = " ".join(line.lstrip("# ") for line in text.splitlines() if line.startswith("#"))
    for remark in made.remarks:
        assert " ".join(remark.words.split()) in " ".join(said.split())


@pytest.mark.parametrize("story", list(STORIES))
def test_issues_are_those_of_the_table_and_labels_quote_the_report(story: str) -> None:
    case = draft_of(story).case
    assert {matter.issue.id for matter in case.space.matters} <= story_issues(story)
    texts = [" ".join(source.text.split()) for source in view_of(story).sources]
    for label in labels(case).values():
        assert label[0] + label[-1] == "“”"
        for piece in label[1:-1].split(" … "):
            assert any(piece.removesuffix(" …") in text for text in texts), label


@pytest.mark.parametrize("story", list(STORIES))
def test_parties_are_those_of_the_table_with_their_roles(story: str) -> None:
    roles = {party.id: party.role for party in view_of(story).parties}
    case = draft_of(story).case
    listed = {id for id, role in roles.items() if role not in (None, "other")}
    assert listed <= {party.id for party in case.parties}
    for party in case.parties:
        assert party.role == (roles[party.id] if roles[party.id] != "other" else None)


def test_what_was_given_up_draws_no_line_and_is_remarked_on() -> None:
    remarks = [one.words for one in draft_of("two-rivers").remarks if one.item == "red_lines"]
    assert any("foreign observers" in words and "since given" in words for words in remarks)
    assert any("hold your fire" in words and "accepts the ceasefire" in words for words in remarks)


def test_guarantees_are_announced_and_not_in_force() -> None:
    case = draft_of("two-rivers").case
    assert [guarantee.parties for guarantee in case.guarantees] == [
        ("aurelia",),
        ("tsurai",),
        ("aurelia",),
        ("aurelia",),
        ("tsurai",),
    ]
    for guarantee in case.guarantees:
        assert str(guarantee.in_force_when) == f"{guarantee.id} = agreed"
        assert not guarantee.duties
        assert not guarantee.triggers


def test_a_price_that_no_option_pays_is_open() -> None:
    case = draft_of("two-rivers").case
    offer = next(one for one in case.offers if one.by == "tsurai")
    assert str(offer.want) == "open"
    assert case.grounds_of(f"offers/{offer.id}").note == "wants: “all three parties had signed”"
    assert offer.state({}) == "open"


def test_without_a_finder_of_issues_their_labels_do() -> None:
    case = drafted(view_of("border-wall")).case
    assert {"crossings", "patrols"} <= {matter.issue.id for matter in case.space.matters}
