"""Read texts of our own making, marked up as they were written, into the exchange form.

    python training/marked.py [FILE …]      check them; without a name, all

``MARKUP.md`` tells how a text is written. Everything wrong with a file is told with its line.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from onetext.terms.said.event import EventStatus, EventType
from onetext.terms.said.statement import Certainty, QuoteType, Stance

TEXTS = Path(__file__).parent / "texts"
_TAG = re.compile(r"<(/?)([scqdhgltex])(\d+(?:,\d+)*)>")
_STRAY = re.compile(r"</?[a-z]\d*[^>]{0,12}>")
_QUOTED = re.compile(r"“([^“”]+)(?:”|$)|\"([^\"]+)(?:\"|$)|‘([^‘’“”]+)’(?!\w)", re.MULTILINE)
_WORD = re.compile(r"\w")
_LABEL = 60
_STATEMENT = frozenset(
    "speaker role party stance stance_alt date channel via certainty same_as nested_in".split()
)
_EVENT = frozenset("type status start end venue round duration_min participants".split())
_NEEDED = ("genre", "published")
_HEAD = frozenset("genre published outlet title statements events".split())

Spans = list[list[int]]


class Faulty(Exception):
    """Say all that is wrong with a marked text, a line each."""


@dataclass
class Marked:
    """Hold a text without its tags and, for every letter and number, the spans that were tagged."""

    text: str = ""
    spans: dict[tuple[str, int], Spans] = field(default_factory=dict)

    def of(self, letter: str, number: int) -> Spans:
        """Return the spans of one tag, in text order."""
        return sorted(self.spans.get((letter, number), []))

    def first(self, letter: str, number: int) -> list[int] | None:
        """Return the only or first span of one tag."""
        return next(iter(self.of(letter, number)), None)


def unmark(body: str, line: int = 1) -> tuple[Marked, list[str]]:
    """Take the tags out of a text.

    Examples
    --------
    >>> marked, faults = unmark("<s1>Ana</s1> <c1>said</c1> <q1>it rains</q1>.")
    >>> marked.text, marked.of("q", 1), faults
    ('Ana said it rains.', [[9, 17]], [])
    """
    out, faults = Marked(), []
    open_at: dict[tuple[str, str], int] = {}
    done = 0
    for tag in _TAG.finditer(body):
        out.text += body[done : tag.start()]
        done = tag.end()
        closes, letter, numbers = tag.groups()
        here = line + body.count("\n", 0, tag.start())
        if not closes:
            if (letter, numbers) in open_at:
                faults.append(f"{here}: {tag[0]} is open already")
            open_at[letter, numbers] = len(out.text)
        elif (letter, numbers) not in open_at:
            faults.append(f"{here}: {tag[0]} was never opened")
        else:
            span = [open_at.pop((letter, numbers)), len(out.text)]
            words = out.text[span[0] : span[1]]
            if words != words.strip() or not words:
                faults.append(f"{here}: {tag[0]}: white space at an end of {words!r}")
            for number in numbers.split(","):
                out.spans.setdefault((letter, int(number)), []).append(span)
    out.text += body[done:]
    faults += [f"{line}: <{letter}{numbers}> is never closed" for letter, numbers in open_at]
    if stray := _STRAY.search(out.text):
        faults.append(f"{line}: {stray[0]!r} is no tag of ours")
    return out, faults


def read(path: Path) -> tuple[dict[str, Any], str]:
    """Return a marked text's annotation in the exchange form, and the text.

    Raises
    ------
    Faulty
        With all that is wrong, a line each.
    """
    whole = path.read_text(encoding="utf-8")
    head, body, line = _parted(path, whole)
    marked, faults = unmark(body, line)
    faults += [f"1: {name!r} is no field of the head" for name in set(head) - _HEAD]
    faults += [
        f"1: the head has no {name!r}" for name in ("genre", "published") if name not in head
    ]
    rows = {int(n): row or {} for n, row in (head.get("statements") or {}).items()}
    told = {number for letter, number in marked.spans if letter in "scqdhglt"}
    faults += [
        f"{line}: number {n} is tagged and not in the head" for n in sorted(told - set(rows))
    ]
    statements = [_statement(n, row, marked, faults) for n, row in sorted(rows.items())]
    held = {int(n): row or {} for n, row in (head.get("events") or {}).items()}
    events = [_event(n, row, marked, faults) for n, row in sorted(held.items())]
    tagged = {number for letter, number in marked.spans if letter == "e"}
    faults += [
        f"{line}: event {n} is tagged and not in the head" for n in sorted(tagged - set(held))
    ]
    if faults:
        raise Faulty("\n".join(f"{path.name}:{fault}" for fault in faults))
    parties = [s["speaker"]["party"] for s in statements]
    parties += [party for event in events for party in event["participants"]]
    doc = {
        "id": path.stem,
        "genre": head["genre"],
        "title": head.get("title"),
        "outlet": head.get("outlet"),
        "published": str(head["published"]),
        "sha256": hashlib.sha256(marked.text.encode()).hexdigest(),
        "chars": len(marked.text),
        "language": "en",
    }
    return {
        "schema": "onetext-report/1",
        "doc": doc,
        "parties": [{"id": id, "name": id, "aliases": []} for id in dict.fromkeys(parties) if id],
        "issues": [],
        "statements": statements,
        "events": events,
        "narration": [],
    }, marked.text


def texts(folder: Path = TEXTS) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield every text of the folder, by name."""
    for path in sorted(folder.glob("*.txt")):
        yield read(path)


