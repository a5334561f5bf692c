"""Ids for what other programs only name, so that an imported scenario can be a case file of ours.

A case file's ids are one word, so that conditions can name them. An id is made of the name where
the name is none; the name stays: as the party's name, the issue's or the option's label, the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from onetext.terms.case import Case
from onetext.terms.issue import Issue
from onetext.terms.packages.condition import (
    And,
    AtLeast,
    Compare,
    Condition,
    Not,
    OneOf,
    Or,
)
from onetext.terms.packages.package import Value
from onetext.terms.packages.space import Choice, Matter, Option, Space
from onetext.terms.passing import Passing
from onetext.terms.sheet import Linked, Sheet, Worth

FIT = re.compile(r"[^\W_][\w.:+&@#-]*")
_MOST = 60
Options = Mapping[str, Mapping[Value, Value]]


def with_ids(case: Case) -> Case:
    """Return an imported case with ids where it has names; as it is if all of its names are ids.

    Options keep their order, sheets their points: results over the two are the same numbers.

    Examples
    --------
    >>> from onetext.terms.party import Party
    >>> party = Party("Egypt (UAR)", "Egypt", "state")
    >>> found = with_ids(Case("Camp David", "Camp David", parties=(party,)))
    >>> found.id, found.title, found.parties[0].id, found.parties[0].name
    ('Camp-David', 'Camp David', 'Egypt-UAR', 'Egypt')
    """
    if has_ids(case):
        return case
    parties = _ids((party.id for party in case.parties), "party")
    about = [sheet.about for sheet in case.sheets if sheet.about not in parties]
    parties |= _ids(dict.fromkeys(about), "party", taken=parties.values())
    issues = _ids((matter.issue.id for matter in case.space.matters), "issue")
    sheets = _ids((sheet.id for sheet in case.sheets), "sheet")
    options: dict[str, Mapping[Value, Value]] = {}
    for matter in case.space.matters:
        listed = matter.options if isinstance(matter, Choice) else ()
        made: dict[Value, Value] = {}
        made.update(_ids((one.id for one in listed), "option"))
        options[matter.issue.id] = made
    return replace(
        case,
        id=_ids([case.id], "case")[case.id],
        parties=tuple(replace(one, id=parties[one.id], name=one.name) for one in case.parties),
        space=Space(tuple(_matter(one, issues, options) for one in case.space.matters)),
        sheets=tuple(_sheet(one, sheets, parties, issues, options) for one in case.sheets),
        passing=_passing(case.passing, parties),
    )


def has_ids(case: Case) -> bool:
    """Tell whether all names can stand as ids, or the case holds more than a scenario does.

    What holds more (offers, texts, people) was never written by another program.
    """
    more = (case.offers, case.red_lines, case.guarantees, case.texts, case.treaties, case.people,
            case.consents, case.happenings, case.deadlines, case.orders, case.grounds)  # fmt: skip
    if any(more):
        return True
    every = [case.id, *(party.id for party in case.parties), *(s.id for s in case.sheets)]
    for matter in case.space.matters:
        every.append(matter.issue.id)
    return all(FIT.fullmatch(one) for one in every)


def _ids(names: Iterable[str], otherwise: str, taken: Iterable[str] = ()) -> dict[str, str]:
    """Return an id for each name; those that are ids already keep them."""
    every = list(names)
    given = {*taken, *(one for one in every if FIT.fullmatch(one))}
    found: dict[str, str] = {}
    for one in every:
        if FIT.fullmatch(one):
            found[one] = str(one)
            continue
        words = re.sub(r"[^\w.:+&@#-]+", "-", re.sub(r"['’]", "", one)).strip("-_.:+&@#")
        made = (words[:_MOST].rstrip("-_.:+&@#") if words else "") or otherwise
        made = made if FIT.fullmatch(made) else f"{otherwise}-{made}"
        number, free = 2, made
        while free in given:
            free, number = f"{made}-{number}", number + 1
        given.add(free)
        found[one] = free
    return found


def _matter(one: Matter, issues: Mapping[str, str], options: Options) -> Matter:
    issue = Issue(issues[one.issue.id], one.issue.label or one.issue.id)
    if not isinstance(one, Choice):
        return replace(one, issue=issue)
    ids = options[one.issue.id]
    listed = tuple(
        Option(str(ids[o.id]), o.label or (o.id if ids[o.id] != o.id else "")) for o in one.options
    )
    return Choice(issue, listed)


def _sheet(
    one: Sheet,
    sheets: Mapping[str, str],
    parties: Mapping[str, str],
    issues: Mapping[str, str],
    options: Options,
) -> Sheet:
    return replace(
        one,
        id=sheets[one.id],
        owner=parties.get(one.owner, one.owner),
        about=parties.get(one.about, one.about),
        worths=tuple(
            Worth(
                issues[worth.issue],
                tuple((options[worth.issue].get(v, v), points) for v, points in worth.points),
                worth.line,
            )
            for worth in one.worths
        ),
        linked=tuple(
            Linked(_renamed(link.when, issues, options), link.points) for link in one.linked
        ),
    )


def _passing(rule: Passing | None, parties: Mapping[str, str]) -> Passing | None:
    if rule is None:
        return None
    return replace(
        rule,
        vetoes=tuple(parties.get(one, one) for one in rule.vetoes),
        weights=tuple((parties.get(one, one), votes) for one, votes in rule.weights),
    )


def _renamed(condition: Condition, issues: Mapping[str, str], options: Options) -> Condition:
    if isinstance(condition, Compare):
        value = options[condition.issue].get(condition.value, condition.value)
        return replace(condition, issue=issues[condition.issue], value=value)
    if isinstance(condition, OneOf):
        values = tuple(options[condition.issue].get(v, v) for v in condition.values)
        return replace(condition, issue=issues[condition.issue], values=values)
    if isinstance(condition, Not):
        return replace(condition, part=_renamed(condition.part, issues, options))
    if isinstance(condition, And | Or | AtLeast):
        parts = tuple(_renamed(part, issues, options) for part in condition.parts)
        return replace(condition, parts=parts)
    return condition
