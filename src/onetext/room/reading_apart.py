"""What runs in the process that reads reports: ``python -m onetext.room.reading_apart``.

It is told on its standard input which files and which tables to read, and tells a line of JSON for
each report or for why there is none. It lowers what it may use before it looks at anything.
"""

from __future__ import annotations

import json
import os
import sys
from itertools import islice
from pathlib import Path

SECONDS = 60
MEMORY = 2 * 2**30
FILE = 512 * 2**20


def main() -> None:
    """Read what standard input names; tell it on standard output."""
    asked = json.load(sys.stdin)
    _limit()
    from onetext.errors import Unreadable
    from onetext.press.intake.article import unread as not_read
    from onetext.press.intake.language import unread_language
    from onetext.press.intake.sources import read_sources
    from onetext.press.learned.finder import LearnedFinder
    from onetext.press.reader import Reader
    from onetext.terms.said.form import to_form
    from onetext.terms.said.source import Unread

    reader = Reader.load(
        parties=[Path(at) for at in asked["parties"]],
        issues=[Path(at) for at in asked["issues"]],
        finder=LearnedFinder(),
    )
    out = sys.stdout

    def unread(one: Unread) -> None:
        row = {
            "where": Path(one.where).name,
            "why": one.why,
            "language": one.language,
            "parts": one.parts,
        }
        out.write(json.dumps(row) + "\n")

    for source in islice(read_sources(asked["files"]), asked["most"] + 1):
        if isinstance(source, Unread):
            unread(source)
        elif source.language not in (None, "en"):
            unread(unread_language(source))
        else:
            try:
                report = reader.read(source)
            except Exception as fault:  # one report stops no other
                where = source.file or source.id
                failed = Unreadable(f"our reader failed on it ({type(fault).__name__})")
                unread(not_read(failed, where))
                continue
            out.write(json.dumps({"report": to_form(report), "text": source.text}) + "\n")


def _limit() -> None:
    """Take no more time, memory or disk than a report needs; run behind everything else."""
    os.nice(10)
    try:
        import resource
    except ImportError:  # Windows
        return
    for what, most in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
