"""Where rooms are kept: one folder, with each group's record, keys, gate and links.

::

    two-rivers-room/
      1.record  1.record-keys      the record and the keys of its compartments (SQLite)
      1.host                       the host's keys, for its owner only
      1.access                     passwords and sessions
      links/1/belmora-head.txt     one link for each seat, to be handed out

With a database the record is in the schema ``room_1`` of it and the gate beside it; the host's keys
and the links stay in the folder.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import URL, Engine, NullPool, create_engine, event, make_url

from onetext.errors import BadInput, WrongUse
from onetext.record.archive import Archive
from onetext.record.opening import Mode, Opening, SeatKey, hour_at, moment
from onetext.record.signing import public_bytes
from onetext.record.store.failing import told_plainly
from onetext.record.store.interface import Store
from onetext.record.store.places import open_store
from onetext.room.access.gate import Gate
from onetext.room.cards import read_roles
from onetext.room.clock import RoomClock
from onetext.room.live import refuse_case
from onetext.room.opening.from_case import begin, file_sheets, seats_of
from onetext.room.opening.keys import HostKeys, new_keys, read_keys, write_keys
from onetext.room.opening.reenacting import HourGlass, Reenactment
from onetext.room.room import Room
from onetext.terms.case import Case
from onetext.terms.role import Seat

SLOTS = 4096
_CLOSES: dict[Mode, int] = {"exercise": 3600, "live": 86400}
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Places:
    """Say where the rooms of a case are kept."""

    folder: Path
    store: str | None = None

    def __post_init__(self) -> None:
        if self.store is not None and not self.store.startswith("postgres"):
            raise WrongUse(
                f"--store {self.store!r} is no database",
                instead="write postgresql://USER@HOST/DATABASE; files go into --folder",
            )

    def record(self, number: int) -> str:
        """Return where the record of a room is."""
        if self.store is None:
            return str(self.folder / f"{number}.record")
        return _in_schema(self.store, number)

    def host(self, number: int) -> Path:
        """Return the file of the host's keys."""
        return self.folder / f"{number}.host"

    def links(self, number: int) -> Path:
        """Return the folder of a room's links."""
        return self.folder / "links" / str(number)

    def gate(self, number: int) -> Gate:
        """Open the gate of a room."""
        if self.store is None:
            return Gate(_access(self.folder / f"{number}.access"))
        place = make_url(_in_schema(self.store, number)).set(drivername="postgresql+psycopg")
        return Gate(create_engine(place, pool_pre_ping=True, pool_size=1, max_overflow=1))

    def there(self, number: int) -> bool:
        """Tell whether a room was opened here before."""
        return self.host(number).is_file()


def open_room(
    places: Places,
    number: int,
    case: Case,
    *,
    mode: Mode,
    recorded: Archive | None = None,
    beside: Path | None = None,
    told: Told | None = None,
) -> Room:
    """Go on with a room that is kept, or make a new one from a case and a recorded talk.

    Parameters
    ----------
    beside
        The folder of the case, where its role cards lie.

    Raises
    ------
    BadInput
        If what is kept is not this case's room or of another mode, its keys are gone, or a live
        room would hold sheets.
    StoreFailed
        If it cannot be kept.
    """
    if mode == "live":
        refuse_case(case, case.id)
    seats = seats_of(case, exercise=mode == "exercise")
    _made(places.folder)
    if not places.there(number):
        _make(places, number, case, seats, mode=mode, recorded=recorded, told=told)
    keys = read_keys(places.host(number))
    store = open_store(places.record(number))
    if store.opening.mode != mode:
        store.shut()
        kept = "an exercise" if mode == "live" else "live talks"
        raise BadInput(
            f"{places.record(number)}: this room is {kept}, for good",
            instead=f"{'leave out' if mode == 'live' else 'give'} --live, or name another --folder",
        )
    if [one.seat for one in store.opening.seats] != [seat.id for seat in seats]:
        raise BadInput(
            f"{places.record(number)}: the seats of this room are not those of the case",
            instead="open it with the case it was made from, or in another --folder",
        )
    with store.writing() as looks:
        last = looks.last()
        hours = [head.time for head, _ in looks.heads()] + ([last.time] if last is not None else [])
    clock = RoomClock(max(hours, default=None) if mode == "exercise" else None)
    by_id = {seat.id: seat for seat in seats}
    roles = read_roles(beside, seats, case) if beside is not None else {}
    return Room(number, store, keys, case, by_id, clock, places.gate(number), roles, beside)


