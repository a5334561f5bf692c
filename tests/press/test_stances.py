import json
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.press.finding.attribution import Attribution
from onetext.press.finding.cues import CueLexicon
from onetext.press.labelling.conditions import find_condition
from onetext.press.labelling.stances import STANCES, features_of, scores_of, stance_of, words_of
from onetext.press.text.tokens import tokenize
from onetext.terms.said.span import Span

ROOT = Path(__file__).parents[2]
GOLD = sorted([*ROOT.glob("examples/*/gold/*.json"), *ROOT.glob("tests/stories/*/gold/*.json")])


def lemma_and_stance(cue):
    """Look the cue up, from its last verb on, the way the finder does."""
    tokens = tokenize(cue, 0, len(cue))
    for at in reversed(range(len(tokens))):
        hits = CueLexicon.builtin().at(tokens, at)
        if hits:
            return " ".join((hits[0].cue.lemma, *hits[0].cue.particles)), hits[0].cue.stance
    return "", "inform"


def read(sentence, side=()):
    """Read "source|cue|content"."""
    source, cue, content = sentence.split("|")
    text = f"{source} {cue} {content}."
    at = len(source) + 1
    begin = at + len(cue) + 1
    lemma, stance = lemma_and_stance(cue)
    contents = (Span(begin, begin + len(content)),)
    found = Attribution(
        0, "verb", Span(0, len(source)), Span(at, begin - 1), contents, lemma, stance
    )
    return stance_of(text, found, find_condition(text, contents), side=side)


@pytest.mark.parametrize(
    ("stance", "sentence"),
    [
        ("demand", "The envoy|said|there needs to be an immediate end to the shelling"),
        ("demand", "She|wrote|“Release the hostages now”"),
        ("demand", "The union|urged|the harbour to reopen the talks"),
        ("demand", "The mayor|told|residents to stay indoors and boil water"),
        ("demand", "The reporter|asked|“Who signed the order?”"),
        ("demand", "She|repeated|her demand that the miners be paid"),
        ("demand", "She|said|any pact which did not cover the miners would be worthless"),
        ("propose", "The mayor|repeated|her proposal for a panel of three"),
        ("reject", "He|dismissed|the idea of a lease as “an old story”"),
        ("deny", "He|dismissed|reports of a lease as “an old story”"),
        ("reject", "He|said|“I see no need to buy more”"),
        ("support", "She|said|“Monitors, on both banks rather than one. We support that.”"),
        ("offer", "The ministry|said|it stood ready to help with the investigation"),
        ("offer", "The premier|said|“The door to negotiations remains open”"),
        (
            "conditional_offer",
            "The firm|said|it would raise wages if the union called off the strike",
        ),
        ("conditional_offer", "He|said|his country was open to a lease in exchange for guarantees"),
        ("accept", "The board|said|it would comply with the ruling"),
        ("accept", "He|admitted|that the decision had been wrong"),
        ("reject", "Beijing|said|it would never compromise on sovereignty"),
        ("reject", "The union|rejected|the offer"),
        ("reject", "He|said|a second vote was out of the question"),
        ("propose", "The commissioner|proposed|a joint panel"),
        ("support", "The chancellor|said|the agreement was a step in the right direction"),
        ("support", "The club|welcomed|the verdict"),
        ("oppose", "The union|condemned|the raid"),
        ("oppose", "The opposition leader|said|the budget was a slap in the face of pensioners"),
        ("commit", "The airline|said|it would refund all passengers"),
        ("commit", "She|pledged|to finish the bridge by May"),
        ("threat", "The president|threatened|to close the border"),
        ("threat", "The general|said|his army would retaliate against any attack"),
        ("accuse", "She|accused|the company of hiding the leak"),
        ("accuse", "He|said|the army had fired on unarmed protesters"),
        ("deny", "The ministry|denied|that its planes had struck the hospital"),
        ("deny", "The company|said|the report was false"),
        ("hope", "The mediator|said|she was optimistic about the talks"),
        ("hope", "The coach|said|he hoped to see the striker back by June"),
        ("assess", "The analyst|said|the economy is slowing faster than expected"),
        ("assess", "The negotiator|said|the two sides remain far apart on prices"),
        ("inform", "Police|said|two men were arrested on Tuesday"),
        ("inform", "The agency|said|the satellite entered orbit at 09:40"),
    ],
)
def test_reads_the_stance(stance, sentence):
    assert read(sentence) == stance


