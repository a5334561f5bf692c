"""Narration: the reporter's own judgement, never somebody's words."""

from __future__ import annotations

import pytest

from onetext.press.finding.finder import RuleFinder
from onetext.press.finding.joining import join
from onetext.press.lexicon.issues import IssueLexicon
from onetext.press.telling.narration import find_narration
from onetext.press.text.dates import find_dates
from onetext.press.text.sentences import cut
from onetext.terms.said.event import Narration


def narration(text: str) -> tuple[Narration, ...]:
    page = cut(text)
    dates = find_dates(text, None)
    told = join(page, RuleFinder().find(page, dates))
    return find_narration(page, told, dates, IssueLexicon.load(), source="r")


@pytest.mark.parametrize(
    ("text", "kind", "hedged"),
    [
        ("It remains unclear how far the guarantors will go.", "unclear", True),
        ("Whether the ceasefire holds remains to be seen.", "unclear", True),
        ("Territory has been the key sticking point since March.", "sticking_point", False),
        ("The negotiations have stalled over wages.", "sticking_point", False),
        ("The two sides made little progress on the quota.", "progress", False),
        ("The government has not yet decided when the border opens.", "intention", False),
        ("The company appears ready to yield.", "intention", True),
        ("The treaty still awaits ratification.", "awaiting", False),
        ("The minister made no mention of the crossings.", "silence", False),
    ],
)
def test_a_judgement_is_narration(text: str, kind: str, hedged: bool) -> None:
    [one] = narration(text)
    assert (one.kind, one.hedged) == (kind, hedged)
    assert one.span.of(text) == text[:-1]


@pytest.mark.parametrize(
    "text",
    [
        "The mediator said it remains unclear who will lead.",
        "“It remains unclear who will lead,” she said.",
        "Talks have stalled, according to the union.",
        "The delegations met in Oslo on Monday.",
    ],
)
def test_what_others_said_or_what_happened_is_none(text: str) -> None:
    assert narration(text) == ()


def test_issues_and_ids() -> None:
    text = "It remains unclear who pays. A ceasefire is the main obstacle."
    first, second = narration(text)
    assert (first.id, second.id, second.source) == ("n1", "n2", "r")
    assert second.issues == ("ceasefire",)


def test_a_heading_is_no_claim() -> None:
    assert narration("Talks stalled in Oslo\n\nThe envoys met on Monday.") == ()
