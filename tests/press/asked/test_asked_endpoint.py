"""An endpoint that misbehaves in every way: one line says why, nothing is told of the key."""

from __future__ import annotations

import gzip
import logging
import socket
from collections.abc import Callable
from typing import Any

import pytest
from model_server import Act, Asked, answers, chat, head, says, serving

from onetext.errors import WrongUse
from onetext.press.asked.address import Address
from onetext.press.asked.answer import schema
from onetext.press.asked.endpoint import ATTEMPTS, Endpoint, Unanswered
from onetext.press.asked.exchange import MOST_BYTES
from onetext.press.asked.key import Key

SECRET = "sk-the-key-of-nobody"
TURNS = [{"role": "user", "content": "Mark “this”."}]


def ask(
    url: str, *, seconds: float = 20, pause: Callable[[float], Any] = lambda _: None
) -> str | None:
    endpoint = Endpoint(Address.of(url), "m-1", key=Key(SECRET), seconds=seconds, pause=pause)
    return endpoint.ask(TURNS, schema())


def refused(*acts: Act, seconds: float = 20) -> str:
    """Return why no answer came, and hold it to never telling the key."""
    with serving(*acts) as model, pytest.raises(Unanswered) as why:
        ask(model.url, seconds=seconds)
    told = str(why.value)
    assert SECRET not in told + repr(why.value)
    assert why.value.__cause__ is None
    assert told.startswith("http://127.0.0.1:")
    return told.split(" ", 1)[1]


# What is asked.


def test_the_question_is_of_the_form_and_the_key_goes_in_its_header_alone() -> None:
    with serving(says("words")) as model:
        assert ask(model.url) == "words"
    [asked] = model.asked
    assert asked.path == "/v1/chat/completions"
    assert asked.headers["authorization"] == f"Bearer {SECRET}"
    assert asked.headers["content-type"] == "application/json"
    assert SECRET not in str(asked.body)
    assert asked.body["model"] == "m-1"
    assert asked.body["messages"] == TURNS
    assert (asked.body["temperature"], asked.body["seed"]) == (0, 1)
    form = asked.body["response_format"]
    assert form["type"] == "json_schema"
    assert form["json_schema"]["strict"] is True
    assert form["json_schema"]["schema"] == schema()


def test_without_a_key_none_is_sent() -> None:
    with serving(says("words")) as model:
        Endpoint(Address.of(model.url), "m").ask(TURNS, schema())
    assert "authorization" not in model.asked[0].headers


