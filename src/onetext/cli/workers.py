"""Many reports at once: processes that read, a few reports ahead of the one asked for.

A process that is ended from outside takes nothing along: what it was reading is read again.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from typing import Any

from onetext.cli.ahead import Lost, in_order
from onetext.cli.output import note
from onetext.errors import Unreadable
from onetext.press.intake.article import unread
from onetext.press.intake.language import place_of, unread_language
from onetext.press.reader import Reader
from onetext.terms.said.report import Report
from onetext.terms.said.source import Source, Unread

MOST_JOBS = 64
AHEAD = 8


def read_one(source: Source, reader: Reader) -> Report | Unread:
    """Return the report, or why it was not read: one report never stops the others."""
    if source.language not in (None, "en"):
        return unread_language(source)
    try:
        return reader.read(source)
    except Unreadable as fault:
        return unread(fault, place_of(source))
    except Exception as fault:
        why = f"our reader failed on it ({named(fault)}), please send us the report"
        return Unread(source.file or source.id, why)


def read_apart(
    sources: Iterable[Source | Unread], reader: Reader, jobs: int
) -> Iterator[Report | Unread]:
    """Yield what ``jobs`` processes read, in the order of ``sources``.

    The processes end with this iterator, however that ends, and with this process.
    """
    with _Processes(jobs, reader) as apart:
        yield from in_order(sources, apart, ahead=AHEAD * jobs)


class _Processes:
    """Read in processes of this machine, begun anew when one of them is ended from outside.

    A pool of the standard library ends as a whole when it loses a process; so all that was not
    finished then is lost, and only what is read alone can be blamed for it.
    """

    def __init__(self, jobs: int, reader: Reader) -> None:
        self._jobs = jobs
        self._reader = reader
        self._open = ExitStack()

    def __enter__(self) -> _Processes:
        self._pool = self._open.enter_context(processes(self._jobs, _begin_reading, self._reader))
        return self

    def __exit__(self, *fault: Any) -> None:
        self._open.__exit__(*fault)

    def submit(self, source: Source) -> Future[Report | Unread]:
        try:
            return self._pool.submit(_read, source)
        except BrokenProcessPool as broken:
            lost: Future[Report | Unread] = Future()
            lost.set_exception(broken)
            return lost

    def result(self, reading: Future[Report | Unread]) -> Report | Unread:
        try:
            return reading.result()
        except BrokenProcessPool:
            raise Lost from None

    def again(self) -> bool:
        note("A process that read reports was ended from outside; they are read again")
        self._open.close()
        self.__enter__()
        return True


@contextmanager
def processes(
    jobs: int, begin: Callable[..., None] | None = None, *given: object
) -> Iterator[ProcessPoolExecutor]:
    """Yield that many processes; they never hear Ctrl-C, and end with this and with us.

    Each first does ``begin`` with what is given, if it is told to.
    """
    own = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(jobs, initializer=_begin, initargs=(begin, given))
    try:
        with interrupts_blocked():  # the processes inherit this: Ctrl-C is for us to hear
            pool.submit(int).result()
        yield pool
    except BaseException:
        for process in set(multiprocessing.active_children()) - own:
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def interrupts_blocked() -> Iterator[None]:
    """Keep Ctrl-C from this thread for a while, and for good from what it starts meanwhile."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_reader: Reader | None = None


def _begin_reading(reader: Reader) -> None:
    global _reader
    _reader = reader


def _begin(begin: Callable[..., None] | None, given: tuple[object, ...]) -> None:
    if begin is not None:
        begin(*given)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read(source: Source) -> Report | Unread:
    assert _reader is not None
    return read_one(source, _reader)


def named(fault: Exception) -> str:
    """Return what a fault is and says, on one line that is not too long."""
    return " ".join(f"{type(fault).__name__}: {fault}".split())[:200]
