"""Read a few reports ahead of the one asked for, wherever they are read, and keep their order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from onetext.press.intake.language import place_of
from onetext.terms.said.report import Report
from onetext.terms.said.source import Source, Unread

_TRIES = 3


class Lost(Exception):
    """Say that what was reading a report has ended, and its result with it."""


class Engine(Protocol):
    """Read reports elsewhere: in processes of this machine, or of several."""

    def submit(self, source: Source) -> Any:
        """Begin to read a report, and return what stands for the result."""
        ...

    def result(self, reading: Any) -> Report | Unread:
        """Wait for a result.

        Raises
        ------
        Lost
            If what read it ended before.
        """
        ...

    def again(self) -> bool:
        """Make ready after a loss; tell whether all that was being read is lost."""
        ...


@dataclass(slots=True)
class _Begun:
    """Hold one report that is being read, or what need not be."""

    item: Source | Unread
    reading: Any = None


def in_order(
    sources: Iterable[Source | Unread], engine: Engine, *, ahead: int
) -> Iterator[Report | Unread]:
    """Yield what ``engine`` reads, in the order of ``sources``, each once.

    What is lost is read again, the third time while nothing else is. A report that is lost even
    then ends whatever reads it; it is listed as not read.
    """
    waiting: deque[_Begun] = deque()
    for item in sources:
        begun = _Begun(item)
        if isinstance(item, Source):
            begun.reading = engine.submit(item)
        waiting.append(begun)
        if len(waiting) >= ahead:
            yield _first(waiting, engine)
    while waiting:
        yield _first(waiting, engine)


def _first(waiting: deque[_Begun], engine: Engine) -> Report | Unread:
    first = waiting.popleft()
    if isinstance(first.item, Unread):
        return first.item
    found: Report | Unread | None = None
    losses, all_lost = 0, False
    while found is None:
        try:
            found = engine.result(first.reading)
        except Lost:
            losses, all_lost = losses + 1, engine.again()
            if losses > _TRIES:
                found = _given_up(first.item)
                break
            first.reading = engine.submit(first.item)
            if all_lost and losses < _TRIES:
                _submit(waiting, engine)
    if all_lost and losses >= _TRIES:
        _submit(waiting, engine)
    return found


def _given_up(source: Source) -> Unread:
    why = f"what read it was ended from outside {_TRIES + 1} times, or for want of memory"
    return Unread(place_of(source), f"{why}, split it, or try it by itself")


def _submit(waiting: Iterable[_Begun], engine: Engine) -> None:
    for one in waiting:
        if isinstance(one.item, Source):
            one.reading = engine.submit(one.item)
