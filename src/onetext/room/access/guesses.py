"""Guesses: how many tries at passwords there were of late, by seat and by address.

What is counted does not hang on whether there is such a seat, so that a refusal for too many tries
tells nobody of it either.
"""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

LATELY = 600.0
MOST_KEYS = 20_000


@dataclass
class Guesses:
    """Count tries in the last ten minutes, and say when there are too many.

    Parameters
    ----------
    here
        Tries at one seat from one address.
    seat
        Tries at one seat from all addresses but those that have come in to it before: who guesses
        elsewhere cannot lock its holder out where they usually sit.
    address
        Tries from one address at all seats. A network that shares one address is one.
    """

    here: int = 6
    seat: int = 30
    address: int = 60
    now: Callable[[], float] = time.monotonic
    _tries: OrderedDict[Hashable, list[float]] = field(default_factory=OrderedDict, repr=False)
    _known: OrderedDict[Hashable, None] = field(default_factory=OrderedDict, repr=False)
    _one: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def try_at(self, seat: Hashable, address: str) -> bool:
        """Count a try before it is made; tell whether it may be."""
        place = network(address)
        limits: list[tuple[Hashable, int]] = [
            (("here", seat, place), self.here),
            (("address", place), self.address),
        ]
        with self._one:
            if (seat, place) not in self._known:
                limits.append((("seat", seat), self.seat))
            now = self.now()
            tries = {key: self._of(key, now) for key, _ in limits}
            if any(len(tries[key]) >= most for key, most in limits):
                return False
            for key, of in tries.items():
                self._tries[key] = [*of, now]
                self._tries.move_to_end(key)
            while len(self._tries) > MOST_KEYS:
                self._tries.popitem(last=False)
            return True

    def came_in(self, seat: Hashable, address: str) -> None:
        """Forget the tries that led to coming in, and know the address."""
        place = network(address)
        with self._one:
            for key in (("here", seat, place), ("address", place), ("seat", seat)):
                tries = self._tries.get(key)
                if tries:
                    tries.pop()
            self._tries.pop(("here", seat, place), None)
            self._known[(seat, place)] = None
            while len(self._known) > MOST_KEYS:
                self._known.popitem(last=False)

    def _of(self, key: Hashable, now: float) -> list[float]:
        return [at for at in self._tries.get(key, ()) if at > now - LATELY]


def network(address: str) -> str:
    """Return what counts as one address: an IPv6 line is given 2^64 of them.

    Examples
    --------
    >>> network("192.0.2.7"), network("2001:db8::1"), network("::ffff:192.0.2.7"), network("?")
    ('192.0.2.7', '2001:db8::/64', '192.0.2.7', '?')
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
