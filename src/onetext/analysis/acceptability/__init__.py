"""What packages are acceptable when preferences are only partly known: surely, perhaps, often."""
