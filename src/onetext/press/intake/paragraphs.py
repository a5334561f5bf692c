"""Markup into paragraphs whose words stand so, and in that order, in the page."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

_PARTED = (
    "html body main article section header footer div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd pre "
    "blockquote table thead tbody tfoot tr td th caption form fieldset address aside nav hr "
    "head list item quote row cell ab"  # these are trafilatura's names
)
_BLOCKS = frozenset(_PARTED.split())
_NO_WORDS = (
    "script style noscript template iframe object svg math figure form button select nav title "
    "meta link video audio canvas textarea"
)
_UNSEEN = frozenset(_NO_WORDS.split())
_BREAKS = ("br", "lb")


def paragraphs_of(tree: _Element, *, unseen: frozenset[str] = _UNSEEN) -> list[str]:
    r"""Return the paragraphs of ``tree``, runs of white space as one space.

    A line break becomes a newline, two part two paragraphs. Deep nesting costs no recursion.

    Examples
    --------
    >>> from lxml import html
    >>> paragraphs_of(html.fromstring("<div><p>One  <b>word</b>.</p>Two<br>lines</div>"))
    ['One word.', 'Two\nlines']
    """
    from lxml import etree  # type: ignore[import-untyped]

    made: list[str] = []
    pieces: list[str] = []

    def flush() -> None:
        lines = [" ".join(line.split()) for line in "".join(pieces).split("\n")]
        for full, together in groupby(lines, bool):
            if full:
                made.append("\n".join(together))
        pieces.clear()

    walker = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in unseen and element is not tree:
                walker.skip_subtree()
                continue
            if tag in _BLOCKS:
                flush()
            elif tag in _BREAKS:
                pieces.append("\n")
            pieces.append(_flat(element.text))
            continue
        if tag in _BLOCKS:
            flush()
        if element is not tree:
            pieces.append(_flat(element.tail))
    flush()
    return made


class Verbatim:
    """Check paragraphs against the words of the page that they were taken from.

    Examples
    --------
    >>> page = Verbatim("They met.[1] He left.")
    >>> page.restored("They met. He left."), page.restored("He stayed.")
    ('They met.[1] He left.', None)
    """

    def __init__(self, words: str) -> None:
        self._flat = " ".join(words.split())
        self._tight = self._flat.replace(" ", "")
        self._reached = 0
        self._places: list[int] = []

    def restored(self, paragraph: str) -> str | None:
        """Return ``paragraph`` as the page has it, or None when the page has no such words.

        A footnote mark or a button that was cut out of the middle comes back.
        """
        tight = "".join(paragraph.split())
        if (at := self._find(tight)) >= 0:
            self._reached = at + len(tight)
            return paragraph
        edge = min(40, len(tight) // 3)
        start = self._find(tight[:edge]) if edge >= 4 else -1
        end = self._tight.find(tight[-edge:], start) + edge if start >= 0 else -1
        if start < 0 or end < start + edge or end - start > 1.5 * len(tight):
            return None
        self._reached = end
        return self._stretch(start, end)

    def _find(self, tight: str) -> int:
        """Look on from where the paragraph before ended, so that long pages stay cheap."""
        at = self._tight.find(tight, self._reached)
        return at if at >= 0 else self._tight.find(tight)

    def _stretch(self, start: int, end: int) -> str:
        """Return the characters ``start`` to ``end``, counted without spaces, with their spaces."""
        if not self._places:
            self._places = [at for at, mark in enumerate(self._flat) if mark != " "]
        return self._flat[self._places[start] : self._places[end - 1] + 1]


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""
