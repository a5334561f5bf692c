"""``onetext verify``: whether a bundle or a whole record holds, and two tell one history."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from onetext.cli.output import in_json, say
from onetext.cli.rooms import head_of, is_bundle
from onetext.errors import BadInput, Where
from onetext.record.archive import Archive
from onetext.record.archive_reading import is_archive, read_archive
from onetext.record.bundle import Bundle, decode_bundle
from onetext.record.comparing import Compared, compare
from onetext.record.faults import Fault
from onetext.record.head_code import head_code
from onetext.record.heads import Head
from onetext.record.hosting.exporting import closes_told, export
from onetext.record.json_places import column, first_wrong
from onetext.record.receipts import MAGIC, Receipts, decode_receipts, redeem
from onetext.record.replaying import seat_told
from onetext.record.verifying import Verified, verify_bundle
from onetext.record.verifying_archive import in_one, verify_archive
from onetext.record.wire import Misfit


@dataclass(frozen=True, slots=True)
class Proven:
    """Hold what was verified: a bundle, or a whole record as one, and what was found."""

    name: str
    bundle: Bundle
    found: Verified
    archive: Archive | None

    @property
    def after(self) -> int:
        """Return how many entries stand beyond the last head."""
        return sum(logged.inclusion is None for logged in self.bundle.entries)

    @property
    def signers(self) -> tuple[str, ...]:
        """Return which seats have signed the last head that any has signed."""
        for close in self.bundle.closes:
            if close.head.close == self.found.co_signed:
                return tuple(one.seat for one in close.co_signed)
        return ()


def show_verify(path: str, other: str | None, *, json: bool) -> None:
    """Verify one file, or two and whether they tell one history; exit 1 if anything is wrong.

    The other may be the receipts of the first one's seat: then each promise is to be kept in it.

    Raises
    ------
    BadInput
        If a file is no bundle and no record, or the two are of two rooms.
    """
    first = proven(path)
    receipts = read_receipts(Path(other)) if other is not None and _is_receipts(other) else None
    if receipts is not None:
        show_redeemed(first, receipts, str(other), json=json)
        return
    second = proven(other) if other is not None else None
    compared = None
    if second is not None:
        _one_room(first, second)
        if first.found.ok and second.found.ok:
            compared = _compared(first, second)
    good = all(one.found.ok for one in (first, second) if one is not None)
    good = good and (compared is None or not compared.faults)
    if json:
        say(in_json(_as_json(first, second, compared, good), indent=1) + "\n")
    else:
        from onetext.cli.verified_shown import verified_shown

        say(verified_shown(first, second, compared))
    if not good:
        sys.exit(1)


def proven(path: str) -> Proven:
    """Read and verify a file.

    Raises
    ------
    BadInput
        If it cannot be read as a bundle or as the record of a whole room.
    """
    file = Path(path)
    head = head_of(file)
    if is_archive(head):
        archive = read_archive(file)
        return Proven(path, in_one(archive), verify_archive(archive), archive)
    if not is_bundle(head) and b'"closes"' not in head[:40]:
        raise BadInput(
            "neither a bundle nor the record of a room",
            instead="name a file that onetext exported",
            where=Where(path),
        )
    bundle = read_bundle(file)
    return Proven(path, bundle, verify_bundle(bundle), None)


def read_bundle(file: Path) -> Bundle:
    """Read a bundle from its file.

    Raises
    ------
    BadInput
        With file, line and column, if it is none.
    """
    written = file.read_bytes()
    try:
        bundle = decode_bundle(written)
        _forwards(bundle)
    except BadInput as fault:
        raise _placed(fault, written, file) from None
    return bundle


def _forwards(bundle: Bundle) -> None:
    """Refuse a bundle whose clocks run backwards: it is a record of nothing, whoever signed it.

    Raises
    ------
    Misfit
        At the first entry that was taken in before the one it follows in the order of ticks.
    """
    ticks = sorted(range(len(bundle.entries)), key=lambda at: bundle.entries[at].promise.tick)
    for last, at in pairwise(ticks):
        before, made = bundle.entries[last].promise, bundle.entries[at].promise
        if made.time < before.time:
            raise Misfit(
                f"the clock runs backwards, from {before.time} to {made.time}",
                ("entries", at, "promise", "time"),
                instead="keep entries in the order of the host's clocks",
            )


def show_redeemed(first: Proven, receipts: Receipts, name: str, *, json: bool) -> None:
    """Hold what a seat was given against its receipts; exit 1 if anything is wrong.

    Raises
    ------
    BadInput
        If the receipts are of another room or seat.
    """
    ours, bundle = receipts.seat, first.bundle
    if receipts.room != bundle.opening.room:
        raise BadInput(
            "receipts of another room", instead="name those of the same one", where=Where(name)
        )
    if first.archive is None and ours != bundle.seat:
        raise BadInput(
            f"receipts of the seat {ours!r}, and {first.name} is of {seat_told(bundle.seat)}",
            instead="name the bundle of the same seat",
            where=Where(name),
        )
    redeemed = redeem(bundle, receipts)
    good = first.found.ok and not redeemed.faults
    if json:
        faults = [_fault(fault, first.name) for fault in first.found.faults]
        faults += [_fault(fault, name) for fault in redeemed.faults]
        told = {"format": 1, **_one(first), "ok": good, "faults": faults}
        own = {"file": name, "kept": redeemed.kept, "ahead": redeemed.ahead}
        say(in_json({**told, "receipts": own}, indent=1) + "\n")
    else:
        from onetext.cli.verified_shown import redeemed_shown, verified_shown

        say(verified_shown(first, None, None) + redeemed_shown(name, redeemed))
    if not good:
        sys.exit(1)


def read_receipts(file: Path) -> Receipts:
    """Read the receipts of a seat from their file.

    Raises
    ------
    BadInput
        With file, line and column, if it holds none.
    """
    written = file.read_bytes()
    try:
        return decode_receipts(written)
    except BadInput as fault:
        raise _placed(fault, written, file) from None


def _is_receipts(path: str) -> bool:
    return head_of(Path(path)).startswith(MAGIC[:-1])


def _placed(fault: BadInput, written: bytes, file: Path) -> BadInput:
    """Return a fault with the place in its file."""
    path = fault.path if isinstance(fault, Misfit) else ()
    at = column(written.decode("utf-8"), path) if path else first_wrong(written)
    return BadInput(
        fault.what, instead=fault.instead or "export it again", where=Where(str(file), 1, at)
    )


def _one_room(first: Proven, second: Proven) -> None:
    if first.bundle.opening != second.bundle.opening:
        ours, theirs = (one.bundle.opening.room.hex()[:16] for one in (first, second))
        raise BadInput(
            f"it is of another room ({theirs}…) than {first.name} ({ours}…)",
            instead="name two of one room",
            where=Where(second.name),
        )


def _compared(first: Proven, second: Proven) -> Compared:
    """Compare two bundles; a whole record is compared as what the other's seat was shown of it."""
    ours, theirs = first.bundle, second.bundle
    if first.archive is not None and second.archive is None:
        ours = _shown_of(first.archive, theirs)
    elif second.archive is not None and first.archive is None:
        theirs = _shown_of(second.archive, ours)
    return compare(ours, theirs)


