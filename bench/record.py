"""How long a record takes to append to and to see, as it grows to a million entries.

``uv run python bench/record.py`` makes records of 10^3, 10^5 and 10^6 entries with 20 seats in a
temporary folder (``--postgres`` in a private server), measures each in a process of its own, prints
a markdown section and writes it into ``bench/REPORT.md`` with ``--report``; the growth goes to
``docs/record-growth.svg``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from recordplot import growth
from recordroom import FEW, ONE_IN_100, SEATS, Room, made, size_mb

ROOT = Path(__file__).parents[1]
SIZES = (10**3, 10**5, 10**6)
APPENDS = 400
LOOKS = 7
BEGINS, ENDS = "<!-- bench/record.py -->\n", "<!-- /bench/record.py -->\n"


@dataclass(frozen=True, slots=True)
class Figures:
    """Hold what one record showed; times in milliseconds, medians over the looks."""

    entries: int
    mb: float
    opened: float
    append: float
    slow_append: float
    seen: int
    held: float
    end: float
    middle: float
    few_seen: int
    few: float
    few_middle: float
    streamed: float
    rss_open: float
    rss_view: float
    rss_stream: float


def median_ms(run: Callable[[], object], times: int = LOOKS) -> float:
    """Return the median of some runs, in milliseconds."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        took.append(time.perf_counter() - start)
    return statistics.median(took) * 1000


