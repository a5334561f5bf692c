"""Acts folded into texts, against history scanned again."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce

from hypothesis import given, settings
from hypothesis import strategies as st
from textmade import BINDING, SEATS, Acts, alternative, histories, instrument, passage

from onetext.terms.text.acts import (
    AlternativeDropped,
    AlternativePut,
    CarvedOut,
    ChoiceMade,
    DraftIssued,
    ModeChanged,
    PassageAdded,
    PassageChanged,
    PassageMoved,
    PassageRemoved,
    StandTaken,
    TextAct,
)
from onetext.terms.text.fold import after, fold
from onetext.terms.text.instrument import FullPowers
from onetext.terms.text.metrics import metrics
from onetext.terms.text.objection import objection
from onetext.terms.text.state import begin

CHANGES = (
    PassageAdded,
    PassageChanged,
    PassageRemoved,
    AlternativePut,
    AlternativeDropped,
    ChoiceMade,
)


def passage_of(act: TextAct) -> str | None:
    named = getattr(act, "passage", None)
    return named if named is None or isinstance(named, str) else str(named.id)


def taken(acts: list[TextAct]) -> list[TextAct]:
    ignored = {id(one.act) for one in fold([instrument()], acts).ignored}
    return [act for act in acts if id(act) not in ignored]


@settings(deadline=None)
@given(histories())
def test_stands_are_those_a_scan_of_history_finds(acts: list[TextAct]) -> None:
    text, counted = fold([instrument()], acts).text("treaty"), taken(acts)
    for held in text.held:
        on_it = [act for act in counted if passage_of(act) == held.passage.id]
        latest = [act for act in on_it if isinstance(act, CHANGES)][-1]
        assert held.changed_by == latest.entry
        found = {}
        advice = {}
        for act in on_it:
            if isinstance(act, StandTaken) and act.changed_by == latest.entry:
                assert acts.index(act) > acts.index(latest)
                if act.seat in BINDING:
                    found[act.party] = (act.seat, act.says)
                else:
                    advice[act.seat] = act.says
        assert {s.party: (s.seat, s.says) for s in held.stands} == found
        assert {s.seat: s.says for s in held.advice} == advice


@settings(deadline=None)
@given(histories())
def test_what_is_ignored_changes_nothing_and_step_by_step_is_the_same(acts: list[TextAct]) -> None:
    whole = fold([instrument()], acts)
    assert fold([instrument()], taken(acts)).texts == whole.texts
    assert reduce(after, acts, begin([instrument()])) == whole


@settings(deadline=None)
@given(histories())
def test_the_host_refuses_exactly_what_the_fold_ignores(acts: list[TextAct]) -> None:
    refused = []
    for n, act in enumerate(acts):
        why = objection(fold([instrument()], acts[:n]), act)
        if why is not None:
            refused.append((act, why))
    assert [(one.act, one.why) for one in fold([instrument()], acts).ignored] == refused


@settings(deadline=None)
@given(histories(("treaty", "annex")), st.randoms(use_true_random=False))
def test_instruments_do_not_touch_each_other(acts: list[TextAct], rng: object) -> None:
    some = [instrument("treaty"), instrument("annex")]
    one = [act for act in acts if act.instrument == "treaty"]
    other = [act for act in acts if act.instrument == "annex"]
    left, right, mixed = list(one), list(other), []
    while left or right:
        take = left if left and (not right or rng.random() < 0.5) else right  # type: ignore[attr-defined]
        mixed.append(take.pop(0))
    assert fold(some, mixed).texts == fold(some, acts).texts
    assert fold(some, mixed).text("treaty") == fold(some[:1], one).text("treaty")


@given(st.permutations([(s, p) for s in BINDING for p in ("p", "q")]))
def test_first_stands_may_come_in_any_order(order: list[tuple[str, str]]) -> None:
    acts = Acts()
    by = {id: acts.add(passage(id, "lake")) for id in ("p", "q")}
    for seat, id in order:
        acts.stand(seat, id, by[id], "accept" if seat != "cor-head" else "reserve")
    for held in acts.folded().text("treaty").held:
        said = {stand.party: stand.says for stand in held.stands}
        assert said == {"arn": "accept", "bel": "accept", "cor": "reserve"}


def test_words_that_return_revive_nothing() -> None:
    acts = Acts()
    lake, shore = passage("p", "lake"), passage("p", "shore")
    first = acts.add(lake)
    acts.stand("arn-head", "p", first)
    acts.do(DraftIssued, "dor-chair")
    acts.do(PassageChanged, "dor-chair", shore)
    back = acts.do(PassageChanged, "dor-chair", lake)
    acts.stand("arn-head", "p", first)
    state = acts.folded()
    held = state.text("treaty").held[0]
    assert (held.passage, held.changed_by, held.stands) == (lake, back, ())
    assert [i.why for i in state.ignored] == ["it is on the passage 'p' before its last change"]


def test_stands_carry_over_to_later_drafts_and_moves() -> None:
    acts = Acts()
    first = acts.add(passage("p", "lake"))
    acts.stand("arn-head", "p", first)
    other = acts.add(passage("q", "river"))
    acts.do(DraftIssued, "dor-chair")
    acts.do(PassageMoved, "dor-chair", "p")
    acts.do(PassageChanged, "dor-chair", passage("q", "two rivers"))
    acts.do(DraftIssued, "dor-chair")
    text = acts.folded().text("treaty")
    assert [p.id for p in text.passages] == ["q", "p"]
    assert [stand.says for stand in text.held[1].stands] == ["accept"]
    assert [d.changed_by for d in text.drafts] == [(first, other), (text.held[0].changed_by, first)]
    assert [d.n for d in text.drafts] == [1, 2]


def test_the_same_entry_acts_once() -> None:
    acts = Acts()
    acts.add(passage("p", "lake"))
    twice = [*acts.made, *acts.made]
    assert [i.why for i in fold([instrument()], twice).ignored] == ["the entry '0000' acted before"]


def test_a_passage_nobody_was_shown_goes_without_a_trace_and_others_leave_their_place() -> None:
    acts = Acts()
    acts.add(passage("p", "lake"))
    acts.do(PassageRemoved, "dor-chair", "p")
    assert acts.folded().text("treaty").held == ()
    acts.add(passage("p", "lake"))
    acts.do(DraftIssued, "dor-chair")
    gone = acts.do(PassageRemoved, "dor-chair", "p")
    acts.do(PassageRemoved, "dor-chair", "p")
    state = acts.folded()
    (held,) = state.text("treaty").held
    assert held.passage.deleted
    assert held.changed_by == gone
    assert [i.why for i in state.ignored] == ["the passage 'p' is out"]


def test_metrics_count_brackets_words_and_what_was_opened_again() -> None:
    acts = Acts()
    by = {id: acts.add(passage(id, f"The {id} lake.")) for id in ("p", "q", "r")}
    acts.accepted_by_all("p", by["p"])
    acts.do(DraftIssued, "dor-chair")
    acts.do(PassageChanged, "dor-chair", passage("p", "other"))  # accepted by all: opened again
    acts.do(PassageChanged, "dor-chair", passage("q", "other"))  # clean, and clean again
    acts.do(AlternativePut, "bel-head", "r", alternative("x", "Two words-joined", "bel"))
    acts.do(AlternativePut, "bel-head", "r", alternative("none"))
    acts.do(DraftIssued, "dor-chair")
    acts.do(ChoiceMade, "dor-chair", "r", "x")
    acts.do(DraftIssued, "dor-chair")
    found = metrics(acts.folded().text("treaty"))
    assert [(m.n, m.brackets, m.alternatives, m.words_in_brackets) for m in found] == [
        (1, 0, 0, 0),
        (2, 1, 3, 5),
        (3, 0, 0, 0),
    ]
    assert [m.reopened for m in found] == [(), ("p", "r"), ()]


def test_what_no_draft_showed_or_was_in_brackets_anyway_is_not_opened_again() -> None:
    acts = Acts()
    acts.accepted_by_all("p", acts.add(passage("p", "lake")))
    acts.add(passage("q", "river", "two rivers"))
    acts.do(PassageChanged, "dor-chair", passage("p", "shore"))
    acts.do(DraftIssued, "dor-chair")
    acts.do(AlternativePut, "bel-head", "q", alternative("x", "Two words-joined", "bel"))
    acts.do(DraftIssued, "dor-chair")
    assert [m.reopened for m in metrics(acts.folded().text("treaty"))] == [(), ()]


def test_a_passage_somebody_took_a_stand_on_leaves_its_place_without_any_draft() -> None:
    acts = Acts()
    acts.stand("arn-head", "p", acts.add(passage("p", "lake")))
    acts.do(PassageRemoved, "dor-chair", "p")
    assert [p.deleted for p in acts.folded().text("treaty").passages] == [True]


def test_a_party_has_one_stand_whichever_of_its_seats_enters_it() -> None:
    some = instrument()
    some = replace(some, may_bind=(*some.may_bind, FullPowers("arn-legal", "arn")))
    acts = Acts()
    by = acts.add(passage("p", "lake"))
    acts.stand("arn-head", "p", by)
    acts.stand("arn-legal", "p", by, "reserve")
    (held,) = acts.folded(some).text("treaty").held
    assert [(s.seat, s.says) for s in held.stands] == [("arn-legal", "reserve")]


def test_an_unsigned_alternative_has_no_author() -> None:
    acts = Acts()
    acts.add(passage("p", "lake"))
    acts.do(AlternativePut, None, "p", alternative("x", "shore"))
    acts.do(AlternativePut, None, "p", alternative("y", "river", "arn"))
    state = acts.folded()
    assert [a.id for a in state.text("treaty").passages[0].alternatives] == ["p0", "x"]
    assert [i.why for i in state.ignored] == [
        "without an author only an unnamed alternative can be put"
    ]


def test_a_view_without_the_passage_objects_in_that_view_only() -> None:
    acts = Acts()
    by = acts.add(passage("p", "lake"))
    acts.stand("arn-head", "p", by)
    assert not acts.folded().ignored
    hidden = fold([instrument()], acts.made[1:])
    assert [i.why for i in hidden.ignored] == ["there is no passage 'p' here"]
    elsewhere = Acts()
    elsewhere.add(passage("p", "lake"))
    elsewhere.stand("arn-head", "p", "ffff")
    assert [i.why for i in elsewhere.folded().ignored] == [
        "it is on words of the passage 'p' that are not here"
    ]


def test_a_change_of_mode_is_an_act() -> None:
    acts = Acts()
    acts.add(passage("p", "lake"))
    acts.do(ModeChanged, "dor-chair", "one-text")
    acts.do(AlternativePut, "arn-head", "p", alternative("x", "shore", "arn"))
    acts.do(ModeChanged, "arn-head", "rolling")
    acts.do(ModeChanged, "dor-chair", "rolling")
    acts.do(AlternativePut, "arn-head", "p", alternative("x", "shore", "arn"))
    acts.do(DraftIssued, "dor-chair")
    state = acts.folded()
    assert [i.why for i in state.ignored] == ["in one-text only 'dor' drafts: comment on it"] * 2
    assert [d.mode for d in state.text("treaty").drafts] == ["rolling"]
    assert state.text("treaty").passages[0].bracketed


def test_carve_outs_lapse_with_a_change() -> None:
    acts = Acts()
    by = acts.add(passage("p", "lake"))
    acts.do(CarvedOut, "arn-head", "p", by)
    assert acts.folded().text("treaty").held[0].carved == ("arn",)
    acts.do(PassageChanged, "dor-chair", passage("p", "shore"))
    assert acts.folded().text("treaty").held[0].carved == ()
    assert set(SEATS.values()) > {"arn"}
