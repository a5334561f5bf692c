"""Every page in every language: each word asked for is known, and names keep their direction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from onetext.room.room import Room
from onetext.room.settings import settings
from onetext.room.web.app import create_app
from onetext.room.web.words import LANGUAGES, Words

SEATS = ("belmora-head", "halvia-mediator", "observer", "teacher")
PAGES = (
    "board text offers packages proposal guarantees caucus sessions record record/known press"
    " communique clock card beside access"
).split()
OF_THE_CLASS = ("teach", "teach/cards", "teach/points", "teach/replay")
OTHERS = ("bdi", "code", "time", "cite", "option", "label", "textarea", "script", "title")
"""Where other people's words stand; a label may name an option of the case."""


@pytest.fixture(scope="module")
def seated(room: Room) -> dict[str, TestClient]:
    app = create_app({1: room}, settings(port=8000, exercise=True))
    made = {}
    for seat in SEATS:
        client = TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False)
        client.post(f"/1/in/{room.gate.invite(seat)}", data={"password": "a long password"})
        made[seat] = client
    return made


def pages(client: TestClient, seat: str, language: str) -> Iterator[tuple[str, str]]:
    client.get(f"/language/{language}?back=/")
    for page in (*PAGES, *(OF_THE_CLASS if seat == "teacher" else ())):
        answer = client.get(f"/1/{seat}/{page}")
        if answer.status_code != 403:
            assert answer.status_code == 200, (seat, page)
            yield page, answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_a_page_asks_for_is_in_the_catalogue(
    language: str, seated: dict[str, TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown: set[str] = set()
    gettext = Words.gettext

    def noted(words: Words, said: str) -> str:
        if words.language != "en" and said not in words._catalog:
            unknown.add(said)
        return gettext(words, said)

    monkeypatch.setattr(Words, "gettext", noted)
    for seat, client in seated.items():
        for page, html in pages(client, seat, language):
            assert f'lang="{language}"' in html
            assert not re.search("⟦(FSI|PDI)⟧", html), (seat, page)
            assert html.count("\u2068") == html.count("\u2069"), (seat, page)
            assert language == "ar" or "\u2068" not in html, (seat, page)
            assert not re.search(r"%\(\w+\)[sd]", html), (seat, page)
    assert not unknown, sorted(unknown)


class OwnWords(HTMLParser):
    """Gather the words of a page that are its own."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("input", "meta", "link", "br", "hr", "img"):
            return
        given = dict(attrs)
        classes = (given.get("class") or "").split()
        own = not (
            tag in OTHERS
            or "dir" in given
            or ("lang" in given and tag != "html")
            or {"said", "id", "talks", "badge-seat", "cell-party", "names"} & set(classes)
        )
        if tag == "html":
            own = True
        self.open.append((tag, own and all(one for _, one in self.open)))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][1]:
            self.found.append(data)


def test_no_english_sentence_is_left_on_an_arabic_page(seated: dict[str, TestClient]) -> None:
    """Names of parties and the talks' own words stay as people wrote them."""
    english = re.compile(r"\b(the|of|is|and|by|to|not|this|on|with|passed|unknown|entry|line)\b")
    for seat, client in seated.items():
        for page, html in pages(client, seat, "ar"):
            reader = OwnWords()
            reader.feed(re.sub("\u2068[^\u2068\u2069]*\u2069", "", html))
            left = [said.strip() for said in reader.found if english.search(said)]
            assert not left, (seat, page, left)


def test_a_line_of_the_record_is_told_in_the_reader_s_language(
    seated: dict[str, TestClient],
) -> None:
    told = {
        "en": "begins on 2 Mar 2031",
        "uk": "починається 2 бер. 2031",
        "ru": "начинается 2 мар. 2031",
        "fr": "commence le 2 mars 2031",
        "ar": "تبدأ الجولة",
    }
    for language, said in told.items():
        observer = seated["observer"]
        observer.get(f"/language/{language}?back=/")
        assert said in observer.get("/1/observer/record").text, language
