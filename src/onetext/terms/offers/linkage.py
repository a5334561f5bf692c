"""Which issues hang together: what closes as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onetext.terms.offers.offer import Offer
from onetext.terms.packages.condition import Condition, names
from onetext.terms.packages.kleene import Truth, truth
from onetext.terms.packages.package import Package, name


@dataclass(frozen=True, slots=True)
class RedLine:
    """Hold a condition that a party says it will not give up.

    Examples
    --------
    >>> from onetext.terms.packages.condition_parser import parse
    >>> line = RedLine("r1", "arn", parse("land != ceded"))
    >>> line.kept(Package.of({"land": "ceded"})), line.kept(Package()) is None
    (False, True)
    """

    id: str
    by: str
    keeps: Condition

    def __post_init__(self) -> None:
        name(self.id)

    def kept(self, package: Package) -> Truth:
        """Return whether ``package`` keeps it, None while that is open."""
        return truth(self.keeps, package)


@dataclass(frozen=True, slots=True)
class Tie:
    """Say that something names these issues together."""

    by: str
    issues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Linkage:
    """Hold the ties between issues and the components they make.

    ``links`` has each pair of issues with everything that ties them; ``components`` each set of
    issues that closes together, largest first, then by name.
    """

    links: tuple[tuple[str, str, tuple[str, ...]], ...]
    components: tuple[tuple[str, ...], ...]

    def component(self, issue: str) -> tuple[str, ...]:
        """Return the issues that close together with ``issue``, itself alone if nothing ties it."""
        return next((found for found in self.components if issue in found), (issue,))


def ties(
    offers: Iterable[Offer] = (),
    red_lines: Iterable[RedLine] = (),
    in_force: Iterable[tuple[str, Condition]] = (),
) -> tuple[Tie, ...]:
    """Return what ties issues: standing offers, red lines, and in-force conditions by their ids.

    An offer ties what it gives and what it wants. Pass only the offers that stand.
    """
    found = [Tie(o.id, tuple(sorted({*names(o.give), *names(o.want)}))) for o in offers]
    found += [Tie(line.id, names(line.keeps)) for line in red_lines]
    found += [Tie(id, names(condition)) for id, condition in in_force]
    return tuple(found)


def linkage(tied: Iterable[Tie], issues: Iterable[str] = ()) -> Linkage:
    """Return which issues hang together: those named together, and so on through others.

    ``issues`` adds some that nothing ties; each is then a component alone.

    Notes
    -----
    Cost: the number of pairs within ties.

    Examples
    --------
    >>> found = linkage((Tie("o1", ("bid", "guard")), Tie("r1", ("guard", "land"))), ["truce"])
    >>> found.components, found.links[0]
    ((('bid', 'guard', 'land'), ('truce',)), ('bid', 'guard', ('o1',)))
    """
    pairs: dict[tuple[str, str], list[str]] = {}
    group: dict[str, set[str]] = {issue: {issue} for issue in issues}
    for tie in tied:
        for issue in tie.issues:
            group.setdefault(issue, {issue})
        for place, one in enumerate(tie.issues):
            for other in tie.issues[place + 1 :]:
                pairs.setdefault((min(one, other), max(one, other)), []).append(tie.by)
                if group[one] is not group[other]:
                    group[one] |= group[other]
                    for moved in group[other]:
                        group[moved] = group[one]
    components = {tuple(sorted(found)) for found in group.values()}
    return Linkage(
        tuple((one, other, tuple(by)) for (one, other), by in sorted(pairs.items())),
        tuple(sorted(components, key=lambda found: (-len(found), found))),
    )
