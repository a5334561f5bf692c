"""Where a record is kept: in memory, in SQLite, in PostgreSQL, through one interface."""
