"""A package in a real browser: points show as it is composed, and the form keeps its place."""

from __future__ import annotations

from typing import Any

import pytest
from rooms_open import Opened

pytestmark = pytest.mark.browser


def test_points_show_at_once_and_the_keyboard_stays_where_it_is(
    opened_room: Opened, browser: Any
) -> None:
    context = browser.new_context()
    tab = opened_room.sit(context, "belmora-head")
    tab.goto(opened_room.home("belmora-head") + "packages")
    place = tab.locator('select[name="a.territory"]')
    place.focus()
    place.select_option("returned")
    tab.wait_for_selector("#sum-a strong")
    first = tab.inner_text("#sum-a strong")
    place.select_option("kept")
    tab.wait_for_function(
        "first => document.querySelector('#sum-a strong').textContent !== first", arg=first
    )
    assert tab.evaluate("document.activeElement.name") == "a.territory"
    assert "a.territory=kept" in tab.url
    now = tab.inner_text("#sum-a strong")
    assert tab.inner_text("#results .points strong") == now
    tab.reload()
    assert tab.inner_text("#sum-a strong") == now
    context.close()
