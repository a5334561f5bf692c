"""Where people meet: a web room over the record, each seat behind its own window."""
