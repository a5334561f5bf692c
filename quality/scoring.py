"""Score what was read from one report against its gold, as counts that add up over reports.

Both sides are in the exchange form ``onetext-report/1``. The definitions are those of the shared
script ``reports/score.py``, which a test runs beside this one on every set:

- A read statement stands for a gold one when the words of their contents have a Jaccard index of at
  least one half; quote marks, other marks and a leading "that" do not count. One to one, the best
  pairs first.
- A gold statement inside another one's content, or one that repeats another, is optional: it counts
  when found and is not missed.
- Of the matched: the *speaker* is right with the same last name or the same party; a *party* is
  right when an id, name or alias agrees, or when both say none; *stance* may be one of the accepted
  others; *date*, *channel* (its kind), *verbatim* and *condition* count where gold has one.
- An *event* is found when one of its type has evidence that overlaps, in text order.

Beyond the shared script: ``condition link`` asks for all three spans of the condition, ``date
known`` and ``channel known`` also ask that nothing be given where nothing can be known, and
``certainty`` is compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from figures import Tally

Form = Mapping[str, Any]
QUOTE_TYPES = ("direct", "mixed", "indirect")

_THAT = re.compile(r'[\s“"‘,]*that[\s,]+')
_WORD = re.compile(r"\w+")


def score(gold: Form, read: Form, text: str) -> dict[str, Tally]:
    """Return the tallies of one report by the figure's name.

    ``statements``, ``events`` and ``found <quote type>`` are measured against everything, the
    others are shares of the matched statements.
    """
    due = gold["statements"]
    given = [s for s in read.get("statements") or [] if s.get("content_spans")]
    matched = match(due, given, text)
    needed = [i for i, s in enumerate(due) if i in matched or not _optional(s)]
    tallies = {"statements": Tally(len(matched), len(given), len(needed))}
    for kind in QUOTE_TYPES:
        of_kind = [i for i in needed if due[i]["quote_type"] == kind]
        tallies[f"found {kind}"] = Tally.share(sum(i in matched for i in of_kind), len(of_kind))
    same_party = _party_test(gold, read)
    both = [(due[i], given[j]) for i, j in matched.items()]
    for name, (counts, right) in _SHARES.items():
        counted = [(x, y) for x, y in both if counts(x)]
        tallies[name] = Tally.share(
            sum(right(x, y, same_party, text) for x, y in counted), len(counted)
        )
    tallies["events"] = _events(gold["events"], read.get("events") or [])
    return tallies


def match(due: Sequence[Form], given: Sequence[Form], text: str) -> dict[int, int]:
    """Return which of ``given`` stands for which of ``due``, by index.

    Cost: the product of both numbers.
    """
    ours = [content_words(text, s["content_spans"]) for s in given]
    ranked = sorted(
        (
            (len(a & b) / len(a | b), i, j)
            for i, s in enumerate(due)
            for a in [content_words(text, s["content_spans"])]
            for j, b in enumerate(ours)
            if a and b
        ),
        reverse=True,
    )
    matched: dict[int, int] = {}
    used: set[int] = set()
    for alike, i, j in ranked:
        if alike >= 0.5 and i not in matched and j not in used:
            matched[i] = j
            used.add(j)
    return matched


def content_words(text: str, spans: Sequence[Sequence[int]]) -> frozenset[int]:
    """Return where the words of a content begin, a leading "that" left out.

    Examples
    --------
    >>> sorted(content_words("He said that they left.", [[8, 22]]))
    [13, 18]
    """
    places: set[int] = set()
    for start, end in spans:
        that = _THAT.match(text[start:end])
        begin = start + (that.end() if that else 0)
        places |= {begin + word.start() for word in _WORD.finditer(text[begin:end])}
    return frozenset(places)


def last_name(name: str | None) -> str | None:
    """Return the last word of a name, lower case.

    Examples
    --------
    >>> last_name("Dmitry Peskov"), last_name(None)
    ('peskov', None)
    """
    words = _WORD.findall((name or "").lower())
    return str(words[-1]) if words else None


SameParty = Callable[[str | None, str | None], bool]
Right = Callable[[Form, Form, SameParty, str], bool]


def _optional(statement: Form) -> bool:
    return bool(statement.get("nested_in") or statement.get("same_as"))


def _party_test(gold: Form, read: Form) -> SameParty:
    names = [
        {
            party["id"]: {
                str(name).lower()
                for name in (party["id"], party.get("name"), *(party.get("aliases") or ()))
                if name
            }
            for party in report.get("parties") or []
        }
        for report in (gold, read)
    ]

    def same(due: str | None, given: str | None) -> bool:
        if due is None or given is None:
            return False
        return not (names[0].get(due) or {due.lower()}).isdisjoint(
            names[1].get(given) or {given.lower()}
        )

    return same


def _name(x: Form, y: Form, same: SameParty, text: str) -> bool:
    due = last_name(x["speaker"]["name"])
    return due is not None and due == last_name((y.get("speaker") or {}).get("name"))


def _speaker(x: Form, y: Form, same: SameParty, text: str) -> bool:
    party = (y.get("speaker") or {}).get("party")
    return _name(x, y, same, text) or same(x["speaker"]["party"], party)


def _party(x: Form, y: Form, same: SameParty, text: str) -> bool:
    due, given = x["speaker"]["party"], (y.get("speaker") or {}).get("party")
    return due == given or same(due, given)


def _stance(x: Form, y: Form, same: SameParty, text: str) -> bool:
    return y.get("stance") in (x["stance"], *(x.get("stance_alt") or ()))


def _channel(x: Form, y: Form, same: SameParty, text: str) -> bool:
    return _kind(x) == _kind(y)


def _kind(statement: Form) -> str:
    """Return the channel's kind, empty when no channel is known."""
    return str((statement.get("channel") or {}).get("type") or "").split(":")[0]


