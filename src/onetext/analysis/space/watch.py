"""Time that a computation may take, whom it tells how far it is, and how it is stopped."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Status = Literal["exact", "lower_bound", "estimate", "not_computed"]
"""What a figure is: ``estimate`` comes with an interval, ``not_computed`` with why."""

Progress = Callable[[int, int], None]


class Stopped(Exception):
    """Say that a computation ended before its end, and why; with the best package met, if any."""

    def __init__(self, why: str, package: tuple[int, ...] | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.package = package


@dataclass(slots=True)
class Watch:
    """Hold a budget of seconds from now on, and whom to tell of progress.

    Parameters
    ----------
    budget
        Seconds; None for as long as it takes.
    progress
        Called with (steps done, steps in all).

    Examples
    --------
    >>> Watch(0.0).over
    True
    """

    budget: float | None = None
    progress: Progress | None = None
    begun: float = field(default_factory=time.perf_counter)

    @property
    def seconds(self) -> float:
        """Return the seconds since it began."""
        return time.perf_counter() - self.begun

    @property
    def left(self) -> float | None:
        """Return the seconds left, never below 0; None without a budget."""
        return None if self.budget is None else max(0.0, self.budget - self.seconds)

    @property
    def over(self) -> bool:
        """Tell whether the budget is spent."""
        return self.budget is not None and self.seconds >= self.budget

    def step(self, done: int, total: int) -> None:
        """Tell how far it is; stop if the budget is spent."""
        if self.progress is not None:
            self.progress(done, total)
        if self.over:
            raise Stopped(f"the budget of {self.budget:g} s was spent")

    def afford(self, seconds: float, what: str) -> None:
        """Stop before a step that is expected to take longer than what is left."""
        left = self.left
        if left is not None and seconds > left:
            raise Stopped(f"{what} needs some {seconds:.1f} s, {left:.1f} s are left")
