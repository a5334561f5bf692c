"""What seats do to a text, as values. The record maps its entries to these.

An act without a seat and a party is one that the host entered without an author: an unnamed
alternative (design, §4, Deniability).
"""

from __future__ import annotations

from dataclasses import dataclass

from onetext.errors import BadInput
from onetext.terms.consent import ConsentAct
from onetext.terms.packages.package import name
from onetext.terms.text.instrument import Mode
from onetext.terms.text.passage import Alternative, Passage
from onetext.terms.text.stand import SAYS, Says
from onetext.terms.when import When


@dataclass(frozen=True, slots=True)
class TextAct:
    """Hold what all acts on a text have.

    Parameters
    ----------
    entry
        The id of the entry that made it, in hexadecimal.
    seat, party
        Who acts, as the record has it; None for an act without an author.
    at
        Its hour.

    Raises
    ------
    BadInput
        If the entry or the instrument has no id.
    """

    entry: str
    seat: str | None
    party: str | None
    at: When | None
    instrument: str

    def __post_init__(self) -> None:
        name(self.entry)
        name(self.instrument)


@dataclass(frozen=True, slots=True)
class PassageAdded(TextAct):
    """Add a passage before another one; None adds it at the end."""

    passage: Passage
    before: str | None = None


@dataclass(frozen=True, slots=True)
class PassageChanged(TextAct):
    """Give a passage another heading or other alternatives."""

    passage: Passage


@dataclass(frozen=True, slots=True)
class PassageMoved(TextAct):
    """Move a passage before another one, None to the end. Its words and stands stay."""

    passage: str
    before: str | None = None


@dataclass(frozen=True, slots=True)
class PassageRemoved(TextAct):
    """Take a passage out: a change of its words to none, which needs consent as any other."""

    passage: str


@dataclass(frozen=True, slots=True)
class AlternativePut(TextAct):
    """Put an alternative beside the others, in brackets."""

    passage: str
    alternative: Alternative


@dataclass(frozen=True, slots=True)
class AlternativeDropped(TextAct):
    """Drop an alternative."""

    passage: str
    alternative: str


@dataclass(frozen=True, slots=True)
class ChoiceMade(TextAct):
    """Lift the brackets: keep one alternative and drop all others."""

    passage: str
    alternative: str


@dataclass(frozen=True, slots=True)
class ModeChanged(TextAct):
    """Change who drafts."""

    mode: Mode


@dataclass(frozen=True, slots=True)
class Commented(TextAct):
    """Comment on a passage, or on the whole text when ``passage`` is None."""

    passage: str | None
    words: str


@dataclass(frozen=True, slots=True)
class StandTaken(TextAct):
    """Say what one thinks of a passage as ``changed_by`` left it.

    Raises
    ------
    BadInput
        If it says something else than a stand can.
    """

    passage: str
    changed_by: str
    says: Says

    def __post_init__(self) -> None:
        name(self.entry)
        name(self.instrument)
        if self.says not in SAYS:
            raise BadInput(
                f"a stand cannot say {self.says!r}", instead=f"write one of {', '.join(SAYS)}"
            )


@dataclass(frozen=True, slots=True)
class DraftIssued(TextAct):
    """Issue the text as it stands as the next draft."""


@dataclass(frozen=True, slots=True)
class CarvedOut(TextAct):
    """Agree, for one's party, that a part closes early and on its own.

    Parameters
    ----------
    passage, changed_by
        The passage as last changed; both None for the whole instrument.
    """

    passage: str | None = None
    changed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Initialled(TextAct):
    """Fix a draft as the genuine text (Vienna Convention, Art. 10). It is no consent."""

    draft: str


@dataclass(frozen=True, slots=True)
class ConsentGiven(TextAct):
    """Sign or ratify a draft for one's party, or withdraw."""

    draft: str
    act: ConsentAct
