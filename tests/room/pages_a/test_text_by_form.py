"""Each act on a text through its form: it enters what it says, for those who may see it alone."""

from __future__ import annotations

import pytest
from seats_in import Seats

from onetext.analysis.table.texts import text_state
from onetext.record.acts import drafting
from onetext.record.acts.talking import Message
from onetext.record.opening import HOST
from onetext.room.places_seen import places
from onetext.terms.text.state import Text
from onetext.terms.text.status import status

TREATY = {"instrument": "treaty"}
LAKE = {"words.en": "The lake is shared.", "words.fr": "Le lac est partagé."}
PLENARY = {
    "belmora-head", "belmora-legal", "halvia-envoy", "halvia-mediator", "sedgeland-head",
    "tarvenia-head", "tarvenia-legal",
}  # fmt: skip


def text(seats: Seats, seat: str = "halvia-mediator", of: str = "treaty") -> Text:
    return text_state(seats.room.view(seat)).texts[of]


def seen_by(seats: Seats, words: str) -> set[str]:
    return {one for one in seats.room.seats if words in seats.page(one, "text")}


def test_an_alternative_named(writing: Seats) -> None:
    act = writing.sent("tarvenia-legal", "text/alternative", passage="art-1", named="yes",
                       **TREATY, **LAKE)  # fmt: skip
    assert isinstance(act, drafting.AlternativePut)
    assert (act.alternative.by, len(act.alternative.versions)) == ("tarvenia", 2)
    assert seen_by(writing, "The lake is shared.") == PLENARY
    assert text(writing).find("art-1").passage.bracketed


def test_an_alternative_in_nobodys_name_keeps_no_name(writing: Seats) -> None:
    act = writing.sent("sedgeland-head", "text/alternative", passage="art-1", named="no",
                       **TREATY, **LAKE)  # fmt: skip
    assert isinstance(act, drafting.AlternativePut)
    assert act.alternative.by is None
    for seat in PLENARY:
        line = writing.room.lines(seat)[-1]
        assert line.entry is not None
        assert line.entry.seat == HOST
    assert "in nobody's name: whose it was is kept nowhere" in writing.page("belmora-head", "text")


def test_the_empty_alternative_and_what_is_no_alternative(writing: Seats) -> None:
    writing.refused("tarvenia-head", "text/alternative", passage="art-1", **TREATY)
    both = {"empty": "yes", **LAKE}
    writing.refused("tarvenia-head", "text/alternative", passage="art-1", **TREATY, **both)
    act = writing.sent("tarvenia-head", "text/alternative", passage="art-1", empty="yes", **TREATY)
    assert isinstance(act, drafting.AlternativePut)
    assert act.alternative.empty
    assert "Delete this passage." in writing.page("belmora-head", "text")


def test_who_put_it_drops_it_and_nobody_else(writing: Seats) -> None:
    writing.sent("tarvenia-head", "text/alternative", passage="art-1", **TREATY, **LAKE)
    why = writing.refused("belmora-head", "text/drop", passage="art-1", alternative="t1", **TREATY)
    assert "who put it drops it" in why
    act = writing.sent("tarvenia-legal", "text/drop", passage="art-1", alternative="t1", **TREATY)
    assert isinstance(act, drafting.AlternativeDropped)
    assert not text(writing).find("art-1").passage.bracketed


def test_the_drafter_lifts_brackets_changes_adds_moves_removes(writing: Seats) -> None:
    pen = "halvia-mediator"
    writing.sent("tarvenia-head", "text/alternative", passage="art-1", **TREATY, **LAKE)
    writing.refused("tarvenia-head", "text/choose", passage="art-1", alternative="t1", **TREATY)
    writing.sent(pen, "text/choose", passage="art-1", alternative="t1", **TREATY)
    assert text(writing).find("art-1").passage.alternatives[0].id == "t1"
    added = writing.sent(pen, "text/add", heading="Prisoners", before="art-3", **TREATY, **LAKE)
    assert isinstance(added, drafting.PassageAdded)
    assert [p.id for p in text(writing).passages][2] == "art-8"
    writing.sent(pen, "text/move", passage="art-8", before="", **TREATY)
    assert text(writing).passages[-1].id == "art-8"
    writing.sent(
        pen, "text/change", passage="art-8", heading="Those held",
        **{"words.0.en": "All go home.", "words.0.fr": "Tous rentrent.",
           "status.0.fr": "translation"}, **TREATY,
    )  # fmt: skip
    passage = text(writing).passages[-1]
    assert passage.heading == "Those held"
    assert [one.status for one in passage.alternatives[0].versions] == ["authentic", "translation"]
    writing.sent(pen, "text/remove", passage="art-8", **TREATY)
    assert "art-8" not in [p.id for p in text(writing).passages]
    writing.sent(pen, "text/remove", passage="art-7", **TREATY)
    assert text(writing).find("art-7").passage.deleted


