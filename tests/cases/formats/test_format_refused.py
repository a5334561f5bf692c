"""Scenarios that must be refused, each with every line that is read (``<name>.expected``)."""

from __future__ import annotations

from pathlib import Path

import pytest

import onetext as ot
from onetext.cases.formats.reading import look_at, read_case
from onetext.cli.checking import show_check
from onetext.errors import BadInput, WrongUse

FOLDER = Path(__file__).parents[2] / "refuse" / "scenarios"
SCENARIOS = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


@pytest.fixture(autouse=True)
def _in_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)


@pytest.mark.parametrize("name", SCENARIOS)
def test_it_is_refused_with_every_fault_at_its_place(name: str) -> None:
    try:
        told = "\n".join(map(str, look_at(Path(name)).faults.found))
    except BadInput as fault:
        told = str(fault)
    assert told + "\n" == (FOLDER / f"{name}.expected").read_text("utf-8")
    with pytest.raises(BadInput) as refused:
        read_case(name)
    assert refused.value.exit_code == 3
    with pytest.raises(BadInput):
        ot.load(name)


def test_every_expectation_has_its_scenario() -> None:
    assert set(SCENARIOS) == {path.stem for path in FOLDER.glob("*.expected")}
    assert len(SCENARIOS) >= 70


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("genius-no-number", "genius-no-number/shore.xml:4:49: the evaluation of 'coast' is 'NaN'"),
        ("genius-no-number/shore.xml", "shore.xml:10:30: the weight is 'inf'"),
        ("negmas-range/road.yml", "negmas-range/road.yml:9:11: the range of 'Lanes'"),
        ("negolog-cut-off/profileB.json", "profileB.json:7:2: the file ends here"),
        ("tables-too-few/config.txt", "scores_files/hills.txt:1:1: 2 numbers"),
    ],
)
def test_check_tells_the_same(given: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        show_check([given], json=False)
    assert end.value.code == 3
    assert told in capsys.readouterr().out


def test_what_is_asked_for_and_is_not_there() -> None:
    with pytest.raises(BadInput, match=r"no profile 'shor' here, write 'shore\.xml'"):
        read_case("genius-weights", profiles=["shor"])
    with pytest.raises(BadInput, match="named twice"):
        read_case("genius-weights", profiles=["shore", "shore.xml"])
    with pytest.raises(BadInput, match="no such file or folder"):
        read_case("nowhere")
    with pytest.raises(BadInput, match="no profile lies"):
        read_case("genius-weights", format="negmas")
    with pytest.raises(BadInput, match="this is no file of negmas"):
        read_case("genius-weights/road.xml", format="negmas")
    with pytest.raises(WrongUse, match="no format 'xml'"):
        read_case("genius-weights", format="xml")
    with pytest.raises(BadInput, match="this is no case and no scenario"):
        read_case("nothing-here/readme.txt")


def test_a_mixed_folder_is_read_as_one_says(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no profile lies"):
        read_case("mixed", format="genius")


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("a.xml", "<utility_space>" * 100_000),
        ("a.xml", "<utility_space>" + "<a/>" * 300_000 + "</utility_space>"),
        ("a.xml", "<utility_space>" + " " * 5_000_000 + "</utility_space>"),
        ("a.json", '{"issueWeights": ' + "[" * 100_000),
        ("a.json", '{"issueWeights": "' + "x" * 5_000_000 + '"}'),
        ("a.xml", '<utility_space><objective name="r"><issue name="n" '
         'index="1" type="integer" lowerbound="0" upperbound="' + "9" * 70
         + '"/></objective></utility_space>'),
        ("a.xml", '<utility_space><objective name="r">' + "".join(
            f'<issue name="n{n}" index="{n}" type="integer" lowerbound="0" upperbound="99999"/>'
            for n in range(5_000)) + "</objective></utility_space>"),
    ],
    ids=["deep", "many", "long", "deep-json", "long-json", "huge-number", "huge-issues"],
)  # fmt: skip
def test_what_would_grow_without_end_is_refused(tmp_path: Path, file: str, text: str) -> None:
    (tmp_path / file).write_text(text, "utf-8")
    with pytest.raises(BadInput):
        read_case(tmp_path)
