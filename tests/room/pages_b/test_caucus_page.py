"""The caucus: who hears what, whose leave it takes to pass it on, who sees that it was refused."""

from __future__ import annotations

import re

import pytest
from seated import ARN, BEL, ENVOY, MEDIATOR, SEDGE, Seated, acts, plain

from onetext.record.acts.passing import Disclosure, Leave, PassedOn, Refusal
from onetext.record.acts.seating import CompartmentClosed, CompartmentOpened, KeyDestroyed
from onetext.record.acts.talking import CaucusMessage, Message

ARN_CAUCUS = {ARN, "tarvenia-legal", MEDIATOR, ENVOY}


def said(room: Seated, words: str, leave: str = "ask", place: str = "caucus-tarvenia") -> None:
    lines = room.sent(ARN, "caucus/say", into=room.place(ARN, place).id, words=words, leave=leave)
    assert set(lines) == set(room.place(ARN, place).members)


def before(room: Seated, seat: str, **sent: object) -> str:
    answer = room.send(seat, "caucus/relay/before", **sent)
    assert answer.status_code == 200, plain(answer.text)
    return plain(answer.text)


def way(room: Seated, what: str, into: str, form: str, **more: object) -> dict[str, object]:
    return {
        "line": room.number(MEDIATOR, what),
        "into": room.place(MEDIATOR, into).id,
        "form": form,
        **more,
    }


def test_words_in_a_caucus_are_seen_there_and_carry_no_signature(acting: Seated) -> None:
    said(acting, "Between us: the lease could end earlier.")
    for seat in acting.room.seats:
        line = acting.room.lines(seat)[-1]
        inside = seat in ARN_CAUCUS
        assert isinstance(line.act, CaucusMessage) is inside
        told = acting.words(seat, "caucus")
        shown = acting.html(seat, "record")
        assert ("the lease could end earlier" in shown) is inside
        assert ("the lease could end earlier" in told) is inside
        if inside:
            assert line.entry is not None
            assert line.entry.signature is None
            assert "Who can see this: 4 seats: halvia-envoy, halvia-mediator" in told


def test_within_a_delegation_and_between_sides_words_are_signed(acting: Seated) -> None:
    for place in ("private-tarvenia", "two-states"):
        said(acting, f"In {place}.", "none", place)
        line = acting.room.lines(ARN)[-1]
        assert line.act == Message(f"In {place}.", "none")
        assert line.entry is not None
        assert line.entry.signature is not None
        shown = acting.html(ARN, "caucus", place=acting.place(ARN, place).id)
        assert f"In {place}." in shown


def test_nobody_speaks_where_he_does_not_sit(acting: Seated) -> None:
    caucus, closed = acting.place(ARN, "caucus-tarvenia").id, acting.place(MEDIATOR, "powers").id
    public = acting.place(ARN, "public").id
    for seat, into in ((BEL, caucus), (MEDIATOR, closed), (ARN, public), ("observer", public)):
        acting.refused(seat, "caucus/say", into=into, words="Hello.", leave="free")
    one = acting.refused(BEL, "caucus/say", into=caucus, words="Hello.", leave="free")
    other = acting.refused(BEL, "caucus/say", into="0" * 32, words="Hello.", leave="free")
    assert one == other
    assert acting.html(BEL, "caucus", place=caucus) == acting.html(BEL, "caucus", place="0" * 32)


def test_the_page_says_who_will_see_it_in_what_form_and_that_there_is_no_way_back(
    acting: Seated,
) -> None:
    said(acting, "Fifteen years are too many even for us.")
    sent = way(acting, "Fifteen years", "caucus-belmora", "verbatim")
    told = before(acting, MEDIATOR, **sent)
    assert "Who will newly see it belmora-head, belmora-legal" in told
    assert f"From whose source {ARN} (tarvenia)" in told
    assert "This cannot be undone." in told
    assert "Its owner has given no leave for this." in told
    assert "Fifteen years are too many even for us." in told
    para = way(acting, "Fifteen years", "caucus-belmora", "paraphrase", words="They would move.")
    told = before(acting, MEDIATOR, **para)
    assert "They would move." in told
    assert "this is not shown to them" in told
    assert "Fifteen years" not in told
    part = way(acting, "Fifteen years", "caucus-belmora", "redacted", fields=["leave"])
    told = before(acting, MEDIATOR, **part)
    assert "leave: Only if you ask us first" in told
    assert "Fifteen years" not in told


