"""Letters that look like Latin ones, and the alphabet a letter is of.

A choice of our own from what common type faces draw alike; Unicode's full table (UTS #39,
*confusables*) is longer. Letters of one alphabet with marks on them are not in it.
"""

from __future__ import annotations

import unicodedata
from collections import Counter

_ROWS = (
    # Cyrillic
    ("аАеЕоОрРсСхХуУкКіІїјЈѕЅԁһһԛԝМВНТҮгпьЗӀӏ", "aAeEoOpPcCxXyYkKiIijJsSdhhqwMBHTYrnb3Il"),
    # Greek
    ("αΑΒΕΖΗΙΚΜΝοΟρΡΤυΥΧνικγϲϳ", "aABEZHIKMNoOpPTuYXvikycj"),
    # Armenian
    ("օՕսՍոհԼՏց", "oOuUnhLSg"),
    # Cherokee
    ("ᎠᎡᎢᎪᎫᎬᎳᎷᎻᏀᏃᏎᏔᏙᏚᏟᏢᏦᏴ", "DRTAJEWMHGZ4WVSCPKB"),
)
LOOKS_LIKE = {letter: latin for row in _ROWS for letter, latin in zip(*row, strict=True)}
"""The Latin letter or digit that a letter of another alphabet looks like."""

ALPHABETS = frozenset({"Latin", "Cyrillic", "Greek", "Armenian", "Cherokee", "Coptic", "Georgian"})
"""Those that are not written together in one word."""

_OF_LANGUAGES = {
    "Latin": "en fr de es it pt nl pl cs sk hu ro tr sv da nb nn no fi et lv lt sl hr sq ga is",
    "Cyrillic": "uk ru be bg mk",
    "Greek": "el",
    "Armenian": "hy",
    "Georgian": "ka",
}
_OF = {tag: found for found, tags in _OF_LANGUAGES.items() for tag in tags.split()}


def main_alphabet(words: str, language: str | None = None) -> str | None:
    """Return the alphabet that a language is written in, else that of most letters of ``words``.

    None where no letter is of one of ``ALPHABETS``.
    """
    known = _OF.get((language or "").partition("-")[0].lower())
    if known is not None:
        return known
    counted = Counter(found for found in map(alphabet, words) if found in ALPHABETS)
    return counted.most_common(1)[0][0] if counted else None


def alphabet(char: str) -> str | None:
    """Return the alphabet a letter is of, by its Unicode name; None for what is no letter.

    Examples
    --------
    >>> alphabet("ж"), alphabet("ª"), alphabet("é"), alphabet("3")
    ('Cyrillic', None, 'Latin', None)
    """
    if not char.isalpha() or (not char.isascii() and unicodedata.normalize("NFKC", char).isascii()):
        return None
    return unicodedata.name(char, "").partition(" ")[0].capitalize() or None
