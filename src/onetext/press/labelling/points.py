"""Cut a long statement at its points: a block quote or an interview does several things in turn."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from onetext.press.finding.attribution import Attribution
from onetext.press.labelling.conditions import find_condition
from onetext.press.labelling.issues_of import issues_of
from onetext.press.labelling.stances import stance_of, words_of
from onetext.press.labelling.targets import targets_of
from onetext.press.labelling.trimming import trimmed
from onetext.press.lexicon.issues import IssueLexicon
from onetext.press.lexicon.parties import PartyMention
from onetext.press.text.lexis import is_finite
from onetext.press.text.sentences import cut
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Exchange, Point

#: Fewer words than these are no point of their own: "Never." goes with what follows.
_FEWEST_WORDS = 3
#: From here on a sentence is cut at its main clauses too.
_LONG = 40
#: How many places in a sentence are tried.
_MOST_PLACES = 40
#: How far into a clause its verb may stand.
_VERB_WITHIN = 8
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_ENDS = re.compile(r"[.?!…]\W*\Z")
_MAY_CUT = re.compile(r"[.?!…;]|\n|\b(?:and|but) that\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r";\s+(?:(?:and|but)\s+)?|,?\s+(?:and|but)\s+(?=that\b)"
    r"|(?P<long>,\s+(?:and|but|so|yet|while)\s+"
    r"(?=(?:i|we|you|he|she|it|they|there|the|this|these|those|my|our|your|his|her|its|their)\b))",
    re.IGNORECASE,
)
#: Words left out between two sentences: "… ended. [...] They must …".
_LEFT_OUT = re.compile(r"[\[(](?:\.{3}|…)[\])]\s+(?=[“\"‘']?[A-Z])")
_TURNS = re.compile(r"(?:but|however|yet|instead|nevertheless|nonetheless)\b", re.IGNORECASE)
_SUBJECTS = frozenset(("i", "we", "you", "they"))
_THAT = re.compile(r"\bthat\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Hold one sentence or clause: its places in the content, and whether the cue rules it."""

    places: tuple[Span, ...]
    cued: bool

    @property
    def span(self) -> Span:
        return Span(self.places[0].start, self.places[-1].end)

    def joined(self, other: _Piece) -> _Piece:
        return _Piece((*self.places, *other.places), self.cued or other.cued)


def points_of(
    text: str,
    attribution: Attribution,
    lexicon: IssueLexicon,
    mentions: Sequence[PartyMention] = (),
    *,
    party: str | None = None,
    issues: tuple[str, ...] = (),
    told: Span | None = None,
    side: Collection[str] = (),
) -> tuple[Point, ...]:
    """Return what a statement does, sentence by sentence; nothing if all of it does one thing.

    Each sentence is labelled as a statement of its own. One that names no issue goes with the
    sentence before it ("… must be returned. They are not for sale."), unless it makes a condition
    or opens with "But": alone it would be an aside taken for a position. The cue speaks only for
    the sentence next to it ("He *urged* them to leave. “We shall not wait.”"). Neighbours of equal
    stance and issues are one point. A sentence is cut further at "…; …" and "that … and that …", a
    long one also before ", but we …"; never inside a condition.

    Parameters
    ----------
    text, attribution
        The report, and the attribution found in it.
    lexicon, mentions
        The issues to look for, and where the report names parties.
    party
        The party that the speaker speaks for.
    issues
        The issues of the whole statement, for a first sentence that names none.
    told
        The words for the hearer, where the cue has one.
    side
        The words that name the speaker's side.

    Examples
    --------
    >>> text = "“We accept the date. The prisoners must be freed,” he said."
    >>> found = Attribution(0, "verb", None, Span(54, 58), (Span(0, 50),), "say")
    >>> for point in points_of(text, found, IssueLexicon.load()):
    ...     print(point.stance, "|", point.span.of(text))
    accept | We accept the date.
    demand | The prisoners must be freed
    """
    if not _may_hold_several(text, attribution.contents):
        return ()
    pieces = _runs(text, _pieces(text, attribution), lexicon)
    if len(pieces) < 2:
        return ()
    whole = Span(attribution.contents[0].start, attribution.contents[-1].end)
    near = [m for m in mentions if whole.holds(m.span) or (told and told.holds(m.span))]
    points: list[Point] = []
    for piece in pieces:
        condition = find_condition(text, piece.places)
        before = points[-1].issues if points else issues
        point = Point(
            span=piece.span,
            stance=stance_of(text, _attribution(attribution, piece), condition, side=side),
            issues=issues_of(text, piece.places, lexicon, before=before),
            targets=targets_of(piece.places, near, party, text=text, told=told),
            condition=condition,
        )
        if points and _alike(points[-1], point):
            points[-1] = _merged(points[-1], point)
        else:
            points.append(point)
    return tuple(points) if len(points) > 1 else ()


def _may_hold_several(text: str, contents: Sequence[Span]) -> bool:
    """Tell cheaply whether the content can be cut at all: most statements cannot."""
    words = " ".join(span.of(text) for span in contents)
    inner = words.rstrip("”\"’'» ")[:-1]
    return bool(_MAY_CUT.search(inner)) or len(contents) > 1 or len(words.split()) > _LONG


def _runs(text: str, pieces: list[_Piece], lexicon: IssueLexicon) -> list[_Piece]:
    """Join each piece that has no subject of its own to the one before it."""
    runs: list[_Piece] = []
    for piece in pieces:
        stands = (
            not runs
            or bool(issues_of(text, piece.places, lexicon))
            or _TURNS.match(text, piece.span.start) is not None
            or find_condition(text, piece.places) is not None
        )
        if stands:
            runs.append(piece)
        else:
            runs[-1] = runs[-1].joined(piece)
    return runs


