"""A stretch of a report's text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Mark the code points ``start`` to ``end`` (end exclusive) of a text.

    Examples
    --------
    >>> Span(4, 9).of("The talks ended")
    'talks'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words this span marks in ``text``."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share a code point."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Tell whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Anchor:
    """Keep a span's exact words and a little of what stands around them.

    With it the place is found again after a new extraction has moved the offsets (W3C Web
    Annotation, TextQuoteSelector).
    """

    exact: str
    prefix: str
    suffix: str

    @classmethod
    def at(cls, text: str, span: Span, *, around: int = 24) -> Anchor:
        """Return the anchor of ``span`` in ``text``."""
        return cls(
            span.of(text),
            text[max(0, span.start - around) : span.start],
            text[span.end : span.end + around],
        )

    def find(self, text: str) -> Span | None:
        """Return where the words stand in ``text``, the best-fitting place first, or None.

        Examples
        --------
        >>> Anchor("talks", "of ", " in").find("talks; then a round of talks in Oslo")
        Span(start=23, end=28)
        """
        best: tuple[int, Span] | None = None
        at = text.find(self.exact) if self.exact else -1
        while at >= 0:
            end = at + len(self.exact)
            fit = _shared_end(text[:at], self.prefix) + _shared_end(
                text[end : end + len(self.suffix)][::-1], self.suffix[::-1]
            )
            if best is None or fit > best[0]:
                best = (fit, Span(at, end))
            at = text.find(self.exact, at + 1)
        return best[1] if best else None


def _shared_end(left: str, right: str) -> int:
    count = 0
    while count < min(len(left), len(right)) and left[len(left) - 1 - count] == right[-1 - count]:
        count += 1
    return count
