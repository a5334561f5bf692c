"""From brackets to signature, and who still has to sign or ratify."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from textmade import BINDING, Acts, alternative, histories, instrument, passage

from onetext.terms.consent import Consent
from onetext.terms.text.acts import (
    AlternativePut,
    ChoiceMade,
    ConsentGiven,
    DraftIssued,
    Initialled,
    PassageChanged,
    PassageRemoved,
    TextAct,
)
from onetext.terms.text.consents import consents
from onetext.terms.text.fold import fold
from onetext.terms.text.instrument import ConsentRule
from onetext.terms.text.status import given_consents, status
from onetext.terms.when import When


def clean() -> tuple[Acts, str]:
    acts = Acts()
    acts.add(passage("p", "lake"))
    return acts, acts.do(DraftIssued, "dor-chair")


def whys(acts: Acts) -> list[str]:
    return [one.why for one in acts.folded().ignored]


def test_a_text_goes_from_bracketed_to_signed() -> None:
    acts = Acts()
    acts.add(passage("p", "lake", "shore"))
    seen = [status(acts.folded().text("treaty"))]
    acts.do(ChoiceMade, "dor-chair", "p", "p1")
    seen.append(status(acts.folded().text("treaty")))
    draft = acts.do(DraftIssued, "dor-chair")
    for seat in BINDING:
        seen.append(status(acts.folded().text("treaty")))
        acts.do(Initialled, seat, draft)
    seen.append(status(acts.folded().text("treaty")))
    for seat in BINDING:
        acts.do(ConsentGiven, seat, draft, "sign")
    seen.append(status(acts.folded().text("treaty")))
    assert seen == ["bracketed", *["clean"] * 4, "initialled", "signed"]
    assert not acts.folded().ignored


def test_a_change_ends_initials_and_signatures_until_all_have_signed() -> None:
    acts, draft = clean()
    for seat in BINDING:
        acts.do(Initialled, seat, draft)
    acts.do(ConsentGiven, "arn-head", draft, "sign")
    assert len(given_consents(acts.folded().text("treaty"))) == 1
    acts.do(PassageChanged, "dor-chair", passage("p", "shore"))
    text = acts.folded().text("treaty")
    assert (status(text), given_consents(text)) == ("clean", ())
    acts.do(ConsentGiven, "bel-head", draft, "sign")
    assert whys(acts) == ["that is not the last draft, or the text has changed since"]


def test_a_signed_text_is_fixed_and_can_be_ratified_and_left() -> None:
    acts, draft = clean()
    for seat in BINDING:
        acts.do(ConsentGiven, seat, draft, "sign")
    acts.do(PassageRemoved, "dor-chair", "p")
    acts.do(DraftIssued, "dor-chair")
    acts.do(ConsentGiven, "arn-head", draft, "ratify")
    acts.do(ConsentGiven, "arn-head", "ffff", "ratify")
    acts.do(ConsentGiven, "bel-head", draft, "withdraw")
    fixed = "the text of 'treaty' is signed: amend it by another instrument"
    assert whys(acts) == [fixed, fixed, "another draft of 'treaty' is signed"]
    text = acts.folded().text("treaty")
    assert status(text) == "signed"
    found = consents(text.instrument, given_consents(text))
    assert (found.ratified, found.withdrawn, found.signed_enough) == (("arn",), ("bel",), "no")


def test_a_withdrawal_counts_for_every_draft() -> None:
    acts, draft = clean()
    acts.do(ConsentGiven, "arn-head", draft, "sign")
    acts.do(ConsentGiven, "arn-head", "ffff", "withdraw")
    for seat in BINDING[1:]:
        acts.do(ConsentGiven, seat, draft, "sign")
    assert status(acts.folded().text("treaty")) == "clean"
    acts.do(ConsentGiven, "arn-head", draft, "sign")
    assert status(acts.folded().text("treaty")) == "signed"


def test_what_cannot_be_initialled_or_signed() -> None:
    acts, draft = clean()
    acts.do(Initialled, "arn-legal", draft)
    acts.do(ConsentGiven, "dor-chair", draft, "sign")
    acts.do(ConsentGiven, "arn-head", draft, "withdraw")
    acts.do(AlternativePut, "arn-head", "p", alternative("x", "shore", "arn"))
    acts.do(Initialled, "arn-head", acts.do(DraftIssued, "dor-chair"))
    assert whys(acts) == [
        "the seat 'arn-legal' may not bind 'arn'",
        "the seat 'dor-chair' may not bind 'dor'",
        "'arn' has not consented",
        "the passage 'p' is in brackets",
    ]
    two = instrument(languages=("en", "uk"))
    acts, draft = clean()
    acts.do(Initialled, "arn-head", draft)
    assert [one.why for one in acts.folded(two).ignored] == [
        "the passage 'p' has no authentic words in 'uk'"
    ]


def test_an_earlier_draft_is_not_signed_even_if_the_next_says_the_same() -> None:
    acts, first = clean()
    acts.do(DraftIssued, "dor-chair")
    acts.do(ConsentGiven, "arn-head", first, "sign")
    assert whys(acts) == ["that is not the last draft, or the text has changed since"]


def test_a_deleted_passage_needs_no_words_to_be_signed() -> None:
    acts, _ = clean()
    acts.do(PassageRemoved, "dor-chair", "p")
    acts.do(Initialled, "arn-head", acts.do(DraftIssued, "dor-chair"))
    assert not acts.folded().ignored


@settings(deadline=None)
@given(histories())
def test_signed_stays_signed(acts: list[TextAct]) -> None:
    signed: tuple[str, object] | None = None
    for n in range(0, len(acts) + 1, 4):
        text = fold([instrument(consent=ConsentRule(at_least=1))], acts[:n]).text("treaty")
        if signed is not None:
            assert (text.signed, text.passages) == signed
        if text.signed is not None:
            signed = (text.signed, text.passages)
            assert text.issued is not None
            assert text.issued.entry == text.signed


PARTIES = ("arn", "bel", "cor")
rules = st.builds(
    ConsentRule,
    st.sampled_from(["sign", "ratify"]),
    st.sampled_from([(), ("arn",), ("bel", "cor")]),
    st.sampled_from([None, 1]),
)
given_acts = st.lists(
    st.builds(
        Consent,
        st.sampled_from(PARTIES),
        st.sampled_from(["treaty", "annex"]),
        st.sampled_from(["sign", "ratify", "withdraw"]),
    ),
    max_size=8,
)


@given(rules, given_acts)
def test_consents_against_every_way_the_unseen_may_be(
    rule: ConsentRule, acts: list[Consent]
) -> None:
    some = instrument(consent=rule)
    found = consents(some, acts)
    last: dict[str, str] = {}
    for act in acts:
        if act.instrument == "treaty" and not (
            act.act == "sign" and last.get(act.party) == "ratify"
        ):
            last[act.party] = act.act
    wanted = ("ratify",) if rule.act == "ratify" else ("sign", "ratify")
    unseen = [p for p in PARTIES if last.get(p) not in (*wanted, "withdraw")]
    ways = set()
    for filled in product(["none", rule.act], repeat=len(unseen)):
        whole = {**last, **dict(zip(unseen, filled, strict=True))}
        asked = rule.who or PARTIES
        ways.add(sum(whole.get(p) in wanted for p in asked) >= (rule.at_least or len(asked)))
    told = "unknown" if len(ways) > 1 else "yes" if True in ways else "no"
    assert found.consented_enough == told
    assert found.signed == tuple(p for p in PARTIES if last.get(p) in ("sign", "ratify"))
    assert found.withdrawn == tuple(p for p in PARTIES if last.get(p) == "withdraw")


def test_consents_as_of_an_hour() -> None:
    rule = ConsentRule("ratify", ("arn", "bel"), 1)
    acts = [
        Consent("arn", "treaty", "sign", When("2031-03-01")),
        Consent("eld", "treaty", "sign", When("2031-03-01")),
        Consent("bel", "treaty", "ratify", When("2031-05-01")),
    ]
    early = consents(instrument(consent=rule), acts, When("2031-04-01"))
    assert (early.signed, early.to_sign, early.to_ratify) == (
        ("arn", "eld"),
        ("bel",),
        ("arn", "bel"),
    )
    assert (early.signed_enough, early.consented_enough) == ("yes", "unknown")
    late = consents(instrument(consent=rule), acts, When("2031-06-01"))
    assert (late.to_ratify, late.consented_enough) == (("arn",), "yes")
