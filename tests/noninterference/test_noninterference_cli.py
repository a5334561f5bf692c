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
from twins import SIDES, Twins, drawn_steps
from using_outputs import masked_bundle

from onetext.cli.main import app, run
from onetext.record.archive import archive_lines
from onetext.record.bundle import decode_bundle, encode_bundle

LONG = bool(os.environ.get("ONETEXT_LONG"))
HISTORIES = 30 if LONG else 3
AT = ("--at", "2031-03-17")
SEEN = "room.record", "--seat", "SEAT"

RUNS: Mapping[str, Sequence[Sequence[str]]] = {
    "brief": (
        SEEN,
        (*SEEN, "--json"),
        (*SEEN, *AT, "--html", "out.html"),
        ("own.bundle", "--json"),
    ),
    "replay": (SEEN, (*SEEN, "--json"), (*SEEN, *AT), ("own.bundle", "--json")),
    "verify": (("own.bundle",), ("own.bundle", "--json"), ("own.bundle", "own.bundle")),
    "export": ((*SEEN, "-o", "out.bundle"),),
}
NO_RECORD = (
    *("read", "draft", "check", "offers", "guarantees", "solve", "acceptability"),
    *("stability", "forecast", "divide", "simulate"),
)
"""Commands that read reports and cases, and look through nobody's window."""

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
        if name not in RUNS and (name not in NO_RECORD or "seat" in names)
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
    told = [dict(outputs(twins, side, tmp_path / side)) for side in SIDES]
    assert told[0].keys() == told[1].keys()
    for name in told[0]:
        opaque = twins.opaque or name.startswith("verify")
        left, right = (_CODE.sub("-", one[name]) for one in told)
        assert same(left, right, opaque=opaque), name
    assert sum(text.startswith("0 ") for text in told[0].values()) >= len(told[0]) - 2


def outputs(twins: Twins, side: str, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield what each command prints, ends with and writes, by its words."""
    folder.mkdir()
    host = twins.rooms[side].host
    (folder / "own.bundle").write_bytes(encode_bundle(host.export(twins.eyes)))
    (folder / "room.record").write_bytes(b"".join(archive_lines(host.store)))  # type: ignore[arg-type]
    for command, ways in RUNS.items():
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
