"""What many reports carry: against all pairs, and by planted statements read by the reader."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.press.gathering.alike import ALIKE, bag_of, groups, likeness, words_of
from onetext.press.gathering.gathering import Gathering, Same
from onetext.press.reader import Reader
from onetext.terms.said.report import Report
from onetext.terms.said.source import Source
from onetext.terms.when import When

WORDS = "we they will sign leave hold the a border river talks on Friday not soon with guns".split()


def all_pairs(texts: list[str], *, odd: bool) -> list[list[int]]:
    """Return the groups by looking at every pair; with ``odd``, those of two lengths are apart."""
    bags = [bag_of(words_of(text)) for text in texts]
    group = list(range(len(texts)))
    for one, two in combinations(range(len(texts)), 2):
        if odd and len(texts[one]) % 2 != len(texts[two]) % 2:
            continue
        if bags[one] and likeness(bags[one], bags[two]) >= ALIKE:
            group = [
                min(group[one], group[two]) if g in (group[one], group[two]) else g for g in group
            ]
    found = [[n for n, g in enumerate(group) if g == one] for one in sorted(set(group))]
    return [one for one in found if len(one) > 1]


@st.composite
def copies(draw: st.DrawFn) -> list[str]:
    """Draw sentences and copies of them with words changed, left out and put in."""
    chance = draw(st.randoms(use_true_random=False))
    texts = []
    for _ in range(draw(st.integers(1, 5))):
        base = chance.choices(WORDS, k=chance.randint(0, 25))
        for _ in range(chance.randint(1, 7)):
            words = list(base)
            for _ in range(chance.randint(0, 4)):
                at = chance.randint(0, len(words))
                words[at : at + chance.randint(0, 1)] = chance.choices(
                    WORDS, k=chance.randint(0, 1)
                )
            texts.append(" ".join(words))
    chance.shuffle(texts)
    return texts


@given(copies(), st.booleans())
@settings(deadline=None, max_examples=40)
def test_the_groups_are_those_of_all_pairs(texts: list[str], odd: bool) -> None:
    def may(one: int, two: int) -> bool:
        return not odd or len(texts[one]) % 2 == len(texts[two]) % 2

    found = groups(len(texts), lambda n: bag_of(words_of(texts[n])), may=may)
    assert found == all_pairs(texts, odd=odd)


def test_many_longer_texts_are_grouped_as_all_pairs_are() -> None:
    chance = random.Random(6)
    lexicon = [f"w{n}" for n in range(400)]
    texts = []
    for _ in range(12):
        base = chance.choices(lexicon, k=200)
        for share in (0, 0.02, 0.05, 0.1, 0.2):
            texts.append(
                " ".join(chance.choice(lexicon) if chance.random() < share else w for w in base)
            )
    found = groups(len(texts), lambda n: bag_of(words_of(texts[n])))
    assert found == all_pairs(texts, odd=False)
    assert len(found) == 12


# Statements, as the reader reads them.

WILL = "We will sign the ceasefire with all parties before the end of this week"
LINE = "“{words},” {who} told reporters on {day}."
RENN = "Kremlin spokesman Ivo Renn"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def read(
    reader: Reader, number: int, words: str, *, who: str = RENN, day: str = "Monday", more: str = ""
) -> Report:
    text = f"{LINE.format(words=words, who=who, day=day)}\n\n{more}"
    source = Source(f"r{number}", text, outlet=f"Outlet {number}", published=When("2031-03-12"))
    report = reader.read(source)
    assert report.statements, text
    return report


def gathered(reports: list[Report]) -> list[Same]:
    with Gathering() as gathering:
        for report in reports:
            gathering.add(report.source, report.statements)
        return list(gathering.statements())


def test_one_statement_in_fifty_outlets_is_one_with_fifty_sources(reader: Reader) -> None:
    chance = random.Random(1)
    fillers = [
        "Traffic was heavy",
        "The square was empty",
        "Rain fell",
        "A band played",
        "It was dark",
    ]
    reports = []
    for number in range(50):
        more = ". ".join(chance.choices(fillers, k=3)) + "."
        words = WILL if number % 3 else WILL.replace("the ceasefire", "a ceasefire")
        reports.append(read(reader, number, words, more=more))
    [same] = gathered(reports)
    assert (same.speaker, same.party, same.said) == ("Ivo Renn", "russia", "2031-03-10")
    assert [one.source for one in same.told] == [f"r{n}" for n in range(50)]
    assert [one.outlet for one in same.told] == [f"Outlet {n}" for n in range(50)]
    for one, report in zip(same.told, reports, strict=True):
        assert one.words == report.statements[0].words(report.source.text)


@pytest.mark.parametrize(
    ("words", "given"),
    [
        (WILL, {"who": "Kremlin spokesman Dov Tilsen"}),
        (WILL, {"who": "French foreign minister Ivo Renn"}),
        (WILL, {"day": "Tuesday"}),
        (WILL.replace("will", "will not"), {}),
        (WILL.replace("all parties", "two parties"), {}),
        (WILL.replace("with all", "without all"), {}),
        (WILL.replace("of this week", "of 2032"), {}),
        ("Norway " + WILL[3:], {}),
        ("Our delegation stays in the city for as long as it takes", {}),
    ],
)
def test_another_speaker_side_day_or_meaning_is_another_statement(
    reader: Reader, words: str, given: dict[str, str]
) -> None:
    reports = [read(reader, 1, WILL), read(reader, 2, words, **given)]
    told = [report.statements[0] for report in reports]
    assert told[0] != told[1]
    assert gathered(reports) == []


def test_a_report_that_says_it_twice_is_one_source(reader: Reader) -> None:
    twice = LINE.format(words=WILL, who=RENN, day="Monday")
    assert gathered([read(reader, 1, WILL, more=twice)]) == []
    [same] = gathered([read(reader, 1, WILL, more=twice), read(reader, 2, WILL)])
    assert {one.source for one in same.told} == {"r1", "r2"}


def test_who_has_no_name_is_the_same_only_inside_the_same_text(reader: Reader) -> None:
    """An official here and an official there may be two; of one agency's text they are one."""
    body = (
        "The delegations met for a fifth hour in a hotel by the lake, and nobody left the building"
        " before midnight, guards at the gate told people who waited there in the rain."
    )
    other = (
        "Snow closed the passes, and the market stayed shut for the third day in a row, as before."
    )
    who = "a senior Russian official"
    carried = [read(reader, n, WILL, who=who, more=body) for n in (1, 2)]
    apart = [carried[0], read(reader, 3, WILL, who=who, more=other * 4)]
    assert carried[0].statements[0].certainty == "anonymous"
    with Gathering() as gathering:
        for report in carried:
            gathering.add(report.source, report.statements)
        assert gathering.texts() == [("r1", "r2")]
    assert any(len(one.told) == 2 for one in gathered(carried))
    assert gathered(apart) == []


def test_nothing_and_what_is_alone_give_nothing(reader: Reader) -> None:
    assert gathered([]) == []
    assert gathered([read(reader, 1, WILL)]) == []
