"""Exercise every output that was found, with what one seat can hand it.

Arguments are found by their types among all that the seat sees; what needs more stands in a table.
An output that is neither exercised nor named here, with the reason why it is none, is a fault.
"""

from __future__ import annotations

import inspect
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache, cached_property
from itertools import product
from types import UnionType
from typing import Any, Union, get_args, get_origin

from finding_outputs import SHOWING, Found, hints, sources_of
from no_outputs import BY_ANOTHER, BY_STEPS, reason_for_none
from rich.console import Console
from sheets_seen import accepted, answers
from telling import told, told_error

from onetext.analysis.search import search
from onetext.analysis.table.lines import said
from onetext.analysis.table.table import Table, table
from onetext.analysis.utterances import utterances
from onetext.brief.as_json import brief_to_json
from onetext.brief.build import build_brief
from onetext.brief.lines import Lines
from onetext.brief.packages.accepted import Accepted
from onetext.brief.packages.answer import Answer
from onetext.brief.page import page
from onetext.brief.sections import Brief
from onetext.brief.terminal import show
from onetext.errors import OnetextError
from onetext.record.acts.kinds import KINDS
from onetext.record.bundle import Bundle, encode_bundle
from onetext.record.comparing import compare
from onetext.record.hosting.host import Host
from onetext.record.hosting.now import Now
from onetext.record.hosting.texts import standing_of, text_state
from onetext.record.receipts import Receipts, redeem
from onetext.record.record import Readable
from onetext.record.replaying import BundleRecord
from onetext.record.view import View, view
from onetext.record.window import Window, window
from onetext.terms.said.report import Report
from onetext.terms.text.acts import DraftIssued, PassageRemoved, TextAct
from onetext.terms.text.state import TextState
from onetext.terms.when import When

MOST = 3
WORDS = ("lake", "Ana Ruiz t1")
NAMED: Mapping[str, tuple[Any, ...]] = {
    "id": ("r1", "t1", "arn", "p0"),
    "party": ("arn", "no-such"),
    "issue": ("land",),
    "instrument": ("t1", "t2", "t3"),
    "passage": ("p0", "p1"),
    "seat": ("arn-head", "bel-head"),
    "section": ("rounds",),
    "language": ("en",),
    "words": ("the lake is shared",),
    "said": ("the lake is shared",),
    "where": ("here",),
    "line": ("the lake is shared",),
    "source": ("r1",),
    "fallback": ("nobody",),
    "kinds": ("message",),
}

PLAIN: Mapping[type, tuple[Any, ...]] = {str: (), int: (1, 40), bool: (True, False)}


def _takes_only_a_view(kind: type) -> bool:
    told = {name: one for name, one in hints(kind.__init__).items() if name != "return"}
    return not is_dataclass(kind) and list(told.values()) == [View]


FROM_A_VIEW = tuple(kind for kind in sources_of() if _takes_only_a_view(kind))


@dataclass
class Seen:
    """Hold what one seat has of one history, and make what outputs ask for."""

    host: Host
    eyes: str | None
    at: When | None

    @cached_property
    def window(self) -> Window:
        return window(self.host.store, self.eyes, self.at)

    @cached_property
    def view(self) -> View:
        return view(self.host.store, self.eyes, self.at)

    @cached_property
    def brief(self) -> Brief:
        return build_brief(self.view)

    @cached_property
    def bundle(self) -> Bundle:
        return self.host.export(self.eyes)

    @cached_property
    def state(self) -> TextState:
        with self.host.store.writing() as looks:
            return text_state(Now(self.host.opening, looks, self.eyes or "host"))[0]

    @cached_property
    def pool(self) -> Mapping[type, list[Any]]:
        """Return up to three values of each type that the seat has anywhere in its hands."""
        found: dict[type, list[Any]] = {}
        _gather((self.window, self.view, self.brief, self.bundle, self.state), found, set())
        made: dict[type, list[Any]] = {
            **{kind: _built(kind, self.view) for kind in FROM_A_VIEW},
            View: [self.view],
            Answer: answers(self.view),
            Accepted: accepted(self.view),
            Table: [one for one in (table(self.view),) if one is not None],
            Readable: [self.host.store],
            TextAct: [
                DraftIssued("00", "dor-med", "dor", None, "t1"),
                PassageRemoved("00", "dor-med", "dor", None, "t1", "p0"),
            ],
            BundleRecord: [BundleRecord(self.bundle)],
        }
        _gather(tuple(made[Table]), found, set())
        _gather(utterances(self.view)[:2], found, set())
        return {**found, **made}

    def some(self, kind: type) -> list[Any] | None:
        """Return what the seat has of a type; None if it is none of these."""
        if kind in AT_HAND:
            return [AT_HAND[kind](self)]
        return self.pool.get(kind)


