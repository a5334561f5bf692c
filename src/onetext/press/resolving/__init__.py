"""Who spoke, for whom, when and how: resolved over the whole report."""
