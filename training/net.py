"""The net: an encoder of sentences taken over, marks added to its words, and two heads of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from transformers import BertModel

from examples import CHANNELS
from onetext.press.learned import labelling
from onetext.press.learned.decode import CUES, ROLES
from onetext.press.learned.labelling import ASK, CONTENT, CUE, DATE, SOURCE
from onetext.press.learned.model import DISTANCES
from onetext.press.learned.pieces import MARKS, Range

MEET, MULTIPLY, INNER = 128, 64, 96


class Net(nn.Module):
    """Score cues, and give out for every piece what the head needs to score its part."""

    def __init__(self, start: Path) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            start,
            add_pooling_layer=False,
            attn_implementation="eager",
            attention_probs_dropout_prob=0.0,
        )
        wide = self.encoder.config.hidden_size
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.marks = nn.ModuleList(nn.Embedding(values, wide) for values in MARKS.values())
        self.drop = nn.Dropout(0.2)
        self.cues = nn.Sequential(
            nn.Linear(wide, MEET), nn.GELU(), nn.Dropout(0.1), nn.Linear(MEET, len(CUES))
        )
        self.offers = nn.Linear(wide, MEET + MULTIPLY)
        self.asks = nn.Linear(wide, MEET + MULTIPLY)
        self.tells = nn.Linear(wide, labelling.WIDTH)
        self.head = Head()
        self.labels = Labels()
        for table in self.marks:
            nn.init.normal_(table.weight, std=0.02)

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """Return scores of cues, offers, asks and tells."""
        words = self.encoder.embeddings.word_embeddings(ids)
        for at, table in enumerate(self.marks):
            words = words + table(marks[..., at])
        held = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
        held = self.drop(held)
        return self.cues(held), self.offers(held), self.asks(held), self.tells(held)


class Head(nn.Module):
    """Score the part of every piece for one cue; ``Model.roles`` does the same with numpy."""

    def __init__(self) -> None:
        super().__init__()
        self.distance = nn.Embedding(DISTANCES, MEET)
        self.rule = nn.Embedding(4, MEET)
        self.drop = nn.Dropout(0.1)
        self.inner = nn.Linear(MEET + MULTIPLY, INNER)
        self.outer = nn.Linear(INNER, len(ROLES))
        for table in (self.distance, self.rule):
            nn.init.normal_(table.weight, std=0.05)

    def forward(self, offers: Tensor, asks: Tensor, away: Tensor, rule: Tensor) -> Tensor:
        """Return scores (cues × pieces × parts) of cues ``asks`` over pieces ``offers``."""
        met = offers[None, :, :MEET] + asks[:, None, :MEET] + self.distance(away) + self.rule(rule)
        product = offers[None, :, MEET:] * asks[:, None, MEET:]
        both = torch.cat([torch.relu(met), product], dim=-1)
        scored: Tensor = self.outer(self.drop(torch.relu(self.inner(both))))
        return scored

    def arrays(self) -> Mapping[str, np.ndarray]:
        """Return the weights by the names that ``Model`` reads."""
        named = {"distance.weight": "distance", "rule.weight": "rule"}
        return {
            named.get(name, name): value.detach().float().numpy()
            for name, value in self.state_dict().items()
        }


class Labels(nn.Module):
    """Score stance, channel and date of findings; ``labelling.leanings`` does it with numpy."""

    def __init__(self) -> None:
        super().__init__()
        inner = sum(part.stop - part.start for part in (CUE, CONTENT, SOURCE))
        date = DATE.stop - DATE.start
        self.drop = nn.Dropout(0.2)
        self.stance = nn.Linear(inner, len(labelling.STANCES))
        self.channel = nn.Linear(inner, len(CHANNELS))
        self.undated = nn.Linear(inner, 2)
        self.away = nn.Embedding(labelling.DISTANCES, date)
        self.held = nn.Embedding(2, date)
        self.dated = nn.Linear(date, 1)
        for table in (self.away, self.held):
            nn.init.normal_(table.weight, std=0.05)

    def forward(
        self,
        tells: Tensor,
        cue: Range,
        contents: Sequence[Range],
        sources: Sequence[Range],
        dates: Sequence[Range],
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Return scores of stances, of channels, and of no date, one elsewhere, each here."""
        inner = torch.cat(
            [
                torch.relu(tells[cue[0], CUE]),
                torch.relu(_mean(tells, contents)[CONTENT]),
                torch.relu(_mean(tells, sources)[SOURCE]),
            ]
        )
        inner = self.drop(inner)
        scores = [self.undated(inner)]
        if dates:
            met = torch.stack([_mean(tells, [at])[DATE] for at in dates])
            near = self.away(torch.from_numpy(labelling.away(cue[0], dates)))
            held = self.held(torch.from_numpy(labelling.within(dates, contents)))
            both = self.drop(torch.relu(met + tells[cue[0], ASK] + near + held))
            scores.append(self.dated(both)[:, 0])
        return self.stance(inner), self.channel(inner), torch.cat(scores)

    def arrays(self) -> Mapping[str, np.ndarray]:
        """Return the weights by the names that ``labelling`` reads."""
        return {
            name: value.detach().float().numpy()
            for name, value in self.state_dict().items()
            if not name.startswith("channel")
        }


def _mean(tells: Tensor, stretches: Sequence[Range]) -> Tensor:
    if not stretches:
        return tells.new_zeros(tells.shape[1])
    return torch.cat([tells[a:b] for a, b in stretches]).mean(dim=0)
