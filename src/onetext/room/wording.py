"""Words that screens use for what talks are made of: each is an English msgid, said when shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onetext.room.web.words import N_, Words
from onetext.terms.grounds import Known
from onetext.terms.said.statement import Stance
from onetext.terms.text.stand import Says
from onetext.terms.when import When

STANCES: Mapping[Stance, tuple[str, str]] = {
    "demand": ("▸", N_("demands")),
    "offer": ("◇", N_("offers")),
    "conditional_offer": ("◇", N_("offers, if")),
    "accept": ("◇", N_("accepts")),
    "reject": ("✕", N_("rejects")),
    "propose": ("◇", N_("proposes")),
    "support": ("◇", N_("supports")),
    "oppose": ("✕", N_("opposes")),
    "commit": ("◇", N_("commits to")),
    "threat": ("✕", N_("threatens")),
    "accuse": ("✕", N_("accuses")),
    "deny": ("✕", N_("denies")),
    "hope": ("–", N_("hopes")),
    "assess": ("–", N_("assesses")),
    "inform": ("–", N_("states")),
}
"""Each stance with its sign and as the verb after a party's name."""

KNOWN: Mapping[Known, str] = {
    "read": N_("read in the source"),
    "reported": N_("as reported"),
    "recalled": N_("recalled, not checked against the source"),
    "judged": N_("somebody's judgement"),
    "invented": N_("invented for an exercise"),
}
"""How a case or a sheet is known, as every page says it."""

SIGNS: tuple[tuple[str, str], ...] = (
    ("◇", N_("gives, proposes or supports")),
    ("▸", N_("asks")),
    ("✕", N_("refuses or accuses")),
    ("–", N_("tells")),
)

STANDS: Mapping[Says | None, tuple[str, str, str]] = {
    "accept": ("✓", N_("accepts"), "good"),
    "ad-referendum": ("◐", N_("ad referendum: waits for home"), "soft"),
    "reserve": ("▲", N_("reserves"), "soft"),
    "reject": ("✕", N_("rejects"), "bad"),
    None: ("?", N_("not heard"), "unknown"),
}
"""Each stand with its sign, its words and how it is drawn; without one, what is not known."""

STATUSES: Mapping[str, str] = {
    "bracketed": N_("in brackets"),
    "clean": N_("clean"),
    "initialled": N_("initialled"),
    "signed": N_("signed"),
}

ANSWERS: Mapping[str, tuple[str, str]] = {
    "yes": (N_("agreed"), "good"),
    "no": (N_("not agreed"), "bad"),
    "unknown": (N_("unknown to this seat whether agreed"), "unknown"),
}

MODES: Mapping[str, str] = {
    "one-text": N_("one text: only the drafter drafts, all others comment"),
    "rolling": N_("rolling: parties put alternatives in brackets"),
}

LIVES: Mapping[str, tuple[str, str]] = {
    "standing": (N_("standing"), "good"),
    "lapsed": (N_("lapsed"), "unknown"),
    "withdrawn": (N_("withdrawn"), "bad"),
    "replaced": (N_("replaced"), "bad"),
    "non-paper": (N_("non-paper: nobody's, and it never stands"), "unknown"),
}

OFFER_STATES: Mapping[str, tuple[str, str, str]] = {
    "exercised": ("✓", N_("exercised: given, and the price is paid"), "good"),
    "idle": ("○", N_("idle: neither given nor paid"), "soft"),
    "uncompensated": ("✕", N_("uncompensated: given, and the price is not paid"), "bad"),
    "unclaimed": ("△", N_("unclaimed: the price is paid, and it is not given"), "soft"),
    "open": ("?", N_("open: not decided by what is chosen"), "unknown"),
}

MODALITIES: Mapping[str, str] = {
    "consult": N_("must consult"),
    "may": N_("may act"),
    "must-some": N_("must act, by means of its own choice"),
    "must": N_("must act as written"),
}

DEEDS: Mapping[str, str] = {
    "consult": N_("consult"),
    "seek UN action": N_("seek action of the United Nations"),
    "sanctions": N_("sanctions"),
    "arms": N_("arms"),
    "assist": N_("assist"),
    "force": N_("force"),
}

VERDICTS: Mapping[str, tuple[str, str, str]] = {
    "same": ("=", N_("the same"), "soft"),
    "weaker": ("▽", N_("weaker"), "bad"),
    "stronger": ("△", N_("stronger"), "good"),
    "different": ("≠", N_("different"), "unknown"),
}

PARTS: Mapping[str, str] = {
    "guarantors": N_("guarantors"),
    "beneficiary": N_("beneficiary"),
    "trigger": N_("trigger"),
    "places": N_("places"),
    "attackers": N_("attackers"),
    "time": N_("time"),
    "deed": N_("deed"),
    "modality": N_("modality"),
    "who decides": N_("who decides"),
    "speed": N_("speed"),
    "in force": N_("when in force"),
}


def day(words: Words, at: When | str | None) -> str:
    """Return a day as the screen's language writes it; what is not known is said to be.

    Examples
    --------
    >>> day(Words("en"), When("2031-03-09T16:02:00+01:00")), day(Words("en"), None)
    ('9 Mar 2031', 'date unknown')
    """
    if at is None:
        return words.gettext("date unknown")
    when = at if isinstance(at, When) else When(at)
    return str(when) if when.day is None else words.day(when.day.isoformat())


def said_on(words: Words, said: When | None, published: When | None) -> str:
    """Return the day of a saying, else that of the report, marked as that.

    Examples
    --------
    >>> said_on(Words("en"), None, When("2031-03-09"))
    'reported 9 Mar 2031'
    """
    if said is not None or published is None:
        return day(words, said)
    return words.fill("reported %(day)s", day=day(words, published))


def listed(words: Words, items: Sequence[str]) -> str:
    """Return names in one phrase.

    Examples
    --------
    >>> listed(Words("en"), ["Arn", "Bel", "Cor"])
    'Arn, Bel and Cor'
    """
    if len(items) < 2:
        return "".join(items)
    return words.fill("%(some)s and %(last)s", some=words.names(items[:-1]), last=items[-1])
