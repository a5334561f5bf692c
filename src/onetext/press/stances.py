"""Tell what an utterance does: demand, offer, accept, reject, … one stance a statement.

Everything that speaks for a stance adds its weight: the cue (strong as "denied", weak as "warned"),
the phrases of ``tables/stances.txt``, and a few things that phrases cannot say (a question, the
tense, a subject that is the speaker himself). The stance with the most weight wins; every weight
can be read and changed in the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple, cast, get_args

from onetext.press.attribution import Attribution
from onetext.press.lexis import IRREGULAR_PASTS, is_finite
from onetext.terms.statement import Condition, Stance

STANCES: Final = cast(tuple[Stance, ...], get_args(Stance))

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[?!.…]+|\d")
_CONTRACTED = {
    "won't": ("will", "not"),
    "can't": ("can", "not"),
    "cannot": ("can", "not"),
    "shan't": ("shall", "not"),
    "let's": ("let", "us"),
}
_TAILS = {"n't": "not", "'ll": "will", "'d": "would", "'re": "are", "'ve": "have", "'m": "am"}
_IS = frozenset(["it", "that", "he", "she", "there", "what", "here", "who", "where", "how", "this"])
#: Cues that lean without settling: "warned" may only foresee, "insisted" may only assert.
_WEAK = frozenset(
    ["insist", "reiterate", "repeat", "reaffirm", "maintain", "suggest", "warn", "acknowledge", "admit", "concede", "agree", "claim", "argue", "note", "recall", "assure", "reassure", "confirm", "believe", "think", "expect", "find", "conclude", "rule", "decide", "call", "describe", "allege", "charge", "fear", "estimate", "indicate", "complain", "argue", "tell", "shout", "cry", "yell", "hint", "signal", "stress", "emphasize", "emphasise", "underline", "caution", "remark", "observe", "comment", "explain", "understand"]
)
_FIRST = frozenset(["we", "i"])
_OWN = frozenset(["we", "i", "he", "she", "they", "it"])
_BODIES = frozenset(
    ["government", "country", "council", "union", "company", "party", "ministry", "delegation", "side", "republic", "administration", "team", "army", "movement", "group", "board", "firm", "state", "office", "nation", "city", "province", "region", "club"]
)
_CLOSED = frozenset(["the", "a", "an", "his", "her", "its", "their", "our", "my", "this", "that", "all", "every", "no", "any"])


class _Row(NamedTuple):
    """A line of the table."""

    name: str
    weights: Mapping[Stance, float]
    phrases: tuple[tuple[str, ...], ...]


def stance_of(text: str, attribution: Attribution, condition: Condition | None = None) -> Stance:
    """Return what the speaker does with these words.

    Parameters
    ----------
    text, attribution
        The report, and the attribution found in it.
    condition
        The condition that `onetext.press.conditions.find_condition` found in the content.

    Examples
    --------
    >>> text = "He said that the troops must leave."
    >>> stance_of(text, Attribution(0, "verb", Span(0, 2), Span(3, 7), (Span(8, 34),), "say"))
    'demand'
    """
    scores = scores_of(features_of(text, attribution, condition))
    return max(STANCES, key=lambda stance: scores[stance])


def scores_of(features: Mapping[str, float]) -> dict[Stance, float]:
    """Return the weight that speaks for each stance."""
    weights = _table().weights
    scores: dict[Stance, float] = dict.fromkeys(STANCES, 0.0)
    scores["inform"] = 0.5
    scores["assess"] = 0.45
    for name, value in features.items():
        for stance, weight in weights.get(name, {}).items():
            scores[stance] += weight * value
    return scores


def features_of(
    text: str, attribution: Attribution, condition: Condition | None = None
) -> dict[str, float]:
    """Return what speaks for a stance: names of the table's lines, each with how much it counts."""
    found: dict[str, float] = {}
    if attribution.stance != "inform":
        strength = "weak" if attribution.lemma.split(" ")[0] in _WEAK else "cue"
        found[f"{strength} {attribution.stance}"] = 1.0
    if condition is not None:
        found["condition"] = 1.0
    words = words_of(" … ".join(span.of(text) for span in attribution.contents))
    source = attribution.source.of(text) if attribution.source else ""
    sentences = _sentences(words, _stems(source))
    for number, sentence in enumerate(sentences):
        share = 1.0 if number == 0 else 0.7
        for name in _matches(sentence):
            found[name] = max(found.get(name, 0.0), share)
    if sentences:
        for name in _form(sentences[0]):
            found[name] = 1.0
    first = attribution.contents[0].of(text) if attribution.contents else ""
    if first[:1] in "“\"‘'«":
        found["quoted"] = 1.0
    if words and words[-1].startswith("?"):
        found["question"] = 1.0
    return found