def test_what_libraries_log_does_not_tell_the_key(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(answers(500), says("words")) as model:
        ask(model.url)
    assert caplog.records
    assert SECRET not in caplog.text


# Where it is asked.


@pytest.mark.parametrize(
    ("words", "asked", "told"),
    [
        ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1/chat/completions", None),
        ("https://EXAMPLE.org/v1/", "https://example.org/v1/chat/completions", None),
        ("https://a.org:443", "https://a.org/chat/completions", "https://a.org"),
        ("http://[::1]:1/v1/chat/completions", "http://[::1]:1/v1/chat/completions", None),
        ("https://bücher.example/v1", "https://xn--bcher-kva.example/v1/chat/completions", None),
    ],
)
def test_an_address(words: str, asked: str, told: str | None) -> None:
    assert Address.of(words).asked == asked
    assert told is None or str(Address.of(words)) == told


@pytest.mark.parametrize(
    "words",
    [
        "",
        "localhost:8080",
        "ftp://a.org/v1",
        "file:///etc/passwd",
        "http://",
        "http://a.org:99999/v1",
        "http://user:word@a.org/v1",
        "https://a.org/v1?key=1",
        "https://a.org/v1#x",
        "https://a .org/v1",
        "https://a.org/v1\r\nx: y",
        "http://" + "a" * 80 + ".org",
        "http://[::1/v1",
    ],
)
def test_what_is_no_address(words: str) -> None:
    with pytest.raises(WrongUse, match="--llm-url") as why:
        Address.of(words)
    assert "word@" not in str(why.value)


@pytest.mark.parametrize(
    ("words", "is_loopback"),
    [
        ("http://127.0.0.1/v1", True),
        ("http://127.9.9.9/v1", True),
        ("http://localhost/v1", True),
        ("http://[::1]/v1", True),
        ("http://127.0.0.1.example.org/v1", False),
        ("http://localhost.example.org/v1", False),
        ("http://10.0.0.1/v1", False),
    ],
)
def test_this_machine(words: str, is_loopback: bool) -> None:
    assert Address.of(words).is_loopback is is_loopback


# What does not come, or not whole.


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    waits: list[float] = []
    with pytest.raises(Unanswered, match="cannot be reached"):
        ask(f"http://127.0.0.1:{port}/v1", pause=waits.append)
    assert waits == [1, 2, 4]


def test_an_endpoint_that_was_down_is_not_waited_for_again_until_it_answers() -> None:
    waits: list[float] = []
    with serving(
        *[answers(503)] * (ATTEMPTS + 1), says("up"), answers(500), says("again")
    ) as model:
        endpoint = Endpoint(Address.of(model.url), "m", pause=waits.append)
        for _ in range(2):
            with pytest.raises(Unanswered, match="answered 503"):
                endpoint.ask(TURNS, schema())
        assert (len(waits), len(model.asked)) == (ATTEMPTS - 1, ATTEMPTS + 1)
        assert endpoint.ask(TURNS, schema()) == "up"
        assert endpoint.ask(TURNS, schema()) == "again"
    assert len(waits) == ATTEMPTS


def test_one_that_says_nothing() -> None:
    told = refused(Asked.wait, seconds=0.5)
    assert told == "gave no whole answer within 0.5 seconds"


@pytest.mark.parametrize("where", ["head", "body"])
def test_one_that_drips(where: str) -> None:
    def drip(asked: Asked) -> None:
        whole = head(200, 10**6) + b" " * 10**6
        sent = 20 if where == "head" else len(head(200, 10**6)) + 5
        asked.send(whole[:sent])
        for at in range(sent, sent + 400):
            if asked.closing.wait(0.02):
                return
            asked.send(whole[at : at + 1])

    assert refused(drip, seconds=0.7) == "gave no whole answer within 0.7 seconds"


def test_one_that_closes_in_the_middle_is_asked_again() -> None:
    def half(asked: Asked) -> None:
        body = chat("words")
        asked.send(head(200, len(body)) + body[:10])

    with serving(half, half, says("whole")) as model:
        assert ask(model.url) == "whole"
    assert len(model.asked) == 3
    assert refused(half) == "broke off in the middle"


def test_one_that_closes_before_a_word_and_one_that_speaks_no_http() -> None:
    assert refused(lambda _: None) == "broke off in the middle"
    assert refused(lambda asked: asked.send(b"220 mail ready\r\n")) == "broke off in the middle"


# What comes, and is of no use.


def test_a_gigantic_answer() -> None:
    sent = []

    def flood(asked: Asked) -> None:
        asked.send(head(200, 2**40))
        while not asked.closing.is_set():
            asked.send(b" " * 2**16)
            sent.append(2**16)

    assert refused(flood) == f"answered with more than {MOST_BYTES // 2**20} MB"
    assert sum(sent) < 100 * MOST_BYTES


def test_a_packed_answer_that_would_burst() -> None:
    body = gzip.compress(chat(" " * 10**7))
    told = refused(answers(200, body, content_encoding="gzip"))
    assert told == "answered packed, which was not asked for"


def test_a_head_without_end() -> None:
    def endless(asked: Asked) -> None:
        asked.send(b"HTTP/1.1 200 Told\r\n")
        while not asked.closing.is_set():
            asked.send(b"x: " + b"y" * 2**16 + b"\r\n")

    assert refused(endless) == "broke off in the middle"


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("text/html; charset=utf-8", "answered with text/html, not with JSON"),
        ("text/event-stream", "answered with text/event-stream, not with JSON"),
        ("", "answered with something without a type, not with JSON"),
        ("application/json2", "answered with application/json2, not with JSON"),
    ],
)
def test_another_content_type(kind: str, told: str) -> None:
    assert refused(answers(200, b"<p>Sign in</p>", content_type=kind)) == told


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b'{"choices": [',
        b"[]",
        b"7",
        b'"words"',
        b"null",
        b"{}",
        b'{"choices": []}',
        b'{"choices": {"0": 1}}',
        b'{"choices": [7]}',
        b'{"choices": [{}]}',
        b'{"choices": [{"message": null}]}',
        b'{"choices": [{"message": {"content": 7}}]}',
        b'{"choices": [{"message": {"content": [{"type": "text"}]}}]}',
        b'{"error": {"message": "no"}}',
        b"[" * 100_000,
        b'{"choices": ' + b"9" * 10_000 + b"}",
        b"\xff\xfe\x00",
    ],
)
def test_another_form_of_reply(body: bytes) -> None:
    assert refused(answers(200, body)) == "answered in another form than chat completions"


