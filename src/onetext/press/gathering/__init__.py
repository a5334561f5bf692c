"""Bring together what many reports carry: one text in many outlets, one statement in many texts."""
