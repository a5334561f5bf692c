"""What the record takes in of a proposal: who puts it, when it ends, whose yes is kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from baking import passage
from running import Running

from onetext.brief.entries_told import entries_told
from onetext.errors import BadInput, Refused
from onetext.record.acts.drafting import DraftIssued
from onetext.record.acts.kinds import KINDS, act_of, values_of
from onetext.record.acts.proposing import (
    Outcome,
    ProposalAccepted,
    ProposalEnded,
    ProposalPut,
    Settled,
)
from onetext.record.acts.seating import RoleGiven
from onetext.record.opening import HOST
from onetext.record.view import view

HOUR = "2031-03-16T12:00:00Z"
TO = ("arn-head", "bel-head")
PACKAGE = (Settled("lake", "shared"), Settled("mill", "arn"))


def put(
    to: tuple[str, ...] = TO,
    hour: str = HOUR,
    package: tuple[Settled, ...] = PACKAGE,
    instrument: str | None = None,
    draft: bytes | None = None,
) -> ProposalPut:
    return ProposalPut(package, instrument, draft, to, hour)


def started(*, mediates: bool = True) -> Running:
    run = Running().start()
    if mediates:
        run.enter(HOST, "public", RoleGiven("dor", "mediator", None, None, None))
    return run


def refused(do: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        do()
    return caught.value.what


def proposed(run: Running) -> bytes:
    return run.enter("dor-med", "plenary", put()).promise.commitment


def ended(run: Running, item: bytes, outcome: Outcome, at: str = "plenary") -> None:
    run.enter(HOST, at, ProposalEnded(item, outcome))


def later(run: Running) -> None:
    run.now = 3 * 3600


@pytest.mark.parametrize(
    "make",
    [
        lambda: put(to=("arn-head",)),
        lambda: put(to=("bel-head", "arn-head")),
        lambda: put(to=("arn-head", "arn-head")),
        lambda: put(package=()),
        lambda: put(instrument="treaty", draft=bytes(32)),
        lambda: put(package=(), draft=bytes(32)),
        lambda: put(package=tuple(reversed(PACKAGE))),
        lambda: put(hour="2031-03-16"),
        lambda: ProposalEnded(bytes(31), "failed"),
        lambda: ProposalAccepted(b""),
    ],
)
def test_what_is_no_proposal_is_refused(make: Callable[[], object]) -> None:
    with pytest.raises(BadInput):
        make()


def test_there_is_no_act_that_says_no() -> None:
    told = {kind for kind in KINDS if kind.startswith("proposal")}
    assert told == {"proposal", "proposal-ended", "proposal-accepted"}
    assert set(values_of(ProposalAccepted(bytes(32)))) == {"kind", "proposal"}
    assert set(values_of(ProposalEnded(bytes(32), "failed"))) == {"kind", "proposal", "outcome"}


def test_only_a_mediator_puts_one_to_others_who_are_there() -> None:
    run = started(mediates=False)
    assert "only a mediator" in refused(lambda: run.enter("dor-med", "plenary", put()))
    run = started()
    assert "only a mediator" in refused(lambda: run.enter("arn-head", "plenary", put()))
    assert "not in this" in refused(lambda: run.enter("dor-med", "caucus-arn", put()))
    own = put(to=("arn-head", "dor-med"))
    assert "its own proposal" in refused(lambda: run.enter("dor-med", "plenary", own))
    nobody = put(to=("arn-head", "zed"))
    assert "no seat" in refused(lambda: run.enter("dor-med", "plenary", nobody))
    past = put(hour="2031-03-16T08:00:00Z")
    assert "has passed" in refused(lambda: run.enter("dor-med", "plenary", past))
    assert run.enter("dor-med", "plenary", put()).entry is not None


def test_a_draft_is_put_where_it_was_issued() -> None:
    run = started()
    passage(run, "art-1", "The lake is shared.", new=True)
    draft = run.enter("dor-med", "plenary", DraftIssued("treaty")).promise.commitment
    other = put(package=(), instrument="annex", draft=draft)
    assert "no such draft" in refused(lambda: run.enter("dor-med", "plenary", other))
    away = put(package=(), instrument="treaty", draft=bytes(32))
    assert "no such draft" in refused(lambda: run.enter("dor-med", "plenary", away))
    run.enter("dor-med", "plenary", put(package=(), instrument="treaty", draft=draft))


@pytest.mark.parametrize("outcome", ["accepted", "failed"])
def test_no_result_comes_before_the_hour(outcome: Outcome) -> None:
    run = started()
    item = proposed(run)
    assert "never earlier" in refused(lambda: ended(run, item, outcome))
    later(run)
    ended(run, item, outcome)
    assert "has ended" in refused(lambda: ended(run, item, outcome))


def test_only_the_host_ends_one_and_only_where_it_stands() -> None:
    run = started()
    item = proposed(run)
    act = ProposalEnded(item, "lapsed")
    assert "only the host" in refused(lambda: run.enter("dor-med", "plenary", act))
    assert "no such" in refused(lambda: ended(run, item, "lapsed", at="caucus-arn"))
    assert "no such" in refused(lambda: ended(run, bytes(32), "lapsed"))
    ended(run, item, "lapsed")


@pytest.mark.parametrize("outcome", [None, "failed", "lapsed"])
def test_no_yes_is_entered_unless_all_have_accepted(outcome: Outcome | None) -> None:
    run = started()
    item = proposed(run)
    later(run)
    if outcome is not None:
        ended(run, item, outcome)
    act = ProposalAccepted(item)
    for seat in TO:
        assert "only once all" in refused(lambda seat=seat: run.enter(seat, "plenary", act))


def test_each_opens_its_own_yes_once() -> None:
    run = started()
    item = proposed(run)
    later(run)
    ended(run, item, "accepted")
    for seat in TO:
        kept = run.enter(seat, "plenary", ProposalAccepted(item))
        assert kept.entry is not None
        assert kept.entry.signature is not None
        assert act_of(kept.entry.body) == ProposalAccepted(item)
    again = ProposalAccepted(item)
    assert "already" in refused(lambda: run.enter("arn-head", "plenary", again))
    assert "not put to you" in refused(lambda: run.enter("cal-head", "plenary", again))


def test_a_proposal_is_told_in_words() -> None:
    run = started()
    item = proposed(run)
    later(run)
    ended(run, item, "accepted")
    run.enter("arn-head", "plenary", ProposalAccepted(item))
    told = [(one.what, one.words) for one in entries_told(view(run.store, "bel-head"))][-3:]
    number = len(view(run.store, "bel-head").lines) - 2
    assert told == [
        (
            f"proposes a package to arn-head, bel-head, answers by {HOUR}",
            ("lake = shared", "mill = arn"),
        ),
        (f"the proposal of entry {number} is accepted by all", ()),
        (f"accepts the proposal of entry {number}", ()),
    ]
