"""A proposal in a real browser as it waits, fails and is accepted: axe looks at each."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from axe_seen import found_serious
from rooms_open import Opened

pytestmark = pytest.mark.browser
MEDIATOR, ASKED = "halvia-mediator", ("belmora-head", "tarvenia-head")
STATES = {"waits": ".tag:not(.good, .bad, .unknown)", "failed": ".tag.bad", "accepted": ".tag.good"}
SCREENS = [
    ("light", "en", 1100),
    ("dark", "en", 390),
    ("light", "ar", 390),
    ("dark", "ar", 1100),
]
SOON = 20
"""Seconds to answer in; an answer that comes too late is refused, and the test with it."""


@pytest.fixture(scope="module")
def proposed(browser: Any, opened_room: Opened) -> dict[str, str]:
    """Put three proposals; return where each stands on the page of who was asked."""
    context = browser.new_context(locale="en")
    tab = opened_room.sit(context, MEDIATOR, *ASKED)
    puts(tab, opened_room, 3600)
    answers(tab, opened_room, ASKED[0], "Yes")
    puts(tab, opened_room, 2)
    latest(tab, opened_room, ".tag.bad")
    puts(tab, opened_room, SOON)
    for seat in ASKED:
        answers(tab, opened_room, seat, "Yes")
    latest(tab, opened_room, ".tag.good")
    stand = tab.locator(".proposal").evaluate_all("all => all.map(one => `#${one.id}`)")
    context.close()
    assert len(stand) == len(STATES)
    return dict(zip(("accepted", "failed", "waits"), stand, strict=True))


@pytest.mark.parametrize(("scheme", "language", "width"), SCREENS)
def test_axe_finds_nothing_serious_as_it_waits_fails_and_is_accepted(
    browser: Any,
    opened_room: Opened,
    proposed: dict[str, str],
    scheme: str,
    language: str,
    width: int,
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, reduced_motion="reduce"
    )
    tab = opened_room.sit(context, MEDIATOR, *ASKED)
    tab.goto(f"{opened_room.origin}/language/{language}")
    for seat in (MEDIATOR, *ASKED):
        tab.goto(opened_room.home(seat) + "proposal")
        for state, sign in STATES.items():
            assert tab.locator(f".proposal {sign}").is_visible(), (seat, state)
        if seat == ASKED[0]:  # the numbers are those of its window
            for state, at in proposed.items():
                assert tab.locator(f"{at} {STATES[state]}").count() == 1, state
            assert tab.locator(f"{proposed['waits']} form.answer [type=radio]:checked").count() == 1
        assert tab.locator("form.answer").count() == (seat != MEDIATOR)
        assert found_serious(tab) == [], seat
    context.close()


def puts(tab: Any, room: Opened, seconds: int) -> None:
    """Put a package in the plenary, with so much time to answer it."""
    tab.goto(room.home(MEDIATOR) + "proposal")
    now = tab.locator("header .clock time").get_attribute("datetime")
    hour = datetime.fromisoformat(now) + timedelta(seconds=seconds)
    form = tab.locator("form.put")
    form.locator("select").first.select_option(index=1)
    for seat in ASKED:
        form.locator(f"[name=to][value={seat}]").check()
    form.get_by_role("radio", name="plenary").first.check()
    form.locator("[name=hour]").fill(f"{hour:%Y-%m-%dT%H:%M:%S}")
    sends(tab, form)


def answers(tab: Any, room: Opened, seat: str, said: str) -> None:
    """Answer the proposal that was put last, by hand."""
    tab.goto(room.home(seat) + "proposal")
    form = tab.locator("form.answer").first
    form.get_by_role("radio", name=said).check()
    sends(tab, form)


def sends(tab: Any, form: Any) -> None:
    with tab.expect_navigation() as answered:
        form.get_by_role("button").click()
    assert answered.value.status == 200, tab.locator("main").inner_text()


def latest(tab: Any, room: Opened, sign: str) -> None:
    """Wait until the proposal that was put last has come to its end, on a page that is asked."""
    tab.goto(room.home(ASKED[0]) + "proposal")
    tab.locator(".proposal").first.locator(sign).wait_for(timeout=60_000)
