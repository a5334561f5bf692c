"""Storey 6: the command line."""
