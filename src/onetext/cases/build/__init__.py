"""From rows to values: what a case file says, checked against the rest of it."""
