"""Which day and channel statements have, and which have none: passages of ``occasions.txt``."""

from pathlib import Path

import pytest
from test_saying import told

PASSAGES = [
    line.split(" | ", 1)
    for line in Path(__file__).with_name("occasions.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_there_are_thirty_and_a_third_has_a_day_that_stays_unknown() -> None:
    assert len(PASSAGES) >= 30
    assert 3 * sum("-/" in expected.split(", ")[-1][:2] for expected, _ in PASSAGES) >= 30


@pytest.mark.parametrize(("expected", "passage"), PASSAGES)
def test_the_day_and_channel_of_each(expected: str, passage: str) -> None:
    rows = told(passage.replace(" ¶ ", "\n\n"))
    found = [f"{day or '-'}/{(kind or '-').split(':')[0]}" for day, kind in rows]
    assert found == expected.split(", ")
