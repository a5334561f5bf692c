"""Make the table of what the host counts until a close; before, it counted in its memory."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from onetext.record.store.migrations.walls import build_walls

revision = "onetext_2"
down_revision = "onetext_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; in PostgreSQL put it behind the wall."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "tallies",
        sa.Column("n", number, primary_key=True, autoincrement=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
    )
    if op.get_bind().dialect.name == "postgresql":
        build_walls(op.execute, ("tallies",))
