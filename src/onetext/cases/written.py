"""YAML as somebody wrote it: words, rows and keys, each with its place in the file.

Every scalar is the word that stands there: ``no``, ``1.10`` and ``2031-03-02`` stay what they look
like; what a word means is for the schema to say.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from onetext.cases.faults import Faults
from onetext.errors import Where

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.nodes import Node

MOST_CHARACTERS = 5_000_000
_NEWLINE = re.compile(r"\r\n|\r|\n")
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r\n|.)", re.DOTALL)
_BLANK = "tag:yaml.org,2002:null"
_TEXT_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}" for kind in "str int float bool null timestamp seq map".split()
)


@dataclass(frozen=True, slots=True)
class Written:
    """Hold a file's text, where its lines begin, and the name it is shown by."""

    file: str
    text: str
    lines: tuple[int, ...]

    @classmethod
    def of(cls, file: str, text: str) -> Written:
        """Return the text with its lines found."""
        return cls(file, text, (0, *(found.end() for found in _NEWLINE.finditer(text))))

    def where(self, index: int) -> Where:
        """Return the line and column of a code point."""
        line = bisect_right(self.lines, index)
        return Where(self.file, line, index - self.lines[line - 1] + 1)


class Word(str):
    """Hold a scalar as written: its words, its place, and whether it stands without quotes."""

    where: Where
    plain: bool
    written: Written
    start: int
    end: int
    _indexes: list[int]

    def place(self, offset: int) -> Where:
        r"""Return the place in the file of one of the word's characters, folded or escaped or not.

        The characters that are no space stand in the file in the same order, so both are walked
        together. A space has the place behind the character before it.

        Examples
        --------
        >>> found = read("at: >-\n  truce = full\n  and\n", "a.yaml", Faults())
        >>> word = found["at"]
        >>> str(word), str(word.place(13))
        ('truce = full and', 'a.yaml:3:3')
        """
        if not hasattr(self, "_indexes"):
            self._indexes = self._found()
        return self.written.where(self._indexes[min(offset, len(self))])

    @property
    def place_end(self) -> int:
        """Return where it ends in the text, quotes included; a block ends with its last sign."""
        if self.plain or self.written.text[self.start] in "\"'":
            return self.end
        self.place(0)
        return max(self._indexes[-1], self.start + 1)

    def _found(self) -> list[int]:
        """Return, for each character and the end, where it stands in the file."""
        text, at = self.written.text, self.start
        quote = "" if self.plain else text[at : at + 1]
        at = text.find("\n", at) + 1 if quote in ("|", ">") else at + len(quote)
        found: list[int] = []
        for character in self:
            escape = _ESCAPE.match(text, at) if quote == '"' else None
            if character.isspace():
                found.append(at)
                at = escape.end() if escape and escape.group()[1] not in "\r\n" else at
                continue
            while at < self.end and (
                text[at].isspace() or (quote == '"' and text[at : at + 2] == "\\\n")
            ):
                at += 1
            found.append(at)
            escape = _ESCAPE.match(text, at) if quote == '"' else None
            if escape:
                at = escape.end()
            else:
                at += 2 if quote == text[at : at + 1] == "'" else 1
        return [*found, at]


class Rows(list["Tree"]):
    """Hold a list as written."""

    where: Where
    start: int
    end: int


class Keys(dict[str, "Tree"]):
    """Hold a mapping as written; its keys are words and know their places."""

    where: Where
    start: int
    end: int
    cut: bool = False


class StandIn(Word):
    """Stand where a word is missing, so that what is around it can be checked; it fits anything."""

    @classmethod
    def of(cls, like: Word) -> StandIn:
        """Return one that stands where a word does."""
        made = cls("stand-in")
        made.where, made.plain, made.written = like.where, True, like.written
        made.start, made.end = like.start, like.end
        return made


Tree: TypeAlias = Word | Rows | Keys


def word(given: str, like: Word) -> Word:
    """Return a word that stands where another does."""
    made = Word(given)
    made.where, made.plain, made.written = like.where, like.plain, like.written
    made.start, made.end = like.start, like.end
    return made


def keys(given: dict[str, Tree], where: Where) -> Keys:
    """Return a mapping that nobody wrote in so many words, with a place of its own."""
    made = Keys(given)
    made.where, made.start, made.end = where, 0, 0
    return made


def place_of(tree: Tree, path: tuple[int | str, ...]) -> Where:
    """Return the place of the part at ``path``, or of the nearest part around it that is there.

    A path that ends in ``[key]`` means the key before it.
    """
    here: Tree = tree
    for at, step in enumerate(path):
        if isinstance(here, Keys) and isinstance(step, str) and step in here:
            if path[at + 1 :] == ("[key]",):
                return key_of(here, step).where
            here = here[step]
        else:  # a step that nobody wrote is passed over: a short form has no such part
            here = child(here, step) or here
    return here.where


def child(tree: Tree, step: int | str) -> Tree | None:
    """Return the part of a tree that a step leads to, None if there is none."""
    if isinstance(tree, Keys) and isinstance(step, str):
        return tree.get(step)
    if isinstance(tree, Rows) and isinstance(step, int) and step < len(tree):
        return tree[step]
    return None


def key_of(mapping: Keys, name: str) -> Word:
    """Return a mapping's key as it was written."""
    return next(key for key in mapping if key == name and isinstance(key, Word))


