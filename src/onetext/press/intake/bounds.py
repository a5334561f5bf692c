"""How much is read at once, so that no file, however large, fills the memory."""

from __future__ import annotations

import io
from typing import BinaryIO

from onetext.errors import Unreadable

HEAD = 65_536
MAX_TEXT = 20_000_000
MAX_PAGE = 5_000_000
MAX_LINE = 1_000_000

_LONG_LINE = "break it into lines, or split it into reports"


class Replayed(io.RawIOBase):
    """Give back a stream's first bytes, which were read to see its kind, and then the rest."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def read(self, size: int = -1, /) -> bytes:
        """Return at most ``size`` bytes."""
        if not self._head:
            return self._rest.read(size)
        if size < 0:
            taken, self._head = self._head + self._rest.read(), b""
        else:
            taken, self._head = self._head[:size], self._head[size:]
        return taken

    def readinto(self, buffer: object, /) -> int:
        """Fill ``buffer``."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        taken = self.read(len(view))
        view[: len(taken)] = taken
        return len(taken)


def peek(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """Return the first bytes of ``stream`` and a stream that still has all of them."""
    head = b""
    while len(head) < HEAD and (more := stream.read(HEAD - len(head))):
        head += more
    return head, io.BufferedReader(Replayed(head, stream), HEAD)


def whole(stream: BinaryIO, limit: int, *, named: str) -> bytes:
    """Return all of ``stream``, which may hold at most ``limit`` bytes.

    Raises
    ------
    Unreadable
        If it holds more.
    """
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise Unreadable(
            f"{named} larger than {limit // 1_000_000} MB", instead="split it into single reports"
        )
    return raw


def whole_text(stream: BinaryIO) -> bytes:
    """Return all bytes of a plain text, stopping early at a line no report has.

    Raises
    ------
    Unreadable
        If the text is larger than `MAX_TEXT` bytes, or a line is sure to be longer than `MAX_LINE`
        characters (no encoding takes more than 4 bytes for one).
    """
    parts: list[bytes] = []
    size = run = 0
    while part := stream.read(1 << 20):
        last = max(part.rfind(b"\n"), part.rfind(b"\r"))
        run = run + len(part) if last < 0 else len(part) - last - 1
        if run > 4 * MAX_LINE:
            raise Unreadable(f"a line longer than {MAX_LINE:,} characters", instead=_LONG_LINE)
        size += len(part)
        if size > MAX_TEXT:
            raise Unreadable(
                f"a text larger than {MAX_TEXT // 1_000_000} MB",
                instead="split it into single reports",
            )
        parts.append(part)
    return b"".join(parts)


def check_lines(text: str) -> None:
    """Refuse a text with a line longer than `MAX_LINE` characters.

    Raises
    ------
    Unreadable
        If there is one.
    """
    if len(text) <= MAX_LINE:
        return
    start = 0
    while len(text) - start > MAX_LINE:
        reach = start + MAX_LINE + 1
        end = max(text.rfind("\n", start, reach), text.rfind("\r", start, reach))
        if end < 0:
            raise Unreadable(f"a line longer than {MAX_LINE:,} characters", instead=_LONG_LINE)
        start = end + 1
