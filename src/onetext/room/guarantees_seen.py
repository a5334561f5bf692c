"""The guarantees that a seat may know of, and the facts that they wait for, as its view shows them.

A room's record holds no guarantee: they are of the case. A page has one only where the view has
what it was encoded from: the text on the table in which it stands, or a report that tells of it. In
an exercise one that rests on neither is part of what the host hands out to everybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from onetext.analysis.table.lines import said
from onetext.analysis.table.texts import text_state
from onetext.record.acts.offering import FactEntered
from onetext.record.view import View
from onetext.terms.case import Case
from onetext.terms.consent import Consent, Fact, consented
from onetext.terms.guarantees.guarantee import Guarantee
from onetext.terms.text.status import given_consents
from onetext.terms.when import When


@dataclass(frozen=True, slots=True)
class GuaranteeSeen:
    """Hold a guarantee, and by what this seat knows of it.

    Parameters
    ----------
    instrument
        The text on the table that it stands in, None if it is known otherwise.
    reports
        The reports that tell of it, by the ids of this view's sources.
    note
        What the case says of it besides.
    """

    guarantee: Guarantee
    instrument: str | None
    reports: tuple[str, ...]
    note: str


def guarantees_seen(view: View, case: Case) -> tuple[GuaranteeSeen, ...]:
    """Return the guarantees of a case that a view has what they rest on, in the case's order.

    Notes
    -----
    Cost: as the texts of the view.
    """
    there = {source.id for source in view.sources}
    open_texts = set(text_state(view).texts)
    found = (_seen(one, view, case, there, open_texts) for one in case.guarantees)
    return tuple(one for one in found if one is not None)


def facts_seen(view: View, at: When | None = None) -> frozenset[Fact]:
    """Return the facts of a view: who has consented to what, and what was entered as a fact."""
    given: list[Consent] = []
    for text in text_state(view).texts.values():
        given += given_consents(text)
    entered = ((act.subject, act.value) for _, _, act in said(view, FactEntered))
    return consented(given, at) | frozenset(entered)


def _seen(
    one: Guarantee, view: View, case: Case, there: set[str], open_texts: set[str]
) -> GuaranteeSeen | None:
    grounds = case.grounds_of(f"guarantees/{one.id}")
    texts = _texts_of(one, case)
    if texts:
        found = next((id for id in texts if id in open_texts), None)
        return GuaranteeSeen(one, found, (), grounds.note) if found is not None else None
    files = [case.reference(cited) for cited in grounds.sources]
    reports = tuple(
        dict.fromkeys(PurePosixPath(file.file).stem for file in files if file and file.file)
    )
    if reports:
        known = tuple(id for id in reports if id in there)
        return GuaranteeSeen(one, None, known, grounds.note) if known else None
    published = bool(one.source.title or any(files))
    if published or view.mode == "exercise":
        return GuaranteeSeen(one, None, (), grounds.note)
    return None


def _texts_of(one: Guarantee, case: Case) -> tuple[str, ...]:
    """Return the texts on the table whose passages a guarantee was encoded from."""
    articles = set(one.source.articles)
    return tuple(
        text.instrument.id
        for text in case.texts
        if articles & set(_passages(draft.passages for draft in text.drafts))
    )


def _passages(drafts: Iterable[Iterable[object]]) -> Iterable[str]:
    for passages in drafts:
        for passage in passages:
            yield str(getattr(passage, "id", ""))
