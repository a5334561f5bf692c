"""The exchange form of a report, ``onetext-report/1``: one JSON object a report.

Offsets are Unicode code points, end exclusive. A stored annotation may leave the words out and keep
only the offsets; with the text at hand both read alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast, get_args

from onetext.errors import BadInput
from onetext.terms.issue import Issue
from onetext.terms.party import Party
from onetext.terms.said.event import Event, EventStatus, EventType, Narration
from onetext.terms.said.report import Report
from onetext.terms.said.source import Source
from onetext.terms.said.span import Anchor, Span
from onetext.terms.said.statement import (
    Certainty,
    Channel,
    Exchange,
    Point,
    QuoteType,
    Speaker,
    Stance,
    Statement,
    Status,
    Via,
)
from onetext.terms.when import When

SCHEMA = "onetext-report/1"


def to_form(report: Report) -> dict[str, Any]:
    """Return ``report`` in the exchange form, the source's text left out.

    Cost: linear in the number of statements.
    """
    source, text = report.source, report.source.text
    return {
        "schema": SCHEMA,
        "doc": {
            "id": source.id,
            "title": source.title,
            "outlet": source.outlet,
            "byline": source.byline,
            "published": str(source.published) if source.published else None,
            "published_basis": source.published_basis,
            "language": source.language,
            "url": source.url,
            "licence": source.licence,
            "file": source.file,
            "chars": source.chars,
            "sha256": source.sha256,
        },
        "parties": [_party(party) for party in report.parties],
        "issues": [{"id": issue.id, "label": issue.label} for issue in report.issues],
        "statements": [_statement(s, text) for s in report.statements],
        "events": [_event(e) for e in report.events],
        "narration": [
            {
                "id": n.id,
                "span": _pair(n.span),
                "text": n.span.of(text),
                "hedged": n.hedged,
                "kind": n.kind,
                "issues": list(n.issues),
            }
            for n in report.narration
        ],
    }


def from_form(doc: Mapping[str, Any], text: str) -> Report:
    """Return the report that ``doc`` tells, over ``text``.

    Raises
    ------
    BadInput
        If the schema is another, a field is missing or has a value that is not in its list, or a
        span does not lie inside the text.
    """
    if doc.get("schema") != SCHEMA:
        raise BadInput(f"schema {doc.get('schema')!r}", instead=f"write {SCHEMA!r}")
    try:
        head = doc["doc"]
        published = head.get("published")
        source = Source(
            id=str(head["id"]),
            text=text,
            file=head.get("file"),
            title=head.get("title"),
            outlet=head.get("outlet"),
            byline=head.get("byline"),
            published=When(published) if published else None,
            published_basis=head.get("published_basis"),
            url=head.get("url"),
            licence=head.get("licence"),
            language=head.get("language"),
            sha256=head.get("sha256", ""),
        )
        reader = _Reading(source)
        return Report(
            source=source,
            parties=tuple(
                Party(p["id"], p["name"], p["kind"], tuple(p.get("aliases") or ()), p.get("role"))
                for p in doc["parties"]
            ),
            issues=tuple(Issue(i["id"], i["label"]) for i in doc["issues"]),
            statements=tuple(reader.statement(s) for s in doc["statements"]),
            events=tuple(reader.event(e) for e in doc["events"]),
            narration=tuple(
                Narration(
                    n["id"],
                    source.id,
                    reader.must(n["span"]),
                    bool(n.get("hedged")),
                    n.get("kind"),
                    tuple(n.get("issues") or ()),
                )
                for n in doc.get("narration", [])
            ),
        )
    except KeyError as missing:
        raise BadInput(f"the field {missing} is missing", instead="add it") from None
    except (TypeError, ValueError, AttributeError) as fault:
        raise BadInput(str(fault), instead=f"follow the form {SCHEMA}") from None


class _Reading:
    def __init__(self, source: Source) -> None:
        self.source = source

    def must(self, pair: Sequence[int]) -> Span:
        start, end = pair
        if not 0 <= start < end <= self.source.chars:
            raise BadInput(f"span [{start}, {end}] is not inside the text")
        return Span(start, end)

    def may(self, pair: Sequence[int] | None) -> Span | None:
        return self.must(pair) if pair is not None else None

    def statement(self, s: Mapping[str, Any]) -> Statement:
        who, channel, via = s["speaker"], s.get("channel"), s.get("via")
        return Statement(
            id=s["id"],
            source=self.source.id,
            speaker=Speaker(
                name=who.get("name"),
                role=who.get("role"),
                party=who.get("party"),
                mention=self.may(who.get("mention_span")),
                co_parties=tuple(who.get("co_parties") or ()),
                authority=who.get("authority"),
            ),
            cue=self.may(s.get("cue_span")),
            contents=tuple(self.must(pair) for pair in s["content_spans"]),
            verbatim=tuple(self.must(pair) for pair in s.get("verbatim_spans") or ()),
            quote_type=cast(QuoteType, _one_of(s["quote_type"], QuoteType)),
            stance=cast(Stance, _one_of(s["stance"], Stance)),
            said=When(s["date"]) if s.get("date") else None,
            date_span=self.may(s.get("date_span")),
            channel=Channel(
                channel["type"], bool(channel.get("explicit")), self.may(channel.get("span"))
            )
            if channel
            else None,
            via=Via(via["outlet"], self.may(via.get("span"))) if via else None,
            issues=tuple(s.get("issues") or ()),
            targets=tuple(s.get("target_parties") or ()),
            condition=self._condition(s, s["content_spans"]),
            certainty=cast(Certainty, _one_of(s.get("certainty", "attributed"), Certainty)),
            status=cast(Status, _one_of(s.get("status", "unconfirmed"), Status)),
            same_as=s.get("same_as"),
            nested_in=s.get("nested_in"),
            points=tuple(self.point(p) for p in s.get("points") or ()),
            confidence=_share(s.get("confidence")),
        )

    def point(self, p: Mapping[str, Any]) -> Point:
        return Point(
            span=self.must(p["span"]),
            stance=cast(Stance, _one_of(p["stance"], Stance)),
            issues=tuple(p.get("issues") or ()),
            targets=tuple(p.get("target_parties") or ()),
            condition=self._condition(p, [p["span"]]),
        )

    def _condition(
        self, row: Mapping[str, Any], within: Sequence[Sequence[int]]
    ) -> Exchange | None:
        condition = row.get("condition")
        if not condition:
            return None
        return Exchange(
            self.may(condition.get("gives_span")),
            self._link(condition, within),
            self.may(condition.get("gets_span")),
        )

    def _link(self, condition: Mapping[str, Any], within: Sequence[Sequence[int]]) -> Span | None:
        """Return the link's span; some files give only its words, which stand in the content."""
        if condition.get("link_span"):
            return self.must(condition["link_span"])
        for start, end in within if condition.get("link") else ():
            at = self.source.text.find(condition["link"], start, end)
            if at >= 0:
                return Span(at, at + len(condition["link"]))
        return None

    def event(self, e: Mapping[str, Any]) -> Event:
        return Event(
            id=e["id"],
            source=self.source.id,
            type=cast(EventType, _one_of(e["type"], EventType)),
            status=cast(EventStatus, _one_of(e["status"], EventStatus)),
            evidence=tuple(self.must(pair) for pair in e["evidence_spans"]),
            start=When(e["start"]) if e.get("start") else None,
            end=When(e["end"]) if e.get("end") else None,
            duration_min=e.get("duration_min"),
            venue=e.get("venue"),
            round=e.get("round"),
            participants=tuple(e.get("participants") or ()),
            issues=tuple(e.get("issues") or ()),
        )


