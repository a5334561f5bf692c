"""What every row of a case file has: its place, a short form where one is handy, its grounds."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    PrivateAttr,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from onetext.cases.schema.words import Among, Listed, Name, Words
from onetext.cases.written import Word, keys
from onetext.errors import Where
from onetext.terms.grounds import Known


class Row(BaseModel):
    """Hold one mapping of a case file.

    ``short`` is the key that a bare word stands for, where a row may be written as one word.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    short: ClassVar[str | None] = None
    _where: Where = PrivateAttr(default=Where(""))

    @model_validator(mode="wrap")
    @classmethod
    def _with_place(cls, given: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if cls.short and isinstance(given, Word):
            given = keys({cls.short: given}, given.where)
        row = handler(given)
        row._where = given.where
        return row

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return the form, and the short one beside it."""
        found = handler(schema)
        return {"anyOf": [{"type": "string"}, found]} if cls.short else found

    @property
    def where(self) -> Where:
        """Return where the row stands."""
        return self._where


class CitedRow(Row):
    """Point into a source: ``ap`` or ``{source: ap, place: para 4}``."""

    short = "source"

    source: Name
    place: Words | None = None
    words: Words | None = None


Sources = Annotated[tuple[CitedRow, ...], Listed()]


class GroundedRow(Row):
    """Hold a row that may say what it rests on."""

    sources: Sources = ()
    known: Annotated[Known, Among(Known)] | None = None
    note: Words | None = None
