"""A promise to act for another's security: trigger, scope, duties, who decides, when in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, get_args

from onetext.errors import BadInput
from onetext.terms.packages.condition import (
    Always,
    Compare,
    Condition,
    Not,
    OneOf,
    Open,
    nodes,
    values_of,
)
from onetext.terms.packages.package import name
from onetext.terms.when import When

Modality = Literal["consult", "may", "must-some", "must"]
"""How far a duty binds, weakest first; *must-some*: must, choosing the means."""

Deed = Literal["consult", "seek UN action", "sanctions", "arms", "assist", "force"]
"""What is to be done, least first; *assist* is help with means left open, force among them."""

_NOTHING = Always()

RuleKind = Literal["each", "joint", "k-of-n", "unanimous"]


@dataclass(frozen=True, slots=True)
class Rule:
    """Say who must join before one is bound to act.

    ``each``: nobody else. ``joint``: all, acting together. ``unanimous``: all agree, then each
    acts. ``k-of-n``: ``count`` of them agree. All guarantors named in the text are counted, those
    not bound as well, who cannot join: a doubt never makes a guarantee stronger.

    Examples
    --------
    >>> Rule("k-of-n", 5).joiners(9), Rule("unanimous").joiners(9), Rule().joiners(9)
    (5, 9, 0)
    """

    kind: RuleKind = "each"
    count: int | None = None

    def __post_init__(self) -> None:
        if self.kind not in get_args(RuleKind):
            raise BadInput(
                f"the rule {self.kind!r}", instead=f"write one of {', '.join(get_args(RuleKind))}"
            )
        if (self.kind == "k-of-n") is (self.count is None):
            raise BadInput(f"the rule {self.kind} with k={self.count}", instead="give k to k-of-n")

    def joiners(self, guarantors: int) -> int:
        """Return how many of the guarantors must join; 0 when each is bound alone."""
        return 0 if self.kind == "each" else self.count or guarantors

    def __str__(self) -> str:
        return f"{self.count} of n" if self.kind == "k-of-n" else self.kind


@dataclass(frozen=True, slots=True)
class Extent:
    """Say what is covered: everything, or ``only`` these, in both cases but not ``but``.

    Examples
    --------
    >>> Extent(but=("crimea",)).covers("kharkiv"), Extent(but=("crimea",)).covers("crimea")
    (True, False)
    """

    only: tuple[str, ...] | None = None
    but: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        both = sorted(set(self.only or ()) & set(self.but))
        if both:
            raise BadInput(f"{both[0]!r} is both covered and left out", instead="keep one")

    @property
    def limited(self) -> bool:
        """Tell whether anything is left out."""
        return self.only is not None or bool(self.but)

    def covers(self, given: str) -> bool:
        """Tell whether ``given`` is covered."""
        return given not in self.but and (self.only is None or given in self.only)

    @property
    def named(self) -> tuple[str, ...]:
        """Return all that it names."""
        return tuple(sorted({*(self.only or ()), *self.but}))

    def __str__(self) -> str:
        covered = "everything" if self.only is None else ", ".join(self.only) or "nothing"
        return f"{covered} but {', '.join(self.but)}" if self.but else covered


@dataclass(frozen=True, slots=True)
class Scope:
    """Limit a guarantee to places, attackers and a time."""

    places: Extent = Extent()
    attackers: Extent = Extent()
    since: When | None = None
    until: When | None = None
    article: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """Hold one duty of every guarantor.

    Parameters
    ----------
    what
        In our own words, what is to be done.
    within
        The longest time it may take: from the trigger, or from the end of the duty named ``after``.
    failing
        The duty that has to prove impossible before this one arises (*joint first, else each*).
    triggers
        Those of the guarantee's triggers that call this duty; none named means all.

    Raises
    ------
    BadInput
        If the modality ``consult`` and the deed ``consult`` do not go together.
    """

    id: str
    modality: Modality
    deed: Deed
    what: str
    rule: Rule = Rule()
    within: timedelta | None = None
    after: str | None = None
    failing: str | None = None
    triggers: tuple[str, ...] = ()
    article: str = ""

    def __post_init__(self) -> None:
        name(self.id)
        if self.modality not in get_args(Modality):
            raise BadInput(
                f"the modality {self.modality!r}",
                instead=f"write one of {', '.join(get_args(Modality))}",
            )
        if self.deed not in get_args(Deed):
            raise BadInput(
                f"the deed {self.deed!r}", instead=f"write one of {', '.join(get_args(Deed))}"
            )
        if (self.modality == "consult") is not (self.deed == "consult"):
            raise BadInput(
                f"the duty {self.id!r}: {self.modality}, to {self.deed}",
                instead="write consult for both, or for neither",
            )


@dataclass(frozen=True, slots=True)
class Guarantor:
    """Name one who guarantees, and what still has to hold before it is bound itself."""

    party: str
    bound_when: Condition = _NOTHING


@dataclass(frozen=True, slots=True)
class Citation:
    """Name the text that a guarantee was encoded from, in our own words.

    ``articles`` are those encoded, ``read`` those of them that were read in a copy of the text; the
    rest are from general knowledge.
    """

    title: str
    articles: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    url: str = ""

    @property
    def checked(self) -> bool:
        """Tell whether every article encoded was read in a copy of the text."""
        return bool(self.articles) and set(self.articles) <= set(self.read)


@dataclass(frozen=True, slots=True)
class Guarantee:
    """Hold one guarantee, part by part (glossary: trigger + scope + duty + who decides + in force).

    ``in_force_when`` and each ``bound_when`` speak of facts that only accumulate: consents
    (``arn/treaty = ratified``), other guarantees (``g2 = in-force``, ``arn/g2 = bound``), anything
    else that is entered as a fact (``referendum = held``). ``attested_when`` says who has to attest
    the trigger, in the same way.

    Raises
    ------
    BadInput
        If one of these conditions has a ``not``, ``!=``, order or ``open`` in it (with its place:
        losing a fact could then bring a guarantee into force, and no least fixpoint need exist), a
        guarantor, trigger or duty stands twice, or a duty names one that is not there.
    """

    id: str
    title: str
    guarantors: tuple[Guarantor, ...]
    beneficiary: str
    triggers: tuple[str, ...]
    duties: tuple[Duty, ...]
    scope: Scope = Scope()
    in_force_when: Condition = _NOTHING
    attested_when: Condition = _NOTHING
    source: Citation = Citation("")

    def __post_init__(self) -> None:
        name(self.id)
        _refuse_twice(f"guarantee {self.id!r}", "guarantor", [g.party for g in self.guarantors])
        _refuse_twice(f"guarantee {self.id!r}", "trigger", list(self.triggers))
        _refuse_twice(f"guarantee {self.id!r}", "duty", [duty.id for duty in self.duties])
        for guarantor in self.guarantors:
            if not guarantor.party or "/" in guarantor.party:
                raise BadInput(
                    f"the guarantor {guarantor.party!r}", instead="write an id without a /"
                )
            refuse_falling(guarantor.bound_when, self.id)
        refuse_falling(self.in_force_when, self.id)
        refuse_falling(self.attested_when, self.id)
        if not self.guarantors:
            raise BadInput(f"nobody guarantees {self.id!r}", instead="name at least one guarantor")
        earlier: list[str] = []
        for duty in self.duties:
            self._check_duty(duty, earlier)
            earlier.append(duty.id)

    def _check_duty(self, duty: Duty, earlier: list[str]) -> None:
        for other in (duty.after, duty.failing):
            if other is not None and other not in earlier:
                raise BadInput(
                    f"the duty {duty.id!r} follows {other!r}, which does not stand before it",
                    instead=f"name one of {', '.join(earlier)}" if earlier else "put it later",
                )
        for trigger in duty.triggers:
            if trigger not in self.triggers:
                raise BadInput(
                    f"the duty {duty.id!r} has the trigger {trigger!r}",
                    instead=f"name one of {', '.join(self.triggers)}",
                )
        if duty.rule.count is not None and not 1 <= duty.rule.count <= len(self.guarantors):
            raise BadInput(
                f"the duty {duty.id!r} waits for {duty.rule.count} of {len(self.guarantors)}",
                instead=f"write a number from 1 to {len(self.guarantors)}",
            )

    @property
    def parties(self) -> tuple[str, ...]:
        """Return the guarantors' parties."""
        return tuple(guarantor.party for guarantor in self.guarantors)

    def duty(self, id: str) -> Duty:
        """Return the duty of that id.

        Raises
        ------
        KeyError
            If there is none.
        """
        for duty in self.duties:
            if duty.id == id:
                return duty
        raise KeyError(id)

    def latest(self, duty: Duty) -> timedelta | None:
        """Return the longest time from the trigger to ``duty``, None when the text sets none."""
        if duty.within is None:
            return None
        if duty.after is None:
            return duty.within
        before = self.latest(self.duty(duty.after))
        return None if before is None else before + duty.within


