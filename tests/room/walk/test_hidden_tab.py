"""A tab that is not looked at leaves its connection to others, and catches up when it is seen."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from rooms_open import Opened

from chromium import ARGS, CHROMIUM

pytestmark = pytest.mark.browser
SEAT, OTHER = "belmora-head", "tarvenia-head"
SAID = "The ferry can run again, and nobody has looked yet."


@contextmanager
def one_window(folder: Path) -> Iterator[Any]:
    """Start a browser in whose one window tabs hide each other, as people have it.

    Playwright keeps every tab of its own visible; of a browser that was there before it does not.
    """
    if CHROMIUM is None:
        pytest.skip("no Chromium found: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    ways = ("--headless=new", "--remote-debugging-port=0", f"--user-data-dir={folder}")
    running = subprocess.Popen([CHROMIUM, *ways, *ARGS], stderr=subprocess.DEVNULL)
    try:
        told, until = folder / "DevToolsActivePort", time.monotonic() + 60
        while not (told.is_file() and told.read_text("ascii").count("\n")):
            assert running.poll() is None
            assert time.monotonic() < until
            time.sleep(0.1)
        port = told.read_text("ascii").split()[0]
        with sync_playwright() as playwright:
            address = f"http://127.0.0.1:{port}"
            yield playwright.chromium.connect_over_cdp(address, no_defaults=True).contexts[0]
    finally:
        running.terminate()
        running.wait(60)


def test_it_closes_its_stream_and_opens_it_when_it_is_seen(
    opened_room: Opened, tmp_path: Path
) -> None:
    with one_window(tmp_path) as context:
        tab = opened_room.sit(context, SEAT, OTHER)
        other = context.new_page()
        other.goto(opened_room.home(OTHER) + "sessions")
        tab.bring_to_front()
        with tab.expect_request(is_stream):
            tab.goto(opened_room.home(SEAT) + "sessions")
        with tab.expect_event("requestfailed", is_stream):
            other.bring_to_front()
        assert tab.evaluate("document.visibilityState") == "hidden"
        form = other.locator("form[action$='/sessions/say']")
        form.locator("[name=words]").fill(SAID)
        form.get_by_role("radio", name="plenary").first.check()
        with other.expect_navigation():
            form.get_by_role("button", name="Say it").click()
        assert other.get_by_text(SAID).count()
        assert SAID not in tab.content()
        with tab.expect_request(is_stream):
            tab.bring_to_front()
        tab.get_by_text(SAID).first.wait_for(state="attached", timeout=60_000)


def is_stream(request: Any) -> bool:
    return "/stream?after=" in request.url
