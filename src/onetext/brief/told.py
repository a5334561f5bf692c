"""Findings told in words, alike on the terminal and on the page: a claim is told as a claim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from onetext.analysis.findings import (
    Contradiction,
    Deadline,
    Evidence,
    Guarantee,
    Move,
    Offer,
    Position,
    Round,
    StickingPoint,
    Unverified,
    Window,
)
from onetext.brief import words
from onetext.brief.phrases import Phrase, with_more
from onetext.brief.safe_text import as_said
from onetext.brief.sections import Brief
from onetext.record.view import View
from onetext.terms.said.statement import Statement
from onetext.terms.when import When


class Teller:
    """Tell the findings of one view: it knows names, issues and who said what."""

    def __init__(self, view: View) -> None:
        self._parties = {party.id: party.name for party in view.parties}
        self._issues = {issue.id: issue.label for issue in view.issues}
        self._statements = {statement.key: statement for statement in view.statements}
        self._texts = {source.id: source.text for source in view.sources}
        self._published = {source.id: source.published for source in view.sources}

    def party(self, id: str | None) -> str:
        """Return a party's name, its id when it has none, ``unknown`` for no party."""
        return words.UNKNOWN if id is None else self._parties.get(id, id)

    def parties(self, ids: Iterable[str]) -> str:
        """Return several parties' names in one phrase."""
        return words.listed([self.party(id) for id in ids])

    def issue(self, id: str) -> str:
        """Return an issue's label."""
        return self._issues.get(id, id)

    def issues(self, ids: Iterable[str]) -> str:
        """Return several issues' labels in one phrase."""
        return words.listed([self.issue(id) for id in ids])

    def statement(self, evidence: Evidence) -> Statement | None:
        """Return the statement that evidence belongs to, None for the reporter's own words."""
        return self._statements.get((evidence.source, evidence.statement or ""))

    def said(self, evidence: Evidence) -> str:
        """Return the words of a piece of evidence, in quotation marks only if verbatim."""
        statement = self.statement(evidence)
        direct = statement is not None and statement.quote_type == "direct"
        return as_said(evidence.words, direct=direct)

    def evidence_of(self, statement: Statement) -> tuple[Evidence, ...]:
        """Return where a statement's content stands, one piece for each span."""
        text = self._texts[statement.source]
        return tuple(
            Evidence(statement.source, span, span.of(text), statement.id)
            for span in statement.contents
        )

    def words_of(self, statement: Statement) -> str:
        """Return a statement's whole content, marked as :meth:`said` does."""
        text = self._texts[statement.source]
        return as_said(statement.words(text), direct=statement.quote_type == "direct")

    def position_words(self, position: Position) -> str:
        """Return the words of a position, ``unknown`` where there are none."""
        if position.words is None:
            return words.UNKNOWN
        first = self.statement(position.evidence[0]) if position.evidence else None
        return as_said(position.words, direct=first is not None and first.quote_type == "direct")

    def who(self, speaker: str | None, party: str | None = None, role: str | None = None) -> str:
        """Return a speaker with office and side, as far as they are known."""
        unnamed = Phrase("an unnamed %(role)s", role=role) if role else Phrase("an unnamed speaker")
        name = speaker or unnamed
        told = with_more(name, role) if role and role.lower() not in name.lower() else name
        side = self.party(party) if party else None
        if side is None or side.lower() in told.lower():
            return told
        return Phrase("%(who)s (%(party)s)", who=told, party=side)

    def speaker_of(self, statement: Statement) -> str:
        """Return who made a statement."""
        speaker = statement.speaker
        return self.who(speaker.name, speaker.party, speaker.role)

    def told_on(self, said: When | None, evidence: Iterable[Evidence]) -> str:
        """Return the day of the saying, else the day of the report, marked as that."""
        if said is not None:
            return words.day(said)
        published = self._published_of(evidence)
        return f"reported {words.day(published)}" if published else words.day(None)

    def sort_key(self, said: When | None, evidence: Iterable[Evidence]) -> str:
        """Return what orders findings in time: the saying's day, else the report's."""
        return day_key(said or self._published_of(evidence))

    def _published_of(self, evidence: Iterable[Evidence]) -> When | None:
        first = next(iter(evidence), None)
        return self._published.get(first.source) if first else None

    def round_title(self, found: Round) -> str:
        """Return what a round is called: its kind, number and place."""
        kind = words.EVENT.get(found.type, found.type.replace("_", " ").capitalize())
        named = f"{kind}, round {found.number}" if found.number is not None else kind
        return f"{named}, {found.venue}" if found.venue else f"{named}, place unknown"

    def round_dates(self, found: Round) -> str:
        """Return when a round ran."""
        if found.start and found.end and words.day(found.start) != words.day(found.end):
            return f"{words.day(found.start)} to {words.day(found.end)}"
        return words.when(found.start or found.end)

    def round_facts(self, found: Round) -> tuple[str, ...]:
        """Return a round's state, length, participants and subjects, what is known of them."""
        facts = [words.EVENT_STATUS.get(found.status, found.status)]
        facts += [length] if (length := words.duration(found.duration_min)) else []
        who = self.parties(found.participants) if found.participants else "present: unknown"
        facts.append(who)
        facts += [f"on {self.issues(found.issues)}"] if found.issues else []
        return tuple(facts)

    def sticking(self, found: StickingPoint) -> str:
        """Return why an issue counts as a sticking point, and on whose word."""
        if found.basis == "computed":
            return f"{self.parties(found.parties)}: {words.BASIS['computed']}"
        by = found.by or "a source"
        among = f", for {self.parties(found.parties)}" if found.parties else ""
        return f"named by {by}{among}{', hedged' if found.hedged else ''}"

    def move(self, found: Move) -> str:
        """Return a movement as stance to stance."""
        return f"{_stand(found.before)} → {_stand(found.after)}"

    def offer_head(self, found: Offer) -> str:
        """Return who offers, and to whom."""
        maker = self.party(found.party) if found.party else "an unnamed party"
        return f"{maker} to {self.parties(found.to)}" if found.to else maker

    def guarantee_head(self, found: Guarantee) -> str:
        """Return by whom a guarantee is asked for, offered, refused or mentioned, and for whom."""
        act = words.GUARANTEE_ACT[found.act]
        whom = self.party(found.beneficiary)
        return f"{act} by {self.who(found.speaker, found.by_party)}, for {whom}"

    def guarantee_kind(self, found: Guarantee) -> str:
        """Return the kind of a guarantee, ``kind unknown`` for none."""
        return found.kind.replace("_", " ") if found.kind else "kind unknown"

    def claimed(self, found: Unverified) -> str:
        """Return on whose word an unverified claim stands."""
        if found.speaker is None and found.party is None:
            unnamed = found.certainty == "anonymous"
            return Phrase("an unnamed source") if unnamed else Phrase("no named word")
        return self.who(found.speaker, found.party)

    def window(self, found: Window) -> str:
        """Return the claim that a party is not kept abreast, as a claim."""
        party = self.party(found.party)
        if found.claimed_by is None and found.claimed_by_party is None:
            return f"It is said, on no named word, that {party} is not kept abreast"
        who = self.who(found.claimed_by, found.claimed_by_party)
        return f"{who} says that {party} is not kept abreast"

    def window_ended(self, found: Window) -> str:
        """Return until when the claim stood: the party's next round at the table."""
        return f"until {words.when(found.ended)}, when {self.party(found.party)} was at the talks"

    def expects(self, found: Window) -> str:
        """Return from whom word is expected."""
        whom = f" from {self.parties(found.expects_from)}" if found.expects_from else ""
        return f"expects{whom}"

    def deadline_by(self, found: Deadline) -> str:
        """Return who set a deadline or hopes for it."""
        by = words.DEADLINE_KIND[found.kind]
        if found.set_by is None and found.set_by_party is None:
            return f"{by} {words.UNKNOWN}"
        return f"{by} {self.who(found.set_by, found.set_by_party)}"

    def contradiction(self, found: Contradiction) -> str:
        """Return what a contradiction is about and of what kind."""
        about = self._issues.get(found.about, found.about)
        return f"{about}: {words.CONTRADICTION[found.kind]}"


