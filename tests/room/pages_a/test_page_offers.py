"""Offers by choosing: what a seat sees of them, and what its form enters, for whom."""

from __future__ import annotations

import re

import pytest
from seats_in import Seats

from onetext.analysis.table.offers import table_offers
from onetext.record.acts.offering import NonPaper, OfferMade, OfferWithdrawn
from onetext.record.opening import HOST
from onetext.room.issues_seen import chosen_package, space_seen
from onetext.room.places_seen import places

GIVE = {"give.neutrality": "shelved", "want.guarantees": ["treaty", "assist-named"]}


def where(seats: Seats, seat: str, name: str) -> str:
    return next(one.id for one in places(seats.room.view(seat)) if one.name == name)


def test_every_seat_sees_the_offers_of_its_view_and_no_other(reading: Seats) -> None:
    every = {one.offer.id for s in reading.room.seats for one in table_offers(reading.room.view(s))}
    for seat in reading.room.seats:
        own = {one.offer.id for one in table_offers(reading.room.view(seat))}
        html = reading.html(seat, "offers")
        assert set(re.findall(r'<article class="[^"]*" id="offer-([^"]+)"', html)) == own
        for hidden in every - own:
            assert f'offer-{hidden}"' not in html


def test_mirror_offers_are_found_where_both_are_seen(reading: Seats) -> None:
    told = "Mirror offers, each waits for the other: waive → guard → waive"
    assert told in reading.page("belmora-head", "offers")
    assert told in reading.page("tsurai-head", "offers")
    assert "Mirror offers" not in reading.page("tarvenia-head", "offers")


def test_what_was_passed_on_in_part_is_told_as_that(reading: Seats) -> None:
    said = reading.page("sedgeland-head", "offers")
    part = said[said.index("Passed on to this seat in part") :]
    assert "no foreign forces at Cape Senn for twenty years" in part
    assert "The rest is unknown to this seat." in part
    assert "all three are returned" not in part.partition("Write an offer")[0]


def test_states_in_a_package_are_those_of_each_offer(reading: Seats) -> None:
    chosen = {"p.territory": "two-of-three", "p.neutrality": "shelved", "p.guarantees": "treaty"}
    view = reading.room.view("belmora-head")
    package = chosen_package(space_seen(view), chosen, "p.")
    html = reading.html("belmora-head", "offers", **chosen)
    for one in table_offers(view):
        card = html[html.index(f'id="offer-{one.offer.id}"') :]
        state = re.search(r'class="state">.*?</p>', card)
        assert state is not None
        assert one.offer.state(package) in state[0]
    wrong = reading.page("belmora-head", "offers", **{"p.territory": "all-of-it"})
    assert "has no option 'all-of-it'" in wrong


def test_an_offer_is_read_as_a_sentence_before_it_is_sent(writing: Seats) -> None:
    seat, into = "belmora-head", where(writing, "belmora-head", "plenary")
    before = len(writing.room.lines(seat))
    shown = writing.send(seat, "offers/preview", to="tarvenia", into=into, **GIVE)
    assert shown.status_code == 200
    assert len(writing.room.lines(seat)) == before
    assert "who stands behind them: “an Aurelian treaty for Belmora" in shown.text
    assert "neutrality = shelved ⇐ guarantees in {treaty, assist-named}" in shown.text
    assert "Who can see this:" in shown.text
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', shown.text)
    sent: dict[str, list[str]] = {}
    for name, value in hidden:
        sent.setdefault(name, []).append(value)
    assert {name: sent[name] for name in GIVE if name in sent} == {
        "give.neutrality": ["shelved"],
        "want.guarantees": ["treaty", "assist-named"],
    }


