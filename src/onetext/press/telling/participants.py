"""Who takes part in an event: the parties that its clauses name as there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from onetext.press.finding.attribution import Attribution
from onetext.press.lexicon.parties import PartyMention
from onetext.press.text.sentences import Page
from onetext.terms.said.span import Span

_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|from|near|outside|around|across|of|into|through)(?:\s+the)?\s+$", re.IGNORECASE
)
_PLACE_AFTER = re.compile(
    r"^(?:[’']s)?\s+(?:capital|border|soil|territory|bank|city|town|coast|side|market|village|airspace"
    r"|region|waters|ground|consulate|embassy in|troops|army|base|airfield|guards?)\b"
)
_WAR = re.compile(
    r"\b(?:war|conflict|fighting|hostilities|border|dispute|invasion|attack|ambitions|relations|ties)"
    r"\s+(?:\w+\s+)?(?:between|with|against|in|on|over|from|by)\s+[^.;]*$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:about|regarding|concerning|on ending|against|over)\s+(?:the\s+)?$", re.I)
_ABSENT = re.compile(
    r"^[^.;]{0,30}?\b(?:absent|excluded|left out|left outside|shut out|not invited|uninvited"
    r"|stayed away)\b"
)
_CHAIRED = re.compile(
    r"\b(?:chaired|hosted|mediated|brokered|facilitated|convened) by (?:the )?$", re.IGNORECASE
)
_SEATED = ("principal", "mediator", "facilitator")
_SEVERAL = re.compile(
    r"\b(?:sides|both|they|we|parties|negotiators|delegations"
    r"|two (?:leaders|countries|governments)|each other)\b",
    re.IGNORECASE,
)
_SENT = re.compile(
    r"^(?:[’']s)?(?:\s+(?:chief|top|lead|senior|special|foreign|trade|government|interior|peace))*\s+"
    r"(?:delegations?|delegates?|negotiators?|negotiating|mediators?|envoys?|contingent|team|side)\b"
)
_NAMED_SENT = re.compile(r"\b(?:negotiators?|delegations?|delegates|envoys?) (?:from|of) [^.;]*$")


def participants_of(
    page: Page,
    clauses: Sequence[Span],
    sentences: Sequence[int],
    mentions: Sequence[PartyMention],
    attributions: Sequence[Attribution],
    *,
    gathering: bool,
    talks: bool,
    roles: Mapping[str, str | None],
) -> tuple[str, ...]:
    """Return the ids of the parties taking part, in text order.

    Those that the clauses name. A gathering needs two: else those of the whole sentences, then the
    speakers there and in the sentences beside, and for talks the parties whose delegations,
    negotiators or mediators the report names, and whom ``roles`` (of a case's table) seats at the
    talks as principals or mediators. Parties that are only talked about ("the war between
    A and B"), a place ("the German capital", "in Oslo") or absent do not take part.
    """
    taking = [m for m in mentions if _takes_part(page.text, m)]
    found = _within(taking, clauses)
    if not gathering:
        return found
    whole = [page.sentences[i].span for i in sentences]
    chairs = [
        m for m in taking if _CHAIRED.search(page.text[max(0, m.span.start - 40) : m.span.start])
    ]
    found = _join(found, _within(chairs, whole))
    if len(found) > 2:
        return found
    words = " ".join(clause.of(page.text) for clause in clauses)
    if found and not talks and not _SEVERAL.search(words):
        return found
    if len(found) < 2:
        own = [
            m for m in taking if not any(c.holds(m.span) for a in attributions for c in a.contents)
        ]
        found = _join(found, _within(own, whole))
    if len(found) < 2:
        near = {i + step for i in sentences for step in (-1, 0, 1)}
        sources = [a.source for a in attributions if a.source and a.sentence in near]
        found = _join(found, _within(taking, sources))
    if talks and len(found) < 2:
        sent = [m.party for m in taking if _is_sent(page.text, m)]
        found = _join(found, sent)
    if talks and len(found) < 3:
        seated = [m.party for m in taking if roles.get(m.party) in _SEATED]
        found = _join(found, seated)
    return found


def _within(mentions: Iterable[PartyMention], spans: Sequence[Span]) -> tuple[str, ...]:
    return _join((), [m.party for m in mentions if any(s.holds(m.span) for s in spans)])


def _join(first: Sequence[str], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *more)))


def _is_sent(text: str, mention: PartyMention) -> bool:
    """Tell whether the mention speaks of negotiators, a delegation or mediators of the party."""
    if _SENT.match(text[mention.span.end : mention.span.end + 60]):
        return True
    if re.match(r"the (?:mediator|negotiator|facilitator)", mention.span.of(text), re.IGNORECASE):
        return True
    return bool(_NAMED_SENT.search(text[max(0, mention.span.start - 60) : mention.span.start]))


def _takes_part(text: str, mention: PartyMention) -> bool:
    start, end = mention.span.start, mention.span.end
    before, after = text[max(0, start - 60) : start], text[end : end + 60]
    if mention.form == "capital" and _PLACE_BEFORE.search(before):
        return _visited(before)
    if mention.form in ("metonym", "name", "alias") and re.search(r"\b(?:in|at)\s+$", before):
        return False
    if _PLACE_AFTER.match(after) or _ABSENT.match(after):
        return False
    return not (_WAR.search(before.rpartition(". ")[2]) or _ABOUT.search(before))


def _visited(before: str) -> bool:
    return bool(re.search(r"\bvisit\w*\s+$", before))
