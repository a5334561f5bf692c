"""The texts of a view: as they are, draft by draft, and how far each is agreed to this view."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.analysis.table.lines import parties_of
from onetext.analysis.table.offers import hour
from onetext.record.drafting import instruments, text_act
from onetext.record.view import View
from onetext.terms.text.agreed import Agreed, agreed
from onetext.terms.text.fold import fold
from onetext.terms.text.metrics import Metrics, metrics
from onetext.terms.text.redline import Redline, redline
from onetext.terms.text.state import Text, TextState
from onetext.terms.text.status import status


@dataclass(frozen=True, slots=True)
class TextSeen:
    """Hold one instrument's text as a view shows it.

    ``since`` is what the text has become since its last draft, None without a draft.
    """

    text: Text
    status: str
    agreed: Agreed
    metrics: tuple[Metrics, ...]
    since: Redline | None


def text_state(view: View) -> TextState:
    """Return what the acts of a view make of its texts.

    Notes
    -----
    Cost: the acts on texts, each times the passages of its instrument.
    """
    parties = parties_of(view)
    shown = [
        (line, line.entry, line.act)
        for line in view.lines
        if line.entry is not None and line.act is not None
    ]
    steps = (
        text_act(entry, act, party=parties.get(entry.seat), time=line.promise.time)
        for line, entry, act in shown
    )
    opened = instruments(act for _, _, act in shown)
    return fold(opened, (step for step in steps if step is not None))


def texts(view: View) -> tuple[TextSeen, ...]:
    """Return every text of a view, in the order in which its instruments were shown."""
    state, at = text_state(view), hour(view)
    return tuple(
        TextSeen(
            text=text,
            status=status(text),
            agreed=agreed(state, id, at),
            metrics=metrics(text),
            since=redline(text.drafts[-1], text.passages) if text.drafts else None,
        )
        for id, text in state.texts.items()
    )
