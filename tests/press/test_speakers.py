"""Who speaks, resolved over a whole report: our own sentences, of courts, clubs and science."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told_by import READER, names, parties, speakers

from onetext.press.finding.attribution import Attribution
from onetext.press.lexicon.parties import PartyTable
from onetext.press.resolving.bodies import acronyms_of, author_span, name_of
from onetext.press.resolving.speakers import SpeakerResolver
from onetext.press.text.dates import find_dates
from onetext.press.text.sentences import cut
from onetext.terms.said.span import Span

TABLE = PartyTable.load()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mayor Ilse Varn met Omar Sadiq. She said the blaze was out.",
            ["Ilse Varn"],
        ),
        (
            "The mayor, Ilse Varn, met the fire chief, Omar Sadiq. She said the blaze was out.",
            ["Ilse Varn"],
        ),
        (
            "Ilse Varn met Omar Sadiq, the fire chief. He said the blaze was out.",
            ["Omar Sadiq"],
        ),
        (
            "Sergeant Mia Cole said that the road was closed. Her husband, the driver Karl Cole,"
            " was unhurt. She asked people to keep away.",
            ["Mia Cole", "Mia Cole"],
        ),
        (
            "President Amina al-Tawil said she was ready. Al-Tawil added that time was short.",
            ["Amina al-Tawil", "Amina al-Tawil"],
        ),
        (
            "Hans van der Berg, who trains the team, said that it was ready. “We will win,” van der"
            " Berg said.",
            ["Hans van der Berg", "Hans van der Berg"],
        ),
        (
            "Greta Solheim-Finn, who leads the team, said it was ready. Solheim-Finn said no more.",
            ["Greta Solheim-Finn", "Greta Solheim-Finn"],
        ),
        (
            "Prosecutor Kama Melly KC told jurors that the accused had lied.",
            ["Kama Melly"],
        ),
        ("“It was dark,” witness Bill Ash said.", ["Bill Ash"]),
        (
            "Corvin lawyer Ada Rusk said her client was innocent. Max Corvin is on trial.",
            ["Ada Rusk"],
        ),
        ("The judge, Bern Stoll, said that she had shown no remorse.", ["Bern Stoll"]),
        ("Mr. Castane said that the port would open. Ruy Castane runs it.", ["Ruy Castane"]),
        (
            "Transport for Lisk (TfL) said that trains were late. TfL said it was sorry.",
            ["Transport for Lisk", "Transport for Lisk"],
        ),
    ],
)
def test_names_and_pronouns(text, expected):
    assert names(text) == expected


def test_the_spokesman_is_the_one_named_before():
    text = (
        "A spokesman for Norda Steel, Piet Roos, said that the furnace was cold. The spokesman said"
        " nobody was hurt."
    )
    assert names(text) == ["Piet Roos", "Piet Roos"]
    assert parties(text) == ["norda_steel", "norda_steel"]


def test_the_company_takes_up_the_house_that_spoke():
    text = "Norda Rail said that trains were late. The company said it was sorry."
    assert names(text) == ["Norda Rail", "Norda Rail"]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        (
            "LISBON — Portugal accepts the quota of fish it got, Premier Stel Gray said Monday.",
            "portugal",
        ),
        ("France would open the border if Spain paid, President Jo Hale said.", "france"),
        ("Defence Minister Ana Ruy said that Chile was ready to sign. Peru is not.", "chile"),
        ("Premier Stel Gray said that Peru would lose. Chile and Bolivia met.", "stel_gray"),
        ("Bolivia would open the port, managing director Stel Gray said. Chile met.", "stel_gray"),
        ("Chile’s team was led by Ana Ruy, Peru’s by Jo Hale. Hale said it was late.", "peru"),
    ],
)
def test_an_office_without_a_side_has_that_whose_will_it_tells(text, party):
    assert parties(text)[0] == party


def test_who_leads_a_delegation_negotiates_and_a_premier_is_a_head():
    text = (
        "Jo Hale, who leads the Chilean delegation, said that it was late. French Prime Minister"
        " Ana Roux agreed that it was. French Deputy Prime Minister Carl Moss agreed that it was."
        " French Senate majority leader Ida Lund agreed that it was."
    )
    assert [s.authority for s in speakers(text)] == ["negotiator", "head", "minister", "official"]


def test_a_bare_office_in_a_report_from_a_capital_is_of_that_state():
    lead = "LIMA — Peru met Chile. Bolivia met Chile too.\n\n"
    here = "Defence Minister Jo Hale said that it rained."
    assert parties(lead + here) == ["peru"]
    assert parties(lead + "In Santiago, " + here) == ["chile"]
    assert parties(lead + "Bolivia took no pleasure in it. " + here) == ["jo_hale"]


def test_the_council_is_the_one_named_in_full():
    text = "The Peru council met. The council said that it would accept. Chile was late."
    assert parties(text) == ["peru"]
    assert names(text) == ["Peru council"]


def test_its_goes_back_over_sentences_that_open_with_its():
    text = (
        "Chile was split on Friday. Its president, Ana Ruy, said that it would refuse. Its foreign"
        " minister, Jo Hale, said that it would accept."
    )
    assert parties(text) == ["chile", "chile"]


def test_a_headline_names_the_office_and_the_report_the_person():
    text = "No deal yet, premier says\n\nPrime Minister Rosa Lind said on Monday there was no deal."
    assert names(text)[-1] == "Rosa Lind"


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Kremlin spokesman Ivo Renn said talks would resume.", "russia"),
        ("French Foreign Minister Ana Roux said talks would resume.", "france"),
        ("Detective Inspector Carl Moss said that two men had been held.", "police"),
        ("Judge Petra Holm said that the firm had misled buyers.", "court"),
        ("Professor Lena Graf of Norda University said that bees were dying.", "researchers"),
        (
            "Ada Quill, deputy director of the Greek Energy Forum, said prices rose.",
            "greek_energy_forum",
        ),
        ("Woolmart spokesperson Ben Oakes said the shelves were empty.", "woolmart"),
        ("Former Israeli security chief Dan Oren said it was late.", "dan_oren"),
        ("Singer Mia Holt said that she was ill.", "mia_holt"),
        ("The mayor of London, Ilse Varn, said that buses were late.", "london"),
        ("Greta Tulloch-Finn said the islands would settle.", "greta_tulloch_finn"),
    ],
)
def test_whom_a_person_speaks_for(text, party):
    assert parties(text) == [party]


def test_nearness_tells_no_side():
    text = (
        "Halvia and Russia met in France on Monday. Defence Minister Ruy Castane said that no deal"
        " was near."
    )
    assert parties(text) == ["ruy_castane"]


def test_the_only_state_named_is_the_ministers():
    text = "Floods hit Portugal on Monday. Interior Minister Ana Ruiz said that ten were missing."
    assert parties(text) == ["portugal"]


def test_researchers_of_one_study_stay_one_party():
    text = (
        "Researchers at Norda University said that bees were dying. They found mites in nine hives."
    )
    assert set(parties(text)) == {"researchers"}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the Ministry of Health (MoH), based in Lisk,", "Ministry of Health"),
        ("customs officers there", "customs officers"),
        ("One of the victims", "victims"),
        ("scientists studying frogs in Peru", "scientists"),
        ("The Harbour Company late", "Harbour Company"),
    ],
)
def test_the_name_in_a_source_phrase(words, name):
    assert name_of(words) == name


@pytest.mark.parametrize(
    ("text", "source", "author"),
    [
        ("A report by Norda Watch says so.", "A report", "Norda Watch"),
        ("Norda Watch's report says so.", "Norda Watch's report", "Norda Watch"),
        ("The WHO report says so.", "The WHO report", "WHO"),
        ("The Joint Shelf Survey says so.", "The Joint Shelf Survey", None),
        ("Early reports said so.", "Early reports", None),
    ],
)
def test_whose_a_document_is(text, source, author):
    found = author_span(text, Span(0, len(source)))
    assert (found.of(text) if found else None) == author


def test_acronyms_by_brackets_and_by_initials():
    text = "The National Coal Board met. The NCB agreed. Transport for Lisk (TfL) did not."
    assert acronyms_of(text) == {"TfL": "Transport for Lisk", "NCB": "National Coal Board"}


PIECES = [*"aAbZé \u3000\n.,;:!?“”\"‘’'()-—–1930", " said", " he", " She", " the ", " of "]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=120).map("".join)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.data())
def test_never_raises_and_every_mention_is_in_the_text(text, data):
    page = cut(text)
    if not page.sentences:
        return
    rows = []
    for sentence in page.sentences[:4]:
        span = sentence.span
        a = data.draw(st.integers(span.start, span.end - 1))
        b = data.draw(st.integers(a + 1, span.end))
        rows.append(Attribution(sentence.index, "verb", Span(a, b), None, (span,), "say"))
    resolver = SpeakerResolver(page, TABLE, TABLE.mentions(text), rows)
    for row in rows:
        speaker = resolver.resolve(row)
        assert speaker.mention is None or speaker.mention.of(text)
        if speaker.party is not None:
            assert resolver.party_of(speaker.party).id == speaker.party


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Researchers at Lisk University filmed owls. Results showed the owls slept.",
            ["Researchers at Lisk University"],
        ),
        (
            "Scientists from the University of Lisk (UL) in Voland and Norda College said owls"
            " sleep. The researchers found that they dream.",
            ["Scientists from the University of Lisk and Norda College"] * 2,
        ),
        ("Preliminary investigations suggest a valve was open.", ["investigators"]),
        ("Ivo Renn and Ada Rusk met. Renn and Rusk both said no.", ["Ivo Renn and Ada Rusk"]),
        ("According to Reuters and NBC, the port is shut.", ["Reuters and NBC"]),
        ("Writer and performer Ada Rusk said no.", ["Ada Rusk"]),
        ("Ivo Renn ran. The Renn campaign said no.", ["Renn campaign"]),
        ("Ivo Renn ran. The Renn campaign manager said no.", ["Renn campaign manager"]),
        ("The US said no.", ["United States"]),
        ("The Diocese of Lisk met. The diocese said no.", ["Diocese of Lisk"]),
        ("According to Associated Press, Rusk was alone. Ada Rusk left.", ["Associated Press"]),
        ("Mayor of Lisk Ada Rusk said no.", ["Ada Rusk"]),
        ("The owner, Ada Rusk, fell. The family said no.", ["family"]),
    ],
)
def test_who_is_behind_words_taken_up_and_joined(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    "piece",
    ["Aa ", "Aa Bb said no. ", "He said no. ", "(A", "“no,” he said. ", "Aa’s ", "A. ", "Aa-"],
)
def test_linear_on_hostile_text(piece):
    def seconds(size):
        text = (piece * (size // len(piece) + 1))[:size]
        page = cut(text)
        rows = [
            Attribution(s.index, "verb", s.span, None, (s.span,), "say") for s in page.sentences
        ]
        start = time.perf_counter()
        resolver = SpeakerResolver(page, TABLE, TABLE.mentions(text), rows)
        for row in rows:
            resolver.resolve(row)
        return time.perf_counter() - start

    small, large = seconds(4000), seconds(16000)
    assert large < max(0.5, 10 * small)


def test_dates_are_not_needed():
    text = "Ivo Renn said no."
    page = cut(text)
    found = READER.finder.find(page, find_dates(text, None))
    resolver = SpeakerResolver(page, TABLE, (), found)
    assert [resolver.resolve(a).name for a in found] == ["Ivo Renn"]
