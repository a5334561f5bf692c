"""What is to be settled and how: issues with options, packages, conditions on them."""
