"""What the gold is made of: the right texts, offsets inside them, and none of their sentences."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

import gold_sets
from gold_sets import GoldReport, MissingData
from onetext.terms.said.form import from_form

WIKINEWS = [
    "wikinews-dev",
    "wikinews-train",
    "wikinews-test",
    "wikinews-test-b",
    "wikinews-test-c",
]
LONGEST_RUN = 6
IDENTITY = ("name", "role", "aliases")
LONGEST_IDENTITY = 14


def loaded(name: str) -> tuple[GoldReport, ...]:
    try:
        return gold_sets.load(name)
    except MissingData as fault:
        pytest.skip(str(fault))


def strings(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from strings(part, (*path, key))
    elif isinstance(value, list):
        for part in value:
            yield from strings(part, path)


def copied(report: GoldReport) -> list[str]:
    """Return the fields that hold more running words of the text than a name takes."""
    words = re.findall(r"\w+", report.text.lower())
    runs = {
        length: {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}
        for length in (LONGEST_RUN + 1, LONGEST_IDENTITY + 1)
    }
    found = []
    for path, value in strings(report.gold):
        if path[0] == "doc":
            continue
        length = (LONGEST_IDENTITY if path[-1] in IDENTITY else LONGEST_RUN) + 1
        own = re.findall(r"\w+", value.lower())
        if any(tuple(own[i : i + length]) in runs[length] for i in range(len(own) - length + 1)):
            found.append(f"{report.id}: {'.'.join(path)}")
    return found


@pytest.mark.shared
@pytest.mark.parametrize("name", WIKINEWS)
def test_stored_gold_holds_no_sentence_of_the_text(name: str) -> None:
    assert [fault for report in loaded(name) for fault in copied(report)] == []


@pytest.mark.shared
@pytest.mark.parametrize("name", WIKINEWS)
def test_stored_gold_keeps_offsets_and_no_words(name: str) -> None:
    words = {"text", "content_text", "content_context", "gives", "link", "gets"}
    kept = {
        f"{report.id} {field}"
        for report in loaded(name)
        for statement in report.gold["statements"]
        for field in words & {*statement, *(statement["condition"] or {})}
    }
    assert kept == set()


@pytest.mark.shared
@pytest.mark.parametrize("name", gold_sets.NAMES)
def test_gold_is_in_the_exchange_form_and_its_spans_are_trimmed(name: str) -> None:
    reports, ragged = loaded(name), []
    with gold_sets.blindfold(name):
        for report in reports:
            for statement in from_form(report.gold, report.text).statements:
                for span in (*statement.contents, *statement.verbatim):
                    if span.of(report.text) != span.of(report.text).strip():
                        ragged.append(f"{report.id} {statement.id}")
    assert ragged == []


@pytest.mark.shared
def test_the_halves_are_drawn_by_hash() -> None:
    folder = gold_sets.ROOT / "quality"
    split = json.loads((folder / "split.json").read_text(encoding="utf-8"))
    for half in ("dev", "train", "test"):
        annotated = {path.stem for path in (folder / "gold" / f"wikinews-{half}").glob("*.json")}
        assert annotated <= set(split[half])
    drawn_before = 0
    for name in ("wikinews-test", "wikinews-test-b", "wikinews-test-c"):
        blind = {path.stem for path in (folder / "gold" / name).glob("*.json")}
        assert blind == set(split["test"][drawn_before : drawn_before + len(blind)])
        drawn_before += len(blind)
    try:
        articles = gold_sets.shared_data() / "wikinews" / "articles.jsonl"
    except MissingData as fault:
        pytest.skip(str(fault))
    with articles.open(encoding="utf-8") as lines:
        ids = [json.loads(line)["id"] for line in lines]
    drawn = sorted(ids, key=lambda i: hashlib.sha256(f"onetext-split-1:{i}".encode()).hexdigest())
    assert (drawn[:40], drawn[40:80], drawn[80:]) == (split["test"], split["dev"], split["train"])


def test_enough_is_annotated() -> None:
    assert len(loaded("wikinews-dev")) >= 20
    assert len(loaded("wikinews-test")) >= 10
    assert len(loaded("wikinews-test-b")) >= 10
    assert len(loaded("wikinews-test-c")) >= 20
    assert len(loaded("two-rivers")) >= 8


def test_an_unknown_set_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="no set 'north', the sets are seed, reports"):
        gold_sets.load("north")


def test_another_text_than_the_annotated_one_is_refused() -> None:
    report = gold_sets.load("two-rivers")[0]
    with pytest.raises(MissingData, match="code points"):
        gold_sets.checked(replace(report, text=report.text + "."))
    with pytest.raises(MissingData, match="not the one that was annotated"):
        gold_sets.checked(replace(report, text=report.text.swapcase()))


def test_the_digest_changes_with_a_text_an_annotation_or_a_table() -> None:
    first, second = gold_sets.load("two-rivers")[:2]
    digest = gold_sets.digest((first, second))
    assert digest == gold_sets.digest((first, second))
    changed = [
        (first,),
        (second, first),
        (replace(first, text=first.text + " "), second),
        (replace(first, gold=first.gold | {"narration": []}), second),
        (replace(first, issues=()), second),
    ]
    assert len({digest, *map(gold_sets.digest, changed)}) == 1 + len(changed)


def test_without_shared_data_the_message_says_where_they_lie(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setattr(gold_sets, "ROOT", tmp_path / "checkout")
    with pytest.raises(MissingData, match=r"\.\./shared/data beside the checkout"):
        gold_sets.load.__wrapped__("seed")


def test_of_a_blind_set_no_fault_is_told() -> None:
    with (
        pytest.raises(gold_sets.Blinded, match=r"^ValueError in the blind set") as told,
        gold_sets.blindfold("wikinews-test"),
    ):
        raise ValueError("a sentence of the report")
    assert told.value.__suppress_context__
    with pytest.raises(ValueError, match="a sentence"), gold_sets.blindfold("seed"):
        raise ValueError("a sentence of the report")


def test_a_report_is_shown_by_its_id_only() -> None:
    report = gold_sets.load("two-rivers")[0]
    assert repr(report) == f"GoldReport({report.id!r})"
