"""A decision rule in words: read from ``--rule``, told on every output.

::

    case                              as the case says, else unanimity
    unanimity                         everybody's yes
    all but 1                         everybody's yes but one
    veto arn, bel and 2 of the rest   theirs, and that of two of the others
    majority                          more than half of the votes, one each
    majority 4 of arn=3, bel=2        four votes; who is not named has one
    veto arn and majority 4 of arn=3  both
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onetext.errors import BadInput, WrongUse
from onetext.terms.case import Case
from onetext.terms.passing import Passing

FORMS = "write unanimity, all but 1, veto A, B and 2 of the rest, or majority 4 of A=3, B=2"
_PART = re.compile(
    r"(?P<all>unanimity)|all +but +(?P<but>\d+)|veto(?:es)? +(?P<veto>.+)"
    r"|(?P<rest>\d+) +of +the +(?:rest|others)"
    r"|majority(?: +(?P<quota>\d+))?(?: +of +(?P<votes>.+))?",
    re.IGNORECASE | re.DOTALL,
)
_NEXT = re.compile(r" +and +(?=\d+ +of +the +|majority\b|veto)", re.IGNORECASE)


def rule_of(words: str, case: Case, parties: Sequence[str]) -> Passing:
    """Return the rule that words write out, for the parties who have a say.

    Parameters
    ----------
    parties
        The ids of the parties whose sheets are read; they may be named by id or by name.

    Raises
    ------
    WrongUse
        If the words are no rule, name nobody who has a say, or ask for more votes than there are.

    Examples
    --------
    >>> from onetext.terms.party import Party
    >>> case = Case("c", "C", parties=(Party("arn", "Arnland", "state"),))
    >>> rule_of("veto Arnland and 1 of the rest", case, ("arn", "bel", "cal"))
    Passing(vetoes=('arn',), may_refuse=1, weights=(), quota=None)
    >>> rule_of("majority", case, ("arn", "bel", "cal")).quota
    2
    """
    given = " ".join(words.split())
    if given == "case":
        return case.passing if case.passing is not None else Passing()
    found: dict[str, str] = {}
    for part in _NEXT.split(given):
        match = _PART.fullmatch(part.strip())
        if match is None:
            raise WrongUse(f"there is no rule {words!r}", instead=FORMS)
        told = {key: value for key, value in match.groupdict().items() if value is not None}
        told = told or {"majority": ""}
        kinds = {"majority" if key in ("quota", "votes") else key for key in told}
        if kinds & {"majority" if key in ("quota", "votes") else key for key in found}:
            raise WrongUse(f"the rule {words!r} says one thing twice", instead=FORMS)
        found |= told
    if len(found) > 1 and ({"all", "but"} & set(found)):
        raise WrongUse(f"the rule {words!r} says two things", instead=FORMS)
    try:
        rule = _rule(found, case, parties)
    except BadInput as fault:
        raise WrongUse(f"--rule: {fault.what}", instead=fault.instead) from None
    if not rule.passes(parties, parties):
        raise WrongUse(
            f"no package could pass under {words!r}, whoever accepts it",
            instead="ask for fewer votes",
        )
    return rule


def _rule(found: dict[str, str], case: Case, parties: Sequence[str]) -> Passing:
    vetoes = tuple(_party(one, case, parties) for one in _listed(found.get("veto", "")))
    others = len(parties) - len(vetoes)
    quota: int | None = None
    weights: tuple[tuple[str, int], ...] = ()
    if not {"majority", "quota", "votes"}.isdisjoint(found):
        weights = _votes(found.get("votes", ""), case, parties)
        votes = dict(weights)
        every = sum(votes.get(party, 1) for party in parties)
        quota = int(found["quota"]) if "quota" in found else every // 2 + 1
    if "rest" in found:
        wanted = int(found["rest"])
        if wanted > others or not (wanted or vetoes):
            fewer = "ask for fewer" if wanted else "ask for one at least"
            raise BadInput(f"{wanted} of the rest, who are {others}", instead=fewer)
        may_refuse = others - wanted
    elif "but" in found:
        may_refuse = int(found["but"])
    elif quota is not None:
        may_refuse = len(parties)
    else:
        may_refuse = others if vetoes else 0
    return Passing(vetoes, may_refuse, weights, quota)


def _votes(words: str, case: Case, parties: Sequence[str]) -> tuple[tuple[str, int], ...]:
    found = []
    for one in _listed(words):
        name, sign, votes = one.rpartition("=")
        if not sign or not votes.strip().isdecimal():
            raise BadInput(f"{one!r} gives nobody votes", instead="write it like arn=3, bel=2")
        found.append((_party(name, case, parties), int(votes)))
    return tuple(found)


def _listed(words: str) -> list[str]:
    return [one.strip() for one in words.split(",") if one.strip()]


def _party(word: str, case: Case, parties: Sequence[str]) -> str:
    asked = word.strip().casefold()
    for id in parties:
        party = case.party(id)
        named = (id, *((party.name, *party.aliases) if party is not None else ()))
        if asked in (name.casefold() for name in named):
            return id
    raise BadInput(f"{word.strip()!r} has no say here", instead=f"name one of {', '.join(parties)}")


def told_rule(rule: Passing, case: Case, parties: Sequence[str]) -> str:
    """Return a rule as a reader is told it.

    Examples
    --------
    >>> told_rule(Passing(("a",), 1), Case("c", "C"), ("a", "b", "c"))
    'a and 1 of the other 2 must accept'
    >>> told_rule(Passing((), 3, (("a", 3),), 4), Case("c", "C"), ("a", "b", "c"))
    '4 of 5 votes (a 3, the others 1 each)'
    """
    names = [case.name_of(party) for party in rule.vetoes]
    others = len(parties) - len(rule.vetoes)
    told = []
    asked = max(0, others - rule.may_refuse)
    if rule.quota is None or asked:
        some = f"{asked} of the other {others}" if rule.vetoes else f"{asked} of the {others}"
        every = asked == others and not rule.vetoes
        must = ["all" if every else some] if asked else []
        told.append(f"{_and([*names, *must])} must accept")
    elif names:
        told.append(f"{_and(names)} must accept")
    if rule.quota is not None:
        votes = dict(rule.weights)
        total = sum(votes.get(party, 1) for party in parties)
        each = ", ".join(f"{case.name_of(party)} {count}" for party, count in rule.weights)
        rest = "" if len(votes) == len(parties) else ", the others 1 each"
        told.append(f"{rule.quota} of {total} votes" + (f" ({each}{rest})" if each else ""))
    return " and ".join(told)


def _and(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
