"""Storey 2: what happened and who may see it."""
