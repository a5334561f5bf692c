"""The key of an endpoint: from a file or the environment, and never shown."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from onetext.errors import BadInput, Where

VARIABLE = "ONETEXT_LLM_KEY"
_KEY = re.compile(r"[!-~]{1,4096}")
_LONGEST = 8192


@dataclass(frozen=True, slots=True)
class Key:
    """Hold a key; neither ``repr`` nor ``str`` tells it.

    Examples
    --------
    >>> Key("secret")
    Key()
    >>> str(Key("secret"))
    'Key()'
    """

    words: str = field(repr=False)

    def is_in(self, text: str) -> bool:
        """Tell whether ``text`` gives the key away."""
        return self.words in text


def read_key(file: Path | None, environ: Mapping[str, str] = os.environ) -> Key | None:
    """Return the key of ``file``, else that of the environment, else None.

    Raises
    ------
    BadInput
        If the file cannot be read, or does not hold one word of plain letters, figures and signs.
    """
    if file is None:
        given = environ.get(VARIABLE, "").strip()
        return _checked(given, Where(VARIABLE)) if given else None
    where = Where(str(file))
    try:
        with file.open("rb") as stream:
            held = stream.read(_LONGEST + 1)
    except OSError as fault:
        raise BadInput(
            f"the key cannot be read ({fault.strerror or 'cannot be opened'})",
            instead="name the file that holds it",
            where=where,
        ) from None
    return _checked(held.decode("utf-8", "replace").strip(), where)


def _checked(words: str, where: Where) -> Key:
    if not _KEY.fullmatch(words):
        raise BadInput("no key is here", instead="put the key there on one line", where=where)
    return Key(words)
