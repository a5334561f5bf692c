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
from figures import calibration
from learn import cutter_of, model_of
from logistic import fit
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
    told = ["cues", "offers", "asks", "tells"]
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


def curve(rows: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Return slope and offset of the logistic curve through (log odds, right or not)."""
    x = np.array([[score, 1.0] for score, _ in rows])
    y = np.array([right for _, right in rows], dtype=np.float64)
    slope, offset = fit(x, y, np.full(2, 1e-3))
    return float(slope), float(offset)


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
        sure = curve(rows)
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
    head = {**net.head.arrays(), **net.labels.arrays(), "sure": np.array(sure)}
    small: dict[str, Any] = {name: value.astype("float16") for name, value in head.items()}
    np.savez(folder / "head.npz", **small)


def _by_tenths(rows: Sequence[tuple[float, bool]], sure: tuple[float, float]) -> None:
    """Tell how often findings of each tenth of confidence were right, and the error expected."""
    tenths, off = calibration(
        [(float(1 / (1 + np.exp(-(sure[0] * score + sure[1])))), right) for score, right in rows]
    )
    for said, right, count in tenths:
        print(f"said {said:.2f}, right {right:.2f} of {count}")
    print(f"expected calibration error {off:.3f} over {len(rows)} findings")


def _tell(name: str, model: Model, over: Sequence[Example]) -> None:
    print(name, measured(model, over))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
