"""Signing in: refused alike, not too often, never into a session that somebody else brought."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from houses import LOOP, QUICK, House, Tab, memory

from onetext.errors import Refused
from onetext.room.access.gate import Gate
from onetext.room.access.guesses import LATELY, MOST_KEYS, Guesses
from onetext.room.access.sessions import IDLE, LASTS
from onetext.room.settings import settings
from onetext.room.web.turns import Turns

PASSWORD = "several words of mine"
SEAT = "belmora-head"


class Clock:
    """Tell an hour that the test sets."""

    def __init__(self) -> None:
        self.hour = 1_000_000.0

    def __call__(self) -> float:
        return self.hour


def sign_in(tab: Tab, seat: str = SEAT, password: str = PASSWORD, group: str = "1") -> Any:
    return tab.ask("POST", "/", data={"group": group, "seat": seat, "password": password})


@pytest.fixture
def held(own_house: House) -> House:
    gate = own_house.room.gate
    gate.come_in(gate.invite(SEAT), PASSWORD)
    gate.come_in(gate.invite("observer"), None)
    return own_house


def test_the_right_password_opens_the_seat(held: House) -> None:
    answer = sign_in(held.stranger())
    assert (answer.status_code, answer.headers["location"]) == (303, f"/1/{SEAT}/board")


WRONG = {
    "another password": {"password": "several words of yours"},
    "a seat without a password": {"seat": "observer"},
    "a seat nobody has come in to": {"seat": "tarvenia-head"},
    "no such seat": {"seat": "nobody"},
    "an odd seat": {"seat": "' OR 1=1 --"},
    "no such group": {"group": "2"},
    "no group at all": {"group": "x"},
}


def test_whatever_is_wrong_is_refused_in_the_same_bytes_and_by_the_same_work(held: House) -> None:
    told, worked = set(), []
    passwords: Any = held.room.gate._passwords
    verify = QUICK.verify

    class Counting:
        def __getattr__(self, name: str) -> Any:
            return getattr(QUICK, name)

        def verify(self, hashed: str, password: str) -> bool:
            worked.append(hashed.split("$")[1:4])
            return verify(hashed, password)

    passwords.prepare()
    passwords.hasher = Counting()
    for more in WRONG.values():
        answer = sign_in(held.stranger(), **more)
        told.add((answer.status_code, answer.content, tuple(answer.headers.raw)))
    assert len(told) == 1
    assert next(iter(told))[0] == 403
    assert len(worked) == len(WRONG)
    assert all(one == worked[0] for one in worked)


def test_guesses_at_a_seat_from_one_address_come_to_an_end(held: House) -> None:
    for seat in (SEAT, "nobody"):
        tab = held.stranger("192.0.2.9")
        tries = [sign_in(tab, seat, f"a guess {n}").status_code for n in range(8)]
        assert tries == [403] * 6 + [429] * 2, seat
    assert sign_in(held.stranger("192.0.2.9")).status_code == 429
    assert sign_in(held.stranger("192.0.2.10")).status_code == 303


def test_too_many_tries_are_answered_alike_for_any_seat(held: House) -> None:
    told = set()
    for seat in (SEAT, "observer", "nobody"):
        tab = held.stranger(f"192.0.2.{len(seat)}")
        answers = [sign_in(tab, seat, "a wrong guess") for _ in range(7)]
        told.add((answers[-1].status_code, answers[-1].content, tuple(answers[-1].headers.raw)))
    assert len(told) == 1


def test_guesses_from_many_addresses_do_not_lock_out_who_sits_there() -> None:
    clock = Clock()
    guesses = Guesses(now=clock)
    assert guesses.try_at(SEAT, "198.51.100.1")
    guesses.came_in(SEAT, "198.51.100.1")
    let = [guesses.try_at(SEAT, f"203.0.113.{n}") for n in range(60)]
    assert sum(let) == guesses.seat
    assert not guesses.try_at(SEAT, "192.0.2.77")
    assert guesses.try_at(SEAT, "198.51.100.1")
    clock.hour += LATELY + 1
    assert guesses.try_at(SEAT, "192.0.2.77")


def test_one_address_does_not_try_all_seats() -> None:
    guesses = Guesses(now=Clock())
    let = sum(guesses.try_at(f"seat {n}", "2001:db8::1") for n in range(200))
    assert let == guesses.address
    assert not guesses.try_at("one more", "2001:db8::ffff")
    assert guesses.try_at("one more", "2001:db8:0:1::1")


def test_guesses_take_no_more_memory_than_they_may() -> None:
    guesses = Guesses(now=Clock())
    for number in range(3 * MOST_KEYS):
        guesses.try_at(number % 1000, f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")
    assert len(guesses._tries) <= MOST_KEYS


def test_coming_in_begins_a_session_that_nobody_brought(held: House) -> None:
    """A session's secret planted in a browser is not taken over, and an old one ends."""
    planted = "A" * 43
    tab = held.stranger()
    tab.client.headers["cookie"] = f"onetext-1-{SEAT}={planted}"
    first = _secret(sign_in(tab))
    assert first != planted
    assert held.room.gate.session(planted) is None
    tab.client.headers["cookie"] = f"onetext-1-{SEAT}={first}"
    second = _secret(sign_in(tab))
    assert second != first
    assert held.room.gate.session(first) is None
    assert held.room.gate.session(second) is not None


