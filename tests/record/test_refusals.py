"""The files in ``tests/refuse/records`` are those that ``refusals.py`` writes, and no others."""

from __future__ import annotations

from refusals import FOLDER, files


def test_each_file_has_its_making() -> None:
    there = {
        path.name for path in FOLDER.iterdir() if path.suffix in (".bundle", ".record", ".receipts")
    }
    assert there == {name for name, _ in files()}
