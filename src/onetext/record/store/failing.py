"""What failed, in one line: a full disk, another writer, a server that is gone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from onetext.errors import StoreFailed

_KNOWN = (
    (("disk is full", "no space left", "could not extend file"), "the disk is full", "free some"),
    (
        ("disk i/o error", "file too large", "could not write", "input/output error"),
        "the disk did not take it",
        "look at the disk and at its quota",
    ),
    (
        ("database is locked", "lock timeout", "canceling statement due to lock"),
        "another writer has held the store too long",
        "try again",
    ),
    (("readonly database", "read-only", "permission denied"), "the store is read-only here", ""),
    (("unable to open database",), "it cannot be opened", "see that the folder is there"),
    (("malformed", "not a database"), "its file is damaged or no store", "restore a copy"),
    (("does not exist",), "there is no such database or role", ""),
    (
        ("failed to resolve", "could not translate host"),
        "there is no such host",
        "write postgresql://USER@HOST/DATABASE",
    ),
    (
        ("connection to server", "server closed", "terminating connection", "connection is"),
        "the database server is gone",
        "start it and try again: what was kept is refused a second time",
    ),
)


@contextmanager
def told_plainly(store: str) -> Iterator[None]:
    """Turn whatever a database raises into one line about ``store``.

    Raises
    ------
    StoreFailed
        In place of the database's error, which is its cause.
    """
    try:
        yield
    except SQLAlchemyError as error:
        raise failed(store, error) from error


def failed(store: str, error: SQLAlchemyError) -> StoreFailed:
    """Return the line for a database's error."""
    origin = error.orig if isinstance(error, DBAPIError) else error
    said = " ".join(str(origin).split())
    for signs, what, instead in _KNOWN:
        if any(sign in said.lower() for sign in signs):
            return StoreFailed(f"{store}: {what} ({said[:120]})", instead=instead)
    gone = isinstance(error, DBAPIError) and error.connection_invalidated
    what = "the database server is gone" if gone else "nothing was kept"
    return StoreFailed(f"{store}: {what} ({said[:120]})")
