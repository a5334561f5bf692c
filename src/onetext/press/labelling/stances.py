"""Tell what an utterance does: demand, offer, accept, reject, … one stance a statement.

Everything that speaks for a stance adds its weight: the cue (much for "denied", little for
"warned"), phrases in the cue and in the content, and a few things that phrases cannot say (a
question, the tense, a subject that is the speaker himself). The stance with the most weight wins.
Phrases and weights stand in ``tables/stances.txt``, where anyone can read and change them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final, cast, get_args

from onetext.press.finding.attribution import Attribution
from onetext.press.text.lexis import IRREGULAR_PASTS, MODALS, is_adverb, is_finite
from onetext.terms.said.statement import Exchange, Stance

STANCES: Final = cast(tuple[Stance, ...], get_args(Stance))

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[?!.…]+")
_CONTRACTED = {"won't": ("will", "not"), "can't": ("can", "not"), "shan't": ("shall", "not")}
_TAILS = {"n't": "not", "'ll": "will", "'d": "would", "'re": "are", "'ve": "have", "'m": "am"}
_BEFORE_IS = frozenset(
    ("it", "that", "he", "she", "there", "what", "here", "who", "where", "how", "this")
)
_PRONOUNS = frozenset(("we", "i", "he", "she", "they", "it"))
_POSSESSED = frozenset(("the", "his", "her", "its", "their", "our", "my"))
_BE = frozenset(("is", "are", "was", "were", "am"))
_PAST = frozenset(("was", "were", "had", "did"))
_NEGATIONS = frozenset(("not", "never", "no", "nor", "neither", "without"))
_OPENERS = frozenset(("that", "and", "but", "whether"))
#: How much a sentence after the first counts, beside the first.
_LATER = 0.7
#: How much a finder's leaning counts beside the table, and for which stances of the table's it
#: counts: what moves a position ("we demand", "we hope") stays as its words have it, since in the
#: news that a finder learns from "assess" and "inform" would do almost anywhere.
LEANS = 0.7
YIELDING: Final = frozenset(("assess", "inform", "support", "oppose", "accuse", "deny"))


def stance_of(
    text: str,
    attribution: Attribution,
    condition: Exchange | None = None,
    *,
    side: Collection[str] = (),
) -> Stance:
    """Return what the speaker does with these words.

    Parameters
    ----------
    text, attribution
        The report, and the attribution found in it.
    condition
        The condition that `onetext.press.labelling.conditions.find_condition` found in the content.
    side
        Words that name the speaker's own side ("Belmora", "Belmoran"): what it will do he commits
        it to, what others will do he only foresees. Words shared with the source's mention and
        pronouns count as his side's anyway.

    Examples
    --------
    >>> from onetext.terms.said.span import Span
    >>> text = "He said that the troops must leave."
    >>> stance_of(text, Attribution(0, "verb", Span(0, 2), Span(3, 7), (Span(8, 34),), "say"))
    'demand'
    """
    scores = scores_of(features_of(text, attribution, condition, side=side))
    first = max(STANCES, key=lambda stance: scores[stance])
    if attribution.leanings is None or first not in YIELDING:
        return first
    leaning = attribution.leanings.stance
    return max(STANCES, key=lambda stance: scores[stance] + LEANS * leaning[stance])


def scores_of(features: Mapping[str, float]) -> dict[Stance, float]:
    """Return the weight that speaks for each stance.

    Examples
    --------
    >>> scores = scores_of({"question": 1.0})
    >>> max(scores, key=scores.get)
    'demand'
    """
    weights = _table().weights
    scores: dict[Stance, float] = dict.fromkeys(STANCES, 0.0)
    for name, value in features.items():
        for stance, weight in weights.get(name, {}).items():
            scores[stance] += weight * value
    return scores


def features_of(
    text: str,
    attribution: Attribution,
    condition: Exchange | None = None,
    *,
    side: Collection[str] = (),
) -> dict[str, float]:
    """Return what speaks for a stance: names of the table's lines, each with how much it counts."""
    found = {"any": 1.0}
    table = _table()
    if condition is not None:
        link = condition.link.of(text).lower() if condition.link else ""
        found["condition unless" if link in ("unless", "until") else "condition"] = 1.0
    if attribution.stance != "inform":
        strength = "weak" if attribution.lemma in table.weak_cues else "cue"
        found[f"{strength} {attribution.stance}"] = 1.0
    if attribution.cue is not None:
        for name in _matches(["@", *words_of(attribution.cue.of(text))]):
            found[name] = 1.0
    source = attribution.source.of(text) if attribution.source else ""
    own = _stems([*_names(source, table.bodies), *side])
    contents = [span.of(text) for span in attribution.contents]
    sentences = _sentences(words_of(_joined(contents)), own, table.bodies)
    lead = next((i for i, words in enumerate(sentences) if _has_verb(words)), 0)
    for number, sentence in enumerate(sentences):
        for name in _matches(sentence):
            found[name] = max(found.get(name, 0.0), 1.0 if number == lead else _LATER)
    if "own will" in found:
        # "We will open on Monday" tells no event of Monday's.
        found.pop("happened", None)
    for name in _named_act(contents, attribution):
        found[name] = 1.0
    if sentences and attribution.lemma not in table.naming_cues:
        for name in _form(sentences[0]):
            found[name] = 1.0
    if attribution.lemma == "tell" and sentences and _infinitive(sentences[0]):
        found["told to"] = 1.0
    if contents and contents[0].lstrip()[:1] in "“\"‘'«":
        found["quoted"] = 1.0
    if contents and contents[-1].rstrip("”\"’'» ").endswith("?"):
        found["question"] = 1.0
    return found


