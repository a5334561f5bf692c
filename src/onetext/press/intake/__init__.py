"""What the user names, into articles: files, pages, feeds, archives."""
