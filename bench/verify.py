"""How long a large bundle, or whole record, takes to verify, and in how much memory.

``uv run python bench/verify.py`` makes rooms of 10^3, 10^4 and 10^5 entries for one seat, hourly
closes of 4,096 leaves, and measures each step in a process of its own; it prints a markdown section
and with ``--report`` writes it into ``bench/REPORT.md``.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from onetext.record.acts.kinds import Act, values_of
from onetext.record.acts.passing import Disclosure
from onetext.record.acts.seating import CompartmentOpened
from onetext.record.acts.talking import CaucusMessage, Message
from onetext.record.archive import archive_lines
from onetext.record.archive_reading import read_archive
from onetext.record.bundle import decode_bundle, encode_bundle
from onetext.record.entry import NONE_BEFORE, Place, write_entry
from onetext.record.fields import Body
from onetext.record.heads import Head, co_sign, sign_head, sign_window
from onetext.record.hosting.exporting import export
from onetext.record.opening import HOST, Opening, SeatKey, moment
from onetext.record.promise import block, promise
from onetext.record.record import Kept
from onetext.record.replaying import BundleRecord
from onetext.record.signing import public_bytes
from onetext.record.store.interface import Closed
from onetext.record.store.memory import MemoryStore
from onetext.record.tree import Tree
from onetext.record.verifying import verify_bundle
from onetext.record.verifying_archive import verify_archive
from onetext.record.window import window
from onetext.terms.when import When

SEATS = 20
SEAT = "seat-00"
SLOTS = 4096
EVERY = 3600
FIRST = "2031-03-16T10:00:00Z"
WORDS = "We take it that the line along the lake is to be drawn as the commission found it in May."
REPORT = Path(__file__).with_name("REPORT.md")
BEGINS, ENDS = "<!-- bench/verify.py -->\n", "<!-- /bench/verify.py -->\n"
T = TypeVar("T")


class Room:
    """Make a room without asking its rules: what is measured is not how it is made."""

    def __init__(self, seed: int = 0) -> None:
        self.draw = random.Random(seed)
        self.log_key, *keys = (self.key() for _ in range(SEATS + 1))
        self.keys = {f"seat-{n:02}": key for n, key in enumerate(keys)}
        self.opening = Opening(
            "exercise",
            public_bytes(self.log_key),
            tuple(SeatKey(seat, public_bytes(key)) for seat, key in self.keys.items()),
            FIRST,
            EVERY,
            SLOTS,
            self.draw.randbytes(32),
        )
        self.store = MemoryStore(self.opening)
        self.pending: list[Kept] = []
        self.shown: dict[str | None, list[bytes]] = {seat: [] for seat in (None, *self.keys)}
        self.heads: list[Head] = []
        self.blocks: list[bytes] = []
        self.chains: dict[tuple[str, str], tuple[int, bytes]] = {}
        self.tick = 0

    def key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.draw.randbytes(32))

    def enter(self, seat: str, compartment: str, act: Act, *, signed: bool = True) -> bytes:
        """Take an entry in; the closes have room for 4,000 each."""
        if len(self.pending) == 4000:
            self.close()
        draw, key = self.draw.randbytes, self.keys.get(seat) if signed else None
        chain = (compartment, seat if key else HOST)
        counter, before = self.chains.get(chain, (0, NONE_BEFORE))
        values = values_of(act)
        entry = write_entry(
            key,
            room=self.opening.room,
            id=draw(16),
            seat=seat,
            place=Place(compartment, counter + 1, before, draw(32)),
            body=Body.of(values, {name: draw(32) for name in values}),
            salt=draw(32),
        )
        self.tick += 1000
        at = moment(FIRST) + timedelta(seconds=(len(self.heads) - 1) * EVERY)
        hour = (at + timedelta(milliseconds=800 * len(self.pending))).strftime("%Y-%m-%dT%H:%M:%SZ")
        made = promise(
            self.log_key,
            room=self.opening.room,
            commitment=entry.commitment,
            tick=self.tick,
            time=hour,
        )
        kept = Kept(compartment, made, entry)
        self.chains[chain] = (counter + 1, entry.commitment)
        self.pending.append(kept)
        self.store.keep(kept)
        return entry.commitment

    def close(self) -> None:
        """Publish a head, and the window of the public and of each seat."""
        promises = [kept.promise for kept in self.pending]
        salts = [self.draw.randbytes(32) for _ in range(SLOTS - len(promises))]
        leaves = block(promises, salts, slots=SLOTS)
        self.blocks.append(Tree.of_hashes(leaves).root())
        number = len(self.heads) + 1
        head = sign_head(
            self.log_key,
            room=self.opening.room,
            close=number,
            time=self.opening.hour_of(number),
            size=number * SLOTS,
            root=Tree.of_hashes(self.blocks).root(),
            previous=self.heads[-1] if self.heads else None,
        )
        self.heads.append(head)
        made = [
            sign_window(self.log_key, head, seat=seat, commitments=shown)
            for seat, shown in self.shown.items()
        ]
        self.store.close(Closed(head, self.blocks[-1], leaves, tuple(made)))
        self.store.co_signed(co_sign(self.keys[SEAT], SEAT, head))
        self.pending = []


def room(entries: int) -> Room:
    """Return a room in which the seat was shown so many entries: one in fifty was passed on."""
    made = Room()
    names = tuple(made.keys)
    inner, caucus = "plenary", "caucus"

    def see(commitment: bytes, *who: str) -> bytes:
        for seat in who or names:
            made.shown[seat].append(commitment)
        return commitment

    see(made.enter(HOST, inner, CompartmentOpened("plenary", "plenary", names, None)))
    two, others = names[1:3], (names[0], *names[3:])
    see(made.enter(HOST, caucus, CompartmentOpened("caucus", "caucus", two, None)), *two)
    while len(made.shown[SEAT]) < entries:
        n = len(made.shown[SEAT])
        if n % 50 == 7:
            act = CaucusMessage(f"{WORDS} {n}", "free")
            item = see(made.enter(names[1], caucus, act, signed=False), *two)
            see(made.enter(names[2], inner, Disclosure(item, "verbatim", (), None)))
            see(item, *others)
        else:
            see(made.enter(names[n % SEATS], inner, Message(f"{WORDS} {n}", "none")))
    made.close()
    made.enter(names[3], inner, Message("And one more.", "none"))
    return made


def timed(what: str, work: Callable[[], T]) -> T:
    """Do something; print how long it took and the most memory there ever was."""
    gc.collect()
    begun, spent = time.perf_counter(), time.process_time()
    found = work()
    taken, spent = time.perf_counter() - begun, time.process_time() - spent
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what}\t{taken:.3f}\t{spent:.3f}\t{peak:.0f}", flush=True)
    return found


def make(entries: int, file: Path) -> None:
    """Make the room, export it, write it."""
    made = room(entries)
    bundle = timed("export", lambda: export(made.store, SEAT))
    file.write_bytes(timed("write", lambda: encode_bundle(bundle)))


def keep(entries: int, file: Path) -> None:
    """Make the room again, and write the whole of it."""
    made = room(entries)
    whole = file.with_suffix(".record")
    with whole.open("wb") as stream:
        timed("write it whole", lambda: stream.writelines(archive_lines(made.store)))


def whole(entries: int, file: Path) -> None:
    """Read the whole record and verify every window of it."""
    archive = timed("read it whole", lambda: read_archive(file.with_suffix(".record")))
    found = timed("verify it whole", lambda: verify_archive(archive))
    assert found.ok, found.faults[:3]
    assert found.entries >= entries


def check(entries: int, file: Path) -> None:
    """Read it and verify it."""
    bundle = timed("read", lambda: decode_bundle(file.read_bytes()))
    found = timed("verify", lambda: verify_bundle(bundle))
    assert found.ok, found.faults[:3]
    assert found.entries == entries + 1 or found.entries == entries + 2


def again(entries: int, file: Path) -> None:
    """Replay it as of the middle."""
    record = timed("load", lambda: BundleRecord(decode_bundle(file.read_bytes())))
    middle = record.bundle.entries[entries // 2].promise.time
    shown = timed("replay in the middle", lambda: window(record, SEAT, When(middle)))
    assert entries // 3 < len(shown.lines) < entries


STEPS = {"make": make, "check": check, "again": again, "keep": keep, "whole": whole}


def measured(entries: int) -> Iterator[str]:
    """Yield a row of the table for each step."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "room.bundle"
        for step in STEPS:
            command = [sys.executable, __file__, "--step", step, str(entries), str(file)]
            out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            written = file.with_suffix(".record") if step in ("keep", "whole") else file
            size = written.stat().st_size / 1e6
            for line in out.splitlines():
                what, seconds, spent, peak = line.split("\t")
                each = 1e6 * float(spent) / entries
                yield (
                    f"| {entries:,} | {size:.1f} | {what} | {float(seconds):.2f} "
                    f"| {float(spent):.2f} | {each:.0f} | {peak} |"
                )


