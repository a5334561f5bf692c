"""NegMAS YAML: an outcome space and, in files beside it, utility functions over it.

Read are linear additive functions over tables and straight lines, alone or inside an exponential
discount. The utility of a package is the bias plus the sum over its issues of weight x the value's
number, weights taken as they stand. A reserved value of -.inf, or none, means that anything is as
good as no deal: the floor is 0, or the worst package's utility where that is lower; a note says so.

Source: NegMAS's documentation (Mohammad, Greenwald & Nakadai 2019) and its serialised scenarios.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from onetext.cases.faults import nearest
from onetext.cases.formats.figures import NOTHING, ONE, Figure, figure
from onetext.cases.formats.geniusweb import mapping, values_of
from onetext.cases.formats.scenario import Domain, Part, Profile, table
from onetext.cases.written import Keys, Rows, Tree, Word
from onetext.errors import Where
from onetext.terms.packages.package import Value
from onetext.terms.packages.space import Amount, Matter

LISTED = ("CategoricalIssue", "OrdinalIssue", "CardinalIssue", "DiscreteCardinalIssue")
RANGES = ("ContiguousIssue", "IntegerIssue")
ADDITIVE = ("LinearAdditiveUtilityFunction", "LinearAdditiveUFun")
DISCOUNTED = ("ExpDiscountedUFun",)
LINES = {
    "LinearFun": ("slope",),
    "AffineFun": ("slope", "bias"),
    "ConstFun": ("bias",),
    "IdentityFun": (),
}


def read_domain(tree: Keys, domain: Domain) -> None:
    """Add the issues of an outcome space."""
    name = tree.get("name")
    domain.title = str(name) if isinstance(name, Word) and name else domain.id
    issues = tree.get("issues")
    if not isinstance(issues, Rows):
        domain.faults.add(
            "the issues are no list",
            "write issues: with one '- ' for each",
            issues.where if issues is not None else tree.where,
        )
        return
    for row in issues:
        held = mapping(row, "an issue", domain.faults, issues.where)
        if held is not None:
            _issue(held, domain)


def read_profile(tree: Keys, party: str, domain: Domain) -> Profile | None:
    """Return what a utility function says over the domain; None, with faults, if not whole."""
    faults = domain.faults
    told = tree.get("name")
    name = str(told) if isinstance(told, Word) and told else party
    discount: Decimal | None = None
    reserved = tree.get("reserved_value")
    if _type(tree) in DISCOUNTED:
        discount = _discount(tree, domain)
        inner = mapping(tree.get("ufun"), "the function inside the discount", faults, tree.where)
        if inner is None:
            return None
        reserved = reserved if reserved is not None else inner.get("reserved_value")
        tree = inner
    if _type(tree) not in ADDITIVE:
        faults.add(
            f"functions of the type {_type(tree)!r} are not read",
            f"write {ADDITIVE[0]}",
            (tree.get("type") or tree).where,
        )
        return None
    values, weights = _by_issue(tree, "values", domain), _by_issue(tree, "weights", domain)
    if values is None or weights is None:
        return None
    parts: list[Part] = []
    for matter, fun, weight in zip(domain.matters, values, weights, strict=True):
        factors = _factors(fun, matter, domain)
        found = figure(weight, f"the weight of {matter.issue.id!r}", faults, weight.where)
        if factors is not None and found is not None:
            parts.append(Part(matter.issue.id, factors, found))
    base = figure(tree["bias"], "the bias", faults, tree.where) if "bias" in tree else NOTHING
    if faults or base is None:
        return None
    floor = _floor(reserved, tuple(parts), base, tree.where, domain)
    return None if floor is None else Profile(party, name, tuple(parts), floor, (), base, discount)


def _issue(row: Keys, domain: Domain) -> None:
    name, values = row.get("name"), row.get("values")
    if not isinstance(name, Word):
        domain.faults.add("an issue has no name", "write name: …", row.where)
        return
    words = [one for one in values if isinstance(one, Word)] if isinstance(values, Rows) else []
    if not isinstance(values, Rows) or len(words) != len(values):
        domain.faults.add(
            f"the values of {str(name)!r} are no list of words",
            "write values: […]",
            (values if values is not None else row).where,
        )
    elif _type(row) in RANGES:
        if len(words) != 2:
            domain.faults.add(
                f"the range of {str(name)!r} has {len(words)} numbers",
                "write the lowest and the highest",
                values.where,
            )
            return
        low, high = (figure(one, "a bound", domain.faults, one.where) for one in words)
        domain.amount(name, low, high)
    elif _type(row) in LISTED:
        domain.choice(name, words)
    else:
        domain.faults.add(
            f"issues of the type {_type(row)!r} are not read",
            f"write one of {', '.join((*LISTED, *RANGES))}",
            row.where,
        )


def _type(tree: Keys) -> str:
    """Return the last part of a type's name: modules before it play no part."""
    found = tree.get("type")
    return str(found).rpartition(".")[2] if isinstance(found, Word) else ""


