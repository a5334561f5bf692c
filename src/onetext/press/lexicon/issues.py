"""Tell what words are about: issues, from a lexicon that anyone can edit.

The lexicon (``tables/issues.yaml``) holds our own ids and labels over many kinds of negotiation. A
term is one word or several; ``withdraw*`` takes every word that so begins. Case, hyphens and the
kind of apostrophe make no difference ("cease-fire" is found by ``cease fire``). At each place the
longest term wins. ``not_with`` lists terms read whole that are not about the issue ("strike a
deal"). ``weak`` terms count only where no issue is told by a stronger one.

A user's lexicon adds issues and replaces ours of the same id; its issues come first; ``only: true``
in it leaves ours out altogether.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from onetext.errors import BadInput
from onetext.press.lexicon.tables import Row, Table, close, ours, read
from onetext.terms.issue import Issue

#: What a row of a lexicon may say.
KEYS = ("id", "label", "terms", "weak", "not_with")

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_GAP = re.compile(r"[\s'’-]*\Z")
_SHORTEST_STEM = 3
_LONGEST_WEIGHT = 3


class _Term(NamedTuple):
    """A term as tokens, those that end in ``*`` being stems; ``not_with`` terms do not count."""

    tokens: tuple[str, ...]
    issue: str
    counts: bool
    weak: bool


@dataclass(slots=True)
class _Words:
    """The terms of one layer, found by their first token or by the stem it begins with."""

    exact: dict[str, list[_Term]] = field(default_factory=dict)
    stems: dict[str, list[_Term]] = field(default_factory=dict)
    lengths: tuple[int, ...] = ()
    seen: dict[str, tuple[_Term, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, terms: Iterable[_Term]) -> _Words:
        words = cls()
        for term in terms:
            first = term.tokens[0]
            index = words.stems if first.endswith("*") else words.exact
            index.setdefault(first.rstrip("*"), []).append(term)
        words.lengths = tuple(sorted({len(stem) for stem in words.stems}))
        return words

    def starting(self, token: str) -> tuple[_Term, ...]:
        """Return the terms that may begin with ``token``, the longest first."""
        known = self.seen.get(token)
        if known is None:
            found = list(self.exact.get(token, ()))
            for length in self.lengths:
                if length > len(token):
                    break
                found += self.stems.get(token[:length], ())
            known = tuple(sorted(found, key=_specific, reverse=True))
            if len(self.seen) > 50_000:
                self.seen.clear()
            self.seen[token] = known
        return known


class IssueLexicon:
    """Know issues by their terms.

    Examples
    --------
    >>> lexicon = IssueLexicon.load()
    >>> lexicon.find("Withdrawing troops in exchange for security guarantees")
    ('troop_withdrawal', 'security_guarantees')
    >>> lexicon.find("They hope to strike a deal on the cease-fire.")
    ('ceasefire',)
    >>> lexicon.issue("nato_membership").label
    'NATO membership'
    """

    def __init__(self, layers: Iterable[tuple[dict[str, Issue], tuple[_Term, ...]]]) -> None:
        self._issues: dict[str, Issue] = {}
        self._layers: list[_Words] = []
        for issues, terms in layers:
            new = issues.keys() - self._issues.keys()
            self._issues |= {name: issue for name, issue in issues.items() if name in new}
            self._layers.append(_Words.of(term for term in terms if term.issue in new))

    @classmethod
    def load(cls, *extra: Path) -> IssueLexicon:
        """Return the user's lexicons, the last one first, and ours behind them.

        Raises
        ------
        BadInput
            With file, line and column, where a lexicon of the user's cannot be taken.
        """
        if not extra:
            return _builtin()
        return cls.from_tables(ours("issues"), *(read(path) for path in extra))

    @classmethod
    def from_tables(cls, *tables: Table) -> IssueLexicon:
        """Return the lexicon made of ``tables`` alone, later ones first."""
        layers = []
        for table in reversed(tables):
            layers.append(_layer(table))
            if _only(table):
                break
        return cls(layers)

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Return all issues, the user's first, in the order of the tables."""
        return tuple(self._issues.values())

    def get(self, issue_id: str) -> Issue | None:
        """Return the issue of that id, None where there is none."""
        return self._issues.get(issue_id)

    def issue(self, issue_id: str) -> Issue:
        """Return the issue of that id.

        Raises
        ------
        BadInput
            Where there is none; the nearest id is told.
        """
        found = self._issues.get(issue_id)
        if found is None:
            near = close(issue_id, tuple(self._issues))
            raise BadInput(
                f"unknown issue '{issue_id}'",
                instead=near if near.count("'") == 2 else "write the id of an issue in the tables",
            )
        return found

    def find(self, text: str) -> tuple[str, ...]:
        """Return the ids of what ``text`` is about, the surest first.

        The user's issues come before ours; then the issue told by more words of terms (three at
        most from one place); then the one told first. One pass over the words with one look-up
        each: some 3 MB/s.
        """
        tokens = [
            (match.group().removesuffix("'s"), match.start(), match.end())
            for match in _TOKEN.finditer(_folded(text))
        ]
        ranked: list[tuple[bool, int, int, int, str]] = []
        for number, words in enumerate(self._layers):
            weights: dict[str, tuple[bool, int, int]] = {}
            for term, at in _hits(words, tokens, text):
                weak, weight, first = weights.get(term.issue, (True, 0, at))
                weights[term.issue] = (
                    weak and term.weak,
                    weight + min(len(term.tokens), _LONGEST_WEIGHT),
                    first,
                )
            ranked += [(weak, number, -w, at, name) for name, (weak, w, at) in weights.items()]
        strong = [one for one in ranked if not one[0]]
        return tuple(one[-1] for one in sorted(strong or ranked))


@cache
def _builtin() -> IssueLexicon:
    return IssueLexicon.from_tables(ours("issues"))


def _folded(text: str) -> str:
    """Return the text in small letters with plain apostrophes, offsets kept."""
    low = text.lower().replace("’", "'")
    return low if len(low) == len(text) else "".join(c.lower()[:1] for c in text)


def _hits(
    words: _Words, tokens: list[tuple[str, int, int]], text: str
) -> Iterator[tuple[_Term, int]]:
    """Yield the terms found, longest first at each place, none inside another."""
    at = 0
    while at < len(tokens):
        taken = 0
        shared: list[_Term] = []
        for term in words.starting(tokens[at][0]):
            if len(term.tokens) < taken:
                break
            if _stands(term.tokens, tokens, at, text):
                taken = len(term.tokens)
                shared.append(term)
        denied = {term.issue for term in shared if not term.counts}
        for term in shared:
            if term.counts and term.issue not in denied:
                yield term, at
        at += taken or 1


def _stands(term: tuple[str, ...], tokens: list[tuple[str, int, int]], at: int, text: str) -> bool:
    if at + len(term) > len(tokens):
        return False
    for step, wanted in enumerate(term):
        token, start, _ = tokens[at + step]
        if wanted[-1] == "*" and token.startswith(wanted[:-1]):
            pass
        elif token != wanted:
            return False
        if step and not _GAP.match(text, tokens[at + step - 1][2], start):
            return False
    return True


def _specific(term: _Term) -> tuple[int, int]:
    return len(term.tokens), sum(map(len, term.tokens))


def _only(table: Table) -> bool:
    told = table.tree.get("only", "")
    if told not in ("", "true", "True", "false", "False"):
        raise BadInput(
            "'only' is neither true nor false",
            instead="write 'only: true' to leave the built-in issues out",
            where=table.where("only"),
        )
    return told in ("true", "True")


def _layer(table: Table) -> tuple[dict[str, Issue], tuple[_Term, ...]]:
    """Check one lexicon and return its issues and terms."""
    table.only_keys(("issues", "only"))
    issues: dict[str, Issue] = {}
    terms: list[_Term] = []
    for row in table.rows("issues", known=KEYS):
        label = row.text("label")
        if label is None:
            raise BadInput(
                f"the issue '{row.id()}' has no label",
                instead="write 'label: …'",
                where=row.where(),
            )
        issues[row.id()] = Issue(row.id(), label)
        told = [*_terms(row, "terms"), *_terms(row, "weak"), *_terms(row, "not_with")]
        if not any(term.counts for term in told):
            raise BadInput(
                f"the issue '{row.id()}' has no terms",
                instead="write 'terms: [word, two words, stem*]'",
                where=row.where(),
            )
        terms += told
    return issues, tuple(terms)


def _terms(row: Row, key: str) -> Iterator[_Term]:
    for term, where in row.texts(key):
        if "*" in re.sub(r"\w\*(?=[\s-]|\Z)", "", term):
            raise BadInput(
                f"the term '{term}' has a * that ends no word",
                instead="write the * at the end of a word",
                where=where,
            )
        tokens = tuple(_term_tokens(term))
        if not tokens or any(
            token.endswith("*") and len(token) <= _SHORTEST_STEM for token in tokens
        ):
            raise BadInput(
                f"the term '{term}' is too short",
                instead=f"write a word, or a stem of {_SHORTEST_STEM} letters or more",
                where=where,
            )
        yield _Term(tokens, row.id(), key != "not_with", key == "weak")


def _term_tokens(term: str) -> Iterator[str]:
    folded = _folded(term)
    for match in _TOKEN.finditer(folded):
        stem = folded[match.end() : match.end() + 1] == "*"
        token = match.group().removesuffix("'s")
        yield token + "*" if stem else token
