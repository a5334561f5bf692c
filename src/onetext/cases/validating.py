"""From a tree of words to rows, with every fault told in our words and at its place."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from onetext.cases.faults import Faults, nearest
from onetext.cases.mending import Mending
from onetext.cases.schema.case import CaseFile
from onetext.cases.schema.row import Row
from onetext.cases.written import Keys, Rows, StandIn, Tree, Word, key_of, keys, place_of
from onetext.errors import Where

Path = tuple[int | str, ...]
_STAND_INS = {"format": "1", "id": "case", "title": "case"}
_ROUNDS = 12
_KINDS: dict[type, str] = {Word: "a word", Rows: "a list", Keys: "a mapping"}


def validate(tree: Keys, faults: Faults) -> tuple[CaseFile, Keys] | None:
    """Return the rows, with what is faulty cut out of them and told, and the tree they came from.

    So what is left can be checked as well, and all faults are told at once.
    """
    mending = Mending(tree)
    for _ in range(_ROUNDS):
        try:
            return CaseFile.model_validate(mending.tree), mending.tree
        except ValidationError as fault:
            errors = fault.errors(include_url=False, include_input=False)
        for error in errors:
            path = error["loc"]
            if error["type"] == "missing":
                if not mending.fill(path):
                    _tell(error, mending.tree, faults)
            elif mending.is_ours(path):
                mending.fill_again(path)
            elif isinstance(_at(mending.tree, path), StandIn):
                mending.cut(path)
            else:
                _tell(error, mending.tree, faults)
                mending.cut(path)
        mending.done()
    return None


def with_stand_ins(tree: Keys) -> Keys:
    """Return the tree with a head, so that its rows can be checked by themselves."""
    head: dict[str, Tree] = {}
    for key, stand_in in _STAND_INS.items():
        word = Word(stand_in)
        word.where, word.plain = tree.where, True
        head[key] = word
    return keys({**head, **tree}, tree.where)


def _tell(error: ErrorDetails, tree: Keys, faults: Faults) -> None:
    path, kind = error["loc"], error["type"]
    where = place_of(tree, path)
    if kind == "onetext":
        context = error["ctx"]
        faults.add(context["what"], context["instead"], context["where"] or where)
    elif kind == "missing":
        place = Where(where.file, 1, 1) if len(path) == 1 else where
        if faults.told_at(place) and len(path) > 1:
            return
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
        if faults.told_at(where):
            return
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
