"""Guarantees, the texts that parties consent to, consents, and other facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from onetext.cases.build.names import Names, said, said_or_none, texts
from onetext.cases.faults import nearest
from onetext.cases.schema.guarantees import (
    CitationRow,
    ConsentRow,
    DutyRow,
    ExtentRow,
    FactRow,
    GuaranteeRow,
    ScopeRow,
    TreatyRow,
)
from onetext.cases.schema.words import EACH
from onetext.cases.written import Word
from onetext.errors import BadInput, Where
from onetext.terms.case import Happening, Treaty
from onetext.terms.consent import Consent
from onetext.terms.guarantees.guarantee import (
    Citation,
    Duty,
    Extent,
    Guarantee,
    Guarantor,
    Scope,
    refuse_falling,
)
from onetext.terms.guarantees.in_force import BOUND, IN_FORCE
from onetext.terms.packages.condition import (
    Always,
    And,
    AtLeast,
    Compare,
    Condition,
    Not,
    OneOf,
    Open,
    Or,
    atoms,
    both,
    nodes,
    values_of,
)
from onetext.terms.role import in_order

T = TypeVar("T")

AGREED = "agreed"
"""What a guarantee waits for where the case does not say when it is in force: what is left out is
unknown, and a guarantee that nobody knows to be in force is not."""


def guarantees(rows: Iterable[GuaranteeRow], names: Names) -> tuple[Guarantee, ...]:
    """Return the guarantees."""
    found = [made for row in rows if (made := _guarantee(row, names)) is not None]
    return tuple(found)


def treaties(rows: Iterable[TreatyRow], names: Names) -> tuple[Treaty, ...]:
    """Return the texts that are not drafted here."""
    for row in rows:
        names.ground(f"treaties/{row.id}", row)
    return tuple(Treaty(str(row.id), str(row.title)) for row in rows)


def consents(rows: Iterable[ConsentRow], names: Names) -> tuple[Consent, ...]:
    """Return the consents, one for each party that a row names."""
    found: list[Consent] = []
    for row in rows:
        good = names.all("party", row.party)
        good = names.has("text", row.instrument) and good
        for party in row.party:
            names.ground(f"consents/{party}/{row.instrument}/{row.act}", row)
            if good:
                found.append(Consent(str(party), str(row.instrument), row.act, row.at))
    return tuple(found)


def facts(rows: Iterable[FactRow], names: Names) -> tuple[Happening, ...]:
    """Return what happened."""
    for row in rows:
        party, slash, _ = row.what.partition("/")
        if slash and party not in names.ids["party"]:
            _no_party(party, row.what.where, names)
        if row.value in ("signed", "ratified", IN_FORCE, BOUND):
            names.faults.add(
                f"{str(row.value)!r} follows from consents, nobody enters it as a fact",
                "write a row under consents:",
                row.value.where,
            )
        names.ground(f"facts/{row.what}={row.value}", row)
    return tuple(Happening(str(row.what), str(row.value), row.at) for row in rows)


def _guarantee(row: GuaranteeRow, names: Names) -> Guarantee | None:
    id = str(row.id)
    names.ground(f"guarantees/{id}", row)
    good = names.all("party", [one.party for one in row.guarantors])
    if not row.guarantors:
        what = f"nobody guarantees {id!r}"
        names.refused(BadInput(what, instead="name at least one guarantor"), row.id)
        good = False
    if row.beneficiary is not None and " " not in row.beneficiary.strip():
        good = names.has("party", row.beneficiary) and good
    each = row.each_bound_when
    asked = [row.in_force_when, each, row.attested_when, *(g.bound_when for g in row.guarantors)]
    for condition in asked:
        if condition is not None:
            good = _check(condition, id, names, each=condition is each) and good
    for duty in row.duties:
        names_of_duties = [one.id for one in row.duties]
        for other in (duty.after, duty.failing):
            if other is not None and other not in names_of_duties:
                names.faults.add(
                    f"there is no duty {str(other)!r}",
                    nearest(other, [one for one in names_of_duties if one != duty.id])
                    or "put one before it",
                    other.where,
                )
                good = False
        for trigger in duty.triggers:
            if trigger not in row.triggers:
                names.faults.add(
                    f"the guarantee {id!r} has no trigger {str(trigger)!r}",
                    nearest(trigger, row.triggers),
                    trigger.where,
                )
                good = False
    duties = [_placed(names, duty.id, lambda d=duty: _duty(d)) for duty in row.duties]  # type: ignore[misc]
    scope = _scope(row.scope, names)
    text = _placed(names, row.id, lambda: _citation(row.text))
    if not good or None in duties or scope is None or text is None:
        return None
    return _placed(
        names,
        row.id,
        lambda: Guarantee(
            id,
            str(row.title),
            tuple(
                Guarantor(
                    str(one.party), both(_for(each, str(one.party)), one.bound_when or Always())
                )
                for one in row.guarantors
            ),
            said(row.beneficiary),
            texts(row.triggers),
            tuple(duty for duty in duties if duty is not None),
            scope,
            row.in_force_when or Compare(id, "=", AGREED),
            row.attested_when or Always(),
            text,
        ),
    )


def _placed(names: Names, at: Word | Where, make: Callable[[], T]) -> T | None:
    try:
        return make()
    except BadInput as fault:
        names.refused(fault, at)
        return None


def _duty(row: DutyRow) -> Duty:
    return Duty(
        str(row.id), row.modality, row.deed, str(row.what), row.rule, row.within,
        said_or_none(row.after), said_or_none(row.failing), texts(row.triggers), said(row.article),
    )  # fmt: skip


def _scope(row: ScopeRow | None, names: Names) -> Scope | None:
    if row is None:
        return Scope()
    ordered = _placed(names, row.where, lambda: _span(row))
    places, attackers = (
        Extent() if extent is None else _placed(names, extent.where, lambda e=extent: _extent(e))  # type: ignore[misc]
        for extent in (row.places, row.attackers)
    )
    if not ordered or places is None or attackers is None:
        return None
    return Scope(places, attackers, row.since, row.until, said(row.article))


def _span(row: ScopeRow) -> bool:
    in_order("the scope", row.since, row.until)
    return True


def _extent(row: ExtentRow) -> Extent:
    return Extent(None if row.only is None else texts(row.only), texts(row.but))


def _citation(row: CitationRow | None) -> Citation:
    if row is None:
        return Citation("")
    for article in row.read:
        if article not in row.articles:
            raise BadInput(
                f"the article {str(article)!r} was read but not encoded",
                instead=nearest(article, row.articles) or "name it under articles too",
                where=article.where,
            )
    return Citation(str(row.title), texts(row.articles), texts(row.read), said(row.url))


def _check(condition: Condition, id: str, names: Names, *, each: bool) -> bool:
    """Check a condition on facts: nothing in it falls, and who and what it names is there."""
    good = True
    for part in nodes(condition):
        if isinstance(part, Not | Compare | OneOf | Open):
            try:
                refuse_falling(part if not isinstance(part, Not) else Not(Always(), part.where), id)
            except BadInput as fault:
                names.faults.keep(fault)
                good = False
    for atom in atoms(condition):
        where = atom.where or Where("")
        for value in values_of(atom):
            for what, instead in _unknown(atom.issue, str(value), names, each=each):
                names.faults.add(what, instead, where)
                good = False
    return good


def _unknown(subject: str, value: str, names: Names, *, each: bool) -> Iterator[tuple[str, str]]:
    """Yield what a fact names that is not there: ``party/text``, ``guarantee``, ``event``."""
    party, slash, of = subject.partition("/")
    if slash and party not in names.ids["party"] and not (each and party == EACH):
        yield f"there is no party {party!r}", nearest(party, names.ids["party"])
    if value in ("signed", "ratified"):
        known = names.ids["text"]
        if of not in known:
            yield (
                f"there is no text {of!r}" if slash else f"{subject!r} names nobody who signs",
                (nearest(of, known) or "write its row under 'treaties:'")
                if slash
                else f"write 'party/{subject}'",
            )
    elif value in (IN_FORCE, BOUND):
        guarantee = of if value == BOUND else subject
        if guarantee not in names.ids["guarantee"]:
            yield (
                f"there is no guarantee {guarantee!r}",
                nearest(guarantee, names.ids["guarantee"]),
            )


def _no_party(party: str, where: Where, names: Names) -> None:
    known = names.ids["party"]
    names.faults.add(f"there is no party {party!r}", nearest(party, known), where)


def _for(each: Condition | None, party: str) -> Condition:
    """Return a condition with a party in place of ``each``."""
    if each is None:
        return Always()
    if isinstance(each, Compare | OneOf):
        who, slash, of = each.issue.partition("/")
        return replace(each, issue=f"{party}/{of}") if slash and who == EACH else each
    if isinstance(each, And | Or | AtLeast):
        return replace(each, parts=tuple(_for(part, party) for part in each.parts))
    return each
