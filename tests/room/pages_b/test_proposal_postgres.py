"""The same promise with the record in PostgreSQL: no answer in its tables, its log or its files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from seated import ARN, BEL, MEDIATOR, SEDGE, TWO_RIVERS, Seated

from onetext.cases.loading import load
from onetext.record.acts.proposing import ProposalAccepted, ProposalEnded
from onetext.record.bundle import encode_bundle
from onetext.room.opening.places import Places, open_room
from pgserver import Server


@pytest.fixture
def kept(server: Server, tmp_path: Path) -> Iterator[tuple[Seated, Server, str]]:
    """A room that begins at its first hour, its record and its gate in a database."""
    database = server.database(empty=True)
    places = Places(tmp_path / "room", server.url(database))
    room = open_room(places, 1, load(TWO_RIVERS), mode="exercise")
    yield Seated(room, tmp_path / "room"), server, database
    room.store.shut()
    room.gate.shut()


def put(room: Seated) -> bytes:
    sent = {
        "what": "package",
        "into": room.place(MEDIATOR, "plenary").id,
        "to": [ARN, BEL, SEDGE],
        "hour": room.hour(minutes=30),
        "issue-territory": "lease",
    }
    return room.sent(MEDIATOR, "proposal", **sent)[MEDIATOR][0].promise.commitment


def say(room: Seated, seat: str, item: bytes, at: int) -> str:
    form = room.html(seat, "proposal").partition(item.hex())[2]
    token = re.findall(r'name="answer" value="([0-9a-f]+)"', form)[at]
    assert room.send(seat, "proposal/answer", item=item.hex(), answer=token).status_code == 303
    return token


def ends(room: Seated) -> list[object]:
    return [
        line.act
        for line in room.room.lines(ARN)
        if isinstance(line.act, ProposalEnded | ProposalAccepted)
    ]


def raw(server: Server, folder: Path) -> list[bytes]:
    """Return every file of the server, its log of writes and all, and of the room's folder."""
    server.sql("CHECKPOINT")
    return [
        path.read_bytes()
        for at in (server.folder, folder)
        for path in at.rglob("*")
        if path.is_file()
    ]


def rows(server: Server, database: str) -> dict[str, int]:
    tables = server.sql(
        "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname LIKE 'room%'",
        database,
    )
    return {name: server.sql(f"SELECT count(*) FROM {name}", database)[0][0] for (name,) in tables}


def test_a_failed_one_leaves_no_answer_anywhere(kept: tuple[Seated, Server, str]) -> None:
    room, server, database = kept
    item = put(room)
    secret = bytes(room.room.proposals._open[item].secret)
    for seat in (ARN, BEL, SEDGE):
        room.html(seat, "proposal")
    before = rows(server, database)
    assert len(before) > 5
    sent = [say(room, ARN, item, 0), say(room, BEL, item, 1), say(room, SEDGE, item, 0)]
    assert rows(server, database) == before
    assert room.folder is not None
    held = raw(server, room.folder)
    held += [encode_bundle(room.room.bundle(seat)) for seat in (ARN, BEL, MEDIATOR)]
    room.later(minutes=30)
    room.room.proposals.due()
    assert ends(room) == [ProposalEnded(item, "failed")]
    held += raw(server, room.folder)
    held += [encode_bundle(room.room.bundle(seat)) for seat in (ARN, BEL, MEDIATOR)]
    sought = [secret, secret.hex().encode()]
    sought += [form for token in sent for form in (token.encode(), bytes.fromhex(token))]
    assert len(held) > 100
    assert any(BEL.encode() in one for one in held)
    for one in held:
        for value in sought:
            assert value not in one


def test_all_yes_is_entered_and_a_restart_lapses(kept: tuple[Seated, Server, str]) -> None:
    room, _, _ = kept
    item = put(room)
    for seat in (ARN, BEL, SEDGE):
        say(room, seat, item, 0)
    room.later(minutes=30)
    room.room.proposals.due()
    assert ends(room) == [ProposalEnded(item, "accepted"), *[ProposalAccepted(item)] * 3]
    other = put(room)
    say(room, ARN, other, 0)
    from onetext.room.proposals import Proposals

    Proposals(room.room).begin()  # as the host does when it is started again
    assert ends(room)[4:] == [ProposalEnded(other, "lapsed")]