def test_a_party_adds_a_passage_in_brackets(writing: Seats) -> None:
    act = writing.sent("belmora-head", "text/propose", heading="The lake", **TREATY, **LAKE)
    assert isinstance(act, drafting.PassageAdded)
    assert act.passage.bracketed
    assert act.passage.alternatives[0].by == "belmora"
    assert seen_by(writing, "The lake is shared.") == PLENARY
    writing.refused("belmora-head", "text/add", heading="The lake", **TREATY, **LAKE)


def test_comments_on_a_passage_and_on_the_whole(writing: Seats) -> None:
    writing.sent("halvia-envoy", "text/comment", passage="art-1", words="Say since when.", **TREATY)
    writing.sent("tarvenia-legal", "text/comment", words="Too short by half.", **TREATY)
    assert seen_by(writing, "Say since when.") == PLENARY
    assert "Comments on the whole text" in writing.page("belmora-legal", "text")
    writing.refused("tarvenia-legal", "text/comment", words="  ", **TREATY)
    writing.refused("observer", "text/comment", words="Let me in.", **TREATY)


def test_a_stand_on_several_passages_at_once(writing: Seats) -> None:
    act = writing.sent(
        "belmora-head", "text/stand", passages=["art-1", "art-2"], says="reserve", **TREATY
    )
    assert isinstance(act, drafting.StandEntered)
    assert [text(writing).find(id).stand("belmora").says for id in ("art-1", "art-2")] == [
        "reserve", "reserve",
    ]  # fmt: skip
    assert seen_by(writing, "▲ Belmora reserves") == PLENARY
    writing.refused("belmora-head", "text/stand", says="accept", **TREATY)
    writing.refused("belmora-head", "text/stand", passages="art-1", says="perhaps", **TREATY)
    writing.refused("halvia-mediator", "text/stand", passages="art-1", says="accept", **TREATY)


def test_brackets_are_not_accepted(writing: Seats) -> None:
    writing.sent("tarvenia-head", "text/alternative", passage="art-1", **TREATY, **LAKE)
    why = writing.refused("belmora-head", "text/stand", passages=["art-2", "art-1"], says="accept",
                          **TREATY)  # fmt: skip
    assert "is in brackets" in why


def test_advice_stays_in_the_delegation(writing: Seats) -> None:
    act = writing.sent(
        "tarvenia-legal", "text/stand", passages=["art-3"], says="reject",
        words="Twenty years is not for good.", **TREATY,
    )  # fmt: skip
    assert isinstance(act, Message)
    assert text(writing).find("art-3").stand("tarvenia").says == "accept"
    own = {"tarvenia-head", "tarvenia-legal"}
    assert seen_by(writing, "Twenty years is not for good.") == own
    assert seen_by(writing, "Advice in your own delegation") == own
    assert {one for one in writing.room.seats if writing.room.lines(one)[-1].act == act} == own


def test_a_draft_and_the_mode(writing: Seats) -> None:
    writing.refused("tarvenia-head", "text/issue", **TREATY)
    writing.refused("tarvenia-head", "text/mode", mode="one-text", **TREATY)
    before = len(text(writing).drafts)
    writing.sent("halvia-envoy", "text/issue", **TREATY)  # the pen is its party's
    assert len(text(writing).drafts) == before + 1
    writing.sent("halvia-mediator", "text/mode", mode="one-text", **TREATY)
    assert text(writing).mode == "one-text"
    why = writing.refused("tarvenia-head", "text/alternative", passage="art-1", **TREATY, **LAKE)
    assert "only 'halvia' drafts" in why
    assert "text/alternative" not in writing.html("tarvenia-head", "text")
    put = writing.sent("halvia-mediator", "text/alternative", passage="art-1", **TREATY, **LAKE)
    assert isinstance(put, drafting.AlternativePut)


def test_carving_out(writing: Seats) -> None:
    writing.refused("tarvenia-legal", "text/carve", passage="art-1", **TREATY)
    act = writing.sent("tarvenia-head", "text/carve", passage="art-1", **TREATY)
    assert isinstance(act, drafting.CarvedOut)
    assert "early close asked by tarvenia" in writing.page("sedgeland-head", "text")
    whole = writing.sent("belmora-head", "text/carve", **TREATY)
    assert isinstance(whole, drafting.CarvedOut)
    assert whole.passage is None


