"""What packages are acceptable when preferences are known only in part: for sure, perhaps, often."""
