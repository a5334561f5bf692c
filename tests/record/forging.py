"""What a forger does to a bundle of a room run by the host: with another's key, or the host's own.

Each way gives the forged bundle and the faults of which one must be named.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from running import Running

from onetext.record.bundle import Bundle, Close, Logged
from onetext.record.entry import Entry, Place
from onetext.record.faults import FaultKind
from onetext.record.fields import Body, Hidden, Shown
from onetext.record.heads import co_sign, sign_head, sign_window
from onetext.record.promise import promise
from onetext.record.signing import sign
from onetext.record.wire import text_of

Kinds = set[FaultKind]


@dataclass(frozen=True)
class Target:
    """Hold a room, the bundles of all its seats, and the one to be forged."""

    run: Running
    bundles: Mapping[str | None, Bundle]
    seat: str | None

    @property
    def bundle(self) -> Bundle:
        return self.bundles[self.seat]

    @property
    def log_key(self) -> Ed25519PrivateKey:
        return self.run.host.log_key

    def entry(self, at: int) -> Entry:
        entry = self.bundle.entries[at].entry
        assert entry is not None
        return entry

    def places(self, *, member: bool, signed: bool = False) -> list[int]:
        """Return where entries stand that the seat saw as a member, or that were passed on."""
        return [
            at
            for at, logged in enumerate(self.bundle.entries)
            if logged.entry is not None
            and isinstance(logged.entry.place, Place) is member
            and (logged.entry.signature is not None or not signed)
        ]

    def disclosures(self) -> list[int]:
        """Return where a disclosure first shows its item, which stands next."""
        entries = self.bundle.entries
        return [
            at
            for at in range(len(entries) - 1)
            if (entry := entries[at].entry) is not None
            and isinstance(entry.place, Place)
            and entry.body.shown("kind") == "disclosure"
            and entry.body.shown("item") == entries[at + 1].promise.commitment.hex()
        ]


Forge = Callable[[Target, random.Random], tuple[Bundle, Kinds]]
STRANGER = Ed25519PrivateKey.from_private_bytes(b"a stranger's key, of 32 bytes...")


def with_entry(bundle: Bundle, at: int, **change: object) -> Bundle:
    entries = list(bundle.entries)
    entries[at] = replace(entries[at], **change)  # type: ignore[arg-type]
    return replace(bundle, entries=tuple(entries))


def with_close(bundle: Bundle, at: int, **change: object) -> Bundle:
    closes = list(bundle.closes)
    closes[at] = replace(closes[at], **change)  # type: ignore[arg-type]
    return replace(bundle, closes=tuple(closes))


def by_the_host(target: Target, entries: tuple[Logged, ...]) -> Bundle:
    """Let the host sign every window head anew over these entries."""
    bundle = target.bundle
    order = [logged.promise.commitment for logged in entries]
    gone = len(bundle.entries) - len(entries)
    closes: list[Close] = []
    for close in bundle.closes:
        count = close.window.count
        count -= gone if set(bundle.shown[:count]) - set(order) else 0
        window = sign_window(
            target.log_key, close.head, seat=target.seat, commitments=order[:count]
        )
        closes.append(replace(close, window=window))
    last = closes[-1].window.count
    return replace(bundle, closes=tuple(closes), entries=entries, shown=tuple(order[:last]))


# With a key that is not the host's, or not the seat's.


def a_promise_by_another(target: Target, draw: random.Random) -> tuple[Bundle, Kinds]:
    at = draw.randrange(len(target.bundle.entries))
    made = target.bundle.entries[at].promise
    forged = promise(
        STRANGER,
        room=target.bundle.opening.room,
        commitment=made.commitment,
        tick=made.tick,
        time=made.time,
    )
    return with_entry(target.bundle, at, promise=forged), {"host-signature"}


def a_promise_of_another_hour(target: Target, draw: random.Random) -> tuple[Bundle, Kinds]:
    """The host itself dates an entry anew: the tree holds the hour it was taken in."""
    at = draw.randrange(len(target.bundle.shown))
    made = target.bundle.entries[at].promise
    forged = promise(
        target.log_key,
        room=target.bundle.opening.room,
        commitment=made.commitment,
        tick=made.tick + draw.choice([1, -1]),
        time=draw.choice([made.time, "2031-03-16T09:00:01Z"]),
    )
    return with_entry(target.bundle, at, promise=forged), {"altered"}


def a_head_by_another(target: Target, draw: random.Random) -> tuple[Bundle, Kinds]:
    at = draw.randrange(len(target.bundle.closes))
    head = target.bundle.closes[at].head
    forged = sign_head(
        STRANGER,
        room=head.room,
        close=head.close,
        time=head.time,
        size=head.size,
        root=draw.choice([head.root, draw.randbytes(32)]),
        previous=target.bundle.closes[at - 1].head if at else None,
    )
    return with_close(target.bundle, at, head=forged), {"host-signature"}


def a_head_over_another_tree(target: Target, draw: random.Random) -> tuple[Bundle, Kinds]:
    """The host signs another root under the same number."""
    at = draw.randrange(len(target.bundle.closes))
    head = target.bundle.closes[at].head
    forged = sign_head(
        target.log_key,
        room=head.room,
        close=head.close,
        time=head.time,
        size=head.size,
        root=draw.randbytes(32),
        previous=target.bundle.closes[at - 1].head if at else None,
    )
    kinds: Kinds = {"inconsistent", "altered", "window", "forked"}
    return with_close(target.bundle, at, head=forged), kinds


def a_window_by_another(target: Target, draw: random.Random) -> tuple[Bundle, Kinds]:
    at = draw.randrange(len(target.bundle.closes))
    close = target.bundle.closes[at]
    shown = target.bundle.shown[: close.window.count]
    forged = sign_window(STRANGER, close.head, seat=target.seat, commitments=shown)
    return with_close(target.bundle, at, window=forged), {"host-signature"}


def windows_swapped(target: Target, draw: random.Random) -> tuple[Bundle, Kinds]:
    left, right = draw.sample(range(len(target.bundle.closes)), 2)
    window = target.bundle.closes[right].window
    return with_close(target.bundle, left, window=window), {"window"}


def a_window_of_another_seat(target: Target, draw: random.Random) -> tuple[Bundle, Kinds]:
    other = draw.choice([seat for seat in target.bundles if seat != target.seat])
    at = draw.randrange(len(target.bundle.closes))
    window = target.bundles[other].closes[at].window
    return with_close(target.bundle, at, window=window), {"window"}


def a_bundle_for_another_seat(target: Target, draw: random.Random) -> tuple[Bundle, Kinds]:
    other = draw.choice([seat for seat in target.bundles if seat != target.seat])
    return replace(target.bundle, seat=other), {"window"}


def heads_swapped(target: Target, draw: random.Random) -> tuple[Bundle, Kinds]:
    at = draw.randrange(len(target.bundle.closes) - 1)
    head = target.bundle.closes[at + 1].head
    return with_close(target.bundle, at, head=head), {"window", "inconsistent", "twice"}


def a_co_signature_by_another(target: Target, draw: random.Random) -> tuple[Bundle, Kinds]:
    at = draw.choice([n for n, close in enumerate(target.bundle.closes) if close.co_signed])
    close = target.bundle.closes[at]
    forged = tuple(co_sign(STRANGER, one.seat, close.head) for one in close.co_signed)
    return with_close(target.bundle, at, co_signed=forged), {"co-signature"}


def an_entry_signed_by_another(target: Target, draw: random.Random) -> tuple[Bundle, Kinds]:
    at = draw.choice(target.places(member=True, signed=True))
    entry = target.entry(at)
    key = draw.choice([STRANGER, *(k for s, k in target.run.keys.items() if s != entry.seat)])
    forged = replace(entry, signature=sign(key, "entry", entry.signed))
    return with_entry(target.bundle, at, entry=forged), {"author-signature"}


def an_entry_without_its_signature(target: Target, draw: random.Random) -> tuple[Bundle, Kinds]:
    at = draw.choice(target.places(member=True, signed=True))
    forged = replace(target.entry(at), signature=None)
    return with_entry(target.bundle, at, entry=forged), {"altered"}


def an_entry_of_another_seat(target: Target, draw: random.Random) -> tuple[Bundle, Kinds]:
    at = draw.choice(target.places(member=True))
    entry = target.entry(at)
    other = draw.choice([seat for seat in target.run.seats if seat != entry.seat])
    return with_entry(target.bundle, at, entry=replace(entry, seat=other)), {"altered"}


def an_entry_elsewhere(target: Target, draw: random.Random) -> tuple[Bundle, Kinds]:
    at = draw.choice(target.places(member=True))
    entry = target.entry(at)
    assert isinstance(entry.place, Place)
    place = replace(
        entry.place, compartment=draw.choice(list(target.run.rooms.values())), counter=7
    )
    return with_entry(target.bundle, at, entry=replace(entry, place=place)), {"altered"}


def other_words(target: Target, draw: random.Random) -> tuple[Bundle, Kinds]:
    at = draw.choice(target.places(member=True))
    entry = target.entry(at)
    fields = list(entry.body.fields)
    n = draw.randrange(len(fields))
    field = fields[n]
    assert isinstance(field, Shown)
    fields[n] = replace(field, value=text_of("we never said so"))
    return with_entry(target.bundle, at, entry=replace(entry, body=Body(tuple(fields)))), {
        "altered"
    }


# Redactions and disclosures: what the bundle shows against what it says was passed on.


def a_field_hidden_from_a_member(target: Target, draw: random.Random) -> tuple[Bundle, Kinds]:
    at = draw.choice(target.places(member=True))
    entry = target.entry(at)
    names = [field.name for field in entry.body.fields]
    keep = set(names) - {draw.choice(names)}
    return with_entry(target.bundle, at, entry=entry.redacted(keep, place=True)), {"disclosure"}


def a_place_hidden_from_a_member(target: Target, draw: random.Random) -> tuple[Bundle, Kinds]:
    at = draw.choice(target.places(member=True))
    entry = target.entry(at)
    names = {field.name for field in entry.body.fields}
    return with_entry(target.bundle, at, entry=entry.redacted(names)), {"disclosure", "swapped"}


def words_taken_from_a_member(target: Target, draw: random.Random) -> tuple[Bundle, Kinds]:
    at = draw.choice(target.places(member=True))
    return with_entry(target.bundle, at, entry=None), {"dropped"}


def a_field_hidden_of_what_was_passed_on(
    target: Target, draw: random.Random
) -> tuple[Bundle, Kinds]:
    at = draw.choice(target.places(member=False))
    entry = target.entry(at)
    names = [field.name for field in entry.body.fields if isinstance(field, Shown)]
    keep = set(names) - {draw.choice(names)}
    return with_entry(target.bundle, at, entry=entry.redacted(keep)), {"disclosure"}


def a_hidden_field_made_up(target: Target, draw: random.Random) -> tuple[Bundle, Kinds]:
    at = draw.choice(target.places(member=True))
    entry = target.entry(at)
    names = [field.name for field in entry.body.fields]
    name = draw.choice(names)
    fields = tuple(
        Hidden(field.name, draw.randbytes(32)) if field.name == name else field
        for field in entry.body.fields
    )
    return with_entry(target.bundle, at, entry=replace(entry, body=Body(fields))), {"altered"}


def more_shown_than_was_passed_on(target: Target, draw: random.Random) -> tuple[Bundle, Kinds]:
    """Whole where a part, or only its existence, was passed on."""
    known = {
        logged.promise.commitment: logged.entry
        for bundle in target.bundles.values()
        for logged in bundle.entries
        if logged.entry is not None and isinstance(logged.entry.place, Place)
    }
    entries = target.bundle.entries
    parts = [
        at + 1
        for at in target.disclosures()
        if (whole := known.get(entries[at + 1].promise.commitment)) is not None
        and whole.redacted({f.name for f in whole.body.fields}) != entries[at + 1].entry
    ]
    if not parts:
        return a_disclosure_dropped_by_the_host(target, draw)
    at = draw.choice(parts)
    whole = known[entries[at].promise.commitment]
    forged = whole.redacted({field.name for field in whole.body.fields})
    return with_entry(target.bundle, at, entry=forged), {"disclosure"}


def a_disclosure_dropped_by_the_host(target: Target, draw: random.Random) -> tuple[Bundle, Kinds]:
    at = draw.choice(target.disclosures())
    entries = target.bundle.entries
    kinds: Kinds = {"disclosure", "dropped", "swapped"}
    return by_the_host(target, entries[:at] + entries[at + 1 :]), kinds


def an_item_dropped_by_the_host(target: Target, draw: random.Random) -> tuple[Bundle, Kinds]:
    at = draw.choice(target.disclosures()) + 1
    entries = target.bundle.entries
    return by_the_host(target, entries[:at] + entries[at + 1 :]), {"dropped"}


def an_item_moved_by_the_host(target: Target, draw: random.Random) -> tuple[Bundle, Kinds]:
    at = draw.choice(target.disclosures()) + 1
    entries = list(target.bundle.entries)
    item = entries.pop(at)
    places = [n for n in range(len(entries) + 1) if n != at]
    entries.insert(draw.choice(places), item)
    return by_the_host(target, tuple(entries)), {"dropped", "swapped", "disclosure"}


def members_swapped_by_the_host(target: Target, draw: random.Random) -> tuple[Bundle, Kinds]:
    left, right = draw.sample(target.places(member=True), 2)
    entries = list(target.bundle.entries)
    entries[left], entries[right] = entries[right], entries[left]
    return by_the_host(target, tuple(entries)), {"swapped"}


def a_chain_broken_by_the_host(target: Target, draw: random.Random) -> tuple[Bundle, Kinds]:
    """An entry goes, with the host's help, that its author's next one continues."""
    entries = target.bundle.entries
    before = {
        entry.place.previous
        for logged in entries
        if (entry := logged.entry) is not None and isinstance(entry.place, Place)
    }
    at = draw.choice([n for n, logged in enumerate(entries) if logged.promise.commitment in before])
    return by_the_host(target, entries[:at] + entries[at + 1 :]), {"counter"}


FORGERIES: list[Forge] = [
    a_promise_by_another,
    a_promise_of_another_hour,
    a_head_by_another,
    a_head_over_another_tree,
    a_window_by_another,
    windows_swapped,
    a_window_of_another_seat,
    a_bundle_for_another_seat,
    heads_swapped,
    a_co_signature_by_another,
    an_entry_signed_by_another,
    an_entry_without_its_signature,
    an_entry_of_another_seat,
    an_entry_elsewhere,
    other_words,
    a_field_hidden_from_a_member,
    a_place_hidden_from_a_member,
    words_taken_from_a_member,
    a_field_hidden_of_what_was_passed_on,
    a_hidden_field_made_up,
    more_shown_than_was_passed_on,
    a_disclosure_dropped_by_the_host,
    an_item_dropped_by_the_host,
    an_item_moved_by_the_host,
    members_swapped_by_the_host,
    a_chain_broken_by_the_host,
]