def section(sizes: list[int]) -> str:
    """Measure, and return the section of the report."""
    machine = f"Python {platform.python_version()}, one core used, {time.strftime('%Y-%m-%d')}"
    lines = [
        "## How fast a bundle is verified",
        "",
        f"Written by `bench/verify.py`, {machine}. One seat of {SEATS}; an entry in fifty was"
        f" passed on; {SLOTS:,} leaves a close. Each entry has two signatures and a proof of some"
        " 17 hashes. *µs/entry* is of processor time; *peak* is of the process so far.",
        "",
        "| entries | file, MB | step | s | s of processor | µs/entry | peak, MB |",
        "|--:|--:|---|--:|--:|--:|--:|",
    ]
    for entries in sizes:
        lines += measured(entries)
    load = f"{os.getloadavg()[0]:.1f}"
    lines += ["", f"Load of the machine when it ended: {load}."]
    return "\n".join(lines) + "\n"


def into_report(told: str) -> None:
    """Put the section into the report, in place of the last one, or at its end."""
    text = REPORT.read_text("utf-8")
    before, begins, rest = text.partition(BEGINS)
    after = rest.partition(ENDS)[2]
    gap = "" if begins else "\n"
    REPORT.write_text(f"{before}{gap}{BEGINS}{told}{ENDS}{after}", "utf-8")


def main() -> None:
    """Print the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, nargs="*", default=[10**3, 10**4, 10**5])
    parser.add_argument("--report", action="store_true")
    parser.add_argument("--step", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        step, entries, file = given.step
        STEPS[step](int(entries), Path(file))
        return
    told = section(given.entries)
    print(told)
    if given.report:
        into_report(told)


if __name__ == "__main__":
    main()
