"""How fast reports are taken in and read on one core, and whether the memory stays flat.

``uv run python bench/volume.py`` writes N reports of our own generated words (seeded, so the same
every time) as JSONL and as WARC.gz to a temporary folder, measures each in a process of its own,
and prints a markdown table. With ``--out`` it reads them once more as a person does, into a file,
killed twice and run again, with one process and with two.
"""

from __future__ import annotations

import argparse
import io
import json
import multiprocessing
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

NAMES = ["Signe Rasmo", "Anselm Rook", "Odile Farrant", "Dov Tilsen", "Casper Leray", "Ivo Renn"]
OFFICES = ["Foreign Minister", "chief negotiator", "spokesman", "special envoy", "Prime Minister"]
LANDS = ["Ukraine", "Russia", "Iran", "Israel", "Egypt", "Turkey", "France", "Norway"]
CLAIMS = [
    "there would be no deal without a ceasefire along both banks",
    "the delegations had agreed on four of the six points",
    "security guarantees must come before any withdrawal",
    "its troops would leave the districts in exchange for a monitoring mission",
    "the talks would go on in proximity until Friday",
    "territory remained the hardest question before them",
]
NARRATED = [
    "The second round of talks lasted five hours and was held behind closed doors in a hotel.",
    "It was not clear whether the envoys would meet again before the end of the week.",
    "Observers were kept in a building across the square, and nobody briefed them.",
]


@dataclass(frozen=True, slots=True)
class Run:
    """One measurement: what was counted, in what time, and the memory while it ran."""

    what: str
    items: int
    statements: int
    characters: int
    seconds: float
    peak_mb: float | None
    growth_mb: float | None

    @property
    def memory(self) -> str:
        """Say in words whether the memory stayed flat."""
        if self.growth_mb is None:
            return "not measured here"
        flat = self.growth_mb < max(5.0, 0.02 * (self.peak_mb or 0))
        return f"{'flat' if flat else 'GROWS'} ({self.growth_mb:+.1f} MB, 2nd to last quarter)"


def paragraphs(number: int, *, seed: int) -> list[str]:
    """Return the paragraphs of report ``number``: about 420 words, a third of them quoted."""
    draw = random.Random(f"{seed}:{number}")
    made: list[str] = []
    for _ in range(draw.randint(9, 13)):
        name, land = draw.choice(NAMES), draw.choice(LANDS)
        last, claim, other = name.split()[-1], draw.choice(CLAIMS), draw.choice(CLAIMS)
        made.append(
            draw.choice(
                [
                    f"“{claim.capitalize()},” {land}’s {draw.choice(OFFICES)} {name} told "
                    f"reporters on Monday. {last} added that {other}, and called it “late”.",
                    f"{name}, the {draw.choice(OFFICES)} of {land}, said that {claim}. "
                    f"According to {last}, {other}. {draw.choice(NARRATED)}",
                    f"{draw.choice(NARRATED)} {land} said in a statement that {claim}.",
                ]
            )
        )
    return made


def write_rows(path: Path, count: int, *, seed: int) -> None:
    """Write ``count`` reports as JSONL."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            row = {
                "id": f"r{number:07}",
                "title": f"Talks, day {number}",
                "outlet": "The Harbour Courier",
                "published": f"2031-{number % 12 + 1:02}-{number % 28 + 1:02}",
                "text": "\n\n".join(paragraphs(number, seed=seed)),
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def write_archive(path: Path, count: int, *, seed: int) -> None:
    """Write ``count`` reports as the pages of a WARC.gz, with a menu and a footer around each."""
    from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
    from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

    menu = "".join(f"<li><a href='/{land.lower()}'>{land}</a></li>" for land in LANDS * 4)
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number in range(count):
            body = "".join(f"<p>{words}</p>" for words in paragraphs(number, seed=seed))
            day = f"2031-{number % 12 + 1:02}-{number % 28 + 1:02}T09:30:00+01:00"
            page = (
                f"<!DOCTYPE html><html><head><title>Talks, day {number}</title><meta "
                f"property='article:published_time' content='{day}'></head><body><nav><ul>{menu}"
                f"</ul></nav><article><h1>Talks, day {number}</h1>{body}</article>"
                f"<footer><p>© 2031 The Harbour Courier</p></footer></body></html>"
            )
            headers = StatusAndHeaders(
                "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
            )
            record = writer.create_warc_record(
                f"https://example.org/talks-day-{number}",
                "response",
                payload=io.BytesIO(page.encode()),
                http_headers=headers,
            )
            writer.write_record(record)


def resident_mb() -> float | None:
    """Return the memory this process holds now, in MB; None where /proc does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def measure(job: tuple[str, str, bool]) -> Run:
    """Take in all reports of a file, and read each when the job says so, on one core."""
    what, path, reading = job
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    from onetext.press.intake.sources import read_sources
    from onetext.terms.said.source import Source

    read: Callable[[Source], int] = _reader() if reading else lambda source: 0
    items = statements = characters = 0
    memory: list[float] = []
    start = time.perf_counter()
    for item in read_sources([path]):
        if not isinstance(item, Source):
            raise SystemExit(f"{item.where}: {item.why}")
        items += 1
        characters += item.chars
        statements += read(item)
        if items % 50 == 0 and (now := resident_mb()) is not None:
            memory.append(now)
    seconds = time.perf_counter() - start
    return Run(
        what, items, statements, characters, seconds, max(memory, default=None), grown(memory)
    )


