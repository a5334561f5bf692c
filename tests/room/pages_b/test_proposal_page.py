"""The mediator's proposal, to the letter: who answers what is nobody's to know before the hour."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from seated import ARN, BEL, ENVOY, MEDIATOR, SEDGE, Seated, acts, plain

from onetext.record.acts.proposing import ProposalAccepted, ProposalEnded, ProposalPut
from onetext.record.bundle import encode_bundle
from onetext.room.proposals import MOST_BITS

PACKAGE = {"issue-territory": "lease", "issue-neutrality": "shelved"}


def put(room: Seated, *to: str, minutes: float = 30, **more: object) -> bytes:
    """Put a package in the plenary and return its commitment."""
    sent = {
        "what": "package",
        "into": room.place(MEDIATOR, "plenary").id,
        "to": list(to),
        "hour": room.hour(minutes=minutes),
        **PACKAGE,
        **more,
    }
    lines = room.sent(MEDIATOR, "proposal", **sent)
    return lines[MEDIATOR][0].promise.commitment


def tokens(room: Seated, seat: str, item: bytes) -> tuple[str, str]:
    """Return the values of yes and no, as they stand on the seat's own page."""
    html = room.html(seat, "proposal")
    form = html[html.index(f'name="item" value="{item.hex()}"') :]
    yes, no = re.findall(r'name="answer" value="([0-9a-f]+)"', form)[:2]
    return yes, no


def say(room: Seated, seat: str, item: bytes, *, yes: bool) -> str:
    """Answer, which enters nothing; return what was sent."""
    token = tokens(room, seat, item)[0 if yes else 1]
    before = room.counts()
    answer = room.send(seat, "proposal/answer", item=item.hex(), answer=token)
    assert answer.status_code == 303
    assert room.counts() == before
    return token


def ended(room: Seated, seat: str) -> list[object]:
    return [
        line.act
        for line in room.room.lines(seat)
        if isinstance(line.act, ProposalEnded | ProposalAccepted)
    ]


def test_a_package_is_put_to_those_it_names_and_seen_where_it_stands(acting: Seated) -> None:
    sent = {
        "what": "package",
        "into": acting.place(MEDIATOR, "plenary").id,
        "to": [BEL, ARN],
        "hour": "2031-04-17T18:00",
        **PACKAGE,
    }
    lines = acting.sent(MEDIATOR, "proposal", **sent)
    assert set(lines) == set(acting.place(MEDIATOR, "plenary").members)
    [act] = acts(lines[ARN])
    assert isinstance(act, ProposalPut)
    assert (act.to, act.hour) == ((BEL, ARN), "2031-04-17T18:00:00Z")
    assert [(one.issue, one.option) for one in act.package] == [
        ("neutrality", "shelved"),
        ("territory", "lease"),
    ]
    told = acting.words(ARN, "proposal")
    assert "two are returned, Lower Ketta is leased to Tarvenia for fifteen years" in told
    assert "neutrality =" not in told
    asked = told[told.index("Put to") :]
    assert asked.index("the three Ketta districts") < asked.index("neutrality and foreign forces")
    assert "waits for its hour" in told
    assert "Your answer, until the hour" in told
    for other in (SEDGE, MEDIATOR, "tarvenia-legal"):
        assert "Your answer, until the hour" not in acting.words(other, "proposal")
    assert "leased" not in acting.words("aurelia-head", "proposal")


