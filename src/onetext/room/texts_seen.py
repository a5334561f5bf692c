"""A text as a seat sees it: passages with their words, stands and comments, ready to be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onetext.analysis.table.lines import said
from onetext.analysis.table.texts import TextSeen, texts
from onetext.record.acts.drafting import AlternativePut, InstrumentOpened
from onetext.record.drafting import instruments
from onetext.record.view import View
from onetext.room.delegation import Advice, advice_seen
from onetext.room.web.words import N_, Words
from onetext.room.wording import ANSWERS, STANDS, day
from onetext.terms.text.agreed import PassageAgreed
from onetext.terms.text.passage import Alternative, Version
from onetext.terms.text.stand import Stand
from onetext.terms.text.state import Comment, Held
from onetext.terms.text.suspicious import suspicious, visible

ODD: Mapping[str, str] = {
    "hidden": N_("a character that is not drawn"),
    "bidi": N_("a character that turns the order of what is drawn"),
    "mixed": N_("a word of several alphabets"),
    "lookalike": N_("a word in another alphabet that looks like this one"),
    "styled": N_("a letter drawn as another"),
    "number": N_("a number with letters that look like digits"),
}


@dataclass(frozen=True, slots=True)
class VersionTold:
    """Hold words in one language, what hides in them spelt out; ``odd`` names each such place."""

    language: str
    translation: bool
    words: str
    raw: str
    odd: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AlternativeTold:
    """Hold one wording; ``empty`` is the one that deletes.

    ``by`` is None for what stands in no party's name: ``unnamed`` if somebody put it so, else as
    the drafter wrote it.
    """

    id: str
    by: str | None
    unnamed: bool
    empty: bool
    versions: tuple[VersionTold, ...]


@dataclass(frozen=True, slots=True)
class StandTold:
    """Hold what a party says of a passage as it is: a sign, words, the seat, the day, the line."""

    party: str
    sign: str
    says: str
    kind: str
    seat: str
    day: str
    entry: int | None


@dataclass(frozen=True, slots=True)
class CommentTold:
    """Hold a comment."""

    who: str
    party: str | None
    day: str
    entry: int | None
    words: str


@dataclass(frozen=True, slots=True)
class PassageTold:
    """Hold a passage.

    Parameters
    ----------
    answer
        The words for agreed, not agreed, unknown, and how they are drawn.
    missing
        The parties bound of whom this view shows no stand.
    advice
        What seats of this seat's own delegation advise, in their own compartment.
    """

    id: str
    heading: str
    bracketed: bool
    deleted: bool
    alternatives: tuple[AlternativeTold, ...]
    stands: tuple[StandTold, ...]
    answer: tuple[str, str]
    missing: tuple[str, ...]
    silent: tuple[str, ...]
    carved: tuple[str, ...]
    comments: tuple[CommentTold, ...]
    advice: tuple[Advice, ...]
    changed: str
    entry: int | None


@dataclass(frozen=True, slots=True)
class TextTold:
    """Hold one text; ``general`` are comments on the whole of it."""

    seen: TextSeen
    passages: tuple[PassageTold, ...]
    general: tuple[CommentTold, ...]
    answer: tuple[str, str]


def text_seen(view: View, instrument: str) -> TextSeen | None:
    """Return a text of a view, None if it shows none of that id."""
    return next((one for one in texts(view) if one.text.instrument.id == instrument), None)


def titles_seen(view: View) -> Mapping[str, str]:
    """Return what the texts of a view are called, by their ids."""
    opened = instruments(act for _, _, act in said(view, InstrumentOpened))
    return {one.id: one.title for one in opened}


def text_told(view: View, seen: TextSeen, words: Words) -> TextTold:
    """Return a text in words."""
    telling = _Telling(view, words)
    agreed = {one.passage: one for one in seen.agreed.passages}
    comments = seen.text.comments
    passages = tuple(
        telling.passage(held, agreed[held.passage.id], seen, comments) for held in seen.text.held
    )
    general = tuple(telling.comment(one) for one in comments if one.passage is None)
    return TextTold(seen, passages, general, telling.answer(seen.agreed.answer))


def version_told(version: Version) -> VersionTold:
    """Return words with all that hides in them spelt out, and the list of it."""
    odd = tuple((ODD[one.kind], one.shown) for one in suspicious(version.words, version.language))
    return VersionTold(
        version.language,
        version.status == "translation",
        visible(version.words, version.language),
        version.words,
        odd,
    )


class _Telling:
    def __init__(self, view: View, words: Words) -> None:
        self.view, self.words = view, words
        self.lines = {
            line.entry.id.hex(): number
            for number, line in enumerate(view.lines, start=1)
            if line.entry is not None
        }
        self.unnamed = {
            (act.instrument, act.passage, act.alternative.id)
            for _, _, act in said(view, AlternativePut)
            if act.alternative.by is None
        }

    def answer(self, answer: str) -> tuple[str, str]:
        told, kind = ANSWERS[answer]
        return self.words.gettext(told), kind

    def passage(
        self, held: Held, agreed: PassageAgreed, seen: TextSeen, comments: Iterable[Comment]
    ) -> PassageTold:
        passage = held.passage
        instrument = seen.text.instrument
        parties = [*instrument.binds, *(s.party for s in held.stands)]
        return PassageTold(
            passage.id,
            passage.heading,
            passage.bracketed,
            passage.deleted,
            tuple(
                self._alternative(one, (instrument.id, passage.id, one.id) in self.unnamed)
                for one in passage.alternatives
            ),
            tuple(
                self._stand(party, held.stand(party), agreed) for party in dict.fromkeys(parties)
            ),
            self.answer(agreed.answer),
            agreed.missing,
            agreed.silent,
            held.carved,
            tuple(self.comment(one) for one in comments if one.passage == passage.id),
            advice_seen(self.view, instrument.id, passage.id),
            day(self.words, held.changed_at),
            self.lines.get(held.changed_by),
        )

    def comment(self, one: Comment) -> CommentTold:
        who = one.seat or self.words.gettext("nobody named")
        at = day(self.words, one.at)
        return CommentTold(who, one.party, at, self.lines.get(one.entry), one.words)

    def _alternative(self, one: Alternative, unnamed: bool) -> AlternativeTold:
        told = tuple(map(version_told, one.versions))
        return AlternativeTold(one.id, one.by, unnamed, one.empty, told)

    def _stand(self, party: str, stand: Stand | None, agreed: PassageAgreed) -> StandTold:
        sign, says, kind = STANDS[stand.says if stand is not None else None]
        if stand is None and party in agreed.silent:
            sign, says, kind = "✓", N_("accepts by silence"), "good"
        told = self.words.gettext(says)
        if stand is None:
            return StandTold(party, sign, told, kind, "", "", None)
        at = day(self.words, stand.at)
        return StandTold(party, sign, told, kind, stand.seat, at, self._stood(stand))

    def _stood(self, stand: Stand) -> int | None:
        for number, line in enumerate(self.view.lines, start=1):
            if line.entry is None or line.entry.seat != stand.seat or line.act is None:
                continue
            made = getattr(line.act, "stand", None)
            if made is not None and (made.passage, made.changed_by.hex(), made.says) == (
                stand.passage,
                stand.changed_by,
                stand.says,
            ):
                return number
        return None