def test_a_relay_without_leave_is_refused_and_seen_only_in_that_caucus(acting: Seated) -> None:
    said(acting, "Fifteen years are too many even for us.")
    counts = acting.counts()
    sent = way(acting, "Fifteen years", "caucus-belmora", "verbatim")
    answer = acting.send(MEDIATOR, "caucus/relay", **sent)
    assert answer.status_code == 422
    assert "stands beside the entry, and nowhere else" in plain(answer.text)
    new = {seat for seat, count in acting.counts().items() if count > counts[seat]}
    assert new == ARN_CAUCUS
    assert isinstance(acting.room.lines(ARN)[-1].act, Refusal)
    assert "was refused to pass entry" in acting.words(ARN, "caucus")
    assert "Fifteen years" not in acting.html(BEL, "caucus")


@pytest.mark.parametrize("form", ["verbatim", "redacted", "paraphrase", "existence"])
def test_with_leave_each_form_shows_just_what_it_says(acting: Seated, form: str) -> None:
    said(acting, "Fifteen years are too many even for us.")
    fields = ["kind", "leave"] if form == "redacted" else []
    number = acting.number("tarvenia-legal", "Fifteen years")
    given = acting.sent(
        "tarvenia-legal", "caucus/leave", line=number, form=form, to=[BEL], fields=fields
    )
    assert set(given) == ARN_CAUCUS
    [leave] = acts(given[ARN])
    assert isinstance(leave, Leave)
    assert (leave.to, leave.form, leave.fields) == ((BEL,), form, tuple(fields))
    new = acting.place(MEDIATOR, "caucus-belmora")
    sent = way(acting, "Fifteen years", new.name, form, fields=fields, words="They would move.")
    refusal = acting.send(MEDIATOR, "caucus/relay", **sent)
    assert refusal.status_code == 422  # belmora-legal was not named
    to_head = ["halvia-mediator", BEL]
    acting.sent(MEDIATOR, "caucus/open", name="alone with Farrant", sort="caucus", members=to_head)
    sent["into"] = acting.place(MEDIATOR, "alone with Farrant").id
    told = before(acting, MEDIATOR, **sent)
    assert f"Who will newly see it {BEL} " in told
    assert "its owner has given leave" in told
    lines = acting.sent(MEDIATOR, "caucus/relay", **sent)
    assert set(lines) == ARN_CAUCUS | {BEL}
    passed = acts(lines[ARN])[-1]
    assert isinstance(passed, PassedOn)
    assert passed.to == (BEL,)
    seen = acting.html(BEL, "caucus", place=str(sent["into"])) + acting.html(BEL, "record")
    assert ("Fifteen years" in seen) is (form == "verbatim")
    assert ("They would move." in seen) is (form == "paraphrase")
    assert "caucus-tarvenia" not in seen
    assert (ARN in plain(seen)) or form in ("paraphrase", "existence")
    assert "Fifteen years" not in acting.html("belmora-legal", "record")
    known = acting.words(ARN, "record/known")
    belmora = known.partition("Belmora")[2].partition("Sedgeland")[0]
    assert f"Entry {acting.number(ARN, 'Fifteen years')}" in belmora


def test_leave_is_given_by_its_owner_and_for_what_there_is(acting: Seated) -> None:
    said(acting, "Fifteen years are too many even for us.")
    number = acting.number(MEDIATOR, "Fifteen years")
    acting.refused(MEDIATOR, "caucus/leave", line=number, form="verbatim")
    own = acting.number(ARN, "Fifteen years")
    acting.refused(ARN, "caucus/leave", line=own, form="redacted")
    acting.refused(ARN, "caucus/leave", line=own, form="verbatim", to=["nobody"])
    acting.refused(ARN, "caucus/leave", line=9999, form="verbatim")
    acting.refused(BEL, "caucus/leave", line=9999, form="verbatim")


