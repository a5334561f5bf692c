"""How a store takes things in, inside one transaction that no other writer runs beside."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, delete, exists, insert, select, update

from onetext.errors import WrongUse
from onetext.record.acts.kinds import act_of, kind_of
from onetext.record.acts.passing import Disclosure
from onetext.record.canonical import encode
from onetext.record.heads import CoSignature, encode_head
from onetext.record.opening import Opening
from onetext.record.promise import Promise
from onetext.record.record import Compartment, Kept, opened_by
from onetext.record.store.interface import Closed
from onetext.record.store.keys import Keys
from onetext.record.store.looking import SqlLooking
from onetext.record.store.packing import pack
from onetext.record.store.sealing import id_mark
from onetext.record.store.tables import (
    PUBLIC_MEMBER,
    blocks,
    bodies,
    chains,
    closes,
    compartments,
    keys,
    members,
    passed,
    places,
    promises,
    signatures,
    tallies,
    windows,
)
from onetext.record.store.wholeness import follows, is_wordless, signer_of, whole
from onetext.record.wire import to_json

T = TypeVar("T")
_THERE = select(
    exists().where(promises.c.commitment == bindparam("commitment"))
    | exists().where(places.c.mark == bindparam("mark"))
)
_KEY_OF = select(keys.c.n).where(
    keys.c.compartment == bindparam("place"),
    keys.c.lasting == bindparam("lasting"),
    keys.c.gone.is_(False),
)
_INTO_PROMISES, _INTO_PLACES, _INTO_BODIES = insert(promises), insert(places), insert(bodies)
_INTO_CHAINS = insert(chains).values(
    compartment=bindparam("place"),
    signer=bindparam("by"),
    counter=bindparam("length"),
    commitment=bindparam("end"),
)
_LONGER = (
    update(chains)
    .where(chains.c.compartment == bindparam("place"), chains.c.signer == bindparam("by"))
    .values(counter=bindparam("length"), commitment=bindparam("end"))
)


class SqlWriting(SqlLooking):
    """Look and write; ``forgotten`` are the keys to destroy once this is committed.

    No other writer runs beside it, so what was asked once need not be asked again until something
    is written.
    """

    def __init__(
        self, connection: Connection, opening: Opening, keys: Keys, *, walled: bool
    ) -> None:
        super().__init__(connection, opening, keys)
        self._said: dict[tuple[str, ...], Any] = {}
        self._walled = walled
        self.forgotten: list[int] = []

    def keep(self, kept: Kept) -> None:
        """Add an entry; the first one of a compartment opens it."""
        entry, place = whole(kept, self.opening)
        made, signer, mark = kept.promise, signer_of(entry), id_mark(entry.id)
        if self._one(_THERE, commitment=made.commitment, mark=mark):
            raise WrongUse("this entry is there already")
        before = self.chain(kept.compartment, signer)
        if before is not None and place.counter <= before[0]:
            raise WrongUse("this place in the chain is taken")
        follows(made, self.last())
        compartment = self._number(kept.compartment)
        if compartment is None:
            compartment = self._open(kept)
        number = self._key_of(compartment, lasting=is_wordless(entry))
        key = self._keys.get(number)
        if key is None:
            raise WrongUse(f"the key of the compartment {kept.compartment!r} is gone")
        self._said.clear()
        run = self.connection.execute
        run(
            _INTO_PROMISES,
            {
                "tick": made.tick,
                "commitment": made.commitment,
                "time": made.time,
                "signature": made.signature,
            },
        )
        run(
            _INTO_PLACES,
            {
                "compartment": compartment,
                "tick": made.tick,
                "key": number,
                "kind": key.kind(kind_of(entry.body) or ""),
                "author": key.author(entry.seat),
                "mark": mark,
            },
        )
        sealed = key.seal(pack(entry, place), made.commitment)
        run(_INTO_BODIES, {"tick": made.tick, "sealed": sealed})
        end = {"length": place.counter, "end": made.commitment}
        if before is None:
            run(_INTO_CHAINS, {"place": compartment, "by": signer, **end})
        else:
            run(_LONGER, {"place": compartment, "by": signer, **end})
        if self._walled:
            self._note_passed(kept, compartment)

    def close(self, closed: Closed) -> None:
        """Add a close, mark all that was pending as included in it, and drop the tally."""
        last, number = self.last(), closed.head.close
        self._said.clear()
        run = self.connection.execute
        run(delete(tallies))
        run(insert(closes), {"close": number, "head": encode_head(closed.head)})
        run(
            insert(blocks),
            {
                "close": number,
                "through": last.tick if last is not None else -1,
                "block": closed.block,
                "leaves": b"".join(closed.leaves),
            },
        )
        rows = [
            {
                "close": number,
                "at": at,
                "seat": PUBLIC_MEMBER if window.seat is None else window.seat,
                "head": encode(to_json(window)),
            }
            for at, window in enumerate(closed.windows)
        ]
        if rows:
            run(insert(windows), rows)

    def put_down(self, tally: bytes) -> None:
        """Keep the host's own counts until the next close, in place of those before."""
        if self.tally() is None:
            self.connection.execute(insert(tallies), {"n": 1, "sealed": tally})
        else:
            self.connection.execute(update(tallies).values(sealed=tally))

    def co_signed(self, signature: CoSignature) -> None:
        """Add a seat's signature under the head of a close; a second one changes nothing."""
        own = (signatures.c.close == signature.close) & (signatures.c.seat == signature.seat)
        if not self._one(select(exists().where(own))):
            self.connection.execute(
                insert(signatures),
                {
                    "close": signature.close,
                    "seat": signature.seat,
                    "signature": signature.signature,
                },
            )

    def forget(self, compartment: str) -> None:
        """Give the compartment's key up: it is destroyed as soon as this is committed."""
        number = self._number(compartment)
        if number is None:
            return
        live = (keys.c.compartment == number) & keys.c.lasting.is_(False) & keys.c.gone.is_(False)
        gone = list(self.connection.execute(select(keys.c.n).where(live)).scalars())
        if not gone:
            return
        self._said.clear()
        self.connection.execute(update(keys).where(keys.c.n.in_(gone)).values(gone=True))
        ticks = select(places.c.tick).where(places.c.compartment == number, places.c.key.in_(gone))
        self.connection.execute(delete(bodies).where(bodies.c.tick.in_(ticks)))
        self.forgotten += gone

    def last(self) -> Promise | None:
        """Return the promise of the last entry."""
        return self._once(("last",), super().last)

    def chain(self, compartment: str, signer: str) -> tuple[int, bytes] | None:
        """Return the last counter of a chain and the commitment of its entry."""
        asked = partial(super().chain, compartment, signer)
        return self._once(("chain", compartment, signer), asked)

    def compartment(self, id: str) -> Compartment | None:
        """Return a compartment, None if it was never opened."""
        return self._once(("compartment", id), partial(super().compartment, id))

    def _through(self) -> int:
        return self._once(("through",), super()._through)

    def _number(self, compartment: str) -> int | None:
        return self._once(("number", compartment), partial(super()._number, compartment))

    def _once(self, question: tuple[str, ...], ask: Callable[[], T]) -> T:
        if question not in self._said:
            self._said[question] = ask()
        answer: T = self._said[question]
        return answer

    def _open(self, kept: Kept) -> int:
        """Open the compartment of its first entry, under a number that tells nothing."""
        opened = opened_by(kept, self.opening, kept.promise.tick)
        number = _draw()
        inside = [PUBLIC_MEMBER] if opened.members is None else sorted(opened.members)
        run = self.connection.execute
        run(insert(compartments), {"n": number, "id": kept.compartment})
        run(insert(members), [{"seat": seat, "compartment": number} for seat in inside])
        return number

    def _key_of(self, compartment: int, *, lasting: bool) -> int:
        """Return the number of a compartment's key, drawn and made durable if there is none."""
        number: int | None = self._one(_KEY_OF, place=compartment, lasting=lasting)
        if number is None:
            number = _draw()
            self._keys.add(number)
            self.connection.execute(
                insert(keys),
                {"n": number, "compartment": compartment, "lasting": lasting, "gone": False},
            )
        return number

    def _note_passed(self, kept: Kept, compartment: int) -> None:
        """Write down, for the policies of row-level security, which item a disclosure names."""
        entry = kept.entry
        act = act_of(entry.body) if entry is not None else None
        if not isinstance(act, Disclosure) or act.form == "paraphrase":
            return
        item = self._one(select(promises.c.tick).where(promises.c.commitment == act.item))
        if item is not None and item < kept.promise.tick:
            self.connection.execute(
                insert(passed),
                {
                    "compartment": compartment,
                    "tick": kept.promise.tick,
                    "item": item,
                    "form": act.form,
                },
            )


def _draw() -> int:
    return secrets.randbits(62)
