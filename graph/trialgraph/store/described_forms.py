"""Statements of ours about a store in the forms that an answer can have."""

import io
from collections.abc import Mapping

import pyoxigraph as ox

from trialgraph.store.limits import GraphForm
from trialgraph.store.snapshot_queries import GRAPH_FORMATS


def as_ntriples(turtle: str) -> bytes:
    """Return statements in Turtle, written by us, as N-Triples.

    Raises:
        ValueError: it is no Turtle.
    """
    try:
        triples = [one.triple for one in ox.parse(turtle, format=ox.RdfFormat.TURTLE)]
    except SyntaxError as error:
        raise ValueError(f"a description does not parse: {error}") from error
    return _written(triples, "ntriples", {})


def in_form(ntriples: bytes, form: GraphForm, prefixes: Mapping[str, str]) -> bytes:
    """Return N-Triples in another form, with prefixes where it has them."""
    triples = [one.triple for one in ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES)]
    return _written(triples, form, prefixes if form in {"turtle", "trig", "rdfxml"} else {})


def _written(triples: list[ox.Triple], form: GraphForm, prefixes: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    ox.serialize(triples, out, format=GRAPH_FORMATS[form], prefixes=dict(prefixes) or None)
    return out.getvalue()
