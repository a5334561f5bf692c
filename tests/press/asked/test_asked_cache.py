"""Answers kept on disk: a run replays without a network; a damaged file is told and asked anew."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from model_server import Act, ModelServer, answers, of, part, says, serving, statement

from onetext.errors import BadInput
from onetext.press.asked.address import Address
from onetext.press.asked.cache import AnswerCache
from onetext.press.asked.endpoint import Endpoint, Unanswered
from onetext.press.asked.finder import AskedFinder
from onetext.press.asked.key import Key, read_key
from onetext.press.finding.attribution import Findings
from onetext.press.text.sentences import cut

TEXT = "“We have a boat,” Ada Lind said.\n"
NOWHERE = "http://127.0.0.1:9/v1"
SECRET = "sk-the-key-of-nobody"
LIND = statement(part("Ada Lind", 1), part("said", 1), part("“We have a boat,”", 1))
WRONG = statement(None, None, part("a yacht", 1))


class Told(list[str]):
    """Hold the lines that a cache tells."""

    def __call__(self, line: str) -> None:
        self.append(line)


def find(url: str, folder: Path, told: Told, text: str = TEXT, model: str = "m") -> Findings:
    key = Key(SECRET)
    endpoint = Endpoint(Address.of(url), model, key=key, seconds=20, pause=lambda _: None)
    return AskedFinder(endpoint, cache=AnswerCache(folder, told)).find(cut(text), ())


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def asked(folder: Path, *acts: Act, **given: Any) -> tuple[ModelServer, Findings, Told]:
    told = Told()
    with serving(*acts) as model:
        found = find(model.url, folder, told, **given)
    return model, found, told


@pytest.mark.parametrize(
    "acts",
    [
        [says(of(LIND))],
        [says(of())],
        [says(of(LIND, WRONG)), says(of(WRONG))],
        [says(of(LIND, WRONG)), says("no JSON")],
        [says("no JSON"), says(of(LIND, WRONG))],
        [says(of(statement(None, None, part("a half \ud800", 1))))] * 2,
    ],
    ids=["one", "none", "again", "again in no form", "form again", "half a letter"],
)
def test_a_run_replays_where_nobody_answers(tmp_path: Path, acts: list[Act]) -> None:
    count = len(acts)
    model, found, _ = asked(tmp_path, *acts)
    assert len(model.asked) == count
    told = Told()
    again = find(NOWHERE, tmp_path, told)
    assert (again, again.rejected, told) == (found, found.rejected, [])
    [file] = files(tmp_path)
    assert file.name.endswith(".json")
    assert file.stat().st_mode & 0o077 == 0


def test_another_text_or_model_is_another_question(tmp_path: Path) -> None:
    asked(tmp_path, says(of(LIND)))
    for given in ({"text": TEXT + "It rained.\n"}, {"model": "n"}):
        model, _, _ = asked(tmp_path, says(of()), **given)
        assert len(model.asked) == 1
    assert len(files(tmp_path)) == 3
    with pytest.raises(Unanswered, match="cannot be reached"):
        find(NOWHERE, tmp_path, Told(), text="“No,” he said.")


def test_an_answer_of_no_use_is_not_kept(tmp_path: Path) -> None:
    for act in (says("no JSON"), answers(500), says(None)):
        with pytest.raises(Unanswered):
            asked(tmp_path, act)
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    "damage",
    [
        lambda held: b"",
        lambda held: held[:-20],
        lambda held: held.replace(b"a boat", b"a yacht"),
        lambda held: held.replace(b'"format": 1', b'"format": 2'),
        lambda held: held + b" ",
        lambda held: b"[" * 100_000,
        lambda held: b"null",
        lambda held: b'{"answers": {}}',
        lambda held: b'{"answers": []}',
        lambda held: b"\xff\xfe",
    ],
)
def test_a_damaged_file_is_told_and_the_model_asked_anew(tmp_path: Path, damage: Any) -> None:
    _, found, _ = asked(tmp_path, says(of(LIND)))
    [file] = files(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    model, again, told = asked(tmp_path, says(of(LIND)))
    assert (again, len(model.asked)) == (found, 1)
    assert told == [f"{file}: a damaged answer, the model is asked anew"]
    assert file.read_bytes() == whole


def test_another_question_s_answer_in_its_place_is_damaged(tmp_path: Path) -> None:
    asked(tmp_path, says(of(LIND)))
    [first] = files(tmp_path)
    asked(tmp_path, says(of()), model="n")
    [second] = [file for file in files(tmp_path) if file != first]
    first.write_bytes(second.read_bytes())
    _, found, told = asked(tmp_path, says(of(LIND)))
    assert (len(found), len(told)) == (1, 1)


def test_an_answer_forged_into_the_cache_can_name_nothing_else(tmp_path: Path) -> None:
    """Who can write there can choose among the words of the report, and no more."""
    forged = of(statement(None, None, part("a yacht", 1)))
    asked(tmp_path, says(forged), says(forged))
    again = find(NOWHERE, tmp_path, Told())
    assert again == []
    assert len(again.rejected) == 1


def test_where_answers_cannot_be_kept_the_run_goes_on(tmp_path: Path) -> None:
    with serving(says(of(LIND))) as model:
        told = Told()
        endpoint = Endpoint(Address.of(model.url), "m")
        finder = AskedFinder(endpoint, cache=AnswerCache(tmp_path / "kept", told))
        (tmp_path / "kept").rmdir()
        (tmp_path / "kept").write_text("in the way")
        assert len(finder.find(cut(TEXT), ())) == 1
    assert len(told) == 2
    assert "cannot be read" in told[0]
    assert "the answer cannot be kept" in told[1]


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="answers cannot be kept here") as why:
        AnswerCache(tmp_path / "file" / "kept", Told())
    assert str(why.value).endswith("name another folder with --llm-cache")


def test_a_write_that_breaks_off_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    _, found, told = asked(tmp_path, says(of(LIND)))
    assert len(found) == 1
    assert told[0].endswith("the answer cannot be kept (No space left on device)")
    assert files(tmp_path) == []


# The key.


@pytest.mark.parametrize("how", ["plain", "in another spelling"])
def test_a_key_that_is_sent_back_is_not_kept(tmp_path: Path, how: str) -> None:
    words = f"x {SECRET}"
    told = json.dumps(of(LIND, statement(None, None, part(words, 1))))
    if how != "plain":
        told = told.replace(SECRET, "".join(f"\\u{ord(mark):04x}" for mark in SECRET))
    with pytest.raises(Unanswered, match="sent the key back, change the key") as why:
        asked(tmp_path, says(told))
    assert SECRET not in str(why.value)
    assert files(tmp_path) == []


def test_a_key_from_a_file_or_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(f"\n {SECRET}\n")
    assert read_key(file, {"ONETEXT_LLM_KEY": "other"}) == Key(SECRET)
    assert read_key(None, {"ONETEXT_LLM_KEY": f"{SECRET}\n"}) == Key(SECRET)
    for none in ({}, {"ONETEXT_LLM_KEY": " "}):
        assert read_key(None, none) is None


@pytest.mark.parametrize(
    "held",
    [b"", b"\n", b"two words", b"a\nb", b"k\x00y", "schlüssel".encode(), b"\xff", b"k" * 9000],
)
def test_what_is_no_key_is_not_repeated(tmp_path: Path, held: bytes) -> None:
    file = tmp_path / "key"
    file.write_bytes(held)
    with pytest.raises(BadInput) as why:
        read_key(file, {})
    assert str(why.value) == f"{file}: no key is here, put the key there on one line"


def test_a_key_that_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(BadInput, match="the key cannot be read"):
            read_key(path, {})
