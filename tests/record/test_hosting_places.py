"""Who may enter what where: seats, compartments, chains, clocks, minutes, sheets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count, pairwise
from typing import Any

import pytest
from running import Running

from onetext.errors import BadInput, Refused, WrongUse
from onetext.record.acts.drafting import AlternativePut
from onetext.record.acts.filing import CaseFiled, ReportFiled, SheetFiled
from onetext.record.acts.kinds import Act, values_of
from onetext.record.acts.offering import NonPaper, OfferMade
from onetext.record.acts.seating import (
    CompartmentClosed,
    CompartmentOpened,
    HolderNamed,
    KeyDestroyed,
    RoleGiven,
    SeatPlaced,
)
from onetext.record.acts.talking import CaucusMessage, Message, Minutes, MinutesSigned
from onetext.record.archive import archive_lines, restore
from onetext.record.archive_reading import archive_of
from onetext.record.drafting import change_to
from onetext.record.entry import NONE_BEFORE, Entry, Place, write_entry
from onetext.record.fields import Body
from onetext.record.hosting.host import Host
from onetext.record.opening import HOST
from onetext.record.store.memory import MemoryStore
from onetext.record.wire import text_of
from onetext.terms.text.passage import Alternative, Version

NOWHERE = "00" * 16
APART = "no such compartment, or you are not in it"


def told(call: Callable[[], Any]) -> str:
    try:
        call()
    except Refused as error:
        return error.what
    return "done"


def entered(run: Running, seat: str, room: str, act: Act) -> str:
    return told(lambda: run.host.enter(seat, run.rooms.get(room, room), act))


def written(
    run: Running, seat: str, room: str, act: Act, *, sign: str | None, **more: Any
) -> Entry:
    values, place = values_of(act), run.rooms.get(room, room)
    with run.store.writing() as looks:
        counter, before = looks.chain(place, sign or HOST) or (0, NONE_BEFORE)
    made: dict[str, Any] = {
        "room": more.pop("of", run.opening.room),
        "id": run.random.randbytes(16),
        "seat": seat,
        "place": Place(place, counter + 1, before, bytes(32)),
        "body": Body.of(values, {name: run.random.randbytes(32) for name in values}),
        "salt": bytes(32),
    }
    return write_entry(run.keys[sign] if sign else None, **{**made, **more})


def taken(run: Running, entry: Entry) -> str:
    return told(lambda: run.host.take(entry))


SAID = Message("The lake.", "none")
WHISPERED = CaucusMessage("The lake.", "none")
NO = (None, None, None)


def test_a_compartment_one_is_not_in_is_as_one_that_is_not() -> None:
    run = Running().start()
    for act in (SAID, WHISPERED, Minutes("So it was.", ("bel-head",))):
        for room in ("caucus-arn", "private-arn", NOWHERE):
            assert entered(run, "bel-head", room, act) == APART
    assert entered(run, HOST, NOWHERE, SAID) == APART
    assert entered(run, HOST, "private-arn", SAID) == "done"
    item = run.enter("bel-head", "plenary", SAID).promise.commitment
    for room in ("caucus-arn", NOWHERE):
        into = run.rooms.get(room, room)
        assert told(lambda into=into: run.host.disclose("bel-head", item, into)) == APART  # type: ignore[misc]


def test_only_who_is_in_a_compartment_has_its_key_destroyed() -> None:
    run = Running().start()
    why = "only who is in a compartment has its key destroyed"
    for room in ("caucus-arn", "public", NOWHERE):
        into = run.rooms.get(room, room)
        assert told(lambda into=into: run.host.destroy(into, "bel-head")) == why  # type: ignore[misc]
    assert told(lambda: run.host.destroy(run.rooms["plenary"], HOST)) == why
    assert told(lambda: run.host.destroy(run.rooms["plenary"], "bel-head")) == "done"


def test_what_is_closed_takes_nothing_more_but_its_key_can_go() -> None:
    run = Running().start()
    item = run.enter("arn-head", "caucus-arn", CaucusMessage("x", "free")).promise.commitment
    run.enter(HOST, "caucus-arn", CompartmentClosed())
    assert entered(run, "arn-head", "caucus-arn", WHISPERED) == "this compartment is closed"
    assert entered(run, "arn-head", "plenary", SAID) == "done"
    run.host.disclose("dor-med", item, run.rooms["caucus-bel"])
    assert told(lambda: run.host.destroy(run.rooms["caucus-arn"], "arn-head")) == "done"
    again = CompartmentOpened("plenary", "plenary", ("arn-head",), None)
    assert entered(run, HOST, "plenary", again) == "this compartment is open already"


def test_what_is_the_hosts_no_seat_enters() -> None:
    run = Running().start()
    acts: tuple[Act, ...] = (
        CompartmentClosed(),
        KeyDestroyed("arn-head"),
        CompartmentOpened("mine", "private", ("arn-head",), None),
        SeatPlaced("arn-head", "bel", "head", ()),
        RoleGiven("arn", "mediator", None, None, None),
        HolderNamed("arn-head", "Ana", None),
        CaseFiled(text_of({})),
    )
    for act in acts:
        assert entered(run, "arn-head", "public", act) == f"only the host enters a {act.kind}"
    for act in acts[3:6]:
        assert entered(run, HOST, "plenary", act) == f"a {act.kind} is public"
        assert entered(run, HOST, "public", act) == "done"


def test_an_entry_is_its_authors_in_this_room_at_its_place() -> None:
    run = Running().start()
    good = written(run, "arn-head", "plenary", SAID, sign="arn-head")
    place = good.place
    assert isinstance(place, Place)
    wrong: dict[str, Entry] = {
        "an entry that hides its place": good.redacted(["kind", "leave", "words"]),
        "an entry of no known kind, or with hidden fields": good.redacted(["kind"], place=True),
        "an entry of another room": written(
            run, "arn-head", "plenary", SAID, sign="arn-head", of=bytes(32)
        ),
        "this room has no seat 'zed'": written(run, "zed", "plenary", SAID, sign="arn-head"),
        "a message is signed by its seat": written(run, "arn-head", "plenary", SAID, sign=None),
        "it is not signed by 'bel-head' as it stands": replace(good, seat="bel-head"),
        "it is not signed by 'host' as it stands": replace(good, seat=HOST),
        "a caucus-message is never signed by its author": replace(
            written(run, "arn-head", "caucus-arn", WHISPERED, sign=None), signature=bytes(64)
        ),
    }
    for why, entry in wrong.items():
        assert taken(run, entry) == why
    for other in (replace(place, counter=2), replace(place, previous=bytes([1] * 32))):
        entry = written(run, "arn-head", "plenary", SAID, sign="arn-head", place=other)
        assert taken(run, entry) == "it does not follow your last entry here, number 0"
    assert taken(run, good) == "done"
    whisper = written(run, "arn-head", "caucus-arn", WHISPERED, sign=None)
    assert taken(run, whisper) == "done"
    assert taken(run, written(run, "bel-head", "caucus-arn", WHISPERED, sign=None)) == APART


def test_in_a_caucus_words_stay_deniable_and_elsewhere_they_are_signed() -> None:
    run = Running().start()
    assert entered(run, "arn-head", "caucus-arn", SAID) == "a signed message in a caucus"
    assert entered(run, "arn-head", "caucus-arn", WHISPERED) == "done"
    for room in ("plenary", "private-arn", "public"):
        assert entered(run, "arn-head", room, WHISPERED) == "a caucus message outside a caucus"
        assert entered(run, "arn-head", room, SAID) == "done"


def test_minutes_are_signed_by_those_they_are_between() -> None:
    run = Running().start()
    kept = run.enter("dor-med", "plenary", Minutes("So it was.", ("arn-head", "bel-head")))
    other = run.enter("dor-med", "plenary", Minutes("And so.", ("cal-head",)))
    hidden = run.enter("arn-head", "caucus-arn", Minutes("So it was.", ("bel-head",)))
    assert kept.entry is not None
    assert hidden.entry is not None
    assert other.entry is not None
    mine = MinutesSigned(kept.entry.id)
    assert entered(run, "cal-head", "plenary", mine) == "these minutes are not yours to co-sign"
    assert entered(run, "arn-head", "plenary", mine) == "done"
    assert entered(run, "cal-head", "plenary", MinutesSigned(other.entry.id)) == "done"
    for id in (hidden.entry.id, bytes(16)):
        assert entered(run, "bel-head", "plenary", MinutesSigned(id)) == "no such minutes"


@pytest.mark.parametrize("mode", ["exercise", "live"])
def test_a_live_room_holds_no_sheet_and_no_public_case_does(mode: Any) -> None:
    run = Running(mode=mode).start()
    sheet = SheetFiled("arn", "arn", text_of({"land": 3}))
    live = "a live room holds no sheet"
    assert entered(run, "arn-head", "private-arn", sheet) == (live if mode == "live" else "done")
    with_sheets = CaseFiled(text_of({"sheets": [1]}))
    assert entered(run, HOST, "public", with_sheets) == "the public case holds sheets"
    for case in ({"issues": []}, {"sheets": []}, []):
        assert entered(run, HOST, "public", CaseFiled(text_of(case))) == "done"  # type: ignore[arg-type]


def test_reports_are_public_and_offers_a_partys() -> None:
    run = Running()
    run.open("public", "public")
    run.open("plenary", "plenary", run.seats)
    offer = OfferMade("o1", ("bel",), "truce = full", None, None, None)
    why = "a offer is a party's, and 'arn-head' speaks for none"
    assert entered(run, "arn-head", "plenary", offer) == why
    report = ReportFiled(text_of({}), "Words.")
    assert entered(run, "dor-med", "plenary", report) == "a report is public"
    assert entered(run, "dor-med", "public", report) == "done"
    run.enter(HOST, "public", SeatPlaced("bel-head", "arn", "head", ()))
    assert entered(run, "arn-head", "plenary", offer) == why
    run.enter(HOST, "public", SeatPlaced("arn-head", "arn", "head", ()))
    assert entered(run, "arn-head", "plenary", offer) == "done"


def test_what_is_told_otherwise_or_in_part_is_not_the_item() -> None:
    run = Running(slots=512).start()
    item = run.enter("arn-head", "private-arn", Message("x", "free")).promise.commitment
    plenary, caucus = run.rooms["plenary"], run.rooms["caucus-arn"]
    run.host.disclose("arn-head", item, caucus, form="paraphrase", words="In other words.")
    again = told(lambda: run.host.disclose("dor-med", item, plenary, form="existence"))
    assert again == "no such item"
    run.host.disclose("arn-head", item, caucus, form="redacted", fields=["words"])
    run.host.destroy(run.rooms["private-arn"], "arn-head")
    again = told(lambda: run.host.disclose("dor-med", item, plenary, form="existence"))
    assert again == "its owner has not given leave to pass it on so"


def test_clocks_stand_still_or_go_on_and_the_log_key_is_the_rooms() -> None:
    run = Running().start()
    run.step = 0
    for _ in range(3):
        assert entered(run, "arn-head", "plenary", SAID) == "done"
    ticks = [kept.promise.tick for kept in run.store.everything()]
    assert ticks == sorted(set(ticks))
    run.now -= 60
    with pytest.raises(BadInput, match="never runs backwards"):
        run.enter("arn-head", "plenary", SAID)
    with pytest.raises(WrongUse, match="not the log key"):
        Host(run.store, run.keys["arn-head"], run.clock, run.random.randbytes)


def test_ticks_are_readings_of_the_clock_and_no_counts() -> None:
    run = Running(slots=512).start()
    for hidden in (0, 1, 5):
        for _ in range(hidden):
            run.enter("bel-head", "private-bel", SAID)
        kept = run.enter("arn-head", "plenary", SAID)
        assert kept.promise.tick == run.now * 1_000_000
    run.step = 0  # a clock that does not go on: ticks do, by as much as nobody can count
    ticks = [run.enter("arn-head", "plenary", SAID).promise.tick for _ in range(30)]
    gaps = {later - sooner for sooner, later in pairwise(ticks)}
    assert len(gaps) > 20
    assert min(gaps) > 0
    assert max(gaps) <= 1000


def test_what_is_nobodys_is_not_taken_in_with_its_seat() -> None:
    run = Running(slots=512).start()
    put = AlternativePut(
        *("treaty", "art-1", Alternative("a2", (Version("en", "Ours."),)), bytes(32)),
        change_to("treaty", "art-1", None, bytes(32)),
    )
    paper = NonPaper("o1", ("arn",), "truce = full", None, None, None)
    whose = "written so names its seat, and it is to be nobody's"
    for act, sign in ((paper, None), (put, None), (put, "bel-head")):
        entry = written(run, "bel-head", "plenary", act, sign=sign)
        assert taken(run, entry) == f"a {act.kind} {whose}"
    assert all(kept.entry.seat != "bel-head" for kept in run.store.everything() if kept.entry)
    kept = run.enter("bel-head", "plenary", paper)
    assert kept.entry is not None
    assert (kept.entry.seat, kept.entry.signature) == (HOST, None)


def test_what_seats_put_forward_unnamed_takes_nothing_of_the_hosts_share() -> None:
    run = Running(slots=64).start()
    opened = 0
    for number in range(4):
        paper = NonPaper(f"o{number}", ("arn",), "truce = full", None, None, None)
        assert entered(run, "bel-head", "plenary", paper) == "done"
    while told(lambda: run.open("aside", "private", ["cal-head"])) == "done":
        opened += 1
    assert opened == 64 - 2 * 4 * 5 - 14


def test_a_record_restored_without_the_hosts_counts_overfills_no_close() -> None:
    run, numbers = Running(slots=64).start(), count()
    for seat in (*run.seats, *run.seats):
        for _ in range(2):
            entered(run, seat, "plenary", NonPaper(f"o{next(numbers)}", ("arn",), "a = b", *NO))
    archive = archive_of(archive_lines(run.store), "room.record")  # type: ignore[arg-type]
    run.store = MemoryStore(run.opening)
    restore(archive, run.store)
    run.host = Host(run.store, run.host.log_key, run.clock, run.random.randbytes, run.keys)
    for seat in run.seats:
        for _ in range(4):
            entered(run, seat, "plenary", NonPaper(f"o{next(numbers)}", ("arn",), "a = b", *NO))
            entered(run, seat, "plenary", SAID)
    assert entered(run, "arn-head", "private-arn", SAID) != "done"
    with run.store.writing() as looks:
        assert looks.waiting() == 64
    run.now += 86400
    assert run.host.close() == 1
