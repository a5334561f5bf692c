"""Debian's Chromium, as every test of pages starts it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)


@contextmanager
def started(*more: str, env: Mapping[str, str] | None = None) -> Iterator[Any]:
    """Start a browser, with further arguments and variables of its environment.

    Only one at a time: Playwright has one loop for each thread.
    """
    if CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium found: apt-get install chromium")
        pytest.skip("no Chromium found: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*ARGS, *more], env={**os.environ, **(env or {})}
        )
        yield opened
        opened.close()
