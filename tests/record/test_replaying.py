"""A bundle replays what its seat saw as of any hour, just as the store it came from tells it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from histories import history, hours
from hypothesis import given, settings
from hypothesis import strategies as st
from running import SEATS, Running

from onetext.errors import BadInput, WrongUse
from onetext.record.acts.talking import CaucusMessage, Message
from onetext.record.bundle import decode_bundle, encode_bundle
from onetext.record.hosting.exporting import export
from onetext.record.replaying import NOWHERE, BundleRecord
from onetext.record.view import view
from onetext.record.window import Line, window
from onetext.terms.when import When

WINDOWS = (None, *SEATS)


def known(line: Line) -> Line:
    """Return a line as far as a bundle can know it: not where a destroyed entry stood."""
    return replace(line, compartment=NOWHERE) if line.gone and line.shown == "member" else line


def replayed(run: Running, seat: str | None) -> BundleRecord:
    return BundleRecord(decode_bundle(encode_bundle(export(run.store, seat))))


@given(st.integers(0, 10**9), st.booleans())
@settings(max_examples=25, deadline=None)
def test_a_replay_is_the_window_of_the_store(seed: int, destroys: bool) -> None:
    """For every seat and every hour, line by line."""
    run = history(seed, destroys=destroys)
    for seat in WINDOWS:
        record = replayed(run, seat)
        for hour in hours(run, seat):
            live = window(run.store, seat, When(hour))
            again = window(record, seat, When(hour))
            assert again.lines == tuple(map(known, live.lines)), (seat, hour)
            assert again.opening == live.opening
        whole = view(run.store, seat)
        assert view(record, seat) == replace(whole, lines=window(record, seat).lines)


def test_the_histories_show_everything_that_can_be_shown() -> None:
    """Else the test above would say little."""
    ways = {(shown, gone) for shown in ("member", "verbatim", "redacted") for gone in (True, False)}
    left = ways | {("existence", False)}
    for seed in range(300):
        run = history(seed)
        for seat in WINDOWS:
            left -= {(line.shown, line.gone) for line in window(run.store, seat).lines}
        if not left:
            return
    pytest.fail(f"never met: {left}")


def test_an_item_shown_in_parts_is_replayed_in_parts() -> None:
    run = Running().start()
    said = run.enter("arn-head", "private-arn", Message("The line of the lake.", "none"))
    item, caucus = said.promise.commitment, run.rooms["caucus-arn"]
    first = run.host.disclose("arn-head", item, caucus, form="existence")
    second = run.host.disclose("arn-head", item, caucus, form="redacted", fields=["leave"])
    third = run.host.disclose("arn-head", item, caucus)
    record = replayed(run, "dor-med")
    told = []
    for kept in (first, second, third):
        lines = window(record, "dor-med", When(kept.promise.time)).lines
        (line,) = [line for line in lines if line.promise.commitment == item]
        words = line.entry.body.shown("words") if line.entry is not None else None
        told.append((line.shown, line.at == first.promise.time, words))
    assert told == [
        ("existence", True, None),
        ("redacted", True, None),
        ("verbatim", True, "The line of the lake."),
    ]


def test_a_bundle_made_before_a_key_was_destroyed_keeps_the_words() -> None:
    run = Running().start()
    said = run.enter("arn-head", "caucus-arn", CaucusMessage("We could drop it.", "ask"))
    before = replayed(run, "dor-med")
    run.host.destroy(run.rooms["caucus-arn"], "arn-head")
    after = replayed(run, "dor-med")

    def gone(record: BundleRecord) -> bool:
        (line,) = [
            x
            for x in window(record, "dor-med").lines
            if x.promise.commitment == said.promise.commitment
        ]
        return line.gone

    assert (gone(before), gone(after)) == (False, True)


@pytest.mark.parametrize("other", [None, "bel-head"])
def test_a_bundle_knows_nothing_of_another_window(other: str | None) -> None:
    record = replayed(Running().start(), "arn-head")
    with pytest.raises(WrongUse, match="this bundle is of the seat 'arn-head', not of the"):
        window(record, other)


def test_a_disclosure_that_hides_its_item_is_refused() -> None:
    run = Running().start()
    said = run.enter("arn-head", "private-arn", Message("Ours.", "none"))
    run.host.disclose("arn-head", said.promise.commitment, run.rooms["caucus-arn"])
    bundle = export(run.store, "dor-med")
    entries = tuple(
        replace(x, entry=x.entry.redacted({"kind"}, place=True))
        if x.entry is not None and x.entry.body.shown("kind") == "disclosure"
        else x
        for x in bundle.entries
    )
    with pytest.raises(BadInput, match="hidden fields"):
        BundleRecord(replace(bundle, entries=entries))
