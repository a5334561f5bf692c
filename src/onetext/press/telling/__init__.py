"""What happened, as the report tells it: events, and the reporter's own claims."""
