"""Storey 5: what to show."""