def grown(memory: Sequence[float]) -> float | None:
    """Return how much more was held in the last quarter than in the second; None of too few."""
    quarter = len(memory) // 4
    if not quarter:
        return None
    return statistics.median(memory[-quarter:]) - statistics.median(memory[quarter : 2 * quarter])


def _reader() -> Callable[[object], int]:
    from onetext.press.reader import Reader

    reader = Reader.load()
    return lambda source: len(reader.read(source).statements)  # type: ignore[arg-type]


def reader_is_there() -> bool:
    """Tell whether the reader can be measured already."""
    import importlib.util

    return importlib.util.find_spec("onetext.press.reader") is not None


def machine(*, cores: int = 1) -> str:
    """Return the line that names the machine, and how many of its cores were used."""
    model = platform.processor() or platform.machine()
    try:
        told = Path("/proc/cpuinfo").read_text().splitlines()
        model = next(
            line.split(":", 1)[1].strip() for line in told if line.startswith("model name")
        )
    except (OSError, StopIteration):
        pass
    used = "one core used" if cores == 1 else f"{cores} cores used"
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}, {used}"


def runs(folder: Path, count: int, *, seed: int, read: int) -> Iterator[Run]:
    """Yield each measurement, every one in a process of its own."""
    rows, archive, fewer = folder / "rows.jsonl", folder / "pages.warc.gz", folder / "read.jsonl"
    write_rows(rows, count, seed=seed)
    write_archive(archive, count, seed=seed)
    jobs = [
        ("sources, JSONL", str(rows), False),
        ("sources, WARC.gz of pages", str(archive), False),
    ]
    if read and reader_is_there():
        write_rows(fewer, read, seed=seed)
        jobs.append(("sources and reader, JSONL", str(fewer), True))
    context = multiprocessing.get_context("spawn")
    for job in jobs:
        with context.Pool(1) as pool:
            yield pool.apply(measure, (job,))


def resumed(rows: Path, out: Path, count: int, *, jobs: int) -> Run:
    """Read ``rows`` into ``out``, killed at a tenth and at a fifth, and run to the end.

    The memory is that of all processes together in the last run, which reads four fifths.

    Raises
    ------
    SystemExit
        If a report was lost or doubled.
    """
    words = ["read", str(rows), "--out", str(out), "--jobs", str(jobs)]
    command = [str(Path(sys.executable).with_name("onetext")), *words]
    memory: list[float] = []
    start = time.perf_counter()
    for share in (0.1, 0.2, 2.0):
        run = subprocess.Popen(command, stderr=subprocess.PIPE)
        memory.clear()
        while run.poll() is None:
            if (now := family_mb(run.pid)) is not None:
                memory.append(now)
            if lines_in(out) >= share * count:
                run.kill()
            time.sleep(0.2)
    seconds = time.perf_counter() - start
    told = [json.loads(line) for line in out.read_bytes().splitlines()]
    ids = [form["doc"]["id"] for form in told]
    if ids != [f"r{number:07}" for number in range(count)]:
        raise SystemExit(f"{len(ids)} reports, {len(set(ids))} of them different")
    return Run(
        f"`read --out --jobs {jobs}`, killed twice",
        len(ids),
        sum(len(form["statements"]) for form in told),
        sum(form["doc"]["chars"] for form in told),
        seconds,
        max(memory, default=None),
        grown(memory),
    )


def into_files(folder: Path, count: int, *, seed: int) -> Iterator[Run]:
    """Yield the runs that write a file, with one process and with two."""
    rows = folder / "out.jsonl"
    write_rows(rows, count, seed=seed)
    for jobs in (1, 2):
        yield resumed(rows, folder / f"out-{jobs}.jsonl", count, jobs=jobs)


def lines_in(path: Path) -> int:
    """Return how many whole lines a file has, held a piece at a time."""
    if not path.exists():
        return 0
    with path.open("rb") as file:
        return sum(part.count(b"\n") for part in iter(lambda: file.read(1 << 20), b""))


def family_mb(process: int) -> float | None:
    """Return what a process and those it began hold, shared pages once; None where nobody tells."""
    total = 0.0
    for one in (process, *processes_below(process)):
        try:
            told = Path(f"/proc/{one}/smaps_rollup").read_text()
        except OSError:
            continue
        total += float(told.partition("\nPss:")[2].split(maxsplit=1)[0]) / 1e3
    return total or None


def processes_below(process: int) -> list[int]:
    """Return all processes that a process has begun, and those that they have."""
    found = []
    for listed in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = [int(one) for one in listed.read_text().split()]
        except OSError:
            continue
        for child in children:
            found += [child, *processes_below(child)]
    return found


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", "--reports", type=int, default=10_000, help="how many reports")
    parser.add_argument(
        "--read", type=int, default=None, help="how many of them to read (all by default, 0: none)"
    )
    parser.add_argument("--out", action="store_true", help="read into a file too, killed twice")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    read = options.reports if options.read is None else options.read
    print(f"{machine()}\n")
    print("| what | reports | statements | characters | s | reports/s | peak MB | memory |")
    print("|---|--:|--:|--:|--:|--:|--:|---|")
    with tempfile.TemporaryDirectory() as folder:
        measured = runs(Path(folder), options.reports, seed=options.seed, read=read)
        again = into_files(Path(folder), read, seed=options.seed) if options.out else ()
        for run in chain(measured, again):
            peak = f"{run.peak_mb:.0f}" if run.peak_mb else "–"
            print(
                f"| {run.what} | {run.items:,} | {run.statements:,} | {run.characters:,} "
                f"| {run.seconds:.1f} | {run.items / run.seconds:,.0f} | {peak} | {run.memory} |",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
