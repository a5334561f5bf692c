"""Make the tables of a room; in PostgreSQL also the policies that wall seats off."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from onetext.record.store.migrations.walls import build_walls

revision = "onetext_1"
down_revision = None
branch_labels = None
depends_on = None

_number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_bytes = sa.LargeBinary()

WALLED = (
    *("room", "compartments", "members", "keys", "promises", "places", "bodies", "chains"),
    *("closes", "blocks", "windows", "signatures", "passed", "secrets"),
)


def upgrade() -> None:
    """Make all tables."""
    _make_seating()
    _make_entries()
    _make_closes()
    if op.get_bind().dialect.name == "postgresql":
        _make_walled()
        build_walls(op.execute, WALLED)


def _number_drawn(name: str) -> sa.Column[int]:
    return sa.Column(name, _number, primary_key=True, autoincrement=False)


def _of(name: str, target: str, *, key: bool = False) -> sa.Column[int]:
    return sa.Column(
        name,
        _number,
        sa.ForeignKey(target),
        primary_key=key,
        autoincrement=False,
        nullable=False,
    )


def _make_seating() -> None:
    op.create_table(
        "room",
        sa.Column("id", _bytes, primary_key=True),
        sa.Column("opening", _bytes, nullable=False),
    )
    op.create_table(
        "compartments",
        _number_drawn("n"),
        sa.Column("id", sa.Text, nullable=False, unique=True),
    )
    op.create_table(
        "members",
        sa.Column("seat", sa.Text, primary_key=True),
        _of("compartment", "compartments.n", key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("members_of", "members", ["compartment"])
    op.create_table(
        "keys",
        _number_drawn("n"),
        _of("compartment", "compartments.n"),
        sa.Column("lasting", sa.Boolean, nullable=False),
        sa.Column("gone", sa.Boolean, nullable=False),
    )
    op.create_index("keys_of", "keys", ["compartment"])


def _make_entries() -> None:
    op.create_table(
        "promises",
        _number_drawn("tick"),
        sa.Column("commitment", _bytes, nullable=False, unique=True),
        sa.Column("time", sa.Text, nullable=False),
        sa.Column("signature", _bytes, nullable=False),
    )
    op.create_index("promises_by_time", "promises", ["time", "tick"])
    op.create_table(
        "places",
        _of("compartment", "compartments.n", key=True),
        _of("tick", "promises.tick", key=True),
        _of("key", "keys.n"),
        sa.Column("kind", _bytes, nullable=False),
        sa.Column("author", _bytes, nullable=False),
        sa.Column("mark", _bytes, nullable=False),
        sa.UniqueConstraint("tick", name="places_by_tick"),
        sa.UniqueConstraint("mark", name="places_by_mark"),
        sqlite_with_rowid=False,
    )
    op.create_index("places_by_kind", "places", ["kind", "tick"])
    op.create_index("places_by_author", "places", ["author", "tick"])
    op.create_table(
        "bodies",
        _of("tick", "promises.tick", key=True),
        sa.Column("sealed", _bytes, nullable=False),
    )
    op.create_table(
        "chains",
        _of("compartment", "compartments.n", key=True),
        sa.Column("signer", sa.Text, primary_key=True),
        sa.Column("counter", _number, nullable=False),
        sa.Column("commitment", _bytes, nullable=False),
    )


def _make_closes() -> None:
    op.create_table("closes", _number_drawn("close"), sa.Column("head", _bytes, nullable=False))
    op.create_table(
        "blocks",
        _of("close", "closes.close", key=True),
        sa.Column("through", _number, nullable=False),
        sa.Column("block", _bytes, nullable=False),
        sa.Column("leaves", _bytes, nullable=False),
    )
    op.create_table(
        "windows",
        _of("close", "closes.close", key=True),
        sa.Column("at", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("seat", sa.Text, nullable=False),
        sa.Column("head", _bytes, nullable=False),
    )
    op.create_table(
        "signatures",
        _of("close", "closes.close", key=True),
        sa.Column("seat", sa.Text, primary_key=True),
        sa.Column("signature", _bytes, nullable=False),
    )


def _make_walled() -> None:
    op.create_table(
        "passed",
        _number_drawn("compartment"),
        _number_drawn("tick"),
        sa.Column("item", _number, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
    )
    op.create_index("passed_item", "passed", ["item", "compartment"])
    op.create_table("secrets", _number_drawn("n"), sa.Column("key", _bytes, nullable=False))
