"""The terms that a store works with: those that ship, and the vocabularies loaded into it."""

from pathlib import Path

from trialgraph.rdf.vocabulary import load_terms
from trialgraph.store.vocabularies import vocabularies
from trialgraph.terms.index import TermIndex
from trialgraph.terms.joining import joined


def known_terms(store: Path) -> TermIndex:
    """Return the index of all terms that documents of a store are read with."""
    loaded = vocabularies(store)
    if not loaded:
        return load_terms()
    return joined(load_terms(), *(one.concepts() for one in loaded)).index()
