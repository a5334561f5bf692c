"""The Two Rivers talks act by act: who enters what, where, and when."""
