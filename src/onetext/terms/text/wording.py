"""A text cut into words, white space and signs, so that nothing is lost."""

from __future__ import annotations

import unicodedata

_JOINS = "'’-\u2010\u2011"
_ALONE = ((0x2E80, 0x31FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))


def tokens(words: str) -> list[str]:
    """Return ``words`` cut into words, runs of white space and single signs.

    A word has letters, digits and the marks on them, and apostrophes or hyphens between these. Of
    writing without spaces (Chinese, Japanese) each sign is a word. Joined, the tokens are
    ``words`` again.

    Notes
    -----
    Cost: linear.

    Examples
    --------
    >>> tokens("Arn's cease-fire, now.")
    ["Arn's", ' ', 'cease-fire', ',', ' ', 'now', '.']
    """
    kinds = [_kind(char) for char in words]
    found: list[str] = []
    start = 0
    for at in range(1, len(words) + 1):
        if at < len(words) and _goes_on(words, kinds, at):
            continue
        found.append(words[start:at])
        start = at
    return found if words else []


def is_word(token: str) -> bool:
    """Tell whether a token is a word."""
    return any(char.isalnum() for char in token)


def count_words(words: str) -> int:
    """Return how many words there are.

    Examples
    --------
    >>> count_words("The cease-fire – and 3 posts.")
    5
    """
    return sum(map(is_word, tokens(words)))


def _kind(char: str) -> str:
    if char.isspace():
        return " "
    if char.isalnum() or char == "_":
        return "1" if any(low <= ord(char) <= high for low, high in _ALONE) else "w"
    if unicodedata.category(char)[0] == "M":
        return "m"
    return "-" if char in _JOINS else "."


def _goes_on(words: str, kinds: list[str], at: int) -> bool:
    """Tell whether the character at ``at`` belongs to the token of the one before."""
    before, here = kinds[at - 1], kinds[at]
    if here == "m":
        return before != " "
    if here == " ":
        return before == " "
    if here == "w":
        joined = before == "-" and at > 1 and kinds[at - 2] in "wm"
        return before in "wm" or joined
    return here == "-" and before in "wm" and at + 1 < len(kinds) and kinds[at + 1] == "w"
