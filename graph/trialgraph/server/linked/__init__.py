"""Linked data: names of things that answer, the ontology and the shapes that describe them."""
