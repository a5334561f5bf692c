"""Passkeys: made and used by a device of our own, for this site, this seat and this once."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from houses import House, Tab
from webauthn.helpers import encode_cbor

from onetext.room.access.challenges import LASTS, Challenges
from onetext.room.pages.door import CHALLENGE
from onetext.room.settings import settings

NAME, ORIGIN = "talks.example.org", "https://talks.example.org"
SEAT = "belmora-head"
PRESENT, VERIFIED, HAS_KEY = 1, 4, 64


def b64(given: bytes) -> str:
    return urlsafe_b64encode(given).rstrip(b"=").decode()


@dataclass
class Device:
    """Be a telephone that keeps one key; what it says can be bent."""

    site: str = NAME
    origin: str = ORIGIN
    flags: int = PRESENT | VERIFIED
    id: bytes = b"a credential's id, of 32 bytes.."
    count: int = 0
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def make(self, options: dict[str, Any]) -> str:
        point = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32)}
        data = self._told(HAS_KEY) + bytes(16) + len(self.id).to_bytes(2) + self.id
        made = {"fmt": "none", "attStmt": {}, "authData": data + encode_cbor(public)}
        said = self._said("webauthn.create", options["challenge"])
        return self._answer(clientDataJSON=said, attestationObject=encode_cbor(made))

    def use(self, options: dict[str, Any]) -> str:
        self.count += 1
        data = self._told(0)
        said = self._said("webauthn.get", options["challenge"])
        signature = self.key.sign(data + sha256(said).digest(), ec.ECDSA(SHA256()))
        return self._answer(clientDataJSON=said, authenticatorData=data, signature=signature)

    def _told(self, more: int) -> bytes:
        return (
            sha256(self.site.encode()).digest()
            + bytes([self.flags | more])
            + self.count.to_bytes(4, "big")
        )

    def _said(self, kind: str, challenge: str) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(told).encode()

    def _answer(self, **response: bytes) -> str:
        told = {name: b64(value) for name, value in response.items()}
        return json.dumps(
            {
                "id": b64(self.id),
                "rawId": b64(self.id),
                "type": "public-key",
                "response": told,
                "clientExtensionResults": {},
            }
        )


@pytest.fixture
def named(own_house: House) -> Iterator[House]:
    return House.of(own_house.room, settings(behind_proxy=ORIGIN, exercise=True))


def register(tab: Tab, device: Device, *, using: Tab | None = None) -> Any:
    options = tab.post("access/passkey/options")
    assert options.status_code == 200, options.text
    return _send(using or tab, "access/passkey", {"answer": device.make(options.json())}, options)


def sign_in(tab: Tab, device: Device, group: str = "1") -> Any:
    options = tab.ask("POST", "/passkey/options")
    return _send(tab, "/passkey", {"group": group, "answer": device.use(options.json())}, options)


def _send(tab: Tab, path: str, sent: dict[str, str], options: Any) -> Any:
    """Send an answer with the challenge's cookie, as the browser would."""
    challenge = options.headers["set-cookie"].partition(";")[0]
    before = tab.client.headers.get("cookie")
    whole = {"csrf": tab.csrf(), **sent} if tab.seat else sent
    cookies = "; ".join(filter(None, (before, challenge)))
    tab.client.cookies.clear()
    return tab.ask("POST", tab.at(path), data=whole, headers={"cookie": cookies})


def test_a_passkey_is_made_and_opens_the_seat(named: House) -> None:
    device = Device()
    assert register(named.seat(SEAT), device).status_code == 303
    assert len(named.room.gate.passkeys.of(SEAT)) == 1
    answer = sign_in(named.stranger(), device)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/1/{SEAT}/board")
    assert answer.headers["set-cookie"].startswith(f"__Secure-onetext-1-{SEAT}=")
    assert named.room.gate.sessions.open(SEAT)[0].how == "passkey"


def test_what_is_asked_of_a_device_says_nothing_of_any_seat(named: House) -> None:
    before = named.stranger().ask("POST", "/passkey/options").json()
    register(named.seat(SEAT), Device())
    after = named.stranger().ask("POST", "/passkey/options").json()
    assert set(before) == set(after)
    assert {**before, "challenge": ""} == {**after, "challenge": ""}
    assert len(urlsafe_b64decode(after["challenge"] + "==")) == 32
    assert after.get("allowCredentials", []) == []
    assert after["userVerification"] == "required"


BENT = {
    "another site": {"site": "evil.example"},
    "another origin": {"origin": "https://evil.example"},
    "plain http": {"origin": f"http://{NAME}"},
    "a neighbour below": {"origin": f"{ORIGIN}.evil.example"},
    "nobody verified": {"flags": PRESENT},
    "nobody there": {"flags": 0},
}


@pytest.mark.parametrize("bent", BENT)
def test_a_passkey_of_another_site_or_of_nobody_is_not_taken(named: House, bent: str) -> None:
    device = Device(**BENT[bent])  # type: ignore[arg-type]
    assert register(named.seat(SEAT), device).status_code == 422
    assert named.room.gate.passkeys.of(SEAT) == ()
    good = Device()
    assert register(named.seat(SEAT), good).status_code == 303
    for name, value in BENT[bent].items():
        setattr(good, name, value)
    assert sign_in(named.stranger(), good).status_code == 403


