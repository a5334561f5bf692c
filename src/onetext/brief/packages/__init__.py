"""What could be agreed, as it is shown: one answer for the terminal, a page, JSON and Python."""