def _secret(answer: Any) -> str:
    return str(answer.headers["set-cookie"]).partition("=")[2].partition(";")[0]


def test_the_cookie_is_for_one_seat_and_out_of_the_reach_of_script(held: House) -> None:
    cookie = sign_in(held.stranger()).headers["set-cookie"]
    assert cookie.startswith(f"onetext-1-{SEAT}=")
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"httponly", "samesite=lax", f"path=/1/{SEAT}/"} <= parts
    assert "domain" not in cookie.lower()
    assert "secure" not in parts
    safe = House.of(held.room, settings(behind_proxy="https://talks.example.org", exercise=True))
    cookie = sign_in(safe.stranger()).headers["set-cookie"]
    assert cookie.startswith(f"__Secure-onetext-1-{SEAT}=")
    assert "secure" in {part.strip().lower() for part in cookie.split(";")[1:]}


def test_a_session_ends_when_it_is_idle_and_when_it_is_old() -> None:
    clock = Clock()
    gate = Gate(memory(), now=clock, hasher=QUICK)
    token = gate.come_in(gate.invite(SEAT), PASSWORD)
    clock.hour += IDLE - 1
    assert gate.session(token, active=False) is not None
    clock.hour += 2
    assert gate.session(token) is None, "what is fetched by itself keeps no session going"
    token = gate.sign_in(SEAT, PASSWORD)
    for _ in range(int(LASTS / (IDLE / 2)) - 1):
        clock.hour += IDLE / 2
        assert gate.session(token) is not None
    clock.hour += IDLE / 2
    assert gate.session(token) is None
    assert gate.sessions.open(SEAT) == ()


def test_only_a_person_keeps_a_session_going(held: House) -> None:
    gate = held.room.gate
    tab = held.seat(SEAT)
    gate.show_out(SEAT)
    clock = Clock()
    gate.sessions.now = clock
    tab.sit(gate.sessions.begin(SEAT, "link"))
    began = gate.sessions.open(SEAT)[0].seen
    clock.hour += 600
    assert tab.get("board", headers={"sec-fetch-mode": "cors"}).status_code == 200
    assert gate.sessions.open(SEAT)[0].seen == began
    assert tab.get("board", headers={"sec-fetch-mode": "navigate"}).status_code == 200
    assert gate.sessions.open(SEAT)[0].seen == began + 600


def test_a_seat_shows_out_one_browser_or_all_others(held: House) -> None:
    gate = held.room.gate
    gate.show_out(SEAT)
    mine = held.seat(SEAT)
    others = [gate.sessions.begin(SEAT, "password") for _ in range(3)]
    stranger_id = gate.sessions.open(SEAT)[0].id
    assert mine.post("access/out", {"session": stranger_id}).status_code == 303
    assert sum(gate.session(one) is not None for one in others) == 2
    neighbours = gate.sessions.begin("observer", "link")
    its = gate.sessions.open("observer")[0].id
    assert mine.post("access/out", {"session": its}).status_code == 303
    assert gate.session(neighbours) is not None
    assert mine.post("access/out").status_code == 303
    assert sum(gate.session(one) is not None for one in others) == 0
    assert mine.get("board").status_code == 200
    assert mine.post("leave").status_code == 303
    assert mine.get("board").status_code == 303


def test_a_new_password_ends_the_old_one_and_every_other_session(held: House) -> None:
    gate, tab = held.room.gate, held.seat(SEAT)
    other = gate.sessions.begin(SEAT, "password")
    wrong = tab.post("access/password", {"before": "no", "password": "some other words"})
    assert wrong.status_code == 422
    easy = tab.post("access/password", {"before": PASSWORD, "password": "short"})
    assert easy.status_code == 422
    answer = tab.post("access/password", {"before": PASSWORD, "password": "some other words"})
    assert answer.status_code == 303
    assert gate.session(other) is None
    assert tab.get("board").status_code == 303
    tab.sit(_secret(answer))
    assert tab.get("board").status_code == 200
    with pytest.raises(Refused):
        gate.sign_in(SEAT, PASSWORD)
    gate.sign_in(SEAT, "some other words")


def test_the_password_until_now_is_not_guessed_at_for_long(held: House) -> None:
    tab = held.seat(SEAT)
    sent = {"before": "a guess", "password": "some other words"}
    pages = [tab.post("access/password", sent).text for _ in range(7)]
    assert "too many tries" in pages[-1]
    assert "too many tries" not in pages[5]


def test_passwords_are_compared_a_few_at_a_time_and_no_crowd_is_let_wait() -> None:
    turns = Turns(at_once=2, waiting=5)
    at_once, most = 0, 0

    def compare() -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        import time

        time.sleep(0.02)
        at_once -= 1

    async def crowd() -> list[Any]:
        return await asyncio.gather(
            *(turns.take(compare) for _ in range(9)), return_exceptions=True
        )

    came = LOOP.run_until_complete(crowd())
    assert sum(one is None for one in came) == 5
    assert {getattr(one, "status_code", None) for one in came if one is not None} == {503}
    assert most <= 2
