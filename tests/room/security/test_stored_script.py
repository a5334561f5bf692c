"""What is written into any form is read back by every seat as words, and never as anything else."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from crawling import TYPED, Box, Crawled, crawl
from houses import House

PAYLOADS = (
    "<script>alert('zqx1')</script> <img src=x onerror=zqx1()>",
    "\"' onmouseover=zqx2() x=\"' zqx2",
    "</textarea></title></script><svg onload=zqx3()> zqx3",
    "javascript:zqx4() [zqx4](javascript:zqx4()) {{ 7*7 }} {% zqx4 %}",
)
HIDDEN = "zqx5 pay\u202eevil\u202c \u200bnow \u0000 p\u0430y"
WRITERS = ("belmora-head", "halvia-mediator", "teacher", "tarvenia-notes")
READERS = (*WRITERS, "tarvenia-head", "observer")
ENDS = ("leave", "access/out", "access/password", "teach/out", "teach/link")


class _Marked(HTMLParser):
    """Find a mark anywhere but in words, in a field's value, and in an address of our own."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.words = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if "zqx" in tag:
            self.wrong.append(tag)
        for name, value in attrs:
            if "zqx" in name or name.startswith("on"):
                self.wrong.append(f"{tag} {name}")
            elif (
                name in ("href", "src", "action", "formaction")
                and value
                and not value.startswith(("/", "#", "?", "data:,"))
            ):
                self.wrong.append(f"{tag} {name}={value[:60]}")
        if tag in ("svg", "img") and any(name == "onload" for name, _ in attrs):
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data.count("zqx")


def written(house: House, payload: str) -> int:
    """Send every form of every writer's pages with a payload in every box; return how many took."""
    taken = 0
    for seat in WRITERS:
        tab = house.seat(seat)
        for form in crawl(tab, 30).forms.values():
            if form.action.endswith(ENDS) or "access/" in form.action:
                continue
            sent = form.filled(lambda box: cut(payload, box))
            if form.method == "GET":
                tab.ask("GET", form.action, params=sent)
                continue
            answer = tab.post(form.action, sent)
            assert answer.status_code < 500, (form.action, answer.text[:300])
            taken += answer.status_code == 303
            shown(answer.text, form.action)
    return taken


def cut(payload: str, box: Box) -> str:
    if box.kind == "number":
        return "1"
    return payload[: box.longest] if box.kind in TYPED else payload


def shown(html: str, where: str) -> int:
    reader = _Marked()
    reader.feed(html)
    assert reader.wrong == [], where
    return reader.words


def read_back(house: House) -> tuple[int, dict[str, Crawled]]:
    words, crawled = 0, {seat: crawl(house.seat(seat), 30) for seat in READERS}
    for pages in crawled.values():
        for path, html in pages.pages.items():
            words += shown(html, path)
    return words, crawled


def test_script_in_any_field_stays_words(own_house: House) -> None:
    taken = sum(written(own_house, payload) for payload in PAYLOADS)
    words, _ = read_back(own_house)
    assert taken > 8
    assert words > 20


def test_characters_that_hide_are_shown_for_what_they_are(own_house: House) -> None:
    written(own_house, HIDDEN)
    words, crawled = read_back(own_house)
    assert words > 3
    for seat, pages in crawled.items():
        for path, html in pages.pages.items():
            for hidden in ("\u202e", "\u202c", "\u200b", "\u0000"):
                assert hidden not in read_only(html), f"{seat} {path}"
    assert any("⟦RLO⟧" in html for one in crawled.values() for html in one.pages.values())


def read_only(html: str) -> str:
    """Return a page without what stands in its boxes: words to be changed stay as they are."""
    return re.sub(r'(?s)(<textarea\b[^>]*>).*?</textarea>|\svalue="[^"]*"', "", html)


def test_the_check_would_see_script() -> None:
    for bad in (
        "<img src=/x onerror=zqx()>",
        "<a href='javascript:zqx()'>x</a>",
        "<svg onload=zqx()>",
        "<zqx>",
    ):
        reader = _Marked()
        reader.feed(bad)
        assert reader.wrong, bad