def span_of_dates(view: View) -> str:
    """Return the days from the first report to the last, ``dates unknown`` when none is dated."""
    dated = [source.published for source in view.sources if source.published]
    if not dated:
        return "dates unknown"
    first, last = words.day(min(dated, key=day_key)), words.day(max(dated, key=day_key))
    return first if first == last else f"{first} to {last}"


def other_than_reports(brief: Brief) -> bool:
    """Tell whether a brief has a case or the entries of a room to show."""
    return brief.case is not None or brief.table is not None


def title(brief: Brief) -> str:
    """Return what a brief is of: the case by its name, the reports by their number and dates."""
    view, case = brief.view, brief.case
    said = sum(statement.same_as is None for statement in view.statements)
    reports = (
        f"{words.count(len(view.sources), 'report')}, {span_of_dates(view)}; "
        f"{words.count(said, 'statement')}"
    )
    if case is None:
        return reports
    return f"{case.title}; {reports}" if view.sources else case.title


def window_line(view: View) -> str:
    """Return through whose window this brief was made, and as of when."""
    seat = f"window of seat {view.seat}" if view.seat else "public window"
    last = "the last report given" if view.room is None else "the last entry shown"
    return f"{seat}, as of {words.when(view.at) if view.at else last}"


def in_time(brief: Brief, teller: Teller) -> Brief:
    """Return ``brief`` with what happened or was said put in order of time, the oldest first."""
    key = teller.sort_key
    return replace(
        brief,
        movement=tuple(sorted(brief.movement, key=lambda m: key(m.when, m.after.evidence))),
        offers=tuple(sorted(brief.offers, key=lambda o: key(o.said, o.evidence))),
        guarantees=tuple(sorted(brief.guarantees, key=lambda g: key(g.said, g.evidence))),
        unverified=tuple(sorted(brief.unverified, key=lambda u: key(u.said, u.evidence))),
        windows=tuple(sorted(brief.windows, key=lambda w: key(w.said, w.evidence))),
        deadlines=tuple(sorted(brief.deadlines, key=lambda d: day_key(d.when))),
    )


