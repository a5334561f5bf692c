"""What the host answers to a seat's acts does not hang on what that seat may not see."""

from __future__ import annotations

from contextlib import suppress

import pytest
from running import Running

from onetext.errors import Refused
from onetext.record.acts.drafting import AlternativePut, ConsentGiven, InstrumentOpened
from onetext.record.acts.filing import ResultFiled
from onetext.record.acts.kinds import values_of
from onetext.record.acts.offering import NonPaper
from onetext.record.acts.passing import PassedOn, Refusal
from onetext.record.acts.talking import CaucusMessage, LeaveOf, Message
from onetext.record.drafting import change_to
from onetext.record.entry import Place, write_entry
from onetext.record.fields import Body
from onetext.record.opening import HOST
from onetext.record.window import window
from onetext.record.wire import text_of
from onetext.terms.text.instrument import FullPowers, Instrument
from onetext.terms.text.passage import Alternative, Version
from onetext.terms.when import When


def answer(run: Running, by: str, item: bytes, into: str, **more: object) -> str:
    try:
        run.host.disclose(by, item, run.rooms[into], **more)  # type: ignore[arg-type]
    except Refused as error:
        return str(error)
    return "done"


def kinds(run: Running, seat: str | None) -> list[str]:
    return [line.act.kind for line in window(run.store, seat).lines if line.act is not None]


@pytest.mark.parametrize("busy", [False, True])
def test_a_bundle_holds_the_heads_that_are_due_whoever_was_busy_since(busy: bool) -> None:
    run = Running().start()
    run.step = 86400
    if busy:
        run.enter("arn-head", "private-arn", Message("At night.", "none"))
    else:
        run.clock()
    run.step = 60
    assert len(run.host.export("bel-head").closes) == 1


def test_only_the_host_says_that_something_was_passed_on_or_refused() -> None:
    run = Running().start()
    there, nowhere = run.rooms["caucus-arn"], "00" * 16
    for act in (
        PassedOn(bytes(32), "existence", (), "bel-head", (), None),
        Refusal(bytes(32), "verbatim", "bel-head", "no"),
    ):
        said = set()
        for place in (there, nowhere):
            values = values_of(act)
            entry = write_entry(
                None,
                room=run.opening.room,
                id=bytes(16),
                seat="bel-head",
                place=Place(place, 1, bytes(32), bytes(32)),
                salt=bytes(32),
                body=Body.of(values, {name: run.random.randbytes(32) for name in values}),
            )
            for call in (
                lambda p=place, a=act: run.host.enter("bel-head", p, a),  # type: ignore[misc]
                lambda p=place, a=act: run.host.enter_all("bel-head", p, [a]),  # type: ignore[misc]
                lambda e=entry: run.host.take(e),  # type: ignore[misc]
            ):
                with pytest.raises(Refused) as caught:
                    call()
                said.add(str(caught.value))
        assert said == {f"only the host enters a {act.kind}, pass the item on"}


def test_what_is_nobodys_is_nobodys_in_a_row_too() -> None:
    run = Running().start()
    put = Alternative("a2", (Version("en", "Ours."),))
    mark = change_to("treaty", "art-1", None, bytes(32))
    for act in (NonPaper("o1", ("arn",), "truce = full", None, None, None),):
        (kept,) = run.host.enter_all("bel-head", run.rooms["plenary"], [act])
        assert kept.entry is not None
        assert (kept.entry.seat, kept.entry.signature) == (HOST, None)
    with pytest.raises(Refused, match="no passage"):
        run.host.enter_all(
            "bel-head",
            run.rooms["plenary"],
            [AlternativePut("treaty", "art-1", put, bytes(32), mark)],
        )