def peak_mb() -> float:
    """Return the most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def measure(place: str, entries: int) -> Figures:
    """Measure one record in this process, on one core."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    from onetext.record.store.places import open_store
    from onetext.record.window import window
    from onetext.terms.when import When

    start = time.perf_counter()
    store = open_store(place)
    opened = (time.perf_counter() - start) * 1000
    rss_open = peak_mb()
    own = list(store.held(ONE_IN_100, None))
    middle = When(own[len(own) // 2].promise.time)

    def look(seat: str, at: When | None) -> int:
        with store.reading(seat) as reading:
            return len(window(reading, seat, at).lines)

    def held() -> None:
        for _ in store.held(ONE_IN_100, None):
            pass

    figures = {
        "seen": look(ONE_IN_100, None),
        "held": median_ms(held),
        "end": median_ms(lambda: look(ONE_IN_100, None)),
        "middle": median_ms(lambda: look(ONE_IN_100, middle)),
        "few_seen": look(FEW, None),
        "few": median_ms(lambda: look(FEW, None)),
        "few_middle": median_ms(lambda: look(FEW, middle)),
    }
    rss_view = peak_mb()
    room, took = Room(), []
    with store.writing() as writing:
        last = writing.last()
    assert last is not None
    room.draw = random.Random(entries)
    room.tick, room.seconds = last.tick, 10**7
    for number in range(APPENDS):
        seat = SEATS[number % 20]
        start = time.perf_counter()
        with store.writing() as writing:
            before = time.perf_counter()
            kept = room.kept(writing, seat, f"with-{seat}", room.said())
            made_in = time.perf_counter() - before
            writing.keep(kept)
        took.append(time.perf_counter() - start - made_in)
    start = time.perf_counter()
    count = sum(1 for _ in store.everything())
    streamed = count / (time.perf_counter() - start)
    store.shut()
    return Figures(
        entries=entries,
        mb=0.0,
        opened=opened,
        append=statistics.median(took) * 1000,
        slow_append=statistics.quantiles(took, n=20)[-1] * 1000,
        streamed=streamed,
        rss_open=rss_open,
        rss_view=rss_view,
        rss_stream=peak_mb(),
        **figures,  # type: ignore[arg-type]
    )


def of_each(place_of: Callable[[int], str], sizes: tuple[int, ...]) -> list[Figures]:
    """Make and measure a record of each size, every step in a process of its own."""
    found = []
    for entries in sizes:
        place = place_of(entries)
        start = time.perf_counter()
        subprocess.run([sys.executable, __file__, "--make", place, str(entries)], check=True)
        print(f"{entries} loaded in {time.perf_counter() - start:.0f} s", file=sys.stderr)
        mb = 0.0 if "://" in place else size_mb(Path(place))
        done = subprocess.run(
            [sys.executable, __file__, "--measure", place, str(entries)],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        found.append(Figures(**(json.loads(done.stdout) | {"mb": mb})))
        print(found[-1], file=sys.stderr)
    return found


def table(rows: list[Figures]) -> str:
    """Return the markdown table of one kind of store."""
    head = (
        "| entries | file, MB | open, ms | append, ms (95 %) | appends/s | seat that sees 1 %: "
        "entries | its view at the end, ms (of which reading) | as of the middle, ms | seat that "
        "sees few: entries | its view at the end, ms | all streamed, entries/s | memory: open, "
        "views, all streamed, MB |\n" + "|---" * 12 + "|\n"
    )
    return head + "".join(
        f"| {r.entries:,} | {f'{r.mb:,.1f}' if r.mb else '–'} | {r.opened:.0f} | {r.append:.2f} "
        f"({r.slow_append:.2f}) | {1000 / r.append:,.0f} | {r.seen:,} | {r.end:.0f} ({r.held:.0f}) "
        f"| {r.middle:.0f} | {r.few_seen:,} | {r.few:.1f} | {r.streamed:,.0f} | "
        f"{r.rss_open:.0f}, {r.rss_view:.0f}, {r.rss_stream:.0f} |\n"
        for r in rows
    )


def ratios(rows: list[Figures]) -> str:
    """Return what grows, and what does not, from the shortest record to the longest."""
    first, last = rows[0], rows[-1]
    few = next((row for row in rows if row.few_seen == last.few_seen), first)
    return (
        f"From {first.entries:,} to {last.entries:,} entries (×{last.entries // first.entries:,}): "
        f"an append takes ×{last.append / first.append:.2f}, the view of one in a hundred "
        f"×{last.end / first.end:.0f} for ×{last.seen / first.seen:.0f} as many entries seen; "
        f"from {few.entries:,} to {last.entries:,} the view of {last.few_seen:,} entries takes "
        f"×{last.few / few.few:.2f}. A view as of the middle takes "
        f"×{last.middle / last.end:.2f} of one at the end.\n"
    )


def machine() -> str:
    """Return the line that names the machine."""
    told = Path("/proc/cpuinfo").read_text().splitlines()
    model = next(line.split(":", 1)[1].strip() for line in told if line.startswith("model name"))
    today = datetime.now(UTC).date().isoformat()
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}, {today}"


def main() -> None:
    """Make, measure, or do all of it."""
    ask = argparse.ArgumentParser()
    ask.add_argument("--make", nargs=2, metavar=("PLACE", "ENTRIES"))
    ask.add_argument("--measure", nargs=2, metavar=("PLACE", "ENTRIES"))
    ask.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    ask.add_argument("--postgres", action="store_true")
    ask.add_argument("--folder")
    ask.add_argument("--report", action="store_true")
    told = ask.parse_args()
    if told.make:
        made(told.make[0], int(told.make[1]))
        return
    if told.measure:
        print(json.dumps(asdict(measure(told.measure[0], int(told.measure[1])))))
        return
    sizes = tuple(told.sizes)
    with tempfile.TemporaryDirectory(dir=told.folder) as folder:
        sqlite = of_each(lambda entries: str(Path(folder) / f"{entries}.db"), sizes)
    text = (
        "## How fast a record is kept and seen\n\n"
        f"Written by `bench/record.py`, {machine()}, one core used; medians of {LOOKS} views and "
        f"{APPENDS} appends, each append a transaction of its own, synced. 20 seats, some 60 words "
        "an entry; the records were loaded in bulk. A view is `window` inside `store.reading`.\n"
        f"Load of the machine when it ended: {os.getloadavg()[0]:.1f}; others working on it at the "
        "same time show in single figures, above all in the appends.\n\n"
        f"SQLite:\n\n{table(sqlite)}\n{ratios(sqlite)}"
    )
    if told.postgres:
        postgres = on_postgres(sizes)
        text += f"\nPostgreSQL 15, as `onetext_reader`:\n\n{table(postgres)}\n{ratios(postgres)}"
    growth(sqlite, ROOT / "docs" / "record-growth.svg")
    text += "\n![Growth](../docs/record-growth.svg)\n"
    print(text)
    if told.report:
        write(text)


def on_postgres(sizes: tuple[int, ...]) -> list[Figures]:
    """Measure on a private server, as the tests start it."""
    sys.path.insert(0, str(ROOT / "tests"))
    from pgserver import running  # type: ignore[import-not-found]

    with running() as server:
        return of_each(lambda _: str(server.url(server.database(empty=True))), sizes)


def write(text: str) -> None:
    """Put the section into the report, in place of the last one."""
    path = ROOT / "bench" / "REPORT.md"
    before, found, rest = path.read_text().partition(BEGINS)
    after = rest.partition(ENDS)[2] if found else ""
    path.write_text(f"{before.rstrip()}\n\n{BEGINS}{text}{ENDS}{after}")


if __name__ == "__main__":
    main()
