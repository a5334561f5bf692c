"""The screens' words in five languages; the words of the talks themselves are never translated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from gettext import c2py
from importlib.resources import files
from io import BytesIO

from babel.core import Locale
from babel.dates import format_date, format_datetime
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "uk": "Українська",
    "ru": "Русский",
    "fr": "Français",
    "ar": "العربية",
}
REVIEWED = frozenset({"en"})
"""Languages whose screens a native speaker has looked through."""
DEFAULT = "en"
_RIGHT_TO_LEFT = frozenset({"ar"})


class Words:
    """Speak one language.

    Examples
    --------
    >>> Words("en").gettext("Board"), Words("ar").direction
    ('Board', 'rtl')
    """

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else DEFAULT
        self._locale = Locale.parse(self.language)
        self._catalog = _catalog(self.language)

    @property
    def direction(self) -> str:
        """Return the direction in which the language is written."""
        return "rtl" if self.language in _RIGHT_TO_LEFT else "ltr"

    @property
    def reviewed(self) -> bool:
        """Tell whether a native speaker has looked through these screens."""
        return self.language in REVIEWED

    def gettext(self, said: str) -> str:
        """Return the words in this language; as they are, where nobody translated them."""
        found = self._catalog.get(said)
        return found if isinstance(found, str) and found else said

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Return the form for ``count`` in this language."""
        found = self._catalog.get(one)
        if isinstance(found, tuple):
            form = found[_plural(self.language)(count)]
            if form:
                return form
        return one if count == 1 else many

    def hour(self, at: str) -> str:
        """Return an hour of the room as this language writes it; its zone is told."""
        moment = datetime.fromisoformat(at)
        return f"{format_datetime(moment, 'd MMM y, HH:mm', locale=self._locale)} UTC"

    def day(self, at: str) -> str:
        """Return a day as this language writes it."""
        return format_date(datetime.fromisoformat(at), "d MMM y", locale=self._locale)


def chosen(asked: str | None, accepted: str | None) -> str:
    """Return the language that was chosen, else the first accepted one that we have.

    Examples
    --------
    >>> chosen(None, "de-DE,uk;q=0.8,en;q=0.5"), chosen("fr", "ar"), chosen("xx", None)
    ('uk', 'fr', 'en')
    """
    if asked in LANGUAGES:
        return str(asked)
    weighed = []
    for at, part in enumerate((accepted or "").split(",")):
        tag, _, rest = part.strip().partition(";")
        weight = rest.partition("=")[2] or "1"
        try:
            weighed.append((-float(weight), at, tag.partition("-")[0].lower()))
        except ValueError:
            continue
    return next((tag for _, _, tag in sorted(weighed) if tag in LANGUAGES), DEFAULT)


@cache
def _catalog(language: str) -> Mapping[str, str | tuple[str, ...]]:
    file = files("onetext.room") / "locale" / f"{language}.po"
    if not file.is_file():
        return {}
    found: dict[str, str | tuple[str, ...]] = {}
    for message in read_po(BytesIO(file.read_bytes()), locale=language):
        if not message.id or message.fuzzy:
            continue
        if isinstance(message.id, tuple | list):
            found[message.id[0]] = tuple(message.string or ())
        elif isinstance(message.string, str):
            found[message.id] = message.string
    return found


@cache
def _plural(language: str) -> Callable[[int], int]:
    return c2py(get_plural(language).plural_expr)
