"""Storey 1: what is said and negotiated, as plain frozen values.

No I/O, no clock, no randomness.
"""