def _one_of(value: str, kind: Any) -> str:
    allowed = get_args(kind)
    if value not in allowed:
        raise BadInput(f"{value!r} is not known here", instead=f"write one of {', '.join(allowed)}")
    return value


def _share(value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise BadInput(f"{value!r} is no confidence", instead="write a number from 0 to 1, or null")
    return float(value)


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _may_pair(span: Span | None) -> list[int] | None:
    return _pair(span) if span else None


def _party(party: Party) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": party.id,
        "name": party.name,
        "kind": party.kind,
        "aliases": list(party.aliases),
    }
    if party.role:
        row["role"] = party.role
    return row


def _statement(s: Statement, text: str) -> dict[str, Any]:
    words = s.words(text)
    anchors = [Anchor.at(text, span) for span in s.contents]
    row: dict[str, Any] = {
        "id": s.id,
        "speaker": {
            "name": s.speaker.name,
            "role": s.speaker.role,
            "party": s.speaker.party,
            "mention_span": _may_pair(s.speaker.mention),
            "authority": s.speaker.authority,
        },
        "cue_span": _may_pair(s.cue),
        "content_spans": [_pair(span) for span in s.contents],
        "content_text": words,
        "content_context": [[anchor.prefix, anchor.suffix] for anchor in anchors],
        "verbatim_spans": [_pair(span) for span in s.verbatim],
        "quote_type": s.quote_type,
        "date": str(s.said) if s.said else None,
        "date_span": _may_pair(s.date_span),
        "channel": {
            "type": s.channel.type,
            "explicit": s.channel.explicit,
            "span": _may_pair(s.channel.span),
        }
        if s.channel
        else None,
        "via": {"outlet": s.via.outlet, "span": _may_pair(s.via.span)} if s.via else None,
        "issues": list(s.issues),
        "stance": s.stance,
        "target_parties": list(s.targets),
        "condition": _condition(s.condition, text) if s.condition else None,
        "certainty": s.certainty,
        "status": s.status,
        "position": gist(words),
    }
    if s.speaker.co_parties:
        row["speaker"]["co_parties"] = list(s.speaker.co_parties)
    if s.confidence is not None:
        row["confidence"] = round(s.confidence, 3)
    if s.same_as:
        row["same_as"] = s.same_as
    if s.nested_in:
        row["nested_in"] = s.nested_in
    if s.points:
        row["points"] = [_point(point, s, text) for point in s.points]
    return row


def _point(point: Point, s: Statement, text: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        "span": _pair(point.span),
        "text": " … ".join(piece.of(text) for piece in s.within(point.span)),
        "stance": point.stance,
        "issues": list(point.issues),
        "target_parties": list(point.targets),
    }
    if point.condition:
        row["condition"] = _condition(point.condition, text)
    return row


def _condition(condition: Exchange, text: str) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name, span in (
        ("gives", condition.gives),
        ("link", condition.link),
        ("gets", condition.gets),
    ):
        row[name] = span.of(text) if span else None
        row[f"{name}_span"] = _may_pair(span)
    return row


def _event(e: Event) -> dict[str, Any]:
    return {
        "id": e.id,
        "type": e.type,
        "status": e.status,
        "start": str(e.start) if e.start else None,
        "end": str(e.end) if e.end else None,
        "duration_min": e.duration_min,
        "venue": e.venue,
        "round": e.round,
        "participants": list(e.participants),
        "issues": list(e.issues),
        "evidence_spans": [_pair(span) for span in e.evidence],
    }


def gist(words: str, *, most: int = 160) -> str:
    """Return the words on one line, without outer quote marks or a leading "that", clipped.

    Examples
    --------
    >>> gist("that “the work goes on,”")
    'the work goes on'
    """
    line = " ".join(words.split())
    line = line.removeprefix("that ").strip("“”\"‘’' ,")
    if len(line) <= most:
        return line
    return line[:most].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
