"""The board as a seat sees it: each position with its words, its day, on whose word, and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onetext.analysis.findings import Evidence, Move, Position
from onetext.analysis.movement import movement
from onetext.analysis.positions import positions
from onetext.analysis.sticking import sticking_points
from onetext.analysis.table.lines import said
from onetext.analysis.table.offers import TableOffer, table_offers
from onetext.analysis.table.sittings import TableRound, table_rounds
from onetext.brief.told import Teller
from onetext.record.acts.filing import ReportFiled
from onetext.record.view import View
from onetext.record.wire import value_of
from onetext.room.conditions_told import Told
from onetext.room.issues_seen import label, space_seen
from onetext.room.web.words import N_, Words
from onetext.room.wording import STANCES, day, listed, said_on
from onetext.terms.hour import begins, ends
from onetext.terms.packages.condition import names
from onetext.terms.said.statement import Stance
from onetext.terms.when import When

BASES = {
    "computed": N_("positions exclude each other"),
    "attributed": N_("named by a source"),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """Hold what was said: the words, who said it, when, and the lines of the record that show it.

    ``stance`` is the sign and the verb; ``outlet`` who carried it.
    """

    stance: tuple[str, str]
    words: str
    who: str
    day: str
    outlet: str
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """Hold one change of position: since which round, from what to what."""

    party: str
    issue: str
    since: str
    before: tuple[str, str] | None
    after: Spot


@dataclass(frozen=True, slots=True)
class AtTable:
    """Hold an offer that stands at the table, as far as it touches one issue."""

    id: str
    give: str
    want: str
    place: str | None
    entry: int


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold where one party stands on one issue; ``spots`` are several when it is divided."""

    party: str
    status: str
    spots: tuple[Spot, ...]
    moves: tuple[Step, ...]
    at_table: tuple[AtTable, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one issue; ``sticking`` says why it holds up the rest, empty if it does not."""

    issue: str
    label: str
    sticking: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Hold the rows, sticking points first, and what moved since which round, the latest first."""

    parties: tuple[str, ...]
    rows: tuple[Row, ...]
    rounds: tuple[tuple[str, tuple[Step, ...]], ...]


def board(view: View, words: Words) -> Board:
    """Return the board of a view, in one language.

    Notes
    -----
    Cost: as the positions and the movement of a brief.
    """
    return _Board(view, words).made()


class _Board:
    def __init__(self, view: View, words: Words) -> None:
        self.view, self.words = view, words
        self.teller = Teller(view)
        self.space = space_seen(view)
        self.told = Told(self.space, words)
        self.entries = _reports(view)
        self.rounds = table_rounds(view)[0]

    def made(self) -> Board:
        where = positions(self.view)
        at = {(one.party, one.issue): one for one in where}
        parties = tuple(dict.fromkeys(one.party for one in where)) or _principals(self.view)
        sticking: dict[str, dict[str, list[str]]] = {}
        for point in sticking_points(self.view):
            named = sticking.setdefault(point.issue, {}).setdefault(point.basis, [])
            named += [point.by] if point.by else []
        steps = [self._step(move) for move in movement(self.view)]
        offers = [one for one in table_offers(self.view) if one.life == "standing"]
        issues = [matter.issue.id for matter in self.space.matters]
        issues += [one.issue for one in where if one.status != "unknown"] + list(sticking)
        rows = [
            Row(
                issue,
                label(self.space, issue) if self.space.matter(issue) else self.teller.issue(issue),
                tuple(self._why(why, by) for why, by in sticking.get(issue, {}).items()),
                tuple(
                    self._cell(party, issue, at.get((party, issue)), steps, offers)
                    for party in parties
                ),
            )
            for issue in dict.fromkeys(issues)
        ]
        rows.sort(key=lambda row: (not row.sticking, -sum(bool(c.spots) for c in row.cells)))
        return Board(parties, tuple(rows), self._by_round(steps))

    def _cell(
        self,
        party: str,
        issue: str,
        position: Position | None,
        steps: Iterable[Step],
        offers: Iterable[TableOffer],
    ) -> Cell:
        moves = tuple(one for one in steps if (one.party, one.issue) == (party, issue))
        gives = tuple(
            self._offer(one, issue)
            for one in offers
            if one.offer.by == party and issue in names(one.offer.give)
        )
        if position is None or position.status == "unknown":
            return Cell(party, "unknown", (), moves, gives)
        if position.status == "divided" and position.others:
            spots = tuple(self._voice(one) for one in position.others)
        else:
            spots = (self._spot(position),)
        return Cell(party, position.status, spots, moves, gives)

    def _spot(self, position: Position) -> Spot:
        evidence = position.evidence
        return Spot(
            self._stance(position),
            self.teller.position_words(position),
            self.teller.who(position.speaker, role=position.role),
            self._day(position.since, evidence),
            self._outlet(evidence),
            self._lines(evidence),
        )

    def _voice(self, evidence: Evidence) -> Spot:
        statement = self.teller.statement(evidence)
        stance = statement.stance if statement is not None else None
        return Spot(
            self._signed(stance),
            self.teller.said(evidence),
            self.teller.speaker_of(statement) if statement is not None else "",
            self._day(statement.said if statement is not None else None, (evidence,)),
            self._outlet((evidence,)),
            self._lines((evidence,)),
        )

    def _step(self, move: Move) -> Step:
        known = move.before.status != "unknown"
        before = self._stance(move.before) if known else None
        since = self._since(move.when or self._published(move.after.evidence))
        return Step(move.party, move.issue, since, before, self._spot(move.after))

    def _offer(self, one: TableOffer, issue: str) -> AtTable:
        line = self.view.lines[one.ref.number - 1]
        give = self.told.options(one.offer.give, issue)
        want = self.told.sentence(one.offer.want)
        return AtTable(one.offer.id, give, want, line.compartment, one.ref.number)

    def _why(self, basis: str, by: Sequence[str]) -> str:
        said = self.words.gettext(BASES[basis])
        if not by:
            return said
        return self.words.joined(": ", (said, listed(self.words, list(dict.fromkeys(by)))))

    def _stance(self, position: Position) -> tuple[str, str]:
        if position.status == "divided":
            return "≠", self.words.gettext("divided")
        return self._signed(position.stance)

    def _signed(self, stance: Stance | None) -> tuple[str, str]:
        sign, verb = STANCES[stance] if stance is not None else ("?", N_("unknown"))
        return sign, self.words.gettext(verb)

    def _day(self, said: When | None, evidence: Sequence[Evidence]) -> str:
        return said_on(self.words, said, self._published(evidence))

    def _published(self, evidence: Sequence[Evidence]) -> When | None:
        for one in evidence:
            return self.view.source(one.source).published
        return None

    def _outlet(self, evidence: Sequence[Evidence]) -> str:
        outlets = [self.view.source(one.source).outlet or one.source for one in evidence]
        return ", ".join(dict.fromkeys(outlets))

    def _lines(self, evidence: Sequence[Evidence]) -> tuple[int, ...]:
        found = (self.entries.get(one.source) for one in evidence)
        return tuple(dict.fromkeys(number for number in found if number is not None))

    def _since(self, at: When | None) -> str:
        if at is None or at.year is None:
            return self.words.gettext("at an hour that is not known")
        last: TableRound | None = None
        for one in self.rounds:
            if begins(When(one.round.start)) <= ends(at):
                last = one
        if last is None:
            return self.words.gettext("before the first round")
        begun = {"number": last.round.number, "day": day(self.words, last.round.start)}
        return self.words.fill("since round %(number)s began, %(day)s", **begun)

    def _by_round(self, steps: Iterable[Step]) -> tuple[tuple[str, tuple[Step, ...]], ...]:
        found: dict[str, list[Step]] = {}
        for one in steps:
            found.setdefault(one.since, []).append(one)
        order = [self._since(When(one.round.start)) for one in reversed(self.rounds)]
        known = [since for since in order if since in found]
        known += [since for since in found if since not in order]
        return tuple((since, tuple(found[since])) for since in known)


def _principals(view: View) -> tuple[str, ...]:
    return tuple(party.id for party in view.parties if party.role == "principal")


def _reports(view: View) -> Mapping[str, int]:
    """Return the line of the record in which each report stands."""
    found: dict[str, int] = {}
    for ref, _, act in said(view, ReportFiled):
        form = value_of(act.report)
        doc = form.get("doc") if isinstance(form, dict) else None
        if isinstance(doc, dict) and isinstance(doc.get("id"), str):
            found.setdefault(str(doc["id"]), ref.number)
    return found
