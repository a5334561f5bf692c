"""The catalogues: every word of a screen is in each, whole, and each fits its language."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from babel.messages.catalog import Message
from babel.messages.plurals import get_plural
from format_names import FORMATS

from onetext.room.web.catalogues import _calls, catalogue, main, screens
from onetext.room.web.words import DEFAULT, LANGUAGES, Words

TRANSLATED = tuple(one for one in LANGUAGES if one != DEFAULT)
GAP = re.compile(r"%\((\w+)\)[sd]|%[sd]")
LATIN = re.compile(r"[A-Za-z]{2,}")
NAMES = re.compile(r"UTC|TLS|FILE|onetext verify|[Aa]d referendum|T12|00Z|\ben\b|\buk-UA\b")
"""What is written in Latin letters in every language."""
TERMS = {  # one word for one thing: in each message with the English word stands one of these roots
    "uk": {"seat": "місц", "mediator": "посередник", "guarantor": "гарант", "bracket": "дуж"},
    "ru": {"seat": "мест", "mediator": "посредник", "guarantor": "гарант", "bracket": "скоб"},
    "fr": {"seat": "siège", "mediator": "médiateur", "guarantor": "garant", "bracket": "crochet"},
    "ar": {"seat": "مقعد|مقاعد", "mediator": "وسيط", "guarantor": "ضامن", "bracket": "قوس|أقواس"},
}


def forms(message: Message) -> tuple[str, ...]:
    said = message.string
    return tuple(said) if isinstance(said, tuple | list) else (said or "",)


def key(message: Message) -> str:
    return str(message.id[0] if isinstance(message.id, tuple | list) else message.id)


def messages(language: str) -> list[Message]:
    return [one for one in catalogue(language) if one.id]


def test_whoever_changes_a_word_is_told_what_to_translate(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([]) == 0, "run python -m onetext.room.web.catalogues --write, and translate"
    told = capsys.readouterr().out.splitlines()
    assert told == [f"{language}: 0 without translation" for language in TRANSLATED]


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_word_is_missing_left_over_or_guessed(language: str) -> None:
    held = catalogue(language)
    assert {key(one) for one in held if one.id} == {key(one) for one in screens() if one.id}
    assert not held.obsolete
    assert not [key(one) for one in held if one.id and one.fuzzy]


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_form_has_the_gaps_of_its_message(language: str) -> None:
    """A number may be left out where the form itself tells it: *one line*, *two lines*."""
    for one in messages(language):
        given = one.id if isinstance(one.id, tuple | list) else (one.id,)
        asked = [set(GAP.findall(said)) for said in given]
        for form in forms(one):
            if len(given) == 1:
                assert sorted(GAP.findall(form)) == sorted(GAP.findall(given[0])), key(one)
            else:
                assert set(GAP.findall(form)) in (*asked, set()), key(one)


@pytest.mark.parametrize("language", TRANSLATED)
def test_plurals_have_the_forms_of_the_language(language: str) -> None:
    count = get_plural(language).num_plurals
    assert count == {"uk": 3, "ru": 3, "fr": 2, "ar": 6}[language]
    for one in messages(language):
        if isinstance(one.id, tuple | list):
            assert len(forms(one)) == count, key(one)
            assert "%(num)d" in forms(one)[-1], key(one)


@pytest.mark.parametrize("language", ["uk", "ru", "ar"])
def test_nothing_is_left_in_english(language: str) -> None:
    for one in messages(language):
        for form in forms(one):
            rest = FORMATS.sub("", NAMES.sub("", GAP.sub("", form)))
            assert not LATIN.search(rest), (key(one), form)


@pytest.mark.parametrize("language", TRANSLATED)
def test_ends_and_gaps_at_the_ends_are_kept(language: str) -> None:
    for one in messages(language):
        said = key(one)
        for form in forms(one):
            assert form.strip(), said
            if len(said) > 4:
                assert said.endswith(":") == form.endswith(":"), (said, form)
                assert said.endswith("…") == form.endswith("…"), (said, form)
                assert said.endswith("?") == form.endswith(("?", "؟")), (said, form)
                assert said.endswith(".") == form.endswith("."), (said, form)


@pytest.mark.parametrize("language", TRANSLATED)
def test_one_word_stands_for_one_thing(language: str) -> None:
    for english, roots in TERMS[language].items():
        for one in messages(language):
            if re.search(rf"\b{english}s?\b", GAP.sub("", key(one)), re.I):
                for form in forms(one):
                    assert re.search(roots, form, re.I), (key(one), form)


def test_punctuation_is_that_of_the_language() -> None:
    for one in messages("fr"):
        for form in forms(one):
            assert not re.search(r"[^\u00a0\u202f][;?!»](?!\w)| :|« ", form), form
    for one in messages("ar"):
        for form in forms(one):
            plain = NAMES.sub("", GAP.sub("", form))
            assert not re.search(r"[,;?]", plain), form
    for language in ("uk", "ru", "fr", "ar"):
        for one in messages(language):
            assert not re.search('[“”"]', "".join(forms(one))), forms(one)


@pytest.mark.parametrize("language", TRANSLATED)
def test_each_count_is_said_in_its_form(language: str) -> None:
    words = Words(language)
    said = [str(words.count("%(num)d seat", "%(num)d seats", n)) for n in (1, 2, 5, 11, 21, 100)]
    assert (
        said
        == {
            "uk": ["1 місце", "2 місця", "5 місць", "11 місць", "21 місце", "100 місць"],
            "ru": ["1 место", "2 места", "5 мест", "11 мест", "21 место", "100 мест"],
            "fr": ["1 siège", "2 sièges", "5 sièges", "11 sièges", "21 sièges", "100 sièges"],
            "ar": ["مقعد واحد", "مقعدان", "5 مقاعد", "11 مقعدًا", "21 مقعدًا", "100 مقعد"],
        }[language]
    )


def test_words_are_drawn_from_code_also_where_a_call_stands_in_a_call() -> None:
    code = b"""
def told(words, seats):
    return words.joined("; ", (N_("a"), words.fill("to %(seats)s", seats=words.names(seats))))
X = Phrase("b %(c)s", c=Phrase("d")); Y = words.count("%(num)d e", "%(num)d es", 2)
Z = words.fill(X), other("f"), words.fill(f"{g}")
"""
    keywords = dict.fromkeys(("joined", "N_", "fill", "Phrase", "count"))
    drawn = {said for _, _, said, _ in _calls(BytesIO(code), keywords, (), {})}
    assert {said[0] for said in drawn} == {"; ", "a", "to %(seats)s", "b %(c)s", "d", "%(num)d e"}
    assert ("%(num)d e", "%(num)d es", None) in drawn
