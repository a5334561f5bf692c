"""What each guarantor owes when something happens, or why it owes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta

from onetext.terms.consent import Fact, fact
from onetext.terms.guarantees.guarantee import Duty, Extent, Guarantee, Guarantor
from onetext.terms.guarantees.in_force import BOUND, IN_FORCE, in_force, needed, never_start
from onetext.terms.hour import within
from onetext.terms.packages.condition import Always, both
from onetext.terms.when import When


@dataclass(frozen=True, slots=True)
class Due:
    """Hold what one guarantor owes by one duty, or every reason why not.

    ``within`` is the longest time from the trigger on, None when the text sets none.
    """

    guarantee: str
    guarantor: str
    duty: Duty
    within: timedelta | None
    why_not: tuple[str, ...] = ()

    @property
    def owed(self) -> bool:
        """Tell whether it is owed."""
        return not self.why_not


@dataclass(frozen=True, slots=True)
class Occasion:
    """Say what happened: the trigger, where, by whom, when; None where nobody said.

    ``refusing`` are guarantors who will not agree to act; ``failed`` are ids of duties that proved
    impossible in fact.
    """

    trigger: str
    place: str | None = None
    attacker: str | None = None
    at: When | None = None
    refusing: frozenset[str] = frozenset()
    failed: frozenset[str] = frozenset()


def due(
    guarantees: Iterable[Guarantee],
    trigger: str,
    *,
    place: str | None = None,
    attacker: str | None = None,
    at: When | None = None,
    facts: Collection[Fact] = (),
    refusing: Collection[str] = (),
    failed: Collection[str] = (),
) -> tuple[Due, ...]:
    """Return for every guarantor and duty what is owed, or why not, in the order of the texts.

    Reasons, all that apply: ``not in force: needs …``, ``out of scope: …``, ``trigger not attested:
    needs …``, ``bound against itself`` (the guarantor is the attacker), ``blocked by …`` (the rule
    asks for more guarantors than can join), ``first together: …`` (a joint duty has not failed
    yet). What was not said, place, attacker or hour, counts as out of scope where the text limits
    it.

    Parameters
    ----------
    facts
        Consents (``consent.consented``) and other facts as of ``at``.
    refusing
        Guarantors who will not agree; the attacker never does. Nobody is released from a duty of
        ``each`` by refusing.
    failed
        Ids of duties that proved impossible in fact, so that those ``failing`` them arise.

    Raises
    ------
    BadInput
        If two guarantees share an id, or an hour has no year.

    Notes
    -----
    Cost: as ``in_force``, and one pass over guarantors and duties.

    Examples
    --------
    >>> treaty = Guarantee(
    ...     "t", "T", (Guarantor("gua"), Guarantor("hel")), "arn", ("armed-attack",),
    ...     (Duty("assist", "must-some", "assist", "help with what it deems necessary"),),
    ... )
    >>> [(row.guarantor, row.why_not) for row in due([treaty], "armed-attack", attacker="hel")]
    [('gua', ()), ('hel', ('bound against itself',))]
    """
    every = tuple(guarantees)
    held = in_force(every, facts)
    circles = {found.what: found.circle for found in never_start(every)}
    occasion = Occasion(trigger, place, attacker, at, frozenset(refusing), frozenset(failed))
    return tuple(
        Due(
            guarantee.id,
            guarantor.party,
            duty,
            guarantee.latest(duty),
            tuple(_why_not(guarantee, guarantor, duty, occasion, held, circles)),
        )
        for guarantee in every
        for duty in guarantee.duties
        for guarantor in guarantee.guarantors
    )


def _why_not(
    guarantee: Guarantee,
    guarantor: Guarantor,
    duty: Duty,
    occasion: Occasion,
    held: Collection[Fact],
    circles: dict[str, tuple[str, ...]],
) -> Iterable[str]:
    needs = both(
        needed(guarantee.in_force_when, held),
        needed(guarantor.bound_when, held),
    )
    if not isinstance(needs, Always):
        yield f"not in force: needs {needs}" + _circle(guarantee, guarantor, circles)
    yield from _out_of_scope(guarantee, duty, occasion)
    attested = needed(guarantee.attested_when, held)
    if not isinstance(attested, Always):
        yield f"trigger not attested: needs {attested}"
    if guarantor.party == occasion.attacker:
        yield "bound against itself"
        return
    if duty.failing is not None and duty.failing not in occasion.failed:
        first = guarantee.duty(duty.failing)
        if not _blockers(guarantee, first, occasion, held):
            yield f"first together: {first.what}"
    if blockers := _blockers(guarantee, duty, occasion, held):
        yield f"blocked by {', '.join(blockers)}"


def _circle(guarantee: Guarantee, guarantor: Guarantor, circles: dict[str, tuple[str, ...]]) -> str:
    bond, _ = fact(guarantor.party, guarantee.id, BOUND)
    for what in (guarantee.id, bond):
        if what in circles:
            around = circles[what]
            told = f": {' → '.join([*around, around[0]])}" if around else ""
            return f"; it never starts{told}"
    return ""


def _out_of_scope(guarantee: Guarantee, duty: Duty, occasion: Occasion) -> Iterable[str]:
    called_by = duty.triggers or guarantee.triggers
    if occasion.trigger not in called_by:
        yield f"out of scope: {occasion.trigger}; it is called by {', '.join(called_by)}"
    scope = guarantee.scope
    yield from _outside(scope.places, occasion.place, "place")
    yield from _outside(scope.attackers, occasion.attacker, "attacker")
    if scope.since or scope.until:
        span = " ".join(
            f"{word} {when}" for word, when in (("from", scope.since), ("to", scope.until)) if when
        )
        if occasion.at is None:
            yield f"out of scope: the hour is not said; it covers {span}"
        elif not within(occasion.at, scope.since, scope.until):
            yield f"out of scope: {occasion.at}; it covers {span}"


def _outside(extent: Extent, given: str | None, what: str) -> Iterable[str]:
    if given is None and extent.limited:
        yield f"out of scope: the {what} is not said; it covers {extent}"
    elif given is not None and not extent.covers(given):
        yield f"out of scope: {given}; it covers {extent}"


def _blockers(
    guarantee: Guarantee, duty: Duty, occasion: Occasion, held: Collection[Fact]
) -> tuple[str, ...]:
    """Return who cannot or will not join, if too few are left for the duty's rule."""
    running = (guarantee.id, IN_FORCE) in held
    away: list[str] = []
    for party in guarantee.parties:
        if party == occasion.attacker:
            away.append(f"{party} (the attacker)")
        elif party in occasion.refusing:
            away.append(f"{party} (refuses)")
        elif running and fact(party, guarantee.id, BOUND) not in held:
            away.append(f"{party} (not bound)")
    many = len(guarantee.guarantors)
    return tuple(away) if many - len(away) < duty.rule.joiners(many) else ()