def test_a_draft_is_put_where_it_was_issued(acting: Seated) -> None:
    html = acting.html(MEDIATOR, "proposal")
    number = re.findall(r'name="what" value="(\d+)"', html)[0]
    sent = {"what": number, "to": [ARN, BEL], "hour": acting.hour(minutes=5)}
    chapter, plenary = (acting.place(MEDIATOR, one).id for one in ("guarantee-chapter", "plenary"))
    there = acting.room.lines(MEDIATOR)[int(number) - 1].compartment
    wrong = plenary if there == chapter else chapter
    acting.refused(MEDIATOR, "proposal", **sent, into=wrong)
    drafts = re.findall(r'name="what" value="(\d+)"', html)
    of_treaty = next(
        n for n in drafts if acting.room.lines(MEDIATOR)[int(n) - 1].compartment == plenary
    )
    [act] = acts(
        acting.sent(MEDIATOR, "proposal", **{**sent, "what": of_treaty}, into=plenary)[ARN]
    )
    assert isinstance(act, ProposalPut)
    assert act.instrument == "treaty"
    assert "A draft of Treaty of the Two Rivers" in acting.words(ARN, "proposal")


def test_all_yes_is_entered_and_opened_at_the_hour_and_not_earlier(acting: Seated) -> None:
    item = put(acting, ARN, BEL, SEDGE)
    for seat in (ARN, BEL, SEDGE):
        say(acting, seat, item, yes=True)
    acting.room.proposals.due()
    assert ended(acting, MEDIATOR) == []
    acting.later(minutes=29)
    acting.html(MEDIATOR, "proposal")
    assert ended(acting, MEDIATOR) == []
    acting.later(minutes=1)
    acting.html(MEDIATOR, "proposal")
    entries = [ProposalEnded(item, "accepted"), *[ProposalAccepted(item)] * 3]
    assert ended(acting, MEDIATOR) == entries
    opened = [line.entry.seat for line in acting.room.lines(ENVOY) if line.entry is not None][-3:]
    assert sorted(opened) == sorted((ARN, BEL, SEDGE))
    told = acting.words(SEDGE, "proposal")
    assert "accepted by all" in told
    assert f"Their answers are open: {BEL}, {SEDGE}, {ARN}" in told
    assert "Your answer" not in told.partition("Said beforehand")[2].partition("bits in one")[2]


@pytest.mark.parametrize("others", ["no", "silent", "all silent"])
def test_otherwise_one_entry_and_one_bit(acting: Seated, others: str) -> None:
    item = put(acting, ARN, BEL)
    if others != "all silent":
        say(acting, ARN, item, yes=True)
    if others == "no":
        say(acting, BEL, item, yes=False)
    held = acting.room.proposals._open[item]
    acting.later(minutes=30)
    acting.html(ARN, "proposal")
    assert ended(acting, ARN) == [ProposalEnded(item, "failed")]
    assert all(answer == bytes(1) for answer in held.answers.values())
    assert held.secret == bytes(32)
    assert acting.room.proposals._open == {}
    assert "Not accepted. Nothing else of the answers is kept anywhere." in acting.words(
        ARN, "proposal"
    )
    late = acting.refused(BEL, "proposal/answer", item=item.hex(), answer="00" * 16)
    assert "nothing for you to answer" in late


def test_the_result_comes_by_itself(acting: Seated) -> None:
    import time

    item = put(acting, ARN, BEL, minutes=1)
    acting.later(seconds=58)
    acting.room.proposals._wait(acting.room.proposals._open[item].put.hour)
    until = time.monotonic() + 20
    while not ended(acting, ARN) and time.monotonic() < until:
        time.sleep(0.05)
    assert ended(acting, ARN) == [ProposalEnded(item, "failed")]


def test_an_answer_can_be_changed_and_only_its_seat_is_shown_it(acting: Seated) -> None:
    item = put(acting, ARN, BEL)
    yes, no = tokens(acting, ARN, item)
    assert " checked" not in acting.html(ARN, "proposal").partition(item.hex())[2]
    say(acting, ARN, item, yes=True)
    first = acting.html(ARN, "proposal")
    assert f'value="{yes}" required checked' in first
    say(acting, ARN, item, yes=False)
    second = acting.html(ARN, "proposal")
    assert f'value="{no}" required checked' in second
    assert len(first.encode()) == len(second.encode())
    assert len(yes) == len(no)
    assert yes not in acting.html(BEL, "proposal")