def _verbatim(x: Form, y: Form, same: SameParty, text: str) -> bool:
    return [list(span) for span in y.get("verbatim_spans") or []] == list(x["verbatim_spans"])


def _condition(x: Form, y: Form, same: SameParty, text: str) -> bool:
    due, given = x["condition"], y.get("condition") or {}
    return all(given.get(side) == due.get(side) for side in ("gives_span", "gets_span"))


def _condition_link(x: Form, y: Form, same: SameParty, text: str) -> bool:
    due, given = x["condition"], y.get("condition") or {}
    return _condition(x, y, same, text) and bool(link_of(due, x, text) == given.get("link_span"))


def link_of(condition: Form, statement: Form, text: str) -> list[int] | None:
    """Return the link's span; older files give its words only, which stand in the content."""
    if condition.get("link_span"):
        return list(condition["link_span"])
    for start, end in statement["content_spans"] if condition.get("link") else ():
        at = text.find(condition["link"], start, end)
        if at >= 0:
            return [at, at + len(condition["link"])]
    return None


def _certainty(x: Form, y: Form, same: SameParty, text: str) -> bool:
    return bool(x.get("certainty", "attributed") == y.get("certainty", "attributed"))


def _always(statement: Form) -> bool:
    return True


_SHARES: dict[str, tuple[Callable[[Form], bool], Right]] = {
    "speaker": (_always, _speaker),
    "name": (lambda x: last_name(x["speaker"]["name"]) is not None, _name),
    "party": (_always, _party),
    "quote type": (_always, lambda x, y, same, text: y.get("quote_type") == x["quote_type"]),
    "stance": (_always, _stance),
    "date": (lambda x: bool(x["date"]), lambda x, y, same, text: y.get("date") == x["date"]),
    "date known": (
        _always,
        lambda x, y, same, text: (y.get("date") or None) == (x["date"] or None),
    ),
    "channel": (lambda x: bool(x["channel"]), _channel),
    "channel known": (_always, _channel),
    "verbatim": (lambda x: bool(x["verbatim_spans"]), _verbatim),
    "condition": (lambda x: bool(x.get("condition")), _condition),
    "condition link": (lambda x: bool(x.get("condition")), _condition_link),
    "certainty": (_always, _certainty),
}


def _events(due: Sequence[Form], given: Sequence[Form]) -> Tally:
    used: set[int] = set()
    for x in due:
        for j, y in enumerate(given):
            if j not in used and y.get("type") == x["type"] and _touch(x, y):
                used.add(j)
                break
    return Tally(len(used), len(given), len(due))


def _touch(x: Form, y: Form) -> bool:
    return any(
        a < d and c < b for a, b in x["evidence_spans"] for c, d in y.get("evidence_spans") or []
    )
