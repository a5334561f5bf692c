"""A host takes in what the rules allow, refuses the rest in the right place, and what it exports
verifies."""

from __future__ import annotations

from dataclasses import replace

import pytest
from running import SEATS, Running, treaty

from onetext.errors import Refused
from onetext.record.acts.drafting import (
    AlternativePut,
    DraftIssued,
    InstrumentOpened,
    PassageAdded,
)
from onetext.record.acts.offering import NonPaper
from onetext.record.acts.passing import Leave, PassedOn, Refusal
from onetext.record.acts.talking import CaucusMessage, Message
from onetext.record.bundle import encode_bundle
from onetext.record.drafting import change_to
from onetext.record.heads import co_sign
from onetext.record.hosting.exporting import export
from onetext.record.record import Kept
from onetext.record.verifying import verify
from onetext.record.window import window
from onetext.terms.text.instrument import Silence
from onetext.terms.text.passage import Alternative, Passage, Version
from onetext.terms.when import When


def lake(*more: Alternative) -> Passage:
    return Passage("art-1", "The lake", (Alternative("a1", (Version("en", "Shared."),)), *more))


def added(run: Running) -> Kept:
    salt = run.random.randbytes(32)
    passage = lake()
    act = PassageAdded("treaty", passage, None, salt, change_to("treaty", "art-1", passage, salt))
    return run.enter("dor-med", "plenary", act)


def kinds(run: Running, seat: str | None) -> list[str]:
    return [line.act.kind for line in window(run.store, seat).lines if line.act is not None]


def test_a_caucus_message_is_seen_in_its_caucus_only() -> None:
    run = Running().start()
    said = run.enter("arn-head", "caucus-arn", CaucusMessage("We could drop it.", "ask"))
    seeing = [
        seat
        for seat in (None, *SEATS)
        if said.promise.commitment in {x.promise.commitment for x in window(run.store, seat).lines}
    ]
    assert seeing == ["arn-head", "arn-legal", "dor-med"]


def test_a_relay_without_leave_is_refused_and_seen_in_that_caucus_only() -> None:
    run = Running().start()
    said = run.enter("arn-head", "caucus-arn", CaucusMessage("We could drop it.", "ask"))
    before = {seat: kinds(run, seat) for seat in (None, *SEATS)}
    with pytest.raises(Refused, match="leave"):
        run.host.disclose("dor-med", said.promise.commitment, run.rooms["caucus-bel"])
    for seat in (None, *SEATS):
        new = kinds(run, seat)[len(before[seat]) :]
        inside = seat in ("arn-head", "arn-legal", "dor-med")
        assert new == (["refusal"] if inside else []), seat
    refused = [x.act for x in window(run.store, "arn-head").lines if isinstance(x.act, Refusal)]
    assert [act.by for act in refused] == ["dor-med"]


def test_with_leave_it_is_passed_on_and_its_owners_see_to_whom() -> None:
    run = Running().start()
    said = run.enter("arn-head", "caucus-arn", CaucusMessage("We could drop it.", "ask"))
    item = said.promise.commitment
    run.enter("arn-legal", "caucus-arn", Leave(item, "verbatim", ("bel-head",), ()))
    run.host.disclose("dor-med", item, run.rooms["caucus-bel"])
    (got,) = [x for x in window(run.store, "bel-head").lines if x.promise.commitment == item]
    assert (got.shown, got.by) == ("verbatim", "dor-med")
    assert got.act == CaucusMessage("We could drop it.", "ask")
    (told,) = [x.act for x in window(run.store, "arn-head").lines if isinstance(x.act, PassedOn)]
    assert (told.by, told.to, told.form) == ("dor-med", ("bel-head",), "verbatim")
    assert item not in {x.promise.commitment for x in window(run.store, "cal-head").lines}
    with pytest.raises(Refused, match="leave"):  # leave was for bel, not for all
        run.host.disclose("dor-med", item, run.rooms["plenary"])


def test_a_redacted_disclosure_shows_its_fields_and_a_later_one_more() -> None:
    run = Running().start()
    said = run.enter("arn-head", "private-arn", Message("The line of the lake.", "none"))
    item = said.promise.commitment
    run.host.disclose("arn-head", item, run.rooms["caucus-arn"], form="redacted", fields=["kind"])
    (part,) = [x for x in window(run.store, "dor-med").lines if x.promise.commitment == item]
    assert (part.shown, part.act) == ("redacted", None)
    assert part.entry is not None
    assert (part.entry.body.shown("kind"), part.entry.body.shown("words")) == ("message", None)
    run.host.disclose("arn-head", item, run.rooms["caucus-arn"])
    (whole,) = [x for x in window(run.store, "dor-med").lines if x.promise.commitment == item]
    assert (whole.shown, whole.at) == ("verbatim", part.at)


def test_what_is_exported_verifies_for_every_seat() -> None:
    run = Running(slots=256).start()
    added(run)
    run.stand("arn-head", "plenary", "art-1", "accept")
    run.enter("dor-med", "plenary", DraftIssued("treaty"))
    said = run.enter("arn-head", "caucus-arn", CaucusMessage("We could drop it.", "free"))
    run.step = 40_000
    run.host.disclose("dor-med", said.promise.commitment, run.rooms["caucus-bel"])
    run.enter("bel-head", "plenary", Message("We heard.", "none"))
    run.host.close()
    run.enter("bel-head", "plenary", Message("And again.", "none"))
    assert len(list(run.store.closes())) >= 2
    for seat in (None, *SEATS):
        found = verify(encode_bundle(export(run.store, seat)))
        assert found.faults == (), (seat, [str(fault) for fault in found.faults])
        assert found.entries == len(window(run.store, seat).lines)


