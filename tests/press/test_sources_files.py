"""Which files are read, in which order, under which ids."""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.press.intake.sources import read_sources
from onetext.terms.said.source import Source, Unread

TEXT = "The delegations met and said that they would meet again.\n"
TWO_RIVERS = Path(__file__).parents[2] / "examples" / "two-rivers"


def put(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT)


def ids(items: Iterator[Source | Unread]) -> list[str]:
    return [item.id if isinstance(item, Source) else item.where for item in items]


def test_a_folder_is_walked_in_order_and_only_reports_are_read(tmp_path: Path) -> None:
    put(tmp_path, "press/b.txt", "press/a.txt", "press/.hidden.txt", ".git/c.txt", "z", "README")
    put(tmp_path, "parties.yaml", "issues.yml", "score.py", "notes.md", "press/a.jpg")
    put(tmp_path, "press/a.meta.json", "gold/a.gold.json", "positions.json", "__pycache__/x.txt")
    (tmp_path / "press/a.meta.json").write_text('{"published": "2031-03-02"}')
    (tmp_path / "record.json").write_text('{"schema": "onetext-report/1", "doc": {}}')
    assert ids(read_sources([tmp_path])) == ["a", "b", "z"]


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    put(tmp_path, "parties.yaml")
    [item] = read_sources([tmp_path])
    why = "no reports in this folder, put text, HTML, JSONL or WARC files in"
    assert item == Unread(str(tmp_path), why)


def test_a_missing_path_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    missing, read = read_sources([tmp_path / "no.txt", tmp_path / "a.txt"])
    assert missing == Unread(str(tmp_path / "no.txt"), "no such file or folder, check the path")
    assert isinstance(read, Source)


def test_shared_stems_are_told_apart_by_folders_and_suffixes(tmp_path: Path) -> None:
    put(tmp_path, "x/a.txt", "y/a.txt", "x/b.txt", "x/c.txt", "x/c.text", "p/q/d.txt", "r/q/d.txt")
    assert ids(read_sources([tmp_path])) == [
        "p-q-d",
        "r-q-d",
        "x-a",
        "b",
        "c.text",
        "c.txt",
        "y-a",
    ] or ids(read_sources([tmp_path])) == ["p-q-d", "x-a", "b", "c.text", "c.txt", "y-a", "r-q-d"]
    assert len(set(ids(read_sources([tmp_path])))) == 7


def test_a_file_met_twice_is_read_once(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    os.symlink(tmp_path / "a.txt", tmp_path / "b.txt")
    assert ids(read_sources([tmp_path, tmp_path / "a.txt", str(tmp_path / "a.txt")])) == ["a"]


def test_a_loop_of_folders_ends(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    os.symlink(tmp_path, tmp_path / "loop")
    assert ids(read_sources([tmp_path])) == ["a"]


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        (TEXT.encode(), None),
        (json.dumps({"text": TEXT, "title": "Talks"}).encode(), "Talks"),
        (
            f"<html><head><title>Talks</title></head><body><p>{TEXT}</p></body></html>".encode(),
            "Talks",
        ),
    ],
)
def test_standard_input_is_recognised(raw: bytes, title: str | None) -> None:
    [source] = read_sources(["-"], stdin=io.BytesIO(raw))
    assert isinstance(source, Source)
    assert source.text.strip() == TEXT.strip()
    assert (source.id, source.file, source.title) == ("stdin", "-", title)


def test_a_pipe_is_read_though_it_gives_little_at_a_time() -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size, 7) if size and size > 0 else size)

    [source] = read_sources(["-"], stdin=Slow((TEXT * 3000).encode()))
    assert isinstance(source, Source)
    assert source.text == TEXT * 3000


def test_a_fifo_and_a_device(tmp_path: Path) -> None:
    [item] = read_sources(["/dev/null"])
    assert item == Unread("/dev/null", "neither a file nor a folder, name a report")


def test_kinds_are_told_by_content_not_by_suffix(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"<!DOCTYPE html><html><body><p>{TEXT}</p></body></html>")
    (tmp_path / "b.html").write_text(TEXT)
    (tmp_path / "c.txt").write_text(json.dumps({"text": TEXT}) + "\n" + json.dumps({"text": TEXT}))
    texts = {item.id: item.text for item in read_sources([tmp_path]) if isinstance(item, Source)}
    assert texts["a"] == TEXT.strip()
    assert texts["b"] == TEXT
    assert texts["c-1"] == texts["c-2"] == TEXT


def test_odd_names_do_no_harm(tmp_path: Path) -> None:
    name = os.fsdecode("talks\n\x1b[31m\udc80.txt".encode("utf-8", "surrogateescape"))
    (tmp_path / name).write_text(TEXT)
    [source] = read_sources([tmp_path])
    assert isinstance(source, Source)
    assert source.id.encode("utf-8")
    assert source.id.isprintable()
    [nul] = read_sources(["a\0b"])
    assert isinstance(nul, Unread)


def test_nothing_is_opened_before_it_is_asked_for(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "b.txt")
    items = read_sources([tmp_path])
    assert ids(iter([next(items)])) == ["a"]
    shutil.rmtree(tmp_path)
    [gone] = items
    assert gone == Unread(str(tmp_path / "b.txt"), "no such file or folder, check the path")


@pytest.mark.skipif(not TWO_RIVERS.is_dir(), reason="the example is not there")
def test_the_example_is_read_with_its_sidecars() -> None:
    items = list(read_sources([TWO_RIVERS]))
    assert len(items) >= 12
    for item in items:
        assert isinstance(item, Source), item
        assert item.published_basis == "sidecar"
        assert item.language == "en"
        assert item.title
        assert item.outlet


STARTS = [b"", b"<html><body>", b"<?xml ?><rss>", b'{"text": "', b"WARC/1.0\r\n", b"\x1f\x8b"]


@settings(deadline=None)
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=400))
def test_nothing_that_is_put_in_ever_raises(start: bytes, rest: bytes) -> None:
    for item in read_sources(["-"], stdin=io.BytesIO(start + rest)):
        if isinstance(item, Unread):
            assert item.why.isprintable()
        else:
            assert item.text.encode("utf-8")
