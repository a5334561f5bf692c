"""JSONL, single objects and web archives: many articles in a file, one held at a time."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from onetext.press.intake.archives import slug_of
from onetext.press.intake.rows import row_article
from onetext.press.intake.sources import read_sources
from onetext.terms.said.source import Source, Unread

TEXT = "The delegations met and said that they would meet again, which nobody had expected.\n"
PAGE = f"<html><head><title>Talks open</title></head><body><p>{TEXT}</p></body></html>"


def read(path: Path) -> tuple[list[Source], list[Unread]]:
    items = list(read_sources([path]))
    sources = [item for item in items if isinstance(item, Source)]
    return sources, [item for item in items if isinstance(item, Unread)]


def test_rows_with_all_their_names(tmp_path: Path) -> None:
    rows = [
        {
            "id": "a",
            "text": TEXT,
            "outlet": "The Courier",
            "byline": "I. Varn",
            "published": "2031",
        },
        {"content": TEXT, "publisher": {"name": "Wire"}, "author": ["A", {"name": "B"}], "id": 7},
        {"body": f"<p>{TEXT}</p>", "site": "Lantern", "date": 1765794600, "license": "CC BY 4.0"},
        {"html": PAGE, "url": "https://example.org/a", "date": "Mon, 15 Dec 2025 09:30:00 GMT"},
    ]
    path = tmp_path / "talks.jsonl"
    path.write_text("\ufeff" + "\n\n".join(map(json.dumps, rows)))
    sources, unread = read(path)
    assert not unread
    assert [source.id for source in sources] == ["a", "7", "talks-5", "talks-7"]
    assert [source.outlet for source in sources] == ["The Courier", "Wire", "Lantern", None]
    assert [source.byline for source in sources] == ["I. Varn", "A, B", None, None]
    assert [str(source.published) for source in sources] == [
        "2031",
        "None",
        "2025-12-15T10:30:00Z",
        "2025-12-15T09:30:00Z",
    ]
    assert [source.text for source in sources] == [TEXT, TEXT, TEXT.strip(), TEXT.strip()]
    assert sources[3].title == "Talks open"
    assert sources[2].licence == "CC BY 4.0"


def test_a_broken_row_is_told_with_its_line_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "talks.jsonl"
    good = json.dumps({"text": TEXT}).encode()
    bad = [
        b'{"text": ',
        b"[1]",
        b'{"title": "x"}',
        b'{"text": 5}',
        b'{"text": "caf\xe9"}',
        b"[" * 9999,
    ]
    path.write_bytes(b"\n".join([good, *bad, good]))
    sources, unread = read(path)
    assert [source.id for source in sources] == ["talks-1", "talks-8"]
    assert [told.where for told in unread] == [f"{path}:{line}" for line in range(2, 8)]
    assert [told.why for told in unread] == [
        "broken JSON at column 9 (Expecting value), write one object a line",
        'no JSON object, write {"text": …}',
        "no text in it, write it under 'text' (or a page under 'html')",
        "'text' is no text, write it as a string",
        "a row that is not UTF-8, save the file as UTF-8",
        "JSON nested too deeply, write a flat object",
    ]


def test_the_first_row_may_be_the_broken_one(tmp_path: Path) -> None:
    path = tmp_path / "talks.jsonl"
    path.write_text('{"text": \n' + json.dumps({"text": TEXT}))
    sources, unread = read(path)
    assert (len(sources), unread[0].where) == (1, f"{path}:1")


def test_one_object_over_many_lines(tmp_path: Path) -> None:
    path = tmp_path / "talks.json"
    path.write_text(json.dumps({"text": TEXT, "id": "talks"}, indent=2))
    assert read(path)[0][0].id == "talks"
    path.write_text('{\n  "text": "They met."\n  "title": 1\n}')
    assert read(path)[1] == [
        Unread(f"{path}:3:3", "broken JSON (Expecting ',' delimiter), mend it there")
    ]


def test_ids_are_unique_whatever_the_rows_say(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"text": TEXT, "id": id}) for id in ("a", "a", "b", "a", "a-2"))
    (tmp_path / "x.jsonl").write_text(rows)
    (tmp_path / "y.jsonl").write_text(rows)
    (tmp_path / "b.txt").write_text(TEXT)
    ids = [source.id for source in read(tmp_path)[0]]
    assert len(set(ids)) == len(ids) == 11
    assert ids[:3] == ["b", "a", "x-a"]
    assert ids == [source.id for source in read(tmp_path)[0]]


@settings(deadline=None)
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_a_rows_text_is_kept_to_the_code_point(text: str) -> None:
    assert row_article(json.loads(json.dumps({"text": "Talks: " + text}))).text == "Talks: " + text


def test_half_a_character_is_replaced_by_one_mark() -> None:
    assert row_article(json.loads('{"text": "a\\ud800b\\ud83d\\ude00"}')).text == "a\ufffdb😀"


def test_rows_are_not_held(tmp_path: Path) -> None:
    path = tmp_path / "talks.jsonl"
    row = json.dumps({"text": TEXT * 60}) + "\n"
    path.write_text(row * 2000)
    next(read_sources([path]))  # what is loaded once does not count
    tracemalloc.start()
    count = sum(isinstance(item, Source) for item in read_sources([path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 2000
    assert peak < path.stat().st_size / 5


class Writer(WARCWriter):
    def _create_temp_file(self) -> io.BytesIO:
        return io.BytesIO()  # the library's own is left open, which is an error in these tests


def warc(*, packed: bool, pages: list[tuple[str, str, str, bytes]]) -> bytes:
    made = io.BytesIO()
    writer = Writer(made, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "tests"}))
    for url, status, kind, body in pages:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                url,
                "response",
                payload=io.BytesIO(body),
                http_headers=headers,
                warc_headers_dict={"WARC-Date": "2031-03-09T00:00:00Z"},
            )
        )
    return made.getvalue()


PAGES = [
    ("https://example.org/world/talks-open.html?x=1", "200 OK", "text/html", PAGE.encode()),
    ("https://example.org/robots.txt", "200 OK", "text/plain", b"User-agent: all of them"),
    ("https://example.org/gone", "404 Not Found", "text/html", PAGE.encode()),
    ("https://example.org/a.png", "200 OK", "image/png", b"\x89PNG"),
    ("https://example.org/", "200 OK", "text/html", b"<html><nav>Home</nav></html>"),
    (
        "https://other.org/talks-open",
        "200 OK",
        "text/plain; charset=cp1252",
        "“No”".encode("cp1252"),
    ),
    ("https://example.org/menu", "200 OK", "text/html; charset=koi8-r", PAGE.encode()),
]


@pytest.mark.parametrize("packing", ["none", "each", "whole"])
def test_an_archive_gives_its_pages(tmp_path: Path, packing: str) -> None:
    raw = warc(packed=packing == "each", pages=PAGES)
    path = tmp_path / "talks.warc.gz"
    path.write_bytes(gzip.compress(raw) if packing == "whole" else raw)
    sources, unread = read(path)
    assert [source.text.strip() for source in sources] == [TEXT.strip(), "“No”", TEXT.strip()]
    assert sources[0].id == "talks-open"
    assert sources[1].id.startswith("talks-open-")
    assert sources[2].id == "menu"
    assert [source.outlet for source in sources] == ["example.org", None, "example.org"]
    assert sources[0].url == "https://example.org/world/talks-open.html?x=1"
    assert all(source.published is None for source in sources)
    assert [told.where for told in unread] == [f"{path}: record 6"]


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_cut_off_is_told_and_what_came_before_is_read(
    tmp_path: Path, packed: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    raw = warc(packed=packed, pages=[PAGES[0]] * 3)
    path = tmp_path / "talks.warc"
    path.write_bytes(raw)
    assert [len(list(read(path)[n])) for n in (0, 1)] == [3, 0]
    for cut in range(120, len(raw) - 10, 37):
        path.write_bytes(raw[:cut])
        sources, unread = read(path)
        assert cut < len(raw) - 50 or len(sources) >= 2
        # Cut between two records, or right after a record's own head, an archive looks whole.
        looks_whole = raw[cut:].startswith(b"\x1f\x8b") or raw[:cut].endswith(b"\r\n\r\n")
        assert len(unread) == 1 or looks_whole, cut
        assert all(source.text == TEXT.strip() for source in sources)
    assert capfd.readouterr() == ("", "")


def test_an_archive_with_bytes_changed_never_raises(tmp_path: Path) -> None:
    raw = bytearray(warc(packed=False, pages=[PAGES[0]] * 2))
    path = tmp_path / "talks.warc"
    for at in range(10, len(raw), 53):
        path.write_bytes(bytes([*raw[:at], raw[at] ^ 0x15, *raw[at + 1 :]]))
        read(path)


def test_an_archive_without_pages_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(warc(packed=False, pages=[PAGES[3]]))
    assert read(path)[1] == [
        Unread(str(path), "an archive without pages, record the articles' pages again")
    ]


def test_slugs() -> None:
    assert slug_of("https://example.org/2031/03/02/") == "2031"
    assert slug_of("https://example.org/w/Talks%20open%21.php#top") == "Talks-open"
    assert slug_of("https://[broken") is None
    assert slug_of(None) is None
