# ruff: noqa: E501
"""Briefs that strain a page: hostile text, and a crowd."""

from __future__ import annotations

from handmade import crude

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
from onetext.record.view import view_of_reports
from onetext.terms.issue import Issue
from onetext.terms.party import Party
from onetext.terms.said.report import Report
from onetext.terms.said.source import Source, Unread
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Channel, Speaker, Statement
from onetext.terms.when import When


def hostile() -> Brief:
    """Return a brief made of text that wants to be more than text."""
    text = (
        "<script>alert('x')</script> said [bold]Реskov[/bold] \u202eevil\u202c \x1b]0;owned\x07\x1b[2J "
        "and “</mark><a href='javascript:alert(1)'>” 交渉は進展した交渉は進展した交渉は進展した交渉は進展した"
        "交渉は進展した交渉は進展した交渉は進展した. קיבלנו את ההצעה, אמר השר."
    )
    source = Source(
        "x' onload='y",
        text,
        file="<x>.txt",
        title="<img src=x onerror=alert(1)>\u202e",
        outlet="\x1b[31mRed\u2066",
        url="javascript:alert(1)",
        language='en" onload="x',
        published=When("--05-04"),
    )
    span = Span(0, len(text))
    speaker = Speaker("<b>[red]Name</b>\n\u202e", "role\r\nrole", "p\u200b")
    statement = Statement(
        "s'1",
        source.id,
        speaker,
        None,
        (span,),
        (),
        "direct",
        "demand",
        issues=("i<",),
        targets=("q",),
        channel=Channel("social_media:<X>", True),
    )
    issue = Issue("i<", "issue <script> {{ 7*7 }} \u202e")
    report = Report(
        source, (Party("p\u200b", "Party\u202e<i>", "state"),), (issue,), (statement,), (), ()
    )
    view = view_of_reports([report], unread=[Unread("\x1b[2Jfile", "<why>")])
    e = Evidence(source.id, span, text, "s'1")
    inner = Evidence(source.id, Span(5, 40), text[5:40], "s'1")
    position = Position(
        "p\u200b",
        "i<",
        "stated",
        "demand",
        text,
        None,
        None,
        None,
        speaker.name,
        speaker.role,
        (e,),
    )
    return Brief(
        view,
        rounds=(Round("odd<type>", "odd", 1, None, None, 0, "<venue>", ("q",), ("i<",), (inner,)),),
        positions=(position,),
        movement=(Move("p\u200b", "i<", position, position, None),),
        offers=(
            Offer(None, speaker.name, (), Terms(inner, inner, e), (), None, "withdrawn", (e,)),
        ),
        guarantees=(Guarantee("g<", text, None, text, "refused", None, None, None, (e,)),),
        sticking_points=(StickingPoint("i<", "attributed", (), text, True, (e, inner)),),
        unverified=(
            Unverified(text, speaker.name, None, "hedged", "denied", None, text, (e,), (inner,)),
        ),
        windows=(Window("p\u200b", speaker.name, None, None, (inner,), (inner,)),),
        deadlines=(Deadline(text, When("--05"), text, speaker.name, None, "set", (e,)),),
        contradictions=(Contradiction(text, "claim_and_denial", (statement,), (e, inner)),),
    )


def crowd() -> Brief:
    """Return a brief of 40 parties, 15 issues and 300 statements over two months."""
    parties = tuple(
        Party(f"p{n}", f"Party number {n}", "state", role="principal" if n < 3 else None)
        for n in range(40)
    )
    issues = tuple(Issue(f"i{n}", f"question number {n}") for n in range(15))
    reports = []
    for r in range(30):
        text, statements = "", []
        for k in range(10):
            n = r * 10 + k
            words = (
                f"the answer number {n} is that nothing moves until the other side has moved, "
                * (1 + n % 3)
            )
            start = len(text)
            text += words.strip().capitalize() + ".\n"
            party = (n * 7 + n // 10) % 40 if n % 3 else n % 9 // 3
            statements.append(
                Statement(
                    f"s{k}",
                    f"r{r:02}",
                    Speaker(f"Speaker {n}", "envoy", f"p{party}"),
                    None,
                    (Span(start, len(text) - 2),),
                    (),
                    "indirect",
                    ("demand", "reject", "conditional_offer", "inform")[n % 4],
                    When(f"2031-{3 + r // 28:02}-{1 + r % 28:02}"),
                    issues=(f"i{n % 15}",),
                    targets=(f"p{n * 7 % 40}",),
                )
            )
        source = Source(
            f"r{r:02}",
            text,
            title=f"Report {r}",
            outlet="Wire",
            published=When(f"2031-{3 + r // 28:02}-{1 + r % 28:02}"),
        )
        reports.append(Report(source, parties, issues, tuple(statements), (), ()))
    return crude(view_of_reports(reports))
