"""What README and docs say of solving is so: the Python runs, rules are rules, keys are there."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from ran import ROOT, onetext

from onetext.brief.packages.rule_words import rule_of
from onetext.cases.loading import load

README = (ROOT / "README.md").read_text("utf-8")
SOLVE = (ROOT / "docs" / "solve.md").read_text("utf-8")
RULES = [
    found
    for found in re.findall(r"^\| `([^`]+)` \| [^`]", SOLVE, re.MULTILINE)
    if found != "--rule"
]


def test_the_five_lines_of_python_run() -> None:
    (block,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len([line for line in block.splitlines() if line]) <= 5
    done = subprocess.run(
        [sys.executable, "-c", block], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "{'tarvenia': 63.0, 'belmora': 62.0, 'sedgeland': 80.0}" in done.stdout


@pytest.mark.parametrize("words", RULES)
def test_every_rule_of_the_table_is_one(words: str) -> None:
    case = load(ROOT / "examples" / "two-rivers")
    rule_of(words, case, ("tarvenia", "belmora", "sedgeland"))
    assert len(RULES) == 7


def test_the_keys_are_those_that_are_printed() -> None:
    told = json.loads(onetext("solve", "examples/two-rivers", "--json").out)
    listed = SOLVE[SOLVE.index("`--json`: ") :].partition("Counts above")[0]
    assert set(re.findall(r"`([a-z_]+)`", listed)) >= told.keys() - {"format", "title"}
    for key in re.findall(r"(?:^|, )`([a-z_]+)`(?:,| \{)", listed.replace("\n", " ")):
        assert key in told or key in str(told), key


def test_the_commands_of_the_page_run() -> None:
    for line in re.findall(r"^onetext (solve .*|brief .*)$", SOLVE, re.MULTILINE):
        words = [word for word in line.split() if word not in ("--html", "solved.html")]
        ran = onetext(*words)
        assert ran.code == 0, (line, ran.err)
