"""Any value as text, and two texts compared: byte by byte, or with what is opaque by its order."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType
from typing import Any

from onetext.errors import OnetextError
from onetext.record.bundle import Close, Inclusion
from onetext.record.heads import CoSignature, Head, WindowHead

OPAQUE: Mapping[type, tuple[str, ...]] = {
    Head: ("root", "previous", "signature"),
    WindowHead: ("head", "signature"),
    CoSignature: ("signature",),
    Inclusion: ("leaf", "path"),
    Close: ("link",),
}
"""Heads and proofs: tokens of equal number, size and order (design, §4, Proof)."""

PLAIN = (str, int, float, NoneType)
_BYTES = re.compile(r"(?<!\w)(?:b'(?:[^'\\]|\\.)*'|b\"(?:[^\"\\]|\\.)*\")")
_TOKEN = re.compile(r"(?<![0-9a-f])[0-9a-f]{32,}(?![0-9a-f])")


def told(value: Any) -> str:
    """Return all that a value holds, in its order; bytes in hexadecimal."""
    if isinstance(value, PLAIN):
        return repr(value)
    if isinstance(value, bytes):
        return "x" + value.hex()
    if isinstance(value, OnetextError):
        return told_error(value)
    if is_dataclass(value) and not isinstance(value, type):
        return _told_frozen(value) if _is_frozen(type(value)) else _told_fields(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{told(k)}: {told(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (tuple, list, Iterator)):
        return "[" + ", ".join(map(told, value)) + "]"
    if isinstance(value, Set):
        return "{" + ", ".join(sorted(map(told, value))) + "}"
    if isinstance(value, (type, re.Pattern)) or callable(value):
        return getattr(value, "__qualname__", repr(value))
    if hasattr(value, "__dict__"):
        return f"{type(value).__name__}({told(vars(value))})"
    return repr(value)


_known: dict[int, tuple[Any, str]] = {}


def _told_frozen(value: Any) -> str:
    """Tell a frozen value once, as long as it is the very same: views hold it in many places."""
    found = _known.get(id(value))
    if found is None or found[0] is not value:
        if len(_known) > 20_000:
            _known.clear()
        found = _known[id(value)] = (value, _told_fields(value))
    return found[1]


def _told_fields(value: Any) -> str:
    secret = OPAQUE.get(type(value), ())
    parts = [
        f"{name}={_size(part) if name in secret else told(part)}"
        for name in _names(type(value))
        for part in (getattr(value, name),)
    ]
    return f"{type(value).__name__}({', '.join(parts)})"


@cache
def _is_frozen(kind: type) -> bool:
    return bool(kind.__dataclass_params__.frozen)  # type: ignore[attr-defined]


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _size(value: Any) -> str:
    """Return how many bytes an opaque token has, or each of several."""
    return str(len(value)) if isinstance(value, bytes) else told([len(one) for one in value])


def told_error(error: OnetextError) -> str:
    """Return what an error tells: its kind, its line, and all its parts."""
    return f"{type(error).__name__} {error.exit_code} {error} {error.args!r} {vars(error)!r}"


def tried(call: Callable[[], Any]) -> str:
    """Return what a call returns, or the error that it ends with."""
    try:
        return told(call())
    except OnetextError as error:
        return told_error(error)


def relabelled(text: str) -> str:
    """Return a text with ids, salts, hashes and signatures named by order of appearance and size.

    What a seat is shown of an item without its words (a commitment, a signature) is opaque to it;
    that two of them are the same or not, how many and how long they are, is not.
    """
    seen: dict[str, int] = {}

    def token(match: re.Match[str]) -> str:
        word = match.group()
        return f"<{len(word)}:{seen.setdefault(word, len(seen))}>"

    plain = _BYTES.sub(lambda m: "x" + ast.literal_eval(m.group()).hex(), text)
    return _TOKEN.sub(token, plain.replace("xx", "x"))


def same(left: str, right: str, *, opaque: bool = False) -> bool:
    """Tell whether two outputs are the same."""
    return left == right or (opaque and relabelled(left) == relabelled(right))
