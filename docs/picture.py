"""Draw the picture in the README: the brief of the Two Rivers talks, as Chromium shows it.

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


def main() -> None:
    """Write ``docs/brief.png``."""
    chromium = which("chromium") or which("chromium-browser")
    if chromium is None:
        sys.exit("no chromium here: install Debian's package chromium")
    with tempfile.TemporaryDirectory() as folder:
        page_file = Path(folder) / "brief.html"
        subprocess.run(
            ["onetext", "brief", str(ROOT / "examples/two-rivers"), "--html", str(page_file)],
            check=True,
            capture_output=True,
        )
        with sync_playwright() as tools:
            browser = tools.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page(viewport={"width": 1000, "height": 1180})
            page.goto(page_file.as_uri())
            box = page.locator("#positions").bounding_box()
            assert box is not None
            clip = {"x": 0.0, "y": box["y"], "width": 1000.0, "height": 1180.0}
            page.screenshot(path=str(ROOT / "docs" / "brief.png"), full_page=True, clip=clip)
            browser.close()


if __name__ == "__main__":
    main()