def words_of(text: str) -> list[str]:
    """Return the words in small letters, contractions written out, marks that end sentences kept.

    Examples
    --------
    >>> words_of("“We won't sign,” and that’s it.")
    ['we', 'will', 'not', 'sign', 'and', 'that', 'is', 'it', '.']
    """
    words: list[str] = []
    for match in _WORD.finditer(text.lower().replace("’", "'")):
        word = match[0]
        if "'" not in word:
            words += ("can", "not") if word == "cannot" else (word,)
        elif word in _CONTRACTED:
            words += _CONTRACTED[word]
        elif word.endswith("'s"):
            words += (word[:-2], "is") if word[:-2] in _IS else (word[:-2],)
        else:
            for tail, whole in _TAILS.items():
                if word.endswith(tail):
                    words += (word[: -len(tail)], whole)
                    break
            else:
                words.append(word)
    return words


def _stems(source: str) -> frozenset[str]:
    """Return the first five letters of the source's names: "Belmoran" and "Belmora" are one side."""
    names = re.findall(r"\b[A-Z][\w-]{3,}|\b(?:" + "|".join(_BODIES) + r")\b", source)
    return frozenset(name.lower()[:5] for name in names)


def _sentences(words: Sequence[str], own: frozenset[str]) -> list[list[str]]:
    """Cut at sentence ends; each sentence opens with ``^`` and, where it is one, the word ``own``."""
    sentences: list[list[str]] = []
    current: list[str] = []
    for word in [*words, "."]:
        if word[0] in ".?!…":
            if current:
                sentences.append(_opened(current, own))
                current = []
        else:
            current.append(word)
    return sentences


def _opened(words: list[str], own: frozenset[str]) -> list[str]:
    at = 1 if words[0] in ("that", "and", "but", "so", "well", "yes") and len(words) > 1 else 0
    words = words[at:]
    for i, word in enumerate(words[:5]):
        if (
            word in _OWN
            or word[:5] in own
            or (word in _BODIES and i and words[i - 1] in _POSSESSED)
        ):
            return (
                ["^", *words[:i], "own", *words[i + 1 :]]
                if word not in _OWN
                else ["^", *words[:i], "own", *words[i:]]
            )
        if is_finite(word) or word in ("to", "of", "in", "for"):
            break
    return ["^", *words]


_POSSESSED = frozenset(["the", "his", "her", "its", "their", "our", "my"])


def _matches(words: Sequence[str]) -> Iterator[str]:
    index = _table().index
    stems = _table().stems
    for at, word in enumerate(words):
        for name, phrase in index.get(word, ()):
            if _stands(phrase, words, at):
                yield name
        for name, phrase in stems.get(word[:4], ()):
            if _stands(phrase, words, at):
                yield name


def _stands(phrase: tuple[str, ...], words: Sequence[str], at: int) -> bool:
    if at + len(phrase) > len(words):
        return False
    return all(_fits(wanted, words[at + step]) for step, wanted in enumerate(phrase))


def _fits(wanted: str, word: str) -> bool:
    if wanted == "~":
        return True
    if wanted.endswith("*"):
        return word.startswith(wanted[:-1])
    return wanted == word


def _form(words: Sequence[str]) -> Iterator[str]:
    """Yield the tense of the first clause, and whether it tells a number."""
    before = ""
    for word in words:
        if word in ("is", "are", "am", "has", "have", "does", "do"):
            yield "present"
            break
        if word in ("was", "were", "had", "did") or (
            is_finite(word, before) and word not in _MODALS
        ):
            yield (
                "past"
                if word.endswith("ed")
                or word in IRREGULAR_PASTS
                or word in ("was", "were", "had", "did")
                else "present"
            )
            break
        if word in _MODALS:
            yield f"modal {word}"
            break
        before = word
    if any(word.isdigit() or word in _NUMBERS for word in words):
        yield "number"


_MODALS = frozenset(["will", "would", "shall", "should", "may", "might", "can", "could", "must"])
_NUMBERS = frozenset(
    ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "hundred", "thousand", "million", "billion", "percent"]
)


class _Table(NamedTuple):
    """The table, its phrases found by their first word or by the four letters it begins with."""

    weights: dict[str, Mapping[Stance, float]]
    index: dict[str, list[tuple[str, tuple[str, ...]]]]
    stems: dict[str, list[tuple[str, tuple[str, ...]]]]


@cache
def _table() -> _Table:
    text = files("onetext.press").joinpath("tables/stances.txt").read_text(encoding="utf-8")
    table = _Table({}, {}, {})
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        row = _row(line)
        table.weights[row.name] = row.weights
        for phrase in row.phrases:
            first = phrase[0]
            if first.endswith("*"):
                table.stems.setdefault(first[:-1][:4], []).append((row.name, phrase))
            else:
                table.index.setdefault(first, []).append((row.name, phrase))
    return table


def _row(line: str) -> _Row:
    name, weights, phrases = (field.strip() for field in line.split("|"))
    pairs = [pair.rpartition(":") for pair in weights.split()]
    for stance, _, _ in pairs:
        if stance not in STANCES:
            raise ValueError(f"tables/stances.txt: {stance!r} is no stance, in {name!r}")
    return _Row(
        name,
        {cast(Stance, stance): float(weight) for stance, _, weight in pairs},
        tuple(
            way for phrase in phrases.split(";") if phrase.strip() for way in _ways(phrase.split())
        ),
    )


def _ways(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the phrase with each choice of its alternatives."""
    if not words:
        yield ()
        return
    for rest in _ways(words[1:]):
        for word in words[0].split("/"):
            yield (word, *rest)
