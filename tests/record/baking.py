"""A host that breaks its own rules: what it takes in, promises and closes over, it should not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from running import Running

from onetext.record.acts.drafting import PassageAdded, PassageChanged, StandEntered
from onetext.record.acts.kinds import Act, values_of
from onetext.record.acts.talking import Message
from onetext.record.drafting import change_to
from onetext.record.entry import NONE_BEFORE, Entry, Place, write_entry
from onetext.record.faults import FaultKind
from onetext.record.fields import Body
from onetext.record.hosting.now import Now
from onetext.record.hosting.texts import standing_of
from onetext.record.opening import HOST
from onetext.record.promise import promise
from onetext.record.record import Kept
from onetext.record.stands import SignedStand, sign_stand
from onetext.terms.text.passage import Alternative, Passage, Version


def bake(
    run: Running,
    seat: str,
    name: str,
    act: Act,
    *,
    key: Ed25519PrivateKey | None = None,
    place: dict[str, Any] | None = None,
    back: int = 0,
) -> None:
    """Take an entry in without looking at it; ``back`` turns the tick that many back."""
    host, draw, where = run.host, run.random, run.rooms[name]
    with run.store.writing() as looks:
        key = key or run.keys.get(seat)
        counter, before = looks.chain(where, seat if key else HOST) or (0, NONE_BEFORE)
        made = {
            "compartment": where,
            "counter": counter + 1,
            "previous": before,
            "salt": draw.randbytes(32),
        }
        values = values_of(act)
        entry: Entry = write_entry(
            key,
            room=run.opening.room,
            id=draw.randbytes(16),
            seat=seat,
            place=Place(**{**made, **(place or {})}),
            body=Body.of(values, {field: draw.randbytes(32) for field in values}),
            salt=draw.randbytes(32),
        )
        tick, time = run.clock()
        given = promise(
            host.log_key,
            room=run.opening.room,
            commitment=entry.commitment,
            tick=tick - back,
            time=time,
        )
        looks.keep(Kept(where, given, entry))


def passage(run: Running, id: str, words: str, *, new: bool) -> None:
    salt = run.random.randbytes(32)
    made = Passage(id, "The lake", (Alternative("a1", (Version("en", words),)),))
    change = change_to("treaty", id, made, salt)
    if new:
        run.enter("dor-med", "plenary", PassageAdded("treaty", made, None, salt, change))
    else:
        run.enter("dor-med", "plenary", PassageChanged("treaty", made, salt, change))


def stand_of(run: Running, seat: str, id: str, **fits: Any) -> SignedStand:
    with run.store.writing() as looks:
        standing = standing_of(Now(run.opening, looks, seat), "treaty", id)
    return sign_stand(run.keys[seat], replace(standing, **fits), says="accept", counter=99)


def talks(seed: int) -> Running:
    """Two passages and a stand on each."""
    run = Running(seed=seed, slots=256).start()
    passage(run, "art-1", "Shared.", new=True)
    passage(run, "art-2", "Split.", new=True)
    run.stand("arn-head", "plenary", "art-1", "accept")
    run.stand("bel-head", "plenary", "art-2", "reserve")
    return run


def old_stand(run: Running) -> None:
    stand = stand_of(run, "arn-head", "art-1")
    passage(run, "art-1", "Divided.", new=False)
    bake(run, "arn-head", "plenary", StandEntered(stand))


def old_words(run: Running) -> None:
    """The words return; the stand on them does not."""
    stand = stand_of(run, "arn-head", "art-1")
    passage(run, "art-1", "Divided.", new=False)
    passage(run, "art-1", "Shared.", new=False)
    bake(run, "arn-head", "plenary", StandEntered(stand))


def again(run: Running) -> None:
    stand = stand_of(run, "arn-head", "art-1")
    bake(run, "arn-head", "plenary", StandEntered(stand))
    bake(run, "arn-head", "plenary", StandEntered(stand))


def other(run: Running, by: str = "arn-head", fits: Any = None, **change: Any) -> None:
    stand = replace(stand_of(run, "arn-head", "art-1", **(fits or {})), **change)
    bake(run, by, "plenary", StandEntered(stand))


def unsigned(run: Running) -> None:
    keys = run.keys
    run.keys = {}
    bake(run, "bel-head", "plenary", Message("We agree.", "none"))
    run.keys = keys


def signed_by_another(run: Running) -> None:
    key = run.keys["arn-head"]
    bake(run, "bel-head", "plenary", Message("We agree.", "none"), key=key)


def skipped(run: Running) -> None:
    bake(run, "bel-head", "plenary", Message("We agree.", "none"), place={"counter": 99})


def unchained(run: Running) -> None:
    place = {"previous": run.random.randbytes(32)}
    bake(run, "bel-head", "plenary", Message("We agree.", "none"), place=place)


BAKED: dict[str, tuple[Callable[[Running], None], set[FaultKind]]] = {
    "a stand on an earlier draft": (old_stand, {"stand-draft"}),
    "a stand on words that returned": (old_words, {"stand-draft"}),
    "a stand shown again": (again, {"stand-counter"}),
    "a stand of another seat": (lambda run: other(run, by="bel-head"), {"stand-seat"}),
    "a stand of another room": (
        lambda run: other(run, fits={"room": bytes(32)}),
        {"stand-room"},
    ),
    "a stand on another passage": (
        lambda run: other(run, passage="art-2"),
        {"stand-draft", "stand-signature"},
    ),
    "a stand on other words": (lambda run: other(run, words=bytes(32)), {"stand-words"}),
    "a stand turned round": (lambda run: other(run, says="reject"), {"stand-signature"}),
    "a stand under another number": (lambda run: other(run, counter=3), {"stand-signature"}),
    "words put into a mouth": (unsigned, {"unsigned"}),
    "words signed by another": (signed_by_another, {"author-signature"}),
    "a number skipped": (skipped, {"counter"}),
    "another entry before": (unchained, {"previous", "counter"}),
}
