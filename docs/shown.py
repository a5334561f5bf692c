"""Put into a page what its commands print: each fence of text after a command, as it is today.

uv run python docs/shown.py

A fence ``text: Fairest by`` holds the paragraph of the last command's output that begins so.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = ("packages.md",)
FENCE = re.compile(r"^```(sh|text: [^\n]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TIMED = re.compile(r" \d+\.\d+ s\.$")
"""A line that ends with how long it took is another one each time."""

_WIDTH = "96"


def shown(page: str) -> str:
    """Return a page with every fence of text as its command prints it."""
    last = ""

    def put(fence: re.Match[str]) -> str:
        nonlocal last
        kind, body = fence.groups()
        if kind == "sh":
            last = body.strip().splitlines()[-1]
            return fence.group()
        begins = kind.removeprefix("text: ")
        lines = [line.rstrip() for line in printed(last).splitlines()]
        first = next((n for n, line in enumerate(lines) if line.startswith(begins)), None)
        if first is None:
            raise SystemExit(f"{last}: nothing begins with {begins!r}")
        rest = lines[first:]
        told = rest[: rest.index("")] if "" in rest else rest
        told = [line for line in told if not TIMED.search(line)]
        return "\n".join([f"```{kind}", *told, "```"])

    return FENCE.sub(put, page)


@cache
def printed(command: str) -> str:
    """Return what a command prints in columns of a page's width."""
    script = Path(sys.executable).with_name("onetext")
    words = [str(script), *shlex.split(command)[1:]]
    env = {**os.environ, "COLUMNS": _WIDTH, "NO_COLOR": "1"}
    done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{command}: {done.stderr}")
    return done.stdout


def main() -> None:
    """Write the pages anew."""
    for name in PAGES:
        file = ROOT / "docs" / name
        file.write_text(shown(file.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
