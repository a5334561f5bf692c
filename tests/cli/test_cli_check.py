"""``onetext check``: each kind of file, all its faults, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ran import ROOT, TWO_RIVERS, onetext

REFUSED = ROOT / "tests" / "refuse"
GOLD = f"{TWO_RIVERS}/gold/2031-03-10-denials.gold.json"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("examples/guarantees", "a folder"),
        ("examples/guarantees/case.yaml", "a case"),
        ("examples/guarantees/parties.yaml", "a part of a case"),
        (f"{TWO_RIVERS}/parties.yaml", "a table"),
        (f"{TWO_RIVERS}/issues.yaml", "a table"),
        (GOLD, "a report form"),
        (f"{TWO_RIVERS}/press/2031-03-10-denials.txt", "a report"),
        (TWO_RIVERS, "a folder"),
    ],
)
def test_what_we_ship_is_in_order(path: str, kind: str) -> None:
    ran = onetext("check", path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"{path}: {kind}, nothing is wrong\n"


def test_every_fault_of_every_file_is_a_line_and_a_row() -> None:
    names = ["cases/many.yaml", "tables/parties-unknown-key.yaml", "reports/empty.txt", "none"]
    ran = onetext("check", *names, cwd=REFUSED)
    assert ran.code == 3
    assert ran.err == "8 faults\n"
    lines = ran.out.splitlines()
    assert lines[2] == "cases/many.yaml:10:18: there is no party 'cel', write 'bel'"
    assert lines[5].startswith("tables/parties-unknown-key.yaml:4:5: unknown key 'demonym'")
    assert lines[6] == "reports/empty.txt: an empty file, name one that holds a report"
    assert lines[7] == "none: no such file or folder, check the path"
    told = json.loads(onetext("check", "--json", *names, cwd=REFUSED).out)
    assert list(told) == ["format", "errors"]
    assert told["format"] == 1
    assert [set(row) for row in told["errors"]] == [{"file", "line", "column", "message"}] * 8
    assert told["errors"][7]["line"] is None


def test_without_faults_the_list_is_empty() -> None:
    ran = onetext("check", "examples/guarantees", "--json")
    assert (ran.code, json.loads(ran.out)) == (0, {"format": 1, "errors": []})


@pytest.mark.parametrize("path", sorted((REFUSED / "tables").glob("*.yaml")), ids=lambda p: p.stem)
def test_a_wrong_table_gets_its_own_line(path: Path) -> None:
    from onetext.cli.kinds import kind_of

    kind = kind_of(path)
    assert kind.name in ("table", "part of a case")
    assert len(kind.check(path)) >= 1


def test_a_report_form_is_held_against_its_text(tmp_path: Path) -> None:
    form = json.loads((ROOT / GOLD).read_text("utf-8"))
    text = (ROOT / TWO_RIVERS / "press" / "2031-03-10-denials.txt").read_bytes()
    form["doc"]["file"] = "denials.txt"
    file = tmp_path / "denials.json"

    def told(**more: object) -> str:
        file.write_text(json.dumps({**form, **more}), "utf-8")
        return onetext("check", "denials.json", cwd=tmp_path).out

    assert "nothing is wrong" in told()
    (tmp_path / "denials.txt").write_bytes(text)
    assert "nothing is wrong" in told()
    assert "follow the form onetext-report/1" in told(events=None)
    (tmp_path / "denials.txt").write_bytes(text + b"!")
    assert "another one than was annotated" in told()
    file.write_text('{"schema": "onetext-report/1", ', "utf-8")
    ran = onetext("check", "denials.json", cwd=tmp_path)
    assert (ran.code, ran.out.startswith("denials.json:1:")) == (3, True)


def test_words_of_a_file_cannot_rule_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text('format: 1\nid: "\\e[2Jx"\ntitle: T\n', "utf-8")
    ran = onetext("check", "case.yaml", cwd=tmp_path)
    assert ran.code == 3
    assert "\x1b" not in ran.out


BUNDLE = ROOT / TWO_RIVERS / "bundles" / "public.bundle"


@pytest.mark.skipif(not BUNDLE.is_file(), reason="the recorded room is not there")
def test_a_bundle_is_verified_and_its_fault_is_told(tmp_path: Path) -> None:
    assert onetext("check", BUNDLE).code == 0
    (tmp_path / "a.bundle").write_bytes(BUNDLE.read_bytes()[:3000])
    ran = onetext("check", "a.bundle", cwd=tmp_path)
    assert (ran.code, ran.out.startswith("a.bundle: the bundle: not canonical JSON")) == (3, True)
