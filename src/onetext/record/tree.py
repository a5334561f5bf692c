"""The hash tree over what the host has taken in: roots, growth and proofs (RFC 9162 §2.1).

SHA-256; a leaf is hashed after the byte 0x00, a node after 0x01, so that neither passes for the
other. Level 0 holds the leaf hashes; node ``i`` of level ``l`` covers the leaves ``i * 2**l`` to
``(i + 1) * 2**l``. Only nodes that are full are ever kept, and these never change: a store keeps
them once and makes any later proof from a few of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from hashlib import sha256

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()

NodeAt = Callable[[int, int], bytes]


def leaf_hash(entry: bytes) -> bytes:
    """Hash one leaf (RFC 9162 §2.1.1).

    Examples
    --------
    >>> leaf_hash(b"").hex()[:8]
    '6e340b9c'
    """
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two children into their node (RFC 9162 §2.1.1)."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """Hold what a growing tree needs: its size and the roots of its full subtrees, largest first.

    The compact range of transparency logs: one hash for each bit set in ``size``. Appending
    returns another frontier; this one stays.

    Examples
    --------
    >>> Frontier().append(b"one").append(b"two").root == Tree.of([b"one", b"two"]).root()
    True
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def append(self, entry: bytes) -> Frontier:
        """Return the frontier after one more entry; one hash on average, log2 n at most."""
        return self.append_hash(leaf_hash(entry))

    def append_hash(self, leaf: bytes) -> Frontier:
        """Return the frontier after one more leaf, given by its hash."""
        nodes = self.completes(leaf)
        kept = self.peaks[: len(self.peaks) - (len(nodes) - 1)]
        return Frontier(self.size + 1, (*kept, nodes[-1]))

    def completes(self, leaf: bytes) -> tuple[bytes, ...]:
        """Return the nodes that the leaf hash ``leaf`` fills, from level 0 up.

        The one of level ``l`` is number ``size >> l`` there; a store adds them as they come.
        """
        nodes = [leaf]
        for level in range(_trailing_ones(self.size)):
            nodes.append(node_hash(self.peaks[-1 - level], nodes[-1]))
        return tuple(nodes)

    @property
    def root(self) -> bytes:
        """Return the root over all entries so far; at most log2 n hashes."""
        return _bagged(self.peaks)


@dataclass(frozen=True, slots=True)
class Tree:
    """Hold every full node of a tree, to make proofs from.

    ``levels[l][i]`` is node ``i`` of level ``l``: 32 bytes each, twice the leaves in all.
    """

    levels: tuple[tuple[bytes, ...], ...]

    @classmethod
    def of(cls, entries: Iterable[bytes]) -> Tree:
        """Build the tree over ``entries``; one hash a leaf and one a node."""
        return cls.of_hashes([leaf_hash(entry) for entry in entries])

    @classmethod
    def of_hashes(cls, leaves: Sequence[bytes]) -> Tree:
        """Build the tree over leaf hashes, which are not changed."""
        levels = [tuple(leaves)]
        while len(levels[-1]) > 1:
            below = levels[-1]
            pairs = range(0, len(below) - 1, 2)
            levels.append(tuple(node_hash(below[at], below[at + 1]) for at in pairs))
        return cls(tuple(levels))

    @property
    def size(self) -> int:
        """Return the number of leaves."""
        return len(self.levels[0])

    def node(self, level: int, index: int) -> bytes:
        """Return one full node."""
        return self.levels[level][index]

    def root(self, size: int | None = None) -> bytes:
        """Return the root over all leaves, or over the first ``size``.

        Raises
        ------
        ValueError
            If the tree has not so many.
        """
        return root_of(self.node, self._checked(size))

    def inclusion(self, index: int, size: int | None = None) -> tuple[bytes, ...]:
        """Return the proof that leaf ``index`` is in the tree of the first ``size`` leaves."""
        return inclusion_proof(self.node, index, self._checked(size))

    def consistency(self, old: int, size: int | None = None) -> tuple[bytes, ...]:
        """Return the proof that the first ``old`` leaves begin the first ``size``."""
        return consistency_proof(self.node, old, self._checked(size))

    def _checked(self, size: int | None) -> int:
        if size is None:
            return self.size
        if not 0 <= size <= self.size:
            raise ValueError(f"a tree of {self.size} leaves has no first {size}")
        return size


def root_of(node: NodeAt, size: int) -> bytes:
    """Return the root over the first ``size`` leaves (RFC 9162 §2.1.1).

    Parameters
    ----------
    node
        Gives the full node of a level and index; asked for log2 n of them.
    """
    return _range_root(node, 0, size)


def inclusion_proof(node: NodeAt, index: int, size: int) -> tuple[bytes, ...]:
    """Return the path from leaf ``index`` to the root over ``size`` leaves (RFC 9162 §2.1.3.1).

    Parameters
    ----------
    node
        Gives the full node of a level and index.

    Returns
    -------
    tuple of bytes
        The siblings, 32 bytes each, from the leaf up: at most log2 n of them, rounded up.

    Raises
    ------
    ValueError
        If ``index`` is not below ``size``.

    Examples
    --------
    >>> len(Tree.of([b"a", b"b", b"c"]).inclusion(0))
    2
    """
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_range_root(node, middle, end))
            end = middle
        else:
            path.append(_range_root(node, start, middle))
            start = middle
    return tuple(reversed(path))


def consistency_proof(node: NodeAt, old: int, size: int) -> tuple[bytes, ...]:
    """Return the proof that the tree of ``old`` leaves begins that of ``size`` (§2.1.4.1).

    Between equal trees, and from the empty tree, the proof is empty (RFC 9162 leaves the empty
    tree out: it begins every tree, and nothing need be shown).

    Raises
    ------
    ValueError
        If ``old`` is more than ``size``.
    """
    if not 0 <= old <= size:
        raise ValueError(f"a tree of {old} leaves begins none of {size}")
    if old in (0, size):
        return ()
    proof: list[bytes] = []
    start, end, whole = 0, size, True
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            proof.append(_range_root(node, middle, end))
            end = middle
        else:
            proof.append(_range_root(node, start, middle))
            start, whole = middle, False
    if not whole:
        proof.append(_range_root(node, start, end))
    return tuple(reversed(proof))


def _range_root(node: NodeAt, start: int, end: int) -> bytes:
    """Hash the leaves from ``start``, a multiple of the largest power of two that fits."""
    peaks: list[bytes] = []
    while start < end:
        level = (end - start).bit_length() - 1
        peaks.append(node(level, start >> level))
        start += 1 << level
    return _bagged(peaks)


def _bagged(peaks: Sequence[bytes]) -> bytes:
    if not peaks:
        return EMPTY_ROOT
    return reduce(lambda right, left: node_hash(left, right), reversed(peaks))


def _split(size: int) -> int:
    """Return the largest power of two below ``size``."""
    return 1 << ((size - 1).bit_length() - 1)


def _trailing_ones(number: int) -> int:
    return (~number & (number + 1)).bit_length() - 1
