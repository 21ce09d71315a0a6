"""What the tests of this room share: the term tables, and documents made from words."""

from collections.abc import Callable

import pytest

from trialgraph.documents.reader import read_document
from trialgraph.extract.view import ReadingView
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.terms.index import TermIndex


@pytest.fixture(scope="session")
def terms() -> TermIndex:
    """Return the shipped term tables."""
    return load_terms()


@pytest.fixture(scope="session")
def viewed() -> Callable[[str], ReadingView]:
    """Return a maker of reading views from the words of an abstract."""

    def view(text: str) -> ReadingView:
        return ReadingView(read_document(text.encode()))

    return view
