"""From scores to spans: only legal rows of tags, the best of them (Viterbi)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from onetext.press.learned.pieces import Range

Floats = NDArray[np.floating]

#: The tags of a piece for one cue, and of a piece by itself.
ROLES = ("O", "B-source", "I-source", "B-content", "I-content")
CUES = ("O", "B-cue", "I-cue")
_NEVER = -1e9


def _legal(tags: tuple[str, ...]) -> NDArray[np.float64]:
    """Return 0 where a tag may follow another, else a score that never wins."""
    table = np.zeros((len(tags), len(tags)))
    for after, tag in enumerate(tags):
        if tag.startswith("I-"):
            allowed = {"B" + tag[1:], tag}
            table[[i for i, before in enumerate(tags) if before not in allowed], after] = _NEVER
    return table


_LEGAL: dict[tuple[str, ...], NDArray[np.float64]] = {t: _legal(t) for t in (ROLES, CUES)}


def best(scores: Floats, tags: tuple[str, ...]) -> NDArray[np.int64]:
    """Return the best legal row of tags; ``scores`` is pieces × tags, in log probabilities.

    Cost: pieces × tags².

    Examples
    --------
    >>> best(np.log([[0.9, 0.1, 0.1], [0.1, 0.3, 0.6]]), CUES).tolist()
    [0, 1]
    """
    legal = _LEGAL[tags]
    at = scores[0].astype(np.float64).copy()
    at[[i for i, tag in enumerate(tags) if tag.startswith("I-")]] = _NEVER
    came = np.zeros(scores.shape, dtype=np.int64)
    for row in range(1, len(scores)):
        ways = at[:, None] + legal
        came[row] = ways.argmax(axis=0)
        at = ways.max(axis=0) + scores[row]
    path = np.zeros(len(scores), dtype=np.int64)
    path[-1] = int(at.argmax())
    for row in range(len(scores) - 1, 0, -1):
        path[row - 1] = came[row, path[row]]
    return path


def ranges(path: NDArray[np.int64], tags: tuple[str, ...], name: str) -> list[Range]:
    """Return the stretches of one name in a legal row of tags.

    Examples
    --------
    >>> ranges(np.array([0, 1, 2, 1]), CUES, "cue")
    [(1, 3), (3, 4)]
    """
    begin, inside = tags.index(f"B-{name}"), tags.index(f"I-{name}")
    found: list[Range] = []
    for at, tag in enumerate(path.tolist()):
        if tag == begin:
            found.append((at, at + 1))
        elif tag == inside:
            found[-1] = (found[-1][0], at + 1)
    return found
