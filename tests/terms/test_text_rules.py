"""Who may do what in which procedure, and what no act may do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textmade import SEATS, Acts, alternative, instrument, passage

from onetext.terms.text.acts import (
    AlternativeDropped,
    AlternativePut,
    CarvedOut,
    ChoiceMade,
    Commented,
    DraftIssued,
    ModeChanged,
    PassageAdded,
    PassageChanged,
    PassageMoved,
    PassageRemoved,
    StandTaken,
    TextAct,
)
from onetext.terms.text.objection import objection
from onetext.terms.text.passage import Alternative, Passage, Version
from onetext.terms.text.state import TextState

SEEN = ("dor-chair", "arn-head", "arn-legal", "eld-watch", None)
BRACKETED = Passage("n", "", (alternative("n0", "new"), alternative("none")))

DOINGS: dict[str, Callable[[Acts, str | None], object]] = {
    "add": lambda acts, seat: acts.do(PassageAdded, seat, passage("n", "new")),
    "add in brackets": lambda acts, seat: acts.do(PassageAdded, seat, BRACKETED),
    "change": lambda acts, seat: acts.do(PassageChanged, seat, passage("p", "other")),
    "move": lambda acts, seat: acts.do(PassageMoved, seat, "p"),
    "remove": lambda acts, seat: acts.do(PassageRemoved, seat, "p"),
    "put": lambda acts, seat: acts.do(
        AlternativePut, seat, "p", alternative("x", "x", SEATS[seat] if seat else None)
    ),
    "put unnamed": lambda acts, seat: acts.do(AlternativePut, seat, "p", alternative("x", "x")),
    "drop one of arn": lambda acts, seat: acts.do(AlternativeDropped, seat, "b", "arn"),
    "drop one of bel": lambda acts, seat: acts.do(AlternativeDropped, seat, "b", "bel"),
    "drop an unnamed one": lambda acts, seat: acts.do(AlternativeDropped, seat, "b", "no"),
    "choose": lambda acts, seat: acts.do(ChoiceMade, seat, "b", "arn"),
    "issue": lambda acts, seat: acts.do(DraftIssued, seat),
    "comment": lambda acts, seat: acts.do(Commented, seat, "p", "why?"),
}

ALLOWED = {
    # who: mediator, party (binding seat), party (advising seat), onlooker, no author
    "one-text": {
        "add": "M",
        "add in brackets": "M",
        "change": "M",
        "move": "M",
        "remove": "M",
        "put": "M",
        "put unnamed": "M",
        "drop one of arn": "M",
        "drop one of bel": "M",
        "drop an unnamed one": "M",
        "choose": "M",
        "issue": "M",
        "comment": "MPpO-",
    },
    "rolling": {
        "add": "M",
        "add in brackets": "MPp",
        "change": "M",
        "move": "M",
        "remove": "M",
        "put": "MPp-",
        "put unnamed": "MPp-",
        "drop one of arn": "Pp",
        "drop one of bel": "",
        "drop an unnamed one": "M",
        "choose": "M",
        "issue": "M",
        "comment": "MPpO-",
    },
    "rolling without a mediator": {
        "add": "",
        "add in brackets": "Pp",
        "change": "",
        "move": "Pp",
        "remove": "",
        "put": "Pp-",
        "put unnamed": "Pp-",
        "drop one of arn": "Pp",
        "drop one of bel": "",
        "drop an unnamed one": "Pp",
        "choose": "",
        "issue": "Pp",
        "comment": "MPpO-",
    },
}


def prepared(procedure: str) -> tuple[TextState, Acts]:
    """Return a text with a clean passage p and a passage b in brackets."""
    led = "without" not in procedure
    some = instrument("treaty", "rolling", drafter="dor" if led else None)
    acts = Acts()
    seat = "dor-chair" if led else "arn-head"
    b = [alternative("arn", "a", "arn"), alternative("no")]
    for id in ("p", "b"):
        alternatives = (alternative("arn", id, "arn"), alternative("no")) if id == "p" else tuple(b)
        acts.do(PassageAdded, "arn-head", Passage(id, "", alternatives))
    acts.do(AlternativeDropped, seat, "p", "no")
    acts.do(AlternativePut, "bel-head", "b", alternative("bel", "c", "bel"))
    if procedure == "one-text":
        acts.do(ModeChanged, "dor-chair", "one-text")
    state = acts.folded(some)
    assert not state.ignored
    return state, acts


@pytest.mark.parametrize("doing", DOINGS)
@pytest.mark.parametrize("procedure", ALLOWED)
def test_who_may(procedure: str, doing: str) -> None:
    state, acts = prepared(procedure)
    allowed = ""
    for letter, seat in zip("MPpO-", SEEN, strict=True):
        DOINGS[doing](acts, seat)
        if objection(state, acts.made[-1]) is None:
            allowed += letter
    assert allowed == ALLOWED[procedure][doing]


def refused(act: Callable[[Acts], object], procedure: str = "rolling") -> str | None:
    state, acts = prepared(procedure)
    act(acts)
    return objection(state, acts.made[-1])


OTHERS = Passage("p", "", (alternative("arn", "changed", "arn"),))
FRENCH = Passage("n", "", (Alternative("n0", (Version("fr", "lac"),)),))
TRANSLATED = Passage("n", "", (Alternative("n0", (Version("fr", "lac", "translation"),)),))


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (lambda a: a.add(passage("p", "again")), "there is a passage 'p' already"),
        (lambda a: a.add(passage("n", "new"), before="zz"), "there is no passage 'zz' here"),
        (lambda a: a.add(passage("n", "new"), before="n"), "the passage 'n' cannot stand before"),
        (lambda a: a.do(PassageMoved, "dor-chair", "p", "p"), "cannot stand before itself"),
        (lambda a: a.do(PassageChanged, "dor-chair", passage("zz", "x")), "no passage 'zz' here"),
        (lambda a: a.do(PassageChanged, "dor-chair", OTHERS), "would be of 'arn': put your own"),
        (lambda a: a.add(FRENCH), "not authentic in 'fr': call it a translation"),
        (
            lambda a: a.do(AlternativePut, "arn-head", "p", alternative("x", "x", "bel")),
            "the alternative 'x' would be of 'bel': put your own",
        ),
        (
            lambda a: a.do(AlternativePut, "arn-head", "b", alternative("bel", "x", "arn")),
            "has an alternative 'bel' already",
        ),
        (
            lambda a: a.do(AlternativePut, "arn-head", "b", alternative("x", "c", "arn")),
            "an alternative of the passage 'b' says the same",
        ),
        (lambda a: a.do(ChoiceMade, "dor-chair", "b", "zz"), "has no alternative 'zz' here"),
        (lambda a: a.do(ChoiceMade, "dor-chair", "p", "arn"), "the passage 'p' has no brackets"),
        (lambda a: a.do(AlternativeDropped, "arn-head", "p", "arn"), "has no brackets"),
        (lambda a: a.do(ChoiceMade, "dor-chair", "zz", "arn"), "there is no passage 'zz' here"),
        (lambda a: a.do(ModeChanged, "dor-chair", "rolling"), "the procedure is rolling already"),
        (lambda a: a.do(Commented, "eld-watch", "zz", "why"), "there is no passage 'zz' here"),
        (lambda a: a.do(Commented, "eld-watch", None, " \n"), "the comment is blank"),
        (lambda a: a.stand("arn-head", "zz", "0000"), "there is no passage 'zz' here"),
        (lambda a: a.stand("arn-head", "b", "0003"), "in brackets: reserve or reject"),
        (lambda a: a.stand("arn-head", "p", "0000"), "before its last change"),
        (lambda a: a.do(CarvedOut, "arn-legal", "p", "0002"), "'arn-legal' may not bind 'arn'"),
        (lambda a: a.do(CarvedOut, "arn-head", "zz", "0002"), "there is no passage 'zz' here"),
        (lambda a: a.do(CarvedOut, "arn-head", "p", "0000"), "before its last change"),
        (lambda a: a.do(CarvedOut, "arn-head"), "closes with nothing else: carve out a passage"),
        (lambda a: a.do(TextAct, "arn-head"), "TextAct is no act on a text"),
    ],
)
def test_what_is_refused(act: Callable[[Acts], object], why: str) -> None:
    found = refused(act)
    assert found is not None
    assert why in found


def test_what_is_close_to_it_and_allowed() -> None:
    assert refused(lambda a: a.add(TRANSLATED)) is None
    assert refused(lambda a: a.stand("arn-head", "b", "0003", "reserve")) is None
    assert refused(lambda a: a.stand("eld-watch", "p", "0002")) is None  # advice
    keeps = Passage("b", "New", (alternative("arn", "a", "arn"), alternative("m", "m")))
    assert refused(lambda a: a.do(PassageChanged, "dor-chair", keeps)) is None


def test_nobody_drafts_a_one_text_without_a_mediator() -> None:
    why = refused(lambda a: a.do(ModeChanged, "arn-head", "one-text"), "rolling without a mediator")
    assert why == "nobody is there to draft a one-text"


def test_an_empty_text_is_not_issued_and_an_unknown_one_not_touched() -> None:
    acts = Acts()
    acts.do(DraftIssued, "dor-chair")
    assert [one.why for one in acts.folded().ignored] == ["there is nothing to issue"]
    assert [one.why for one in acts.folded(instrument("annex")).ignored] == [
        "there is no instrument 'treaty' here"
    ]


def test_a_stand_is_somebodys() -> None:
    state, acts = prepared("rolling")
    acts.do(StandTaken, None, "p", "0002", "accept")
    assert objection(state, acts.made[-1]) == "a stand is somebody's: name the seat"