def quoted_in(text: str, contents: Sequence[Sequence[int]]) -> Spans:
    """Return what of a content stands inside quote marks, which may lie just outside of it.

    Examples
    --------
    >>> quoted_in("He called it “a gift” to all.", [[10, 29]])
    [[14, 20]]
    """
    found = []
    for quote in _QUOTED.finditer(text):
        start, end = quote.span(quote.lastindex or 0)
        for a, b in contents:
            low, high = max(start, a), min(end, b)
            if low < high and _WORD.search(text[low:high]):
                found.append([low, high])
    return sorted(found)


def is_block(text: str, contents: Sequence[Sequence[int]], cue: Sequence[int] | None) -> bool:
    """Tell whether a content is whole paragraphs of a block, a turn, a post or a letter.

    Each piece begins its paragraph, or follows the label of whoever speaks, and ends it; the cue,
    if any, stands in another paragraph.

    Examples
    --------
    >>> is_block("Ana: It rains.", [[5, 14]], None), is_block("It rains, says Ana.", [[0, 8]], None)
    (True, False)
    """
    for start, end in contents:
        line = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", end)
        before, after = text[line:start].strip(), text[end : stop if stop >= 0 else len(text)]
        if after.strip() or (before and not (before.endswith(":") and len(before) < _LABEL)):
            return False
        if cue and line <= cue[0] < end:
            return False
    return bool(contents)


def quote_type(text: str, contents: Sequence[Sequence[int]], verbatim: Spans) -> QuoteType:
    """Return whether all, some or none of a content's words are quoted."""
    inside = sum(len(_WORD.findall(text[a:b])) for a, b in verbatim)
    whole = sum(len(_WORD.findall(text[a:b])) for a, b in contents)
    return "indirect" if not inside else "direct" if inside == whole else "mixed"


def _parted(path: Path, whole: str) -> tuple[Mapping[str, Any], str, int]:
    parts = re.split(r"^---\n", whole, maxsplit=2, flags=re.MULTILINE)
    if len(parts) != 3 or parts[0].strip():
        raise Faulty(f"{path.name}:1: write the head between two lines of ---")
    try:
        head = YAML(typ="safe").load(parts[1])
    except YAMLError as fault:
        raise Faulty(f"{path.name}:2: the head is no YAML: {fault}") from None
    if not isinstance(head, dict):
        raise Faulty(f"{path.name}:2: the head is empty")
    return head, parts[2].strip("\n") + "\n", parts[1].count("\n") + 3


