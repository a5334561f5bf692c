"""``--reader llm``: what it needs, what it tells, and that nobody is asked without it."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from gold_model import answering
from model_server import Act, Asked, answers, of, part, says, serving, statement
from ran import DENIALS, ROOT, Ran, onetext

from onetext.cli.main import app
from onetext.press.asked import grounding
from onetext.press.asked.endpoint import SECONDS
from onetext.press.asked.exchange import MOST_BYTES
from onetext.press.asked.showing import MOST_LETTERS, MOST_WINDOWS

GOLD = json.loads(
    (ROOT / "examples/two-rivers/gold/2031-03-10-denials.gold.json").read_text("utf-8")
)
SECRET = "sk-the-key-of-nobody"
BOAT = "“We have a boat,” Norwegian Foreign Minister Espen Barth Eide said on Sunday.\n"
EIDE = statement(
    part("Norwegian Foreign Minister Espen Barth Eide"), part("said"), part("“We have a boat,”")
)
WRONG = statement(None, None, part("“We have a yacht,”"))


def read(url: str, *words: str | Path, cache: Path, env: dict[str, str] | None = None) -> Ran:
    given = ("--reader", "llm", "--llm-url", url, "--llm-model", "m", "--llm-cache", cache)
    return onetext("read", *words, *given, env=env)


def perfect() -> Act:
    text = (ROOT / DENIALS).read_text("utf-8")
    return answering(text, GOLD["doc"]["published"], GOLD["statements"])


def test_a_perfect_model_gives_gold_and_the_run_replays(tmp_path: Path) -> None:
    with serving(perfect()) as model:
        ran = read(model.url, DENIALS, "--json", cache=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    told = json.loads(ran.out)
    assert list(told)[:4] == ["format", "documents", "unread", "rejected"]
    assert (told["unread"], told["rejected"]) == ([], [])
    [document] = told["documents"]
    found = {tuple(map(tuple, sorted(s["content_spans"]))) for s in document["statements"]}
    assert found == {tuple(map(tuple, sorted(s["content_spans"]))) for s in GOLD["statements"]}
    assert read("http://127.0.0.1:9/v1", DENIALS, "--json", cache=tmp_path) == ran


def test_the_brief_is_made_of_what_the_model_found(tmp_path: Path) -> None:
    given = ("--llm-model", "m", "--llm-cache", tmp_path, "--json")
    with serving(perfect()) as model:
        ran = onetext("brief", DENIALS, "--reader", "llm", "--llm-url", model.url, *given)
    assert (ran.code, ran.err) == (0, "")
    assert len(model.asked) == 1
    assert json.loads(ran.out)["format"] == 1


def test_what_was_rejected_is_told_beside_what_was_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BOAT, "utf-8")
    with serving(says(of(EIDE, WRONG, WRONG))) as model:
        first = read(model.url, tmp_path / "a.txt", "--json", cache=tmp_path / "kept")
        lines = read(model.url, tmp_path / "a.txt", cache=tmp_path / "kept")
    assert first.code == lines.code == 0
    [row] = json.loads(first.out)["rejected"]
    assert row == {
        "where": str(tmp_path / "a.txt"),
        "statements": 2,
        "why": {"words that do not stand there": 2},
    }
    assert first.err == lines.err
    assert first.err == (
        "Rejected (2): what the model named does not stand in the text\n"
        f"  {tmp_path / 'a.txt'}: words that do not stand there (2)\n"
    )
    assert "Espen Barth Eide (norway)" in lines.out
    assert "yacht" not in lines.out + lines.err


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_report_that_cannot_be_asked_about_is_listed_and_the_others_go_on(
    tmp_path: Path, jobs: str
) -> None:
    for name, text in (("a", BOAT), ("b", BOAT.replace("boat", "yacht")), ("c", BOAT * 2)):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")

    def some(asked: Asked) -> None:
        act = answers(401) if "yacht" in asked.shown else says(of())
        act(asked)

    with serving(some) as model:
        files = [tmp_path / f"{name}.txt" for name in "abc"]
        ran = read(model.url, *files, "--jsonl", "--jobs", jobs, cache=tmp_path / "kept")
    assert ran.code == 3
    assert [json.loads(line)["doc"]["id"] for line in ran.out.splitlines()] == ["a", "c"]
    place, why = model.url.removesuffix("/v1"), "answered 401, the key is missing or wrong"
    assert ran.err == f"Not read (1):\n  {tmp_path / 'b.txt'}: {place} {why}\n"


def test_nobody_there(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BOAT, "utf-8")
    ran = read("http://127.0.0.1:9/v1", tmp_path / "a.txt", "--json", cache=tmp_path / "kept")
    assert ran.code == 3
    [unread] = json.loads(ran.out)["unread"]
    assert unread["why"] == "http://127.0.0.1:9 cannot be reached"


def test_a_slow_one_is_waited_for_as_long_as_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BOAT, "utf-8")
    with serving(Asked.wait) as model:
        given = ("--llm-timeout", "0.5")
        ran = read(model.url, tmp_path / "a.txt", *given, cache=tmp_path / "kept")
    assert ran.code == 3
    assert ran.err.endswith("gave no whole answer within 0.5 seconds\n")


def test_its_page_tells_every_option_and_every_reason() -> None:
    page = (ROOT / "docs/llm-reader.md").read_text("utf-8")
    read_command = typer.main.get_command(app).commands["read"]  # type: ignore[attr-defined]
    options = {o for p in read_command.params for o in p.opts if o.startswith("--llm-")}
    assert options == set(re.findall(r"^\| `(--llm-[a-z-]+)`", page, re.MULTILINE))
    reasons = {v for k, v in vars(grounding).items() if k.isupper() and isinstance(v, str)}
    table = page.partition("| why |")[2].partition("\n\n")[0]
    assert reasons == set(re.findall(r"^\| ([a-z ]+) \|", table, re.MULTILINE))
    assert f"more than {MOST_WINDOWS} questions" in page
    assert f"about {MOST_LETTERS:,} letters" in page
    assert f"over {MOST_BYTES // 2**20} MB" in page
    assert f"{SECONDS:.0f} if nothing is said" in page


# The key.


def test_the_key_goes_to_the_endpoint_and_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BOAT, "utf-8")
    (tmp_path / "key").write_text(SECRET + "\n")
    for how in ("file", "environment"):
        words = ("--llm-key-file", tmp_path / "key") if how == "file" else ()
        env = {"ONETEXT_LLM_KEY": SECRET} if how == "environment" else {}
        kept = tmp_path / how
        for act, code in ((answers(401), 3), (says(of(WRONG)), 0)):
            with serving(act) as model:
                ran = read(model.url, tmp_path / "a.txt", "--json", *words, cache=kept, env=env)
            assert ran.code == code
            assert {a.headers["authorization"] for a in model.asked} == {f"Bearer {SECRET}"}
            assert SECRET not in ran.out + ran.err + str([a.body for a in model.asked])
        held = [file.read_text() for file in kept.rglob("*") if file.is_file()]
        assert len(held) == 1
        assert SECRET not in held[0]


def test_a_key_never_goes_out_in_the_clear(tmp_path: Path) -> None:
    env = {"ONETEXT_LLM_KEY": SECRET}
    ran = read("http://models.example/v1", DENIALS, cache=tmp_path, env=env)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "onetext: the key would go to http://models.example in the clear, use https, or no key\n"
    )


def test_the_key_does_not_travel_to_a_cluster(tmp_path: Path) -> None:
    with serving(says(of())) as model:
        ran = read(model.url, DENIALS, "--engine", "dask", cache=tmp_path)
    assert (ran.code, ran.out, model.asked) == (2, "", [])
    assert ran.err == "onetext: --reader llm asks from this machine alone, leave out --engine\n"


# Without it.


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--llm-model", "m"), "--llm-… goes with --reader llm, add it, or leave them out"),
        (("--reader", "llm"), "--reader llm needs --llm-url and --llm-model, give both"),
        (
            ("--reader", "llm", "--llm-url", "http://127.0.0.1:9"),
            "--reader llm needs --llm-url and --llm-model, give both",
        ),
        (
            ("--reader", "llm", "--llm-url", "127.0.0.1:9", "--llm-model", "m"),
            "--llm-url is no http or https address, write it like http://127.0.0.1:8080/v1",
        ),
    ],
)
@pytest.mark.parametrize("command", ["read", "brief"])
def test_what_it_needs(command: str, words: tuple[str, ...], told: str) -> None:
    ran = onetext(command, DENIALS, *words)
    assert (ran.code, ran.out, ran.err) == (2, "", f"onetext: {told}\n")


def test_without_what_asks_over_a_network_it_says_what_to_install(tmp_path: Path) -> None:
    code = "import sys; sys.modules['httpx2'] = None\nimport onetext.cli.main as m; m.run()\n"
    (tmp_path / "bare.py").write_text(code)
    command = [sys.executable, str(tmp_path / "bare.py")]
    given = ("--llm-url", "http://127.0.0.1:9", "--llm-model", "m")
    ran = onetext("read", DENIALS, "--reader", "llm", *given, command=command)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == ("onetext: --reader llm needs more than is installed, install onetext[llm]\n")
    assert onetext("read", DENIALS, command=command).code == 0


@pytest.mark.parametrize("command", ["read", "brief", "draft"])
def test_without_it_no_socket_is_opened(tmp_path: Path, command: str) -> None:
    code = (
        "import sys\n"
        "def look(event, given):\n"
        "    if event.startswith('socket.'): print('SOCKET', event, given, file=sys.stderr)\n"
        "sys.addaudithook(look)\n"
        "import onetext.cli.main as m\n"
        "try: m.run()\n"
        "finally: print('httpx2' in sys.modules, file=sys.stderr)\n"
    )
    (tmp_path / "watched.py").write_text(code)
    words: list[Any] = [command, DENIALS, *(["-o", "-"] if command == "draft" else [])]
    ran = onetext(*words, command=[sys.executable, str(tmp_path / "watched.py")])
    assert ran.code == 0
    assert ran.err.splitlines()[-1] == "False"
    assert "SOCKET" not in ran.err
