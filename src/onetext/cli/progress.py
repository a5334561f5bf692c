"""A progress bar on standard error, only where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


def counted(items: Iterable[T], what: str, *, printing: bool = False) -> Iterator[T]:
    """Yield the items, showing how many have passed and how fast.

    Where they are ``printing`` to a terminal as they pass there is no bar: it would be drawn into
    their lines, and they show the progress themselves.
    """
    passing = iter(items)
    if not sys.stderr.isatty() or (printing and sys.stdout.isatty()):
        yield from passing
        return
    for first in passing:  # before the bar begins: its thread must not run while processes start
        yield first
        yield from _under_bar(passing, what)


def _under_bar(items: Iterator[T], what: str) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.completed:,}"),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
    )
    # Redirected, whatever is printed meanwhile would go to standard error with the bar.
    with Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as bar:
        task = bar.add_task(what, total=None, completed=1, rate="")
        for item in items:
            yield item
            speed = bar.tasks[0].finished_speed or bar.tasks[0].speed
            bar.update(task, advance=1, rate=f"{speed:,.0f}/s" if speed else "")


@contextmanager
def bar(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Yield what a long run tells how much is done, of how much; None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Remaining())
    with Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as shown:
        task = shown.add_task(what, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)
