"""What verifying found, for a reader: what holds, how far the proof reaches, each fault."""

from __future__ import annotations

from onetext.cli.lines import Lines, listed, printed
from onetext.cli.verifying import Proven
from onetext.record.comparing import Compared
from onetext.record.faults import Fault
from onetext.record.head_code import head_code
from onetext.record.opening import moment
from onetext.record.receipts import Redeemed

MOST = 40


def verified_shown(first: Proven, second: Proven | None, compared: Compared | None) -> str:
    """Return the lines for one file, or for two and what they show together."""

    def show(lines: Lines) -> None:
        _one(lines, first)
        if second is None:
            return
        lines.blank()
        _one(lines, second)
        lines.blank()
        if compared is None:
            lines.put("Not compared: first, both must hold by themselves.", style="bold")
        else:
            _together(lines, compared, first, second)

    return printed(show)


def redeemed_shown(name: str, redeemed: Redeemed) -> str:
    """Return the lines for the receipts that a file was held against."""

    def show(lines: Lines) -> None:
        kept = _count(redeemed.kept, "promise is kept", "promises are kept")
        ahead = f", {redeemed.ahead} for a close to come" if redeemed.ahead else ""
        broken = f", and {len(redeemed.faults)} NOT" if redeemed.faults else ""
        lines.blank()
        lines.put(f"{name}: {kept}{ahead}{broken}.", hang=2, style="bold")
        _faults(lines, redeemed.faults)

    return printed(show)


def told_hour(time: str) -> str:
    """Return a room's hour as it is read.

    Examples
    --------
    >>> told_hour("2031-03-16T18:00:00Z")
    '16 March 2031, 18:00 UTC'
    """
    at = moment(time)
    seconds = f":{at:%S}" if at.second else ""
    return f"{at.day} {at:%B %Y, %H:%M}{seconds} UTC"


def _one(lines: Lines, one: Proven) -> None:
    found = one.found
    verdict = "holds" if found.ok else "does NOT hold"
    lines.put(f"{one.name} {verdict}: {_what(one)}", hang=2, style="bold")
    _faults(lines, found.faults)
    lines.row("Room", one.bundle.opening.room.hex())
    head = found.head
    if head is None:
        lines.row("Head", "none yet: everything rests on the host's promises alone")
        return
    lines.row("Head", f"close {head.close}, {told_hour(head.time)}; its code, to be read aloud:")
    lines.row("", head_code(head), style="bold")
    if not found.ok:
        return
    lines.row("Reaches", _reach(one), hang=0)
    lines.row("Co-signed", _co_signed(one))


def _what(one: Proven) -> str:
    entries = _count(one.found.entries, "entry", "entries")
    if one.archive is not None:
        seats = len(one.bundle.opening.seats)
        whose = f"the record of a whole room, {_count(seats, 'seat', 'seats')}, {entries}"
    else:
        seat = one.bundle.seat
        whose = f"{entries} as {'the public' if seat is None else repr(seat)} was shown them"
    bare = one.found.bare
    return f"{whose}, {bare} of them without words" if bare else whose


def _reach(one: Proven) -> str:
    told = "any change to what was taken in before that close would show."
    if one.after:
        stand = "stands" if one.after == 1 else "stand"
        told += (
            f" {_count(one.after, 'entry', 'entries')} {stand} after it, on the host's promise"
            " alone until the next close."
        )
    return told[0].upper() + told[1:]


def _co_signed(one: Proven) -> str:
    """Say who besides the host has signed, and what it would take to be sure."""
    if not one.found.co_signed:
        return (
            "by no seat: the host could show another history elsewhere. Compare the code with the"
            " one that others read out, or verify their bundle beside this one."
        )
    by = listed([repr(seat) for seat in one.signers])
    return (
        f"up to close {one.found.co_signed}, by {by}. Whoever makes up a whole room makes one"
        " without a fault: compare the code with the one that others read out."
    )


def _together(lines: Lines, compared: Compared, first: Proven, second: Proven) -> None:
    names = {"first": first.name, "second": second.name}
    until = f"One history up to close {compared.until}" if compared.until else ""
    if not compared.faults:
        lines.put(f"{until or 'One history'}: both are views of one log.", style="bold")
        return
    if compared.one_history:
        longer = f"; {names[compared.longer]} goes on" if compared.longer else ""
        lines.put(f"{until or 'No head in common'}{longer}.", style="bold")
    else:
        held = f"{until}, and NOT one history from there" if until else "NOT one history"
        lines.put(f"{held}.", style="bold")
    for fault in compared.faults:
        told = str(fault)
        for which, name in names.items():
            told = told.replace(f"the {which} bundle", name)
        lines.put(f"- {told}", indent=2, hang=2)


def _faults(lines: Lines, faults: tuple[Fault, ...]) -> None:
    for fault in faults[:MOST]:
        lines.put(f"- {fault}", indent=2, hang=2)
    if len(faults) > MOST:
        lines.put(f"- and {len(faults) - MOST} more: --json has them all", indent=2, hang=2)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
