"""The replay of talks: what each seat had been shown at an hour, two windows beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onetext.brief.entries_told import EntryTold, entries_told
from onetext.record.view import View
from onetext.record.window import Line


@dataclass(frozen=True, slots=True)
class Step:
    """Hold one line of the talks as two seats saw it; None for who had not been shown it.

    ``at`` is when the first of them was.
    """

    at: str
    one: EntryTold | None
    other: EntryTold | None

    @property
    def same(self) -> bool:
        """Tell whether both had it, in the same words."""
        a, b = self.one, self.other
        return a is not None and b is not None and (a.what, a.words) == (b.what, b.words)


def steps(one: View, other: View | None) -> tuple[Step, ...]:
    """Return the lines of two views, matched by the entry they are of, in the order of time.

    Cost: linear in the lines.
    """
    first = _by_entry(one)
    second = _by_entry(other) if other is not None else {}
    order: dict[bytes, tuple[str, int]] = {}
    for lines in (one.lines, other.lines if other is not None else ()):
        for line in lines:
            order.setdefault(line.promise.commitment, (line.at, line.promise.tick))
    found = sorted(order, key=lambda key: order[key])
    return tuple(
        Step(order[key][0], first.get(key), second.get(key) if other is not None else None)
        for key in found
    )


def hours(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the hours at which something was first shown, each once, in order."""
    return tuple(sorted({line.at for line in lines}))


def _by_entry(view: View) -> dict[bytes, EntryTold]:
    told = entries_told(view)
    return {line.promise.commitment: one for line, one in zip(view.lines, told, strict=True)}
