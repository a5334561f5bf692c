"""The form of a case file: its sections, the keys of their rows, and what may stand there."""
