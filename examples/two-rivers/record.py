"""Run the Two Rivers talks act by act and write ``room.record`` and the bundles beside it.

``uv run python examples/two-rivers/record.py``: the same bytes each time, on any machine. Keys,
salts and clock come from a seed, so the room proves nothing to anybody: it is for the class.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from recording.first_day import open_room
from recording.resumed import resumed
from recording.room import Room
from recording.round_one import between_one_and_two, round_one
from recording.round_three import round_three
from recording.round_two import between_two_and_three, round_two

from onetext.record.archive import archive_lines
from onetext.record.bundle import encode_bundle
from onetext.record.hosting.exporting import export

HERE = Path(__file__).parent
STAGES = (
    open_room, round_one, between_one_and_two, round_two, between_two_and_three, round_three,
    resumed,
)  # fmt: skip
BEFORE_ROUND_THREE = 5
SEATS = ("sedgeland-head", "tarvenia-head", None)
"""Whose bundles are exported; None is the public."""


def play(stages: int = len(STAGES)) -> Room:
    """Return the room after so many stages of the talks."""
    room = Room()
    for stage in STAGES[:stages]:
        stage(room)
    return room


def files() -> Iterator[tuple[str, bytes]]:
    """Yield the name of each file beside this script, and what stands in it."""
    early = play(BEFORE_ROUND_THREE)
    yield (
        "bundles/sedgeland-head-before-round-three.bundle",
        encode_bundle(export(early.store, "sedgeland-head")),
    )
    room = play()
    for seat in SEATS:
        yield f"bundles/{seat or 'public'}.bundle", encode_bundle(export(room.store, seat))
    last = room.store.closes()[-1].head.time
    yield "room.record", b"".join(archive_lines(room.store, as_of=last))


def main() -> None:
    """Write the files."""
    for name, written in files():
        path = HERE / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(written)
        sys.stdout.write(f"{name}: {len(written):,} bytes\n")


if __name__ == "__main__":
    main()
