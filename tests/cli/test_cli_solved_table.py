"""The table of solutions fits the terminal: with many parties, each is a row and nothing is cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from ran import onetext

NAMES = [f"Delegation number {n}" for n in range(9)]


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    case = tmp_path_factory.mktemp("crowded") / "case.yaml"
    lines = ["format: 1", "id: t", "title: T", "mode: exercise", "parties:"]
    lines += [f"  - {{id: p{n}, name: {name}}}" for n, name in enumerate(NAMES)]
    lines += ["issues: [{id: a, label: A, options: [x, y]}]", "sheets:"]
    lines += [
        f"  - {{id: s{n}, owner: p{n}, floor: 0, points: {{a: {{x: {100 + n}, y: 1}}}}}}"
        for n in range(len(NAMES))
    ]
    case.write_text("\n".join(lines) + "\n", "utf-8")
    return case


@pytest.mark.parametrize("width", [80, 200])
def test_names_and_numbers_are_whole_at_any_width(crowded: Path, width: int) -> None:
    ran = onetext("solve", str(crowded), env={"COLUMNS": str(width)})
    assert ran.code == 0, ran.err
    assert max(map(len, ran.out.splitlines())) <= width
    table = ran.out.partition("Fairest by")[2].partition("\n\n")[0]
    for n, name in enumerate(NAMES):
        assert name in table
        assert table.split().count(str(100 + n)) == 4
    assert "…" not in table


def test_few_parties_stand_side_by_side() -> None:
    ran = onetext("solve", "examples/two-rivers", env={"COLUMNS": "80"})
    (head,) = [line for line in ran.out.splitlines() if line.startswith("Fairest by")]
    assert head.split()[2:] == ["Tarvenia", "Belmora", "Sedgeland", "tied"]
