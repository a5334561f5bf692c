import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.errors import BadInput
from onetext.press.lexicon.parties import PartyTable
from onetext.press.lexicon.party_layer import fold
from onetext.press.lexicon.tables import ours, parse

TABLE = PartyTable.load()
WORDS = [word for party in TABLE.parties for word in TABLE.words_of(party.id)]
EXAMPLE = Path(__file__).parents[2] / "examples" / "two-rivers" / "parties.yaml"
GLUE = [
    " ",
    ", ",
    ". ",
    "'s ",
    "’s ",
    "-",
    "\n",
    " and ",
    " said ",
    " Michael ",
    " the ",
    "US",
    "(",
]


def found(text, table=TABLE):
    return [(m.span.of(text), m.party, m.form) for m in table.mentions(text)]


@given(st.lists(st.sampled_from(WORDS) | st.sampled_from(GLUE) | st.text(max_size=4), max_size=12))
def test_mentions_are_in_order_apart_and_in_the_tables_words(parts):
    text = "".join(parts)
    mentions = TABLE.mentions(text)
    ends = 0
    for mention in mentions:
        assert mention.span.start >= ends
        ends = mention.span.end
        told = fold(mention.span.of(text))
        own = TABLE.words_of(mention.party)
        assert told in own or told in {word.upper() for word in own}
    assert TABLE.mentions(text) == mentions


def test_every_word_of_the_table_is_found_alone_in_a_sentence():
    missed = [
        word
        for word in WORDS
        if [span for span, *_ in found(f"the talks with {word} went on")] != [word]
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Moscow’s envoy", [("Moscow", "russia", "capital")]),
        ("Russia's envoy", [("Russia", "russia", "name")]),
        ("the Netherlands' plan", [("Netherlands", "netherlands", "name")]),
        ("U.S. troops", [("U.S.", "us", "alias")]),
        ("troops of the U.S.", [("U.S.", "us", "alias")]),
        ("the U.S.A. team", [("U.S.A.", "us", "alias")]),
        ("tell us, US!", [("US", "us", "alias")]),
        ("it cost US$5bn", []),
        ("US-Russian talks", [("US", "us", "alias"), ("Russian", "russia", "demonym")]),
        ("polish the chad of a turkey", []),
        ("Russians", [("Russians", "russia", "demonym")]),
        ("Russiany", []),
        ("South Korean and North Korean", [
            ("South Korean", "south_korea", "demonym"), ("North Korean", "north_korea", "demonym"),
        ]),
        ("Saudi\nArabia", [("Saudi\nArabia", "saudi_arabia", "name")]),
        ("Côte d’Ivoire", [("Côte d’Ivoire", "ivory_coast", "alias")]),
        ("in Brussels", [("Brussels", "european_union", "metonym")]),
        ("the Washington Post", []),
        ("the South China Sea", []),
        ("the Maryland General Assembly", []),
        ("UKRAINE TALKS RESUME", [("UKRAINE", "ukraine", "name")]),
        ("WHO IS NEXT?", []),
        ("The WHO said", [("WHO", "who", "alias")]),
        ("Russia’s Security Council", [("Russia", "russia", "name")]),
        ("the Security Council", [("Security Council", "un", "metonym")]),
        ("the Iranian and Russian", [
            ("Iranian", "iran", "demonym"), ("Russian", "russia", "demonym"),
        ]),
        ("", []),
    ],
)  # fmt: skip
def test_words_are_found_where_they_name_a_party(text, told):
    assert found(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "Michael Jordan said",
        "Michael B. Jordan said",
        "Mr Jordan said",
        "Mr. Jordan said",
        "the late Jordan Peterson",
        "Denzel Washington’s film",
        "Israel Katz",
    ],
)
def test_a_persons_name_is_no_party(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "In Jordan, talks went on",
        "King of Jordan Abdullah",
        "Northern Jordan",
        "Jordan’s king",
        "Jordan Foreign Minister",
        "the US, Jordan and others",
        "said at the U.N. Jordan agreed",
        "in Jordan Monday",
        "Then Jordan said",
        "He flew to Amman.\n\nJordan said",
    ],
)
def test_a_state_that_people_are_called_is_still_a_party(text):
    assert "jordan" in [m.party for m in TABLE.mentions(text)]


