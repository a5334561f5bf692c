"""Files written whole or not at all, their words on disk before their names are there.

Whoever reads such a file never finds half of it, neither while it is written nor after a fault.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

OWNERS = 0o600
"""Readable and writable for its owner only."""
ALL = 0o666
"""Readable and writable for whomever the umask lets."""


@contextmanager
def created(file: Path, *, mode: int = OWNERS) -> Iterator[IO[bytes]]:
    """Yield a new file to be filled within the block; where the block fails the file is gone.

    Parameters
    ----------
    mode
        Who may read and write it, less what the umask forbids.

    Raises
    ------
    OSError
        If it is there already, which leaves it as it is, or cannot be made.
    """
    made = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
    try:
        with os.fdopen(made, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(made)
    except BaseException:
        with suppress(OSError):
            file.unlink()
        raise


@contextmanager
def replacing(file: Path, *, mode: int = OWNERS) -> Iterator[Path]:
    """Yield a new file beside ``file`` that takes its place in one step when the block ends.

    Where the block fails, what stood there before stays. A mode that the block gives the new file
    is kept.
    """
    # A short name of its own: one made from the file's could be longer than a folder takes.
    new = file.parent / f".{secrets.token_hex(8)}.new"
    with created(new, mode=mode):
        yield new
    try:
        os.replace(new, file)
    except BaseException:
        with suppress(OSError):
            new.unlink()
        raise
