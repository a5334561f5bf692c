"""Guarantees as reports announce them: who, to whom, what kind; nothing else is known yet."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.analysis.drafted.cited import Citing
from onetext.analysis.drafted.ids import short_id
from onetext.analysis.drafted.remarks import Remark, quoted
from onetext.analysis.findings import Evidence
from onetext.analysis.findings import Guarantee as Found
from onetext.terms.grounds import Grounds
from onetext.terms.guarantees.guarantee import Guarantee, Guarantor
from onetext.terms.packages.condition import Compare

AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class Announced:
    """Hold the guarantees with what they rest on."""

    guarantees: tuple[Guarantee, ...]
    grounds: tuple[Grounds, ...]
    remarks: tuple[Remark, ...]


def counts(found: Found) -> bool:
    """Tell whether a guarantee was asked for or offered, and not only talked about or refused."""
    return found.act in ("asked", "offered")


def announced(found: tuple[Found, ...], citing: Citing, ids: dict[str, str]) -> Announced:
    """Return one guarantee for each guarantor and each kind of it asked for or offered.

    None is in force: each waits for the fact that it was agreed. Duties, triggers, scope and texts
    are left out; what was refused or only mentioned is remarked on.
    """
    groups: dict[tuple[str, str | None, str, str | None], list[Found]] = {}
    remarks: list[Remark] = []
    for one in found:
        if counts(one) and one.guarantor in ids:
            key = (one.guarantor, one.kind, one.act, one.by_party)
            groups.setdefault(key, []).append(one)
            continue
        place = one.evidence[0]
        who = one.by_party or one.speaker or "somebody"
        told = f"{who} {one.act} {quoted(place.words)} ({citing.told(place)})"
        remarks.append(Remark("guarantees", told))
    made: dict[str, Guarantee] = {}
    grounds: list[Grounds] = []
    for (guarantor, kind, act, by), rows in groups.items():
        own = ids[guarantor]
        id = short_id(f"{own} {kind or 'guarantee'} {act}", "guarantee", made)
        beneficiary = next((row.beneficiary for row in rows if row.beneficiary), None)
        evidence: dict[Evidence, None] = {}
        for row in rows:
            evidence.update(dict.fromkeys(row.evidence))
        made[id] = Guarantee(
            id,
            quoted(rows[0].evidence[0].words),
            (Guarantor(own),),
            ids.get(beneficiary or "", ""),
            (),
            (),
            in_force_when=Compare(id, "=", AGREED),
        )
        who = f" by {ids.get(by or '', by or '')}" if by else ""
        told = ("asked for" if act == "asked" else "offered") + who
        note = f"{told}; called {quoted(kind)}" if kind else told
        grounds.append(Grounds(f"guarantees/{id}", citing.of(evidence), "reported", note))
    return Announced(tuple(made.values()), tuple(grounds), tuple(remarks))
