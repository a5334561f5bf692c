"""Issues, and what is written over them: conditions, packages, offers, red lines, deadlines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onetext.cases.build.names import Names, said, said_or_none, texts
from onetext.cases.faults import nearest
from onetext.cases.schema.matters import (
    AmountRow,
    DeadlineRow,
    IssueRow,
    OfferRow,
    OrderRow,
    RedLineRow,
)
from onetext.cases.written import StandIn, Word
from onetext.errors import BadInput
from onetext.terms.deadline import Deadline
from onetext.terms.issue import Issue
from onetext.terms.offers.linkage import RedLine
from onetext.terms.offers.offer import Offer, check_replacing
from onetext.terms.order import Order
from onetext.terms.packages.condition import NUMBER, Always, Condition, atoms
from onetext.terms.packages.package import Package, Value, number
from onetext.terms.packages.space import Amount, Choice, Matter, Option, Space


@dataclass(frozen=True, slots=True)
class Table:
    """Hold what is on the table, and check what is written over it.

    An issue whose row is faulty is named in ``names`` but has no matter: what is written over it
    is taken as it is, so that one mistake is told once.
    """

    names: Names
    matters: Mapping[str, Matter]
    ordered: tuple[str, ...]

    @property
    def space(self) -> Space:
        """Return the issues as a space."""
        return Space(tuple(self.matters.values()))

    def check(self, condition: Condition, word: Word) -> None:
        """Check every part of a condition over packages; ``word`` stands for its place at worst."""
        for atom in atoms(condition):
            known = self.names.ids["issue"]
            if atom.issue not in known:
                self.names.faults.add(
                    f"there is no issue {atom.issue!r}", nearest(atom.issue, known),
                    atom.where or word.where,
                )  # fmt: skip
            elif atom.issue in self.matters:
                try:
                    Space((self.matters[atom.issue],)).check_condition(atom)
                except BadInput as fault:
                    self.names.faults.keep(fault, word.where)

    def value(self, issue: Word, given: Word) -> Value | None:
        """Return an option or number of an issue as written, None if it is none of its."""
        if not self.names.has("issue", issue):
            return None
        matter = None if isinstance(given, StandIn) else self.matters.get(issue)
        try:
            found: Value = (
                number(str(given))
                if not isinstance(matter, Choice) and NUMBER.fullmatch(given) and given.plain
                else str(given)
            )
            if matter is not None:
                Space((matter,)).check_package(Package.of({str(issue): found}))
        except BadInput as fault:
            self.names.faults.keep(fault, given.where)
            return None
        return found

    def package(self, given: Mapping[Word, Word]) -> Package:
        """Return a package as written, without what is faulty in it."""
        settled = {str(i): self.value(i, one) for i, one in given.items()}
        return Package.of({i: value for i, value in settled.items() if value is not None})


def table(rows: Iterable[IssueRow], names: Names) -> Table:
    """Return the issues."""
    matters: dict[str, Matter] = {}
    ordered: list[str] = []
    for row in rows:
        names.ground(f"issues/{row.id}", row)
        for option in row.options:
            names.ground(f"issues/{row.id}/options/{option.id}", option)
        issue = Issue(str(row.id), str(row.label))
        if bool(row.options) is (row.amount is not None):
            both = "both options and an" if row.options else "neither options nor an"
            names.refused(
                BadInput(
                    f"the issue {str(row.id)!r} has {both} amount",
                    instead="write options: [yes, no] or amount: {low: 5, high: 40}",
                ),
                row.id,
            )
            continue
        try:
            matters.setdefault(
                issue.id,
                _amount(issue, row.amount, names)
                if row.amount
                else Choice(issue, tuple(Option(str(o.id), said(o.label)) for o in row.options)),
            )
        except BadInput as fault:
            names.refused(fault, row.id)
            continue
        if row.ordered:
            ordered.append(issue.id)
    return Table(names, matters, tuple(ordered))


def offers(rows: Iterable[OfferRow], on: Table) -> tuple[Offer, ...]:
    """Return the offers."""
    found: list[Offer] = []
    names, replacing = on.names, dict[str, Word]()
    for row in rows:
        good = row.by is None or names.has("party", row.by)
        good = names.all("party", row.to) and good
        on.check(row.give, row.id)
        on.check(row.want or Always(), row.id)
        names.ground(f"offers/{row.id}", row)
        if row.replaces is not None:
            replacing[str(row.id)] = row.replaces
            good = names.has("offer", row.replaces) and good
        try:
            offer = Offer(
                str(row.id), said_or_none(row.by), texts(row.to), row.give, row.want or Always(),
                row.since, row.until, row.non_paper, row.withdrawn, said_or_none(row.replaces),
            )  # fmt: skip
        except BadInput as fault:
            names.refused(fault, row.id)
            continue
        if good:
            found.append(offer)
    ids = {offer.id for offer in found}
    if all(offer.replaces is None or offer.replaces in ids for offer in found):
        _check_replacing(found, replacing, names)
    return tuple(found)


def red_lines(rows: Iterable[RedLineRow], on: Table) -> tuple[RedLine, ...]:
    """Return the red lines."""
    for row in rows:
        on.names.has("party", row.by)
        on.check(row.keeps, row.id)
        on.names.ground(f"red_lines/{row.id}", row)
    return tuple(RedLine(str(row.id), str(row.by), row.keeps) for row in rows)


def orders(rows: Iterable[OrderRow], on: Table) -> tuple[Order, ...]:
    """Return the orders."""
    found: list[Order] = []
    for row in rows:
        on.names.ground(f"orders/{row.id}", row)
        good = on.names.has("party", row.by)
        better, worse = on.package(row.better), on.package(row.worse)
        if not good or len(better) < len(row.better) or len(worse) < len(row.worse):
            continue
        try:
            found.append(Order(str(row.id), str(row.by), better, worse))
        except BadInput as fault:
            on.names.refused(fault, row.id)
    return tuple(found)


def deadlines(rows: Iterable[DeadlineRow], names: Names) -> tuple[Deadline, ...]:
    """Return the deadlines."""
    for row in rows:
        if row.set_by is not None:
            names.has("party", row.set_by)
        for lapsing in row.lapses:
            names.has_any(("offer", "guarantee", "text"), lapsing)
        names.ground(f"deadlines/{row.id}", row)
    return tuple(
        Deadline(str(row.id), str(row.what), row.when, said_or_none(row.set_by), texts(row.lapses))
        for row in rows
    )


def _amount(issue: Issue, row: AmountRow, names: Names) -> Amount:
    bounds = {}
    for key in ("low", "high", "step"):
        word: Word | None = getattr(row, key)
        if word is None:
            continue
        try:
            bounds[key] = number(str(word))
        except BadInput as fault:
            raise BadInput(fault.what, instead=fault.instead, where=word.where) from None
    return Amount(issue, bounds["low"], bounds["high"], bounds.get("step"), said(row.unit))


def _check_replacing(found: list[Offer], replacing: Mapping[str, Word], names: Names) -> None:
    ids = [offer.id for offer in found]
    if len(set(ids)) < len(ids):
        return
    try:
        check_replacing(found)
    except BadInput as fault:
        for id, word in replacing.items():
            if f"the offer {id!r} of" in fault.what or f" {id} →" in fault.what:
                names.refused(fault, word)
                return
