"""Which round: the ordinal that stands at a word for a meeting."""

from __future__ import annotations

from collections.abc import Sequence

from onetext.press.telling.event_words import EventHit
from onetext.press.text.tokens import Token

_ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            "first inaugural 1st",
            "second 2nd",
            "third 3rd",
            "fourth 4th",
            "fifth 5th",
            "sixth 6th",
            "seventh 7th",
            "eighth 8th",
            "ninth 9th",
            "tenth 10th",
            "eleventh 11th",
            "twelfth 12th",
        ),
        start=1,
    )
    for word in words.split()
}


def ordinal_at(tokens: Sequence[Token], hit: EventHit) -> int | None:
    """Return the ordinal that stands right at the word, None without one.

    Examples
    --------
    >>> from onetext.press.telling.event_words import EventLexicon
    >>> from onetext.press.text.tokens import tokenize
    >>> text = "the second meeting"
    >>> tokens = tokenize(text, 0, len(text))
    >>> [ordinal_at(tokens, hit) for hit in EventLexicon.builtin().find(tokens)]
    [2]
    """
    for token in reversed(tokens[max(0, hit.start - 4) : hit.start]):
        if token.kind != "word" or token.low in ("of", "in", "to", "and", "for"):
            return None
        if token.low in _ORDINALS:
            return _ORDINALS[token.low]
    after = tokens[hit.end] if hit.end < len(tokens) else None
    if after and hit.word.lemma == "round" and after.low.isdigit():
        return int(after.low)
    return None