def test_answers_change_nothing_that_another_seat_can_see(acting: Seated) -> None:
    item = put(acting, ARN, BEL)
    others = [seat for seat in acting.room.seats if seat != ARN]
    pages = ("proposal", "record", "board", "bundle")
    for seat in others:
        acting.client(seat)
    acting.room.clock._running = lambda: acting.room.clock._since  # the clock stands still

    def seen() -> dict[tuple[str, str], tuple[object, ...]]:
        found = {}
        for seat in others:
            for name in pages:
                answer = acting.get(seat, name)
                found[seat, name] = (
                    answer.status_code,
                    answer.content,
                    list(answer.headers.items()),
                )
        return found

    silent = seen()
    told = {seat: acting.room.told(seat, 0) for seat in others}
    bells = {seat: acting.room.windows._seen[seat].version for seat in others}
    for yes in (True, False, True):
        say(acting, ARN, item, yes=yes)
        assert seen() == silent
    assert {seat: acting.room.told(seat, 0) for seat in others} == told
    assert {seat: acting.room.windows._seen[seat].version for seat in others} == bells


def test_a_failed_one_leaves_nothing_of_an_answer_in_any_file(
    acting: Seated, tmp_path: Path
) -> None:
    """The values sent are drawn for this proposal; they and what they mean are looked for raw."""
    import shutil

    item = put(acting, ARN, BEL, SEDGE)
    assert acting.folder is not None
    before = {
        path.name: path.read_bytes()
        for path in acting.folder.iterdir()
        if path.is_file() and "access" not in path.name and not path.name.endswith("-shm")
    }
    secret = bytes(acting.room.proposals._open[item].secret)
    sent = [
        say(acting, ARN, item, yes=True),
        say(acting, BEL, item, yes=False),
        say(acting, SEDGE, item, yes=True),
    ]
    for name, held in before.items():
        assert (acting.folder / name).read_bytes() == held, f"{name} was written to"
    copy = tmp_path / "copy-while-held"
    shutil.copytree(acting.folder, copy)
    bundles = [encode_bundle(acting.room.bundle(seat)) for seat in acting.room.seats]
    acting.later(minutes=30)
    acting.room.proposals.due()
    assert ended(acting, ARN) == [ProposalEnded(item, "failed")]
    bundles += [encode_bundle(acting.room.bundle(seat)) for seat in acting.room.seats]
    files = [path for at in (copy, acting.folder) for path in at.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"1.record", "1.record-keys", "1.access", "1.host"}
    raw = [path.read_bytes() for path in files] + bundles
    sought = [secret, secret.hex().encode()]
    sought += [form for token in sent for form in (token.encode(), bytes.fromhex(token))]
    for held in raw:
        for value in sought:
            assert value not in held


def test_a_restart_before_the_hour_destroys_the_answers_and_says_so(
    acting: Seated, tmp_path: Path
) -> None:
    item = put(acting, ARN, BEL)
    for seat in (ARN, BEL):
        say(acting, seat, item, yes=True)
    acting.room.store.shut()
    assert acting.folder is not None
    again = next(iter(Seated.opened(acting.folder)))
    assert ended(again, ARN) == [ProposalEnded(item, "lapsed")]
    told = again.words(BEL, "proposal")
    assert "The host was stopped before the hour. The answers are gone" in told
    again.later(hours=2)
    assert "Your answer, until the hour" not in again.words(BEL, "proposal")
    assert ended(again, ARN) == [ProposalEnded(item, "lapsed")]
    again.room.store.shut()


