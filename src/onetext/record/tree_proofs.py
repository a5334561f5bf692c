"""Check the proofs of a hash tree without the tree (RFC 9162 §2.1.3.2 and §2.1.4.2)."""

from __future__ import annotations

from collections.abc import Sequence
from hmac import compare_digest

from onetext.record.tree import EMPTY_ROOT, HASH_BYTES, node_hash


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Tell whether ``proof`` leads from a leaf hash to ``root``.

    The steps of RFC 9162 §2.1.3.2. Anything wrong (an index outside, a proof too long or too
    short, a hash of another length) is an honest no, never an error.

    Parameters
    ----------
    leaf, root
        32 bytes each, compared in constant time.
    index, size
        The leaf's number and the number of leaves under ``root``.

    Notes
    -----
    One hash for each element of the proof.

    Examples
    --------
    >>> from onetext.record.tree import Tree, leaf_hash
    >>> tree = Tree.of([b"a", b"b", b"c"])
    >>> is_included(leaf_hash(b"c"), 2, 3, tree.inclusion(2), tree.root())
    True
    """
    if not 0 <= index < size or not _hashes(leaf, root, *proof):
        return False
    at, last, made = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            made = node_hash(sibling, made)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            made = node_hash(made, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and compare_digest(made, root)


def is_consistent(
    old: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]
) -> bool:
    """Tell whether ``proof`` shows the tree of ``old`` leaves to begin that of ``size``.

    The steps of RFC 9162 §2.1.4.2; equal trees and the empty tree need an empty proof.

    Notes
    -----
    Two hashes for each element of the proof.

    Examples
    --------
    >>> from onetext.record.tree import Tree
    >>> tree = Tree.of([b"a", b"b", b"c"])
    >>> is_consistent(2, tree.root(2), 3, tree.root(), tree.consistency(2))
    True
    """
    if not 0 <= old <= size or not _hashes(old_root, root, *proof):
        return False
    if old == 0:
        return not proof and compare_digest(old_root, EMPTY_ROOT)
    if old == size:
        return not proof and compare_digest(old_root, root)
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    if not path:
        return False
    at, last = old - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    made_old = made = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            made_old, made = node_hash(sibling, made_old), node_hash(sibling, made)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            made = node_hash(made, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and compare_digest(made_old, old_root) & compare_digest(made, root)


def _hashes(*values: bytes) -> bool:
    return all(len(value) == HASH_BYTES for value in values)
