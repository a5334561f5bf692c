"""``onetext replay``: the room as one seat saw it at an hour, line by line."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path

from onetext.brief.replay_told import replay_to_json
from onetext.cli.output import in_json, note, say
from onetext.cli.rooms import head_of, is_record, is_store
from onetext.cli.verifying import proven
from onetext.errors import BadInput, Where, WrongUse
from onetext.record.archive import Archive
from onetext.record.heads import Head
from onetext.record.hosting.exporting import closes_told
from onetext.record.opening import hour_at
from onetext.record.record import Readable
from onetext.record.replaying import BundleRecord, seat_told
from onetext.record.store.interface import Store
from onetext.record.view import view
from onetext.record.window import window
from onetext.terms.hour import ends
from onetext.terms.when import When


@dataclass(frozen=True, slots=True)
class Source:
    """Hold what is replayed: the record, the one seat of a bundle, and how far it is proven.

    ``until`` is the last hour that it tells of; ``head`` its last head, None where nothing is
    verified: a store is its host's own.
    """

    record: Readable
    bundle: bool
    seat: str | None
    head: Head | None
    until: str | None


def show_replay(path: str, *, seat: str | None, at: str | None, json: bool) -> None:
    """Print what a seat had been shown by an hour; exit 1 if the file does not hold.

    Raises
    ------
    WrongUse
        If the seat or the hour is none, the bundle is another seat's, or the record of a live room
        would be looked through a seat's eyes.
    BadInput
        If the file cannot be read.
    """
    hour = hour_given(at)
    source = _source(path)
    through = _through(source, seat, path)
    source = _told(source, through)
    shown = view(source.record, through, hour)
    if json:
        told = {"format": 1, **replay_to_json(shown), "verified": source.head is not None}
        say(in_json(told, indent=1) + "\n")
    else:
        from onetext.cli.replay_shown import replay_shown

        say(replay_shown(shown, source.head))
    if hour is not None and source.until is not None and hour_at(ends(hour)) > source.until:
        from onetext.cli.verified_shown import told_hour

        note(f"{path} tells of nothing after {told_hour(source.until)}")


def hour_given(words: str | None) -> When | None:
    """Return the hour that ``--at`` gives.

    Raises
    ------
    WrongUse
        If it is none, or has no year.
    """
    if words is None:
        return None
    try:
        when = When(words.strip())
        when.ends()
    except (ValueError, OverflowError):
        raise WrongUse(
            f"--at {words!r} is no date", instead="write it as 2031-03-16T18:00Z or 2031-03-16"
        ) from None
    if when.year is None:
        raise WrongUse(f"--at {words!r} has no year", instead="write it as 2031-03-16")
    return when


def _source(path: str) -> Source:
    if is_store(path) or (is_record(Path(path)) and head_of(Path(path)).startswith(b"SQLite")):
        from onetext.record.store.places import open_store

        store: Store = open_store(path)
        return Source(store, False, None, None, None)
    one = proven(path)
    if not one.found.ok:
        for fault in one.found.faults[:3]:
            note(f"{path}: {fault}")
        note(f"onetext: {path} does not hold, and is not replayed: see onetext verify {path}")
        sys.exit(1)
    head = one.found.head
    times = [logged.promise.time for logged in one.bundle.entries]
    until = max([*times, *([head.time] if head is not None else [])], default=None)
    if one.archive is not None:
        return Source(one.archive, False, None, head, one.archive.as_of)
    try:
        record = BundleRecord(one.bundle)
    except BadInput as fault:
        raise BadInput(fault.what, instead=fault.instead, where=Where(path)) from None
    return Source(record, True, one.bundle.seat, head, until)


def _told(source: Source, seat: str | None) -> Source:
    """Return a whole record as far as it is proven to this seat, and tells it of hours.

    Where its host has not said by which hour all closes are in it, that is as far as the seat's own
    lines go: what the record has beyond them would tell that somebody else has acted.
    """
    record = source.record
    if not isinstance(record, Archive) or record.as_of is not None:
        return source
    lines, closes = window(record, seat).lines, closes_told(record, seat)
    head = record.closed[closes - 1].head if closes else None
    return replace(source, head=head, until=lines[-1].at if lines else None)


def _through(source: Source, asked: str | None, path: str) -> str | None:
    """Return the seat to look through."""
    if source.bundle:
        if asked is not None and asked != source.seat:
            instead = f"write --seat {source.seat}" if source.seat else "leave out --seat"
            raise WrongUse(f"{path} is the bundle of {seat_told(source.seat)}", instead=instead)
        return source.seat
    opening = source.record.opening
    if asked is None:
        return None
    seats = [seat.seat for seat in opening.seats]
    if asked not in seats:
        instead = f"name one of {', '.join(seats)}" if seats else "leave out --seat"
        raise WrongUse(f"the room has no seat {asked!r}", instead=instead)
    if opening.mode == "live":
        raise WrongUse(
            "the record of a live room is not looked at through a seat's eyes",
            instead="replay the bundle that the seat was given",
        )
    return asked
