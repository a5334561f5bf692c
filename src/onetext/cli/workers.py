"""Many reports at once: processes that read, a few reports ahead of the one asked for."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from onetext.errors import BadInput, Unreadable
from onetext.press.intake.article import unread
from onetext.press.intake.language import place_of, unread_language
from onetext.press.reader import Reader
from onetext.terms.said.report import Report
from onetext.terms.said.source import Source, Unread

MOST_JOBS = 64
_AHEAD = 8


def read_one(source: Source, reader: Reader) -> Report | Unread:
    """Return the report, or why it was not read: one report never stops the others."""
    if source.language not in (None, "en"):
        return unread_language(source)
    try:
        return reader.read(source)
    except Unreadable as fault:
        return unread(fault, place_of(source))
    except Exception as fault:
        why = f"our reader failed on it ({_named(fault)}), please send us the report"
        return Unread(source.file or source.id, why)


def read_apart(
    sources: Iterable[Source | Unread], reader: Reader, jobs: int
) -> Iterator[Report | Unread]:
    """Yield what ``jobs`` processes read, in the order of ``sources``.

    The processes end with this iterator, however that ends, and with this process.

    Raises
    ------
    BadInput
        If one of them is ended from outside, as when memory runs out.
    """
    ahead: deque[Future[Report | Unread] | Unread] = deque()
    with processes(jobs, _begin_reading, reader) as pool:
        try:
            for item in sources:
                ahead.append(item if isinstance(item, Unread) else pool.submit(_read, item))
                if len(ahead) >= _AHEAD * jobs:
                    yield _now(ahead.popleft())
            while ahead:
                yield _now(ahead.popleft())
        except BrokenProcessPool:
            raise BadInput(
                "a process that read reports was ended from outside, or for want of memory",
                instead="try again with fewer --jobs",
            ) from None


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
        with _interrupts_blocked():  # the processes inherit this: Ctrl-C is for us to hear
            pool.submit(int).result()
        yield pool
    except BaseException:
        for process in set(multiprocessing.active_children()) - own:
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
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


def _now(item: Future[Report | Unread] | Unread) -> Report | Unread:
    return item if isinstance(item, Unread) else item.result()


def _named(fault: Exception) -> str:
    return " ".join(f"{type(fault).__name__}: {fault}".split())[:200]
