"""What is due and when: deadlines with who set them, offers and proposals that lapse."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.analysis.table.lines import Ref, said
from onetext.analysis.table.offers import table_offers
from onetext.errors import BadInput
from onetext.record.acts.proposing import ProposalEnded, ProposalPut
from onetext.record.acts.talking import DeadlineSet
from onetext.record.opening import moment
from onetext.room.lines_seen import Lines
from onetext.terms.hour import ends
from onetext.terms.when import When

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


@dataclass(frozen=True, slots=True)
class DeadlineSeen:
    """Hold a deadline as last set in one compartment, with every line that set it before.

    ``seconds`` is how long it still is, below 0 when it has passed; None without an hour.
    """

    ref: Ref
    deadline: DeadlineSet
    place: str
    who: str
    before: tuple[Ref, ...]
    seconds: int | None


@dataclass(frozen=True, slots=True)
class Lapsing:
    """Hold something that ends at an hour of its own: an offer, a proposal's answers."""

    what: str
    name: str
    hour: str
    who: str
    number: int
    seconds: int | None


def deadlines_seen(lines: Lines, now: str) -> tuple[DeadlineSeen, ...]:
    """Return the deadlines of a view, those still to come first, the soonest of them first.

    The same name in two compartments is two deadlines: neither moves the other.
    """
    found: dict[tuple[str, str], DeadlineSeen] = {}
    for ref, line, act in said(lines.view, DeadlineSet):
        if line.compartment is None:
            continue
        key = (line.compartment, act.what)
        earlier = found.get(key)
        before = (*earlier.before, earlier.ref) if earlier is not None else ()
        left = seconds_to(act.when, now)
        found[key] = DeadlineSeen(ref, act, line.compartment, lines.who(line), before, left)
    return tuple(sorted(found.values(), key=_soonest))


def lapsing(lines: Lines, now: str) -> tuple[Lapsing, ...]:
    """Return the standing offers and open proposals that end at an hour still to come."""
    found = []
    for one in table_offers(lines.view):
        until = one.offer.standing_until
        if one.life == "standing" and until is not None:
            line = lines.view.lines[one.ref.number - 1]
            left = seconds_to(str(until), now)
            found.append(
                Lapsing("offer", one.offer.id, str(until), lines.who(line), one.ref.number, left)
            )
    over = {act.proposal for _, _, act in said(lines.view, ProposalEnded)}
    for ref, line, put in said(lines.view, ProposalPut):
        if line.promise.commitment not in over:
            left = seconds_to(put.hour, now)
            name = put.instrument or ""
            found.append(Lapsing("proposal", name, put.hour, lines.who(line), ref.number, left))
    coming = [one for one in found if one.seconds is not None and one.seconds > 0]
    return tuple(sorted(coming, key=lambda one: one.seconds or 0))


def deadline_at(lines: Lines, number: int) -> DeadlineSeen | None:
    """Return the deadline whose last line has this number."""
    return next((one for one in deadlines_seen(lines, "") if one.ref.number == number), None)


def seconds_to(when: str | None, now: str) -> int | None:
    """Return how long it is until the end of what is written; None if it is no hour.

    Examples
    --------
    >>> seconds_to("2031-04-16T12:00:00Z", "2031-04-16T11:59:00Z"), seconds_to("soon", "")
    (60, None)
    """
    if not when or not now:
        return None
    try:
        end = ends(When(when))
    except (ValueError, BadInput):
        return None
    left = end - moment(now)
    return int(left.total_seconds())


def parts(seconds: int) -> tuple[int, int, int]:
    """Return whole days, hours and minutes.

    Examples
    --------
    >>> parts(90_061), parts(-60)
    ((1, 1, 1), (0, 0, 1))
    """
    left = abs(seconds)
    return left // _DAY, left % _DAY // _HOUR, left % _HOUR // _MINUTE


def _soonest(one: DeadlineSeen) -> tuple[int, float]:
    if one.seconds is None:
        return 2, -one.ref.number
    return (0, one.seconds) if one.seconds >= 0 else (1, -one.seconds)
