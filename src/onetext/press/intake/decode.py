"""Bytes into text: which encoding a report is in, and when bytes are no text at all."""

from __future__ import annotations

import codecs
import re
from itertools import islice

from onetext.errors import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Names that mean a superset in practice (WHATWG Encoding Standard), and codecs that are no encoding
# of a report: a page must not choose how its own text is unpacked.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
_NEVER = {"utf-7", "unicode-escape", "raw-unicode-escape", "punycode", "idna", "undefined"}
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 65_536
_CP1252_MARKS = frozenset(b"\x85\x91\x92\x93\x94\x96\x97\xa0")  # dots, quotes, dashes, blank


def decode(raw: bytes, *, declared: str | None = None) -> str:
    r"""Return the text that ``raw`` encodes; newlines and blank lines stay as they are.

    In this order: a byte order mark (dropped from the text); UTF-8 when the bytes are valid UTF-8
    with at least one character beyond ASCII, which no other encoding's text is by accident; the
    declared encoding; UTF-8; UTF-8 with a few broken characters, each read as U+FFFD; UTF-16
    without a mark; Windows-1252 when nearly all is ASCII; what charset-normalizer finds.

    Raises
    ------
    Unreadable
        If the bytes are no text in any of these.

    Examples
    --------
    >>> decode("“Nobody won”\r\n".encode("cp1252"))
    '“Nobody won”\r\n'
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _checked(raw[len(mark) :].decode(name, "replace"))
    return _checked(raw.decode(encoding_of(raw, declared=declared), "replace"))


def encoding_of(raw: bytes, *, declared: str | None = None) -> str:
    """Return the name of the encoding of ``raw``, which has no byte order mark.

    Raises
    ------
    Unreadable
        If there is none.
    """
    named = _codec(declared)
    if b"\x00" in raw:
        if named and named.startswith(("utf-16", "utf-32")) and _decodes(raw, named):
            return named
        return _utf16(raw)
    if raw.isascii():
        return named if named and _decodes(raw, named) else "utf-8"
    if _decodes(raw, "utf-8"):
        return "utf-8"
    if named and _decodes(raw, named):
        return named
    if _nearly_utf8(raw):
        return "utf-8"
    return _guessed(raw)


def head_text(raw: bytes) -> str:
    """Return the start of a file as text, good enough to see what kind of file it is."""
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(name, "ignore")
    if b"\x00" in raw:
        try:
            return raw.decode(_utf16(raw), "ignore")
        except Unreadable:
            return ""
    return raw.decode("utf-8", "replace")


def _codec(declared: str | None) -> str | None:
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip().strip("'\"")).name
    except (LookupError, ValueError):
        return None
    return None if name.replace("_", "-") in _NEVER else _MEANT.get(name, name)


def _decodes(raw: bytes, name: str) -> bool:
    try:
        raw.decode(name)
    except (UnicodeError, LookupError):  # LookupError: a codec such as base64 that makes no text
        return False
    return True


def _nearly_utf8(raw: bytes) -> bool:
    text = raw[:1_000_000].decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for mark in text if mark > "\x7f") - broken
    return whole >= 10 * broken


def _utf16(raw: bytes) -> str:
    """Tell the byte order of UTF-16 without a mark by where its zero bytes stand."""
    sample = raw[: min(len(raw) - len(raw) % 2, _SAMPLE)]
    even, odd = sample[0::2], sample[1::2]
    for name, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        # The high bytes of a text are few and small (one alphabet, curly quotes); the low are not.
        common = sum(high.count(value) for value in (0, 1, 2, 3, 4, 5, 6, 0x20))
        fits = common > 0.7 * len(high) and low.count(0) < 0.1 * len(low)
        if high and fits and _decodes(raw[: len(raw) - len(raw) % 2], name):
            return name
    raise _binary()


def _binary() -> Unreadable:
    return Unreadable("not a text but binary data", instead="export its text first")


def _guessed(raw: bytes) -> str:
    sample = raw[:_SAMPLE]
    high = sum(1 for byte in sample if byte > 0x7F and byte not in _CP1252_MARKS)
    letters = sum(1 for byte in sample if 65 <= (byte & 0xDF) <= 90)
    if high < 0.1 * (high + letters) and _decodes(raw, "cp1252"):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None or not _decodes(raw, best.encoding):
        raise Unreadable("not a text in any known encoding", instead="save it as UTF-8")
    return best.encoding


def _checked(text: str) -> str:
    few = 2 + len(text) // 1000
    if "\x00" in text or sum(1 for _ in islice(_CONTROLS.finditer(text), few + 1)) > few:
        raise _binary()
    if text.count("\ufffd") > 2 + len(text) // 50:
        raise Unreadable("text that does not decode", instead="save it as UTF-8")
    return text
