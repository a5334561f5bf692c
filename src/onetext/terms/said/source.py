"""A report that was read."""

from __future__ import annotations

from dataclasses import dataclass, field

from onetext.terms.when import When


@dataclass(frozen=True, slots=True)
class Source:
    """Hold one report: where it came from, when it was published, and its text.

    ``published_basis`` says how the date is known (``page``, ``feed``, ``sidecar``, ``given``,
    ``text``), None when it is not.
    """

    id: str
    text: str = field(repr=False)
    file: str | None = None
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: When | None = None
    published_basis: str | None = None
    url: str | None = None
    licence: str | None = None
    language: str | None = None
    sha256: str = ""

    @property
    def chars(self) -> int:
        """Return the length of the text in code points."""
        return len(self.text)


@dataclass(frozen=True, slots=True)
class Unread:
    """Name a file or item that was not read, and why.

    ``parts`` are what ``why`` was joined from, for who says it in another language: what is wrong,
    and what to do instead.
    """

    where: str
    why: str
    language: str | None = None
    parts: tuple[str, ...] = field(default=(), compare=False, repr=False)
