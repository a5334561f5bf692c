"""NegoLog JSON: one file a party, with issues, weights and a reservation value; no domain file.

The utility of a package is the sum over its issues of weight x the value's utility. The issues are
those of the first profile. What ``specs.json`` tells of solutions is not read: its "Kalai" point is
the largest sum.

Source: Doğru, Keskin & Aydoğan, *NegoLog* (IJCAI 2024), and its domain files.
"""

from __future__ import annotations

from onetext.cases.formats.figures import NOTHING, figure
from onetext.cases.formats.geniusweb import mapping, values_of, weight_of
from onetext.cases.formats.scenario import Domain, Part, Profile, table, weigh, whole
from onetext.cases.written import Keys, Word, key_of


def read_domain(tree: Keys, domain: Domain, *, specs: Keys | None = None) -> None:
    """Add the issues of a profile; the domain is called as its specs say, if they are there."""
    told = specs.get("Name") if specs is not None else None
    domain.title = str(told) if isinstance(told, Word) and told else domain.id
    issues = mapping(tree.get("issues"), "issues", domain.faults, tree.where)
    for issue, held in (issues or {}).items():
        values = mapping(held, f"the values of {issue!r}", domain.faults, tree.where)
        if values is not None:
            word = key_of(issues or tree, issue)
            domain.choice(word, [key_of(values, value) for value in values])


def read_profile(tree: Keys, party: str, domain: Domain) -> Profile | None:
    """Return what a profile says over the domain; None, with faults, if that is not whole."""
    faults = domain.faults
    issues = mapping(tree.get("issues"), "issues", faults, tree.where)
    weights = mapping(tree.get("issueWeights"), "issueWeights", faults, tree.where)
    if issues is None or weights is None:
        return None
    parts: dict[str, Part | None] = {}
    for issue, held in issues.items():
        word = key_of(issues, issue)
        matter = domain.matter(word)
        values = mapping(held, f"the values of {issue!r}", faults, tree.where)
        if matter is not None and values is not None:
            factors = table(matter, values_of(values, domain), domain, values.where)
            weight = weight_of(issue, weights, domain)
            whole_ = factors is not None and weight is not None
            parts[issue] = Part(issue, factors or {}, weight or NOTHING) if whole_ else None
    for issue in weights:
        if issue not in issues:
            faults.add(
                f"{issue!r} has a weight and is no issue",
                "write its values under issues",
                key_of(weights, issue).where,
            )
    made = whole(domain, parts, issues.where)
    floor = NOTHING
    if "reservationValue" in tree:
        given = figure(tree["reservationValue"], "the reservation value", faults, tree.where)
        floor = given or NOTHING
    else:
        domain.notes.append(f"{tree.where.file}: no reservation value; read as 0")
    if not faults:
        weigh(made, domain, weights.where)
    return None if faults else Profile(party, party, made, floor)
