"""A case that answers: what `onetext.load` hands over.

`onetext.terms.case.Case` holds plain values at the bottom of the house and cannot know what is
computed above it. This is the same value, equal to it and of its kind, with the two questions that
people ask of a case in Python; so nothing is patched, and editors and type checkers see both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from onetext.terms import case as terms

if TYPE_CHECKING:
    from onetext.brief.packages.accepted import Accepted
    from onetext.brief.packages.answer import Answer
    from onetext.terms.packages.package import Value
    from onetext.terms.passing import Passing
    from onetext.terms.when import When


class Case(terms.Case):
    """Hold one case, and answer what could be agreed in it; see `onetext.terms.case.Case`."""

    __slots__ = ()

    @classmethod
    def of(cls, case: terms.Case) -> Case:
        """Return a case as one that answers."""
        return cls(**{field.name: getattr(case, field.name) for field in fields(case)})

    def solve(
        self,
        *,
        desk: str | None = None,
        rule: str | Passing = "case",
        honour: Sequence[str] = (),
        packages: Sequence[Mapping[str, Any]] = (),
        at: When | None = None,
        budget: float | None = None,
        within: float | None = None,
        weights: Mapping[str, Any] | None = None,
        disagreement: Mapping[str, Any] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Answer:
        """Return what could be agreed: how much, what is fairest, who stands in the way.

        Parameters
        ----------
        desk
            At whose desk: its own sheet and its estimates of the others.
        rule
            When a package passes: ``case``, ``unanimity``, ``all but 1``, ``veto A and 2 of the
            rest``, ``majority 4 of A=3, B=2``.
        honour
            Ids of standing offers and guarantees that packages must keep, or ``offers``,
            ``guarantees``.
        packages
            Whole packages to be asked about: who objects, and what would bring each in.
        at
            Which offers stand.
        budget
            Seconds for each figure.
        within
            A share of each party's range: instead of the efficient sets, fewer vectors that stand
            for every package within it.
        weights
            For Nash and the utilitarian sum, by party; who is left out has 1.
        disagreement
            What no deal is worth to each party; only packages at or above it count. Without it,
            the floors.

        Raises
        ------
        BadInput
            If a sheet does not give points and a floor exactly, or private sheets would be joined.
        WrongUse
            If the rule, the desk, an id or a package is none.

        Examples
        --------
        >>> from onetext.cases.loading import loads
        >>> case = Case.of(loads('''format: 1
        ... id: t
        ... title: T
        ... mode: exercise
        ... parties: [{id: arn, name: Arnland}, {id: bel, name: Belmark}]
        ... issues: [{id: a, label: A, options: [x, y]}, {id: b, label: B, options: [x, y]}]
        ... sheets:
        ...   - {id: s, owner: arn, floor: 4, points: {a: {x: 6, y: 0}, b: {x: 3, y: 0}}}
        ...   - {id: u, owner: bel, floor: 4, points: {a: {x: 0, y: 4}, b: {x: 0, y: 5}}}'''))
        >>> result = case.solve()
        >>> result
        Answer('t', 1 of 4 packages acceptable to all 2)
        >>> result.nash.utilities, result.nash.package
        ({'arn': 6.0, 'bel': 5.0}, Package(a=x, b=y))
        """
        from onetext.brief.packages.asking import answer

        return answer(
            self,
            desk=desk,
            rule=rule,
            honour=honour,
            packages=packages,
            at=at,
            budget=budget,
            within=within,
            weights=weights,
            disagreement=disagreement,
            progress=progress,
        )

    def acceptability(
        self,
        *,
        draws: int = 20_000,
        seed: int = 0,
        desk: str | None = None,
        within: Mapping[str, Value] | None = None,
        executor: Executor | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Accepted:
        """Return what is acceptable when preferences are known in part.

        Parameters
        ----------
        draws, seed
            How many whole sheets are drawn, and from what; numbers never depend on the workers.
        desk
            At whose desk: its own sheet and its estimates of the others.
        within
            What is settled already.
        executor
            Where draws are counted; None: here.

        Raises
        ------
        BadInput
            If private sheets would be joined, or one contradicts itself.
        WrongUse
            If there are no draws, or no such desk.
        """
        from onetext.analysis.acceptability.answer import acceptability
        from onetext.brief.packages.accepted import Accepted

        return Accepted(
            acceptability(
                self,
                draws=draws,
                seed=seed,
                desk=desk,
                within=within,
                executor=executor,
                progress=progress,
            )
        )

    def __eq__(self, other: object) -> bool:
        """Tell whether both hold the same: as `terms.Case` would, of either kind."""
        if not isinstance(other, terms.Case):
            return NotImplemented
        return _values(self) == _values(other)

    def __hash__(self) -> int:
        """Return the hash of a plain case that holds the same."""
        return hash(_values(self))

    def __reduce__(self) -> tuple[Any, ...]:
        """Be copied and sent to other processes by its values."""
        return (type(self), _values(self))


def _values(case: terms.Case) -> tuple[Any, ...]:
    return tuple(getattr(case, field.name) for field in fields(case))
