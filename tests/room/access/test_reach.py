"""Where a room can be reached: this machine, or TLS, or an exercise that says it is overheard."""

from __future__ import annotations

import ipaddress
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from houses import TWO_RIVERS, House, case

from onetext.cli.serving import _proxies
from onetext.errors import BadInput, WrongUse
from onetext.room.live import is_sheet, refuse_case
from onetext.room.settings import host_in, settings


def certificate(folder: Path, *hosts: str, days: int = 30) -> tuple[Path, Path]:
    """Write a certificate that names these hosts, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=60))
        .not_valid_after(now + timedelta(days=days))
    )
    if hosts:
        builder = builder.add_extension(
            x509.SubjectAlternativeName([_san(host) for host in hosts]), critical=False
        )
    made, private = folder / "cert.pem", folder / "key.pem"
    made.write_bytes(builder.sign(key, SHA256()).public_bytes(Encoding.PEM))
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return made, private


def _san(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "example.org", "fe80::1", ""])
def test_other_machines_reach_it_by_tls_alone(host: str) -> None:
    for exercise in (True, False):
        with pytest.raises(WrongUse, match="overheard"):
            settings(host=host, exercise=exercise)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_this_machine_is_the_default(host: str) -> None:
    made = settings(host=host, exercise=True)
    assert (made.reach, made.secure, made.names) == ("loopback", False, False)
    assert settings(exercise=False).host == "127.0.0.1"


def test_plain_http_in_ones_own_network_is_for_exercises() -> None:
    made = settings(host="192.0.2.7", lan=True, exercise=True)
    assert (made.reach, made.origin, made.overheard) == ("lan", "http://192.0.2.7:8000", True)
    with pytest.raises(WrongUse, match="exercises"):
        settings(host="192.0.2.7", lan=True, exercise=False)
    anywhere = settings(host="0.0.0.0", lan=True, exercise=True)
    assert "0.0.0.0" not in anywhere.origin


@pytest.mark.parametrize(
    "proxy",
    [
        "http://talks.example.org",
        "talks.example.org",
        "https://",
        "https://a b",
        "https://talks.example.org/room",
        "https://me@talks.example.org",
        "https://talks.example.org?x",
        "https://talks.example.org:99999",
        "https://[::1",
        "ftp://talks.example.org",
    ],
)
def test_a_proxy_has_the_address_of_a_site(proxy: str) -> None:
    with pytest.raises(WrongUse, match="no address of a site"):
        settings(behind_proxy=proxy, exercise=False)


def test_what_contradicts_itself_is_refused(tmp_path: Path) -> None:
    file, key = certificate(tmp_path, "talks.example.org")
    for wrong in ({"certificate": file}, {"key": key}):
        with pytest.raises(WrongUse, match="goes with its key"):
            settings(exercise=True, **wrong)  # type: ignore[arg-type]
    with pytest.raises(WrongUse, match="TLS ends either"):
        settings(certificate=file, key=key, behind_proxy="https://a.example", exercise=True)


def test_the_name_is_that_of_the_certificate(tmp_path: Path) -> None:
    file, key = certificate(tmp_path, "*.example.org", "talks.example.org", "192.0.2.7")
    made = settings(host="0.0.0.0", port=8443, certificate=file, key=key, exercise=False)
    assert made.origin == "https://talks.example.org:8443"
    assert (made.names, made.secure) == (True, True)
    given = settings(host="192.0.2.7", port=443, certificate=file, key=key, exercise=False)
    assert (given.origin, given.names) == ("https://192.0.2.7", False)
    under = settings(host="a.example.org", port=443, certificate=file, key=key, exercise=False)
    assert under.origin == "https://a.example.org"
    for host in ("talks.example.org:8443", "192.0.2.7", "b.example.org"):
        assert made.answers(host), host
    for host in ("example.org", "a.b.example.org", "evil.example", "0.0.0.0"):
        assert not made.answers(host), host


def test_a_certificate_that_is_none_is_said_so(tmp_path: Path) -> None:
    file, key = certificate(tmp_path, "talks.example.org")
    (tmp_path / "other").mkdir()
    other, other_key = certificate(tmp_path / "other", "talks.example.org", days=-1)
    (tmp_path / "bare").mkdir()
    bare, bare_key = certificate(tmp_path / "bare")
    (tmp_path / "star").mkdir()
    star, star_key = certificate(tmp_path / "star", "*.example.org")
    for one, its, said in (
        (file, other_key, "do not go together"),
        (key, file, "do not go together"),
        (tmp_path / "none.pem", key, "no such file"),
        (other, other_key, "good from"),
        (bare, bare_key, "names no host"),
        (star, star_key, "names no host"),
    ):
        with pytest.raises(BadInput, match=said):
            settings(host="0.0.0.0", certificate=one, key=its, exercise=False)


def test_it_answers_under_its_own_names_alone() -> None:
    local = settings(exercise=True)
    network = settings(host="192.0.2.7", lan=True, exercise=True)
    proxied = settings(behind_proxy="https://talks.example.org", exercise=False)
    table: list[tuple[Any, str, bool]] = [
        (local, "127.0.0.1:8000", True),
        (local, "LOCALHOST", True),
        (local, "localhost.evil.example", False),
        (local, "192.0.2.7:8000", False),
        (network, "192.0.2.7:8000", True),
        (network, "198.51.100.1", True),
        (network, "room.evil.example", False),
        (proxied, "talks.example.org", True),
        (proxied, "127.0.0.1:8000", False),
        (proxied, "talks.example.org.evil.example", False),
        (proxied, "evil.example@talks.example.org", False),
    ]
    for made, host, answers in table:
        assert made.answers(host) is answers, (made.reach, host)
    for odd in ("", " ", "a b", "a,b", "a/b", "[", "::1", "a:b:c", "a:99999", "ä.example", "a\tb"):
        assert host_in(odd) is None, odd
        assert not any(made.answers(odd) for made in (local, network, proxied))


def test_only_its_own_origin_is_its_own() -> None:
    local = settings(exercise=True)
    proxied = settings(behind_proxy="https://talks.example.org:8443", exercise=False)
    usual = settings(behind_proxy="https://Talks.example.org:443/", exercise=False)
    assert usual.origin == "https://talks.example.org"
    assert local.is_ours("http://localhost:8000", "localhost:8000")
    assert proxied.is_ours("https://talks.example.org:8443", "talks.example.org:8443")
    for made, origin, host in (
        (local, "null", "127.0.0.1:8000"),
        (local, "", "127.0.0.1:8000"),
        (local, "http://127.0.0.1:8001", "127.0.0.1:8000"),
        (local, "https://127.0.0.1:8000", "127.0.0.1:8000"),
        (local, "http://evil.example", "evil.example"),
        (local, "http://127.0.0.1:8000.evil.example", "127.0.0.1:8000"),
        (proxied, "https://talks.example.org", "talks.example.org:8443"),
        (proxied, "http://talks.example.org:8443", "talks.example.org:8443"),
    ):
        assert not made.is_ours(origin, host), origin


def test_a_proxy_is_believed_where_there_is_one() -> None:
    assert _proxies(settings(exercise=True)) == []
    assert _proxies(settings(host="192.0.2.7", lan=True, exercise=True)) == []
    near = settings(behind_proxy="https://talks.example.org", exercise=True)
    assert _proxies(near) == ["127.0.0.1", "::1"]
    assert "10.0.0.0/8" in _proxies(
        settings(host="0.0.0.0", behind_proxy="https://a.example", exercise=True)
    )


def test_in_a_network_without_tls_every_page_says_so(own_house: House) -> None:
    said = "whoever is in this network can read along"
    made = settings(host="192.0.2.7", lan=True, exercise=True)
    house = House.of(own_house.room, made)
    token = house.room.gate.invite("belmora-legal")
    seat = house.seat("belmora-head")
    for tab, path in (
        (house.stranger(), "/"),
        (house.stranger(), f"/1/in/{token}"),
        (house.stranger(), "/1/in/none"),
        *((seat, page) for page in ("board", "record", "text", "access")),
    ):
        assert said in tab.get(path).text, path
        if tab.seat is None:
            assert said not in own_house.stranger().get(path).text
    assert said not in own_house.seat("observer").get("board").text


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (["--host", "0.0.0.0"], 2, "overheard"),
        (["--host", "0.0.0.0", "--lan", "--live"], 2, "--lan is for exercises"),
        (["--cert", "none.pem"], 2, "goes with its key"),
        (["--behind-proxy", "http://a.example"], 2, "no address of a site"),
        (["--live"], 3, "a live room holds no sheet"),
        (["--new-link", "nobody", "--empty"], 2, "there is no seat 'nobody'"),
        (["--holder", "nobody", "--empty"], 2, "names nobody"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_the_command_says_what_is_wrong(
    tmp_path: Path, more: list[str], code: int, said: str
) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "onetext.cli.main", "room", str(TWO_RIVERS), "--port", "0", *more],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert ran.returncode == code, ran.stderr
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
    assert len(ran.stderr.strip().splitlines()) <= 3
    if code == 3:
        assert list(tmp_path.iterdir()) == []


def test_a_live_room_takes_in_no_case_with_a_sheet() -> None:
    with pytest.raises(BadInput, match="those of belmora, sedgeland, tarvenia"):
        refuse_case(case(), "examples/two-rivers")


SHEETS = (
    "sheets:\n  - owner: arn\n",
    "  - {id: a, owner: arn, floor: 54, out_of: 100}",
    '{"format": 1, "sheets": [{"owner": "arn"}]}',
    '<utility_space type="any" number_of_issues="3">',
    '{"LinearAdditiveUtilitySpace": {"issueWeights": {}}}',
    "reservation_value: 0.4\nweights: {}",
)
PROSE = (
    "Both sheets: of ice, and of paper, were on the table.",
    "They kept the floor: nobody else spoke.",
    "The utility of talks is plain: reservations remain.",
    "<p>An issue of the paper had it.</p>",
)


def test_a_file_of_sheets_is_known_and_prose_is_not_taken_for_one() -> None:
    assert [is_sheet(one) for one in SHEETS] == [True] * len(SHEETS)
    assert [is_sheet(one) for one in PROSE] == [False] * len(PROSE)
    for file in sorted((TWO_RIVERS / "case").glob("*.yaml")):
        assert is_sheet(file.read_text("utf-8")) is (file.name == "sheets.yaml"), file.name


def test_whatever_is_posted_to_a_live_room_as_a_sheet_is_refused(
    own_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In any field, and as a file; and what needs sheets or a class is not there at all."""
    monkeypatch.setattr(type(own_house.room), "mode", property(lambda room: "live"))
    tab, before = own_house.seat("belmora-head"), own_house.last()
    for sheet in SHEETS:
        answer = tab.post("text/comment", {"words": sheet})
        assert answer.status_code == 422
        assert "takes in no sheet" in answer.text
    sent = {"csrf": tab.csrf()}
    file = {"report": ("case.yaml", SHEETS[0].encode(), "text/plain")}
    answer = tab.ask("POST", tab.at("text/comment"), data=sent, files=file)
    assert "takes in no sheet" in answer.text
    assert own_house.last() == before
    assert own_house.seat("teacher").get("teach").status_code == 403
    assert "takes in no sheet" not in tab.post("text/comment", {"words": PROSE[0]}).text


def test_a_database_that_does_not_answer_is_named_in_a_line_without_its_password(
    tmp_path: Path,
) -> None:
    url = f"postgresql://app:secret-word@/team?host={tmp_path}"
    asked = [sys.executable, "-m", "onetext.cli.main", "room", str(TWO_RIVERS), "--store", url]
    run = subprocess.run(
        [*asked, "--folder", str(tmp_path / "rooms"), "--port", "0"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 3
    assert "the database server is gone" in run.stderr
    assert "secret-word" not in run.stderr
    assert "fault of ours" not in run.stderr
