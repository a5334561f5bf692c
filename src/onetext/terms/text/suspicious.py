"""What a reader of a draft cannot see, or would take for something else."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from onetext.terms.text.lookalikes import ALPHABETS, LOOKS_LIKE, alphabet, main_alphabet

OddKind = Literal["hidden", "bidi", "mixed", "lookalike", "styled", "number"]

_BIDI = {
    "\u061c": "ALM",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
}
_HIDDEN = {
    "\u00ad": "SHY",
    "\u034f": "CGJ",
    "\u115f": "HANGUL FILLER",
    "\u1160": "HANGUL FILLER",
    "\u17b4": "KHMER VOWEL",
    "\u17b5": "KHMER VOWEL",
    "\u200b": "ZWSP",
    "\u200c": "ZWNJ",
    "\u200d": "ZWJ",
    "\u2060": "WJ",
    "\u2800": "BLANK",
    "\u3164": "HANGUL FILLER",
    "\ufeff": "BOM",
    "\uffa0": "HANGUL FILLER",
}
_JOINING = frozenset(
    "ARABIC SYRIAC MONGOLIAN NKO MANDAIC DEVANAGARI BENGALI TAMIL GURMUKHI GUJARATI ORIYA TELUGU "
    "KANNADA MALAYALAM SINHALA KHMER".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"(?<!\w)(?=\w*\d)(?=\w*[OoIl])[\dOoIl]+(?!\w)")
_MARKS = "⟦⟧"


@dataclass(frozen=True, slots=True)
class Oddity:
    """Name what is odd and where: the code points from ``start`` up to ``end``.

    Parameters
    ----------
    kind
        ``hidden``: nothing is drawn. ``bidi``: it turns the order of what is drawn. ``mixed``: a
        word of several alphabets. ``lookalike``: a word wholly in another alphabet than the text,
        of letters that look like the text's. ``styled``: a letter or digit that is drawn as
        another in some style. ``number``: a number with letters that look like digits.
    shown
        The same, made visible.
    """

    kind: OddKind
    start: int
    end: int
    words: str
    shown: str


def suspicious(words: str, language: str | None = None) -> tuple[Oddity, ...]:
    r"""Return what hides, turns round or poses as something else in ``words``, by place.

    Joiners between letters or emoji that need them are no oddity. Bidi marks are always reported,
    although right-to-left texts may need them.

    Parameters
    ----------
    language
        Says which alphabet the words should be in; else it is that of most of their letters.

    Notes
    -----
    Cost: linear. Letters of one alphabet that look alike are not reported, except in numbers.

    Examples
    --------
    >>> [(o.kind, o.start, o.end, o.shown) for o in suspicious("pay\u202e 1OO in сash")]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('bidi', 3, 4, '⟦RLO⟧'), ('number', 5, 8, '1⟦O⟧⟦O⟧'),
     ('mixed', 12, 16, '⟦Cyrillic с⟧ash')]
    """
    main = main_alphabet(words, language)
    found = [*_characters(words), *_posing(words, main), *_numbers(words)]
    return tuple(sorted(found, key=lambda odd: (odd.start, odd.end, odd.kind)))


def visible(words: str, language: str | None = None, *, also: str = "") -> str:
    r"""Return ``words`` with each oddity spelt out in ⟦…⟧.

    Parameters
    ----------
    language
        As for ``suspicious``.
    also
        More characters to set in ⟦…⟧, such as those by which a rendering marks its own.

    Notes
    -----
    Cost: linear.

    Examples
    --------
    >>> visible("no\u200bt [agreed]", also="[]")
    'no⟦ZWSP⟧t ⟦[⟧agreed⟦]⟧'
    """
    return "".join(spelt(words, language, also=also))


def spelt(words: str, language: str | None = None, *, also: str = "") -> list[str]:
    """Return what ``visible`` shows, character by character of ``words``."""
    found = [f"⟦{char}⟧" if char in also + _MARKS else char for char in words]
    for odd in suspicious(words, language):
        if odd.kind in ("hidden", "bidi", "styled"):
            found[odd.start] = odd.shown
        elif odd.kind == "number":
            found[odd.start : odd.end] = map(_as_letter, odd.words)
        else:
            places = _strangers(odd.words) if odd.kind == "mixed" else range(len(odd.words))
            for at in places:
                found[odd.start + at] = _of_alphabet(odd.words[at])
    return found


def _characters(words: str) -> Iterator[Oddity]:
    for at, char in enumerate(words):
        if " " <= char <= "~":
            continue
        if char in _BIDI:
            yield Oddity("bidi", at, at + 1, char, f"⟦{_BIDI[char]}⟧")
        elif _is_hidden(words, at):
            told = _HIDDEN.get(char, f"U+{ord(char):04X}")
            yield Oddity("hidden", at, at + 1, char, f"⟦{told}⟧")
        elif _is_styled(char):
            plain = unicodedata.normalize("NFKC", char)
            told = f"⟦U+{ord(char):04X} {plain}⟧"
            yield Oddity("styled", at, at + 1, char, told)


def _is_hidden(words: str, at: int) -> bool:
    char = words[at]
    if char in "\u200c\u200d":
        return not _joins(words, at)
    if char == "\ufe0f":
        return not (at and unicodedata.category(words[at - 1]) == "So")
    if char in _HIDDEN or "\ufe00" <= char <= "\ufe0e" or "\U000e0100" <= char <= "\U000e01ef":
        return True
    if char in "\n\t":
        return False
    return unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")


def _joins(words: str, at: int) -> bool:
    """Tell whether a joiner stands where a script or an emoji needs it."""
    if not 0 < at < len(words) - 1:
        return False
    before, after = words[at - 1], words[at + 1]
    if words[at] == "\u200d" and unicodedata.category(after) == "So":
        return before == "\ufe0f" or unicodedata.category(before) in ("So", "Sk")
    names = (unicodedata.name(char, "").partition(" ")[0] for char in (before, after))
    return all(name in _JOINING for name in names)


def _is_styled(char: str) -> bool:
    """Tell whether a character stands for one ASCII letter, digit or sign; m² and 1º do not."""
    plain = unicodedata.normalize("NFKC", char)
    if char.isascii() or len(plain) != 1 or not plain.isascii():
        return False
    form = unicodedata.decomposition(char).partition(">")[0]
    if form in ("<font", "<wide", "<circle", "<compat"):
        return plain.isalnum()
    return not form.startswith("<")


def _posing(words: str, main: str | None) -> Iterator[Oddity]:
    """Yield words of several alphabets, and words that pose as ones of the text's alphabet."""
    for match in _WORD.finditer(words):
        word = match[0]
        if word.isascii() and main == "Latin":
            continue
        alphabets = {found for found in map(alphabet, word) if found in ALPHABETS}
        if len(alphabets) > 1:
            strangers = set(_strangers(word))
            shown = "".join(_of_alphabet(c) if n in strangers else c for n, c in enumerate(word))
            yield Oddity("mixed", *match.span(), word, shown)
        elif main is not None and alphabets and main not in alphabets and _poses(word, main):
            yield Oddity("lookalike", *match.span(), word, "".join(map(_of_alphabet, word)))


