"""Frozen values to JSON and back, by their declared fields: nothing more, nothing less.

Bytes are lower-case hexadecimal, tuples lists, ``Text`` the JSON value it is the text of. Reading
takes exactly the declared fields; that a value has one form only is seen by who writes it again.
"""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

from onetext.errors import BadInput
from onetext.record.canonical import JSON, decode, encode

Text = NewType("Text", str)
DEEPEST_VALUE = 32
T = TypeVar("T")


def text_of(value: JSON) -> Text:
    """Return the canonical text of a JSON value: it cannot change under its holder.

    Raises
    ------
    BadInput
        If the value has no canonical form, or is nested deeper than 32: what holds it, in turn,
        must still have room for it.
    """
    return Text(encode(value, deepest=DEEPEST_VALUE).decode("utf-8"))


def value_of(text: Text) -> JSON:
    """Return the JSON value of a canonical text, made anew each time."""
    return decode(text.encode("utf-8"))


def to_json(value: object) -> JSON:
    r"""Return the JSON form of a frozen value.

    Examples
    --------
    >>> from onetext.record.fields import Hidden
    >>> to_json(Hidden("lake", b"\x01" * 32))["hash"][:4]
    '0101'
    """
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, tuple):
        return [to_json(part) for part in value]
    if is_dataclass(value) and not isinstance(value, type):
        made: dict[str, JSON] = {}
        for name, kind in _declared(type(value)):
            part = getattr(value, name)
            made[name] = value_of(part) if kind is Text else to_json(part)
        return made
    if value is None or isinstance(value, (bool, int, str)):
        return value
    raise TypeError(f"no JSON form for {type(value).__name__}")


def from_json(kind: type[T], value: JSON, where: str = "") -> T:
    """Return the ``kind`` that ``value`` is the JSON form of.

    Raises
    ------
    BadInput
        If a field lacks, is too many or is of another type; the message names its path. Also
        whatever the value's own checks say.
    """
    made: T = _read(kind, value, where or kind.__name__.lower())
    return made


def _read(kind: Any, value: JSON, where: str) -> Any:
    origin = get_origin(kind)
    if kind is Text:
        return text_of(value)
    if kind is bytes:
        return _bytes(value, where)
    if origin is Literal:
        if any(type(value) is type(one) and value == one for one in get_args(kind)):
            return value
    elif origin is tuple:
        return _tuple(get_args(kind), value, where)
    elif origin in (Union, types.UnionType):
        return _read(_which(get_args(kind), value, where), value, where)
    elif is_dataclass(kind):
        return _object(kind, value, where)
    elif kind is type(None):
        return None
    elif kind in (str, int, bool) and type(value) is kind:
        return value
    raise BadInput(f"{where} is not {_name(kind)}: {_short(value)}")


def _bytes(value: JSON, where: str) -> bytes:
    try:
        if isinstance(value, str):
            return bytes.fromhex(value)
    except ValueError:
        pass
    raise BadInput(f"{where} is not hexadecimal: {_short(value)}")


def _tuple(kinds: tuple[Any, ...], value: JSON, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise BadInput(f"{where} is not a list: {_short(value)}")
    return tuple(_read(kinds[0], part, f"{where}[{at}]") for at, part in enumerate(value))


def _object(kind: Any, value: JSON, where: str) -> Any:
    if not isinstance(value, dict):
        raise BadInput(f"{where} is not an object: {_short(value)}")
    declared = _declared(kind)
    names = {name for name, _ in declared}
    for name in sorted(names ^ set(value)):
        raise BadInput(f"{where} {'lacks' if name in names else 'has an unknown'} {name!r}")
    return kind(**{name: _read(part, value[name], f"{where}.{name}") for name, part in declared})


def _which(kinds: tuple[Any, ...], value: JSON, where: str) -> Any:
    """Choose among alternatives: null, or the one whose fields these are."""
    if value is None and type(None) in kinds:
        return type(None)
    rest = [kind for kind in kinds if kind is not type(None)]
    if len(rest) == 1:
        return rest[0]
    for kind in rest:
        if isinstance(value, dict) and {name for name, _ in _declared(kind)} == set(value):
            return kind
    raise BadInput(f"{where} is none of {', '.join(_name(kind) for kind in rest)}")


@cache
def _declared(kind: type) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, hints[field.name]) for field in fields(kind))


def _name(kind: Any) -> str:
    return getattr(kind, "__name__", str(kind))


def _short(value: JSON) -> str:
    told = repr(value)
    return told if len(told) <= 40 else told[:39] + "…"
