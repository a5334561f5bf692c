"""Scenarios of other programs in and out: each format as it is written, each number exactly."""
