"""Which guarantees are in force, who is bound by them, and what the others still need."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from onetext.errors import BadInput
from onetext.terms.consent import Fact, fact
from onetext.terms.cycle import circle, knots
from onetext.terms.guarantees.guarantee import Guarantee
from onetext.terms.packages.condition import (
    Always,
    And,
    AtLeast,
    Atom,
    Compare,
    Condition,
    Never,
    OneOf,
    Or,
    atoms,
    values_of,
)
from onetext.terms.packages.kleene import fold

IN_FORCE, BOUND = "in-force", "bound"


def in_force(guarantees: Iterable[Guarantee], facts: Collection[Fact]) -> frozenset[Fact]:
    """Return ``facts`` and all that follows: guarantees in force and guarantors bound.

    The least fixpoint: what starts is only what ``facts`` start, so guarantees that wait for one
    another never do. It exists because conditions on facts are monotone (Knaster 1928, Tarski 1955;
    read from below as in logic programs, van Emden & Kowalski, *J. ACM* 23, 1976). Each guarantee
    ``g`` in force adds ``g = in-force``, each guarantor ``p`` then bound adds ``p/g = bound``.

    Raises
    ------
    BadInput
        If two guarantees share an id.

    Notes
    -----
    Cost: at most one pass over all conditions for each fact found.

    Examples
    --------
    >>> from onetext.terms.packages.condition_parser import parse
    >>> from onetext.terms.guarantees.guarantee import Guarantor
    >>> def made(id, when):
    ...     return Guarantee(id, id, (Guarantor("gua"),), "arn", ("attack",), (),
    ...                      in_force_when=parse(when))
    >>> a, b = made("a", "b = in-force"), made("b", "a = in-force")
    >>> sorted(in_force((a, b), ()))
    []
    >>> sorted(in_force((a, made("b", "gua/treaty = signed")), [("gua/treaty", "signed")]))[:2]
    [('a', 'in-force'), ('b', 'in-force')]
    """
    every = _by_id(guarantees)
    held = set(facts)
    before = -1
    while before != len(held):
        before = len(held)
        for guarantee in every.values():
            if (guarantee.id, IN_FORCE) not in held and met(guarantee.in_force_when, held):
                held.add((guarantee.id, IN_FORCE))
            if (guarantee.id, IN_FORCE) in held:
                held.update(
                    fact(guarantor.party, guarantee.id, BOUND)
                    for guarantor in guarantee.guarantors
                    if met(guarantor.bound_when, held)
                )
    return frozenset(held)


def met(condition: Condition, held: Collection[Fact]) -> bool:
    """Tell whether facts make a monotone condition true; what is not a fact is not so."""
    return fold(condition, lambda atom: _is_fact(atom, held)) is True


def needed(condition: Condition, held: Collection[Fact]) -> Condition:
    """Return what a monotone condition still needs, parts that are met left out.

    ``always`` when nothing is.

    Examples
    --------
    >>> from onetext.terms.packages.condition_parser import parse
    >>> text = "a/t = ratified and at least 2 of (b/t = signed; c/t = signed; d/t = signed)"
    >>> print(needed(parse(text), [("a/t", "ratified"), ("b/t", "signed")]))
    c/t = signed or d/t = signed
    """
    if met(condition, held):
        return Always()
    if isinstance(condition, And):
        parts = [needed(part, held) for part in condition.parts]
        open_ = tuple(part for part in parts if not isinstance(part, Always))
        return And(open_) if len(open_) > 1 else open_[0]
    if isinstance(condition, Or):
        parts = [needed(part, held) for part in condition.parts]
        hopeful = tuple(part for part in parts if not isinstance(part, Never))
        return _any(hopeful)
    if isinstance(condition, AtLeast):
        parts = [needed(part, held) for part in condition.parts]
        missing = condition.count - sum(isinstance(part, Always) for part in parts)
        open_ = tuple(p for p in parts if not isinstance(p, Always | Never))
        if missing > len(open_):
            return Never()
        if missing == len(open_):
            return And(open_) if len(open_) > 1 else open_[0]
        return _any(open_) if missing == 1 else AtLeast(missing, open_)
    return condition


def _any(parts: tuple[Condition, ...]) -> Condition:
    if not parts:
        return Never()
    return Or(parts) if len(parts) > 1 else parts[0]


@dataclass(frozen=True, slots=True)
class NeverStarts:
    """Name what no consent can start: a guarantee, or a guarantor's bond in it (``arn/g1``).

    ``circle`` names what it waits for, each waiting for the next and the last for the first; empty
    when it only waits for one that is in a circle, or for what cannot be.
    """

    what: str
    circle: tuple[str, ...]


def never_start(guarantees: Iterable[Guarantee]) -> tuple[NeverStarts, ...]:
    """Return what stays out of force even when everyone has consented to everything.

    Guarantees, and guarantors who are never bound in one that does start.

    Raises
    ------
    BadInput
        If two guarantees share an id.

    Notes
    -----
    Cost: as ``in_force``, and linear in who waits for whom.

    Examples
    --------
    >>> from onetext.terms.packages.condition_parser import parse
    >>> from onetext.terms.guarantees.guarantee import Guarantor
    >>> def made(id, when):
    ...     return Guarantee(id, id, (Guarantor("gua"),), "arn", ("attack",), (),
    ...                      in_force_when=parse(when))
    >>> never_start([made("a", "b = in-force and gua/t = signed"), made("b", "a = in-force")])[0]
    NeverStarts(what='a', circle=('a', 'b'))
    """
    every = _by_id(guarantees)
    held = in_force(every.values(), asked(every.values()))
    needs: dict[str, list[Condition]] = {}
    for guarantee in every.values():
        if (guarantee.id, IN_FORCE) not in held:
            needs[guarantee.id] = [guarantee.in_force_when]
        for guarantor in guarantee.guarantors:
            bond, _ = subject = fact(guarantor.party, guarantee.id, BOUND)
            if subject not in held:
                first = Compare(guarantee.id, "=", IN_FORCE)
                needs[bond] = [first, guarantor.bound_when]
    waits = {what: _waits(conditions, needs, held) for what, conditions in needs.items()}
    around = {what: circle(waits, knot) for knot in knots(waits) for what in knot}
    shown = [w for w in needs if w in every or (w.partition("/")[2], IN_FORCE) in held]
    return tuple(NeverStarts(what, _turned_to(what, around[what])) for what in shown)


def asked(guarantees: Iterable[Guarantee]) -> frozenset[Fact]:
    """Return every fact that the guarantees wait for and that does not follow from them.

    With these the guarantees are as far in force as their texts allow.
    """
    every = tuple(guarantees)
    derived = _derived(every)
    return frozenset(
        (atom.issue, value)
        for guarantee in every
        for condition in (*_conditions(guarantee), guarantee.attested_when)
        for atom in atoms(condition)
        for value in values_of(atom)
        if isinstance(value, str) and (atom.issue, value) not in derived
    )


def unscheduled(
    guarantees: Iterable[Guarantee], facts: Collection[Fact], schedule: Collection[str]
) -> tuple[tuple[str, Atom, str], ...]:
    """Return every part of a condition that names something nobody has planned or done.

    Parameters
    ----------
    schedule
        Names of what is planned to come: ``arn/treaty`` for one consent, ``treaty`` for everyone's
        consent to it, ``referendum`` for an event.

    Returns
    -------
    :
        (guarantee, the atom with its place, the value) for each that is not a fact, follows from no
        guarantee, and stands in no schedule.

    Raises
    ------
    BadInput
        If two guarantees share an id.

    Notes
    -----
    Cost: linear in the conditions.

    Examples
    --------
    >>> from onetext.terms.packages.condition_parser import parse
    >>> from onetext.terms.guarantees.guarantee import Guarantor
    >>> g = Guarantee("g", "G", (Guarantor("gua"),), "arn", ("attack",), (),
    ...               in_force_when=parse("gua/treaty = ratified and referendum = held"))
    >>> [str(atom) for _, atom, _ in unscheduled([g], (), ["treaty"])]
    ['referendum = held']
    """
    every = _by_id(guarantees)
    derived = _derived(every.values())
    found: dict[tuple[str, Atom, str], None] = {}
    for guarantee in every.values():
        for condition in (*_conditions(guarantee), guarantee.attested_when):
            for atom in atoms(condition):
                planned = atom.issue in schedule or atom.issue.partition("/")[2] in schedule
                for value in values_of(atom):
                    subject = (atom.issue, str(value))
                    if not planned and subject not in derived and subject not in facts:
                        found[guarantee.id, atom, str(value)] = None
    return tuple(found)


def _conditions(guarantee: Guarantee) -> tuple[Condition, ...]:
    return (guarantee.in_force_when, *(g.bound_when for g in guarantee.guarantors))


def _derived(guarantees: Iterable[Guarantee]) -> frozenset[Fact]:
    return frozenset(
        subject
        for guarantee in guarantees
        for subject in (
            (guarantee.id, IN_FORCE),
            *(fact(party, guarantee.id, BOUND) for party in guarantee.parties),
        )
    )


def _waits(
    conditions: list[Condition], stuck: Collection[str], held: Collection[Fact]
) -> list[str]:
    """Return the stuck ones that what these conditions still need asks for."""
    waits = [
        atom.issue
        for condition in conditions
        for atom in atoms(needed(condition, held))
        for value in values_of(atom)
        if atom.issue in stuck and value in (IN_FORCE, BOUND)
    ]
    return list(dict.fromkeys(waits))


def _turned_to(id: str, around: tuple[str, ...]) -> tuple[str, ...]:
    if id not in around:
        return ()
    place = around.index(id)
    return around[place:] + around[:place]


def _is_fact(atom: Atom, held: Collection[Fact]) -> bool:
    values = atom.values if isinstance(atom, OneOf) else (atom.value,)
    return any((atom.issue, value) in held for value in values)


def _by_id(guarantees: Iterable[Guarantee]) -> dict[str, Guarantee]:
    every = tuple(guarantees)
    by_id = {guarantee.id: guarantee for guarantee in every}
    if len(by_id) < len(every):
        raise BadInput("two guarantees share an id", instead="give each its own")
    return by_id