def _attribution(whole: Attribution, piece: _Piece) -> Attribution:
    if piece.cued:
        return replace(whole, contents=piece.places)
    return Attribution(whole.sentence, whole.kind, whole.source, None, piece.places)


def _alike(one: Point, other: Point) -> bool:
    if one.stance != other.stance or set(one.issues) != set(other.issues):
        return False
    return one.condition is None or other.condition is None


def _merged(one: Point, other: Point) -> Point:
    return replace(
        one,
        span=Span(one.span.start, other.span.end),
        targets=tuple(dict.fromkeys((*one.targets, *other.targets))),
        condition=one.condition or other.condition,
    )


def _pieces(text: str, attribution: Attribution) -> list[_Piece]:
    """Return the sentences and clauses of the content, in two places where the cue interrupts."""
    pieces: list[_Piece] = []
    begun = False
    contents = attribution.contents
    for number, content in enumerate(contents):
        goes_on = number > 0 and not _ended(text, contents[number - 1], content)
        sentences = list(_sentences(text, content))
        for at, sentence in enumerate(sentences):
            cued = _next_to_cue(text, attribution, number, at, len(sentences))
            for clause in _clauses(text, sentence):
                place = trimmed(text, clause)
                if place is None:
                    continue
                piece = _Piece((place,), cued)
                if pieces and (goes_on or begun):
                    pieces[-1] = pieces[-1].joined(piece)
                else:
                    pieces.append(piece)
                goes_on = False
                begun = _words_in(text, pieces[-1].places) < _FEWEST_WORDS
    if begun and len(pieces) > 1:
        last = pieces.pop()
        pieces[-1] = pieces[-1].joined(last)
    return _with_conditions_whole(pieces, find_condition(text, contents)) if pieces[1:] else pieces


def _ended(text: str, before: Span, after: Span) -> bool:
    """Tell whether a sentence ended between two pieces of content: "“…,” he said. “…”"."""
    between = text[before.end : after.start]
    return bool(
        _ENDS.search(before.of(text)) or _ENDS.search(between) or "\n" in between.strip(" \t")
    )


def _next_to_cue(text: str, attribution: Attribution, number: int, at: int, many: int) -> bool:
    """Tell whether the cue rules this sentence: the last before it, or the first after it."""
    cue, content = attribution.cue, attribution.contents[number]
    if cue is None:
        return True
    if content.end <= cue.start:
        later = attribution.contents[number + 1 : number + 2]
        return at == many - 1 and not (later and later[0].end <= cue.start)
    if number and attribution.contents[number - 1].start >= cue.end:
        return False
    return at == 0 and not _ended(text, cue, content)


def _sentences(text: str, content: Span) -> Iterator[Span]:
    """Yield the sentences of a content, also those that stand inside one quote."""
    words = content.of(text)
    starts = {0}
    for sentence in cut(words).sentences:
        starts.add(sentence.span.start)
        for quote in (token.quote for token in sentence.tokens if token.quote):
            inside = cut(quote.inner.of(words)).sentences[1:]
            starts |= {quote.inner.start + one.span.start for one in inside}
    starts |= {match.end() for match in _LEFT_OUT.finditer(words)}
    first, *more = sorted(starts)
    for start, end in zip((first, *more), (*more, len(words)), strict=True):
        yield Span(content.start + start, content.start + end)


def _clauses(text: str, sentence: Span) -> Iterator[Span]:
    """Yield the main clauses of a sentence, the words that join them left out."""
    found = list(islice(_CLAUSE.finditer(text, sentence.start, sentence.end), _MOST_PLACES))
    condition = find_condition(text, (sentence,)) if found else None
    long = _words_in(text, (sentence,)) > _LONG
    start = sentence.start
    for match in found:
        if match["long"] and not long:
            continue
        if condition and _reach(condition).overlaps(Span(*match.span())):
            continue
        left, right = text[start : match.start()], text[match.end() : sentence.end]
        if _THAT.match(right) and not _that_clauses(left, right):
            continue
        if _has_verb(left) and _has_verb(right, within=_VERB_WITHIN):
            yield Span(start, match.start())
            start = match.end()
    yield Span(start, sentence.end)


def _that_clauses(left: str, right: str) -> bool:
    """Tell whether both clauses hang on the cue, not on a verb inside: "that … and that …"."""
    thats = [match.start() for match in _THAT.finditer(left)]
    words = words_of(right[:80])
    return thats in ([], [0]) and len(words) > 1 and not is_finite(words[1])


def _has_verb(clause: str, *, within: int | None = None) -> bool:
    """Tell whether a finite verb stands here; behind "we" any word may be one ("we accept")."""
    words = words_of(clause)[:within]
    return any(
        before in _SUBJECTS or is_finite(word, before)
        for before, word in zip(("", *words), words, strict=False)
    )


def _words_in(text: str, places: Sequence[Span]) -> int:
    return sum(len(_WORD.findall(text, span.start, span.end)) for span in places)


def _reach(condition: Exchange) -> Span:
    parts = [part for part in (condition.gives, condition.link, condition.gets) if part]
    return Span(min(part.start for part in parts), max(part.end for part in parts))


def _with_conditions_whole(pieces: list[_Piece], condition: Exchange | None) -> list[_Piece]:
    """Join the pieces over which the statement's condition runs."""
    if condition is None:
        return pieces
    reach = _reach(condition)
    joined: list[_Piece] = []
    for piece in pieces:
        if joined and reach.overlaps(joined[-1].span) and reach.overlaps(piece.span):
            joined[-1] = joined[-1].joined(piece)
        else:
            joined.append(piece)
    return joined
