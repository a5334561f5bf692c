"""What a finder leans to about a finding: an opinion that the later steps weigh with their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onetext.terms.said.statement import Stance


@dataclass(frozen=True, slots=True)
class Leanings:
    """Hold how likely each stance and date is.

    ``stance`` are log probabilities. ``dates`` are probabilities of the values that stand near;
    ``undated`` that none can be known, ``elsewhere`` that the date is told farther away; they add
    up to one.
    """

    stance: Mapping[Stance, float]
    dates: Mapping[str, float]
    undated: float
    elsewhere: float
