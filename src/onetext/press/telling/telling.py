"""One clause that tells an event, as the search for them hands it on."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.press.telling.event_words import EventHit, word_set
from onetext.terms.said.event import EventStatus, EventType
from onetext.terms.said.span import Span

#: Types whose occasions people come together for.
GATHERINGS: frozenset[EventType] = frozenset(("talks_round", "meeting", "call", "conference"))
#: Words behind which a verb or a noun tells nothing that has happened.
UNREAL = word_set(
    "could might may should must can if unless whether possible potential proposed hypothetical"
    " calls call called calling urged urges urge urging seek seeks sought seeking propose proposes"
    " proposing demand demands demanded demanding refuse refuses refused refusing want wants"
    " wanted ready willing prepared hope hopes hoped hoping offer offered offers offering need"
    " needs needed"
    " threatened threatens threatening threat would reject rejected rejects ruled fail fails failed"
    " failing try tried trying attempt attempts tries suspected calling pushing pushed push"
)


@dataclass(frozen=True, slots=True)
class Telling:
    """Hold one clause that tells an event.

    ``number`` is the ordinal that stands at the word ("second round"). ``anchored`` says that a
    verb of holding, or the word's being the clause's own verb, makes it an occasion; ``known``,
    that the words point back ("the meeting"); ``told``, that somebody's words tell it. ``verb`` is
    the verb of holding, and ``phase`` what it or the preposition makes of the occasion: ``open``,
    ``end``, ``run``, ``ahead`` or ``behind``. ``side`` says that a verb stands in a clause beside
    the main one: ``relative`` or ``subordinate``. ``phrase`` is a noun with all that belongs to it;
    ``another``, that the clause tells it of somebody else than was told before.
    """

    hit: EventHit
    type: EventType
    sentence: int
    evidence: Span
    status: EventStatus
    number: int | None
    anchored: bool
    known: bool
    told: bool
    phase: str
    verb: str = ""
    side: str = ""
    phrase: Span | None = None
    another: bool = False

    @property
    def weight(self) -> int:
        """Return how surely the word alone tells an event."""
        return self.hit.word.weight
