"""A web page into its article: its text without menus and comments, and what it says of it."""

from __future__ import annotations

import logging
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from onetext.errors import Unreadable
from onetext.press.intake.article import Article
from onetext.press.intake.bounds import MAX_PAGE, check_lines
from onetext.press.intake.decode import decode
from onetext.press.intake.pagedate import page_date
from onetext.press.intake.pagemeta import page_names
from onetext.press.intake.paragraphs import Verbatim, paragraphs_of

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

_PAGE = re.compile(
    r"\s*<(?:!doctype\s+html|(?:html|head|body|div|p|article|section|main|h[1-6]"
    r"|ul|ol|table|blockquote|span|figure|a|b|i|em|strong|br)\b[^<>]*>)",
    re.I,
)
_COMMENT = re.compile(r"\s*<!--.*?-->", re.S)
_WHOLE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.I)
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)|"
    rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]+)",
    re.I,
)
# The parser compares a tag's attributes with each other, the extraction paragraphs with all others.
_ENDLESS_TAG = re.compile(r"<[A-Za-z](?:(?:[^<>=]*=){2000}|(?:[^<>\s]*\s+){20000})")
_MOST_ELEMENTS = 30_000
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def is_page(words: str) -> bool:
    """Tell whether ``words`` begin as HTML does.

    Examples
    --------
    >>> is_page("<p>They met.</p>"), is_page("<3 for the mediator")
    (True, False)
    """
    at = 0
    while comment := _COMMENT.match(words, at):
        at = comment.end()
    return _PAGE.match(words, at) is not None


def read_page(raw: bytes, *, declared: str | None = None, url: str | None = None) -> Article:
    """Return the article of a page given as bytes.

    Raises
    ------
    Unreadable
        If it holds no article text, or more than `MAX_PAGE` bytes.
    """
    if len(raw) > MAX_PAGE:
        raise Unreadable(
            f"a page larger than {MAX_PAGE // 1_000_000} MB", instead="save its article as text"
        )
    found = _CHARSET.search(raw[:4096])
    named = (found[1] or found[2]).decode("ascii") if found else None
    if named and named.lower().startswith(("utf-16", "utf-32")):
        named = None  # a page whose declaration can be read byte by byte is in neither
    return page_article(decode(raw, declared=declared or named), url=url)


def page_article(words: str, *, url: str | None = None) -> Article:
    r"""Return the article of a page, or of a piece of one, given as text.

    Nothing is fetched, and every paragraph stands in the page word for word: what the extraction
    joined or added is put back as the page has it, or left out.

    Raises
    ------
    Unreadable
        If there is no article text in it.

    Examples
    --------
    >>> page_article("<p>They met.</p><p>They left.</p>").text
    'They met.\n\nThey left.'
    """
    whole = _WHOLE.search(words[:20_000]) is not None
    tree = _tree(words)
    if tree is None:
        raise _nothing()
    made = _article_paragraphs(tree) if whole else paragraphs_of(tree)
    text = "\n\n".join(made)
    if not any(mark.isalpha() for mark in text):
        raise _nothing()
    check_lines(text)
    if not whole:
        return Article(text, url=url)
    names = page_names(tree, url=url)
    when = page_date(tree, text)
    return Article(
        text,
        title=names.title,
        outlet=names.outlet,
        byline=names.byline,
        published=when,
        published_basis="page" if when else None,
        url=names.url,
        licence=names.licence,
    )


def fragment_text(words: str) -> str:
    """Return the text of a piece of markup that is all article, such as a feed entry; maybe empty.

    Examples
    --------
    >>> fragment_text("They <b>met</b>.<script>track()</script>")
    'They met.'
    """
    tree = _tree(words)
    return "\n\n".join(paragraphs_of(tree)) if tree is not None else ""


def _tree(words: str) -> _Element | None:
    from lxml import html  # type: ignore[import-untyped]
    from lxml.etree import LxmlError

    clean = _NOT_IN_XML.sub("", words)
    if _ENDLESS_TAG.search(clean):
        raise Unreadable("a page with an endless tag", instead="save the article's text as text")
    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    try:
        tree: _Element = html.document_fromstring(clean.encode("utf-8"), parser=parser)
    except (LxmlError, ValueError, AssertionError):  # nothing in it that is an element
        return None
    return tree


def _article_paragraphs(tree: _Element) -> list[str]:
    _quieten()
    from trafilatura import bare_extraction

    for unseen in tree.xpath("//script[not(@type='application/ld+json')] | //style | //template"):
        unseen.drop_tree()
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        raise Unreadable(
            f"a page of more than {_MOST_ELEMENTS:,} elements", instead="save its article as text"
        )
    page = Verbatim("\n".join(paragraphs_of(tree, unseen=frozenset({"script", "title"}))))
    for precise in (True, False):  # a page without paragraphs or with a table for its layout
        found: Any = bare_extraction(
            tree,
            fast=precise,
            favor_precision=precise,
            favor_recall=not precise,
            include_comments=False,
            include_tables=not precise,
            with_metadata=False,
        )
        if found is not None and found.body is not None:
            taken = paragraphs_of(found.body, unseen=frozenset())
            made = [said for paragraph in taken if (said := page.restored(paragraph))]
            if made and (precise or max(len(said.split()) for said in made) >= 6):
                return made  # less than six words in a row are a menu
    return []


def _nothing() -> Unreadable:
    return Unreadable("no article text found", instead="save the article's text as plain text")


@cache
def _quieten() -> None:
    """Keep what the libraries log about broken pages off the terminal: `Unread` says it."""
    for name in ("trafilatura", "htmldate", "charset_normalizer"):
        logging.getLogger(name).addHandler(logging.NullHandler())
