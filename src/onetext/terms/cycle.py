"""Circles in who waits for whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Waits = Mapping[str, Sequence[str]]
"""For each one, those it waits for; all of them are keys."""


def knots(waits: Waits) -> tuple[tuple[str, ...], ...]:
    """Return the groups whose members all wait for one another, first those who wait for no other.

    A member alone is a group of one. Within a group the order is that of the keys.

    Tarjan's algorithm (*SIAM J. Computing* 1:146–160, 1972), without recursion.

    Notes
    -----
    Cost: linear in the waits.

    Examples
    --------
    >>> knots({"a": ["b"], "b": ["c"], "c": ["b"], "d": []})
    (('b', 'c'), ('a',), ('d',))
    """
    order = {id: place for place, id in enumerate(waits)}
    seen: dict[str, int] = {}
    low: dict[str, int] = {}
    held: list[str] = []
    open_: set[str] = set()
    found: list[tuple[str, ...]] = []
    for root in waits:
        if root in seen:
            continue
        work = [(root, iter(waits[root]))]
        while work:
            id, rest = work[-1]
            if id not in seen:
                seen[id] = low[id] = len(seen)
                held.append(id)
                open_.add(id)
            after = next(rest, None)
            if after is not None:
                if after not in seen:
                    work.append((after, iter(waits[after])))
                elif after in open_:
                    low[id] = min(low[id], seen[after])
                continue
            work.pop()
            if work:
                low[work[-1][0]] = min(low[work[-1][0]], low[id])
            if low[id] == seen[id]:
                group = [held.pop()]
                while group[-1] != id:
                    group.append(held.pop())
                open_.difference_update(group)
                found.append(tuple(sorted(group, key=order.__getitem__)))
    return tuple(found)


def circle(waits: Waits, among: Sequence[str]) -> tuple[str, ...]:
    """Return a shortest circle among these, from its earliest member on; empty if there is none.

    Of several equally short the one that begins earliest.

    Notes
    -----
    Cost: members times waits.

    Examples
    --------
    >>> circle({"a": ["b"], "b": ["c", "a"], "c": ["a"]}, ["a", "b", "c"])
    ('a', 'b')
    """
    best: tuple[str, ...] = ()
    for start in among:
        found = _back_to(start, waits, among)
        if found and (not best or len(found) < len(best)):
            best = found
    return best


def _back_to(start: str, waits: Waits, among: Sequence[str]) -> tuple[str, ...]:
    came: dict[str, str] = {}
    front = [start]
    while front:
        after: list[str] = []
        for id in front:
            for other in waits[id]:
                if other == start:
                    path = [id]
                    while path[-1] != start:
                        path.append(came[path[-1]])
                    return tuple(reversed(path))
                if other in among and other not in came:
                    came[other] = id
                    after.append(other)
        front = after
    return ()