@pytest.mark.parametrize(
    ("plain", "denied"),
    [
        ("The union|said|it accepts the panel", "The union|said|it would not accept the panel"),
        ("He|said|they were ready to talk", "He|said|they were not ready to talk"),
    ],
)
def test_a_negation_turns_an_answer_round(plain, denied):
    assert read(plain) in ("accept", "offer")
    assert read(denied) == "reject"


def test_what_others_will_do_is_only_foreseen():
    words = "Minister Odile Farrant|said|Tarvenia will build the dam"
    assert read(words) != "commit"
    assert read(words, side=["Tarvenia", "Tarvenian"]) == "commit"
    assert read("Tarvenian minister Rook|said|Tarvenia will build the dam") == "commit"


def test_a_strong_cue_wins_over_the_words():
    assert read("The firm|denied|it had agreed to thank the union") == "deny"
    assert read("The premier|accused|them of having refused to welcome talks") == "accuse"


def test_every_stance_can_be_reached_from_the_table():
    text = files("onetext.press").joinpath("tables/stances.txt").read_text(encoding="utf-8")
    rows = [line.split("|") for line in text.splitlines() if line and line[0] != "#"]
    assert all(len(row) == 3 for row in rows)
    names = [row[0].strip() for row in rows]
    assert len(names) == len(set(names))
    won = {max(STANCES, key=scores_of({name: 1.0}).__getitem__) for name in names}
    assert won == set(STANCES)


def test_every_phrase_of_the_table_is_found():
    text = files("onetext.press").joinpath("tables/stances.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        name, weights, phrases = line.split("|") if line and line[0] != "#" else ("", "-", "")
        for phrase in phrases.split(";") if weights.strip() != "-" else ():
            words = [w.split("/")[0].replace("*", "x").replace("~", "so") for w in phrase.split()]
            if not words or "own" in words:
                continue
            cue = "@" in words
            said = " ".join(word for word in words if word not in "@^")
            content, cue_words = ("Things", said) if cue else (said, "said")
            report = f"Someone {cue_words} {content}"
            at = 8 + len(cue_words) + 1
            found = Attribution(
                0, "verb", None, Span(8, at - 1), (Span(at, len(report)),), "say", "inform"
            )
            told = features_of(report, found)
            assert name.strip() in told or f"not {name.strip()}" in told, phrase


def agreement():
    hits = total = 0
    for path in GOLD:
        gold = json.loads(path.read_text(encoding="utf-8"))
        place = path.parent.parent / "press" / gold["doc"]["file"]
        text = place.read_text(encoding="utf-8") if place.exists() else ""
        assert text, f"no text for {path}"
        parties = {p["id"]: [p["name"], *p.get("aliases", [])] for p in gold["parties"]}
        for s in gold["statements"]:
            cue = Span(*s["cue_span"]) if s.get("cue_span") else None
            mention = s["speaker"].get("mention_span")
            lemma, stance = lemma_and_stance(cue.of(text)) if cue else ("", "inform")
            contents = tuple(Span(*pair) for pair in s["content_spans"])
            found = Attribution(
                0, "verb", Span(*mention) if mention else None, cue, contents, lemma, stance
            )
            side = parties.get(s["speaker"].get("party"), [])
            told = stance_of(text, found, find_condition(text, contents), side=side)
            hits += told in (s["stance"], *(s.get("stance_alt") or ()))
            total += 1
    return hits / total


def test_agrees_with_our_own_stories():
    assert agreement() >= 0.78


@given(st.text(max_size=300), st.sampled_from(["say", "deny", "warn", "", "call for"]))
def test_reads_any_words_at_all(content, lemma):
    text = f"He said {content}"
    found = Attribution(0, "verb", Span(0, 2), Span(3, 7), (Span(8, len(text) + 1),), lemma)
    assert stance_of(text, found) in STANCES


def test_contractions_are_written_out():
    words = words_of("They’ll say we can't; it’s Ali’s")
    assert " ".join(words) == "they will say we can not it is ali"
