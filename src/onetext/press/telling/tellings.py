"""A telling: one clause that tells an event, before those of one occasion are joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onetext.press.finding.attribution import Attribution
from onetext.press.telling.event_clauses import bounds_of
from onetext.press.telling.event_words import EventHit, EventLexicon
from onetext.press.telling.ordinals import ordinal_at
from onetext.press.telling.plans import plans_in
from onetext.press.telling.telling import Telling
from onetext.press.telling.telling_nouns import noun_telling
from onetext.press.telling.telling_verbs import verb_telling
from onetext.press.text.sentences import Page, Sentence
from onetext.terms.said.span import Span

_TALKS = re.compile(
    r"\b(?:talks|negotiations|negotiators?|delegations?|mediators?)\b", re.IGNORECASE
)
_SIDES = re.compile(r"\b(?:sides|parties|delegations|negotiators|envoys|mediators?)\b")


def find_tellings(page: Page, attributions: Sequence[Attribution]) -> list[Telling]:
    """Return the clauses of ``page`` that tell events, in text order, unweighed.

    Cost: linear in the text.
    """
    lexicon = EventLexicon.builtin()
    by_sentence: dict[int, list[Attribution]] = {}
    for one in attributions:
        by_sentence.setdefault(one.sentence, []).append(one)
    blocks = [s for a in attributions if a.kind in ("block", "turn") for s in a.contents]
    found: list[Telling] = []
    about_talks = bool(_TALKS.search(page.text))
    for sentence in page.sentences:
        if sentence.tokens[-1].low == "?" or any(block.holds(sentence.span) for block in blocks):
            continue
        near = by_sentence.get(sentence.index, [])
        hits = lexicon.find(sentence.tokens, talks=about_talks)
        hits += plans_in(sentence.tokens, {i for hit in hits for i in range(hit.start, hit.end)})
        for hit in sorted(hits, key=lambda hit: hit.start):
            telling = _telling(page.text, sentence, hit, near)
            if telling is None and hit.word.part == "v":
                noun = lexicon.noun_at(sentence.tokens, hit.start, talks=about_talks)
                telling = _telling(page.text, sentence, noun, near) if noun else None
            if (
                telling
                and about_talks
                and hit.word.lemma == "meet"
                and _SIDES.search(telling.evidence.of(page.text))
            ):
                telling = replace(telling, type="talks_round")
            if telling:
                found.append(telling)
    return found


def _telling(
    text: str, sentence: Sentence, hit: EventHit, near: Sequence[Attribution]
) -> Telling | None:
    tokens = sentence.tokens
    place = Span(tokens[hit.start].start, tokens[hit.end - 1].end)
    own = [a for a in near if a.cue and a.cue.overlaps(place)]
    holder = next((a for a in near if any(c.overlaps(place) for c in a.contents)), None)
    bounds = bounds_of(tokens, [a for a in near if a not in own])
    numbered = hit.word.part == "n" and ordinal_at(tokens, hit) is not None
    if (
        holder
        and not numbered
        and holder.stance in ("demand", "threat", "hope", "propose", "reject", "deny")
    ):
        return None
    if hit.word.part == "v":
        told = verb_telling(text, sentence, hit, bounds, holder)
        return _made_known(told, own) if told and told.type == "announcement" else told
    return noun_telling(text, sentence, hit, bounds, holder, speaks=bool(near))


def _made_known(told: Telling, own: Sequence[Attribution]) -> Telling:
    """Return an announcement without what it makes known: that may tell an event of its own."""
    starts = [s.start for a in own for s in a.contents if a.cue and a.cue.end <= s.start]
    if not starts or not told.evidence.start < min(starts) < told.evidence.end:
        return told
    return replace(told, evidence=Span(told.evidence.start, min(starts) - 1))
