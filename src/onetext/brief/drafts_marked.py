"""What a new draft leaves behind: the initials and signatures that stay with the one before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from onetext.record.acts.drafting import ConsentGiven, DraftIssued, Initialled
from onetext.record.window import Line


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """Hold the seats whose initials, and whose signatures, are on the draft before."""

    initialled: tuple[str, ...]
    signed: tuple[str, ...]


@dataclass
class Marks:
    """Follow the lines of a view, each once, and know of each draft what it left behind.

    ``left`` is by the commitment of the line that issued the new draft; one that left nothing
    behind is not in it.
    """

    left: dict[bytes, LeftBehind] = field(default_factory=dict)
    _last: dict[str, _OnDraft] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Marks:
        """Return what all drafts of some lines left behind."""
        made = cls()
        for line in lines:
            made.follow(line)
        return made

    def follow(self, line: Line) -> None:
        """Take in the next line."""
        act, entry = line.act, line.entry
        if entry is None:
            return
        if isinstance(act, DraftIssued):
            before = self._last.get(act.instrument)
            if before is not None and (before.initialled or before.signed):
                behind = LeftBehind(tuple(before.initialled), tuple(before.signed))
                self.left[line.promise.commitment] = behind
            self._last[act.instrument] = _OnDraft(entry.id)
        elif isinstance(act, Initialled):
            self._on(act).initialled[entry.seat] = None
        elif isinstance(act, ConsentGiven) and act.act == "sign":
            self._on(act).signed[entry.seat] = None

    def _on(self, act: Initialled | ConsentGiven) -> _OnDraft:
        """Return the last draft if the act is on that, else one that nobody asks for."""
        last = self._last.get(act.instrument)
        return last if last is not None and last.draft == act.draft else _OnDraft(act.draft)


@dataclass
class _OnDraft:
    draft: bytes
    initialled: dict[str, None] = field(default_factory=dict)
    signed: dict[str, None] = field(default_factory=dict)
