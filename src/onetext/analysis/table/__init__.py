"""What has happened at the table, as one view shows it: offers, texts, sessions, what went out."""
