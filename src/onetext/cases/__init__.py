"""Storey 2: case files in and out."""
