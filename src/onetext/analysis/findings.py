"""What is found in a view: plain frozen values, each with the places in the sources that show it.

Definitions: methods, §10. A finding never says more than a source says; what is not known is None
or ``unknown`` and is shown so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onetext.terms.said.span import Span
from onetext.terms.said.statement import Certainty, Stance, Statement, Status
from onetext.terms.when import When


@dataclass(frozen=True, slots=True)
class Evidence:
    """Point at the words in a source that show a finding."""

    source: str
    span: Span
    words: str
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """Hold the three parts of an exchange in the report's own words, each None when not said."""

    gives: Evidence | None
    link: Evidence | None
    gets: Evidence | None


@dataclass(frozen=True, slots=True)
class Round:
    """Tell one round or meeting, merged from all reports of it.

    ``disagreements`` lists what outlets tell differently of it, in words, each with its evidence.
    ``duration_min`` is that of the whole; ``partly`` lists lengths told of some of its days only.
    """

    type: str
    status: str
    number: int | None
    start: When | None
    end: When | None
    duration_min: int | None
    venue: str | None
    participants: tuple[str, ...]
    issues: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    disagreements: tuple[tuple[str, tuple[Evidence, ...]], ...] = ()
    partly: tuple[tuple[str, tuple[Evidence, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """Tell where a party stands on an issue, since when and on whose word.

    ``status`` is ``stated``, ``divided`` (statements of equal authority that exclude each other
    within 48 hours; ``others`` then holds them all) or ``unknown`` (no statement of anybody who
    speaks for the party: every other field is then None or empty).
    """

    party: str
    issue: str
    status: Literal["stated", "divided", "unknown"]
    stance: Stance | None = None
    words: str | None = None
    terms: Terms | None = None
    since: When | None = None
    published: When | None = None
    speaker: str | None = None
    role: str | None = None
    evidence: tuple[Evidence, ...] = ()
    others: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """Tell that a party's position on an issue changed."""

    party: str
    issue: str
    before: Position
    after: Position
    when: When | None


@dataclass(frozen=True, slots=True)
class Offer:
    """Tell an offer made in public: what is given, what is wanted, and whether it still stands.

    ``state`` is ``standing``, ``replaced`` (the same party gave or wanted something else later;
    then ``replaced_by`` is the place of that) or ``withdrawn``. ``mirror`` points at an offer of
    another party that gives what this one wants.
    """

    party: str | None
    speaker: str | None
    to: tuple[str, ...]
    terms: Terms
    issues: tuple[str, ...]
    said: When | None
    state: Literal["standing", "replaced", "withdrawn"]
    evidence: tuple[Evidence, ...]
    replaced_by: Evidence | None = None
    mirror: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Guarantee:
    """Tell a guarantee asked for or offered in public: one row per guarantor named."""

    guarantor: str
    guarantor_words: str
    beneficiary: str | None
    kind: str | None
    act: Literal["asked", "offered", "refused", "mentioned"]
    by_party: str | None
    speaker: str | None
    said: When | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class StickingPoint:
    """Tell an issue that holds up the rest.

    ``computed``: two principals' positions exclude each other (``parties`` names them).
    ``attributed``: a source names it as one (``by`` says who: a speaker, or the reporter of an
    outlet).
    """

    issue: str
    basis: Literal["computed", "attributed"]
    parties: tuple[str, ...]
    by: str | None
    hedged: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Unverified:
    """Tell a claim that nothing in the sources confirms, and what others said of it since."""

    claim: str
    speaker: str | None
    party: str | None
    certainty: Certainty
    status: Status
    said: When | None
    why: str
    evidence: tuple[Evidence, ...]
    answers: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """Tell a claim that a party is not kept abreast, and what it expects to be shown.

    ``ended`` is the day the party took part in a later round, with the words that tell it; None
    while the claim stands.
    """

    party: str
    claimed_by: str | None
    claimed_by_party: str | None
    said: When | None
    evidence: tuple[Evidence, ...]
    expects: tuple[Evidence, ...] = ()
    expects_from: tuple[str, ...] = ()
    ended: When | None = None
    ended_by: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """Tell an hour that somebody set or hopes for."""

    what: str
    when: When | None
    words: str
    set_by: str | None
    set_by_party: str | None
    kind: Literal["set", "hoped"]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Set side by side two statements that exclude each other, or two outlets that differ."""

    about: str
    kind: Literal["within_party", "between_outlets", "claim_and_denial"]
    sides: tuple[Statement, ...]
    evidence: tuple[Evidence, ...]
