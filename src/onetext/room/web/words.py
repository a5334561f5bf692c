"""The screens' words in five languages; the words of the talks themselves are never translated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache
from gettext import c2py
from importlib.resources import files
from io import BytesIO

from babel.core import Locale
from babel.dates import format_date, format_datetime
from babel.messages.catalog import Catalog
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po
from markupsafe import Markup

from onetext.brief.field_names import field_name
from onetext.brief.phrases import Hour, Phrase
from onetext.brief.safe_text import visible
from onetext.errors import OnetextError
from onetext.room.web.refusals import HOURS, MARK, OURS, TONGUES, Refusals
from onetext.room.web.sentences import Told, placed

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
_MIRRORED = {"▸": "◂"}
"""Signs that point the way in which one reads."""
_HOURS = {"fr": "d MMM y 'à' HH:mm", "ar": "d MMMM y، HH:mm"}


def N_(said: str) -> str:
    """Mark words that are translated when they are shown."""
    return said


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
        self._hours = _HOURS.get(self.language, "d MMM y, HH:mm")

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

    def fill(self, said: str, /, **filled: object) -> Told:
        """Return a sentence in this language with other words in it, each in its own direction."""
        shown = {name: placed(value, self.direction) for name, value in filled.items()}
        return Told(self.gettext(said) % shown)

    def count(self, one: str, many: str, count: int) -> Told:
        """Return the form for ``count`` with the number in it, ``%(num)d``."""
        return Told(self.ngettext(one, many, count) % {"num": count})

    def joined(self, between: str, parts: Iterable[object]) -> Told:
        """Return several words or sentences in one, with what stands between them translated."""
        return Told(self.gettext(between).join(placed(one, self.direction) for one in parts))

    def names(self, items: Iterable[str]) -> Told:
        """Return names with commas between them."""
        return self.joined(", ", items)

    def told(self, said: str) -> str:
        r"""Return words fit to show; a phrase of the record in this language.

        Examples
        --------
        >>> said = Phrase("%(what)s, %(more)s", what=Phrase("unknown"), more="a\u202eb")
        >>> Words("fr").told(said), Words("fr").told(str(said))
        ('inconnu, a⟦RLO⟧b', 'unknown, a⟦RLO⟧b')
        >>> Words("ar").told("▸"), Words("uk").told("▸")
        ('◂', '▸')
        """
        if isinstance(said, Told):
            return said
        if isinstance(said, Hour):
            return Told(visible(self.when(said)))
        if not isinstance(said, Phrase):
            return visible(_MIRRORED.get(said, said) if self.direction == "rtl" else said)
        filled: dict[str, object] = {}
        for name, value in said.filled.items():
            if isinstance(value, tuple):
                filled[name] = self.names([self.told(one) for one in value])
            else:
                filled[name] = self.told(value)
        return self.fill(said.message, **filled)

    def field(self, name: str) -> str:
        """Return what a field of an entry is called.

        Examples
        --------
        >>> Words("fr").field("words")
        'paroles'
        """
        return self.told(field_name(name))

    def refused(self, fault: OnetextError) -> Told:
        """Return what was wrong and what to do instead; in English what nobody translated.

        Examples
        --------
        >>> str(Words("en").refused(OnetextError("no hour", instead="write one")))
        'no hour, write one'
        """
        parts = [self.refusal(one) for one in (fault.what, fault.instead) if one]
        where = [str(fault.where)] if fault.where else []
        return self.joined(": ", [*where, self.names(parts)])

    def refusal(self, said: str) -> Told | Markup:
        r"""Return why something was refused; in English what is of no message that we know.

        Examples
        --------
        >>> print(Words("fr").refusal("there is no passage 'p\u202e' here"))
        il n’y a pas ici de passage «\xa0p⟦RLO⟧\xa0»
        """
        matched = _refusals(self.language).match(said)
        if matched is None:
            return placed(self.gettext(said), self.direction)
        filled: dict[str, object] = {}
        for name, value in matched.filled.items():
            if isinstance(value, tuple):
                filled[name] = self.names(value)
            elif name in HOURS:
                filled[name] = self.when(value)
            elif name in TONGUES:
                filled[name] = self.tongue(value)
            else:
                filled[name] = self.gettext(value) if value in OURS.get(name, ()) else value
        return self.fill(matched.message, **filled)

    def tongue(self, english: str) -> str:
        """Return what a language is called in this one; as it was given, if it is none.

        Examples
        --------
        >>> Words("fr").tongue("Ukrainian"), Words("fr").tongue("Elvish")
        ('ukrainien', 'Elvish')
        """
        code = _codes().get(english, "")
        return str(self._locale.languages.get(code, english))

    def when(self, said: str) -> str:
        """Return an hour or a day as this language writes it; as it was given, if it is odd.

        Examples
        --------
        >>> english = Words("en")
        >>> english.when("2031-04-16"), english.when("2031-04-16T18:00Z")
        ('16 Apr 2031', '16 Apr 2031, 18:00 UTC')
        >>> english.when("in the evening")
        'in the evening'
        """
        try:
            if len(said) == len("2031-04-16"):
                return self.day(said)
            if said.endswith(("Z", "+00:00")):
                return self.hour(said)
        except ValueError:
            pass
        return said

    def hour(self, at: str) -> str:
        """Return an hour of the room as this language writes it; its zone is told."""
        moment = datetime.fromisoformat(at)
        return f"{format_datetime(moment, self._hours, locale=self._locale)} UTC"

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
def _read(language: str) -> Catalog:
    file = files("onetext.room") / "locale" / f"{language}.po"
    return read_po(BytesIO(file.read_bytes() if file.is_file() else b""), locale=language)


@cache
def _catalog(language: str) -> Mapping[str, str | tuple[str, ...]]:
    found: dict[str, str | tuple[str, ...]] = {}
    for message in _read(language):
        if not message.id or message.fuzzy:
            continue
        if isinstance(message.id, tuple | list):
            found[message.id[0]] = tuple(message.string or ())
        elif isinstance(message.string, str):
            found[message.id] = message.string
    return found


@cache
def _refusals(language: str) -> Refusals:
    marked = (one.id for one in _read(language) if MARK in one.auto_comments)
    return Refusals(str(one) for one in marked if one in _catalog(language))


@cache
def _codes() -> Mapping[str, str]:
    return {name: code for code, name in Locale.parse(DEFAULT).languages.items()}


@cache
def _plural(language: str) -> Callable[[int], int]:
    return c2py(get_plural(language).plural_expr)