def test_what_is_free_goes_on_without_asking(acting: Seated) -> None:
    said(acting, "Observers: yes.", "free")
    lines = acting.sent(
        ENVOY, "caucus/relay", **way(acting, "Observers: yes.", "caucus-sedgeland", "verbatim")
    )
    assert set(lines) == {SEDGE, *ARN_CAUCUS}
    [act] = acts(acting.room.lines(SEDGE)[-2:-1]) or acts(acting.room.lines(SEDGE)[-1:])
    assert isinstance(act, Disclosure | CaucusMessage)
    place = acting.place(SEDGE, "caucus-sedgeland").id
    told = acting.words(SEDGE, "caucus", place=place)
    assert "Observers: yes." in told
    record = acting.words(SEDGE, "record")
    assert "passed on by halvia-envoy: verbatim" in record
    assert "where it stands, and who is there, is not shown to you" in record


def test_a_mediator_opens_a_compartment_with_chosen_seats(acting: Seated) -> None:
    chosen = [MEDIATOR, ARN, SEDGE]
    lines = acting.sent(
        MEDIATOR, "caucus/open", name="on the districts", sort="bilateral", members=chosen
    )
    assert set(lines) == set(chosen)
    [act] = acts(lines[ARN])
    assert isinstance(act, CompartmentOpened)
    assert act.members == tuple(sorted(chosen))
    follow = acting.sent(
        MEDIATOR,
        "caucus/open",
        name="on the districts, wider",
        sort="plenary",
        members=[*chosen, BEL],
        follows=acting.place(MEDIATOR, "on the districts").id,
        close="yes",
    )
    assert set(follow) == {*chosen, BEL}
    assert isinstance(acts(follow[ARN])[-1], CompartmentClosed)
    assert [type(one) for one in acts(follow[BEL])] == [CompartmentOpened]
    closed = acting.place(ARN, "on the districts")
    assert closed.closed
    acting.refused(ARN, "caucus/say", into=closed.id, words="Too late.", leave="none")


@pytest.mark.parametrize(
    ("seat", "change"),
    [
        (ARN, {}),
        (ENVOY, {}),
        ("observer", {}),
        (MEDIATOR, {"name": " "}),
        (MEDIATOR, {"members": [MEDIATOR]}),
        (MEDIATOR, {"members": [MEDIATOR, "nobody"]}),
        (MEDIATOR, {"sort": "public"}),
        (MEDIATOR, {"sort": "private"}),
        (MEDIATOR, {"follows": "0" * 32}),
    ],
)
def test_what_opens_no_compartment(acting: Seated, seat: str, change: dict[str, object]) -> None:
    sent = {"name": "new", "sort": "bilateral", "members": [MEDIATOR, ARN], **change}
    acting.refused(seat, "caucus/open", **sent)


def test_owners_destroy_a_key_after_being_told_what_survives(acting: Seated) -> None:
    place = acting.place(ARN, "private-tarvenia")
    said(acting, "Nobody outside knows this.", "none", place.name)
    told = acting.words(ARN, "caucus/forget", place=place.id)
    assert "What survives" in told
    assert "This cannot be undone." in told
    acting.refused(ARN, "caucus/forget", into=place.id)
    acting.refused(BEL, "caucus/forget", into=place.id, sure="yes")
    acting.refused("tarvenia-legal", "caucus/forget", into=place.id, sure="yes")
    public = acting.place(ARN, "public").id
    acting.refused(ARN, "caucus/forget", into=public, sure="yes")
    lines = acting.sent(ARN, "caucus/forget", into=place.id, sure="yes")
    assert set(lines) == {ARN, "tarvenia-legal"}
    assert [act for act in acts(lines[ARN]) if isinstance(act, KeyDestroyed)]
    for page in ("caucus", "record"):
        assert "Nobody outside knows this." not in acting.html(ARN, page, place=place.id)
    assert "words that are gone" in acting.words(ARN, "record", place=place.id)
    said(acting, "We begin again.", "none", place.name)
    assert "We begin again." in acting.html(ARN, "caucus", place=place.id)


def test_every_line_and_every_box_says_who_can_see_it(looked: Seated) -> None:
    for seat in looked.room.seats:
        html = looked.html(seat, "caucus")
        assert html.count("<article") == len(re.findall(r"(?s)<article.*?Who can see this", html))
        for box in re.findall(r"(?s)<textarea.*?</form>", html):
            assert "Who can see this" in box
