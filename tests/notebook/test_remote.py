"""A store on another server answers a notebook as a directory does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.store.remote.servers import oxigraph

import trialgraph
from trialgraph.ingest.run import ingest
from trialgraph.notebook import Store

EXAMPLES = Path(__file__).parents[2] / "examples" / "documents"


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Return the examples on a server, opened by its URL."""
    (tmp_path / "server").mkdir()
    with oxigraph(tmp_path / "server") as served:
        served.set_in(monkeypatch, tmp_path / "state")
        assert {line.outcome for line in ingest([EXAMPLES], served.address)} == {"stored"}
        with trialgraph.open(str(served.address)) as opened:
            yield opened


def test_the_answers_are_the_same(there: Store, store: Store) -> None:
    query = "SELECT ?trial ?name { ?trial a :Trial ; rdfs:label ?name } ORDER BY ?trial"
    assert there.query(query).rows == store.query(query).rows
    assert there.effects(adds="pertuzumab").rows == store.effects(adds="pertuzumab").rows
    assert there.trial("PRECIOUS").arms.rows == store.trial("PRECIOUS").arms.rows
    iri = there.trial("PRECIOUS").iri
    assert set(there.graph(iri)) == set(store.graph(iri))
