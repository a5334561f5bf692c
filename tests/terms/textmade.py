"""Instruments, acts and histories of texts, made for tests."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from onetext.terms.text.acts import (
    AlternativeDropped,
    AlternativePut,
    CarvedOut,
    ChoiceMade,
    Commented,
    ConsentGiven,
    DraftIssued,
    Initialled,
    ModeChanged,
    PassageAdded,
    PassageChanged,
    PassageMoved,
    PassageRemoved,
    StandTaken,
    TextAct,
)
from onetext.terms.text.fold import after, fold
from onetext.terms.text.instrument import ConsentRule, FullPowers, Instrument, Mode, Silence
from onetext.terms.text.passage import Alternative, Passage, Version
from onetext.terms.text.stand import SAYS, Says
from onetext.terms.text.state import TextState

SEATS = {
    "arn-head": "arn",
    "arn-legal": "arn",
    "bel-head": "bel",
    "bel-analyst": "bel",
    "cor-head": "cor",
    "dor-chair": "dor",
    "eld-watch": "eld",
}
"""Arn and Bel are bound, Cor guarantees and is bound, Dor mediates, Eld looks on."""

BINDING = ("arn-head", "bel-head", "cor-head")
LANGUAGES = ("en", "uk")


def instrument(
    id: str = "treaty",
    procedure: Mode = "rolling",
    *,
    binds: tuple[str, ...] = ("arn", "bel", "cor"),
    drafter: str | None = "dor",
    closes_with: tuple[str, ...] = (),
    silence: Silence | None = None,
    consent: ConsentRule | None = None,
    languages: tuple[str, ...] = ("en",),
) -> Instrument:
    return Instrument(
        id,
        id.title(),
        "treaty",
        procedure,
        binds=binds,
        drafter=drafter,
        languages=languages,
        may_bind=tuple(FullPowers(s, SEATS[s]) for s in BINDING if SEATS[s] in binds),
        closes_with=closes_with,
        silence=silence,
        consent=consent or ConsentRule(),
    )


def alternative(id: str, words: str = "", by: str | None = None) -> Alternative:
    return Alternative(id, (Version("en", words),) if words else (), by)


def passage(id: str, *words: str) -> Passage:
    """Return a passage with one alternative for each wording; an empty wording deletes."""
    return Passage(id, id.upper(), tuple(alternative(f"{id}{n}", w) for n, w in enumerate(words)))


class Acts:
    """Make acts of seats on one instrument, each with an entry of its own."""

    def __init__(self, instrument: str = "treaty", start: int = 0) -> None:
        self.instrument = instrument
        self.made: list[TextAct] = []
        self._next = start

    def do(
        self, kind: Callable[..., TextAct], seat: str | None, *rest: object, **more: object
    ) -> str:
        """Make an act, without an hour, and return its entry."""
        entry = f"{self._next:04x}"
        self._next += 1
        party = SEATS[seat] if seat is not None else None
        self.made.append(
            kind(entry, seat, party, more.pop("at", None), self.instrument, *rest, **more)
        )
        return entry

    def add(self, passage: Passage, seat: str = "dor-chair", **more: object) -> str:
        return self.do(PassageAdded, seat, passage, **more)

    def stand(
        self, seat: str, passage: str, changed_by: str, says: Says = "accept", **more: object
    ) -> str:
        return self.do(StandTaken, seat, passage, changed_by, says, **more)

    def accepted_by_all(self, passage: str, changed_by: str) -> None:
        for seat in BINDING:
            self.stand(seat, passage, changed_by)

    def folded(self, *instruments: Instrument) -> TextState:
        return fold(instruments or (instrument(),), self.made)


PASSAGES = ("p", "q", "r")
ALTERNATIVES = ("a", "b", "c")
WORDS = ("", "lake", "lake shore", "river")

alternatives = st.builds(
    alternative,
    st.sampled_from(ALTERNATIVES),
    st.sampled_from(WORDS),
    st.sampled_from([None, None, "arn", "bel", "dor"]),
)
passages = st.builds(
    Passage,
    st.sampled_from(PASSAGES),
    st.just(""),
    st.lists(
        alternatives, min_size=1, max_size=3, unique_by=(lambda a: a.id, lambda a: a.says)
    ).map(tuple),
)
one_passage = st.sampled_from(PASSAGES)
no_passage = st.none() | one_passage


def _entries(before: int) -> st.SearchStrategy[str]:
    return st.integers(max(0, before - 8), before).map(lambda n: f"{n:04x}")


def _rest(kind: type[TextAct], n: int) -> st.SearchStrategy[tuple[object, ...]]:
    parts: dict[type[TextAct], tuple[st.SearchStrategy[object], ...]] = {
        PassageAdded: (passages, no_passage),
        PassageChanged: (passages,),
        PassageMoved: (one_passage, no_passage),
        PassageRemoved: (one_passage,),
        AlternativePut: (one_passage, alternatives),
        AlternativeDropped: (one_passage, st.sampled_from(ALTERNATIVES)),
        ChoiceMade: (one_passage, st.sampled_from(ALTERNATIVES)),
        ModeChanged: (st.sampled_from(["one-text", "rolling"]),),
        Commented: (no_passage, st.sampled_from(["why", " "])),
        StandTaken: (one_passage, _entries(n), st.sampled_from(SAYS)),
        DraftIssued: (),
        CarvedOut: (no_passage, _entries(n)),
        Initialled: (_entries(n),),
        ConsentGiven: (_entries(n), st.sampled_from(["sign", "ratify", "withdraw"])),
    }
    return st.tuples(*parts[kind])


KINDS: tuple[type[TextAct], ...] = (
    PassageAdded,
    PassageAdded,
    PassageChanged,
    PassageMoved,
    PassageRemoved,
    AlternativePut,
    AlternativePut,
    AlternativeDropped,
    ChoiceMade,
    ModeChanged,
    Commented,
    StandTaken,
    DraftIssued,
    CarvedOut,
    Initialled,
    ConsentGiven,
)


@st.composite
def histories(draw: st.DrawFn, ids: tuple[str, ...] = ("treaty",), most: int = 40) -> list[TextAct]:
    """Draw acts good and bad; stands, initials and consents mostly fit what is there."""
    made: list[TextAct] = []
    some = [instrument(id) for id in ids]
    state = fold(some, [])
    for n in range(draw(st.integers(0, most))):
        id = draw(st.sampled_from(ids))
        kind = draw(st.sampled_from(KINDS + (StandTaken,) * 12))
        seat = draw(st.sampled_from(tuple(SEATS) + ("dor-chair",) * 4 + BINDING * 2))
        rest = list(draw(_rest(kind, n)))
        text = state.text(id)
        if kind is StandTaken and text.held and draw(st.integers(0, 9)):
            held = draw(st.sampled_from(text.held))
            rest[:2] = [held.passage.id, held.changed_by]
        if kind in (Initialled, ConsentGiven) and text.drafts and draw(st.integers(0, 9)):
            rest[0] = text.drafts[-1].entry
        if kind is CarvedOut:
            held_one = text.find(str(rest[0]))
            rest[1] = held_one.changed_by if held_one else None
        act = kind(f"{n:04x}", seat, SEATS[seat], None, id, *rest)
        made.append(act)
        state = after(state, act)
    return made
