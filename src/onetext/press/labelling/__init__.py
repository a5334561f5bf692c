"""What the words are: stance, condition, certainty, issues, points, exact quotes."""
