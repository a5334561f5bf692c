"""Promises to act for the security of another: in force or not, due or not, and why not."""
