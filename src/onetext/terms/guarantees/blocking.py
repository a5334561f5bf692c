"""Who can keep a guarantee from binding anybody: single vetoers and smallest blocking sets."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from onetext.errors import WrongUse
from onetext.terms.consent import Fact, fact, party_of
from onetext.terms.guarantees.guarantee import Duty, Guarantee, Modality, strength
from onetext.terms.guarantees.in_force import BOUND, IN_FORCE, in_force
from onetext.terms.packages.condition import (
    Always,
    And,
    AtLeast,
    Condition,
    Or,
    atoms,
    parts_of,
    values_of,
)

Blocks = frozenset[frozenset[str]]
"""Sets of parties, none inside another, each of which blocks; ``{∅}``: blocked already."""

FREE: Blocks = frozenset()
SHUT: Blocks = frozenset({frozenset()})
MOST_SETS = 5000


def blocking_sets(
    guarantees: Iterable[Guarantee],
    id: str,
    *,
    facts: Collection[Fact] = (),
    trigger: str | None = None,
    attacker: str | None = None,
    at_least: Modality = "must-some",
    largest: int | None = None,
) -> tuple[tuple[str, ...], ...]:
    """Return the smallest sets of parties that together can leave nobody bound by guarantee ``id``.

    A party blocks by withholding a consent that is not a fact yet, and by not agreeing where the
    rule asks for its agreement; the attacker does so from the start. No set at all: it cannot be
    blocked. The empty set alone: nobody is bound whatever anyone does (a circle, for instance).
    These are the minimal cuts of a monotone structure function (Barlow & Proschan, *Statistical
    Theory of Reliability*, 1975, ch. 1), found along the conditions, not by trying sets; circular
    guarantees are the greatest fixpoint of the cuts, as ``in_force`` is the least of what holds.

    Parameters
    ----------
    trigger
        Count only duties that this trigger calls.
    at_least
        Count only duties that bind so far or further.
    largest
        Leave out sets of more parties; those left are then all of that size or less.

    Raises
    ------
    KeyError
        If there is no guarantee of that id.
    BadInput
        If two guarantees share an id.
    WrongUse
        If there are more than 5000 sets on the way.

    Notes
    -----
    Cost: the square of the number of sets, for each connective.

    Examples
    --------
    >>> from onetext.terms.guarantees.guarantee import Guarantor, Rule
    >>> def made(rule):
    ...     duty = Duty("act", "must", "force", "restore peace", rule)
    ...     named = tuple(map(Guarantor, ("gua", "hel", "ilm")))
    ...     return Guarantee("g", "G", named, "arn", ("armed-attack",), (duty,))
    >>> blocking_sets([made(Rule("unanimous"))], "g"), blocking_sets([made(Rule())], "g")
    ((('gua',), ('hel',), ('ilm',)), ())
    >>> blocking_sets([made(Rule("k-of-n", 2))], "g")
    (('gua', 'hel'), ('gua', 'ilm'), ('hel', 'ilm'))
    >>> blocking_sets([made(Rule("unanimous"))], "g", attacker="hel")
    ((),)
    """
    every = tuple(guarantees)
    held = in_force(every, facts)
    guarantee = {one.id: one for one in every}[id]
    cut = _Cutting(held, len_limit=largest)
    bonds = cut.least(every)
    ways = [
        cut.duty(guarantee, duty, bonds, attacker)
        for duty in guarantee.duties
        if strength(duty.modality) >= strength(at_least)
        and (trigger is None or trigger in (duty.triggers or guarantee.triggers))
    ]
    found = cut.any(ways)
    return tuple(sorted((tuple(sorted(s)) for s in found), key=lambda s: (len(s), s)))


def sets_listed(
    guarantees: Iterable[Guarantee],
    id: str,
    *,
    sizes: Sequence[int | None],
    facts: Collection[Fact] = (),
    trigger: str | None = None,
    attacker: str | None = None,
) -> tuple[tuple[str, ...], ...] | None:
    """Return the smallest blocking sets, of the first of some sizes at which they can be listed.

    Parameters
    ----------
    sizes
        Of how many parties at most, None for any number; as ``largest`` of `blocking_sets`.

    Returns
    -------
    None where there are too many to list; and where none is small enough, since that does not say
    that nobody can block.

    Examples
    --------
    >>> from onetext.terms.guarantees.guarantee import Guarantor, Rule
    >>> many = tuple(Guarantor(f"p{n}") for n in range(24))
    >>> act = Duty("act", "must", "force", "restore peace", Rule("k-of-n", 12))
    >>> one = Guarantee("g", "G", many, "arn", ("armed-attack",), (act,))
    >>> sets_listed([one], "g", sizes=(None, 2))  # thirteen block, in 2,496,144 ways
    """
    every = tuple(guarantees)
    for largest in sizes:
        try:
            found = blocking_sets(
                every, id, facts=facts, trigger=trigger, attacker=attacker, largest=largest
            )
        except WrongUse:
            continue
        return found if found or largest is None else None
    return None


def vetoers(sets: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Return the parties that stand alone in a blocking set: each can block by itself.

    Examples
    --------
    >>> vetoers((("gua",), ("hel", "ilm")))
    ('gua',)
    """
    return tuple(found[0] for found in sets if len(found) == 1)


