"""How fast each reader goes from text to statements: words a second, on one core.

    taskset -c 0 uv run python bench/reading_pace.py

Reads the texts of our own in ``training/texts`` with each reader in turn, several times, and prints
medians. Nothing is read from a file while the clock runs.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training"))

from marked import texts
from onetext.press.learned.finder import LearnedFinder
from onetext.press.reader import Reader
from onetext.terms.said.source import Source
from onetext.terms.when import When
from start import machine

FINDERS = {"rules": None, "learned": LearnedFinder()}
TIMES = 5


def main() -> None:
    """Measure both and print a line each."""
    sources = [
        Source(form["doc"]["id"], text, published=When(form["doc"]["published"]))
        for form, text in texts()
    ]
    words = sum(len(source.text.split()) for source in sources)
    print(f"{len(sources)} texts, {words} words; {machine()}")
    for name, finder in FINDERS.items():
        reader = Reader.load(finder=finder)
        reader.read(sources[0])
        took = []
        for _ in range(TIMES):
            begun = time.perf_counter()
            for source in sources:
                reader.read(source)
            took.append(time.perf_counter() - begun)
        print(f"{name}: {words / statistics.median(took):,.0f} words a second")


if __name__ == "__main__":
    main()
