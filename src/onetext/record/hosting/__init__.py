"""What the host does: take entries in by the rules, pass items on, close, export."""
