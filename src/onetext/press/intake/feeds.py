"""An RSS or Atom feed into its articles."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from onetext.errors import Unreadable
from onetext.press.intake.article import Article, attempt
from onetext.press.intake.bounds import check_lines
from onetext.press.intake.pages import fragment_text
from onetext.press.intake.published import when_of
from onetext.terms.said.source import Unread
from onetext.terms.when import When


def read_feed(raw: bytes, shown: str) -> Iterator[Article | Unread]:
    """Yield the article of each entry, or why it gives none.

    feedparser gets a stream, never words that it could take for an address or a file's name.

    Raises
    ------
    Unreadable
        If the feed has no entries, or is cut off.
    """
    import feedparser  # type: ignore[import-untyped]

    feed = feedparser.parse(io.BytesIO(raw), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        if feed.bozo:
            raise Unreadable("a broken feed without entries", instead="fetch it again")
        raise Unreadable("a feed with no entries", instead="fetch it when it has some")
    outlet = _flat(feed.feed.get("title"))
    licence = _flat(feed.feed.get("rights"))
    for number, entry in enumerate(feed.entries, 1):
        yield attempt(
            lambda entry=entry, number=number: _entry(entry, number, outlet, licence),  # type: ignore[misc]
            f"{shown}: entry {number}",
        )


def _entry(entry: Any, number: int, outlet: str | None, licence: str | None) -> Article:
    words = _text(entry)
    if not any(mark.isalpha() for mark in words):
        raise Unreadable(
            "an entry with neither content nor summary", instead="save its article and name that"
        )
    check_lines(words)
    when, unread_date = _published(entry)
    return Article(
        words,
        number=number,
        title=_flat(entry.get("title")),
        outlet=_flat((entry.get("source") or {}).get("title")) or outlet,
        byline=_flat(entry.get("author")),
        published=when,
        published_basis="feed" if when else None,
        url=entry.get("link") or None,
        licence=_flat(entry.get("rights")) or licence,
        unread_date=unread_date,
    )


def _text(entry: Any) -> str:
    """Return the longest text the entry gives: some feeds put a teaser before the whole."""
    parts = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    texts = [""]
    for part in parts:
        value = part.get("value") or ""
        texts.append(value.strip() if part.get("type") == "text/plain" else fragment_text(value))
    return max(texts, key=len)


def _published(entry: Any) -> tuple[When | None, str | None]:
    """Return when the entry was published (else last changed), in the zone it was written in."""
    said = None
    for name in ("published", "updated"):
        # dict.get: feedparser's own lookup warns when it stands in one date for the other
        words = dict.get(entry, name)
        if not words:
            continue
        if when := when_of(words):
            return when, None
        if parsed := dict.get(entry, f"{name}_parsed"):
            return when_of("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*parsed[:6])), None
        said = said or str(words)
    return None, said


def _flat(words: str | None) -> str | None:
    return " ".join(fragment_text(words).split()) or None if words else None
