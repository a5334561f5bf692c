"""Ways round the door: forged headers, other methods, guesses across seats, logs, odd uploads."""

from __future__ import annotations

import contextlib
import gzip
import io
import logging
import socket
import zipfile
from itertools import pairwise
from typing import Any

import pytest
from houses import QUICK, House, Tab, memory, methods_and_paths
from serving_house import serving

from onetext.room.access.gate import Gate
from onetext.room.access.guesses import Guesses
from onetext.room.settings import settings
from onetext.room.web.guard import open_to_all

SEAT = "belmora-head"
PASSWORD = "several words, not easy"


def guessed(port: int, host: str, seat: str, password: str, forwarded: str) -> int:
    body = f"group=1&seat={seat}&password={password.replace(' ', '+')}"
    head = (
        f"POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\n{forwarded}\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), 20) as one:
        one.sendall((head + body).encode())
        return int(one.makefile("rb").readline().split()[1])


@pytest.mark.parametrize("forged", ["{}", "{}, 198.51.100.7", "203.0.113.9, {}, 198.51.100.7"])
def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_adds(
    own_house: House, forged: str
) -> None:
    """What a client writes before it counts for nothing; guesses come to an end all the same."""
    made = settings(behind_proxy="https://talks.example.org", exercise=True)
    ours = forged if forged.endswith(".7") else f"{forged}, 198.51.100.7"
    with serving(House.of(own_house.room, made), made) as served:
        got = [
            guessed(
                served.port,
                "talks.example.org",
                SEAT,
                f"a guess {n}",
                f"X-Forwarded-For: {ours.format(f'203.0.113.{n}')}\r\n",
            )
            for n in range(8)
        ]
    assert got == [403] * 6 + [429] * 2


@pytest.mark.parametrize(
    "header",
    [
        "X-Forwarded-For: 203.0.113.{}",
        "Forwarded: for=203.0.113.{}",
        "X-Real-IP: 203.0.113.{}",
        "X-Client-IP: 203.0.113.{}",
        "True-Client-IP: 203.0.113.{}",
        "Connection: close, X-Forwarded-For\r\nX-Forwarded-For: 203.0.113.{}",
    ],
)
def test_without_a_proxy_no_header_says_where_one_is(own_house: House, header: str) -> None:
    with serving(own_house) as served:
        got = [
            guessed(served.port, "localhost", SEAT, f"a guess {n}", header.format(n) + "\r\n")
            for n in range(8)
        ]
    assert got == [403] * 6 + [429] * 2


def test_one_address_does_not_guess_across_seats(own_house: House) -> None:
    """Over the pages: no more tries in all than one address has, whatever seats it names."""
    house = House.of(own_house.room)
    house.room.gate = Gate(memory(), hasher=QUICK)
    most = Guesses().address
    tab = house.stranger("192.0.2.50")
    got = [
        tab.ask("POST", "/", data={"group": "1", "seat": f"seat-{n}", "password": "x"}).status_code
        for n in range(most + 3)
    ]
    assert got == [403] * most + [429] * 3


@pytest.mark.parametrize(
    "more",
    [
        {"x-http-method-override": "POST"},
        {"x-method-override": "POST"},
        {"x-http-method": "POST"},
    ],
)
def test_no_header_or_field_makes_another_method_of_one(house: House, more: dict[str, str]) -> None:
    tab, before = house.seat(SEAT), house.last()
    sent = {"csrf": tab.csrf(), "words": "by another method", "_method": "POST"}
    for _, path, _ in methods_and_paths(house.app):
        if path.startswith("/{group}/{seat}/") and not path.endswith("/stream"):
            where = path.replace("{group}", "1").replace("{seat}", SEAT)
            tab.ask("GET", where, params=sent, headers=more)
            for method in ("PUT", "PATCH", "DELETE", "QUERY"):
                answer = tab.ask(method, where, data=sent, headers=more)
                assert answer.status_code in (404, 405), (method, where)
    assert house.last() == before
    assert tab.get("board").status_code == 200


def test_a_request_hidden_in_a_body_is_not_a_request(own_house: House) -> None:
    """Two lengths, or a length and chunks: one answer, and the connection ends."""
    inner = b"GET /static/room.css HTTP/1.1\r\nHost: localhost\r\n\r\n"
    chunk = b"%x\r\n%s\r\n0\r\n\r\n" % (len(inner), inner)
    form = b"Content-Type: application/x-www-form-urlencoded\r\n"
    with serving(own_house) as served:
        for more in (
            b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
            b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
            b"Transfer-Encoding: chunked, identity\r\n",
            b"Transfer-Encoding : chunked\r\n",
            b"Content-Length: 0\r\nContent-Length: %d\r\n" % len(inner),
        ):
            head = b"POST / HTTP/1.1\r\nHost: localhost\r\n" + form + more + b"\r\n"
            got = b""
            with socket.create_connection(("127.0.0.1", served.port), 20) as one:
                one.sendall(head + chunk)
                one.shutdown(socket.SHUT_WR)
                with contextlib.suppress(ConnectionResetError):
                    while part := one.recv(65536):
                        got += part
            assert got.count(b"HTTP/1.1 ") <= 1, more
            assert b"text/css" not in got, more


def test_no_links_secret_is_logged_when_something_breaks(
    own_house: House, caplog: pytest.LogCaptureFixture
) -> None:
    token = own_house.room.gate.invite("belmora-legal")

    @own_house.app.get("/{group}/in/{token}/broken")
    @open_to_all
    def broken() -> str:
        raise RuntimeError("broken")

    with caplog.at_level(logging.DEBUG):
        answer = own_house.stranger().ask("GET", f"/1/in/{token}/broken")
        own_house.stranger().ask("GET", f"/1/in/{token}")
    assert answer.status_code == 500
    ours = [one for one in caplog.records if not one.name.startswith("http")]  # not the client's
    assert any("/in/… broke" in one.getMessage() for one in ours)
    assert not any(token in logging.Formatter().format(one) for one in ours)


def test_a_link_is_told_to_no_other_site(own_house: House) -> None:
    """The page behind a link asks nobody else for anything, and sends no address along."""
    token = own_house.room.gate.invite("belmora-legal")
    answer = own_house.stranger().ask("GET", f"/1/in/{token}")
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cache-control"] == "no-store"
    assert "://" not in answer.text.replace("http://127.0.0.1:8000", "")


def test_a_browser_that_names_no_origin_needs_the_forms_token_all_the_same(house: House) -> None:
    tab, before = house.seat(SEAT), house.last()
    for content, kind in (
        (b'{"words": "x"}', "application/json"),
        (b"words=x", "text/plain"),
        (b"words=x", "application/x-www-form-urlencoded"),
        (b'--x\r\nContent-Disposition: form-data; name="words"\r\n\r\nx\r\n--x--\r\n',
         "multipart/form-data; boundary=x"),
    ):  # fmt: skip
        for _, path, _ in methods_and_paths(house.app):
            if "/{seat}/" not in path:
                continue
            where = path.replace("{group}", "1").replace("{seat}", SEAT)
            answer = tab.ask("POST", where, content=content, headers={"content-type": kind})
            assert answer.status_code in (403, 404, 405), (where, kind)
    assert house.last() == before


PROSE = "The talks went on. Minister Arden said that Belmora accepts the lease.\n" * 6
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghij"))
    + '<!ENTITY file SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>t</title>'
    f"<item><title>&file;</title><description>&j; &file; {PROSE}</description></item>"
    "</channel></rss>"
)


