"""Rounds, sessions, minutes and deadlines of the table, as a view shows them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onetext.analysis.table.lines import Ref, said
from onetext.record.acts.talking import (
    DeadlineSet,
    Minutes,
    MinutesSigned,
    RoundOpened,
    SessionHeld,
)
from onetext.record.view import View


@dataclass(frozen=True, slots=True)
class Sitting:
    """Hold one session and the round it belongs to."""

    ref: Ref
    session: SessionHeld


@dataclass(frozen=True, slots=True)
class TableRound:
    """Hold a round with the sessions of it that this view shows."""

    ref: Ref
    round: RoundOpened
    sessions: tuple[Sitting, ...]


@dataclass(frozen=True, slots=True)
class MinutesSeen:
    """Hold minutes and who of those they are between has signed them, and who has not."""

    ref: Ref
    minutes: Minutes
    signed: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableDeadline:
    """Hold a deadline as last set, and how often it was moved; without an hour it was lifted."""

    ref: Ref
    deadline: DeadlineSet
    moved: int


def table_rounds(view: View) -> tuple[tuple[TableRound, ...], tuple[Sitting, ...]]:
    """Return the rounds with their sessions, and the sessions of no round that this view shows."""
    sittings = [Sitting(ref, session) for ref, _, session in said(view, SessionHeld)]
    rounds = []
    for ref, _, opened in said(view, RoundOpened):
        own = tuple(one for one in sittings if one.session.round == opened.number)
        rounds.append(TableRound(ref, opened, own))
    numbers = {one.round.number for one in rounds}
    return tuple(rounds), tuple(one for one in sittings if one.session.round not in numbers)


def minutes(view: View) -> tuple[MinutesSeen, ...]:
    """Return the minutes of a view, with whose signature each still lacks."""
    signed: dict[bytes, list[str]] = {}
    for ref, _, act in said(view, MinutesSigned):
        if ref.seat is not None:
            signed.setdefault(act.minutes, []).append(ref.seat)
    found = []
    for ref, line, note in said(view, Minutes):
        by = signed.get(line.entry.id, []) if line.entry is not None else []
        has = tuple(seat for seat in note.between if seat in by)
        lacks = tuple(seat for seat in note.between if seat not in by)
        found.append(MinutesSeen(ref, note, has, lacks))
    return tuple(found)


def table_deadlines(view: View) -> tuple[TableDeadline, ...]:
    """Return each deadline as last set; whoever may see it sees by whom."""
    found: dict[str, TableDeadline] = {}
    for ref, _, act in said(view, DeadlineSet):
        before = found.get(act.what)
        moved = before.moved + 1 if before is not None else 0
        found[act.what] = replace(TableDeadline(ref, act, 0), moved=moved)
    return tuple(found.values())
