"""A newcomer's walk through the room, in a real browser against the real command.

``ONETEXT_WALK=1`` writes the pictures of ``docs/room.md``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rooms_open import Opened

pytestmark = pytest.mark.browser
PICTURES = Path(__file__).parents[3] / "docs" / "room"
SAID = "The gate can be talked about, the padlock cannot."


@pytest.fixture
def person(browser: Any) -> Iterator[Any]:
    """Return one browser, as one person has it, with what its pages complained of."""
    context = browser.new_context(
        viewport={"width": 1040, "height": 700}, reduced_motion="reduce", locale="en"
    )
    context.complaints = []
    context.on("console", lambda said: context.complaints.append(said.text))
    context.on("weberror", lambda fault: context.complaints.append(str(fault.error)))
    yield context
    context.close()


def kept(tab: Any, name: str, at: str = "") -> None:
    """Keep a picture of what is on the screen, scrolled to a part of the page."""
    if os.environ.get("ONETEXT_WALK"):
        PICTURES.mkdir(exist_ok=True)
        if at:
            tab.locator(at).first.evaluate("one => one.scrollIntoView({block: 'start'})")
        tab.screenshot(path=PICTURES / f"{name}.png")


def test_a_newcomer_sits_in_two_seats_and_sees_how_their_windows_differ(
    person: Any, opened_room: Opened
) -> None:
    assert len(opened_room.links) == 12
    belmora, tarvenia = person.new_page(), person.new_page()
    belmora.goto(opened_room.links["belmora-head"])
    kept(belmora, "1-link")
    for tab, seat in ((belmora, "belmora-head"), (tarvenia, "tarvenia-head")):
        tab.goto(opened_room.links[seat])
        tab.get_by_role("button", name="Take this seat without a password").click()
        tab.wait_for_url("**/board")
    home, other = opened_room.home("belmora-head"), opened_room.home("tarvenia-head")
    listed = belmora.locator("nav.pages a").evaluate_all("all => all.map(one => one.href)")
    assert len(listed) == 14
    for address in listed:
        assert belmora.goto(address).status == 200, address
        assert belmora.locator("h1").count() == 1, address
    belmora.goto(home + "board")
    kept(belmora, "2-board")
    belmora.goto(home + "text?at=2031-04-09")
    kept(belmora, "3-text", ".passage.bracketed")
    belmora.goto(home + "offers")
    kept(belmora, "4-offers", ".offer")
    belmora.goto(home + "packages")
    belmora.goto(home + "beside?with=tarvenia-head&show=caucus")
    own, theirs = belmora.frame_locator("iframe").first, belmora.frame_locator("iframe").last
    own.locator("h1").wait_for()
    theirs.locator("h1").wait_for()
    assert own.locator(".seat").inner_text() != theirs.locator(".seat").inner_text()
    assert belmora.evaluate("scrollY") == 0  # the halves scroll, not what they are halves of
    doors = [set(one.locator(".doors a").all_inner_texts()) for one in (own, theirs)]
    assert doors[0] - doors[1]
    assert doors[1] - doors[0]
    kept(belmora, "6-beside", "h1")
    belmora.goto(home + "record?at=2031-03-17")
    assert "As of" in belmora.locator(".as-of").inner_text()
    kept(belmora, "7-record")
    tarvenia.goto(other + "caucus")
    kept(tarvenia, "5-caucus", ".doors")
    tarvenia.goto(other + "sessions")
    belmora.goto(home + "sessions")
    form = belmora.locator("form[action$='/sessions/say']")
    form.locator("[name=words]").fill(SAID)
    form.get_by_role("radio", name="plenary").first.check()
    form.get_by_role("button", name="Say it").click()
    tarvenia.get_by_text(SAID).first.wait_for(timeout=60_000)  # it came by itself
    kept(tarvenia, "8-came", ".news")
    complaints = [one for one in person.complaints if "goo.gl" not in one]
    assert complaints == []


def test_the_room_is_read_on_a_phone_at_night_and_from_right_to_left(
    browser: Any, opened_room: Opened
) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 780}, color_scheme="dark", reduced_motion="reduce"
    )
    tab, home = opened_room.sit(context, "sedgeland-head"), opened_room.home("sedgeland-head")
    tab.goto(home + "board")
    kept(tab, "9-phone", "table.board tbody tr")
    tab.goto(f"{opened_room.origin}/language/ar?back=/1/sedgeland-head/text")
    assert tab.locator("html").get_attribute("dir") == "rtl"
    kept(tab, "10-phone-arabic")
    context.close()


def test_a_teacher_hands_out_cards_and_replays_the_talks(browser: Any, opened_room: Opened) -> None:
    context = browser.new_context(
        viewport={"width": 1040, "height": 700}, reduced_motion="reduce", locale="en"
    )
    tab, home = opened_room.sit(context, "teacher"), opened_room.home("teacher")
    tab.goto(home + "teach/cards")
    assert tab.locator(".one-card").count() > 5
    tab.goto(home + "teach/replay")
    tab.get_by_label("Through the eyes of").select_option("tarvenia-head")
    tab.get_by_label("beside").select_option("belmora-head")
    tab.get_by_label("As of (UTC)").fill("2031-03-03T15:00Z")
    tab.get_by_role("button", name="Show").click()
    tab.get_by_text("Once the base is settled").first.wait_for()
    kept(tab, "11-class", "h1")
    context.close()
