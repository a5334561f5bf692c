"""The best legal row of tags against every legal row, by brute force."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from onetext.press.learned.decode import CUES, ROLES, best, ranges

TAGS = st.sampled_from([CUES, ROLES])


def legal(path: tuple[int, ...], tags: tuple[str, ...]) -> bool:
    before = "O"
    for at in path:
        name = tags[at]
        if name.startswith("I-") and before[2:] != name[2:]:
            return False
        before = name
    return True


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_legal_row_is_better(data: st.DataObject) -> None:
    tags = data.draw(TAGS)
    long = data.draw(st.integers(1, 5 if tags is CUES else 4))
    scores = data.draw(
        arrays.arrays(np.float64, (long, len(tags)), elements=st.floats(-9, 0, width=32))
    )
    path = tuple(best(scores, tags).tolist())
    assert legal(path, tags)

    def worth(row: tuple[int, ...]) -> float:
        return float(sum(scores[i, tag] for i, tag in enumerate(row)))

    every = (row for row in product(range(len(tags)), repeat=long) if legal(row, tags))
    assert worth(path) == max(worth(row) for row in every) or np.isclose(
        worth(path), max(worth(r) for r in product(range(len(tags)), repeat=long) if legal(r, tags))
    )


@given(st.lists(st.sampled_from(["O", "s", "c"]), max_size=12))
def test_stretches_come_back_as_they_were_laid(names: list[str]) -> None:
    path, laid, before = [], {"source": [], "content": []}, "O"
    for at, name in enumerate(names):
        if name == "O":
            path.append(0)
        else:
            part = {"s": "source", "c": "content"}[name]
            goes_on = before == name
            path.append(ROLES.index(f"{'I' if goes_on else 'B'}-{part}"))
            if goes_on:
                laid[part][-1] = (laid[part][-1][0], at + 1)
            else:
                laid[part].append((at, at + 1))
        before = name
    for part, stretches in laid.items():
        assert ranges(np.array(path, dtype=np.int64), ROLES, part) == stretches
