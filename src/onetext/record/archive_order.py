"""What each line of a whole record owes to those before it: room, clocks, chains, leaves, heads."""

from __future__ import annotations

from onetext.errors import BadInput
from onetext.record.archive import Archive, ClosedEndLine, CloseLine, EndLine
from onetext.record.entry import NONE_BEFORE, Entry, Place
from onetext.record.fields import Body, Hidden
from onetext.record.heads import NO_HEAD, CoSignature
from onetext.record.opening import HOST, Opening
from onetext.record.promise import Promise
from onetext.record.record import Compartment, Kept, opened_by
from onetext.record.store.interface import Closed
from onetext.record.tree import Tree
from onetext.record.wire import Misfit, Path

_SORT = "keep entries in the order of the host's clocks"


class Order:
    """Take entries and closes one by one, and refuse the first that does not follow.

    Raises
    ------
    Misfit
        With the path of what is off in its line.
    """

    def __init__(self, opening: Opening) -> None:
        self.opening = opening
        self.kept: list[Kept] = []
        self.closed: list[Closed] = []
        self.signed: list[CoSignature] = []
        self._compartments: dict[str, Compartment] = {}
        self._chains: dict[tuple[str, str], tuple[int, bytes]] = {}
        self._seen: set[bytes] = set()
        self._ids: set[bytes] = set()
        self._gone: set[str] = set()
        self._leaves: list[bytes] = []
        self._passages: set[tuple[object, object]] = set()
        self._as_of: str | None = None

    def entry(self, kept: Kept) -> None:
        """Take an entry."""
        if kept.promise.commitment in self._seen:
            raise _off("an entry that stands here twice", "promise", "commitment", so="drop one")
        self._dated(kept.promise)
        if kept.entry is None:
            if kept.compartment not in self._compartments:
                raise _off(f"no compartment {kept.compartment!r} was opened", "compartment")
            self._gone.add(kept.compartment)
        else:
            self._whole(kept, kept.entry)
        if kept.compartment not in self._compartments:
            opened = opened_by(kept, self.opening, len(self.kept) + 1)
            self._compartments[kept.compartment] = opened
        if kept.entry is not None and isinstance(kept.entry.place, Place):
            self._chained(kept.entry, kept.entry.place)
            self._text(kept.entry.body, kept.compartment)
        self._seen.add(kept.promise.commitment)
        self._leaves.append(kept.promise.leaf)
        self.kept.append(kept)

    def _dated(self, made: Promise) -> None:
        last = self.kept[-1].promise if self.kept else None
        if last is not None and made.time < last.time:
            what = f"the clock runs backwards, from {last.time} to {made.time}"
            raise _off(what, "promise", "time", so=_SORT)
        if last is not None and made.tick <= last.tick:
            what = f"the tick {made.tick} after {last.tick}"
            raise _off(what, "promise", "tick", so=_SORT)
        due, done = self.opening.close_of(made.time), len(self.closed)
        if due != done + 1:
            what = f"taken in at {made.time}, and {done} closes before it"
            hour = self.opening.hour_of(due)
            raise _off(what, "promise", "time", so=f"put it right before the close of {hour}")

    def _whole(self, kept: Kept, entry: Entry) -> None:
        if entry.room != self.opening.room:
            raise _off("an entry of another room", "entry", "room", so="leave it out")
        place = entry.place
        if not isinstance(place, Place):
            raise _off("an entry that hides its place", "entry", "place", so="write it whole")
        for at, part in enumerate(entry.body.fields):
            if isinstance(part, Hidden):
                raise _off(
                    f"an entry that hides its field {part.name!r}",
                    *("entry", "body", "fields", at),
                    so="write it whole",
                )
        if place.compartment != kept.compartment:
            what = f"the entry says that it stands in {place.compartment!r}"
            raise _off(what, "compartment", so="write that compartment")
        if entry.commitment != kept.promise.commitment:
            raise _off("not what the host took in", "entry", so="bring back the words as they were")
        if entry.id in self._ids:
            raise _off("another entry has this id", "entry", "id", so="drop one of them")
        self._ids.add(entry.id)

    def _chained(self, entry: Entry, place: Place) -> None:
        """Refuse what does not continue its signer's last entry here."""
        signer = entry.seat if entry.signature is not None else HOST
        chain = (place.compartment, signer)
        counter, before = self._chains.get(chain, (0, NONE_BEFORE))
        follows = (place.counter, place.previous) == (counter + 1, before)
        if not follows and (place.compartment not in self._gone or place.counter <= counter):
            what = f"number {place.counter} of {signer!r} in this compartment"
            so = f"put after it the one that continues number {counter}"
            raise _off(what, "entry", "place", "counter", so=so)
        self._chains[chain] = (place.counter, entry.commitment)

    def _text(self, body: Body, compartment: str) -> None:
        """Refuse a stand on a passage that is not there."""
        changes, stand = body.shown("changes"), body.shown("stand")
        if isinstance(changes, dict):
            self._passages.add((changes.get("instrument"), changes.get("passage")))
        if not isinstance(stand, dict) or compartment in self._gone:
            return
        instrument, passage = stand.get("instrument"), stand.get("passage")
        if (instrument, passage) not in self._passages:
            at = [part.name for part in body.fields].index("stand")
            raise _off(
                f"a stand on {passage!r} of {instrument!r}, which is not there",
                *("entry", "body", "fields", at, "value", "passage"),
                so="name a passage that stands before it",
            )

    def close(self, line: CloseLine) -> None:
        """Take a close."""
        head, number = line.head, len(self.closed) + 1
        before = self.closed[-1].head if self.closed else None
        if head.room != self.opening.room:
            raise _off("a head of another room", "head", "room", so="leave it out")
        if head.close != number:
            what = f"close {head.close} where close {number} is due"
            raise _off(what, "head", "close", so="keep closes in their order, each once")
        if head.time != self.opening.hour_of(number):
            what = f"close {number} is at {self.opening.hour_of(number)}, not at {head.time}"
            raise _off(what, "head", "time")
        if head.previous != (before.hash if before else NO_HEAD):
            raise _off("it continues another head than the one before it", "head", "previous")
        leaves = tuple(sorted((*self._leaves, *line.padding)))
        if list(line.padding) != sorted(set(line.padding)):
            raise _off("the padding does not rise", "padding", so="sort it, each once")
        if len(leaves) != self.opening.slots or head.size != number * self.opening.slots:
            what = f"{len(leaves)} leaves, not {self.opening.slots}"
            raise _off(what, "padding", so="pad to as many as the opening says")
        block = Tree.of_hashes(leaves).root()
        blocks = [*(closed.block for closed in self.closed), block]
        if Tree.of_hashes(blocks).root() != head.root:
            raise _off("the head is not over these entries and this padding", "head", "root")
        seats = [seat.seat for seat in self.opening.seats]
        if [window.seat for window in line.windows] != [None, *seats]:
            raise _off("not one window for the public and each seat, in their order", "windows")
        for at, window in enumerate(line.windows):
            if (window.room, window.close, window.head) != (head.room, number, head.hash):
                raise _off("a window of another head", "windows", at)
        self._signed(line, seats)
        self.closed.append(Closed(head, block, leaves, line.windows))
        self.signed += line.co_signed
        self._leaves = []

    def _signed(self, line: CloseLine, seats: list[str]) -> None:
        by = [one.seat for one in line.co_signed]
        if by != sorted(set(by)) or not set(by) <= set(seats):
            raise _off("co-signatures are of seats of the room, in rising order", "co_signed")
        for at, one in enumerate(line.co_signed):
            if one.close != line.head.close:
                raise _off("a co-signature of another close", "co_signed", at, "close")

    def end(self, line: EndLine | ClosedEndLine) -> None:
        """Take the last line."""
        entries, closes = len(self.kept), len(self.closed)
        if (line.entries, line.closes) != (entries, closes):
            raise Misfit(
                f"{line.entries} entries and {line.closes} closes are said, "
                f"{entries} and {closes} stand here",
                ("end",),
                instead="bring back what lacks",
            )
        if isinstance(line, ClosedEndLine):
            due = self.opening.close_of(line.as_of) - 1
            if due != closes:
                what = f"{due} closes were due by {line.as_of}, {closes} stand here"
                raise Misfit(what, ("end", "as_of"), instead="export it again")
            self._as_of = line.as_of

    def archive(self) -> Archive:
        """Return the record."""
        return Archive(
            self.opening,
            tuple(self.kept),
            tuple(self.closed),
            tuple(self.signed),
            as_of=self._as_of,
        )


def _off(what: str, *path: str | int, so: str = "") -> BadInput:
    """Say what is off at a path inside an entry or a close."""
    first = "close" if path[0] in ("head", "padding", "windows", "co_signed") else "entry"
    whole: Path = (first, *path)
    return Misfit(what, whole, instead=so or "export it again")
