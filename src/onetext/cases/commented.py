"""A case as YAML with remarks for whoever edits it, each above the row that it is about."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

from onetext.cases.writing import in_yaml, to_tree
from onetext.terms.case import Case

_WIDTH = 98
_LISTED = {"roles", "to", "aliases", "sources"}
_KEYS = {"facts": ("what", "value")}


def dumps_with(case: Case, remarks: Iterable[tuple[str, str]] = (), *, head: str = "") -> str:
    """Return a case as YAML with comments; ``loading.loads`` reads it back as it was.

    Parameters
    ----------
    remarks
        Pairs (item, words). The item is a row's path (``offers/o1``), a section, or ``case``; what
        is about none of these stands at the top. Signs that cannot be printed are left out.
    head
        What stands above everything.

    Examples
    --------
    >>> from onetext.terms.case import Case, Treaty
    >>> case = Case("c", "A case", treaties=(Treaty("t", "A treaty"),))
    >>> print(dumps_with(case, [("treaties/t", "signed?")], head="A draft."), end="")
    # A draft.
    format: 1
    id: c
    title: A case
    <BLANKLINE>
    treaties:
    # signed?
    - id: t
      title: A treaty
    """
    said: dict[str, list[str]] = {}
    for item, words in remarks:
        said.setdefault(item, []).append(words)
    tree = to_tree(case)
    plain = {key: value for key, value in tree.items() if not _is_section(value)}
    body: list[str] = []
    for section, rows in tree.items():
        if section in plain:
            continue
        body.append("\n" + _comments(said.pop(section, [])) + f"{section}:\n")
        for row in rows:
            body.append(_comments(said.pop(_item(section, row), [])))
            body.append(in_yaml([_short(row)]))
    rest = [
        words if item == "case" else f"{item}: {words}"
        for item, many in said.items()
        for words in many
    ]
    return _comments([head] if head else []) + _comments(rest) + in_yaml(plain) + "".join(body)


def _short(given: Any) -> Any:
    """Return a row in which a list of one stands without its dash, where the form takes both."""
    if isinstance(given, list):
        return [_short(one) for one in given]
    if not isinstance(given, dict):
        return given
    made = {key: _short(value) for key, value in given.items()}
    for key in _LISTED & made.keys():
        value = made[key]
        if isinstance(value, list) and len(value) == 1:
            [made[key]] = value
    if isinstance(made.get("roles"), dict) and made["roles"].keys() == {"role"}:
        made["roles"] = made["roles"]["role"]
    return made


def _is_section(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _item(section: str, row: Mapping[str, Any]) -> str:
    if section in _KEYS:
        return f"{section}/" + "=".join(str(row[key]) for key in _KEYS[section])
    return f"{section}/{row.get('id', '')}"


def _comments(many: Iterable[str]) -> str:
    lines: list[str] = []
    for words in many:
        for paragraph in words.split("\n"):
            plain = "".join(c if c.isprintable() else " " for c in paragraph)
            lines += textwrap.wrap(
                " ".join(plain.split()), _WIDTH, break_long_words=False, break_on_hyphens=False,
                subsequent_indent="  ",
            ) or [""]  # fmt: skip
    return "".join(f"# {line}".rstrip() + "\n" for line in lines)
