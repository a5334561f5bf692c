"""A whole record as one file: the same bytes after every way round, refused when a line is off."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from histories import history
from hypothesis import given, settings
from hypothesis import strategies as st
from running import SEATS, Running

from onetext.errors import BadInput, WrongUse
from onetext.record.acts.talking import Message
from onetext.record.archive import SECRETS, Archive, Secrets, archive_lines, restore
from onetext.record.archive_reading import archive_of, is_archive, read_archive
from onetext.record.bundle import encode_bundle
from onetext.record.comparing import compare
from onetext.record.hosting.exporting import export
from onetext.record.store.memory import MemoryStore
from onetext.record.verifying_archive import in_one, verify_archive
from onetext.record.window import window

WINDOWS = (None, *SEATS)
FILE = "room.jsonl"


def lines_of(run: Running) -> list[bytes]:
    return list(archive_lines(run.store))


def read(lines: Sequence[bytes]) -> Archive:
    return archive_of(lines, FILE)


@given(st.integers(0, 10**9), st.booleans())
@settings(max_examples=20, deadline=None)
def test_a_record_goes_round_byte_for_byte(seed: int, destroys: bool) -> None:
    run = history(seed, destroys=destroys)
    written = lines_of(run)
    archive = read(written)
    assert list(archive_lines(archive)) == written
    assert verify_archive(archive).faults == ()
    for seat in WINDOWS:
        assert window(archive, seat).lines == window(run.store, seat).lines
        assert encode_bundle(export(archive, seat)) == encode_bundle(export(run.store, seat))
    store = MemoryStore(run.opening)
    if any(kept.entry is None for kept in archive.kept):
        with pytest.raises(BadInput, match="destroyed"):
            restore(archive, store)
        assert list(store.everything()) == []
        return
    restore(archive, store)
    assert list(archive_lines(store)) == written


def test_a_record_restored_goes_on_where_it_ended() -> None:
    run = history(3, destroys=False)
    store = MemoryStore(run.opening)
    restore(read(lines_of(run)), store)
    before = len(list(store.everything()))
    run.host.store = store
    run.host.close()
    run.enter("bel-head", "plenary", Message("We go on.", "none"))
    assert len(list(store.everything())) == before + 1
    assert verify_archive(read(list(archive_lines(store)))).ok
    with pytest.raises(BadInput, match="holds entries already"):
        restore(read(lines_of(run)), store)
    with pytest.raises(BadInput, match="of another room"):
        restore(read(lines_of(run)), MemoryStore(Running(seed=9).opening))


def test_secrets_go_in_when_asked_for_and_fit_only_their_exercise(tmp_path: Path) -> None:
    run = Running().start()
    secrets = Secrets.of(run.host.log_key, run.keys)
    plain, whole = lines_of(run), list(archive_lines(run.store, secrets=secrets))
    assert not any(SECRETS.encode() in line for line in plain)
    assert whole[0] == plain[0]
    assert whole[2:] == plain[1:]
    assert SECRETS.encode() in whole[1]
    file = tmp_path / FILE
    file.write_bytes(b"".join(whole))
    archive = read_archive(file)
    assert archive.secrets == secrets
    assert list(archive_lines(archive, secrets=archive.secrets)) == whole
    assert is_archive(file.read_bytes())
    for other in (Running(seed=7).start(), Running(mode="live").start()):
        keys = Secrets.of(run.host.log_key, run.keys)
        with pytest.raises(WrongUse, match="keys are not of this room"):
            list(archive_lines(other.store, secrets=keys))
    live = Running(mode="live").start()
    with pytest.raises(WrongUse, match="or it is no exercise"):
        list(archive_lines(live.store, secrets=Secrets.of(live.host.log_key, live.keys)))


RUN = history(4, destroys=False)
LINES = lines_of(RUN)
Way = Callable[[list[Any]], object]


def entries(values: list[Any]) -> list[int]:
    return [at for at, value in enumerate(values) if "entry" in value]


def closes(values: list[Any]) -> list[int]:
    return [at for at, value in enumerate(values) if "close" in value]


def put(values: list[Any], at: int, path: str, value: Any) -> None:
    holder = values[at]
    *steps, last = path.split(".")
    for step in steps:
        holder = holder[int(step) if step.isdecimal() else step]
    holder[int(last) if last.isdecimal() else last] = value


OFF: dict[str, tuple[Way, str]] = {
    "an entry twice": (
        lambda v: v.insert(9, v[8]),
        r":10:\d+: an entry that stands here twice, drop one",
    ),
    "a clock that runs backwards": (
        lambda v: put(v, 9, "entry.promise.time", "2031-03-16T00:00:00Z"),
        r":10:\d+: the clock runs backwards, from 2031-03-16T\S+ to 2031-03-16T00:00:00Z, keep",
    ),
    "two entries turned round": (
        lambda v: v.insert(8, v.pop(9)),
        r":10:\d+: the (clock runs backwards|tick)",
    ),
    "an entry of another room": (
        lambda v: put(v, 7, "entry.entry.room", "00" * 32),
        r":8:\d+: an entry of another room, leave it out",
    ),
    "words altered": (
        lambda v: put(v, 1, "entry.entry.body.fields.0.salt", "00" * 32),
        r":2:68: not what the host took in, bring back the words as they were",
    ),
    "a compartment that was not opened": (
        lambda v: v.pop(1),
        r":\d+:\d+: (entry \d+ stands in the compartment '\w+', which was not opened|number 2 of)",
    ),
    "another compartment": (
        lambda v: put(v, 3, "entry.compartment", v[1]["entry"]["compartment"]),
        r":4:25: the entry says that it stands in '\w+', write that compartment",
    ),
    "an unknown compartment of destroyed words": (
        lambda v: put(v, 3, "entry.entry", None),
        r":4:25: no compartment '\w+' was opened",
    ),
    "a hidden place": (
        lambda v: put(v, 3, "entry.entry.place", {"hash": "00" * 32}),
        r":4:\d+: an entry that hides its place, write it whole",
    ),
    "a hidden field": (
        lambda v: put(v, 3, "entry.entry.body.fields.0", {"name": "follows", "hash": "0" * 64}),
        r":4:\d+: an entry that hides its field 'follows', write it whole",
    ),
    "a number skipped": (
        lambda v: v.pop(4),
        r":\d+:\d+: ",
    ),
    "a field too many": (
        lambda v: put(v, 5, "entry.promise.more", 1),
        r":6:\d+: entry.promise has an unknown 'more'",
    ),
    "a field of another kind": (
        lambda v: put(v, 5, "entry.promise.tick", "noon"),
        r":6:\d+: entry.promise.tick is not int: 'noon'",
    ),
    "a hash cut short": (
        lambda v: put(v, 5, "entry.promise.commitment", "00"),
        r":6:\d+: a promise holds a commitment of 32 bytes",
    ),
    "a close left out": (
        lambda v: v.pop(closes(v)[0]),
        r":\d+:\d+: (taken in at \S+, and 0 closes before it, put it right before|close 2 where)",
    ),
    "a close twice": (
        lambda v: v.insert(closes(v)[0], v[closes(v)[0]]),
        r":\d+:\d+: close 1 where close 2 is due, keep closes in their order, each once",
    ),
    "a close at another hour": (
        lambda v: put(v, closes(v)[0], "close.head.time", "2031-03-16T19:00:00Z"),
        r":\d+:\d+: close 1 is at 2031-03-16T18:00:00Z, not at 2031-03-16T19:00:00Z",
    ),
    "a head of another room": (
        lambda v: put(v, closes(v)[0], "close.head.room", "00" * 32),
        r":\d+:\d+: a head of another room",
    ),
    "a head over something else": (
        lambda v: put(v, closes(v)[0], "close.head.root", "00" * 32),
        r":\d+:\d+: the head is not over these entries and this padding",
    ),
    "a head that continues another": (
        lambda v: put(v, closes(v)[1], "close.head.previous", "00" * 32),
        r":\d+:\d+: it continues another head than the one before it",
    ),
    "padding left out": (
        lambda v: v[closes(v)[0]]["close"]["padding"].pop(),
        r":\d+:\d+: 255 leaves, not 256, pad to as many as the opening says",
    ),
    "padding unsorted": (
        lambda v: v[closes(v)[0]]["close"]["padding"].reverse(),
        r":\d+:\d+: the padding does not rise, sort it, each once",
    ),
    "a window left out": (
        lambda v: v[closes(v)[0]]["close"]["windows"].pop(),
        r":\d+:\d+: not one window for the public and each seat, in their order",
    ),
    "a window of another close": (
        lambda v: put(v, closes(v)[0], "close.windows.2.close", 9),
        r":\d+:\d+: a window of another head",
    ),
    "co-signatures turned round": (
        lambda v: v[closes(v)[0]]["close"]["co_signed"].reverse(),
        r":\d+:\d+: co-signatures are of seats of the room, in rising order",
    ),
    "a co-signature of another close": (
        lambda v: put(v, closes(v)[0], "close.co_signed.0.close", 9),
        r":\d+:\d+: a co-signature of another close",
    ),
    "the last line left out": (lambda v: v.pop(), r":\d+:1: the file is cut off: its last line"),
    "the last entry left out": (
        lambda v: v.pop(entries(v)[-1]),
        r":\d+:\d+: (\d+ entries and \d+ closes are said, \d+ and \d+ stand|the head|\d+ leaves)",
    ),
    "a line after the end": (
        lambda v: v.append(v[-1]),
        r":\d+:1: a line after the last one, leave it out",
    ),
    "another format": (
        lambda v: put(v, 0, "format", 2),
        r":1:11: a record of format 2, write format 1",
    ),
    "no opening": (lambda v: v.pop(0), r":1:1: this is no record, begin with the opening"),
    "an opening with more": (
        lambda v: put(v, 0, "more", 2),
        r":1:1: the first line holds format, holds and opening",
    ),
    "a seat twice": (
        lambda v: v[0]["opening"]["seats"].append(v[0]["opening"]["seats"][0]),
        r":1:\d+: (two seats|the seats of an opening do not rise)",
    ),
    "a line of something else": (
        lambda v: v.insert(3, {"note": "hello"}),
        r":4:1: no line of a record, write an entry, a close or the end",
    ),
    "a list": (lambda v: v.insert(3, []), r":4:1: this is no record, write one object a line"),
    "secrets late": (
        lambda v: v.insert(3, {SECRETS: {"host": "00" * 32, "seats": []}}),
        r":4:1: secret keys, put them right after the opening",
    ),
    "secrets of somebody": (
        lambda v: v.insert(1, {SECRETS: {"host": "00" * 32, "seats": []}}),
        r":2:31: these keys are not of this room, or it is no exercise",
    ),
}


@pytest.mark.parametrize("case", OFF)
def test_what_is_off_is_refused_by_its_place(case: str) -> None:
    values = [json.loads(line) for line in LINES]
    way, expected = OFF[case]
    way(values)
    with pytest.raises(BadInput, match=rf"\A{FILE}{expected}"):
        read([dumped(value) for value in values])


def dumped(value: Any) -> bytes:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode() + b"\n"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (LINES[3][:-40], ":4:{end}: the file is cut off in this line, export it again"),
        (LINES[3].replace(b'":{', b'": {', 1), ":4:10: not canonical JSON"),
        (b'{"entry": \n', ":4:11: not canonical JSON"),
        (b'{"entry":"\xff"}\n', ":4:11: not canonical JSON: byte 10 is not UTF-8"),
        (b"\n", ":4:1: not canonical JSON"),
    ],
)
def test_a_line_that_is_none_is_refused_by_its_column(line: bytes, expected: str) -> None:
    with pytest.raises(BadInput) as refused:
        read([*LINES[:3], line, *LINES[4:]])
    assert str(refused.value).startswith(FILE + expected.format(end=len(line) + 1))


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"room.jsonl:1:1: the file is empty"):
        read([])
    with pytest.raises(BadInput, match=r"a bundle, not a whole record, name it as a bundle"):
        read([encode_bundle(export(RUN.store, None)) + b"\n"])
    with pytest.raises(BadInput, match=r"cannot be opened \(No such file"):
        read_archive(tmp_path / "none")


def test_no_flipped_byte_is_taken() -> None:
    """Read or verified, every altered byte is found."""
    whole, draw = b"".join(LINES), random.Random(0)
    for _ in range(150):
        written = bytearray(whole)
        written[draw.randrange(len(written))] ^= draw.randrange(1, 256)
        try:
            archive = read(bytes(written).splitlines(keepends=True))
        except BadInput:
            continue
        assert not verify_archive(archive).ok


def test_two_records_are_compared_by_all_they_hold() -> None:
    short = read(lines_of(RUN))
    run = history(4, destroys=False)
    run.step = 100_000
    run.enter("bel-head", "plenary", Message("One more.", "none"))
    found = compare(in_one(short), in_one(read(lines_of(run))))
    assert [fault.kind for fault in found.faults] == ["truncated"]
    assert found.longer == "second"
    assert compare(in_one(short), in_one(short)).faults == ()


def test_words_left_out_without_a_destroyed_key_are_named() -> None:
    archive = read(LINES)
    last = max(n for n, kept in enumerate(archive.kept) if kept.entry is not None)
    kept = tuple(replace(k, entry=None) if n == last else k for n, k in enumerate(archive.kept))
    faults = verify_archive(replace(archive, kept=kept)).faults
    assert "dropped" in {fault.kind for fault in faults}
