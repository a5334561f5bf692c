"""Conditions over packages: what an offer gives or wants, a red line, what a guarantee waits for.

::

    truce = full and zone_km >= 30
    neutrality in {"no", open} or not (land = split)
    at least 2 of (monitors = yes; guarantee = each; truce = full)
    open

A condition is a value. ``str(condition)`` writes it; ``condition_parser.parse`` reads it back,
exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, get_args

from onetext.errors import BadInput, Where
from onetext.terms.packages.package import Value, name, value

Sign = Literal["=", "!=", "<", "<=", ">=", ">"]
KEYWORDS = frozenset({"and", "or", "not", "in", "at", "least", "of", "always", "never"})
BARE = re.compile(r"[\w./:+%&@#-]+")
NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Compare:
    """Say how an issue is settled: ``truce = full``, ``land != split``, ``zone_km >= 30``.

    ``where`` is the place it was read from; it plays no part in equality.

    Raises
    ------
    BadInput
        If an order (``<``, ``<=``, ``>=``, ``>``) is asked of an option that is not a number.

    Examples
    --------
    >>> str(Compare("zone_km", ">=", 30)), str(Compare("truce", "=", "in force"))
    ('zone_km >= 30', 'truce = "in force"')
    """

    issue: str
    sign: Sign
    value: Value
    where: Where | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        _one_of_signs(self.sign, self.where)
        object.__setattr__(self, "issue", _placed(self.issue, self.where))
        object.__setattr__(self, "value", _placed_value(self.value, self.where))
        if self.sign not in ("=", "!=") and isinstance(self.value, str):
            raise BadInput(
                f"{self.value!r} is not a number, so {self.issue!r} cannot be {self.sign} it",
                instead="write a number, or = with an option",
                where=self.where,
            )

    def __str__(self) -> str:
        return f"{written(self.issue)} {self.sign} {written(self.value)}"


@dataclass(frozen=True, slots=True)
class OneOf:
    """Say that an issue is settled in one of several ways: ``land in {split, leased}``.

    Raises
    ------
    BadInput
        If no value is given, or one twice.
    """

    issue: str
    values: tuple[Value, ...]
    where: Where | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "issue", _placed(self.issue, self.where))
        values = tuple(_placed_value(given, self.where) for given in self.values)
        object.__setattr__(self, "values", values)
        if not values:
            raise BadInput(
                f"no option is named for {self.issue!r}",
                instead="write at least one between { and }",
                where=self.where,
            )
        for given in values:
            if values.count(given) > 1:
                raise BadInput(f"{given} stands twice", instead="keep one", where=self.where)

    def __str__(self) -> str:
        return f"{written(self.issue)} in {{{', '.join(written(v) for v in self.values)}}}"


@dataclass(frozen=True, slots=True)
class Not:
    """Turn a condition round."""

    part: Condition
    where: Where | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        return f"not {_held(self.part, And, Or)}"


@dataclass(frozen=True, slots=True)
class And:
    """Ask for every part, of two or more."""

    parts: tuple[Condition, ...]
    where: Where | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        _two_or_more(self.parts, "and", self.where)

    def __str__(self) -> str:
        return " and ".join(_held(part, And, Or) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """Ask for any part, of two or more."""

    parts: tuple[Condition, ...]
    where: Where | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        _two_or_more(self.parts, "or", self.where)

    def __str__(self) -> str:
        return " or ".join(_held(part, Or) for part in self.parts)


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Ask for ``count`` of the parts, or more.

    Raises
    ------
    BadInput
        If ``count`` is not from 1 to the number of parts.

    Examples
    --------
    >>> str(AtLeast(1, (Compare("a", "=", "x"), Compare("b", "=", "y"))))
    'at least 1 of (a = x; b = y)'
    """

    count: int
    parts: tuple[Condition, ...]
    where: Where | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not 1 <= self.count <= len(self.parts):
            raise BadInput(
                f"at least {self.count} of {len(self.parts)}",
                instead=f"write a number from 1 to {max(1, len(self.parts))}",
                where=self.where,
            )

    def __str__(self) -> str:
        return f"at least {self.count} of ({'; '.join(str(part) for part in self.parts)})"


