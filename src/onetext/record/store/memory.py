"""A store in memory: for tests, for reading reports, and to hold the others against."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, replace

from onetext.errors import WrongUse
from onetext.record.acts.kinds import kind_of
from onetext.record.heads import CoSignature, Head
from onetext.record.opening import Opening
from onetext.record.promise import Promise
from onetext.record.record import Compartment, Kept, Readable, Record, opened_by
from onetext.record.store.interface import Closed, Writing
from onetext.record.store.wholeness import follows, is_wordless, own, signer_of, whole


@dataclass
class MemoryStore:
    """Keep one room in memory."""

    opening: Opening
    _kept: dict[bytes, Kept] = field(default_factory=dict)
    _compartments: dict[str, Compartment] = field(default_factory=dict)
    _chains: dict[tuple[str, str], tuple[int, bytes]] = field(default_factory=dict)
    _by_id: dict[bytes, bytes] = field(default_factory=dict)
    _closes: tuple[Closed, ...] = ()
    _included: int = -1
    _waiting: int = 0
    _taken: dict[str, int] = field(default_factory=dict)
    _tally: bytes | None = None
    _signatures: dict[tuple[int, str], CoSignature] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """Begin a transaction; what it did is undone when the block raises."""
        with self._lock:
            before = {name: copy(value) for name, value in vars(self).items() if name != "_lock"}
            try:
                yield self
            except BaseException:
                vars(self).update(before)
                raise

    @contextmanager
    def reading(self, seat: str | None) -> Iterator[Readable]:
        """Begin to read for one seat, from the state of now."""
        with self._lock:
            now = Record(self.opening, tuple(self._kept.values()))
        yield ReadingFor(now, seat)

    def held(self, seat: str | None, until: str | None) -> Iterator[Kept]:
        """Yield what was appended by ``until`` where ``seat`` was."""
        for kept in self._kept.values():
            if until is not None and kept.promise.time > until:
                return
            if self._compartments[kept.compartment].holds(seat):
                yield kept

    def items(self, commitments: Iterable[bytes]) -> Mapping[bytes, Kept]:
        """Return the entries with these commitments."""
        return {one: self._kept[one] for one in commitments if one in self._kept}

    def last(self) -> Promise | None:
        """Return the promise of the last entry."""
        for kept in reversed(self._kept.values()):
            return kept.promise
        return None

    def chain(self, compartment: str, signer: str) -> tuple[int, bytes] | None:
        """Return the last counter of a chain and the commitment of its entry."""
        return self._chains.get((compartment, signer))

    def compartment(self, id: str) -> Compartment | None:
        """Return a compartment, None if it was never opened."""
        return self._compartments.get(id)

    def ids(self, ids: Iterable[bytes]) -> Sequence[Kept]:
        """Return the entries with these ids, in order of tick."""
        found = [self._kept[self._by_id[id]] for id in set(ids) if id in self._by_id]
        return sorted(found, key=lambda kept: kept.promise.tick)

    def of_kind(self, kinds: Iterable[str], seat: str | None) -> Iterator[Kept]:
        """Yield the entries of these kinds in the compartments that hold ``seat``."""
        asked = set(kinds)
        for kept in self.held(seat, None):
            if kept.entry is not None and kind_of(kept.entry.body) in asked:
                yield kept

    def taken(self, seat: str) -> int:
        """Return how many entries of ``seat`` no close has included yet."""
        return self._taken.get(seat, 0)

    def waiting(self) -> int:
        """Return how many entries no close has included yet."""
        return self._waiting

    def tally(self) -> bytes | None:
        """Return what was put down since the last close."""
        return self._tally

    def put_down(self, tally: bytes) -> None:
        """Keep the host's own counts until the next close."""
        self._tally = tally

    def closed(self) -> int:
        """Return how many closes there are."""
        return len(self._closes)

    def heads(self) -> Sequence[tuple[Head, bytes]]:
        """Return the head and the block's root of every close, in order."""
        return [(closed.head, closed.block) for closed in self._closes]

    def keep(self, kept: Kept) -> None:
        """Add an entry; the first one of a compartment opens it."""
        entry, place = whole(kept, self.opening)
        made, chain = kept.promise, (kept.compartment, signer_of(entry))
        if made.commitment in self._kept or entry.id in self._by_id:
            raise WrongUse("this entry is there already")
        if place.counter <= self._chains.get(chain, (0, b""))[0]:
            raise WrongUse("this place in the chain is taken")
        follows(made, self.last())
        if kept.compartment not in self._compartments:
            opened = opened_by(kept, self.opening, len(self._kept) + 1)
            self._compartments[kept.compartment] = opened
        self._kept[made.commitment] = kept
        self._by_id[entry.id] = made.commitment
        self._chains[chain] = (place.counter, made.commitment)
        self._waiting += 1
        self._taken[entry.seat] = self._taken.get(entry.seat, 0) + 1

    def pending(self) -> Sequence[Promise]:
        """Return the promises that no close has included yet."""
        return [k.promise for k in self._kept.values() if k.promise.tick > self._included]

    def close(self, closed: Closed) -> None:
        """Add a close, mark all that was pending as included in it, and drop the tally."""
        last = self.last()
        self._closes = (*self._closes, closed)
        self._included = last.tick if last is not None else -1
        self._waiting, self._taken, self._tally = 0, {}, None

    def co_signed(self, signature: CoSignature) -> None:
        """Add a seat's signature under the head of a close."""
        self._signatures.setdefault((signature.close, signature.seat), signature)

    def forget(self, compartment: str) -> None:
        """Drop the words of a compartment's entries."""
        for commitment, kept in self._kept.items():
            entry = kept.entry
            if kept.compartment == compartment and entry is not None and not is_wordless(entry):
                self._kept[commitment] = replace(kept, entry=None)
                if kept.promise.tick > self._included:
                    self._taken[entry.seat] -= 1

    def closes(self) -> Sequence[Closed]:
        """Return all closes in order."""
        return self._closes

    def signatures(self) -> Sequence[CoSignature]:
        """Return all co-signatures, by close and seat."""
        return [self._signatures[key] for key in sorted(self._signatures)]

    def everything(self) -> Iterator[Kept]:
        """Yield every entry in order."""
        yield from self._kept.values()

    def shut(self) -> None:
        """Let go of nothing."""


@dataclass(frozen=True, slots=True)
class ReadingFor:
    """Read a record for one seat."""

    record: Readable
    seat: str | None

    @property
    def opening(self) -> Opening:
        """Return what is fixed in the room."""
        return self.record.opening

    def held(self, seat: str | None, until: str | None) -> Iterable[Kept]:
        """Yield what was appended by ``until`` where ``seat`` was."""
        return self.record.held(own(seat, self.seat), until)

    def items(self, commitments: Iterable[bytes]) -> Mapping[bytes, Kept]:
        """Return the entries with these commitments."""
        return self.record.items(commitments)
