"""The steps from one schema of a store to the next."""
