"""A communiqué holds what is public and nothing else, whatever is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from seated import ARN, BEL, ENVOY, MEDIATOR, Seated, acts, plain

from onetext.errors import Refused
from onetext.record.acts.filing import ResultFiled
from onetext.record.acts.passing import Leave
from onetext.room.cleared import cleared, issued
from onetext.room.lines_seen import Lines
from onetext.room.web.words import Words


def to_all(room: Seated, form: str, words: str, leave: str = "free", **more: object) -> int:
    """Say something in the caucus of Tarvenia, have it passed on to all; return its line there."""
    caucus = room.place(ARN, "caucus-tarvenia").id
    room.sent(ARN, "caucus/say", into=caucus, words=words, leave=leave)
    line = room.number(ARN, words)
    if leave != "free":
        fields = more.get("fields", ())
        room.sent(ARN, "caucus/leave", line=line, form=form, fields=fields)
    public = room.place(ENVOY, "public").id
    number = room.number(ENVOY, words)
    room.sent(ENVOY, "caucus/relay", line=number, into=public, form=form, **more)
    return len(room.room.lines(MEDIATOR))


def in_public(room: Seated, words: str) -> int:
    public = room.place(BEL, "public").id
    room.sent(BEL, "sessions/say", into=public, words=words, leave="free")
    return room.number(MEDIATOR, words)


def disclosed(room: Seated) -> int:
    """Return the number of the last disclosure in the mediator's window."""
    lines = room.room.lines(MEDIATOR)
    return max(
        n
        for n, line in enumerate(lines, 1)
        if line.act is not None and line.act.kind == "disclosure"
    )


def test_it_is_composed_looked_at_and_issued_in_public(acting: Seated) -> None:
    first = in_public(acting, "We go on in June.")
    to_all(acting, "verbatim", "The guns are silent.")
    second = disclosed(acting)
    sent = {f"line-{first}": "yes", f"line-{second}": "yes", f"order-{second}": "1"}
    counts = acting.counts()
    answer = acting.send(MEDIATOR, "communique/before", **sent)
    assert answer.status_code == 200
    told = plain(answer.text)
    assert told.index("The guns are silent.") < told.index("We go on in June.")
    assert "This cannot be undone." in told
    assert acting.counts() == counts
    lines = acting.sent(MEDIATOR, "communique", **sent)
    assert set(lines) == set(acting.room.seats)
    [act] = acts(lines["observer"])
    assert isinstance(act, ResultFiled)
    public = acting.room.lines("observer")
    assert set(act.inputs) <= {line.promise.commitment for line in public}
    told = acting.words("observer", "communique")
    assert "issued by halvia-mediator" in told
    assert told.index("The guns are silent.") < told.index("We go on in June.")


def test_of_a_line_passed_on_in_part_only_that_part_can_be_taken(acting: Seated) -> None:
    """The mediator has seen the whole line; the public has not."""
    to_all(acting, "redacted", "Two of three, and no gun.", leave="ask", fields=["leave"])
    html = acting.html(MEDIATOR, "communique")
    assert "Two of three, and no gun." not in html
    acting.sent(MEDIATOR, "communique", **{f"line-{disclosed(acting)}": "yes"})
    assert "Two of three, and no gun." not in acting.html("observer", "communique")
    assert "Two of three, and no gun." not in acting.html("observer", "record")


def test_a_paraphrase_is_the_tellers_and_existence_is_nothing_to_tell(acting: Seated) -> None:
    said = {"words": "Movement on the districts."}
    caucus = acting.place(ARN, "caucus-tarvenia").id
    acting.sent(ARN, "caucus/say", into=caucus, words="Two of three.", leave="ask")
    line = acting.number(ARN, "Two of three.")
    public = acting.place(ENVOY, "public").id
    for form in ("paraphrase", "existence"):
        acting.sent(ARN, "caucus/leave", line=line, form=form)
        number = acting.number(ENVOY, "Two of three.")
        acting.sent(ENVOY, "caucus/relay", line=number, into=public, form=form, **said)
    told = acting.words(MEDIATOR, "communique")
    assert "halvia-envoy (halvia) · a paraphrase, told to all" in told
    assert "Movement on the districts." in told
    assert "Two of three." not in told
    bare = disclosed(acting)
    acting.refused(MEDIATOR, "communique", **{f"line-{bare}": "yes"})


