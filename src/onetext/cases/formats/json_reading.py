"""JSON with a place for every word, numbers as they are written, and no name twice."""

from __future__ import annotations

import json
import re

from onetext.cases.faults import Faults
from onetext.cases.written import MOST_CHARACTERS, Keys, Rows, Tree, Word, Written
from onetext.errors import BadInput, Where

DEEPEST = 100
_BLANK = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_BARE = re.compile(r"[^\s,:\[\]{}\"]+")
_BARE_WORDS = re.compile(
    r"true|false|null|NaN|-?Infinity|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
)


def read_json(text: str, file: str, faults: Faults) -> Keys | None:
    r"""Return the mapping that a text holds, None if it cannot be read; the fault is told.

    Words in quotes and bare ones alike are words; which is which, ``plain`` tells.

    Examples
    --------
    >>> found = read_json('{"a": [1.10, "no"]}', "a.json", Faults())
    >>> found, found["a"][1].where.column
    ({'a': ['1.10', 'no']}, 14)
    """
    written = Written.of(file, text)
    try:
        if len(text) > MOST_CHARACTERS:
            raise BadInput(
                f"the file has {len(text)} characters",
                instead=f"leave it {MOST_CHARACTERS} or fewer",
                where=Where(file),
            )
        reader = _Reader(written, faults)
        tree = reader.value(0)
        reader.ended()
    except BadInput as fault:
        faults.keep(fault)
        return None
    if not isinstance(tree, Keys):
        faults.add("the file holds no mapping", 'write {"…": …}', tree.where)
        return None
    return tree


class _Reader:
    """Walk once through a text."""

    def __init__(self, written: Written, faults: Faults) -> None:
        self.written, self.text, self.faults = written, written.text, faults
        self.at = 0

    def value(self, depth: int) -> Tree:
        self._blank()
        start = self.at
        sign = self.text[start : start + 1]
        if depth > DEEPEST:
            raise self._fault("the file nests too deep", "write it flatter")
        if not sign:
            raise self._fault("the file ends here", "it may be cut off: take the whole file")
        tree: Tree
        if sign == "{":
            tree = self._keys(depth)
        elif sign == "[":
            tree = self._rows(depth)
        else:
            return self._string() if sign == '"' else self._bare()
        tree.where = self.written.where(start)
        tree.start, tree.end = start, self.at
        return tree

    def ended(self) -> None:
        self._blank()
        if self.at < len(self.text):
            raise self._fault("something stands behind the end", "keep one mapping to a file")

    def _keys(self, depth: int) -> Keys:
        found = Keys({})
        while self._more("{" if not found else ",", "}", first=not found):
            self._blank()
            if self.text[self.at : self.at + 1] != '"':
                raise self._expected("a name in double quotes")
            key = self._string()
            self._blank()
            if self.text[self.at : self.at + 1] != ":":
                raise self._expected("a colon")
            self.at += 1
            value = self.value(depth + 1)
            if key in found:
                self.faults.add(f"the name {str(key)!r} stands twice here", "keep one", key.where)
            found.setdefault(key, value)
        return found

    def _rows(self, depth: int) -> Rows:
        found = Rows([])
        while self._more("[" if not found else ",", "]", first=not found):
            found.append(self.value(depth + 1))
        return found

    def _more(self, sign: str, end: str, *, first: bool) -> bool:
        """Step over ``sign`` and tell whether something comes, or step over the end."""
        self._blank()
        here = self.text[self.at : self.at + 1]
        if here == end and not first:
            self.at += 1
            return False
        if here != sign:
            raise self._expected(f"{sign} or {end}")
        self.at += 1
        if first:
            self._blank()
            if self.text[self.at : self.at + 1] == end:
                self.at += 1
                return False
        return True

    def _string(self) -> Word:
        start = self.at
        found = _STRING.match(self.text, start)
        if not found:
            raise self._fault("a quote is not closed here", "close it; the file may be cut off")
        try:
            text = json.loads(found[0])
        except json.JSONDecodeError as fault:
            self.at = start + fault.pos
            raise self._fault(f"this is not JSON: {fault.msg.lower()}", "write it plain") from None
        self.at = found.end()
        if any("\ud800" <= c <= "\udfff" for c in text):
            self.at = start
            raise self._fault("half a character stands here", "write it whole")
        return self._word(text, start, plain=False)

    def _bare(self) -> Word:
        start = self.at
        found = _BARE.match(self.text, start)
        if not found or not _BARE_WORDS.fullmatch(found[0]):
            raise self._expected("a value", "write a number, or a word in double quotes")
        self.at = found.end()
        return self._word(found[0], start, plain=True)

    def _word(self, text: str, start: int, *, plain: bool) -> Word:
        made = Word(text)
        made.where, made.plain, made.written = self.written.where(start), plain, self.written
        made.start, made.end = start, self.at
        return made

    def _blank(self) -> None:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _expected(self, what: str, instead: str = "") -> BadInput:
        here = self.text[self.at : self.at + 1]
        if not here:
            return self._fault("the file ends here", "it may be cut off: take the whole file")
        return self._fault(f"{here!r} stands where {what} is asked", instead or f"write {what}")

    def _fault(self, what: str, instead: str) -> BadInput:
        return BadInput(what, instead=instead, where=self.written.where(self.at))
