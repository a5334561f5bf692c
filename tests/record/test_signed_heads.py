"""Heads, their fixed size, their codes, and who signed them."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from roommade import RoomMade, talks

from onetext.errors import BadInput, WrongUse
from onetext.record.head_code import DIGITS, head_code, is_code_of
from onetext.record.heads import (
    HEAD_BYTES,
    Head,
    co_sign,
    decode_head,
    encode_head,
    is_co_signed,
    is_head,
    is_window,
    sign_head,
    sign_window,
    window_root,
)
from onetext.record.signing import public_bytes


def test_every_head_has_as_many_bytes_and_one_encoding() -> None:
    room = talks(closes=3)
    huge = replace(room.heads[0], close=2**53 - 1, size=2**53 - 1)
    for head in (*room.heads, huge):
        written = encode_head(head)
        assert len(written) == HEAD_BYTES
        assert decode_head(written) == head
    draw = random.Random(1)
    for _ in range(300):
        at = draw.randrange(HEAD_BYTES)
        flipped = bytearray(written)
        flipped[at] ^= draw.randrange(1, 256)
        try:
            other = decode_head(bytes(flipped))
        except BadInput:
            continue
        assert other != huge


@pytest.mark.parametrize(
    "written", [b"", b"[]", b"{}", encode_head(talks().heads[0])[:-2] + b'0"}'], ids=range(4)
)
def test_what_is_no_head_is_refused(written: bytes) -> None:
    with pytest.raises(BadInput):
        decode_head(written)


def test_a_head_that_does_not_fit_is_refused() -> None:
    with pytest.raises(BadInput, match="more than 1024 bytes"):
        encode_head(replace(talks().heads[0], time="x" * HEAD_BYTES))


def test_a_head_is_signed_over_all_it_says() -> None:
    room = talks()
    head, key = room.heads[1], public_bytes(room.log_key)
    assert is_head(head, key)
    for other in (
        replace(head, room=bytes(32)),
        replace(head, close=1),
        replace(head, time="2031-03-16T18:00:00Z"),
        replace(head, size=8),
        replace(head, root=bytes(32)),
        replace(head, previous=bytes(32)),
    ):
        assert not is_head(other, key)
        assert other.hash != head.hash
    assert replace(head, signature=bytes(64)).hash == head.hash


def test_heads_follow_one_another() -> None:
    room = talks(closes=2)
    with pytest.raises(WrongUse, match="the head before that of close 4 is that of close 3"):
        sign_head(
            room.log_key,
            room=room.room,
            close=4,
            time=room.opening.hour_of(4),
            size=32,
            root=bytes(32),
            previous=room.heads[1],
        )


def test_a_co_signature_is_of_one_seat_and_head() -> None:
    room = talks()
    first, second = room.heads[:2]
    by = co_sign(room.keys["bel"], "bel", first)
    key = public_bytes(room.keys["bel"])
    assert is_co_signed(by, first, key)
    assert not is_co_signed(by, second, key)
    assert not is_co_signed(by, replace(second, close=1), key)
    assert not is_co_signed(replace(by, seat="arda"), first, key)
    assert not is_co_signed(by, first, public_bytes(room.keys["arda"]))


def test_a_window_head_is_of_one_seat_list_and_head() -> None:
    room = RoomMade()
    room.close()
    shown, key = [bytes([n]) * 32 for n in range(3)], public_bytes(room.log_key)
    before = list(shown)
    window = sign_window(room.log_key, room.heads[0], seat="bel", commitments=shown)
    assert shown == before
    assert (window.count, window.root) == (3, window_root(shown))
    assert is_window(window, key)
    for other in (
        replace(window, seat=None),
        replace(window, count=2),
        replace(window, root=window_root(shown[::-1])),
        replace(window, head=bytes(32)),
    ):
        assert not is_window(other, key)
    with pytest.raises(BadInput, match="32 bytes"):
        sign_window(room.log_key, room.heads[0], seat=None, commitments=[b"short"])


def test_a_code_is_thirty_digits_of_its_head_alone() -> None:
    room = talks()
    codes = [head_code(head) for head in room.heads]
    assert len(set(codes)) == len(codes)
    for head, code in zip(room.heads, codes, strict=True):
        assert [len(group) for group in code.split(" ")] == [5] * 6
        assert is_code_of(code, head)
        assert is_code_of(code.replace(" ", "-"), head)
        assert is_code_of(code.translate({48 + n: 0x0660 + n for n in range(10)}), head)
        assert head_code(replace(head, signature=bytes(64))) == code
    assert not is_code_of(codes[0], room.heads[1])


def test_a_known_code() -> None:
    """Fixed, so that codes on old print-outs stay good."""
    head = Head(b"r" * 32, 1, "2031-03-16T18:00:00Z", 8, b"t" * 32, bytes(32), bytes(64))
    assert head_code(head) == "47642 25842 64290 47507 03225 18723"


def test_every_misread_digit_and_swap_is_told_from_another_head() -> None:
    head = talks().heads[0]
    digits = head_code(head).replace(" ", "")
    wrong = {
        digits[:at] + other + digits[at + 1 :]
        for at in range(DIGITS)
        for other in "0123456789"
        if other != digits[at]
    } | {
        digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        for at in range(DIGITS - 1)
        if digits[at] != digits[at + 1]
    }
    for spoken in wrong:
        with pytest.raises(BadInput, match="misheard"):
            is_code_of(spoken, head)
    with pytest.raises(BadInput, match="29 digits of 30"):
        is_code_of(digits[:-1], head)
    with pytest.raises(BadInput, match="digits only"):
        is_code_of("lake " + digits, head)
