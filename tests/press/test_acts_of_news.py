"""Which kind of act a sentence of news tells: sentences of ``acts.txt``, one act each."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_event_chances import told

ACTS = [
    tuple(line.split(" | ", 1))
    for line in Path(__file__).with_name("acts.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("kind", "sentence"), ACTS)
def test_one_act_of_its_kind(kind: str, sentence: str) -> None:
    found = told("Rain fell on the hills of Lisk all day. " + sentence)
    assert [occasion.type for occasion in found] == [kind]
