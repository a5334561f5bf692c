"""What every test of the room looks for: that nothing is refused in words that stay English."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from markupsafe import Markup

from onetext.room.web.refusals import Refusals
from onetext.room.web.refusals_drawn import refusals
from onetext.room.web.sentences import Told
from onetext.room.web.words import Words

_KNOWN = Refusals(message for message, _ in refusals())
_HELD = frozenset(id for id in Words("fr")._catalog)


@pytest.fixture(autouse=True)
def unmatched(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """Gather what a page refuses in words that no message fits; at the end there is none."""
    found: set[str] = set()
    refusal = Words.refusal

    def noted(words: Words, said: str) -> Told | Markup:
        if said and said not in _HELD and _KNOWN.match(said) is None:
            found.add(said)
        return refusal(words, said)

    monkeypatch.setattr(Words, "refusal", noted)
    yield found
    assert not found, f"draw and translate, or name in UNMET no more: {sorted(found)}"
