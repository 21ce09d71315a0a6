"""The small store, opened for reading, and the term tables."""

from collections.abc import Callable, Iterator

import pytest
from tests.small_store import build

from trialgraph.catalogue.answer import Answer
from trialgraph.catalogue.ask import ask
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.store import Reader, open_reader
from trialgraph.terms.index import TermIndex


@pytest.fixture(scope="session")
def terms() -> TermIndex:
    """Return the term tables."""
    return load_terms()


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Return the small store, published."""
    with open_reader(build(tmp_path_factory.mktemp("small") / "store")) as opened:
        yield opened


@pytest.fixture
def asked(reader: Reader, terms: TermIndex) -> Callable[..., Answer]:
    """Return a way to ask the small store: ``asked("effects", trial="ALPHA")``."""

    def put(name: str, **given: str) -> Answer:
        return ask(reader, name, given, terms)

    return put
