"""The terms that a store works with: those that ship, and the vocabularies loaded into it."""

import threading
from functools import lru_cache
from pathlib import Path

from trialgraph.rdf.vocabulary import load_terms
from trialgraph.store.address import Place, folder_of
from trialgraph.store.vocabularies import Stamp, vocabularies, vocabularies_stamp
from trialgraph.terms.index import TermIndex
from trialgraph.terms.joining import joined

_ALONE = threading.Lock()


def known_terms(place: Place) -> TermIndex:
    """Return the index of all terms that documents of a store are read with."""
    store = folder_of(place)
    stamp = vocabularies_stamp(store)
    with _ALONE:  # two threads that come first would each make one, and hold both for a while
        return _with_loaded(store, stamp) if stamp else load_terms()


@lru_cache(maxsize=1)
def _with_loaded(store: Path, _stamp: Stamp) -> TermIndex:
    """Return the shipped terms with the loaded ones; joined once for the files as they are."""
    return joined(load_terms(), *(one.concepts() for one in vocabularies(store))).index()
