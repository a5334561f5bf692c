from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.errors import BadInput
from onetext.press.lexicon.issues import IssueLexicon
from onetext.press.lexicon.tables import ours, parse
from onetext.press.reader import Reader
from onetext.terms.said.source import Source
from onetext.terms.when import When

LEXICON = IssueLexicon.load()
ROWS = ours("issues").tree["issues"]
EXAMPLE = Path(__file__).parents[2] / "examples" / "two-rivers" / "issues.yaml"
TERMS = [(row["id"], term) for row in ROWS for term in row["terms"]]


def test_every_term_tells_its_issue():
    missed = [
        (issue, term)
        for issue, term in TERMS
        if issue not in LEXICON.find(f"They spoke of {term.replace('*', '')} again.")
    ]
    assert missed == []


def test_no_term_stands_twice_in_one_issue():
    for row in ROWS:
        terms = [*row["terms"], *row.get("weak", [])]
        assert len(terms) == len(set(terms)), row["id"]


@pytest.mark.parametrize(
    ("text", "issues"),
    [
        ("NATO ambitions and a security pact", ("nato_membership", "security_guarantees")),
        ("a cease-fire and a truce", ("ceasefire",)),
        ("CEASEFIRE NOW", ("ceasefire",)),
        ("they hope to strike a deal", ("peace_agreement",)),
        ("nurses voted for strike action", ("strike", "health")),
        ("an air strike on the port", ("military_attack", "ports")),
        ("clinical trials of a vaccine", ("health", "vaccine")),
        ("it did not wish to engage in megaphone diplomacy", ("public_communication",)),
        ("the Russians were not being kept abreast", ("process_inclusion",)),
        ("withdraw all troops from the zone", ("troop_withdrawal",)),
        ("greenhouse gases", ("climate",)),
        ("peace. Agreement reached", ("peace_agreement",)),
        ("he likes tea", ()),
        ("According to a couple of Quakers, the quotation is Churchill's", ()),
        ("", ()),
    ],
)  # fmt: skip
def test_what_words_are_about(text, issues):
    assert LEXICON.find(text) == issues


def test_weak_terms_count_only_alone():
    assert LEXICON.find("more progress") == ("talks_progress",)
    assert "talks_progress" not in LEXICON.find("more progress on sanctions")


@given(st.lists(st.sampled_from([t.replace("*", "") for _, t in TERMS]) | st.text(max_size=5)))
def test_found_ids_are_known_and_told_once(parts):
    found = LEXICON.find(" ".join(parts))
    assert len(found) == len(set(found))
    assert all(LEXICON.get(one) for one in found)


def laid(written):
    return IssueLexicon.from_tables(ours("issues"), parse(written, "mine.yaml"))


def test_a_users_issue_comes_first_and_replaces_ours():
    lexicon = laid(
        "issues:\n"
        "  - {id: lake, label: the lake, terms: [lake tolm, guarantee*]}\n"
        "  - {id: water, label: the water, terms: [wells]}\n"
    )
    text = "a ceasefire, security guarantees, drinking water, wells"
    assert lexicon.find(text) == ("lake", "water", "security_guarantees", "ceasefire")
    assert lexicon.find("drinking water") == ()
    assert lexicon.issue("water").label == "the water"
    assert [issue.id for issue in lexicon.issues[:2]] == ["lake", "water"]
    assert LEXICON.find("drinking water") == ("water",)


def test_only_leaves_ours_out():
    lexicon = laid("only: true\nissues: [{id: lake, label: the lake, terms: [lake]}]\n")
    assert lexicon.find("a ceasefire at the Lake’s shore") == ("lake",)
    assert len(lexicon.issues) == 1


def test_the_example_finds_its_own_issues_first():
    lexicon = IssueLexicon.load(EXAMPLE)
    assert lexicon.find("the three Ketta districts returned in full")[0] == "territory"
    assert lexicon.find("Base first, then the airfield at Cape Senn")[:2] == (
        "neutrality",
        "sequencing",
    )
    assert lexicon.issue("territory").label == "the three Ketta districts"


def test_issues_are_known_by_id():
    assert LEXICON.get("nothing") is None
    assert LEXICON.issue("nato_membership").label == "NATO membership"
    with pytest.raises(BadInput, match="unknown issue 'ceasfire', write 'ceasefire'"):
        LEXICON.issue("ceasfire")
    with pytest.raises(BadInput, match="write the id of an issue in the tables"):
        LEXICON.issue("zzzz")


@pytest.mark.parametrize(
    ("text", "issues"),
    [
        # The same speaker in one paragraph goes on; in the next only with a word that points back.
        ("Ada Quill rejected any ceasefire. “Never,” she said.", ("ceasefire",)),
        ("Quill spoke of the ceasefire, Quill said.\n\n“I am tired,” Quill said.", ()),
        ("Quill said the ceasefire stood.\n\n“We accept it,” Quill said.", ("ceasefire",)),
        # Another speaker is about something else, unless the words point back.
        ("Ada Quill said the ceasefire stood. “I am tired,” Bo Renn said.", ()),
        ("Ada Quill proposed a ceasefire. Bo Renn welcomed the idea.", ("ceasefire",)),
        # The reporter's own sentence leads in.
        ("The ceasefire was another matter. “It is dead,” Ada Quill said.", ("ceasefire",)),
    ],
)
def test_what_stands_before_tells_only_what_goes_on(text, issues):
    report = Reader.load().read(Source("a", text, published=When("2031-03-05")))
    assert report.statements[-1].issues == issues


def test_an_answer_is_about_its_question():
    text = (
        "Interview by Jo Hale\n\nQ: Will the ceasefire hold?\n\nQuill: I have a view on that.\n\n"
        "Q: And the sanctions?\n\nQuill: Ask me in May.\n\nQ: Are you tired?\n\nQuill: No, no."
    )
    report = Reader.load().read(Source("a", text, published=When("2031-03-05")))
    assert [s.issues for s in report.statements] == [("ceasefire",), ("sanctions",), ()]
