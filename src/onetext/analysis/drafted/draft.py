"""A case drafted from what reports tell, for a person to edit (methods, §2: nothing invented)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onetext.analysis.deadlines import deadlines
from onetext.analysis.drafted.announced import announced, counts
from onetext.analysis.drafted.board import ASIDE, Act, Board, board, is_nobody
from onetext.analysis.drafted.cited import Citing
from onetext.analysis.drafted.exchanged import exchanged
from onetext.analysis.drafted.happenings import hours, sits, sittings
from onetext.analysis.drafted.lines import Ruled, keeps, ranked, ruled
from onetext.analysis.drafted.remarks import Remark, quoted
from onetext.analysis.drafted.sides import Sides, first_named, sides
from onetext.analysis.drafted.things import IssuesIn, Meaning
from onetext.analysis.findings import Evidence, Guarantee, Offer, Round
from onetext.analysis.guarantees import guarantees
from onetext.analysis.naming import namings
from onetext.analysis.offers import offers
from onetext.analysis.rounds import rounds
from onetext.record.view import View
from onetext.terms.case import Case
from onetext.terms.grounds import Grounds
from onetext.terms.issue import Issue
from onetext.terms.offers.linkage import RedLine
from onetext.terms.order import Order
from onetext.terms.packages.package import Package
from onetext.terms.packages.space import Choice, Option, Space


@dataclass(frozen=True, slots=True)
class Drafted:
    """Hold the case, and what a person should look at in it."""

    case: Case
    remarks: tuple[Remark, ...]


def drafted(view: View, *, issues_in: IssuesIn | None = None, id: str = "draft") -> Drafted:
    """Return the case that the reports of a view tell.

    Parties and people, issues with an option for each distinct thing that somebody who speaks for a
    party wanted, gave or refused, offers over these, red lines, orders, guarantees announced,
    deadlines and sittings. Each item rests on words of a report and is marked as reported. There
    are no points, weights or floors, options are in no order, and what is not known is left out.

    Parameters
    ----------
    issues_in
        Tells which issues words are about, as the reader's lexicon does; without it the labels of
        the issues have to do.

    Notes
    -----
    A pure function. Cost: that of the findings, and for each issue quadratic in its options.

    Examples
    --------
    >>> from onetext.record.view import view_of_reports
    >>> drafted(view_of_reports([])).case.offers
    ()
    """
    return _Drafting(view, issues_in).drafted(id)


_BY = {"wants": "wanted", "gives": "offered or accepted", "refuses": "refused"}


class _Drafting:
    def __init__(self, view: View, issues_in: IssuesIn | None) -> None:
        self.view = view
        self.citing = Citing(view)
        self.meaning = Meaning(view.parties, view.issues, issues_in)
        self.offers: tuple[Offer, ...] = offers(view)
        self.board: Board = board(view, self.offers, issues_in)
        self.guarantees: tuple[Guarantee, ...] = guarantees(view)
        self.rounds: tuple[Round, ...] = rounds(view)
        self.sides: Sides = sides(view, self._named(), self.citing)
        self.remarks: list[Remark] = []
        self.grounds: list[Grounds] = [Grounds("case", (), "reported")]

    def drafted(self, id: str) -> Drafted:
        ids = self.sides.ids
        self._rest(self.sides.grounds, self.sides.remarks)
        space = self._space()
        principals = tuple(role.party for role in self.sides.roles if role.kind == "principal")
        if not principals:
            principals = tuple(party.id for party in self.sides.parties if party.kind != "person")
        made = exchanged(self.view, self.offers, self.board, self.citing, ids, principals)
        self._rest(made.grounds, made.remarks)
        red_lines = self._red_lines()
        orders = self._orders()
        told = announced(self.guarantees, self.citing, ids)
        self._rest(told.grounds, told.remarks)
        held = sittings(self.rounds, self.citing, ids)
        self._rest(held.grounds, ())
        set_ = hours(deadlines(self.view), self.offers, self.citing, ids)
        self._rest(set_.grounds, set_.remarks)
        many = len(self.view.sources)
        case = Case(
            id,
            f"Draft from {many} report{'' if many == 1 else 's'}",
            parties=self.sides.parties,
            roles=self.sides.roles,
            people=self.sides.people,
            space=space,
            offers=made.offers,
            red_lines=red_lines,
            guarantees=told.guarantees,
            happenings=held.facts,
            deadlines=set_.deadlines,
            references=self.citing.references,
            grounds=tuple(self.grounds),
            orders=orders,
        )
        return Drafted(case, tuple(dict.fromkeys(self.remarks)))

    def _rest(self, grounds: tuple[Grounds, ...], remarks: tuple[Remark, ...]) -> None:
        self.grounds += grounds
        self.remarks += remarks

    def _named(self) -> Iterator[tuple[str, Evidence]]:
        """Yield the parties that anything in the case names, each with words that show it."""
        kinds = {party.id: party for party in self.view.parties if not is_nobody(party)}
        at_table = [party for party in self.view.parties if party.role not in (None, "other")]
        yield from first_named(self.view, at_table).items()
        for act in (*self.board.acts, *self.board.unnamed):
            yield act.party, act.said.evidence[0]
        for offer in self.offers:
            for id in (offer.party, *offer.to):
                if id is not None and (id == offer.party or id in kinds):
                    yield id, offer.evidence[0]
        for one in self.guarantees:
            if counts(one):
                yield one.guarantor, one.evidence[0]
                if one.beneficiary in kinds:
                    yield one.beneficiary, one.evidence[0]
        for held in self.rounds:
            sides_there = [id for id in held.participants if id in kinds]
            sides_there = [id for id in sides_there if kinds[id].kind != "media"]
            if sits(held, sides_there):
                yield from ((id, held.evidence[0]) for id in sides_there)

    def _space(self) -> Space:
        """Return the issues that an option was named on, with these."""
        matters: list[Choice] = []
        known = {issue.id: issue for issue in self.view.issues}
        order = [id for id in known if id in self.board.answers]
        order += [id for id in self.board.answers if id not in known]
        for id in order:
            answers = self.board.answers[id]
            label = " ".join(known[id].label.split()) if id in known else id
            matters.append(
                Choice(
                    Issue(id, label or id),
                    tuple(Option(answer.id, quoted(answer.words)) for answer in answers),
                )
            )
            first = answers[0].evidence[:1]
            self.grounds.append(Grounds(f"issues/{id}", self.citing.of(first), "reported"))
            for answer in answers:
                self._option(id, answer.id, answer.evidence)
            if len(answers) == 1:
                self.remarks.append(Remark(f"issues/{id}", "one option only was named"))
        for one, other in self.board.near(self.meaning):
            told = f"{one.id} and {other.id} may be one option"
            self.remarks.append(Remark(f"issues/{one.issue}", told))
        for act in self.board.unnamed:
            item = f"issues/{act.issue}" if act.issue in self.board.answers else "issues"
            self.remarks.append(Remark(item, self._unnamed(act)))
        self._only_named()
        return Space(tuple(matters))

    def _option(self, issue: str, id: str, evidence: list[Evidence]) -> None:
        acts = [
            act
            for act in self.board.acts
            if act.issue == issue and act.option is not None and act.option.id == id
        ]
        who: dict[str, dict[str, None]] = {}
        for act in acts:
            who.setdefault(_BY[act.does], {})[self.sides.ids[act.party]] = None
        note = "; ".join(f"{done} by {', '.join(by)}" for done, by in who.items())
        self.grounds.append(
            Grounds(f"issues/{issue}/options/{id}", self.citing.of(evidence), "reported", note)
        )

    def _unnamed(self, act: Act) -> str:
        said = act.said
        who = said.statement.speaker.name or said.statement.speaker.role or "somebody"
        place = self.citing.told(said.evidence[0])
        about = "" if act.issue in self.board.answers else f" on {act.issue}"
        return (
            f"{self.sides.ids[act.party]} ({who}){about} put no option of its own,"
            f" {said.stance}: {quoted(said.words)} ({place})"
        )

    def _only_named(self) -> None:
        """Remark on issues that a source names as open and nobody has taken a position on."""
        labels = {issue.id: issue.label for issue in self.view.issues}
        for naming in namings(self.view):
            for id in naming.issues:
                if id in self.board.answers or id in ASIDE or naming.clears:
                    continue
                place = naming.evidence[0]
                label = labels.get(id, id)
                called = id if label == id else f"{id} ({label})"
                told = (
                    f"{called} is named as open and nobody's position on it is"
                    f" reported: {quoted(place.words)} ({self.citing.told(place)})"
                )
                self.remarks.append(Remark("issues", told))

    def _red_lines(self) -> tuple[RedLine, ...]:
        lines = ruled(self.board, self.meaning)
        made: list[RedLine] = []
        counts: dict[str, int] = {}
        for line in lines:
            by = self.sides.ids[line.act.party]
            if line.given is not None:
                self.remarks.append(Remark("red_lines", self._given_up(line, by)))
                continue
            counts[by] = counts.get(by, 0) + 1
            id = f"{by}-line-{counts[by]}"
            made.append(RedLine(id, by, keeps(line, lines)))
            note = "" if line.option else quoted(line.act.said.words)
            cited = self.citing.of(line.evidence)
            self.grounds.append(Grounds(f"red_lines/{id}", cited, "reported", note))
            if line.option is None:
                told = "open: say which options it shuts out"
                self.remarks.append(Remark(f"red_lines/{id}", told))
        return tuple(made)

    def _given_up(self, line: Ruled, by: str) -> str:
        assert line.given is not None
        before, after = line.evidence[0], line.given.said.evidence[0]
        return (
            f"{by} once said {quoted(line.act.said.words)} ({self.citing.told(before)}), but has"
            f" since given {quoted(line.given.said.words)} ({self.citing.told(after)})"
        )

    def _orders(self) -> tuple[Order, ...]:
        made: list[Order] = []
        counts: dict[str, int] = {}
        for one in ranked(self.board, self.meaning):
            by = self.sides.ids[one.party]
            counts[by] = counts.get(by, 0) + 1
            id = f"{by}-order-{counts[by]}"
            better, worse = ({one.issue: answer.id} for answer in (one.better, one.worse))
            made.append(Order(id, by, Package.of(better), Package.of(worse)))
            cited = self.citing.of(one.evidence)
            self.grounds.append(Grounds(f"orders/{id}", cited, "reported"))
        return tuple(made)
