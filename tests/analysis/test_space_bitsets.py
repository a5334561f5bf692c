"""Sets of bits against every pair of rows, and against moocore on long lists."""

from __future__ import annotations

import moocore
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as made
from space_oracle import LONG

from onetext.analysis.space.bitsets import in_bits
from onetext.analysis.space.dominance import _levels, efficient

Rows = npt.NDArray[np.int64]


def by_pairs(rows: Rows) -> list[bool]:
    """By the definition: no other row is at least as good for all and better for one."""
    listed = rows.tolist()
    return [
        not any(all(a >= b for a, b in zip(other, row, strict=True)) and other != row
                for other in listed)
        for row in listed
    ]  # fmt: skip


@settings(deadline=None, max_examples=2000 if LONG else 150)
@given(
    st.tuples(st.integers(2, 150), st.integers(2, 6)).flatmap(
        lambda shape: made.arrays(np.int64, shape, elements=st.integers(-6, 6))
    ),
    st.one_of(st.integers(1, 10**12), st.just(2**60)),
)
def test_bits_tell_what_every_pair_of_rows_tells(rows: Rows, unit: int) -> None:
    columns = [column * unit for column in rows.T]
    before = [column.copy() for column in columns]
    found = in_bits(columns, _levels)
    assert found is not None
    assert found.tolist() == by_pairs(rows)
    assert all(np.array_equal(a, b) for a, b in zip(columns, before, strict=True))


@pytest.mark.parametrize("parties", [4, 5, 7])
@pytest.mark.parametrize("unit", [1, 10**11])
def test_long_lists_near_a_front_are_filtered_as_moocore_does(parties: int, unit: int) -> None:
    rng = np.random.default_rng(parties)
    rows = np.abs(rng.normal(size=(6_000, parties)))
    rows = rows / np.linalg.norm(rows, axis=1)[:, None] + rng.normal(size=(6_000, 1)) * 0.01
    whole = np.rint(rows * 300).astype(np.int64)
    columns = [column * unit for column in whole.T]
    expected = moocore.is_nondominated(-whole.astype(float), keep_weakly=True)
    found = in_bits(columns, _levels)
    assert found is not None
    assert np.array_equal(found, expected)
    assert np.array_equal(efficient(columns), expected)


def test_a_list_of_mostly_dominated_rows_is_left_to_another_filter() -> None:
    rows = np.random.default_rng(0).integers(0, 1000, (8_000, 5))
    assert in_bits(list(rows.T), _levels) is None
