"""What could be agreed within a window, told in words and in JSON for a brief."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onetext.brief import words
from onetext.brief.packages.agreeable import Agreeable, Heard
from onetext.brief.packages.as_json import plain, whole
from onetext.brief.packages.fair import Fair
from onetext.brief.packages.told import number_told, share_told
from onetext.brief.table_told import Group, Item, Names

NAME, TITLE = "agreeable", "What could be agreed"


def told_agreeable(found: Agreeable) -> Group:
    """Return the section of a brief: what is acceptable to each, to all, and what is fairest."""
    return Group(NAME, TITLE, tuple(_items(found, Names(dict(found.names)))))


def _items(found: Agreeable, names: Names) -> Iterator[Item]:
    of = "any number of packages" if found.packages is None else f"{found.packages:,} packages"
    more = [told for told in (found.eyes, found.mark) if told]
    if found.why:
        more.append(f"not counted: {found.why}; see onetext solve")
    yield Item(f"{of} of {words.count(len(found.issues), 'issue')}", tuple(more))
    for one in found.heard:
        told = f"; {one.told}" if one.told else ""
        yield Item(f"to {names.one(one.party)}: {_count(one, found)}{told}", (), _entry(one))
    for party in found.unknown:
        yield Item(f"to {names.one(party)}: {words.UNKNOWN}; this window shows no sheet of it")
    if len(found.heard) + len(found.unknown) < 2:
        return
    if found.unknown:
        yield Item(f"to all: {words.UNKNOWN}")
        return
    told = words.listed([one.told for one in found.heard if one.told])
    yield Item(f"to all: {_all(found)}{f'; {told}' if told else ''}")
    for best in found.fairest:
        yield _fairest(best, found, names)


def _entry(one: Heard) -> tuple[int, ...]:
    return (one.entry,) if one.entry else ()


def _count(one: Heard, found: Agreeable) -> str:
    return _told(one.surely, one.possibly, found.packages)


def _all(found: Agreeable) -> str:
    return _told(found.surely, found.possibly, found.packages)


def _told(surely: int | None, possibly: int | None, of: int | None) -> str:
    if surely is None or possibly is None:
        return "not counted"
    told = f"{surely:,} acceptable{share_told(surely, of or 0)}"
    if possibly > surely:
        told = f"{surely:,} surely acceptable, {possibly - surely:,} more may be"
    return told


def _fairest(best: Fair, found: Agreeable, names: Names) -> Item:
    if best.package is None:
        return Item(f"{best.name}: {best.why or 'none'}")
    gets = ", ".join(f"{names.one(p)} {number_told(u)}" for p, u in best.utilities.items())
    tied = f"; {best.tied:,} packages tie" if best.tied is not None and best.tied > 1 else ""
    package = ", ".join(f"{i} = {best.package[i]}" for i in found.issues if i in best.package)
    return Item(f"{best.name}: {gets}{tied}", (package,))


def agreeable_to_json(found: Agreeable) -> dict[str, Any]:
    """Return what could be agreed for ``--json``; what is not known is null."""
    return {
        "packages": whole(found.packages),
        "acceptable": {
            one.party: {
                "surely": one.surely,
                "possibly": one.possibly,
                "as_estimated": one.told or None,
                "entry": one.entry or None,
            }
            for one in found.heard
        }
        | dict.fromkeys(found.unknown),
        "unknown": list(found.unknown),
        "all": None
        if found.surely is None
        else {"surely": found.surely, "possibly": found.possibly},
        "solutions": {
            one.concept: {
                "utilities": [list(vector) for vector in one.vectors],
                "packages": [plain(package, found.issues) for package in one.packages],
                "tied": whole(one.tied),
                "status": one.status,
            }
            for one in found.fairest
        },
        "eyes": found.eyes or None,
        "mark": found.mark or None,
        "why": found.why or None,
    }
