r"""Reading conditions.

::

    any     = all { "or" all }
    all     = one { "and" one }
    one     = "not" one | "(" any ")" | "always" | "never" | "open"
            | choice
            | "at" "least" NUMBER "of" "(" any { ";" any } ")"
    choice  = NAME ("=" | "!=" | "<" | "<=" | ">=" | ">") VALUE
            | NAME "in" "{" VALUE { "," VALUE } "}"

A NAME is a bare word of letters, digits and ``_ . / : + % & @ # -``, or any text in straight
quotes, single or double; inside them ``\"``, ``\'``, ``\\`` and ``\u{41}`` stand for characters.
A VALUE is a NAME or a number; in quotes a number is a name. Words mean nothing else: ``no`` is an
option; and ``open`` before a sign or ``in`` is an issue.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NoReturn, TypeVar, cast

from onetext.errors import BadInput, Where
from onetext.terms.packages.condition import (
    BARE,
    KEYWORDS,
    NUMBER,
    Always,
    And,
    AtLeast,
    Compare,
    Condition,
    Never,
    Not,
    OneOf,
    Open,
    Or,
    Sign,
)
from onetext.terms.packages.package import Value, name, number

DEEPEST = 60
_SPACE = re.compile(r"\s+")
_QUOTED = re.compile(r"""(["'])((?:(?!\1)[^\\]|\\.)*)\1""", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|(.))", re.DOTALL)
_MARK = re.compile(r"<=|>=|!=|[=<>(){},;]")
_INSTEAD = {
    "==": "write a single =",
    "=>": "write >=",
    "=<": "write <=",
    "<>": "write !=",
    "&&": "write and",
    "||": "write or",
    "!": "write not, or != between an issue and an option",
    "≠": "write !=",
    "≤": "write <=",
    "≥": "write >=",
    "“": 'write straight quotes, like "no"',
    "”": 'write straight quotes, like "no"',
    "‘": 'write straight quotes, like "no"',
    "’": 'write straight quotes, like "no"',
    "„": 'write straight quotes, like "no"',
    "«": 'write straight quotes, like "no"',
    "[": "write { and } round options, ( and ) round conditions",
    "]": "write { and } round options, ( and ) round conditions",
}
_SIGNS = ("=", "!=", "<", "<=", ">=", ">")


Kind = Literal["word", "quoted", "mark", "end"]
V = TypeVar("V", str, Decimal)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: Kind
    text: str
    where: Where


def parse(text: str, *, file: str = "", line: int = 1, column: int = 1) -> Condition:
    """Return the condition that ``text`` writes.

    ``file``, ``line`` and ``column`` say where the text begins, for the errors and for the
    ``where`` of each part.

    Raises
    ------
    BadInput
        With the line and column of the first word that does not fit, and what to write instead.
        Nothing else is raised, whatever the text.

    Notes
    -----
    Cost: linear in the text; conditions nest at most 60 deep.

    Examples
    --------
    >>> parse("truce = full and neutrality in {no, open}").parts[1].values
    ('no', 'open')
    >>> print(parse("((a = x) or not b != 'y z')"))
    a = x or not b != "y z"
    >>> parse("truce == full", file="case.yaml", line=7)
    Traceback (most recent call last):
    onetext.errors.BadInput: case.yaml:7:7: '==' means nothing here, write a single =
    """
    reading = _Reading(list(_tokens(text, file, line, column)))
    found = reading.any(0)
    reading.finish()
    return found


def _tokens(text: str, file: str, line: int, column: int) -> Iterator[_Token]:
    at, start = 0, 1 - column  # a place's column is its distance from the start of its line, and 1
    while at < len(text):
        where = Where(file, line, at - start + 1)
        taken = _SPACE.match(text, at)
        if not taken:
            taken, kind, found = _word(text, at, where)
            yield _Token(kind, found, where)
        if breaks := taken.group().count("\n"):
            line += breaks
            start = taken.start() + taken.group().rindex("\n") + 1
        at = taken.end()
    yield _Token("end", "", Where(file, line, at - start + 1))


def _word(text: str, at: int, where: Where) -> tuple[re.Match[str], Kind, str]:
    """Return what stands at ``at``: its place, its kind, and its text with quotes undone."""
    if quoted := _QUOTED.match(text, at):
        return quoted, "quoted", _unescaped(quoted.group(2), where)
    if text[at] in "\"'":
        raise BadInput("a quote is not closed", instead=f"close it with {text[at]}", where=where)
    if (two := text[at : at + 2]) in _INSTEAD:
        raise BadInput(f"{two!r} means nothing here", instead=_INSTEAD[two], where=where)
    if word := BARE.match(text, at):
        return word, "word", word.group()
    if mark := _MARK.match(text, at):
        return mark, "mark", mark.group()
    raise BadInput(
        f"{text[at]!r} means nothing here",
        instead=_INSTEAD.get(text[at], "put names with such signs in quotes"),
        where=where,
    )


def _unescaped(inside: str, where: Where) -> str:
    def one(found: re.Match[str]) -> str:
        if found[1]:
            code = int(found[1], 16)
            if code > 0x10FFFF:
                raise BadInput(f"\\u{{{found[1]}}} is no character", where=where)
            return chr(code)
        if found[2] not in "\"'\\":
            raise BadInput(
                f"'\\{found[2]}' means nothing in quotes", instead="write \\\\ for \\", where=where
            )
        return found[2]

    return _ESCAPE.sub(one, inside)


class _Reading:
    """Read from left to right; each method takes what its rule in the grammar says."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.at = 0

    @property
    def next(self) -> _Token:
        return self.tokens[self.at]

    def take(self) -> _Token:
        found = self.next
        self.at += 1
        return found

    def comes(self, *texts: str) -> bool:
        return self.next.kind in ("word", "mark") and self.next.text in texts

    def refuse(self, expected: str) -> NoReturn:
        found = self.next
        if found.kind == "end":
            raise BadInput("the condition ends too early", instead=expected, where=found.where)
        raise BadInput(f"{found.text!r} does not fit here", instead=expected, where=found.where)

    def must(self, text: str, expected: str) -> None:
        if not self.comes(text):
            self.refuse(expected)
        self.at += 1

    def finish(self) -> None:
        if self.next.kind == "end":
            return
        if self.next.kind == "word" and self.next.text.lower() in ("and", "or"):
            self.refuse(f"write {self.next.text.lower()!r} in small letters")
        if self.comes(")", "}"):
            self.refuse("take it away, nothing is open")
        self.refuse("join conditions with and, or; put names of several words in quotes")

    def any(self, depth: int) -> Condition:
        where = self.next.where
        parts = [self.all(depth)]
        while self.comes("or"):
            self.at += 1
            parts.append(self.all(depth))
        return parts[0] if len(parts) == 1 else Or(tuple(parts), where)

    def all(self, depth: int) -> Condition:
        where = self.next.where
        parts = [self.one(depth)]
        while self.comes("and"):
            self.at += 1
            parts.append(self.one(depth))
        return parts[0] if len(parts) == 1 else And(tuple(parts), where)

    def one(self, depth: int) -> Condition:
        where = self.next.where
        if depth > DEEPEST:
            raise BadInput("the condition nests too deep", instead="write it flatter", where=where)
        if self.comes("not"):
            self.at += 1
            return Not(self.one(depth + 1), where)
        if self.comes("("):
            self.at += 1
            found = self.any(depth + 1)
            self.must(")", "close the bracket with )")
            return found
        if self.comes("at"):
            return self.at_least(depth)
        if self.stands_open():
            return Open(self.take().where)
        if self.comes("always", "never"):
            return Always(where) if self.take().text == "always" else Never(where)
        return self.choice()

    def stands_open(self) -> bool:
        """Tell whether ``open`` comes and no sign behind it makes it an issue's id."""
        if self.next.kind != "word" or self.next.text != "open":
            return False
        behind = self.tokens[self.at + 1]
        if behind.kind == "end":
            return True
        return behind.kind in ("word", "mark") and behind.text in ("and", "or", ")", ";")

    def at_least(self, depth: int) -> Condition:
        where = self.take().where
        form = "write it like: at least 2 of (a = x; b = y; c = z)"
        self.must("least", form)
        if self.next.kind != "word" or not re.fullmatch(r"[0-9]{1,6}", self.next.text):
            self.refuse(form)
        count = int(self.take().text)
        self.must("of", form)
        self.must("(", form)
        parts = [self.any(depth + 1)]
        while self.comes(";"):
            self.at += 1
            parts.append(self.any(depth + 1))
        if self.comes(","):
            self.refuse("put ; between the conditions")
        self.must(")", "close the bracket with )")
        return AtLeast(count, tuple(parts), where)

    def choice(self) -> Condition:
        where = self.next.where
        issue = self.name("write an issue's id, like: truce = full")
        if self.comes("in"):
            return self.one_of(issue, where)
        if self.next.kind != "mark" or self.next.text not in _SIGNS:
            if self.comes("not", "is", "IN"):
                self.refuse("write = or !=, in {…}, or put not before the issue")
            self.refuse(f"write =, !=, <, <=, >=, > or in after {issue!r}")
        sign = cast(Sign, self.take().text)
        if self.comes("{"):
            self.refuse("write in before several options")
        return Compare(issue, sign, self.value(), where)

    def one_of(self, issue: str, where: Where) -> Condition:
        self.at += 1
        self.must("{", "write the options between { and }")
        values = [self.value()]
        while self.comes(","):
            self.at += 1
            values.append(self.value())
        if self.comes(";"):
            self.refuse("put , between the options")
        self.must("}", "close the options with }")
        return OneOf(issue, tuple(values), where)

    def value(self) -> Value:
        found = self.next
        if found.kind == "word" and NUMBER.fullmatch(found.text):
            self.at += 1
            return _at(found.where, number, found.text)
        return self.name("write an option's id or a number")

    def name(self, expected: str) -> str:
        found = self.next
        if found.kind == "quoted":
            self.at += 1
            return _at(found.where, name, found.text)
        if found.kind != "word":
            self.refuse(expected)
        if found.text in KEYWORDS:
            self.refuse(f'{expected}; if it is a name, put it in quotes: "{found.text}"')
        if NUMBER.fullmatch(found.text):
            self.refuse(f'{expected}; if it is a name, put it in quotes: "{found.text}"')
        self.at += 1
        return found.text


def _at(where: Where, make: Callable[[str], V], given: str) -> V:
    try:
        return make(given)
    except BadInput as fault:
        raise BadInput(fault.what, instead=fault.instead, where=where) from None
