"""How words were said: named at the statement, by the source, and by what the report is."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.press.reader import Reader
from onetext.press.resolving import channels, outlets
from onetext.press.resolving.channels import (
    carried_by,
    carrier_of_source,
    channel_of_source,
    channel_phrases,
    find_channel,
)
from onetext.press.resolving.outlets import is_outlet, outlet_in, outlets_named
from onetext.terms.said.source import Source
from onetext.terms.said.span import Span
from onetext.terms.when import When

READER = Reader.load()


def kind(text, cue="said", outlet=None):
    at = text.find(cue)
    span = Span(at, at + len(cue)) if at >= 0 else None
    known = outlets_named(text, outlet)
    channel, _ = find_channel(text, Span(0, len(text)), (), known, cue=span)
    return channel.type if channel else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said on Facebook that it was over.", "social_media:Facebook"),
        ("He said in a post on X that it was over.", "social_media:X"),
        ("He said in a video posted online that it was over.", "social_media"),
        ("She said in a WhatsApp message to staff that it was over.", "messaging:WhatsApp"),
        ("She said in an email that it was over.", "messaging:email"),
        ("They said in a joint statement that it was over.", "joint_statement"),
        ("It said in a press release that it was over.", "press_release"),
        ("He said at a crowded press conference that it was over.", "press"),
        ("He said as he left the meeting that it was over.", "press"),
        ("“No,” she said outside court.", "press"),
        ("In a letter to shareholders he said that it was over.", "letter"),
        ("She said in a televised address that it was over.", "broadcast"),
        ("She said on state television that it was over.", "state_media"),
        ("He said at Tuesday's presidential debate that it was over.", "speech"),
        ("He said during the party's final debate that it was over.", "speech"),
        ("She said in her opening address that it was over.", "speech"),
        ("He said at a ceremony in Lisk that it was over.", "speech"),
        ("It said in a short communiqué that it was over.", "statement"),
        ("It said on its website that it was over.", "website"),
        ("He said in an op-ed that it was over.", "newspaper"),
        ("In the journal Ocean Letters they said that it was over.", "written:Ocean Letters"),
        ("In a ruling, the court said that it was over.", "written"),
        ("In her 2019 autobiography she said that it was over.", "written"),
        ("In an interview he said that it was over.", "broadcast"),
        ("In a telephone interview with reporters he said that it was over.", "press"),
        ("In an advisory the agency said that it was over.", "written"),
        ("In a video address he said that it was over.", "speech"),
        ("In an emailed statement he said that it was over.", "statement"),
        ("In a chat room he said that it was over.", "messaging"),
        ("In a Facebook chat he said that it was over.", "social_media:Facebook"),
        ("In a post on its website it said that it was over.", "website"),
        ("She told a crowded news briefing that it was over.", "press"),
        ("At a town hall in Lisk she said that it was over.", "speech"),
        ("In his closing argument he said that it was over.", "speech"),
        ("Writing for the majority, he said that it was over.", "written"),
        ("He said that it was over.", None),
    ],
)
def test_named_in_the_sentence(text, expected):
    assert kind(text) == expected


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("He told NPR that it was over.", "told", "broadcast:NPR"),
        ("She told Rolling Stone that it was over.", "told", "newspaper:Rolling Stone"),
        ("He spoke about the match with the Lisk Herald.", "spoke", "newspaper:Lisk Herald"),
        ("In a Lisk Herald report, he said it was over.", "said", "newspaper:Lisk Herald"),
        ("He told our correspondent that it was over.", "told", "newspaper:The Lantern"),
        ("She told jurors that it was over.", "told", "speech"),
        ("She told waiting reporters that it was over.", "told", "press"),
        ("She told local media that it was over.", "told", "press"),
        ("She addressed the nation: it was over.", "addressed", "speech"),
        ("He told parliament that it was over.", "told", "speech"),
        (
            "He told the state news agency Tarpress that it was over.",
            "told",
            "state_media:Tarpress",
        ),
        ("She posted on Heron that it was over.", "posted", "social_media:Heron"),
        ("She said on Monday that it was over.", "said", None),
    ],
)
def test_told_whom(text, cue, expected):
    assert kind(text, cue, "The Lantern") == expected


def test_the_nearest_channel_counts_and_anothers_does_not():
    text = "Norda, in its press release, said no, while Arvia, in a Facebook post, said yes."
    first, second = text.index("said no"), text.index("said yes")
    arvia = Span(text.index("Arvia"), len(text))
    norda = Span(0, first + 7)
    near = Span(0, len(text))
    one, _ = find_channel(text, near, (), cue=Span(first, first + 4), others=(arvia,))
    two, _ = find_channel(text, near, (), cue=Span(second, second + 4), others=(norda,))
    assert (one.type, two.type) == ("press_release", "social_media:Facebook")


def test_anothers_audience_is_not_ones_own():
    text = (
        "She said it was safe, a day after her deputy told a parade ground full of men it was not."
    )
    assert kind(text) is None


def test_what_stands_in_the_words_is_not_the_reports():
    text = "He said that she had lied on Facebook."
    content = (Span(text.index("that"), len(text)),)
    assert find_channel(text, Span(0, len(text)), content) == (None, None)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("The joint statement", "joint_statement"),
        ("A UN report", "written"),
        ("The ministry's letter", "letter"),
        ("her tweet", "social_media:Twitter"),
        ("TASS", None),
        ("the state broadcaster", None),
        ("CNN", None),
        ("The Lisk Courier, a daily,", None),
        ("The decree", "written"),
        ("the court's decision", "written"),
        ("study co-author Ilse Varn", None),
        ("a BBC journalist", None),
        ("Early reports", None),
        ("The Joint Shelf Survey", None),
    ],
)
def test_the_source_is_the_channel(source, expected):
    channel = channel_of_source(source + " said so", Span(0, len(source)))
    assert (channel.type if channel else None) == expected


@pytest.mark.parametrize(
    ("name", "told"),
    [("Harbour Courier", True), ("Reuters", True), ("Tarpress", False), ("Ilse Varn", False)],
)
def test_is_outlet(name, told):
    assert is_outlet(name) is told


def test_state_outlets_and_carriers():
    text = "according to Russian state media outlet TASS"
    found = outlet_in(text, Span(13, len(text)))
    assert (found.name, found.state) == ("TASS", True)
    channel, via = carried_by(text, Span(13, len(text)))
    assert (channel.type, via.outlet) == ("state_media:TASS", "TASS")
    plain = "according to Reuters"
    assert carried_by(plain, Span(13, len(plain)))[0] is None


def rows(text, **more):
    report = READER.read(Source("a", text, published=When("2031-03-05"), **more))
    return [(s.speaker.name, s.channel.type if s.channel else None) for s in report.statements]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Supreme Court ruled on Monday that the levy was unlawful.", ["written"]),
        ("Nurse Eve Tarn testified that the ward was understaffed.", ["speech"]),
        ("The MPs voted to reject the bill.", ["vote"]),
        ("The company emailed customers, saying that data had been lost.", ["messaging:email"]),
        (
            "“We lost,” captain Leo Brand told reporters. Brand added that he would stay.",
            ["press", "press"],
        ),
        (
            "Ada Rusk gave a speech to parliament on Tuesday. She said the line would close.",
            ["speech"],
        ),
        (
            "Speaking to the Lisk Courier, farmer Ben Oakes said the frost had ruined his crop. He"
            " said he would claim damages.",
            ["newspaper:Lisk Courier", "newspaper:Lisk Courier"],
        ),
        (
            "Ana Ruiz, the prime minister, told parliament that it was over. On Monday she told CNN"
            " that it was not.",
            ["speech", "broadcast:CNN"],
        ),
        (
            "The MPs voted to reject the bill. The MPs said that it was late.",
            ["vote", None],
        ),
        ("Ivo Renn said that it was over.", [None]),
    ],
)
def test_over_sentences(text, expected):
    assert [channel for _, channel in rows(text)] == expected


def test_every_pattern_of_the_table_is_quick_on_hostile_text():
    pieces = [
        "A",
        "Aa ",
        "in the ",
        "in a ",
        "told the aa ",
        "at the aa aa ",
        " ",
        "\n",
        "“",
        "said in a ",
    ]
    patterns = [p for _, p in channels._patterns()]
    for module in (channels, outlets):
        patterns += [p for p in vars(module).values() if isinstance(p, re.Pattern)]
    for piece in pieces:
        text = (piece * 20000)[:20000]
        for pattern in patterns:
            start = time.perf_counter()
            for _ in pattern.finditer(text):
                pass
            assert time.perf_counter() - start < 1.0, (pattern.pattern[:60], piece)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "told CNN in a post on X statement the said letter to reporters “ ” , . Aa".split()
        ),
        max_size=25,
    )
)
def test_every_span_is_verbatim(words):
    text = " ".join(words)
    near = Span(0, len(text))
    channel, via = find_channel(text, near, ())
    for place in (channel.span if channel else None, via.span if via else None):
        assert place is None or place.of(text)
    if via is not None:
        assert via.outlet in text
    for span in channel_phrases(text, near):
        assert span.of(text).split()[0].lower() in "in on at via over during through".split()


def test_an_outlet_that_speaks_for_itself_is_the_carrier():
    via = carrier_of_source("The Lisk Courier, a daily, said so", Span(0, 26))
    assert via is not None
    assert via.outlet == "Lisk Courier"
    assert carrier_of_source("a BBC journalist said so", Span(0, 16)) is None
