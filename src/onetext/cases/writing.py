"""A case as YAML: what is read back is the same case."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from onetext.cases.build.instruments import ONLY
from onetext.cases.formats.ids import with_ids
from onetext.cases.writing_sheets import passing_row, sheet_row
from onetext.terms.case import Case, Text
from onetext.terms.grounds import Grounds
from onetext.terms.guarantees.guarantee import Duty, Extent, Guarantee, Scope
from onetext.terms.offers.offer import Offer
from onetext.terms.packages.condition import Always, Condition
from onetext.terms.packages.space import Amount, Matter
from onetext.terms.party import Party
from onetext.terms.role import Person, Role, Seat
from onetext.terms.text.passage import Alternative, Passage, Version

_WIDTH = 100
_NO_FOLD = 10**6


def dumps(case: Case) -> str:
    """Return a case as YAML; ``loading.loads`` reads it back as it was.

    A case from another program's files, whose names are no ids, is written with ids made of them
    (`formats.ids.with_ids`); the names stay as labels.

    Examples
    --------
    >>> from onetext.terms.case import Case, Treaty
    >>> print(dumps(Case("c", "A case", treaties=(Treaty("t", "A treaty"),))), end="")
    format: 1
    id: c
    title: A case
    treaties:
    - id: t
      title: A treaty
    """
    return in_yaml(to_tree(with_ids(case)))


def to_tree(case: Case) -> dict[str, Any]:
    """Return a case as plain mappings, lists and words in the form of a case file."""
    rests = {grounds.item: grounds for grounds in case.grounds}

    def row(item: str, **keys: Any) -> dict[str, Any]:
        return said({**keys, **grounds_keys(rests.get(item))})

    own = rests.get("case")
    return said(
        {
            "format": 1,
            "id": case.id,
            "title": case.title,
            "about": case.about,
            "mode": case.mode,
            "known": own.known if own else None,
            "note": own.note if own else "",
            "sources": [
                said(
                    {
                        "id": one.id,
                        "title": one.title,
                        "outlet": one.outlet,
                        "published": one.published,
                        "url": one.url,
                        "file": one.file,
                    }
                )
                for one in case.references
            ],
            "parties": [
                row(f"parties/{party.id}", **_party(party, case.roles)) for party in case.parties
            ],
            "people": [row(f"people/{one.id}", **_person(one)) for one in case.people],
            "seats": [row(f"seats/{one.id}", **_seat(one)) for one in case.seats],
            "issues": [
                row(f"issues/{one.issue.id}", **_issue(one, case.ordered, rests))
                for one in case.space.matters
            ],
            "offers": [row(f"offers/{one.id}", **_offer(one)) for one in case.offers],
            "red_lines": [
                row(f"red_lines/{one.id}", id=one.id, by=one.by, keeps=str(one.keeps))
                for one in case.red_lines
            ],
            "orders": [
                row(f"orders/{one.id}", id=one.id, by=one.by, better=dict(one.better),
                    worse=dict(one.worse))
                for one in case.orders
            ],
            "treaties": [
                row(f"treaties/{one.id}", id=one.id, title=one.title) for one in case.treaties
            ],
            "instruments": [
                row(f"instruments/{one.instrument.id}", **_text(one)) for one in case.texts
            ],
            "guarantees": [
                row(f"guarantees/{one.id}", **_guarantee(one)) for one in case.guarantees
            ],
            "consents": [
                row(
                    f"consents/{one.party}/{one.instrument}/{one.act}",
                    party=one.party,
                    instrument=one.instrument,
                    act=one.act,
                    at=one.at,
                )
                for one in case.consents
            ],
            "facts": [
                row(f"facts/{one.what}={one.value}", what=one.what, value=one.value, at=one.at)
                for one in case.happenings
            ],
            "passing": passing_row(case.passing),
            "schedule": list(case.schedule),
            "deadlines": [
                row(
                    f"deadlines/{one.id}",
                    id=one.id,
                    what=one.what,
                    when=one.when,
                    set_by=one.set_by,
                    lapses=list(one.lapses),
                )
                for one in case.deadlines
            ],
            "sheets": [
                row(f"sheets/{one.id}", **sheet_row(one, rests)) for one in case.sheets
            ],
        }
    )  # fmt: skip


def said(keys: Mapping[str, Any]) -> dict[str, Any]:
    """Return a mapping without what it does not say."""
    return {
        key: value
        for key, value in keys.items()
        if value is not None and value is not False and (value or isinstance(value, int))
    }


def grounds_keys(grounds: Grounds | None) -> dict[str, Any]:
    """Return what an item rests on as keys of its row."""
    if grounds is None:
        return {}
    cited = [
        said({"source": one.source, "place": one.place, "words": one.words})
        for one in grounds.sources
    ]
    return {"sources": cited, "known": grounds.known, "note": grounds.note}


def in_yaml(tree: Any, *, flow: bool = False) -> str:
    r"""Return plain values as YAML in which hours and numbers stand without quotes.

    Examples
    --------
    >>> from onetext.terms.when import When
    >>> in_yaml({"at": When("2031-03-02"), "option": "5", "no": "no"}, flow=True)
    '{at: 2031-03-02, option: "5", no: no}\n'
    """
    from ruamel.yaml import YAML

    from onetext.cases.emitting import OneWordOneLine, Plainly

    yaml = YAML(typ="safe", pure=True)
    yaml.Representer, yaml.Emitter = Plainly, OneWordOneLine
    yaml.default_flow_style = flow
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.allow_unicode = True
    text = ""
    for width in (_WIDTH, _NO_FOLD)[flow:]:
        yaml.width = width
        out = io.StringIO()
        yaml.dump(tree, out)
        text = out.getvalue()
        if "\\" not in text:  # ruamel folds words with escapes in them at signs that are no spaces
            break
    return text


def _party(party: Party, roles: Iterable[Role]) -> dict[str, Any]:
    return {
        "id": party.id,
        "name": party.name,
        "kind": party.kind,
        "aliases": list(party.aliases),
        "roles": [
            said({"role": r.kind, "matter": r.matter, "since": r.since, "until": r.until})
            for r in roles
            if r.party == party.id
        ],
    }


def _person(one: Person) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "office": one.office,
        "delegation": one.delegation,
        "since": one.since,
        "until": one.until,
    }


def _seat(one: Seat) -> dict[str, Any]:
    holders = [
        said({"person": h.person, "since": h.since, "until": h.until}) for h in one.holders
    ]  # fmt: skip
    return {"id": one.id, "party": one.party, "function": one.function, "holders": holders}


def _issue(one: Matter, ordered: Sequence[str], rests: Mapping[str, Grounds]) -> dict[str, Any]:
    row: dict[str, Any] = {"id": one.issue.id, "label": one.issue.label}
    if isinstance(one, Amount):
        bounds = {"low": one.low, "high": one.high, "step": one.step}
        row["amount"] = {k: v for k, v in bounds.items() if v is not None} | said(
            {"unit": one.unit}
        )
    else:
        kept = [
            said({"id": o.id, "label": o.label,
                  **grounds_keys(rests.get(f"issues/{one.issue.id}/options/{o.id}"))})
            for o in one.options
        ]  # fmt: skip
        row["options"] = [option if len(option) > 1 else option["id"] for option in kept]
    return {**row, "ordered": one.issue.id in ordered}


def _offer(one: Offer) -> dict[str, Any]:
    return {
        "id": one.id,
        "by": one.by,
        "to": list(one.to),
        "give": str(one.give),
        "want": asked(one.want),
        "since": one.standing_from,
        "until": one.standing_until,
        "withdrawn": one.withdrawn_at,
        "replaces": one.replaces,
        "non_paper": one.non_paper,
    }


def asked(condition: Condition) -> str | None:
    """Return a condition as a file writes it, None where it asks for nothing."""
    return None if isinstance(condition, Always) else str(condition)


def _guarantee(one: Guarantee) -> dict[str, Any]:
    source = one.source
    return {
        "id": one.id,
        "title": one.title,
        "beneficiary": one.beneficiary,
        "guarantors": [
            said({"party": g.party, "bound_when": asked(g.bound_when)}) for g in one.guarantors
        ],
        "triggers": list(one.triggers),
        "scope": _scope(one.scope),
        "in_force_when": str(one.in_force_when),
        "attested_when": asked(one.attested_when),
        "duties": [_duty(duty) for duty in one.duties],
        "text": said(
            {
                "title": source.title,
                "articles": list(source.articles),
                "read": list(source.read),
                "url": source.url,
            }
        ),
    }


def _scope(one: Scope) -> dict[str, Any]:
    return said(
        {
            "places": _extent(one.places),
            "attackers": _extent(one.attackers),
            "since": one.since,
            "until": one.until,
            "article": one.article,
        }
    )


def _extent(one: Extent) -> dict[str, Any]:
    only = {} if one.only is None else {"only": list(one.only)}
    return {**only, **said({"but": list(one.but)})}


def _duty(one: Duty) -> dict[str, Any]:
    rule = None if one.rule.kind == "each" else str(one.rule)
    return said(
        {
            "id": one.id,
            "modality": one.modality,
            "deed": one.deed,
            "what": one.what,
            "rule": rule,
            "within": None if one.within is None else length(one.within),
            "after": one.after,
            "failing": one.failing,
            "triggers": list(one.triggers),
            "article": one.article,
        }
    )


def length(time: timedelta) -> str:
    """Return a length of time as a file writes it."""
    minutes = int(time.total_seconds()) // 60
    if not minutes:
        return "at once"
    for unit, size in (("day", 1440), ("hour", 60)):
        if minutes % size == 0:
            many = minutes // size
            return f"{many} {unit}" + ("" if many == 1 else "s")
    return f"{minutes} minute" + ("" if minutes == 1 else "s")


def _text(one: Text) -> dict[str, Any]:
    made = one.instrument
    rule = made.consent
    entries = {draft.entry: draft.n for draft in one.drafts}
    return {
        "id": made.id,
        "title": made.title,
        "kind": made.kind,
        "procedure": made.procedure,
        "drafter": made.drafter,
        "binds": list(made.binds),
        "languages": list(made.languages),
        "may_bind": [
            said({"seat": p.seat, "since": p.since, "until": p.until}) for p in made.may_bind
        ],
        "consent": said({"act": rule.act, "who": list(rule.who), "at_least": rule.at_least}),
        "closes_with": list(made.closes_with),
        "silence_until": made.silence.until if made.silence else None,
        "drafts": [
            {
                **said({"at": draft.at}),
                **({"status": draft.status} if draft.status in ("initialled", "signed") else {}),
                "passages": [_passage(p, made.languages[0]) for p in draft.passages],
            }
            for draft in one.drafts
        ],
        "stands": [
            said(
                {
                    "seat": stand.seat,
                    "passage": stand.passage,
                    "says": stand.says,
                    "draft": entries[stand.changed_by],
                    "at": stand.at,
                }
            )
            for stand in one.stands
        ],
    }


def _passage(one: Passage, first: str) -> dict[str, Any]:
    [alternative, *others] = one.alternatives
    head = said({"id": one.id, "heading": one.heading})
    plain = alternative.id == ONLY and alternative.by is None and not alternative.empty
    if plain and not others:
        return {**head, "text": _versions(alternative.versions, first)}
    return {**head, "alternatives": [_alternative(way, first) for way in one.alternatives]}


def _alternative(one: Alternative, first: str) -> dict[str, Any]:
    return said({"id": one.id, "by": one.by, "text": _versions(one.versions, first)})


def _versions(versions: Sequence[Version], first: str) -> Any:
    if len(versions) == 1 and versions[0] == Version(first, versions[0].words):
        return versions[0].words
    return {
        one.language: one.words
        if one.status == "authentic"
        else {"words": one.words, "status": one.status}
        for one in versions
    }
