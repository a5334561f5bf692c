"""Draw the pictures in the README: pages of the Two Rivers talks, as Chromium shows them.

uv run python docs/picture.py
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import which

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
PICTURES = (
    ("brief", "#positions", "brief.png", 1180),
    ("solve", "#fairest", "solved.png", 590),
)
"""By which command each is made, from where on the page, its name, its height."""


def main() -> None:
    """Write ``docs/brief.png`` and ``docs/solved.png``."""
    chromium = which("chromium") or which("chromium-browser")
    if chromium is None:
        sys.exit("no chromium here: install Debian's package chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as tools:
        browser = tools.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        for command, at, name, height in PICTURES:
            page_file = Path(folder) / f"{command}.html"
            subprocess.run(
                ["onetext", command, str(ROOT / "examples/two-rivers"), "--html", str(page_file)],
                check=True,
                capture_output=True,
            )
            page = browser.new_page(viewport={"width": 1000, "height": height})
            page.goto(page_file.as_uri())
            box = page.locator(at).bounding_box()
            assert box is not None
            clip = {"x": 0.0, "y": box["y"], "width": 1000.0, "height": float(height)}
            page.screenshot(path=str(ROOT / "docs" / name), full_page=True, clip=clip)
        browser.close()


if __name__ == "__main__":
    main()
