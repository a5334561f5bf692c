"""The longest rise in a row of numbers: what stayed in order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def longest_rise(numbers: Sequence[int]) -> list[int]:
    """Return the places of a longest strictly rising part of ``numbers``.

    Patience sorting (Fredman, *Discrete Mathematics* 11, 1975). The same numbers give the same
    places.

    Notes
    -----
    Cost: n log n.

    Examples
    --------
    >>> longest_rise([3, 0, 1, 4, 2])
    [1, 2, 4]
    """
    tops: list[int] = []
    at_top: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        before.append(at_top[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(number)
            at_top.append(place)
        else:
            tops[pile], at_top[pile] = number, place
    found: list[int] = []
    place = at_top[-1] if at_top else -1
    while place >= 0:
        found.append(place)
        place = before[place]
    return found[::-1]
