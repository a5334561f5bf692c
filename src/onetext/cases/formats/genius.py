"""Genius XML: a domain (``negotiation_template``) and a utility space for each party.

The utility of a package is the sum over its issues of weight x evaluation / the issue's largest
evaluation, as Genius computes it; an issue whose evaluations are all zero adds nothing. Weights are
taken as they stand: where they miss 1 by a hundredth at most, that is noted. Without a reservation
value Genius takes 0. Nonlinear spaces are read in `genius_boxes`.

Source: Lin, Kraus, Baarslag, Tykhonov, Hindriks & Jonker 2014, *Genius: an integrated environment
for supporting the design of generic automated negotiators*, and the files of its competitions.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from onetext.cases.formats.figures import NOTHING, ONE, Figure, figure
from onetext.cases.formats.genius_boxes import boxes
from onetext.cases.formats.scenario import Domain, Part, Profile, table, weigh, whole
from onetext.cases.formats.xml_reading import Element
from onetext.cases.written import Word
from onetext.terms.packages.package import Value
from onetext.terms.packages.space import Amount, Matter

DOMAIN, SPACE = "negotiation_template", "utility_space"
NUMBERED = ("integer",)
SUM_TOLD = "weights_make"
"""What our export writes on a space whose weights do not make 1, so that they are no mistake."""


def read_domain(root: Element, domain: Domain) -> None:
    """Add the issues of a template, or of a utility space where there is no template."""
    objective = _objective(root, domain)
    if objective is None:
        return
    domain.title = domain.title or domain.id
    for issue in objective.each("issue"):
        name = issue.get("name", domain.faults)
        if name is None:
            continue
        if _kind(issue) in NUMBERED:
            low, high = (
                figure(
                    issue.attributes.get(key),
                    f"the {key} of {str(name)!r}",
                    domain.faults,
                    issue.where,
                )
                for key in ("lowerbound", "upperbound")
            )
            domain.amount(name, low, high)
        elif _kind(issue) == "discrete":
            _options(issue, name, domain)
        else:
            domain.faults.add(
                f"issues of the type {_kind(issue)!r} are not read",
                "write discrete or integer",
                issue.where,
            )
    if not domain.matters and not domain.faults:
        domain.faults.add("the domain has no issues", "write <issue …> with items", objective.where)


def parties(root: Element) -> dict[str, str]:
    """Return, by the file of its utility space, the name that a template gives to a party."""
    return {
        file.replace("\\", "/").split("/")[-1]: str(agent.attributes.get("name", ""))
        for agent in root.each("agent")
        if (file := str(agent.attributes.get("utility_space", "")))
    }


def read_profile(root: Element, party: str, name: str, domain: Domain) -> Profile | None:
    """Return what a utility space says over the domain; None, with faults, if that is not whole."""
    objective = _objective(root, domain)
    if objective is None:
        return None
    faults = domain.faults
    floor, discount = _number(root, "reservation", NOTHING, domain), _discount(root, domain)
    if not root.each("reservation"):
        domain.notes.append(f"{root.where.file}: no reservation value; read as 0, as Genius does")
    issues = _issues(objective, domain)
    if root.attributes.get("type") == "nonlinear":
        found = boxes(objective, {i: matter for i, (_, matter) in issues.items()}, domain)
        if found is None or floor is None or faults:
            return None
        return Profile(party, name, found.parts, floor, found.boxes, found.base, discount)
    weights = _weights(objective, issues, domain)
    parts: dict[str, Part | None] = {}
    for index, (issue, matter) in issues.items():
        factors = _numbers(issue, matter, domain) if isinstance(matter, Amount) else None
        if not isinstance(matter, Amount):
            factors = _evaluated(issue, matter, domain)
        weight = weights.get(index)
        held = None if factors is None or weight is None else Part(matter.issue.id, factors, weight)
        parts[matter.issue.id] = held
    made = whole(domain, parts, objective.where)
    told = root.attributes.get(SUM_TOLD)
    sum_told = ONE if told is None else figure(told, "the sum of weights", faults, root.where)
    if not faults and sum_told is not None:
        first = (objective.each("weight") or [objective])[0]
        weigh(made, domain, first.where, sum_told=sum_told.exact)
    if faults or floor is None:
        return None
    return Profile(party, name, made, floor, discount=discount)


def _objective(root: Element, domain: Domain) -> Element | None:
    holder = (root.each(SPACE) or [root])[0]
    objectives = holder.each("objective")
    if len(objectives) != 1:
        what = "there is no <objective>" if not objectives else "there are two objectives"
        domain.faults.add(
            what, "write one, with the issues in it", (objectives[1:] or [holder])[0].where
        )
        return None
    for inside in objectives[0].each("objective"):
        domain.faults.add(
            "an objective stands in another", "write its issues in the one above", inside.where
        )
    return objectives[0]


def _kind(issue: Element) -> str:
    given = (issue.attributes.get(key) for key in ("vtype", "type", "etype"))
    return next((str(one) for one in given if one), "discrete")


def _options(issue: Element, name: Word, domain: Domain) -> None:
    """Add an issue with its items; a description that says more than the value is its label."""
    items = [item for item in issue.each("item") if item.get("value", domain.faults) is not None]
    domain.choice(
        name,
        [item.attributes["value"] for item in items],
        label=str(issue.attributes.get("description", "")),
        labels=[
            "" if told == item.attributes["value"] else str(told)
            for item in items
            for told in [item.attributes.get("description", "")]
        ],
    )


def _issues(objective: Element, domain: Domain) -> dict[str, tuple[Element, Matter]]:
    """Return a profile's issues by index, with what each is in the domain."""
    found: dict[str, tuple[Element, Matter]] = {}
    seen: set[str] = set()
    for issue in objective.each("issue"):
        name, index = issue.get("name", domain.faults), issue.get("index", domain.faults)
        matter = domain.matter(name) if name is not None else None
        if index is None or matter is None:
            continue
        if str(index) in found or str(name) in seen:
            what = f"the index {index}" if str(index) in found else f"the issue {str(name)!r}"
            domain.faults.add(f"{what} stands twice", "keep one", index.where)
            continue
        seen.add(str(name))
        found[str(index)] = (issue, matter)
    return found


