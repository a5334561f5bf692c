"""What could be agreed, as far as one window shows sheets: never more, and unknown for the rest.

A seat sees its own sheet and its estimates of others; who is in every private compartment of an
exercise sees all. Of each party its own sheet counts if the window shows it, else what the seat's
own party estimates, which is said; else nothing is known of it. What all could accept is told only
where every principal is heard.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from onetext.analysis.table.lines import parties_of
from onetext.brief.packages.fair import Fair, fair
from onetext.errors import BadInput, WrongUse
from onetext.record.acts.filing import CaseFiled, SheetFiled
from onetext.record.acts.seating import RoleGiven
from onetext.record.opening import HOST
from onetext.record.view import View
from onetext.record.wire import value_of
from onetext.terms.case import Case
from onetext.terms.sheet import Sheet

MOST_PACKAGES = 1_000_000


@dataclass(frozen=True, slots=True)
class Heard:
    """Hold how many packages one party could accept, as far as a sheet in the window tells.

    Parameters
    ----------
    surely, possibly
        Packages that are at or above its floor and keep its red lines: whatever the sheet leaves
        open, and by some of what it may stand for. None where they were not counted.
    told
        ``as X estimates Y``; empty for its own sheet.
    entry
        The number of the line of the view that shows the sheet; 0 for a case at hand.
    """

    party: str
    surely: int | None
    possibly: int | None
    told: str
    entry: int


@dataclass(frozen=True, slots=True)
class Agreeable:
    """Hold what could be agreed within one window.

    Parameters
    ----------
    packages
        How many there are; None where a number takes any value.
    unknown
        Parties of which this window shows no sheet; what all could accept is then unknown too.
    surely, possibly
        Packages acceptable to all; None where that is unknown or was not counted.
    fairest
        The solutions, where every sheet is there and says all.
    eyes
        Whose sheets these are, where the rest of a brief is public.
    """

    packages: int | None
    heard: tuple[Heard, ...]
    unknown: tuple[str, ...]
    surely: int | None
    possibly: int | None
    fairest: tuple[Fair, ...]
    issues: tuple[str, ...]
    names: tuple[tuple[str, str], ...]
    mark: str = ""
    why: str = ""
    eyes: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """Hold a sheet that a window shows, by which line, and how it is known where it says so."""

    sheet: Sheet
    entry: int
    mark: str = ""


def agreeable(view: View) -> Agreeable | None:
    """Return what could be agreed, None where the window shows no sheet that can be read."""
    case, sheets = sheets_shown(view)
    if case is None or not sheets:
        return None
    given = [line.act for line in view.lines if isinstance(line.act, RoleGiven)]
    named = {one.party for one in given if one.role == "principal" and one.matter is None}
    return _agreeable(case, sheets, tuple(p.id for p in case.parties if p.id in named))


def agreeable_of(case: Case, party: str | None) -> Agreeable | None:
    """Return what could be agreed by a case at hand: at a party's desk, or to an exercise's host.

    Parameters
    ----------
    party
        Whose desk: its own sheet and its estimates. None for who holds all sheets of an exercise,
        its teacher or host.

    Raises
    ------
    WrongUse
        If somebody would be shown everybody's sheets of a case that is no exercise.
    """
    if party is None and case.mode != "exercise":
        raise WrongUse(
            "only an exercise shows anybody all sheets", instead="name the seat of a party"
        )
    read = [s for s in case.sheets if (s.basis == "own" if party is None else s.owner == party)]
    found = {one.about: Shown(one, 0, case.grounds_of(f"sheets/{one.id}").mark) for one in read}
    shown = tuple(found[one.id] for one in case.parties if one.id in found)
    return _agreeable(case, shown, ()) if shown else None


def sheets_shown(view: View) -> tuple[Case | None, tuple[Shown, ...]]:
    """Return the public case on file, and of each party the sheet by which it is heard.

    The last sheet that an owner filed counts. One that a seat files for somebody else, or that
    cannot be read, is passed over; in a live room there is none.
    """
    filed = [line.act for line in view.lines if isinstance(line.act, CaseFiled)]
    if not filed or view.mode == "live":
        return None, ()
    case = _case(filed[-1].case)
    if case is None:
        return None, ()
    of = parties_of(view)
    own: dict[str, Shown] = {}
    estimates: dict[str, Shown] = {}
    mine = of.get(view.seat) if view.seat is not None else None
    for number, line in enumerate(view.lines, start=1):
        act = line.act
        if not isinstance(act, SheetFiled) or line.entry is None:
            continue
        by = line.entry.seat
        if by != HOST and of.get(by) != act.owner:
            continue
        alone = _alone(filed[-1].case, act.sheet)
        if alone is None:
            continue
        sheet = alone.sheets[0]
        if (sheet.owner, sheet.about) != (act.owner, act.about):
            continue
        shown = Shown(sheet, number, alone.grounds_of(f"sheets/{sheet.id}").mark)
        if sheet.basis == "own":
            own[sheet.about] = shown
        elif sheet.owner == mine:
            estimates[sheet.about] = shown
    found = estimates | own
    return case, tuple(found[party.id] for party in case.parties if party.id in found)


@lru_cache(maxsize=256)
def _case(text: str) -> Case | None:
    return _read(text, None)


@lru_cache(maxsize=256)
def _alone(case: str, text: str) -> Case | None:
    """Return a case with one sheet of it and what that rests on; None if it cannot be read."""
    row = _json(text)
    found = _read(case, row) if isinstance(row, dict) else None
    return found if found is not None and found.sheets else None


def _read(text: str, sheet: Any) -> Case | None:
    """Return the case that a text holds, with one sheet; what cannot be read is as none."""
    from onetext.cases.loading import loads

    tree = _json(text)
    if not isinstance(tree, dict):
        return None
    rows = {key: value for key, value in tree.items() if key != "sheets"}
    known = {row.get("id") for row in rows.get("sources", []) if isinstance(row, dict)}
    if isinstance(sheet, dict):
        # The public part need not list what a private sheet cites.
        cited = sheet.get("sources")
        keep = isinstance(cited, str) and cited in known
        rows["sheets"] = [sheet if keep or cited is None else _uncited(sheet)]
    try:
        return loads(json.dumps(rows))
    except BadInput:
        return None


def _uncited(sheet: dict[str, Any]) -> dict[str, Any]:
    row = {key: value for key, value in sheet.items() if key != "sources"}
    return {**row, "known": row.get("known", "judged")}


def _json(text: str) -> Any:
    from onetext.record.wire import Text

    return value_of(Text(text))


def _agreeable(case: Case, shown: Sequence[Shown], asked: tuple[str, ...]) -> Agreeable:
    heard_of = {one.sheet.about for one in shown}
    unknown = tuple(id for id in asked or _principals(case) if id not in heard_of)
    names = tuple((party.id, party.name) for party in case.parties)
    count = case.space.count
    marks = dict.fromkeys([case.grounds_of("case").mark, *(one.mark for one in shown)])
    empty = Agreeable(
        count, (), unknown, None, None, (), tuple(m.issue.id for m in case.space.matters), names,
        "; ".join(filter(None, marks)),
    )  # fmt: skip
    if count is None or not 0 < count <= MOST_PACKAGES:
        why = "a number takes any value" if count is None else "too many to go through in a brief"
        return replace(empty, heard=tuple(_uncounted(one, case) for one in shown), why=why)
    return replace(empty, **_counted(case, shown, complete=not unknown))


def _counted(case: Case, shown: Sequence[Shown], *, complete: bool) -> dict[str, Any]:
    """Count packages by party and for all; solve where every sheet says all."""
    from onetext.analysis.acceptability.clash import consistent
    from onetext.analysis.acceptability.listing import listing
    from onetext.analysis.acceptability.necessary import together, verdict

    packages = listing(case.space)
    heard, verdicts = [], []
    for one in shown:
        try:
            found = verdict(consistent(one.sheet, case.space), packages)
        except BadInput:  # a sheet that contradicts itself tells nothing
            heard.append(_uncounted(one, case))
            continue
        verdicts.append(found)
        surely, possibly = int((found.necessary == 1).sum()), int((found.possible != 0).sum())
        heard.append(replace(_uncounted(one, case), surely=surely, possibly=possibly))
    row: dict[str, Any] = {"heard": tuple(heard)}
    if complete and len(verdicts) == len(shown) > 1:
        row["surely"] = int((together([v.necessary for v in verdicts]) == 1).sum())
        row["possibly"] = int((together([v.possible for v in verdicts]) != 0).sum())
        row["fairest"] = tuple(_fairest(case, shown))
    return row


def _fairest(case: Case, shown: Sequence[Shown]) -> Iterator[Fair]:
    from onetext.analysis.space.frontier import frontier
    from onetext.analysis.space.sheets import problem_of
    from onetext.analysis.space.solutions import solutions

    try:
        problem = problem_of(case.space, [one.sheet for one in shown])
    except BadInput:  # a sheet leaves something open: no package is the fairest for certain
        return
    above = frontier(problem, floors=True)
    for one in solutions(problem, over=above).values():
        yield fair(one)


def _uncounted(one: Shown, case: Case) -> Heard:
    sheet = one.sheet
    told = ""
    if sheet.basis == "estimate":
        told = f"as {case.name_of(sheet.owner)} estimates {case.name_of(sheet.about)}"
    return Heard(sheet.about, None, None, told, one.entry)


def _principals(case: Case) -> tuple[str, ...]:
    """Return whose yes is asked: the principals of the talks as a whole; without any, everybody."""
    named = tuple(
        party.id
        for party in case.parties
        if any(one.kind == "principal" and one.matter is None for one in case.roles_of(party.id))
    )
    return named or tuple(party.id for party in case.parties)
