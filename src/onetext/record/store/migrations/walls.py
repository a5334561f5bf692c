"""The second wall in PostgreSQL: what each role may touch, and which rows a seat gets.

Two roles. ``onetext_host`` reads everything, appends, and changes only what has to change: it may
neither alter nor delete a promise, a place or a close. ``onetext_reader`` gets the rows of one
seat, named by the setting ``onetext.seat``: those of its compartments, and those of an item that a
disclosure, placed where the seat is, has named (of an item whose mere existence was disclosed, the
promise only). With no seat it gets no row at all; with ``onetext.public`` on, the public ones.

Policies are forced, so they hold for the owner of the tables as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

HOST_ROLE = "onetext_host"
READER_ROLE = "onetext_reader"

_ME = "nullif(current_setting('onetext.seat', true), '')"
_PUBLIC = "current_setting('onetext.public', true) = 'on'"
_ANYBODY = f"({_ME} IS NOT NULL OR {_PUBLIC})"
_OWN = "ANY (ARRAY(SELECT m.compartment FROM members m))"  # itself walled: own rows only
_EVERYBODYS = f"(seat = '*' AND {_ANYBODY})"

READABLE = {
    "room": _ANYBODY,
    "members": f"seat = {_ME} OR {_EVERYBODYS}",
    "compartments": f"n = {_OWN}",
    "keys": f"compartment = {_OWN}",
    "places": f"compartment = {_OWN}",
    "passed": f"compartment = {_OWN}",
    "promises": (
        "EXISTS (SELECT FROM places p WHERE p.tick = promises.tick)"
        " OR EXISTS (SELECT FROM passed d WHERE d.item = promises.tick)"
    ),
    "bodies": (
        "EXISTS (SELECT FROM places p WHERE p.tick = bodies.tick)"
        " OR EXISTS (SELECT FROM passed d"
        " WHERE d.item = bodies.tick AND d.form IN ('verbatim', 'redacted'))"
    ),
    "closes": _ANYBODY,
    "windows": f"seat = {_ME} OR {_EVERYBODYS}",
    "signatures": f"seat = {_ME}",
}
"""What a seat gets of each table; of the others it gets nothing."""

WITHHELD = ("chains", "blocks", "secrets", "tallies")
CHANGED = {
    "keys": "UPDATE (gone)",
    "chains": "UPDATE (counter, commitment)",
    "bodies": "DELETE",
    "passed": "DELETE",
    "secrets": "DELETE",
    "tallies": "UPDATE (sealed), DELETE",
}
"""What the host may change beyond adding rows."""


def build_walls(run: Callable[[str], object], built: Iterable[str]) -> None:
    """Put the tables that a step has made behind their policies."""
    for table in built:
        run(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        run(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        run(f"CREATE POLICY host ON {table} TO {HOST_ROLE} USING (true) WITH CHECK (true)")
        run(f"REVOKE ALL ON {table} FROM PUBLIC")
        run(f"GRANT SELECT, INSERT ON {table} TO {HOST_ROLE}")
        if table in CHANGED:
            run(f"GRANT {CHANGED[table]} ON {table} TO {HOST_ROLE}")
        if table in READABLE:
            rule = READABLE[table]
            run(f"CREATE POLICY reader ON {table} FOR SELECT TO {READER_ROLE} USING ({rule})")
            run(f"GRANT SELECT ON {table} TO {READER_ROLE}")
    run(
        "DO $$ BEGIN EXECUTE format('GRANT USAGE ON SCHEMA %I TO "
        f"{HOST_ROLE}, {READER_ROLE}', current_schema()); END $$"
    )
