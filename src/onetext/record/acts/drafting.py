"""Acts on a text: passages, alternatives, stands, drafts, and the consent that closes them.

An act that leaves a passage with other words says so in ``changes``: the hash of all that the
passage then says, salted by ``salt``, which a stand on it signs (design, §4, The single text).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from onetext.record.stands import Change, SignedStand
from onetext.terms.consent import ConsentAct
from onetext.terms.text.instrument import Instrument, Mode
from onetext.terms.text.passage import Alternative, Passage


@dataclass(frozen=True, slots=True)
class InstrumentOpened:
    """Open an instrument, with the rules it is negotiated by, where its text will be seen."""

    instrument: Instrument
    kind: ClassVar[str] = "instrument"


@dataclass(frozen=True, slots=True)
class PassageAdded:
    """Add a passage before another one, or at the end."""

    instrument: str
    passage: Passage
    before: str | None
    salt: bytes
    changes: Change
    kind: ClassVar[str] = "passage-added"


@dataclass(frozen=True, slots=True)
class PassageChanged:
    """Give a passage another heading or other alternatives."""

    instrument: str
    passage: Passage
    salt: bytes
    changes: Change
    kind: ClassVar[str] = "passage-changed"


@dataclass(frozen=True, slots=True)
class PassageMoved:
    """Move a passage before another one, or to the end."""

    instrument: str
    passage: str
    before: str | None
    kind: ClassVar[str] = "passage-moved"


@dataclass(frozen=True, slots=True)
class PassageRemoved:
    """Take a passage out."""

    instrument: str
    passage: str
    salt: bytes
    changes: Change
    kind: ClassVar[str] = "passage-removed"


@dataclass(frozen=True, slots=True)
class AlternativePut:
    """Put an alternative in brackets beside the others; without an author it may stay unsigned."""

    instrument: str
    passage: str
    alternative: Alternative
    salt: bytes
    changes: Change
    kind: ClassVar[str] = "alternative"


@dataclass(frozen=True, slots=True)
class AlternativeDropped:
    """Drop an alternative."""

    instrument: str
    passage: str
    alternative: str
    salt: bytes
    changes: Change
    kind: ClassVar[str] = "alternative-dropped"


@dataclass(frozen=True, slots=True)
class ChoiceMade:
    """Keep one alternative and drop the others."""

    instrument: str
    passage: str
    alternative: str
    salt: bytes
    changes: Change
    kind: ClassVar[str] = "choice"


@dataclass(frozen=True, slots=True)
class ModeChanged:
    """Change who drafts."""

    instrument: str
    mode: Mode
    kind: ClassVar[str] = "mode"


@dataclass(frozen=True, slots=True)
class Comment:
    """Comment on a passage, or on the whole text."""

    instrument: str
    passage: str | None
    words: str
    kind: ClassVar[str] = "comment"


@dataclass(frozen=True, slots=True)
class StandEntered:
    """Enter a stand, signed by itself."""

    stand: SignedStand
    kind: ClassVar[str] = "stand"


@dataclass(frozen=True, slots=True)
class DraftIssued:
    """Issue the text as it stands as the next draft."""

    instrument: str
    kind: ClassVar[str] = "draft"


@dataclass(frozen=True, slots=True)
class CarvedOut:
    """Agree that a passage as last changed, or the whole instrument, closes early."""

    instrument: str
    passage: str | None
    changed_by: bytes | None
    kind: ClassVar[str] = "carve-out"


@dataclass(frozen=True, slots=True)
class Initialled:
    """Fix a draft, named by its entry, as the genuine text."""

    instrument: str
    draft: bytes
    kind: ClassVar[str] = "initialled"


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """Sign or ratify a draft for one's party, or withdraw."""

    instrument: str
    draft: bytes
    act: ConsentAct
    kind: ClassVar[str] = "consent"
