"""The tables that anyone can edit: parties, issues, roles, event codes."""
