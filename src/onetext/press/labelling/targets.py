"""Tell whom a statement addresses or is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onetext.press.lexicon.parties import PartyMention
from onetext.terms.said.span import Span

_PLACE = re.compile(
    r"\b(?:in|at|from|near|outside|around|to visit|visiting)(?: the)? \Z", re.IGNORECASE
)


def targets_of(
    contents: Sequence[Span],
    mentions: Sequence[PartyMention],
    speaker_party: str | None,
    *,
    text: str | None = None,
    told: Span | None = None,
    others: Sequence[str] = (),
) -> tuple[str, ...]:
    """Return the parties that the words name, the speaker's own left out, in the order named.

    Parameters
    ----------
    contents
        The spans of the content.
    mentions
        Where the report names parties, in order.
    speaker_party
        The party that the speaker speaks for, None when not known.
    text
        The report; with it, a capital that is only a place ("talks in Berlin") does not count.
    told
        Whoever was told ("he told *the Syrian envoy* that …"), if the words name him.
    others
        Parties to fall back on where none is named: those across the table.

    Examples
    --------
    >>> from onetext.press.lexicon.parties import PartyTable
    >>> text = "Syria urged Turkey to leave, in talks in Berlin."
    >>> mentions = PartyTable.load().mentions(text)
    >>> targets_of([Span(12, 47)], mentions, "syria", text=text)
    ('turkey',)
    """
    places = [*([told] if told else []), *contents]
    found: dict[str, None] = {}
    for place in places:
        for mention in mentions:
            if not place.holds(mention.span) or mention.party == speaker_party:
                continue
            if mention.form == "capital" and text is not None:
                lead = text[max(0, mention.span.start - 16) : mention.span.start]
                if _PLACE.search(lead):
                    continue
            found.setdefault(mention.party)
    return tuple(found) or tuple(party for party in others if party != speaker_party)
