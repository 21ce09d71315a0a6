"""The named questions the graph can answer, and their answers."""