def zipped(content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("report.txt", content)
    return packed.getvalue()


@pytest.fixture(scope="module")
def bomb() -> bytes:
    """A gigabyte of nothing in a megabyte."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9) as file:
        for _ in range(1024):
            file.write(bytes(2**20))
    assert packed.tell() < 2 * 2**20
    return packed.getvalue()


@pytest.fixture
def dropped(own_house: House) -> Any:
    def drop(name: str, content: bytes) -> Any:
        tab: Tab = own_house.seat(SEAT)
        parts = [("files", (name, content, "application/octet-stream"))]
        answer = tab.ask("POST", tab.at("press"), data={"csrf": tab.csrf()}, files=parts)
        assert answer.status_code in (200, 303, 422), answer.status_code
        assert tab.get("press").status_code == 200
        return answer.text + tab.get("press").text

    return drop


@pytest.mark.parametrize("name", ["a.gz", "a.warc.gz", "a.txt", "a.html", "a.xml.gz"])
def test_what_unpacks_to_very_much_is_left_out(
    own_house: House, dropped: Any, bomb: bytes, name: str
) -> None:
    before = len(own_house.room.view(SEAT).sources)
    assert "/tmp" not in dropped(name, bomb)
    assert len(own_house.room.view(SEAT).sources) == before
    dropped("prose.txt", PROSE.encode())
    assert len(own_house.room.view(SEAT).sources) == before + 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.zip", zipped(PROSE.encode())),
        ("a.xml", ENTITIES.encode()),
        ("a.html", b"<div>" * 300_000),
        ("a.html", b"<a b=" + b"'" * 1_900_000),
        ("a.html", b"<p>" + PROSE.encode() * 4_000),
        ("a.txt", b"\xff\xfe" + b"\x00" * 100_000),
        ("../../../etc/cron.d/x", PROSE.encode()),
        ("a\r\nx: y.txt", PROSE.encode()),
        ("case.meta.json", b'{"title": "x"}'),
        ("\u202ecod.exe", PROSE.encode()),
    ],
    ids=lambda value: str(value)[:16].encode("unicode_escape").decode(),
)
def test_odd_files_break_nothing_and_fetch_nothing(dropped: Any, name: str, content: bytes) -> None:
    told = dropped(name, content)
    assert "root:x:" not in told
    assert "/tmp" not in told
    assert "aaaaaaaaaaaaaaaaaaaa" * 10 not in told


def test_letters_that_look_like_others_are_told_of(own_house: House) -> None:
    tab = own_house.seat(SEAT)
    evil = PROSE.replace("Belmora", "B\u0435lmora")  # a Cyrillic letter in a Latin word
    parts = [("files", ("evil.txt", evil.encode(), "text/plain"))]
    answer = tab.ask("POST", tab.at("press"), data={"csrf": tab.csrf()}, files=parts)
    assert answer.status_code == 303
    source = own_house.room.view(SEAT).sources[-1].id
    shown = tab.get("press/source", params={"id": source}).text
    assert "1 word mixes alphabets and may be read as another: B\u0435lmora." in shown
