"""A replay on a terminal: each entry with its number and hour, who, where, how seen, its words."""

from __future__ import annotations

from onetext.brief import words
from onetext.brief.replay_told import Replayed, replayed
from onetext.cli.lines import Lines, printed
from onetext.cli.verified_shown import told_hour
from onetext.record.heads import Head
from onetext.record.opening import moment
from onetext.record.view import View

_LABEL = 11


def replay_shown(view: View, head: Head | None) -> str:
    """Return the lines of a replay, a heading for each day."""

    def show(lines: Lines) -> None:
        _head(lines, view, head)
        day = ""
        for one in replayed(view):
            today = _day(one.told.shown)
            if today != day:
                day = today
                lines.heading(day)
            _entry(lines, one)
        if not view.lines:
            lines.blank()
            lines.put("Nothing had been shown by then.")

    return printed(show)


def _head(lines: Lines, view: View, head: Head | None) -> None:
    who = f"as the seat {view.seat} saw it" if view.seat is not None else "as the public saw it"
    when = f"as of {words.when(view.at)}" if view.at is not None else "as of its last entry"
    lines.put(f"The room {(view.room or '')[:16]}… ({view.mode}) {who}, {when}", style="bold")
    count = len(view.lines)
    lines.put(f"{count} {'entry' if count == 1 else 'entries'}. {_proof(head)}")


def _proof(head: Head | None) -> str:
    if head is None:
        return "Nothing here is proven by a head."
    return f"Verified, up to close {head.close} ({told_hour(head.time)})."


def _entry(lines: Lines, one: Replayed) -> None:
    told = one.told
    hour = f"{moment(told.shown):%H:%M}"
    lines.row(f"{told.number:>4} {hour}", _who(one), indent=0, label=_LABEL, name_style="bold")
    lines.row("", told.what, indent=0, label=_LABEL, hang=2)
    for said in _said(one):
        for part in said.split("\n"):
            if part.strip():
                lines.row("", part, indent=2, label=_LABEL)


def _said(one: Replayed) -> tuple[str, ...]:
    """Return the redline of what changed a text, else the words."""
    return one.redline or one.told.words


def _who(one: Replayed) -> str:
    told, parts = one.told, [one.told.who]
    if one.line.entry is None:
        parts = ["who is not shown"]
    if told.where is not None:
        parts.append(f"in {told.where}")
    elif one.line.by is None:
        parts.append("in a room that is not known any more")
    if told.passed is not None:
        parts.append(told.passed)
        if told.at != told.shown:
            parts.append(f"first said {told_hour(told.at)}")
    return " · ".join(parts)


def _day(time: str) -> str:
    at = moment(time)
    return f"{at:%A}, {at.day} {at:%B %Y}"
