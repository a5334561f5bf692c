"""An act that is only told of: what rumour says of a party is no word of that party."""

from __future__ import annotations

from pathlib import Path

import pytest

from onetext.press.reader import Reader
from onetext.terms.said.source import Source
from onetext.terms.when import When

RIVERS = Path(__file__).parents[2] / "examples" / "two-rivers"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load(parties=[RIVERS / "parties.yaml"], issues=[RIVERS / "issues.yaml"])


def heard(reader: Reader, text: str) -> list[tuple[str, str]]:
    """Return how sure each statement is, and its words."""
    source = Source(id="x", text=text, published=When("2031-04-16"))
    report = reader.read(source)
    return [
        (one.certainty, " ".join(span.of(text) for span in one.contents))
        for one in report.statements
    ]


@pytest.mark.parametrize(
    ("opening", "sure"),
    [
        ("There are rumours that", "rumour"),
        ("There were rumours in Brenholt that", "rumour"),
        ("There was speculation that", "rumour"),
        ("It is rumoured that", "rumour"),
        ("Word is that", "rumour"),
        ("According to rumours,", "rumour"),
        ("There are reports that", "hedged"),
        ("Belmora confirmed that", "attributed"),
        ("Ministers met when", "attributed"),
    ],
)
def test_what_is_told_of_an_act_is_as_sure_as_its_teller(
    reader: Reader, opening: str, sure: str
) -> None:
    told = heard(reader, f"{opening} Tarvenia agreed to close the base.")
    assert [how for how, _ in told] == [sure]


def test_a_rumour_denied_leaves_the_denial_its_name(reader: Reader) -> None:
    text = "Rumours spread that the base was sold. Odile Farrant said that it was not for sale."
    assert heard(reader, text)[-1] == ("attributed", "that it was not for sale")


@pytest.mark.parametrize(
    "speaker",
    [
        "A diplomat who asked not to be named",
        "An official who declined to be identified",
        "A diplomat who did not want to be named",
        "A diplomat who asked for anonymity",
        "A Belmoran official, who asked not to be quoted,",
    ],
)
def test_keeping_a_name_back_says_nothing(reader: Reader, speaker: str) -> None:
    assert heard(reader, f"{speaker} said that the talks would fail.") == [
        ("anonymous", "that the talks would fail")
    ]
