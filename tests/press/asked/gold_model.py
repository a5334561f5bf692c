"""A model that answers from gold: what a perfect one would say of what it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from model_server import Act, Asked, of, part, says, statement

from onetext.press.asked.showing import Window, windows
from onetext.press.finding.finder import RuleFinder
from onetext.press.text.dates import find_dates
from onetext.press.text.sentences import cut
from onetext.terms.said.span import Span
from onetext.terms.when import When


def answering(text: str, published: str | None, statements: Sequence[dict[str, Any]]) -> Act:
    """Return an act that answers from the gold statements of ``text``, by their offsets."""
    page = cut(text)
    dates = find_dates(text, When(published) if published else None)
    shown = {w.fence: w for w in windows(page, RuleFinder().find(page, dates))}

    def act(asked: Asked) -> None:
        [window] = [w for fence, w in shown.items() if fence in asked.shown]
        said = [_said(window, s) for s in statements if window.span.holds(_anchor(s))]
        says(of(*said))(asked)

    return act


def _anchor(gold: dict[str, Any]) -> Span:
    return Span(*(gold.get("cue_span") or gold["content_spans"][0]))


def _said(window: Window, gold: dict[str, Any]) -> Any:
    mention, cue = gold["speaker"].get("mention_span"), gold.get("cue_span")
    return statement(
        _parts(window, Span(*mention))[0] if mention else None,
        _parts(window, Span(*cue))[0] if cue else None,
        *(one for pair in gold["content_spans"] for one in _parts(window, Span(*pair))),
    )


def _parts(window: Window, span: Span) -> list[Any]:
    """Return a span as a model names it: a candidate, or words copied sentence by sentence."""
    if span in window.candidates:
        return [part(candidate=window.candidates.index(span) + 1)]
    named = []
    for number, sentence in enumerate(window.sentences, start=1):
        if sentence.span.overlaps(span):
            low, high = max(span.start, sentence.span.start), min(span.end, sentence.span.end)
            words = window.page.text[low:high]
            whole = (low, high) == (sentence.span.start, sentence.span.end)
            named.append(part(None if whole else words, number))
    return named
