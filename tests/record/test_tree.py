"""The hash tree against its definition and the known answers of certificate transparency."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.record.tree import (
    EMPTY_ROOT,
    Frontier,
    Tree,
    leaf_hash,
    node_hash,
)
from onetext.record.tree_proofs import is_consistent, is_included

# The leaves and roots that implementations of RFC 6962 share, for 1 to 8 leaves.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
ENTRIES = st.lists(st.binary(max_size=6), max_size=40)


def defined_root(entries: list[bytes]) -> bytes:
    """MTH of RFC 9162 §2.1.1, word for word."""
    if not entries:
        return sha256().digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = largest_power_below(len(entries))
    return sha256(b"\x01" + defined_root(entries[:k]) + defined_root(entries[k:])).digest()


def defined_path(m: int, entries: list[bytes]) -> list[bytes]:
    """PATH of §2.1.3.1."""
    if len(entries) == 1:
        return []
    k = largest_power_below(len(entries))
    if m < k:
        return [*defined_path(m, entries[:k]), defined_root(entries[k:])]
    return [*defined_path(m - k, entries[k:]), defined_root(entries[:k])]


def defined_proof(m: int, entries: list[bytes], whole: bool = True) -> list[bytes]:
    """SUBPROOF of §2.1.4.1."""
    if m == len(entries):
        return [] if whole else [defined_root(entries)]
    k = largest_power_below(len(entries))
    if m <= k:
        return [*defined_proof(m, entries[:k], whole), defined_root(entries[k:])]
    return [*defined_proof(m - k, entries[k:], False), defined_root(entries[:k])]


def largest_power_below(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


@pytest.mark.parametrize("size", range(9))
def test_known_roots(size: int) -> None:
    assert Tree.of(LEAVES[:size]).root().hex() == ROOTS[size]
    assert Tree.of(LEAVES).root(size).hex() == ROOTS[size]
    assert defined_root(LEAVES[:size]).hex() == ROOTS[size]


def test_the_example_of_section_2_1_5() -> None:
    """Seven leaves d0 to d6; the RFC names the nodes of each proof by letter."""
    d = LEAVES[:7]
    a, b, c, dd, e, f, j = (leaf_hash(leaf) for leaf in d)
    g, h, i = node_hash(a, b), node_hash(c, dd), node_hash(e, f)
    k, last = node_hash(g, h), node_hash(i, j)
    tree = Tree.of(d)
    assert tree.inclusion(0) == (b, h, last)
    assert tree.inclusion(3) == (c, g, last)
    assert tree.inclusion(4) == (f, j, k)
    assert tree.inclusion(6) == (i, k)
    assert tree.consistency(3) == (c, dd, g, last)
    assert tree.consistency(4) == (last,)
    assert tree.consistency(6) == (i, j, k)


@given(ENTRIES)
def test_all_three_ways_give_the_defined_root(entries: list[bytes]) -> None:
    before = list(entries)
    frontier = Frontier()
    levels: dict[tuple[int, int], bytes] = {}
    for entry in entries:
        for level, node in enumerate(frontier.completes(leaf_hash(entry))):
            levels[level, frontier.size >> level] = node
        frontier = frontier.append(entry)
    tree = Tree.of(entries)
    assert frontier.root == tree.root() == defined_root(entries)
    assert len(frontier.peaks) == frontier.size.bit_count()
    assert levels == {
        (level, at): node for level, row in enumerate(tree.levels) for at, node in enumerate(row)
    }
    assert entries == before


@given(st.lists(st.binary(max_size=6), min_size=1, max_size=40), st.data())
def test_inclusion_is_as_defined_and_checks(entries: list[bytes], data: st.DataObject) -> None:
    size = data.draw(st.integers(1, len(entries)))
    index = data.draw(st.integers(0, size - 1))
    tree = Tree.of(entries)
    proof = tree.inclusion(index, size)
    assert list(proof) == defined_path(index, entries[:size])
    leaf, root = leaf_hash(entries[index]), tree.root(size)
    assert is_included(leaf, index, size, proof, root)
    other = data.draw(st.binary(min_size=32, max_size=32).filter(lambda made: made != leaf))
    assert not is_included(other, index, size, proof, root)
    assert not is_included(leaf, index, size, proof, other)
    assert not is_included(leaf, index, size, (*proof, other), root)
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        assert not is_included(leaf, index, size, proof[:at] + proof[at + 1 :], root)
        wrong = (*proof[:at], other, *proof[at + 1 :])
        assert wrong == proof or not is_included(leaf, index, size, wrong, root)


@given(ENTRIES, st.data())
def test_consistency_is_as_defined_and_checks(entries: list[bytes], data: st.DataObject) -> None:
    size = data.draw(st.integers(0, len(entries)))
    old = data.draw(st.integers(0, size))
    tree = Tree.of(entries)
    proof = tree.consistency(old, size)
    assert list(proof) == (defined_proof(old, entries[:size]) if old else [])
    old_root, root = tree.root(old), tree.root(size)
    assert is_consistent(old, old_root, size, root, proof)
    other = data.draw(st.binary(min_size=32, max_size=32).filter(lambda made: made != root))
    assert old == 0 or not is_consistent(old, old_root, size, other, proof)
    assert other == old_root or not is_consistent(old, other, size, root, proof)
    assert not is_consistent(old, old_root, size, root, (*proof, other))
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        assert not is_consistent(old, old_root, size, root, proof[:at] + proof[at + 1 :])


@pytest.mark.parametrize("size", range(1, 18))
def test_no_other_place_or_size_is_proved(size: int) -> None:
    """Distinct leaves: a proof holds for its own index, and for no other index or old tree."""
    tree = Tree.of([bytes([n]) for n in range(size)])
    root = tree.root()
    for index in range(size):
        proof = tree.inclusion(index)
        for other in range(size):
            leaf = leaf_hash(bytes([index]))
            assert is_included(leaf, other, size, proof, root) is (index == other)
    for old in range(1, size):
        proof = tree.consistency(old)
        for other in range(size + 1):
            assert is_consistent(other, tree.root(old), size, root, proof) is (old == other)


def test_a_leaf_is_never_a_node() -> None:
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(left + right) != node_hash(left, right)
    assert leaf_hash(b"") != EMPTY_ROOT


@pytest.mark.parametrize("hash_", [b"", b"short", bytes(33)])
def test_what_is_no_hash_proves_nothing(hash_: bytes) -> None:
    assert not is_included(hash_, 0, 1, (), hash_)
    assert not is_consistent(1, hash_, 1, hash_, ())
    assert not is_included(bytes(32), 0, 2, (hash_,), bytes(32))


@pytest.mark.parametrize("call", [(5, 5), (-1, 5), (0, 6), (0, -1), (0, 0)])
def test_a_leaf_outside_the_tree_is_refused(call: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="leaves"):
        Tree.of([b"x"] * 5).inclusion(*call)


def test_an_older_tree_is_not_larger() -> None:
    with pytest.raises(ValueError, match="begins none"):
        Tree.of([b"x"] * 5).consistency(4, 3)


@given(st.integers(-2, 70), st.integers(-2, 70), st.lists(st.binary(max_size=33), max_size=8))
def test_no_proof_breaks_the_check(index: int, size: int, proof: list[bytes]) -> None:
    assert not is_included(bytes(32), index, size, proof, bytes(32)) or size == 1
    is_consistent(index, bytes(32), size, bytes(32), proof)
