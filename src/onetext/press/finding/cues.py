"""The lexicon of words that attribute, and their forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from onetext.press.text.tokens import Token

Form = Literal["base", "s", "past", "participle", "ing"]
_DOUBLED = frozenset("beg brag dub quip slam admit commit rebut refer permit ban plan".split())


@dataclass(frozen=True, slots=True)
class Cue:
    """Hold one entry: the words after the verb, what may follow, and the stance it lends.

    ``frames`` and the meaning of its letters: see the head of ``tables/cues.txt``; ``prepositions``
    are those of frame ``x``.
    """

    lemma: str
    particles: tuple[str, ...]
    frames: frozenset[str]
    prepositions: frozenset[str]
    stance: str


@dataclass(frozen=True, slots=True)
class Hit:
    """Mark a cue in a row of tokens, from ``start`` to ``end`` (exclusive), with its forms."""

    start: int
    end: int
    cue: Cue
    forms: frozenset[Form]


class CueLexicon:
    """Find cues in a row of tokens."""

    def __init__(self, entries: Sequence[tuple[Cue, dict[str, frozenset[Form]]]]) -> None:
        self._by_form: dict[str, list[tuple[Cue, frozenset[Form]]]] = {}
        for cue, forms in entries:
            for word, kinds in forms.items():
                self._by_form.setdefault(word, []).append((cue, kinds))
        for rows in self._by_form.values():
            rows.sort(key=lambda row: -len(row[0].particles))

    @classmethod
    @cache
    def builtin(cls) -> CueLexicon:
        """Return the lexicon that ships with the package."""
        text = files("onetext.press").joinpath("tables/cues.txt").read_text(encoding="utf-8")
        entries: dict[str, tuple[Cue, dict[str, frozenset[Form]]]] = {}
        for line in text.splitlines():
            if line.strip() and not line.startswith("#"):
                phrase, cue, forms = _entry(line)
                if phrase in entries:
                    old = entries[phrase][0]
                    cue = Cue(
                        cue.lemma,
                        cue.particles,
                        cue.frames | old.frames,
                        cue.prepositions | old.prepositions,
                        old.stance,
                    )
                entries[phrase] = (cue, forms)
        return cls(list(entries.values()))

    def at(self, tokens: Sequence[Token], index: int) -> tuple[Hit, ...]:
        """Return the cues that start at ``index``, the longest first."""
        found = []
        for cue, forms in self._by_form.get(tokens[index].low, ()):
            end = index + 1 + len(cue.particles)
            words = tuple(token.low for token in tokens[index + 1 : end])
            if words == cue.particles:
                found.append(Hit(index, end, cue, forms))
        return tuple(found)


def _entry(line: str) -> tuple[str, Cue, dict[str, frozenset[Form]]]:
    fields = [field.strip() for field in line.split("|")]
    phrase, frame_words, stance = fields[:3]
    lemma, *particles = phrase.split()
    frames, prepositions = set(), set()
    for word in frame_words.split():
        letter, _, rest = word.partition(":")
        frames.add(letter)
        prepositions |= set(rest.split(",")) - {""}
    irregular = fields[3].split() if len(fields) > 3 and fields[3] else []
    cue = Cue(lemma, tuple(particles), frozenset(frames), frozenset(prepositions), stance)
    return phrase, cue, forms_of(lemma, irregular)


def forms_of(lemma: str, irregular: Sequence[str] = ()) -> dict[str, frozenset[Form]]:
    """Return the forms of a verb and what each may be.

    Examples
    --------
    >>> sorted(forms_of("deny"))
    ['denied', 'denies', 'deny', 'denying']
    """
    kinds: dict[str, set[Form]] = {lemma: {"base"}}
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        third, past = lemma[:-1] + "ies", lemma[:-1] + "ied"
    elif lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        third, past = lemma + "es", lemma + "ed"
    else:
        third, past = lemma + "s", lemma + ("d" if lemma.endswith("e") else "ed")
    ing = lemma[:-1] + "ing" if lemma.endswith("e") and not lemma.endswith("ee") else lemma + "ing"
    if lemma in _DOUBLED:
        past, ing = lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"
    if lemma == "lie":
        ing = "lying"
    if lemma.endswith(("set", "hit", "bid", "forbid")):
        ing = lemma + "ting" if lemma[-1] == "t" else lemma + "ding"
    pasts = irregular or [past, past]
    kinds.setdefault(third, set()).add("s")
    kinds.setdefault(ing, set()).add("ing")
    kinds.setdefault(pasts[0], set()).add("past")
    kinds.setdefault(pasts[-1], set()).add("participle")
    if lemma in ("signal", "label", "counsel", "cancel"):
        # "signaled" on one side of the ocean, "signalled" on the other.
        kinds.setdefault(lemma + "led", set()).update(("past", "participle"))
        kinds.setdefault(lemma + "ling", set()).add("ing")
    return {word: frozenset(forms) for word, forms in kinds.items()}
