"""A case drafted from a view: what reports tell, each row with its words, for a person to edit."""
