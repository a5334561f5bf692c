"""Rows of sheets: points, rankings, intervals, links, comparisons, red lines, the unknown."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from onetext.cases.schema.row import GroundedRow, Row
from onetext.cases.schema.words import (
    Among,
    Asked,
    Name,
    Names,
    Points,
    Scalar,
    Share,
    Truth,
    Whole,
    refuse,
    text,
)
from onetext.cases.written import Keys, Rows, StandIn, Word, keys
from onetext.terms.sheet import Basis


class PointsRow(Row):
    """Hold what the options of one issue are worth, by option."""

    line: Truth = False
    points: dict[Scalar, Points]


def _worth(given: Any) -> Any:
    """Return ``{full: 30, none: 0}``, ``{line: {5: 0, 40: 30}}`` and ``unknown`` in one form."""
    if isinstance(given, Word):
        if given != "unknown" and not isinstance(given, StandIn):
            refuse(f"{str(given)!r} names no points", "write {full: 30, none: 0} or unknown",
                   given.where)  # fmt: skip
        return None
    if isinstance(given, Keys) and isinstance(given.get("line"), Keys):
        yes = _said(given, "true")
        if len(given) > 1:
            refuse("other points stand beside a line", "write all of them under line", given.where)
        return keys({"line": yes, "points": given["line"]}, given.where)
    return keys({"points": given}, given.where)


def _said(like: Keys, word: str) -> Word:
    made = Word(word)
    made.where, made.plain = like.where, True
    return made


_OF_ONE_ISSUE = WithJsonSchema({"anyOf": [
    {"const": "unknown"},
    {"type": "object", "properties": {"line": {"type": "object"}}},
]})  # fmt: skip
Worths = dict[Name, Annotated[PointsRow | None, BeforeValidator(_worth), _OF_ONE_ISSUE]]


def _groups(given: Any) -> tuple[tuple[Word, ...], ...]:
    """Return an order: words, or in brackets words that are as good as each other."""
    if isinstance(given, StandIn):
        return ()
    if not isinstance(given, Rows):
        refuse("an order is a list, best first", "write [yes, [later, open], no]", given.where)
    return tuple(
        tuple(text(one) for one in part) if isinstance(part, Rows) else (text(part),)
        for part in given
    )


_NESTED = {"type": ["string", "number", "array"], "items": {"type": ["string", "number"]}}
Groups = Annotated[
    tuple[tuple[Word, ...], ...],
    PlainValidator(_groups),
    WithJsonSchema({"type": "array", "items": _NESTED}),
]


class RankingRow(GroundedRow):
    """Hold an order of options: the list alone, or a mapping that says what it rests on."""

    best_first: Groups


def _ranking(given: Any) -> Any:
    if isinstance(given, Keys):
        return given
    return keys({"best_first": given}, given.where)


Rankings = dict[Name, Annotated[RankingRow, BeforeValidator(_ranking)]]


class LinkedRow(GroundedRow):
    """Hold points for a package that meets a condition over several issues."""

    when: Asked
    points: Points


class PreferenceRow(GroundedRow):
    """Compare two packages that settle the same issues."""

    better: dict[Name, Scalar]
    worse: dict[Name, Scalar]
    equal: Truth = False


class SheetRedLineRow(GroundedRow):
    """Hold a red line of the party that the sheet is about."""

    id: Name
    keeps: Asked


class SheetRow(GroundedRow):
    """Hold a sheet."""

    id: Name
    owner: Name
    about: Name | None = None
    basis: Annotated[Basis, Among(Basis)] | None = None
    floor: Points | None = None
    out_of: Whole | None = None
    points: Worths = Field(default_factory=dict)
    linked: tuple[LinkedRow, ...] = ()
    rankings: dict[Name, Annotated[RankingRow, BeforeValidator(_ranking)]] = Field(
        default_factory=dict
    )
    stakes: dict[Name, Points] = Field(default_factory=dict)
    most_at_stake_first: Groups = ()
    prefers: tuple[PreferenceRow, ...] = ()
    red_lines: tuple[SheetRedLineRow, ...] = ()
    unknown: Names = ()
    per_unit: Whole | None = None
    exact_to: Whole | None = None
    discount: Share | None = None
