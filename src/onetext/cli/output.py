"""Standard output and error: whole lines, in any encoding, to any device; JSON stays JSON."""

from __future__ import annotations

import codecs
import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, NoReturn, TextIO

from onetext.errors import BadInput, Where

_STDOUT = Where("standard output")
_ASCII = str.maketrans(
    {"─": "-", "│": "|", "→": "->", "–": "-", "—": "-", "…": "..."}
    | {"‘": "'", "’": "'", "“": '"', "”": '"', "\N{NO-BREAK SPACE}": " "}
)


def prepare() -> None:
    """Make the streams ready: no character stops them, and a closed one is as good as empty."""
    codecs.register_error("onetext", _spelt)
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by the caller (>&-); print would write to another one
            flags, mode = (os.O_RDONLY, "r") if name == "stdin" else (os.O_WRONLY, "w")
            setattr(sys, name, os.fdopen(os.open(os.devnull, flags), mode, encoding="utf-8"))
        elif name != "stdin" and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="onetext")


def say(text: str) -> None:
    """Write whole lines to standard output, now: an interrupt waits until they are out.

    Whoever reads them may have had enough (``| head``); then the run ends quietly, with exit 0.

    Raises
    ------
    BadInput
        If they cannot be written, for want of room on the device.
    """
    with _interrupts_wait():
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except OSError as fault:
            unwritten(fault)
        except KeyboardInterrupt:  # the second: what nobody takes is given up
            _drop(sys.stdout)
            raise


def note(text: str) -> None:
    """Write a line to standard error; where that fails nobody is left to be told."""
    try:
        print(text, file=sys.stderr, flush=True)
    except OSError:
        _drop(sys.stderr)


def unwritten(fault: OSError) -> NoReturn:
    """End the run because standard output takes nothing more.

    Raises
    ------
    SystemExit
        With 0, if its reader has gone.
    BadInput
        If the device is full or broken.
    """
    _drop(sys.stdout)
    if isinstance(fault, BrokenPipeError):
        sys.exit(0)
    raise BadInput(
        fault.strerror or "cannot be written",
        instead="make room, or write elsewhere",
        where=_STDOUT,
    ) from None


def in_json(value: Any, *, indent: int | None = None) -> str:
    r"""Return ``value`` as JSON that any standard output can carry: escaped where it is not UTF-8.

    Without this, ``é`` on an ASCII stream would come out as ``\xe9``, which is not JSON.
    """
    codec = codecs.lookup(sys.stdout.encoding or "ascii").name
    return json.dumps(value, ensure_ascii=codec not in ("utf-8", "utf-8-sig"), indent=indent)


def _spelt(fault: UnicodeError) -> tuple[str, int]:
    """Write a character the stream cannot carry: its plain likeness, or its number."""
    assert isinstance(fault, UnicodeEncodeError)
    lost = fault.object[fault.start : fault.end]
    likeness = lost.translate(_ASCII)
    return likeness.encode("ascii", "backslashreplace").decode("ascii"), fault.end


def _drop(stream: TextIO) -> None:
    """Let what is still held go nowhere, so that closing the stream cannot fail a second time."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


@contextmanager
def _interrupts_wait() -> Iterator[None]:
    """Hold an interrupt back; let a second one through, should a pipe's reader never read."""
    before = signal.getsignal(signal.SIGINT)
    if before in (signal.SIG_IGN, None):
        yield
        return
    held: list[int] = []

    def hold(number: int, frame: FrameType | None) -> None:
        if held:
            raise KeyboardInterrupt
        held.append(number)

    signal.signal(signal.SIGINT, hold)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if held:
        raise KeyboardInterrupt
