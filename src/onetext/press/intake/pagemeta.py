"""What a page says of its article in its head: JSON-LD, meta tags, the canonical link."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

_MOST_JSON = 500_000


@dataclass(frozen=True, slots=True)
class PageNames:
    """Hold the names a page gives itself."""

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    licence: str | None = None


def page_names(tree: _Element, *, url: str | None = None) -> PageNames:
    """Return title, outlet, byline, address and licence, each None where the page gives none.

    A page that does not name its outlet is known by the host of its address: ``url``, under which
    it was fetched, or the one it gives itself.
    """
    from trafilatura import metadata

    metas = meta_values(tree)
    described = next(article_objects(tree), {})
    url = url or metadata.extract_url(tree) or metas.get("og:url")
    byline = _name(described.get("author")) or metas.get("author")
    if not byline or "://" in byline:
        byline = _authors(metadata.extract_author(tree))
    outlet = _name(described.get("publisher")) or metas.get("og:site_name")
    return PageNames(
        title=_name(described.get("headline"))
        or metas.get("og:title")
        or _name(metadata.extract_title(tree)),
        outlet=outlet or _host(url) or metadata.extract_sitename(tree),
        byline=byline,
        url=url,
        licence=metadata.extract_license(tree),
    )


def meta_values(tree: _Element) -> dict[str, str]:
    """Return the page's meta tags, the first of each name, names in small letters."""
    values: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = " ".join((meta.get("content") or "").split())
        for attribute in ("property", "name", "itemprop"):
            key = (meta.get(attribute) or "").strip().lower()
            if key and content:
                values.setdefault(key, content)
    return values


def article_objects(tree: _Element) -> Iterator[dict[str, Any]]:
    """Yield the page's JSON-LD objects that are articles, then those that are pages."""
    objects = [one for script in tree.iter("script") for one in _objects(script)]
    yield from (one for one in objects if _typed(one, ("Article", "Posting", "Report")))
    yield from (one for one in objects if _typed(one, ("WebPage",)))


def _objects(script: _Element) -> Iterator[dict[str, Any]]:
    text = script.text or ""
    if "ld+json" not in (script.get("type") or "") or len(text) > _MOST_JSON:
        return
    try:
        waiting = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting[:0] = one
        elif isinstance(one, dict):
            yield one
            waiting.extend(one[key] for key in ("@graph", "mainEntity") if key in one)


def _typed(one: dict[str, Any], ends: tuple[str, ...]) -> bool:
    types = one.get("@type")
    return any(
        isinstance(type_, str) and type_.endswith(ends)
        for type_ in (types if isinstance(types, list) else [types])
    )


def _name(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value))) or None
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _authors(names: str | None) -> str | None:
    """Return the names without the dates that stand beside them in some bylines."""
    parts = [part.strip() for part in (names or "").split(";")]
    return ", ".join(part for part in parts if part and not re.search(r"\d", part)) or None


def _host(url: str | None) -> str | None:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None
