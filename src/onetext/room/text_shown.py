"""How far a text is, drawn and told: counts over drafts, and redlines word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup

from onetext.room.web.words import N_
from onetext.terms.text.consents import consents
from onetext.terms.text.draft import Draft
from onetext.terms.text.metrics import Metrics
from onetext.terms.text.passage import Passage
from onetext.terms.text.redline import PassageRedline, redline
from onetext.terms.text.runs import Run, side
from onetext.terms.text.state import Text, consents_to
from onetext.terms.text.suspicious import spelt
from onetext.terms.text.wording import count_words

_WIDE, _HIGH, _EDGE = 160, 44, 7


@dataclass(frozen=True, slots=True)
class Measure:
    """Hold one count over the drafts, its last as it is now, and a small drawing of it."""

    name: str
    counts: tuple[int, ...]
    drawing: Markup


@dataclass(frozen=True, slots=True)
class Marked:
    """Name the last draft and the parties whose initials and signatures it has."""

    number: int
    initialled: tuple[str, ...]
    signed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold words of a redline: kept, deleted or inserted, what hides in them spelt out."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class WordingShown:
    """Hold what became of one alternative in one language; ``by`` None is nobody's.

    ``status`` is what it was and what it is, where a translation became authentic or the reverse.
    """

    language: str
    by: str | None
    fate: str
    pieces: tuple[Piece, ...]
    status: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class PassageShown:
    """Hold what became of a passage: ``fate`` is kept, added, deleted or moved."""

    id: str
    fate: str
    same: bool
    heading: tuple[Piece, ...]
    wordings: tuple[WordingShown, ...]


def marked(text: Text) -> Marked | None:
    """Return what a next draft would leave behind, None if that is nothing."""
    if not text.drafts:
        return None
    last = text.drafts[-1]
    initialled = tuple(one.party for one in text.initials if one.draft == last.entry)
    signed = consents(text.instrument, consents_to(text.consents, last.entry)).signed
    return Marked(last.n, initialled, signed) if initialled or signed else None


def measures(text: Text, found: Sequence[Metrics]) -> tuple[Measure, ...]:
    """Return the counts of each draft and of the text as it is now."""
    now = _now(text, len(found) + 1)
    every = [*found, now]
    named = (
        (N_("passages in brackets"), [one.brackets for one in every]),
        (N_("alternatives in them"), [one.alternatives for one in every]),
        (N_("words in brackets"), [one.words_in_brackets for one in every]),
        (N_("passages opened again"), [len(one.reopened) for one in every]),
    )
    return tuple(Measure(name, tuple(counts), _line(counts)) for name, counts in named)


def redline_shown(
    old: Draft | Sequence[Passage], new: Draft | Sequence[Passage]
) -> tuple[PassageShown, ...]:
    """Return what changed from one draft to another, passage by passage, word by word."""
    return tuple(_passage(one) for one in redline(old, new).passages)


def pieces(runs: Iterable[Run], language: str | None = None) -> tuple[Piece, ...]:
    """Return runs with what is odd in them spelt out, told from the whole wordings.

    Examples
    --------
    >>> from onetext.terms.text.runs import runs
    >>> [(one.kind, one.words) for one in pieces(runs("The lake.", "The whole lake."))]
    [('kept', 'The '), ('inserted', 'whole '), ('kept', 'lake.')]
    """
    given = tuple(runs)
    was = iter(spelt(side(given, "was"), language))
    now = iter(spelt(side(given, "now"), language))
    return tuple(_pieces(given, was, now))


def _pieces(given: Iterable[Run], was: Iterator[str], now: Iterator[str]) -> Iterator[Piece]:
    for run in given:
        old = _next(was, run) if run.kind != "inserted" else ""
        new = _next(now, run) if run.kind != "deleted" else ""
        if run.kind == "kept" and old != new:
            yield Piece("deleted", old)
            yield Piece("inserted", new)
        else:
            yield Piece(run.kind, old if run.kind == "deleted" else new)


def _next(chars: Iterator[str], run: Run) -> str:
    return "".join(islice(chars, len(run.words)))


def _passage(part: PassageRedline) -> PassageShown:
    wordings: list[WordingShown] = []
    for one in part.alternatives:
        known = one.now or one.was
        assert known is not None
        fate = "added" if one.places.added else "deleted" if one.places.deleted else "kept"
        if not one.versions:
            wordings.append(WordingShown("", known[1], fate, ()))
        wordings += [
            WordingShown(
                version.language,
                known[1],
                "added" if version.places.added else "deleted" if version.places.deleted else fate,
                pieces(version.runs, version.language),
                (version.was, version.now)
                if version.was and version.now and version.was != version.now
                else None,
            )
            for version in one.versions
        ]
    fate = "added" if part.places.added else "deleted" if part.places.deleted else "kept"
    return PassageShown(
        part.id,
        "moved" if part.moved else fate,
        part.same,
        pieces(part.heading),
        tuple(wordings),
    )


def _now(text: Text, n: int) -> Metrics:
    bracketed = [passage for passage in text.passages if passage.bracketed]
    every = [one for passage in bracketed for one in passage.alternatives]
    tongue = text.instrument.languages[0]
    return Metrics(
        n,
        len(bracketed),
        len(every),
        sum(count_words(one.words(tongue) or "") for one in every),
        tuple(dict.fromkeys(o.passage for o in text.reopened if o.after == len(text.drafts))),
    )


def _line(counts: Sequence[int]) -> Markup:
    """Return a line over the drafts; the table beside it has the numbers."""
    most = max([*counts, 1])
    step = (_WIDE - 2 * _EDGE) / max(1, len(counts) - 1)
    points = [
        (_EDGE + n * step, _HIGH - _EDGE - (_HIGH - 2 * _EDGE) * count / most)
        for n, count in enumerate(counts)
    ]
    drawn = Markup('<svg class="falling" viewBox="0 0 {} {}" aria-hidden="true">').format(
        _WIDE, _HIGH
    )
    drawn += Markup('<path class="ground" d="M0 {0}H{1}"/>').format(_HIGH - _EDGE, _WIDE)
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    drawn += Markup('<path class="run" d="M{}"/>').format(path)
    for x, y in points:
        drawn += Markup('<circle cx="{}" cy="{}" r="4"/>').format(f"{x:.1f}", f"{y:.1f}")
    return drawn + Markup("</svg>")
