"""Whose yes makes a package pass: everybody's, or that of some and of enough of the others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from onetext.errors import BadInput
from onetext.terms.packages.package import name


@dataclass(frozen=True, slots=True)
class Passing:
    """Hold a rule: the yes of each party with a veto, and of all but a few of the others.

    Parameters
    ----------
    vetoes
        Parties without whose yes nothing passes.
    may_refuse
        How many of the other parties may say no.
    weights
        Votes by party, for a weighted majority; a party not named has one.
    quota
        How many votes a package needs; None: only the parties are counted.

    Raises
    ------
    BadInput
        If a party stands twice, or a number is negative.

    Examples
    --------
    >>> rule = Passing(vetoes=("club", "ministry"), may_refuse=1)
    >>> everybody = ("club", "ministry", "union", "mayor")
    >>> rule.passes({"club", "ministry", "mayor"}, everybody), rule.passes({"club"}, everybody)
    (True, False)
    >>> Passing(may_refuse=2, weights=(("a", 3),), quota=4).passes({"a", "b"}, ("a", "b", "c"))
    True
    """

    vetoes: tuple[str, ...] = ()
    may_refuse: int = 0
    weights: tuple[tuple[str, int], ...] = ()
    quota: int | None = None

    def __post_init__(self) -> None:
        for what, parties in (
            ("a veto", list(self.vetoes)),
            ("votes", [party for party, _ in self.weights]),
        ):
            for party in parties:
                if parties.count(name(party)) > 1:
                    raise BadInput(f"{party!r} has {what} twice", instead="keep one")
        numbers = (self.may_refuse, self.quota or 0, *(votes for _, votes in self.weights))
        if min(numbers) < 0:
            raise BadInput(f"the rule counts with {min(numbers)}", instead="write 0 or more")

    def passes(self, accept: Collection[str], parties: Collection[str]) -> bool:
        """Tell whether a package passes that ``accept`` say yes to, of all ``parties``."""
        refuse = [party for party in parties if party not in accept]
        if any(party in refuse for party in self.vetoes) or len(refuse) > self.may_refuse:
            return False
        votes = dict(self.weights)
        total = sum(votes.get(party, 1) for party in parties if party in accept)
        return self.quota is None or total >= self.quota
