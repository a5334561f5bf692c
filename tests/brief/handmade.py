# ruff: noqa: E501
"""Briefs made by hand, so that showing is tested apart from finding."""

from __future__ import annotations

import json
from pathlib import Path

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
    Terms,
    Unverified,
    Window,
)
from onetext.brief.sections import Brief
from onetext.record.view import View, view_of_reports
from onetext.terms.issue import Issue
from onetext.terms.party import Party
from onetext.terms.said.form import from_form
from onetext.terms.said.report import Report
from onetext.terms.said.source import Source, Unread
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Channel, Speaker, Statement
from onetext.terms.when import When

EXAMPLES = Path(__file__).parents[2] / "examples"


def empty(view: View | None = None) -> Brief:
    """Return a brief in which nothing was found."""
    return Brief(view or view_of_reports([]), *[()] * 10)


def gold_view(folder: Path, at: When | None = None) -> View:
    """Return the public view of annotated reports with the texts beside them."""
    reports = []
    for file in sorted((folder / "gold").glob("*.json")):
        text = folder / "press" / file.name.replace(".gold.json", ".txt")
        if text.exists():
            reports.append(from_form(json.loads(file.read_text("utf-8")), text.read_text("utf-8")))
    return view_of_reports(reports, at=at)


def evidence(view: View, statement: Statement) -> Evidence:
    """Return where a statement's content begins."""
    span = statement.contents[0]
    text = view.source(statement.source).text
    return Evidence(statement.source, span, span.of(text), statement.id)


def crude(view: View) -> Brief:
    """Return a brief that fills every section it can from a view, without judging anything."""
    place: dict[tuple[str, str], Position] = {}
    moves = []
    for s in view.statements:
        for issue in s.issues if s.speaker.party and s.certainty == "attributed" else ():
            now = _position(view, s, issue)
            before = place.get((now.party, issue))
            if before and before.stance != now.stance:
                moves.append(Move(now.party, issue, before, now, s.said))
            place[now.party, issue] = now
    return Brief(
        view,
        rounds=tuple(
            Round(
                e.type,
                e.status,
                e.round,
                e.start,
                e.end,
                e.duration_min,
                e.venue,
                e.participants,
                e.issues,
                tuple(_at(view, e.source, span) for span in e.evidence),
            )
            for e in view.events
            if e.type in ("talks_round", "meeting")
        ),
        positions=tuple(place.values()),
        movement=tuple(moves[-6:]),
        offers=_offers(view),
        guarantees=tuple(
            Guarantee(
                t,
                t,
                s.speaker.party,
                None,
                "asked",
                s.speaker.party,
                s.speaker.name,
                s.said,
                (evidence(view, s),),
            )
            for s in view.statements
            if "guarantees" in s.issues
            for t in s.targets
        )[:6],
        sticking_points=tuple(
            StickingPoint(
                i.id,
                "computed",
                tuple(p for p, j in place if j == i.id)[:2],
                None,
                False,
                tuple(v.evidence[0] for (p, j), v in place.items() if j == i.id)[:2],
            )
            for i in view.issues[:2]
        ),
        unverified=tuple(
            Unverified(
                s.words(view.source(s.source).text),
                s.speaker.name,
                s.speaker.party,
                s.certainty,
                s.status,
                s.said,
                "no named speaker",
                (evidence(view, s),),
            )
            for s in view.statements
            if s.certainty != "attributed"
        ),
        windows=(),
        deadlines=(),
        contradictions=(),
    )


def _at(view: View, source: str, span: Span) -> Evidence:
    return Evidence(source, span, span.of(view.source(source).text))


def _position(view: View, s: Statement, issue: str) -> Position:
    assert s.speaker.party
    return Position(
        s.speaker.party,
        issue,
        "stated",
        s.stance,
        s.words(view.source(s.source).text),
        None,
        s.said,
        view.source(s.source).published,
        s.speaker.name,
        s.speaker.role,
        (evidence(view, s),),
    )


def _offers(view: View) -> tuple[Offer, ...]:
    told = []
    for s in view.statements:
        if s.condition:
            c = s.condition
            terms = Terms(
                *(
                    Evidence(s.source, span, span.of(view.source(s.source).text), s.id)
                    if span
                    else None
                    for span in (c.gives, c.link, c.gets)
                )
            )
            told.append(
                Offer(
                    s.speaker.party,
                    s.speaker.name,
                    s.targets,
                    terms,
                    s.issues,
                    s.said,
                    "standing",
                    (evidence(view, s),),
                )
            )
    return tuple(told)


TEXT = (
    "Talks opened in Ostel on 3 May. Mr. Rohn of Astra said: “We will leave the hills if Borea "
    "pays for the road.” A delegate of Borea, who asked not to be named, said the hills were not "
    "for sale.\n"
    "Borea’s envoy Ida Kell said Borea was not told of the talks in Ostel and expected the paper "
    "from Corland by Friday. A rumour had it that the road was sold already; Rohn denied it."
)


