"""What is cleared as public, and the communiqués that were made of it.

Cleared is what somebody entered in the public compartment, and what was passed on into it: as far
as the public was shown it and no further, also where this seat has seen more. A communiqué is a
result filed in public: the record itself refuses one whose inputs not everybody may read whole, so
it names, for a line passed on, the disclosure, which stands in public, and not the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import onetext
from onetext.errors import BadInput, Refused
from onetext.record.acts import offering, talking
from onetext.record.acts.filing import ResultFiled
from onetext.record.acts.passing import Disclosure
from onetext.record.canonical import JSON
from onetext.record.wire import text_of, value_of
from onetext.room.fields_told import shown_fields
from onetext.room.lines_seen import Lines, LineSeen

COMMUNIQUE = "communiqué"
MOST = 100
_SAID_IN_PUBLIC = (
    talking.Message,
    talking.RoundOpened,
    talking.SessionHeld,
    talking.Minutes,
    talking.DeadlineSet,
    offering.OfferMade,
    offering.OfferWithdrawn,
    offering.FactEntered,
)
How = Literal["public", "verbatim", "redacted", "paraphrase"]


@dataclass(frozen=True, slots=True)
class Cleared:
    """Hold one line that a communiqué may be made of.

    Parameters
    ----------
    number
        The line in this view that made it public: its own, or that of the disclosure.
    item
        The commitment of that line, which everybody may read whole.
    who
        Whose words they are; the discloser's in a paraphrase.
    """

    number: int
    item: bytes
    at: str
    how: How
    who: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Communique:
    """Hold a communiqué as it was issued, each paragraph with the line that it rests on.

    ``lines`` has None for a line that this view does not have.
    """

    number: int
    at: str
    by: str
    who: str
    paragraphs: tuple[tuple[str, str, int | None], ...]


def cleared(lines: Lines) -> tuple[Cleared, ...]:
    """Return what of a view is cleared as public, in the order in which it became so."""
    public = {id for id, place in lines.places.items() if place.public}
    found = []
    for number, line in enumerate(lines.view.lines, start=1):
        if line.compartment not in public:
            continue
        if isinstance(line.act, _SAID_IN_PUBLIC):
            seen = lines.seen(number)
            found.append(_line(number, seen, "public", _said(seen), seen))
        elif isinstance(line.act, Disclosure) and line.act.form != "existence":
            made = _passed(lines, number, line.act)
            if made is not None:
                found.append(made)
    return tuple(found)


def composed(lines: Lines, numbers: Sequence[int]) -> tuple[Cleared, ...]:
    """Return the cleared lines of these numbers, in that order.

    Raises
    ------
    Refused
        In the same words whether a number is of no line or of one that is not public.
    BadInput
        If there is none, or too many.
    """
    if not numbers or len(numbers) > MOST:
        raise BadInput(f"{len(numbers)} entries", instead=f"choose one to {MOST}")
    there = {one.number: one for one in cleared(lines)}
    for number in numbers:
        if number not in there:
            raise Refused(
                f"entry {number} is not cleared as public", instead="choose among those of the list"
            )
    return tuple(there[number] for number in dict.fromkeys(numbers))


def issued(parts: Iterable[Cleared]) -> ResultFiled:
    """Return the entry by which a communiqué is issued in public."""
    chosen = tuple(parts)
    rows: list[JSON] = [
        {
            "rests_on": one.item.hex(),
            "how": one.how,
            "who": one.who,
            "words": list(one.words),
        }
        for one in chosen
    ]
    return ResultFiled(
        COMMUNIQUE,
        tuple(one.item for one in chosen),
        text_of({"paragraphs": rows}),
        f"onetext {onetext.__version__}",
    )


def communiques(lines: Lines) -> tuple[Communique, ...]:
    """Return the communiqués of a view, the latest first; results of another form are left out."""
    public = {id for id, place in lines.places.items() if place.public}
    found = []
    for number, line in enumerate(lines.view.lines, start=1):
        act = line.act
        if (
            not isinstance(act, ResultFiled)
            or act.what != COMMUNIQUE
            or line.entry is None
            or line.compartment not in public
        ):
            continue
        paragraphs = tuple(_paragraphs(lines, value_of(act.result)))
        if paragraphs:
            who = lines.who(line)
            by, at = line.entry.seat, line.promise.time
            found.append(Communique(number, at, by, who, paragraphs))
    return tuple(reversed(found))


def _paragraphs(lines: Lines, result: JSON) -> Iterable[tuple[str, str, int | None]]:
    rows = result.get("paragraphs") if isinstance(result, dict) else None
    for row in rows if isinstance(rows, list) else ():
        if not isinstance(row, dict):
            continue
        who, words, rests = row.get("who"), row.get("words"), row.get("rests_on")
        item = bytes.fromhex(rests) if isinstance(rests, str) and _hex(rests) else b""
        number = lines.around.numbers.get(item)
        for said in words if isinstance(words, list) else ():
            if isinstance(said, str):
                yield (who if isinstance(who, str) else "", said, number)


def _passed(lines: Lines, number: int, act: Disclosure) -> Cleared | None:
    """Return what a disclosure into the public shows, and nothing that it does not."""
    seen = lines.seen(number)
    if act.form == "paraphrase":
        words: tuple[str, ...] = (act.words,) if act.words is not None else ()
        return _line(number, seen, "paraphrase", words, seen)
    at = lines.around.numbers.get(act.item)
    if at is None:
        return None
    item = lines.seen(at)
    if act.form == "verbatim":
        return _line(number, seen, "verbatim", _said(item), item)
    known = dict(shown_fields(lines, item))
    words = tuple(known[name] for name in act.fields if name != "kind" and name in known)
    return _line(number, seen, "redacted", words, item) if words else None


def _said(seen: LineSeen) -> tuple[str, ...]:
    """Return the words of a line; of one that is no speech, what it is told as too."""
    if isinstance(seen.line.act, talking.Message | talking.Minutes):
        return seen.told.words
    return (seen.told.what, *seen.told.words)


def _line(number: int, by: LineSeen, how: How, words: tuple[str, ...], whose: LineSeen) -> Cleared:
    return Cleared(number, by.line.promise.commitment, by.told.at, how, whose.told.who, words)


def _hex(said: str) -> bool:
    try:
        bytes.fromhex(said)
    except ValueError:
        return False
    return True
