"""What receivers of a disclosure are shown is what was said before the act, and no more."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from running import Running

from onetext.brief.replay_told import replay_to_json
from onetext.record.acts.passing import SHOWS, Form, Leave, before_passing
from onetext.record.acts.talking import CaucusMessage
from onetext.record.bundle import encode_bundle
from onetext.record.hosting.exporting import export
from onetext.record.view import view
from onetext.record.window import Line, window

WORDS = "We could drop it."
MORE: dict[Form, dict[str, Any]] = {
    "redacted": {"fields": ["kind"]},
    "paraphrase": {"words": "They may give way."},
}


def passed(form: Form) -> tuple[Running, bytes]:
    """Let the mediator pass on what arn-legal has said, to a seat that was never with it."""
    run = Running().start()
    item = run.enter("arn-legal", "caucus-arn", CaucusMessage(WORDS, "ask")).promise.commitment
    fields = tuple(MORE.get(form, {}).get("fields", ()))
    run.enter("arn-legal", "caucus-arn", Leave(item, form, (), fields))
    run.host.disclose("dor-med", item, run.rooms["caucus-cal"], form=form, **MORE.get(form, {}))
    return run, item


def line_of(run: Running, item: bytes) -> Line | None:
    found = [one for one in window(run.store, "cal-head").lines if one.promise.commitment == item]
    return found[0] if found else None


def test_something_is_said_before_every_form() -> None:
    assert set(SHOWS) == set(get_args(Form))
    assert all(before_passing(form).endswith("This cannot be undone.") for form in SHOWS)


@pytest.mark.parametrize("form", ["verbatim", "redacted"])
def test_what_is_passed_on_in_words_or_fields_shows_its_author_and_says_so(form: Form) -> None:
    run, item = passed(form)
    line = line_of(run, item)
    assert line is not None
    assert line.entry is not None
    assert line.entry.seat == "arn-legal"
    assert "who entered it" in SHOWS[form]
    assert (WORDS in str(line.entry)) is (form == "verbatim")


@pytest.mark.parametrize("form", ["existence", "paraphrase"])
def test_bare_existence_and_a_paraphrase_show_no_author(form: Form) -> None:
    run, item = passed(form)
    line = line_of(run, item)
    if form == "existence":
        assert line is not None
        assert (line.entry, line.act, line.compartment) == (None, None, None)
        assert line.by == "dor-med"
    else:
        assert line is None
    before = run.store.opening
    told = [
        str(replay_to_json(view(run.store, "cal-head"))["entries"]),
        encode_bundle(export(run.store, "cal-head")).decode(),
    ]
    seats = str([seat.seat for seat in before.seats])
    assert "arn-legal" in seats  # the opening and the seating name it; nothing else does
    assert told[0].count("arn-legal") == told_of_seating(run, 0)
    assert told[1].count("arn-legal") == told_of_seating(run, 1)
    assert not any(WORDS in one for one in told)


def told_of_seating(run: Running, at: int) -> int:
    """Return how often a seat that nothing was passed on to is told of arn-legal."""
    told = [
        str(replay_to_json(view(run.store, "bel-head"))["entries"]),
        encode_bundle(export(run.store, "bel-head")).decode(),
    ]
    return told[at].count("arn-legal")
