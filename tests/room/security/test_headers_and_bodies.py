"""What every answer carries, and what is turned away before anything reads it."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from houses import LOOP, House, methods_and_paths

from onetext.room.settings import settings
from onetext.room.web.headers import HEADERS, LARGEST_BODY, LARGEST_OUTSIDE, Shell

ALLOWED = {
    "content-length",
    "content-type",
    "content-disposition",
    "location",
    "set-cookie",
    "x-accel-buffering",
    "etag",
    "last-modified",
    "accept-ranges",
    "allow",
    *(name.lower() for name in HEADERS),
}
_OPEN = re.compile(r"\{(\w+)(?::\w+)?\}")
SEAT = "belmora-head"


def answers(house: House) -> list[tuple[str, Any]]:
    """Return an answer of every route, to a seat and to a stranger, and of every kind of error."""
    seat, stranger = house.seat(SEAT), house.stranger()
    got = []
    for method, path, _ in methods_and_paths(house.app):
        if path.endswith(("/stream", "/leave", "/out", "/password", "/static")):
            continue
        where = _OPEN.sub(lambda n: {"group": "1", "seat": SEAT}.get(n[1], "0" * 32), path)
        got.append((f"{method} {path}", seat.ask(method, where)))
        got.append((f"{method} {path}", stranger.ask(method, where)))
    for method, path, more in (
        ("GET", "/nowhere", {}),
        ("PUT", "/", {}),
        ("HEAD", "/", {}),
        ("GET", "/static/room.css", {}),
        ("GET", "/static/none.css", {}),
        ("GET", "/", {"headers": {"host": "evil.example"}}),
        ("GET", "/" + "a" * 5000, {}),
        ("POST", "/", {"content": b"x" * (LARGEST_OUTSIDE + 1)}),
        ("GET", f"/1/{SEAT}/board?at=nonsense", {}),
        ("GET", f"/1/{SEAT}/record?q={'x' * 300}", {}),
    ):
        got.append((f"{method} {path[:40]}", seat.ask(method, path, **more)))
        got.append((f"{method} {path[:40]}", stranger.ask(method, path, **more)))
    return got


def test_every_answer_carries_the_same_headers_and_no_other_tells_anything(house: House) -> None:
    for name, answer in answers(house):
        for header, value in HEADERS.items():
            assert answer.headers.get_list(header) == [value], f"{name}: {header}"
        assert set(answer.headers) <= ALLOWED, name
        assert answer.status_code < 500, name
        assert "Traceback" not in answer.text, name


def test_no_page_has_a_script_or_a_style_of_its_own(house: House) -> None:
    for name, answer in answers(house):
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        assert not re.search(r"<script(?![^>]*\bsrc=\"/static/)", answer.text), name
        assert not re.search(r"<style\b|\sstyle=|\son[a-z]+\s*=\s*[\"']", answer.text), name
        assert not re.search(
            r"(?:href|src|action)=\"(?:javascript|data:text|http:|//)|(?:src|action)=\"https:",
            answer.text,
        )  # a report's own address may be followed; nothing is fetched from it


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    policy = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == "'self'"
    assert policy["base-uri"] == "'none'"
    assert "unsafe" not in HEADERS["Content-Security-Policy"]
    assert HEADERS["Cache-Control"] == "no-store"


def test_under_tls_browsers_are_told_to_stay_there(own_house: House) -> None:
    safe = House.of(own_house.room, settings(behind_proxy="https://a.example", exercise=True))
    assert (
        "max-age=31536000" in safe.stranger().ask("GET", "/").headers["strict-transport-security"]
    )
    assert "strict-transport-security" not in own_house.stranger().ask("GET", "/").headers


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "",
        "127.0.0.1:8000, evil.example",
        "localhost@evil",
    ],
)
def test_under_another_name_it_does_not_answer(house: House, host: str) -> None:
    for path in ("/", f"/1/{SEAT}/board", "/static/room.js"):
        answer = house.seat(SEAT).ask("GET", path, headers={"host": host})
        assert (answer.status_code, answer.text) == (421, "this room has another name\n")


def test_nothing_of_a_name_is_told_back(house: House) -> None:
    """Links and redirects hang on no header that a client sends."""
    plain = house.stranger().ask("GET", f"/1/{SEAT}/board")
    for more in (
        {"x-forwarded-host": "evil.example", "x-forwarded-proto": "https"},
        {"forwarded": "host=evil.example;proto=https", "x-forwarded-for": "203.0.113.9"},
        {"x-original-url": "/1/teacher/teach", "x-rewrite-url": "/1/teacher/teach"},
        {"x-http-method-override": "POST"},
    ):
        answer = house.stranger().ask("GET", f"/1/{SEAT}/board", headers=more)
        assert (answer.status_code, answer.headers.raw) == (303, plain.headers.raw)


def test_a_body_too_large_is_refused_unread_with_or_without_its_length(house: House) -> None:
    begins = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n'

    async def endless(size: int) -> Any:
        yield begins
        for _ in range(size // 65536 + 2):
            yield b"x" * 65536

    form = {"content-type": "application/x-www-form-urlencoded"}
    for tab, most in ((house.stranger(), LARGEST_OUTSIDE), (house.seat(SEAT), LARGEST_BODY)):
        path = "/" if tab.seat is None else f"/1/{SEAT}/text/comment"
        for content in (begins + b"x" * most, endless(most)):
            for kind in (form, {"content-type": "multipart/form-data; boundary=x"}):
                stated = isinstance(content, bytes)
                if not stated:
                    content = endless(most)
                answer = tab.ask("POST", path, content=content, headers=kind)
                assert answer.status_code in ((413,) if stated else (400, 413)), (path, kind)
    for odd in ("-1", "1e9", "٣", "0x10", "9" * 40):
        answer = house.stranger().ask(
            "POST", "/", content=b"", headers={"content-length": odd.encode()}
        )
        assert answer.status_code == 413, odd


def test_many_fields_files_or_nested_parts_break_nothing(house: House) -> None:
    tab, last = house.seat(SEAT), house.last()
    many = {f"f{n}": "x" for n in range(1000)}
    assert tab.post("text/comment", many).status_code in (400, 413, 422)
    parts = [("f", (f"{n}.txt", b"x", "text/plain")) for n in range(60)]
    answer = tab.ask("POST", tab.at("text/comment"), data={"csrf": tab.csrf()}, files=parts)
    assert answer.status_code in (400, 413, 422)
    for body, kind in (
        (b"--x\r\n", "multipart/form-data; boundary=x"),
        (b"csrf", "multipart/form-data"),
        (b"\xff\xfe=%ff%fe&a=%zz", "application/x-www-form-urlencoded"),
        (b'{"csrf": "x"}', "application/json"),
        (b"csrf=x", "text/plain"),
        (b"x", "multipart/form-data; boundary=" + "b" * 3000),
    ):
        answer = tab.ask(
            "POST", tab.at("text/comment"), content=body, headers={"content-type": kind}
        )
        assert 400 <= answer.status_code < 500, kind
    assert house.last() == last


def test_who_lets_a_body_wait_is_not_waited_for() -> None:
    """Neither one who sends nothing more, nor one who sends a letter every now and then."""
    seconds = [0.0]
    got: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        while True:
            got.append(await receive())
            if got[-1]["type"] == "http.disconnect" or not got[-1]["more_body"]:
                return

    async def slow() -> Any:
        seconds[0] += 20.0
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def send(message: Any) -> None:
        got.append(message)

    shell = Shell(app, settings=settings(exercise=True), now=lambda: seconds[0])
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/",
        "query_string": b"",
        "headers": [(b"host", b"localhost")],
    }
    LOOP.run_until_complete(asyncio.wait_for(shell(scope, slow, send), 10))
    assert got[-1]["type"] == "http.disconnect"
    assert len(got) < 5


PATHS = (
    "/static/../room.py",
    "/static/%2e%2e/room.py",
    "/static/..%2froom.py",
    "/static/..%5croom.py",
    "/static/....//room.py",
    "/static//etc/passwd",
    "/static/%2fetc%2fpasswd",
    "/static/%00",
    "/static/room.css%00.js",
    "/static/",
    "/static",
    "/static/templates/board.html",
    f"/1/{SEAT}/../teacher/teach",
    f"/1/{SEAT}/%2e%2e/teacher/teach",
    f"/1/{SEAT}/..%2fteacher/teach",
    f"/1/{SEAT}//board",
    f"//1/{SEAT}/board",
    "/1/..%2f..%2fetc%2fpasswd/board",
    "/1/in/..%2f..%2fetc%2fpasswd",
    "/openapi.json",
    "/docs",
    "/redoc",
    "/.git/config",
    "/language/..%2fen",
)


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_out_of_what_is_served(house: House, path: str) -> None:
    """Sent as written: a client of manners would have tidied it up."""
    answer = raw(house, path)
    assert answer[0] in (303, 400, 404, 405, 410, 422), answer[0]
    for word in (b"root:", b"def ", b"import ", b"class ", b"{% ", b"teach/link"):
        assert word not in answer[1]


def raw(house: House, path: str) -> tuple[int, bytes]:
    """Ask for a path exactly as it is written, as a seat."""
    from urllib.parse import unquote

    sent: list[Any] = []
    plain, _, query = path.partition("?")
    cookie = house.seat(SEAT).client.headers["cookie"].encode()

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": unquote(plain),
        "raw_path": plain.encode(),
        "root_path": "",
        "scheme": "http",
        "query_string": query.encode(),
        "headers": [(b"host", b"127.0.0.1:8000"), (b"cookie", cookie), (b"accept", b"text/html")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }
    LOOP.run_until_complete(house.app(scope, receive, send))
    status = next(m["status"] for m in sent if m["type"] == "http.response.start")
    return status, b"".join(m.get("body", b"") for m in sent)


def test_where_one_goes_back_to_is_here(house: House) -> None:
    for back, to in (
        (f"/1/{SEAT}/text", f"/1/{SEAT}/text"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/x\r\nset-cookie: a=b", "/"),
        ("javascript:alert(1)", "/"),
        ("/\t/evil.example", "/"),
    ):
        answer = house.stranger().ask("GET", "/language/fr", params={"back": back})
        assert (answer.status_code, answer.headers["location"]) == (303, to), back
        assert len(answer.headers.get_list("set-cookie")) == 1