def guarantee_groups(found: Iterable[Guarantee]) -> tuple[tuple[Guarantee, ...], ...]:
    """Return guarantees grouped by who asked or offered what, for whom, and when."""
    groups: dict[tuple[object, ...], list[Guarantee]] = {}
    for one in found:
        key = (one.act, one.by_party, one.speaker, one.beneficiary, one.said)
        groups.setdefault(key, []).append(one)
    return tuple(tuple(group) for group in groups.values())


@dataclass(frozen=True, slots=True)
class Side:
    """Hold one side of a contradiction: a statement, or the report's own words."""

    statement: Statement | None
    evidence: tuple[Evidence, ...]
    words: str


def sides(found: Contradiction, teller: Teller) -> tuple[Side, ...]:
    """Return the sides of a contradiction: its statements, else each piece of its evidence."""
    if found.sides:
        return tuple(
            Side(one, teller.evidence_of(one)[:1], teller.words_of(one))
            for one in found.sides
            if one.contents
        )
    once = {(one.source, one.span): one for one in found.evidence}.values()
    return tuple(Side(teller.statement(one), (one,), teller.said(one)) for one in once)


def sticking_by_issue(brief: Brief) -> dict[str, tuple[StickingPoint, ...]]:
    """Return the sticking points of each issue, those computed before those attributed."""
    found: dict[str, tuple[StickingPoint, ...]] = {}
    for point in sorted(brief.sticking_points, key=lambda one: one.basis != "computed"):
        found[point.issue] = (*found.get(point.issue, ()), point)
    return found


def capital(text: str) -> str:
    """Return ``text`` with its first letter large."""
    return text[:1].upper() + text[1:]


def _stand(position: Position) -> str:
    return position.status if position.status != "stated" else words.stance(position.stance)


def day_key(value: When | None) -> str:
    """Return what orders dates; a date unknown or without its year comes first."""
    ends = value.ends() if value else None
    return ends.isoformat() if ends else ""