@pytest.mark.parametrize(
    ("phrase", "party"),
    [
        ("Kremlin spokesman Dmitry Peskov", "russia"),
        ("Iran's Foreign Minister", "iran"),
        ("the U.S. ambassador to Russia", "us"),
        ("Russian and Chinese diplomats", "russia"),
        ("US President Donald Trump's envoy to Ukraine", "us"),
        ("Ministry of Foreign Affairs of Ukraine", "ukraine"),
        ("EU foreign policy chief", "european_union"),
        ("the defence ministry in Kyiv", "ukraine"),
        ("the US embassy in Moscow", "us"),
        ("the ambassador to neighbouring Russia", None),
        ("special envoy for Yemen", None),
        ("pro-Russian separatists", None),
        ("the Saudi-led coalition", None),
        ("a US-backed militia", None),
        ("a resident of the town", None),
        ("a tourist in Egypt", None),
        ("criticism within Serbia", None),
        ("the mayor of London", None),
        ("a former US official", None),
        ("a clinic in Munich, Germany", None),
        ("retired colonel Otto Brandt, a NATO official", "nato"),
        ("", None),
    ],
)
def test_a_phrase_speaks_for_a_party(phrase, party):
    assert TABLE.in_phrase(phrase) == party


def test_the_example_lays_over_our_table():
    table = PartyTable.load(EXAMPLE)
    text = "Veshna said the republic would answer. The Citadel and the League’s observers agreed."
    assert found(text, table) == [
        ("Veshna", "tarvenia", "capital"),
        ("the republic", "tarvenia", "alias"),
        ("The Citadel", "tarvenia", "metonym"),
        ("the League", "southern_league", "alias"),
    ]
    assert found("the Premier League, the League of Arab States, Crystal Palace", table) == [
        ("League of Arab States", "arab_league", "alias")
    ]
    assert found("the Republic of Tarvenia", table) == [
        ("Republic of Tarvenia", "tarvenia", "alias")
    ]
    assert found("a Citadel spokeswoman", table) == [("Citadel", "tarvenia", "metonym")]
    assert table.party("halvia").role == "mediator"
    assert table.in_phrase("Belmoran Prime Minister Aldis Leray") == "belmora"


def laid(written):
    return PartyTable.from_tables(ours("parties"), parse(written, "mine.yaml"))


def test_a_users_party_replaces_ours_and_its_words_win():
    table = laid(
        "parties:\n"
        "  - {id: russia, name: Moscow side}\n"
        "  - {id: club, name: Kremlin, kind: team, aliases: [Washington Post, Jordan]}\n"
        "  - {id: aide, name: The Aide, people: [{name: Ilse Varn, office: envoy}, Otto Brandt]}\n"
    )
    text = "Russia, Kremlin, Moscow side, Washington Post, Michael Jordan, Ilse Varn, Otto Brandt"
    assert found(text, table) == [
        ("Kremlin", "club", "name"),
        ("Moscow side", "russia", "name"),
        ("Washington Post", "club", "alias"),
        ("Jordan", "club", "alias"),
        ("Ilse Varn", "aide", "person"),
        ("Otto Brandt", "aide", "person"),
    ]
    assert table.party("club").kind == "team"
    assert table.words_of("russia") == ("Moscow side",)
    assert TABLE.party("russia").name == "Russia"


def test_a_person_is_told_by_a_name():
    for written in ("people: [{office: envoy}]", "people: [[a]]", "people: {office: envoy}"):
        with pytest.raises(BadInput, match="this person has no name"):
            laid(f"parties:\n  - id: aide\n    name: The Aide\n    {written}\n")


def test_parties_are_known_by_id():
    assert TABLE.get("nowhere") is None
    assert TABLE.party("uk").name == "United Kingdom"
    with pytest.raises(BadInput, match="unknown party 'ukrain', write 'ukraine'"):
        TABLE.party("ukrain")
    with pytest.raises(BadInput, match="write the id of a party in the tables"):
        TABLE.party("zzzz")
    with pytest.raises(dataclasses.FrozenInstanceError):
        TABLE.party("uk").name = "x"


def test_our_table_is_wide_and_of_known_kinds():
    kinds = [party.kind for party in TABLE.parties]
    assert set(kinds) == {"state", "bloc", "body", "movement", "territory"}
    assert kinds.count("state") >= 193
    expected = (
        "russia us uk saudi_arabia south_korea north_korea uae drc palestine taiwan kosovo"
        " hong_kong european_union europe nato un african_union arab_league asean osce iaea who"
        " imf world_bank wto icc icj red_cross g7 g20 ecowas opec hamas hezbollah taliban houthis"
        " farc isis pkk kurds sdf"
    )
    assert all(TABLE.get(one) for one in expected.split())
