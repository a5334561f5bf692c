"""Canonical JSON: the rules of RFC 8785, and one encoding only."""

from __future__ import annotations

import copy
import json
import math
import struct
from contextlib import suppress

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from onetext.errors import BadInput
from onetext.record.canonical import decode, encode

TEXT = st.text(st.characters(exclude_categories=("Cs",)))
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)

# IEEE 754 bits and how ECMAScript writes them (the facts of RFC 8785, appendix B).
DOUBLES = {
    "0000000000000000": "0",
    "8000000000000000": "0",
    "0000000000000001": "5e-324",
    "8000000000000001": "-5e-324",
    "7fefffffffffffff": "1.7976931348623157e+308",
    "4340000000000000": "9007199254740992",
    "c340000000000000": "-9007199254740992",
    "4430000000000000": "295147905179352830000",
    "44b52d02c7e14af5": "9.999999999999997e+22",
    "44b52d02c7e14af6": "1e+23",
    "444b1ae4d6e2ef4e": "999999999999999700000",
    "444b1ae4d6e2ef50": "1e+21",
    "3eb0c6f7a0b5ed8c": "9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d": "0.000001",
    "41b3de4355555553": "333333333.3333332",
    "41b3de4355555554": "333333333.33333325",
    "41b3de4355555555": "333333333.3333333",
    "41b3de4355555557": "333333333.33333343",
    "becbf647612f3696": "-0.0000033333333333333333",
    "43143ff3c1cb0959": "1424953923781206.2",
}


@pytest.mark.parametrize(("bits", "written"), DOUBLES.items())
def test_numbers_are_written_as_ecmascript_does(bits: str, written: str) -> None:
    (number,) = struct.unpack(">d", bytes.fromhex(bits))
    assert encode(number) == written.encode()
    again = decode(written.encode())
    assert isinstance(again, int | float)
    assert float(again) == number


def test_names_go_by_utf16_units_not_code_points() -> None:
    names = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\x80", "ö"]
    written = encode({name: 0 for name in names}).decode()
    read = json.loads(written)
    assert list(read) == ["\r", "1", "\x80", "ö", "\u20ac", "\U0001f600", "\ufb33"]
    assert written.startswith('{"\\r":0')


def test_text_has_the_fewest_escapes() -> None:
    assert encode('€$\x0f\nA\'B"\\"/\x7f\u2028') == (
        b'"\xe2\x82\xac$\\u000f\\nA\'B\\"\\\\\\"/\x7f\xe2\x80\xa8"'
    )
    assert encode("\b\t\f\x1f") == b'"\\b\\t\\f\\u001f"'


@pytest.mark.parametrize(
    "value",
    [
        math.nan,
        math.inf,
        2**53,
        -(2**53),
        "\ud800",
        {"\udc00": 1},
        {1: 2},
        {"a": {2}},
        b"bytes",
    ],
    ids=repr,
)
def test_what_has_no_one_form_is_refused(value: object) -> None:
    with pytest.raises(BadInput, match="no canonical JSON"):
        encode(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (b'{"a":1,"a":1}', "stands twice"),
        (b'{"b":1,"a":2}', "from byte 2"),
        (b"[1, 2]", "from byte 3"),
        (b" 1", "from byte 0"),
        (b"1\n", "from byte 1"),
        (b"NaN", "no JSON number"),
        (b"-Infinity", "no JSON number"),
        (b"1.0", "from byte 1"),
        (b"-0", "from byte 0"),
        (b"1E3", "from byte 1"),
        (b"9007199254740993", "from byte 15"),
        (b"1" + b"0" * 400, "not representable"),
        (b'"\\u0041"', "from byte 1"),
        (b'"\\/"', "from byte 1"),
        (b'"\\ud800"', "surrogate"),
        (b'"\xed\xa0\x80"', "not UTF-8"),
        (b'"\n"', "control"),
        (b"\xef\xbb\xbf1", "BOM"),
        (b"\xff\xfe1\x00", "not UTF-8"),
        (b"", "Expecting"),
        (b"[" * 65 + b"]" * 65, "too deep"),
        (b"[" * 100_000, "too deep"),
    ],
    ids=lambda part: repr(part[:20]),
)
def test_any_other_form_is_refused(written: bytes, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        decode(written)


@given(VALUES)
def test_reading_is_the_inverse_of_writing_and_changes_nothing(value: object) -> None:
    before = copy.deepcopy(value)
    written = encode(value)  # type: ignore[arg-type]
    assert value == before
    assert decode(written) == value
    assert encode(decode(written)) == written


@given(VALUES | st.dictionaries(st.text("ab\x7f", max_size=2), TEXT | st.integers(-9, 9)))
def test_the_quick_way_writes_what_the_library_writes(value: object) -> None:
    assert encode(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@given(VALUES, st.data())
def test_no_second_form_is_read(value: object, data: st.DataObject) -> None:
    """Change any byte: what is still read is another value, written just so."""
    written = bytearray(encode(value))  # type: ignore[arg-type]
    at = data.draw(st.integers(0, len(written) - 1))
    written[at] ^= data.draw(st.integers(1, 255))
    try:
        other = decode(bytes(written))
    except BadInput:
        return
    assert encode(other) == bytes(written)


@given(st.binary(max_size=40))
def test_no_bytes_break_the_reader(written: bytes) -> None:
    with suppress(BadInput):
        decode(written)
