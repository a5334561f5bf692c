"""Whether the time of an answer tells what a seat may not see: pairs over two histories.

``python bench/room_timing.py [PAIRS]`` (2,000 unless told): the same page is asked of two rooms
that are equal to a seat and differ elsewhere, in turn, the first of each pair drawn; medians must
lie within five milliseconds.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from pathlib import Path

TESTS = Path(__file__).parents[1] / "tests"
sys.path[:0] = [str(TESTS / name) for name in ("room/security", "noninterference", "record")]

PAGES = ("board", "record", "text", "text/nothing")
WITHIN = 0.005


def measured(pairs: int, number: int = 8) -> dict[str, tuple[float, float]]:
    """Return the medians of both histories, in seconds, by page."""
    from pinned_room import SEATS  # type: ignore[import-not-found]
    from test_web_noninterference import house_of  # type: ignore[import-not-found]
    from twins import SIDES, Twins, drawn_steps  # type: ignore[import-not-found]

    eyes = sorted(SEATS)[number % len(SEATS)]
    twins = Twins(eyes).run(drawn_steps(number))
    tabs = [house_of(twins.rooms[side].store).seat(eyes) for side in SIDES]
    draw, took = random.Random(number), {page: ([], []) for page in PAGES}  # type: ignore[var-annotated]
    for pair in range(-20, pairs):
        page = PAGES[pair % len(PAGES)]
        for side in draw.sample((0, 1), 2):
            began = time.perf_counter()
            tabs[side].get(page)
            if pair >= 0:
                took[page][side].append(time.perf_counter() - began)
    return {
        page: (statistics.median(left), statistics.median(right))
        for page, (left, right) in took.items()
    }


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    found = measured(count)
    for page, (left, right) in found.items():
        print(f"{page:14} {left * 1000:7.2f} ms {right * 1000:7.2f} ms")
    sys.exit(0 if all(abs(left - right) < WITHIN for left, right in found.values()) else 1)
