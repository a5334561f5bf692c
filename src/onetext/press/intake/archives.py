"""A web archive (WARC, WARC.gz) into the articles of its pages, one record at a time."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit

from onetext.errors import Unreadable
from onetext.press.intake.article import Article, attempt, unread
from onetext.press.intake.bounds import MAX_PAGE, check_lines
from onetext.press.intake.decode import decode
from onetext.press.intake.pages import read_page
from onetext.terms.said.source import Unread

_PAGES = ("text/html", "application/xhtml+xml")
_TEXTS = ("text/plain",)
_DAMAGED = Unreadable(
    "the archive is damaged or cut off here, what stands before it was read",
    instead="fetch it again",
)


class _Unzipped:
    """Hand on a stream's bytes, unpacked where they are packed, and remember where that failed.

    Python's gzip reads an archive that is one packed stream as well as one packed record by record,
    and notices one that is cut off; warcio does neither.
    """

    def __init__(self, stream: BinaryIO, *, packed: bool) -> None:
        # read1: a read that fails must not lose what was unpacked before the fault
        self._read: Any = gzip.GzipFile(fileobj=stream).read1 if packed else stream.read
        self.failed = False
        self.tail = b""

    def read(self, size: int = -1) -> bytes:
        if self.failed:
            return b""
        try:
            taken: bytes = self._read(size)
        except (EOFError, OSError, zlib.error):
            self.failed = True
            return b""
        self.tail = (self.tail + taken[-4:])[-4:]
        return taken


def read_archive(stream: BinaryIO, shown: str, *, packed: bool) -> Iterator[Article | Unread]:
    """Yield the article of each page the archive holds, or why a page gives none.

    Pages are the responses with status 200 whose type is HTML or plain text; images, scripts,
    requests and errors are passed over. The hour of the capture is no date of publication.
    """
    from warcio.archiveiterator import WARCIterator  # type: ignore[import-untyped]

    class Quiet(WARCIterator):  # type: ignore[misc]
        """Count faults but keep them off the terminal."""

        INC_RECORD = ""

    source = _Unzipped(stream, packed=packed)
    number = pages = 0
    record = None
    try:
        records = Quiet(source)
        for record in records:
            number += 1
            if not _is_article(record):
                continue
            pages += 1
            where = f"{shown}: record {number}"
            made = attempt(lambda record=record: _article(record), where)  # type: ignore[misc]
            if source.failed or _short(record):
                yield unread(_DAMAGED, where)
                return
            yield made if isinstance(made, Unread) else replace(made, number=number)
        source.failed |= records.err_count > 0 or (record is not None and _cut(record))
        source.failed |= source.tail != b"\r\n\r\n"  # with which every record ends
    except Exception:  # warcio's own faults on what is no record: the file ends here for us
        source.failed = True
    if source.failed:
        yield unread(_DAMAGED, f"{shown}: after record {number}")
    elif not pages:
        fault = Unreadable("an archive without pages", instead="record the articles' pages again")
        yield unread(fault, shown)


def _short(record: Any) -> bool:
    """Tell whether the archive ends before the record does, whose text was just read."""
    return getattr(record.raw_stream, "limit", 0) > 0 and not record.raw_stream.read(1)


def _cut(record: Any) -> bool:
    """Tell whether the last record lost its end."""
    return getattr(record.raw_stream, "limit", 0) > 0


def _is_article(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = (record.http_headers.get_header("Content-Type") or "").partition(";")[0]
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    return (
        record.http_headers.get_statuscode() == "200"
        and kind.strip().lower() in _PAGES + _TEXTS
        and not url.endswith("/robots.txt")
    )


def _article(record: Any) -> Article:
    raw = record.content_stream().read(MAX_PAGE + 1)
    if not raw.strip():
        raise Unreadable("an empty page", instead="record it again")
    kind, _, rest = (record.http_headers.get_header("Content-Type") or "").partition(";")
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", rest, re.I)
    declared = found[1] if found else None
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>") or None
    record_id = record.rec_headers.get_header("WARC-Record-ID") or ""
    uuid = re.sub(r"^<?(?:urn:)?(?:uuid:)?|>$", "", record_id)
    if kind.strip().lower() in _TEXTS:
        if len(raw) > MAX_PAGE:
            raise Unreadable(f"a text larger than {MAX_PAGE // 1_000_000} MB", instead="split it")
        text = decode(raw, declared=declared)
        check_lines(text)
        article = Article(text, url=url)
    else:
        article = read_page(raw, declared=declared, url=url)
    return replace(article, id=slug_of(url) or uuid or None, spare=uuid[:8] or None)


def slug_of(url: str | None) -> str | None:
    """Return the last telling part of an address's path, None when it has none.

    Examples
    --------
    >>> slug_of("https://example.org/world/2031/talks-open.html?ref=1")
    'talks-open'
    >>> slug_of("https://example.org/")
    """
    if not url:
        return None
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return None
    parts = [re.sub(r"\.(?:s?html?|php|aspx?|txt)$", "", part) for part in path.split("/")]
    telling = [part for part in parts if len(part) > 3 and part not in ("index", "default")]
    slug = re.sub(r"[^\w.-]+", "-", telling[-1]).strip("-.")[:100] if telling else ""
    return slug or None