def _statement(
    number: int, row: Mapping[str, Any], marked: Marked, faults: list[str]
) -> dict[str, Any]:
    where = f"1: statement {number}"
    faults += [f"{where}: {name!r} is no field" for name in set(row) - _STATEMENT]
    contents = marked.of("q", number)
    if not contents:
        faults.append(f"{where} has no <q{number}>")
    if any(a[1] > b[0] for a, b in pairwise(contents)):
        faults.append(f"{where}: its contents overlap")
    stance = _one_of(row.get("stance"), get_args(Stance), where, faults)
    cue = marked.first("c", number)
    verbatim = quoted_in(marked.text, contents)
    if not verbatim and is_block(marked.text, contents, cue):
        verbatim = contents
    links = {k: f"s{row[k]:02d}" for k in ("same_as", "nested_in") if row.get(k)}
    channel = row.get("channel")
    return {
        "id": f"s{number:02d}",
        "speaker": {
            "name": row.get("speaker"),
            "role": row.get("role"),
            "party": row.get("party"),
            "mention_span": marked.first("s", number),
        },
        "cue_span": cue,
        "content_spans": contents,
        "verbatim_spans": verbatim,
        "quote_type": quote_type(marked.text, contents, verbatim),
        "date": str(row["date"]) if row.get("date") else None,
        "date_span": marked.first("d", number),
        "channel": {
            "type": channel,
            "explicit": marked.first("h", number) is not None,
            "span": marked.first("h", number),
        }
        if channel
        else None,
        "via": {"outlet": row["via"], "span": None} if row.get("via") else None,
        "issues": [],
        "stance": stance,
        "stance_alt": list(row.get("stance_alt") or []),
        "target_parties": [],
        "condition": {
            "gives_span": marked.first("g", number),
            "link_span": marked.first("l", number),
            "gets_span": marked.first("t", number),
        }
        if marked.first("l", number)
        else None,
        "certainty": _one_of(
            row.get("certainty", "attributed"), get_args(Certainty), where, faults
        ),
        **links,
    }


def _event(
    number: int, row: Mapping[str, Any], marked: Marked, faults: list[str]
) -> dict[str, Any]:
    where = f"1: event {number}"
    faults += [f"{where}: {name!r} is no field" for name in set(row) - _EVENT]
    evidence = marked.of("e", number)
    if not evidence:
        faults.append(f"{where} has no <e{number}>")
    return {
        "id": f"e{number:02d}",
        "type": _one_of(row.get("type"), get_args(EventType), where, faults),
        "status": _one_of(row.get("status", "held"), get_args(EventStatus), where, faults),
        "start": str(row["start"]) if row.get("start") else None,
        "end": str(row["end"]) if row.get("end") else None,
        "duration_min": row.get("duration_min"),
        "venue": row.get("venue"),
        "round": row.get("round"),
        "participants": list(row.get("participants") or []),
        "issues": [],
        "evidence_spans": evidence,
    }


def _one_of(value: Any, allowed: Sequence[str], where: str, faults: list[str]) -> Any:
    if value not in allowed:
        faults.append(f"{where}: {value!r} is not one of {', '.join(allowed)}")
    return value


def main(names: Sequence[str]) -> int:
    """Check the texts named, or all, and tell how many statements and words they hold."""
    paths = [Path(name) for name in names] or sorted(TEXTS.glob("*.txt"))
    bad = statements = words = 0
    for path in paths:
        try:
            form, text = read(path)
        except Faulty as fault:
            bad += 1
            print(fault, file=sys.stderr)
            continue
        statements += len(form["statements"])
        words += len(text.split())
    print(f"{len(paths)} texts, {bad} faulty; {statements} statements, {words} words")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
