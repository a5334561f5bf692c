"""The options that reports name on each issue, and who wants, gives or refuses which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from onetext.analysis.authority import RANKS, Voices
from onetext.analysis.drafted.ids import short_id
from onetext.analysis.drafted.things import (
    IssuesIn,
    Meaning,
    Thing,
    by_issue,
    is_pronoun,
    points_back,
    refused_in,
    thing_of,
    trimmed,
)
from onetext.analysis.findings import Evidence, Offer
from onetext.analysis.stances import lean_of, strength
from onetext.analysis.sticking import ABOUT_THE_TALKS, drops
from onetext.analysis.utterances import Utterance, utterances
from onetext.analysis.wording import figures
from onetext.record.view import View
from onetext.terms.party import Party

Does = Literal["wants", "gives", "refuses"]
_DOES: dict[str, Does] = {
    "gives": "gives",
    "asks": "wants",
    "favours": "wants",
    "hopes": "wants",
    "refuses": "refuses",
    "disfavours": "refuses",
}
ASIDE = ABOUT_THE_TALKS | {"overall_progress", "peace_agreement"}
"""Issues that are the talks themselves: no package settles them."""
_OWN_WORDS = ("accept", "commit", "support", "hope", "reject", "oppose", "threat")


@dataclass(slots=True)
class Answer:
    """Hold one option while it is found: its words, and every place that says them."""

    id: str
    issue: str
    words: str
    evidence: list[Evidence]


@dataclass(frozen=True, slots=True)
class Act:
    """Say that a party wants, gives or refuses an option; ``option`` is None where none is named.

    ``rank`` is that of the speaker; ``whole`` is False for a part of an exchange.
    """

    party: str
    issue: str
    does: Does
    option: Answer | None
    said: Utterance
    rank: int
    whole: bool = True


@dataclass(slots=True)
class Board:
    """Hold what was found.

    ``terms`` has the option that the offer of that number gives or wants; those in ``joint`` carry
    their price in the option itself.
    """

    answers: dict[str, list[Answer]] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)
    terms: dict[tuple[int, str], Answer] = field(default_factory=dict)
    joint: set[int] = field(default_factory=set)
    unnamed: list[Act] = field(default_factory=list)

    def acts_of(self, party: str, issue: str) -> Iterator[Act]:
        """Yield what a party did on an issue, in the order of saying."""
        return (act for act in self.acts if (act.party, act.issue) == (party, issue))

    def near(self, meaning: Meaning) -> Iterator[tuple[Answer, Answer]]:
        """Yield pairs of options that may be one."""
        for answers in self.answers.values():
            for number, one in enumerate(answers):
                for other in answers[:number]:
                    if meaning.near(one.words, other.words, one.issue):
                        yield other, one


def board(view: View, made: tuple[Offer, ...], find: IssuesIn | None) -> Board:
    """Return the options on each issue that is talked about at the talks.

    Of each saying on the record by somebody who speaks for a party:

    1. Under a condition: what is given and what is wanted are options, each of the issue that its
       words name most surely. Where both name one issue, or the condition only points back ("they
       carry no arms"), the whole is one option.
    2. A refusal names an option that is refused, where its words tell which.
    3. Any other wish names an option, a hope never; praise or blame does where the party has not
       yet said anything firmer on the issue.

    Two wordings are one option only where they plainly mean one thing. Words that name nothing
    ("the idea", a figure of speech in quotation marks) make no option and go into ``unnamed``.

    Parameters
    ----------
    made
        The offers found in the view; a condition told again makes no further option.

    Notes
    -----
    Cost: for each issue, quadratic in its options.
    """
    return _Making(view, made, find).board


class _Making:
    def __init__(self, view: View, made: tuple[Offer, ...], find: IssuesIn | None) -> None:
        self.meaning = Meaning(view.parties, view.issues, find)
        self.board = Board()
        self.voices = voices = Voices(view)
        nobody = {party.id for party in view.parties if is_nobody(party)}
        heard = [
            (said, party)
            for said in utterances(view)
            if lean_of(said.stance) is not None and said.statement.nested_in is None
            for party in voices.parties(said.statement)
            if party not in nobody
        ]
        exchanges = {(offer.party, offer.terms): number for number, offer in enumerate(made)}
        for said, party in heard:
            if strength(said.stance) < 2:
                continue
            if said.terms is None:
                self._plain(said, party)
            elif (party, said.terms) in exchanges:
                self._exchange(exchanges[party, said.terms], said, party)
        for said, party in heard:
            if strength(said.stance) < 2:
                self._weak(said, party)
        order = {id(said): place for place, (said, _) in enumerate(heard)}
        self.board.acts.sort(key=lambda act: order[id(act.said)])
        self.board.unnamed.sort(key=lambda act: order[id(act.said)])

    def _plain(self, said: Utterance, party: str) -> None:
        issues = _at_the_talks(said.issues)
        if not issues:
            return
        lean = lean_of(said.stance)
        assert lean is not None
        does = _DOES.get(lean, "wants")
        pieces = said.evidence[: len(said.statement.contents)]
        refused = does == "refuses"
        if lean == "gives_if" or drops(said) or self._names_none(said, issues):
            self._unnamed(said, party, issues, does)
            return
        thing = refused_in(pieces) if refused else None
        if refused and thing is None:  # the words tell what is so instead
            self._unnamed(said, party, issues, does)
            for issue in issues:
                self._act(party, issue, does, None, said)
            return
        if thing is not None:
            named = [i for i in self.meaning.issues(thing.words) if i in issues]
            named = named or [i for i in self.meaning.issues(said.words) if i in issues]
            told = named or (list(issues) if len(issues) == 1 and figures(thing.words) else [])
            found = [(issue, thing) for issue in told[:1]]
        else:
            found = list(by_issue(pieces, issues, self.meaning))
        if not found:
            self._unnamed(said, party, issues, does)
        for issue, one in found:
            back = is_pronoun(one.words) and len(self.meaning.of(one.words)) < 3
            if back or not self.meaning.names_something(one.words, issue):
                self._unnamed(said, party, (issue,), does)
                continue
            self._act(party, issue, does, self._answer(issue, one), said)

    def _weak(self, said: Utterance, party: str) -> None:
        issues = tuple(
            issue
            for issue in _at_the_talks(said.issues)
            if not any(
                act.said.stance not in _WEAK and act.said.moment <= said.moment
                for act in self.board.acts_of(party, issue)
            )
        )
        if not issues:
            return
        does = _DOES[lean_of(said.stance) or "hopes"]
        pieces = said.evidence[: len(said.statement.contents)]
        found = list(by_issue(pieces, issues, self.meaning))
        if does == "refuses" and refused_in(pieces) is None:
            found = []
        if said.stance == "hope" or self._names_none(said, issues) or not found:
            self._unnamed(said, party, issues, does)
            return
        for issue, thing in found:
            if self.meaning.names_something(thing.words, issue):
                self._act(party, issue, does, self._answer(issue, thing), said)
            else:
                self._unnamed(said, party, (issue,), does)

    def _exchange(self, number: int, said: Utterance, party: str) -> None:
        issues = _at_the_talks(said.issues)
        terms = said.terms
        if terms is None or not issues:
            return
        gives, gets = terms.gives, terms.gets
        on, wanted = self._issue(gives, issues), self._issue(gets, issues)
        back = gets is not None and is_pronoun(gets.words)
        if on is not None and (wanted == on or (wanted is None and back)):
            whole = thing_of(said.evidence[: len(said.statement.contents)])
            if whole is not None:
                answer = self._answer(on, whole)
                self.board.terms[number, "gives"] = answer
                self.board.joint.add(number)
                self._act(party, on, "gives", answer, said, whole=False)
            return
        parts: tuple[tuple[Evidence | None, str | None, Does], ...] = (
            (gives, on, "gives"),
            (gets, wanted, "wants"),
        )
        for part, issue, does in parts:
            thing = thing_of([part]) if part is not None else None
            if thing is None or issue is None:
                continue
            answer = self._answer(issue, thing)
            self.board.terms[number, does] = answer
            self._act(party, issue, does, answer, said, whole=False)

    def _issue(self, part: Evidence | None, issues: tuple[str, ...]) -> str | None:
        if part is None or trimmed(part) is None:
            return None
        return next((issue for issue in self.meaning.issues(part.words) if issue in issues), None)

    def _answer(self, issue: str, thing: Thing) -> Answer:
        """Return the option that means this, a new one where none plainly does."""
        known = self.board.answers.setdefault(issue, [])
        for answer in known:
            if self.meaning.same(answer.words, thing.words):
                answer.evidence += [e for e in thing.evidence if e not in answer.evidence]
                return answer
        id = short_id(thing.words, "option", [answer.id for answer in known])
        known.append(Answer(id, issue, thing.words, list(thing.evidence)))
        return known[-1]

    def _act(
        self,
        party: str,
        issue: str,
        does: Does,
        option: Answer | None,
        said: Utterance,
        *,
        whole: bool = True,
    ) -> None:
        rank = RANKS[self.voices.authority(said.statement, party) or "institution"]
        self.board.acts.append(Act(party, issue, does, option, said, rank, whole))

    def _unnamed(self, said: Utterance, party: str, issues: tuple[str, ...], does: Does) -> None:
        known = [issue for issue in issues if issue in self.board.answers]
        self.board.unnamed.append(Act(party, (known or issues)[0], does, None, said, 0))

    def _names_none(self, said: Utterance, issues: tuple[str, ...]) -> bool:
        """Tell whether quoted words name no issue, so that they may be a figure of speech."""
        named = set(self.meaning.issues(said.words)) & set(issues)
        if said.statement.quote_type != "direct" or named:
            return False
        return said.stance in _OWN_WORDS or points_back(said.words)


_NOBODY = frozenset(
    "parties|both parties|all parties|sides|both sides|two sides|negotiators|delegations|armies"
    "|both armies|delegates|participants".split("|")
)
_WEAK = ("support", "oppose", "hope")


def is_nobody(party: Party) -> bool:
    """Tell whether a reader took a word for several sides at once for one ("the parties")."""
    return " ".join(party.name.lower().removeprefix("the ").split()) in _NOBODY


def _at_the_talks(issues: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(issue for issue in issues if issue not in ASIDE)
