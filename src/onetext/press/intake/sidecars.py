"""A file of particulars beside a report: ``talks.meta.json`` beside ``talks.txt``."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from onetext.errors import Unreadable
from onetext.press.intake.article import Article
from onetext.press.intake.decode import decode
from onetext.press.intake.published import when_of

_MOST = 1_000_000
_WRITE = 'write {"title": …, "outlet": …, "byline": …, "published": "2031-03-02"}'
GOLD = "onetext-report/1"


def sidecar_of(report: Path) -> Path | None:
    """Return the sidecar beside ``report``, or None when there is none."""
    beside = report.with_name(report.stem + ".meta.json")
    return beside if beside != report and beside.is_file() else None


def with_sidecar(article: Article, sidecar: Path) -> Article:
    """Return ``article`` with what its sidecar says, which counts more than what the page says.

    Raises
    ------
    Unreadable
        If the sidecar is no JSON object; a record of annotations (``onetext-report/1``) is none.
    """
    raw = sidecar.read_bytes() if sidecar.stat().st_size <= _MOST else b""
    try:
        particulars = json.loads(decode(raw))
    except (ValueError, RecursionError):
        raise Unreadable("the sidecar is no JSON", instead=_WRITE) from None
    if not isinstance(particulars, dict) or particulars.get("schema") == GOLD:
        raise Unreadable("the sidecar holds no particulars", instead=_WRITE)
    return described(article, particulars, basis="sidecar")


def described(article: Article, particulars: dict[str, object], *, basis: str) -> Article:
    """Return ``article`` with the particulars that are given, under any of their usual names."""
    published = particulars.get("published") or particulars.get("date")
    when = when_of(published)
    return replace(
        article,
        title=_words(particulars, "title", "headline") or article.title,
        outlet=_words(particulars, "outlet", "publisher", "site") or article.outlet,
        byline=_words(particulars, "byline", "author") or article.byline,
        url=_words(particulars, "url") or article.url,
        licence=_words(particulars, "licence", "license") or article.licence,
        published=when or article.published,
        published_basis=basis if when else article.published_basis,
        unread_date=str(published) if published and not when else None,
    )


def _words(particulars: dict[str, object], *names: str) -> str | None:
    for name in names:
        if words := _said(particulars.get(name)):
            return words
    return None


def _said(value: object) -> str | None:
    """Return a name given as words, as a list of names, or as an object with a name."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        return ", ".join(filter(None, (_said(one) for one in value))) or None
    if not isinstance(value, str):
        return None
    return " ".join(value.encode("utf-8", "replace").decode("utf-8").split()) or None
