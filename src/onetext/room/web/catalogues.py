"""The catalogues of the screens' words: taken from templates and code, merged with translations.

After changing words on a screen run::

    python -m onetext.room.web.catalogues --write

A test holds the catalogues and the screens together: every word of a screen is in every catalogue,
and none is left over.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from onetext.room.functions import ALLOWED
from onetext.room.web.refusals import MARK, OURS
from onetext.room.web.refusals_drawn import refusals
from onetext.room.web.render import PAGES
from onetext.room.web.words import DEFAULT, LANGUAGES

ROOM = Path(str(files("onetext.room")))
LOCALE = ROOM / "locale"
_BRIEF = Path(str(files("onetext.brief")))
_KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "N_": None,
    "fill": None,
    "joined": None,
    "count": (1, 2),
    "Phrase": None,
}
_HEADER = "# The words of the room's screens. Apache-2.0, as the project."


def _calls(
    code: BinaryIO, keywords: Mapping[str, object], comments: object, options: object
) -> Iterator[tuple[int, str, tuple[str | None, ...], list[str]]]:
    """Yield the words that calls of keywords begin with, also those of a call within a call."""
    for call in ast.walk(ast.parse(code.read())):
        if isinstance(call, ast.Call):
            of = call.func
            name = of.attr if isinstance(of, ast.Attribute) else getattr(of, "id", "")
            given = [one.value if isinstance(one, ast.Constant) else None for one in call.args]
            said = tuple(one if isinstance(one, str) else None for one in given)
            if name in keywords and said and said[0] is not None:
                yield call.lineno, name, said, []


_METHODS: Mapping[Path, list[tuple[str, Any]]] = {
    ROOM: [("**.html", "jinja2.ext:babel_extract"), ("**.py", _calls)],
    _BRIEF: [("*.py", _calls)],
}


def screens() -> Catalog:
    """Return every word that a screen may show, each with the files it stands in."""
    found = Catalog(fuzzy=False, header_comment=_HEADER)
    for message, place in sorted(_words(), key=lambda one: (one[1], str(one[0]))):
        found.add(message, locations=[(place, 0)])
    for message, place in refusals():
        found.add(message, locations=[(place, 0)], auto_comments=[MARK])
    return found


def catalogue(language: str) -> Catalog:
    """Return the catalogue of a language as it lies in the project, empty if there is none."""
    file = LOCALE / f"{language}.po"
    if not file.is_file():
        return Catalog(locale=language)
    return read_po(BytesIO(file.read_bytes()), locale=language)


def merged(language: str) -> bytes:
    """Return a language's catalogue with the words of the screens as they are now."""
    held = catalogue(language)
    held.update(screens(), no_fuzzy_matching=True, update_creation_date=False)
    held.obsolete.clear()
    held.header_comment = _HEADER
    out = BytesIO()
    write_po(out, held, width=100, sort_output=True, omit_header=True, include_lineno=False)
    return out.getvalue()


def missing(language: str) -> tuple[str, ...]:
    """Return the words that have no translation."""
    return tuple(
        str(message.id[0] if isinstance(message.id, tuple | list) else message.id)
        for message in read_po(BytesIO(merged(language)), locale=language)
        if message.id and not _whole(message.string)
    )


def _whole(said: object) -> bool:
    return all(said) if isinstance(said, tuple | list) else bool(said)


def _words() -> Iterator[tuple[str | tuple[str, ...], str]]:
    for folder, methods in _METHODS.items():
        for file, _, message, _, _ in extract_from_dir(
            folder, method_map=methods, options_map={}, keywords=_KEYWORDS
        ):
            yield message, file if folder == ROOM else f"brief/{file}"
    for _, title, _ in PAGES:
        yield title, "web/render.py"
    for function in ALLOWED:
        yield function, "functions.py"
    for words in OURS.values():
        for word in words:
            yield word, "web/refusals.py"


def main(given: Sequence[str] | None = None) -> int:
    """Write the catalogues, or tell what has no translation."""
    parser = argparse.ArgumentParser(prog="python -m onetext.room.web.catalogues")
    parser.add_argument("--write", action="store_true", help="update the files")
    asked = parser.parse_args(given)
    lacks = 0
    for language in LANGUAGES:
        if language == DEFAULT:
            continue
        if asked.write:
            (LOCALE / f"{language}.po").write_bytes(merged(language))
        none = missing(language)
        lacks += len(none)
        sys.stdout.write(f"{language}: {len(none)} without translation\n")
    return 1 if lacks else 0


if __name__ == "__main__":
    sys.exit(main())
