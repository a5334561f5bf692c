"""What ``onetext guarantees`` prints for a person: guarantors who answer alike in one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from onetext.cli.lines import Lines, listed
from onetext.terms.guarantees.blocking import vetoers
from onetext.terms.guarantees.due import Due, Occasion
from onetext.terms.guarantees.gaps import ELSEWHERE, Gap
from onetext.terms.guarantees.guarantee import Duty, Guarantee, strength

if TYPE_CHECKING:
    from onetext.cli.guaranteeing import Answer, Found

_MODALITIES = {
    "must": "must",
    "must-some": "must, choosing the means",
    "may": "may",
    "consult": "must consult",
}
_MANY = 12


def show(found: Found, on: Lines) -> None:
    """Write the whole answer, the short one first."""
    case = found.case
    on.put(case.title, style="bold")
    on.put(_asked(found.occasion, found))
    if mark := case.grounds_of("case").mark:
        on.put(f"This case: {mark}.")
    if not found.answers:
        on.blank()
        on.put("Nobody guarantees anything here.")
        return
    _in_short(found, on)
    for answer in found.answers:
        _answer(answer, found, on)
    _ends(found, on)


def _asked(occasion: Occasion, found: Found) -> str:
    by = f" by {found.case.name_of(occasion.attacker)}" if occasion.attacker else ""
    where = f" at {occasion.place}" if occasion.place else ""
    hour = f"as of {occasion.at}" if occasion.at else "with every consent entered, at any hour"
    return f"Who must do what upon {occasion.trigger}{by}{where}, {hour}?"


def _in_short(found: Found, on: Lines) -> None:
    on.blank()
    owed = [row for answer in found.answers for row in answer.rows if row.owed]
    if not any(strength(row.duty.modality) >= strength("must-some") for row in owed):
        on.put("Nobody must act.", style="bold")
    for modality in ("must", "must-some", "may", "consult"):
        by: dict[str, dict[str, None]] = {}
        for row in owed:
            if row.duty.modality == modality:
                by.setdefault(row.guarantee, {})[row.guarantor] = None
        for id, parties in by.items():
            guarantee = next(a.guarantee for a in found.answers if a.guarantee.id == id)
            who = _counted(list(parties), guarantee, found)
            on.put(_capital(f"{who} {_MODALITIES[modality]} ({id})."), hang=2, style="bold")


def _answer(answer: Answer, found: Found, on: Lines) -> None:
    guarantee = answer.guarantee
    on.heading(f"{guarantee.title} ({guarantee.id})")
    if answer.mark:
        cited = f"; {guarantee.source.title}" if guarantee.source.title else "; no text is cited"
        on.put(f"! {answer.mark}{cited}", indent=2, hang=2, style="yellow")
    if not answer.called:
        known = f"it is called by {listed(list(guarantee.triggers))}"
        told = f"Not called by {found.occasion.trigger}; {known}."
        on.put(told if guarantee.triggers else "What calls it is not known.", indent=2, hang=2)
        if not guarantee.duties:
            on.put("What its guarantors would have to do is not known.", indent=2, hang=2)
        return
    if not answer.running:
        on.put("Not in force.", indent=2)
    for duty in guarantee.duties:
        rows = [row for row in answer.rows if row.duty.id == duty.id]
        on.put(_duty(duty, rows), indent=2, hang=2)
        if all(map(_out_of_trigger, rows)):
            on.put(f"not called by {found.occasion.trigger}", indent=4)
            continue
        for parties, why_not in _alike(rows):
            who = _counted(parties, guarantee, found)
            told = "; ".join(why_not) if why_not else "owed"
            on.put(_capital(f"{who}: {told}"), indent=4, hang=2, style="" if why_not else "bold")
    _blocking(answer, found, on)
    _holes(answer, found, on)
    _likeness(answer, found, on)


def _out_of_trigger(row: Due) -> bool:
    from onetext.cli.guaranteeing import out_of_trigger

    return out_of_trigger(row)


def _duty(duty: Duty, rows: list[Due]) -> str:
    within = rows[0].within if rows else None
    if within is None:
        when = "no time set"
    else:
        when = f"within {_length(within.total_seconds())}" if within else "at once"
    rule = {
        "each": "",
        "joint": "all acting together",
        "unanimous": "if all agree",
        "k-of-n": f"if {duty.rule.count} of them agree",
    }[duty.rule.kind]
    article = f"article {duty.article}" if duty.article else ""
    more = "; ".join(part for part in (when, rule, article) if part)
    return f"{_MODALITIES[duty.modality]}: {duty.what} [{more}]"


def _alike(rows: list[Due]) -> list[tuple[list[str], tuple[str, ...]]]:
    """Return guarantors by what is told of them, those who owe first."""
    groups: dict[tuple[str, ...], list[Due]] = {}
    for row in rows:
        told = tuple(own(reason, row.guarantor) for reason in row.why_not)
        groups.setdefault(told, []).append(row)
    found = [
        ([row.guarantor for row in alike], alike[0].why_not if len(alike) == 1 else told)
        for told, alike in groups.items()
    ]
    return sorted(found, key=lambda group: bool(group[1]))


def own(reason: str, party: str) -> str:
    """Return a reason with ``each`` in place of a guarantor, so that equal ones can be joined.

    Examples
    --------
    >>> own("needs uk/treaty = ratified", "uk")
    'needs each/treaty = ratified'
    """
    return re.sub(rf"(?<![\w.:+&@#/-]){re.escape(party)}/", "each/", reason)


def _counted(parties: Sequence[str], guarantee: Guarantee, found: Found) -> str:
    if len(parties) > 3 and len(parties) == len(guarantee.guarantors):
        return f"all {len(parties)} guarantors"
    names = [found.case.name_of(party) for party in parties]
    left = [party for party in guarantee.parties if party not in parties]
    if len(parties) > 6 and 0 < len(left) <= 3:
        but = listed([found.case.name_of(party) for party in left])
        return f"all guarantors but {but} ({len(parties)})"
    return listed(names) + (f" ({len(names)})" if len(names) > 3 else "")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _blocking(answer: Answer, found: Found, on: Lines) -> None:
    sets = answer.blocking
    if sets is None:
        told = "More sets of parties can keep it from binding anybody than can be listed."
    elif not sets:
        told = "Nobody can keep it from binding somebody to act."
    elif sets == ((),):
        told = "Nobody is bound by it to act, whatever anyone does."
    else:
        alone = vetoers(sets)
        told = f"Each alone can keep it from binding anybody: {_named(alone, found)}." * bool(alone)
        more = [one for one in sets if len(one) > 1]
        if more:
            shown = "; or ".join(_counted(one, answer.guarantee, found) for one in more[:3])
            rest = f"; and {len(more) - 3} more sets" if len(more) > 3 else ""
            told += f" Together can: {shown}{rest}."
    on.put(told.strip(), indent=2, hang=2)


def _named(parties: Sequence[str], found: Found) -> str:
    return listed([found.case.name_of(party) for party in parties])


def _holes(answer: Answer, found: Found, on: Lines) -> None:
    left = _places(answer.holes_in_force)
    if answer.holes and not found.occasion.place:
        on.put(f"Nobody must act {_places(answer.holes)}.", indent=2, hang=2)
    if not answer.holes or (answer.running and len(answer.holes) == len(answer.holes_in_force)):
        return
    told = f"nobody must act {left}" if left else "somebody would have to act"
    on.put(f"If all it waits for came about, {told}.", indent=2, hang=2)


def _places(holes: tuple[Gap, ...]) -> str:
    places = [hole.place for hole in holes if hole.place is not None]
    inside = [place for place in places if place != ELSEWHERE]
    if not places:
        return ""
    if ELSEWHERE not in places:
        return f"in {listed(inside[:_MANY])}"
    return f"in {listed(inside[:_MANY])}, or elsewhere" if inside else "anywhere"


def _likeness(answer: Answer, found: Found, on: Lines) -> None:
    like = answer.like
    if like is None:
        return
    model = next(one for one in found.case.guarantees if one.id == like.theirs)
    on.put(f"Held against the {model.title}:", indent=2, hang=2)
    for verdict in ("weaker", "different", "stronger", "same"):
        parts = [part for part in like.parts if part.verdict == verdict]
        if not parts:
            continue
        if verdict == "same":
            told = listed([part.name for part in parts])
        else:
            told = "; ".join(
                f"{part.name} ({_short(part.ours)}, not {_short(part.theirs)})" for part in parts
            )
        on.row(verdict, told, indent=4, label=9)


def _short(names: str) -> str:
    many = names.split(", ")
    return names if len(many) <= 4 else f"{', '.join(many[:2])} and {len(many) - 2} more"


def _ends(found: Found, on: Lines) -> None:
    if found.never:
        on.heading("What never comes into force, whatever anyone consents to")
        for one in found.never:
            around = f": {' waits for '.join([*one.circle, one.circle[0]])}" if one.circle else ""
            on.put(f"{one.what}{around}", indent=2, hang=2)
    if found.unscheduled:
        on.heading("Waited for, but neither a fact nor planned by anybody")
        by: dict[str, dict[str, None]] = {}
        for id, condition in found.unscheduled:
            parties = next(a.guarantee.parties for a in found.answers if a.guarantee.id == id)
            party = condition.partition("/")[0]
            told = own(condition, party) if party in parties and len(parties) > 3 else condition
            by.setdefault(id, {})[told] = None
        for id, conditions in by.items():
            more = f" and {len(conditions) - _MANY} more" if len(conditions) > _MANY else ""
            shown = "; ".join(list(conditions)[:_MANY])
            on.put(f"{id}: {shown}{more}", indent=2, hang=2)
    groups = [_alike(list(answer.rows)) for answer in found.answers if answer.called]
    if any("each/" in why for group in groups for _, told in group for why in told):
        on.blank()
        on.put("each/… stands for each of those named.", style="dim")
    marked = [answer for answer in found.answers if answer.mark]
    if marked:
        on.blank()
        on.put(
            f"! Marked texts ({len(marked)} of {len(found.answers)}) are from general knowledge in "
            "the parts named: check them before anybody relies on this.",
            hang=2,
            style="yellow",
        )


def _length(seconds: float) -> str:
    for unit, size in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds % size == 0:
            many = int(seconds // size)
            return f"{many} {unit}" + ("" if many == 1 else "s")
    return re.sub(r"\.0$", "", f"{seconds}") + " seconds"
