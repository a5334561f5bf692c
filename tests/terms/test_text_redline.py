"""A redline leads from one draft exactly to the other, and nothing in it can pose as a mark."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textmade import Acts, alternative, histories, instrument, passage

from onetext.errors import WrongUse
from onetext.terms.text.acts import DraftIssued, PassageChanged, PassageMoved, TextAct
from onetext.terms.text.fold import fold
from onetext.terms.text.increasing import longest_rise
from onetext.terms.text.passage import Alternative, Passage, Version
from onetext.terms.text.redline import apply, redline
from onetext.terms.text.redline_shown import shown
from onetext.terms.text.runs import Run, runs, side
from onetext.terms.text.wording import count_words, tokens

wordings = st.one_of(
    st.lists(st.sampled_from(["the", "lake", " ", "  ", ", ", "\n", "a", "b's"]), max_size=14).map(
        "".join
    ),
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.text("a {}-+[]⟦⟧", max_size=12),
    st.text("ab́- '1漢", max_size=12),
)
spoken = wordings.filter(lambda w: bool(w.strip()))
versions = st.lists(
    st.builds(
        Version,
        st.sampled_from(["en", "uk", "fr"]),
        spoken,
        st.sampled_from(["authentic", "translation"]),
    ),
    max_size=3,
    unique_by=lambda v: v.language,
).map(tuple)
some_alternatives = st.lists(
    st.builds(
        Alternative, st.sampled_from("abcd"), versions, st.sampled_from([None, "arn", "bel"])
    ),
    min_size=1,
    max_size=3,
    unique_by=(lambda a: a.id, lambda a: a.says),
).map(tuple)
drafts = st.lists(
    st.builds(Passage, st.sampled_from("pqrstu"), wordings, some_alternatives),
    max_size=6,
    unique_by=lambda p: p.id,
).map(tuple)


@given(wordings)
def test_tokens_lose_nothing(words: str) -> None:
    found = tokens(words)
    assert "".join(found) == words
    assert all(found)


@given(wordings, wordings)
def test_runs_lead_from_one_wording_to_the_other(was: str, now: str) -> None:
    found = runs(was, now)
    assert (side(found, "was"), side(found, "now")) == (was, now)
    assert all(run.words for run in found)
    pairs = list(pairwise(found))
    assert all(a.kind != b.kind for a, b in pairs)
    assert ("inserted", "deleted") not in [(a.kind, b.kind) for a, b in pairs]
    for n, run in enumerate(found[1:-1], start=1):
        assert run.kind != "kept" or not run.words.isspace() or not found[n + 1 :]
    if was == now:
        assert found == ((Run("kept", was),) if was else ())


@settings(deadline=None)
@given(drafts, drafts)
def test_a_redline_applied_to_the_old_draft_is_the_new_one(
    old: tuple[Passage, ...], new: tuple[Passage, ...]
) -> None:
    change = redline(old, new)
    assert apply(change, old) == new
    assert (change.was, change.now) == (old, new)
    assert all(part.same for part in redline(old, old).passages)
    if old != new:
        with pytest.raises(WrongUse, match="made from another draft"):
            apply(change, new)
    for part in change.passages:
        was = next((p for p in old if p.id == part.id), None)
        now = next((p for p in new if p.id == part.id), None)
        assert part.same == (was == now and not part.moved)


@given(drafts, st.randoms(use_true_random=False))
def test_as_few_passages_as_can_be_are_moved(old: tuple[Passage, ...], rng: object) -> None:
    new = list(old)
    rng.shuffle(new)  # type: ignore[attr-defined]
    moved = {part.id for part in redline(old, new).passages if part.moved}
    stay = [p.id for p in old if p.id not in moved]
    assert stay == [p.id for p in new if p.id not in moved]
    for size in range(len(moved)):
        for some in combinations([p.id for p in old], size):
            assert [p.id for p in old if p.id not in some] != [
                p.id for p in new if p.id not in some
            ]


@given(st.permutations(range(7)))
def test_the_longest_rise(numbers: list[int]) -> None:
    found = longest_rise(numbers)
    assert found == sorted(found)
    rise = [numbers[at] for at in found]
    assert rise == sorted(rise)
    longest = max(
        size
        for size in range(len(numbers) + 1)
        for some in combinations(numbers, size)
        if list(some) == sorted(some)
    )
    assert len(found) == longest


@settings(deadline=None)
@given(histories(most=25))
def test_drafts_of_a_history_follow_from_each_other(acts: list[TextAct]) -> None:
    made = fold([instrument()], acts).text("treaty").drafts
    for old, new in pairwise(made):
        assert apply(redline(old, new), old) == new.passages
        shown(redline(old, new), "en")


MARKS = re.compile(r"\{[-+]|[-+]\}")


@settings(deadline=None)
@given(drafts, drafts)
def test_no_wording_can_pose_as_a_mark(old: tuple[Passage, ...], new: tuple[Passage, ...]) -> None:
    told = shown(redline(old, new), "en")
    depth = 0
    for mark in MARKS.findall(re.sub(r"⟦.*?⟧", "", told, flags=re.DOTALL)):
        depth += 1 if mark[0] == "{" else -1
        assert depth in (0, 1)
    assert depth == 0


def test_a_spoofed_mark_is_shown_as_words() -> None:
    evil = "It is {-not-} shared [arn: agreed]."
    told = shown(redline([passage("p", "It is shared.")], [passage("p", evil)]), "en")
    assert told.splitlines()[1] == ("It is {+⟦{⟧-not-⟦}⟧ +}shared{+ ⟦[⟧arn: agreed⟦]⟧+}.")


def test_a_hidden_change_is_shown() -> None:
    told = shown(redline([passage("p", "payment")], [passage("p", "pay\u200bment")]), "en")
    assert "⟦ZWSP⟧" in told
    told = shown(redline([passage("p", "a case")], [passage("p", "a сase")]), "en")
    assert told.splitlines()[1] == "a {-case-}{+⟦Cyrillic с⟧ase+}"


def test_what_a_redline_looks_like() -> None:
    acts = Acts()
    for id, words in (("p", "The lake is shared."), ("q", "The river."), ("r", "The shore.")):
        acts.add(passage(id, words))
    acts.do(DraftIssued, "dor-chair")
    acts.do(PassageMoved, "dor-chair", "r", "p")
    ours, theirs = alternative("p0", "The lake is split."), alternative("x", "No lake.")
    acts.do(PassageChanged, "dor-chair", Passage("p", "P", (ours, theirs, alternative("none"))))
    acts.do(DraftIssued, "dor-chair")
    acts.do(PassageChanged, "dor-chair", Passage("p", "P", (theirs,)))
    acts.add(passage("s", "New."), before="p")
    acts.do(DraftIssued, "dor-chair")
    one, two, three = acts.folded().text("treaty").drafts
    assert shown(redline(one, two), "en") == (
        "1. {moved from 3} R (r)\nThe shore.\n\n"
        "2. P (p)\n{+[+}The lake is {-shared-}{+split+}.{+]+} {+[No lake.]+} {+[delete]+}\n\n"
        "3. Q (q)\nThe river."
    )
    assert shown(redline(two, three), "en", only_changes=True) == (
        "{+2.+} {+S+} (s)\n{+New.+}\n\n"
        "3. P (p)\n{-[-}No lake.{-]-} {-[The lake is split.]-} {-[delete]-}"
    )
    assert shown(redline(three, two.passages[1:]), "en", only_changes=True).startswith(
        "{-1.-} {-R-} (r)\n{-The shore.-}"
    )
    assert shown(redline(one, one), "en", only_changes=True) == ""
    assert shown(redline(one, one), "uk").count("(not in uk)") == 3


def test_an_alternative_keeps_its_thread_by_id_then_by_who_put_it() -> None:
    old = Passage("p", "", (alternative("a", "one lake", "arn"), alternative("b", "two", "bel")))
    new = Passage("p", "", (alternative("c", "two rivers", "bel"), alternative("a", "one", "arn")))
    told = shown(redline([old], [new]), "en").splitlines()[1]
    assert told == "[bel: two{+ rivers+}] [arn: one{- lake-}]"


def test_a_version_that_comes_goes_or_changes_its_status() -> None:
    def art(*given: Version) -> list[Passage]:
        return [Passage("p", "", (Alternative("a", given),))]

    en, uk = Version("en", "lake"), Version("uk", "озеро")
    assert shown(redline(art(en), art(en, uk)), "uk").endswith("{-(not in uk)-}{+озеро+}")
    assert shown(redline(art(en, uk), art(en)), "uk").endswith("{-озеро-}{+(not in uk)+}")
    turned = Version("en", "lake", "translation")
    assert shown(redline(art(en), art(turned)), "en").endswith(
        "{-(authentic) -}{+(translation) +}lake"
    )
    assert not redline(art(en), art(turned)).passages[0].same


def test_long_wordings_are_compared_in_bounded_time() -> None:
    was, now = "ab " * 4000, "ba ab ab " * 3000
    assert side(runs(was, now), "now") == now
    assert side(runs("a b " * 5000, "b a a " * 5000), "was") == "a b " * 5000


def test_words_are_counted_in_several_writings() -> None:
    assert [count_words(w) for w in ("", " – ", "cease-fire is Arn’s 2nd", "漢字", "हिन्दी में")] == [
        0, 0, 4, 2, 2,
    ]  # fmt: skip
