"""The net: an encoder of sentences taken over, marks added to its words, and two heads of ours."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from transformers import BertModel

from onetext.press.learned.decode import CUES, ROLES
from onetext.press.learned.model import DISTANCES
from onetext.press.learned.pieces import MARKS

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
        self.head = Head()
        for table in self.marks:
            nn.init.normal_(table.weight, std=0.02)

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return scores of cues, offers and asks."""
        words = self.encoder.embeddings.word_embeddings(ids)
        for at, table in enumerate(self.marks):
            words = words + table(marks[..., at])
        held = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
        held = self.drop(held)
        return self.cues(held), self.offers(held), self.asks(held)


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
