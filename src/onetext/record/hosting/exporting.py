"""Export one window with its proofs: the bundle of a seat, or the public one."""

from __future__ import annotations

from onetext.errors import BadInput
from onetext.record.bundle import Bundle, Close, Inclusion, Logged
from onetext.record.hosting.closing import link
from onetext.record.store.interface import Store
from onetext.record.tree import Tree
from onetext.record.window import Line, lines_of


def export(store: Store, seat: str | None = None) -> Bundle:
    """Return the bundle of ``seat``, the public one without a seat.

    It holds what the seat may see and nothing else: whoever gets it learns no more than that seat.

    Raises
    ------
    BadInput
        If the room has no such seat.

    Notes
    -----
    Cost: the seat's lines, and for each close one tree of its leaves.
    """
    opening = store.opening
    if seat is not None and seat not in {one.seat for one in opening.seats}:
        raise BadInput(f"the room has no seat {seat!r}")
    closes = tuple(store.closes())
    blocks = [closed.block for closed in closes]
    signatures = tuple(store.signatures())
    trees = {closed.head.close: (closed.leaves, Tree.of_hashes(closed.leaves)) for closed in closes}
    index = {leaf: (n, at) for n, (leaves, _) in trees.items() for at, leaf in enumerate(leaves)}
    above = {n: Tree.of_hashes(blocks[:n]).inclusion(n - 1) for n in trees}

    def logged(line: Line) -> Logged:
        found = index.get(line.promise.leaf)
        if found is None:
            return Logged(line.promise, line.entry, None)
        close, at = found
        path = (*trees[close][1].inclusion(at), *above[close])
        whole = (close - 1) * opening.slots + at
        return Logged(line.promise, line.entry, Inclusion.at(whole, path))

    entries = tuple(logged(line) for line in lines_of(store, seat, None))
    shown: tuple[bytes, ...] = ()
    made = []
    for closed in closes:
        window = next(window for window in closed.windows if window.seat == seat)
        number = closed.head.close
        signed = tuple(one for one in signatures if one.close == number)
        made.append(Close(closed.head, link(blocks, number) if number > 1 else (), window, signed))
        shown = tuple(entry.promise.commitment for entry in entries[: window.count])
    return Bundle(1, opening, seat, tuple(made), shown, entries)
