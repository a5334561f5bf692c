"""Whether the time of an answer tells what a seat may not see: pairs over two histories.

``python bench/room_timing.py [PAIRS] [--socket]`` (2,000 pairs): the same page is asked of two
rooms that are equal to a seat and differ elsewhere, in turn, the first of each pair drawn; medians
must lie within five milliseconds. With ``--socket`` each room has a real server and is asked over a
connection that stays open; without, the app is asked in this process.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1] / "tests"
sys.path[:0] = [str(TESTS / name) for name in ("room/security", "noninterference", "record")]

PAGES = ("board", "record", "text", "text/nothing")
WITHIN = 0.005


Ask = Callable[[str], object]


def measured(pairs: int, *, socket: bool, number: int = 8) -> dict[str, tuple[float, float]]:
    """Return the medians of both histories, in seconds, by page."""
    from pinned_room import SEATS  # type: ignore[import-not-found]
    from test_web_noninterference import house_of  # type: ignore[import-not-found]
    from twins import SIDES, Twins, drawn_steps  # type: ignore[import-not-found]

    eyes = sorted(SEATS)[number % len(SEATS)]
    twins = Twins(eyes).run(drawn_steps(number))
    tabs = [house_of(twins.rooms[side].store).seat(eyes) for side in SIDES]
    draw, took = random.Random(number), {page: ([], []) for page in PAGES}  # type: ignore[var-annotated]
    with ExitStack() as open_till:
        ask = [open_till.enter_context(over_socket(tab)) if socket else tab.get for tab in tabs]
        for pair in range(-20, pairs):
            page = PAGES[pair % len(PAGES)]
            for side in draw.sample((0, 1), 2):
                began = time.perf_counter()
                ask[side](page)
                if pair >= 0:
                    took[page][side].append(time.perf_counter() - began)
    return {
        page: (statistics.median(left), statistics.median(right))
        for page, (left, right) in took.items()
    }


@contextmanager
def over_socket(tab: Any) -> Iterator[Ask]:
    """Ask for a seat's pages over one connection to a server of its own."""
    import http.client

    from serving_house import serving  # type: ignore[import-not-found]

    headers = {"cookie": tab.client.headers["cookie"], "accept": "text/html"}
    with (
        serving(tab.house) as served,
        closing(http.client.HTTPConnection("127.0.0.1", served.port)) as connection,
    ):

        def ask(page: str) -> None:
            connection.request("GET", tab.at(page), headers=headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status >= 500:
                raise SystemExit(f"{page}: {answer.status}")

        yield ask


if __name__ == "__main__":
    counts = [int(one) for one in sys.argv[1:] if one.isdigit()]
    found = measured(counts[0] if counts else 2000, socket="--socket" in sys.argv)
    for page, (left, right) in found.items():
        print(f"{page:14} {left * 1000:7.2f} ms {right * 1000:7.2f} ms")
    sys.exit(0 if all(abs(left - right) < WITHIN for left, right in found.values()) else 1)
