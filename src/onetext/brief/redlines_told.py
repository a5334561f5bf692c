"""What each entry of a view did to a text: the passage before and after, word by word."""

from __future__ import annotations

from onetext.analysis.table.lines import parties_of
from onetext.record.drafting import instruments, text_act
from onetext.record.view import View
from onetext.terms.text.acts import TextAct
from onetext.terms.text.fold import after
from onetext.terms.text.redline import redline
from onetext.terms.text.redline_shown import shown
from onetext.terms.text.state import TextState, begin


def redlines_told(view: View) -> dict[int, tuple[str, ...]]:
    """Return the redline of each entry that changed a text, by its number in the view.

    One for each language in which words changed: deleted words in ``{-…-}``, inserted in ``{+…+}``.

    Notes
    -----
    Cost: for each act on a text, the passages of its instrument.
    """
    parties = parties_of(view)
    state = begin(instruments(line.act for line in view.lines if line.act is not None))
    told: dict[int, tuple[str, ...]] = {}
    for number, line in enumerate(view.lines, start=1):
        if line.entry is None or line.act is None:
            continue
        party = parties.get(line.entry.seat)
        act = text_act(line.entry, line.act, party=party, time=line.promise.time)
        if act is None or act.instrument not in state.texts:
            continue
        before, state = state, after(state, act)
        changed = _changed(before, state, act)
        if changed:
            told[number] = changed
    return told


def _changed(before: TextState, now: TextState, act: TextAct) -> tuple[str, ...]:
    old, new = before.text(act.instrument), now.text(act.instrument)
    if old.passages == new.passages:
        return ()
    change = redline(old.passages, new.passages)
    found = [shown(change, language, only_changes=True) for language in new.instrument.languages]
    if len(new.instrument.languages) > 1:
        found = [f"{tag}: {one}" for tag, one in zip(new.instrument.languages, found, strict=True)]
    return tuple(one for one in found if one)
