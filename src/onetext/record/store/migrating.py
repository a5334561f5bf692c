"""Bring a database to the schema that this version reads and writes."""

from __future__ import annotations

import threading
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from onetext.errors import BadInput

SCHEMA = "onetext_2"
_ONE_AT_A_TIME = threading.Lock()  # alembic's operations stand in one module for all threads
SCRIPTS = Path(__file__).parent / "migrations"


def schema_of(connection: Connection) -> str | None:
    """Return the schema that a database is at, None for an empty one.

    Raises
    ------
    BadInput
        If it holds tables of something else.
    """
    there = set(inspect(connection).get_table_names())
    found: str | None = None
    if "alembic_version" in there:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if there and not (found or "").startswith("onetext_"):
        raise BadInput(
            f"this database is no record: it holds {', '.join(sorted(there)[:3])}",
            instead="give another file or database",
        )
    return found


def migrate(connection: Connection, *, scripts: Path = SCRIPTS, to: str = SCHEMA) -> None:
    """Bring a database to the schema ``to``, inside the caller's transaction.

    Nothing happens, and alembic is not even loaded, when it is there already.

    Raises
    ------
    BadInput
        If its schema is of a newer version, or it is no store at all.
    """
    found = schema_of(connection)
    if found == to:
        return
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    steps = ScriptDirectory(str(scripts))
    if found is not None and found not in {step.revision for step in steps.walk_revisions()}:
        raise BadInput(
            f"this store was written by a newer onetext: schema {found}, known up to {to}",
            instead="read it with that version",
        )
    context = MigrationContext.configure(
        connection, opts={"fn": lambda at, _: steps._upgrade_revs(to, at)}
    )
    with _ONE_AT_A_TIME, Operations.context(context):
        context.run_migrations()
