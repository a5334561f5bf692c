"""Joining over sentences: quotes that go on, quotes with no cue, block quotes, transcripts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onetext.press.finding.attribution import Attribution, at_content
from onetext.press.finding.sourcing import subject_before
from onetext.press.text.sentences import Page, Sentence
from onetext.terms.said.span import Span

_LABEL = re.compile(
    r"^\s*(?:\(\(\s*(?P<wiki>[^()]{1,40}?)\s*\)\)|(?P<name>(?:[A-Z][\w.’'-]*\s?){1,5}|[A-Z]{1,3})\s?:)\s+(?=\S)"
)
_NO_LABEL = frozenset(
    "note image update correction photo image video source"
    " sources related see also read more editor advertisement"
    " background key facts analysis sport weather breaking location date time".split()
)
_RESUMES = re.compile(
    r"^(?:following|after|earlier|later|meanwhile|notes?\b|ends?\b|contact|for more|media enquir"
    r"|background|about\b)",
    re.IGNORECASE,
)
_THIRD_PERSON = re.compile(r"\b(?:said|told|added|announced|did not say|declined)\b")
_FEWEST_WORDS = 4
_MOST_PARAGRAPHS = 60


def join(page: Page, found: Sequence[Attribution]) -> list[Attribution]:
    """Return ``found`` with quotes that run on, stand alone or fill blocks and turns.

    A quoted sentence with no cue of its own goes on from the statement before it in the same
    paragraph, or from an open quote in the paragraph before; else it is a statement with no cue.
    Paragraphs that follow "X said:" are X's. A paragraph with a speaker's label is a turn.
    """
    turns, asked = _turns(page)
    in_turns = {i for a in turns for i in _sentences_in(page, a)} | asked
    kept = [a for a in found if a.sentence not in in_turns]
    blocks, blocked = _blocks(page, kept)
    kept = [a for a in kept if a.sentence not in blocked]
    kept = [blocks.get(i, a) for i, a in enumerate(kept)] if not blocked else _with(kept, blocks)
    joined = _quotes(page, kept, blocked | in_turns)
    return sorted(joined + turns, key=at_content)


def _with(kept: list[Attribution], blocks: dict[int, Attribution]) -> list[Attribution]:
    heads = {b.cue: b for b in blocks.values()}
    rows = [heads.pop(a.cue, a) for a in kept]
    return rows + list(heads.values())


def _sentences_in(page: Page, attribution: Attribution) -> list[int]:
    return [s.index for content in attribution.contents for s in page.within(content)]


def _is_all_quote(sentence: Sentence) -> bool:
    """Tell whether nothing but quotes (and marks) stands in the sentence."""
    kinds = {t.kind for t in sentence.tokens}
    return "quote" in kinds and "word" not in kinds


def _quote_spans(sentence: Sentence) -> tuple[Span, ...]:
    quotes = [t for t in sentence.tokens if t.kind == "quote"]
    return (Span(quotes[0].start, quotes[-1].end),) if quotes else ()


def _quotes(page: Page, found: list[Attribution], skip: set[int]) -> list[Attribution]:
    """Give quoted sentences with no cue to the statement they go on from."""
    rows = list(found)
    by_sentence: dict[int, list[int]] = {}
    for i, a in enumerate(rows):
        held = {s.index for content in a.contents for s in page.within(content)} - skip
        for index in sorted(held | {a.sentence}):
            by_sentence.setdefault(index, []).append(i)
        for index in {s.index for content in a.contents for s in page.within(content)}:
            if index != a.sentence and _is_all_quote(page.sentences[index]):
                by_sentence.setdefault(index, []).append(i)  # a finder that saw it go on
    last: int | None = None
    last_paragraph = -1
    open_quote = False
    for sentence in page.sentences:
        own = by_sentence.get(sentence.index)
        if own:
            last, last_paragraph = _last_quoted(page, rows, own), sentence.paragraph
        elif sentence.index not in skip and _is_all_quote(sentence):
            spans = _quote_spans(sentence)
            words = len(spans[0].of(page.text).split())
            goes_on = last is not None and (
                sentence.paragraph == last_paragraph
                or (open_quote and sentence.paragraph == last_paragraph + 1)
                or (sentence.paragraph == last_paragraph + 1 and _quoted(page, rows[last]))
            )
            if goes_on and last is not None:
                rows[last] = replace(rows[last], contents=_merged(page, rows[last], spans))
                last_paragraph = sentence.paragraph
            elif words >= _FEWEST_WORDS:
                rows.append(Attribution(sentence.index, "floating", None, None, spans))
                last, last_paragraph = len(rows) - 1, sentence.paragraph
        tail = [t for t in sentence.tokens if t.kind == "quote"]
        open_quote = bool(tail and tail[-1].quote and tail[-1].quote.open)
    return rows


def _last_quoted(page: Page, rows: Sequence[Attribution], own: Sequence[int]) -> int:
    """Return which row of a sentence a quote after it goes on from.

    The last one; but where that one quotes nothing and is the same speaker's, the last that does:
    "“It was so,” she said, recalling the day. “We ran.”"
    """
    last = rows[own[-1]]
    if any(t in c.of(page.text) for c in last.contents for t in '“”"«»'):
        return own[-1]
    for i in reversed(own[:-1]):
        same = last.source is None or last.inherited or rows[i].source == last.source
        if same and _quoted(page, rows[i]):
            return i
    return own[-1]


def _merged(page: Page, a: Attribution, more: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the contents with ``more``, one span where only white space lies between."""
    last, first = a.contents[-1], more[0]
    if first.start < last.end:  # a finder that saw it go on farther down
        return tuple(sorted((*a.contents, *more)))
    if (
        not page.text[last.end : first.start].strip()
        and "\n" not in page.text[last.end : first.start]
    ):
        return (*a.contents[:-1], Span(last.start, first.end), *more[1:])
    return (*a.contents, *more)


