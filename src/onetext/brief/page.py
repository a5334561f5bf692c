"""A brief as one self-contained HTML file: no script, no request, every line opens its sentence."""

from __future__ import annotations

import re

from markupsafe import Markup

from onetext.analysis.findings import Evidence
from onetext.brief import told, words
from onetext.brief.charts.board import board
from onetext.brief.charts.marks import badge, ranked_parties
from onetext.brief.charts.network import addresses, network
from onetext.brief.charts.timeline import statements_by_day, timeline
from onetext.brief.entries_told import entries_told
from onetext.brief.glance import glance
from onetext.brief.safe_text import as_said, clip
from onetext.brief.sections import Brief
from onetext.brief.shell import filled
from onetext.brief.sources_shown import Citations
from onetext.brief.told_groups import told_case, told_table
from onetext.terms.said.statement import Statement

SECTIONS = (
    "glance",
    "sticking_points",
    "positions",
    "timeline",
    "network",
    "rounds",
    "movement",
    "offers",
    "guarantees",
    "unverified",
    "windows",
    "deadlines",
    "contradictions",
    "unread",
    "sources",
)
_CLIP = 300
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*")


def page(brief: Brief) -> str:
    """Return a brief as one HTML file that asks nothing of the network and runs nothing.

    Its content security policy allows the one inline style by its hash and images from ``data:``
    addresses; scripts, other styles and every request are refused. Words of sources are escaped,
    and characters that hide or turn text are spelt out. Each citation leads to a ``mark`` in the
    full text of its source, and each cited sentence leads back. Cost: linear in the sources' text.
    """
    teller = told.Teller(brief.view)
    brief = told.in_time(brief, teller)
    citations = Citations(brief.view)
    found = addresses(brief)
    order = {party: n for n, party in enumerate(ranked_parties(brief.view))}
    # The template asks for the sources last, when every section has made its citations.
    return filled(
        "page.html",
        brief=brief,
        view=brief.view,
        teller=teller,
        told=told,
        words=words,
        sections=SECTIONS,
        table=told_table(brief),
        on_file=told_case(brief),
        entries=entries_told(brief.view),
        counts=_counts(brief),
        glance=glance(brief),
        board=board(brief),
        timeline=timeline(brief),
        by_day=statements_by_day(brief),
        addresses=found,
        network=network(brief, found),
        groups=told.guarantee_groups(brief.guarantees),
        citations=citations,
        cites=citations.cites,
        evidence_of=lambda statement: _evidence(teller, statement),
        badge=lambda party: badge(order[party]) if party in order else Markup(""),
        language=lambda code: code if code and _LANGUAGE.fullmatch(code) else None,
        clip=lambda text, room=_CLIP: clip(text, room),
        as_said=as_said,
    )


def _evidence(teller: told.Teller, statement: Statement) -> tuple[Evidence, ...]:
    return teller.evidence_of(statement)[:1]


def _counts(brief: Brief) -> dict[str, int]:
    return {
        "sticking_points": len(told.sticking_by_issue(brief)),
        "rounds": len(brief.rounds),
        "movement": len(brief.movement),
        "offers": len(brief.offers),
        "guarantees": len(brief.guarantees),
        "unverified": len(brief.unverified),
        "windows": len(brief.windows),
        "deadlines": len(brief.deadlines),
        "contradictions": len(brief.contradictions),
        "unread": len(brief.view.unread),
        "sources": len(brief.view.sources),
    }
