"""Pages of answers, parsed: every figure the engine's, a strict policy, a small file."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise

import pytest
from solvedmade import MAKERS, clashing, crowded, drawn, hostile, recalled, solved, unproven
from test_page import Tree

from onetext.brief.packages.told import number_told

PAGES = sorted(MAKERS)
CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)


def plain(html: str) -> str:
    return " ".join(re.sub(r"<svg.*?</svg>|<[^>]*>", " ", html, flags=re.DOTALL).split())


def table(html: str, caption: str) -> list[list[str]]:
    """Return the cells of the table with that caption, row by row."""
    (found,) = [t for t in re.findall(r"<table.*?</table>", html, re.DOTALL) if caption in t]
    rows = re.findall(r"<tr.*?</tr>", found, re.DOTALL)
    return [[plain(cell) for cell in CELL.findall(row)] for row in rows]


@pytest.mark.parametrize("name", PAGES)
def test_one_style_no_script_and_nothing_fetched(name: str) -> None:
    html = MAKERS[name]().to_html()
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in html
    assert "url(" not in style
    tree = Tree(html)
    assert not {tag for tag, _ in tree.tags} & {"script", "iframe", "img", "form", "object"}
    assert not [n for _, attrs in tree.tags for n in attrs if n.startswith("on") or n == "style"]
    ids = tree.all("id")
    assert len(ids) == len(set(ids))
    assert all(href[1:] in ids for href in tree.all("href") if href.startswith("#"))
    for value in (*tree.all("aria-labelledby"), *tree.all("aria-describedby")):
        assert set(value.split()) <= set(ids)
    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for svg in re.findall(r"<svg .*?</svg>", html, re.DOTALL):
        ET.fromstring(svg)


@pytest.mark.parametrize("make", [solved, crowded, recalled, unproven])
def test_the_tables_hold_the_figures_of_the_engine(make: object) -> None:
    answer = make()  # type: ignore[operator]
    html, row_of = answer.to_html(), answer.to_dict()
    rows = {row[0].split()[0]: row for row in table(html, "What each party gets")[1:]}
    for name, one in answer.solutions.items():
        vectors = row_of["solutions"][name]["utilities"]
        shown = rows[one.name.split()[0]][1 : 1 + len(answer.parties)]
        wanted = [number_told(v) for v in vectors[0]] if vectors else ["–"] * len(answer.parties)
        assert shown == wanted
    proven = {row[0]: row[1:] for row in table(html, "Each figure")[1:]}
    every = row_of["acceptable"]["all"]
    assert (
        proven["acceptable to all"][0]
        .replace(",", "")
        .startswith(
            str(every) if proven["acceptable to all"][1].startswith("exact") else f"about {every}"
        )
    )
    assert proven["Nash"][1].split(":")[0] == answer.nash.status.replace("_", " ")
    if answer.nash.package is not None:
        packages = table(html, "How each solution settles")
        for row, issue in zip(packages[1:], answer.solved.problem.issues, strict=True):
            assert row[1].split()[0] == str(answer.nash.package[issue])


def test_the_bars_are_as_long_as_the_utilities() -> None:
    answer = recalled()
    svg = re.findall(r'<svg class="chart utilities.*?</svg>', answer.to_html(), re.DOTALL)[0]
    widths = [float(w) for w in re.findall(r'class="bar p\d"[^>]* width="([0-9.]+)"', svg)]
    best = answer.solved.frontier_all.utilities.max(axis=0)
    room = float(re.findall(r'class="track"[^>]* width="([0-9.]+)"', svg)[0])
    wanted = [
        room * one.vectors[0][party] / best[party]
        for party in range(2)
        for one in answer.solutions.values()
    ]
    assert widths == pytest.approx(wanted, abs=0.06)


def test_the_pairs_draw_floors_solutions_and_every_spot() -> None:
    answer = solved()
    svg = re.findall(r'<svg class="chart pairs.*?</svg>', answer.to_html(), re.DOTALL)[0]
    assert svg.count('class="floor"') == 6
    assert svg.count('class="mark') == 3 * 4
    assert svg.count('class="stairs"') == 3
    dots = [path.count("M") for path in re.findall(r'class="dots" d="([^"]*)"', svg)]
    assert len(dots) == 3
    assert all(0 < count <= answer.solved.frontier_all.size for count in dots)
    strong = [path.count("M") for path in re.findall(r'class="dots above" d="([^"]*)"', svg)]
    assert all(0 < count <= answer.solved.frontier.size for count in strong)


@pytest.mark.parametrize(("name", "columns"), [("recalled", 1), ("solved", 3)])
def test_an_axis_says_what_it_runs_over_and_one_panel_is_no_wall(name: str, columns: int) -> None:
    answer = MAKERS[name]()
    svg = re.findall(r'<svg class="chart pairs.*?</svg>', answer.to_html(), re.DOTALL)[0]  # type: ignore[union-attr]
    assert svg.startswith(f'<svg class="chart pairs of{columns}"')
    whole = answer.solved.frontier_all.utilities  # type: ignore[union-attr]
    for n, party in enumerate(answer.names):  # type: ignore[union-attr]
        low, high = (number_told(float(end)) for end in (whole[:, n].min(), whole[:, n].max()))
        assert f"{party}, {low} to {high} →" in svg


def test_many_thousand_vectors_stay_a_small_file() -> None:
    answer = crowded()
    assert answer.solved.frontier_all.size > 10_000
    html = answer.to_html()
    assert len(html) < 300_000
    assert "Where several fall on one spot one dot is drawn, for up to" in html
    assert len(answer._repr_html_()) < 300_000


def test_what_is_not_proven_says_so() -> None:
    html = plain(unproven().to_html())
    assert "Not all are drawn:" in html
    assert "lower bound" in html
    assert "about 28," in html


def test_a_clash_shows_whose_and_the_nearest() -> None:
    html = plain(clashing().to_html())
    assert "These floors clash: Arnland , Belmark" in html
    assert "6 below its floor" in html
    assert "The fairest" not in html


def test_objections_and_what_is_honoured_are_told() -> None:
    html = plain(solved().to_html())
    assert (
        "Belmora objects: 29 below its floor of 48. 2 changes would do: neutrality → shelved"
        in html
    )
    assert "It does not keep the red line s-name of Sedgeland" in html
    assert "Passing the rule:" in html
    assert "Tarvenia and 1 of the other 2 must accept" in html
    assert "where Aurelia gives [guarantees = assist-named], it gets [neutrality = shelved]" in html


def test_marks_and_estimates_stand_at_the_top() -> None:
    html = plain(recalled().to_html())
    assert "This case: recalled, not checked against the source." in html
    assert "Preferences as Brams and Togman estimate Egypt : nobody’s own sheet." in html


def test_shares_stand_with_their_errors() -> None:
    accepted = drawn()
    html, told = accepted.to_html(), accepted.to_dict()["packages"]
    rows = table(html, "Shares with standard errors")[1:]
    assert len(rows) == 8
    for row, one in zip(rows, told, strict=False):
        share, error = row[1].rstrip("%").split("% ±")
        assert float(share) / 100 == pytest.approx(one["acceptable"], abs=0.006)
        assert float(error) / 100 == pytest.approx(one["stderr"]["acceptable"], abs=0.006)
    svg = re.findall(r'<svg class="chart shares.*?</svg>', html, re.DOTALL)[0]
    assert svg.count('class="whisker"') == 8 * 3
    assert "as Belmora estimates Tarvenia" in plain(html)


@pytest.mark.parametrize("show", ["to_html", "_repr_html_"])
def test_hostile_names_are_inert_and_visible(show: str) -> None:
    html = getattr(hostile(), show)()
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "\u202e" not in html
    assert "⟦RLO⟧" in html
    assert "<b>" not in html.split("</style>")[1]