def _quoted(page: Page, a: Attribution) -> bool:
    """Tell whether the statement ends in a quote."""
    return a.contents[-1].of(page.text)[-1:] in "”\"’'»"


def _blocks(page: Page, found: Sequence[Attribution]) -> tuple[dict[int, Attribution], set[int]]:
    """Return "X said:" with the paragraphs that follow, by row, and the sentences they cover."""
    blocks: dict[int, Attribution] = {}
    covered: set[int] = set()
    for number, paragraph in enumerate(page.paragraphs[:-1]):
        words = paragraph.of(page.text)
        if not words.rstrip().endswith(":"):
            continue
        head = page.of_paragraph(number)[-1]
        if head.index in covered:
            continue
        opened = _opening(page, head)
        if opened is None:
            continue
        source, cue, lemma = opened
        contents: list[Span] = []
        for after in range(number + 1, len(page.paragraphs)):
            block = page.paragraphs[after]
            if _block_ends(page, block, source, first=after == number + 1):
                break
            if _OPENS_BLOCK.search(block.of(page.text)[-120:]) or len(contents) == _MOST_PARAGRAPHS:
                break
            contents.append(block)
        if contents:
            row = next((i for i, a in enumerate(found) if a.sentence == head.index), None)
            a = Attribution(head.index, "block", source, cue, tuple(contents), lemma, "inform")
            blocks[row if row is not None else -1 - number] = a
            covered |= set(_sentences_in(page, a))
            covered.discard(head.index)
    return blocks, covered


_OPENS_BLOCK = re.compile(
    r"\b(?P<cue>said|says|stated|wrote|reads|added|declared|statement|announced|argument|tweeted"
    r"|posted|read|told\s[\w ]{1,30}|as follows)\b"
    r"[^.:]{0,60}:\s*$"
)


def _opening(page: Page, sentence: Sentence) -> tuple[Span | None, Span, str] | None:
    words = sentence.span.of(page.text)
    tail = max(0, len(words) - 120)
    match = _OPENS_BLOCK.search(words, tail)
    if not match:
        return None
    start = sentence.span.start
    cue = Span(start + match.start("cue"), start + match.end("cue"))
    verb = next(
        (
            i
            for i in range(len(sentence.tokens) - 1, 0, -1)
            if sentence.tokens[i].low in _OPENING_VERBS and sentence.tokens[i].start <= cue.start
        ),
        None,
    )
    phrase = subject_before(sentence.tokens, verb, 0, {}) if verb else None
    source = None
    if phrase is not None and verb is not None:
        tokens = sentence.tokens
        source = Span(tokens[phrase[0]].start, tokens[phrase[1] - 1].end)
        cue = Span(tokens[verb].start, tokens[verb].end)
    return source, cue, "say"


_OPENING_VERBS = frozenset(
    "said says stated wrote reads added declared announced tweeted posted read told issued released"
    " published gave rejected explained replied responded".split()
)


def _block_ends(page: Page, block: Span, source: Span | None, *, first: bool) -> bool:
    words = block.of(page.text)
    if words[0] in '“"‘«':
        return True
    if first:
        return False
    if _RESUMES.match(words):
        return True
    if source is not None:
        name = source.of(page.text).split()[-1]
        if len(name) > 2 and name[0].isupper() and re.search(rf"\b{re.escape(name)}\b", words):
            return True
    return bool(_THIRD_PERSON.search(words))


def _turns(page: Page) -> tuple[list[Attribution], set[int]]:
    """Return the turns of a transcript, and the sentences of whoever asks in it.

    A transcript has at least three paragraphs that open with a speaker's label.
    """
    labels: list[tuple[int, Span, Span]] = []
    for number, paragraph in enumerate(page.paragraphs):
        words = paragraph.of(page.text)
        match = _LABEL.match(words[:80])
        if not match:
            continue
        group = "wiki" if match["wiki"] else "name"
        if _NO_LABEL & set(match[group].lower().split()) or match[group].strip() == "Q":
            # Whoever asks in "Q:" is nobody by name: the turn that follows is the statement.
            labels.append((number, Span(0, 0), Span(0, 0)))
            continue
        label = Span(paragraph.start + match.start(group), paragraph.start + match.end(group))
        label = Span(label.start, label.start + len(label.of(page.text).rstrip()))
        labels.append((number, label, Span(paragraph.start + match.end(), paragraph.end)))
    names = {label.of(page.text) for _, label, _ in labels}
    if len(labels) < 3 or len(names) < 2 or names == {""}:
        return [], set()
    turns: list[Attribution] = []
    asked: set[int] = set()
    askers = _askers(page, labels)
    for i, (number, label, rest) in enumerate(labels):
        if not rest.end or label.of(page.text) in askers:
            asked |= {s.index for s in page.of_paragraph(number)}
            continue
        until = labels[i + 1][0] if i + 1 < len(labels) else number + 1
        contents = (rest, *page.paragraphs[number + 1 : until])
        head = page.of_paragraph(number)[0]
        turns.append(Attribution(head.index, "turn", label, None, contents, "", "inform"))
    return turns, asked


def _askers(page: Page, labels: Sequence[tuple[int, Span, Span]]) -> set[str]:
    """Return the labels of those who only ask: whose turns end in a question mark, most of them."""
    turns: dict[str, list[bool]] = {}
    for _, label, rest in labels:
        if rest.end:
            asks = rest.of(page.text).endswith("?")
            turns.setdefault(label.of(page.text), []).append(asks)
    return {name for name, asks in turns.items() if sum(asks) * 2 > len(asks)}
