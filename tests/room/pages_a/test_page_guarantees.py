"""Guarantees: what a seat may know of, and what the engine answers of these."""

from __future__ import annotations

import re

from seats_in import Seats

from onetext.room.guarantees_seen import facts_seen, guarantees_seen
from onetext.terms.guarantees.due import due
from onetext.terms.guarantees.in_force import asked
from onetext.terms.when import When

ATTACK = {"trigger": "armed-attack", "attacker": "tarvenia"}


def shown(html: str) -> set[str]:
    return set(re.findall(r'<article class="card guarantee" id="g-([^"]+)"', html))


def test_each_seat_sees_the_guarantees_that_its_view_holds_up(reading: Seats) -> None:
    told = {"consult-pledge", "alliance-guarantee", "league-mission", "neutrality-pact"}
    with_annex = {
        "aurelia-head", "belmora-head", "halvia-envoy", "halvia-mediator", "league-head",
        "sedgeland-head", "tsurai-head",
    }  # fmt: skip
    for seat in reading.room.seats:
        annex = {"annex"} if seat in with_annex else set()
        html = reading.html(seat, "guarantees")
        assert shown(html) == told | annex
        if not annex:
            assert "annex" not in html


def test_before_a_report_told_of_it_there_was_none(reading: Seats) -> None:
    assert shown(reading.html("observer", "guarantees", at="2031-03-02")) == {"neutrality-pact"}
    early = shown(reading.html("observer", "guarantees", at="2031-03-04"))
    assert early == {"neutrality-pact", "alliance-guarantee"}


def test_a_live_room_hands_out_none_that_nobody_told_of(live: Seats) -> None:
    for bound in ("belmora-head", "tsurai-head"):  # its text lies before all whom it binds
        assert shown(live.html(bound, "guarantees")) == {"annex"}
    assert "This seat knows of no guarantee." in live.page("tarvenia-head", "guarantees")


def test_who_must_act_is_what_the_engine_says(reading: Seats) -> None:
    seat = "belmora-head"
    view = reading.room.view(seat)
    every = [one.guarantee for one in guarantees_seen(view, reading.room.case)]
    for all_consent in (False, True):
        facts = facts_seen(view, When("2031-05-01")) | (
            asked(every) if all_consent else frozenset()
        )
        rows = due(every, "armed-attack", place="elsewhere", attacker="tarvenia",
                   at=When("2031-05-01"), facts=facts)  # fmt: skip
        html = reading.html(seat, "guarantees", **ATTACK, when="2031-05-01", place="elsewhere",
                            facts="all" if all_consent else "")  # fmt: skip
        owed = sum(row.owed for row in rows)
        assert html.count('<li class="yes">') == owed
        assert html.count('<li class="no">') == len(rows) - owed


def test_vetoes_circles_holes_and_refusals_are_told(reading: Seats) -> None:
    said = reading.page("sedgeland-head", "guarantees", **ATTACK, facts="all", place="lower-ketta")
    assert "It can never start as it is written" in said
    assert "Holes: where nobody must assist or do more" in said
    assert "out of scope: lower ketta; it covers everything but lower ketta" in said
    assert "blocked by Tarvenia (the attacker)" in said
    pact = reading.html("sedgeland-head", "guarantees", trigger="armed-attack", facts="all")
    card = pact[pact.index('id="g-neutrality-pact"') :]
    assert "Each alone (a veto):" in card
    assert "Tarvenia, Belmora" in card or "aurelia" in card.lower()
    refusing = reading.page("sedgeland-head", "guarantees", trigger="armed-attack", facts="all",
                            refusing=["aurelia", "belmora"])  # fmt: skip
    assert "blocked by Belmora (it refuses) and Aurelia (it refuses)" in refusing


def test_a_comparison_part_by_part(reading: Seats) -> None:
    said = reading.page("belmora-head", "guarantees", like="annex", trigger="threat")
    assert "Compared with annex, part by part" in said
    assert "deed ▽ weaker" in said
    hidden = reading.html("tarvenia-head", "guarantees", like="annex")
    assert "part by part" not in hidden.partition("</h1>")[2].partition("<form")[2]


def test_an_hour_that_is_none_is_told(reading: Seats) -> None:
    assert "not a date" in reading.page("observer", "guarantees", when="tomorrow")
