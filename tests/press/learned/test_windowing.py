"""Windows own every piece once, end with sentences where they can, and see what lies around."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onetext.press.learned.windows import AROUND, OWN, windows


@given(
    st.lists(st.integers(1, 3 * OWN), max_size=30),
    st.integers(1, OWN),
)
def test_every_piece_is_owned_once(sentences: list[int], opening: int) -> None:
    bounds = np.concatenate(([0], np.cumsum(sentences))).astype(np.int64)
    found = list(windows(bounds, opening=opening))
    owned = [piece for w in found for piece in range(w.first, w.after)]
    assert owned == list(range(int(bounds[-1])))
    for number, w in enumerate(found):
        most = OWN if number else opening
        assert 0 < w.after - w.first <= most
        assert (w.low, w.high) == (max(0, w.first - AROUND), min(len(owned), w.after + AROUND))
        ends_a_sentence = w.after in bounds
        too_long = not any(w.first < b <= w.first + most for b in bounds)
        assert ends_a_sentence or too_long
