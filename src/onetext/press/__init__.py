"""Storey 3: reports into statements and events."""
