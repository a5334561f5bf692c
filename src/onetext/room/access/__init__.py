"""Coming in: links that work once, passwords and passkeys, sessions that can be revoked."""
