"""What each may enter until the next close, counted over restarts of the host, on every store."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count, product
from pathlib import Path

import pytest
from running import Running

from onetext.errors import OnetextError, Refused, StoreFailed
from onetext.record.acts.offering import NonPaper
from onetext.record.acts.talking import CaucusMessage, Message
from onetext.record.archive import archive_lines, restore
from onetext.record.archive_reading import archive_of
from onetext.record.hosting.host import Host
from onetext.record.hosting.shares import quota
from onetext.record.opening import HOST, Opening
from onetext.record.store.interface import Store
from onetext.record.store.memory import MemoryStore
from onetext.record.store.sqlite import SqliteStore

Make = Callable[[Opening], Store]
SLOTS = 64


def paper(number: int) -> NonPaper:
    return NonPaper(f"o{number}", ("arn",), "truce = full", None, None, None)


def begun(make: Make) -> Running:
    return Running(slots=SLOTS, make=make).start()


def restart(run: Running) -> None:
    """Go on with another host over the same store, as after a crash."""
    run.host = Host(run.store, run.host.log_key, run.clock, run.random.randbytes, run.keys)


def until_refused(run: Running, say: Callable[[int], object], first: int = 0) -> int:
    """Return how often something is taken, the host starting anew each time."""
    for number in range(first, first + SLOTS):
        restart(run)
        try:
            say(number)
        except Refused as full:
            if not full.what.endswith("until the next close are the most"):
                raise
            return number - first
    return SLOTS


def next_day(run: Running) -> None:
    run.now += 86400


def test_what_a_seat_has_put_forward_unnamed_counts_after_a_restart(make: Make) -> None:
    run = begun(make)
    share = quota(run.opening, "bel-head")
    plenary = run.rooms["plenary"]
    assert until_refused(run, lambda n: run.host.enter("bel-head", plenary, paper(n))) == share
    run.host.enter("arn-head", plenary, paper(100))  # what others may is as it was
    next_day(run)
    assert run.host.close() == 1
    assert until_refused(run, lambda n: run.host.enter("bel-head", plenary, paper(n)), 200) == share


def test_what_went_with_a_key_counts_after_a_restart(make: Make) -> None:
    run = begun(make)
    share, room = quota(run.opening, "arn-head"), run.rooms["caucus-arn"]
    for _ in range(share):
        run.enter("arn-head", "caucus-arn", CaucusMessage("So it is.", "none"))
    restart(run)
    run.host.destroy(room, "arn-head")
    more = until_refused(run, lambda _: run.enter("arn-head", "plenary", Message("And?", "none")))
    assert more == 0
    next_day(run)
    more = until_refused(run, lambda _: run.enter("arn-head", "plenary", Message("And?", "none")))
    assert more == share


def test_however_much_all_try_over_restarts_the_next_close_holds_it(make: Make) -> None:
    run = begun(make)
    number = count()
    for seat in run.seats:
        until_refused(run, lambda _, s=seat: run.enter(s, "plenary", Message("x", "none")))  # type: ignore[misc]
        until_refused(run, lambda _, s=seat: run.enter(s, "plenary", paper(next(number))))  # type: ignore[misc]
    until_refused(run, lambda n: run.open(f"aside-{n}", "private", ["arn-head"]))
    with run.store.writing() as looks:
        assert SLOTS - 2 <= looks.waiting() <= SLOTS
    next_day(run)
    assert run.host.close() == 1
    assert len(run.store.closes()[0].leaves) == SLOTS


def test_what_is_undone_is_not_counted(make: Make) -> None:
    run = begun(make)
    plenary, share = run.rooms["plenary"], quota(run.opening, "bel-head")
    for _ in range(3):
        with pytest.raises(OnetextError):
            run.host.enter_all("bel-head", plenary, [paper(1), paper(1)])
    assert until_refused(run, lambda n: run.host.enter("bel-head", plenary, paper(n))) == share


def test_the_counts_are_sealed_and_always_as_long(make: Make) -> None:
    run = begun(make)
    seen = set()
    for number, seat in enumerate(("arn-head", "bel-head", "bel-head", "dor-med")):
        run.host.enter(seat, run.rooms["plenary"], paper(number))
        with run.store.writing() as looks:
            seen.add(looks.tally())
    assert len(seen) == 4
    assert {len(one) for one in seen if one is not None} == {12 + 8 * 6 + 16}
    with run.store.writing() as looks:
        looks.put_down(bytes(12 + 8 * 6 + 16))
    with pytest.raises(StoreFailed, match="the host's counts were changed on disk"):
        run.enter("arn-head", "plenary", Message("x", "none"))


def test_a_file_opened_anew_has_the_counts(tmp_path: Path) -> None:
    path = tmp_path / "room.db"
    run = begun(lambda opening: SqliteStore.create(path, opening))
    for number in range(quota(run.opening, "bel-head")):
        run.host.enter("bel-head", run.rooms["plenary"], paper(number))
    run.store.shut()
    run.store = SqliteStore.open(path)
    restart(run)
    with pytest.raises(Refused, match="until the next close are the most"):
        run.host.enter("bel-head", run.rooms["plenary"], paper(60))
    run.store.shut()


def test_a_restored_record_without_its_counts_never_overfills_a_close(make: Make) -> None:
    run = begun(MemoryStore)
    number = count()
    for seat in run.seats:
        for _ in range(quota(run.opening, seat)):
            run.enter(seat, "plenary", paper(next(number)))
    archive = archive_of(archive_lines(run.store), "room.record")  # type: ignore[arg-type]
    run.store = make(run.opening)
    restore(archive, run.store)
    restart(run)
    said = set()
    for seat, unnamed in product((*run.seats, HOST), (True, False)):
        for _ in range(SLOTS):
            act = paper(next(number)) if unnamed else Message("x", "none")
            try:
                run.enter(seat, "plenary", act)
            except Refused as full:
                said.add(str(full))
                break
    assert "the next close is full, wait for it" in said
    next_day(run)
    assert run.host.close() == 1
    run.enter("bel-head", "plenary", paper(next(number)))
