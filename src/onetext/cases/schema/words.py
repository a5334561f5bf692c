"""What single words of a case file may be: ids, dates, numbers, conditions.

Each keeps the place of what was written. Each refusal says what is wrong and what to write instead,
and where: that is the context of the error that pydantic carries.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Any, NoReturn, TypeVar, get_args

from pydantic import (
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from onetext.cases.faults import nearest
from onetext.cases.written import Keys, Rows, StandIn, Word
from onetext.errors import BadInput, Where
from onetext.terms.guarantees.guarantee import Rule
from onetext.terms.packages.condition import (
    NUMBER,
    Always,
    And,
    AtLeast,
    Condition,
    Not,
    Or,
)
from onetext.terms.packages.condition_parser import parse
from onetext.terms.packages.package import name
from onetext.terms.sheet import MOST_POINTS, Interval
from onetext.terms.when import When

T = TypeVar("T")
_WHOLE = re.compile(r"[+-]?[0-9]{1,20}")
_TOO_LONG = re.compile(r"[+-]?[0-9]{21,}")
_ID = re.compile(r"[^\W_][\w.:+&@#-]*")
_LENGTH = re.compile(r"([0-9]{1,6}) (minute|hour|day|week)s?")
_K_OF_N = re.compile(r"([0-9]{1,4}) of n")
_SHARE = re.compile(r"0\.[0-9]{1,40}|1(?:\.0*)?")
EACH = "each"


def refuse(what: str, instead: str, where: Where | None) -> NoReturn:
    """Refuse a word, in the way that pydantic carries.

    Raises
    ------
    PydanticCustomError
        With what, instead and where as its context.
    """
    context = {"what": what, "instead": instead, "where": where}
    raise PydanticCustomError("onetext", "{what}", context)


def words(given: Any) -> Word:
    """Return a word as it stands."""
    if not isinstance(given, Word):
        kind = "a list" if isinstance(given, Rows) else "a mapping"
        refuse(f"{kind} stands where one word is asked", "write the word alone", given.where)
    if any("\ud800" <= c <= "\udfff" for c in given):
        refuse("half a character stands here", "write it whole", given.where)
    return given


def text(given: Any) -> Word:
    """Return words that are not blank."""
    found = words(given)
    if not found.strip():
        refuse("nothing stands here", "write it, or leave the key out", found.where)
    return found


def id_(given: Any) -> Word:
    """Return an id: one word without spaces, slashes or quotes, so that conditions can name it."""
    if isinstance(given, StandIn):
        return given
    found = text(given)
    if not _ID.fullmatch(found):
        refuse(f"{str(found)!r} is no id", f"write it like {_slug(found)!r}", found.where)
    return found


def option(given: Any) -> Word:
    """Return an option's id; a bare number is none."""
    if isinstance(given, StandIn):
        return given
    found = text(given)
    if found.plain and NUMBER.fullmatch(found):
        refuse(
            f"{found} is a number, not an option's id",
            f"put it in quotes, '\"{found}\"', or give the issue an amount",
            found.where,
        )
    _checked(found, lambda: name(found))
    return found


def when(given: Any) -> When:
    """Return a date or an hour, with its year."""
    if isinstance(given, StandIn):
        return When("2000")
    found = text(given)
    try:
        made = When(found.strip())
        if made.ends() is None:
            refuse(f"the date {found} has no year", "write it like 2031-03-02", found.where)
    except (ValueError, OverflowError) as fault:
        if isinstance(fault, PydanticCustomError):
            raise
        refuse(
            f"{str(found)!r} is no date",
            "write it like 2031-03-02 or 2031-03-02T18:00+01:00",
            found.where,
        )
    return made


def whole(given: Any) -> int:
    """Return a whole number."""
    if isinstance(given, StandIn):
        return 0
    found = text(given)
    if _TOO_LONG.fullmatch(found) and found.plain:
        refuse(f"the number {found[:24]}… is too large", "write one below 2^53", found.where)
    if not _WHOLE.fullmatch(found) or not found.plain:
        refuse(f"{str(found)!r} is no whole number", "write one like 12", found.where)
    if abs(int(found)) > MOST_POINTS:
        refuse(f"the number {found} is too large", "write one below 2^53", found.where)
    return int(found)


def share(given: Any) -> Decimal:
    """Return a share above 0 and up to 1."""
    if isinstance(given, StandIn):
        return Decimal(1)
    found = text(given)
    if not _SHARE.fullmatch(found) or not found.plain or not Decimal(found):
        refuse(f"{str(found)!r} is no share", "write a number up to 1, like 0.95", found.where)
    return Decimal(found)


def yes_or_no(given: Any) -> bool:
    """Return a truth value."""
    if isinstance(given, StandIn):
        return False
    found = text(given)
    if found not in ("true", "false"):
        refuse(f"{str(found)!r} is neither true nor false", "write true or false", found.where)
    return found == "true"


def points(given: Any) -> Interval | None:
    """Return points: a whole number, two in brackets, or None for ``unknown``."""
    if isinstance(given, StandIn):
        return None
    if isinstance(given, Rows):
        if len(given) != 2:
            refuse("an interval has two bounds", "write it like [10, 20]", given.where)
        bounds = [None if one == "unknown" else whole(one) for one in given]
        return _checked(given, lambda: Interval(*bounds))
    if given == "unknown":
        return None
    return Interval.at(whole(given))


