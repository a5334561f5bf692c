"""Finding attributions: cue, source and content, and joining them over sentences."""
