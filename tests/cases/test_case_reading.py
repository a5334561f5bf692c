"""What a case file says is taken as it stands: words, includes, short forms, places."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import onetext
from onetext.cases.faults import Faults
from onetext.cases.loading import is_part, load, loads, look, look_at_part
from onetext.cases.written import Word, read
from onetext.errors import BadInput
from onetext.terms.guarantees.guarantee import Rule
from onetext.terms.guarantees.in_force import in_force
from onetext.terms.packages.condition import atoms
from onetext.terms.when import When

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "examples" / "guarantees"
IN_PYTHON = runpy.run_path(str(ROOT / "tests" / "terms" / "profiles.py"))
PROFILES, CONSENTS = IN_PYTHON["PROFILES"], IN_PYTHON["CONSENTS"]
HEAD = "format: 1\nid: t\ntitle: T\n"
PARTIES = HEAD + "parties: [{id: arn, name: Arnland}, {id: bel, name: Belmark}]\n"
TIES = {"a": "b", "b": "", "c": "b", "d": ""}
ISSUES = PARTIES + "issues: [{id: truce, label: ceasefire, options: [full, no]}]\n"


def test_the_golden_profiles_in_yaml_are_those_in_python() -> None:
    case = onetext.load(GOLDEN)
    assert case.guarantees == PROFILES
    assert case.consents == CONSENTS
    assert [one.source.checked for one in case.guarantees] == [False] * 6


@pytest.mark.parametrize("file", sorted(GOLDEN.glob("*-*.yaml")), ids=lambda path: path.stem)
def test_each_profile_is_a_case_of_its_own(file: Path) -> None:
    case = load(file)
    assert set(case.guarantees) <= set(PROFILES)
    assert case.guarantees[-1] in PROFILES


def test_the_documented_form_loads() -> None:
    text = (ROOT / "docs" / "case.md").read_text("utf-8")
    case = loads("\n".join(re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)))
    assert [sheet.told for sheet in case.sheets] == ["", "as arn estimates bel"]
    assert case.sheets[0].out_of == 100
    assert case.guarantees[0].duties[1].rule == Rule("k-of-n", 1)
    assert case.text("treaty") is not None


def test_no_stays_a_word_quoted_or_not() -> None:
    for written in ("no", "'no'", '"no"'):
        case = loads(ISSUES.replace("[full, no]", f"[full, {written}]"))
        assert list(case.space.matters[0].values()) == ["full", "no"]
    case = loads(ISSUES + "offers: [{id: o, by: arn, to: bel, give: truce = no}]\n")
    assert case.offers[0].state({"truce": "no"}) == "exercised"


def test_a_key_without_a_value_counts_as_not_written() -> None:
    assert loads(HEAD + "about:\nparties:\nmode: ~\n") == loads(HEAD)


def test_every_part_of_a_condition_knows_its_place_in_a_folded_block(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(
        ISSUES + "red_lines:\n  - id: r\n    by: arn\n    keeps: >-  # why not\n"
        "      truce = full\n\n      or (truce = no\n          and truce != full)\n",
        "utf-8",
    )
    places = [atom.where for atom in atoms(load(file).red_lines[0].keeps)]
    lines = file.read_text("utf-8").splitlines()
    assert all(place and lines[place.line - 1][place.column - 1 :].startswith("truce")  # type: ignore[operator]
               for place in places)  # fmt: skip
    assert [place.line for place in places if place] == [10, 12, 13]


@given(
    st.lists(st.text("abcé \"'\\\t:#", min_size=1, max_size=6), min_size=1, max_size=4),
    st.sampled_from(["plain", "single", "double", "literal", "folded"]),
)
def test_each_character_of_a_word_is_found_where_it_stands(parts: list[str], style: str) -> None:
    lines = [" ".join(part.split()) or "x" for part in parts]
    if style == "plain":
        lines = ["x" + re.sub(r"[^a-cé ]", "", line).strip() for line in lines]
        text = "k: " + "\n  ".join(lines) + "\n"
    elif style == "single":
        text = "k: '" + "\n  ".join(line.replace("'", "''") for line in lines) + "'\n"
    elif style == "double":
        quoted = [line.replace("\\", "\\\\").replace('"', '\\"') for line in lines]
        text = 'k: "' + "\n  ".join(quoted) + '"\n'
    else:
        text = f"k: {'|' if style == 'literal' else '>'}\n  " + "\n  ".join(lines) + "\n"
    faults = Faults()
    tree = read(text, "f", faults)
    assert tree is not None, str(faults)
    word = tree["k"]
    assert isinstance(word, Word)
    rows = text.split("\n")
    for offset, character in enumerate(word):
        if not character.isspace():
            where = word.place(offset)
            assert where.line is not None
            assert where.column is not None
            found = rows[where.line - 1][where.column - 1 :]
            assert found.startswith((character, "\\" + character)), (text, offset)


def test_short_forms_are_the_long_ones() -> None:
    short = PARTIES.replace("name: Belmark", "name: Belmark, roles: mediator, aliases: B")
    long = PARTIES.replace(
        "name: Belmark", "name: Belmark, roles: [{role: mediator}], aliases: [B]"
    )
    assert loads(short) == loads(long)


def test_included_rows_come_first_each_file_once(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "a.yaml").write_text("include: b.yaml\nparties: [{id: a, name: A}]\n", "utf-8")
    (tmp_path / "b.yaml").write_text("title: B\nparties: [{id: b, name: B}]\n", "utf-8")
    (tmp_path / "more" / "case.yaml").write_text(
        "format: 1\nid: more\ntitle: More\ninclude: ../b.yaml\nparties: [{id: c, name: C}]\n",
        "utf-8",
    )
    (tmp_path / "case.yaml").write_text(
        HEAD + "include: [a.yaml, b.yaml, more]\nparties: [{id: d, name: D}]\n", "utf-8"
    )
    case = load(tmp_path)
    assert [party.id for party in case.parties] == ["b", "a", "c", "d"]
    assert (case.id, case.title) == ("t", "T")
    assert [path.name for path in look(tmp_path).files] == [
        "case.yaml",
        "a.yaml",
        "b.yaml",
        "case.yaml",
    ]


def test_a_text_alone_includes_nothing() -> None:
    with pytest.raises(BadInput, match="includes no files"):
        loads(HEAD + "include: a.yaml\n")


def test_a_part_of_a_case_is_checked_without_its_names(tmp_path: Path) -> None:
    part = tmp_path / "offers.yaml"
    part.write_text("offers: [{id: o, by: arn, to: bel, give: a = b, untill: 2031}]\n", "utf-8")
    assert is_part(part)
    assert [fault.instead for fault in look_at_part(part)] == ["write 'until'"]
    assert not is_part(ROOT / "examples" / "two-rivers" / "parties.yaml")


def test_facts_hold_from_their_hour_on() -> None:
    case = loads(
        PARTIES + "treaties: [{id: t1, title: T1}]\n"
        "consents: [{party: [arn, bel], instrument: t1, act: ratify, at: 2031-05-01}]\n"
        "facts: [{what: vote, value: held, at: 2031-06-01}, {what: talks, value: begun}]\n"
    )
    assert ("vote", "held") not in case.facts(When("2031-05-02"))
    assert ("bel/t1", "ratified") in case.facts(When("2031-05-02"))
    assert {("vote", "held"), ("talks", "begun")} <= case.facts()


def test_words_that_return_in_a_later_draft_count_as_changed_again() -> None:
    text = (
        PARTIES + "instruments:\n- {id: i, title: I, kind: letter, procedure: rolling, "
        "binds: [arn], languages: en, drafts: [\n"
        + ",\n".join(
            f"{{passages: [{{id: p, text: {words}}}, {{id: q, text: Same.}}]}}"
            for words in ("One.", "Two.", "One.")
        )
        + "]}\n"
    )
    drafts = loads(text).texts[0].drafts
    assert [draft.changed_by for draft in drafts] == [
        ("i/draft-1", "i/draft-1"),
        ("i/draft-2", "i/draft-1"),
        ("i/draft-3", "i/draft-1"),
    ]


def test_a_case_knows_what_its_items_rest_on() -> None:
    case = loads(
        ISSUES + "sources: [{id: ap, title: One, outlet: AP}]\n"
        "offers: [{id: o, by: arn, to: bel, give: truce = full, known: recalled, "
        "sources: {source: ap, place: para 3}}]\n"
    )
    grounds = case.grounds_of("offers/o")
    assert grounds.mark == "recalled, not checked against the source"
    reference = case.reference(grounds.sources[0])
    assert reference is not None
    assert reference.outlet == "AP"


def test_a_guarantee_that_does_not_say_when_is_not_in_force() -> None:
    rows = """guarantees:
  - {id: pact, title: Pact, beneficiary: bel, guarantors: [arn], triggers: [attack], duties: []}
"""
    case = loads(PARTIES + rows)
    assert ("pact", "in-force") not in in_force(case.guarantees, case.facts())
    agreed = loads(PARTIES + rows + "facts: [{what: pact, value: agreed}]\n")
    assert ("pact", "in-force") in in_force(agreed.guarantees, agreed.facts())
    always = loads(PARTIES + rows.replace("duties:", "in_force_when: always, duties:"))
    assert ("pact", "in-force") in in_force(always.guarantees, always.facts())


def test_what_closes_with_another_is_written_on_either_and_stands_on_both() -> None:
    always = "title: T, kind: letter, procedure: rolling, binds: [arn, bel], languages: en"
    rows = [
        f"{{id: {id}, {always}{f', closes_with: {tie}' if tie else ''}}}"
        for id, tie in TIES.items()
    ]
    case = loads(PARTIES + f"instruments: [{', '.join(rows)}]\n")
    ties = {one.instrument.id: one.instrument.closes_with for one in case.texts}
    assert ties == {"a": ("b",), "b": ("a", "c"), "c": ("b",), "d": ()}
