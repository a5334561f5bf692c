"""Make a room from a case, or go on with one that is kept: its record, its keys, its clock."""