def test_nothing_that_is_not_public_can_be_chosen_by_any_request(acting: Seated) -> None:
    """Every line of the mediator's window is asked for, one by one, and some that are not."""
    in_public(acting, "We go on in June.")
    view = acting.room.view(MEDIATOR)
    places = {one.id for one in (acting.place(MEDIATOR, "public"),)}

    class Asks:
        room, seat, words = acting.room, acting.room.seats[MEDIATOR], Words("en")

    allowed = {one.number for one in cleared(Lines(Asks(), view))}  # type: ignore[arg-type]
    assert allowed
    assert all(view.lines[number - 1].compartment in places for number in allowed)
    csrf = acting.csrf(MEDIATOR)
    client = acting.client(MEDIATOR)
    before = acting.counts()
    for number in [0, *range(1, len(view.lines) + 3), 10**6]:
        if number in allowed:
            continue
        data = {"csrf": csrf, f"line-{number}": "yes"}
        for page in ("communique", "communique/before"):
            assert client.post(f"/1/{MEDIATOR}/{page}", data=data).status_code == 422
    for name in ("line-", "line--1", "line-²", "line-1e3", "line-99999999999", "line-7 "):
        data = {"csrf": csrf, name: "yes"}
        assert client.post(f"/1/{MEDIATOR}/communique", data=data).status_code == 422
    assert acting.counts() == before


def test_the_record_itself_refuses_one_that_rests_on_a_caucus(acting: Seated) -> None:
    caucus = acting.place(ARN, "caucus-tarvenia").id
    acting.sent(ARN, "caucus/say", into=caucus, words="Two of three.", leave="none")
    in_public(acting, "We go on in June.")

    class Asks:
        room, seat, words = acting.room, acting.room.seats[MEDIATOR], Words("en")

    one = cleared(Lines(Asks(), acting.room.view(MEDIATOR)))[-1]  # type: ignore[arg-type]
    line = acting.room.lines(MEDIATOR)[acting.number(MEDIATOR, "Two of three.") - 1]
    forged = issued([replace(one, item=line.promise.commitment, words=("Two of three.",))])
    public = acting.place(MEDIATOR, "public").id
    with pytest.raises(Refused):
        acting.room.enter(MEDIATOR, public, forged)


@pytest.mark.parametrize("seat", [ARN, ENVOY, "tarvenia-legal", "observer", "teacher"])
def test_only_the_mediator_issues_one(acting: Seated, seat: str) -> None:
    first = in_public(acting, "We go on in June.")
    acting.refused(seat, "communique", **{f"line-{first}": "yes"})
    assert "We go on in June." in acting.words(seat, "communique")


def test_leave_is_what_clears_a_line(acting: Seated) -> None:
    caucus = acting.place(ARN, "caucus-tarvenia").id
    acting.sent(ARN, "caucus/say", into=caucus, words="Two of three.", leave="ask")
    public = acting.place(ENVOY, "public").id
    sent = {"line": acting.number(ENVOY, "Two of three."), "into": public, "form": "verbatim"}
    assert acting.send(ENVOY, "caucus/relay", **sent).status_code == 422
    assert "Two of three." not in acting.html(MEDIATOR, "communique")
    lines = acting.sent(
        ARN, "caucus/leave", line=acting.number(ARN, "Two of three."), form="verbatim"
    )
    assert isinstance(acts(lines[MEDIATOR])[0], Leave)
    acting.sent(ENVOY, "caucus/relay", **sent)
    assert "Two of three." in acting.html(MEDIATOR, "communique")