def _poses(word: str, main: str) -> bool:
    """Tell whether all letters of a word look like letters of the alphabet ``main``."""
    if main == "Latin":
        return all(char in LOOKS_LIKE for char in word)
    drawn = {latin for char, latin in LOOKS_LIKE.items() if alphabet(char) == main}
    return all(LOOKS_LIKE.get(char, char) in drawn for char in word)


def _strangers(word: str) -> list[int]:
    """Return the places of letters that are not of the alphabet of most of the word's letters."""
    counted = Counter(found for found in map(alphabet, word) if found in ALPHABETS)
    most = counted.most_common(1)[0][1]
    drawn = [found for found, count in counted.items() if count == most]
    main = "Latin" if "Latin" in drawn else drawn[0]
    return [at for at, char in enumerate(word) if alphabet(char) not in (main, None)]


def _of_alphabet(char: str) -> str:
    found = alphabet(char)
    return char if found is None else f"⟦{found} {char}⟧"


def _numbers(words: str) -> Iterator[Oddity]:
    for match in _NUMBER.finditer(words):
        found = match[0]
        if not re.fullmatch(r"\d+[lo]", found):  # 10l is a measure, 1o an ordinal
            yield Oddity("number", *match.span(), found, "".join(map(_as_letter, found)))


def _as_letter(char: str) -> str:
    return char if char.isdigit() else f"⟦{char}⟧"
