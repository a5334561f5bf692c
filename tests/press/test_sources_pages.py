"""Pages and feeds: the article word for word, and a date only where the page gives one."""

from __future__ import annotations

import datetime as real
import re
import socket
from pathlib import Path

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.errors import Unreadable
from onetext.press.intake.feeds import read_feed
from onetext.press.intake.pages import fragment_text, is_page, page_article, read_page
from onetext.press.intake.sources import read_sources
from onetext.terms.said.source import Source, Unread
from onetext.terms.when import When

SENTENCES = [
    "The delegations of Tarvenia and Belmora met on Sunday in the Old Customs House of Brenholt.",
    "“A border is not a menu,” Odile Farrant said; her government wanted all three districts back.",
    "Rook said that he had no mandate to hand over the districts that his army had seized.",
    "Nobody appeared inclined to settle the lesser matters first, as the mediator had urged.",
]
BODY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)


def page(*, head: str = "", top: str = "", body: str = BODY, foot: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><title>Talks open</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a><a href='/world'>World</a></nav>{top}"
        f"<article><h1>Talks open in Brenholt</h1>{body}</article>{foot}</body></html>"
    )


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("the reader went to the network")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_the_article_comes_without_menus_and_comments() -> None:
    foot = "<div class='comments'><p>I disagree, says user1 at some length here.</p></div>"
    article = page_article(page(foot=foot))
    assert article.text == "\n\n".join(["Talks open in Brenholt", *SENTENCES])


def test_the_page_names_itself() -> None:
    head = (
        "<meta property='og:site_name' content='The Harbour Courier'>"
        "<meta name='author' content='Ilse Varn'>"
        "<link rel='canonical' href='https://example.org/talks-open'>"
    )
    article = page_article(page(head=head))
    assert article.title == "Talks open in Brenholt"
    assert article.outlet == "The Harbour Courier"
    assert article.byline == "Ilse Varn"
    assert article.url == "https://example.org/talks-open"


GRAPH = """<script type="application/ld+json">{"@graph": [
  {"@type": "WebPage", "datePublished": "2024-01-01"},
  {"@type": "NewsArticle", "headline": "Talks open at last", "publisher": {"name": "The Courier"},
   "datePublished": "2025-12-15T09:00:00-0500", "author": [{"name": "A. Rook"}, {"name": "B. Fen"}]}
]}</script>"""
DATED = {
    "2025-12-15T09:00:00-05:00": GRAPH,
    "2025-12-15T14:30:00Z": (
        "<meta property='article:published_time' content='2025-12-15T14:30:00.000Z'>"
        "<meta property='article:modified_time' content='2025-12-17T14:30:00.000Z'>"
    ),
    "2025-12-15T14:30:00+01:00": "<time datetime='2025-12-15T14:30:00+01:00'>Dec 15</time>",
    "2025-12-15T09:00Z": "<span itemprop='datePublished' content='2025-12-15T09:00Z'>Mon</span>",
    "2025-12-15": "<div class='date'>15 December 2025</div>",
    "2025-12-16": "<link rel='canonical' href='https://example.org/2025/12/16/talks'>",
    "2031-03-02": "<p class='byline'>By Ilse Varn, March 2, 2031</p>",
}
UNDATED = {
    "nothing": "",
    "copyright": "<footer><p>© 2024 The Courier</p></footer>",
    "copyright year": "<meta itemprop='copyrightyear' content='2023'>",
    "relative": "<div class='date'>2 hours ago</div><time>yesterday</time>",
    "no year": "<div class='date'>Dec. 15</div>",
    "month": "<div class='date'>December 2025</div>",
    "day or month first": "<div class='date'>03/04/2025</div>",
    "picture": "<img src='https://example.org/uploads/2022/05/x.jpg'>",
    "broken": "<script type='application/ld+json'>{</script><meta name='date' content='soon'>",
    "story": "<p>The treaty of 12 May 2024 had failed, and so had that of 2019-03-04, he said.</p>",
}


@pytest.mark.parametrize(("iso", "marks"), DATED.items())
def test_the_page_dates_itself(iso: str, marks: str) -> None:
    article = page_article(page(top=marks))
    assert article.published == When(iso)
    assert article.published_basis == "page"


@pytest.mark.parametrize("marks", UNDATED.values(), ids=UNDATED)
def test_no_date_is_made_up(marks: str) -> None:
    assert page_article(page(body=marks + BODY)).published is None