def _shown_of(archive: Archive, other: Bundle) -> Bundle:
    """Return what the other bundle's seat was shown, with as many heads, if it has all it is due.

    A bundle that was exported without its host has the heads before its seat's last entry only.
    """
    due = closes_told(archive, other.seat) if archive.as_of is None else len(archive.closed)
    return export(archive, other.seat, closes=max(due, len(other.closes)))


def _as_json(
    first: Proven, second: Proven | None, compared: Compared | None, good: bool
) -> dict[str, Any]:
    own = [_fault(fault, first.name) for fault in first.found.faults]
    other = [_fault(fault, second.name) for fault in second.found.faults] if second else []
    both = [_fault(fault, None) for fault in compared.faults] if compared else []
    told = {"format": 1, **_one(first), "ok": good, "faults": [*own, *other, *both]}
    if second is not None:
        told["until"] = compared.until if compared else 0
        told["one_history"] = compared.one_history if compared else None
        told["other"] = _one(second)
    return told


def _one(one: Proven) -> dict[str, Any]:
    head = one.found.head
    return {
        "ok": one.found.ok,
        "file": one.name,
        "holds": "record" if one.archive is not None else "bundle",
        "room": one.bundle.opening.room.hex(),
        "mode": one.bundle.opening.mode,
        "seat": one.bundle.seat,
        "entries": one.found.entries,
        "bare": one.found.bare,
        "after_head": one.after,
        "head": _head(head) if head is not None else None,
        "until": head.close if head is not None else 0,
        "co_signed": one.found.co_signed,
        "co_signed_by": list(one.signers),
    }


def _head(head: Head) -> dict[str, Any]:
    return {
        "close": head.close,
        "time": head.time,
        "size": head.size,
        "hash": head.hash.hex(),
        "code": head_code(head),
    }


def _fault(fault: Fault, file: str | None) -> dict[str, Any]:
    return {"kind": fault.kind, "where": fault.where, "what": fault.what, "file": file}
