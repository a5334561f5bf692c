"""Who is meant by a house, a text or a couple that a report takes up again: our own sentences."""

import pytest
from told_by import names, parties


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Committee on Tolls said it was late. "
            "The council of Orlun on Friday said it agreed.",
            ["Committee on Tolls", "council of Orlun"],
        ),
        (
            "The University of California, San Diego said it mourned. "
            "The University of Lisk, Norda, said it did not.",
            ["University of California, San Diego", "University of Lisk"],
        ),
        ("A 40-year-old baker said it was cold.", ["baker"]),
        (
            "Longtime Lisk in the Morning host Ada Rusk said it was over. "
            "Co-author of the study Ivo Renn said it was not.",
            ["Ada Rusk", "Ivo Renn"],
        ),
        ("The leader of Old Orlun Harbour, Pope Benno, said he was tired.", ["Benno"]),
        (
            "The director of the film Ada Rusk said it was late. "
            "A spokesman for farmer Ivo Renn said it was early.",
            ["Ada Rusk", "spokesman for farmer Ivo Renn"],
        ),
        (
            "The Norda Department of Ferries and Tolls met. The Department said it was tired.",
            ["Norda Department of Ferries and Tolls"],
        ),
        (
            "On Monday Premier Ilse Varn signed a decree. Ivo Renn said it was cold. "
            "The decree says tolls must fall.",
            ["Ivo Renn", "Ilse Varn"],
        ),
        (
            "Ada Rusk published a book in May. Ivo Renn said it was dull. "
            "The book alleges that the mill leaks.",
            ["Ivo Renn", "Ada Rusk"],
        ),
        (
            "The Ferry Guild passed two motions. The second accused the mill of sloth.",
            ["Ferry Guild"],
        ),
    ],
)
def test_names_of_houses_and_texts_taken_up(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Officers Ann Lee and Omar Stoll met Ivo Renn. Ivo Renn said it was late. "
            "Both officers said they would appeal. The officers said it was cold.",
            ["Ivo Renn", "Ann Lee and Omar Stoll", "Ann Lee and Omar Stoll"],
        ),
        (
            "Wen and Ada Rusk sew. The couple said it was fun. They said it was late.",
            ["Wen and Ada Rusk", "Wen and Ada Rusk"],
        ),
        (
            "Ann Lee and Omar Stoll were fined. They said it was unfair.",
            ["Ann Lee and Omar Stoll"],
        ),
        (
            "Ann Lee and Omar Stoll were fined. The bakers said it was fair. "
            "Both armies said it was cold.",
            ["bakers", "Both armies"],
        ),
        (
            "Ann Lee and Omar Stoll were fined. The Ferry Guild said it was fair. "
            "They said it was late.",
            ["Ferry Guild", "Ferry Guild"],
        ),
    ],
)
def test_two_that_are_taken_up_together(text, expected):
    assert names(text) == expected


def test_a_source_keeps_what_tells_it_and_has_no_side():
    text = "A source within the Norda Council said it was late. Bakers in Orlun said it was not."
    assert names(text) == ["source within the Norda Council", "Bakers"]
    assert parties(text)[0] is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orlun mayoral candidate Ada Rusk said it was late.", "ada_rusk"),
        ("Ada Rusk, the presidential nominee of the Ferry Party, said it was late.", "ada_rusk"),
        ("Italian painter Ada Rusk said it was late.", "ada_rusk"),
        ("Lisk Herald photographer Ada Rusk said it was late.", "media"),
        ("Norda Ferry Association writer Ada Rusk said no.", "norda_ferry_association"),
        ("Another voice actor, Ada Rusk, said it was late.", "ada_rusk"),
        ("Centre for Tidal Studies director Ada Rusk said it rose.", "centre_for_tidal_studies"),
        ("Ada Rusk, League of Orlun Bakers president, said no.", "league_of_orlun_bakers"),
        (
            "The Directorate General of Public Health said no.",
            "directorate_general_of_public_health",
        ),
        ("Orlun Secretary of State Ada Rusk said it was late.", "ada_rusk"),
        ("Ada Rusk, director of global sales for Milltech, said no.", "milltech"),
        ("Ada Rusk, head of the Ferry Guild, said it was late.", "ferry_guild"),
        (
            "The Norda Union of Bakers and Orlun Ferry Guild said it was late.",
            "norda_union_of_bakers",
        ),
    ],
)
def test_the_side_is_the_whole_house_or_the_person(text, expected):
    assert parties(text) == [expected]


def test_joined_houses_are_named_as_two_and_one_house_as_one():
    assert names("The Norda Union of Bakers and the Orlun Ferry Guild said it was late.") == [
        "Norda Union of Bakers and Orlun Ferry Guild"
    ]
    assert names("The Norda Department of Ferries and Tolls said it was late.") == [
        "Norda Department of Ferries and Tolls"
    ]


def test_a_states_court_is_no_voice_of_the_state():
    assert parties("France's Supreme Court ruled that tolls must fall.") == ["court"]
    assert parties("The French Foreign Ministry said that tolls must fall.") == ["france"]


def test_an_office_of_a_named_state_is_nobody_from_elsewhere():
    text = (
        "President Ada Rusk of the Ferry Guild said it was late. "
        "The president of Turkey said it was early."
    )
    assert names(text)[0] == "Ada Rusk"
    assert parties(text)[1] == "turkey"
