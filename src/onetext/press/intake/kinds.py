"""What kind of file this is: told by its first bytes; the suffix settles what they leave open."""

from __future__ import annotations

import json
import re
import zlib
from typing import Literal

from onetext.errors import Unreadable
from onetext.press.intake.decode import head_text

Kind = Literal["text", "page", "feed", "rows", "object", "archive"]

_EXPORT = "export its text first"
# (first bytes, offset, what it is, what to do instead)
_MAGIC = (
    (b"%PDF-", 0, "a PDF", _EXPORT),
    (b"%!PS", 0, "a PostScript file", _EXPORT),
    (b"{\\rtf", 0, "an RTF document", "save it as plain text"),
    (b"\xd0\xcf\x11\xe0", 0, "an old Office document", "save it as plain text or HTML"),
    (b"\x89PNG", 0, "an image", "type out or recognise its text first"),
    (b"\xff\xd8\xff", 0, "an image", "type out or recognise its text first"),
    (b"GIF8", 0, "an image", "type out or recognise its text first"),
    (b"II*\x00", 0, "an image", "type out or recognise its text first"),
    (b"MM\x00*", 0, "an image", "type out or recognise its text first"),
    (b"WEBP", 8, "an image", "type out or recognise its text first"),
    (b"ftyp", 4, "a video or sound", "write out what is said first"),
    (b"ID3", 0, "a sound", "write out what is said first"),
    (b"OggS", 0, "a sound", "write out what is said first"),
    (b"WAVE", 8, "a sound", "write out what is said first"),
    (b"7z\xbc\xaf\x27\x1c", 0, "a 7-Zip archive", "unpack it first"),
    (b"Rar!\x1a\x07", 0, "a RAR archive", "unpack it first"),
    (b"1AY&SY", 4, "a bzip2 file", "unpack it first"),
    (b"\xfd7zXZ\x00", 0, "an xz file", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", 0, "a zstd file", "unpack it first"),
    (b"ustar", 257, "a tar archive", "unpack it first"),
    (b"SQLite format 3\x00", 0, "a database", "export the reports as JSONL"),
    (b"PAR1", 0, "a Parquet table", "export the reports as JSONL"),
    (b"\x7fELF", 0, "a program", "name a report"),
)
_ZIPPED = (
    (b"word/", "a Word document", "save it as plain text or HTML"),
    (b"xl/", "a spreadsheet", "export the reports as JSONL"),
    (b"ppt/", "a slide show", _EXPORT),
    (b"opendocument", "an OpenDocument file", "save it as plain text or HTML"),
    (b"epub", "an e-book", _EXPORT),
)
_PROLOGUE = re.compile(
    r"\s*(?:<\?.*?\?>|<!--.*?-->|<!doctype(?P<type>[^>\[]*)(?:\[.*?\]\s*)?>)", re.I | re.S
)
_ROOT = re.compile(r"\s*<(?:[A-Za-z_][\w.-]*:)?(?P<name>[A-Za-z_][\w.-]*)(?=[\s/>])")
_FEED_ROOTS = {"rss", "feed", "rdf"}
_TAGS = (
    "html head body title meta link div p article section main header h1 h2 h3 span table ul ol "
    "center font b i em strong a img br hr script style blockquote form nav aside figure"
)
_PAGE_ROOTS = frozenset(_TAGS.split())
_TAG = re.compile(r"</?(?:html|body|head|p|div|br|span|a|h[1-6]|article|td)\b[^<>]*>", re.I)
_PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
_ROW_SUFFIXES = (".jsonl", ".ndjson")


def kind_of(head: bytes, name: str = "") -> Kind:
    r"""Return the kind of a file that begins with ``head`` and is called ``name``.

    Raises
    ------
    Unreadable
        If it is empty, or of a kind that holds no text to read; it says what to do instead.

    Examples
    --------
    >>> kind_of(b"<?xml version='1.0'?><rss version='2.0'>"), kind_of(b'{"text": "Talks"}\n{')
    ('feed', 'rows')
    """
    if not head.strip():
        raise Unreadable("an empty file", instead="name one that holds a report")
    if head.startswith(b"\x1f\x8b"):
        return _gzipped(head)
    _refuse_magic(head)
    if head.startswith(b"WARC/"):
        return "archive"
    text = head_text(head)
    if text.lstrip().startswith("<"):
        return _marked_up(text, name)
    if re.match(r'\s*\{\s*["}]', text):
        return _json(text, name)
    if re.match(r'\s*\[\s*\{\s*"', text):
        raise Unreadable("a JSON list", instead="write one object a line (JSONL)")
    if re.search(r"^MIME-Version:.*^Content-Type:\s*multipart/", text[:4096], re.I | re.S | re.M):
        raise Unreadable("a mail or a saved page in mail form", instead="save it as HTML or text")
    tags = len(_TAG.findall(text[:20_000]))
    if tags >= (1 if name.lower().endswith(_PAGE_SUFFIXES) else 6):
        return "page"
    if name.lower().endswith(_ROW_SUFFIXES):
        return "rows"
    return "text"


def _refuse_magic(head: bytes) -> None:
    for magic, offset, what, instead in _MAGIC:
        if head.startswith(magic, offset):
            raise Unreadable(what, instead=instead)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        for mark, what, instead in _ZIPPED:
            if mark in head[:4096]:
                raise Unreadable(what, instead=instead)
        raise Unreadable("a zip archive", instead="unpack it first")


def _gzipped(head: bytes) -> Kind:
    try:
        start = zlib.decompressobj(31).decompress(head, 64)
    except zlib.error:
        raise Unreadable("a damaged gzip file", instead="fetch it again") from None
    if start.startswith(b"WARC/"):
        return "archive"
    raise Unreadable("a gzip file that is no WARC", instead="unpack it first")


def _marked_up(text: str, name: str) -> Kind:
    at = 0
    while found := _PROLOGUE.match(text, at):
        if found["type"] and found["type"].strip().lower().startswith("html"):
            return "page"
        at = found.end()
    root = _ROOT.match(text, at)
    tag = root["name"].lower() if root else ""
    if tag in _FEED_ROOTS:
        return "feed"
    if tag in _PAGE_ROOTS or name.lower().endswith(_PAGE_SUFFIXES):
        return "page"
    if re.match(r"\s*<\?xml", text):
        raise Unreadable(
            f"an XML file that is neither a feed nor a page (its root is <{tag}>)"
            if tag
            else "an XML file that is neither a feed nor a page",
            instead="save it as text",
        )
    return "page" if len(_TAG.findall(text[:20_000])) >= 6 else "text"


def _json(text: str, name: str) -> Kind:
    first, _, rest = text.strip().partition("\n")
    suffix = name.lower().endswith(_ROW_SUFFIXES)
    try:
        json.loads(first)
    except ValueError:
        # Either an object over several lines, or a first row longer than the head, or a broken one.
        return "rows" if suffix or (not rest and not name.lower().endswith(".json")) else "object"
    except RecursionError:
        return "rows"
    return "rows" if rest.strip() or suffix else "object"
