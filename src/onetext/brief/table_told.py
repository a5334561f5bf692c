"""The table told in words: texts, offers, sittings, what went out; each line with its entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from onetext.analysis.table.offers import Exchange, TableOffer
from onetext.analysis.table.sittings import Sitting, TableRound
from onetext.analysis.table.table import Table
from onetext.analysis.table.texts import TextSeen
from onetext.brief import words
from onetext.record.view import View
from onetext.terms.packages.condition import Always
from onetext.terms.text.agreed import PassageAgreed
from onetext.terms.text.redline import redline
from onetext.terms.text.redline_shown import shown as redline_shown

_ANSWER = {"yes": "agreed", "no": "not agreed", "unknown": "not known to be agreed"}
_OPEN = ("standing", "non-paper")


@dataclass(frozen=True, slots=True)
class Item:
    """Hold one finding: a line, further lines under it, and the entries that show it.

    ``mono`` has words that keep their line breaks (a redline); ``whole`` the whole text as it is,
    for where there is room.
    """

    head: str
    details: tuple[str, ...] = ()
    entries: tuple[int, ...] = ()
    mono: str = ""
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Hold a section of findings of one kind."""

    name: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Call parties by their names."""

    named: Mapping[str, str]

    def one(self, id: str | None) -> str:
        """Return a party's name, its id when it has none."""
        return words.UNKNOWN if id is None else self.named.get(id, id)

    def all(self, ids: Iterable[str]) -> str:
        """Return several parties' names in one phrase."""
        return words.listed([self.one(id) for id in ids])


def groups(table: Table, view: View) -> tuple[Group, ...]:
    """Return what there is to tell of a table, in the order in which a reader needs it.

    A kind of which this view shows nothing is left out: only the reports' sections say that
    nothing was found, since what a seat does not see it cannot miss.
    """
    names = Names({party.id: party.name for party in view.parties})
    whose = "you" if view.seat is not None else "everybody"
    found = (
        Group("texts", "The text", tuple(_text(one, names) for one in table.texts)),
        Group("table_offers", "Offers at the table", tuple(_offers(table, names))),
        Group("sittings", "Rounds and sessions", tuple(_sittings(table))),
        Group("table_deadlines", "Deadlines set at the table", tuple(_deadlines(table, names))),
        Group("minutes", "Minutes", tuple(_minutes(table))),
        Group("received", f"Passed on to {whose}", tuple(_received(table))),
        Group("let_know", "Let out of rooms you are in", tuple(_let_know(table))),
        Group("refused", "Refused to be passed on", tuple(_refused(table))),
    )
    return tuple(group for group in found if group.items)


def _text(one: TextSeen, names: Names) -> Item:
    text, agreed = one.text, one.agreed
    made = text.instrument
    head = f"{made.title}: {one.status}, {_ANSWER[agreed.answer]}"
    mode = "the mediator alone drafts" if text.mode == "one-text" else "parties put alternatives"
    details = [f"{made.id}; {mode}; binds {names.all(made.binds)}"]
    if one.metrics:
        last = one.metrics[-1]
        counts = " → ".join(str(each.brackets) for each in one.metrics)
        by_draft = f"; draft by draft: {counts}" if len(one.metrics) > 1 else ""
        open_words = words.count(last.words_in_brackets, "word")
        brackets = words.count(last.brackets, "passage")
        details.append(f"draft {last.n}: {brackets} in brackets, {open_words}{by_draft}")
    reopened = dict.fromkeys(p for each in one.metrics for p in each.reopened)
    if reopened:
        details.append(f"opened again since a draft: {words.listed(list(reopened))}")
    if agreed.carved:
        details.append("closes early, by an act of all")
    others = [f"{id}, {_ANSWER[found]}" for id, found in agreed.group if id != made.id]
    if others:
        details.append(f"closes only together with {'; '.join(others)}")
    details += [told for passage in agreed.passages if (told := _open(passage, one, names))]
    changed = one.since is not None and any(not part.same for part in one.since.passages)
    mono = whole = ""
    language = made.languages[0]
    if changed and one.since is not None:
        mono = redline_shown(one.since, language, only_changes=True)
    if text.passages:
        whole = redline_shown(redline(text.passages, text.passages), language)
    return Item(head, tuple(details), (), mono, whole)


def _open(passage: PassageAgreed, one: TextSeen, names: Names) -> str:
    """Return what stands in the way of a passage, empty if nothing that this view shows."""
    if passage.answer == "yes":
        return ""
    parts = ["in brackets"] if passage.bracketed else []
    parts += [f"{names.one(stand.party)}: {stand.says}" for stand in passage.against]
    if passage.missing:
        parts.append(f"no stand seen of {names.all(passage.missing)}")
    held = one.text.find(passage.passage)
    heading = f" {held.passage.heading}" if held is not None and held.passage.heading else ""
    return f"{passage.passage}{heading}: {'; '.join(parts) or words.UNKNOWN}"