AT_HAND: Mapping[type, Callable[[Seen], Any]] = {
    Window: lambda seen: seen.window,
    View: lambda seen: seen.view,
    Brief: lambda seen: seen.brief,
    Bundle: lambda seen: seen.bundle,
    TextState: lambda seen: seen.state,
    Readable: lambda seen: seen.host.store,
}
"""What an output can be handed without looking through all that the seat has."""


def _built(kind: Callable[[View], Any], view: View) -> list[Any]:
    try:
        return [kind(view)]
    except ValueError:  # of a view without sources some cannot be built
        return []


def _gather(value: Any, found: dict[type, list[Any]], seen: set[int]) -> None:
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, (tuple, list)):
        for one in value:
            _gather(one, found, seen)
    elif isinstance(value, Mapping):
        for one in value.values():
            _gather(one, found, seen)
    elif is_dataclass(value) and not isinstance(value, type):
        some = found.setdefault(type(value), [])
        if len(some) < MOST:
            some.append(value)
        for field in fields(value):
            _gather(getattr(value, field.name), found, seen)


def _console() -> Console:
    return Console(file=io.StringIO(), width=80, color_system=None)


def _shown(brief: Brief, *, full: bool) -> str:
    console = _console()
    with console.capture() as sheet:
        show(brief, console, full=full)
    return sheet.get()


def _on_lines(seen: Seen, call: Callable[[Lines], Any]) -> str:
    console = _console()
    with console.capture() as sheet:
        call(Lines(seen.view, console, full=True))
    return sheet.get()


def _now(seen: Seen, call: Callable[[Now], Any]) -> Any:
    with seen.host.store.writing() as looks:
        return told(call(Now(seen.host.opening, looks, seen.eyes or "host")))


def _items(seen: Seen) -> tuple[bytes, ...]:
    return (*(line.promise.commitment for line in seen.window.lines[-6:]), bytes(32))


def _receipts(seen: Seen) -> Receipts:
    """Return what the seat was promised of all that it sees, and of what the room never took in."""
    promises = [line.promise for line in seen.window.lines[-6:]]
    unknown = [replace(made, commitment=bytes(32)) for made in promises[:1]]
    return Receipts.of(seen.host.opening, seen.eyes or "public", [*promises, *unknown])


def _each(values: Any, call: Callable[[Any], Any]) -> list[Any]:
    return [_tried(lambda one=one: call(one)) for one in values]  # type: ignore[misc]


def _tried(call: Callable[[], Any]) -> str:
    try:
        return told(call())
    except OnetextError as error:
        return told_error(error)
    except (KeyError, ValueError, StopIteration) as error:
        return f"{type(error).__name__} {error}"


TABLE: Mapping[str, Callable[[Seen], Any]] = {
    "onetext.analysis.search:search": lambda s: [search(s.view, words) for words in WORDS],
    "onetext.analysis.table.lines:said": lambda s: [[*said(s.view, k)] for k in KINDS.values()],
    "onetext.brief.page:page": lambda s: page(s.brief),
    "onetext.brief.build:build_brief": lambda s: s.brief,
    "onetext.brief.terminal:show": lambda s: _shown(s.brief, full=len(s.view.lines) % 2 == 0),
    "onetext.brief.as_json:brief_to_json": lambda s: json.dumps(brief_to_json(s.brief)),
    "onetext.brief.lines:Lines.__init__": lambda s: _on_lines(s, lambda _: None),
    "onetext.record.bundle:encode_bundle": lambda s: masked_bundle(s.bundle),
    "onetext.record.comparing:compare": lambda s: compare(s.bundle, s.bundle),
    "onetext.record.receipts:redeem": lambda s: redeem(s.bundle, _receipts(s)),
    "onetext.record.hosting.exporting:export": lambda s: len(s.bundle.entries),
    "onetext.record.hosting.texts:standing_of": lambda s: _each(
        product(("t1", "t2"), ("p0", "p1")), lambda at: _now(s, lambda now: standing_of(now, *at))
    ),
    "onetext.record.hosting.texts:text_state": lambda s: _now(s, text_state),
}


def masked_bundle(bundle: Bundle) -> str:
    """Return a bundle's one encoding with heads and proofs as opaque tokens of their size."""
    written = encode_bundle(bundle)
    return f"{len(written)} {told(bundle)}"


def exercised(
    found: Mapping[str, Found], seen: Seen, *, shown: bool = True
) -> dict[str, str | None]:
    """Return what each output gives to this seat; None for one that nothing here can call.

    With ``shown`` also what every value that the seat has says of itself.
    """
    given: dict[str, str | None] = {}
    for name, one in found.items():
        if reason_for_none(name) or name.startswith((*BY_STEPS, *BY_ANOTHER)):
            continue
        if name in TABLE:
            given[name] = _tried(lambda name=name: TABLE[name](seen))  # type: ignore[misc]
        elif name.startswith("onetext.brief.lines:Lines."):
            given[name] = _of_lines(one, seen)
        elif one.owner is Now:
            given[name] = _of_now(one, seen)
        else:
            given[name] = _called(one, seen)
    if shown:
        given["all that is shown of"] = _representations(seen)
    return given


