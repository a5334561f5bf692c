"""One value of a case file is changed; every comment, every other character stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from onetext.cases.loading import load
from onetext.cases.rewriting import rewrite, rewritten
from onetext.errors import BadInput, WrongUse
from onetext.terms.when import When

TEXT = """\
# A case, kept by hand.
format: 1
id: t          # short
title: 'It''s T'

parties:       # in no order
  - {id: arn, name: "Arn\\u006cand", aliases: [A, B]}   # first
  # between
  - id: bel
    name: Belmark

issues:
  - id: truce
    label: ceasefire
    options: [full, no]   # no means none

offers:
  # the one of March
  - id: o1
    by: arn
    to: bel
    give: >-   # folded
      truce
      = full
    # what for
    want: truce = full    # odd
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    file = tmp_path / "case.yaml"
    file.write_text(TEXT, "utf-8")
    return file


@pytest.mark.parametrize(
    ("at", "value", "old", "new"),
    [
        (("id",), "t2", "id: t  ", "id: t2  "),
        (("title",), "No: T", "'It''s T'", "'No: T'"),
        (("parties", "arn", "name"), "no", '"Arn\\u006cand"', "no"),
        (("parties", "arn", "aliases"), ["C"], "[A, B]", "[C]"),
        (("parties", 0, "aliases", 1), "D", "[A, B]", "[A, D]"),
        (("issues", "truce", "options"), ["full", "no", "5"], "[full, no]", '[full, no, "5"]'),
        (
            ("offers", "o1", "give"),
            "truce = no",
            ">-   # folded\n      truce\n      = full",
            "truce = no",
        ),
        (("offers", "o1", "want"), "always", "truce = full    # odd", "always    # odd"),
        (
            ("offers", "o1", "until"),
            When("2031-04-01"),
            "- id: o1\n",
            "- id: o1\n    until: 2031-04-01\n",
        ),
        (("parties", "arn", "kind"), "state", "{id: arn", "{kind: state, id: arn"),
        (("about",), "two\nlines", "format: 1\n", 'format: 1\nabout: "two\\nlines"\n'),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else None,
)
def test_only_the_value_changes(
    case: Path, at: tuple[str | int, ...], value: object, old: str, new: str
) -> None:
    rewrite(case, at, value)
    assert case.read_text("utf-8") == TEXT.replace(old, new, 1)
    load(case)


def test_a_change_that_breaks_the_case_is_refused_and_nothing_is_kept(case: Path) -> None:
    with pytest.raises(BadInput, match="there is no party 'cel'"):
        rewrite(case, ("offers", "o1", "by"), "cel")
    with pytest.raises(WrongUse, match="there is no 'o2' here"):
        rewrite(case, ("offers", "o2", "by"), "bel")
    with pytest.raises(WrongUse, match="stands on lines of its own"):
        rewrite(case, ("offers",), [])
    with pytest.raises(BadInput, match="unknown key 'untill', write 'until'"):
        rewrite(case, ("offers", "o1", "untill"), When("2031"))
    assert case.read_text("utf-8") == TEXT
    assert [path.name for path in case.parent.iterdir()] == ["case.yaml"]


def test_the_included_file_is_changed_that_holds_the_row(case: Path) -> None:
    more = case.with_name("more.yaml")
    more.write_text("people:\n  - {id: p, name: P}  # nobody yet\n", "utf-8")
    case.write_text(TEXT.replace("id: t ", "include: more.yaml\nid: t "), "utf-8")
    found = rewrite(case, ("people", "p", "name"), "Ana Leray")
    assert found.people[0].name == "Ana Leray"
    assert more.read_text("utf-8") == "people:\n  - {id: p, name: Ana Leray}  # nobody yet\n"


def test_line_ends_and_the_mark_at_the_start_stay(case: Path) -> None:
    case.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    rewrite(case, ("parties", "bel", "name"), "Bel")
    changed = TEXT.replace("Belmark", "Bel").replace("\n", "\r\n")
    assert case.read_bytes() == b"\xef\xbb\xbf" + changed.encode()


def test_the_top_is_no_place() -> None:
    with pytest.raises(WrongUse, match="no place is named"):
        rewritten(TEXT, (), "x")
