"""Board, text, offers, packages, guarantees: each as every seat, for keyboard and policy."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from seats_in import READERS, Seats

PAGES = ("board", "text", "offers", "packages", "guarantees")


@pytest.mark.parametrize("page", PAGES)
def test_every_seat_has_something_to_read(reading: Seats, page: str) -> None:
    assert len(reading.room.seats) == 12
    for seat in reading.room.seats:
        if page == "packages" and seat in READERS:
            assert reading.get(seat, page).status_code == 403
            continue
        html = reading.html(seat, page)
        main = html[html.index("<main") : html.index("</main>")]
        assert main.count("<h1") == 1
        assert "<strong>invented for an exercise</strong>" in html
        levels = [int(n) for n in re.findall(r"<h(\d)[ >]", main)]
        assert all(b - a <= 1 for a, b in pairwise(levels))
        assert not re.search(r'\sstyle="|<style|<script>|\son\w+="', html)
        labelled = set(re.findall(r'<label for="([^"]+)"', main))
        for tag in re.findall(r"<(?:input|select|textarea)\b[^>]*>", main):
            if 'type="hidden"' in tag:
                continue
            id = re.search(r'\bid="([^"]+)"', tag)
            within = 'type="radio"' in tag or 'type="checkbox"' in tag
            assert within or (id is not None and id[1] in labelled), tag
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids))
        assert reading.get(seat, page, at="2031-03-20").status_code == 200


def test_a_form_without_its_token_enters_nothing(reading: Seats) -> None:
    before = len(reading.room.lines("belmora-head"))
    for page in ("text/comment", "offers/make", "offers/withdraw", "text/stand", "text/consent"):
        sent = {"instrument": "treaty", "words": "Mine.", "offer": "waive"}
        answer = reading.client("belmora-head").post(f"/1/belmora-head/{page}", data=sent)
        assert answer.status_code == 403
    assert len(reading.room.lines("belmora-head")) == before


def test_signed_out_nothing_is_shown(reading: Seats) -> None:
    client = reading.client("belmora-head")
    for page in PAGES:
        answer = client.get(f"/1/tarvenia-head/{page}")
        assert answer.status_code in (303, 403)
        assert "arvenia" not in answer.text
