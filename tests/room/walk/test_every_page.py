"""Every page of the room in a browser: axe, the keyboard alone, and on paper."""

from __future__ import annotations

from typing import Any

import pytest
from axe_seen import found_serious
from rooms_open import Opened, pages

pytestmark = pytest.mark.browser
SURELY = {
    "teacher": ("teach/cards", "teach/points", "teach/replay", "access"),
    "halvia-mediator": ("text/redline", "caucus/relay", "caucus/forget", "press/source"),
}
"""Pages that no list of pages has, so that a walk that misses them is noticed."""
REACHED = """() => {
  const all = [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")];
  let ids = 0;
  window.wanted = new Map();
  for (const one of all) {
    if (one.disabled || !one.checkVisibility()) continue;
    const group = one.type === "radio" ? `${[...document.forms].indexOf(one.form)} ${one.name}`
      : String(ids++);
    one.dataset.wanted = group;
    if (!window.wanted.has(group)) window.wanted.set(group, one.outerHTML.slice(0, 120));
  }
  window.faint = [];
  document.addEventListener("focusin", ({ target }) => {
    if (!target.dataset.wanted) return;
    window.wanted.delete(target.dataset.wanted);
    const style = getComputedStyle(target);
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2)
      window.faint.push(target.outerHTML.slice(0, 120));
  });
  return window.wanted.size;
}"""
CLOSED = "details:not([open]) > summary:visible"


@pytest.mark.parametrize(
    ("scheme", "language", "width", "seats"),
    [
        ("light", "en", 1100, ("halvia-mediator", "observer")),
        ("dark", "en", 390, ("sedgeland-head", "teacher")),
        ("light", "ar", 390, ("aurelia-head", "teacher")),
        ("dark", "ar", 1100, ("belmora-legal",)),
    ],
)
def test_axe_finds_nothing_serious_on_any_page(
    browser: Any,
    opened_room: Opened,
    scheme: str,
    language: str,
    width: int,
    seats: tuple[str, ...],
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, reduced_motion="reduce"
    )
    wrong: dict[str, list[str]] = {}
    looked: list[str] = []
    for seat in seats:
        home = opened_room.home(seat)
        tab = opened_room.sit(context, seat)
        tab.goto(f"{opened_room.origin}/language/{language}")
        there = pages(tab, home)
        looked += there
        for address in [*there, home + "nowhere", opened_room.origin + "/"]:
            tab.goto(address)
            assert tab.locator("html").get_attribute("dir") == (
                "rtl" if language == "ar" else "ltr"
            )
            if found := found_serious(tab):
                wrong[address] = found
        tab.close()
    context.close()
    for one in (one for seat in seats for one in SURELY.get(seat, ())):
        assert any(f"/{one}" in page for page in looked), one
    assert wrong == {}


@pytest.mark.parametrize("seat", ["halvia-mediator", "teacher"])
def test_the_keyboard_reaches_all_that_can_be_acted_on(
    browser: Any, opened_room: Opened, seat: str
) -> None:
    context = browser.new_context(viewport={"width": 1100, "height": 900}, reduced_motion="reduce")
    tab, home = opened_room.sit(context, seat), opened_room.home(seat)
    unreached: dict[str, list[str]] = {}
    for address in pages(tab, home):
        if address.endswith("/beside"):
            continue  # its halves are pages of their own
        tab.goto(address)
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.className") == "skip", address
        closed = tab.locator(CLOSED)
        while closed.count():
            folded = closed.first.evaluate_handle("one => one.parentElement")
            closed.first.focus()
            tab.keyboard.press("Enter")
            assert folded.evaluate("one => one.open"), address
        count = tab.evaluate(REACHED)
        tab.locator(".skip").focus()
        parts = (
            8 * tab.locator("input[type^=date]:visible").count()
        )  # the day, the month, the year…
        for _ in range(count + parts + 5):
            tab.keyboard.press("Tab")
        left = tab.evaluate("[...window.wanted.values()]")
        faint = tab.evaluate("window.faint")
        if left or faint:
            unreached[address] = [*left, *(f"without a ring: {one}" for one in faint)]
    context.close()
    assert unreached == {}


def test_a_stand_is_entered_by_the_keyboard_alone(browser: Any, opened_room: Opened) -> None:
    seat = "sedgeland-head"
    context = browser.new_context(viewport={"width": 1100, "height": 900}, reduced_motion="reduce")
    tab = opened_room.sit(context, seat)
    tab.goto(opened_room.home(seat) + "text")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"
    goes_to(tab, "form[action$='/text/stand'] [name=passages]")
    tab.keyboard.press("Space")
    goes_to(tab, "form[action$='/text/stand'] [name=says]")
    tab.keyboard.press("Space")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    goes_to(tab, "form[action$='/text/stand'] button")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    stood = tab.locator(".passage").first.locator(".stand", has_text="Sedgeland")
    assert "reserves" in stood.inner_text()
    context.close()


def goes_to(tab: Any, selector: str) -> None:
    """Press Tab until the keyboard is there."""
    for _ in range(400):
        if tab.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        tab.keyboard.press("Tab")
    raise AssertionError(f"the keyboard never comes to {selector}")


@pytest.mark.parametrize("seat", ["tarvenia-legal", "teacher"])
def test_every_page_prints_with_its_seat_its_code_and_who_can_see_it(
    browser: Any, opened_room: Opened, seat: str
) -> None:
    context = browser.new_context(color_scheme="dark", viewport={"width": 1100, "height": 900})
    tab, home = opened_room.sit(context, seat), opened_room.home(seat)
    for address in pages(tab, home):
        tab.goto(address)
        assert (
            "head" in tab.locator("footer .code").inner_text().lower()
        )  # its code, or that none is
        tab.emulate_media(media="print", color_scheme="dark")
        for part in ("footer .code", ".mode", ".seat"):
            assert tab.locator(part).first.is_visible(), (address, part)
        assert seat in tab.locator(".seat").inner_text()
        unseen = tab.evaluate(
            "[...document.querySelectorAll('main :is(.sees, .seen)')].filter(one =>"
            " !one.closest('form, .acts, details:not(.seen), .tools')"
            " && !one.checkVisibility()).length"
        )
        assert unseen == 0, address
        assert (
            tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        )
        assert tab.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
        assert tab.pdf(prefer_css_page_size=True).startswith(b"%PDF")
        tab.emulate_media(media="screen", color_scheme="dark")
    context.close()
