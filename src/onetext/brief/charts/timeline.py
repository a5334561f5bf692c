"""Statements and sessions over time: a lane for each party, one mark for many statements."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from markupsafe import Markup

from onetext.analysis.findings import Round
from onetext.brief import words
from onetext.brief.charts.marks import Chart, drawing, line, mark, ranked_parties, text, wrapped
from onetext.brief.sections import Brief
from onetext.terms.said.statement import Statement
from onetext.terms.when import When

_WIDTH = 840
_LEFT = 150
_RIGHT = 24
_TOP = 62
_LANE = 46
_COLUMNS = 24
_LANES = 9


@dataclass(slots=True)
class _Bin:
    """Count what one lane holds in one stretch of days."""

    count: int = 0
    named: int = 0
    moved: bool = False
    days: set[date] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Place days on the drawing."""

    first: date
    days: int

    @property
    def step(self) -> int:
        """Return how many days one mark stands for."""
        return max(1, math.ceil(self.days / _COLUMNS))

    def x(self, days: float) -> float:
        """Return the place of so many days after the first."""
        room = _WIDTH - _LEFT - _RIGHT - 40
        return _LEFT + 20 + (room * days / (self.days - 1) if self.days > 1 else room / 2)

    def bin(self, day: date) -> int:
        """Return the number of the stretch that holds ``day``."""
        return (day - self.first).days // self.step

    def middle(self, number: int) -> float:
        """Return the place of a stretch."""
        start = number * self.step
        return self.x(min((start + min(start + self.step, self.days) - 1) / 2, self.days - 1))


def said_on(statement: Statement, published: dict[str, When | None]) -> date | None:
    """Return the day of a statement, else the day its report was published, else None."""
    told = statement.said.day if statement.said else None
    when = published.get(statement.source)
    return told or (when.day if when else None)


def statements_by_day(brief: Brief) -> tuple[Statement, ...]:
    """Return the statements in the order in which they were said, undated ones last."""
    published = {source.id: source.published for source in brief.view.sources}
    once = [s for s in brief.view.statements if s.same_as is None and s.contents]
    return tuple(sorted(once, key=lambda s: said_on(s, published) or date.max))


def timeline(brief: Brief) -> Chart | None:
    """Return the timeline, None when nothing in the brief has a full date.

    Repeats of one utterance within a report count once. A lane is a party, the busiest nine and one
    for all others; a mark's number is how many statements it stands for; hollow means that none of
    them has a named speaker; a small triangle above that a position changed. Cost: linear.
    """
    view = brief.view
    published = {source.id: source.published for source in view.sources}
    dated = [
        (day, s)
        for s in view.statements
        if s.same_as is None and (day := said_on(s, published)) is not None
    ]
    rounds = [(found.start.day, found) for found in brief.rounds if found.start and found.start.day]
    days = [day for day, _ in dated] + [day for day, _ in rounds]
    if not dated:
        return None
    scale = _Scale(min(days), (max(days) - min(days)).days + 1)
    lanes, other = _lanes(brief, [s for _, s in dated])
    bins: dict[tuple[int, int], _Bin] = defaultdict(_Bin)
    place = {party: n for n, party in enumerate(lanes)}
    for day, statement in dated:
        one = bins[place.get(statement.speaker.party or "", len(lanes)), scale.bin(day)]
        one.count += 1
        one.named += statement.certainty == "attributed"
    for move in brief.movement:
        if move.when and (moved_on := move.when.day) and move.party in place:
            key = (place[move.party], scale.bin(moved_on))
            if key in bins:
                bins[key].moved = True
    rows = len(lanes) + bool(other)
    height = _TOP + rows * _LANE + 44
    body = _axis(scale, height) + _sessions(scale, rounds, height) + _rows(brief, lanes, other)
    marks = ranked_parties(view)
    for (lane, column), one in sorted(bins.items()):
        index = marks.index(lanes[lane]) if lane < len(lanes) else None
        body += _spot(scale.middle(column), _TOP + lane * _LANE + _LANE / 2, index, one)
    missing = sum(1 for s in view.statements if s.same_as is None) - len(dated)
    return Chart(_whole(scale, len(dated), rows, height, body), _note(scale, missing, other))