def test_a_host_killed_between_result_and_answers_opens_them_when_it_is_back(
    acting: Seated, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = put(acting, ARN, BEL)
    for seat in (ARN, BEL):
        say(acting, seat, item, yes=True)

    class Killed(Exception):
        pass

    def killed(*_: object) -> None:
        raise Killed

    monkeypatch.setattr(acting.room.proposals, "_open_answers", killed)
    acting.later(minutes=30)
    with pytest.raises(Killed):
        acting.room.proposals.due()
    assert ended(acting, ARN) == [ProposalEnded(item, "accepted")]
    acting.room.store.shut()
    assert acting.folder is not None
    again = next(iter(Seated.opened(acting.folder)))
    assert ended(again, ARN) == [ProposalEnded(item, "accepted"), *[ProposalAccepted(item)] * 2]
    again.room.store.shut()


def test_repeated_proposals_stop_at_the_limit_which_is_shown_in_bits(acting: Seated) -> None:
    assert f"{MOST_BITS} bits in one round are the most" in acting.words(ARN, "proposal")
    for count in range(MOST_BITS):
        assert acting.words(MEDIATOR, "proposal").count(f"{count} bit") >= 2
        put(acting, ARN, BEL)
    sent = {
        "what": "package",
        "into": acting.place(MEDIATOR, "plenary").id,
        "hour": acting.hour(minutes=30),
        **PACKAGE,
    }
    told = acting.refused(MEDIATOR, "proposal", **sent, to=[BEL, SEDGE])
    assert f"{MOST_BITS} bits are the most" in told
    assert "no more until the next round" in acting.words(MEDIATOR, "proposal")
    caucus = acting.place(MEDIATOR, "caucus-sedgeland").id
    acting.sent(MEDIATOR, "sessions/round", into=caucus, start=acting.hour(minutes=1), where="")
    assert "bits are the most" in acting.refused(MEDIATOR, "proposal", **sent, to=[BEL, SEDGE])
    public = acting.place(MEDIATOR, "public").id
    acting.sent(MEDIATOR, "sessions/round", into=public, start=acting.hour(minutes=1), where="")
    put(acting, BEL, SEDGE)


@pytest.mark.parametrize(
    ("seat", "change"),
    [
        (MEDIATOR, {"to": [ARN]}),
        (MEDIATOR, {"to": [ARN, "nobody"]}),
        (MEDIATOR, {"to": [ARN, "aurelia-head"]}),
        (MEDIATOR, {"to": [ARN, ENVOY]}),
        (MEDIATOR, {"hour": "2031-03-01T10:00"}),
        (MEDIATOR, {"hour": "tomorrow"}),
        (MEDIATOR, {"issue-territory": "all of it"}),
        (MEDIATOR, {"issue-territory": "", "issue-neutrality": ""}),
        (MEDIATOR, {"what": "7"}),
        (MEDIATOR, {"into": "0" * 32}),
        (ENVOY, {}),
        (ARN, {}),
        ("observer", {}),
    ],
)
def test_what_is_no_proposal_enters_nothing(
    acting: Seated, seat: str, change: dict[str, object]
) -> None:
    sent = {
        "what": "package",
        "into": acting.place(MEDIATOR, "plenary").id,
        "to": [ARN, BEL],
        "hour": acting.hour(minutes=30),
        **PACKAGE,
        **change,
    }
    acting.refused(seat, "proposal", **sent)


def test_only_who_is_asked_answers(acting: Seated) -> None:
    item = put(acting, ARN, BEL)
    yes, _ = tokens(acting, ARN, item)
    for seat in (SEDGE, "aurelia-head", MEDIATOR, "tarvenia-legal", BEL, "observer"):
        acting.refused(seat, "proposal/answer", item=item.hex(), answer=yes)
    acting.refused(ARN, "proposal/answer", item=item.hex(), answer="yes")
    acting.refused(ARN, "proposal/answer", item="zz", answer=yes)
    assert all(held == bytes(1) for held in acting.room.proposals._open[item].answers.values())


def test_as_of_an_earlier_hour_nothing_can_be_answered(acting: Seated) -> None:
    item = put(acting, ARN, BEL)
    at = acting.room.clock.hour()
    shown = acting.get(ARN, "proposal", at=at)
    assert shown.status_code == 200
    assert 'name="answer"' not in shown.text
    assert item.hex() not in shown.text
    assert "waits for its hour" in plain(shown.text)