@pytest.mark.parametrize("year", [1999, 2040])
@pytest.mark.parametrize("marks", [*UNDATED.values(), *DATED.values()])
def test_the_machines_clock_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, year: int, marks: str
) -> None:
    import htmldate.core
    import htmldate.validators

    expected = page_article(page(top=marks)).published

    class AnyDatetime(type(real.datetime)):  # type: ignore[misc]
        def __instancecheck__(cls, one: object) -> bool:
            return isinstance(one, real.datetime)

    class Elsewhen(real.datetime, metaclass=AnyDatetime):
        @classmethod
        def now(cls, tz: real.tzinfo | None = None) -> Elsewhen:
            return cls(year, 6, 5, tzinfo=tz)

    monkeypatch.setattr(htmldate.core, "datetime", Elsewhen)
    monkeypatch.setattr(htmldate.validators, "datetime", Elsewhen)
    assert page_article(page(top=marks)).published == expected


PHRASES = st.sampled_from(
    [*SENTENCES, "Yes &amp; no", "<b>No</b>", "3 &lt; 5", "é ’ —", "<i>a</i>b"]
)
INLINE = st.sampled_from(
    ["", "<sup>[1]</sup>", "<br>", "<button>Share</button>", "<!-- x -->", " "]
)
WRAPS = st.sampled_from(["p", "li", "blockquote", "h2", "div", "td", "section"])


@settings(deadline=None)
@given(
    blocks=st.lists(
        st.tuples(WRAPS, st.lists(st.tuples(PHRASES, INLINE), min_size=1, max_size=5)), max_size=8
    )
)
def test_every_paragraph_stands_in_the_page(
    blocks: list[tuple[str, list[tuple[str, str]]]],
) -> None:
    body = BODY + "".join(
        f"<{tag}>{''.join(f'{phrase}{mark}' for phrase, mark in parts)}</{tag}>"
        for tag, parts in blocks
    )
    seen = re.sub(r"<!--.*?-->|<[^>]+>", "", page(body=body))
    seen = seen.replace("&amp;", "&").replace("&lt;", "<")
    tight = "".join(seen.split())
    paragraphs = page_article(page(body=body)).text.split("\n\n")
    assert len(paragraphs) >= len(SENTENCES)
    for paragraph in paragraphs:
        assert "".join(paragraph.split()) in tight


@pytest.mark.parametrize(
    "words",
    [
        f"<html><body><p>{SENTENCES[0]}<p>{SENTENCES[1]}<b>bold<p>{SENTENCES[2]}</i></div></html",
        f"<html><body>{SENTENCES[0]}<br><br>{SENTENCES[1]}<br>{SENTENCES[2]}",
        f"<table><tr><td>{SENTENCES[0]}<br><br>{SENTENCES[1]}</td></tr></table>",
        f"<?xml version='1.0' encoding='utf-8'?><html><body><p>{SENTENCES[0]}</p></body></html>",
        f"<html><body>{'<div>' * 100}{SENTENCES[0]}",
        f"<html><body>\x00\x0b<p>{SENTENCES[0]}\x07</p>",
    ],
)
def test_broken_pages_are_still_read(words: str) -> None:
    assert SENTENCES[0] in page_article(words).text


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("<html><body><nav><a href='/'>Home</a></nav></body></html>", "no article text found"),
        ("<html><head><script>let a = 'talks';</script></head></html>", "no article text found"),
        ("<!-- nothing -->", "no article text found"),
        ("<html><body " + " ".join(f"a{n}=1" for n in range(3000)) + ">", "an endless tag"),
        ("<html><body>" + "<i>x</i>" * 31_000, "more than 30,000 elements"),
        ("<p>" + "x" * 1_000_001 + "</p>", "a line longer than 1,000,000 characters"),
    ],
    ids=["menu", "script", "comment", "tag", "elements", "line"],
)
def test_pages_without_an_article_are_refused(words: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why) as refused:
        page_article(words)
    assert refused.value.instead


def test_a_page_in_its_declared_encoding() -> None:
    words = page(head="<meta charset='koi8-r'>", body=f"<p>Переговоры завершились.</p>{BODY}")
    words = words.replace("“", '"').replace("”", '"')
    assert "Переговоры завершились." in read_page(words.encode("koi8-r")).text
    declared = page(body=f"<p>Переговоры завершились.</p>{BODY}").replace("“", "").replace("”", "")
    article = read_page(declared.encode("koi8-r"), declared="koi8-r")
    assert "Переговоры завершились." in article.text


