"""The form of an answer: statements whose parts are numbers that were shown, or copied words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

MOST_STATEMENTS = 400
"""A window has some fifty sentences."""
_MOST_PIECES = 200
_ANOTHER_KIND = "a value of another kind"
_WRONG = {
    "missing": "nothing",
    "extra_forbidden": "more than was asked for",
    "too_long": "too much",
}


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Piece(_Form):
    """Name words: a candidate, a whole sentence, or words copied from where they begin."""

    candidate: int | None
    sentence: int | None
    words: str | None


class Said(_Form):
    """Name the parts of one statement."""

    source: Piece | None
    cue: Piece | None
    contents: Annotated[tuple[Piece, ...], Field(max_length=_MOST_PIECES, strict=False)]


class Answer(_Form):
    """Hold the statements of one window."""

    statements: Annotated[tuple[Said, ...], Field(max_length=MOST_STATEMENTS, strict=False)]


@dataclass(frozen=True, slots=True)
class Unusable:
    """Hold an answer that is not of the form, and why."""

    words: str
    why: str


def parse(words: str | None) -> Answer | Unusable:
    """Return the answer that ``words`` give; JSON of this form and nothing round it.

    Examples
    --------
    >>> parse('{"statements": []}')
    Answer(statements=())
    >>> parse('{"statements": [')
    Unusable(words='{"statements": [', why='it is no whole JSON')
    """
    if words is None:
        return Unusable("", "it held no words, or was cut off at the longest it may be")
    try:
        told = json.loads(words)
    except (ValueError, RecursionError):
        return Unusable(words, "it is no whole JSON")
    try:
        return Answer.model_validate(told)
    except ValidationError as fault:
        first = fault.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"] if _is_ours(part)) or "the top"
        return Unusable(words, f"at {place} there is {_WRONG.get(first['type'], _ANOTHER_KIND)}")


def _is_ours(part: str | int) -> bool:
    """Tell whether a part of a place is a number or a name of ours, and not the model's words."""
    ours = (*Answer.model_fields, *Said.model_fields, *Piece.model_fields)
    return isinstance(part, int) or part in ours


def as_json(answers: Sequence[Answer | None]) -> list[dict[str, Any] | None]:
    """Return answers as they are kept: none for one that was not of the form."""
    return [None if one is None else one.model_dump(mode="json") for one in answers]


def schema() -> dict[str, Any]:
    """Return the JSON schema that a model is held to: everything required, nothing more allowed."""
    piece = _closed(
        {
            "candidate": {"type": ["integer", "null"]},
            "sentence": {"type": ["integer", "null"]},
            "words": {"type": ["string", "null"]},
        }
    )
    part = {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/piece"}]}
    pieces = {"type": "array", "items": {"$ref": "#/$defs/piece"}}
    said = _closed({"source": part, "cue": part, "contents": pieces})
    top = _closed({"statements": {"type": "array", "items": {"$ref": "#/$defs/statement"}}})
    return {**top, "$defs": {"piece": piece, "statement": said}}


def _closed(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }
