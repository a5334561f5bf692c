"""One statement in fifty outlets: one statement with fifty sources.

Two statements are the same when one speaker made both on one day and in one stance, in nearly the
same words, and the words that differ deny nothing, count nothing and name nobody. A speaker without
a name and a day that is not known are one and the same only inside one text that several outlets
carry. What is only told in other words is another statement.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from onetext.press.gathering.alike import Bag, bag_of, groups, triples_of, words_of
from onetext.terms.said.source import Source
from onetext.terms.said.statement import Statement

# Words that turn or weigh what is said; "n't" stands at the end of a word.
_TURNING = frozenset(
    "not no nor never none neither nobody nothing nowhere without cannot unless except only if"
    " until before after against zero one two three four five six seven eight nine ten eleven"
    " twelve twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion"
    " half twice first second third both all any some few many most more less least".split()
)
_OPENING = frozenset(
    "the a an we i it he she they there this that these those our your my his her its their and but"
    " so as in on at with for from to of or yes well now today you what when while who how"
    " let".split()
)
_HELD = 256


@dataclass(frozen=True, slots=True)
class Told:
    """Hold where a statement stands, who carried it and in which words."""

    source: str
    id: str
    outlet: str | None
    published: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Same:
    """Hold one statement as several reports carry it, in the order read.

    ``fullest`` is the one with the most words; of equals the first that was published.
    """

    speaker: str | None
    party: str | None
    said: str | None
    stance: str
    fullest: Told
    told: tuple[Told, ...]


class Gathering:
    """Take in reports one by one, in a file that goes with it, and bring together what is the same.

    With ``in_memory`` nothing touches a disk. Else the memory is that of the largest group of
    statements by one speaker on one day, and about two thousand bytes for each text.

    Examples
    --------
    >>> from onetext.press.reader import Reader
    >>> from onetext.terms.said.source import Source
    >>> from onetext.terms.when import When
    >>> said = "“We will sign the ceasefire this week,” Kremlin spokesman Ivo Renn said on Monday."
    >>> day, reader = When("2031-03-10"), Reader.load()
    >>> with Gathering() as gathering:
    ...     for id in ("a", "b"):
    ...         source = Source(id, said, outlet=id.upper(), published=day)
    ...         gathering.add(source, reader.read(source).statements)
    ...     [same] = gathering.statements()
    >>> same.speaker, same.said, [one.outlet for one in same.told]
    ('Ivo Renn', '2031-03-10', ['A', 'B'])
    """

    def __init__(self, *, in_memory: bool = False) -> None:
        # An empty name is a file of its own that SQLite deletes when it is closed.
        self._file = sqlite3.connect(":memory:" if in_memory else "", isolation_level=None)
        self._file.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
            "CREATE TABLE texts (n INTEGER PRIMARY KEY, id TEXT, words TEXT, among INTEGER);"
            "CREATE TABLE told (n INTEGER PRIMARY KEY, text INTEGER, id TEXT, outlet TEXT,"
            " published TEXT, key TEXT, loose INTEGER, speaker TEXT, party TEXT, said TEXT,"
            " stance TEXT, words TEXT);"
        )
        self._texts = 0
        self._settled: list[tuple[str, ...]] | None = None

    def __enter__(self) -> Gathering:
        return self

    def __exit__(self, *fault: object) -> None:
        self._file.close()

    def add(self, source: Source, statements: Iterable[Statement]) -> None:
        """Take in one report and what is said in it."""
        text = source.text
        number = self._texts
        self._texts += 1
        self._settled = None
        self._file.execute(
            "INSERT INTO texts VALUES (?, ?, ?, ?)",
            (number, source.id, " ".join(words_of(text)), number),
        )
        published = str(source.published) if source.published else None
        self._file.executemany(
            "INSERT INTO told VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    number,
                    s.id,
                    source.outlet,
                    published,
                    *_key(s),
                    s.speaker.name,
                    s.speaker.party,
                    str(s.said) if s.said else None,
                    s.stance,
                    s.words(text),
                )
                for s in statements
            ],
        )

    def texts(self) -> list[tuple[str, ...]]:
        """Return the ids of reports that carry nearly the same text, group by group."""
        if self._settled is None:
            found = groups(self._texts, lru_cache(_HELD)(self._text))
            for group in found:
                self._file.executemany(
                    "UPDATE texts SET among = ? WHERE n = ?", [(group[0], one) for one in group]
                )
            ids = dict(self._file.execute("SELECT n, id FROM texts"))
            self._settled = [tuple(ids[one] for one in group) for group in found]
        return self._settled

    def statements(self) -> Iterator[Same]:
        """Yield each statement that two reports or more carry, in the order of its first report."""
        self.texts()
        rows = self._file.execute(
            "SELECT told.key || CASE WHEN loose THEN '@' || among ELSE '' END AS whose, told.n,"
            " texts.id, told.id, outlet, published, told.words, speaker, party, said, stance"
            " FROM told JOIN texts ON texts.n = told.text ORDER BY whose, told.n"
        )
        found: list[tuple[int, Same]] = []
        for _, block in groupby(rows, key=lambda row: row[0]):
            found += _same(list(block))
        yield from (one for _, one in sorted(found, key=lambda pair: pair[0]))

    def _text(self, number: int) -> Bag:
        [words] = self._file.execute("SELECT words FROM texts WHERE n = ?", (number,)).fetchone()
        return triples_of(words.split(" "))


def _key(s: Statement) -> tuple[str, bool]:
    """Return what the same statements share but for their words; and whether that is too little."""
    who = s.speaker
    day = s.said.day if s.said else None
    itself = who.authority == "institution" and who.party is not None
    unnamed = s.certainty == "anonymous" or (who.name in (None, who.role) and not itself)
    key = [
        who.party,
        sorted(who.co_parties),
        " ".join(who.name.casefold().split()) if who.name else None,
        (who.role or "").casefold() if unnamed else None,
        day.isoformat() if day else str(s.said),
        s.stance,
        s.certainty,
    ]
    return json.dumps(key), unnamed or day is None


def _same(rows: list[tuple[int | str | None, ...]]) -> list[tuple[int, Same]]:
    if len({row[2] for row in rows}) < 2:
        return []
    words = [words_of(str(row[6])) for row in rows]
    bags = [bag_of(one) for one in words]
    telling = [_telling(one) for one in words]
    made = []
    for group in groups(len(rows), bags.__getitem__, may=lambda a, b: telling[a] == telling[b]):
        if len({rows[one][2] for one in group}) > 1:
            made.append((int(rows[group[0]][1] or 0), _as_same([rows[one] for one in group])))
    return made


def _as_same(rows: list[tuple[int | str | None, ...]]) -> Same:
    told = tuple(Told(*row[2:7]) for row in rows)  # type: ignore[arg-type]
    fullest = min(told, key=lambda one: (-len(words_of(one.words)), one.published or "~"))
    speaker, party, said, stance = (None if one is None else str(one) for one in rows[0][7:11])
    return Same(speaker, party, said, stance or "", fullest, told)


def _telling(words: list[str]) -> frozenset[str]:
    """Return the words in which no two that are the same may differ: what turns, counts, names."""
    kept = set()
    for word in words:
        low = word.casefold().replace("’", "'")
        named = word[0].isupper() and low not in _OPENING
        if low in _TURNING or low.endswith("n't") or named or any(map(str.isdigit, word)):
            kept.add(low)
    return frozenset(kept)
