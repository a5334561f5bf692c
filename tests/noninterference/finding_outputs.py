"""Find from outside, by annotations alone, everything that makes an output out of what a seat sees.

A *source* is a value made from one seat's view. Those named here are the roots; a class that is
made from a source (its constructor takes one, or it inherits from one) is a source too. Every
public callable that takes a source is an output; so is every public method of a source, and every
``to_*`` and ``_repr_*`` of anything.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from functools import cache
from types import ModuleType
from typing import Any

import onetext
from onetext.analysis.table.table import Table
from onetext.brief.sections import Brief
from onetext.record.bundle import Bundle
from onetext.record.hosting.now import Now
from onetext.record.record import Readable
from onetext.record.view import View
from onetext.record.window import Line, Window
from onetext.terms.text.agreed import Agreed
from onetext.terms.text.draft import Draft
from onetext.terms.text.redline import Redline
from onetext.terms.text.state import Text, TextState

ROOTS: tuple[type, ...] = (
    View,
    Brief,
    Window,
    Line,
    Readable,
    Bundle,
    Now,
    TextState,
    Text,
    Draft,
    Redline,
    Agreed,
    Table,
)
OF_TERMS = (Text, Draft, Redline, Agreed)
"""Roots that a case file holds too: a class that holds one is not made from a view for that."""

SHOWING = ("to_", "_repr_")


@dataclass(frozen=True)
class Found:
    """Hold one output: its name, what is called, and whether it is a method or property."""

    name: str
    call: Callable[..., Any]
    owner: type | None
    is_property: bool = False


def modules(package: ModuleType = onetext) -> Iterator[ModuleType]:
    """Yield every module of the package; one that cannot be imported is a failure of the build."""
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not found.name.endswith("__main__") and ".migrations" not in found.name:
            yield importlib.import_module(found.name)


@cache
def hints(call: Any) -> Mapping[str, Any]:
    """Return the annotations of a callable, resolved; one not resolved is left as its text."""
    try:
        return typing.get_type_hints(call)
    except Exception:
        return dict(getattr(call, "__annotations__", {}))


def mentions(kind: Any, sources: set[type]) -> bool:
    """Tell whether an annotation names a source, at any depth."""
    if isinstance(kind, str):
        return any(source.__name__ in _words(kind) for source in sources)
    if isinstance(kind, list):
        return any(mentions(one, sources) for one in kind)
    if isinstance(kind, type) and kind in sources:
        return True
    return any(mentions(one, sources) for one in typing.get_args(kind))


def _words(text: str) -> set[str]:
    return set("".join(c if c.isalnum() or c == "_" else " " for c in text).split())


def classes(package: ModuleType = onetext) -> list[type]:
    """Return every class that the package defines, private ones too."""
    return [
        kind
        for module in modules(package)
        for kind in vars(module).values()
        if inspect.isclass(kind) and kind.__module__ == module.__name__
    ]


def sources_of(package: ModuleType = onetext) -> set[type]:
    """Return all sources: the roots and, again and again, what is made from a source."""
    found = set(ROOTS)
    every = classes(package)
    while True:
        from_views = found - set(OF_TERMS)
        new = {kind for kind in every if kind not in found and _made_from(kind, from_views)}
        if not new:
            return found
        found |= new


def _made_from(kind: type, sources: set[type]) -> bool:
    if any(base in sources for base in kind.__mro__[1:]):
        return True
    told = hints(kind.__init__) if "__init__" in vars(kind) else hints(kind)
    return any(mentions(one, sources) for name, one in told.items() if name != "return")


def outputs(package: ModuleType = onetext, *, sources: set[type] | None = None) -> dict[str, Found]:
    """Return every output of the package by its name, ``module:function`` or ``module:Class.x``."""
    known = sources if sources is not None else sources_of(package)
    found: dict[str, Found] = {}
    for module in modules(package):
        for name, value in vars(module).items():
            if getattr(value, "__module__", None) != module.__name__ or name.startswith("_"):
                continue
            here = f"{module.__name__}:{name}"
            if inspect.isclass(value):
                found |= {f"{here}.{one.name}": one for one in _of_class(value, known)}
            elif callable(value) and (name.startswith(SHOWING) or _takes(value, known)):
                found[here] = Found(here, value, None)
    return found


def _of_class(kind: type, sources: set[type]) -> Iterator[Found]:
    is_source = kind in sources
    if is_source and not is_dataclass(kind) and "__init__" in vars(kind):
        yield Found("__init__", kind, None)
    for name, value in vars(kind).items():
        shows = name.startswith(SHOWING)
        if name.startswith("_") and not shows:
            continue
        if isinstance(value, property):
            if is_source or shows:
                yield Found(name, value.fget or value, kind, is_property=True)
            continue
        call = value.__func__ if isinstance(value, (classmethod, staticmethod)) else value
        plain = inspect.isfunction(call)
        if plain and (is_source or shows or _takes(call, sources)):
            yield Found(name, call, kind)


def _takes(call: Any, sources: set[type]) -> bool:
    told = hints(inspect.unwrap(call) if inspect.isfunction(call) else call)
    return any(mentions(kind, sources) for name, kind in told.items() if name != "return")
