"""A brief on a terminal: what a tired reader needs first, in 80 columns, without colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from rich.cells import cell_len
from rich.console import Console

from onetext.analysis.findings import (
    Contradiction,
    Deadline,
    Guarantee,
    Move,
    Offer,
    Position,
    Round,
    StickingPoint,
    Unverified,
    Window,
)
from onetext.brief import told, words
from onetext.brief.charts.marks import ranked_parties
from onetext.brief.glance import glance
from onetext.brief.lines import BOLD, Lines
from onetext.brief.safe_text import as_said, one_line
from onetext.brief.sections import Brief
from onetext.brief.table_told import Group, Item
from onetext.brief.told_groups import told_case, told_table
from onetext.terms.said.source import Unread

_T = TypeVar("_T")


def show(brief: Brief, console: Console, *, full: bool = False) -> None:
    """Print a brief: talks and what blocks them, where each stands, what is claimed, the sources.

    Every line names the numbers of its sources, and words of the report stand under it, clipped at
    a word with an ellipsis; ``--html`` has each sentence in full. Long lists are cut, and say so,
    unless ``full``. Words of sources are never taken as markup, and characters that hide or turn
    text are spelt out. Reports' words begin lines of their own, so that text written from right to
    left cannot reorder ours.
    """
    _Sheet(brief, console, full=full).print()


class _Sheet(Lines):
    """Lay one brief out on lines of the console's width."""

    def __init__(self, brief: Brief, console: Console, *, full: bool) -> None:
        super().__init__(brief.view, console, full=full)
        self.brief = told.in_time(brief, self.teller)

    def print(self) -> None:
        """Print the brief from the first line to the last."""
        self._head()
        self._groups(told_table(self.brief))
        self._section("rounds", self.brief.rounds, self._rounds, most=6, latest=True)
        self._section("sticking_points", self._stuck(), self._sticking, most=8)
        self._positions()
        self._section("movement", self.brief.movement, self._movement, most=5, latest=True)
        self._section("offers", self.brief.offers, self._offers, most=6, latest=True)
        groups = told.guarantee_groups(self.brief.guarantees)
        self._section("guarantees", groups, self._guarantees, most=6, latest=True)
        self._section("unverified", self.brief.unverified, self._unverified, most=6, latest=True)
        self._section("windows", self.brief.windows, self._windows, most=5, latest=True)
        self._section("deadlines", self.brief.deadlines, self._deadlines, most=6, latest=True)
        self._section("contradictions", self.brief.contradictions, self._contradictions, most=4)
        self._groups(told_case(self.brief))
        self._section("unread", self.view.unread, self._unread, most=12)
        self._sources()

    # Parts of a sheet.

    def _head(self) -> None:
        view = self.view
        self.line(told.title(self.brief), style=BOLD)
        self.line(told.capital(told.window_line(view)) + ".")
        if view.mode is not None:
            self.line(words.MODE[view.mode])
        if view.at:
            self.line("A report dated only by its day counts from that day's end.")
        if self._no_reports:
            return
        self.line("")
        for one in glance(self.brief):
            self.line(f"- {told.capital(one.text)}.", hang=2, cites=one.evidence)
        self.line("")
        self.line(words.MARKS_MEAN)

    def _section(
        self,
        name: str,
        found: Sequence[_T],
        tell: Callable[[_T], None],
        *,
        most: int,
        latest: bool = False,
    ) -> None:
        if not found and self._no_reports:
            return
        self._title(name, len(found))
        if not found:
            self.line(words.EMPTY[name], indent=2)
            return
        cut = 0 if self.full else max(0, len(found) - most)
        if cut and latest:
            self.line(f"({cut} earlier not shown here; --html shows all)", indent=2)
        for n, one in enumerate(found[cut:] if latest else found[: len(found) - cut]):
            if n and name not in ("rounds", "sticking_points", "unread"):
                self.line("")
            tell(one)
        if cut and not latest:
            self.line(f"({cut} more not shown here; --html shows all)", indent=2)

    def _title(self, name: str, count: int | None = None) -> None:
        self._rule(words.TITLE[name], count)

    def _rule(self, name: str, count: int | None) -> None:
        self.line("")
        title = name.upper() + (f" ({count})" if count else "")
        rule = "─" * max(0, self.width - cell_len(title) - 1)
        self.line(f"{title} {rule}", style=BOLD)

    def _groups(self, groups: Sequence[Group]) -> None:
        for group in groups:
            self._rule(group.title, len(group.items))
            for item in group.items:
                self._item(item)

    def _item(self, item: Item) -> None:
        named = ", ".join(str(number) for number in item.entries)
        head = one_line(item.head) + (f" [entry {named}]" if named else "")
        self.line(head, indent=2, hang=3)
        for detail in item.details:
            self.words(detail, indent=5, hang=2, most=3)
        for line in item.mono.splitlines():
            self.words(line, indent=5, hang=2, most=4)

    def _rounds(self, found: Round) -> None:
        teller = self.teller
        title = f"{teller.round_dates(found)}: {teller.round_title(found)}"
        self.line(title, cites=found.evidence, indent=2)
        self.line("; ".join(teller.round_facts(found)), indent=5)
        self.quotes(found.evidence[:1], indent=5, lines=1)
        for about, evidence in found.disagreements:
            self.line(f"outlets differ: {about}", cites=evidence, indent=5)

    def _stuck(self) -> tuple[tuple[StickingPoint, ...], ...]:
        return tuple(told.sticking_by_issue(self.brief).values())

    def _sticking(self, points: tuple[StickingPoint, ...]) -> None:
        self.line(told.capital(self.teller.issue(points[0].issue)), indent=2, style=BOLD)
        for found in points:
            self.line(self.teller.sticking(found), indent=5, hang=2, cites=found.evidence)
            if found.basis == "attributed":
                self.quotes(found.evidence[:1], indent=7, lines=1)

    def _positions(self) -> None:
        stated = [one for one in self.brief.positions if one.status != "unknown"]
        if not stated and self._no_reports:
            return
        self._title("positions")
        sticking = {point.issue for point in self.brief.sticking_points}
        issues = dict.fromkeys([*(one.issue for one in stated), *sticking])
        ranked = sorted(issues, key=lambda issue: issue not in sticking)
        if not ranked:
            self.line(words.EMPTY["positions"], indent=2)
            return
        most = len(ranked) if self.full else 6
        for n, issue in enumerate(ranked[:most]):
            if n:
                self.line("")
            self._issue(issue, [one for one in stated if one.issue == issue])
        if ranked[most:]:
            left = self.teller.issues(ranked[most:])
            self.line("")
            self.line(f"(Also on {left}: --html shows all)", indent=2)

    def _issue(self, issue: str, stated: list[Position]) -> None:
        order = {party: n for n, party in enumerate(ranked_parties(self.view))}
        stated.sort(key=lambda one: order.get(one.party, len(order)))
        self.line(told.capital(self.teller.issue(issue)), indent=2, style=BOLD)
        shown = stated if self.full else stated[:6]
        for one in shown:
            self._position(one)
        if stated[len(shown) :]:
            left = self.teller.parties(one.party for one in stated[len(shown) :])
            self.line(f"also: {left} (--html)", indent=4)
        missing = self._without(issue, {one.party for one in stated})
        if missing:
            self.line(f"{words.UNKNOWN}: {missing}", indent=4)

    def _without(self, issue: str, heard: set[str]) -> str:
        principals = [party.id for party in self.view.parties if party.role == "principal"]
        if not principals:
            principals = list(dict.fromkeys(one.party for one in self.brief.positions))
        quiet = [party for party in principals if party not in heard]
        more = [f"{len(quiet) - 6} others"] if len(quiet) > 6 else []
        return words.listed([self.teller.party(party) for party in quiet[:6]] + more)

    def _position(self, one: Position) -> None:
        teller = self.teller
        party = teller.party(one.party)
        if one.status == "divided":
            self.line(f"{party}: divided", indent=4)
            self.quotes(one.others or one.evidence, indent=7, who=True)
            return
        who = teller.who(one.speaker, role=one.role)
        since = teller.told_on(one.since, one.evidence)
        head = f"{party}: {words.stance(one.stance)}; {since}; {who}"
        self.line(head, indent=4, hang=3, cites=one.evidence)
        self.words(teller.position_words(one), indent=7)

    def _movement(self, found: Move) -> None:
        teller = self.teller
        head = f"{self._when(found)}: {teller.party(found.party)} on {teller.issue(found.issue)}"
        self.line(head, indent=2, cites=found.before.evidence + found.after.evidence)
        for name, one in (("from", found.before), ("to", found.after)):
            stance = words.stance(one.stance) if one.status == "stated" else one.status
            said = "" if one.words is None else f": {teller.position_words(one)}"
            self.words(f"{name} {stance}{said}", indent=5, hang=5)

    def _when(self, found: Move) -> str:
        return self.teller.told_on(found.when, found.after.evidence)

    def _offers(self, found: Offer) -> None:
        teller = self.teller
        state = words.OFFER_STATE[found.state]
        said = teller.told_on(found.said, found.evidence)
        head = f"{told.capital(teller.offer_head(found))}; {said}; {state}"
        self.line(head, indent=2, cites=found.evidence)
        for name, part in (("gives", found.terms.gives), ("wants", found.terms.gets)):
            told_words = teller.said(part) if part else words.UNKNOWN
            self.words(f"{name} {told_words}", indent=5, hang=6)
        self.line(f"on the word of {teller.who(found.speaker, found.party)}", indent=5)
        for name, evidence in (("replaced by", found.replaced_by), ("mirrored by", found.mirror)):
            if evidence:
                self.line(f"{name}:", indent=5, cites=(evidence,))
                self.quotes((evidence,), indent=7)

    def _guarantees(self, group: tuple[Guarantee, ...]) -> None:
        teller, first = self.teller, group[0]
        said = teller.told_on(first.said, first.evidence)
        head = f"{told.capital(teller.guarantee_head(first))}; {said}"
        evidence = tuple(one for each in group for one in each.evidence)
        self.line(head, indent=2, cites=evidence)
        for one in group:
            self.line(
                f"of {teller.party(one.guarantor)}: {teller.guarantee_kind(one)}", indent=5, hang=3
            )
        self.quotes(evidence[:1], indent=5)

    def _unverified(self, found: Unverified) -> None:
        status = words.STATUS[found.status]
        said = self.teller.told_on(found.said, found.evidence)
        head = f"{told.capital(self.teller.claimed(found))}; {said}; {found.why}; {status}"
        self.line(head, indent=2, hang=3, cites=found.evidence)
        self.words(found.claim, indent=5)
        if found.answers:
            self.line("said of it since:", indent=5)
            self.quotes(found.answers, indent=7, who=True)

    def _windows(self, found: Window) -> None:
        head = f"{self.teller.window(found)}; {self.teller.told_on(found.said, found.evidence)}"
        self.line(head, indent=2, cites=found.evidence)
        self.quotes(found.evidence[:1], indent=5)
        if found.expects:
            self.line(self.teller.expects(found) + ":", indent=5, cites=found.expects)
            self.quotes(found.expects[:1], indent=7)
        if found.ended is not None:
            self.line(self.teller.window_ended(found), indent=5, cites=found.ended_by)

    def _deadlines(self, found: Deadline) -> None:
        what = as_said(found.what, direct=False)
        head = f"{words.when(found.when)}: {what}; {self.teller.deadline_by(found)}"
        self.line(head, indent=2, cites=found.evidence)
        self.words(found.words, indent=5)

    def _contradictions(self, found: Contradiction) -> None:
        self.line(told.capital(self.teller.contradiction(found)), indent=2, style=BOLD)
        columns = [self._side(one) for one in told.sides(found, self.teller)]
        room = (self.width - 2 - 3) // 2
        if len(columns) != 2 or room < 30:
            for lines in columns:
                for n, line in enumerate(self.wrapped(lines, self.width - 4)):
                    self.raw(("  - " if n == 0 else "    ") + line)
            return
        left, right = (self.wrapped(lines, room) for lines in columns)
        for n in range(max(len(left), len(right))):
            first = left[n] if n < len(left) else ""
            second = right[n] if n < len(right) else ""
            gap = " " * (room - cell_len(first))
            self.raw(f"  {first}{gap} │ {second}".rstrip())

    def _side(self, side: told.Side) -> list[str]:
        evidence, statement = side.evidence[0], side.statement
        number = self.citations.number(evidence.source)
        source = self.view.source(evidence.source)
        outlet = source.outlet or source.title or source.id
        who = self.teller.speaker_of(statement) if statement else "the report's own words"
        said = self.teller.told_on(statement.said if statement else None, side.evidence)
        room = 190 if not self.full else 100_000
        return [
            f"{told.capital(who)}; {said}; {outlet} [{number}]",
            self.clip(side.words, room),
        ]

    def _unread(self, found: Unread) -> None:
        language = f" (language: {found.language})" if found.language else ""
        self.line(f"{found.where}: {found.why}{language}", indent=2)

    @property
    def _no_reports(self) -> bool:
        """Tell whether only a case or a record was given: of reports there is nothing to miss."""
        return not self.view.sources and told.other_than_reports(self.brief)

    def _sources(self) -> None:
        if self._no_reports:
            return
        self._title("sources", len(self.view.sources))
        if not self.view.sources:
            self.line(words.EMPTY["sources"], indent=2)
        pad = len(str(len(self.view.sources))) + 3
        for n, source in enumerate(self.view.sources, 1):
            where = (source.file or source.id).replace("\\", "/").rpartition("/")[2]
            head = f"{source.outlet or 'outlet unknown'}, {words.day(source.published)}"
            line = one_line(f"{head}; {source.title}" if source.title else f"{head}; {where}")
            room = self.width - 2 - pad
            self.line(
                f"[{n}]".ljust(pad) + (line if self.full else self.clip(line, room)), indent=2
            )
            if source.title and source.file:
                self.line(where, indent=2 + pad)
        if self.clipped:
            self.line("")
            self.line("Words cut at … stand in full, in their sentence, in the file of --html.")
