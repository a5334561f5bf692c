"""Files that must be refused, each with the line that a person reads (``<file>.expected``)."""

from __future__ import annotations

from pathlib import Path

import pytest

from onetext.press.intake.sources import read_sources
from onetext.terms.said.source import Unread

FOLDER = Path(__file__).parents[1] / "refuse" / "reports"
REFUSED = sorted(path for path in FOLDER.iterdir() if path.suffix != ".expected")


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.name)
def test_it_is_refused_with_a_line_that_says_what_to_do(
    path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(FOLDER)
    told = [item for item in read_sources([path.name]) if isinstance(item, Unread)]
    lines = "".join(f"{item.where}: {item.why}\n" for item in told)
    assert lines == (FOLDER / f"{path.name}.expected").read_text(encoding="utf-8")
    assert capfd.readouterr() == ("", "")


def test_every_expectation_has_its_file() -> None:
    expected = {path.name for path in FOLDER.glob("*.expected")}
    assert expected == {f"{path.name}.expected" for path in REFUSED}
    assert len(expected) >= 20