def test_no_entity_is_fetched_or_blown_up() -> None:
    bomb = (
        "<!DOCTYPE html [<!ENTITY a 'talks'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;'>"
        f"<!ENTITY x SYSTEM 'file:///etc/passwd'>]><html><body>{BODY}<p>&c; &x;</p></body></html>"
    )
    text = page_article(bomb).text
    assert "root:" not in text
    assert len(text) < 2 * len(BODY)


def test_what_is_a_page() -> None:
    assert is_page("  <!-- saved --> <!-- twice --><p class='a'>Talks</p>")
    assert not is_page("<3")
    assert not is_page("<!-- " * 5000)
    assert fragment_text("") == ""


RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>
<title>The Harbour &amp; Courier</title><link>https://example.org/</link>{}</channel></rss>"""
ITEM = """<item><title>Talks open</title><link>https://example.org/talks-open</link>
<author>Ilse Varn</author><pubDate>Mon, 15 Dec 2025 09:30:00 +0100</pubDate>
<description>&lt;p&gt;They met.&lt;/p&gt;&lt;p&gt;“No,” she &lt;b&gt;said&lt;/b&gt;.&lt;/p&gt;
</description></item>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Lantern</title>
<entry><title>Talks end</title><id>urn:a</id><updated>2031-03-04T10:00:00Z</updated>
<summary>They left.</summary>
<content type="html">&lt;p&gt;They left at noon, he said.&lt;/p&gt;</content>
</entry></feed>"""


def test_an_rss_feed_is_read(tmp_path: Path) -> None:
    (tmp_path / "courier.xml").write_text(RSS.format(ITEM + "<item><title>Empty</title></item>"))
    talks, empty = read_sources([tmp_path])
    assert isinstance(talks, Source)
    assert talks.id == "courier-1"
    assert talks.text == "They met.\n\n“No,” she said."
    assert talks.published == When("2025-12-15T09:30:00+01:00")
    assert talks.published_basis == "feed"
    assert (talks.title, talks.outlet) == ("Talks open", "The Harbour & Courier")
    assert (talks.byline, talks.url) == ("Ilse Varn", "https://example.org/talks-open")
    assert isinstance(empty, Unread)
    assert empty.where.endswith("courier.xml: entry 2")


def test_an_atom_feed_is_read(tmp_path: Path) -> None:
    (tmp_path / "lantern").write_text(ATOM)
    [talks] = read_sources([tmp_path])
    assert isinstance(talks, Source)
    assert talks.text == "They left at noon, he said."
    assert talks.published == When("2031-03-04T10:00:00Z")


def test_a_feed_is_never_fetched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given: list[object] = []
    parse = feedparser.parse
    monkeypatch.setattr(
        feedparser, "parse", lambda stream, **options: (given.append(stream), parse(stream))[1]
    )
    name = tmp_path / "secret"
    name.write_text(RSS.format(ITEM))
    for raw in (str(name).encode(), b"https://example.org/feed"):
        with pytest.raises(Unreadable, match=r"without entries|no entries"):
            list(read_feed(raw, "a"))
    assert all(hasattr(stream, "read") for stream in given)


def test_a_feed_with_a_bomb_or_an_outside_entity_is_harmless() -> None:
    entities = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    doctype = (
        f"<!DOCTYPE rss [<!ENTITY a0 'talks'>{entities}<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    )
    item = "<item><title>T</title><description>They met. &a11; &x;</description></item>"
    raw = RSS.format(item).replace("<rss", doctype + "<rss", 1).encode()
    for made in read_feed(raw, "a"):
        text = made.why if isinstance(made, Unread) else made.text
        assert "root:" not in text
        assert len(text) < 10_000


def test_a_date_that_no_one_can_read_is_told(tmp_path: Path) -> None:
    item = ITEM.replace("Mon, 15 Dec 2025 09:30:00 +0100", "the day before")
    (tmp_path / "a.xml").write_text(RSS.format(item))
    talks, unread = read_sources([tmp_path])
    assert isinstance(talks, Source)
    assert talks.published is None
    assert isinstance(unread, Unread)
    assert "not its date 'the day before'" in unread.why


def test_a_feed_cut_off_still_gives_its_whole_entries(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(RSS.format(ITEM + ITEM)[:-150])
    first, *_ = read_sources([tmp_path])
    assert isinstance(first, Source)
    assert first.text.startswith("They met.")
