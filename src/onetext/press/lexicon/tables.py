"""Read a table: one of ours, or one that the user wrote beside the reports.

A table is YAML, read with the line and column of every word, so that a mistake can be pointed at.
Every scalar is the word as written: ``no``, ``1.10`` and ``2031-03-02`` stay what they look like.

Our own tables are written as YAML too (``tables/*.yaml``) but read from the JSON beside it, since
ruamel takes 0.3 s over two hundred parties and JSON 1 ms. After editing the YAML run::

    python -m onetext.press.lexicon.tables --write

A test holds the two equal, so the JSON cannot go stale.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from onetext.errors import BadInput, Where

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"
Step: TypeAlias = "str | int"
Marks: TypeAlias = "dict[tuple[Step, ...], tuple[int, int]]"

OURS = ("issues", "parties", "plover", "roles")
_FOLDER = Path(__file__).parents[1] / "tables"
_ID = re.compile(r"[a-z][a-z0-9_]*\Z")


@dataclass(frozen=True, slots=True)
class Table:
    """Hold what a table says and where each part of it stands.

    ``marks`` maps the path to a part (``("parties", 2, "id")``) to its line and column, and the
    same path with a closing ``-1`` to those of its key; it is empty for our own tables, which were
    checked when they were compiled.
    """

    file: str
    tree: Mapping[str, Tree]
    marks: Marks = field(default_factory=dict)

    def where(self, *path: Step) -> Where:
        """Return the place of the part at ``path``, or of the nearest part around it."""
        while path and path not in self.marks:
            path = path[:-1]
        return Where(self.file, *self.marks.get(path, (None, None)))

    def only_keys(self, known: Sequence[str]) -> None:
        """Refuse a key at the top that is not one of ``known``."""
        for key in self.tree:
            if key not in known:
                raise _unknown_key(key, known, self.where(key, -1))

    def rows(self, key: str, *, known: Sequence[str], id_key: str = "id") -> Iterator[Row]:
        """Yield the rows under ``key``, each with an id of its own and only ``known`` keys.

        Raises
        ------
        BadInput
            Where a row is no mapping, has an unknown key, no id, or an id used before.
        """
        listed = self.tree.get(key, [])
        if not isinstance(listed, list):
            if listed == "":
                return
            raise BadInput(
                f"'{key}' is not a list",
                instead=f"write one '- {id_key}: …' a row",
                where=self.where(key),
            )
        seen: dict[str, Where] = {}
        for at, one in enumerate(listed):
            if not isinstance(one, dict):
                raise BadInput(
                    f"row {_told(one)} of '{key}' has no keys",
                    instead=f"write '- {id_key}: …'",
                    where=self.where(key, at),
                )
            row = Row(self, (key, at), one)
            for name in one:
                if name not in known:
                    raise _unknown_key(name, known, row.where(name, -1))
            row_id = row.id(id_key)
            if row_id in seen:
                raise BadInput(
                    f"the id '{row_id}' stands twice, first at {_line(seen[row_id])}",
                    instead="give each row its own id",
                    where=row.where(id_key),
                )
            seen[row_id] = row.where(id_key)
            yield row


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one row of a table with its place."""

    table: Table
    path: tuple[Step, ...]
    tree: Mapping[str, Tree]

    def where(self, *path: Step) -> Where:
        """Return the place of a part of this row."""
        return self.table.where(*self.path, *path)

    def id(self, key: str = "id") -> str:
        """Return the row's id, or say that it has none or a badly written one."""
        told = self.text(key)
        if not told:
            raise BadInput(
                f"this row has no {key}", instead=f"write '{key}: …'", where=self.where(key)
            )
        if not _ID.match(told):
            raise BadInput(
                f"the {key} '{told}' is not in snake_case",
                instead=f"write '{_snake(told)}'",
                where=self.where(key),
            )
        return told

    def text(self, key: str) -> str | None:
        """Return the word under ``key``, None where there is none."""
        told = self.tree.get(key, "")
        if not isinstance(told, str):
            raise BadInput(
                f"'{key}' holds more than one word",
                instead=f"write '{key}: …' on one line",
                where=self.where(key),
            )
        return told.strip() or None

    def texts(self, key: str) -> tuple[tuple[str, Where], ...]:
        """Return the words under ``key`` with their places; a single word counts as a list."""
        told = self.tree.get(key, [])
        if isinstance(told, str):
            return ((told.strip(), self.where(key)),) if told.strip() else ()
        if not isinstance(told, list):
            raise BadInput(
                f"'{key}' is not a list of words",
                instead=f"write '{key}: [one, another]'",
                where=self.where(key),
            )
        words = []
        for at, word in enumerate(told):
            place = self.where(key, at)
            if not isinstance(word, str) or not word.strip():
                raise BadInput(
                    f"{_told(word)} in '{key}' is not a word",
                    instead=f"write '{key}: [one, another]'",
                    where=place,
                )
            words.append((" ".join(word.split()), place))
        return tuple(words)


