"""The words of a text: passages, their alternatives, and each of these in its languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from onetext.errors import BadInput
from onetext.terms.packages.package import name

VersionStatus = Literal["authentic", "translation"]

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Version:
    """Hold the words in one language, and whether they are authentic (Vienna Convention, Art. 33).

    Words are kept as given, hidden characters included; ``suspicious`` reports these.

    Raises
    ------
    BadInput
        If the language is no tag like ``en`` or ``uk-UA``, or the words are blank or hold half a
        character.
    """

    language: str
    words: str
    status: VersionStatus = "authentic"

    def __post_init__(self) -> None:
        language(self.language)
        if not self.words.strip():
            raise BadInput(
                f"the words in {self.language!r} are blank",
                instead="leave the version out: an alternative without versions is the empty one",
            )
        if any("\ud800" <= c <= "\udfff" for c in self.words):
            raise BadInput(f"the words {self.words!a} have half a character in them")
        if self.status not in ("authentic", "translation"):
            raise BadInput(
                f"a version cannot be {self.status!r}", instead="write authentic or translation"
            )


@dataclass(frozen=True, slots=True)
class Alternative:
    """Hold one way of wording a passage; without versions it is the empty one: *delete*.

    Parameters
    ----------
    by
        The party that put it; None for one that nobody has put his name to.

    Raises
    ------
    BadInput
        If an id is empty or a language stands twice.
    """

    id: str
    versions: tuple[Version, ...] = ()
    by: str | None = None

    def __post_init__(self) -> None:
        name(self.id)
        if self.by is not None:
            name(self.by)
        twice = repeated(version.language for version in self.versions)
        if twice is not None:
            raise BadInput(f"the alternative {self.id!r} has two versions in {twice!r}")

    @property
    def empty(self) -> bool:
        """Tell whether this is the empty alternative, which deletes the passage."""
        return not self.versions

    @property
    def says(self) -> frozenset[Version]:
        """Return what it says in all languages, by which two alternatives are the same."""
        return frozenset(self.versions)

    def words(self, language: str) -> str | None:
        """Return the words in ``language``; None without a version in it, empty if it deletes.

        Examples
        --------
        >>> Alternative("a1", (Version("en", "The lake."),)).words("en")
        'The lake.'
        >>> Alternative("none").words("en")
        ''
        """
        if self.empty:
            return ""
        found = [version.words for version in self.versions if version.language == language]
        return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold one passage: clean with one alternative, in brackets with several.

    Square brackets round words not agreed, with the empty alternative beside them, are two
    alternatives (glossary, *brackets*).

    Raises
    ------
    BadInput
        If it has no alternative, two share an id, or two say the same.

    Examples
    --------
    >>> lake = Alternative("a1", (Version("en", "The lake is shared."),), by="arn")
    >>> Passage("art-3", "The lake", (lake, Alternative("none"))).bracketed
    True
    """

    id: str
    heading: str
    alternatives: tuple[Alternative, ...]

    def __post_init__(self) -> None:
        name(self.id)
        if not self.alternatives:
            raise BadInput(
                f"the passage {self.id!r} has no alternative", instead="write the empty one"
            )
        twice = repeated(alternative.id for alternative in self.alternatives)
        if twice is not None:
            raise BadInput(f"the passage {self.id!r} has two alternatives {twice!r}")
        if len({a.says for a in self.alternatives}) < len(self.alternatives):
            raise BadInput(f"two alternatives of the passage {self.id!r} say the same")

    @property
    def bracketed(self) -> bool:
        """Tell whether words are still in brackets."""
        return len(self.alternatives) > 1

    @property
    def deleted(self) -> bool:
        """Tell whether nothing is left of it but its place."""
        return len(self.alternatives) == 1 and self.alternatives[0].empty

    def alternative(self, id: str) -> Alternative | None:
        """Return the alternative of that id, None if there is none."""
        return next((a for a in self.alternatives if a.id == id), None)


def language(tag: str) -> str:
    """Return ``tag`` if it can name a language, in the form of BCP 47.

    Raises
    ------
    BadInput
        If it cannot.
    """
    if not _TAG.fullmatch(tag):
        raise BadInput(f"{tag!r} names no language", instead="write a tag like en or uk-UA")
    return tag


def repeated(ids: Iterable[str]) -> str | None:
    """Return the first id that stands twice, None if none does."""
    seen: set[str] = set()
    for id in ids:
        if id in seen:
            return id
        seen.add(id)
    return None
