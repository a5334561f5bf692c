"""Finding attributions by asking a language model, window by window."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from onetext.press.asked import prompt
from onetext.press.asked.answer import Answer, Said, Unusable, as_json, parse, schema
from onetext.press.asked.cache import AnswerCache, Answers
from onetext.press.asked.endpoint import Endpoint, Turn, Unanswered
from onetext.press.asked.grounding import LEFT_OUT, Grounded, Ungrounded, ground
from onetext.press.asked.showing import Window, windows
from onetext.press.finding.attribution import Attribution, Findings, SpanFinder, at_content
from onetext.press.finding.completing import ByCue, completed
from onetext.press.finding.finder import RuleFinder
from onetext.press.text.dates import DatePhrase
from onetext.press.text.sentences import Page

MOST_MENDED = 40
"""So many statements of one window are asked about again; more are rejected at once."""


@dataclass(slots=True)
class _Heard:
    """Gather what was answered about one window, and what of it stands in the text."""

    window: Window
    answers: Answers = field(default_factory=list)
    grounded: list[Grounded] = field(default_factory=list)
    faulty: list[tuple[Said, Ungrounded]] = field(default_factory=list)

    def take(self, answer: Answer) -> None:
        """Keep the statements that stand in the text, and the others with what is wrong."""
        self.answers.append(answer)
        self.faulty = []
        for said in answer.statements:
            try:
                self.grounded.append(ground(self.window, said))
            except Ungrounded as fault:
                self.faulty.append((said, fault))

    def mend(self, answer: Answer) -> None:
        """Take a second answer about what was faulty; what is left out of it stays rejected."""
        before, had = self.faulty, set(self.grounded)
        self.take(answer)
        mended = len(set(self.grounded) - had)
        still = [fault for _, fault in self.faulty]
        self.faulty = [
            (said, still[i] if i < len(still) else Ungrounded("statement", LEFT_OUT))
            for i, (said, _) in enumerate(before[mended:])
        ]


class AskedFinder:
    """Find attributions by asking a model; the rules' findings are among what it may choose from.

    Whatever is answered, what is found is words of the page: a statement any part of which does
    not stand there, exactly once, is asked about once more and then rejected.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        cache: AnswerCache | None = None,
        rules: SpanFinder | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._cache = cache
        self._rules = rules or RuleFinder()
        self._schema = schema()

    def find(self, page: Page, dates: Sequence[DatePhrase]) -> Findings:
        """Return the attributions of ``page`` in text order, with why others were rejected.

        Cost: one question, at most two, for each 6,000 letters that no earlier run asked about.

        Raises
        ------
        Unreadable
            If the endpoint gives no answer, or the model none of the form asked for.
        """
        by_rule = ByCue(self._rules.find(page, dates))
        found: dict[Grounded, Attribution] = {}
        rejected: list[str] = []
        for window in windows(page, by_rule.found):
            heard = self._heard(window)
            rejected += [fault.why for _, fault in heard.faulty]
            for one in heard.grounded:
                made = completed(page, one.source, one.cue, one.contents, by_rule)
                if made is not None:
                    found.setdefault(one, made)
        rows = sorted(found.values(), key=at_content)
        return Findings(rows, rejected)

    def _heard(self, window: Window) -> _Heard:
        """Return what was answered about a window, in this run or in an earlier one."""
        asked = prompt.opening(window)
        question = self._endpoint.body(asked, self._schema)
        kept = self._cache.get(question) if self._cache else None
        heard = _Heard(window)
        self._first(heard, asked, list(kept or ()))
        if kept is None and self._cache is not None:
            self._cache.put(question, self._without_key(heard.answers))
        return heard

    def _first(self, heard: _Heard, asked: list[Turn], kept: Answers) -> None:
        """Take the first answer, and a second one where the first has faults."""
        first = kept.pop(0) if kept else self._ask(asked)
        if isinstance(first, Answer):
            heard.take(first)
            if heard.faulty:
                self._again(heard, asked, kept)
            return
        heard.answers.append(None)
        again = prompt.form_again(asked, first) if first else asked
        second = kept.pop(0) if kept else self._ask(again)
        if not isinstance(second, Answer):
            why = second.why if second else "it is not of the form"
            raise Unanswered(f"the model's answer cannot be used: {why}")
        heard.take(second)

    def _again(self, heard: _Heard, asked: list[Turn], kept: Answers) -> None:
        """Ask once about the statements that are faulty."""
        faulty = heard.faulty[:MOST_MENDED]
        if kept:
            second: Answer | Unusable | None = kept.pop(0)
        else:
            [told] = as_json([Answer(statements=tuple(said for said, _ in faulty))])
            faults = [fault for _, fault in faulty]
            second = self._ask(prompt.parts_again(asked, json.dumps(told), faults))
        if isinstance(second, Answer):
            heard.mend(second)
        else:
            heard.answers.append(None)

    def _ask(self, turns: list[Turn]) -> Answer | Unusable:
        return parse(self._endpoint.ask(turns, self._schema))

    def _without_key(self, answers: Answers) -> Answers:
        """Return ``answers`` if they may be kept on disk.

        Raises
        ------
        Unanswered
            If the key is among what was answered.
        """
        key = self._endpoint.key
        if key is not None and key.is_in(json.dumps(as_json(answers))):
            raise Unanswered(
                f"{self._endpoint.address} sent the key back", instead="change the key"
            )
        return answers
