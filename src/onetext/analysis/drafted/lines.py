"""Red lines and orders: what a party has ruled out or insists on, and what it prefers to that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onetext.analysis.drafted.board import Act, Answer, Board
from onetext.analysis.drafted.things import Meaning
from onetext.analysis.findings import Evidence
from onetext.analysis.wording import figures_differ
from onetext.terms.packages.condition import Compare, Condition, OneOf, Open

_INSISTS = re.compile(
    r"\bnever\b|\b(?:under|in) no circumstances\b|\bnon-?negotiable\b|\bnot (?:be )?negotiable\b"
    r"|\bout of the question\b|\bred lines?\b|\bnot for sale\b|\bwithout exceptions?\b"
    r"|\bno exceptions?\b|\bat no price\b|\bunacceptable\b|\bunconditional(?:ly)?\b"
    r"|\bcategorical(?:ly)?\b|\bnot (?:yield|give up|cede|surrender) (?:an|one) inch\b"
    r"|\bbefore anything else\b|\bno matter what\b|\bwhatever happens\b",
    re.I,
)
_SHUTS = re.compile(
    _INSISTS.pattern
    + r"|\b(?:would|will|could|can|shall) (?:not|never)\b|\b(?:wo|ca|could|would)n['’]t\b"
    r"|\bcannot\b|\bno mandate\b|\bin whatever\b|\bno way\b|\bany\b|\bat all\b|\brul\w+ out\b",
    re.I,
)
_UNLESS = re.compile(r"\b(?:if|unless|until|while|as long as|before|except|once|provided)\b", re.I)


@dataclass(frozen=True, slots=True)
class Ruled:
    """Hold a red line as a report tells it: ``option`` is refused, or insisted on.

    ``given`` is what the party gave on it later, so that it no longer holds.
    """

    act: Act
    option: Answer | None
    refused: bool
    evidence: tuple[Evidence, ...]
    given: Act | None


@dataclass(frozen=True, slots=True)
class Ranked:
    """Hold an order: a party wants one option and refuses the other."""

    party: str
    issue: str
    better: Answer
    worse: Answer
    evidence: tuple[Evidence, ...]


def ruled(board: Board, meaning: Meaning) -> tuple[Ruled, ...]:
    """Return the red lines that parties have drawn, those given up since among them.

    A rejection draws one where it names a thing outright, or is put as beyond talking about; a
    demand only where it is ("without exception", "not for sale"). What has an "unless" or a "while"
    in it draws none. A line was given up if the party has since given something on the issue, in
    words that touch it or by the word of somebody above who drew it.
    """
    found: list[Ruled] = []
    for act in board.acts:
        refused = act.does == "refuses" and act.said.stance == "reject"
        insisted = act.does == "wants" and act.said.stance == "demand"
        words = f"{act.said.cue} {act.said.words}"
        if not (refused or insisted) or not act.whole:
            continue
        if insisted and not _INSISTS.search(words):
            continue
        if refused and (
            (_UNLESS.search(act.said.words) and not _INSISTS.search(words))
            or (act.option is None and not _SHUTS.search(words))
        ):
            continue
        line = Ruled(act, act.option, refused, act.said.evidence, _given_since(board, meaning, act))
        if not any(_same_line(line, known) for known in found):
            found.append(line)
    return tuple(found)


def _same_line(line: Ruled, known: Ruled) -> bool:
    return (line.act.party, line.act.issue, line.refused) == (
        known.act.party,
        known.act.issue,
        known.refused,
    ) and (line.option is known.option if line.option else line.act.said is known.act.said)


def _given_since(board: Board, meaning: Meaning, act: Act) -> Act | None:
    """Return what the party has since given on the issue that undoes what it said then."""
    return next(
        (
            later
            for later in board.acts_of(act.party, act.issue)
            if later.does == "gives"
            and later.said.moment > act.said.moment
            and (later.rank > act.rank or meaning.touch(later.said.words, act.said.words))
        ),
        None,
    )


def keeps(line: Ruled, lines: tuple[Ruled, ...]) -> Condition:
    """Return the condition that a red line keeps; open where its words name no option.

    Whoever insists on several options of one issue keeps to one of them.
    """
    issue = line.act.issue
    if line.option is None:
        return Open()
    if line.refused:
        return Compare(issue, "!=", line.option.id)
    own = dict.fromkeys(
        other.option.id
        for other in lines
        if other.option is not None
        and not other.refused
        and other.given is None
        and (other.act.party, other.act.issue) == (line.act.party, issue)
    )
    values = tuple(own) or (line.option.id,)
    return Compare(issue, "=", values[0]) if len(values) == 1 else OneOf(issue, values)


def ranked(board: Board, meaning: Meaning) -> Iterator[Ranked]:
    """Yield the orders that wishes tell: what a party still wants over what it still refuses.

    Nothing follows between two options that it wants, nor between those of others.
    """
    seen: set[tuple[str, str, str, str]] = set()
    for refusal in board.acts:
        worse = refusal.option
        if refusal.does != "refuses" or worse is None or refusal.said.stance != "reject":
            continue
        if _given_since(board, meaning, refusal) is not None:
            continue
        party, issue = refusal.party, refusal.issue
        if any(
            act.option is worse and act.does != "refuses" for act in board.acts_of(party, issue)
        ):
            continue
        for wish in board.acts_of(party, issue):
            better = wish.option
            if better is None or wish.does == "refuses" or better is worse:
                continue
            key = (party, issue, better.id, worse.id)
            if key in seen or _let_go(board, wish):
                continue
            seen.add(key)
            evidence = dict.fromkeys((*wish.said.evidence, *refusal.said.evidence))
            yield Ranked(party, issue, better, worse, tuple(evidence))


def _let_go(board: Board, wish: Act) -> bool:
    """Tell whether the party has since given something else, or asked with other figures."""
    for later in board.acts_of(wish.party, wish.issue):
        if later.said.moment <= wish.said.moment or later.option is wish.option:
            continue
        if later.does == "gives":
            return True
        if later.does == "wants" and figures_differ(later.said.words, wish.said.words):
            return True
    return False
