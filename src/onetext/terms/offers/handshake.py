"""Promises that wait for one another: what they agree on, and in what order they can be kept.

"We waive if you guarantee", "we guarantee if you waive": read one after the other, nobody ever
begins. Read as *contractual implication* both are owed, since each is given on the other's word:
(p ↠ q) ∧ (q ↠ p) → p ∧ q (Bartoletti & Zunino, *A Logic for Contracts*, 2009; n parties likewise).
The handshake tells what is **agreed**; the sequence tells how it can be **carried out**, and names
each circle, which needs an exchange at one moment, an escrow or a guarantor.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from onetext.errors import BadInput, WrongUse
from onetext.terms.cycle import circle, knots
from onetext.terms.offers.offer import Offer
from onetext.terms.packages.condition import Always, And, Compare, Condition, OneOf, names
from onetext.terms.packages.kleene import truth
from onetext.terms.packages.package import Package, Value

MOST_READINGS = 4096


@dataclass(frozen=True, slots=True)
class Handshake:
    """Hold offers that close together, and the package that they and what was given make."""

    offers: tuple[str, ...]
    package: Package


@dataclass(frozen=True, slots=True)
class Agreement:
    """Say what a set of offers agrees on.

    ``handshakes`` are the largest sets that close, several when offers settle one issue in
    different ways (``clashes`` has those issues). ``indefinite`` are offers that give no definite
    thing (``zone_km <= 5``, ``a or b``): somebody has to choose before they can close.
    """

    handshakes: tuple[Handshake, ...]
    clashes: tuple[str, ...]
    indefinite: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """Say in what order offers can be carried out.

    ``steps`` has what is done, those of one step at one moment; ``circles`` names, in the order of
    waiting, offers each of which waits for the next and the last for the first. ``alone`` is what
    gets done if nobody moves before having got what was asked; ``never`` is what no step reaches.
    """

    steps: tuple[tuple[str, ...], ...]
    circles: tuple[tuple[str, ...], ...]
    alone: tuple[str, ...]
    never: tuple[str, ...]


def definite(give: Condition) -> Package | None:
    """Return the package that carrying out ``give`` makes, None if it leaves a choice open.

    Definite are ``=``, ``in`` with one option, ``always``, and these joined by ``and``.

    Examples
    --------
    >>> from onetext.terms.packages.condition_parser import parse
    >>> definite(parse("a = x and b = 3")), definite(parse("a = x or b = 3")) is None
    (Package(a=x, b=3), True)
    """
    if isinstance(give, Compare) and give.sign == "=":
        return Package.of({give.issue: give.value})
    if isinstance(give, OneOf) and len(give.values) == 1:
        return Package.of({give.issue: give.values[0]})
    if isinstance(give, Always):
        return Package()
    if isinstance(give, And):
        made: Package | None = Package()
        for part in give.parts:
            found = definite(part)
            made = made.joined(found) if made is not None and found is not None else None
        return made
    return None


def agreement(offers: Iterable[Offer], given: Mapping[str, Value] | None = None) -> Agreement:
    """Return what ``offers`` agree on as contractual implications, on top of what is ``given``.

    A set of offers closes when its gives fit together and make every want in it true. The gives
    only add to a package and Kleene's answers then stay, so the largest closing set exists: it is
    the greatest fixpoint, reached by striking offers whose want is not true (the Horn fragment of
    Bartoletti & Zunino's logic, where p ↠ q may be discharged by what it brings about). Where
    offers settle an issue in different ways each way is tried.

    Raises
    ------
    WrongUse
        If there are more than 4096 ways to try.

    Notes
    -----
    Cost: for each way to settle the clashes, offers squared.

    Examples
    --------
    >>> from onetext.terms.packages.condition_parser import parse
    >>> waive = Offer("w", "arn", ("bel",), parse("bid = waived"), parse("guard = each"))
    >>> guard = Offer("g", "bel", ("arn",), parse("guard = each"), parse("bid = waived"))
    >>> agreement((waive, guard)).handshakes
    (Handshake(offers=('w', 'g'), package=Package(bid=waived, guard=each)),)
    >>> sequence((waive, guard)).circles
    (('w', 'g'),)
    """
    every = _by_id(offers)
    base = Package.of(given or {})
    made = {id: gives for id, o in every.items() if (gives := definite(o.give)) is not None}
    fits = {id: gives for id, gives in made.items() if base.joined(gives) is not None}
    ways: dict[str, list[Value]] = {}
    for gives in fits.values():
        for issue, chosen in gives.chosen:
            if chosen not in ways.setdefault(issue, []):
                ways[issue].append(chosen)
    clashes = sorted(issue for issue, found in ways.items() if len(found) > 1)
    count = 1
    for issue in clashes:
        count *= len(ways[issue])
    if count > MOST_READINGS:
        raise WrongUse(f"{count} ways to settle {', '.join(clashes)}", instead="settle some first")
    closed: list[tuple[str, ...]] = []
    for chosen_ones in product(*(ways[issue] for issue in clashes)):
        chosen_by = dict(zip(clashes, chosen_ones, strict=True))
        some = [id for id, g in fits.items() if all(g.get(i, v) == v for i, v in chosen_by.items())]
        closed.append(_largest(some, every, fits, base))
    largest = [one for one in dict.fromkeys(closed) if not any(set(one) < set(o) for o in closed)]
    return Agreement(
        handshakes=tuple(Handshake(ids, _package(ids, fits, base)) for ids in largest if ids),
        clashes=tuple(clashes),
        indefinite=tuple(id for id in every if id not in made),
    )


def sequence(offers: Iterable[Offer], given: Mapping[str, Value] | None = None) -> Course:
    """Return in what order ``offers`` can be carried out, and the circles on the way.

    Everyone moves only once its want is true (least fixpoint); when nobody can, the smallest group
    of offers that only wait for one another is carried out at one moment, and named as a circle.
    ``offers`` should close together: pass those of one handshake. Others end in ``never``.

    Raises
    ------
    BadInput
        If two offers share an id, or settle an issue in different ways.

    Notes
    -----
    Cost: offers squared for each step.

    Examples
    --------
    >>> from onetext.terms.packages.condition_parser import parse
    >>> ring = [
    ...     Offer(id, id, ("all",), parse(f"{id} = done"), parse(f"{after} = done"))
    ...     for id, after in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"))
    ... ]
    >>> found = sequence(ring)
    >>> found.steps, found.circles, found.alone
    ((('a', 'b', 'c'), ('d',)), (('a', 'b', 'c'),), ())
    """
    every = _by_id(offers)
    made = {id: gives for id, o in every.items() if (gives := definite(o.give)) is not None}
    package = Package.of(given or {})
    whole = _package(tuple(made), made, package)
    waiting = [id for id in made if truth(every[id].want, whole) is True]
    steps: list[tuple[str, ...]] = []
    circles: list[tuple[str, ...]] = []
    alone: list[str] = []
    while waiting:
        step = tuple(id for id in waiting if truth(every[id].want, package) is True)
        if not step:
            waits = _waits(waiting, every, made, package)
            step = next((k for k in knots(waits) if _closes(k, every, made, package)), ())
            if not step:
                break
            circles.append(circle(waits, step))
        elif not circles:
            alone.extend(step)
        steps.append(step)
        package = _package(step, made, package)
        waiting = [id for id in waiting if id not in step]
    done = {id for step in steps for id in step}
    return Course(
        tuple(steps), tuple(circles), tuple(alone), tuple(id for id in every if id not in done)
    )


def _largest(
    some: Sequence[str], every: Mapping[str, Offer], made: Mapping[str, Package], base: Package
) -> tuple[str, ...]:
    left = tuple(some)
    while True:
        package = _package(left, made, base)
        kept = tuple(id for id in left if truth(every[id].want, package) is True)
        if kept == left:
            return left
        left = kept


def _package(ids: Sequence[str], made: Mapping[str, Package], base: Package) -> Package:
    package = base
    for id in ids:
        joined = package.joined(made[id])
        if joined is None:
            raise BadInput(
                f"the offer {id!r} settles an issue otherwise than another",
                instead="ask for the agreement first, and pass the offers of one handshake",
            )
        package = joined
    return package


def _waits(
    waiting: Sequence[str],
    every: Mapping[str, Offer],
    made: Mapping[str, Package],
    package: Package,
) -> dict[str, list[str]]:
    """Return, for each, the others that settle an issue it asks about and that is still open."""
    missing = {id: {i for i in names(every[id].want) if i not in package} for id in waiting}
    return {id: [o for o in waiting if missing[id] & set(made[o])] for id in waiting}


def _closes(
    ids: Sequence[str], every: Mapping[str, Offer], made: Mapping[str, Package], base: Package
) -> bool:
    package = _package(ids, made, base)
    return all(truth(every[id].want, package) is True for id in ids)


def _by_id(offers: Iterable[Offer]) -> dict[str, Offer]:
    every = tuple(offers)
    by_id = {offer.id: offer for offer in every}
    if len(by_id) < len(every):
        raise BadInput("two offers share an id", instead="give each its own")
    return by_id
