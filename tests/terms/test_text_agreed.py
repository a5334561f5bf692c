"""What is agreed to a view, against every way in which what it does not show may be."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textmade import BINDING, SEATS, Acts, histories, instrument, passage

from onetext.errors import WrongUse
from onetext.terms.text.acts import (
    AlternativePut,
    CarvedOut,
    DraftIssued,
    PassageChanged,
    StandTaken,
    TextAct,
)
from onetext.terms.text.agreed import agreed
from onetext.terms.text.fold import fold
from onetext.terms.text.instrument import Silence
from onetext.terms.text.passage import Alternative
from onetext.terms.text.state import Text
from onetext.terms.when import When

TIED = (instrument("treaty", closes_with=("annex",)), instrument("annex"))


def ways(text: Text, n: int) -> set[bool]:
    """Return whether one passage is agreed in each way its unseen stands may be."""
    held = text.held[n]
    said = {stand.party: stand.says for stand in held.stands}
    unseen = [party for party in text.instrument.binds if party not in said]
    found = set()
    for filled in product(["accept", "reject"], repeat=len(unseen)):
        whole = {**said, **dict(zip(unseen, filled, strict=True))}
        agree = all(whole[party] == "accept" for party in text.instrument.binds)
        found.add(agree and len(held.passage.alternatives) == 1)
    return found


def together(each: list[set[bool]]) -> set[bool]:
    """Return whether all are, in every way; of nothing, nothing is known."""
    return {all(way) for way in product(*each)} if each else {True, False}


def told(found: set[bool]) -> str:
    return "unknown" if len(found) > 1 else "yes" if True in found else "no"


@settings(deadline=None)
@given(histories(("treaty", "annex")))
def test_the_answer_is_what_holds_however_the_unseen_is(acts: list[TextAct]) -> None:
    plain = [act for act in acts if not isinstance(act, CarvedOut)]
    state = fold(TIED, plain)
    alone = {}
    for id, text in state.texts.items():
        each = [ways(text, n) for n in range(len(text.held))]
        answers = [p.answer for p in agreed(state, id).passages]
        assert answers == [told(one) for one in each]
        alone[id] = together(each)
        assert agreed(state, id).alone == told(alone[id])
    for id in state.texts:
        assert agreed(state, id).answer == told(together(list(alone.values())))


@settings(deadline=None)
@given(histories(), st.data())
def test_hiding_stands_never_makes_a_yes(acts: list[TextAct], data: st.DataObject) -> None:
    first: set[tuple[str | None, str, str]] = set()
    once = []
    for act in acts:  # nobody changes his mind: a view may miss that
        if isinstance(act, StandTaken):
            key = (act.party, act.passage, act.changed_by)
            if key in first:
                continue
            first.add(key)
        once.append(act)
    hidden = data.draw(st.sets(st.sampled_from(range(len(once)))) if once else st.just(set()))
    seen = [a for n, a in enumerate(once) if not (isinstance(a, StandTaken) and n in hidden)]
    whole = {p.passage: p for p in agreed(fold([instrument()], once), "treaty").passages}
    for part in agreed(fold([instrument()], seen), "treaty").passages:
        if part.passage in whole and part.answer != "unknown":
            assert part.answer == whole[part.passage].answer


def test_who_is_missing_and_who_is_against() -> None:
    acts = Acts()
    by = acts.add(passage("p", "lake"))
    acts.stand("arn-head", "p", by)
    found = agreed(acts.folded(), "treaty")
    assert (found.answer, found.missing) == ("unknown", {"bel": ("p",), "cor": ("p",)})
    acts.stand("bel-analyst", "p", by)
    assert agreed(acts.folded(), "treaty").missing == found.missing  # advice binds nobody
    acts.stand("bel-head", "p", by, "ad-referendum")
    found = agreed(acts.folded(), "treaty")
    assert found.answer == "no"
    assert [(s.party, s.says) for s in found.passages[0].against] == [("bel", "ad-referendum")]
    acts.stand("bel-head", "p", by)
    acts.stand("cor-head", "p", by)
    assert agreed(acts.folded(), "treaty").answer == "yes"
    acts.stand("cor-head", "p", by, "reserve")
    assert agreed(acts.folded(), "treaty").answer == "no"


def test_nothing_in_brackets_is_agreed() -> None:
    acts = Acts()
    by = acts.add(passage("p", "lake"))
    acts.accepted_by_all("p", by)
    acts.do(AlternativePut, "arn-head", "p", Alternative("none"))
    found = agreed(acts.folded(), "treaty")
    assert (found.answer, found.passages[0].bracketed) == ("no", True)


def test_nothing_is_agreed_until_everything_is_and_the_unseen_is_unknown() -> None:
    acts = Acts()
    acts.accepted_by_all("p", acts.add(passage("p", "lake")))
    state = fold(TIED, acts.made)
    found = agreed(state, "treaty")
    assert (found.alone, found.answer) == ("yes", "unknown")
    assert (found.passages[0].answer, found.passages[0].closed) == ("yes", "unknown")
    assert found.group == (("annex", "unknown"), ("treaty", "yes"))
    hidden = fold([TIED[0]], acts.made)
    assert agreed(hidden, "treaty") == found
    with pytest.raises(WrongUse, match="no instrument 'annex' here"):
        agreed(hidden, "annex")


def test_a_passage_is_carved_out_by_every_party_of_the_group() -> None:
    acts = Acts()
    by = acts.add(passage("p", "lake"))
    acts.accepted_by_all("p", by)
    acts.add(passage("q", "river"))
    for seat in BINDING:
        assert agreed(fold(TIED, acts.made), "treaty").passages[0].closed == "unknown"
        acts.do(CarvedOut, seat, "p", by)
    found = agreed(fold(TIED, acts.made), "treaty")
    assert [(p.carved, p.closed) for p in found.passages] == [(True, "yes"), (False, "unknown")]
    assert found.answer == "unknown"
    hidden = agreed(fold([TIED[0]], acts.made), "treaty")  # who else closes is not known here
    assert not hidden.passages[0].carved


def test_an_instrument_is_carved_out_but_the_others_still_wait_for_it() -> None:
    acts = Acts("annex")
    acts.add(passage("p", "lake"))
    treaty = Acts("treaty", start=100)
    treaty.accepted_by_all("p", treaty.add(passage("p", "river")))
    for seat in BINDING:
        treaty.do(CarvedOut, seat)
    state = fold(TIED, [*acts.made, *treaty.made])
    assert not state.ignored
    assert (agreed(state, "treaty").carved, agreed(state, "treaty").answer) == (True, "yes")
    assert agreed(state, "annex").answer == "unknown"


SILENT = instrument("treaty", "one-text", silence=Silence(When("2031-03-10T18:00Z")))
BEFORE, AFTER = When("2031-03-10T17:00Z"), When("2031-03-10T18:01Z")


def silent(issued: str, *, change: bool = False, against: bool = False) -> Acts:
    acts = Acts()
    by = acts.add(passage("p", "lake"))
    acts.do(DraftIssued, "dor-chair", at=When(issued))
    if change:
        acts.do(PassageChanged, "dor-chair", passage("p", "shore"))
    if against:
        acts.stand("bel-head", "p", by, "reserve")
    return acts


def test_silence_is_consent_only_by_the_rule_and_after_its_hour() -> None:
    acts = silent("2031-03-10T09:00Z")
    state = fold([SILENT], acts.made)
    assert agreed(state, "treaty").answer == "unknown"
    assert agreed(state, "treaty", BEFORE).answer == "unknown"
    found = agreed(state, "treaty", AFTER)
    assert (found.answer, found.passages[0].silent) == ("yes", ("arn", "bel", "cor"))
    assert found.missing == {}
    assert agreed(acts.folded(), "treaty", AFTER).answer == "unknown"


@pytest.mark.parametrize(
    ("acts", "answer"),
    [
        (silent("2031-03-10T09:00Z", against=True), "no"),
        (silent("2031-03-10T09:00Z", change=True), "unknown"),
        (silent("2031-03-10T19:00Z"), "unknown"),
        (silent("2031-03-10"), "unknown"),
    ],
    ids=["objection", "changed since", "issued too late", "issued some time that day"],
)
def test_silence_does_not_cover(acts: Acts, answer: str) -> None:
    assert agreed(fold([SILENT], acts.made), "treaty", AFTER).answer == answer


def test_powers_have_their_hours() -> None:
    assert set(BINDING) < set(SEATS)
    some = instrument()
    until = replace(some.may_bind[0], until=When("2031-03-01"))
    some = replace(some, may_bind=(until, *some.may_bind[1:]))
    acts = Acts()
    by = acts.add(passage("p", "lake"))
    acts.stand("arn-head", "p", by, at=When("2031-03-02T09:00Z"))
    (held,) = fold([some], acts.made).text("treaty").held
    assert (held.stands, len(held.advice)) == ((), 1)
