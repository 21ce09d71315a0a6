"""The reference's documents give the same facts and answers from a server as from a directory.

Nothing is made alike before it is compared: what an engine writes in its own way (true as
1, an IRI of VALUES as a string) is put right where its answers are read.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from tests.store.remote.conftest import emptied
from tests.store.remote.servers import Served
from tests.store.remote.test_questions_alike import GIVEN

from trialgraph.catalogue.ask import ask
from trialgraph.catalogue.card import Card, cards
from trialgraph.ingest.run import ingest
from trialgraph.store import Place, Reader, open_reader
from trialgraph.store.known_terms import known_terms

TRIALS = ("PRECIOUS", "CLEOPATRA", "PATINA")


@pytest.fixture(scope="module")
def here(seeds: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Return the seeds in a directory."""
    with stored(seeds, tmp_path_factory.mktemp("here") / "store") as reader:
        yield reader


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def there(
    request: pytest.FixtureRequest,
    seeds: dict[str, Path],
    servers: dict[str, Served],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Reader]:
    """Return the seeds on a server; a question that it cannot do is given up soon."""
    served = servers[request.param]
    with pytest.MonkeyPatch.context() as environment:
        served.set_in(environment, tmp_path_factory.mktemp("state") / "state")
        environment.setenv("TRIALGRAPH_STORE_SECONDS", "10")
        emptied(served)
        with stored(seeds, served.address) as reader:
            yield reader


def stored(seeds: Mapping[str, Path], place: Place) -> Reader:
    """Return a store of the seeds."""
    assert {line.outcome for line in ingest(seeds.values(), place)} == {"stored"}
    return open_reader(place)


def test_the_dump_is_the_same_bytes(here: Reader, there: Reader) -> None:
    assert b"".join(there.dump_lines()) == b"".join(here.dump_lines())
    assert there.statistics() == here.statistics()
    assert there.graphs() == here.graphs()


def given(card: Card) -> list[dict[str, str]]:
    """Return each way that a question is asked: with what it must have, with all, by trial."""
    names = {one.name: one.is_optional for one in card.parameters if one.name in GIVEN}
    every = {name: GIVEN[name] for name in names}
    ways = [{name: every[name] for name, is_optional in names.items() if not is_optional}, every]
    if "trial" in names:
        ways.extend({**ways[0], "trial": trial} for trial in TRIALS)
    return [one for number, one in enumerate(ways) if one not in ways[:number]]


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.name)
def test_every_answer_is_the_same_row_by_row(card: Card, here: Reader, there: Reader) -> None:
    terms = known_terms(here.place)
    for one in given(card):
        wanted, found = (ask(reader, card.name, one, terms) for reader in (here, there))
        assert found.to_json()["rows"] == wanted.to_json()["rows"], one
