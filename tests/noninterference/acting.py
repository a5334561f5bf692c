"""What a step does in one history: an act of a seat, made from a few small numbers."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from pinned_room import PARTIES, SEATS, PinnedRoom, key_of, treaty
from public_reports import REPORTS
from sheets_seen import case_filed, sheet_filed

from onetext.record.acts import drafting as text
from onetext.record.acts.filing import ReportFiled, ResultFiled
from onetext.record.acts.kinds import Act, values_of
from onetext.record.acts.offering import FactEntered, NonPaper, OfferMade, OfferWithdrawn
from onetext.record.acts.passing import Leave, PassedOn, Refusal
from onetext.record.acts.proposing import ProposalAccepted, ProposalEnded, ProposalPut, Settled
from onetext.record.acts.seating import CompartmentClosed, RoleGiven
from onetext.record.acts.talking import (
    CaucusMessage,
    DeadlineSet,
    Message,
    Minutes,
    MinutesSigned,
    RoundOpened,
    SessionHeld,
)
from onetext.record.drafting import change_to, changed, text_act
from onetext.record.entry import NONE_BEFORE, Place, write_entry
from onetext.record.fields import Body
from onetext.record.heads import CoSignature, co_sign
from onetext.record.hosting.now import Now
from onetext.record.hosting.texts import text_state
from onetext.record.opening import HOST
from onetext.record.record import Kept
from onetext.record.stands import sign_stand
from onetext.record.view import filed
from onetext.record.wire import text_of
from onetext.terms.text.fold import after
from onetext.terms.text.passage import Alternative, Passage, Version

WORDS = (
    "The lake is shared.",
    "We could drop it.",
    "No ship passes the narrows by night.",
    "Half of the lake, and the mill.",
    "Nothing is agreed.",
)
FORMS = ("verbatim", "redacted", "paraphrase", "existence")
FIELDS = (("kind",), ("kind", "words"), ("words",), ("kind", "leave"), ("nothing",))
SORTS = ("plenary", "caucus", "shuttle-leg", "back-channel")
SAYS = ("accept", "reserve", "reject", "ad-referendum")
INSTRUMENTS = ("t1", "t1", "t2", "t3")


@dataclass(frozen=True, slots=True)
class Doing:
    """Hold one step as one history has it; ``other`` is 1 where the other one says otherwise."""

    room: PinnedRoom
    seat: str
    place: str
    sort: str
    a: int
    b: int
    c: int
    item: bytes
    id: bytes
    members: tuple[str, ...]
    other: int = 0

    @property
    def words(self) -> str:
        return WORDS[(self.c + 2 * self.other) % len(WORDS)]

    @property
    def leave(self) -> Any:
        return ("none", "ask", "free", "free")[(self.b + self.other) % 4]

    def enter(self, act: Act) -> Kept:
        return self.room.enter(self.seat, self.place, act)


def say(do: Doing) -> Kept:
    caucus = (do.sort == "caucus") is not (do.a % 11 == 10)
    return do.enter((CaucusMessage if caucus else Message)(do.words, do.leave))


def leave(do: Doing) -> Kept:
    form = FORMS[do.b % 4]
    fields = FIELDS[do.c % 5] if form == "redacted" else ()
    to = () if do.a % 2 else do.members
    return do.enter(Leave(do.item, form, tuple(sorted(to)), fields))  # type: ignore[arg-type]


def disclose(do: Doing) -> Kept:
    form = FORMS[do.b % 4]
    return do.room.host.disclose(
        do.seat,
        do.item,
        do.place,
        form=form,  # type: ignore[arg-type]
        fields=FIELDS[do.c % 5] if form == "redacted" else (),
        words=do.words if form == "paraphrase" else None,
    )


def offer(do: Doing) -> Kept:
    made = NonPaper if do.b % 4 == 3 else OfferMade
    replaces = f"o{do.c % 4}" if do.b % 3 == 2 else None
    want = ("land = shared", None, "truce =")[(do.b + do.other) % 3 if do.a % 5 else 0]
    to = (PARTIES[do.c % 3],)
    return do.enter(made(f"o{do.a % 4}", to, "truce = full", want, None, replaces))


def withdraw(do: Doing) -> Kept:
    return do.enter(OfferWithdrawn(f"o{do.a % 4}"))


def tell(do: Doing) -> Kept:
    """Enter one of the plain acts that nothing else waits for."""
    when = "2031-03-18" if do.b % 2 else None
    party = SEATS.get(do.seat, "arn")
    known: tuple[Act, ...] = (
        FactEntered("referendum", "held", do.words),
        DeadlineSet(f"d{do.b % 2}", when, None),
        Minutes(do.words, tuple(sorted({do.seat, *do.members}))),
        RoundOpened(do.c % 2 + 1, None, do.words, "2031-03-16"),
        SessionHeld(
            SORTS[do.b % 4],  # type: ignore[arg-type]
            do.c % 3 or None,
            None,
            "2031-03-16",
            None,
            tuple(sorted(do.members)),
        ),
        sheet_filed(party, party if do.b % 3 else PARTIES[do.c % 3], 3 + 2 * do.other),
    )
    return do.enter(known[do.a % len(known)])


def sign_minutes(do: Doing) -> Kept:
    return do.enter(MinutesSigned(do.id))


def result(do: Doing) -> Kept:
    inputs = (do.item,) if do.a % 2 else ()
    return do.enter(ResultFiled("frontier", inputs, text_of({"points": do.c}), "1"))


def file(do: Doing) -> Kept:
    """Put a report or the case on file; both are the host's or the public's."""
    if do.a % 3 == 2:
        return do.room.enter(HOST, do.place, case_filed())
    return do.enter(_report(do.b % len(REPORTS)))


def _report(at: int) -> ReportFiled:
    return filed(REPORTS[at])


def instrument(do: Doing) -> Kept:
    id = INSTRUMENTS[1 + do.a % 3]
    return do.room.enter(HOST, do.place, text.InstrumentOpened(treaty(id)))


def passage(do: Doing) -> Kept:
    """Change the words of a text in one of six ways, with the mark that fits what the seat sees."""
    at = f"p{do.c % 3}"
    salt = do.room.random.randbytes(32)
    words = Version("en", do.words)
    with do.room.store.writing() as looks:
        now = Now(do.room.host.opening, looks, do.seat)
        state, where = text_state(now)
        party = now.party(do.seat)
    of = _text_here(do, where)
    mine = None if do.b % 3 == 1 else SEATS.get(do.seat)
    alt = Alternative(f"a{do.c % 5}", (words,), by=mine)
    new = Alternative("a0", (words,))
    bare = Passage(at, "Article", (new,) if party == "dor" else (new, Alternative("none")))
    marked = change_to(of, at, None, salt)
    there = of in state.texts and state.text(of).find(at) is not None
    act: Any = (
        text.PassageAdded(of, bare, None, salt, marked),
        text.AlternativePut(of, at, alt, salt, marked),
        text.AlternativePut(of, at, alt, salt, marked),
        text.AlternativeDropped(of, at, f"a{do.a % 5}", salt, marked),
        text.ChoiceMade(of, at, f"a{do.a % 5}", salt, marked),
        text.PassageRemoved(of, at, salt, marked),
        text.PassageChanged(of, bare, salt, marked),
    )[do.a % 7 if there or do.a % 9 == 0 else 0]
    signature = None if mine is None else b""
    shown: Any = SimpleNamespace(id=bytes(16), seat=do.seat, signature=signature)
    step = text_act(shown, act, party=party, time="2031-03-16T10:00:00Z")
    assert step is not None
    if of in state.texts:
        left = changed(after(state, step), step)
        act = _marked(act, change_to(of, at, left, salt))
    return do.enter(act)


def _marked(act: Any, change: Any) -> Any:
    values = {name: getattr(act, name) for name in type(act).__slots__}
    return type(act)(**{**values, "changes": change})


def _text_here(do: Doing, where: Mapping[str, str]) -> str:
    """Choose the text that is kept where the step is taken, or now and then any other."""
    here = [id for id, place in where.items() if place == do.place]
    return here[0] if here and do.a % 9 else INSTRUMENTS[do.b % 4]


def stand(do: Doing) -> Kept:
    with do.room.store.writing() as looks:
        where = text_state(Now(do.room.host.opening, looks, do.seat))[1]
    fits = do.room.host.standing(do.seat, _text_here(do, where), f"p{do.c % 3}")
    number = fits.after + 1 - do.a % 2 * (do.b % 5 == 4)
    made = sign_stand(key_of(do.seat), fits, says=SAYS[(do.a + do.other) % 4], counter=number)  # type: ignore[arg-type]
    return do.enter(text.StandEntered(made))


def draft(do: Doing) -> Kept:
    with do.room.store.writing() as looks:
        where = text_state(Now(do.room.host.opening, looks, do.seat))[1]
    of, at = _text_here(do, where), f"p{do.c % 3}"
    known: tuple[Act, ...] = (
        text.DraftIssued(of),
        text.DraftIssued(of),
        text.DraftIssued(of),
        text.DraftIssued(of),
        text.Comment(of, at if do.c % 2 else None, do.words),
        text.ModeChanged(of, "one-text" if do.c % 2 else "rolling"),
        text.CarvedOut(of, at, do.id),
        text.CarvedOut(of, None, None),
        text.Initialled(of, do.id),
        text.ConsentGiven(of, do.id, "sign"),
        text.ConsentGiven(of, do.id, "withdraw"),
    )
    return do.enter(known[do.a % len(known)])


def flood(do: Doing) -> tuple[Kept, ...]:
    """Enter several messages at once, so that a quota is nearly or wholly used up."""
    made = CaucusMessage if do.sort == "caucus" else Message
    acts = [made(f"{do.words} {n}", do.leave) for n in range(do.a % 9)]
    if do.b % 5 == 4:
        acts.append(NonPaper("o3", ("arn",), "truce = full", None, None, None))
    return do.room.host.enter_all(do.seat, do.place, acts)


def shut(do: Doing) -> Kept:
    return do.room.enter(HOST, do.place, CompartmentClosed())


def role(do: Doing) -> Kept:
    return do.room.enter(HOST, do.place, RoleGiven("arn", "principal", do.words, None, None))


def destroy(do: Doing) -> Kept:
    return do.room.host.destroy(do.place, do.seat)


def propose(do: Doing) -> Kept:
    """Put a package to two seats or more, now and then of no use to anybody."""
    to = tuple(s for s in do.members or SEATS if SEATS[s] != "dor" or do.a % 7 == 6)
    package = (Settled("land", do.words),) if do.b % 20 else ()
    after = (0, 3, 20, 20, 90, 600)[do.c % 6]
    hour = do.room.hour(do.room.minutes + after)
    return do.enter(ProposalPut(package, None, None, tuple(sorted(to)), hour))


def end(do: Doing) -> Kept:
    """Say, as the host, what has become of a proposal."""
    outcome = ("accepted", "accepted", "failed", "lapsed")[(do.a + do.other) % 4]
    return do.room.enter(HOST, do.place, ProposalEnded(do.item, outcome))  # type: ignore[arg-type]


def accept(do: Doing) -> Kept:
    """Enter a yes to a proposal: too early, or not one's own, or as it should be."""
    return do.enter(ProposalAccepted(do.item))


