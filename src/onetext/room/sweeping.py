"""Garbage in a process that holds many windows: swept often where it is new, seldom as a whole.

Python looks for cycles by walking every object there is. With twenty-five rooms at hand that is
half a second in which nobody is answered, and it would come every few seconds. What has outlived
one sweep is set aside instead, so that the next walks over what came since. Once in an hour all of
it is looked at.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

EVERY = 5.0
WHOLE_EVERY = 3600.0
YOUNG = (5_000, 1_000, 1_000_000)
"""So many new objects, and so many sweeps of them, before Python sweeps by itself; never all."""


@dataclass
class Sweeper:
    """Sweep for this process; ``running`` are seconds of a clock that never goes back."""

    running: Callable[[], float] = time.monotonic
    _whole: float = field(init=False, default=0.0)

    def begin(self) -> None:
        """Set aside all that is there, and let Python sweep by itself only what is new."""
        gc.set_threshold(*YOUNG)
        self._sweep_all()

    def until(self, stop: threading.Event) -> None:
        """Sweep every few seconds."""
        while not stop.wait(EVERY):
            self.sweep()

    def sweep(self) -> None:
        """Sweep what came since the last time, and set aside what is left of it."""
        if self.running() >= self._whole + WHOLE_EVERY:
            self._sweep_all()
        else:
            gc.collect()
            gc.freeze()

    def _sweep_all(self) -> None:
        self._whole = self.running()
        gc.unfreeze()
        gc.collect()
        gc.freeze()
