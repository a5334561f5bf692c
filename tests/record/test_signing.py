"""Signatures: the known answers of RFC 8032, purposes kept apart, weak keys refused."""

from __future__ import annotations

from itertools import permutations
from typing import get_args

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from onetext.errors import BadInput
from onetext.record.domains import Purpose, tagged
from onetext.record.signing import checked_key, is_signed, public_bytes, sign

P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P
# RFC 8032 §7.1: secret key and public key of the first three tests.
KNOWN = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    ),
]


def held(secret: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))


@pytest.mark.parametrize(("secret", "public"), KNOWN)
def test_known_keys(secret: str, public: str) -> None:
    assert public_bytes(held(secret)).hex() == public


def test_the_known_signature_of_the_empty_message() -> None:
    assert held(KNOWN[0][0]).sign(b"").hex().startswith("e5564300c360ac729086e2cc806e828a")


def test_a_signature_is_over_the_tagged_canonical_value() -> None:
    key = held(KNOWN[0][0])
    assert sign(key, "stand", {"b": 1, "a": 2}) == key.sign(b'onetext/1 stand\x00{"a":2,"b":1}')
    assert sign(key, "stand", [1]) == sign(key, "stand", [1])


@pytest.mark.parametrize(("made", "read"), list(permutations(get_args(Purpose), 2)))
def test_no_purpose_passes_for_another(made: Purpose, read: Purpose) -> None:
    assert not tagged(made).startswith(tagged(read))
    key = held(KNOWN[1][0])
    assert not is_signed(public_bytes(key), read, ["x"], sign(key, made, ["x"]))


def test_wrong_value_key_or_length_is_a_plain_no() -> None:
    key, other = held(KNOWN[0][0]), held(KNOWN[1][0])
    good = sign(key, "entry", "words")
    own = public_bytes(key)
    assert is_signed(own, "entry", "words", good)
    assert not is_signed(own, "entry", "other", good)
    assert not is_signed(public_bytes(other), "entry", "words", good)
    for wrong in (b"", good[:63], good + b"\0", bytes(64)):
        assert not is_signed(own, "entry", "words", wrong)
    assert not is_signed(b"short", "entry", "words", good)
    assert not is_signed(own, "entry", float("nan"), good)


def test_no_second_form_of_a_signature_counts() -> None:
    """S and S + L are one number modulo the group's order; only the small one is accepted."""
    key = held(KNOWN[0][0])
    good = sign(key, "entry", "words")
    order = 2**252 + 27742317777372353535851937790883648493
    number = int.from_bytes(good[32:], "little") + order
    second = good[:32] + number.to_bytes(32, "little")
    assert not is_signed(public_bytes(key), "entry", "words", second)


def add(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
    """Add two points of the curve (RFC 8032 §5.1.4, affine)."""
    (x1, y1), (x2, y2) = a, b
    k = D * x1 * x2 * y1 * y2
    x = (x1 * y2 + x2 * y1) * pow(1 + k, -1, P) % P
    return x, (y1 * y2 + x1 * x2) * pow(1 - k, -1, P) % P


def decompress(key: bytes) -> tuple[int, int]:
    y = int.from_bytes(key, "little") & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    assert x * x % P == square
    return x, y % P


WEAK = [
    "00" * 32,
    "01" + "00" * 31,
    "ec" + "ff" * 30 + "7f",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
]


@pytest.mark.parametrize("key", WEAK)
@pytest.mark.parametrize("sign_bit", [0, 0x80])
def test_points_of_small_order_are_no_keys(key: str, sign_bit: int) -> None:
    raw = bytearray.fromhex(key)
    point = decompress(bytes(raw))
    for _ in range(3):
        point = add(point, point)
    assert point == (0, 1)
    raw[31] |= sign_bit
    with pytest.raises(BadInput, match="nobody's"):
        checked_key(bytes(raw))


def test_one_signature_under_a_weak_key_would_fit_two_texts() -> None:
    """Why they are refused: with the neutral point as key, R = neutral and S = 0 fit any text."""
    weak, forged = bytes.fromhex(WEAK[1]), bytes.fromhex(WEAK[1]) + bytes(32)
    assert not is_signed(weak, "entry", "yes", forged)
    assert not is_signed(weak, "entry", "no", forged)


@pytest.mark.parametrize("key", ["ed" + "ff" * 30 + "7f", "ee" + "ff" * 30 + "ff", "ff" * 32, "00"])
def test_other_forms_and_lengths_are_no_keys(key: str) -> None:
    with pytest.raises(BadInput, match="public key"):
        checked_key(bytes.fromhex(key))


@pytest.mark.parametrize(("_secret", "public"), KNOWN)
def test_real_keys_are_taken(_secret: str, public: str) -> None:
    assert checked_key(bytes.fromhex(public)).hex() == public
