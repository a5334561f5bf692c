"""GeniusWeb JSON: a domain (``issuesValues``) and linear additive utility spaces.

The utility of a package is the sum over its issues of weight x the value's utility. GeniusWeb wants
weights that make 1 and utilities from 0 to 1, and so does the import. A reservation *bid* is no
reservation value: the floor is 0, and what the bid is worth is noted.

Source: GeniusWeb's documentation of profiles (TU Delft).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from onetext.cases.faults import Faults
from onetext.cases.formats.figures import NOTHING, Figure, figure
from onetext.cases.formats.scenario import Domain, Part, Profile, table, whole
from onetext.cases.written import Keys, Rows, Tree, Word, key_of
from onetext.errors import Where
from onetext.terms.packages.package import Value
from onetext.terms.packages.space import Amount, Matter

ADDITIVE = "LinearAdditiveUtilitySpace"
_CLOSE = Fraction(1, 10**6)


def mapping(tree: Tree | None, what: str, faults: Faults, place: Where) -> Keys | None:
    """Return a mapping; None, and a fault, where something else or nothing stands."""
    if isinstance(tree, Keys):
        return tree
    faults.add(
        f"{what} is {'missing' if tree is None else 'no mapping'}",
        "write it as {name: value, …}",
        place if tree is None else tree.where,
    )
    return None


def read_domain(tree: Keys, domain: Domain) -> None:
    """Add the issues of a domain."""
    name = tree.get("name")
    domain.title = str(name) if isinstance(name, Word) and name else domain.id
    issues = mapping(tree.get("issuesValues"), "issuesValues", domain.faults, tree.where)
    for issue, held in (issues or {}).items():
        word = key_of(issues or tree, issue)
        values = held.get("values") if isinstance(held, Keys) else None
        if isinstance(held, Keys) and "range" in held:
            domain.faults.add(
                "a range of numbers is not read", 'write {"values": […]}', held["range"].where
            )
        elif not isinstance(values, Rows) or not all(isinstance(one, Word) for one in values):
            domain.faults.add(
                f"the values of {issue!r} are no list of words",
                'write {"values": ["…", "…"]}',
                held.where,
            )
        else:
            domain.choice(word, [one for one in values if isinstance(one, Word)])


def read_profile(tree: Keys, party: str, domain: Domain) -> Profile | None:
    """Return what a profile says over the domain; None, with faults, if that is not whole."""
    faults = domain.faults
    other = next(iter(tree), ADDITIVE)
    if ADDITIVE not in tree and isinstance(other, Word):
        faults.add(
            f"profiles of the type {str(other)!r} are not read", f"write {ADDITIVE}", other.where
        )
        return None
    space = mapping(tree.get(ADDITIVE), ADDITIVE, faults, tree.where)
    if space is None:
        return None
    utilities = mapping(space.get("issueUtilities"), "issueUtilities", faults, space.where)
    weights = mapping(space.get("issueWeights"), "issueWeights", faults, space.where)
    if utilities is None or weights is None:
        return None
    parts: dict[str, Part | None] = {}
    for issue in utilities:
        word = key_of(utilities, issue)
        matter = domain.matter(word)
        if matter is not None:
            factors = _utilities(utilities[issue], matter, domain)
            weight = weight_of(issue, weights, domain)
            whole_ = factors is not None and weight is not None
            parts[issue] = Part(issue, factors or {}, weight or NOTHING) if whole_ else None
    for issue in weights:
        if issue not in utilities:
            faults.add(
                f"{issue!r} has a weight and no utilities",
                "write its valueUtilities",
                key_of(weights, issue).where,
            )
    made = whole(domain, parts, space.where)
    total = sum((part.weight.exact for part in made), Fraction(0))
    if made and not faults and abs(total - 1) > _CLOSE:
        faults.add(f"the weights make {float(total):.6g}", "let them make 1", weights.where)
    if faults:
        return None
    _note_bid(space, made, domain)
    name = space.get("name")
    return Profile(party, str(name) if isinstance(name, Word) and name else party, made, NOTHING)


def weight_of(issue: str, weights: Keys, domain: Domain) -> Figure | None:
    """Return an issue's weight; None, and a fault, if it has none or one below 0."""
    found = figure(weights.get(issue), f"the weight of {issue!r}", domain.faults, weights.where)
    if found is not None and found.exact < 0:
        domain.faults.add(
            f"the weight of {issue!r} is below 0", "write 0 or more", weights[issue].where
        )
    return found


def values_of(given: Keys, domain: Domain) -> dict[Word, Figure | None]:
    """Return what the values of an issue are worth, as far as numbers stand there."""
    return {
        key_of(given, value): figure(worth, f"the worth of {value!r}", domain.faults, given.where)
        for value, worth in given.items()
    }


def _utilities(tree: Tree, matter: Matter, domain: Domain) -> Mapping[Value, Figure] | None:
    kinds = mapping(tree, f"the utilities of {matter.issue.id!r}", domain.faults, tree.where)
    discrete = kinds.get("discreteutils") if kinds else None
    if kinds is None or discrete is None or isinstance(matter, Amount):
        if kinds is not None:
            domain.faults.add(
                f"the utilities of {matter.issue.id!r} are of a kind that is not read",
                'write {"discreteutils": {"valueUtilities": {…}}}',
                kinds.where,
            )
        return None
    held = discrete.get("valueUtilities") if isinstance(discrete, Keys) else None
    given = mapping(held, "valueUtilities", domain.faults, discrete.where)
    if given is None:
        return None
    worths = values_of(given, domain)
    for value, worth in worths.items():
        if worth is not None and not 0 <= worth.exact <= 1:
            domain.faults.add(
                f"the utility of {str(value)!r} is not from 0 to 1",
                "write a number from 0 to 1",
                given[value].where,
            )
    return table(matter, worths, domain, given.where)


def _note_bid(space: Keys, parts: tuple[Part, ...], domain: Domain) -> None:
    bid = space.get("reservationBid")
    chosen = bid.get("issuevalues") if isinstance(bid, Keys) else None
    if not isinstance(chosen, Keys):
        return
    found = [
        part.weight.exact * part.factors[value].exact
        for part in parts
        if isinstance(value := chosen.get(part.issue), Word) and value in part.factors
    ]
    worth = f", worth {float(sum(found)):.6g}" if len(found) == len(parts) else ""
    domain.notes.append(
        f"{chosen.where}: the reservation is a bid{worth}; it is no floor, the floor is 0"
    )
