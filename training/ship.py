"""Make of trained weights what ships: the encoder as ONNX in eight bits, the head, the tokenizer.

    python training/ship.py --start ENCODER --weights FOLDER/net.pt --sure SET …

The whole is checked before it is kept: the shipped encoder beside the trained one on every window
of the sets named, and the head of numpy beside that of torch. How sure the model is gets set on
the same sets (two numbers, by logistic regression of what proved right).
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
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
    parser.add_argument("--sure", nargs="+", default=["wikinews-dev"])
    parser.add_argument("--to", type=Path, default=SHIPPED)
    asked = parser.parse_args(given)
    torch.set_num_threads(1)
    net = Net(asked.start)
    net.load_state_dict(torch.load(asked.weights))
    asked.to.mkdir(parents=True, exist_ok=True)
    export(net, asked.to / "encoder.onnx")
    shutil.copyfile(asked.start / "tokenizer.json", asked.to / "tokenizer.json")
    head = dict(net.head.arrays())
    _keep(head, asked.to)
    over = [e for name in asked.sure for e in examples(name, cutter_of(asked.start))]
    shipped = model_in(asked.to)
    slope, offset = fit(sureness(shipped, over))
    head["sure"] = np.array([slope, offset])
    _keep(head, asked.to)
    _tell("trained", model_of(net), over)
    _tell("shipped", model_in(asked.to), over)
    whole = sum(path.stat().st_size for path in asked.to.iterdir()) / 1e6
    print(f"{whole:.1f} MB")
    return 0 if whole <= MOST_MB else 1


def _keep(head: Mapping[str, np.ndarray], folder: Path) -> None:
    small: dict[str, Any] = {name: value.astype("float16") for name, value in head.items()}
    np.savez(folder / "head.npz", **small)


def _tell(name: str, model: Model, over: Sequence[Example]) -> None:
    print(name, measured(model, over))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
