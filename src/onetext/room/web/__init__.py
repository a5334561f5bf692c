"""What every page goes through: the guard, the headers, the words, the stream."""
