"""Forms of a cue that are nouns as well: "guarantees", "offer", "calls"."""

from __future__ import annotations

from collections.abc import Sequence

from onetext.press.finding.cues import Hit
from onetext.press.text.clauses import is_verb_at
from onetext.press.text.lexis import PERSONAL, is_capital
from onetext.press.text.tokens import Token


def is_noun_here(tokens: Sequence[Token], hit: Hit, head: int) -> bool:
    """Tell whether a form that is a noun as well ("guarantees", "offer") is one here."""
    if (
        hit.cue.lemma not in _ALSO_NOUNS
        or hit.forms & {"past", "ing"}
        or hit.start != head
        or not head
    ):
        return False
    before = tokens[head - 1]
    if hit.end < len(tokens) and is_verb_at(tokens, hit.end):
        return True
    if hit.forms == {"base"} and is_capital(before.text) and not before.low.endswith("s"):
        return True
    return not (
        before.low in PERSONAL | {"who"}
        or is_capital(before.text)
        or before.low in _SINGULAR_BODIES
        or (before.kind == "mark" and before.low == ",")
        or ("base" in hit.forms and before.low.endswith("s"))
    )


_ALSO_NOUNS = frozenset(
    "guarantee offer pledge report claim demand request"
    " call challenge order promise comment vote post"
    " text back estimate forecast doubt fear hope project state offer warn question answer reply"
    " remark counter cry shout charge blame attack view rate list detail outline praise threat wish"
    " note signal wonder worry rule protest dispute"
    " fault find show study appeal advocate favor support table".split()
)
_SINGULAR_BODIES = frozenset(
    "government ministry minister president report study"
    " union company party court council committee"
    " statement letter spokesman spokeswoman spokesperson"
    " agency commission department office police"
    " team group organization organisation parliament opposition premier chancellor king law bill"
    " treaty agreement resolution motion decree communique note draft document paper"
    " mayor governor chairman mediator".split()
)
