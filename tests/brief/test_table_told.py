"""The table of a room in a brief: on a terminal, on a page, as JSON, through one seat's window."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console
from running import Running

from onetext.brief.act_told import told_act
from onetext.brief.as_json import brief_to_json
from onetext.brief.build import build_brief
from onetext.brief.entries_told import entries_told
from onetext.brief.page import page
from onetext.brief.sections import Brief
from onetext.brief.terminal import show
from onetext.record.acts.drafting import AlternativePut, DraftIssued, PassageAdded
from onetext.record.acts.offering import OfferMade
from onetext.record.acts.passing import Leave
from onetext.record.acts.seating import CompartmentClosed
from onetext.record.acts.talking import CaucusMessage, DeadlineSet, RoundOpened
from onetext.record.drafting import change_to
from onetext.record.view import view, view_of_reports
from onetext.terms.text.passage import Alternative, Passage, Version


@pytest.fixture(scope="module")
def run() -> Running:
    room = Running(slots=256).start()
    room.enter("host", "plenary", RoundOpened(1, None, "Berlin", "2031-03-16"))
    lake = Passage("art-1", "The lake", (Alternative("a1", (Version("en", "It is shared."),)),))
    salt = bytes(32)
    room.enter(
        "dor-med",
        "plenary",
        PassageAdded("treaty", lake, None, salt, change_to("treaty", "art-1", lake, salt)),
    )
    room.enter("dor-med", "plenary", DraftIssued("treaty"))
    other = Alternative("a2", (Version("en", "It is ours."),), by="bel")
    both = Passage("art-1", "The lake", (*lake.alternatives, other))
    mark = change_to("treaty", "art-1", both, salt)
    room.enter("bel-head", "plenary", AlternativePut("treaty", "art-1", other, salt, mark))
    room.enter(
        "arn-head",
        "plenary",
        OfferMade("w", ("bel",), "bid = waived", "guard = each", None, None),
    )
    room.enter(
        "bel-head",
        "plenary",
        OfferMade("g", ("arn",), "guard = each", "bid = waived", None, None),
    )
    room.enter("dor-med", "plenary", DeadlineSet("answer the draft", "2031-03-20", None))
    said = room.enter("arn-head", "caucus-arn", CaucusMessage("We could <b>drop</b> it.", "ask"))
    item = said.promise.commitment
    room.enter("arn-head", "caucus-arn", Leave(item, "verbatim", ("bel-head",), ()))
    room.host.disclose("dor-med", item, room.rooms["caucus-bel"])
    return room


def brief_of(run: Running, seat: str | None) -> Brief:
    return build_brief(view(run.store, seat))


def sheet(brief: Brief) -> str:
    out = io.StringIO()
    show(brief, Console(file=out, width=80, color_system=None, force_terminal=False))
    return out.getvalue()


def test_the_terminal_tells_the_table_in_80_columns(run: Running) -> None:
    text = sheet(brief_of(run, "bel-head"))
    assert max(map(len, text.splitlines())) <= 80
    flat = " ".join(text.split())
    assert "Exercise: the host holds all sheets and keys." in flat
    assert "Treaty of Two Rivers: bracketed, not agreed" in flat
    assert "w and g agree" in flat
    assert "w → g → w" in flat
    assert "answer the draft: by 2031-03-20; set by dor" in flat
    assert "by dor-med: verbatim" in flat
    assert "We could <b>drop</b> it." in flat
    assert "{+[+}It is shared." in flat


def test_who_is_not_there_is_told_nothing_of_it(run: Running) -> None:
    for seat in ("cal-head", None):
        for told in (sheet(brief_of(run, seat)), page(brief_of(run, seat))):
            assert "drop" not in told
            assert "Passed on to" not in told


def test_on_the_page_every_line_opens_its_entry(run: Running) -> None:
    html = page(brief_of(run, "bel-head"))
    links = set(re.findall(r'href="#(entry-\d+)"', html))
    anchors = re.findall(r'id="(entry-\d+)"', html)
    assert links
    assert links <= set(anchors)
    assert len(anchors) == len(set(anchors)) == len(view(run.store, "bel-head").lines)
    assert "We could &lt;b&gt;drop&lt;/b&gt; it." in html


def test_json_has_the_table_and_its_entries(run: Running) -> None:
    told = brief_to_json(brief_of(run, "bel-head"))
    assert (told["mode"], told["seat"]) == ("exercise", "bel-head")
    table = told["table"]
    assert [(o["id"], o["state"]) for o in table["offers"]] == [
        ("w", "standing"),
        ("g", "standing"),
    ]
    assert table["exchange"]["handshakes"][0]["package"] == {"bid": "waived", "guard": "each"}
    assert table["texts"][0]["passages"][0]["bracketed"] is True
    assert [one["entry"] for one in told["entries"]] == [*range(1, len(told["entries"]) + 1)]
    assert "table" not in brief_to_json(build_brief(view_of_reports([])))


def test_every_entry_is_told(run: Running) -> None:
    told = entries_told(view(run.store, "bel-head"))
    (got,) = [one for one in told if one.passed]
    assert (got.passed, got.words) == (
        "passed on by dor-med: verbatim",
        ("We could <b>drop</b> it.",),
    )
    assert told_act(CompartmentClosed(), {}) == ("closes this compartment", ())
