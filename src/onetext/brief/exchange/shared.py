"""Which statements several reports carry, by the place of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onetext.press.gathering.gathering import Gathering, Same, Told

Shared = Mapping[tuple[str, str], Same]
"""The statements that more than one report carries, by report and id."""


def shared(gathering: Gathering) -> dict[tuple[str, str], Same]:
    """Return each such statement under every place where it stands."""
    return {(one.source, one.id): same for same in gathering.statements() for one in same.told}


def sources_of(same: Same) -> list[Told]:
    """Return the statement as each report has it, each report once.

    Examples
    --------
    >>> one = Told("a", "s1", "The Courier", None, "We will sign.")
    >>> twice = Told("a", "s2", "The Courier", None, "We will sign.")
    >>> [told.id for told in sources_of(Same("Renn", "x", None, "commit", one, (one, twice)))]
    ['s1']
    """
    return list({one.source: one for one in reversed(same.told)}.values())[::-1]


def same_to_json(gathering: Gathering) -> list[dict[str, Any]]:
    """Return one object for each statement that several reports carry, with all its sources."""
    return [
        {
            "statement": {"doc": same.fullest.source, "id": same.fullest.id},
            "speaker": same.speaker,
            "party": same.party,
            "date": same.said,
            "stance": same.stance,
            "content_text": same.fullest.words,
            "sources": [
                {"doc": one.source, "id": one.id, "outlet": one.outlet, "published": one.published}
                for one in sources_of(same)
            ],
        }
        for same in gathering.statements()
    ]
