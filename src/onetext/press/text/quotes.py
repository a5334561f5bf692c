"""Quotation marks, paired. Straight or curly, single or double, open over several paragraphs."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.terms.said.span import Span

#: No quote of one paragraph is longer; the fellow of a mark is looked for no farther.
_FARTHEST = 6_000
_PAIRS = {"“": "”", "«": "»", "„": "“”", "‟": "”"}
_SPACE_OR_OPEN = " \t\n\r\u00a0([{—–-/“‘\"'"


@dataclass(frozen=True, slots=True)
class Quote:
    """Hold one quoted stretch of one paragraph.

    ``outer`` includes the marks, ``inner`` is the exact words between them. ``open`` says that no
    closing mark stands in the paragraph: the quote goes on in the next one.
    """

    outer: Span
    inner: Span
    open: bool = False


def find_quotes(text: str, start: int, end: int) -> tuple[Quote, ...]:
    """Return the outermost quotes of the paragraph ``text[start:end]``, in order.

    An apostrophe is never a mark: a single mark opens only at the head of a word, and closes only
    where one is open, at the tail of a word, and no later mark would fit better. Quotes inside
    quotes belong to the outer one.

    Examples
    --------
    >>> t = "He said “it’s ‘over’ now,” then left."
    >>> [q.inner.of(t) for q in find_quotes(t, 0, len(t))]
    ['it’s ‘over’ now,']
    """
    quotes: list[Quote] = []
    at = unclosed = start
    while at < end:
        mark = text[at]
        reach = min(end, at + _FARTHEST)
        if mark in "“«„‟":
            close = _find_close(text, at + 1, reach, _PAIRS[mark], opener=mark)
        elif mark == '"' and _opens(text, at, start, end):
            close = _find_straight(text, at + 1, reach)
        elif mark in "‘'`" and at >= unclosed and _opens(text, at, start, end):
            reach = min(end, at + _FARTHEST // 4)
            close = _find_single(text, at, reach)
            if close is None:
                # Apostrophes: none of those up to here can open a quote that closes before it.
                unclosed = max(at, reach - 1) if reach < end else end
                at += 1
                continue
        else:
            at += 1
            continue
        quotes.append(_quote(text, at, close, end))
        at = (close + 1) if close is not None else end
    return tuple(q for q in quotes if q.inner.start < q.inner.end)


def _quote(text: str, at: int, close: int | None, end: int) -> Quote:
    last = close if close is not None else end
    inner_start, inner_end = at + 1, last
    while inner_start < inner_end and text[inner_start].isspace():
        inner_start += 1
    while inner_end > inner_start and text[inner_end - 1].isspace():
        inner_end -= 1
    outer_end = close + 1 if close is not None else inner_end
    return Quote(Span(at, outer_end), Span(inner_start, inner_end), close is None)


def _opens(text: str, at: int, start: int, end: int) -> bool:
    if at + 1 >= end or text[at + 1].isspace():
        return False
    return at == start or text[at - 1] in _SPACE_OR_OPEN


def _find_close(text: str, at: int, end: int, marks: str, *, opener: str) -> int | None:
    depth = 1
    for i in range(at, end):
        if text[i] == opener and opener not in marks:
            depth += 1
        elif text[i] in marks:
            depth -= 1
            if depth == 0:
                return i
    # A page that opens with a curly mark and closes with a straight one.
    straight = text.find('"', at, end)
    return straight if straight >= 0 else None


def _find_straight(text: str, at: int, end: int) -> int | None:
    i = text.find('"', at, end)
    while i >= 0:
        after = text[i + 1] if i + 1 < end else " "
        if not (text[i - 1] in " (" and after.isalnum()):
            return i
        # A mark that opens inside an open quote: the outlet nested straight marks.
        inner = text.find('"', i + 1, end)
        if inner < 0:
            return i
        i = text.find('"', inner + 1, end)
    curly = text.find("”", at, end)
    return curly if curly >= 0 else None


def _find_single(text: str, at: int, end: int) -> int | None:
    """Return the closing single mark: at a word's end, and no genitive."""
    mark = text[at]
    close = "’" if mark == "‘" else "'"
    i = text.find(close, at + 1, end)
    while i >= 0:
        after = text[i + 1] if i + 1 < end else " "
        before = text[i - 1]
        if not after.isalnum() and not before.isspace():
            possessive = before in "sS" and after == " " and _later_close(text, i + 1, end, close)
            if not possessive:
                return i
        i = text.find(close, i + 1, end)
    return None


def _later_close(text: str, at: int, end: int, close: str) -> bool:
    """Tell whether a mark that closes after punctuation follows: then an ``s’`` was a genitive."""
    i = text.find(close, at, end)
    while i >= 0:
        after = text[i + 1] if i + 1 < end else " "
        if text[i - 1] in ",.?!…" and not after.isalnum():
            return "‘" not in text[at:i]
        i = text.find(close, i + 1, end)
    return False
