"""What the fields of an entry are called where one is shown or passed on in part."""

from __future__ import annotations

from collections.abc import Mapping

from onetext.brief.phrases import Phrase

FIELDS: Mapping[str, Phrase] = {
    said.message.replace(" ", "_"): said
    for said in (
        Phrase("about"),
        Phrase("act"),
        Phrase("alternative"),
        Phrase("before"),
        Phrase("between"),
        Phrase("by"),
        Phrase("changed by"),
        Phrase("changes"),
        Phrase("draft"),
        Phrase("end"),
        Phrase("fields"),
        Phrase("form"),
        Phrase("function"),
        Phrase("give"),
        Phrase("hour"),
        Phrase("instrument"),
        Phrase("item"),
        Phrase("kind"),
        Phrase("lapses"),
        Phrase("leave"),
        Phrase("members"),
        Phrase("minutes"),
        Phrase("mode"),
        Phrase("name"),
        Phrase("number"),
        Phrase("offer"),
        Phrase("office"),
        Phrase("owner"),
        Phrase("package"),
        Phrase("party"),
        Phrase("passage"),
        Phrase("person"),
        Phrase("place"),
        Phrase("present"),
        Phrase("proposal"),
        Phrase("replaces"),
        Phrase("report"),
        Phrase("result"),
        Phrase("role"),
        Phrase("round"),
        Phrase("salt"),
        Phrase("seat"),
        Phrase("session"),
        Phrase("since"),
        Phrase("sort"),
        Phrase("source"),
        Phrase("stand"),
        Phrase("start"),
        Phrase("subject"),
        Phrase("text"),
        Phrase("to"),
        Phrase("until"),
        Phrase("value"),
        Phrase("version"),
        Phrase("want"),
        Phrase("what"),
        Phrase("when"),
        Phrase("why"),
        Phrase("words"),
    )
}
"""By the name that the record has."""


def field_name(name: str) -> str:
    """Return a field's name as words that can be said in another language.

    Examples
    --------
    >>> field_name("changed_by"), field_name("own_field")
    ('changed by', 'own_field')
    """
    return FIELDS.get(name, name)