def forge(do: Doing) -> Kept:
    """Try what only the host may: enter that something was passed on or refused."""
    acts: tuple[Act, ...] = (
        PassedOn(do.item, "existence", (), do.seat, (), None),
        Refusal(do.item, "verbatim", do.seat, "it was"),
        CompartmentClosed(),
    )
    return do.enter(acts[do.a % 3])


def take(do: Doing) -> Kept:
    """Hand in an entry written elsewhere: its place, its author and its signature may be wrong."""
    drawn = random.Random(f"{do.room.slot} taken")
    kinds: tuple[Act, ...] = (
        Message(do.words, "none"),
        CaucusMessage(do.words, "ask"),
        PassedOn(do.item, "existence", (), do.seat, (), None),
        Refusal(do.item, "verbatim", do.seat, "it was"),
        NonPaper("o2", ("arn",), "truce = full", None, None, None),
    )
    act = kinds[do.a % 5]
    values = values_of(act)
    signs = act.kind == "message" and do.b % 4 != 3
    place = Place(do.place, do.c % 3 + 1, NONE_BEFORE, drawn.randbytes(32))
    entry = write_entry(
        key_of(do.seat) if signs else None,
        room=do.room.host.opening.room,
        id=do.id if do.b % 5 == 0 else drawn.randbytes(16),
        seat=do.seat,
        place=place,
        body=Body.of(values, {name: drawn.randbytes(32) for name in values}),
        salt=drawn.randbytes(32),
    )
    return do.room.host.take(entry)


def cosign(do: Doing) -> None:
    """Sign the last head, or one that there is not."""
    closes = do.room.host.export(do.seat).closes
    unsigned = CoSignature(do.seat, do.c % 5 + 1, bytes(64))
    signed = co_sign(key_of(do.seat), do.seat, closes[-1].head) if closes else unsigned
    do.room.host.take_co_signature(unsigned if do.a % 5 == 4 else signed)


DOINGS: dict[str, Callable[[Doing], Any]] = {
    made.__name__: made
    for made in (
        say,
        leave,
        disclose,
        offer,
        withdraw,
        tell,
        sign_minutes,
        result,
        file,
        instrument,
        passage,
        stand,
        draft,
        flood,
        shut,
        role,
        destroy,
        propose,
        end,
        accept,
        forge,
        take,
        cosign,
    )
}
OFTEN = ("say", "say", "disclose", "disclose", "disclose", "leave", "passage", "passage", "stand")
KINDS = (*DOINGS, *OFTEN)