def kitchen() -> Brief:
    """Return a small brief in which every section and every kind of line is filled."""
    source = Source(
        "a",
        TEXT,
        file="a.txt",
        title="Ostel talks open",
        outlet="Post <b>&amp;",
        url="https://example.org/a",
        published=When("2031-05-04"),
        published_basis="sidecar",
        language="en",
    )
    other = Source(
        "b",
        "Nobody met in Ostel, the Gazette learned.",
        outlet="Gazette",
        url="javascript:alert(1)",
    )

    def e(words: str, statement: str | None = None, of: Source = source) -> Evidence:
        start = of.text.index(words)
        return Evidence(of.id, Span(start, start + len(words)), words, statement)

    offer = e("“We will leave the hills if Borea pays for the road.”", "s1")
    sale = e("the hills were not for sale", "s2")
    told = e("Borea was not told of the talks in Ostel", "s3")
    rumour, denial = e("the road was sold already", "s4"), e("Rohn denied it", "s5")
    astra, borea = Speaker("Jan Rohn", "envoy", "astra"), Speaker("Ida Kell", "envoy", "borea")
    day = When("2031-05-03")
    statements = (
        Statement("s1", "a", astra, None, (offer.span,), (), "direct", "conditional_offer", day,
                  channel=Channel("press", True), issues=("hills",), targets=("borea",)),
        Statement("s2", "a", Speaker(None, "delegate", "borea"), None, (sale.span,), (), "indirect",
                  "reject", day, issues=("hills",), targets=("astra",), certainty="anonymous"),
        Statement("s3", "a", borea, None, (told.span,), (), "indirect", "inform", None,
                  targets=("corland",)),
        Statement("s4", "a", Speaker(None), None, (rumour.span,), (), "indirect", "inform",
                  certainty="rumour", status="denied"),
        Statement("s5", "a", astra, None, (denial.span,), (), "indirect", "deny", day),
    )  # fmt: skip
    report = Report(
        source,
        (
            Party("astra", "Astra", "state", role="principal"),
            Party("borea", "Borea", "state", role="principal"),
            Party("corland", "Corland", "state", role="mediator"),
        ),
        (Issue("hills", "the hills"), Issue("road", "the road")),
        statements,
        (),
        (),
    )
    view = view_of_reports(
        [report, Report(other, (), (), (), (), ())],
        unread=[Unread("c.txt", "written in Ukrainian, which is not read yet", "uk")],
    )
    unknown = Position("borea", "hills", "unknown")
    before = Position("astra", "hills", "stated", "reject", sale.words, None, None, None,
                      "Jan Rohn", "envoy", (sale,))  # fmt: skip
    after = Position("astra", "hills", "stated", "conditional_offer", offer.words, None, day, day,
                     "Jan Rohn", "envoy", (offer,))  # fmt: skip
    divided = Position("borea", "road", "divided", evidence=(sale, told), others=(sale, told))
    gone = e("Nobody met in Ostel", of=other)
    opened = e("Talks opened in Ostel on 3 May")
    return Brief(
        view,
        rounds=(
            Round("talks_round", "held", 1, day, None, 300, "Ostel", ("astra", "borea"), ("hills",),
                  (opened,), (("Gazette tells that nobody met.", (gone,)),)),
            Round("meeting", "planned", None, None, None, None, None, (), (), (opened,)),
        ),
        positions=(after, unknown, divided),
        movement=(Move("astra", "hills", before, after, day), Move("borea", "road", unknown, divided, None)),
        offers=(
            Offer("astra", "Jan Rohn", ("borea",),
                  Terms(e("leave the hills", "s1"), e("if", "s1"), e("Borea pays for the road", "s1")),
                  ("hills", "road"), day, "standing", (offer,), mirror=sale),
            Offer(None, None, (), Terms(None, None, None), (), None, "replaced", (sale,), replaced_by=offer),
        ),
        guarantees=(
            Guarantee("corland", "Corland", "borea", "article_5_like", "asked", "borea", "Ida Kell", None, (told,)),
            Guarantee("astra", "the Astrans", "borea", None, "asked", "borea", "Ida Kell", None, (told,)),
        ),
        sticking_points=(
            StickingPoint("hills", "computed", ("astra", "borea"), None, False, (offer, sale)),
            StickingPoint("road", "attributed", (), "the reporter of Gazette", True, (gone,)),
        ),
        unverified=(
            Unverified(rumour.words, None, None, "rumour", "denied", None, "told as a rumour", (rumour,), (denial,)),
            Unverified(sale.words, None, "borea", "anonymous", "unconfirmed", day, "no named speaker", (sale,)),
        ),
        windows=(
            Window("borea", "Ida Kell", "borea", None, (told,), (e("expected the paper from Corland"),), ("corland",)),
            Window("borea", None, None, None, (told,)),
        ),
        deadlines=(
            Deadline("the paper from Corland", When("2031-05-09"), "by Friday", "Ida Kell", "borea", "hoped",
                     (e("by Friday", "s3"),)),
            Deadline("an answer", None, "soon", None, None, "set", (told,)),
        ),
        contradictions=(
            Contradiction("hills", "within_party", (statements[0], statements[1]), (offer, sale)),
            Contradiction("whether anybody met", "between_outlets", (), (opened, gone)),
        ),
    )  # fmt: skip
