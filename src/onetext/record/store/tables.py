"""The tables of one room, the same in SQLite and PostgreSQL.

An entry is spread over three, so that what was passed on of it can be walled off from the rest:
its ``promises`` row may be seen by who knows that it exists, its ``bodies`` row by who was shown
some of it, its ``places`` row only in its compartment. Compartments and keys have numbers drawn at
random, which tell nothing. ``tallies`` has one row at most: what the host counts until a close.

``passed`` (PostgreSQL only) repeats in the open which disclosure names which item: the policies of
row-level security read it.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

PUBLIC_MEMBER = "*"
"""Stands for everybody among the members of a compartment; no seat is called so."""

number = BigInteger().with_variant(Integer(), "sqlite")
tables = MetaData()

room = Table(
    "room",
    tables,
    Column("id", LargeBinary, primary_key=True),
    Column("opening", LargeBinary, nullable=False),
)

compartments = Table(
    "compartments",
    tables,
    Column("n", number, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
)

members = Table(
    "members",
    tables,
    Column("seat", Text, primary_key=True),
    Column("compartment", number, ForeignKey("compartments.n"), primary_key=True),
    Index("members_of", "compartment"),
    sqlite_with_rowid=False,
)

keys = Table(
    "keys",
    tables,
    Column("n", number, primary_key=True, autoincrement=False),
    Column("compartment", number, ForeignKey("compartments.n"), nullable=False),
    Column("lasting", Boolean, nullable=False),
    Column("gone", Boolean, nullable=False),
    Index("keys_of", "compartment"),
)

promises = Table(
    "promises",
    tables,
    Column("tick", number, primary_key=True, autoincrement=False),
    Column("commitment", LargeBinary, nullable=False, unique=True),
    Column("time", Text, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Index("promises_by_time", "time", "tick"),
)

places = Table(
    "places",
    tables,
    Column("compartment", number, ForeignKey("compartments.n"), primary_key=True),
    Column("tick", number, ForeignKey("promises.tick"), primary_key=True),
    Column("key", number, ForeignKey("keys.n"), nullable=False),
    Column("kind", LargeBinary, nullable=False),
    Column("author", LargeBinary, nullable=False),
    Column("mark", LargeBinary, nullable=False),
    UniqueConstraint("tick", name="places_by_tick"),
    UniqueConstraint("mark", name="places_by_mark"),
    Index("places_by_kind", "kind", "tick"),
    Index("places_by_author", "author", "tick"),
    sqlite_with_rowid=False,
)

bodies = Table(
    "bodies",
    tables,
    Column("tick", number, ForeignKey("promises.tick"), primary_key=True, autoincrement=False),
    Column("sealed", LargeBinary, nullable=False),
)

chains = Table(
    "chains",
    tables,
    Column("compartment", number, ForeignKey("compartments.n"), primary_key=True),
    Column("signer", Text, primary_key=True),
    Column("counter", number, nullable=False),
    Column("commitment", LargeBinary, nullable=False),
)

closes = Table(
    "closes",
    tables,
    Column("close", number, primary_key=True, autoincrement=False),
    Column("head", LargeBinary, nullable=False),
)

blocks = Table(
    "blocks",
    tables,
    Column("close", number, ForeignKey("closes.close"), primary_key=True, autoincrement=False),
    Column("through", number, nullable=False),
    Column("block", LargeBinary, nullable=False),
    Column("leaves", LargeBinary, nullable=False),
)

windows = Table(
    "windows",
    tables,
    Column("close", number, ForeignKey("closes.close"), primary_key=True),
    Column("at", Integer, primary_key=True),
    Column("seat", Text, nullable=False),
    Column("head", LargeBinary, nullable=False),
)

signatures = Table(
    "signatures",
    tables,
    Column("close", number, ForeignKey("closes.close"), primary_key=True),
    Column("seat", Text, primary_key=True),
    Column("signature", LargeBinary, nullable=False),
)

tallies = Table(
    "tallies",
    tables,
    Column("n", number, primary_key=True, autoincrement=False),
    Column("sealed", LargeBinary, nullable=False),
)

walled = MetaData()

passed = Table(
    "passed",
    walled,
    Column("compartment", number, primary_key=True),
    Column("tick", number, primary_key=True),
    Column("item", number, nullable=False),
    Column("form", Text, nullable=False),
    Index("passed_item", "item", "compartment"),
)

hidden = MetaData()

secrets = Table(
    "secrets",
    hidden,
    Column("n", number, primary_key=True, autoincrement=False),
    Column("key", LargeBinary, nullable=False),
)
