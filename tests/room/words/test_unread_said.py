"""Why a dropped report could not be read is said in the reader's language."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from format_names import FORMATS

from onetext.room.reading import MOST_FILES, Dropped, Tables, read_apart
from onetext.room.web.words import DEFAULT, LANGUAGES, Words
from onetext.terms.said.source import Unread

REFUSED = sorted(
    path
    for path in (Path(__file__).parents[2] / "refuse" / "reports").iterdir()
    if path.suffix != ".expected"
)
FRENCH = "Le ministre a déclaré que la paix était proche. " * 20
PARSER = re.compile(
    r"\(\u2068?(Expecting|Extra data|Invalid|Unterminated)[^)]*\)|<\u2068?\w+\u2069?>|«[^»]*»|soon"
)
"""What stays as it came: a parser's own complaint, a name or a date that stands in the file."""


def dropped(*files: Dropped) -> list[Unread]:
    found = []
    for at in range(0, len(files), MOST_FILES):
        read = asyncio.run(read_apart(files[at : at + MOST_FILES], Tables()))
        found += [one for one in read if isinstance(one, Unread)]
    return found


@pytest.fixture(scope="module")
def left_out() -> list[Unread]:
    """Drop in every file that the reader refuses, one in French, others at odds."""
    return dropped(
        *(Dropped(one.name, one.read_bytes()) for one in REFUSED),
        Dropped("fr.txt", FRENCH.encode()),
        Dropped("odd.txt", b"The sides met at the lake.\n", published="soon"),
        Dropped("long.txt", b"word " * 220_000),
    )


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != DEFAULT])
def test_each_is_said_in_each_language(language: str, left_out: list[Unread]) -> None:
    """That a message fits every part, ``unmatched`` sees; here, that no English is left in it."""
    words = Words(language)
    assert len(left_out) >= len(REFUSED) + 3
    for one in left_out:
        assert one.parts, one
        assert one.why == ", ".join(one.parts)
        for part in one.parts:
            said = str(words.refusal(part))
            assert said != part, one
            if language != "fr":
                assert not re.search("[A-Za-z]{2}", FORMATS.sub("", PARSER.sub("", said))), said


def test_a_language_is_called_as_the_reader_calls_it(left_out: list[Unread]) -> None:
    [one] = [one for one in left_out if one.where == "fr.txt"]
    assert one.language == "fr"
    told = {code: str(Words(code).refusal(one.parts[0])) for code in LANGUAGES}
    assert told["en"] == "written in French"
    assert "французька" in told["uk"]
    assert "французский" in told["ru"]
    assert "français" in told["fr"]
    assert "الفرنسية" in told["ar"]


def test_no_file_is_passed_over_for_its_name() -> None:
    """A folder's readme is no report; who drops one in means it."""
    read = asyncio.run(
        read_apart(
            [
                Dropped("readme.txt", b"The sides met at the lake, officials said.\n"),
                Dropped("notes.md", b"They will meet again, officials said.\n"),
                Dropped("licence", b""),
                Dropped("alone.meta.json", b"{}"),
                Dropped("evening.txt", b"They met in the evening, officials said.\n"),
                Dropped("evening.meta.json", b'{"outlet": "The Harbour Courier"}'),
            ],
            Tables(),
        )
    )
    assert len(read) == 5
    assert {one.where for one in read if isinstance(one, Unread)} == {
        "licence.txt",
        "alone.meta.json",
    }
    [evening] = [
        one for one in read if not isinstance(one, Unread) and "evening" in one.source.text
    ]
    assert evening.source.outlet == "The Harbour Courier"