def test_whatever_does_not_fit_is_refused_in_the_same_bytes(named: House) -> None:
    good, other = Device(), Device()
    register(named.seat(SEAT), good)
    elsewhere, unknown = Device(key=good.key, site="evil.example"), Device(id=b"unknown" * 4)
    told = set()
    for device in (other, elsewhere, unknown):
        told.add(sign_in(named.stranger(), device).content)
    told.add(sign_in(named.stranger(), good, group="2").content)
    options = named.stranger().ask("POST", "/passkey/options")
    for odd in ("", "{}", "[]", "null", '{"id": 3}', '{"id": "x"}', "not json", "[" * 9000):
        sent = {"group": "1", "answer": odd or " "}
        told.add(_send(named.stranger(), "/passkey", sent, options).content)
    assert len(told) == 1


def test_an_answer_is_good_once_and_for_its_own_challenge(named: House) -> None:
    device, stranger = Device(), named.stranger()
    register(named.seat(SEAT), device)
    first = stranger.ask("POST", "/passkey/options")
    answer = {"group": "1", "answer": device.use(first.json())}
    second = stranger.ask("POST", "/passkey/options")
    assert _send(named.stranger(), "/passkey", answer, second).status_code == 403
    assert _send(named.stranger(), "/passkey", answer, first).status_code == 303
    assert _send(named.stranger(), "/passkey", answer, first).status_code == 403


def test_a_key_that_was_copied_is_found_by_its_count(named: House) -> None:
    device = Device()
    register(named.seat(SEAT), device)
    assert sign_in(named.stranger(), device).status_code == 303
    device.count -= 1
    assert sign_in(named.stranger(), device).status_code == 403


def test_a_challenge_to_sign_in_makes_no_passkey_and_one_of_another_seat_neither(
    named: House,
) -> None:
    stranger, mine, other = named.stranger(), named.seat(SEAT), named.seat("observer")
    options = stranger.ask("POST", "/passkey/options")
    sent = {"answer": Device().make(options.json())}
    assert _send(mine, "access/passkey", sent, options).status_code == 422
    assert register(other, Device(), using=mine).status_code == 422
    assert named.room.gate.passkeys.of(SEAT) == ()


def test_a_seat_removes_its_own_passkeys_alone_and_a_new_holder_has_none(named: House) -> None:
    gate = named.room.gate
    register(named.seat(SEAT), Device())
    register(named.seat("observer"), Device(id=b"another" * 4))
    theirs = gate.passkeys.of("observer")[0].id
    named.seat(SEAT).post("access/passkey/remove", {"passkey": theirs})
    assert len(gate.passkeys.of("observer")) == 1
    named.seat("observer").post("access/passkey/remove", {"passkey": theirs})
    assert gate.passkeys.of("observer") == ()
    gate.invite(SEAT)
    assert gate.passkeys.of(SEAT) == ()


def test_one_passkey_is_of_one_seat_and_no_seat_has_very_many(named: House) -> None:
    tab = named.seat(SEAT)
    assert register(tab, Device()).status_code == 303
    assert register(tab, Device()).status_code == 422
    for number in range(20):
        register(tab, Device(id=f"device {number}".encode() * 3))
    assert len(named.room.gate.passkeys.of(SEAT)) == 10


@pytest.mark.parametrize("made", [{}, {"behind_proxy": "https://192.0.2.7"}], ids=str)
def test_there_are_none_without_a_name_and_tls(own_house: House, made: dict[str, str]) -> None:
    house = House.of(own_house.room, settings(exercise=True, **made))  # type: ignore[arg-type]
    assert house.stranger().ask("POST", "/passkey/options").status_code == 404
    assert house.seat(SEAT).post("access/passkey/options").status_code == 404
    assert "passkey" not in house.stranger().ask("GET", "/").text


def test_a_challenge_is_sealed_and_grows_too_old() -> None:
    from onetext.errors import Refused

    hour = [1000.0]
    challenges = Challenges(now=lambda: hour[0])
    challenge, sealed = challenges.issue("sign in")
    assert challenges.take(sealed, "sign in") == challenge
    given, until, seal = sealed.split(".")
    later = f"{given}.{int(until) + 99}.{seal}"
    for wrong in (
        later,
        f"{'0' * 64}.{until}.{seal}",
        "",
        "..",
        "zz.1.x",
        sealed[:-1],
        sealed + "é",
    ):
        with pytest.raises(Refused):
            challenges.take(wrong, "sign in")
    with pytest.raises(Refused):
        challenges.take(sealed, "register 1 a b")
    with pytest.raises(Refused):
        Challenges(now=lambda: hour[0]).take(sealed, "sign in")
    hour[0] += LASTS + 1
    with pytest.raises(Refused):
        challenges.take(sealed, "sign in")
    assert CHALLENGE.startswith("__Secure-")
