"""Verification: honest rooms have no fault; each fault of a host or an author is named."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from roommade import BARE, MEMBERS, SEATS, RoomMade, talks

from onetext.errors import BadInput
from onetext.record.bundle import Bundle, decode_bundle, encode_bundle
from onetext.record.canonical import encode
from onetext.record.entry import HiddenPlace
from onetext.record.faults import FaultKind
from onetext.record.heads import co_sign, sign_head, sign_window
from onetext.record.stands import SignedStand, sign_stand
from onetext.record.verifying import verify, verify_bundle
from onetext.record.wire import to_json

WINDOWS = (None, *SEATS, BARE)


def kinds(bundle: Bundle) -> set[FaultKind]:
    return {fault.kind for fault in verify(encode_bundle(bundle)).faults}


@pytest.mark.parametrize("seat", WINDOWS)
@pytest.mark.parametrize("closes", [1, 3])
@pytest.mark.parametrize("tail", [False, True])
def test_honest_talks_have_no_fault(seat: str | None, closes: int, tail: bool) -> None:
    room = talks(closes=closes, tail=tail)
    bundle = room.bundle(seat)
    before = copy.deepcopy(bundle)
    result = verify(encode_bundle(bundle))
    assert result.faults == ()
    assert result.ok
    assert (result.entries, result.head) == (len(bundle.entries), room.heads[-1])
    assert (result.room, result.co_signed) == (room.room, closes)
    assert decode_bundle(encode_bundle(bundle)) == bundle == before


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_no_honest_history_has_a_fault(data: st.DataObject) -> None:
    room = RoomMade(data.draw(st.integers(0, 10**6)))
    passages: list[str] = []
    for _ in range(data.draw(st.integers(0, 20))):
        act = data.draw(st.sampled_from(["say", "say", "change", "stand", "disclose", "close"]))
        seat = data.draw(st.sampled_from([*SEATS, BARE]))
        if act == "close" or len(room.pending) == 8:
            room.close()
        elif act == "change":
            passages.append(data.draw(st.sampled_from(["line", "date"])))
            room.change(passages[-1], data.draw(st.sampled_from(["A", "B"])), seat)
        elif act == "stand" and passages:
            room.stand(seat, data.draw(st.sampled_from(passages)))
        elif act == "disclose" and room.entries:
            at = data.draw(st.integers(0, len(room.entries) - 1))
            held = {made.commitment for _, made in room.windows[seat]}
            keep = data.draw(st.none() | st.sets(st.sampled_from(["kind", "words"])))
            if room.entries[at][1].commitment not in held:
                room.disclose(at, seat, keep)
        else:
            where = data.draw(st.sampled_from([c for c in MEMBERS if seat in MEMBERS[c]]))
            kind = data.draw(st.sampled_from(["message", "non-paper", "alternative"]))
            room.append(seat, where, kind=kind, signed=kind == "message")
    for seat in WINDOWS:
        assert verify(encode_bundle(room.bundle(seat))).faults == ()


def test_without_a_close_there_are_promises_only() -> None:
    room = RoomMade()
    assert verify_bundle(room.bundle()).ok
    room.append("arda", "public")
    result = verify_bundle(room.bundle())
    assert result.ok
    assert (result.head, result.co_signed, result.entries) == (None, 0, 1)


@pytest.mark.parametrize("written", [b"", b"{}", b"[]", b"null", b'{"format":1}', b"\xff"])
def test_what_is_no_bundle_is_one_fault(written: bytes) -> None:
    result = verify(written)
    assert [fault.kind for fault in result.faults] == ["unreadable"]
    assert result.room is None


def test_the_encoding_of_a_bundle_is_canonical_json_of_its_fields() -> None:
    for bundle in (talks().bundle("bel"), RoomMade().bundle()):
        assert encode_bundle(bundle) == encode(to_json(bundle))


def test_a_bundle_has_one_encoding() -> None:
    written = encode_bundle(talks().bundle())
    for other in (
        written + b"\n",
        written.replace(b'"format":1', b'"format":true'),
        written.replace(b'"mode":"live"', b'"mode":"Live"'),
        written.replace(b'"seat":null', b'"seat":1', 1),
        written.replace(b"a", b"A", 1),
        written.replace(b',"format":1', b',"closes":[],"format":1'),
        written.replace(b',"format":1', b',"entries":[],"format":1'),
        written.replace(b'"entries":[{', b'"entries":[,{'),
        written.replace(b'"entries":[{', b'"entries":[ {'),
        written.replace(b'],"format":1', b',],"format":1'),
    ):
        assert other != written
        with pytest.raises(BadInput):
            decode_bundle(other)


# What a host, or an author with the host's help, bakes into the log itself: everything is
# committed, promised, included and signed, and the fault is still named.
BAKED: dict[str, tuple[Callable[[RoomMade], object], set[FaultKind]]] = {
    "signed with another's key": (
        lambda room: room.append("arda", key=room.keys["bel"]),
        {"author-signature"},
    ),
    "a signature of nothing": (
        lambda room: room.append("arda", alter={"signature": bytes(64)}),
        {"author-signature"},
    ),
    "words put into a mouth": (
        lambda room: room.append("arda", signed=False),
        {"unsigned"},
    ),
    "a signature for a seat without a key": (
        lambda room: room.append(BARE, key=room.keys["bel"]),
        {"author-signature"},
    ),
    "an unknown seat": (lambda room: room.append("dora", signed=False), {"seat"}),
    "an entry of another room": (
        lambda room: room.append("arda", envelope={"room": bytes(32)}),
        {"room"},
    ),
    "a counter that skips": (lambda room: room.append("arda", place={"counter": 9}), {"counter"}),
    "a counter that falls": (
        lambda room: [room.append("arda"), room.append("arda", place={"counter": 1})],
        {"counter"},
    ),
    "one number twice": (
        lambda room: room.append("arda", place={"counter": 2}),
        {"forked"},
    ),
    "another entry before": (
        lambda room: room.append("arda", place={"previous": bytes(32)}),
        {"previous"},
    ),
    "an id twice": (
        lambda room: room.append("arda", envelope={"id": room.entries[2][0].id}),
        {"twice"},
    ),
    "a tick that falls": (
        lambda room: room.append("arda", promised={"tick": 0}),
        {"swapped", "clock"},
    ),
    "a tick twice": (
        lambda room: [
            room.append("bel"),
            room.append("bel", "public", promised={"tick": room.tick}),
        ],
        {"clock"},
    ),
    "an hour that falls": (
        lambda room: [
            room.append("bel"),
            room.append("bel", "public", promised={"time": "2031-03-16T18:00:01Z"}),
        ],
        {"clock"},
    ),
    "backdated by a day": (
        lambda room: [room.close(), room.append("bel", promised={"time": "2031-03-16T13:00:00Z"})],
        {"close"},
    ),
    "promised and left out": (
        lambda room: [room.append("bel"), room.pending.pop()],
        {"close"},
    ),
    "a promise for another entry": (
        lambda room: room.append("bel", promised={"commitment": bytes(32)}),
        {"altered"},
    ),
    "a promise of another room": (
        lambda room: room.append("bel", promised={"room": bytes(32)}),
        {"host-signature"},
    ),
    "a stand on the passage before its change": (
        lambda room: replay(room, lambda: room.change("line", "along the river")),
        {"stand-draft", "stand-words", "stand-counter"},
    ),
    "a stand on words that returned": (
        lambda room: replay(room, lambda: room.change("line", "along the lake"), same_words=True),
        {"stand-draft", "stand-counter"},
    ),
    "a stand shown again": (lambda room: replay(room, lambda: None), {"stand-counter"}),
    "a stand of another seat": (
        lambda room: room.stand("bel", "line", enter=stand_of(room, "arda")),
        {"stand-seat", "stand-signature"},
    ),
    "a stand of another room": (
        lambda room: room.stand("arda", "line", enter=stand_of(room, "arda", room=bytes(32))),
        {"stand-room"},
    ),
    "a stand on a passage renamed": (
        lambda room: room.stand(
            "arda", "line", enter=replace(stand_of(room, "arda"), passage="date")
        ),
        {"stand-passage", "stand-signature"},
    ),
    "a stand turned round": (
        lambda room: room.stand(
            "arda", "line", enter=replace(stand_of(room, "arda"), says="reject")
        ),
        {"stand-signature"},
    ),
    "a stand that is none": (
        lambda room: room.append("arda", kind="stand", stand={"says": "accept"}),
        {"stand-unreadable"},
    ),
}


def stand_of(made_in: RoomMade, seat: str, **fits: object) -> SignedStand:
    standing = replace(made_in.standing(seat, "line"), **fits)  # type: ignore[arg-type]
    return sign_stand(made_in.keys[seat], standing, says="accept", counter=1000)


def replay(room: RoomMade, between: Callable[[], object], *, same_words: bool = False) -> None:
    old = room.changed["line"][0]
    stand = room.stand("arda", "line")
    if same_words:
        entry = room.append("med", kind="change", changes=to_json(old))
        room.changed["line"] = (old, entry.id)
    else:
        between()
    room.stand("arda", "line", enter=stand)


@pytest.mark.parametrize("case", BAKED)
def test_what_is_baked_into_the_log_is_named(case: str) -> None:
    room = talks(closes=1, tail=False)
    act, expected = BAKED[case]
    act(room)
    room.close()
    assert kinds(room.bundle("bel")) == expected


def test_a_non_paper_that_was_signed_after_all_is_named() -> None:
    room = RoomMade()
    entry = room.append("arda", kind="message")
    forced = replace(
        entry,
        body=RoomMade(1).append("arda", kind="non-paper", signed=False).body,
    )
    room.windows["bel"][-1] = (forced, room.windows["bel"][-1][1])
    assert "signed" in kinds(room.bundle("bel"))


def test_a_hidden_kind_rests_on_the_hosts_word() -> None:
    """An unsigned entry of which the kind is not shown may be a non-paper; no fault is claimed."""
    room = RoomMade()
    room.append("arda", "caucus-arda", kind="non-paper", signed=False)
    room.disclose(0, "bel", {"words"})
    assert kinds(room.bundle("bel")) == set()


def resigned(made_in: RoomMade, at: int, **change: object) -> Bundle:
    """Let the host sign one head anew, and all that hangs on it."""
    head = replace(made_in.heads[at], **change)  # type: ignore[arg-type]
    made = sign_head(
        made_in.log_key,
        room=head.room,
        close=head.close,
        time=head.time,
        size=head.size,
        root=head.root,
        previous=made_in.heads[at - 1] if at else None,
    )
    made = replace(made, previous=head.previous)
    bundle = made_in.bundle("bel")
    close = bundle.closes[at]
    shown = bundle.shown[: close.window.count]
    window = sign_window(made_in.log_key, made, seat="bel", commitments=shown)
    signed = tuple(co_sign(made_in.keys[seat], seat, made) for seat in SEATS)
    closes = list(bundle.closes)
    closes[at] = replace(close, head=made, window=window, co_signed=signed)
    return replace(bundle, closes=tuple(closes))


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"time": "2031-03-18T19:00:00Z"}, "head"),
        ({"size": 25}, "head"),
        ({"root": bytes(32)}, "inconsistent"),
        ({"room": bytes(32)}, "room"),
    ],
)
def test_a_head_that_the_host_made_wrongly_is_named(
    change: dict[str, object], kind: FaultKind
) -> None:
    assert kind in kinds(resigned(talks(), 2, **change))


def test_a_rewritten_past_is_named() -> None:
    """The host drops an entry after its close and builds another tree under the same number."""
    room = talks(closes=2, tail=False)
    other = copy.copy(room)
    bundle = room.bundle("bel")
    head = sign_head(
        other.log_key,
        room=room.room,
        close=2,
        time=room.opening.hour_of(2),
        size=16,
        root=b"x" * 32,
        previous=room.heads[0],
    )
    both = replace(bundle.closes[1], head=head)
    assert "forked" in kinds(replace(bundle, closes=(*bundle.closes, both)))
    assert "twice" in kinds(replace(bundle, closes=(*bundle.closes, bundle.closes[1])))
    rooted = replace(bundle.closes[1], head=replace(head, previous=b"y" * 32))
    assert "forked" in kinds(replace(bundle, closes=(bundle.closes[0], rooted)))


def test_a_bundle_of_no_seat_of_the_room_is_named() -> None:
    assert {"seat", "window"} <= kinds(replace(talks().bundle(), seat="dora"))


def test_an_entry_hides_its_number_when_it_is_passed_on() -> None:
    entry = talks().bundle(None).entries[-1].entry
    assert entry is not None
    assert isinstance(entry.place, HiddenPlace)
    assert entry.body.shown("words") == "words 2"
    assert entry.body.shown("kind") is None
