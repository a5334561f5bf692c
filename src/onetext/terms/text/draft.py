"""A draft: the passages of an instrument as one entry issued them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onetext.terms.text.instrument import Mode
from onetext.terms.text.passage import Passage
from onetext.terms.when import When

Status = Literal["bracketed", "clean", "initialled", "signed"]


@dataclass(frozen=True, slots=True)
class Draft:
    """Hold a draft as it was issued.

    Parameters
    ----------
    n
        Its number among the drafts that this view shows, from 1 and without gaps: a draft that a
        seat did not see leaves no hole. ``entry`` names it for everybody.
    passages
        In their order in the text.
    changed_by
        For each passage, the entry that last changed it.
    status
        When it was issued. What has become of it since is ``status`` of the state.
    """

    instrument: str
    n: int
    entry: str
    at: When | None
    mode: Mode
    passages: tuple[Passage, ...]
    changed_by: tuple[str, ...]
    status: Status

    def passage(self, id: str) -> Passage | None:
        """Return the passage of that id, None if the draft has none."""
        return next((passage for passage in self.passages if passage.id == id), None)
