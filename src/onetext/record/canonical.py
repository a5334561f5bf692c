"""One encoding for each JSON value: RFC 8785 (JCS), written by ``rfc8785``, read back strictly.

What is hashed or signed must have one form only. Writing follows the RFC; reading refuses every
other form of the same value, so that no two byte strings stand for one bundle.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import rfc8785

from onetext.errors import BadInput

JSON: TypeAlias = "bool | int | float | str | Sequence[JSON] | Mapping[str, JSON] | None"

DEEPEST = 64
LARGEST = 2**53 - 1

_QUICK = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",", ":")
).encode


def encode(value: JSON, *, deepest: int = DEEPEST) -> bytes:
    r"""Write ``value`` in its one canonical form.

    RFC 8785 §3.2: no white space, members in the order of their UTF-16 code units, numbers as
    ECMAScript writes doubles, text in UTF-8 with the fewest escapes. No text is normalised.

    Parameters
    ----------
    value
        Nothing, a truth value, a number, a text, or lists, tuples and dicts of these. Never
        changed.
    deepest
        How deep they may be nested; 64 at most is read back.

    Raises
    ------
    BadInput
        For NaN and infinities, a whole number beyond 2^53 - 1 (RFC 8785 §3.2.2.3 takes doubles
        only), a lone surrogate, a name that is no text, another type, or deeper nesting.

    Notes
    -----
    Time is in proportion to the size, but for the sorting of names.

    Examples
    --------
    >>> encode({"b": 1.0, "a": "\u20ac"})
    b'{"a":"\xe2\x82\xac","b":1}'
    """
    try:
        if _plain(value, deepest):
            return _QUICK(value).encode("utf-8")
        return rfc8785.dumps(value)
    except ValueError as error:  # also UnicodeEncodeError, for half a surrogate pair
        raise BadInput(f"no canonical JSON: {_why(error)}") from None


def decode(written: bytes) -> JSON:
    """Read canonical bytes back; refuse every other form.

    Raises
    ------
    BadInput
        For what is not UTF-8 or not JSON, a name given twice in one object, NaN, a lone
        surrogate, and any bytes that ``encode`` would not write for the value they hold; the
        message gives the first byte that differs.

    Notes
    -----
    Time and memory are in proportion to the size; the value is written once more to compare.

    Examples
    --------
    >>> decode(b'{"a":[1,true]}')
    {'a': [1, True]}
    >>> decode(b'{"a":1,"a":2}')
    Traceback (most recent call last):
        ...
    onetext.errors.BadInput: not canonical JSON: the name 'a' stands twice in one object
    """
    try:
        text = written.decode("utf-8")
        value: JSON = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_constant, parse_int=number
        )
    except UnicodeDecodeError as error:
        raise BadInput(f"not canonical JSON: byte {error.start} is not UTF-8") from None
    except RecursionError:
        raise BadInput("not canonical JSON: nested too deep") from None
    except ValueError as error:
        raise BadInput(f"not canonical JSON: {error}") from None
    again = encode(value)
    if again != written:
        raise BadInput(
            f"not canonical JSON from byte {differs(written, again)} on",
            instead="write it as RFC 8785 says",
        )
    return value


def decode_at(text: str, at: int, *, deepest: int = DEEPEST) -> tuple[JSON, int]:
    """Read one canonical value that begins at ``at``; return it with the place after its end.

    Raises
    ------
    BadInput
        If there is none, or it is written otherwise.
    """
    try:
        value, end = _PIECE.raw_decode(text, at)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"not canonical JSON: {error}") from None
    if encode(value, deepest=deepest).decode("utf-8") != text[at:end]:
        raise BadInput("not canonical JSON")
    return value, end


def _plain(value: JSON, left: int) -> bool:
    """Tell whether the standard library writes ``value`` as RFC 8785 would, but five times as fast.

    So it does without doubles, and with names in ASCII, whose order is the same in any encoding.
    """
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return True
    if kind is int:
        return -LARGEST <= value <= LARGEST  # type: ignore[operator]
    if not isinstance(value, (dict, list, tuple)):
        return False
    if not left:
        raise BadInput("no canonical JSON: nested too deep")
    if isinstance(value, dict):
        named = all(type(name) is str and name.isascii() for name in value)
        inner = [_plain(part, left - 1) for part in value.values()]
        return named and all(inner)
    return all([_plain(part, left - 1) for part in value])


def _once(pairs: list[tuple[str, JSON]]) -> dict[str, JSON]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the name {twice!r} stands twice in one object")
    return made


def _no_constant(name: str) -> JSON:
    raise ValueError(f"{name} is no JSON number")


def number(digits: str) -> int | float:
    """Return the number that whole digits stand for; beyond 2^53 - 1 they were a double.

    Examples
    --------
    >>> number("12"), number("100000000000000000000")
    (12, 1e+20)
    """
    if len(digits) <= 17 and abs(int(digits)) <= LARGEST:
        return int(digits)
    return float(digits)


def _why(error: ValueError) -> str:
    if isinstance(error, UnicodeEncodeError) or "UTF-8" in str(error):
        return "a text holds half a surrogate pair"
    return str(error)


def differs(left: bytes, right: bytes) -> int:
    """Return the place of the first byte, from 0, that is not the same in both."""
    shorter = min(len(left), len(right))
    return next((at for at in range(shorter) if left[at] != right[at]), shorter)


_PIECE = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_constant, parse_int=number)
