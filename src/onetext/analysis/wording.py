"""Compare wordings without understanding them: the same words, or the same matters.

Nothing here decides what a statement means. Two wordings are compared by the stems of their
content words (crudely cut: long suffixes off, then six letters), so that "closing Cape Senn"
meets "close Cape Senn" and a number or a name that differs keeps them apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:[.][^\W_]+)*")
_SUFFIX = re.compile(r"(?:ations?|ures?|ments?|ings?|ions?|ances?|ed|es|s|e|y|ies)$")
NUMBERS: Mapping[str, str] = {
    word: str(number)
    for words, step in (
        ("one two three four five six seven eight nine ten eleven twelve", 1),
        ("ten twenty thirty forty fifty sixty seventy eighty ninety", 10),
    )
    for number, word in zip(range(step, 121, step), words.split(), strict=False)
}
"""The numbers that reports write as words, in figures."""


def word_set(words: str) -> frozenset[str]:
    """Return the words of a list written as one string."""
    return frozenset(words.split())


_FUNCTION = word_set(
    "a an the this that these those there here it its itself he him his she her hers they "
    "them their we us our ours i me my you your who whom whose which what when where why how "
    "if unless until as than then so such and or but nor yet not no of in on at by for from "
    "to with without into onto over under about against between among during before after "
    "since through up down off out is are was were be been being am do does did have has had "
    "having will would shall should may might can could must also only just very more most "
    "much many some any all both each other another own same too again ever never said say "
    "says told tell tells because while although though however per away back now still well "
    "even like make made take took get got go goes went come came good new year day week "
    "month today yesterday tomorrow"
)


@lru_cache(maxsize=1 << 14)
def plain(words: str) -> str:
    """Return the words in lower case, without punctuation or brackets.

    Examples
    --------
    >>> plain("“We hope, today …”") == plain("we hope today")
    True
    """
    return " ".join(_WORD.findall(words.lower()))


@lru_cache(maxsize=1 << 14)
def stems(words: str) -> frozenset[str]:
    """Return the stems of the content words.

    Examples
    --------
    >>> sorted(stems("closing Cape Senn") & stems("they close the Cape"))
    ['cap', 'clos']
    """
    return frozenset(_stem(word) for word in plain(words).split() if word not in _FUNCTION)


def shared(left: frozenset[str], right: frozenset[str]) -> float:
    """Return how much of the smaller set the larger holds, from 0 to 1; 0 when one is empty."""
    least = min(len(left), len(right))
    return len(left & right) / least if least else 0.0


def figures(words: str) -> frozenset[str]:
    """Return the numbers named, in figures or in words; "one" is left out, since it seldom counts.

    Examples
    --------
    >>> sorted(figures("a rise of ten percent over two years, 1.5 million in all"))
    ['1.5', '10', '2']
    """
    found = (NUMBERS.get(word, word) for word in plain(words).split())
    return frozenset(word for word in found if word[0].isdigit() and word != "1")


def figures_differ(left: str, right: str) -> bool:
    """Tell whether both name figures and each names one that the other does not.

    Examples
    --------
    >>> figures_differ("twelve percent over two years", "10 percent over 2 years")
    True
    >>> figures_differ("a raise", "a raise of 10 percent")
    False
    """
    ours, theirs = figures(left), figures(right)
    return not (ours <= theirs or theirs <= ours)


def retells(left: str, right: str) -> bool:
    """Tell whether one wording is the other told again, whole or in part.

    Equal words; or at least four content words of which four in five stand in the other.

    Examples
    --------
    >>> retells("We will sign the treaty on Friday in Oslo", "to sign the Oslo treaty Friday")
    True
    >>> retells("We will sign", "We will sign the treaty")
    False
    """
    if plain(left) == plain(right):
        return True
    ours, theirs = stems(left), stems(right)
    return min(len(ours), len(theirs)) >= 4 and shared(ours, theirs) >= 0.8


def _stem(word: str) -> str:
    if word in NUMBERS:
        return NUMBERS[word]
    if word.isdigit() or len(word) <= 3:
        return word
    short = _SUFFIX.sub("", word)
    return (short if len(short) >= 3 else word)[:6]