def _weights(
    objective: Element, issues: Mapping[str, tuple[Element, Matter]], domain: Domain
) -> dict[str, Figure | None]:
    found: dict[str, Figure | None] = {}
    for row in objective.each("weight"):
        index = row.get("index", domain.faults)
        if index is None:
            continue
        if str(index) not in issues:
            domain.faults.add(
                f"a weight has the index {index}, and no issue has",
                f"write one of {', '.join(issues)}",
                index.where,
            )
        elif str(index) in found:
            domain.faults.add(f"the weight of index {index} stands twice", "keep one", index.where)
        else:
            weight = figure(row.attributes.get("value"), "the weight", domain.faults, row.where)
            if weight is not None and weight.exact < 0:
                domain.faults.add(
                    f"the weight {row.attributes['value']} is below 0",
                    "write 0 or more",
                    row.attributes["value"].where,
                )
            found[str(index)] = weight
    for key, (issue, matter) in issues.items():
        if key not in found:
            domain.faults.add(
                f"the issue {matter.issue.id!r} has no weight",
                f'write <weight index="{key}" value="…"/>',
                issue.where,
            )
    return found


def _evaluated(issue: Element, matter: Matter, domain: Domain) -> dict[Value, Figure] | None:
    given: dict[Word, Figure | None] = {}
    for item in issue.each("item"):
        value = item.get("value", domain.faults)
        if value is None:
            continue
        what = f"the evaluation of {str(value)!r}"
        worth = figure(item.attributes.get("evaluation"), what, domain.faults, item.where)
        if value in given:
            domain.notes.append(
                f"{value.where}: {str(value)!r} is listed again for "
                f"{matter.issue.id!r}; its last evaluation counts"
            )
        given[value] = worth
    made = table(matter, given, domain, issue.where)
    if made is None:
        return None
    best = max(made.values(), key=lambda one: one.exact)
    if best.exact > 0:
        return {value: worth / best for value, worth in made.items()}
    if any(worth.exact for worth in made.values()):
        domain.faults.add(
            f"no evaluation of {matter.issue.id!r} is above 0, and Genius divides by the largest",
            "write at least one above 0, or all as 0",
            issue.where,
        )
        return None
    domain.notes.append(
        f"{issue.where}: the evaluations of {matter.issue.id!r} are all 0; it adds nothing"
    )
    return dict.fromkeys(made, NOTHING)


def _numbers(issue: Element, matter: Amount, domain: Domain) -> dict[Value, Figure] | None:
    """Return what a linear evaluator gives: offset + slope x (number - lowest), from 0 to 1."""
    rows = issue.each("evaluator")
    kind = str(rows[0].attributes.get("ftype", "linear")) if rows else ""
    if len(rows) != 1 or kind != "linear":
        what = f"the evaluator {kind!r} is not read" if rows else "there is no evaluator"
        domain.faults.add(
            f"{what} for {matter.issue.id!r}",
            'write <evaluator ftype="linear" slope="…" offset="…"/>',
            (rows or [issue])[0].where,
        )
        return None
    slope, offset = (
        figure(rows[0].attributes.get(key), f"the {key}", domain.faults, rows[0].where)
        for key in ("slope", "offset")
    )
    if slope is None or offset is None or not _same_bounds(issue, matter, domain):
        return None
    return {
        value: _clipped(offset + slope * Figure.of(steps))
        for steps, value in enumerate(matter.values())
    }


def _same_bounds(issue: Element, matter: Amount, domain: Domain) -> bool:
    """Tell whether a profile that repeats the bounds repeats those of the domain."""
    for key, bound in (("lowerbound", matter.low), ("upperbound", matter.high)):
        given = issue.attributes.get(key)
        told = None if given is None else figure(given, f"the {key}", domain.faults, issue.where)
        if given is not None and (told is None or told.exact != bound):
            if told is not None:
                domain.faults.add(
                    f"the {key} of {matter.issue.id!r} is {given}, in the domain {bound}",
                    "write the same in both",
                    given.where,
                )
            return False
    return True


def _clipped(given: Figure) -> Figure:
    return Figure(*(min(max(one, NOTHING.exact), ONE.exact) for one in (given.exact, given.simple)))


def _number(root: Element, tag: str, default: Figure, domain: Domain) -> Figure | None:
    rows = root.each(tag)
    if not rows:
        return default
    return figure(rows[-1].attributes.get("value"), f"the {tag}", domain.faults, rows[-1].where)


def _discount(root: Element, domain: Domain) -> Decimal | None:
    found = _number(root, "discount_factor", ONE, domain)
    rows = root.each("discount_factor")
    if found is None or found.exact == 1:
        return None
    if not 0 < found.exact <= 1:
        domain.faults.add(
            f"the discount factor is {rows[-1].attributes['value']}",
            "write a number above 0 and up to 1",
            rows[-1].where,
        )
        return None
    return Decimal(str(rows[-1].attributes["value"]).strip())
