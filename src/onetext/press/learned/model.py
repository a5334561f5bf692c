"""The model as it ships: an encoder run by onnxruntime, and a small head run by numpy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from onetext.press.finding.leanings import Leanings
from onetext.press.learned.decode import ROLES
from onetext.press.learned.labelling import leanings, log_chances
from onetext.press.learned.pieces import Ints, Range
from onetext.press.learned.windows import Window

Floats = NDArray[np.float32]
START, END, PAD = 101, 102, 0
DISTANCES = 32


@dataclass(frozen=True, slots=True)
class Seen:
    """Hold what the encoder says of the pieces of one window.

    ``cues`` are log probabilities (pieces × 3); the others are read by the head, as what a piece
    offers to a cue and what a cue asks of a piece; ``tells`` is for stance and date.
    """

    cues: Floats
    offers: Floats
    asks: Floats
    tells: Floats


class Encoder(Protocol):
    """Read windows of pieces."""

    def __call__(self, ids: Ints, marks: Ints, mask: Ints) -> tuple[Floats, Floats, Floats, Floats]:
        """Return scores of cues, offers, asks and tells (windows × pieces × width)."""
        ...


class Model:
    """Read windows, and give each piece its part for a cue."""

    def __init__(self, encoder: Encoder, head: Mapping[str, Floats]) -> None:
        self._encode = encoder
        self._head = dict(head)
        slope, offset = self._head.pop("sure", np.array([1.0, 0.0], dtype=np.float32))
        self._sure = float(slope), float(offset)

    @classmethod
    @cache
    def builtin(cls) -> Model:
        """Return the model that ships with the package."""
        with as_file(files("onetext.press.learned") / "shipped") as folder:
            return model_in(folder)

    def see(self, ids: Ints, marks: Ints, window: Window) -> Seen:
        """Return what the encoder says of a window.

        One at a time: eight bits are scaled over all that is read at once, and it is faster.
        """
        cues, offers, asks, tells = (
            told[0, 1:-1] for told in self._encode(*padded([(ids, marks, window)]))
        )
        return Seen(log_chances(cues), offers, asks, tells)

    def roles(self, seen: Seen, cue: Range, by_rule: Ints) -> Floats:
        """Return the log probability of every part for every piece, for one cue.

        ``cue`` and ``by_rule`` (see :func:`~onetext.press.learned.pieces.rule_roles`) count from
        the window's first piece.
        """
        h = self._head
        width = h["distance"].shape[1]
        offers, asks = seen.offers, seen.asks[cue[0]]
        met = offers[:, :width] + asks[:width]
        met = met + h["distance"][distances(len(offers), cue[0])] + h["rule"][by_rule]
        both = np.concatenate([np.maximum(met, 0), offers[:, width:] * asks[width:]], axis=1)
        inner = np.maximum(both @ h["inner.weight"].T + h["inner.bias"], 0)
        told = log_chances(inner @ h["outer.weight"].T + h["outer.bias"])
        assert told.shape[1] == len(ROLES)
        return told

    def leanings(
        self,
        seen: Seen,
        cue: Range,
        contents: Sequence[Range],
        sources: Sequence[Range],
        dates: Sequence[tuple[Range, str]],
    ) -> Leanings:
        """Return what a finding is likely to be; all ranges count from the window's first piece."""
        return leanings(self._head, seen.tells, cue, contents, sources, dates)

    def confidence(self, score: float) -> float:
        """Return how often a finding with this score proved right (logistic, set on dev)."""
        slope, offset = self._sure
        return float(1 / (1 + np.exp(-(slope * score + offset))))


def model_in(folder: Path) -> Model:
    """Return the model that lies in a folder: ``encoder.onnx`` and ``head.npz``.

    It runs on one thread; a reader of many reports runs one model a process.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    session: Any = onnxruntime.InferenceSession(
        str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
    )
    with np.load(folder / "head.npz") as held:
        head = {name: held[name].astype(np.float32) for name in held.files}

    def encode(ids: Ints, marks: Ints, mask: Ints) -> tuple[Floats, Floats, Floats, Floats]:
        told = session.run(None, {"ids": ids, "marks": marks, "mask": mask})
        return told[0], told[1], told[2], told[3]

    return Model(encode, head)


def padded(over: Sequence[tuple[Ints, Ints, Window]]) -> tuple[Ints, Ints, Ints]:
    """Return ids, marks and mask of windows, each between the encoder's own two marks."""
    longest = max(w.high - w.low for _, _, w in over) + 2
    ids = np.full((len(over), longest), PAD, dtype=np.int64)
    marks = np.zeros((len(over), longest, over[0][1].shape[1]), dtype=np.int64)
    mask = np.zeros((len(over), longest), dtype=np.int64)
    for row, (all_ids, all_marks, w) in enumerate(over):
        long = w.high - w.low
        ids[row, 0], ids[row, long + 1] = START, END
        ids[row, 1 : long + 1] = all_ids[w.low : w.high]
        marks[row, 1 : long + 1] = all_marks[w.low : w.high]
        mask[row, : long + 2] = 1
    return ids, marks, mask


def distances(pieces: int, cue: int) -> Ints:
    """Return how far each piece is from a cue, in steps that widen; before and after apart.

    Examples
    --------
    >>> distances(4, 1).tolist()
    [1, 0, 17, 18]
    """
    away = np.arange(pieces) - cue
    far = np.abs(away)
    wide = 8 + np.floor(np.log2(np.maximum(far, 1) / 8) * 1.6).astype(np.int64)
    step = np.where(far < 8, far, np.minimum(15, wide))
    return np.where(away > 0, 16 + step, step).astype(np.int64)
