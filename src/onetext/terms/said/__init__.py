"""What reports say was said and done: never acts, whoever repeats it."""
