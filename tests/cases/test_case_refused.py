"""Cases that must be refused, each with every line that a person reads (``<name>.expected``)."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from onetext.cases.loading import load, look
from onetext.errors import BadInput, Faulty

FOLDER = Path(__file__).parents[1] / "refuse" / "cases"
CASES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".expected")


@pytest.fixture(autouse=True)
def _in_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)


def expected(case: Path) -> str:
    return (FOLDER / f"{case.stem}.expected").read_text("utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_it_is_refused_with_every_fault_at_its_place(case: Path) -> None:
    try:
        told = "\n".join(map(str, look(case.name).faults))
    except BadInput as fault:
        told = str(fault)
    assert told + "\n" == expected(case)
    with pytest.raises(BadInput):
        load(case.name)


def test_every_expectation_has_its_case() -> None:
    assert {case.stem for case in CASES} == {path.stem for path in FOLDER.glob("*.expected")}
    assert len(CASES) >= 45


def test_an_error_holds_all_faults_and_their_places() -> None:
    with pytest.raises(Faulty, match=r"^many.yaml: 5 faults\n  many.yaml:1:1: ") as refused:
        load("many.yaml")
    assert [fault.where.line for fault in refused.value.faults if fault.where] == [1, 6, 10, 10, 10]
    assert refused.value.exit_code == 3


def test_the_same_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    from onetext.cli.checking import show_check

    with pytest.raises(SystemExit) as end:
        show_check(["many.yaml"], json=True)
    assert end.value.code == 3
    told = json.loads(capsys.readouterr().out)
    assert told["format"] == 1
    assert told["errors"][2] == {
        "file": "many.yaml",
        "line": 10,
        "column": 18,
        "message": "there is no party 'cel', write 'bel'",
    }


def test_billions_of_words_are_not_made(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    case = tmp_path / "case.yaml"
    case.write_text("\n".join(lines), "utf-8")
    assert any("anchors and aliases" in fault.what for fault in look(case).faults)


def test_a_file_too_deep_or_too_long_is_refused(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("a: " + "[" * 5000, "utf-8")
    assert look(case).faults[0].what in ("the file nests too deep", "something is missing here")
    case.write_text("a: " + "x" * 5_000_001, "utf-8")
    assert "characters" in look(case).faults[0].what


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("format: 1\n", "utf-8")
    case.chmod(0)
    assert "cannot be opened" in look(case).faults[0].what
