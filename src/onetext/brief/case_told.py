"""A case told in words: what happened, offers, guarantees, texts, red lines, with their grounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onetext.analysis.table.offers import exchange_of
from onetext.brief import words
from onetext.brief.table_told import Group, Item, Names, told_exchange
from onetext.terms.case import Case
from onetext.terms.consent import Consent, ConsentAct
from onetext.terms.guarantees.guarantee import Guarantee, Guarantor
from onetext.terms.guarantees.in_force import BOUND, IN_FORCE, in_force, needed, never_start
from onetext.terms.hour import since
from onetext.terms.offers.offer import Offer, standing
from onetext.terms.packages.condition import Always, Condition
from onetext.terms.when import When

ACTS: Mapping[ConsentAct, str] = {
    "sign": "signed",
    "ratify": "ratified",
    "withdraw": "withdrawn from",
}
UNCHECKED = "text not checked against its source"


def case_groups(case: Case, at: When | None) -> tuple[Group, ...]:
    """Return what there is to tell of a case as of an hour; sheets are never told.

    Raises
    ------
    BadInput
        If an hour has no year.
    """
    names = Names({party.id: party.name for party in case.parties})
    found = (
        Group("case", "The case on file", tuple(_case(case))),
        Group("case_happened", "What happened", tuple(_happened(case, at, names))),
        Group("case_offers", "Offers on file", tuple(_offers(case, at, names))),
        Group("case_guarantees", "Guarantees on file", tuple(_guarantees(case, at, names))),
        Group("case_texts", "Texts on file", tuple(_texts(case, names))),
        Group("red_lines", "Red lines on file", tuple(_red_lines(case, names))),
        Group("case_deadlines", "Deadlines on file", tuple(_deadlines(case, names))),
    )
    return tuple(group for group in found if group.items)


def _case(case: Case) -> Iterator[Item]:
    """Return how the case as a whole is known, where it says so."""
    mark = case.grounds_of("case").mark
    if mark:
        yield Item(mark[:1].upper() + mark[1:], (case.about,) if case.about else ())


def _happened(case: Case, at: When | None, names: Names) -> Iterator[Item]:
    """Return what is dated by the hour, in order of time; without an hour, all of it."""
    consents: dict[tuple[str, When | None, ConsentAct], list[Consent]] = {}
    for one in case.consents:
        consents.setdefault((one.instrument, one.at, one.act), []).append(one)
    titles = {treaty.id: treaty.title for treaty in case.treaties}
    found = [
        (one.at, f"{_plain(one.what)}: {_plain(one.value)}", f"facts/{one.what}={one.value}")
        for one in case.happenings
    ]
    for (text, when, act), some in consents.items():
        who = words.listed([names.one(one.party) for one in some])
        first = f"consents/{some[0].party}/{text}/{act}"
        found.append((when, f"{ACTS[act]} by {who}: {titles.get(text, text)}", first))
    dated = [(last, *row) for row in found if row[0] and (last := row[0].ends())]
    for _, when, told, item in sorted(dated, key=lambda row: row[0]):
        if at is None or since(at, when):
            yield Item(f"{words.when(when)}: {told}", _with(case, item))
    for when, told, item in found:
        if at is None and (when is None or when.ends() is None):
            yield Item(f"{words.when(when)}: {told}", _with(case, item))


def _plain(name: str) -> str:
    return name.replace("-", " ")


def _offers(case: Case, at: When | None, names: Names) -> Iterator[Item]:
    there = standing(case.offers, at)
    for offer in there:
        yield _offer(case, offer, names)
    found = exchange_of(there)
    if found is not None:
        yield from told_exchange(found)
    ended = [offer.id for offer in case.offers if offer not in there and not offer.non_paper]
    if ended:
        yield Item(f"no longer standing: {words.listed(ended)}")


def _offer(case: Case, offer: Offer, names: Names) -> Item:
    by = names.one(offer.by) if offer.by is not None else "nobody"
    until = f", until {offer.standing_until}" if offer.standing_until else ""
    head = f"{offer.id}, {by} to {names.all(offer.to)}{until}"
    free = isinstance(offer.want, Always)
    want = "asks nothing for it" if free else f"wants {offer.want}"
    return Item(head, _with(case, f"offers/{offer.id}", f"gives {offer.give}", want))


def _guarantees(case: Case, at: When | None, names: Names) -> Iterator[Item]:
    held = in_force(case.guarantees, case.facts(at))
    stuck = {one.what: one.circle for one in never_start(case.guarantees)}
    for guarantee in case.guarantees:
        runs = (guarantee.id, IN_FORCE) in held
        state = "in force" if runs else "not in force"
        lacks = needed(guarantee.in_force_when, held)
        details = [] if runs else [f"needs {_said(lacks)}"]
        if guarantee.id in stuck:
            circle = stuck[guarantee.id]
            waits = f": {' → '.join((*circle, circle[0]))}" if circle else ""
            details.append(f"can never start as it is written{waits}")
        details += [
            told
            for guarantor in guarantee.guarantors
            if (told := _guarantor(guarantee, guarantor, held, names))
        ]
        if not guarantee.source.checked:
            details.append(UNCHECKED)
        head = f"{guarantee.title or guarantee.id}, for {names.one(guarantee.beneficiary)}: {state}"
        yield Item(head, _with(case, f"guarantees/{guarantee.id}", *details))


def _guarantor(
    guarantee: Guarantee, guarantor: Guarantor, held: frozenset[tuple[str, str]], names: Names
) -> str:
    who = names.one(guarantor.party)
    if (f"{guarantor.party}/{guarantee.id}", BOUND) in held:
        return f"{who}: bound"
    lacks = needed(guarantor.bound_when, held)
    return f"{who}: not bound" + ("" if isinstance(lacks, Always) else f"; needs {_said(lacks)}")


def _texts(case: Case, names: Names) -> Iterator[Item]:
    for text in case.texts:
        made, draft = text.instrument, text.on_the_table
        details = [f"binds {names.all(made.binds)}"]
        if draft is not None:
            open_ = [passage.id for passage in draft.passages if passage.bracketed]
            brackets = words.count(len(open_), "passage")
            where = f": {words.listed(open_)}" if open_ else ""
            details.append(f"draft {draft.n}: {brackets} in brackets{where}")
        yield Item(made.title, _with(case, f"instruments/{made.id}", *details))


def _red_lines(case: Case, names: Names) -> Iterator[Item]:
    for line in case.red_lines:
        yield Item(f"{names.one(line.by)}: {line.keeps}", _with(case, f"red_lines/{line.id}"))


def _deadlines(case: Case, names: Names) -> Iterator[Item]:
    for one in case.deadlines:
        by = names.one(one.set_by) if one.set_by else words.UNKNOWN
        lapses = (f"then lapses: {words.listed(list(one.lapses))}",) if one.lapses else ()
        head = f"{words.when(one.when)}: {one.what}; set by {by}"
        yield Item(head, _with(case, f"deadlines/{one.id}", *lapses))


def _said(condition: Condition) -> str:
    return str(condition).replace("\n", " ")


def _with(case: Case, item: str, *details: str) -> tuple[str, ...]:
    """Return the details of an item, and last what it rests on."""
    grounds = case.grounds_of(item)
    cited = []
    for one in grounds.sources:
        found = case.reference(one)
        named = (found.outlet or found.title) if found is not None else one.source
        cited.append(f"{named}, {one.place}" if one.place else named)
    rests = "; ".join(part for part in (grounds.mark, words.listed(cited), grounds.note) if part)
    return (*details, rests) if rests else details
