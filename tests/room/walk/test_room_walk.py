"""A newcomer's walk through the room, in a real browser against the real command.

``ONETEXT_WALK=1`` writes the pictures of ``docs/room.md``.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[3]
PICTURES = ROOT / "docs" / "room"
PATIENCE = 60.0
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def links(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Start the command of the README, and yield the link of each seat."""
    folder = tmp_path_factory.mktemp("walk")
    told = folder / "told"
    with told.open("wb") as out:
        running = subprocess.Popen(
            [
                Path(sys.executable).with_name("onetext"),
                "room",
                ROOT / "examples/two-rivers",
                "--port",
                "0",
            ],
            cwd=folder,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        until = time.monotonic() + PATIENCE
        while "Ctrl-C" not in told.read_text("utf-8"):
            assert running.poll() is None, told.read_text("utf-8")
            assert time.monotonic() < until, told.read_text("utf-8")
            time.sleep(0.1)
        rows = [line.split() for line in told.read_text("utf-8").splitlines()]
        yield {row[0]: row[1] for row in rows if len(row) == 2 and row[1].startswith("http")}
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(PATIENCE)


@pytest.fixture(scope="module")
def person(browser: Any) -> Iterator[Any]:
    """Return one browser, as one person has it, with what its pages complained of."""
    context = browser.new_context(
        viewport={"width": 1100, "height": 900}, reduced_motion="reduce", locale="en"
    )
    context.complaints = []
    context.on("console", lambda said: context.complaints.append(said.text))
    context.on("weberror", lambda fault: context.complaints.append(str(fault.error)))
    yield context
    context.close()


def seated(person: Any, links: dict[str, str], seat: str) -> Any:
    """Take a seat without a password, and return its tab and the address of its pages."""
    tab = person.new_page()
    tab.goto(links[seat])
    tab.locator("main form button").first.click()
    tab.wait_for_url("**/board")
    return tab, tab.url.removesuffix("board")


def kept(tab: Any, name: str) -> None:
    if os.environ.get("ONETEXT_WALK"):
        PICTURES.mkdir(exist_ok=True)
        tab.screenshot(path=PICTURES / f"{name}.png")


def pages(tab: Any) -> list[str]:
    found = tab.locator("nav.pages a").evaluate_all("all => all.map(one => one.pathname)")
    return [str(path).rpartition("/")[2] for path in found]


def test_a_newcomer_sits_in_two_seats_and_sees_how_their_windows_differ(
    person: Any, links: dict[str, str]
) -> None:
    assert len(links) == 12
    belmora, home = seated(person, links, "belmora-head")
    tarvenia, other = seated(person, links, "tarvenia-head")
    kept(belmora, "board")
    for page in pages(belmora):
        answer = belmora.goto(home + page)
        assert answer.status == 200, page
        assert belmora.locator("h1").count() == 1, page
        kept(belmora, page)
    said = "The gate can be talked about, the padlock cannot."
    belmora.goto(home + "caucus")
    tarvenia.goto(other + "record")
    belmora.goto(home + "beside?with=tarvenia-head&show=record")
    own, theirs = belmora.frame_locator("iframe").first, belmora.frame_locator("iframe").last
    own.locator("h1").wait_for()
    theirs.locator("h1").wait_for()
    kept(belmora, "beside")
    assert own.locator(".seat").inner_text() != theirs.locator(".seat").inner_text()
    belmora.goto(home + "sessions")
    form = belmora.locator("form[action$='/sessions/say']").first
    form.locator("[name=words]").fill(said)
    form.locator("button").first.click()
    belmora.wait_for_load_state()
    tarvenia.get_by_text(said).first.wait_for(timeout=10_000)  # without a click: it came by itself
    tarvenia.goto(other + "record")
    kept(tarvenia, "record")
    complaints = [one for one in person.complaints if "goo.gl" not in one]
    assert not complaints, complaints
    for tab in (belmora, tarvenia):
        tab.close()


@pytest.mark.parametrize(
    ("scheme", "language", "width"),
    [("light", "en", 1100), ("dark", "en", 390), ("light", "ar", 390)],
)
def test_axe_finds_nothing_serious_on_any_page(
    browser: Any, links: dict[str, str], scheme: str, language: str, width: int
) -> None:
    seat = {"light-en": "halvia-mediator", "dark-en": "sedgeland-head"}.get(
        f"{scheme}-{language}", "aurelia-head"
    )
    context = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, reduced_motion="reduce"
    )
    tab, home = seated(context, links, seat)
    tab.goto(f"{home.partition('/1/')[0]}/language/{language}?back=/1/{seat}/board")
    assert tab.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    wrong: dict[str, list[str]] = {}
    for page in pages(tab):
        tab.goto(home + page)
        found = [
            f"{one['id']}: {one['nodes'][0]['html'][:160]}"
            for one in Axe().run(tab).response["violations"]
            if one["impact"] in SERIOUS
        ]
        wide = tab.evaluate("document.documentElement.scrollWidth > innerWidth")
        if found or wide:
            wrong[page] = [*found, *(["wider than the screen"] if wide else [])]
    context.close()
    assert not wrong