def refuse_falling(condition: Condition, id: str) -> None:
    r"""Refuse a condition on facts that one more fact could make false, or that none can meet.

    Raises
    ------
    BadInput
        With the place of the ``not``, ``!=``, order or ``open``.

    Examples
    --------
    >>> from onetext.terms.packages.condition_parser import parse
    >>> refuse_falling(parse("arn/t = ratified\nand not g2 = in-force"), "g1")
    Traceback (most recent call last):
    onetext.errors.BadInput: 2:5: the guarantee 'g1' waits for a 'not', say what has to hold instead
    """
    for part in nodes(condition):
        if isinstance(part, Open):
            instead = "name the fact that has to be entered, like: referendum = held"
        elif isinstance(part, Not) or (isinstance(part, Compare) and part.sign == "!="):
            instead = "say what has to hold instead"
        elif isinstance(part, Compare | OneOf) and (
            not all(isinstance(value, str) for value in values_of(part))
        ):
            instead = "facts are words; to count, write at least k of (…)"
        else:
            continue
        raise BadInput(
            f"the guarantee {id!r} waits for {'an' if isinstance(part, Open) else 'a'}"
            f" {'not' if isinstance(part, Not) else str(part)!r}",
            instead=instead,
            where=part.where,
        )


def strength(modality: Modality) -> int:
    """Return how far a modality binds: consult 0, may 1, must-some 2, must 3."""
    return get_args(Modality).index(modality)


def reach(deed: Deed) -> int:
    """Return how far a deed goes, from consulting, 0, to force, 5."""
    return get_args(Deed).index(deed)


def _refuse_twice(whose: str, what: str, ids: list[str]) -> None:
    for id in ids:
        if ids.count(id) > 1:
            raise BadInput(f"the {whose} has the {what} {id!r} twice", instead="keep one")
