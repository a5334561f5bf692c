"""A small room for tests: it does what an honest host and honest seats do, or what it is told."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from onetext.record.bundle import Bundle, Close, Inclusion, Logged
from onetext.record.entry import NONE_BEFORE, Entry, Place, write_entry
from onetext.record.fields import Body, Shown
from onetext.record.heads import Head, WindowHead, co_sign, sign_head, sign_window
from onetext.record.opening import HOST, Opening, SeatKey
from onetext.record.promise import Promise, block, promise
from onetext.record.signing import public_bytes
from onetext.record.stands import Change, Says, SignedStand, Standing, sign_stand, words_hash
from onetext.record.tree import Tree
from onetext.record.wire import to_json

SLOTS = 8
SEATS = ("arda", "bel", "med")
BARE = "cira"  # has no key: the host enters its acts
MEMBERS: Mapping[str, tuple[str | None, ...]] = {
    "public": (None, *SEATS, BARE),
    "plenary": (*SEATS, BARE),
    "caucus-arda": ("arda", "med"),
    **{seat: (seat,) for seat in (*SEATS, BARE)},
}


class RoomMade:
    """Append, disclose and close; ``bundle`` is what a seat exports."""

    def __init__(self, seed: int = 0) -> None:
        self.draw = random.Random(seed)
        self.log_key = self.key()
        self.keys = {seat: self.key() for seat in SEATS}
        self.opening = Opening(
            mode="live",
            log_key=public_bytes(self.log_key),
            seats=tuple(
                SeatKey(seat, public_bytes(self.keys[seat]) if seat in self.keys else None)
                for seat in sorted((*SEATS, BARE))
            ),
            first_close="2031-03-16T18:00:00Z",
            every=86400,
            slots=SLOTS,
            salt=self.salt(),
        )
        self.windows: dict[str | None, list[tuple[Entry | None, Promise]]] = {
            seat: [] for seat in (None, *SEATS, BARE)
        }
        self.entries: list[tuple[Entry, Promise]] = []
        self.pending: list[Promise] = []
        self.leaves: list[bytes] = []
        self.heads: list[Head] = []
        self.window_heads: dict[str | None, list[WindowHead]] = {seat: [] for seat in self.windows}
        self.chains: dict[tuple[str, str], tuple[int, bytes]] = {}
        self.changed: dict[str, tuple[Change, bytes]] = {}
        self.counts: dict[tuple[str, str], int] = {}
        self.tick = 0
        self.day = 16

    @property
    def room(self) -> bytes:
        return self.opening.room

    def salt(self) -> bytes:
        return self.draw.randbytes(32)

    def key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.draw.randbytes(32))

    def append(
        self,
        seat: str = "arda",
        compartment: str = "plenary",
        *,
        kind: str = "message",
        key: Ed25519PrivateKey | None = None,
        signed: bool = True,
        place: Mapping[str, Any] | None = None,
        envelope: Mapping[str, Any] | None = None,
        promised: Mapping[str, Any] | None = None,
        alter: Mapping[str, Any] | None = None,
        **values: Any,
    ) -> Entry:
        """Take an entry in; the mappings change what an honest author or host would put there."""
        key = (key or self.keys.get(seat)) if signed else None
        chain = (compartment, seat if key else HOST)
        counter, before = self.chains.get(chain, (0, NONE_BEFORE))
        made = Place(
            **{
                "compartment": compartment,
                "counter": counter + 1,
                "previous": before,
                "salt": self.salt(),
                **(place or {}),
            }
        )
        values = {"kind": kind, "words": f"words {len(self.entries)}", **values}
        entry = write_entry(
            key,
            **{
                "room": self.room,
                "id": self.draw.randbytes(16),
                "seat": seat,
                "place": made,
                "body": Body.of(values, {name: self.salt() for name in values}),
                "salt": self.salt(),
                **(envelope or {}),
            },
        )
        entry = replace(entry, **(alter or {}))
        self.tick += self.draw.randrange(1, 1000)
        taken = {
            "room": self.room,
            "commitment": entry.commitment,
            "tick": self.tick,
            "time": f"2031-03-{self.day}T12:00:00Z",
            **(promised or {}),
        }
        given = promise(self.log_key, **taken)
        self.chains[chain] = (made.counter, entry.commitment)
        self.entries.append((entry, given))
        self.pending.append(given)
        for member in MEMBERS[compartment]:
            self.windows[member].append((entry, given))
        return entry

    def change(self, passage: str, words: str, seat: str = "med") -> Entry:
        change = Change("treaty", passage, words_hash({"en": words}, self.salt()))
        entry = self.append(seat, kind="change", changes=to_json(change))
        self.changed[passage] = (change, entry.id)
        return entry

    def standing(self, seat: str, passage: str) -> Standing:
        return Standing(self.room, seat, *self.changed[passage])

    def stand(
        self,
        seat: str,
        passage: str,
        says: Says = "accept",
        *,
        counter: int | None = None,
        enter: SignedStand | None = None,
    ) -> SignedStand:
        own = (seat, passage)
        self.counts[own] = counter or self.counts.get(own, 0) + self.draw.randrange(1, 9)
        made = enter or sign_stand(
            self.keys.get(seat), self.standing(seat, passage), says=says, counter=self.counts[own]
        )
        self.append(seat, kind="stand", stand=to_json(made))
        return made

    def disclose(self, at: int, to: str | None, keep: set[str] | None) -> None:
        """Pass entry ``at`` on: some fields of it, or without ``keep`` its bare existence."""
        entry, given = self.entries[at]
        compartment = to or "public"
        self.append(
            HOST,
            compartment,
            kind="disclosure",
            item=entry.commitment.hex(),
            form="redacted" if keep else "existence",
            fields=sorted(keep or ()),
            words=None,
        )
        for member in MEMBERS[compartment]:
            window = self.windows[member]
            held = next((n for n, (_, made) in enumerate(window) if made == given), None)
            before = window[held][0] if held is not None else None
            if before is not None and isinstance(before.place, Place):
                continue
            seen = {f.name for f in before.body.fields if isinstance(f, Shown)} if before else set()
            fields = seen | (keep or set())
            shown = (entry.redacted(fields) if fields else None, given)
            if held is None:
                window.append(shown)
            else:
                window[held] = shown

    def close(self) -> None:
        """Publish the head of the day, and each seat's window head."""
        salts = [self.salt() for _ in range(SLOTS - len(self.pending))]
        self.leaves.extend(block(self.pending, salts, slots=SLOTS))
        self.pending = []
        number = len(self.heads) + 1
        head = sign_head(
            self.log_key,
            room=self.room,
            close=number,
            time=self.opening.hour_of(number),
            size=len(self.leaves),
            root=Tree.of_hashes(self.leaves).root(),
            previous=self.heads[-1] if self.heads else None,
        )
        self.heads.append(head)
        for seat, window in self.windows.items():
            shown = [given.commitment for _, given in window]
            self.window_heads[seat].append(
                sign_window(self.log_key, head, seat=seat, commitments=shown)
            )
        self.day += 1

    def bundle(self, seat: str | None = None) -> Bundle:
        tree = Tree.of_hashes(self.leaves)
        closes = []
        for at, head in enumerate(self.heads):
            signed = tuple(co_sign(self.keys[by], by, head) for by in SEATS)
            link = tree.consistency(at * SLOTS, head.size)
            closes.append(Close(head, link, self.window_heads[seat][at], signed))
        window = self.windows[seat]
        count = closes[-1].window.count if closes else 0
        shown = tuple(given.commitment for _, given in window[:count])
        logged = tuple(Logged(given, entry, self.inclusion(tree, given)) for entry, given in window)
        return Bundle(1, self.opening, seat, tuple(closes), shown, logged)

    def inclusion(self, tree: Tree, given: Promise) -> Inclusion | None:
        if given.leaf not in self.leaves:
            return None
        index = self.leaves.index(given.leaf)
        return Inclusion.at(index, tree.inclusion(index, (index // SLOTS + 1) * SLOTS))


def talks(seed: int = 0, *, closes: int = 3, tail: bool = True) -> RoomMade:
    """Hold some talks: messages, non-papers, changes, stands, disclosures, closes."""
    room = RoomMade(seed)
    room.append("host", "public", kind="statement")
    room.append("arda", "caucus-arda", kind="caucus-message", signed=False)
    room.append("arda")
    room.change("line", "along the lake")
    room.stand("arda", "line")
    for _ in range(closes - 1):
        room.close()
        room.append("bel", kind="alternative", signed=False)
        room.stand("bel", "line", "reserve")
        room.stand(BARE, "line")
        room.change("line", "along the river")
        room.stand("arda", "line", "reject")
    room.disclose(1, "bel", {"kind"})
    room.disclose(1, BARE, None)
    room.close()
    if tail:
        room.append("bel", "public")
        room.disclose(2, None, {"words"})
    return room
