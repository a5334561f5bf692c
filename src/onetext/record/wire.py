"""Frozen values to JSON and back, by their declared fields: nothing more, nothing less.

Bytes are lower-case hexadecimal, tuples lists, ``Text`` the JSON value it is the text of. Reading
takes exactly the declared fields and one form of each value: of canonical JSON that was read, the
value writes the same again. Readers and writers are made once for each type.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

from onetext.errors import BadInput
from onetext.record.canonical import JSON, encode, number

Text = NewType("Text", str)
DEEPEST_VALUE = 32
T = TypeVar("T")

Path = tuple[str | int, ...]
_Trail = tuple[Any, "str | int"]
_Reader = Callable[[Any, _Trail], Any]
_Writer = Callable[[Any], JSON]
_DECODER = json.JSONDecoder(parse_int=number)


class Misfit(BadInput):
    """Say which part of a value does not fit, by its path from the whole."""

    def __init__(self, what: str, path: Path, *, instead: str = "") -> None:
        super().__init__(what, instead=instead)
        self.path = path


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
    value: JSON = _DECODER.decode(text)
    return value


def to_json(value: object) -> JSON:
    r"""Return the JSON form of a frozen value.

    Examples
    --------
    >>> from onetext.record.fields import Hidden
    >>> to_json(Hidden("lake", b"\x01" * 32))["hash"][:4]
    '0101'
    """
    kind: Any = type(value)
    return _writer(kind)(value)


def from_json(kind: type[T], value: JSON, where: str = "") -> T:
    """Return the ``kind`` that ``value`` is the JSON form of.

    Raises
    ------
    Misfit
        If a field lacks, is too many or is of another type; the message names its path. Also
        whatever the value's own checks say.
    """
    of: Any = kind
    made: T = _reader(of)(value, (None, where or kind.__name__.lower()))
    return made


def from_texts(kind: type[T], texts: Mapping[str, Text], where: str = "") -> T:
    """Return the ``kind`` whose fields have these canonical texts.

    The same as `from_json` of their values, but a field that is a ``Text`` itself is taken as it
    stands: to read it and write it again would give the same.

    Raises
    ------
    Misfit
        As `from_json`.
    """
    of: Any = kind
    at = (None, where or kind.__name__.lower())
    _check_names(of, texts, at)
    parts = {
        name: texts[name] if one is Text else _reader(one)(value_of(texts[name]), (at, name))
        for name, one in _declared(of)
    }
    made: T = _made(of, parts, at)
    return made


@cache
def _writer(kind: type) -> _Writer:
    if kind is bytes:
        return bytes.hex
    if issubclass(kind, tuple):
        return _write_list
    if is_dataclass(kind):
        return _object_writer(kind)
    if kind in (bool, int, str, type(None)):
        return _as_it_is
    raise TypeError(f"no JSON form for {kind.__name__}")


def _as_it_is(value: Any) -> JSON:
    made: JSON = value
    return made


def _write_list(value: Any) -> JSON:
    return [to_json(part) for part in value]


def _object_writer(kind: type) -> _Writer:
    texts = [(name, of is Text) for name, of in _declared(kind)]

    def write(value: Any) -> JSON:
        made: dict[str, JSON] = {}
        for name, is_text in texts:
            part = getattr(value, name)
            made[name] = value_of(part) if is_text else to_json(part)
        return made

    return write


@cache
def _reader(kind: Any) -> _Reader:
    origin = get_origin(kind)
    if kind is Text:
        return lambda value, at: text_of(value)
    if kind is bytes:
        return _read_bytes
    if origin is Literal:
        return _one_of(kind)
    if origin is tuple:
        return _list_reader(get_args(kind)[0])
    if origin in (Union, types.UnionType):
        return _union_reader(get_args(kind))
    if is_dataclass(kind):
        return _object_reader(kind)
    return _plain_reader(kind)


def _plain_reader(kind: Any) -> _Reader:
    def read(value: Any, at: _Trail) -> Any:
        if type(value) is kind:
            return value
        raise _wrong(kind, value, at)

    return read


def _one_of(kind: Any) -> _Reader:
    allowed = get_args(kind)

    def read(value: Any, at: _Trail) -> Any:
        if any(type(value) is type(one) and value == one for one in allowed):
            return value
        raise _wrong(kind, value, at)

    return read


def _read_bytes(value: Any, at: _Trail) -> bytes:
    try:
        made = bytes.fromhex(value)
        if made.hex() == value:
            return made
    except (TypeError, ValueError):
        pass
    raise _misfit(f"is not hexadecimal: {_short(value)}", at)


def _list_reader(kind: Any) -> _Reader:
    def read(value: Any, at: _Trail) -> Any:
        if not isinstance(value, list):
            raise _misfit(f"is not a list: {_short(value)}", at)
        part_of = _reader(kind)
        return tuple([part_of(part, (at, n)) for n, part in enumerate(value)])

    return read


def _object_reader(kind: Any) -> _Reader:
    declared = _declared(kind)
    readers: list[tuple[str, _Reader]] = []

    def read(value: Any, at: _Trail) -> Any:
        if not isinstance(value, dict):
            raise _misfit(f"is not an object: {_short(value)}", at)
        _check_names(kind, value, at)
        if not readers:  # not before: a type may hold itself
            readers.extend((name, _reader(of)) for name, of in declared)
        parts = {name: part_of(value[name], (at, name)) for name, part_of in readers}
        return _made(kind, parts, at)

    return read


def _check_names(kind: Any, given: Mapping[str, Any], at: _Trail) -> None:
    names = _names(kind)
    if given.keys() != names:
        name = min(names ^ given.keys())
        raise _misfit(f"{'lacks' if name in names else 'has an unknown'} {name!r}", at)


def _made(kind: Any, parts: Mapping[str, Any], at: _Trail) -> Any:
    """Return a value of its parts; what its own checks say is told of its place in the whole."""
    try:
        return kind(**parts)
    except Misfit:
        raise
    except BadInput as error:
        raise Misfit(error.what, _path(at)[1:], instead=error.instead) from None


def _union_reader(kinds: tuple[Any, ...]) -> _Reader:
    """Choose among alternatives: null, or the one whose fields these are."""
    empty = type(None) in kinds
    rest = [kind for kind in kinds if kind is not type(None)]

    def read(value: Any, at: _Trail) -> Any:
        if value is None and empty:
            return None
        if len(rest) == 1:
            return _reader(rest[0])(value, at)
        if isinstance(value, dict):
            for kind in rest:
                if _names(kind) == value.keys():
                    return _reader(kind)(value, at)
        raise _misfit(f"is none of {', '.join(_name(kind) for kind in rest)}", at)

    return read


@cache
def _declared(kind: type) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, hints[field.name]) for field in fields(kind))


@cache
def _names(kind: type) -> frozenset[str]:
    return frozenset(name for name, _ in _declared(kind))


def _wrong(kind: Any, value: Any, at: _Trail) -> Misfit:
    return _misfit(f"is not {_name(kind)}: {_short(value)}", at)


def _misfit(what: str, at: _Trail) -> Misfit:
    path = _path(at)
    told = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return Misfit(f"{told[1:]} {what}", path[1:])


def _path(at: _Trail) -> Path:
    """Return the steps from the whole, whose name comes first."""
    steps: list[str | int] = []
    left: Any = at
    while left is not None:
        left, step = left
        steps.append(step)
    return tuple(reversed(steps))


def _name(kind: Any) -> str:
    return getattr(kind, "__name__", str(kind))


def _short(value: JSON) -> str:
    told = repr(value)
    return told if len(told) <= 40 else told[:39] + "…"
