"""onetext: one record, a window for each side, one text."""

__version__ = "0.1.0"