@dataclass(frozen=True, slots=True)
class Always:
    """Ask for nothing: an offer without a price wants this."""

    where: Where | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        return "always"


@dataclass(frozen=True, slots=True)
class Never:
    """Ask for what cannot be."""

    where: Where | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        return "never"


@dataclass(frozen=True, slots=True)
class Open:
    """Ask for something that nobody has put over the issues yet: no package settles it.

    A draft made from reports has it where the words tell a price but not on which issue. It stands
    alone as a word, so that ``open`` may still name an issue or an option.

    Examples
    --------
    >>> str(And((Compare("open", "=", "open"), Open())))
    'open = open and open'
    """

    where: Where | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        return "open"


Atom = Compare | OneOf
Condition = Compare | OneOf | Not | And | Or | AtLeast | Always | Never | Open


def written(given: Value) -> str:
    r"""Return a name or a number as a condition writes it: bare where it can be, else quoted.

    What cannot be printed is spelled out, so that hidden and turned text shows.

    Examples
    --------
    >>> print(written("no"), written("5"), written("not"), written("a\u202eb"), written("at sea"))
    no "5" "not" "a\u{202e}b" "at sea"
    """
    if not isinstance(given, str):
        return f"{given:f}"
    if BARE.fullmatch(given) and given not in KEYWORDS and not NUMBER.fullmatch(given):
        return given
    return '"' + "".join(map(_spelled, given)) + '"'


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """Return the conditions directly inside, none for an atom."""
    if isinstance(condition, Not):
        return (condition.part,)
    if isinstance(condition, And | Or | AtLeast):
        return condition.parts
    return ()


def nodes(condition: Condition) -> Iterator[Condition]:
    """Yield the condition and all inside it, in the order of writing. Cost: linear."""
    waiting = [condition]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(parts_of(found)))


def atoms(condition: Condition) -> Iterator[Atom]:
    """Yield the comparisons in the order of writing."""
    for found in nodes(condition):
        if isinstance(found, Compare | OneOf):
            yield found


def values_of(atom: Atom) -> tuple[Value, ...]:
    """Return the options or numbers that an atom names."""
    return (atom.value,) if isinstance(atom, Compare) else atom.values


def names(condition: Condition) -> tuple[str, ...]:
    """Return the issues that a condition names, each once, in the order of their ids.

    Examples
    --------
    >>> names(And((Compare("b", "=", "x"), OneOf("a", ("y",)))))
    ('a', 'b')
    """
    return tuple(sorted({atom.issue for atom in atoms(condition)}))


def both(one: Condition, other: Condition) -> Condition:
    """Return the condition that asks for both: no ``always``, no ``and`` in another, no part twice.

    Examples
    --------
    >>> print(both(Compare("a", "=", "x"), Always()))
    a = x
    """
    if isinstance(one, Always):
        return other
    if isinstance(other, Always):
        return one
    parts = [p for part in (one, other) for p in (part.parts if isinstance(part, And) else (part,))]
    once = tuple(dict.fromkeys(parts))
    return And(once) if len(once) > 1 else once[0]


def _spelled(c: str) -> str:
    if c in '"\\':
        return "\\" + c
    return c if c.isprintable() else f"\\u{{{ord(c):x}}}"


def _held(part: Condition, *loose: type) -> str:
    return f"({part})" if isinstance(part, loose) else str(part)


def _two_or_more(parts: tuple[Condition, ...], word: str, where: Where | None) -> None:
    if len(parts) < 2:
        raise BadInput(f"{word!r} joins two conditions or more", where=where)


def _one_of_signs(sign: str, where: Where | None) -> None:
    if sign not in get_args(Sign):
        raise BadInput(
            f"{sign!r} compares nothing",
            instead=f"write one of {' '.join(get_args(Sign))}",
            where=where,
        )


def _placed(given: str, where: Where | None) -> str:
    try:
        return name(given)
    except BadInput as fault:
        raise BadInput(fault.what, instead=fault.instead, where=where) from None


def _placed_value(given: object, where: Where | None) -> Value:
    try:
        return value(given)
    except BadInput as fault:
        raise BadInput(fault.what, instead=fault.instead, where=where) from None
