"""The fields of an entry as somebody reads them who passes it on in part."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from onetext.brief.act_told import item_told
from onetext.brief.drafting_told import alternative_told, alternatives_told, stand_told
from onetext.brief.field_names import field_name
from onetext.brief.phrases import UNKNOWN, Phrase, with_more
from onetext.errors import BadInput
from onetext.record.canonical import JSON
from onetext.record.fields import Shown
from onetext.record.stands import SignedStand
from onetext.record.wire import from_json, value_of
from onetext.room.issues_seen import label, option_label, space_seen
from onetext.room.kinds_told import SORTS, sort_of
from onetext.room.lines_seen import Lines, LineSeen
from onetext.room.web.words import N_
from onetext.terms.text.passage import Alternative, Passage

_MARKS = frozenset({"salt", "changes"})
"""Fields that say nothing to a reader: they are in every export, and on no screen."""
_ITEMS = frozenset({"changed_by", "draft", "inputs", "item", "minutes", "proposal"})
"""Fields that name another entry by its hash."""
_LEAVES: Mapping[object, str] = {
    "none": N_("No"),
    "ask": N_("Only if you ask us first"),
    "free": N_("Yes, freely: to anybody, word for word"),
}
_NOTHING = "–"


def shown_fields(lines: Lines, seen: LineSeen) -> tuple[tuple[str, str], ...]:
    """Return the fields of a line that this view shows, each with its value in words.

    What only proves something, such as the salt of an alternative, is left out.
    """
    if seen.line.entry is None:
        return ()
    telling = _Telling(lines)
    return tuple(
        (field.name, telling.field(field.name, value_of(field.value)))
        for field in seen.line.entry.body.fields
        if isinstance(field, Shown) and field.name not in _MARKS
    )


class _Telling:
    """Tell values by what they are in the record."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._shapes: Mapping[frozenset[str], Callable[[JSON], str]] = {
            frozenset({"id", "versions", "by"}): _alternative,
            frozenset({"id", "heading", "alternatives"}): _passage,
            frozenset({"issue", "option"}): self._settled,
            frozenset(SignedStand.__dataclass_fields__): _stand,
        }

    def field(self, name: str, value: JSON) -> str:
        """Return the value of a field in words."""
        if name in _ITEMS:
            of = value if isinstance(value, list) else [value]
            told = [
                item_told(bytes.fromhex(str(one)), self._lines.around.numbers) for one in of if one
            ]
            return with_more(*told) if told else _NOTHING
        if name == "follows" and value is not None:
            place = self._lines.places.get(str(value))
            return place.name if place is not None else UNKNOWN
        if name == "kind":
            return Phrase(SORTS[sort_of(str(value))])
        if name == "leave" and value in _LEAVES:
            return Phrase(_LEAVES[value])
        return self._value(value)

    def _value(self, value: JSON) -> str:
        if isinstance(value, list):
            return with_more(*map(self._value, value)) if value else _NOTHING
        if isinstance(value, dict):
            shape = self._shapes.get(frozenset(value), self._object)
            try:
                return shape(value)
            except BadInput:  # it has those names, and is something else
                return self._object(value)
        return _NOTHING if value is None else str(value)

    def _object(self, value: JSON) -> str:
        assert isinstance(value, dict)
        parts = [
            Phrase("%(field)s: %(value)s", field=field_name(name), value=self.field(name, inner))
            for name, inner in value.items()
            if name not in _MARKS
        ]
        return with_more(*parts) if parts else _NOTHING

    def _settled(self, value: JSON) -> str:
        assert isinstance(value, dict)
        issue, option = str(value["issue"]), str(value["option"])
        space = space_seen(self._lines.view)
        called = option_label(space, issue, option)
        return Phrase("%(field)s: %(value)s", field=label(space, issue), value=called)


def _alternative(value: JSON) -> str:
    return alternative_told(from_json(Alternative, value))


def _passage(value: JSON) -> str:
    passage = from_json(Passage, value)
    said = alternatives_told(passage)
    return with_more(passage.heading, *said) if passage.heading else with_more(*said)


def _stand(value: JSON) -> str:
    return stand_told(from_json(SignedStand, value))