@pytest.mark.parametrize("leave", ["none", "free"])
@pytest.mark.parametrize("author", ["arn-head", "cal-head"])
@pytest.mark.parametrize("gone", [False, True])
def test_bare_existence_does_not_tell_whose_it_is(leave: LeaveOf, author: str, gone: bool) -> None:
    run = Running().start()
    run.open("apart", "bilateral", ["arn-head", "cal-head"])
    run.open("legal", "bilateral", ["arn-legal", author])
    said = run.enter(author, "apart", Message("The line.", leave))
    item = said.promise.commitment
    run.host.disclose(author, item, run.rooms["legal"], form="existence")
    if gone:
        run.host.destroy(run.rooms["apart"], author)
    told = answer(run, "arn-legal", item, "private-arn", form="existence")
    assert told == "its owner has not given leave to pass it on so, ask its owner"


@pytest.mark.parametrize("shown", [False, True])
def test_a_result_does_not_tell_what_its_reader_was_shown_elsewhere(shown: bool) -> None:
    run = Running().start()
    run.open("one", "bilateral", ["arn-head", "dor-med"])
    run.open("two", "bilateral", ["cal-head", "dor-med"])
    run.open("both", "bilateral", ["bel-head", "cal-head"])
    run.open("desk", "private", ["dor-med"])
    said = run.enter("dor-med", "desk", Message("A figure.", "none"))
    item = said.promise.commitment
    run.host.disclose("dor-med", item, run.rooms["two"])
    if shown:
        run.host.disclose("dor-med", item, run.rooms["caucus-bel"])
    act = ResultFiled("frontier", (item,), text_of({}), "1")
    with pytest.raises(Refused, match="you do not know that everybody here"):
        run.enter("cal-head", "both", act)


def test_a_result_may_stand_where_every_reader_was_shown_its_inputs_before_the_seats_eyes() -> None:
    run = Running().start()
    run.open("desk", "private", ["dor-med"])
    item = run.enter("dor-med", "desk", Message("A figure.", "none")).promise.commitment
    act = ResultFiled("frontier", (item,), text_of({}), "1")
    with pytest.raises(Refused):
        run.enter("dor-med", "caucus-bel", act)
    run.host.disclose("dor-med", item, run.rooms["caucus-bel"])
    run.enter("dor-med", "caucus-bel", act)
    run.open("again", "caucus", ["bel-head", "dor-med"])
    run.enter("dor-med", "again", act)  # the host said on the desk to whom it was passed on
    with pytest.raises(Refused):
        run.enter("dor-med", "plenary", act)


def test_a_key_is_destroyed_at_the_seats_own_cost_and_what_was_there_still_counts() -> None:
    run = Running().start()
    run.open("aside", "bilateral", ["arn-head", "bel-head"])
    for number in range(99):
        with suppress(Refused):
            run.open(f"c{number}", "private", ["cal-head"])
    with pytest.raises(Refused, match="until the next close"):
        run.open("another", "private", ["cal-head"])
    run.enter("arn-head", "aside", Message("one", "none"))
    run.host.destroy(run.rooms["aside"], "arn-head")
    for number in range(7):
        run.enter("arn-head", "plenary", Message(f"{number}", "none"))
    with pytest.raises(Refused, match="8 entries until the next close"):
        run.enter("arn-head", "plenary", Message("one more", "none"))


def test_where_nobody_learns_anything_new_no_leave_is_needed_and_nothing_is_told() -> None:
    run = Running().start()
    said = run.enter("arn-head", "plenary", Message("The lake.", "none"))
    before = kinds(run, "cal-head")
    assert answer(run, "dor-med", said.promise.commitment, "caucus-bel") == "done"
    assert kinds(run, "cal-head") == before
    aside = run.enter("arn-head", "caucus-arn", CaucusMessage("Drop it.", "ask"))
    assert "leave" in answer(run, "dor-med", aside.promise.commitment, "caucus-bel")


def test_full_powers_count_at_the_hour_of_the_act() -> None:
    run = Running().start()
    late = Instrument(
        "late",
        "Late",
        "letter",
        "rolling",
        binds=("arn", "bel"),
        drafter="dor",
        languages=("en",),
        may_bind=(FullPowers("arn-head", "arn", since=When("2031-03-01")),),
    )
    run.enter(HOST, "plenary", InstrumentOpened(late))
    with pytest.raises(Refused, match="not the last draft"):
        run.enter("arn-head", "plenary", ConsentGiven("late", bytes(16), "sign"))
