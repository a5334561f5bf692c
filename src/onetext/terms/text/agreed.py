"""Whether a text is agreed, as far as a view can tell, and whose word is missing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onetext.terms.hour import ends, since
from onetext.terms.text.answer import Answer, every
from onetext.terms.text.stand import Stand
from onetext.terms.text.state import Held, Text, TextState
from onetext.terms.when import When


@dataclass(frozen=True, slots=True)
class PassageAgreed:
    """Say whether one passage is agreed.

    Parameters
    ----------
    answer
        By its own stands: all who are bound accept, somebody does not, or somebody was not heard.
    closed
        With all that closes together; the same as ``answer`` once it is carved out.
    against
        The stands that are no accept.
    missing
        The bound parties of whom this view shows no stand.
    silent
        Those of whom it shows none, but who accept by the instrument's rule on silence.
    bracketed
        Whether words are in brackets: nothing there can be agreed.
    carved
        Whether every party that the closing group binds would have it close early.
    """

    instrument: str
    passage: str
    answer: Answer
    closed: Answer
    against: tuple[Stand, ...]
    missing: tuple[str, ...]
    silent: tuple[str, ...]
    bracketed: bool
    carved: bool


@dataclass(frozen=True, slots=True)
class Agreed:
    """Say whether an instrument is agreed.

    Parameters
    ----------
    answer
        With all that closes together; the same as ``alone`` once it is carved out.
    alone
        By its own passages.
    group
        What each instrument that closes with it answers alone, itself included, by id; one that
        this view does not show is unknown.
    """

    instrument: str
    answer: Answer
    alone: Answer
    carved: bool
    passages: tuple[PassageAgreed, ...]
    group: tuple[tuple[str, Answer], ...]

    @property
    def missing(self) -> dict[str, tuple[str, ...]]:
        """Return for each party that was not heard the passages it was not heard on."""
        found: dict[str, tuple[str, ...]] = {}
        for passage in self.passages:
            for party in passage.missing:
                found[party] = (*found.get(party, ()), passage.passage)
        return found


def agreed(state: TextState, instrument: str, at: When | None = None) -> Agreed:
    """Return whether ``instrument`` is agreed to this view, and who is missing on each passage.

    A passage needs an accept of every party that its instrument binds. Nothing is agreed until all
    that closes together is (glossary); a part closes early when every party of the group has carved
    it out by an act. Ad referendum is no accept.

    Parameters
    ----------
    at
        The hour of asking, for a rule on silence; without one silence is never consent.

    Raises
    ------
    WrongUse
        If the view shows no such instrument.
    BadInput
        If ``at`` has no year and there is a rule on silence.

    Notes
    -----
    Cost: linear in the passages of the group, their stands and drafts.

    Examples
    --------
    >>> from onetext.terms.text.acts import PassageAdded, StandTaken
    >>> from onetext.terms.text.fold import fold
    >>> from onetext.terms.text.instrument import FullPowers, Instrument
    >>> from onetext.terms.text.passage import Alternative, Passage, Version
    >>> treaty = Instrument("t", "T", "treaty", binds=("arn", "bel"), drafter="dor",
    ...                     languages=("en",), may_bind=(FullPowers("arn-1", "arn"),))
    >>> lake = Passage("art-1", "", (Alternative("a1", (Version("en", "The lake is shared."),)),))
    >>> state = fold([treaty], [PassageAdded("01", "dor-1", "dor", None, "t", lake),
    ...     StandTaken("02", "arn-1", "arn", None, "t", "art-1", "01", "accept")])
    >>> found = agreed(state, "t")
    >>> found.answer, found.missing
    ('unknown', {'bel': ('art-1',)})
    """
    text = state.text(instrument)
    closers = state.closers(instrument)
    own = tuple(_passage(text, held, closers, at) for held in text.held)
    group = tuple((id, _alone(state, id, at)) for id in state.group(instrument))
    alone = every(passage.answer for passage in own)
    carved = _all_carve(text.carved, closers)
    answer = alone if carved else every(found for _, found in group)
    closed = tuple(p if p.carved else replace(p, closed=answer) for p in own)
    return Agreed(instrument, answer, alone, carved, closed, group)


def _alone(state: TextState, id: str, at: When | None) -> Answer:
    text = state.texts.get(id)
    if text is None:
        return "unknown"
    return every(_passage(text, held, None, at).answer for held in text.held)


def _passage(
    text: Text, held: Held, closers: tuple[str, ...] | None, at: When | None
) -> PassageAgreed:
    binds = text.instrument.binds
    said = {stand.party: stand for stand in held.stands}
    against = tuple(said[p] for p in binds if p in said and said[p].says != "accept")
    unheard = tuple(party for party in binds if party not in said)
    bracketed = held.passage.bracketed
    by_silence = not bracketed and _silence(text, held, at)
    missing, silent = ((), unheard) if by_silence else (unheard, ())
    answer: Answer = "no" if bracketed or against else "unknown" if missing else "yes"
    return PassageAgreed(
        instrument=text.instrument.id,
        passage=held.passage.id,
        answer=answer,
        closed=answer,
        against=against,
        missing=missing,
        silent=silent,
        bracketed=bracketed,
        carved=_all_carve(held.carved, closers),
    )


def _silence(text: Text, held: Held, at: When | None) -> bool:
    """Tell whether the hour has passed, and a draft showed these words before it."""
    rule = text.instrument.silence
    if rule is None or at is None or not since(at, rule.until):
        return False
    return any(
        held.changed_by in draft.changed_by
        for draft in text.drafts
        if draft.at is not None and ends(draft.at) < ends(rule.until)
    )


def _all_carve(carved: tuple[str, ...], closers: tuple[str, ...] | None) -> bool:
    return closers is not None and set(closers) <= set(carved)
