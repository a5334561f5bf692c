"""Learn how much a finder's leanings count beside the rules: numbers in ``weighing``, ``stances``.

    python training/lean.py --model FOLDER [--on SET …]

FOLDER holds a judge as it would ship: trained as what ships is, without the sets it is asked on.
Figures are over folds of reports: each is weighed with numbers learned from the others.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor

from examples import Example, examples
from onetext.press.finding.attribution import Attribution
from onetext.press.finding.joining import join
from onetext.press.finding.leanings import Leanings
from onetext.press.labelling.conditions import find_condition
from onetext.press.labelling.stances import STANCES, YIELDING, features_of, scores_of
from onetext.press.learned.finder import attributions
from onetext.press.learned.model import Model, model_in
from onetext.press.learned.pieces import Cutter
from onetext.press.lexicon.parties import PartyTable
from onetext.press.resolving.saying import Saying, sayings
from onetext.press.resolving.speakers import SpeakerResolver
from onetext.press.resolving.weighing import date_leanings
from onetext.terms.said.statement import Stance
from onetext.terms.when import When
from scoring import match

FOLDS, SEED = 10, 20_251_215
#: How much a statement counts whose date can be known: with less, fewer wrong ones are
#: given, and fewer of the right ones than the rules alone give.
KNOWN = 4.0
Form = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """Hold one statement that was found: what is right, what leans, what the rules say."""

    report: str
    gold: Form
    leanings: Leanings
    saying: Saying
    stances: Mapping[Stance, float]


@dataclass(frozen=True)
class Choice:
    """Hold one choice among answers: signs (answers × signs), which are right, which count."""

    report: str
    signs: Tensor
    right: Tensor
    known: bool


def rows(model: Model, over: Sequence[Example], least: float) -> Iterator[Row]:
    """Yield the statements that were found and are in the gold, as the rules read them."""
    table = PartyTable.load()
    for e in over:
        text = e.page.text
        given = attributions(model, e.page, e.pieces, e.dates, e.by_rule, least)
        found = join(e.page, given)
        resolver = SpeakerResolver(e.page, table, table.mentions(text), found)
        speakers = [resolver.resolve(a) for a in found]
        doc = e.gold["doc"]
        day = When(str(doc["published"])) if doc.get("published") else None
        outlet = doc.get("outlet")
        times = sayings(e.page, found, speakers, e.dates, outlet=outlet, published=day)
        read = [{"content_spans": [[c.start, c.end] for c in a.contents]} for a in found]
        for i, j in match(e.gold["statements"], read, text).items():
            a: Attribution = found[j]
            if a.leanings is None:
                continue
            features = features_of(text, a, find_condition(text, a.contents))
            stances = scores_of(features)
            yield Row(e.name, e.gold["statements"][i], a.leanings, times[j], stances)


def date(row: Row) -> Choice:
    """Return the choice of a date: how it leans, the rules' own answer."""
    given = row.saying
    mine = str(given.said) if given.said else ""
    sign = 3 if not mine else 1 if given.date_span else 2
    due = row.gold.get("date") or ""
    return _choice(row, date_leanings(row.leanings, mine), mine, sign, due)


def _choice(row: Row, lean: Mapping[str, float], mine: str, sign: int, due: str) -> Choice:
    signs = torch.zeros((len(lean), 4))
    for at, (answer, much) in enumerate(lean.items()):
        signs[at, 0] = much
        signs[at, sign] = answer == mine
    return Choice(row.report, signs, torch.tensor([v == due for v in lean]), bool(due))


def learn(over: Sequence[Choice]) -> Tensor:
    """Return the weights of a conditional logit with a small ridge (L-BFGS).

    A report counts with the root of its statements, so that a long interview does not outvote the
    others; what can be known counts more than what cannot, which is the commoner.
    """
    usable = [c for c in over if c.right.any()]
    long = Counter(c.report for c in over)
    weights = torch.ones(over[0].signs.shape[1], dtype=torch.float64, requires_grad=True)
    solver = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        solver.zero_grad()
        total = 0.5 * ((weights - 1) ** 2).sum()
        for c in usable:
            scores = torch.log_softmax(c.signs.double() @ weights, 0)
            counts = (KNOWN if c.known else 1) / long[c.report] ** 0.5
            total = total - counts * torch.logsumexp(scores[c.right], 0)
        total.backward()
        return total

    solver.step(loss)
    return weights.detach()


def told(name: str, over: Sequence[Choice], rule: Callable[[Choice], int]) -> None:
    """Print how often the rules, and the weighed answer over folds, are right."""
    ids = sorted({c.report for c in over})
    random.Random(SEED).shuffle(ids)
    right = {"rules": [0, 0], "weighed": [0, 0], "leaning alone": [0, 0]}
    for fold in range(FOLDS):
        out = set(ids[fold::FOLDS])
        weights = learn([c for c in over if c.report not in out])
        for c in over:
            if c.report not in out:
                continue
            for who, at in (
                ("rules", rule(c)),
                ("weighed", int((c.signs.double() @ weights).argmax())),
                ("leaning alone", int(c.signs[:, 0].argmax())),
            ):
                right[who][0] += bool(c.right[at])
                right[who][1] += bool(c.right[at]) and c.known
    known = sum(c.known for c in over)
    weights = [round(float(w), 2) for w in learn(over)]
    print(f"{name}: {len(over)}, {known} known; weights {weights}")
    for who, (whole, of_known) in right.items():
        print(
            f"  {who:14} {100 * whole / len(over):5.1f}  of the known {100 * of_known / known:5.1f}"
        )


def stances(over: Sequence[Row]) -> None:
    """Print how often stances are right when leanings count so much: the first choice, or any."""
    print(f"stance: {len(over)}")
    for much in (0.0, 0.3, 0.5, 0.7, 1.0, 1.5):
        first = accepted = 0
        for row in over:
            table = max(STANCES, key=row.stances.__getitem__)
            lean = row.leanings.stance if table in YIELDING else {}
            told = max(STANCES, key=lambda s: row.stances[s] + much * lean.get(s, 0.0))
            first += told == row.gold["stance"]
            accepted += told in (row.gold["stance"], *(row.gold.get("stance_alt") or ()))
        shares = 100 * first / len(over), 100 * accepted / len(over)
        print(f"  leanings x {much}: first choice {shares[0]:5.1f}, accepted {shares[1]:5.1f}")


def main(given: Sequence[str]) -> int:
    """Print the weights and what they do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--on", nargs="+", default=["wikinews-train:kept"])
    parser.add_argument("--least", type=float, default=0.75)
    asked = parser.parse_args(given)
    torch.set_num_threads(1)
    cutter = Cutter(Tokenizer.from_file(str(asked.model / "tokenizer.json")))
    model = model_in(asked.model)
    over = [e for name in asked.on for e in examples(name, cutter)]
    found = list(rows(model, over, asked.least))
    stances(found)
    told("date", [date(r) for r in found], lambda c: int(c.signs[:, 1:].sum(1).argmax()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