def _lanes(brief: Brief, dated: list[Statement]) -> tuple[list[str], int]:
    heard = {s.speaker.party for s in dated if s.speaker.party}
    ranked = [party for party in ranked_parties(brief.view) if party in heard]
    unnamed = any(s.speaker.party is None for s in dated)
    kept = ranked[:_LANES]
    return kept, len(ranked) - len(kept) + unnamed


def _whole(scale: _Scale, count: int, rows: int, height: float, body: Markup) -> Markup:
    last = scale.first + timedelta(days=scale.days - 1)
    span = f"{words.day(When.of(scale.first))} to {words.day(When.of(last))}"
    desc = (
        f"{words.count(count, 'statement')} from {span} in {words.count(rows, 'lane')}, one for "
        "each party. The table below the drawing holds the same statements, each with its source."
    )
    return drawing("timeline", _WIDTH, height, "Statements and sessions over time", desc, body)


def _note(scale: _Scale, missing: int, other: int) -> str:
    told = [f"One mark holds {words.count(scale.step, 'day')}."] if scale.step > 1 else []
    if missing:
        told.append(f"{words.count(missing, 'statement')} without a full date not drawn.")
    if other:
        told.append("The last lane holds all other speakers.")
    return " ".join(told)


def _axis(scale: _Scale, height: float) -> Markup:
    ticks = min(6, scale.days)
    spots = sorted({round(n * (scale.days - 1) / max(1, ticks - 1)) for n in range(ticks)})
    drawn = Markup("")
    year = None
    for spot in spots:
        day = scale.first + timedelta(days=spot)
        told = words.day(When.of(day))
        label = told if day.year != year else told.rpartition(" ")[0]
        year = day.year
        x = scale.x(spot)
        drawn += line(x, _TOP - 6, x, height - 34, "grid")
        drawn += text(x, height - 12, label, "tick", "middle")
    return drawn


def _sessions(scale: _Scale, rounds: list[tuple[date, Round]], height: float) -> Markup:
    by_bin: dict[int, list[str]] = defaultdict(list)
    bands: dict[int, int] = {}
    for day, found in rounds:
        kind = "T" if found.type == "talks_round" else "M"
        by_bin[scale.bin(day)].append(f"R{found.number}" if found.number else kind)
        last = (found.end.day if found.end else None) or day
        bands[scale.bin(day)] = max(bands.get(scale.bin(day), 0), (last - day).days)
    drawn = text(8, _TOP - 22, "Rounds", "lane-name strong")
    for column, labels in by_bin.items():
        x = scale.middle(column)
        end_x = min(scale.x(min(scale.days - 1, column * scale.step + bands[column])) + 13, _WIDTH)
        width = max(26.0, end_x - (x - 13))
        drawn += Markup(
            '<rect class="session" x="{:.1f}" y="{}" width="{:.1f}" height="{}" rx="4"/>'
        ).format(x - 13, _TOP - 44, width, height - _TOP + 8)
        told = labels[0] if len(labels) == 1 else f"{labels[0]}+{len(labels) - 1}"
        drawn += text(x, _TOP - 24, told, "session-name", "middle")
    return drawn


def _rows(brief: Brief, lanes: list[str], other: int) -> Markup:
    names = {party.id: party.name for party in brief.view.parties}
    drawn = Markup("")
    labels = [names.get(party, party) for party in lanes] + (["All others"] if other else [])
    for lane, label in enumerate(labels):
        y = _TOP + lane * _LANE + _LANE / 2
        drawn += line(_LEFT, y, _WIDTH - 8, y, "lane")
        parts = wrapped(label, 15)
        for n, part in enumerate(parts):
            drawn += text(8, y + 5 + (n - (len(parts) - 1) / 2) * 17, part, "lane-name")
    return drawn


def _spot(x: float, y: float, index: int | None, one: _Bin) -> Markup:
    radius = 8 if one.count == 1 else min(13, 8.5 + math.sqrt(one.count))
    hollow = one.named == 0
    if index is None:
        kind = "mark other hollow" if hollow else "mark other"
        drawn = Markup('<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="{:.1f}"/>').format(
            kind, x, y, radius
        )
    else:
        drawn = mark(index, x, y, radius, hollow=hollow, moved=one.moved)
    if one.count > 1:
        drawn += text(
            x, y + 4.5, str(one.count), "number on-hollow" if hollow else "number", "middle"
        )
    return drawn
