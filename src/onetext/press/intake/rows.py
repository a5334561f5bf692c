"""Reports as JSON: one object a line (JSONL), or one object that is the whole file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from onetext.errors import Unreadable, Where
from onetext.press.intake.article import Article, attempt, unread
from onetext.press.intake.bounds import MAX_TEXT, check_lines, whole
from onetext.press.intake.decode import decode
from onetext.press.intake.pages import is_page, page_article
from onetext.press.intake.sidecars import GOLD, described
from onetext.terms.said.source import Unread

_HALF = re.compile("[\ud800-\udfff]")
_TEXT = ("text", "content", "body")


def read_rows(stream: BinaryIO, shown: str) -> Iterator[Article | Unread]:
    """Yield the article of each line, or why that line gives none; one line at a time is held."""
    number = 0
    while line := stream.readline(MAX_TEXT):
        number += 1
        where = str(Where(shown, number))
        if len(line) >= MAX_TEXT and not line.endswith(b"\n"):
            while (more := stream.readline(MAX_TEXT)) and not more.endswith(b"\n"):
                pass
            fault = Unreadable(f"a row larger than {MAX_TEXT // 1_000_000} MB", instead="split it")
            yield unread(fault, where)
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield attempt(lambda line=line, number=number: _row(line, number), where)  # type: ignore[misc]


def read_object(stream: BinaryIO, shown: str) -> Article:
    """Return the article of a file that is one JSON object.

    Raises
    ------
    Unreadable
        If it is broken, or holds no text.
    """
    words = decode(whole(stream, MAX_TEXT, named="a JSON file"))
    try:
        row = json.loads(words)
    except RecursionError:
        raise Unreadable("JSON nested too deeply", instead="write a flat object") from None
    except json.JSONDecodeError as error:
        raise Unreadable(
            f"broken JSON ({error.msg})",
            instead="mend it there",
            where=Where(shown, error.lineno, error.colno),
        ) from None
    return row_article(row)


def row_article(row: object) -> Article:
    """Return the article that one JSON object holds.

    The text stands under ``text``, ``content`` or ``body`` and is kept exactly, unless it is
    markup; or a page stands under ``html``. Particulars: ``title``, ``outlet`` (``publisher``,
    ``site``), ``byline`` (``author``), ``published`` (``date``), ``url``, ``id``, ``licence``.

    Raises
    ------
    Unreadable
        If there is no text.

    Examples
    --------
    >>> row_article({"id": 7, "body": "They met.", "date": "2031-03-02"}).published
    When(iso='2031-03-02')
    """
    if not isinstance(row, dict):
        raise Unreadable("no JSON object", instead='write {"text": …}')
    if row.get("schema") == GOLD:
        raise Unreadable("a record of a report, not a report", instead="name the text it refers to")
    article = _textual(row)
    id = row.get("id")
    named = isinstance(id, str | int) and not isinstance(id, bool) and str(id).strip()
    particulars = {str(key): value for key, value in row.items()}
    return described(replace(article, id=str(id) if named else None), particulars, basis="sidecar")


def _row(line: bytes, number: int) -> Article:
    try:
        row = json.loads(line.decode("utf-8-sig").rstrip())
    except RecursionError:
        raise Unreadable("JSON nested too deeply", instead="write a flat object") from None
    except UnicodeDecodeError:
        raise Unreadable("a row that is not UTF-8", instead="save the file as UTF-8") from None
    except json.JSONDecodeError as error:
        raise Unreadable(
            f"broken JSON at column {error.colno} ({error.msg})", instead="write one object a line"
        ) from None
    article = row_article(row)
    return replace(article, number=number)


def _textual(row: dict[object, object]) -> Article:
    for name in _TEXT:
        value = row.get(name)
        if value is None or value == "":
            continue
        if not isinstance(value, str):
            raise Unreadable(f"'{name}' is no text", instead="write it as a string")
        if is_page(value):
            return page_article(value)
        # A lone half of a surrogate pair cannot be written as UTF-8; one mark replaces one.
        text = _HALF.sub("\ufffd", value)
        if not any(mark.isalpha() for mark in text):
            raise Unreadable(f"no words in '{name}'", instead="write the report's text there")
        check_lines(text)
        return Article(text)
    page = row.get("html")
    if isinstance(page, str) and page.strip():
        return page_article(page)
    raise Unreadable("no text in it", instead="write it under 'text' (or a page under 'html')")