def test_an_answer_cut_off_or_withheld_is_none() -> None:
    for act in (says("{", "length"), says(None)):
        with serving(act) as model:
            assert ask(model.url) is None


# What it says of itself.


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (400, "answered 400, it may not know this model, or no answers by a JSON schema"),
        (401, "answered 401, the key is missing or wrong"),
        (403, "answered 403, the key does not allow it"),
        (404, "answered 404, check --llm-url and --llm-model"),
        (418, "answered 418"),
        (204, "answered 204"),
    ],
)
def test_a_refusal_is_final_and_its_words_are_not_repeated(status: int, told: str) -> None:
    body = f'{{"error": "no such key {SECRET}"}}'.encode()
    with serving(answers(status, body)) as model, pytest.raises(Unanswered) as why:
        ask(model.url)
    assert len(model.asked) == 1
    assert str(why.value) == f"{model.url.removesuffix('/v1')} {told}"


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_passing_fault_is_waited_for_longer_and_longer(status: int) -> None:
    waits: list[float] = []
    with serving(*[answers(status)] * 3, says("words")) as model:
        assert ask(model.url, pause=waits.append) == "words"
    assert waits == [1, 2, 4]
    assert refused(answers(status)) == f"answered {status}, try later"


def test_an_endpoint_says_how_long_to_wait() -> None:
    waits: list[float] = []
    date = "Tue, 06 May 2031 10:00:00 GMT"
    until = "Tue, 06 May 2031 10:00:20 GMT"
    acts = [
        answers(429, retry_after="7"),
        answers(503, retry_after=until, date=date),
        answers(429, retry_after="soon"),
        says("words"),
    ]
    with serving(*acts) as model:
        assert ask(model.url, pause=waits.append) == "words"
    assert waits == [7, 20, 4]


def test_nobody_waits_for_an_hour() -> None:
    told = refused(answers(429, retry_after="3600"))
    assert told == "answered 429 and asks to wait 3600 seconds, try later"


# Where it sends us.


def test_a_redirect_within_the_place_is_followed_with_the_question() -> None:
    for to in ("/v2/chat/completions", "other"):
        with serving(answers(307, location=to), says("words")) as model:
            assert ask(model.url) == "words"
        first, second = model.asked
        assert second.path in ("/v2/chat/completions", "/v1/chat/other")
        assert (second.body, second.headers) == (first.body, first.headers)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_place_gets_neither_question_nor_key(status: int) -> None:
    with serving(says("stolen")) as thief:
        told = refused(answers(status, location=thief.url + "/chat/completions"))
    assert told == "redirects to another place (127.0.0.1), which is not followed"
    assert thief.asked == []


@pytest.mark.parametrize(
    "to",
    [
        "https://127.0.0.1/v1",
        "//elsewhere.example/v1",
        "http://a@127.0.0.1/",
        "ftp://x",
        "http://[",
    ],
)
def test_another_scheme_or_host_is_another_place(to: str) -> None:
    assert "redirects to another place" in refused(answers(308, location=to))


def test_redirects_that_lose_the_question_or_never_end() -> None:
    assert refused(answers(302, location="/v1/x")).startswith("redirects (302); give the address")
    assert refused(answers(307, location="/v1/chat/completions")) == "redirects in a circle"
