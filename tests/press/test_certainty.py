import pytest

from onetext.press.finding.attribution import Attribution
from onetext.press.labelling.certainty import certainty_of
from onetext.press.labelling.issues_of import issues_of
from onetext.press.labelling.targets import targets_of
from onetext.press.lexicon.issues import IssueLexicon
from onetext.press.lexicon.parties import PartyTable
from onetext.terms.said.span import Span


def read(source, cue, content, **who):
    text = f"{source} {cue} {content}." if source else f"{content} {cue}."
    at = text.index(cue)
    begin = text.index(content)
    found = Attribution(
        0,
        "verb",
        Span(0, len(source)) if source else None,
        Span(at, at + len(cue)),
        (Span(begin, begin + len(content)),),
    )
    return certainty_of(text, found, Span(0, len(text)), **who)


@pytest.mark.parametrize(
    "source",
    [
        "Kremlin spokesman Dmitry Peskov",
        "An official from TfL",
        "A Defense Ministry spokesman",
        "The union",
        "Police",
        "Amnesty International",
    ],
)
def test_a_name_or_a_body_answers_for_the_words(source):
    assert read(source, "said", "talks go on") == "attributed"


@pytest.mark.parametrize(
    "source",
    [
        "Officials",
        "A Turkish official",
        "Two diplomats who have read it",
        "sources within the Department of Defense",
        "A minister, who asked not to be named,",
        "A person close to the delegation",
        "An aide not authorised to speak in public",
        "Another",
    ],
)
def test_nobody_in_particular_is_anonymous(source):
    assert read(source, "said", "talks go on") == "anonymous"


def test_a_pronoun_is_as_sure_as_whom_it_means():
    assert read("He", "said", "talks go on", name="Dmitry Peskov") == "attributed"
    assert read("He", "said", "talks go on", name="a diplomat") == "anonymous"
    assert read("They", "said", "talks go on") == "anonymous"


@pytest.mark.parametrize(
    ("source", "cue"),
    [("", "reportedly"), ("", "is thought"), ("Unconfirmed reports", "said"), ("", "reports of")],
)
def test_words_that_hedge(source, cue):
    assert read(source, cue, "the round will be held") == "hedged"


@pytest.mark.parametrize(
    ("source", "cue"),
    [("Rumours", "spread"), ("", "rumoured"), ("Traders", "heard"), ("Speculation", "suggested")],
)
def test_rumours(source, cue):
    assert read(source, cue, "the border is to close") == "rumour"


def test_the_content_tells_the_issue_then_the_sentence_then_what_went_before():
    lexicon = IssueLexicon.load()
    text = "On the ceasefire he said it would not last."
    content, sentence = Span(25, 42), Span(0, 43)
    assert issues_of(text, [content], lexicon) == ()
    assert issues_of(text, [content], lexicon, sentence=sentence) == ("ceasefire",)
    assert issues_of(text, [content], lexicon, before=("prisoners",)) == ("prisoners",)
    assert (
        len(issues_of("ceasefire, tariffs, sanctions, elections", [Span(0, 40)], lexicon, most=2))
        == 2
    )


def test_targets_are_the_parties_named_but_oneself():
    text = "Syria said Turkey and Syria should meet Iran in Berlin."
    mentions = PartyTable.load().mentions(text)
    contents = [Span(11, 54)]
    assert targets_of(contents, mentions, "syria", text=text) == ("turkey", "iran")
    assert targets_of([Span(34, 39)], mentions, "syria") == ()
    assert targets_of([Span(34, 39)], mentions, "syria", others=("syria", "iran")) == ("iran",)
    assert targets_of([], mentions, "syria", told=Span(11, 17)) == ("turkey",)
