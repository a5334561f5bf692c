"""What hides in words is found and shown; what honest writing needs is left alone."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.terms.text.lookalikes import ALPHABETS, LOOKS_LIKE, alphabet, main_alphabet
from onetext.terms.text.suspicious import spelt, suspicious, visible


@pytest.mark.parametrize(
    ("words", "kind", "place", "shown"),
    [
        ("no\u200bt", "hidden", (2, 3), "no⟦ZWSP⟧t"),
        ("no\u200dt", "hidden", (2, 3), "no⟦ZWJ⟧t"),
        ("a\u00adb", "hidden", (1, 2), "a⟦SHY⟧b"),
        ("a\ufeff", "hidden", (1, 2), "a⟦BOM⟧"),
        ("a\u3164", "hidden", (1, 2), "a⟦HANGUL FILLER⟧"),
        ("a\u2028b", "hidden", (1, 2), "a⟦U+2028⟧b"),
        ("a\x1bb", "hidden", (1, 2), "a⟦U+001B⟧b"),
        ("a\r\nb", "hidden", (1, 2), "a⟦U+000D⟧\nb"),
        ("a\U000e0041", "hidden", (1, 2), "a⟦U+E0041⟧"),
        ("a\ufe01", "hidden", (1, 2), "a⟦U+FE01⟧"),
        ("a\ufe0f", "hidden", (1, 2), "a⟦U+FE0F⟧"),
        ("a\ue000", "hidden", (1, 2), "a⟦U+E000⟧"),
        ("pay \u202e001", "bidi", (4, 5), "pay ⟦RLO⟧001"),
        ("\u2066x\u2069"[:2], "bidi", (0, 1), "⟦LRI⟧x"),
        ("the сase", "mixed", (4, 8), "the ⟦Cyrillic с⟧ase"),
        ("це мiсто", "mixed", (3, 8), "це м⟦Latin i⟧сто"),
        ("a ρactum", "mixed", (2, 8), "a ⟦Greek ρ⟧actum"),
        ("we agree to а pause", "lookalike", (12, 13), "we agree to ⟦Cyrillic а⟧ pause"),
        ("вода і cop тут", "lookalike", (7, 10), "вода і ⟦Latin c⟧⟦Latin o⟧⟦Latin p⟧ тут"),
        ("𝐧ot", "styled", (0, 1), "⟦U+1D427 n⟧ot"),
        ("ｘ", "styled", (0, 1), "⟦U+FF58 x⟧"),
        ("\u212a", "styled", (0, 1), "⟦U+212A K⟧"),
        ("\u037e", "styled", (0, 1), "⟦U+037E ;⟧"),
        ("ϲase", "mixed", (0, 4), "⟦Greek ϲ⟧ase"),
        ("Ⅰ", "styled", (0, 1), "⟦U+2160 I⟧"),
        ("1OO posts", "number", (0, 3), "1⟦O⟧⟦O⟧ posts"),
        ("l5 days", "number", (0, 2), "⟦l⟧5 days"),
        ("a⟦b", "none", (0, 0), "a⟦⟦⟧b"),
    ],
)  # fmt: skip
def test_tricks_are_found_and_shown(
    words: str, kind: str, place: tuple[int, int], shown: str
) -> None:
    found = [(odd.kind, (odd.start, odd.end), odd.words) for odd in suspicious(words)]
    assert found == ([(kind, place, words[slice(*place)])] if kind != "none" else [])
    assert visible(words) == shown


@pytest.mark.parametrize(
    "words",
    [
        "The parties agree.\n\tArticle 1, para. 2 – “shared”, 50 % (m², 1º, ½).",
        "Сторони домовилися; озеро і ріка.",
        "Οι πλευρές συμφώνησαν.",
        "می‌خواهم",
        "क्‍ष",
        "👩‍⚕️ ❤️ 👨🏽‍🚒",
        "東京タワー",
        "10l of water, the 1o, B2, II, COP28",
        "Կողմերը համաձայնեցին",
        "naïve Čapek İstanbul ﬁn",
        "",
    ],
)
def test_honest_writing_is_left_alone(words: str) -> None:
    assert suspicious(words) == ()
    assert visible(words) == words


def test_the_language_says_which_alphabet_is_expected() -> None:
    assert suspicious("сор") == ()
    assert [odd.kind for odd in suspicious("сор", "en")] == ["lookalike"]
    assert [odd.kind for odd in suspicious("cop", "uk-UA")] == ["lookalike"]
    assert suspicious("NATO", "uk") == ()
    assert (main_alphabet("12"), main_alphabet("12", "el"), main_alphabet("мир")) == (
        None,
        "Greek",
        "Cyrillic",
    )


@given(st.text())
def test_places_and_what_is_shown_fit_the_words(words: str) -> None:
    for odd in suspicious(words):
        assert words[odd.start : odd.end] == odd.words
        assert 0 <= odd.start < odd.end <= len(words)
        assert "⟦" in odd.shown
    parts = spelt(words)
    assert len(parts) == len(words)
    shown = visible(words)
    if shown == words:
        assert suspicious(words) == ()
    assert not {c for c in shown if unicodedata.bidirectional(c) in ("RLO", "LRO", "RLE", "LRE")}


@given(st.text("ab \u200b\u202e\u2066⟦⟧сО0O1", max_size=12), st.text("ab \u200bс⟦⟧O1", max_size=12))
def test_different_words_are_shown_differently(one: str, other: str) -> None:
    assert (visible(one) == visible(other)) == (one == other)


def test_the_table_of_lookalikes_holds_letters_of_other_alphabets() -> None:
    for letter, latin in LOOKS_LIKE.items():
        assert latin.isascii()
        assert alphabet(letter) in ALPHABETS - {"Latin"}, letter
