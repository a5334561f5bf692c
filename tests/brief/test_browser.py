"""The page in a browser: no request, no error, no overflow; a keyboard suffices; axe agrees."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from extremes import crowd, hostile
from handmade import empty, kitchen
from solvedmade import MAKERS as ANSWERS

from onetext.brief.page import page

pytestmark = pytest.mark.browser

BRIEFS = {"kitchen": kitchen, "empty": empty, "hostile": hostile, "crowd": crowd}
MAKERS = (*BRIEFS, *(f"answer: {name}" for name in ANSWERS))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = {}
    pages = {name: page(make()) for name, make in BRIEFS.items()}
    pages |= {f"answer: {name}": make().to_html() for name, make in ANSWERS.items()}
    for number, (name, html) in enumerate(pages.items()):
        made[name] = folder / f"{number}.html"
        made[name].write_text(html, "utf-8")
    return made


def opened(browser: Any, file: Path, *, width: int = 1280, scheme: str = "light") -> Any:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    tab = context.new_page()
    tab.told = []
    tab.on("console", lambda message: tab.told.append(message.text))
    tab.on("pageerror", lambda error: tab.told.append(str(error)))
    tab.asked = []
    tab.on("request", lambda request: tab.asked.append(request.url))
    tab.goto(file.as_uri())
    return tab


@pytest.mark.parametrize("name", MAKERS)
def test_nothing_is_asked_and_nothing_fails(
    browser: Any, files: dict[str, Path], name: str
) -> None:
    tab = opened(browser, files[name])
    assert tab.told == []
    assert [url for url in tab.asked if not url.startswith("data:,")] == [files[name].as_uri()]
    assert tab.evaluate("getComputedStyle(document.querySelector('h2')).borderTopWidth") == "3px"
    missing = tab.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href'))"
        ".filter(h => !document.getElementById(decodeURIComponent(h.slice(1))))"
    )
    assert missing == []
    tab.context.close()


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("name", MAKERS)
def test_the_page_never_scrolls_sideways(
    browser: Any, files: dict[str, Path], name: str, width: int
) -> None:
    tab = opened(browser, files[name], width=width)
    tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.context.close()


def test_the_keyboard_reaches_the_links_and_shows_where_it_is(
    browser: Any, files: dict[str, Path]
) -> None:
    tab = opened(browser, files["kitchen"])
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    seen = set()
    for _ in range(40):
        tab.keyboard.press("Tab")
        seen.add(tab.evaluate("document.activeElement.getAttribute('href') || ''"))
        assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert any(href.startswith("#s1-") for href in seen)
    tab.context.close()


def test_a_citation_opens_its_sentence_and_the_way_back(
    browser: Any, files: dict[str, Path]
) -> None:
    tab = opened(browser, files["kitchen"])
    link = tab.locator("#offers a.cite", has_text="1.2").first
    href = link.get_attribute("href")
    link.click()
    target = tab.locator(f"mark{href}, mark:has({href})").first
    assert target.is_visible()
    assert "leave the hills" in tab.locator(".sentence:has(:target)").inner_text()
    tab.get_by_label("Back from 1.2 to Offers in exchange").click()
    assert tab.evaluate("location.hash").startswith("#ref-")
    tab.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", MAKERS)
def test_axe_finds_nothing(browser: Any, files: dict[str, Path], name: str, scheme: str) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
    )
    tab = opened(browser, files[name], scheme=scheme)
    tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = axe.Axe().run(tab).response["violations"]
    told = [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found]
    assert told == []
    tab.context.close()


def test_the_page_prints(browser: Any, files: dict[str, Path]) -> None:
    tab = opened(browser, files["kitchen"], scheme="dark")
    tab.emulate_media(media="print", color_scheme="dark")
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert tab.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert tab.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    tab.context.close()
