"""The record: a page at a time, sifted, searched in one's own view, as of any hour."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from seated import ARN, BEL, ENVOY, MEDIATOR, SEDGE, Seated

from onetext.room.kinds_told import SORTS, sort_of, unsorted
from onetext.room.record_seen import A_PAGE

ENTRY = re.compile(r'<article class="entry[^"]*" id="entry-(\d+)"')


def numbers(html: str) -> list[int]:
    return [int(found) for found in ENTRY.findall(html)]


def test_pages_follow_each_other_and_miss_no_line(looked: Seated) -> None:
    count = len(looked.room.lines(MEDIATOR))
    assert count > 2 * A_PAGE
    html = looked.html(MEDIATOR, "record")
    seen = numbers(html)
    assert seen == list(range(count, count - A_PAGE, -1))
    while 'rel="next"' in html:
        link = re.findall(r'href="/1/halvia-mediator/(record\?[^"]+)" rel="next"', html)[0]
        html = looked.html(MEDIATOR, link.replace("&amp;", "&"))
        seen += numbers(html)
    assert seen == list(range(count, 0, -1))
    while 'rel="prev"' in html:
        link = re.findall(r'href="/1/halvia-mediator/(record(?:\?[^"]+)?)" rel="prev"', html)[0]
        html = looked.html(MEDIATOR, link.replace("&amp;", "&"))
    assert numbers(html)[0] == count


def test_a_line_is_found_by_its_number(looked: Seated) -> None:
    count = len(looked.room.lines(MEDIATOR))
    for line in (1, 45, count):
        assert line in numbers(looked.html(MEDIATOR, "record", line=line))
    assert looked.get(MEDIATOR, "record", line=10**6).status_code == 200
    assert looked.get(MEDIATOR, "record", before=-1).status_code == 422


def test_every_line_says_who_can_see_it(looked: Seated) -> None:
    for seat in looked.room.seats:
        html = looked.html(seat, "record")
        lines = re.findall(r"(?s)<article.*?</article>", html)
        assert lines
        assert all("Who can see this:" in line for line in lines)
    told = looked.words(BEL, "record", line=looked.number(BEL, "Between us: it need not"))
    assert "Who can see this: 4 seats: belmora-head, belmora-legal, halvia-envoy" in told
    passed = looked.words(SEDGE, "record", line=1)
    assert "where it stands, and who is there, is not shown to you" in passed


@pytest.mark.parametrize("sort", sorted(SORTS))
def test_lines_are_sifted_by_what_they_are(looked: Seated, sort: str) -> None:
    html = looked.html(MEDIATOR, "record", sort=sort)
    acts = [looked.room.lines(MEDIATOR)[n - 1].act for n in numbers(html)]
    assert all(act is not None and sort_of(act.kind) == sort for act in acts)
    assert acts or sort in ("proposals", "results")


def test_every_kind_of_entry_has_a_sort() -> None:
    assert not unsorted()


def test_lines_are_sifted_by_place_and_by_seat(looked: Seated) -> None:
    place = looked.place(MEDIATOR, "caucus-tarvenia").id
    lines = looked.room.lines(MEDIATOR)
    html = looked.html(MEDIATOR, "record", place=place)
    assert numbers(html) == [
        n for n in range(len(lines), 0, -1) if lines[n - 1].compartment == place
    ]
    own = numbers(looked.html(MEDIATOR, "record", by=ENVOY, place=place))
    assert own
    assert all(lines[n - 1].entry.seat == ENVOY for n in own)  # type: ignore[union-attr]
    foreign = looked.place(BEL, "private-belmora").id
    assert numbers(looked.html(MEDIATOR, "record", place=foreign)) == []


def test_search_finds_in_ones_own_view_only(looked: Seated) -> None:
    secret = "it need not be called an alliance"
    for seat in looked.room.seats:
        found = looked.words(seat, "record", q="alliance called").partition("Found")[2]
        hit = found.partition("Lines, the latest first")[0]
        assert (secret in hit) is (seat in (BEL, "belmora-legal", MEDIATOR, ENVOY))
    nothing = looked.words(ARN, "record", q="zzzzz")
    assert "Nothing of this is in what this seat may see." in nothing


def test_as_of_an_hour_shows_what_was_shown_by_then_in_every_link(looked: Seated) -> None:
    at = "2031-03-17T12:00Z"
    html = looked.html(MEDIATOR, "record", at=at)
    there = [line for line in looked.room.lines(MEDIATOR) if line.at <= "2031-03-17T12:00:59Z"]
    assert numbers(html)[0] == len(there)
    assert "As of 2031-03-17T12:00Z" in html
    links = re.findall(r'href="(/1/halvia-mediator/record[^"]*)"', html)
    inside = [one for one in links if "known" in one or "before" in one]
    assert inside
    assert all("at=2031-03-17T12%3A00Z" in one for one in inside)
    forms = re.findall(r'(?s)<form method="get"[^>]*class="tool[^>]*>.*?</form>', html)
    assert all('name="at"' in one for one in forms)
    assert "Sedgeland" in looked.words(MEDIATOR, "record/known", at=at)


def test_what_each_side_knows_from_us(looked: Seated) -> None:
    told = looked.words(ARN, "record/known")
    belmora = told.partition("Belmora belmora-head")[2].partition("Halvia")[0]
    assert "as a paraphrase" in belmora
    assert "Once the base is settled, Veshna may speak of some of the districts." in belmora
    assert "entries of ours" in belmora
    sedgeland = told.partition("Sedgeland sedgeland-head")[2].partition("Southern League")[0]
    assert "Veshna may speak" not in sedgeland


def test_five_thousand_lines_are_quick(looked: Seated, monkeypatch: pytest.MonkeyPatch) -> None:
    view = looked.room.view(MEDIATOR)
    many = replace(view, lines=tuple(list(view.lines) * 25)[:5000])
    monkeypatch.setattr(looked.room, "view", lambda seat, at=None: many)
    took = []
    for query in ({}, {"before": 2500}, {"sort": "talk"}, {"line": 17}):
        began = time.monotonic()
        answer = looked.get(MEDIATOR, "record", **query)
        took.append(time.monotonic() - began)
        assert answer.status_code == 200
        assert len(answer.content) < 250_000
    assert sorted(took)[1] < 1.0, took
