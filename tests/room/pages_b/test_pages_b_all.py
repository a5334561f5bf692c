"""Every page of these for every seat: something to show, nothing of others, no script needed."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from seated import ARN, BEL, Seated

SEATS = tuple(
    "aurelia-head belmora-head belmora-legal halvia-envoy halvia-mediator league-head observer"
    " sedgeland-head tarvenia-head tarvenia-legal teacher tsurai-head".split()
)
PAGES = ("proposal", "caucus", "sessions", "record", "record/known", "press", "communique", "clock")
SECRETS = {
    "Two of the three could be spoken of": "tarvenia halvia",
    "it need not be called an alliance": "belmora halvia",
    "You will see the text": "sedgeland halvia",
}


class Form(HTMLParser):
    """Gather the boxes of a page and what labels them."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes: list[dict[str, str | None]] = []
        self.labelled: set[str] = set()
        self.ids: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "label":
            self.depth += 1
            if given.get("for"):
                self.labelled.add(str(given["for"]))
        hidden = given.get("type") == "hidden" or "hidden" in given
        if tag in ("input", "select", "textarea") and not hidden:
            self.boxes.append({**given, "inside": "yes" if self.depth else None})

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self.depth -= 1


def test_all_twelve_seats_are_there(looked: Seated) -> None:
    assert tuple(looked.room.seats) == SEATS


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("seat", SEATS)
def test_a_page_shows_something_and_nothing_of_others(looked: Seated, seat: str, page: str) -> None:
    html = looked.html(seat, page)
    assert "<h1>" in html
    assert re.search(r'(?s)<main.*(class="(entry|card|told|cleared|empty|lead)).*</main>', html)
    party = seat.partition("-")[0]
    for secret, parties in SECRETS.items():
        if secret in html:
            assert party in parties.split()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("seat", ["halvia-mediator", ARN, "tarvenia-legal", "observer"])
def test_every_box_has_a_label_and_every_id_is_one(looked: Seated, seat: str, page: str) -> None:
    form = Form()
    form.feed(looked.html(seat, page))
    for box in form.boxes:
        assert box["inside"] or str(box.get("id")) in form.labelled, box
    assert len(form.ids) == len(set(form.ids)), [i for i in form.ids if form.ids.count(i) > 1]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_needs_no_script_and_no_style_of_its_own(looked: Seated, page: str) -> None:
    html = looked.html(BEL, page)
    assert not re.search(r"<script(?![^>]*src=)", html)
    assert " style=" not in html
    assert not re.search(r"\son\w+=", html)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["uk", "ru", "fr", "ar"])
def test_a_page_opens_in_every_language(looked: Seated, page: str, language: str) -> None:
    client = looked.client(BEL)
    answer = client.get(f"/1/{BEL}/{page}", headers={"accept-language": language})
    assert answer.status_code == 200
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in answer.text


@pytest.mark.parametrize("page", PAGES)
def test_of_the_past_one_only_reads(looked: Seated, page: str) -> None:
    html = looked.html("halvia-mediator", page, at="2031-04-07")
    main = html.partition("<main")[2].partition("</main>")[0]
    assert 'method="post"' not in main
