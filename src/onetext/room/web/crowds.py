"""How much one address may hold at once, so that nobody keeps all others out from one place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from onetext.room.access.guesses import network

MOST_HERE = 600
"""A class in one room often has one address: sixty people, each with a stream and a browser's six
connections, and some to spare."""


@dataclass
class Crowd:
    """Count what each address holds; used from one thread, that of the server's loop.

    Examples
    --------
    >>> crowd = Crowd(1)
    >>> crowd.enter("192.0.2.7"), crowd.enter("192.0.2.7"), crowd.enter("192.0.2.8")
    (True, False, True)
    >>> crowd.leave("192.0.2.7")
    >>> crowd.enter("192.0.2.7")
    True
    """

    most: int = MOST_HERE
    _here: Counter[str] = field(default_factory=Counter, repr=False)

    def enter(self, address: str) -> bool:
        """Count one more, unless there are too many; tell which. Who entered has to leave."""
        place = network(address)
        if self._here[place] >= self.most:
            return False
        self._here[place] += 1
        return True

    def leave(self, address: str) -> None:
        """Count one less; an address that holds nothing is forgotten."""
        place = network(address)
        self._here[place] -= 1
        if self._here[place] <= 0:
            del self._here[place]
