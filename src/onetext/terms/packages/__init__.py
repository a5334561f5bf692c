"""What is to be settled and the ways to settle it: issues with options, packages, conditions on them."""
