"""Find the store that a place names: a file, or the URL of a database."""

from __future__ import annotations

from pathlib import Path

from onetext.errors import WrongUse
from onetext.record.opening import Opening
from onetext.record.store.interface import Store


def open_store(place: str, *, opening: Opening | None = None, keys: Path | None = None) -> Store:
    """Open the room kept at ``place``; with ``opening`` begin it if nothing is there.

    Parameters
    ----------
    place
        A path, ``sqlite:///PATH``, or ``postgresql://USER@HOST/DATABASE``.
    keys
        The file of keys for a database; without it they are kept in the database itself. A file's
        keys are always beside it.

    Raises
    ------
    BadInput
        If no room is there, another one, or one of a newer version.
    StoreFailed
        If it cannot be opened.
    WrongUse
        For a database of another sort, or a file of keys for a file.
    """
    sort, _, rest = place.partition("://")
    if rest and sort.startswith("postgres"):
        from onetext.record.store.postgres import PostgresStore

        if opening is None:
            return PostgresStore.open(place, keys=keys)
        return PostgresStore.create(place, opening, keys=keys)
    if rest and sort != "sqlite":
        raise WrongUse(f"no store is kept in {sort!r}", instead="use sqlite or postgresql")
    if keys is not None:
        raise WrongUse("the keys of a file are beside it", instead="leave the file of keys out")
    from onetext.record.store.sqlite import SqliteStore

    path = Path(rest.removeprefix("/") if rest else place)
    return SqliteStore.open(path) if opening is None else SqliteStore.create(path, opening)
