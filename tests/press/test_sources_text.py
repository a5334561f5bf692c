"""Plain text: kept to the code point, whatever its encoding; its sidecar and its own head."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.errors import Unreadable
from onetext.press.intake.bounds import MAX_LINE, check_lines
from onetext.press.intake.decode import decode
from onetext.press.intake.heads import head_of
from onetext.press.intake.sources import read_sources
from onetext.terms.said.source import Source, Unread
from onetext.terms.when import When

ENGLISH = (
    "The delegations met in Brenholt and said that they would meet again. “A border is not a "
    "menu,” she said – twice.\r\n\r\nHe’d heard it before.\n\n\n"
)


def read_one(path: Path, **options: object) -> Source:
    [source] = read_sources([path], **options)  # type: ignore[arg-type]
    assert isinstance(source, Source), source
    return source


def write(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def test_a_text_is_what_open_gives_without_newline_translation(tmp_path: Path) -> None:
    path = write(tmp_path / "talks.txt", ENGLISH)
    source = read_one(path)
    with open(path, encoding="utf-8", newline="") as file:
        assert source.text == file.read()
    assert source.id == "talks"
    assert source.file == str(path)
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert source.published is None
    assert source.language == "en"


@settings(deadline=None)
@given(
    body=st.text(
        alphabet=st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\r\n\t")
    )
)
def test_every_text_comes_back_to_the_code_point(body: str) -> None:
    text = "The talks. " + body  # a letter first: a mark at the very start would be dropped
    assert decode(text.encode("utf-8")) == text


@settings(deadline=None)
@given(text=st.text(alphabet="Talks “ended”\r\n…’—é ", max_size=20).map(lambda end: ENGLISH + end))
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_marked_and_western_texts_come_back(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le", "utf-16-be", "utf-8", "utf-16"])
def test_wrongly_encoded_english_is_still_read(tmp_path: Path, encoding: str) -> None:
    source = read_one(write(tmp_path / "talks.txt", ENGLISH.encode(encoding)))
    assert source.text == ENGLISH


def test_latin_1_is_read(tmp_path: Path) -> None:
    text = "The café where the envoys met is in Besançon, and that is all they said.\n"
    assert read_one(write(tmp_path / "a.txt", text.encode("latin-1"))).text == text


def test_koi8_r_is_read_and_listed_as_russian(tmp_path: Path) -> None:
    text = (
        "Переговоры в Берлине завершились без результата, заявил в понедельник представитель "
        "делегации. Стороны договорились встретиться снова через неделю.\n"
    ) * 3
    source = read_one(write(tmp_path / "a.txt", text.encode("koi8-r")))
    assert source.text == text
    assert source.language == "ru"


def test_one_broken_character_does_not_spoil_a_utf_8_text() -> None:
    raw = (
        "“Nobody won,” she said; “nobody lost,” he said. “So be it.” “Quite.” “Yes.” “No.”".encode()
    )
    assert decode(raw + b"\x92") == raw.decode() + "\ufffd"


def test_valid_utf_8_counts_more_than_a_wrong_declaration() -> None:
    assert decode("“Nobody won”".encode(), declared="iso-8859-1") == "“Nobody won”"
    assert decode(b"caf\xe9", declared="ISO-8859-1") == "café"
    assert decode(b"plain", declared="no-such-charset") == "plain"
    assert decode(b"\\u0041", declared="unicode-escape") == "\\u0041"
    assert decode("日本".encode("iso-2022-jp"), declared="iso-2022-jp") == "日本"


@settings(deadline=None)
@given(raw=st.binary(min_size=1))
def test_bytes_are_text_or_refused(raw: bytes) -> None:
    text = ""
    with contextlib.suppress(Unreadable):
        text = decode(raw)
    assert "\x00" not in text


def test_a_single_line_of_100_mb_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        for _ in range(100):
            file.write(b"talks " * 170_000)
    [item] = read_sources([path])
    assert item == Unread(
        str(path),
        "a line longer than 1,000,000 characters, break it into lines, or split it into reports",
    )


def test_the_longest_line_allowed_is_read() -> None:
    check_lines("x" * MAX_LINE + "\n" + "y" * MAX_LINE)
    with pytest.raises(Unreadable, match="a line longer than"):
        check_lines("talks\n" + "x" * (MAX_LINE + 1))


def test_a_sidecar_gives_what_the_text_does_not(tmp_path: Path) -> None:
    path = write(tmp_path / "talks.txt", ENGLISH)
    particulars = {
        "title": "Talks open",
        "outlet": "The Harbour Courier",
        "byline": "Ilse Varn",
        "published": "2031-03-03T19:25:00+01:00",
        "url": "https://example.org/a",
        "licence": "CC BY 4.0",
    }
    write(tmp_path / "talks.meta.json", json.dumps(particulars))
    source = read_one(path, given=When("2020-01-01"))
    assert source.published == When("2031-03-03T19:25:00+01:00")
    assert source.published_basis == "sidecar"
    assert (source.title, source.outlet, source.byline) == (
        "Talks open",
        "The Harbour Courier",
        "Ilse Varn",
    )
    assert (source.url, source.licence) == ("https://example.org/a", "CC BY 4.0")


@pytest.mark.parametrize(
    ("sidecar", "why"),
    [
        ("{", "the sidecar is no JSON"),
        ("[]", "the sidecar holds no particulars"),
        ('{"schema": "onetext-report/1", "doc": {}}', "the sidecar holds no particulars"),
        ('{"published": "3/4/2025"}', "the report was read, but not its date '3/4/2025'"),
    ],
)
def test_a_broken_sidecar_is_told_and_the_text_is_read(
    tmp_path: Path, sidecar: str, why: str
) -> None:
    path = write(tmp_path / "talks.txt", ENGLISH)
    write(tmp_path / "talks.meta.json", sidecar)
    source, unread = read_sources([path])
    assert isinstance(source, Source)
    assert source.published is None
    assert isinstance(unread, Unread)
    assert why in unread.why


@pytest.mark.parametrize(
    ("top", "iso"),
    [
        ("By Ilse Varn | The Harbour Courier | March 2, 2031", "2031-03-02"),
        ("Monday, September 23, 2019 ", "2019-09-23"),
        ("Published: 2 Sept. 2031", "2031-09-02"),
        ("2031-03-02T14:30:00+01:00", "2031-03-02T14:30:00+01:00"),
        ("March 2, 2031, 14:30 GMT", "2031-03-02T14:30Z"),
        ("March 2, 2031 at 2:30 p.m. ET", "2031-03-02"),
        ("LONDON, 12 May 2024 — The envoys met and said little.", "2024-05-12"),
        ("KYIV, Ukraine, Dec. 15, 2025 (Wire) - The envoys met and said little.", "2025-12-15"),
    ],
)
def test_a_full_date_at_the_very_top_is_the_date(tmp_path: Path, top: str, iso: str) -> None:
    path = write(tmp_path / "talks.txt", f"Talks open\n\n{top}\n\n{ENGLISH}")
    source = read_one(path)
    assert source.published == When(iso)
    assert source.published_basis == "text"
    assert read_one(path, given=When("2030-01-01")).published == When("2030-01-01")
    assert read_one(path, given=When("2030-01-01")).published_basis == "given"


@pytest.mark.parametrize(
    "top",
    [
        "The talks of March 2, 2031 failed, she said.",
        "Dec. 15",
        "3/4/2025",
        "February 30, 2031",
        "They met on 12 May 2024 — and again in June.",
        "Updated March 2, 2031",
        "In 2019",
    ],
)
def test_other_days_are_not_taken_for_the_date(top: str) -> None:
    assert head_of(f"{top}\n\n{ENGLISH}").published is None


def test_a_date_deep_in_the_text_is_not_the_date() -> None:
    body = "The delegations met again, and nothing else was said about it on that long day. " * 3
    assert head_of(f"{body}\n\nMarch 2, 2031\n\n{body}").published is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Guy Birchall", "Guy Birchall"),
        ("By Casper Dunmore and Amadine Croix", "Casper Dunmore and Amadine Croix"),
        ("BY LUDWIG VAN DER MEER", "LUDWIG VAN DER MEER"),
        ("By Monday", None),
        ("By the end of the day they had gone.", None),
        ("Byline", None),
    ],
)
def test_a_byline_stands_at_the_end(line: str, names: str | None) -> None:
    assert head_of(f"{ENGLISH}{line}\n\n\n\n").byline == names


def test_a_head_gives_outlet_and_title() -> None:
    head = head_of("Talks open\n\nBy Ilse Varn | The Courier | March 2, 2031\n\nThey met.")
    assert (head.title, head.outlet, head.byline) == ("Talks open", "The Courier", "Ilse Varn")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_forbidden_file_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "talks.txt", ENGLISH)
    path.chmod(0)
    [item] = read_sources([path])
    assert item == Unread(str(path), "no permission to read it, allow it with chmod +r")
