"""What a case file names: the ids of its rows, good rows or not, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from onetext.cases.faults import Faults, nearest
from onetext.cases.schema.row import GroundedRow
from onetext.cases.written import Keys, Rows, StandIn, Word
from onetext.errors import BadInput, Where
from onetext.terms.grounds import Cited, Grounds

SECTIONS = {
    "parties": "party",
    "people": "person",
    "seats": "seat",
    "issues": "issue",
    "offers": "offer",
    "red_lines": "red line",
    "orders": "order",
    "guarantees": "guarantee",
    "treaties": "text",
    "instruments": "text",
    "deadlines": "deadline",
    "sheets": "sheet",
    "sources": "source",
}
"""The sections whose rows have ids, with what one of them is called."""


@dataclass(frozen=True, slots=True)
class Names:
    """Know all ids by what they name, so that a row can be checked against rows that are faulty.

    ``grounds`` gathers what the items rest on.
    """

    faults: Faults
    ids: dict[str, dict[str, Word]]
    grounds: list[Grounds]
    cuts: Mapping[Where, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, tree: Keys, faults: Faults) -> Names:
        """Return the names in a tree; an id that stands twice is a fault."""
        ids: dict[str, dict[str, Word]] = {kind: {} for kind in SECTIONS.values()}
        for section, kind in SECTIONS.items():
            for id in _ids(tree.get(section)):
                first = ids[kind].setdefault(id, id)
                if first is not id:
                    beside = first.where.line if first.where.file == id.where.file else first.where
                    told = f"in line {beside}" if isinstance(beside, int) else f"at {beside}"
                    faults.add(f"the {kind} {str(id)!r} stands twice, first {told}",
                               "keep one, or give it an id of its own", id.where)  # fmt: skip
        return cls(faults, ids, [])

    def has(self, kind: str, word: Word) -> bool:
        """Tell whether ``word`` names one of that kind; if not, that is a fault."""
        return self.has_any((kind,), word)

    def has_any(self, kinds: Iterable[str], word: Word) -> bool:
        """Tell whether ``word`` names one of these kinds; if not, that is a fault."""
        many = tuple(kinds)
        if isinstance(word, StandIn) or any(word in self.ids[kind] for kind in many):
            return True
        known = [id for kind in many for id in self.ids[kind]]
        told = listed(many)
        instead = nearest(word, known) or f"write its row under '{_section(many[0])}:'"
        self.faults.add(f"there is no {told} {str(word)!r}", instead, word.where)
        return False

    def all(self, kind: str, words: Iterable[Word]) -> bool:
        """Tell whether every word names one of that kind, none twice; what does not is a fault."""
        good, seen = True, set[str]()
        for word in words:
            good = self.has(kind, word) and good
            if word in seen:
                self.faults.add(f"{str(word)!r} stands twice here", "keep one", word.where)
                good = False
            seen.add(word)
        return good

    def ground(self, item: str, row: GroundedRow) -> None:
        """Keep what a row rests on, if it says so."""
        good = [one for one in row.sources if self.has("source", one.source)]
        if good or row.known or row.note:
            cited = tuple(Cited(str(c.source), said(c.place), said(c.words)) for c in good)
            if any(grounds.item == item for grounds in self.grounds):
                return
            self.grounds.append(Grounds(item, cited, row.known, said(row.note)))

    def refused(self, fault: BadInput, at: Word | Where) -> None:
        """Keep an error that a value raised, at its own place or at the one given.

        What the value of a row says that was cut is not kept: it may only follow from the cut.
        """
        place = fault.where or (at.where if isinstance(at, Word) else at)
        if not self.cuts.get(place, False):
            self.faults.keep(fault, place)


def said(word: Word | None) -> str:
    """Return a word as text, empty for none."""
    return "" if word is None else str(word)


def said_or_none(word: Word | None) -> str | None:
    """Return a word as text, None for none."""
    return None if word is None else str(word)


def texts(words: Iterable[Word]) -> tuple[str, ...]:
    """Return words as text."""
    return tuple(map(str, words))


def _ids(section: object) -> Iterator[Word]:
    for row in section if isinstance(section, Rows) else ():
        id = row.get("id") if isinstance(row, Keys) else None
        if isinstance(id, Word):
            yield id


def listed(kinds: Sequence[str]) -> str:
    """Return kinds as a reader lists them: ``offer, guarantee or text``."""
    return " or ".join(filter(None, [", ".join(kinds[:-1]), kinds[-1]]))


def _section(kind: str) -> str:
    return next(section for section, named in SECTIONS.items() if named == kind)