class _Cutting:
    """Compute minimal cuts along conditions: cuts of a conjunction join, of a choice multiply."""

    def __init__(self, held: Collection[Fact], len_limit: int | None) -> None:
        self.held = held
        self.most = len_limit

    def minimal(self, sets: Iterable[frozenset[str]]) -> Blocks:
        by_size: dict[int, list[frozenset[str]]] = {}
        for one in set(sets):
            by_size.setdefault(len(one), []).append(one)
        kept: list[frozenset[str]] = []
        for size in sorted(by_size):
            if self.most is not None and size > self.most:
                break
            kept += [one for one in by_size[size] if not any(other < one for other in kept)]
        if len(kept) > MOST_SETS:
            raise WrongUse(
                f"more than {MOST_SETS} blocking sets", instead="ask with largest=3 or so"
            )
        return frozenset(kept)

    def all(self, parts: Sequence[Blocks]) -> Blocks:
        return self.minimal(one for part in parts for one in part)

    def any(self, parts: Sequence[Blocks]) -> Blocks:
        return self.at_least(1, parts)

    def at_least(self, count: int, parts: Sequence[Blocks]) -> Blocks:
        """Return the cuts of *at least count of the parts*: so many parts less one must be left."""
        must_fall = len(parts) - count + 1
        if must_fall <= 0:
            return SHUT
        fallen: list[Blocks] = [SHUT, *([FREE] * must_fall)]
        for place, part in enumerate(parts):
            after = len(parts) - place - 1  # fewer fallen than this leaves too few to fall later
            for many in range(must_fall, max(0, must_fall - after - 1), -1):
                both = (one | other for one in fallen[many - 1] for other in part)
                fallen[many] = self.minimal([*fallen[many], *both])
        return fallen[must_fall]

    def condition(self, condition: Condition, bonds: Mapping[Fact, Blocks]) -> Blocks:
        if isinstance(condition, And):
            return self.all([self.condition(part, bonds) for part in condition.parts])
        if isinstance(condition, Or):
            return self.any([self.condition(part, bonds) for part in condition.parts])
        if isinstance(condition, AtLeast):
            parts = [self.condition(part, bonds) for part in parts_of(condition)]
            return self.at_least(condition.count, parts)
        if isinstance(condition, Always):
            return FREE
        ways = [
            self.subject((atom.issue, str(value)), bonds)
            for atom in atoms(condition)
            for value in values_of(atom)
        ]
        return self.any(ways) if ways else SHUT

    def subject(self, subject: Fact, bonds: Mapping[Fact, Blocks]) -> Blocks:
        if subject in self.held:
            return FREE
        if subject in bonds:
            return bonds[subject]
        return self.minimal([frozenset({party_of(subject[0])})])

    def least(self, every: Sequence[Guarantee]) -> dict[Fact, Blocks]:
        """Return the cuts of everything that follows; what waits in a circle is cut by nobody."""
        bonds: dict[Fact, Blocks] = {}
        for guarantee in every:
            bonds[guarantee.id, IN_FORCE] = SHUT
            for party in guarantee.parties:
                bonds[fact(party, guarantee.id, BOUND)] = SHUT
        while True:
            new: dict[Fact, Blocks] = {}
            for guarantee in every:
                running = self.condition(guarantee.in_force_when, bonds)
                new[guarantee.id, IN_FORCE] = running
                for guarantor in guarantee.guarantors:
                    own = self.condition(guarantor.bound_when, bonds)
                    new[fact(guarantor.party, guarantee.id, BOUND)] = self.all([running, own])
            if new == bonds:
                return bonds
            bonds = new

    def duty(
        self,
        guarantee: Guarantee,
        duty: Duty,
        bonds: Mapping[Fact, Blocks],
        attacker: str | None,
    ) -> Blocks:
        """Return the cuts of the duty: of the guarantee, and of enough guarantors' own bonds."""
        own = {
            guarantor.party: SHUT
            if guarantor.party == attacker
            else self.condition(guarantor.bound_when, bonds)
            for guarantor in guarantee.guarantors
        }
        joiners = duty.rule.joiners(len(own))
        if joiners:
            for party, found in own.items():
                own[party] = self.all([found, self.minimal([frozenset({party})])])
        enough = self.at_least(joiners or 1, list(own.values()))
        return self.all([self.subject((guarantee.id, IN_FORCE), bonds), enough])