def _offers(table: Table, names: Names) -> Iterator[Item]:
    """Yield what stands first, what it agrees on, then in a line each what has ended."""
    for one in table.offers:
        if one.life in _OPEN:
            yield _offer(one, names)
    if table.exchange is not None:
        yield from told_exchange(table.exchange)
    for one in table.offers:
        if one.life not in _OPEN:
            gone = _offer(one, names)
            yield Item(f"{gone.head}: {'; '.join(gone.details)}", (), gone.entries)


def _offer(one: TableOffer, names: Names) -> Item:
    offer = one.offer
    by = names.one(offer.by) if offer.by is not None else "nobody"
    until = f", until {offer.standing_until}" if offer.standing_until else ""
    head = f"{offer.id}, {by} to {names.all(offer.to)}; {one.life}{until}"
    free = isinstance(offer.want, Always)
    details = (f"gives {offer.give}", "asks nothing for it" if free else f"wants {offer.want}")
    entries = [one.ref.number] + ([one.ended.number] if one.ended is not None else [])
    return Item(head, details, tuple(entries))


def told_exchange(found: Exchange) -> Iterator[Item]:
    """Yield what offers agree on, and where each waits for another."""
    for shake, course in zip(found.agreement.handshakes, found.courses, strict=True):
        package = ", ".join(f"{issue} = {value}" for issue, value in shake.package.chosen)
        details = [f"together they make: {package or 'nothing definite'}"]
        details += [
            f"each waits for the next: {' → '.join((*circle, circle[0]))}; this needs an exchange "
            "at one moment, an escrow or a guarantor"
            for circle in course.circles
        ]
        yield Item(f"{words.listed(list(shake.offers))} agree", tuple(details))
    if found.agreement.clashes:
        yield Item(f"offers clash on {words.listed(list(found.agreement.clashes))}")


def _sittings(table: Table) -> Iterator[Item]:
    for one in table.rounds:
        yield _round(one)
    for sitting in table.sessions:
        yield Item(_sitting(sitting), (), (sitting.ref.number,))


def _round(one: TableRound) -> Item:
    place = f", {one.round.place}" if one.round.place else ""
    track = f" ({one.round.track})" if one.round.track else ""
    head = f"Round {one.round.number}{track}, from {one.round.start}{place}"
    entries = (one.ref.number, *(each.ref.number for each in one.sessions))
    return Item(head, tuple(_sitting(each) for each in one.sessions), entries)


def _sitting(one: Sitting) -> str:
    held = one.session
    end = f" to {held.end}" if held.end else ""
    place = f", {held.place}" if held.place else ""
    there = words.listed(list(held.present)) if held.present else words.UNKNOWN
    return f"{held.sort}, {held.start}{end}{place}; present: {there}"


def _deadlines(table: Table, names: Names) -> Iterator[Item]:
    for one in table.deadlines:
        when = f"by {one.deadline.when}" if one.deadline.when else "lifted"
        by = names.one(one.ref.party) if one.ref.party else one.ref.seat or "the host"
        moved = f"; moved {words.count(one.moved, 'time')}" if one.moved else ""
        lapses = (f"then lapses: {one.deadline.lapses}",) if one.deadline.lapses else ()
        yield Item(f"{one.deadline.what}: {when}; set by {by}{moved}", lapses, (one.ref.number,))


def _minutes(table: Table) -> Iterator[Item]:
    for one in table.minutes:
        lacks = words.listed(list(one.missing))
        state = f"not yet signed by {lacks}" if one.missing else "signed by all"
        between = words.listed(list(one.minutes.between))
        yield Item(f"between {between}; {state}", (one.minutes.words,), (one.ref.number,))


def _received(table: Table) -> Iterator[Item]:
    for one in table.received:
        said = (one.words,) if one.words is not None else ()
        what = "in part" if one.form == "redacted" else one.form
        written = f", written {one.written}" if one.written is not None else ""
        yield Item(f"by {one.by}: {what}{written}", said, (one.ref.number,))


def _let_know(table: Table) -> Iterator[Item]:
    for one in table.let_know:
        to = words.listed(list(one.to)) if one.to else "everybody"
        said = (one.words,) if one.words is not None else ()
        yield Item(f"to {to}, by {one.by}: {one.form}", said, _both(one.ref.number, one.item))


def _refused(table: Table) -> Iterator[Item]:
    for one in table.refused:
        yield Item(f"asked by {one.by}", (one.why,), _both(one.ref.number, one.item))


def _both(*numbers: int | None) -> tuple[int, ...]:
    return tuple(number for number in numbers if number is not None)
