"""The table of a view as JSON: what each screen tells in words, in fields."""

from __future__ import annotations

from typing import Any

from onetext.analysis.table.lines import Ref
from onetext.analysis.table.offers import Exchange, TableOffer
from onetext.analysis.table.sittings import Sitting
from onetext.analysis.table.table import Table
from onetext.analysis.table.texts import TextSeen
from onetext.brief.entries_told import EntryTold
from onetext.terms.text.redline_shown import shown


def table_to_json(table: Table) -> dict[str, Any]:
    """Return what happened at the table in plain lists and objects; entries go by their number."""
    return {
        "rounds": [
            {
                "number": one.round.number,
                "track": one.round.track,
                "place": one.round.place,
                "start": one.round.start,
                "sessions": [_sitting(each) for each in one.sessions],
                **_ref(one.ref),
            }
            for one in table.rounds
        ],
        "sessions": [_sitting(one) for one in table.sessions],
        "offers": [_offer(one) for one in table.offers],
        "exchange": _exchange(table.exchange) if table.exchange is not None else None,
        "texts": [_text(one) for one in table.texts],
        "minutes": [
            {
                "between": list(one.minutes.between),
                "words": one.minutes.words,
                "signed": list(one.signed),
                "missing": list(one.missing),
                **_ref(one.ref),
            }
            for one in table.minutes
        ],
        "deadlines": [
            {
                "what": one.deadline.what,
                "when": one.deadline.when,
                "lapses": one.deadline.lapses,
                "moved": one.moved,
                **_ref(one.ref),
            }
            for one in table.deadlines
        ],
        "received": [
            {"form": one.form, "by": one.by, "words": one.words, **_ref(one.ref)}
            for one in table.received
        ],
        "let_know": [
            {
                "item": one.item,
                "form": one.form,
                "by": one.by,
                "to": list(one.to),
                "words": one.words,
                **_ref(one.ref),
            }
            for one in table.let_know
        ],
        "refused": [
            {"item": one.item, "by": one.by, "why": one.why, **_ref(one.ref)}
            for one in table.refused
        ],
    }


def entry_to_json(one: EntryTold) -> dict[str, Any]:
    """Return one entry told in words."""
    return {
        "entry": one.number,
        "at": one.at,
        "shown": one.shown,
        "who": one.who,
        "where": one.where,
        "passed": one.passed,
        "what": one.what,
        "words": list(one.words),
    }


def _ref(ref: Ref) -> dict[str, Any]:
    return {"entry": ref.number, "at": ref.at, "seat": ref.seat, "party": ref.party}


def _sitting(one: Sitting) -> dict[str, Any]:
    held = one.session
    return {
        "kind": held.sort,
        "round": held.round,
        "place": held.place,
        "start": held.start,
        "end": held.end,
        "present": list(held.present),
        **_ref(one.ref),
    }


def _offer(one: TableOffer) -> dict[str, Any]:
    offer = one.offer
    return {
        "id": offer.id,
        "by": offer.by,
        "to": list(offer.to),
        "give": str(offer.give),
        "want": str(offer.want),
        "until": str(offer.standing_until) if offer.standing_until is not None else None,
        "replaces": offer.replaces,
        "state": one.life,
        "ended_by": one.ended.number if one.ended is not None else None,
        **_ref(one.ref),
    }


def _exchange(found: Exchange) -> dict[str, Any]:
    return {
        "handshakes": [
            {
                "offers": list(shake.offers),
                "package": {issue: str(value) for issue, value in shake.package.chosen},
                "circles": [list(circle) for circle in course.circles],
            }
            for shake, course in zip(found.agreement.handshakes, found.courses, strict=True)
        ],
        "clashes": list(found.agreement.clashes),
        "indefinite": list(found.agreement.indefinite),
    }


def _text(one: TextSeen) -> dict[str, Any]:
    text, agreed = one.text, one.agreed
    language = text.instrument.languages[0]
    return {
        "instrument": text.instrument.id,
        "title": text.instrument.title,
        "mode": text.mode,
        "binds": list(text.instrument.binds),
        "status": one.status,
        "agreed": agreed.answer,
        "agreed_alone": agreed.alone,
        "closes_with": {id: found for id, found in agreed.group if id != text.instrument.id},
        "passages": [
            {
                "id": passage.passage,
                "agreed": passage.answer,
                "bracketed": passage.bracketed,
                "against": {stand.party: stand.says for stand in passage.against},
                "missing": list(passage.missing),
                "silent": list(passage.silent),
            }
            for passage in agreed.passages
        ],
        "drafts": [
            {
                "n": each.n,
                "brackets": each.brackets,
                "alternatives": each.alternatives,
                "words_in_brackets": each.words_in_brackets,
                "reopened": list(each.reopened),
            }
            for each in one.metrics
        ],
        "since_draft": shown(one.since, language, only_changes=True) if one.since else None,
    }
