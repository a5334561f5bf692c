"""Make of trained weights what ships: the encoder as ONNX in eight bits, the head, the tokenizer.

    python training/ship.py --start ENCODER --weights FOLDER/net.pt --judge OTHER/net.pt --on SET …

How sure a finding is takes two numbers, by logistic regression of what proved right on sets that
the model did not learn from: what ships has learned from all, so a judge trained in the same way
without these sets stands in for it. The shipped form is told beside the trained one on them.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from examples import Example, examples
from learn import cutter_of, model_of
from measure import measured, sureness
from net import Net
from onetext.press.learned.model import Model, model_in

SHIPPED = Path(__file__).resolve().parents[1] / "src/onetext/press/learned/shipped"
MOST_MB = 25


def export(net: Net, out: Path) -> None:
    """Write the encoder in eight bits."""
    net.eval()
    sample = (
        torch.zeros((2, 9), dtype=torch.long),
        torch.zeros((2, 9, len(net.marks)), dtype=torch.long),
        torch.ones((2, 9), dtype=torch.long),
    )
    names = ["ids", "marks", "mask"]
    told = ["cues", "offers", "asks"]
    with tempfile.TemporaryDirectory() as folder:
        whole = str(Path(folder) / "whole.onnx")
        torch.onnx.export(
            net,
            sample,
            whole,
            input_names=names,
            output_names=told,
            dynamic_axes={name: {0: "windows", 1: "pieces"} for name in (*names, *told)},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            whole, str(out), weight_type=QuantType.QInt8, per_channel=True, reduce_range=False
        )


def fit(rows: Sequence[tuple[float, bool]], steps: int = 200) -> tuple[float, float]:
    """Return slope and offset of the logistic curve through (score, right or not)."""
    x = np.array([score for score, _ in rows])
    y = np.array([right for _, right in rows], dtype=float)
    given = np.stack([x, np.ones_like(x)], axis=1)
    at = np.array([1.0, 0.0])
    for _ in range(steps):
        told = 1 / (1 + np.exp(-given @ at))
        slope = given.T @ (told - y) + 1e-3 * at
        bend = (given * (told * (1 - told))[:, None]).T @ given + 1e-3 * np.eye(2)
        at = at - np.linalg.solve(bend, slope)
    return float(at[0]), float(at[1])


def main(given: Sequence[str]) -> int:
    """Make what ships, tell how far it is from what was trained."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--judge", type=Path, required=True)
    parser.add_argument("--on", nargs="+", default=["wikinews-train:kept"])
    parser.add_argument("--to", type=Path, default=SHIPPED)
    asked = parser.parse_args(given)
    torch.set_num_threads(1)
    over = [e for name in asked.on for e in examples(name, cutter_of(asked.start))]
    judge = _net(asked.start, asked.judge)
    with tempfile.TemporaryDirectory() as folder:
        _write(judge, Path(folder))
        rows = sureness(model_in(Path(folder)), over)
        sure = fit(rows)
        _tell("judge, as trained", model_of(judge), over)
        _tell("judge, as shipped", model_in(Path(folder)), over)
    _by_tenths(rows, sure)
    asked.to.mkdir(parents=True, exist_ok=True)
    _write(_net(asked.start, asked.weights), asked.to, sure)
    shutil.copyfile(asked.start / "tokenizer.json", asked.to / "tokenizer.json")
    whole = sum(path.stat().st_size for path in asked.to.iterdir()) / 1e6
    print(f"{whole:.1f} MB")
    return 0 if whole <= MOST_MB else 1


def _net(start: Path, weights: Path) -> Net:
    net = Net(start)
    net.load_state_dict(torch.load(weights))
    return net


def _write(net: Net, folder: Path, sure: tuple[float, float] = (1.0, 0.0)) -> None:
    export(net, folder / "encoder.onnx")
    head = {**net.head.arrays(), "sure": np.array(sure)}
    small: dict[str, Any] = {name: value.astype("float16") for name, value in head.items()}
    np.savez(folder / "head.npz", **small)


def _by_tenths(rows: Sequence[tuple[float, bool]], sure: tuple[float, float]) -> None:
    """Tell how often findings of each tenth of confidence were right, and the error expected."""
    told = np.array([1 / (1 + np.exp(-(sure[0] * score + sure[1]))) for score, _ in rows])
    right = np.array([one for _, one in rows], dtype=float)
    tenth = np.minimum((told * 10).astype(int), 9)
    off = 0.0
    for at in sorted(set(tenth.tolist())):
        here = tenth == at
        off += abs(told[here].sum() - right[here].sum()) / len(rows)
        print(f"said {told[here].mean():.2f}, right {right[here].mean():.2f} of {here.sum()}")
    print(f"expected calibration error {off:.3f} over {len(rows)} findings")


def _tell(name: str, model: Model, over: Sequence[Example]) -> None:
    print(name, measured(model, over))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
