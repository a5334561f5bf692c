"""Instruments with their drafts and stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from onetext.cases.build.names import Names, said, said_or_none, texts
from onetext.cases.faults import nearest
from onetext.cases.schema.texts import (
    AlternativeRow,
    DraftRow,
    InstrumentRow,
    PassageRow,
    StandRow,
    Versions,
)
from onetext.errors import BadInput
from onetext.terms.case import Text
from onetext.terms.text.draft import Draft
from onetext.terms.text.instrument import ConsentRule, FullPowers, Instrument, Silence
from onetext.terms.text.passage import Alternative, Passage, Version
from onetext.terms.text.stand import Stand
from onetext.terms.when import When

ONLY = "a1"
"""The id of the one alternative of a passage that is written as a text alone."""


def instruments(
    rows: Iterable[InstrumentRow], party_of: dict[str, str], names: Names
) -> tuple[Text, ...]:
    """Return the instruments; ``party_of`` has each seat's party.

    What closes with another is written on either of them and stands on both: a seat that sees only
    the one then knows that it waits for something.
    """
    found = [made for row in rows if (made := _text(row, party_of, names)) is not None]
    ties = [(one.instrument.id, other) for one in found for other in one.instrument.closes_with]
    return tuple(replace(one, instrument=_tied(one.instrument, ties)) for one in found)


def _tied(instrument: Instrument, ties: Iterable[tuple[str, str]]) -> Instrument:
    """Return an instrument that names also those which name it."""
    naming = [id for id, other in ties if other == instrument.id]
    mutual = tuple(dict.fromkeys((*instrument.closes_with, *naming)))
    return replace(instrument, closes_with=mutual)


def drafted(
    instrument: Instrument,
    drafts: Iterable[tuple[When | None, str | None, tuple[Passage, ...]]],
) -> tuple[Draft, ...]:
    """Return drafts numbered from 1, each passage with the draft that last changed it.

    Each comes as its hour, how it was closed if it was, and its passages. Words that return after a
    change count as changed again.
    """
    made: list[Draft] = []
    for n, (at, closed, passages) in enumerate(drafts, start=1):
        entry = f"{instrument.id}/draft-{n}"
        before = made[-1] if made else None
        changed = tuple(
            before.changed_by[before.passages.index(passage)]
            if before and passage in before.passages
            else entry
            for passage in passages
        )
        bracketed = any(passage.bracketed for passage in passages)
        status = closed or ("bracketed" if bracketed else "clean")
        made.append(
            Draft(instrument.id, n, entry, at, instrument.procedure, passages, changed, status)  # type: ignore[arg-type]
        )
    return tuple(made)


def _text(row: InstrumentRow, party_of: dict[str, str], names: Names) -> Text | None:
    names.ground(f"instruments/{row.id}", row)
    names.all("party", row.binds)
    if row.drafter is not None:
        names.has("party", row.drafter)
    names.all("text", row.closes_with)
    good = [one for one in row.may_bind if names.has("seat", one.seat)]
    if row.passages and row.drafts:
        names.refused(
            BadInput(
                f"the instrument {str(row.id)!r} has passages and drafts",
                instead="put the passages into the last draft",
            ),
            row.id,
        )
    try:
        rule = row.consent
        instrument = Instrument(
            str(row.id),
            str(row.title),
            str(row.kind),
            row.procedure,
            binds=texts(row.binds),
            drafter=said_or_none(row.drafter),
            languages=texts(row.languages),
            may_bind=tuple(
                FullPowers(str(one.seat), party_of.get(one.seat, ""), one.since, one.until)
                for one in good
                if one.seat in party_of
            ),
            consent=ConsentRule(rule.act, texts(rule.who), rule.at_least)
            if rule
            else ConsentRule(),
            closes_with=texts(row.closes_with),
            silence=Silence(row.silence_until) if row.silence_until else None,
        )
    except BadInput as fault:
        names.refused(fault, row.id)
        instrument = None
    given = row.drafts or _alone(row)
    passages = [_passages(one.passages, row, names) for one in given]
    if instrument is None:
        return None
    drafts = drafted(
        instrument, [(one.at, one.status, made) for one, made in zip(given, passages, strict=True)]
    )
    return Text(instrument, drafts, tuple(_stands(row.stands, instrument, drafts, party_of, names)))


def _alone(row: InstrumentRow) -> tuple[DraftRow, ...]:
    return (DraftRow.model_construct(passages=row.passages),) if row.passages else ()


def _passages(
    rows: Sequence[PassageRow], instrument: InstrumentRow, names: Names
) -> tuple[Passage, ...]:
    found: list[Passage] = []
    seen: set[str] = set()
    for row in rows:
        if row.id in seen:
            names.faults.add(f"the passage {str(row.id)!r} stands twice in one draft", "keep one",
                             row.id.where)  # fmt: skip
        seen.add(row.id)
        if (row.text is None) is (not row.alternatives):
            has = "a text and alternatives" if row.text else "no words"
            names.refused(
                BadInput(
                    f"the passage {str(row.id)!r} has {has}",
                    instead="write text: for a clean passage, alternatives: for one in brackets",
                ),
                row.id,
            )
            continue
        try:
            ways = tuple(_alternative(one, instrument, names) for one in row.alternatives)
            alone = Alternative(ONLY, _versions(row.text, instrument))
            found.append(Passage(str(row.id), said(row.heading), ways or (alone,)))
        except BadInput as fault:
            names.refused(fault, row.id)
    return tuple(found)


def _alternative(row: AlternativeRow, instrument: InstrumentRow, names: Names) -> Alternative:
    if row.by is not None:
        names.has("party", row.by)
    try:
        return Alternative(str(row.id), _versions(row.text, instrument), said_or_none(row.by))
    except BadInput as fault:
        raise BadInput(
            fault.what, instead=fault.instead, where=fault.where or row.id.where
        ) from None


def _versions(given: Versions | None, instrument: InstrumentRow) -> tuple[Version, ...]:
    found: list[Version] = []
    for language, row in (given or {}).items():
        try:
            tag = str(language) or str(instrument.languages[0]) if instrument.languages else "en"
            found.append(Version(tag, str(row.words), row.status))
        except BadInput as fault:
            raise BadInput(fault.what, instead=fault.instead, where=row.words.where) from None
    return tuple(found)


def _stands(
    rows: Sequence[StandRow],
    instrument: Instrument,
    drafts: Sequence[Draft],
    party_of: dict[str, str],
    names: Names,
) -> Iterable[Stand]:
    for row in rows:
        if not names.has("seat", row.seat) or row.seat not in party_of:
            continue
        n = len(drafts) if row.draft is None else row.draft
        if not 1 <= n <= len(drafts):
            names.faults.add(
                f"there is no draft {n} of {instrument.id!r}",
                f"write a number from 1 to {len(drafts)}" if drafts else "write its passages",
                row.where,
            )
            continue
        draft = drafts[n - 1]
        passage = draft.passage(row.passage)
        if passage is None:
            names.faults.add(
                f"draft {n} of {instrument.id!r} has no passage {str(row.passage)!r}",
                nearest(row.passage, [one.id for one in draft.passages]),
                row.passage.where,
            )
            continue
        party = party_of[row.seat]
        if not instrument.may_bind_for(row.seat, party, row.at):
            names.faults.add(
                f"the seat {str(row.seat)!r} may not bind {party!r} to {instrument.id!r}"
                + (f" at {row.at}" if row.at else ""),
                "name it under may_bind, or leave the stand out",
                row.seat.where,
            )
            continue
        changed_by = draft.changed_by[draft.passages.index(passage)]
        yield Stand(str(row.seat), party, passage.id, changed_by, row.says, row.at)