def _by_issue(tree: Keys, key: str, domain: Domain) -> list[Tree] | None:
    """Return what stands for each issue: in a list in the domain's order, or by its name."""
    held = tree.get(key)
    if isinstance(held, Keys):
        for name in held:
            if name not in domain.names:
                domain.faults.add(
                    f"there is no issue {str(name)!r} in the domain",
                    nearest(name, domain.names),
                    held[name].where,
                )
        missing = [issue for issue in domain.names if issue not in held]
        if missing:
            domain.faults.add(
                f"the {key} say nothing of the issue {missing[0]!r}", "write it", held.where
            )
        return None if missing else [held[issue] for issue in domain.names]
    if not isinstance(held, Rows):
        what = "are missing" if held is None else "are no list"
        domain.faults.add(
            f"the {key} {what}",
            "write one for each issue of the domain",
            (tree if held is None else held).where,
        )
        return None
    if len(held) != len(domain.matters):
        domain.faults.add(
            f"the number of {key} is {len(held)}, that of issues {len(domain.matters)}",
            "write one for each issue of the domain",
            held.where,
        )
        return None
    return list(held)


def _factors(fun: Tree, matter: Matter, domain: Domain) -> dict[Value, Figure] | None:
    held = mapping(fun, f"the function of {matter.issue.id!r}", domain.faults, fun.where)
    if held is None:
        return None
    if _type(held) == "TableFun":
        given = mapping(held.get("mapping"), "the mapping", domain.faults, held.where)
        if given is None:
            return None
        return table(matter, values_of(given, domain), domain, given.where)
    keys = LINES.get(_type(held))
    if keys is None or not (isinstance(matter, Amount) or _type(held) == "ConstFun"):
        domain.faults.add(
            f"a function of the type {_type(held)!r} is not read for {matter.issue.id!r}",
            "write a TableFun",
            held.where,
        )
        return None
    read = {key: figure(held.get(key), f"the {key}", domain.faults, held.where) for key in keys}
    slope = read.get("slope", NOTHING if _type(held) == "ConstFun" else ONE)
    bias = read.get("bias", NOTHING)
    if slope is None or bias is None:
        return None
    return {
        value: bias + slope * (NOTHING if isinstance(value, str) else Figure.of(Fraction(value)))
        for value in matter.values()
    }


def _floor(
    given: Tree | None, parts: tuple[Part, ...], base: Figure, place: Where, domain: Domain
) -> Figure | None:
    if given is not None and str(given).lower() != "-.inf":
        return figure(given, "the reserved value", domain.faults, place)
    worst = base
    for part in parts:
        worst = worst + min((part.weight * f for f in part.factors.values()), key=lambda f: f.exact)
    floor = worst if worst.exact < 0 else NOTHING
    where = place.file if given is None else given.where
    what = "no reserved value" if given is None else "a reserved value of -.inf"
    told = "0" if floor is NOTHING else "the worst package's utility"
    domain.notes.append(f"{where}: {what}; the floor is {told}")
    return floor


def _discount(tree: Keys, domain: Domain) -> Decimal | None:
    found = figure(tree.get("discount"), "the discount", domain.faults, tree.where)
    if found is None or found.exact == 1:
        return None
    if not 0 < found.exact <= 1:
        domain.faults.add(
            f"the discount is {tree['discount']}",
            "write a number above 0 and up to 1",
            tree["discount"].where,
        )
        return None
    return Decimal(str(tree["discount"]))
