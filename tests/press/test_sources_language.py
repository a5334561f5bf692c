"""Languages and dates in words."""

from __future__ import annotations

import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.press.intake.language import language_name, language_of, unread_language
from onetext.press.intake.published import when_of
from onetext.terms.said.source import Source, Unread

TEXTS = {
    "en": "The envoys met in Berlin on Monday and said that they had made progress.",
    "uk": "Переговори у Берліні завершилися без результату, заявив радник президента.",
    "ru": "Переговоры в Берлине завершились без результата, заявил советник президента.",
    "de": "Die Gespräche in Berlin endeten am Montag ohne Ergebnis, sagte ein Sprecher gestern.",
    "fr": "Les pourparlers de Berlin se sont terminés lundi sans résultat, a dit un porte-parole.",
    "nl": "De gesprekken in Berlijn zijn maandag zonder resultaat geëindigd, zei een woordvoerder.",
    "es": "Las conversaciones de Berlín terminaron el lunes sin resultado, dijo un portavoz ayer.",
    "ar": "انتهت المحادثات في برلين يوم الاثنين دون نتيجة، حسبما قال متحدث باسم الوفد",
    "zh": "柏林会谈周一结束,没有取得任何结果,代表团发言人说。",
    "pl": "Rozmowy w Berlinie zakończyły się w poniedziałek bez rezultatu, powiedział rzecznik.",
}


@pytest.mark.parametrize(("code", "text"), TEXTS.items())
def test_languages(code: str, text: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize(
    "text",
    ["", "Talks ended.", "Rook: no deal", "1. 2. 3.", "Kyiv Zelenskyy Umerov Berlin Witkoff"],
)
def test_short_texts_count_as_english(text: str) -> None:
    assert language_of(text) == "en"


def test_a_foreign_quotation_at_the_top_does_not_decide() -> None:
    assert language_of(TEXTS["uk"] + " " + TEXTS["en"] * 40) == "en"
    assert language_of(TEXTS["en"] * 2 + TEXTS["uk"] * 40) == "uk"


def test_a_foreign_source_is_listed_with_its_language() -> None:
    source = Source("row-3", TEXTS["uk"], file="news/all.jsonl", language="uk")
    assert unread_language(source) == Unread(
        "news/all.jsonl: row-3", "written in Ukrainian, name an English version", "uk"
    )
    assert language_name("ti") == "Tigrinya"


def test_every_language_that_is_told_has_a_name() -> None:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    told = set(LanguageIdentifier.from_model_file(MODEL_FILE).nb_classes) - {"zxx"}
    assert {code for code in told if language_name(code) == code} == set()


@settings(deadline=None)
@given(day=st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_every_way_to_write_a_day(day: date) -> None:
    ways = [
        "%Y-%m-%d",
        "%Y%m%d",
        "%B %d, %Y",
        "%A, %d %B %Y",
        "%b. %d, %Y",
        "%a, %d %b %Y",
        "%d %b %Y",
    ]
    for way in ways:
        assert str(when_of(day.strftime(way))) == day.isoformat()


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2025-12", "2025-12"),
        ("--12-15", "--12-15"),
        ("2025-12-15 14:30:05.123+0100", "2025-12-15T14:30:05+01:00"),
        ("2025-12-15T14:30Z", "2025-12-15T14:30Z"),
        ("20251215T143000Z", "2025-12-15T14:30:00Z"),
        ("Mon, 15 Dec 2025 09:30:00 EST", "2025-12-15T09:30:00-05:00"),
        ("Mon, 15 Dec 2025 09:30:00 -0000", "2025-12-15T09:30:00Z"),
        ("Mon, 15 Dec 2025 09:30:00", "2025-12-15T09:30:00"),
        ("Mon, 15 Dec 2025 09:30:00 CEST", "2025-12-15"),
        (1765794600, "2025-12-15T10:30:00Z"),
        (1765794600000, "2025-12-15T10:30:00Z"),
        (2025, "2025"),
    ],
)
def test_dates_in_sidecars_and_feeds(value: object, iso: str) -> None:
    assert str(when_of(value)) == iso


@pytest.mark.parametrize(
    "value",
    [
        *("", "yesterday", "3/4/2025", "2025-02-30", "2025-12-15T25:00Z", "9999-12-31", "Dec 15"),
        *("2025-12-15T10:00:99", "Monday", "x" * 999, "32 March 2031", "15 Dec 25", "0000-01-01"),
        *(None, True, [], 3, 1e300, float("nan"), -5),
    ],
)
def test_no_date_is_guessed(value: object) -> None:
    assert when_of(value) is None


def test_nothing_heavy_is_loaded_for_an_english_text() -> None:
    import subprocess

    code = (
        "import io, sys; from onetext.press.intake.sources import read_sources\n"
        "[s] = read_sources(['-'], stdin=io.BytesIO(b'The envoys said that they had met.'))\n"
        "print({'trafilatura', 'feedparser', 'warcio', 'htmldate', 'py3langid', 'lxml', 'numpy'}"
        " & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
