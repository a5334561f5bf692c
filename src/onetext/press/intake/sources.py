"""The reader's input side: what the user names, into articles.

Plain text, HTML, RSS and Atom, JSONL, one JSON object, WARC and WARC.gz, folders of these, and
standard input; the kind is told by the content.

Where a report's date comes from, the first that is known: its sidecar (or the row of JSON that
holds it), the page or the feed, the date the user gives (``--date``), the report's own dateline.
The machine's clock never.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO

from onetext.errors import Unreadable
from onetext.press.intake.archives import read_archive
from onetext.press.intake.article import Article, plain, told, unread
from onetext.press.intake.bounds import MAX_PAGE, MAX_TEXT, check_lines, peek, whole, whole_text
from onetext.press.intake.decode import decode
from onetext.press.intake.feeds import read_feed
from onetext.press.intake.files import Named, named_files
from onetext.press.intake.heads import head_of
from onetext.press.intake.kinds import kind_of
from onetext.press.intake.language import language_of
from onetext.press.intake.pages import read_page
from onetext.press.intake.rows import read_object, read_rows
from onetext.press.intake.sidecars import sidecar_of, with_sidecar
from onetext.terms.said.source import Source, Unread
from onetext.terms.when import When

_STDIN = "standard input"


def read_sources(
    paths: Sequence[str | Path],
    *,
    given: When | None = None,
    stdin: BinaryIO | None = None,
    written: Path | None = None,
) -> Iterator[Source | Unread]:
    r"""Yield the articles that ``paths`` name, one at a time, and what could not be read.

    Nothing is raised for a bad file or item: it comes as an `Unread` that says why and what to do
    instead, and the next one is read. Only one article is held at a time (of a file of many: its
    row, its record; a feed is held whole), besides the names of the files and the ids given so far.

    A plain text is kept exactly as it decodes: `Source.text` is what ``open(file, encoding="utf-8",
    newline="")`` gives, line ends and trailing blank lines included, so that a code point's offset
    in the one is its offset in the other. Only a byte order mark at the start is left out.

    Parameters
    ----------
    paths
        Files and folders, ``-`` for standard input. A file met twice is read once.
    given
        The date of publication where neither a sidecar nor the page or feed knows one.
    stdin
        The stream that ``-`` means, standard input by default.
    written
        A file that the caller writes meanwhile: where a folder holds it, it is no report.

    Yields
    ------
    Source or Unread
        Ids are unique; a source in another language than English carries its code in ``language``
        and is for the caller to list (`onetext.press.intake.language.unread_language`).

    Examples
    --------
    >>> import io
    >>> [talks] = read_sources(["-"], stdin=io.BytesIO(b"OSLO, 12 May 2024 - They met.\n"))
    >>> talks.id, talks.text, talks.published.iso, talks.published_basis
    ('stdin', 'OSLO, 12 May 2024 - They met.\n', '2024-05-12', 'text')
    """
    files = named_files([paths] if isinstance(paths, str | Path) else paths)
    ids = _Ids([file for file in files if isinstance(file, Named)])
    for file in files:
        if isinstance(file, Unread):
            yield file
            continue
        if file.found and written is not None and file.path and file.path.samefile(written):
            continue
        for item in _items(file, stdin):
            if isinstance(item, Unread):
                yield item
                continue
            source = _source(item, file, ids, given)
            yield source
            if item.unread_date:
                date = plain(item.unread_date, limit=60)
                fault = Unreadable(
                    f"the report was read, but not its date '{date}'",
                    instead="write it as 2031-03-02",
                )
                yield unread(fault, _where(file, item))


def _items(file: Named, stdin: BinaryIO | None) -> Iterator[Article | Unread]:
    shown = file.shown if file.path else _STDIN
    try:
        with (
            file.path.open("rb") if file.path else nullcontext(stdin or sys.stdin.buffer) as stream
        ):
            for item in _formatted(file, *peek(stream), shown):
                if not (file.found and isinstance(item, Unread) and item.parts[:1] == (_RECORD,)):
                    yield item
    except Exception as error:  # whatever one file does to a parser, the next file is read
        if not (file.found and getattr(error, "what", "") == _RECORD):
            yield told(error, shown)


_RECORD = "a record of a report, not a report"


def _formatted(
    file: Named, head: bytes, stream: BinaryIO, shown: str
) -> Iterator[Article | Unread]:
    kind = kind_of(head, file.path.name if file.path else "")
    if kind == "archive":
        yield from read_archive(stream, shown, packed=head.startswith(b"\x1f\x8b"))
    elif kind == "rows":
        yield from read_rows(stream, shown)
    elif kind == "feed":
        yield from read_feed(whole(stream, MAX_TEXT, named="a feed"), shown)
    elif kind == "object":
        yield read_object(stream, shown)
    else:
        if kind == "page":
            article = read_page(whole(stream, MAX_PAGE, named="a page"))
        else:
            article = _text(stream)
        yield from _beside(article, file)


def _text(stream: BinaryIO) -> Article:
    text = decode(whole_text(stream))
    if not any(mark.isalpha() for mark in text):
        raise Unreadable("a text without words", instead="name one that holds a report")
    check_lines(text)
    return Article(text)


def _beside(article: Article, file: Named) -> Iterator[Article | Unread]:
    """Yield ``article`` with its sidecar's particulars; without them when the sidecar is broken."""
    sidecar = sidecar_of(file.path) if file.path else None
    if sidecar is None:
        yield article
        return
    try:
        article = with_sidecar(article, sidecar)
    except Exception as error:
        yield article
        yield told(error, plain(str(sidecar), limit=4096))
    else:
        yield article


def _source(article: Article, file: Named, ids: _Ids, given: When | None) -> Source:
    head = head_of(article.text)
    published, basis = article.published, article.published_basis
    if published is None and given is not None:
        published, basis = given, "given"
    if published is None and head.published is not None:
        published, basis = head.published, "text"
    return Source(
        id=ids.of(article, file),
        text=article.text,
        file=file.shown,
        title=article.title or head.title,
        outlet=article.outlet or head.outlet,
        byline=article.byline or head.byline,
        published=published,
        published_basis=basis,
        url=article.url,
        licence=article.licence,
        language=language_of(article.text),
        sha256=hashlib.sha256(article.text.encode("utf-8")).hexdigest(),
    )


def _where(file: Named, article: Article) -> str:
    shown = file.shown if file.path else _STDIN
    return f"{shown}:{article.number}" if article.number else shown


class _Ids:
    """Give every article its own id, the same whenever the same files are read in this order."""

    def __init__(self, files: Sequence[Named]) -> None:
        self._taken = {file.id for file in files}
        self._unused = set(self._taken)

    def of(self, article: Article, file: Named) -> str:
        """Return the article's own name, or its file's, told apart from those given before."""
        if article.id is None:
            wished = f"{file.id}-{article.number}" if article.number else file.id
        else:
            wished = plain(article.id, limit=200)
        if wished == file.id and wished in self._unused:
            self._unused.discard(wished)
            return wished
        spare = f"{wished}-{article.spare}" if article.spare else f"{file.id}-{wished}"
        ways = [wished, spare] if article.id is not None else [wished]
        unique = next((way for way in ways if way not in self._taken), "")
        number = 2
        while not unique:
            unique = f"{ways[-1]}-{number}" if f"{ways[-1]}-{number}" not in self._taken else ""
            number += 1
        self._taken.add(unique)
        return unique
