"""A report cut up: paragraphs, sentences, quotes, words, dates."""
