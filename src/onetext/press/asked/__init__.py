"""A language model asked for spans: what it answers counts only where it stands in the text."""
