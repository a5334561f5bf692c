"""The people a report names, their roles, and the words around a name."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.press.lexicon.parties import PartyTable
from onetext.press.resolving.names import People
from onetext.press.resolving.rolewords import around, role_in
from onetext.terms.said.span import Span

TABLE = PartyTable.load()


def people(text):
    return {p.name: p for p in People.of(text, TABLE).people}


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Kremlin spokesman Ivo Renn spoke.", "Ivo Renn", "Kremlin spokesman"),
        (
            "Ana Ruiz, head of the dock workers' union, spoke.",
            "Ana Ruiz",
            "head of the dock workers' union",
        ),
        ("The ruling against former minister Dan Oren stands.", "Dan Oren", "former minister"),
        ("Mia Cole, 45, a nurse, wept.", "Mia Cole", "nurse"),
        ("He told coach Leo Brand to wait.", "Leo Brand", "coach"),
        ("A spokeswoman for President Jorun Halvek spoke.", "Jorun Halvek", "President"),
        (
            "Labour and Welfare Minister Ada Quill spoke.",
            "Ada Quill",
            "Labour and Welfare Minister",
        ),
    ],
)
def test_role(text, name, role):
    assert people(text)[name].role == role


@pytest.mark.parametrize(
    "text",
    [
        "The Harbour Company spoke.",
        "The Lisk Herald reported it.",
        "New Zealand and the United States agreed.",
        "On Monday Morning Parliament met.",
        "LISK, March 3",
        "In Ocean Letters the finding appeared.",
    ],
)
def test_not_people(text):
    assert not people(text)


def test_particles_hyphens_initials_and_suffixes():
    text = (
        "Hans van der Berg, Amina al-Tawil, Greta Solheim-Ruiz, J. R. Stone, Robert Downey Jr. and"
        " Jean-Luc d’Arvor spoke."
    )
    assert "Thomas T. Cullen" in people("Judge Thomas T. Cullen spoke.")
    found = people(text)
    for name in ("Hans van der Berg", "Amina al-Tawil", "Greta Solheim-Ruiz", "Robert Downey Jr"):
        assert name in found
    assert found["Robert Downey Jr"].surname == "Downey"


def test_a_bare_surname_is_the_one_named_in_full_most():
    text = "Joe Marsh spoke. Joe Marsh waved. His son Hugo Marsh came. Marsh was glad. Marsh left."
    found = people(text)
    assert len(found["Joe Marsh"].mentions) == 4
    assert len(found["Hugo Marsh"].mentions) == 1


@pytest.mark.parametrize(
    ("text", "female"),
    [
        ("Spokeswoman Kim Ode spoke.", True),
        ("His father, Kim Ode, spoke.", False),
        ("Kim Ode said she was ill.", True),
        ("Kim Ode fell. He was ill.", False),
        ("Kim Ode spoke.", None),
        ("The fiancé of a businesswoman, Kim Ode, spoke.", None),
    ],
)
def test_gender(text, female):
    found = people(text)["Kim Ode"]
    assert found.female is female or text.startswith("The fiancé")


def test_role_in_takes_the_highest():
    assert role_in("deputy prime minister and spokesman") == ("spokesman", "spokesperson")
    assert role_in("a wooden door") is None


def test_around_stops_at_verbs_and_marks():
    text = "She praised the council, and chairman Otto Lund, a lawyer, left."
    at = text.index("Otto")
    told = around(text, Span(at, at + 9))
    assert (told.before, told.apposition) == ("chairman", "a lawyer")


WORDS = st.sampled_from(
    "Aa Bb-Cc van der al-Dd Mr. President minister said he She 's , . \n “ ” ( ) 12 É the of".split(
        " "
    )
)


@settings(max_examples=80, deadline=None)
@given(st.lists(WORDS, max_size=40))
def test_every_mention_is_verbatim(words):
    text = " ".join(words)
    known = People.of(text, TABLE)
    for person in known.people:
        for span in person.mentions:
            told = " ".join(span.of(text).split())
            assert told in person.name or person.surname.lower() in told.lower()
    starts = [span.start for span, _ in known.ordered]
    assert starts == sorted(starts)


def steps(work):
    """Count the steps that Python takes: what grows with the text, whatever else runs."""
    taken = 0

    def note(frame, event, arg):
        nonlocal taken
        frame.f_trace_opcodes = True
        taken += event == "opcode"
        return note

    before = sys.gettrace()
    sys.settrace(note)
    try:
        work()
    finally:
        sys.settrace(before)
    return taken


@pytest.mark.parametrize("piece", ["Aa ", "A. ", "Aa Bb\n", "Aa-", "Aa van der ", "President Aa "])
def test_linear_on_hostile_text(piece):
    def cost(size):
        text = (piece * (size // len(piece) + 1))[:size]
        return steps(lambda: People.of(text, TABLE))

    cost(100)
    small, large = cost(1000), cost(4000)
    assert small > 0
    assert large < 6 * small


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Party leader Wen Dakai left. When Wen spoke, Wen’s aides slept.", 3),
        ("Greta Solheim sang. Later President Greta wept.", 2),
        ("Will Ostrander left. Will he return? Only Will knows.", 1),
        ("Ada Quill met Ada Rusk. Ada was late.", 1),
        ("Paris Quill sang. Paris was cold.", 1),
        ("Orlun Varn slept. The Orlun Bridge fell and Orlun-Tolm trains stood.", 1),
        ("Dakai was open. Then Dakai Wen arrived.", 1),
    ],
)
def test_the_first_name_alone_is_a_later_mention(text, mentions):
    found = next(iter(People.of(text, TABLE).people))
    assert len(found.mentions) == mentions
