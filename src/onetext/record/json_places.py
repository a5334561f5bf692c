"""Where in a line of JSON a value stands: for messages that name line and column."""

from __future__ import annotations

import json
from json.decoder import scanstring  # type: ignore[attr-defined]

from onetext.errors import BadInput
from onetext.record.canonical import differs, encode
from onetext.record.wire import Path

_DECODER = json.JSONDecoder()


def column(text: str, path: Path) -> int:
    """Return the column, from 1, at which the value at ``path`` begins in canonical JSON.

    Where the path leads nowhere (a field that lacks) it is that of the last value on the way.

    Examples
    --------
    >>> text = '{"entry":{"place":[3,5]}}'
    >>> column(text, ("entry", "place", 1)), column(text, ("entry", "body"))
    (22, 10)
    """
    at = 0
    for step in path:
        found = _member(text, at, step) if isinstance(step, str) else _element(text, at, step)
        if found is None:
            break
        at = found
    return at + 1


def first_wrong(written: bytes) -> int:
    """Return the column of the first character that is not as canonical JSON has it.

    Examples
    --------
    >>> first_wrong(b'{"a": 1}'), first_wrong(b'{"a":1'), first_wrong(b'{"a":1}')
    (6, 7, 1)
    """
    try:
        text = written.decode("utf-8")
        again = encode(json.loads(text))
    except UnicodeDecodeError as error:
        return len(written[: error.start].decode("utf-8")) + 1
    except json.JSONDecodeError as error:
        return error.pos + 1
    except (ValueError, RecursionError, BadInput):
        return 1
    if again == written:
        return 1
    return len(written[: differs(written, again)].decode("utf-8", "replace")) + 1


def _member(text: str, at: int, name: str) -> int | None:
    if text[at : at + 1] != "{":
        return None
    at += 1
    while text[at : at + 1] == '"':
        key, colon = scanstring(text, at + 1, True)
        if key == name:
            return int(colon) + 1
        _, after = _DECODER.raw_decode(text, colon + 1)
        at = after + 1
    return None


def _element(text: str, at: int, index: int) -> int | None:
    if text[at : at + 1] != "[":
        return None
    at += 1
    for _ in range(index):
        if text[at : at + 1] == "]":
            return None
        _, after = _DECODER.raw_decode(text, at)
        at = after + 1
    return at
