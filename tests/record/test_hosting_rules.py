"""Who may pass on what, by whose leave; which offers and results the rules take in."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from running import Running

from onetext.errors import Refused
from onetext.record.acts.filing import ResultFiled
from onetext.record.acts.kinds import Act, values_of
from onetext.record.acts.offering import NonPaper, OfferMade, OfferWithdrawn
from onetext.record.acts.passing import Form, Leave
from onetext.record.acts.seating import RoleGiven
from onetext.record.acts.talking import CaucusMessage, Message
from onetext.record.entry import NONE_BEFORE, Entry, Place, write_entry
from onetext.record.fields import Body
from onetext.record.opening import HOST
from onetext.record.promise import promise
from onetext.record.record import Kept
from onetext.record.wire import text_of

NO_LEAVE = "its owner has not given leave to pass it on so, ask its owner"
GONE = "its text is gone"
PART = "you have not seen the whole of it, pass on what you have seen"

Way = tuple[Form, tuple[str, ...]]
WHOLE: Way = ("verbatim", ())
KIND: Way = ("redacted", ("kind",))
BOTH: Way = ("redacted", ("kind", "words"))
GIST: Way = ("paraphrase", ())
BARE: Way = ("existence", ())
WAYS = (WHOLE, KIND, BOTH, GIST, BARE)
COVERS: dict[Way, tuple[Way, ...]] = {
    WHOLE: (WHOLE, KIND, BOTH, BARE),
    KIND: (KIND, BARE),
    BOTH: (KIND, BOTH, BARE),
    GIST: (GIST, BARE),
    BARE: (BARE,),
}


def passed(run: Running, by: str, item: bytes, into: str, way: Way = WHOLE) -> str:
    form, fields = way
    words = "In other words." if form == "paraphrase" else None
    try:
        run.host.disclose(by, item, run.rooms[into], form=form, fields=fields, words=words)
    except Refused as error:
        return str(error)
    return "done"


def entered(run: Running, seat: str, room: str, act: Act) -> str:
    try:
        run.enter(seat, room, act)
    except Refused as error:
        return str(error)
    return "done"


def said(run: Running, leave: str = "ask", room: str = "caucus-arn") -> bytes:
    kind = CaucusMessage if room.startswith("caucus") else Message
    return run.enter("arn-head", room, kind("The lake.", leave)).promise.commitment  # type: ignore[arg-type]


def offer(id: str, to: Sequence[str] = ("bel",), replaces: str | None = None) -> OfferMade:
    return OfferMade(id, tuple(to), "truce = full", None, None, replaces)


@pytest.mark.parametrize("given", WAYS)
@pytest.mark.parametrize("way", WAYS)
def test_a_leave_covers_its_own_form_and_what_is_less(given: Way, way: Way) -> None:
    run = Running().start()
    item = said(run)
    run.enter("arn-legal", "caucus-arn", Leave(item, given[0], (), given[1]))
    covered = way in COVERS[given]
    assert passed(run, "dor-med", item, "caucus-bel", way) == ("done" if covered else NO_LEAVE)


def test_a_leave_is_for_its_item_and_for_whom_it_names() -> None:
    run = Running().start()
    item, other = said(run), said(run)
    run.enter("arn-head", "caucus-arn", Leave(item, "verbatim", ("bel-head",), ()))
    assert passed(run, "dor-med", other, "caucus-bel") == NO_LEAVE
    assert passed(run, "dor-med", item, "caucus-cal") == NO_LEAVE
    assert passed(run, "dor-med", item, "public") == NO_LEAVE
    assert passed(run, "dor-med", item, "caucus-bel") == "done"
    run.enter("arn-head", "caucus-arn", Leave(item, "verbatim", (), ()))
    assert passed(run, "dor-med", item, "public") == "done"


def test_a_leave_is_the_owners_and_stands_beside_its_item() -> None:
    run = Running().start()
    item = said(run)
    leave = Leave(item, "verbatim", (), ())
    assert entered(run, "dor-med", "caucus-arn", leave) == "this item is not yours to release"
    lost = "no such item here, give leave where the item stands"
    assert entered(run, "arn-head", "plenary", leave) == lost
    assert entered(run, "bel-head", "caucus-bel", leave) == lost
    opened = run.enter(HOST, "public", _role()).promise.commitment
    mine = Leave(opened, "verbatim", (), ())
    assert entered(run, "arn-head", "public", mine) == "this item is not yours to release"
    assert entered(run, HOST, "public", mine) == "done"


def _role() -> Act:
    return RoleGiven("arn", "principal", None, None, None)


def test_what_is_public_is_repeated_by_anybody() -> None:
    run = Running().start()
    opened = run.enter(HOST, "public", _role()).promise.commitment
    assert passed(run, "dor-med", opened, "caucus-bel") == "done"


def test_seats_of_no_party_do_not_own_each_others_words() -> None:
    run = Running()
    run.open("hall", "plenary", ["arn-head", "bel-head", "cal-head"])
    run.open("apart", "bilateral", ["bel-head", "cal-head", "dor-med"])
    item = run.enter("arn-head", "hall", Message("The lake.", "none")).promise.commitment
    assert passed(run, "bel-head", item, "apart") == NO_LEAVE


def test_free_is_what_is_shown_to_be_free() -> None:
    run = Running(slots=512).start()
    for leave, fields, done in (
        ("free", ("kind", "leave"), True),
        ("free", ("kind", "leave", "words"), True),
        ("free", ("kind", "words"), False),
        ("free", ("leave", "words"), False),
        ("ask", ("kind", "leave"), False),
    ):
        item = said(run, leave, "private-arn")
        assert passed(run, "arn-head", item, "caucus-arn", ("redacted", fields)) == "done"
        told = passed(run, "dor-med", item, "caucus-bel", ("redacted", fields[:1]))
        assert told == ("done" if done else NO_LEAVE), (leave, fields)
    for leave in ("free", "ask"):
        item = said(run, leave, "plenary")
        assert passed(run, "bel-head", item, "public") == ("done" if leave == "free" else NO_LEAVE)
    made = run.enter("arn-head", "plenary", offer("o1")).promise.commitment
    assert passed(run, "bel-head", made, "public") == NO_LEAVE


def test_nobody_passes_on_more_than_he_was_shown() -> None:
    run = Running(slots=512).start()
    item = said(run, "free", "private-arn")
    assert passed(run, "dor-med", item, "caucus-bel") == "no such item"
    assert passed(run, "dor-med", bytes(32), "caucus-bel", BARE) == "no such item"
    assert passed(run, "arn-head", item, "caucus-arn", KIND) == "done"
    assert passed(run, "dor-med", item, "caucus-bel") == PART
    assert passed(run, "dor-med", item, "caucus-bel", BOTH) == "you see no field 'words' of it"
    assert passed(run, "arn-head", item, "caucus-arn", BOTH) == "done"
    both = ("redacted", ("kind", "leave"))
    assert passed(run, "dor-med", item, "caucus-bel", both) == "you see no field 'leave' of it"  # type: ignore[arg-type]
    odd = ("redacted", ("colour",))
    assert passed(run, "arn-head", item, "caucus-arn", odd) == "you see no field 'colour' of it"  # type: ignore[arg-type]
    assert passed(run, "arn-head", item, "caucus-arn") == "done"
    assert passed(run, "dor-med", item, "caucus-bel", BOTH) == "done"


@pytest.mark.parametrize("way", WAYS)
def test_of_what_was_destroyed_only_leave_given_before_tells_anything(way: Way) -> None:
    run = Running(slots=512).start()
    item, free = said(run, "ask"), said(run, "free")
    run.enter("arn-head", "caucus-arn", Leave(item, "verbatim", (), ()))
    assert passed(run, "dor-med", free, "caucus-bel") == "done"
    run.host.destroy(run.rooms["caucus-arn"], "arn-head")
    words = way[0] in ("verbatim", "redacted")
    lost = "you see no field 'kind' of it" if way[0] == "redacted" else GONE
    assert passed(run, "arn-head", item, "plenary", way) == (lost if words else NO_LEAVE)
    run.enter("bel-head", "caucus-bel", CaucusMessage("Hm.", "ask"))
    assert passed(run, "bel-head", free, "plenary", way) == (lost if words else NO_LEAVE)


def test_offers_have_ids_of_their_own_where_they_are_seen() -> None:
    run = Running(slots=512).start()
    run.enter("arn-head", "caucus-arn", offer("o1"))
    assert entered(run, "bel-head", "plenary", offer("o1", ["arn"])) == "done"
    told = entered(run, "cal-head", "plenary", offer("o1"))
    assert told == "there is an offer 'o1' already, give it an id of its own"
    paper = NonPaper("o1", ("arn",), "truce = full", None, None, None)
    assert entered(run, "cal-head", "plenary", paper) == told
    assert entered(run, "dor-med", "plenary", offer("o2", ["arn"])) == "done"


def test_offers_are_replaced_by_who_made_them_and_to_whom_they_were_made() -> None:
    run = Running(slots=512).start()
    run.enter("arn-head", "plenary", offer("o1"))
    told = entered(run, "cal-head", "plenary", offer("o2", ["arn"], "o1"))
    assert told == "the offer 'o1' is neither yours nor made to you"
    assert entered(run, "bel-head", "plenary", offer("o3", ["arn"], "o1")) == "done"
    assert entered(run, "arn-legal", "plenary", offer("o4", ["bel"], "o1")) == "done"
    lost = "there is no offer 'o9' to replace"
    assert entered(run, "arn-head", "plenary", offer("o5", ["bel"], "o9")) == lost
    run.enter("cal-head", "caucus-cal", offer("o9"))
    assert entered(run, "arn-head", "plenary", offer("o5", ["bel"], "o9")) == lost
    paper = NonPaper("o6", ("arn",), "truce = full", None, None, "o1")
    assert entered(run, "cal-head", "plenary", paper) == "done"
    told = entered(run, "cal-head", "plenary", offer("o7", ["arn"], "o6"))
    assert told == "the offer 'o6' is neither yours nor made to you"


def _unsigned(run: Running, seat: str, room: str, act: Act) -> Entry:
    values, place = values_of(act), run.rooms[room]
    with run.store.writing() as looks:
        counter, before = looks.chain(place, HOST) or (0, NONE_BEFORE)
    return write_entry(
        None,
        room=run.opening.room,
        id=run.random.randbytes(16),
        seat=seat,
        place=Place(place, counter + 1, before, bytes(32)),
        body=Body.of(values, {name: run.random.randbytes(32) for name in values}),
        salt=bytes(32),
    )


def test_offers_are_withdrawn_by_their_party() -> None:
    run = Running(slots=512).start()
    run.enter("arn-head", "plenary", offer("o1"))
    gone = OfferWithdrawn("o1")
    told = "the offer 'o1' is not yours to withdraw"
    assert entered(run, "bel-head", "plenary", gone) == told
    assert entered(run, "arn-legal", "plenary", gone) == "done"
    unseen = OfferWithdrawn("o2")
    run.enter("cal-head", "caucus-cal", offer("o2"))
    assert entered(run, "bel-head", "plenary", unseen) == "there is no offer 'o2'"
    run.enter("dor-med", "plenary", NonPaper("o3", ("arn",), "truce = full", None, None, None))
    paper = NonPaper("o4", ("arn",), "truce = full", None, None, None)
    entry, (tick, time) = _unsigned(run, "dor-med", "plenary", paper), run.clock()
    made = promise(
        run.host.log_key,
        room=run.opening.room,
        commitment=entry.commitment,
        tick=tick,
        time=time,
    )
    with run.store.writing() as looks:  # as an older record may hold it, with its seat
        looks.keep(Kept(run.rooms["plenary"], made, entry))
    for id in ("o3", "o4"):
        told = f"the offer {id!r} is not yours to withdraw"
        assert entered(run, "dor-med", "plenary", OfferWithdrawn(id)) == told


def test_a_result_stands_where_all_may_read_all_of_its_inputs() -> None:
    run = Running(slots=512).start()
    blind = "a result of what you have not seen whole"
    unknown = "you do not know that everybody here may read all this was computed from"
    item = said(run, "free", "private-arn")

    def filed(seat: str, room: str, *inputs: bytes) -> str:
        act = ResultFiled("frontier", inputs, text_of({}), "1")
        return entered(run, seat, room, act).partition(",")[0]

    assert filed("dor-med", "caucus-arn", item) == blind
    assert passed(run, "arn-head", item, "caucus-arn", KIND) == "done"
    assert filed("dor-med", "caucus-arn", item) == blind
    assert filed("arn-head", "caucus-arn", item) == unknown
    assert filed("arn-head", "private-arn", item) == "done"
    assert passed(run, "arn-head", item, "caucus-arn") == "done"
    assert filed("arn-head", "caucus-arn", item) == "done"
    assert filed("dor-med", "caucus-arn", item) == "done"
    assert filed("dor-med", "plenary", item) == unknown
    assert filed("dor-med", "public", item) == unknown
    other = said(run, "free", "plenary")
    assert filed("bel-head", "plenary", other) == "done"
    assert filed("bel-head", "public", other) == unknown
    assert passed(run, "arn-head", other, "public") == "done"
    assert filed("bel-head", "public", other) == "done"
    assert filed("bel-head", "public", other, item) == blind
    assert filed("bel-head", "public") == "done"
    run.open("aside", "bilateral", ["arn-head", "bel-head"])
    assert passed(run, "arn-head", other, "aside") == "done"
    assert filed("arn-head", "aside", item) == unknown
    assert passed(run, "dor-med", item, "caucus-bel") == "done"
    assert filed("arn-head", "aside", item) == "done"  # the host said to whom it was passed on
