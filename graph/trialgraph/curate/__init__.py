"""What a person decided, kept as graphs of decisions that derivation reads."""