def length(given: Any) -> timedelta:
    """Return a length of time."""
    if isinstance(given, StandIn):
        return timedelta(0)
    found = text(given)
    if found == "at once":
        return timedelta(0)
    taken = _LENGTH.fullmatch(found)
    if not taken:
        refuse(f"{str(found)!r} is no length of time", "write 'at once' or '3 days'", found.where)
    return timedelta(**{f"{taken[2]}s": int(taken[1])})


def rule(given: Any) -> Rule:
    """Return who must join before one is bound to act."""
    if isinstance(given, StandIn):
        return Rule()
    found = text(given)
    taken = _K_OF_N.fullmatch(found)
    if taken:
        return Rule("k-of-n", int(taken[1]))
    if found not in ("each", "joint", "unanimous"):
        refuse(f"there is no rule {str(found)!r}", "write each, joint, unanimous or '2 of n'",
               found.where)  # fmt: skip
    return Rule(str(found))  # type: ignore[arg-type]


def condition(given: Any) -> Condition:
    """Return a condition; each of its parts knows its place in the file, folded lines or not."""
    if isinstance(given, StandIn):
        return Always()
    found = text(given)
    try:
        made = parse(found)
    except BadInput as fault:
        refuse(fault.what, fault.instead, _in_file(found, fault.where))
    return _placed(made, found)


@dataclass(frozen=True, slots=True)
class Among:
    """Annotate a word that is one of a `Literal`'s: ``Annotated[Act, Among(Act)]``."""

    literal: Any

    def __get_pydantic_core_schema__(self, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the check."""
        known = get_args(self.literal)

        def check(given: Any) -> str:
            found = text(given)
            if isinstance(found, StandIn):
                return str(known[0])
            if found not in known:
                refuse(f"{str(found)!r} is not known here", nearest(found, known), found.where)
            return str(found)

        return core_schema.no_info_plain_validator_function(check)

    def __get_pydantic_json_schema__(
        self, _: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return the words."""
        return {"enum": list(get_args(self.literal))}


class Listed:
    """Annotate a list that may be written as its only part, without brackets or dashes."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Return the check of the list."""
        return core_schema.no_info_before_validator_function(_listed, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return both forms."""
        found = handler(schema)
        return {"anyOf": [found["items"], found]}


def _json(kind: str, **more: object) -> WithJsonSchema:
    return WithJsonSchema({"type": kind, **more})


_DATE = r"^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:?\d\d)?)?)?)?$"
_POINTS = {"anyOf": [{"type": "integer"}, {"const": "unknown"}, {
    "type": "array", "minItems": 2, "maxItems": 2,
    "items": {"anyOf": [{"type": "integer"}, {"const": "unknown"}]}}]}  # fmt: skip
Words = Annotated[Word, PlainValidator(text), _json("string", minLength=1)]
Name = Annotated[Word, PlainValidator(id_), _json("string", pattern=r"^[^\W_][\w.:+&@#-]*$")]
OptionId = Annotated[Word, PlainValidator(option), _json("string", minLength=1)]
Hour = Annotated[When, PlainValidator(when), _json("string", pattern=_DATE)]
Whole = Annotated[int, PlainValidator(whole), _json("integer")]
Share = Annotated[Decimal, PlainValidator(share), _json(
    "number", exclusiveMinimum=0, maximum=1)]  # fmt: skip
Truth = Annotated[bool, PlainValidator(yes_or_no), _json("boolean")]
Scalar = Annotated[Word, PlainValidator(text), WithJsonSchema({"type": ["string", "number"]})]
Points = Annotated[Interval | None, PlainValidator(points), WithJsonSchema(_POINTS)]
Length = Annotated[timedelta, PlainValidator(length), _json(
    "string", pattern=r"^(at once|[0-9]{1,6} (minute|hour|day|week)s?)$")]  # fmt: skip
JoinRule = Annotated[Rule, PlainValidator(rule), _json(
    "string", pattern=r"^(each|joint|unanimous|[0-9]{1,4} of n)$")]  # fmt: skip
Asked = Annotated[Condition, PlainValidator(condition), _json(
    "string", description="a condition, like: truce = full and zone_km >= 30")]  # fmt: skip
Names = Annotated[tuple[Name, ...], Listed()]
ManyWords = Annotated[tuple[Words, ...], Listed()]


def _listed(given: Any) -> Any:
    if not isinstance(given, Word | Keys):
        return given
    made = Rows([given])
    made.where, made.start, made.end = given.where, given.start, given.end
    return made


def _checked(given: Word | Rows, make: Callable[[], T]) -> T:
    try:
        return make()
    except BadInput as fault:
        refuse(fault.what, fault.instead, given.where)


def _in_file(found: Word, where: Where | None) -> Where:
    """Return the place in the file of a place in the word's own lines."""
    if where is None or where.line is None or where.column is None:
        return found.where
    before = found.split("\n")[: where.line - 1]
    return found.place(sum(len(line) + 1 for line in before) + where.column - 1)


def _placed(made: Condition, found: Word) -> Condition:
    place = _in_file(found, made.where)
    if isinstance(made, Not):
        return Not(_placed(made.part, found), place)
    if isinstance(made, And | Or):
        return replace(made, parts=tuple(_placed(p, found) for p in made.parts), where=place)
    if isinstance(made, AtLeast):
        return AtLeast(made.count, tuple(_placed(p, found) for p in made.parts), place)
    return replace(made, where=place)


def _slug(found: str) -> str:
    made = re.sub(r"[^\w.:+&@#-]+", "-", found).strip("-_.:+&@#") or "an-id"
    return made.lower()