def test_an_offer_is_seen_where_it_was_made_and_nowhere_else(writing: Seats) -> None:
    into = where(writing, "belmora-head", "two-states")
    act = writing.sent(
        "belmora-head", "offers/make", to="tarvenia", into=into, until="2031-04-30", **GIVE
    )
    assert isinstance(act, OfferMade)
    assert (act.give, act.want, act.until) == (
        "neutrality = shelved", "guarantees in {treaty, assist-named}", "2031-04-30",
    )  # fmt: skip
    seen = {one for one in writing.room.seats if act.offer in writing.html(one, "offers")}
    assert seen == {
        "belmora-head", "belmora-legal", "halvia-envoy", "halvia-mediator", "tarvenia-head",
        "tarvenia-legal",
    }  # fmt: skip


def test_a_non_paper_has_nobodys_name(writing: Seats) -> None:
    into = where(writing, "sedgeland-head", "plenary")
    act = writing.sent("sedgeland-head", "offers/make", to=["tarvenia", "belmora"], into=into,
                       non_paper="yes", **GIVE)  # fmt: skip
    assert isinstance(act, NonPaper)
    line = writing.room.lines("tarvenia-head")[-1]
    assert line.entry is not None
    assert line.entry.seat == HOST
    html = writing.html("tarvenia-head", "offers")
    card = html[html.index(f'id="offer-{act.offer}"') :].partition("</article>")[0]
    assert "sedgeland" not in card.partition('class="seen"')[0].lower()
    assert "non-paper" in card


def test_withdrawing_and_replacing(writing: Seats) -> None:
    into = where(writing, "tarvenia-head", "plenary")
    why = writing.refused("belmora-head", "offers/withdraw", offer="rook-observers")
    assert "not yours to withdraw" in why
    act = writing.sent("tarvenia-head", "offers/withdraw", offer="rook-observers")
    assert act == OfferWithdrawn("rook-observers")
    html = writing.html("tarvenia-head", "offers", replaces="two-for-the-base")
    form = html[html.index('action="/1/tarvenia-head/offers/preview"') :]
    assert re.search(r'value="two-of-three" checked', form)
    assert 'name="replaces" value="two-for-the-base"' in form
    new = writing.sent("tarvenia-head", "offers/make", to="belmora", into=into,
                       replaces="two-for-the-base", **{"give.territory": "joint"})  # fmt: skip
    assert isinstance(new, OfferMade)
    life = {one.offer.id: one.life for one in table_offers(writing.room.view("belmora-head"))}
    assert (life["rook-observers"], life["two-for-the-base"]) == ("withdrawn", "replaced")
    counter = writing.html("belmora-head", "offers", replaces=new.offer)
    assert f'name="replaces" value="{new.offer}"' in counter


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"give.neutrality": ""}, "gives nothing"),
        ({"to": ""}, "made to nobody"),
        ({"to": "aurelia"}, "nobody of 'aurelia' is in 'plenary'"),
        ({"to": "belmora"}, "made to its maker"),
        ({"give.neutrality": "sold"}, "no option 'sold'"),
        ({"until": "2031-04-01"}, "is over"),
        ({"until": "soon"}, "not a date"),
        ({"into": "0" * 32}, "no such compartment"),
        ({"replaces": "guard"}, ""),
    ],
)
def test_what_is_no_offer_is_refused_and_the_ticks_are_kept(
    reading: Seats, change: dict[str, str], why: str
) -> None:
    into = where(reading, "belmora-head", "plenary")
    sent = {"to": "tarvenia", "into": into, **GIVE, **change}
    if why:
        assert why in reading.refused("belmora-head", "offers/make", **sent)
        again = reading.send("belmora-head", "offers/preview", **sent)
        assert again.status_code == 422
        assert 'value="treaty" checked' in again.text
    else:
        told = reading.refused("tarvenia-head", "offers/make", **{**sent, "to": "belmora",
                               "into": where(reading, "tarvenia-head", "plenary")})  # fmt: skip
        assert "there is no offer 'guard' to replace" in told


def test_who_may_not_offer_has_no_form(reading: Seats) -> None:
    for seat in ("tarvenia-legal", "observer", "teacher"):
        assert "offers/preview" not in reading.html(seat, "offers")
        assert reading.send(seat, "offers/make", to="belmora", **GIVE).status_code == 403
    assert "offers/preview" not in reading.html("belmora-head", "offers", at="2031-04-15")