def _make(
    places: Places,
    number: int,
    case: Case,
    seats: Sequence[Seat],
    *,
    mode: Mode,
    recorded: Archive | None,
    told: Told | None,
) -> None:
    """Make a room. Its keys are written last: a room half made is begun anew."""
    if places.store is None:
        for half in places.folder.glob(f"{number}.record*"):
            half.unlink()
    keys = new_keys([seat.id for seat in seats], exercise=mode == "exercise")
    glass = HourGlass(_begins(case, recorded, mode))
    first = _first_close(recorded, glass.hour, mode)
    store = open_store(places.record(number), opening=_opening(mode, keys, seats, first))
    try:
        _fill(store, keys, glass, case, seats, recorded=recorded, told=told)
        _publish(store, keys, glass)
    finally:
        store.shut()
    write_keys(places.host(number), keys)


def _fill(
    store: Store,
    keys: HostKeys,
    glass: HourGlass,
    case: Case,
    seats: Sequence[Seat],
    *,
    recorded: Archive | None,
    told: Told | None,
) -> None:
    host = Reenactment(store, keys.log_key, glass, secrets.token_bytes, keys.seats)
    if recorded is None:
        begin(host, case, seats, day=glass.hour)
        return
    host.enact(recorded, glass, told)
    held = {one.seat for one in recorded.opening.seats}
    host.place_more([seat for seat in seats if seat.id not in held])
    if store.opening.mode == "exercise":
        file_sheets(host, case, seats, host.named, but=host.sheets)


def _publish(store: Store, keys: HostKeys, glass: HourGlass) -> None:
    """Publish the first head, so that pages carry a code from the first on."""
    glass = HourGlass(max(store.opening.first_close, glass.hour))
    Reenactment(store, keys.log_key, glass, secrets.token_bytes, keys.seats).close()


def _opening(mode: Mode, keys: HostKeys, seats: Sequence[Seat], first: str) -> Opening:
    public = {seat: public_bytes(key) for seat, key in keys.seats.items()}
    return Opening(
        mode=mode,
        log_key=public_bytes(keys.log_key),
        seats=tuple(SeatKey(seat.id, public.get(seat.id)) for seat in seats),
        first_close=first,
        every=_CLOSES[mode],
        slots=SLOTS,
        salt=secrets.token_bytes(32),
    )


def _begins(case: Case, recorded: Archive | None, mode: Mode) -> str:
    """Return the hour at which a room begins: an exercise at the last that its case tells of."""
    if recorded is not None:
        first = next(iter(recorded.everything()), None)
        if first is not None:
            return first.promise.time
    hours = [offer.standing_from for offer in case.offers if offer.standing_from is not None]
    ends = [end for hour in hours if (end := hour.ends()) is not None]
    if mode == "live" or not ends:
        return RoomClock().hour()
    return f"{max(ends).astimezone(UTC).strftime('%Y-%m-%d')}T09:00:00Z"


def _first_close(recorded: Archive | None, begins: str, mode: Mode) -> str:
    """Return the second after what is enacted, or in a live room the last 22:00.

    Its first head then holds no entry; its code tells two who read it aloud that they are in one
    room, and is on every page from the first on.
    """
    last = begins
    if recorded is not None:
        for kept in recorded.everything():
            last = kept.promise.time
    at = moment(last)
    if mode == "exercise":
        return hour_at(at + timedelta(seconds=1))
    evening = at.replace(hour=22, minute=0, second=0)
    return _full(evening if evening <= at else evening - timedelta(days=1))


def _full(at: datetime) -> str:
    return hour_at(at.replace(minute=0, second=0))


def _made(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise BadInput(
            f"{folder}: this folder cannot be made: {fault.strerror}", instead="name another"
        ) from None


def _in_schema(store: str, number: int) -> str:
    """Return the URL of a database with the room's schema in its options."""
    url = make_url(store)
    with_schema = url.update_query_dict({"options": f"-csearch_path=room_{number}"})
    _schema(url, number)
    return with_schema.render_as_string(hide_password=False)


def _schema(url: URL, number: int) -> None:
    engine = create_engine(url.set(drivername="postgresql+psycopg"), poolclass=NullPool)
    with told_plainly(f"--store {url.render_as_string()}"), engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS room_{int(number)}")


def _access(path: Path) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": 30.0})

    @event.listens_for(engine, "connect")
    def prepare(raw: object, _: object) -> None:
        cursor = raw.cursor()  # type: ignore[attr-defined]
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    path.touch(mode=0o600, exist_ok=True)
    return engine
