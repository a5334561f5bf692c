"""What the acts that a view shows have made of its texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from onetext.errors import WrongUse
from onetext.terms.consent import Consent
from onetext.terms.text.acts import TextAct
from onetext.terms.text.draft import Draft
from onetext.terms.text.instrument import Instrument, Mode, by_id, closing_group
from onetext.terms.text.passage import Passage
from onetext.terms.text.stand import Stand
from onetext.terms.when import When


@dataclass(frozen=True, slots=True)
class Held:
    """Hold a passage as its last change left it, and what was said of it since.

    Parameters
    ----------
    changes
        The entries that changed it, first to last; the last one is ``changed_by``.
    stands
        The last one of each party, in the order of entering.
    advice
        The last one of each seat that does not bind, for its own delegation.
    carved
        The parties that would have it close early, as it is.
    known
        Whether a draft showed it, or a stand was ever taken on it.
    """

    passage: Passage
    changes: tuple[str, ...]
    changed_at: When | None = None
    stands: tuple[Stand, ...] = ()
    advice: tuple[Stand, ...] = ()
    carved: tuple[str, ...] = ()
    known: bool = False

    @property
    def changed_by(self) -> str:
        """Return the entry of its latest change."""
        return self.changes[-1]

    def stand(self, party: str) -> Stand | None:
        """Return what ``party`` says of it as it is, None if this view shows nothing."""
        return next((stand for stand in self.stands if stand.party == party), None)


@dataclass(frozen=True, slots=True)
class Comment:
    """Hold a comment on a passage, or on the whole text when ``passage`` is None."""

    entry: str
    seat: str | None
    party: str | None
    passage: str | None
    words: str
    at: When | None


@dataclass(frozen=True, slots=True)
class Initials:
    """Say who initialled which draft for which party."""

    party: str
    seat: str
    draft: str
    at: When | None


@dataclass(frozen=True, slots=True)
class Reopening:
    """Name a passage that was settled and is open again, and the act that opened it.

    Settled: shown in a draft, and either accepted by all whom it binds, or clean and now back in
    brackets. ``after`` is the number of the draft before.
    """

    passage: str
    entry: str
    after: int


@dataclass(frozen=True, slots=True)
class Text:
    """Hold one instrument's text, in the order of its passages, and its history in this view.

    Parameters
    ----------
    carved
        The parties that would have the whole instrument close early.
    consents
        The entry of the draft with each consent to it.
    signed
        The entry of the draft that all who are asked have signed; from then on it is fixed.
    """

    instrument: Instrument
    mode: Mode
    held: tuple[Held, ...] = ()
    drafts: tuple[Draft, ...] = ()
    comments: tuple[Comment, ...] = ()
    carved: tuple[str, ...] = ()
    initials: tuple[Initials, ...] = ()
    consents: tuple[tuple[str, Consent], ...] = ()
    reopened: tuple[Reopening, ...] = ()
    signed: str | None = None

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return the passages as they are, in order."""
        return tuple(held.passage for held in self.held)

    def find(self, passage: str) -> Held | None:
        """Return the passage of that id as it is, None if this view shows none."""
        return next((held for held in self.held if held.passage.id == passage), None)

    @property
    def issued(self) -> Draft | None:
        """Return the last draft if the text is still as it showed it, else None."""
        if not self.drafts:
            return None
        last = self.drafts[-1]
        now = tuple(held.changed_by for held in self.held)
        return last if (last.passages, last.changed_by) == (self.passages, now) else None


@dataclass(frozen=True, slots=True)
class Ignored:
    """Name an act that counts for nothing, and why."""

    act: TextAct
    why: str


@dataclass(frozen=True, slots=True)
class TextState:
    """Hold all texts of a view, and the acts that were against the rules."""

    texts: Mapping[str, Text] = field(default_factory=dict)
    ignored: tuple[Ignored, ...] = ()

    def text(self, instrument: str) -> Text:
        """Return the text of that instrument.

        Raises
        ------
        WrongUse
            If this view shows none.
        """
        found = self.texts.get(instrument)
        if found is None:
            raise WrongUse(f"there is no instrument {instrument!r} here")
        return found

    @property
    def instruments(self) -> Mapping[str, Instrument]:
        """Return the instruments by their id."""
        return {id: text.instrument for id, text in self.texts.items()}

    def group(self, instrument: str) -> tuple[str, ...]:
        """Return the instruments that close together with this one, seen or not, sorted."""
        return closing_group(self.instruments, instrument)

    def closers(self, instrument: str) -> tuple[str, ...] | None:
        """Return the parties bound by anything that closes with it, in order; None if not known.

        It is not known while something that closes with it is not to be seen.
        """
        group = self.group(instrument)
        if any(id not in self.texts for id in group):
            return None
        parties = [party for id in group for party in self.texts[id].instrument.binds]
        return tuple(dict.fromkeys(parties))


def begin(instruments: Iterable[Instrument]) -> TextState:
    """Return the state before any act.

    Raises
    ------
    BadInput
        If two instruments share an id.
    """
    return TextState(
        {
            id: Text(instrument, instrument.procedure)
            for id, instrument in by_id(instruments).items()
        }
    )


def consents_to(given: Iterable[tuple[str, Consent]], draft: str) -> tuple[Consent, ...]:
    """Return the consents to one draft, and all withdrawals: who withdraws has consented to none.

    Parameters
    ----------
    given
        Each consent with the entry of its draft, as a text holds them.
    """
    return tuple(one for on, one in given if on == draft or one.act == "withdraw")
