"""Mutants of a module: one check dropped or turned at a time, put in place of the running code."""

from __future__ import annotations

import ast
import copy
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import CodeType, FunctionType, ModuleType

TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


@dataclass(frozen=True)
class Mutant:
    """Hold one change: where, what was there and what is there now."""

    module: ModuleType
    function: str
    was: str
    now: str
    tree: ast.Module

    @property
    def name(self) -> str:
        module = self.module.__name__.rpartition(".")[2]
        return f"{module}.{self.function}: {self.was} -> {self.now}"


def mutants(module: ModuleType) -> Iterator[Mutant]:
    """Yield a mutant for each way to drop or turn each check of a module, found in its source.

    Each condition of an ``if`` (a statement, an expression, one of a comprehension) is made always
    true and always false; each operand of an ``and`` or ``or`` is left out; each comparison is
    turned. Annotations and ``assert`` are no checks.
    """
    tree = ast.parse(inspect.getsource(module))
    seen: set[str] = set()
    inside = {
        node: function.name
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
    }
    for number, node in enumerate(ast.walk(tree)):
        for field, at, new in _changes(node):
            changed = copy.deepcopy(tree)
            there = next(one for n, one in enumerate(ast.walk(changed)) if n == number)
            was = getattr(there, field)
            if at is None:
                setattr(there, field, new)
            else:
                was = was[at]
                getattr(there, field)[at : at + 1] = [] if new is None else [new]
            if isinstance(there, ast.BoolOp) and len(there.values) < 2:
                there.values.append(there.values[0])
            ast.fix_missing_locations(changed)
            shown = "nothing" if new is None else _shown(new)
            old = _shown(was) if not isinstance(was, ast.cmpop) else ast.unparse(node)
            text = ast.unparse(changed)
            if text not in seen and text != ast.unparse(tree):
                seen.add(text)
                yield Mutant(module, inside.get(node, ""), old, shown, changed)


def _changes(node: ast.AST) -> Iterator[tuple[str, int | None, ast.AST | None]]:
    if isinstance(node, (ast.If, ast.IfExp)):
        for value in (True, False):
            yield "test", None, ast.Constant(value)
    elif isinstance(node, ast.comprehension):
        for at in range(len(node.ifs)):
            for value in (True, False):
                yield "ifs", at, ast.Constant(value)
    elif isinstance(node, ast.BoolOp):
        for at in range(len(node.values)):
            yield "values", at, None
    elif isinstance(node, ast.Compare):
        for at, op in enumerate(node.ops):
            yield "ops", at, TURNED[type(op)]()


def _shown(node: ast.AST) -> str:
    return type(node).__name__ if isinstance(node, ast.cmpop) else ast.unparse(node)


@contextmanager
def in_place(mutant: Mutant) -> Iterator[None]:
    """Let the functions of the module run the mutant's code, wherever they were imported to."""
    compiled = compile(mutant.tree, mutant.module.__file__ or "mutant", "exec")
    new = dict(_codes(compiled))
    before: list[tuple[FunctionType, CodeType]] = []
    for function in _functions(mutant.module):
        code = new.get(function.__code__.co_qualname if _QUAL else function.__qualname__)
        if code is not None and len(code.co_freevars) == len(function.__code__.co_freevars):
            before.append((function, function.__code__))
            function.__code__ = code
    try:
        yield
    finally:
        for function, code in before:
            function.__code__ = code


_QUAL = hasattr(CodeType, "co_qualname")


def _codes(code: CodeType) -> Iterator[tuple[str, CodeType]]:
    for const in code.co_consts:
        if isinstance(const, CodeType):
            yield const.co_qualname, const
            yield from _codes(const)


def _functions(module: ModuleType) -> Iterator[FunctionType]:
    for value in vars(module).values():
        if getattr(value, "__module__", None) != module.__name__:
            continue
        held = vars(value).values() if inspect.isclass(value) else (value,)
        for one in held:
            plain = one.fget if isinstance(one, property) else one
            plain = getattr(plain, "__func__", plain)
            plain = inspect.unwrap(plain) if callable(plain) else plain
            if isinstance(plain, FunctionType):
                yield plain
