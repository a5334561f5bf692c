"""What both commands that read reports need: tables, a day, many reports at once, the failures."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from pathlib import Path

from onetext.cli.clusters import read_on
from onetext.cli.llm_options import LlmGiven
from onetext.cli.output import note
from onetext.cli.report_file import ReportFile
from onetext.cli.workers import read_one
from onetext.errors import BadInput, Where, WrongUse
from onetext.press.finding.attribution import SpanFinder
from onetext.press.intake.article import plain
from onetext.press.intake.sources import read_sources
from onetext.press.reader import Reader
from onetext.terms.said.report import Report
from onetext.terms.said.source import Unread
from onetext.terms.when import When


def day_given(words: str | None, option: str) -> When | None:
    """Return the date that an option gives.

    Raises
    ------
    WrongUse
        If it is no date, or has no year.
    """
    if words is None:
        return None
    try:
        when = When(words.strip())
        when.ends()
    except (ValueError, OverflowError):  # 31 February; the end of the year 9999
        raise WrongUse(
            f"{option} {words!r} is no date",
            instead="write it as 2025-12-15 or 2025-12-15T18:00+01:00",
        ) from None
    if when.year is None:
        raise WrongUse(f"{option} {words!r} has no year", instead="write it as 2025-12-15")
    return when


def tables_beside(paths: Sequence[str], name: str) -> list[Path]:
    """Return the tables of that name that lie beside what is read: in a folder named, or above it.

    ``examples/two-rivers`` brings its own ``parties.yaml``; so does any file in its ``press``, from
    whichever folder it is named.
    """
    found: dict[str, Path] = {}
    for given in paths:
        if given == "-":
            continue
        whole = Path(os.path.abspath(given))
        folders = [whole] if os.path.isdir(whole) else []
        if "press" in (whole.name, whole.parent.name):
            folders += [whole.parent, whole.parent.parent]
        for folder in folders:
            table = folder / name
            if os.path.isfile(table):
                as_given = table if os.path.isabs(given) else Path(os.path.relpath(table))
                found.setdefault(os.path.realpath(table), as_given)
                break
    return list(found.values())


def shown(path: Path) -> str:
    """Return a path on one line that any terminal can show."""
    return plain(str(path), limit=4096)


def load_reader(
    paths: Sequence[str],
    parties: Sequence[Path],
    issues: Sequence[Path],
    *,
    name: str = "learned",
    llm: LlmGiven | None = None,
) -> Reader:
    """Return the reader of that name with the user's tables, those given over those beside.

    Raises
    ------
    BadInput
        With file, line and column, where a table cannot be taken.
    WrongUse
        If there is no such reader, or it lacks what it needs.
    """
    finder = _finder(name, llm or LlmGiven())
    for path in (*parties, *issues):
        if not os.path.isfile(path):
            where = Where(shown(path))
            raise BadInput("no such file", instead="name a table of yours", where=where)
    sides, matters = tables_used(paths, parties, issues)
    return Reader.load(parties=sides, issues=matters, finder=finder)


def _finder(name: str, llm: LlmGiven) -> SpanFinder | None:
    """Return what finds the spans; None for the reader's own rules."""
    if name == "llm":
        return llm.finder()
    llm.check_unused()
    if name == "learned":
        from onetext.press.learned.finder import LearnedFinder

        return LearnedFinder()
    if name != "rules":
        raise WrongUse(
            f"there is no reader {name!r}", instead="write --reader rules, learned or llm"
        )
    return None


def tables_used(
    paths: Sequence[str], parties: Sequence[Path], issues: Sequence[Path]
) -> tuple[list[Path], list[Path]]:
    """Return the tables of parties and of issues that lie over ours, in that order."""
    return (
        [*tables_beside(paths, "parties.yaml"), *parties],
        [*tables_beside(paths, "issues.yaml"), *issues],
    )


def read_reports(
    paths: Sequence[str],
    reader: Reader,
    *,
    given: When | None,
    jobs: int = 1,
    engine: str = "processes",
    file: ReportFile | None = None,
) -> Generator[Report | Unread, None, None]:
    """Yield each report as read, in order, and each item that was not.

    Those that ``file`` has already are passed over. The result and its order are the same with any
    number of jobs on any engine. Close it when it is left early.
    """
    sources = read_sources(paths, given=given, written=file.path if file else None)
    if file is not None:
        has = file.holds
        sources = (one for one in sources if isinstance(one, Unread) or not has(one))
    if jobs > 1 or engine != "processes":
        yield from read_on(engine, sources, reader, jobs)
        return
    for item in sources:
        yield item if isinstance(item, Unread) else read_one(item, reader)


class Failures:
    """Gather what was not read, tell it at the end, and know the exit code."""

    def __init__(self) -> None:
        self.items: list[Unread] = []

    def add(self, item: Unread) -> None:
        """Keep one."""
        self.items.append(item)

    @property
    def exit_code(self) -> int:
        """Return 3 when a file could not be read; a language that we do not read is no failure."""
        return 3 if any(item.language is None for item in self.items) else 0

    def tell(self) -> None:
        """Print one line for each on standard error."""
        if self.items:
            note(f"Not read ({len(self.items)}):")
        for item in self.items:
            note(f"  {item.where}: {item.why}")
