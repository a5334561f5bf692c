"""The table as a seat sees it: offers, texts, sittings, and what went out."""

from __future__ import annotations

from running import Running

from onetext.analysis.table.table import Table, table
from onetext.record.acts.drafting import AlternativePut, ChoiceMade, DraftIssued, PassageAdded
from onetext.record.acts.offering import OfferMade, OfferWithdrawn
from onetext.record.acts.passing import Leave
from onetext.record.acts.talking import (
    CaucusMessage,
    DeadlineSet,
    Minutes,
    MinutesSigned,
    RoundOpened,
    SessionHeld,
)
from onetext.record.drafting import change_to
from onetext.record.view import view, view_of_reports
from onetext.terms.text.passage import Alternative, Passage, Version
from onetext.terms.when import When


def seen(run: Running, seat: str | None = None, at: str | None = None) -> Table:
    found = table(view(run.store, seat, When(at) if at else None))
    assert found is not None
    return found


def test_there_is_no_table_outside_a_room() -> None:
    assert table(view_of_reports([])) is None


def test_mirror_offers_agree_and_name_their_circle() -> None:
    run = Running().start()
    waive = OfferMade("w", ("bel",), "bid = waived", "guard = each", None, None)
    guard = OfferMade("g", ("arn",), "guard = each", "bid = waived", "2031-03-16", None)
    run.enter("arn-head", "plenary", waive)
    run.enter("bel-head", "plenary", guard)
    found = seen(run, "cal-head")
    assert [(one.offer.id, one.offer.by, one.life) for one in found.offers] == [
        ("w", "arn", "standing"),
        ("g", "bel", "standing"),
    ]
    assert found.exchange is not None
    assert found.exchange.agreement.handshakes[0].offers == ("w", "g")
    assert found.exchange.courses[0].circles == (("w", "g"),)
    assert seen(run).offers == ()
    assert [one.life for one in seen(run, "cal-head", "2031-03-18").offers] == [
        "standing",
        "lapsed",
    ]
    run.enter("arn-head", "plenary", OfferWithdrawn("w"))
    assert [one.life for one in seen(run, "bel-head").offers] == ["withdrawn", "standing"]


def test_a_text_is_agreed_to_a_view_only_as_far_as_it_sees_stands() -> None:
    run = Running().start()
    first = Passage("art-1", "The lake", (Alternative("a1", (Version("en", "Shared."),)),))
    salt = bytes([7]) * 32
    run.enter(
        "dor-med",
        "plenary",
        PassageAdded("treaty", first, None, salt, change_to("treaty", "art-1", first, salt)),
    )
    run.enter("dor-med", "plenary", DraftIssued("treaty"))
    for seat in ("arn-head", "bel-head"):
        run.stand(seat, "plenary", "art-1", "accept")
    (text,) = seen(run, "cal-head").texts
    assert (text.status, text.agreed.answer, text.agreed.missing) == (
        "clean",
        "unknown",
        {"cal": ("art-1",)},
    )
    run.stand("cal-head", "plenary", "art-1", "accept")
    assert seen(run, "arn-head").texts[0].agreed.answer == "yes"
    other = Alternative("a2", (Version("en", "Ours."),), by="bel")
    both = Passage("art-1", "The lake", (*first.alternatives, other))
    mark = change_to("treaty", "art-1", both, salt)
    run.enter("bel-head", "plenary", AlternativePut("treaty", "art-1", other, salt, mark))
    (text,) = seen(run, "arn-head").texts
    assert (text.status, text.agreed.answer) == ("bracketed", "no")
    mark = change_to("treaty", "art-1", first, salt)
    run.enter("dor-med", "plenary", ChoiceMade("treaty", "art-1", "a1", salt, mark))
    (text,) = seen(run, "arn-head").texts
    assert (text.status, text.agreed.answer) == ("clean", "unknown")  # A-B-A revives no stand


def test_sittings_minutes_and_deadlines() -> None:
    run = Running().start()
    run.enter("host", "plenary", RoundOpened(1, None, "Berlin", "2031-03-16"))
    held = SessionHeld("caucus", 1, "Berlin", "2031-03-16T10:00Z", None, ("arn-head", "dor-med"))
    run.enter("dor-med", "caucus-arn", held)
    note = run.enter("dor-med", "caucus-arn", Minutes("Read back.", ("arn-head", "dor-med")))
    assert note.entry is not None
    run.enter("arn-head", "caucus-arn", MinutesSigned(note.entry.id))
    run.enter("dor-med", "plenary", DeadlineSet("sign", "2031-03-20", None))
    run.enter("dor-med", "plenary", DeadlineSet("sign", "2031-03-25", "the offers"))
    mine, theirs = seen(run, "arn-legal"), seen(run, "bel-head")
    assert [len(one.sessions) for one in mine.rounds] == [1]
    assert [len(one.sessions) for one in theirs.rounds] == [0]
    assert [(one.signed, one.missing) for one in mine.minutes] == [(("arn-head",), ("dor-med",))]
    assert [(one.deadline.when, one.moved) for one in theirs.deadlines] == [("2031-03-25", 1)]


def test_what_went_out_is_known_to_both_sides_and_nobody_else() -> None:
    run = Running().start()
    said = run.enter("arn-head", "caucus-arn", CaucusMessage("We could drop it.", "ask"))
    item = said.promise.commitment
    run.enter("arn-head", "caucus-arn", Leave(item, "paraphrase", (), ()))
    run.host.disclose(
        "dor-med", item, run.rooms["caucus-bel"], form="paraphrase", words="They may move."
    )
    mine, theirs = seen(run, "arn-legal"), seen(run, "bel-head")
    assert [(one.by, one.form, one.to, one.words) for one in mine.let_know] == [
        ("dor-med", "paraphrase", ("bel-head",), "They may move.")
    ]
    assert [(one.by, one.form, one.words) for one in theirs.received] == [
        ("dor-med", "paraphrase", "They may move.")
    ]
    assert (seen(run, "cal-head").received, seen(run, "cal-head").let_know) == ((), ())
