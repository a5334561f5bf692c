"""The kinds of entries, each read from and written to the fields of a body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, cast

from onetext.errors import BadInput
from onetext.record.acts.drafting import (
    AlternativeDropped,
    AlternativePut,
    CarvedOut,
    ChoiceMade,
    Comment,
    ConsentGiven,
    DraftIssued,
    Initialled,
    InstrumentOpened,
    ModeChanged,
    PassageAdded,
    PassageChanged,
    PassageMoved,
    PassageRemoved,
    StandEntered,
)
from onetext.record.acts.filing import CaseFiled, ReportFiled, ResultFiled, SheetFiled
from onetext.record.acts.offering import (
    FactEntered,
    NonPaper,
    OfferMade,
    OfferWithdrawn,
)
from onetext.record.acts.passing import Disclosure, Leave, PassedOn, Refusal
from onetext.record.acts.proposing import ProposalAccepted, ProposalEnded, ProposalPut
from onetext.record.acts.seating import (
    CompartmentClosed,
    CompartmentOpened,
    HolderNamed,
    KeyDestroyed,
    RoleGiven,
    SeatPlaced,
)
from onetext.record.acts.talking import (
    CaucusMessage,
    DeadlineSet,
    Message,
    Minutes,
    MinutesSigned,
    RoundOpened,
    SessionHeld,
)
from onetext.record.canonical import JSON
from onetext.record.fields import Body, Shown
from onetext.record.wire import Text, from_texts, to_json, value_of

Act: TypeAlias = (
    CompartmentOpened
    | CompartmentClosed
    | KeyDestroyed
    | HolderNamed
    | RoleGiven
    | SeatPlaced
    | Message
    | RoundOpened
    | SessionHeld
    | Minutes
    | MinutesSigned
    | DeadlineSet
    | OfferMade
    | OfferWithdrawn
    | FactEntered
    | ProposalPut
    | ProposalEnded
    | ProposalAccepted
    | Leave
    | Disclosure
    | PassedOn
    | Refusal
    | ReportFiled
    | CaseFiled
    | SheetFiled
    | ResultFiled
    | AlternativeDropped
    | AlternativePut
    | CarvedOut
    | ChoiceMade
    | Comment
    | ConsentGiven
    | DraftIssued
    | Initialled
    | InstrumentOpened
    | ModeChanged
    | PassageAdded
    | PassageChanged
    | PassageMoved
    | PassageRemoved
    | StandEntered
)

KINDS: Mapping[str, type[Act]] = {
    kind.kind: kind
    for kind in (
        CompartmentOpened,
        CompartmentClosed,
        KeyDestroyed,
        HolderNamed,
        RoleGiven,
        SeatPlaced,
        Message,
        CaucusMessage,
        RoundOpened,
        SessionHeld,
        Minutes,
        MinutesSigned,
        DeadlineSet,
        OfferMade,
        NonPaper,
        OfferWithdrawn,
        FactEntered,
        ProposalPut,
        ProposalEnded,
        ProposalAccepted,
        Leave,
        Disclosure,
        PassedOn,
        Refusal,
        ReportFiled,
        CaseFiled,
        SheetFiled,
        ResultFiled,
        AlternativeDropped,
        AlternativePut,
        CarvedOut,
        ChoiceMade,
        Comment,
        ConsentGiven,
        DraftIssued,
        Initialled,
        InstrumentOpened,
        ModeChanged,
        PassageAdded,
        PassageChanged,
        PassageMoved,
        PassageRemoved,
        StandEntered,
    )
}

FILED = frozenset({"report", "case", "sheet", "result"})
"""Kinds that are put on file and are no acts of the talks (design, §4, Words)."""


def values_of(act: Act) -> dict[str, JSON]:
    """Return the fields of the body that says ``act``.

    Examples
    --------
    >>> values_of(Message("the lake", "none"))
    {'leave': 'none', 'words': 'the lake', 'kind': 'message'}
    """
    told = cast("Mapping[str, JSON]", to_json(act))
    return {name: told[name] for name in sorted(told)} | {"kind": act.kind}


def act_of(body: Body) -> Act | None:
    """Return the act that a body says; None if a field of it is hidden or its kind is not known.

    Raises
    ------
    BadInput
        If the kind is known and the fields are not its own.
    """
    told = {field.name: field for field in body.fields}
    kind = told.pop("kind", None)
    if not isinstance(kind, Shown):
        return None
    known = KINDS.get(str(value_of(kind.value)))
    if known is None:
        return None
    texts: dict[str, Text] = {}
    for name, field in told.items():
        if not isinstance(field, Shown):
            return None
        texts[name] = field.value
    return from_texts(known, texts, known.kind)


def kind_of(body: Body) -> str | None:
    """Return the kind that a body shows; None if it is hidden.

    Raises
    ------
    BadInput
        If it is no text.
    """
    kind = body.shown("kind")
    if kind is not None and not isinstance(kind, str):
        raise BadInput(f"the kind of an entry is {kind!r}", instead="write a word")
    return kind
