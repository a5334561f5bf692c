"""Write the files in ``tests/refuse/records``: bundles and records, good ones and what to refuse.

``uv run python tests/record/refusals.py`` writes them again, always the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from baking import bake, passage, stand_of
from bundle_ways import json_bytes
from running import Running

from onetext.record.acts.drafting import InstrumentOpened, StandEntered
from onetext.record.acts.passing import Leave
from onetext.record.acts.seating import SeatPlaced
from onetext.record.acts.talking import CaucusMessage, Message
from onetext.record.archive import archive_lines
from onetext.record.bundle import Bundle, encode_bundle
from onetext.record.heads import co_sign
from onetext.record.hosting.exporting import export
from onetext.record.opening import HOST, Mode
from onetext.record.promise import promise
from onetext.record.receipts import Receipts, encode_receipts
from onetext.terms.text.instrument import FullPowers, Instrument

FOLDER = Path(__file__).parents[1] / "refuse" / "records"
SEATS = {"arn-head": "arn", "bel-head": "bel", "dor-med": "dor"}


def room(seed: int = 0, mode: Mode = "exercise") -> Running:
    """Return a small room: a text, a stand, an aside passed on, two closes, a tail."""
    run = Running(seed=seed, mode=mode, slots=32, seats=SEATS)
    run.open("public", "public")
    run.open("plenary", "plenary", SEATS)
    run.open("caucus-arn", "caucus", ["arn-head", "dor-med"])
    for seat, party in SEATS.items():
        run.enter(HOST, "public", SeatPlaced(seat, party, "head", ("treaty",)))
    powers = tuple(FullPowers(seat, SEATS[seat]) for seat in ("arn-head", "bel-head"))
    treaty = Instrument(
        "treaty",
        "Treaty of Two Rivers",
        "treaty",
        "rolling",
        binds=("arn", "bel"),
        drafter="dor",
        languages=("en",),
        may_bind=powers,
    )
    run.enter(HOST, "plenary", InstrumentOpened(treaty))
    run.step = 32_000
    passage(run, "art-1", "The lake is shared.", new=True)
    run.step = 60
    run.stand("bel-head", "plenary", "art-1", "ad-referendum")
    said = run.enter("arn-head", "caucus-arn", CaucusMessage("We could drop it.", "ask"))
    run.enter("arn-head", "caucus-arn", Leave(said.promise.commitment, "verbatim", (), ()))
    run.step = 86_400
    run.host.disclose("dor-med", said.promise.commitment, run.rooms["plenary"])
    run.step = 60
    for closed in run.store.closes():
        with run.store.writing() as looks:
            looks.co_signed(co_sign(run.keys["bel-head"], "bel-head", closed.head))
    return run


def files() -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each file."""
    run = room()
    good, record = encode_bundle(export(run.store, "bel-head")), list(run.host.whole())
    yield "good.bundle", good
    yield "public.bundle", encode_bundle(export(run.store))
    yield "good.record", b"".join(record)
    yield "other-room.bundle", encode_bundle(export(room(1).store, "bel-head"))
    yield "live.record", b"".join(archive_lines(room(2, "live").store))
    yield "spaced.bundle", good.replace(b":", b": ", 1)
    yield "cut.bundle", good[:2000]
    yield "altered.bundle", good.replace(b"is shared", b"is divided")
    bundle = export(run.store, "bel-head")
    yield "dropped.bundle", encode_bundle(replace(bundle, entries=bundle.entries[:-3]))
    yield "backwards.bundle", encode_bundle(turned_back(bundle))
    yield "empty.bundle", b""
    yield "cut-in-a-line.record", b"".join(record)[:-331]
    yield "cut-between-lines.record", b"".join(record[:-1])
    yield "altered.record", b"".join(record).replace(b"is shared", b"is divided")
    yield "twice.record", b"".join([*record[:8], record[7], *record[8:]])
    backwards = json.loads(record[9])
    backwards["entry"]["promise"]["time"] = "2031-03-16T08:00:00Z"
    yield "backwards.record", b"".join([*record[:9], json_bytes(backwards) + b"\n", *record[10:]])
    stranger = list(archive_lines(room(1).store))[4]
    yield "another-room.record", b"".join([*record[:4], stranger, *record[5:]])
    yield "unopened.record", b"".join([record[0], *record[2:]])
    missing = room()
    stand = replace(stand_of(missing, "bel-head", "art-1"), passage="art-9")
    bake(missing, "bel-head", "plenary", StandEntered(stand))
    yield "missing-passage.record", b"".join(archive_lines(missing.store))
    yield "missing-passage.bundle", encode_bundle(export(missing.store, "bel-head"))
    later = room()
    later.step = 100_000
    later.enter("bel-head", "plenary", Message("We go on.", "none"))
    yield "later.bundle", encode_bundle(export(later.store, "bel-head"))
    yield from kept_receipts()


def turned_back(bundle: Bundle) -> Bundle:
    """Return a bundle whose fifth entry was taken in before its fourth, by the host's own word."""
    log_key, made = room().host.log_key, bundle.entries[4].promise
    again = promise(
        log_key,
        room=bundle.opening.room,
        commitment=made.commitment,
        tick=made.tick,
        time="2031-03-16T08:00:00Z",
    )
    fifth = replace(bundle.entries[4], promise=again)
    return replace(bundle, entries=(*bundle.entries[:4], fifth, *bundle.entries[5:]))


def kept_receipts() -> Iterator[tuple[str, bytes]]:
    """Yield what seats have kept of the host's promises: all kept, one broken, a stranger's."""
    run = room()
    own = [k for k in run.store.everything() if k.entry is not None and k.entry.seat == "bel-head"]
    good = Receipts.of(run.opening, "bel-head", [kept.promise for kept in own])
    yield "good.receipts", encode_receipts(good)
    lost = replace(own[0].promise, commitment=bytes(32))
    made = promise(
        run.host.log_key,
        room=run.opening.room,
        commitment=bytes(32),
        tick=lost.tick + 1,
        time=lost.time,
    )
    ahead = promise(
        run.host.log_key,
        room=run.opening.room,
        commitment=bytes([1] * 32),
        tick=lost.tick + 10**13,
        time="2031-03-20T09:00:00Z",
    )
    more = (*good.promises, made, lost, ahead)
    yield "broken.receipts", encode_receipts(replace(good, promises=more))
    yield "stranger.receipts", encode_receipts(replace(good, seat="arn-head"))
    yield "other-room.receipts", encode_receipts(replace(good, room=room(1).opening.room))
    yield "cut.receipts", encode_receipts(good)[:-9]


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, written in files():
        (FOLDER / name).write_bytes(written)


if __name__ == "__main__":
    main()
