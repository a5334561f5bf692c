"""``onetext read --into``: put reports on file in a record, public and with all their words."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from onetext.cli.rooms import is_store
from onetext.cli.written import not_written
from onetext.errors import BadInput, Where, WrongUse
from onetext.record.acts.filing import ReportFiled
from onetext.record.acts.seating import CompartmentOpened
from onetext.record.hosting.host import Clock, Host
from onetext.record.opening import HOST, Opening, hour_at, moment
from onetext.record.record import Readable
from onetext.record.signing import public_bytes
from onetext.record.store.interface import Store
from onetext.record.store.memory import MemoryStore
from onetext.record.store.places import open_store
from onetext.record.view import filed
from onetext.record.window import window
from onetext.record.wire import value_of
from onetext.terms.said.report import Report
from onetext.whole_files import created

SLOTS = 2**14
MOST = 2**30
EVERY = timedelta(days=7)
BATCH = 100


class Filing:
    """Put reports on file in one record, each once."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.public, self.known = _on_file(host.store)
        self.filed = 0
        self.there = 0
        if not self.public:
            self.public = host.open_compartment("public", "public")

    def file_all(self, reports: Iterable[Report]) -> Iterator[Report]:
        """Yield each report once it is durably on file, a hundred at a time.

        Raises
        ------
        Refused
            If the next close has no room for more.
        StoreFailed
            If they cannot be made durable.
        """
        given = iter(reports)
        while batch := list(islice(given, BATCH)):
            new: dict[str, Report] = {}
            for report in batch:
                if report.source.sha256 not in self.known:
                    new.setdefault(report.source.sha256, report)
            self.host.enter_all(HOST, self.public, [filed(report) for report in new.values()])
            self.known |= set(new)
            self.filed += len(new)
            self.there += len(batch) - len(new)
            yield from batch


@contextmanager
def filing(place: str) -> Iterator[Filing]:
    """Open the record at ``place``, begin one if nothing is there, and close it afterwards.

    Raises
    ------
    BadInput
        If something else is there, or its host's key is not.
    StoreFailed
        If it cannot be opened.
    """
    key_file, store_file = _files(place)
    begun = store_file.exists()
    if begun and not key_file.exists():
        raise BadInput(
            "there is something here, and not the key of its host",
            instead=f"put {key_file} back, or name another file",
            where=Where(str(store_file)),
        )
    key = _read_key(key_file) if key_file.exists() else _draw_key(key_file)
    store: Store = open_store(str(store_file), opening=None if begun else _opening(key))
    try:
        yield Filing(Host(store, key, _clock(store.opening), secrets.token_bytes))
    finally:
        store.shut()


def passing_record(reports: Sequence[Report]) -> Readable:
    """Return a record in memory that has these reports on file and nothing else.

    It lasts as long as one command, so that a brief of reports is read on the same path as that of
    a room. Its keys are drawn and forgotten; when it was begun is told nowhere.

    Raises
    ------
    BadInput
        If a report has no form that a record can hold.
    """
    key = Ed25519PrivateKey.generate()
    opening = replace(_opening(key), slots=MOST)
    host = Host(MemoryStore(opening), key, _clock(opening), secrets.token_bytes)
    public = host.open_compartment("public", "public")
    host.enter_all(HOST, public, [filed(report) for report in reports])
    return host.store


def host_beside(place: str, store: Store) -> Host | None:
    """Return the host of a record, if its key lies beside the file; None if it does not.

    Raises
    ------
    BadInput
        If what lies there is no key.
    WrongUse
        If it is another host's.
    """
    if is_store(place) and not place.startswith("sqlite:///"):
        return None
    key_file, _ = _files(place)
    if not key_file.exists():
        return None
    return Host(store, _read_key(key_file), _clock(store.opening), secrets.token_bytes)


def _on_file(store: Store) -> tuple[str, set[str]]:
    """Return the public compartment, empty if there is none, and what is on file."""
    public, known = "", set()
    for line in window(store).lines:
        if isinstance(line.act, CompartmentOpened) and not public:
            public = line.compartment or ""
        elif isinstance(line.act, ReportFiled):
            report = value_of(line.act.report)
            doc = report.get("doc") if isinstance(report, dict) else None
            if isinstance(doc, dict) and isinstance(doc.get("sha256"), str):
                known.add(str(doc["sha256"]))
    return public, known


def _opening(key: Ed25519PrivateKey) -> Opening:
    """Return the opening of a record without seats: whoever reads it reads what is public."""
    now = datetime.now(UTC)
    return Opening(
        mode="live",
        log_key=public_bytes(key),
        seats=(),
        first_close=hour_at(now + EVERY),
        every=int(EVERY.total_seconds()),
        slots=SLOTS,
        salt=secrets.token_bytes(32),
    )


def _clock(opening: Opening) -> Clock:
    """Return the host's clocks: the time since the room opened and the hour, of this machine."""
    began = moment(opening.first_close) - timedelta(seconds=opening.every)

    def read() -> tuple[int, str]:
        now = datetime.now(UTC)
        tick = int((now - began) / timedelta(microseconds=1))
        return max(0, tick), hour_at(now)

    return read


def _files(place: str) -> tuple[Path, Path]:
    if is_store(place) and not place.startswith("sqlite:///"):
        raise WrongUse(
            "reports are read into a file so far, where the host's key can lie beside it",
            instead="name a file, like talks.sqlite",
        )
    path = place.removeprefix("sqlite:///")
    return Path(path + "-host"), Path(path)


def _read_key(file: Path) -> Ed25519PrivateKey:
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(told["log_key"]))
    except (OSError, ValueError, KeyError, TypeError):
        raise BadInput(
            "the host's key cannot be read",
            instead="put the file back that was written when the record was begun",
            where=Where(str(file)),
        ) from None


def _draw_key(file: Path) -> Ed25519PrivateKey:
    """Draw the host's key and keep it beside the record, for its owner only."""
    key = Ed25519PrivateKey.generate()
    told = json.dumps({"format": 1, "log_key": key.private_bytes_raw().hex()})
    try:
        with created(file) as new:
            new.write(f"{told}\n".encode("ascii"))
    except OSError as fault:
        raise not_written(str(file), fault) from None
    return key
