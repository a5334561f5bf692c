"""The messages of refusals that a route may meet, drawn from the source of the storeys below.

A message is what stands first in an error that is raised, and its ``instead``; what is put into it
becomes a named gap. Where a function returns why something is refused, its words are drawn too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from onetext.room.web.refusals import shape

_ERRORS = frozenset(
    {
        "BadInput",
        "HTTPException",
        "Refused",
        "Unreadable",
        "ValueError",
        "WithoutLeave",
        "WrongUse",
    }
)
_SAID_BY_NAME = frozenset({"NO_LEAVE", "_EXPORT", "_LONG_LINE", "_MAGIC", "_WRITE", "_ZIPPED"})
"""Constants of a module, and tables, that hold what an error says."""
_HOUSE = Path(str(files("onetext")))
_REASONS = frozenset({"terms/text/objection.py", "terms/packages/space.py"})
"""Files whose functions return words that a refusal then says."""

MET: Mapping[str, frozenset[str]] = {
    "press/intake": frozenset({"_under"}),
    "record/acts/passing.py": frozenset({"_item"}),
    "record/acts/proposing.py": frozenset({"_item"}),
    "record/acts/talking.py": frozenset(),
    "record/hosting/host.py": frozenset({"Host.__post_init__"}),
    "record/hosting/offers.py": frozenset(),
    "record/hosting/passing.py": frozenset(),
    "record/hosting/proposals.py": frozenset(),
    "record/hosting/results.py": frozenset(),
    "record/hosting/rules.py": frozenset({"check", "_check_author", "not_the_hosts"}),
    "record/hosting/texts.py": frozenset({"_check_silence"}),
    "terms/hour.py": frozenset(),
    "terms/packages/condition.py": frozenset({"OneOf", "AtLeast", "_two_or_more", "_one_of_signs"}),
    "terms/packages/package.py": frozenset(),
    "terms/packages/space.py": frozenset({"Choice", "Amount", "Space.__post_init__"}),
    "terms/text/objection.py": frozenset(),
    "terms/text/passage.py": frozenset(),
    "terms/when.py": frozenset(),
    "room/access/challenges.py": frozenset(),
    "room/access/gate.py": frozenset(),
    "room/access/passkeys.py": frozenset(),
    "room/access/passwords.py": frozenset(),
    "room/cleared.py": frozenset(),
    "room/forms.py": frozenset(),
    "room/hours.py": frozenset(),
    "room/issues_seen.py": frozenset(),
    "room/live.py": frozenset({"refuse_case"}),
    "room/offer_made.py": frozenset(),
    "room/pages": frozenset(),
    "room/proposals.py": frozenset(),
    "room/reading.py": frozenset(),
    "room/reading_apart.py": frozenset(),
    "room/relay.py": frozenset(),
    "room/scores.py": frozenset(),
    "room/text_acts.py": frozenset(),
    "room/web": frozenset(),
}
"""Where refusals stand that a route may meet, without the functions that only a command calls or
whose errors no act of a form can be the cause of."""

UNMET = frozenset(
    {
        # what the room itself puts in order, counts, places and signs
        "sort them, each once",
        "the fields of a redacted item do not rise",
        "the issues of a package do not rise",
        "not an hour of the room: '%(hour)s'",
        "write 2031-04-16T18:00:00Z",
        "round %(number)s",
        "count from 1",
        "no such item here",
        "give leave where the item stands",
        "a caucus message outside a caucus",
        "write a message",
        "a signed message in a caucus",
        "write a caucus message",
        "a %(kind)s is public",
        "enter it in the public compartment",
        "a report is public",
        "file it in the public compartment",
        "a %(kind)s is a party's, and '%(seat)s' speaks for none",
        "this compartment is open already",
        "it does not follow your last entry here, number %(counter)s",
        "make it anew after that one",
        "the text of '%(instrument)s' is not kept in this compartment",
        "enter it where the instrument was opened",
        "%(name)s is no act on a text",
        "a stand is somebody's: name the seat",
        "without an author only an unnamed alternative can be put",
        "it is on words of the passage '%(id)s' that are not here",
        "it is no signature of '%(seat)s' under that head",
        # how and when the answers to a proposal are entered
        "this proposal has ended",
        "the result comes at %(hour)s, never earlier",
        "wait for the hour",
        "this proposal was not put to you",
        "an answer is entered only once all have accepted",
        "answer on the page of the proposal",
        "your answer is entered already",
        "no such proposal here",
        # cases and sheets, which are filed as a room is opened
        "the public case holds sheets",
        "file each in its party's compartment",
        "a live room holds no sheet",
        "keep it on your own machine",
        # names and numbers of a package, which a form has from a list
        "'%(given)s' is not a number",
        "write it like 12 or 2.5",
        "%(given)s is not an option",
        "write the option's id in quotes, like 'no'",
        "'%(given)s' is not an option",
        "write an option's id or a number",
        "an empty name",
        "write the id of an issue or an option",
        "the name '%(given)s' has half a character in it",
        "write it whole",
        "the issue '%(one)s' is settled twice",
        "keep one of them",
        "there is no issue '%(issue)s'",
        # files that the room itself has just written
        "no permission to read it",
        "allow it with chmod +r",
        "no such file or folder",
        "check the path",
        "cannot be opened: %(this)s",
        # versions, which a form has from its fields and takes without the space round them
        "the words in '%(language)s' are blank",
        "leave the version out: an alternative without versions is the empty one",
        "the words '%(words)s' have half a character in them",
        "a version cannot be '%(status)s'",
        "write authentic or translation",
        "the alternative '%(id)s' has two versions in '%(twice)s'",
        "the passage '%(id)s' has no alternative",
        "write the empty one",
        "the passage '%(id)s' has two alternatives '%(twice)s'",
    }
)
"""Messages of those files that no form can be the cause of; the host and the commands meet them."""


def refusals() -> Iterator[tuple[str, str]]:
    """Yield each message with the file that it stands in; of two that read alike the first."""
    seen: dict[str, str] = {}
    for place, without in MET.items():
        at = _HOUSE / place
        for file in sorted(at.glob("*.py")) if at.is_dir() else (at,):
            name = file.relative_to(_HOUSE).as_posix()
            for message in drawn(file.read_text("utf-8"), without, reasons=name in _REASONS):
                if message not in UNMET and seen.setdefault(shape(message), message) == message:
                    yield message, name.removeprefix("room/")


def drawn(
    source: str, without: frozenset[str] = frozenset(), *, reasons: bool = False
) -> list[str]:
    """Return the messages of a module, but for those of some functions.

    Examples
    --------
    >>> drawn("raise Refused(f'no {act.kind} {id!r}', instead='wait a day' if on else 'go on')")
    ["no %(kind)s '%(id)s'", 'wait a day', 'go on']
    """
    found: list[str] = []
    for node in _inside(ast.parse(source), "", without):
        if isinstance(node, ast.Call) and _named(node.func) in _ERRORS:
            given = [*node.args, *(one.value for one in node.keywords if one.arg == "instead")]
            found += [said for one in given for said in _messages(one)]
        elif (
            isinstance(node, ast.Assign)
            and any(_named(one) in _SAID_BY_NAME for one in node.targets)
        ) or (reasons and isinstance(node, ast.Return | ast.Assign) and node.value is not None):
            found += _messages(node.value)
    return [one for one in dict.fromkeys(found) if " " in one]


def _inside(node: ast.AST, name: str, without: frozenset[str]) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        here = name
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            here = f"{name}.{child.name}".removeprefix(".")
            if here in without:
                continue
        yield child
        yield from _inside(child, here, without)


def _messages(node: ast.AST | None) -> list[str]:
    match node:
        case ast.Constant(value=str(said)):
            return [said.replace("%", "%%")]
        case ast.JoinedStr():
            return [_joined(node.values)]
        case ast.Tuple(elts=held):
            return [said for one in held for said in _messages(one)]
        case ast.IfExp():
            return [*_messages(node.body), *_messages(node.orelse)]
        case ast.BoolOp():
            return [said for one in node.values for said in _messages(one)]
        case ast.Call(func=ast.Name(id="N_")):
            return _messages(node.args[0])
    return []


def _joined(parts: Iterable[ast.expr]) -> str:
    made, names = "", set[str]()
    for part in parts:
        if isinstance(part, ast.FormattedValue):
            name = base = _gap(part.value)
            number = 1
            while name in names:
                number += 1
                name = f"{base}{number}"
            names.add(name)
            quote = "'" if part.conversion in (ord("r"), ord("a")) else ""
            made += f"{quote}%({name})s{quote}"
        else:
            made += "".join(_messages(part))
    return made


def _gap(node: ast.AST) -> str:
    """Return a name for what is put into a message."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.strip("_").lower()
        case ast.Subscript(value=inner) | ast.BinOp(left=inner):
            return _gap(inner)
        case ast.Call(func=ast.Name(id="len")):
            return "count"
        case ast.Call(args=[inner, *_]):
            return _gap(inner)
        case ast.GeneratorExp(generators=[of, *_]):
            return _gap(of.iter)
    return "this"


def _named(node: ast.AST) -> str:
    return getattr(node, "attr", getattr(node, "id", ""))
