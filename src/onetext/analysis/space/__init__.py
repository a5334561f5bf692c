"""The space of packages: what could be agreed, exactly, at any size."""
