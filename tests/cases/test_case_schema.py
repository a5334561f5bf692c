"""The published JSON Schema says what the reader takes, and stands beside it in step."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from onetext.cases.json_schema import FILE, main, schema, written
from onetext.cases.schema.case import CaseFile

ROOT = Path(__file__).parents[2]
REFUSED = ROOT / "tests" / "refuse" / "cases"
VALID = Draft202012Validator(schema())


def as_json(file: Path) -> Any:
    """Return what a plain YAML 1.2 reader makes of a file, hours as words."""
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(file), default=str))


def test_the_file_is_in_step(capsys: pytest.CaptureFixture[str]) -> None:
    assert FILE.read_text("utf-8") == written(), "run python -m onetext.cases.json_schema --write"
    assert main([]) == 0
    Draft202012Validator.check_schema(schema())
    assert capsys.readouterr().out == ""


def test_every_section_is_in_it() -> None:
    assert set(schema()["properties"]) == set(CaseFile.model_fields)


@pytest.mark.parametrize(
    "file", sorted((ROOT / "examples" / "guarantees").glob("*-*.yaml")), ids=lambda path: path.stem
)
def test_cases_we_ship_fit_it(file: Path) -> None:
    assert [error.message for error in VALID.iter_errors(as_json(file))] == []


@pytest.mark.parametrize(
    "name", ["no-head", "unknown-key", "unknown-inner-key", "other-format", "sources", "stands"]
)
def test_it_refuses_what_it_can_see(name: str) -> None:
    assert list(VALID.iter_errors(as_json(REFUSED / f"{name}.yaml")))