def _called(one: Found, seen: Seen) -> str | None:
    selves: list[Any] = [None]
    if one.owner is not None:
        selves = (seen.some(one.owner) or [])[:MOST]
        if one.is_property:
            return told(_each(selves, lambda self: _attribute(one, self)))
    ways = _arguments(one, seen)
    if ways is None:
        return None
    out = []
    for self in selves:
        for way in ways:
            call = one.call if self is None else getattr(self, one.name.rpartition(".")[2])
            out.append(_tried(lambda call=call, way=way: call(**way)))  # type: ignore[misc]
    return told(out)


def _attribute(one: Found, self: Any) -> Any:
    return getattr(self, one.name.rpartition(".")[2])


def _arguments(one: Found, seen: Seen) -> list[dict[str, Any]] | None:
    """Return ways to call it: for each parameter that must be given, values of its type or name."""
    told = hints(one.call.__init__ if inspect.isclass(one.call) else one.call)
    choices: list[tuple[str, list[Any]]] = []
    for name, parameter in _parameters(one.call):
        if name == "self":
            continue
        if name == "seat" and type(None) in get_args(told.get(name)):
            choices.append((name, [seen.eyes]))
        elif name == "at" and When in get_args(told.get(name)):
            choices.append((name, [seen.at]))
        elif parameter.default is not parameter.empty or name in ("args", "kwargs"):
            continue
        else:
            values = _values(name, told.get(name), seen)
            if values is None:
                return None
            choices.append((name, values[:MOST]))
    names = [name for name, _ in choices]
    return [dict(zip(names, way, strict=True)) for way in product(*(v for _, v in choices))][:9]


@cache
def _parameters(call: Callable[..., Any]) -> tuple[tuple[str, inspect.Parameter], ...]:
    return tuple(inspect.signature(call).parameters.items())


def _values(name: str, kind: Any, seen: Seen) -> list[Any] | None:
    """Return values for a parameter; None if nothing here is of its type."""
    if get_origin(kind) in (Union, UnionType):
        some = [_values(name, one, seen) for one in get_args(kind)]
        return next((values for values in some if values), next(iter(some)))
    if kind in PLAIN:
        return list(NAMED.get(name, PLAIN[kind])) or None
    if kind is type(None):
        return [None]
    if isinstance(kind, type) and (there := seen.some(kind)) is not None:
        return there
    if isinstance(kind, type) and _is_ours(kind):
        return []
    if kind == dict[str, str]:
        return [{"arn-head": "arn"}]
    if str in get_args(kind):
        return [("arn", "land", "the lake is shared")]
    if bytes in get_args(kind):
        return [_items(seen)]
    inner = [one for one in get_args(kind) if isinstance(one, type) and _is_ours(one)]
    return [tuple(seen.pool.get(inner[0], []))] if len(inner) == 1 else None


def _is_ours(kind: type) -> bool:
    return kind.__module__.startswith("onetext.") and kind is not Report


def _of_lines(one: Found, seen: Seen) -> str | None:
    ways = _arguments(one, seen)
    if ways is None:
        return None
    name = one.name.rpartition(".")[2]
    calls = [lambda lines, way=way: getattr(lines, name)(**way) for way in ways]  # type: ignore[misc]
    return told([_on_lines(seen, call) for call in calls])


def _of_now(one: Found, seen: Seen) -> str:
    name = one.name.rpartition(".")[2]
    asked: Mapping[str, Iterator[Any] | tuple[Any, ...]] = {
        "item": _items(seen),
        "reach": _items(seen),
        "party": NAMED["seat"],
        "said": ("message", "disclosure"),
        "compartment": tuple({line.compartment: 0 for line in seen.window.lines}) or ("0",),
        "opened": tuple({line.compartment: 0 for line in seen.window.lines}) or ("0",),
    }
    if name not in asked:
        return _now(seen, lambda now: getattr(now, name) if one.is_property else now.eyes)
    return told(_each(asked[name], lambda value: _now(seen, lambda now: getattr(now, name)(value))))


def _representations(seen: Seen) -> str:
    """Return what every value says of itself: ``repr``, ``str``, ``_repr_*``, ``to_*``."""
    out = []
    for kind, values in seen.pool.items():
        if kind in (Readable, Bundle, BundleRecord, *FROM_A_VIEW):
            continue
        shows = [name for name in dir(kind) if name.startswith(SHOWING)]
        for value in values:
            if kind.__module__.startswith(("onetext.record.bundle", "onetext.record.heads")):
                out.append(repr(type(value)))
                continue
            out += [repr(value), str(value)]
            out += [_tried(getattr(value, name)) for name in shows]
    return "\n".join(out)
