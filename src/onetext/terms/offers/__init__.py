"""What is given for what, what that agrees on, and what closes together."""
