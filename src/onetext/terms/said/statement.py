"""Words that a report attributes to somebody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onetext.terms.said.span import Span
from onetext.terms.when import When

QuoteType = Literal["direct", "mixed", "indirect"]
Certainty = Literal["attributed", "anonymous", "hedged", "rumour"]
Status = Literal["unconfirmed", "confirmed", "denied"]
Stance = Literal[
    "demand",
    "offer",
    "conditional_offer",
    "accept",
    "reject",
    "propose",
    "support",
    "oppose",
    "commit",
    "threat",
    "accuse",
    "deny",
    "hope",
    "assess",
    "inform",
]


#: Below this a statement is shown as an uncertain reading.
SURE_ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class Speaker:
    """Say who spoke: the name as resolved over the whole report, and the words used here.

    ``authority`` says in what capacity, as far as the report tells: ``head`` (of state, government
    or organisation), ``minister``, ``negotiator``, ``spokesperson``, ``institution`` (the body
    itself), ``official`` (of the party, but not one who speaks for it), None when not known.
    """

    name: str | None
    role: str | None = None
    party: str | None = None
    mention: Span | None = None
    co_parties: tuple[str, ...] = ()
    authority: str | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """Say how the words were said: ``kind`` or ``kind:name``, named here or carried over."""

    type: str
    explicit: bool
    span: Span | None = None

    @property
    def kind(self) -> str:
        """Return the kind without the name."""
        return self.type.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Via:
    """Name the outlet that first carried the words."""

    outlet: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """Mark what is given, the words that link, and what is wanted for it."""

    gives: Span | None
    link: Span | None
    gets: Span | None


@dataclass(frozen=True, slots=True)
class Point:
    """Hold one of several things that a long statement does.

    ``span`` may run over the cue ("“We will,” he said, “sign.”"); what was said is the statement's
    content inside it.
    """

    span: Span
    stance: Stance
    issues: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    condition: Exchange | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Hold one attributed statement with its exact places in the source.

    ``source`` is the id of the report; ``id`` is its own within that report. ``said`` is the hour
    of the saying where the report lets one know it. ``same_as`` and ``nested_in`` name statements
    of the same report. ``points`` stand in text order and need not cover the whole; a statement
    that does one thing has none, and its stance, issues, targets and condition say all.
    ``confidence`` is how often a reading like this proved right, between 0 and 1, None where
    nothing was measured: it is about our reading, ``certainty`` about what the report says.
    """

    id: str
    source: str
    speaker: Speaker
    cue: Span | None
    contents: tuple[Span, ...]
    verbatim: tuple[Span, ...]
    quote_type: QuoteType
    stance: Stance
    said: When | None = None
    date_span: Span | None = None
    channel: Channel | None = None
    via: Via | None = None
    issues: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    condition: Exchange | None = None
    certainty: Certainty = "attributed"
    status: Status = "unconfirmed"
    same_as: str | None = None
    nested_in: str | None = None
    points: tuple[Point, ...] = ()
    confidence: float | None = None

    @property
    def is_unsure(self) -> bool:
        """Tell whether this reading is wrong too often to be shown without a warning."""
        return self.confidence is not None and self.confidence < SURE_ENOUGH

    @property
    def key(self) -> tuple[str, str]:
        """Return what names this statement among all reports."""
        return (self.source, self.id)

    def words(self, text: str) -> str:
        """Return the content's exact words, several spans joined by an ellipsis."""
        return " … ".join(span.of(text) for span in self.contents)

    def within(self, span: Span) -> tuple[Span, ...]:
        """Return the pieces of the content that lie inside ``span``; ``span`` itself if none does.

        Examples
        --------
        >>> who = Speaker("Ivo Renn")
        >>> text = "“We will,” he said, “sign.”"
        >>> s = Statement(
        ...     "s1", "a", who, None, (Span(0, 10), Span(20, 27)), (), "direct", "commit"
        ... )
        >>> [piece.of(text) for piece in s.within(Span(1, 25))]
        ['We will,”', '“sign']
        """
        inside = (
            (max(piece.start, span.start), min(piece.end, span.end)) for piece in self.contents
        )
        return tuple(Span(start, end) for start, end in inside if start < end) or (span,)
