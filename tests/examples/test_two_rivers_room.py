"""The recorded room: made again byte by byte, verified, and seen through every seat."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from onetext.analysis.table.table import table
from onetext.record.bundle import decode_bundle, encode_bundle
from onetext.record.comparing import compare
from onetext.record.hosting.exporting import export
from onetext.record.verifying import verify
from onetext.record.view import view
from onetext.record.window import Line, window
from onetext.terms.text.passage import Passage
from onetext.terms.when import When

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / "examples" / "two-rivers"
SEEN: list[dict[str, Any]] = YAML(typ="safe").load(HERE / "two_rivers_seen.yaml")
DISCLOSED = "2031-04-06T06:00:20Z"


@pytest.fixture(scope="module")
def script() -> Any:
    """Return the script that made the record."""
    sys.path.insert(0, str(FOLDER))
    import record

    yield record
    sys.path.remove(str(FOLDER))


@pytest.fixture(scope="module")
def room(script: Any) -> Any:
    return script.play()


def everybody(room: Any) -> list[str | None]:
    return [None, *sorted(room.keys)]


def test_it_is_made_again_byte_by_byte(script: Any) -> None:
    for name, written in script.files():
        assert (FOLDER / name).read_bytes() == written, f"{name}: run record.py again"


def test_every_seats_bundle_verifies(room: Any) -> None:
    for seat in everybody(room):
        found = verify(encode_bundle(export(room.store, seat)))
        assert found.faults == (), seat
        assert found.entries == len(window(room.store, seat).lines)
        assert found.co_signed == len(room.store.closes()) == 46


def test_the_two_bundles_of_sedgeland_are_one_history() -> None:
    early, late = (
        decode_bundle((FOLDER / "bundles" / f"{name}.bundle").read_bytes())
        for name in ("sedgeland-head-before-round-three", "sedgeland-head")
    )
    # The same history, of which the first tells less: no fork.
    assert [fault.kind for fault in compare(early, late).faults] == ["truncated"]


def vision_of(room: Any, at: str | None = None, seat: str = "sedgeland-head") -> list[Line]:
    seen = window(room.store, seat, When(at) if at else None)
    return [x for x in seen.lines if x.promise.commitment == room.item("vision")]


def test_the_excluded_side_sees_nothing_of_the_vision_and_then_all(room: Any) -> None:
    words = room.made["vision"].entry.body.shown("words")
    assert vision_of(room, "2031-04-05") == []
    assert vision_of(room, "2031-04-06T05:59:00Z") == []
    before = (FOLDER / "bundles/sedgeland-head-before-round-three.bundle").read_bytes()
    commitment = room.item("vision").hex().encode()
    for told in (words.encode(), words[:40].encode(), commitment):
        assert told not in before
    (shown,) = vision_of(room, "2031-04-06")
    assert (shown.at, shown.shown, shown.by) == (DISCLOSED, "verbatim", "halvia-mediator")
    assert shown.entry is not None
    assert shown.entry.body.shown("words") == words
    assert shown.promise.time.startswith("2031-03-17")
    assert vision_of(room, "2031-03-17", "belmora-head")


def test_the_vision_is_the_one_that_was_fixed_in_march(room: Any) -> None:
    bundle = decode_bundle((FOLDER / "bundles/sedgeland-head.bundle").read_bytes())
    (logged,) = (x for x in bundle.entries if x.promise.commitment == room.item("vision"))
    assert logged.inclusion is not None
    close = logged.inclusion.index // bundle.opening.slots + 1
    assert bundle.closes[close - 1].head.time == "2031-03-17T22:00:00Z"
    assert {one.seat for one in bundle.closes[close - 1].co_signed} >= {"sedgeland-head"}


def test_what_is_not_sedgelands_leaves_no_trace_in_its_window(room: Any) -> None:
    mine = window(room.store, "sedgeland-head", When("2031-03-20"))
    kinds = {x.act.kind for x in mine.lines if x.act is not None}
    assert {"refusal", "non-paper", "key-destroyed"}.isdisjoint(kinds)
    assert {x.entry.seat for x in mine.lines if x.entry} <= {
        "belmora-head", "halvia-envoy", "halvia-mediator", "host", "sedgeland-head",
        "tarvenia-head",
    }  # fmt: skip


def flat(found: Any) -> dict[str, Any]:
    offers: dict[str, list[str]] = {}
    for one in found.offers:
        offers.setdefault(one.life, []).append(one.offer.id)
    told = {
        "offers": offers,
        "texts": {
            one.text.instrument.id: f"{one.status} {one.agreed.answer} {one.agreed.alone}"
            for one in found.texts
        },
        "received": [f"{one.form} by {one.by}" for one in found.received],
        "let_know": [f"{one.form} by {one.by} to {' '.join(one.to)}" for one in found.let_know],
        "refused": [one.by for one in found.refused],
    }
    return {key: value for key, value in told.items() if value}


@pytest.mark.parametrize(
    ("at", "seat"), [(stage["at"], seat) for stage in SEEN for seat in stage["seats"]]
)
def test_the_table_is_what_the_seat_should_have_before_it(room: Any, at: str, seat: str) -> None:
    (expected,) = (stage["seats"][seat] for stage in SEEN if stage["at"] == at)
    found = table(view(room.store, None if seat == "public" else seat, When(at)))
    assert flat(found) == expected


def test_every_seat_is_expected_at_every_hour(room: Any) -> None:
    for stage in SEEN:
        assert {None if s == "public" else s for s in stage["seats"]} == set(everybody(room))


@pytest.mark.parametrize(("instrument", "n"), [("treaty", 1), ("treaty", 2),
                                               ("annex-guarantees", 1)])  # fmt: skip
def test_the_drafts_are_those_of_the_case(room: Any, instrument: str, n: int) -> None:
    assert room.draft(instrument, n) == drafts_of(room, instrument)[n - 1]


def drafts_of(room: Any, instrument: str) -> tuple[tuple[Passage, ...], ...]:
    found = table(view(room.store, "halvia-mediator"))
    assert found is not None
    (text,) = (one.text for one in found.texts if one.text.instrument.id == instrument)
    return tuple(draft.passages for draft in text.drafts)


def test_there_and_back_leaves_no_stand(room: Any) -> None:
    def missing(at: str) -> dict[str, tuple[str, ...]]:
        found = table(view(room.store, "tarvenia-head", When(at)))
        assert found is not None
        return found.texts[0].agreed.missing

    assert missing("2031-04-15T09:00:00Z") == {}
    three = ("belmora", "sedgeland", "tarvenia")
    assert missing("2031-04-15T12:00:00Z") == dict.fromkeys(three, ("art-5",))
    assert missing("2031-04-16") == {}
    texts = drafts_of(room, "treaty")
    assert texts[2] == texts[3]


def test_what_was_said_on_the_pier_is_gone(room: Any) -> None:
    for seat in ("belmora-legal", "tarvenia-legal"):
        assert sum(x.gone for x in window(room.store, seat).lines) == 3
    assert not any(x.gone for x in window(room.store, "belmora-head").lines)
    for path in ("room.record", *(f"bundles/{p.name}" for p in (FOLDER / "bundles").iterdir())):
        assert b"speech in April" not in (FOLDER / path).read_bytes()


def test_who_put_the_unnamed_words_stands_nowhere(room: Any) -> None:
    unnamed = [
        kept.entry
        for kept in room.store.everything()
        if kept.entry is not None
        and kept.entry.signature is None
        and kept.entry.body.shown("kind") in ("non-paper", "alternative")
    ]
    assert [(entry.seat, entry.body.shown("kind")) for entry in unnamed] == [
        ("host", "non-paper"),
        ("host", "alternative"),
    ]
