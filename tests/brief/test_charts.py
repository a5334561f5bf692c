"""The drawings and the board: nothing is lost, nothing rests on colour alone."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

from extremes import crowd
from handmade import empty, kitchen

from onetext.brief.charts.board import board
from onetext.brief.charts.marks import SHAPES, badge, ranked_parties
from onetext.brief.charts.network import addresses, network
from onetext.brief.charts.timeline import statements_by_day, timeline


def numbers(svg: str, kind: str) -> list[int]:
    return [int(n) for n in re.findall(rf'class="{kind}[^"]*"[^>]*>(\d+)<', svg)]


def test_marks_differ_in_shape_and_in_pair_with_colour() -> None:
    drawn = [str(badge(n)) for n in range(64)]
    assert len(set(drawn)) == 64
    shapes = {re.sub(r"p\d", "", one) for one in drawn[: len(SHAPES)]}
    assert len(shapes) == len(SHAPES)


def test_the_timeline_counts_every_dated_statement() -> None:
    brief = crowd()
    chart = timeline(brief)
    assert chart is not None
    svg = str(chart.svg)
    singles = len(re.findall(r'class="mark[ "]', svg)) - len(numbers(svg, "number"))
    assert singles + sum(numbers(svg, "number")) == len(brief.view.statements)
    assert svg.count('class="lane"') == 10
    assert "The last lane holds all other speakers." in chart.note
    assert len(re.findall("<path|<circle", svg)) < 300


def test_a_timeline_without_dates_says_nothing() -> None:
    assert timeline(empty()) is None
    assert network(empty(), ()) is None


def test_drawings_use_no_style_attribute_and_have_words() -> None:
    for brief in (kitchen(), crowd()):
        found = addresses(brief)
        for chart in (timeline(brief), network(brief, found)):
            assert chart is not None
            root = ET.fromstring(str(chart.svg))
            assert root.attrib["role"] == "img"
            assert all("style" not in element.attrib for element in root.iter())
            assert root[0].text
            assert root[1].text


def test_hollow_means_no_named_speaker_and_a_triangle_a_changed_position() -> None:
    chart = timeline(kitchen())
    assert chart is not None
    assert "hollow" in chart.svg
    assert 'class="moved"' in chart.svg


def test_addresses_count_directions_apart() -> None:
    found = {(one.speaker, one.target): one.count for one in addresses(kitchen())}
    assert found == {("astra", "borea"): 1, ("borea", "astra"): 1, ("borea", "corland"): 1}


def test_the_network_draws_the_strongest_and_says_what_it_leaves_out() -> None:
    brief = crowd()
    found = addresses(brief)
    chart = network(brief, found)
    assert chart is not None
    assert chart.svg.count('class="arrow"') <= 14
    assert "only in the table" in chart.note


def test_the_board_keeps_every_stated_position_once() -> None:
    brief = crowd()
    shown = board(brief)
    cells = [cell for row in shown.rows for cell in row.cells]
    kept = [
        c.position for c in (*cells, *shown.rest) if c.position and c.position.status != "unknown"
    ]
    assert sorted(id(p) for p in kept) == sorted(
        id(p) for p in brief.positions if p.status != "unknown"
    )
    assert len(shown.parties) == 4


def test_the_board_puts_principals_and_sticking_points_first() -> None:
    shown = board(kitchen())
    assert shown.parties == ("astra", "borea")
    assert [row.sticking for row in shown.rows] == [True, True]
    assert shown.silent == ("corland",)
    assert shown.rows[0].cells[1].position is not None
    assert shown.rows[0].cells[1].position.status == "unknown"


def test_parties_heard_but_not_listed_are_ranked_too() -> None:
    brief = kitchen()
    view = replace(brief.view, parties=())
    assert set(ranked_parties(view)) == {"astra", "borea", "corland"}


def test_statements_by_day_puts_each_once() -> None:
    found = statements_by_day(crowd())
    assert len(found) == len(crowd().view.statements)