def read(text: str, file: str, faults: Faults) -> Keys | None:
    r"""Return what a YAML text says, None if it cannot be read at all; faults are told.

    A key that stands without a value counts as not written.

    Examples
    --------
    >>> faults = Faults()
    >>> read("a: no\nb: [1.10]\n", "a.yaml", faults)
    {'a': 'no', 'b': ['1.10']}
    >>> read("a: 1\na: 2\n", "a.yaml", faults) is None
    False
    >>> print(faults)
    a.yaml:2:1: the key 'a' stands twice here, write it once
    """
    written = Written.of(file, text)
    if len(text) > MOST_CHARACTERS:
        faults.add(f"the file has {len(text)} characters", "split it and include the parts",
                   Where(file))  # fmt: skip
        return None
    if not re.search(r"^[^#\s]", text, re.MULTILINE) and not text.strip().strip("-"):
        faults.add(
            "the file is empty" if not text.strip() else "the file says nothing",
            "write 'format: 1', then an id and a title",
            Where(file, 1, 1),
        )
        return None
    node = _composed(written, faults)
    if node is None:
        return None
    tree = _tree(node, written, faults, set())
    if not isinstance(tree, Keys):
        faults.add("the file has no keys at the top", "write 'format: 1', then an id and a title",
                   Where(file, 1, 1))  # fmt: skip
        return None
    return tree


def _composed(written: Written, faults: Faults) -> Node | None:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    where = Where(written.file)
    try:
        node: Node | None = YAML(typ="safe", pure=True).compose(written.text)
        if node is None:
            faults.add("the file says nothing", "write 'format: 1', then an id and a title",
                       Where(written.file, 1, 1))  # fmt: skip
        return node
    except MarkedYAMLError as fault:
        faults.add(*_told(fault, written))
    except RecursionError:
        faults.add("the file nests too deep", "write it flatter", where)
    except YAMLError as fault:
        at = getattr(fault, "position", None)
        faults.add(
            "this is not YAML: it holds a character that no text holds",
            "save it as plain UTF-8 text",
            written.where(at) if isinstance(at, int) else where,
        )
    except (ValueError, ArithmeticError) as fault:  # such as a number of the year 99999
        faults.add(f"this is not YAML: {fault}", "check the quotes", where)
    return None


def _told(fault: MarkedYAMLError, written: Written) -> tuple[str, str, Where]:
    """Return what the parser says in our words, as far as we have any."""
    mark = fault.problem_mark or fault.context_mark
    where = Where(written.file, mark.line + 1, mark.column + 1) if mark else Where(written.file)
    said = " ".join(str(fault.problem or fault.context or "unreadable").split())
    lines = _NEWLINE.split(written.text)
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent or "'\\t'" in said:
        at = line.find("\t") + 1
        return "a tab stands here", "write spaces", Where(written.file, where.line, at or None)
    if "undefined alias" in said:
        return "a word begins with *", 'put it in quotes, like "*"', where
    if "single document" in str(fault.context) or "another document" in said:
        return "a second document begins here", "keep one to a file, without ---", where
    if "mapping values are not allowed" in said:
        return "a colon stands where none can", "put text with ': ' in it in quotes", where
    if "cannot start any token" in said:
        return (
            f"{line[where.column - 1 : where.column]!r} begins no word"
            if where.column
            else ("this begins no word"),
            "put the text in quotes",
            where,
        )
    if "quoted scalar" in str(fault.context) and fault.context_mark:
        opened = fault.context_mark
        return (
            "a quote is not closed",
            "close it",
            Where(written.file, opened.line + 1, opened.column + 1),
        )
    if "expected the node content" in said:
        return "something is missing here", "close the brackets and quotes above", where
    if "block end" in said or "expected ',' or" in said:
        return "this line does not fit those above", "check indents, dashes and brackets", where
    return f"this is not YAML: {said}", "check the indents, quotes and brackets here", where


def _tree(node: Node, written: Written, faults: Faults, seen: set[int]) -> Tree:
    from ruamel.yaml.nodes import MappingNode, SequenceNode

    where = Where(written.file, node.start_mark.line + 1, node.start_mark.column + 1)
    tree: Tree
    if id(node) in seen or node.anchor:
        faults.add("anchors and aliases (& and *) are not read", "write the words out", where)
    elif str(node.tag) not in _TEXT_TAGS:
        faults.add(f"the tag {_short(str(node.tag))} is not read", "leave it out", where)
    if id(node) in seen:  # its parts are not walked again, so that no file can grow
        return StandIn.of(_word("", node, where, written))
    seen.add(id(node))
    if isinstance(node, SequenceNode):
        tree = Rows(_tree(part, written, faults, seen) for part in node.value)
    elif isinstance(node, MappingNode):
        tree = Keys(_pairs(node, written, faults, seen))
    else:
        return _word(str(node.value), node, where, written)
    tree.where = where
    tree.start, tree.end = node.start_mark.index, node.end_mark.index
    return tree


def _pairs(
    node: Node, written: Written, faults: Faults, seen: set[int]
) -> Iterator[tuple[Word, Tree]]:
    from ruamel.yaml.nodes import ScalarNode

    known: set[str] = set()
    for name, part in node.value:
        key = _tree(name, written, faults, seen)
        if not isinstance(key, Word) or not key.strip():
            faults.add("this key is no word", "write 'key: …'", key.where)
            continue
        if key in known:
            faults.add(f"the key {str(key)!r} stands twice here", "write it once", key.where)
            continue
        known.add(key)
        if isinstance(part, ScalarNode) and str(part.tag) == _BLANK and not part.anchor:
            continue
        yield key, _tree(part, written, faults, seen)


def _word(given: str, node: Node, where: Where, written: Written) -> Word:
    style = getattr(node, "style", None)
    made = Word(given.rstrip("\n") if style in ("|", ">") else given)  # the block's own last line
    made.where, made.written, made.plain = where, written, style in (None, "")
    made.start, made.end = node.start_mark.index, node.end_mark.index
    return made


def _short(tag: str) -> str:
    return repr(tag.replace("tag:yaml.org,2002:", "!!"))
