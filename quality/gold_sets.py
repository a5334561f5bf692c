"""Load the sets of annotated reports that reading is measured on.

Our own sets (``two-rivers``, ``stories``) lie in the checkout, texts and all. Of the ``wikinews-``
sets the checkout holds the annotations only; ``seed`` and ``reports`` are not in it at all. Their
texts are read from ``../shared/data`` beside the checkout. Every text is checked against the length
and the hash that its annotation was made on.

``wikinews-test``, ``wikinews-test-b`` and ``wikinews-test-c`` are blind: whoever writes the rules
never opens them. What prints per-report figures asks :func:`is_blind` first.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

ROOT = Path(__file__).resolve().parents[1]
NAMES = (
    "seed",
    "reports",
    "wikinews-dev",
    "wikinews-train",
    "wikinews-test",
    "wikinews-test-b",
    "wikinews-test-c",
    "two-rivers",
    "stories",
)
BLIND = frozenset({"wikinews-test", "wikinews-test-b", "wikinews-test-c"})
Half = Literal["studied", "kept"]


class MissingData(Exception):
    """Say which data are not there, or are not what was annotated."""


class Blinded(Exception):
    """Say that something went wrong in a blind set, and no more."""


@dataclass(frozen=True, slots=True, repr=False)
class GoldReport:
    """Hold one annotated report: gold in the exchange form, text, tables to read it with."""

    gold: dict[str, Any]
    text: str
    parties: tuple[Path, ...] = ()
    issues: tuple[Path, ...] = ()

    def __repr__(self) -> str:
        return f"GoldReport({self.id!r})"

    @property
    def id(self) -> str:
        """Return the report's id."""
        return str(self.gold["doc"]["id"])


def shared_data() -> Path:
    """Return the folder of shared data beside the checkout.

    Raises
    ------
    MissingData
        If there is none.
    """
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        raise MissingData(
            "shared data are not there: they lie in ../shared/data beside the checkout"
        )
    return folder


def is_blind(name: str) -> bool:
    """Tell whether only sums over the whole set may be shown."""
    return name in BLIND


def tells(name: str, reader: str) -> bool:
    """Tell whether a set's figures say anything of a reader: not those it learned from."""
    return reader != "learned" or name not in ("wikinews-train", "wikinews-dev")


def half_of(id: str) -> Half:
    """Return the half that a report is in, by a hash of its id.

    Whoever mends rules reads the studied half; the kept half is only measured.
    """
    drawn = hashlib.sha256(f"onetext-half-1:{id}".encode()).digest()
    return "kept" if drawn[-1] % 2 else "studied"


@contextmanager
def blindfold(name: str) -> Iterator[None]:
    """Keep a fault's words and place to itself where ``name`` is blind: they may quote a report."""
    try:
        yield
    except MissingData:
        raise
    except Exception as fault:
        if not is_blind(name):
            raise
        kind = type(fault).__name__
        raise Blinded(f"{kind} in the blind set {name}; find the cause on another set") from None


@cache
def load(name: str) -> tuple[GoldReport, ...]:
    """Return the reports of the set ``name``, by id.

    Raises
    ------
    MissingData
        If the set or its texts are not there, or a text is not the one that was annotated.
    ValueError
        If there is no such set.
    """
    if name not in NAMES:
        raise ValueError(f"no set {name!r}, the sets are {', '.join(NAMES)}")
    if name.startswith("wikinews-"):
        found = list(annotated(ROOT / "quality" / "gold" / name))
    elif name in ("seed", "reports"):
        folder = shared_data() / name
        found = [
            _beside(path)
            for path in sorted([*folder.glob("*.gold.json"), *folder.glob("gold.json")])
        ]
    elif name == "two-rivers":
        found = list(_case(ROOT / "examples" / "two-rivers"))
    else:
        stories = sorted((ROOT / "tests" / "stories").glob("*/gold"))
        found = [report for story in stories for report in _case(story.parent)]
    if not found:
        raise MissingData(f"the set {name} holds no report")
    return tuple(sorted((checked(report) for report in found), key=lambda report: report.id))


def digest(reports: tuple[GoldReport, ...]) -> str:
    """Return a hash over every text and annotation of a set: another set has other floors."""
    whole = hashlib.sha256()
    for report in reports:
        for part in (report.text, json.dumps(report.gold, sort_keys=True, ensure_ascii=False)):
            whole.update(hashlib.sha256(part.encode()).digest())
        for table in (*report.parties, *report.issues):
            whole.update(hashlib.sha256(table.read_bytes()).digest())
    return whole.hexdigest()


def _beside(
    path: Path, parties: tuple[Path, ...] = (), issues: tuple[Path, ...] = ()
) -> GoldReport:
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = path.parent / gold["doc"]["file"]
    if not text.exists():
        raise MissingData(f"{path.name}: its text {gold['doc']['file']} is not there")
    return GoldReport(gold, text.read_bytes().decode("utf-8"), parties, issues)


def _case(folder: Path) -> Iterator[GoldReport]:
    """Yield the reports of a case folder, to be read with the case's own tables."""
    parties = tuple(p for p in [folder / "parties.yaml"] if p.exists())
    issues = tuple(p for p in [folder / "issues.yaml"] if p.exists())
    for path in sorted((folder / "gold").glob("*.gold.json")):
        yield _beside(path, parties, issues)


def annotated(folder: Path) -> Iterator[GoldReport]:
    """Yield the Wikinews annotations in a folder with their texts, not yet checked.

    Raises
    ------
    MissingData
        If a text is not there.
    """
    texts = _wikinews_texts()
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if gold["doc"]["id"] not in texts:
            raise MissingData(
                f"{gold['doc']['id']}: its text is not in shared data, wikinews/articles.jsonl"
            )
        yield GoldReport(gold, texts[gold["doc"]["id"]])


@cache
def _wikinews_texts() -> dict[str, str]:
    path = shared_data() / "wikinews" / "articles.jsonl"
    if not path.exists():
        raise MissingData("the Wikinews texts are not there: shared data, wikinews/articles.jsonl")
    with path.open(encoding="utf-8") as lines:
        return {row["id"]: row["text"] for row in map(json.loads, lines)}


def checked(report: GoldReport) -> GoldReport:
    """Return the report, refused unless its text is the one that was annotated."""
    doc = report.gold["doc"]
    if doc["chars"] != len(report.text):
        raise MissingData(
            f"{report.id}: {len(report.text)} code points, {doc['chars']} were annotated"
        )
    if doc["sha256"] != hashlib.sha256(report.text.encode()).hexdigest():
        raise MissingData(f"{report.id}: the text is not the one that was annotated")
    return report
