"""Read what stands around a content: does its cue offer or foresee, and how long is the talk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from onetext.press.labelling.trimming import EDGE
from onetext.terms.said.span import Span

#: How much before the content, and between two pieces of it, is looked at.
_NEAR = 70
#: A speaker who goes on for this many words tells more than he bargains.
_LONG = 90
_SHORT = 40
_ENDS = (". ", "\n", "? ", "! ")
_OFFERS = re.compile(
    r"\b(?:offer|promis|pledg|threat|vow|read(?:y|iness)|willing|prepared|agree|accept|propos|"
    r"signal|hint|consent|open to|h[eo]ld out|door|conced|contemplat|notice|grant|undert|"
    r"guarante|indicat|let (?:\w+ ){0,3}kn[eo]w|let it be known|came round|moot|condition|bargain|"
    r"deal\b|terms|ultimatum|swap|exchange|put forward|suggest|prospect|possib|ruled? out|"
    r"left open|on the table|settl|dangl|float|bid)\w*",
    re.IGNORECASE,
)
_FORESEES = re.compile(
    r"\b(?:predict|forecast|estimat|calculat|expect|fear|doubt|believ|reckon|thought|thinks)\w*",
    re.IGNORECASE,
)
_ACCUSES = re.compile(
    r"\b(?:accus|alleg|charg|deni|deny|blam)\w*\b"
    r"(?![^.;,]*\b(?:offer|promis|agree|pledg))[^.;]{0,60}$",
    re.IGNORECASE,
)


class Scene(NamedTuple):
    """Tell what a content's cue does, if it has one, and whether the content is long or short."""

    offered: bool
    foreseen: bool
    accused: bool
    bare: bool
    long: bool
    short: bool

    @property
    def weight(self) -> int:
        """Return how much speaks for a bargain before a word of the content is read."""
        return self.offered - self.foreseen - 2 * self.long


def scene_of(text: str, contents: Sequence[Span]) -> Scene:
    """Read the scene of a statement's content.

    Examples
    --------
    >>> scene_of("She offered a truce if they left.", [Span(12, 32)]).offered
    True
    """
    start = contents[0].start
    lead = text[max(0, start - _NEAR) : start]
    lead = lead[max(lead.rfind(mark) + 1 for mark in _ENDS) :]
    between = [text[one.end : other.start][:_NEAR] for one, other in pairwise(contents)]
    around = " ".join((lead, *between))
    words = sum(len(span.of(text).split()) for span in contents)
    return Scene(
        offered=_OFFERS.search(around) is not None,
        foreseen=_FORESEES.search(around) is not None,
        accused=_ACCUSES.search(lead) is not None,
        bare=not lead.strip(EDGE) or lead.rstrip().endswith(":"),
        long=words > _LONG,
        short=words <= _SHORT,
    )