def test_an_alternative_with_a_false_mark_is_refused() -> None:
    run = Running().start()
    added(run)
    salt = run.random.randbytes(32)
    other = Alternative("a2", (Version("en", "Ours."),), by="bel")
    wrong = AlternativePut(
        "treaty", "art-1", other, salt, change_to("treaty", "art-1", lake(), salt)
    )
    with pytest.raises(Refused, match="mark"):
        run.enter("bel-head", "plenary", wrong)
    right = AlternativePut(
        "treaty", "art-1", other, salt, change_to("treaty", "art-1", lake(other), salt)
    )
    run.enter("bel-head", "plenary", right)


def test_a_quota_is_the_seats_own() -> None:
    run = Running(slots=128).start()
    for number in range(8):
        run.enter("arn-head", "plenary", Message(f"{number}", "none"))
    with pytest.raises(Refused, match="8 entries until the next close"):
        run.enter("arn-head", "plenary", Message("one more", "none"))
    run.enter("bel-head", "plenary", Message("still here", "none"))


def test_an_unnamed_alternative_is_tied_to_nobody() -> None:
    run = Running().start()
    added(run)
    salt = run.random.randbytes(32)
    other = Alternative("a2", (Version("en", "Ours."),))
    act = AlternativePut(
        "treaty", "art-1", other, salt, change_to("treaty", "art-1", lake(other), salt)
    )
    kept = run.enter("bel-head", "plenary", act)
    assert kept.entry is not None
    assert (kept.entry.seat, kept.entry.signature) == ("host", None)
    for number in range(7):
        run.enter(
            "bel-head", "plenary", NonPaper(f"n{number}", ("arn",), "a = x", None, None, None)
        )
    with pytest.raises(Refused, match="8 entries until"):
        run.enter("bel-head", "plenary", NonPaper("n8", ("arn",), "a = x", None, None, None))


def test_a_bundle_verifies_after_keys_were_destroyed() -> None:
    """What was shown stays shown; gaps of the chains are filled by entries without words."""
    run = Running(slots=256).start()
    said = run.enter("arn-head", "caucus-arn", CaucusMessage("We could drop it.", "free"))
    run.enter("bel-head", "private-bel", Message("Ours.", "none"))
    run.enter("bel-head", "private-bel", Message("Ours too.", "none"))
    run.step = 40_000
    run.host.disclose("dor-med", said.promise.commitment, run.rooms["caucus-bel"])
    run.enter("bel-head", "caucus-bel", CaucusMessage("We heard.", "ask"))
    run.host.close()
    for name, by in (("caucus-bel", "bel-head"), ("private-bel", "bel-head")):
        run.host.destroy(run.rooms[name], by)
        run.enter("bel-head", "plenary", Message(f"{name} is gone", "none"))
    run.enter("bel-head", "private-bel", Message("Another page.", "none"))
    run.host.close()
    for seat in (None, *SEATS):
        found = verify(encode_bundle(export(run.store, seat)))
        assert found.faults == (), (seat, [str(fault) for fault in found.faults])
    items = {line.promise.commitment: line for line in window(run.store, "bel-head").lines}
    assert items[said.promise.commitment].act == said_act(said)


def said_act(kept: Kept) -> CaucusMessage:
    assert kept.entry is not None
    return CaucusMessage(str(kept.entry.body.shown("words")), "free")


def test_a_head_is_co_signed_by_whom_it_is_signed() -> None:
    run = Running(slots=256).start()
    run.step = 40_000
    run.enter("arn-head", "plenary", Message("Good evening.", "none"))
    run.host.close()
    head = run.store.closes()[0].head
    signature = co_sign(run.keys["bel-head"], "bel-head", head)
    run.host.take_co_signature(signature)
    run.host.take_co_signature(signature)
    assert run.store.signatures() == [signature]
    for wrong in (
        replace(signature, seat="cal-head"),
        replace(signature, seat="nobody"),
        replace(signature, close=99),
        co_sign(run.keys["arn-head"], "bel-head", head),
    ):
        with pytest.raises(Refused, match="no signature"):
            run.host.take_co_signature(wrong)
    assert verify(encode_bundle(export(run.store, "bel-head"))).co_signed == 1


def test_a_rule_on_silence_needs_all_whom_it_binds_in_the_room() -> None:
    run = Running().start()
    silent = replace(treaty(run.seats), id="letter", silence=Silence(When("2031-03-20")))
    with pytest.raises(Refused, match="silence would bind 'bel'"):
        run.enter("host", "caucus-arn", InstrumentOpened(silent))
    run.enter("host", "plenary", InstrumentOpened(silent))


def test_what_a_stand_has_to_fit_is_asked_of_the_host() -> None:
    run = Running().start()
    kept = added(run)
    fits = run.host.standing("arn-head", "treaty", "art-1")
    assert kept.entry is not None
    assert (fits.changed_by, fits.after) == (kept.entry.id, 0)
    with pytest.raises(Refused, match="no passage 'art-9'"):
        run.host.standing("arn-head", "treaty", "art-9")
