import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.press.labelling.conditions import find_condition
from onetext.terms.said.span import Span


def read(text, start=0, end=None):
    found = find_condition(text, [Span(start, len(text) if end is None else end)])
    if found is None:
        return None
    return tuple(span.of(text) if span else None for span in (found.gives, found.link, found.gets))


@pytest.mark.parametrize(
    ("text", "gives", "link", "gets"),
    [
        (
            "open to dropping its NATO ambitions in exchange for Western security guarantees",
            "dropping its NATO ambitions",
            "in exchange for",
            "Western security guarantees",
        ),
        (
            "The union will call off the strike provided that nobody is sacked.",
            "call off the strike",
            "provided that",
            "nobody is sacked",
        ),
        (
            "If you withdraw, we will lift the blockade.",
            "lift the blockade",
            "If",
            "you withdraw",
        ),
        (
            "In return for the hostages, the government would free 40 prisoners.",
            "free 40 prisoners",
            "In return for",
            "the hostages",
        ),
        (
            "The club would sell the striker only if a bid of 30 million came in.",
            "sell the striker",
            "only if",
            "a bid of 30 million came in",
        ),
        (
            "Ready to swap the pilot for two fishermen",
            "swap the pilot",
            "for",
            "two fishermen",
        ),
        (
            "The ministry would publish the files once the trial ends, and that talks would go on",
            "publish the files",
            "once",
            "the trial ends",
        ),
        (
            "We will not sign unless the clause goes.",
            "not sign",
            "unless",
            "the clause goes",
        ),
        (
            "They will talk as long as the guns are silent.",
            "talk",
            "as long as",
            "the guns are silent",
        ),
        (
            "the loan is conditional on reform",
            "the loan",
            "conditional on",
            "reform",
        ),
        (
            "“If they stop, we'll stop.”",
            "stop",
            "If",
            "they stop",
        ),
        (
            "It will release the funds subject to approval by parliament.",
            "release the funds",
            "subject to",
            "approval by parliament",
        ),
    ],
)
def test_finds_the_bargain(text, gives, link, gets):
    assert read(text) == (gives, link, gets)


@pytest.mark.parametrize(
    ("text", "gives", "link", "gets"),
    [
        ("to lend the boats if the toll is dropped", "lend the boats", "if", "the toll is dropped"),
        (
            "to let them in in return for a like visit",
            "let them in",
            "in return for",
            "a like visit",
        ),
        (
            "to lend the boats only on payment of the old debts",
            "lend the boats",
            "only on",
            "payment of the old debts",
        ),
        (
            "that they would hand over the keys only once the roof was mended",
            "hand over the keys",
            "only once",
            "the roof was mended",
        ),
        (
            "The truce, on the understanding that nobody fires first",
            "The truce",
            "on the understanding that",
            "nobody fires first",
        ),
        (
            "For every prisoner they free, we will free two.",
            "free two",
            "For every",
            "prisoner they free",
        ),
        (
            "The moment the guard leaves, we go home.",
            "we go home",
            "The moment",
            "the guard leaves",
        ),
        (
            "The day they sign, the flags come down.",
            "the flags come down",
            "The day",
            "they sign",
        ),
        (
            "“When they bring back the bell, we’ll mow the field.”",
            "mow the field",
            "When",
            "they bring back the bell",
        ),
        (
            "We will not talk before the guns are silent.",
            "not talk",
            "before",
            "the guns are silent",
        ),
        ("We will not leave without our brothers.", "not leave", "without", "our brothers"),
        ("No harvest without water.", "No harvest", "without", "water"),
        (
            "The ferries could sail again if Norvik lowered the toll.",
            "The ferries could sail again",
            "if",
            "Norvik lowered the toll",
        ),
        (
            "His crew would be back at work if the roster was changed.",
            "be back at work",
            "if",
            "the roster was changed",
        ),
        (
            "Exemptions were possible provided that the owner applied in writing.",
            "Exemptions were possible",
            "provided that",
            "the owner applied in writing",
        ),
        (
            "Tarvenia was prepared to receive the envoys if they came unarmed.",
            "receive the envoys",
            "if",
            "they came unarmed",
        ),
        (
            "that he might sign “the long version” if its last line went",
            "sign “the long version”",
            "if",
            "its last line went",
        ),
        (
            "The guild would end its strike, should the owners take back the driver.",
            "end its strike",
            "should",
            "the owners take back the driver",
        ),
        ("“Bread by Monday, or we open the barns,”", "we open the barns", "or", "Bread by Monday"),
        (
            "Give us the names and we will give you the road.",
            "give you the road",
            "and",
            "Give us the names",
        ),
        (
            "They must pay by Friday; otherwise we shall cut the cable.",
            "cut the cable",
            "otherwise",
            "They must pay by Friday",
        ),
        (
            "Sund, if asked by both governments, could send boats.",
            "send boats",
            "if",
            "asked by both governments",
        ),
        (
            "We will open the road. But only if they pull back.",
            "open the road",
            "only if",
            "they pull back",
        ),
        (
            "Norvik would close the camp. In return, Sund would lift its embargo.",
            "close the camp",
            "In return",
            "Sund would lift its embargo",
        ),
        (
            "We won’t sign unless the clause goes.",
            "won’t sign",
            "unless",
            "the clause goes",
        ),
    ],
)
def test_a_bargain_has_many_forms(text, gives, link, gets):
    assert read(text) == (gives, link, gets)


