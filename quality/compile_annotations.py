"""Turn an annotator's draft, which quotes the report, into the stored form, which has offsets only.

    python quality/compile_annotations.py ARTICLES.jsonl DRAFT.json OUT.json

In a draft every span is written as the exact words. Words that occur once in the report stand as a
plain string; others are written ``{"in": "longer unique words", "pick": "the words"}``, where the
pick occurs once inside (or add ``"nth": 2``). A list of spans is a list of such items. Everything
wrong is listed, with the statement's id, and nothing is written.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, get_args

from onetext.terms.said.event import EventStatus, EventType
from onetext.terms.said.statement import Certainty, QuoteType, Stance

STANCES = set(get_args(Stance))
KINDS = {
    "social_media",
    "messaging",
    "state_media",
    "press",
    "press_release",
    "statement",
    "joint_statement",
    "speech",
    "broadcast",
    "newspaper",
    "website",
    "letter",
    "written",
    "vote",
}
EVENT_TYPES = set(get_args(EventType))
EVENT_STATUSES = set(get_args(EventStatus))
CERTAINTIES = set(get_args(Certainty))
QUOTE_TYPES = set(get_args(QuoteType))


class Compiler:
    def __init__(self, text: str) -> None:
        self.text = text
        self.faults: list[str] = []

    def span(self, item: Any, where: str) -> list[int] | None:
        if item is None:
            return None
        if isinstance(item, str):
            outer, pick, nth = self.text, item, None
            base = 0
        else:
            if self.text.count(item["in"]) != 1:
                self.faults.append(
                    f"{where}: occurs {self.text.count(item['in'])} times: {item['in']!r}"
                )
                return None
            base = self.text.index(item["in"])
            outer, pick, nth = item["in"], item["pick"], item.get("nth")
        found = []
        at = outer.find(pick)
        while at >= 0:
            found.append(at)
            at = outer.find(pick, at + 1)
        if not pick or pick != pick.strip():
            self.faults.append(f"{where}: empty or with white space at an end: {pick!r}")
            return None
        if nth is None and len(found) != 1:
            self.faults.append(f"{where}: occurs {len(found)} times: {pick!r}")
            return None
        if nth is not None and len(found) < nth:
            self.faults.append(f"{where}: fewer than {nth} of {pick!r}")
            return None
        start = base + found[(nth or 1) - 1]
        return [start, start + len(pick)]

    def spans(self, items: Any, where: str) -> list[list[int]]:
        out = [s for i in items or [] if (s := self.span(i, where)) is not None]
        if out != sorted(out):
            self.faults.append(f"{where}: spans out of order")
        return out

    def one_of(self, value: Any, allowed: set[str], where: str) -> Any:
        if value not in allowed:
            self.faults.append(f"{where}: {value!r} is not one of {sorted(allowed)}")
        return value


def compile_draft(row: dict[str, Any], draft: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return the stored form and the faults found."""
    c = Compiler(row["text"])
    parties = {p["id"] for p in draft["parties"]}
    issues = {i["id"] for i in draft["issues"]}
    statements, ids = [], {s["id"] for s in draft["statements"]}
    for s in draft["statements"]:
        w = s["id"]
        speaker = s.get("speaker") or {}
        if speaker.get("party") not in parties | {None}:
            c.faults.append(f"{w}: party {speaker.get('party')!r} is not in the list")
        for i in s.get("issues", []):
            if i not in issues:
                c.faults.append(f"{w}: issue {i!r} is not in the list")
        for p in s.get("target_parties", []):
            if p not in parties:
                c.faults.append(f"{w}: target {p!r} is not in the list")
        channel = s.get("channel")
        if channel:
            c.one_of(channel["type"].split(":")[0], KINDS, f"{w} channel")
            channel = {
                "type": channel["type"],
                "explicit": bool(channel.get("explicit")),
                "span": c.span(channel.get("span"), f"{w} channel"),
            }
        condition = s.get("condition")
        if condition:
            condition = {
                "gives_span": c.span(condition.get("gives"), f"{w} gives"),
                "link_span": c.span(condition.get("link"), f"{w} link"),
                "gets_span": c.span(condition.get("gets"), f"{w} gets"),
            }
        via = s.get("via")
        if via:
            via = {"outlet": via["outlet"], "span": c.span(via.get("span"), f"{w} via")}
        if not s.get("content"):
            c.faults.append(f"{w}: no content")
        out = {
            "id": w,
            "speaker": {
                "name": speaker.get("name"),
                "role": speaker.get("role"),
                "party": speaker.get("party"),
                "mention_span": c.span(speaker.get("mention"), f"{w} mention"),
            },
            "cue_span": c.span(s.get("cue"), f"{w} cue"),
            "content_spans": c.spans(s.get("content"), f"{w} content"),
            "verbatim_spans": c.spans(s.get("verbatim"), f"{w} verbatim"),
            "quote_type": c.one_of(s["quote_type"], QUOTE_TYPES, w),
            "date": s.get("date"),
            "date_span": c.span(s.get("date_words"), f"{w} date_words"),
            "channel": channel,
            "via": via,
            "issues": s.get("issues", []),
            "stance": c.one_of(s["stance"], STANCES, w),
            "stance_alt": [c.one_of(a, STANCES, w) for a in s.get("stance_alt", [])],
            "target_parties": s.get("target_parties", []),
            "condition": condition,
            "certainty": c.one_of(s.get("certainty", "attributed"), CERTAINTIES, w),
            "position": s.get("position"),
        }
        for link in ("same_as", "nested_in"):
            if s.get(link):
                out[link] = c.one_of(s[link], ids, w)
        statements.append(out)
    events = []
    for e in draft["events"]:
        for p in e.get("participants", []):
            if p not in parties:
                c.faults.append(f"{e['id']}: participant {p!r} is not in the list")
        events.append(
            {
                "id": e["id"],
                "type": c.one_of(e["type"], EVENT_TYPES, e["id"]),
                "status": c.one_of(e["status"], EVENT_STATUSES, e["id"]),
                "start": e.get("start"),
                "end": e.get("end"),
                "duration_min": e.get("duration_min"),
                "venue": e.get("venue"),
                "round": e.get("round"),
                "participants": e.get("participants", []),
                "issues": e.get("issues", []),
                "evidence_spans": c.spans(e["evidence"], e["id"]),
            }
        )
    narration = [
        {
            "id": n["id"],
            "span": c.span(n["span"], n["id"]),
            "hedged": bool(n.get("hedged")),
            "issues": n.get("issues", []),
        }
        for n in draft.get("narration", [])
    ]
    doc = {
        k: row.get(k) for k in ("id", "title", "outlet", "published", "url", "licence", "sha256")
    }
    doc |= {"chars": len(row["text"]), "language": "en", "annotator": draft["annotator"]}
    return {
        "schema": "onetext-report/1",
        "doc": doc,
        "parties": draft["parties"],
        "issues": draft["issues"],
        "statements": statements,
        "events": events,
        "narration": narration,
    }, c.faults


def main(articles: str, draft_path: str, out_path: str) -> int:
    draft = json.loads(Path(draft_path).read_text(encoding="utf-8"))
    with open(articles, encoding="utf-8") as lines:
        row = next(r for r in map(json.loads, lines) if r["id"] == draft["doc"])
    stored, faults = compile_draft(row, draft)
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        return 1
    Path(out_path).write_text(
        json.dumps(stored, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    print(f"{out_path}: {len(stored['statements'])} statements, {len(stored['events'])} events")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
