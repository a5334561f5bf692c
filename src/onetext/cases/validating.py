"""From a tree of words to rows, with every fault told in our words and at its place."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from onetext.cases.faults import Faults, nearest
from onetext.cases.schema.case import CaseFile
from onetext.cases.schema.row import Row
from onetext.cases.written import Keys, Rows, Tree, Word, key_of, keys, place_of
from onetext.errors import Where

Path = tuple[int | str, ...]
_STAND_INS = {"format": "1", "id": "case", "title": "case"}
_KINDS: dict[type, str] = {Word: "a word", Rows: "a list", Keys: "a mapping"}


def validate(tree: Keys, faults: Faults) -> CaseFile | None:
    """Return the rows that are as the schema asks; the others are left out and their faults told.

    So what the good rows say is checked as well, and all faults are told at once.
    """
    for _ in range(3):
        try:
            return CaseFile.model_validate(tree)
        except ValidationError as fault:
            wrong: set[Path] = set()
            for error in fault.errors(include_url=False, include_input=False):
                _tell(error, tree, faults)
                wrong.add(_row_of(error["loc"], tree))
            tree = _without(tree, wrong)
    return None


def with_stand_ins(tree: Keys) -> Keys:
    """Return the tree with a head, so that its rows can be checked by themselves."""
    head: dict[str, Tree] = {}
    for key, stand_in in _STAND_INS.items():
        word = Word(stand_in)
        word.where, word.plain = tree.where, True
        head[key] = word
    return keys({**head, **tree}, tree.where)


def _row_of(path: Path, tree: Keys) -> Path:
    """Return the row that the fault is in, else the key at the top."""
    section = tree.get(str(path[0])) if path else None
    return path[:2] if isinstance(section, Rows) and len(path) > 1 else path[:1]


def _without(tree: Keys, wrong: set[Path]) -> Keys:
    left: dict[str, Tree] = {}
    for key, value in tree.items():
        if (key,) in wrong:
            continue
        if isinstance(value, Rows):
            kept = Rows(row for at, row in enumerate(value) if (key, at) not in wrong)
            kept.where, kept.start, kept.end = value.where, value.start, value.end
            left[key] = kept
        else:
            left[key] = value
    return with_stand_ins(keys(left, tree.where))


def _tell(error: ErrorDetails, tree: Keys, faults: Faults) -> None:
    path, kind = error["loc"], error["type"]
    where = place_of(tree, path)
    if kind == "onetext":
        context = error["ctx"]
        faults.add(context["what"], context["instead"], context["where"] or where)
    elif kind == "missing":
        place = Where(where.file, 1, 1) if len(path) == 1 else where
        whose = "the file" if len(path) == 1 else f"this row{_named(tree, path)}"
        faults.add(f"{whose} has no {str(path[-1])!r}", f"write '{path[-1]}: …'", place)
    elif kind == "extra_forbidden":
        key = str(path[-1])
        known = _model_at(path[:-1]).model_fields
        faults.add(f"unknown key {key!r}", nearest(key, known), _key_place(tree, path) or where)
    else:
        asked = {
            "tuple_type": ("a list", "write one '- …' a row"),
            "dict_type": ("a mapping", "write 'key: …'"),
        }.get(kind, ("a mapping", "write 'key: …'"))
        found = _at(tree, path)
        stands = _KINDS.get(type(found), "something else")
        faults.add(f"{stands} stands where {asked[0]} is asked", asked[1], where)


def _named(tree: Keys, path: Path) -> str:
    row = _at(tree, path[:-1])
    id = row.get("id") if isinstance(row, Keys) else None
    return f" ({id})" if isinstance(id, Word) else ""


def _at(tree: Tree, path: Path) -> Tree | None:
    here: Tree | None = tree
    for step in path:
        if isinstance(here, Keys) and isinstance(step, str):
            here = here.get(step)
        elif isinstance(here, Rows) and isinstance(step, int) and step < len(here):
            here = here[step]
        else:
            return None
    return here


def _key_place(tree: Keys, path: Path) -> Where | None:
    mapping = _at(tree, path[:-1])
    if isinstance(mapping, Keys) and path[-1] in mapping:
        return key_of(mapping, str(path[-1])).where
    return None


def _model_at(path: Path) -> type[Row]:
    """Return the kind of row at a path: keys of a mapping by issue or language are passed over."""
    model: type[Row] = CaseFile
    for step in path:
        field = model.model_fields.get(step) if isinstance(step, str) else None
        if field is not None:
            model = _row_in([field.annotation, *field.metadata]) or model
    return model


def _row_in(parts: list[Any]) -> type[Row] | None:
    for part in parts:
        if isinstance(part, type) and issubclass(part, Row):
            return part
        found = _row_in(list(get_args(part)))
        if found:
            return found
    return None
