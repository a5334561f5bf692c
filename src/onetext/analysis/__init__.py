"""Storey 3: what a view amounts to: positions, movement, sticking points."""
