"""Many reports at once on Dask or Ray: here, or on the machines of a cluster that is running.

Both come as extras. Where their own environment variable names a running cluster it is used; else
workers are begun here and end with the run.
"""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from importlib import import_module
from typing import Any

from onetext.cli.ahead import Engine, Lost, in_order
from onetext.cli.workers import AHEAD, interrupts_blocked, named, read_apart, read_one
from onetext.errors import BadInput, WrongUse
from onetext.press.reader import Reader
from onetext.terms.said.report import Report
from onetext.terms.said.source import Source, Unread

ENGINES = ("processes", "dask", "ray")
DASK_AT = "DASK_SCHEDULER_ADDRESS"
RAY_AT = "RAY_ADDRESS"
_TRIES = 3


def read_on(
    engine: str, sources: Iterable[Source | Unread], reader: Reader, jobs: int
) -> Iterator[Report | Unread]:
    """Yield what ``jobs`` workers of an engine read, in the order of ``sources``.

    Raises
    ------
    WrongUse
        If there is no such engine, or it is not installed.
    BadInput
        If it cannot be begun, or its cluster is gone.
    """
    if engine == "processes":
        yield from read_apart(sources, reader, jobs)
        return
    begin = {"dask": _dask, "ray": _ray}.get(engine)
    if begin is None:
        raise WrongUse(f"there is no engine {engine!r}", instead=f"write {', '.join(ENGINES)}")
    with begin(reader, jobs) as workers:
        yield from in_order(sources, workers, ahead=AHEAD * jobs)


def _extra(module: str, engine: str) -> Any:
    try:
        return import_module(module)
    except ImportError:
        raise WrongUse(
            f"--engine {engine} is an extra that is not installed",
            instead=f"run pip install 'onetext[{engine}]', or leave out --engine",
        ) from None


def _gone(engine: str, fault: Exception) -> BadInput:
    why = f"the engine {engine} cannot go on ({named(fault)})"
    return BadInput(why, instead="try without --engine")


# Dask.


@contextmanager
def _dask(reader: Reader, jobs: int) -> Iterator[Engine]:
    distributed = _extra("distributed", "dask")
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    at = os.environ.get(DASK_AT)
    with ExitStack() as open_:
        try:
            cluster = open_.enter_context(
                nullcontext(at)
                if at
                else distributed.LocalCluster(
                    n_workers=jobs,
                    threads_per_worker=1,
                    dashboard_address=None,
                    silence_logs=logging.CRITICAL,
                )
            )
            client = open_.enter_context(distributed.Client(cluster, set_as_default=False))
            holder = _held_by_dask(distributed, reader, ours=not at)
            client.register_plugin(holder, name=_PLUGIN)
        except Exception as fault:
            raise _gone("dask", fault) from None
        yield _Dask(client, distributed.KilledWorker)


class _Dask:
    """Read on Dask, which itself reads again what a lost worker was reading."""

    def __init__(self, client: Any, killed: type[Exception]) -> None:
        self._client = client
        self._killed = killed

    def submit(self, source: Source) -> Any:
        return self._client.submit(_read_on_dask, source, pure=False)

    def result(self, reading: Any) -> Report | Unread:
        try:
            found: Report | Unread = reading.result()
        except self._killed:
            raise Lost from None
        except Exception as fault:
            raise _gone("dask", fault) from None
        return found

    def again(self) -> bool:
        return False


_PLUGIN = "onetext-reader"


def _held_by_dask(distributed: Any, reader: Reader, *, ours: bool) -> Any:
    class Holder(distributed.WorkerPlugin):  # type: ignore[misc]
        """Hand the reader to every worker, also to one begun anew."""

        def setup(self, worker: Any) -> None:
            self.reader = reader
            if ours:  # Ctrl-C is for us to hear
                signal.signal(signal.SIGINT, signal.SIG_IGN)

    return Holder()


def _read_on_dask(source: Source) -> Report | Unread:
    worker = import_module("distributed").get_worker()
    return read_one(source, worker.plugins[_PLUGIN].reader)


# Ray.


@contextmanager
def _ray(reader: Reader, jobs: int) -> Iterator[Engine]:
    # Nothing is reported to anybody, and no environment is built for the workers.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_ENABLE_UV_RUN_RUNTIME_ENV", "0")
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    ray = _extra("ray", "ray")
    # It prints what befell a worker to standard output, in among our results; it is read again.
    import_module("ray._private.worker").__dict__["print_to_stdstream"] = lambda *told: None
    at = os.environ.get(RAY_AT)
    with ExitStack() as open_:
        open_.callback(ray.shutdown)
        try:
            _begin_ray(ray, at, jobs)
            workers = _Ray(ray, reader)
        except Exception as fault:
            raise _gone("ray", fault) from None
        try:
            yield workers
        except ray.exceptions.RayError as fault:
            raise _gone("ray", fault) from None


def _begin_ray(ray: Any, at: str | None, jobs: int) -> None:
    """Begin Ray here, where nobody else on the network may reach it, or join a cluster.

    It gives a machine half a minute to begin; one with much to do may need more than one try.
    """
    given = {"address": at or "local", "log_to_driver": False, "logging_level": logging.CRITICAL}
    if not at:
        here = {"num_cpus": jobs, "include_dashboard": False, "_node_ip_address": "127.0.0.1"}
        given |= here
    for tries in range(_TRIES):
        try:
            with interrupts_blocked():  # the workers inherit this: Ctrl-C is for us to hear
                ray.init(**given)
        except Exception:
            ray.shutdown()
            if at or tries == _TRIES - 1:
                raise
        else:
            return


class _Ray:
    """Read on Ray, which itself reads again what a lost worker was reading."""

    def __init__(self, ray: Any, reader: Reader) -> None:
        self._ray = ray
        self._held = ray.put(reader)
        self._read = ray.remote(max_retries=3)(_read_on_ray)
        self._lost = (ray.exceptions.WorkerCrashedError, ray.exceptions.OutOfMemoryError)

    def submit(self, source: Source) -> Any:
        return self._read.remote(source, [self._held])

    def result(self, reading: Any) -> Report | Unread:
        try:
            found: Report | Unread = self._ray.get(reading)
        except self._lost:
            raise Lost from None
        return found

    def again(self) -> bool:
        return False


_held: dict[str, Reader] = {}


def _read_on_ray(source: Source, held: list[Any]) -> Report | Unread:
    """Read with the reader that was put in store; each process fetches it once."""
    [reference] = held
    key = reference.hex()
    if key not in _held:
        _held.clear()
        _held[key] = import_module("ray").get(reference)
    return read_one(source, _held[key])
