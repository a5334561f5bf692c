"""The brief as a page: nothing runs, nothing is fetched, every line opens its sentence."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from extremes import crowd, hostile
from handmade import EXAMPLES, crude, empty, gold_view, kitchen
from hypothesis import given
from hypothesis import strategies as st

from onetext.analysis.findings import Evidence
from onetext.brief import words
from onetext.brief.page import SECTIONS, page
from onetext.brief.sources_shown import Citations, open_url, sentences
from onetext.record.view import View, view_of_reports
from onetext.terms.said.report import Report
from onetext.terms.said.source import Source
from onetext.terms.said.span import Span
from onetext.terms.when import When

VOID = {"meta", "link", "br", "path", "circle", "line", "rect"}


class Tree(HTMLParser):
    """Collect tags, ids, links and the text inside them; check that tags nest."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.inside: dict[str, str] = {}
        self.marks: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "mark" in self.open:
            self.marks.append(data)

    def all(self, name: str) -> list[str]:
        return [value for _, attrs in self.tags if (value := attrs.get(name)) is not None]


MAKERS = [kitchen, empty, hostile, crowd]


@pytest.mark.parametrize("make", MAKERS)
def test_the_policy_allows_the_one_style_and_nothing_runs(make: object) -> None:
    html = page(make())  # type: ignore[operator]
    style = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    assert len(style) == 1
    digest = b64encode(sha256(style[0].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in html
    assert "default-src 'none'" in html
    assert "unsafe" not in html.split("</head>")[0]
    tree = Tree(html)
    tags = {tag for tag, _ in tree.tags}
    assert not tags & {"script", "iframe", "object", "embed", "form", "base", "img", "audio"}
    assert not [name for _, attrs in tree.tags for name in attrs if name.startswith("on")]
    assert tree.all("style") == []
    assert "url(" not in style[0]
    assert "@import" not in style[0]


@pytest.mark.parametrize("make", MAKERS)
def test_every_inner_link_leads_somewhere_and_ids_are_unique(make: object) -> None:
    tree = Tree(page(make()))  # type: ignore[operator]
    ids = tree.all("id")
    assert len(ids) == len(set(ids))
    for href in tree.all("href"):
        assert href.startswith(("#", "https://", "http://", "data:,")), href
        if href.startswith("#"):
            assert href[1:] in ids, href
    for name in ("aria-labelledby", "aria-describedby"):
        for value in tree.all(name):
            assert set(value.split()) <= set(ids)


@pytest.mark.parametrize("make", MAKERS)
def test_sections_and_headings_stand_in_order(make: object) -> None:
    html = page(make())  # type: ignore[operator]
    places = [html.index(f'<section id="{name}"') for name in SECTIONS]
    assert places == sorted(places)
    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_empty_sections_say_so() -> None:
    html = page(empty())
    for told in words.EMPTY.values():
        assert told in html


def test_cited_words_are_marked_in_the_source_and_lead_back() -> None:
    html = page(kitchen())
    tree = Tree(html)
    assert "“We will leave the hills if Borea pays for the road.”" in "".join(tree.marks)
    backs = re.findall(r'<a href="#(ref-\d+)" aria-label="Back from [0-9.]+ to ([^"]+)"', html)
    assert {"Offers in exchange", "Deadlines", "At a glance"} <= {name for _, name in backs}


def test_claims_and_states_are_worded() -> None:
    html = page(kitchen())
    assert "Ida Kell (Borea) says that Borea is not kept abreast" in html
    assert 'class="tag anonymous"' in html
    assert 'class="quote rumour"' in html
    assert "denied since" in html
    assert "unknown" in html


def test_hostile_text_is_inert_and_visible() -> None:
    html = page(hostile())
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html
    assert 'href="javascript:' not in html
    assert "javascript:alert(1)" in html
    assert "\u202e" not in html
    assert "⟦RLO⟧" in html
    assert "can turn the line round" in html
    assert "mixes alphabets" in html


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "//example.org", "https:", "https://a b", "", None,
     "file:///etc/passwd", "ht\ttps://x", "https://\\evil", " https://x"],
)  # fmt: skip
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert open_url(url) is None


def test_web_addresses_become_links() -> None:
    assert 'href="https://example.org/a"' in page(kitchen())
    assert open_url("HTTP://example.org") == "HTTP://example.org"


def test_drawings_are_wellformed_and_described() -> None:
    drawings = re.findall(r"<svg .*?</svg>", page(crowd()), re.DOTALL)
    charts = [svg for svg in drawings if 'role="img"' in svg]
    assert len(charts) == 2
    for svg in drawings:
        ET.fromstring(svg)
    for svg in charts:
        assert "<title" in svg
        assert "<desc" in svg


def test_a_crowd_still_reads() -> None:
    brief = crowd()
    html = page(brief)
    header = html[html.index('<table class="board"') : html.index("</thead>")]
    assert header.count('role="columnheader"') == 5
    assert "further positions" in html
    assert len(html) < 3_000_000
    for party in brief.view.parties:
        assert party.name in html


SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda p: (min(p), max(p) + 1)),
    max_size=6,
)


@given(st.text(alphabet="aB .?”“\n1é", min_size=1, max_size=60), SPANS)
def test_any_spans_tile_the_text_and_each_has_one_anchor(
    text: str, spans: list[tuple[int, int]]
) -> None:
    source = Source("s", text)
    view = view_of_reports([Report(source, (), (), (), (), ())])
    citations = Citations(view)
    cites = [citations.cite(Evidence("s", Span(a, b), text[a:b]), "offers") for a, b in spans]
    (shown,) = citations.shown()
    segments = [seg for p in shown.paragraphs for s in p for seg in s.segments]
    assert "".join("".join(s.text for s in segments).split()) == "".join(text.split())
    anchors = [id for segment in segments for id in segment.ids]
    assert len(anchors) == len(set(anchors))
    wanted = {cite.href[1:] for cite in cites if cite.href != "#source-1"}
    assert wanted == set(anchors)
    marked = "".join(s.text for s in segments if s.cited)
    inside = {i for a, b in spans for i in range(a, min(b, len(text)))}
    assert "".join(marked.split()) == "".join("".join(text[i] for i in sorted(inside)).split())


def test_sentences_of_a_report() -> None:
    text = "The U.S. team met Mr. Rohn on Dec. 14. “Good!” he said.\n\nNothing else? No."
    assert [span.of(text) for span in sentences(text)] == [
        "The U.S. team met Mr. Rohn on Dec. 14.",
        "“Good!” he said.",
        "Nothing else?",
        "No.",
    ]


def test_the_same_brief_gives_the_same_page() -> None:
    assert page(kitchen()) == page(kitchen())


def test_an_hour_is_told() -> None:
    made = kitchen()
    html = page(replace(made, view=replace(made.view, at=When("2031-05-05"))))
    assert "as of 5 May 2031" in html
    assert "counts from that day" in html


def test_a_reading_that_may_be_wrong_is_marked_wherever_its_words_stand() -> None:
    view = gold_view(EXAMPLES / "two-rivers")
    sure, unsure = page(crude(view)), page(crude(_doubted(view)))
    assert words.UNSURE not in sure
    assert unsure.count('class="tag unsure"') > 10


def _doubted(view: View) -> View:
    """Return a view whose every statement was read with little confidence."""
    return replace(view, statements=tuple(replace(s, confidence=0.3) for s in view.statements))
