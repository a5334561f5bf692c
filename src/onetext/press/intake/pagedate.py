"""When a page says that its article was published: never from a clock, never from the story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from onetext.press.intake.pagemeta import article_objects, meta_values
from onetext.press.intake.published import when_of
from onetext.terms.when import When

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

_META = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "publication_date",
    "date.published",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "article.published",
    "cxenseparse:recs:publishtime",
)
_YEAR = "January February March April May June July August September October November December"
_MONTHS = _YEAR.split()


def page_date(tree: _Element, article: str) -> When | None:
    """Return the day, or the hour with its zone, on which the page says it was published.

    First what is marked as the date of publication (JSON-LD ``datePublished``, meta tags,
    ``itemprop``, ``<time pubdate>``), which may carry an hour. Then the day that htmldate finds,
    but only when the page writes that day in full outside ``article``'s text: this rules out days
    that the story tells of, 1 January from a copyright year, the first of a bare month, and
    anything that is not on the page at all.
    """
    for words in _marked(tree):
        if (when := when_of(words)) and when.day:
            return when
    found = _by_htmldate(tree)
    if found is None:
        return None
    from lxml.etree import tostring

    page = tostring(tree, encoding="unicode", method="html")
    if _count(found, page) <= _count(found, article):
        return None
    for words in _times(tree):
        if (when := when_of(words)) and when.day == found:
            return when
    return When.of(found)


def written(day: date) -> re.Pattern[str]:
    """Return the pattern of all unmistakable ways to write ``day``.

    Examples
    --------
    >>> found = written(date(2031, 3, 2))
    >>> [bool(found.search(words)) for words in ("2nd of March, 2031", "2031/3/2", "03/02/2031")]
    [True, True, False]
    """
    name = _MONTHS[day.month - 1]
    month = rf"{name[:3]}(?:{name[3:]}|t)?\.?" if len(name) > 3 else name
    d, m, y = day.day, day.month, day.year
    ways = [
        rf"{y}(?P<mark>[-/._])0?{m}(?P=mark)0?{d}(?!\d)",
        rf"(?<!\d){y}{m:02}{d:02}(?:\d{{4}}|\d{{6}})?(?!\d)",
        rf"(?<!\d)0?{d}(?:st|nd|rd|th)?\s+(?:of\s+)?{month},?\s+{y}",
        rf"{month}\s+0?{d}(?:st|nd|rd|th)?,?\s+{y}",
        rf"(?<!\d)0?{d}\.\s?0?{m}\.\s?{y}",
    ]
    if d > 12:
        ways += [rf"(?<!\d){d}/0?{m}/{y}", rf"(?<!\d)0?{m}/{d}/{y}"]
    elif d == m:
        ways.append(rf"(?<!\d)0?{d}/0?{m}/{y}")
    return re.compile("|".join(ways), re.I)


def _marked(tree: _Element) -> Iterator[str]:
    for one in article_objects(tree):
        published = one.get("datePublished")
        if isinstance(published, str):
            yield published
    metas = meta_values(tree)
    yield from (metas[name] for name in _META if name in metas)
    for element in tree.iter():
        marks = (element.get("itemprop") or "").split() if isinstance(element.tag, str) else []
        if "datePublished" in marks or (element.tag == "time" and "pubdate" in element.attrib):
            yield element.get("datetime") or element.get("content") or "".join(element.itertext())


def _times(tree: _Element) -> Iterator[str]:
    for element in tree.iter("time"):
        if words := element.get("datetime"):
            yield words


def _by_htmldate(tree: _Element) -> date | None:
    from htmldate import find_date

    # Fixed bounds: its own upper bound is the machine's clock, so that a page would be dated
    # differently from one day to the next.
    found = find_date(
        tree,
        original_date=True,
        extensive_search=False,
        min_date="1900-01-01",
        max_date="2199-12-31",
    )
    return date.fromisoformat(found) if found else None


def _count(day: date, words: str) -> int:
    return len(written(day).findall(words))