def test_signing_ratifying_withdrawing(writing: Seats) -> None:
    heads = ("tarvenia-head", "belmora-head", "sedgeland-head")
    writing.refused("tarvenia-legal", "text/initial", **TREATY)
    for seat in heads:
        act = writing.sent(seat, "text/consent", act="sign", **TREATY)
        assert isinstance(act, drafting.ConsentGiven)
    assert status(text(writing)) == "signed"
    writing.refused("tarvenia-head", "text/alternative", passage="art-1", **TREATY, **LAKE)
    writing.sent("belmora-head", "text/consent", act="ratify", **TREATY)
    writing.sent("tarvenia-head", "text/consent", act="withdraw", **TREATY)
    said = writing.page("sedgeland-head", "text")
    assert "Ratified by Belmora" in said
    assert "Withdrawn by Tarvenia" in said
    writing.refused("halvia-mediator", "text/consent", act="sign", **TREATY)


def test_initialling_a_draft_issued_anew(writing: Seats) -> None:
    writing.sent("halvia-mediator", "text/issue", **TREATY)
    for seat in ("tarvenia-head", "belmora-head", "sedgeland-head"):
        assert status(text(writing)) == "clean"
        writing.sent(seat, "text/initial", **TREATY)
    assert status(text(writing)) == "initialled"
    writing.sent("halvia-mediator", "text/change", passage="art-1", heading="Fire",
                 **{"words.0.en": "Fire ceases."}, **TREATY)  # fmt: skip
    assert "has changed since its last draft" in writing.refused(
        "tarvenia-head", "text/initial", **TREATY
    )


def test_what_a_next_draft_leaves_behind_is_said_before_and_after(writing: Seats) -> None:
    pen = "halvia-mediator"
    writing.sent(pen, "text/issue", **TREATY)
    assert "initials are given anew" not in writing.page(pen, "text")
    for seat in ("tarvenia-head", "belmora-head"):
        writing.sent(seat, "text/initial", **TREATY)
    writing.sent("belmora-head", "text/consent", act="sign", **TREATY)
    number = text(writing).drafts[-1].n
    before = writing.page(pen, "text", of="treaty")
    assert f"Draft {number} is initialled by Tarvenia, Belmora. The next draft is" in before
    assert f"Draft {number} is signed by Belmora. The next draft is signed by nobody" in before
    assert "The next draft is" not in writing.page("belmora-head", "text", of="treaty")
    told = writing.room.windows.told(pen, len(writing.room.lines(pen)) - 1)  # a stream goes on
    writing.sent(pen, "text/issue", **TREATY)
    left = (
        "issues a draft of treaty, the initials of tarvenia-head, belmora-head stay with the draft"
        " before, the signatures of belmora-head stay with the draft before"
    )
    assert left in writing.page("sedgeland-head", "record")
    assert [one.what for one in writing.room.windows.told(pen, told[-1].number)] == [left]
    assert "The next draft is" not in writing.page(pen, "text", of="treaty")
    writing.sent(pen, "text/issue", **TREATY)
    assert [one.what for one in writing.room.windows.told(pen, told[-1].number)] == [
        left,
        "issues a draft of treaty",
    ]


@pytest.mark.parametrize("seat", ["observer", "teacher", "league-head"])
def test_a_text_that_a_seat_does_not_see_is_as_none(writing: Seats, seat: str) -> None:
    for page, more in (
        ("comment", {"words": "Let me in."}),
        ("stand", {"passages": "art-1", "says": "accept"}),
        ("alternative", {"passage": "art-1", "words.en": "Ours."}),
    ):
        told = writing.refused(seat, f"text/{page}", **TREATY, **more)
        none = writing.refused(seat, f"text/{page}", instrument="none", **more)
        assert told == none


def test_every_seat_of_the_drafter_holds_the_pen_and_no_other_does(writing: Seats) -> None:
    added = {"heading": "The lake", **TREATY, **LAKE}
    act = writing.sent("halvia-envoy", "text/add", **added)
    assert isinstance(act, drafting.PassageAdded)
    for seat in ("tarvenia-head", "belmora-head", "aurelia-head"):
        writing.refused(seat, "text/add", **added)
        writing.refused(seat, "text/remove", passage="art-1", **TREATY)


def test_a_text_lies_before_all_whom_it_binds_and_who_mediates(begun: Seats) -> None:
    for of, binds in (
        ("treaty", {"tarvenia", "belmora", "sedgeland"}),
        ("annex-guarantees", {"belmora", "sedgeland", "aurelia", "southern_league", "tsurai"}),
    ):
        there = {seat.party for seat in begun.room.seats.values()
                 if of in text_state(begun.room.view(seat.id)).texts}  # fmt: skip
        assert there == binds | {"halvia"}


def test_who_mediates_one_chapter_sits_in_nobodys_caucus(begun: Seats) -> None:
    names = {one.name for one in places(begun.room.view("aurelia-head"))}
    assert names == {"public", "private-aurelia", "text-annex-guarantees"}
