"""Reading cues: whether a word that may attribute does so here, and who its source is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onetext.press.finding import frames
from onetext.press.finding.contents import closes
from onetext.press.finding.cues import CueLexicon, Hit
from onetext.press.finding.noun_forms import is_noun_here
from onetext.press.finding.sourcing import Range, speaks, subject_before, with_whom
from onetext.press.finding.subjects_after import subject_after
from onetext.press.text.clauses import (
    clause_start,
    ends_with_comma,
    is_passive,
    is_perfect,
    is_verb_at,
    skip_back_over_auxiliaries,
)
from onetext.press.text.lexis import (
    CONJUNCTIONS,
    DETERMINERS,
    MODALS,
    NEGATIONS,
    POSSESSIVES,
    PREPOSITIONS,
    SUBORDINATORS,
    is_capital,
)
from onetext.press.text.tokens import Token


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold a cue with the source and the arrangement that was found for it (token indices)."""

    hit: Hit
    source: Range | None
    inverted: bool
    inherits: bool
    passive: bool
    floor: int
    patient: Range | None = None
    enclosed: bool = False


class CueReader:
    """Read the cues of a sentence: which words attribute here, and to whom."""

    def __init__(self, cues: CueLexicon) -> None:
        self.cues = cues

    def readings(self, tokens: Sequence[Token], dates: dict[int, int]) -> list[Reading]:
        """Return the cues of a sentence that fit one of their frames, in order."""
        readings: list[Reading] = []
        at = 0
        while at < len(tokens):
            if tokens[at].kind == "word":
                for hit in self.cues.at(tokens, at):
                    reading = self._read_hit(tokens, hit, dates, readings)
                    if reading and (
                        frames.fits(tokens, reading.hit, reading.passive, dates)
                        or (
                            not (reading.passive or reading.inherits)
                            and closes(tokens, reading, dates)
                        )
                    ):
                        readings.append(reading)
                        at = hit.end - 1
                        break
            at += 1
        return readings

    def _read_hit(
        self, tokens: Sequence[Token], hit: Hit, dates: dict[int, int], before: list[Reading]
    ) -> Reading | None:
        at = hit.start
        if at and is_capital(tokens[at].text) and tokens[at].kind == "word":
            return None
        floor = clause_start(tokens, at)
        previous = tokens[at - 1] if at else None
        if "ing" in hit.forms and hit.forms <= {"ing"}:
            return self._participle(tokens, hit, floor, dates, before)
        if (
            previous is not None
            and previous.kind == "word"
            and (
                previous.low in DETERMINERS | POSSESSIVES
                or (
                    previous.low in PREPOSITIONS
                    and previous.low not in ("since", "before", "after")
                    and not _takes_to(tokens, at)
                )
                or previous.text.endswith(("'s", "’s"))
            )
        ) and not (
            previous.low in ("that", "this", "some", "all", "both", "another", "many")
            and "past" in hit.forms
        ):
            return None
        head, passed = skip_back_over_auxiliaries(tokens, at)
        if any(low in NEGATIONS for low in passed) or is_noun_here(tokens, hit, head):
            return None
        if "to" in passed[:1]:
            return self._infinitive(tokens, hit, floor, head, before)
        if any(low in MODALS for low in passed):
            return None
        passive = is_passive(passed) and bool(hit.forms & {"participle", "past"})
        if (
            passed
            and not passive
            and not is_perfect(passed)
            and hit.forms & {"past", "s"}
            and "base" not in hit.forms
        ):
            aux = [p for p in passed if p not in ("not", "never", "to") and p in frames.AUX]
            if aux:
                return None
        if not passed and hit.forms == {"participle"}:
            return None
        # "…," said Peskov.
        after_mark = previous is None or ends_with_comma(previous) or previous.kind == "quote"
        if after_mark and not passive and previous is not None:
            source = subject_after(tokens, hit.end, dates) if hit.end < len(tokens) else None
            if (
                source
                and frames.may_invert(hit)
                and speaks(tokens, source)
                and frames.inverts(tokens, hit, source, dates)
            ):
                return Reading(hit, source, True, False, False, floor)
        # "X said A and/but called for B"
        coordinated = self._coordinated(tokens, hit, head, before)
        if coordinated is not None:
            return coordinated
        relative = self._relative(tokens, head, floor, dates)
        enclosed = relative is not None and tokens[head - 2].low == ","
        source = relative or subject_before(tokens, head, floor, dates)
        if source is None or not (passive or speaks(tokens, source, active=True)):
            return None
        if source[0] and tokens[source[0] - 1].low == "nor":
            # "Neither Voland nor Kestria has agreed": nobody has.
            return None
        if hit.cue.lemma == "show" and not frames.is_finding(tokens, source):
            return None
        if passive:
            saying = "saying" in [t.low for t in tokens[hit.end : hit.end + 10]]
            if saying and hit.cue.lemma in ("quote", "cite", "report"):
                return None  # "was quoted by X as saying": read at "saying"
            agent = frames.agent(tokens, hit, dates)
            said_that = hit.end < len(tokens) and tokens[hit.end].low == "that"
            if agent is None and said_that and hit.cue.lemma in ("tell", "inform", "assure"):
                return Reading(hit, None, False, False, True, floor)
            if agent is None and not (said_that and tokens[source[0]].low == "it"):
                return None
            return Reading(hit, agent, False, False, True, floor, source)
        bare = "base" in hit.forms and not (hit.forms & {"past"}) and not passed
        if bare and not frames.plural(tokens, source):
            return None
        if (
            "s" in hit.forms
            and not passed
            and tokens[source[1] - 1].low in ("they", "we", "you", "i")
        ):
            return None
        return Reading(hit, source, False, False, passive, min(floor, source[0]), enclosed=enclosed)

    def _coordinated(
        self, tokens: Sequence[Token], hit: Hit, head: int, before: list[Reading]
    ) -> Reading | None:
        if head == 0:
            return None
        i = head - 1
        if not before:
            return self._second_verb(tokens, hit, i)
        if tokens[i].low not in CONJUNCTIONS and not (tokens[i].low == "," and "past" in hit.forms):
            return None
        last = before[-1]
        same = (hit.forms & last.hit.forms) or ("past" in hit.forms and "ing" not in last.hit.forms)
        if last.hit.end > i or not same or last.passive:
            return None
        if tokens[i].low == "," and not frames.is_series(tokens, hit, i):
            return None
        return Reading(hit, last.source, False, True, False, head)

    def _second_verb(self, tokens: Sequence[Token], hit: Hit, at: int) -> Reading | None:
        """Read "She left the room and said …": the sentence's own subject speaks."""
        if tokens[at].low not in ("and", "but") or not hit.forms & {"past", "s"}:
            return None
        source = frames.main_subject(tokens, at, {})
        if source is None or not speaks(tokens, source, active=True):
            return None
        return Reading(hit, source, False, True, False, at + 1)

    def _relative(
        self, tokens: Sequence[Token], head: int, floor: int, dates: dict[int, int]
    ) -> Range | None:
        """Return the noun phrase before "who", as in "the envoy, who said …"."""
        if head < 2 or tokens[head - 1].low != "who":
            return None
        end = head - 1
        if tokens[end - 1].low == ",":
            end -= 1
        start = end
        while start > 0:
            token = tokens[start - 1]
            if token.kind != "word" or token.low in CONJUNCTIONS | SUBORDINATORS:
                break
            if token.low in PREPOSITIONS - {"of", "for"} or is_verb_at(tokens, start - 1):
                break
            start -= 1
        while start < end and tokens[start].low in PREPOSITIONS:
            start += 1
        return (start, end) if start < end else subject_before(tokens, end, floor, dates)

    def _participle(
        self,
        tokens: Sequence[Token],
        hit: Hit,
        floor: int,
        dates: dict[int, int],
        before: list[Reading],
    ) -> Reading | None:
        at = hit.start
        previous = tokens[at - 1] if at else None
        if previous is None:
            # "Speaking of peace, he …", "Citing X, the minister said …"
            return None
        if previous.low in DETERMINERS | POSSESSIVES or previous.low.endswith(("'s", "’s")):
            return None  # "a warning that …"
        if previous.low in ("is", "are", "was", "were", "been", "'re", "also") or (
            previous.low in ("not", "now", "still")
        ):
            head, passed = skip_back_over_auxiliaries(tokens, at)
            if any(low in NEGATIONS for low in passed) or not passed:
                return None
            source = subject_before(tokens, head, floor, dates)
            if source and speaks(tokens, source):
                return Reading(hit, source, False, False, False, min(floor, source[0]))
            return None
        inherits = (
            ends_with_comma(previous)
            or previous.low in ("by", "while", "and", "before", "after", "in")
            or previous.kind == "quote"
        )
        quoted = _quoted_before(tokens, at) if previous.low == "as" else None
        if quoted is not None:
            head, passed = skip_back_over_auxiliaries(tokens, quoted)
            source = subject_before(tokens, head, floor, dates)
            if not is_passive(passed) or source is None or not speaks(tokens, source):
                return None
            whole = Hit(quoted, hit.end, hit.cue, hit.forms)
            return Reading(whole, source, False, False, False, min(floor, source[0]))
        beside = None if inherits else with_whom(tokens, at)
        if beside is not None and speaks(tokens, beside):
            # "…, with the guild claiming that …"
            return Reading(hit, beside, False, False, False, beside[0])
        that = hit.end < len(tokens) and tokens[hit.end].low == "that"
        if previous.kind == "word" and not inherits and not that:
            if not frames.follows_object(tokens, hit):
                return None
            inherits = True
        inherits = inherits or that
        if before:
            return Reading(hit, before[-1].source, False, True, False, at)
        if not inherits:
            return None
        source = frames.main_subject(tokens, at, dates)
        if source is not None and speaks(tokens, source):
            return Reading(hit, source, False, True, False, at)
        if previous.low != ",":
            return None
        source = subject_before(tokens, at - 1, 0, dates)
        if source is None or not speaks(tokens, source):
            return None
        return Reading(hit, source, False, True, False, at, enclosed=True)

    def _infinitive(
        self,
        tokens: Sequence[Token],
        hit: Hit,
        floor: int,
        head: int,
        before: list[Reading],
    ) -> Reading | None:
        """Take "used the speech to call for …", never "is expected to announce …"."""
        words = {t.low for t in tokens[max(0, head - 8) : head]}
        if not words & {
            "used",
            "took",
            "statement",
            "letter",
            "press",
            "twitter",
            "continued",
            "wrote",
            "phoned",
            "moved",
            "joined",
        }:
            return None
        if before:
            return Reading(hit, before[-1].source, False, True, False, hit.start)
        source = frames.main_subject(tokens, hit.start, {})
        if source is None or not speaks(tokens, source):
            return None
        return Reading(hit, source, False, True, False, hit.start)


def _quoted_before(tokens: Sequence[Token], at: int) -> int | None:
    """Return where "quoted" stands in "was quoted as *saying*", "was quoted by X as *saying*"."""
    for i in range(at - 2, max(0, at - 10), -1):
        if tokens[i].low in ("quoted", "cited", "reported"):
            return i if i == at - 2 or tokens[i + 1].low in ("by", "in", "on") else None
        if tokens[i].kind != "word":
            return None
    return None


def _takes_to(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether this is "took to Twitter to *say*"."""
    lows = [t.low for t in tokens[max(0, at - 8) : at]]
    took = "took" in lows and lows[lows.index("took") + 1] == "to"
    return lows[-1:] == ["to"] and len(lows) > 3 and took
