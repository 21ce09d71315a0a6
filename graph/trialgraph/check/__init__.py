"""Findings about one document or graph: shapes, quotes, and the ontology's own release."""
