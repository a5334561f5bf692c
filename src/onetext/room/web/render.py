"""Pages from templates: escaped, in the visit's language, hidden characters spelt out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

import onetext
from onetext.brief.safe_text import visible
from onetext.errors import OnetextError
from onetext.record.head_code import head_code
from onetext.room.functions import May
from onetext.room.issues_seen import marks_seen
from onetext.room.places_seen import PlaceSeen, places
from onetext.room.web.guard import Visit
from onetext.room.web.sentences import placed
from onetext.room.web.words import LANGUAGES, Words

PAGES: tuple[tuple[str, str, May], ...] = (
    ("board", "Board", May.READ),
    ("text", "Text", May.READ),
    ("offers", "Offers", May.READ),
    ("packages", "Packages", May.PACKAGES),
    ("proposal", "Proposal", May.READ),
    ("guarantees", "Guarantees", May.READ),
    ("caucus", "Caucus", May.READ),
    ("sessions", "Sessions", May.READ),
    ("record", "Record", May.READ),
    ("press", "Press", May.READ),
    ("communique", "Communiqué", May.READ),
    ("clock", "Clock", May.READ),
    ("card", "Your role", May.READ),
    ("beside", "Side by side", May.READ),
    ("teach", "Class", May.TEACH),
)
_EXERCISE = frozenset({"card", "beside", "teach"})


def page(
    template: str, visit: Visit, *, status: int = 200, current: str = "", **given: Any
) -> HTMLResponse:
    """Return a seat's page.

    Templates have ``visit``, ``room``, ``seat``, ``words``, ``party`` (names by id), ``audience``
    (who is in a compartment) and ``may``; what else they show is given.
    """
    view = visit.view
    names = {party.id: party.name for party in view.parties}
    head = visit.room.head()
    shown = (
        _environment(visit.words.language)
        .get_template(template)
        .render(
            visit=visit,
            room=visit.room,
            seat=visit.seat,
            words=visit.words,
            current=current,
            pages=[
                (id, title)
                for id, title, what in PAGES
                if visit.may(what) and (id not in _EXERCISE or visit.room.mode == "exercise")
            ],
            may=lambda what: visit.may(May(what)),
            party=lambda id: names.get(id, id),
            audience=lambda place: audience(place, visit),
            code=head_code(head) if head is not None else None,
            head=head,
            marks=marks_seen(view),
            now=visit.room.clock.hour(),
            count=len(view.lines),
            csrf=visit.session.csrf,
            languages=LANGUAGES,
            version=onetext.__version__,
            **given,
        )
    )
    return HTMLResponse(shown, status_code=status)


def door(template: str, words: Words, *, status: int = 200, **given: Any) -> HTMLResponse:
    """Return a page for who has no seat yet."""
    shown = (
        _environment(words.language)
        .get_template(template)
        .render(
            words=words, languages=LANGUAGES, version=onetext.__version__, status=status, **given
        )
    )
    return HTMLResponse(shown, status_code=status)


def audience(place: PlaceSeen | str | None, visit: Visit) -> str:
    """Return who can see what is entered in a compartment, in one phrase.

    Examples
    --------
    ``everybody, also outside this room`` or ``5 seats: Arn (arn-head), …``.
    """
    told = visit.words
    if isinstance(place, str):
        place = next((one for one in places(visit.view) if one.id == place), None)
    if place is None:
        return told.gettext("unknown")
    if place.public:
        return told.gettext("everybody, also outside this room")
    counted = told.count("%(num)d seat", "%(num)d seats", len(place.members))
    return told.joined(": ", (counted, told.names(place.members)))


@cache
def _environment(language: str) -> Environment:
    words = Words(language)
    environment = Environment(
        loader=PackageLoader("onetext.room", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: _shown(value, words),
        extensions=["jinja2.ext.i18n"],
    )

    def said(message: str, **filled: object) -> Markup:
        return Markup(escape(words.fill(message, **filled)))

    def counted(one: str, many: str, num: int) -> Markup:
        return Markup(escape(words.count(one, many, num)))

    environment.globals.update(gettext=said, ngettext=counted)
    environment.filters["names"] = words.names
    environment.filters["placed"] = lambda value: placed(value, words.direction)
    return environment


def _shown(value: Any, words: Words) -> Any:
    if isinstance(value, OnetextError):
        return words.refused(value)
    return words.told(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def paragraphs(said: Iterable[str]) -> Markup:
    """Return words as paragraphs, each in the direction of its own script."""
    return Markup("").join(
        Markup('<p class="said" dir="auto">{}</p>').format(visible(one)) for one in said
    )
