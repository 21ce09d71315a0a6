"""What follows from several documents: identity, series, verdicts, claims, written as graphs."""
