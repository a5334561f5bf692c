"""Find spans with a small encoder that has learned from reports annotated by ourselves."""