@pytest.mark.parametrize(
    "text",
    [
        "If rain falls, roads may close.",
        "Prices will rise if the tariff stays.",
        "The dam could fail if rain goes on.",
        "The ice will melt if emissions grow.",
        "The patient will recover if treated early.",
        "Nobody knows if they will come.",
        "He asked if they would leave.",
        "We will keep fighting until the city is free.",
        "They paid him 50,000 dollars in exchange for his silence.",
        "They will wait for three days.",
        "The transponder will broadcast provided it has power.",
        "He would be happy if the club signed him.",
        "The valley will be green again if it rains in April.",
        "If the drought goes on, the mills will stand still.",
        "Thousands would lose their homes if the dam broke.",
        "If elected, she would abolish the toll.",
        "We can do it if we try.",
        "what I would do if they locked me up",
        "that Sund had given up its claim in return for grain",
        "The museum will reopen when the roof is repaired.",
        "He will speak to the press before the match.",
        "The house may be dissolved only once a year.",
        "The towns are subject to the old law.",
        "She had to see if the lock would hold.",
    ],
)
def test_a_forecast_or_a_tale_is_no_bargain(text):
    assert read(text) is None


def test_what_somebody_is_accused_of_is_no_offer():
    text = "She accused him of selling visas in exchange for votes."
    assert read(text, text.index("him"), len(text) - 1) is None


def test_the_word_offered_may_stand_before_the_content():
    text = "They offered a large reward for his capture."
    assert read(text, 13, len(text) - 1) == ("a large reward", "for", "his capture")


def test_gives_and_link_may_stand_in_two_spans():
    text = "Tarvenia would withdraw, he said, if the base closed."
    found = find_condition(text, [Span(0, 23), Span(34, 52)])
    assert found is not None
    assert [s.of(text) for s in (found.gives, found.link, found.gets)] == [
        "withdraw",
        "if",
        "the base closed",
    ]


def in_pieces(lead, *pieces):
    """Read pieces of a content between which "he said" stands."""
    text, spans = lead, []
    for number, piece in enumerate(pieces):
        text += ", he said, " if number else ""
        spans.append(Span(len(text), len(text) + len(piece)))
        text += piece
    found = find_condition(text, spans)
    return found and tuple(s.of(text) for s in (found.gives, found.link, found.gets))


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (
            ("If Norvik lowered the toll", "the guild would load the barges"),
            ("load the barges", "If", "Norvik lowered the toll"),
        ),
        (
            ("The wharf could be shared", "so long as the cranes stay ours"),
            ("The wharf could be shared", "so long as", "the cranes stay ours"),
        ),
        (
            ("it would", "open its half of the pipe if Sund did the same"),
            ("open its half of the pipe", "if", "Sund did the same"),
        ),
        (
            ("“We are in no hurry.", "“As long as somebody rows, we stay.”"),
            ("we stay", "As long as", "somebody rows"),
        ),
    ],
)
def test_the_cue_may_stand_between_the_parts(pieces, expected):
    assert in_pieces("", *pieces) == expected


def test_a_mere_thing_is_given_where_the_cue_offers_it():
    thing = "a further one per cent if the shifts are kept"
    expected = ("a further one per cent", "if", "the shifts are kept")
    assert in_pieces("The owners offered ", thing) == expected
    assert in_pieces("The owners complained of ", thing) is None


def test_who_talks_at_length_bargains_less():
    talk = "We would help if they came. "
    assert in_pieces("", talk.strip()) is not None
    assert in_pieces("", talk + "It was cold and the snow lay deep on the roofs. " * 10) is None


WORDS = ("if", "we", "will", ",", ".", "”", "“", "in exchange for", "unless", "offer", "peace")
MORE = ("until", "they", "-", "would", "that", "only", "\n")


@given(st.lists(st.sampled_from(WORDS + MORE), max_size=40).map(" ".join))
def test_spans_lie_inside_and_never_start_or_end_on_white_space(text):
    found = find_condition(text, [Span(0, len(text))])
    if found is not None:
        for span in (found.gives, found.link, found.gets):
            assert span is not None
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text) == span.of(text).strip()


def test_an_endless_sentence_takes_no_endless_time():
    text = "we will offer this for that if you and in exchange for it, " * 3000
    start = time.perf_counter()
    find_condition(text, [Span(0, len(text))])
    assert time.perf_counter() - start < 2
