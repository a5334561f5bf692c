"""Make small reports by hand: each saying is one sentence of the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from onetext.record.view import View, view_of_reports
from onetext.terms.issue import Issue
from onetext.terms.party import Party
from onetext.terms.said.event import Event, Narration
from onetext.terms.said.report import Report
from onetext.terms.said.source import Source
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Channel, Exchange, Speaker, Statement
from onetext.terms.when import When

PARTIES = (
    Party("arn", "Arnland", "state", ("Arnish", "Port Arn"), "principal"),
    Party("bel", "Belmark", "state", ("Belmarkian",), "principal"),
    Party("med", "Mediana", "state", ("the mediators",), "mediator"),
    Party("gua", "Guaria", "state", ("Guarian",), "guarantor"),
)
ISSUES = tuple(Issue(id, id) for id in ("land", "truce", "guarantees", "talks"))
WITHOUT_ROLES = tuple(Party(p.id, p.name, p.kind, p.aliases) for p in PARTIES)


@dataclass
class Page:
    """A report in the making."""

    id: str = "r1"
    published: str | None = "2031-03-02"
    outlet: str | None = "Courier"
    parties: tuple[Party, ...] = PARTIES
    text: str = ""
    statements: list[Statement] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    narration: list[Narration] = field(default_factory=list)

    def span(self, words: str) -> Span:
        """Add the words to the text and return where they stand."""
        self.text += "" if not self.text else " "
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))

    def say(
        self,
        stance: str,
        words: str,
        *,
        by: str | None = "Ana Ruiz",
        role: str | None = "foreign minister",
        party: str | None = "arn",
        issues: str = "land",
        said: str | None = None,
        gives: str | None = None,
        gets: str | None = None,
        targets: tuple[str, ...] = (),
        cue: str | None = None,
        channel: str | None = None,
        **more: Any,
    ) -> Page:
        """Add one statement."""
        cued = self.span(cue) if cue else None
        span = self.span(words)

        def part(some: str | None) -> Span | None:
            if some is None:
                return None
            at = self.text.index(some, span.start)
            return Span(at, at + len(some))

        self.statements.append(
            Statement(
                id=more.pop("id", f"s{len(self.statements) + 1}"),
                source=self.id,
                speaker=Speaker(by, role, party, co_parties=more.pop("co_parties", ())),
                cue=cued,
                contents=(span,),
                verbatim=(),
                quote_type="indirect",
                stance=stance,  # type: ignore[arg-type]
                said=When(said) if said else None,
                issues=tuple(issues.split()),
                targets=targets,
                condition=Exchange(part(gives), None, part(gets)) if gives or gets else None,
                channel=Channel(channel, True) if channel else None,
                **more,
            )
        )
        return self

    def tell(self, words: str, *, issues: str = "", hedged: bool = False) -> Page:
        """Add a claim of the reporter's own."""
        number = len(self.narration) + 1
        claim = Narration(
            f"n{number}", self.id, self.span(words), hedged, None, tuple(issues.split())
        )
        self.narration.append(claim)
        return self

    def held(self, words: str, **more: Any) -> Page:
        """Add an event."""
        for key in ("start", "end"):
            more[key] = When(more[key]) if more.get(key) else None
        more.setdefault("type", "talks_round")
        more.setdefault("status", "held")
        id = f"e{len(self.events) + 1}"
        self.events.append(Event(id=id, source=self.id, evidence=(self.span(words),), **more))
        return self

    def report(self) -> Report:
        """Return the report."""
        source = Source(
            self.id,
            self.text,
            outlet=self.outlet,
            published=When(self.published) if self.published else None,
        )
        return Report(
            source,
            self.parties,
            ISSUES,
            tuple(self.statements),
            tuple(self.events),
            tuple(self.narration),
        )


def view(*pages: Page) -> View:
    """Return the public view of the pages."""
    return view_of_reports([page.report() for page in pages])
