"""Rounds and sessions as a view shows them; a session that was ended is one with its beginning."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.analysis.table.lines import Ref
from onetext.analysis.table.sittings import MinutesSeen, Sitting, minutes, table_rounds
from onetext.record.acts.talking import Minutes, RoundOpened, SessionHeld
from onetext.record.view import View
from onetext.room.lines_seen import Lines


@dataclass(frozen=True, slots=True)
class SessionSeen:
    """Hold a session as last entered: its line, the line of its convening if that is another."""

    number: int
    convened: int
    session: SessionHeld
    place: str | None
    who: str


@dataclass(frozen=True, slots=True)
class RoundSeen:
    """Hold a round with its sessions; without ``opened``, the sessions of no round that is seen."""

    ref: Ref | None
    opened: RoundOpened | None
    who: str
    sessions: tuple[SessionSeen, ...]


@dataclass(frozen=True, slots=True)
class MinutesShown:
    """Hold minutes, and whether this seat can co-sign them."""

    seen: MinutesSeen
    who: str
    mine: bool
    place: str | None


def rounds_seen(lines: Lines) -> tuple[RoundSeen, ...]:
    """Return the rounds of a view, the latest first, each with its sessions in order."""
    rounds, loose = table_rounds(lines.view)
    found = [
        RoundSeen(one.ref, one.round, _who(lines, one.ref), _sessions(lines, one.sessions))
        for one in rounds
    ]
    if loose:
        found.insert(0, RoundSeen(None, None, "", _sessions(lines, loose)))
    return tuple(reversed(found))


def running(rounds: tuple[RoundSeen, ...]) -> tuple[SessionSeen, ...]:
    """Return the sessions that were convened and not ended."""
    return tuple(one for of in rounds for one in of.sessions if one.session.end is None)


def minutes_seen(lines: Lines, seat: str) -> tuple[MinutesShown, ...]:
    """Return the minutes of a view, the latest first."""
    return tuple(
        MinutesShown(
            one,
            _who(lines, one.ref),
            seat in one.missing,
            lines.view.lines[one.ref.number - 1].compartment,
        )
        for one in reversed(minutes(lines.view))
    )


def minutes_entry(view: View, number: int) -> bytes | None:
    """Return the id of the entry of minutes by its line."""
    if not 1 <= number <= len(view.lines):
        return None
    line = view.lines[number - 1]
    if not isinstance(line.act, Minutes) or line.entry is None:
        return None
    return line.entry.id


def _sessions(lines: Lines, sittings: tuple[Sitting, ...]) -> tuple[SessionSeen, ...]:
    made: dict[tuple[object, ...], SessionSeen] = {}
    for one in sittings:
        place = lines.view.lines[one.ref.number - 1].compartment
        held = one.session
        key = (held.sort, held.round, held.start, held.place, place)
        before = made.get(key)
        convened = before.convened if before is not None else one.ref.number
        if before is not None and before.session.end is not None and held.end is None:
            continue
        who = _who(lines, one.ref)
        made[key] = SessionSeen(one.ref.number, convened, held, place, who)
    return tuple(sorted(made.values(), key=lambda one: one.session.start))


def _who(lines: Lines, ref: Ref) -> str:
    return lines.who(lines.view.lines[ref.number - 1])
