"""Closes: at each hour that the opening fixed, one head over a block of as many leaves as ever.

Every block has the same size, a power of two, so the tree above the blocks is the tree of their
roots (RFC 9162, §2.1: a complete subtree is one node whatever stands beside it). Roots and proofs
then cost the number of closes and of a block's leaves, not that of all leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from onetext.record.domains import SALT_BYTES
from onetext.record.heads import sign_head, sign_window
from onetext.record.promise import block
from onetext.record.store.interface import Closed, Writing
from onetext.record.tree import Tree
from onetext.record.window import lines_of


def due_closes(
    looks: Writing, log_key: Ed25519PrivateKey, draw: Callable[[int], bytes], *, time: str
) -> Iterator[Closed]:
    """Yield the closes whose hour has come by ``time``; the caller enters each before the next.

    All that is pending was taken in before the next close: no entry is taken in while one is due.

    Notes
    -----
    Cost: for a close, its leaves, the closes before, and for each window what its seat may see.
    """
    opening = looks.opening
    if opening.hour_of(looks.closed() + 1) > time:
        return
    before = [*looks.heads()]
    while opening.hour_of(len(before) + 1) <= time:
        pending = looks.pending()
        salts = [draw(SALT_BYTES) for _ in range(opening.slots - len(pending))]
        leaves = block(pending, salts, slots=opening.slots)
        root = Tree.of_hashes(leaves).root()
        number = len(before) + 1
        head = sign_head(
            log_key,
            room=opening.room,
            close=number,
            time=opening.hour_of(number),
            size=number * opening.slots,
            root=Tree.of_hashes([*(one for _, one in before), root]).root(),
            previous=before[-1][0] if before else None,
        )
        windows = tuple(
            sign_window(
                log_key,
                head,
                seat=seat,
                commitments=(line.promise.commitment for line in lines_of(looks, seat, None)),
            )
            for seat in (None, *(one.seat for one in opening.seats))
        )
        before.append((head, root))
        yield Closed(head, root, leaves, windows)


def link(blocks: Sequence[bytes], close: int) -> tuple[bytes, ...]:
    """Return the proof that the head of ``close`` continues the one before it."""
    return Tree.of_hashes(blocks[:close]).consistency(close - 1)
