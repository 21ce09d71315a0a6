"""Every named question has the same answer from a server as from a directory."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.server.conftest import listening
from tests.store.remote.conftest import emptied
from tests.store.remote.servers import Served

from trialgraph.catalogue.ask import ask
from trialgraph.catalogue.card import Card, cards
from trialgraph.ingest.run import ingest
from trialgraph.server import Settings, create_app
from trialgraph.store import Reader, open_reader
from trialgraph.store.known_terms import known_terms

EXAMPLES = Path(__file__).parents[3] / "examples" / "documents"
GIVEN = {
    "drug": "pertuzumab",
    "versus": "placebo",
    "endpoint": "OS",
    "trial": "PRECIOUS",
    "condition": "HER2-positive metastatic breast cancer",
    "points": "5",
    "date": "2022-01-01",
}


MANY_OPTIONS = 10  # of which a server may leave values out
LONG = [card for card in cards() if card.text.upper().count("OPTIONAL") > MANY_OPTIONS]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Return the examples in a directory."""
    path = tmp_path_factory.mktemp("here") / "store"
    assert len(list(ingest([EXAMPLES], path))) == 5
    with open_reader(path) as reader:
        yield reader


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def there(
    request: pytest.FixtureRequest,
    servers: dict[str, Served],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Reader]:
    """Return the examples on a server; a question that it cannot do is given up soon."""
    served = servers[request.param]
    with pytest.MonkeyPatch.context() as environment:
        served.set_in(environment, tmp_path_factory.mktemp("state") / "state")
        environment.setenv("TRIALGRAPH_STORE_SECONDS", "10")
        emptied(served)
        assert len(list(ingest([EXAMPLES], served.address))) == 5
        with open_reader(served.address) as reader:
            yield reader


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.name)
@pytest.mark.parametrize("asked", ["required", "all"])
def test_the_answer_is_the_same(card: Card, asked: str, here: Reader, there: Reader) -> None:
    given = given_to(card, asked)
    terms = known_terms(here.place)
    wanted, found = (ask(reader, card.name, given, terms) for reader in (here, there))
    assert found.to_json()["rows"] == wanted.to_json()["rows"]


def test_the_service_answers_long_questions_as_from_a_directory(
    here: Reader, there: Reader
) -> None:
    wanted, found = (answered(one) for one in (here, there))
    assert len(wanted) == len(LONG) > 1
    assert found == wanted


def answered(reader: Reader) -> dict[str, list[object]]:
    """Return the rows of the long questions, as the service over a store gives them."""
    rows = {}
    with (
        listening(create_app(Settings(reader.place))) as at,
        httpx.Client(base_url=f"{at}/api/v1/questions/", timeout=60) as client,
    ):
        for card in LONG:
            answer = client.get(card.name, params=given_to(card, "required"))
            assert answer.is_success, answer.text
            rows[card.name] = answer.json()["rows"]
    return rows


def given_to(card: Card, asked: str) -> dict[str, str]:
    """Return what a question is asked about: what it requires, or all it takes."""
    return {
        one.name: GIVEN[one.name]
        for one in card.parameters
        if one.name in GIVEN and (asked == "all" or not one.is_optional)
    }
