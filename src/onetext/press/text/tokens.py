"""Words and marks of a paragraph, each quote folded into one token."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from onetext.press.text.quotes import Quote, find_quotes

_ABBREVIATIONS = (
    "Mr Mrs Ms Dr Gen Sen Rep Gov Lt Col Sgt St Prof Rev Hon Jr Sr Inc Ltd Co Corp vs No Jan Feb"
    " Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Capt Maj Adm Cmdr Brig Insp Det Supt Pte Mt Ft Mme"
    " Messrs Mlle Amb Atty Dept Bros est approx Mass Calif Pa Conn Fla Ariz Ill Tenn Wash Va"
).split()
_TOKEN = re.compile(
    rf"""
      (?P<word>(?:[A-Za-z]\.){{2,}}(?:['’]s)?
      | \b[A-HJ-WYZ]\.(?=\s[A-Z])
      | \b(?:{"|".join(_ABBREVIATIONS)})\.
      | \b[A-Za-z][\w-]*\.(?:com|org|net|info|hu|uk|au|ru|de|fr|eu)\b(?:\.\w\w\b)?
      | \$?€?£?\d+(?:[.,:]\d+)*(?:%|\w+)?
      | \w+(?:[’'‑-]\w+|(?<=\w)&(?=\w)\w+)*)
    | (?P<mark>\.\.\.|…|--|[^\w\s])
    """,
    re.VERBOSE,
)


_SMALL = frozenset("who us it may am or in he so no".split())


@dataclass(frozen=True, slots=True)
class Token:
    """Hold one word, one mark, or one whole quote (``kind`` says which)."""

    start: int
    end: int
    text: str
    low: str
    kind: Literal["word", "mark", "quote"]
    quote: Quote | None = None


def tokenize(text: str, start: int, end: int) -> tuple[Token, ...]:
    """Return the tokens of the paragraph ``text[start:end]``.

    Cost: linear in the paragraph's length.

    Examples
    --------
    >>> [t.text for t in tokenize("U.S. envoys said “no.”", 0, 22)]
    ['U.S.', 'envoys', 'said', '“no.”']
    """
    tokens: list[Token] = []
    at = start
    for quote in find_quotes(text, start, end):
        _plain(text, at, quote.outer.start, tokens)
        words = quote.outer.of(text)
        tokens.append(Token(quote.outer.start, quote.outer.end, words, "“”", "quote", quote))
        at = quote.outer.end
    _plain(text, at, end, tokens)
    return tuple(tokens)


def _plain(text: str, start: int, end: int, tokens: list[Token]) -> None:
    for match in _TOKEN.finditer(text, start, end):
        word = match[0]
        kind: Literal["word", "mark"] = "word" if match["word"] else "mark"
        # "WHO", "US" and "IT" are names, not the small words that they look like.
        low = word if word.isupper() and word.lower() in _SMALL else word.lower()
        tokens.append(Token(match.start(), match.end(), word, low, kind))
