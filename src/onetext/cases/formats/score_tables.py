"""Score tables: a game of LLM-Deliberation, one table of whole points for each party.

``config.txt`` names the parties, the table of each (in ``scores_files/``) and its part in the game;
line k of a table has the points of issue k's options, the last line the least that the party
accepts. The parts ``p1`` and ``p2`` have a veto, and a package passes if at most one other party
gets less than its least. Names of issues and options are taken from the game's description where it
has them.

Source: Abdelnabi, Gomaa, Sivaprasad, Schönherr & Fritz 2024, *Cooperation, competition, and
maliciousness: LLM-stakeholders interactive negotiation*.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from string import ascii_uppercase

from onetext.cases.faults import Faults, nearest
from onetext.cases.formats.figures import Figure, figure
from onetext.cases.formats.scenario import Domain, Part, Profile
from onetext.cases.including import decoded
from onetext.cases.written import Word, Written
from onetext.errors import Where
from onetext.terms.packages.package import Value
from onetext.terms.packages.space import Choice
from onetext.terms.passing import Passing

CONFIG, TABLES, TOLD = "config.txt", "scores_files", "global_instructions.txt"
VETOES = ("p1", "p2")
MAY_REFUSE = 1
_ISSUE = re.compile(r"^\W*Issue ([A-Z])\s*:\s*(?:[\"“]([^\"”\n]+)[\"”]|([^.\n]+))", re.MULTILINE)
_OPTION = re.compile(r"^[ \t-]*([A-Z][0-9]{1,2})\b[ \t]*:?[ \t]*(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Player:
    """Hold one line of the configuration."""

    name: str
    table: Word
    part: str

    def path(self, folder: Path) -> Path:
        """Return the party's table."""
        return folder / TABLES / f"{self.table}.txt"


def players(folder: Path, faults: Faults) -> tuple[Player, ...]:
    """Return the parties of a game in their order; faults are told."""
    path = folder / CONFIG
    text = decoded(path, faults)
    found: list[Player] = []
    for row in _rows(path, text or ""):
        if len(row) < 3:
            faults.add("this line names no party", "write name,table,player", row[0].where)
        elif any(one.table == row[1] for one in found):
            faults.add(f"the table {str(row[1])!r} stands twice", "keep one", row[1].where)
        elif "/" in row[1] or "\\" in row[1] or row[1].startswith("."):
            faults.add(f"the table {str(row[1])!r} is a path", "write its name alone", row[1].where)
        else:
            player = Player(str(row[0]), row[1], str(row[2]))
            if not player.path(folder).is_file():
                known = sorted(one.stem for one in (folder / TABLES).glob("*.txt"))
                faults.add(
                    f"there is no table {str(row[1])!r} in {TABLES}",
                    nearest(row[1], known) or "bring it",
                    row[1].where,
                )
            found.append(player)
    if text is not None and not found and not faults:
        faults.add("the configuration names no party", "write name,table,player", Where(str(path)))
    return tuple(found)


def passing(found: tuple[Player, ...], chosen: tuple[str, ...]) -> Passing:
    """Return the game's rule among the parties that were chosen."""
    vetoes = [one for part in VETOES for one in found if one.part == part]
    return Passing(tuple(str(one.table) for one in vetoes if one.table in chosen), MAY_REFUSE)


def read_domain(folder: Path, first: Path, domain: Domain) -> None:
    """Add the issues, as long as the first table has them."""
    domain.title = domain.id
    text = decoded(first, domain.faults)
    told = folder / TOLD
    names, labels = _told(decoded(told, Faults()) or "") if told.is_file() else ({}, {})
    rows = _rows(first, text or "")
    if text is not None and len(rows) < 2:
        domain.faults.add(
            "the table has no issue",
            "write a line of points for each issue, then the least that is accepted",
            Where(str(first)),
        )
    if len(rows) > len(ascii_uppercase):
        domain.faults.add(
            f"the table has {len(rows) - 1} issues", "leave it 25 or fewer", Where(str(first))
        )
        return
    for letter, row in zip(ascii_uppercase, rows[:-1], strict=False):
        options = [_like(f"{letter}{n}", row[0]) for n, _ in enumerate(row, start=1)]
        domain.choice(
            _like(letter, row[0]),
            options,
            label=names.get(letter, ""),
            labels=[labels.get(str(option), "") for option in options],
        )


def read_profile(path: Path, player: Player, domain: Domain) -> Profile | None:
    """Return what a table says over the issues; None, with faults, if that is not whole."""
    faults = domain.faults
    text = decoded(path, faults)
    if text is None:
        return None
    rows = _rows(path, text)
    matters = [matter for matter in domain.matters if isinstance(matter, Choice)]
    if len(rows) != len(matters) + 1:
        faults.add(
            f"the table has {len(rows)} lines for {len(matters)} issues",
            f"write {len(matters)} lines of points and the least that is accepted",
            Where(str(path), max(1, text.rstrip().count("\n") + 1), 1),
        )
        return None
    parts: list[Part] = []
    for matter, row in zip(matters, rows, strict=False):
        points = [_points(word, faults) for word in row]
        if len(points) != matter.count:
            faults.add(
                f"{len(points)} numbers for the {matter.count} options of {matter.issue.id!r}",
                "write one for each",
                row[0].where,
            )
        found: dict[Value, Figure] = {
            o.id: p for o, p in zip(matter.options, points, strict=False) if p is not None
        }
        parts.append(Part(matter.issue.id, found))
    least = _points(rows[-1][0], faults)
    if len(rows[-1]) != 1:
        faults.add(
            "the last line has several numbers",
            "write the least that is accepted",
            rows[-1][0].where,
        )
    if faults or least is None:
        return None
    return Profile(str(player.table), player.name, tuple(parts), least)


def _points(word: Word, faults: Faults) -> Figure | None:
    return figure(word, "a score", faults, word.where)


def _rows(path: Path, text: str) -> list[list[Word]]:
    """Return each line that is not blank as words between commas, with their places."""
    written = Written.of(str(path), text)
    rows: list[list[Word]] = []
    for start, end in pairwise((*written.lines, len(text) + 1)):
        line = text[start:end]
        if not line.strip():
            continue
        row: list[Word] = []
        at = start
        for cell in line.rstrip("\r\n").split(","):
            made = Word(cell.strip())
            made.plain, made.written = True, written
            made.start = at + len(cell) - len(cell.lstrip())
            made.end = made.start + len(made)
            made.where = written.where(made.start)
            row.append(made)
            at += len(cell) + 1
        rows.append(row)
    return rows


def _like(text: str, word: Word) -> Word:
    made = Word(text)
    made.where, made.plain, made.written = word.where, True, word.written
    made.start, made.end = word.start, word.end
    return made


def _told(text: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the names of issues and of options, by letter and number, where a text has them."""
    issues = {letter: (quoted or bare).strip() for letter, quoted, bare in _ISSUE.findall(text)}
    options: dict[str, str] = {}
    for id, rest in _OPTION.findall(text):
        quoted = re.match(r"[\"“]([^\"”]+)[\"”]\s*:?\s*(?:$|[^\w])", rest)
        short = quoted[1] if quoted else re.split(r"\s*(?:==>|: )", rest)[0]
        options.setdefault(id, short.strip().rstrip(".").strip())
    return issues, options
