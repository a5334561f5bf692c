"""What a file format hands over: an article without an id yet, or why an item was not read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from onetext.errors import Unreadable
from onetext.terms.said.source import Unread
from onetext.terms.when import When


@dataclass(frozen=True, slots=True)
class Article:
    """Hold what a text, page, feed entry, row or archive record says of itself.

    ``id`` is the item's own name for itself, ``number`` its place in a file of many. ``spare``
    tells two items of one name apart. ``unread_date`` keeps a date's words that could not be read.
    """

    text: str = field(repr=False)
    id: str | None = None
    number: int | None = None
    spare: str | None = None
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: When | None = None
    published_basis: str | None = None
    url: str | None = None
    licence: str | None = None
    unread_date: str | None = None


def attempt(make: Callable[[], Article], where: str) -> Article | Unread:
    """Return what ``make`` returns, or why it could not: one bad item never stops the others.

    Examples
    --------
    >>> def refuse() -> Article:
    ...     raise Unreadable("no text in this row", instead="write it under 'text'")
    >>> attempt(refuse, "a.jsonl:3").why
    "no text in this row, write it under 'text'"
    """
    try:
        return make()
    except Exception as error:  # a parser's own fault with one item: said, and the next is read
        return told(error, where)


def told(error: Exception, where: str) -> Unread:
    """Return the one line that says why ``where`` was not read."""
    if isinstance(error, Unreadable):
        return unread(error, where)
    if isinstance(error, PermissionError):
        return unread(
            Unreadable("no permission to read it", instead="allow it with chmod +r"), where
        )
    if isinstance(error, FileNotFoundError):
        return unread(Unreadable("no such file or folder", instead="check the path"), where)
    if isinstance(error, OSError):
        return unread(Unreadable(f"cannot be opened: {error.strerror or error}"), where)
    name = type(error).__name__
    fault = Unreadable(
        f"cannot be read ({name}: {error})", instead="save the article as plain text"
    )
    return unread(fault, where)


def unread(fault: Unreadable, where: str, *, language: str | None = None) -> Unread:
    """Return the entry that lists ``where`` as not read, with the words of the fault."""
    parts = [one for one in (fault.what, fault.instead) if one]
    why = plain(", ".join(parts))
    return Unread(str(fault.where or where), why, language, tuple(map(plain, parts)))


def plain(words: str, *, limit: int = 400) -> str:
    r"""Return ``words`` on one line that any terminal can show.

    Examples
    --------
    >>> plain("a\x1b[31m\nb")
    'a?[31m b'
    """
    line = " ".join(words.encode("utf-8", "backslashreplace").decode("utf-8").split())
    shown = "".join(mark if mark.isprintable() else "?" for mark in line)
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"
