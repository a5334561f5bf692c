"""Every command that reads a record tells a seat the same of two histories alike to it."""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
import typer
from pinned_room import SEATS
from telling import same
from twins import SIDES, Twins, Unlike, drawn_steps
from using_outputs import masked_bundle

from onetext.cli.main import app, run
from onetext.record.archive import archive_lines
from onetext.record.bundle import decode_bundle, encode_bundle
from onetext.record.store.sqlite import SqliteStore

LONG = bool(os.environ.get("ONETEXT_LONG"))
HISTORIES = 30 if LONG else 3
AT = ("--at", "2031-03-17")
SEEN = "room.record", "--seat", "SEAT"
STORED = "room.db", "--seat", "SEAT"

RUNS: Mapping[str, Sequence[Sequence[str]]] = {
    "brief": (
        SEEN,
        (*SEEN, "--json"),
        (*SEEN, *AT, "--html", "out.html"),
        ("own.bundle", "--json"),
    ),
    "replay": (
        SEEN,
        (*SEEN, "--json"),
        (*SEEN, *AT),
        ("whole.record", "--seat", "SEAT", "--at", "2032"),
        ("own.bundle", "--json"),
    ),
    "verify": (("own.bundle",), ("own.bundle", "--json"), ("own.bundle", "own.bundle")),
    "export": (
        (*SEEN, "-o", "out.bundle"),
        ("whole.record", "--seat", "SEAT", "-o", "out.bundle"),
    ),
}
OF_A_STORE: Mapping[str, Sequence[Sequence[str]]] = {
    "brief": (STORED, (*STORED, "--json")),
    "replay": (STORED, (*STORED, "--json"), (*STORED, *AT)),
    "export": ((*STORED, "-o", "out.bundle"),),
}
LATE = 3 * 1440
"""Minutes after which the host of one history closes once more, before the records are written."""

NO_RECORD = (
    *("read", "draft", "check", "offers", "guarantees", "solve", "acceptability"),
    *("stability", "forecast", "divide", "simulate"),
)
"""Commands that read reports and cases, and look through nobody's window."""

SERVES = ("room",)
"""Commands that serve a room: its routes are held where the room is tested."""

_CODE = re.compile(r"\b(?:\d{5} ){5}\d{5}\b")


def commands() -> dict[str, set[str]]:
    """Return every command with the names of its parameters, as the application has them."""
    top = typer.main.get_command(app)
    found = getattr(top, "commands", {})
    return {name: {p.name for p in command.params} for name, command in found.items()}


def unheld(found: Mapping[str, set[str]]) -> set[str]:
    """Return the commands that are neither run here nor known to read no record."""
    return {
        name
        for name, names in found.items()
        if name not in (*RUNS, *SERVES) and (name not in NO_RECORD or "seat" in names)
    }


def test_every_command_is_run_or_reads_no_record() -> None:
    assert not unheld(commands())
    assert set(RUNS) <= set(commands())


def test_a_planted_command_fails_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "registered_commands", [*app.registered_commands])

    @app.command("leak")
    def leak(path: str, seat: str | None = None) -> None: ...

    assert unheld(commands()) == {"leak"}
    assert unheld({"read": {"paths", "seat"}}) == {"read"}


@pytest.mark.parametrize("number", range(HISTORIES))
def test_a_command_tells_nothing_hidden(number: int, tmp_path: Path) -> None:
    twins = Twins((*SEATS, None)[number % 6]).run(drawn_steps(100 + number))
    for side in SIDES:
        written(twins, side, tmp_path / side)
    held(twins, RUNS, tmp_path)


def test_a_command_on_a_store_tells_nothing_hidden(tmp_path: Path) -> None:
    done = 0
    for number in range(10 * HISTORIES):
        folder = tmp_path / str(number)
        for side in SIDES:
            (folder / side).mkdir(parents=True)
        folders = iter(folder / side for side in SIDES)
        twins = Twins(
            (*SEATS, None)[number % 6],
            lambda opening, folders=folders: SqliteStore.create(next(folders) / "room.db", opening),  # type: ignore[misc]
        )
        try:
            twins.run(drawn_steps(number))
            close_late(twins)
            held(twins, OF_A_STORE, folder)
            done += 1
        except Unlike:  # a transaction that has ended is not undone, so these are not equal
            continue
        finally:
            for room in twins.rooms.values():
                room.store.shut()
        if done == HISTORIES:
            return
    raise AssertionError(f"{done} histories over files")


def held(twins: Twins, runs: Mapping[str, Sequence[Sequence[str]]], folder: Path) -> None:
    """Hold what commands tell of one history against what they tell of the other."""
    told = [dict(outputs(twins, runs, folder / side)) for side in SIDES]
    assert told[0].keys() == told[1].keys()
    for name in told[0]:
        opaque = twins.opaque or name.startswith("verify")
        left, right = (_CODE.sub("-", one[name]) for one in told)
        assert same(left, right, opaque=opaque), f"{name}\n{left[:3000]}\n{right[:3000]}"
    assert sum(text.startswith("0 ") for text in told[0].values()) >= len(told[0]) - 2


def close_late(twins: Twins) -> None:
    """Let one host publish what is due days later, as when somebody acts whom the seat not sees."""
    room = twins.rooms["left"]
    room.at(twins.slot + 1, twins.minutes + LATE, apart=True)
    assert room.host.close() > 0


def written(twins: Twins, side: str, folder: Path) -> None:
    """Write what is kept of a history: as it lies there, then as its host gives it at one hour."""
    folder.mkdir()
    room = twins.rooms[side]
    if side == "left":
        close_late(twins)
    lying = archive_lines(room.store)  # type: ignore[arg-type]
    (folder / "room.record").write_bytes(b"".join(lying))
    room.at(twins.slot + 2, twins.minutes + LATE, apart=False)
    (folder / "own.bundle").write_bytes(encode_bundle(room.host.export(twins.eyes)))
    (folder / "whole.record").write_bytes(b"".join(room.host.whole()))


def outputs(
    twins: Twins, runs: Mapping[str, Sequence[Sequence[str]]], folder: Path
) -> Iterator[tuple[str, str]]:
    """Yield what each command prints, ends with and writes, by its words."""
    for command, ways in runs.items():
        for way in ways:
            words = [twins.eyes or "" if word == "SEAT" else word for word in way]
            if twins.eyes is None:
                words = [word for word in words if word not in ("--seat", "")]
            told = ran([command, *words], folder)
            for made in sorted(folder.glob("out.*")):
                if made.suffix == ".bundle":
                    told += masked_bundle(decode_bundle(made.read_bytes()))
                else:
                    told += made.read_text("utf-8")
                made.unlink()
            yield " ".join([command, *words]), told


def ran(words: Sequence[str], folder: Path) -> str:
    """Run a command in this process; return its exit code, and all that it printed."""
    out, err = io.StringIO(), io.StringIO()
    before = sys.argv
    sys.argv = ["onetext", *words]
    try:
        with (
            contextlib.chdir(folder),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            pytest.raises(SystemExit) as ended,
        ):
            run()
    finally:
        sys.argv = before
    return f"{ended.value.code or 0} {out.getvalue()}\n{err.getvalue()}"