def _joined(contents: Sequence[str]) -> str:
    """Return the pieces as one text; where a sentence goes on behind its cue no mark parts them."""
    joined = ""
    for piece in contents:
        goes_on = piece.lstrip("“\"‘'«")[:1].islower()
        joined += (
            " " if goes_on and not joined.rstrip("”\"’'").endswith(("?", "!")) else " … "
        ) + piece
    return joined


def _has_verb(words: Sequence[str]) -> bool:
    """Tell whether a clause stands here, no fragment: "Not a word." "We support that."."""
    return "own" in words or any(
        word in MODALS or is_finite(word, before)
        for before, word in zip(("", *words), words, strict=False)
    )


_ACT = re.compile(
    r"(?:[“\"‘']?(?:the|a|an|any|all|its|his|her|their|our)\s+)?(?:[\w-]+\s+)?(?P<noun>\w+)"
    r"\s+(?:for|of|that|to|on|from|by|against)\b",
    re.IGNORECASE,
)
_AGAIN = frozenset(
    "repeat reiterate renew restate reaffirm stress underline underscore voice express maintain"
    " defend present issue make".split()
)


def _named_act(contents: Sequence[str], attribution: Attribution) -> Iterator[str]:
    """Yield what a noun tells: "repeated *its demand* that …", "dismissed *the idea* of …"."""
    match = _ACT.match(contents[0]) if contents else None
    if match is None:
        return
    noun = match["noun"].lower().removesuffix("s")
    if attribution.lemma in _AGAIN and f"act {noun}" in _table().weights:
        yield f"act {noun}"
    if attribution.lemma == "dismiss" and noun in _table().lists["things proposed"]:
        yield "dismissed a thing proposed"


def words_of(text: str) -> list[str]:
    """Return the words in small letters, contractions written out, marks that end sentences kept.

    Examples
    --------
    >>> words_of("“We won’t sign,” and that’s it.")
    ['we', 'will', 'not', 'sign', 'and', 'that', 'is', 'it', '.']
    """
    words: list[str] = []
    for match in _WORD.finditer(text.lower().replace("’", "'")):
        word = match[0]
        tail = next((tail for tail in _TAILS if word.endswith(tail)), None)
        if word in _CONTRACTED:
            words += _CONTRACTED[word]
        elif word == "cannot":
            words += ("can", "not")
        elif tail and len(word) > len(tail):
            words += (word[: -len(tail)], _TAILS[tail])
        elif word.endswith("'s"):
            words += (word[:-2], "is") if word[:-2] in _BEFORE_IS else (word[:-2],)
        else:
            words.append(word)
    return words


def _names(source: str, bodies: Collection[str]) -> Iterator[str]:
    """Yield what names a side in a source: words with a capital, and kinds of bodies."""
    for word in re.findall(r"[\w-]{4,}", source):
        if word[0].isupper() or word in bodies:
            yield word


def _stems(words: Collection[str]) -> frozenset[str]:
    """Return the first letters of words: "Belmoran" and "Belmora" name one side."""
    return frozenset(part.lower()[:5] for word in words for part in word.split() if len(part) > 3)


def _sentences(
    words: Sequence[str], own: frozenset[str], bodies: Collection[str]
) -> list[list[str]]:
    """Cut at sentence ends; each opens with ``^``, and the speaker as its subject reads ``own``."""
    sentences: list[list[str]] = []
    current: list[str] = []
    for word in [*words, "."]:
        if word[0] not in ".?!…":
            current.append(word)
        elif current:
            sentences.append(_opened(current, own, bodies))
            current = []
    return sentences


def _opened(words: list[str], own: frozenset[str], bodies: Collection[str]) -> list[str]:
    while len(words) > 1 and words[0] in _OPENERS:
        words = words[1:]
    for at, word in enumerate(words[:6]):
        body = word in bodies and at and words[at - 1] in _POSSESSED
        if word in _PRONOUNS or word[:5] in own or body:
            return ["^", *words[:at], "own", *words[at + 1 :]]
        if word == "to" or is_finite(word):
            break
    return ["^", *words]