def read(path: Path) -> Table:
    """Read a table that the user wrote.

    Raises
    ------
    BadInput
        With file, line and column, where it cannot be opened, is no UTF-8 or no YAML, uses anchors,
        says a key twice, or is no mapping at the top.
    """
    try:
        written = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(
            f"the table cannot be opened ({error.strerror})",
            instead="check the path",
            where=Where(str(path)),
        ) from error
    except UnicodeDecodeError as error:
        raise BadInput(
            "the table is not UTF-8", instead="save it as UTF-8", where=Where(str(path))
        ) from error
    return parse(written, str(path))


def parse(written: str, file: str) -> Table:
    r"""Read a table from its YAML text.

    Examples
    --------
    >>> table = parse("parties:\n  - id: norway\n    aliases: [no]\n", "mine.yaml")
    >>> table.tree
    {'parties': [{'id': 'norway', 'aliases': ['no']}]}
    >>> str(table.where("parties", 0, "aliases", 0))
    'mine.yaml:3:15'
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        node = YAML(typ="safe", pure=True).compose(written)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (None, None)
        told = " ".join(str(error.problem or error.context or "unreadable").split())
        raise BadInput(
            f"this is not YAML: {told}",
            instead="check the indentation, the quotes and the brackets here",
            where=Where(file, *place),
        ) from error
    except RecursionError:
        raise BadInput(
            "the table is nested too deeply", instead="write it flat", where=Where(file)
        ) from None
    except YAMLError as error:
        raise BadInput(
            "this is not YAML: it holds a character that no text holds",
            instead="save it as plain UTF-8 text",
            where=Where(file),
        ) from error
    if node is None:
        return Table(file, {})
    marks: Marks = {}
    tree = _tree(node, (), file, marks, set())
    if not isinstance(tree, dict):
        raise BadInput(
            "the table has no keys at the top",
            instead="write 'parties:' or 'issues:' and the rows under it",
            where=Where(file, 1, 1),
        )
    return Table(file, tree, marks)


@cache
def ours(name: str) -> Table:
    """Return one of our own tables, from its compiled form.

    Examples
    --------
    >>> sorted(ours("roles").tree)
    ['roles']
    """
    path = _FOLDER / f"{name}.json"
    return Table(f"onetext/press/tables/{name}.yaml", json.loads(path.read_text(encoding="utf-8")))


@cache
def roles() -> Mapping[str, str]:
    """Return role nouns with their class of authority, those of several words first.

    Singular and plural, in lower case. The classes are ``head``, ``minister``, ``negotiator``,
    ``spokesperson``, ``institution``, ``official`` and ``person`` (no authority of its own).

    Examples
    --------
    >>> roles()["prime minister"], roles()["spokeswomen"], roles()["secretaries of state"]
    ('head', 'spokesperson', 'minister')
    """
    found: dict[str, str] = {}
    for row in ours("roles").rows("roles", known=("id", "words", "plurals")):
        for word, _ in row.texts("words"):
            found[word] = row.id()
            found.setdefault(plural(word), row.id())
        for word, _ in row.texts("plurals"):
            found[word] = row.id()
    return dict(sorted(found.items(), key=lambda item: (-item[0].count(" "), item[0])))


def plural(noun: str) -> str:
    """Return the plural of an English role noun.

    Examples
    --------
    >>> [plural(noun) for noun in ("envoy", "deputy", "spokesman", "minister of state", "witness")]
    ['envoys', 'deputies', 'spokesmen', 'ministers of state', 'witnesses']
    """
    link = re.search(r" (?:of|for|to|in|at) |\Z", noun)
    cut = link.start() if link else len(noun)
    head, rest = noun[:cut], noun[cut:]
    if head.endswith("man"):
        head = head[:-2] + "en"
    elif head.endswith("y") and head[-2:-1] not in "aeiou":
        head = head[:-1] + "ies"
    elif head.endswith(("s", "x", "ch", "sh")):
        head += "es"
    else:
        head += "s"
    return head + rest


def compiled(name: str) -> str:
    """Return the JSON that ought to stand beside our table ``name``."""
    table = read(_FOLDER / f"{name}.yaml")
    return json.dumps(table.tree, ensure_ascii=False, separators=(",", ":")) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the compiled tables (``--write``), or tell by the exit code whether they are stale."""
    parser = argparse.ArgumentParser(prog="python -m onetext.press.lexicon.tables")
    parser.add_argument("--write", action="store_true", help="write the JSON beside each table")
    write = parser.parse_args(arguments).write
    stale = False
    for name in OURS:
        path = _FOLDER / f"{name}.json"
        if write:
            path.write_text(compiled(name), encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != compiled(name):
            stale = True
    return int(stale)


def close(word: str, known: Sequence[str]) -> str:
    """Return advice: the nearest of ``known``, or the whole list when none is near.

    Examples
    --------
    >>> close("demonym", ["demonyms", "capital"])
    "write 'demonyms'"
    >>> close("colour", ["demonyms", "capital"])
    "write one of 'demonyms', 'capital'"
    """
    near = get_close_matches(word, known, n=1)
    if near:
        return f"write '{near[0]}'"
    return "write one of " + ", ".join(f"'{one}'" for one in known)


def _unknown_key(key: str, known: Sequence[str], where: Where) -> BadInput:
    return BadInput(f"unknown key '{key}'", instead=close(key, known), where=where)


def _told(part: Any) -> str:
    return f"'{part}'" if isinstance(part, str) else "a list" if isinstance(part, list) else "a map"


def _line(where: Where) -> str:
    return f"line {where.line}" if where.line else where.file


def _snake(told: str) -> str:
    words = re.findall(r"[a-z0-9]+", told.lower()) or ["a_name"]
    snake = "_".join(words)
    return snake if snake[0].isalpha() else f"n_{snake}"


def _tree(node: Node, path: tuple[Step, ...], file: str, marks: Marks, seen: set[int]) -> Tree:
    """Return plain values of a YAML node, noting where each stands."""
    from ruamel.yaml.nodes import MappingNode, SequenceNode

    place = (node.start_mark.line + 1, node.start_mark.column + 1)
    marks.setdefault(path, place)
    if id(node) in seen:
        raise BadInput(
            "anchors and aliases (& and *) are not read",
            instead="write the words out",
            where=Where(file, *place),
        )
    seen.add(id(node))
    if isinstance(node, SequenceNode):
        return [_tree(part, (*path, at), file, marks, seen) for at, part in enumerate(node.value)]
    if not isinstance(node, MappingNode):
        return "" if str(node.tag).endswith(":null") else str(node.value)
    tree: dict[str, Tree] = {}
    for name, part in node.value:
        at = (name.start_mark.line + 1, name.start_mark.column + 1)
        key = name.value
        if not isinstance(key, str):
            raise BadInput("this key is no word", instead="write 'key: …'", where=Where(file, *at))
        if key in tree:
            raise BadInput(
                f"the key '{key}' stands twice here",
                instead="write it once",
                where=Where(file, *at),
            )
        tree[key] = _tree(part, (*path, key), file, marks, seen)
        marks[(*path, key, -1)] = at
    return tree


if __name__ == "__main__":
    sys.exit(main())