def _matches(words: Sequence[str]) -> Iterator[str]:
    """Yield the lines that have a phrase here; ``not …`` where a negation stands before it."""
    table = _table()
    for at, word in enumerate(words):
        pair = f"{word} {words[at + 1]}" if at + 1 < len(words) else ""
        for name, phrase in (
            *table.index.get(word, ()),
            *table.index.get(pair, ()),
            *table.stems.get(word[:4], ()),
        ):
            if _stands(phrase, words, at):
                denied = f"not {name}"
                negated = denied in table.weights and not _NEGATIONS.isdisjoint(
                    words[max(0, at - 3) : at]
                )
                yield denied if negated else name


def _stands(phrase: tuple[str, ...], words: Sequence[str], at: int) -> bool:
    if at + len(phrase) > len(words):
        return False
    for wanted, word in zip(phrase, words[at : at + len(phrase)], strict=True):
        if wanted[-1] == "*":
            if not word.startswith(wanted[:-1]):
                return False
        elif wanted not in (word, "~") and not (word == "own" and wanted in _PRONOUNS):
            return False
    return True


def _form(words: Sequence[str]) -> Iterator[str]:
    """Yield the shape of a sentence's first clause: tense, copula or passive, the speaker's own."""
    own = "own " if "own" in words else ""
    for at, word in enumerate(words):
        negated = "" if _NEGATIONS.isdisjoint(words[max(0, at - 4) : at + 3]) else "negated "
        if word in MODALS:
            yield f"{own}modal"
            if negated:
                yield "negated modal"
            break
        if not is_finite(word, words[at - 1] if at else "") and not _rules(words, at):
            continue
        past = word in _PAST or word.endswith("ed") or word in IRREGULAR_PASTS
        yield f"{own}past" if past else f"{own}present"
        if negated:
            yield "negated past" if past else "negated present"
        if word in _BE:
            after = next((w for w in words[at + 1 :] if not is_adverb(w) and w != "not"), "")
            yield "passive" if _is_participle(after) else "copula"
        break
    else:
        yield "no verb"
    if any(word[0].isdigit() or word in _table().numbers for word in words):
        yield "number"


def _rules(words: Sequence[str], at: int) -> bool:
    """Tell whether the word is the verb of "the council maintains its claim"."""
    if not at or words[at - 1] != "own" or not words[at].endswith("s") or len(words[at]) < 4:
        return False
    after = words[at + 1 : at + 3]
    return bool(after) and not any(word in MODALS or is_finite(word) for word in after)


def _infinitive(words: Sequence[str]) -> bool:
    """Tell whether "to" and a verb stand where a clause would: "(told) them to leave"."""
    for word in words:
        if word == "to":
            return True
        if word in MODALS or is_finite(word):
            return False
    return False


def _is_participle(word: str) -> bool:
    return word.endswith(("ed", "en", "ing")) or word in IRREGULAR_PASTS


@dataclass(slots=True)
class _Table:
    """The table, its phrases found by their first two words, one, or four letters of it."""

    weights: dict[str, dict[Stance, float]] = field(default_factory=dict)
    index: dict[str, list[tuple[str, tuple[str, ...]]]] = field(default_factory=dict)
    stems: dict[str, list[tuple[str, tuple[str, ...]]]] = field(default_factory=dict)
    lists: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def weak_cues(self) -> frozenset[str]:
        """Return the cues that lean towards their stance without settling it."""
        return self.lists["weak cues"]

    @property
    def naming_cues(self) -> frozenset[str]:
        """Return the cues that give a thing a name, so that no clause follows."""
        return self.lists["naming cues"]

    @property
    def bodies(self) -> frozenset[str]:
        """Return nouns for what somebody speaks for."""
        return self.lists["bodies"]

    @property
    def numbers(self) -> frozenset[str]:
        """Return words for numbers."""
        return self.lists["numbers"]


@cache
def _table() -> _Table:
    text = files("onetext.press").joinpath("tables/stances.txt").read_text(encoding="utf-8")
    table = _Table()
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, weights, listed = (part.strip() for part in line.split("|"))
        phrases = [phrase.split() for phrase in listed.split(";") if phrase.strip()]
        if weights == "-":
            table.lists[name] = frozenset(" ".join(phrase) for phrase in phrases)
            continue
        table.weights[name] = dict(_weight(pair, name) for pair in weights.split())
        for way in (way for phrase in phrases for way in _ways(phrase)):
            if way[0].endswith("*"):
                table.stems.setdefault(way[0][:-1][:4], []).append((name, way))
                continue
            second = way[1] if len(way) > 1 else "~"
            plain = second[-1] not in "*~" and second not in _PRONOUNS
            rest = f" {second}" if plain else ""
            for first in (way[0], "own") if way[0] in _PRONOUNS else (way[0],):
                table.index.setdefault(first + rest, []).append((name, way))
    return table


def _weight(pair: str, name: str) -> tuple[Stance, float]:
    stance, _, weight = pair.partition(":")
    if stance not in STANCES:
        raise ValueError(f"tables/stances.txt: {stance!r} in the line {name!r} is no stance")
    return stance, float(weight)


def _ways(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the phrase with each choice of its alternatives."""
    if not words:
        yield ()
        return
    for rest in _ways(words[1:]):
        for word in words[0].split("/"):
            yield (word, *rest)
