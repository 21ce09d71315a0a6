"""What an editor completes: the classes and properties of the store, with their numbers."""

import shutil
from pathlib import Path

from fastapi import FastAPI
from httpx import Client, get
from tests.server.conftest import listening

from trialgraph.catalogue.describing import describe
from trialgraph.names import PREFIXES, expand, term
from trialgraph.server.vocabulary import Counts, counts_of, required_properties, router, vocabulary
from trialgraph.store import Address, Reader
from trialgraph.store.profile import Profile
from trialgraph.store.reader import open_reader


def named(listed: object, iri: str) -> dict[str, object]:
    """Return the one of a list that has this name."""
    assert isinstance(listed, list)
    (found,) = (one for one in listed if one["iri"] == iri)
    assert isinstance(found, dict)
    return found


def profile_of(store: Path) -> Profile:
    """Return what the newest version holds, counted."""
    with open_reader(store) as reader:
        return reader.profile()


def test_the_numbers_are_those_of_the_store(example_reader: Reader, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(example_reader.path, store)
    version = describe(store)
    told = vocabulary(counts_of(store))
    assert told["data_version"] == str(version)
    profile = profile_of(store)
    trial = named(told["classes"], term("Trial"))
    assert trial["count"] == profile.classes[term("Trial")].entities
    assert trial["label"] == "trial"
    label = named(trial["properties"], expand("rdfs:label"))
    assert label["count"] == profile.classes[term("Trial")].uses[expand("rdfs:label")].triples
    of_all = named(told["properties"], expand("rdfs:label"))
    assert of_all["count"] == profile.properties[expand("rdfs:label")]


def test_what_the_store_lacks_is_there_with_nothing(example_reader: Reader, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(example_reader.path, store)
    describe(store)
    told = vocabulary(counts_of(store))
    held = profile_of(store).classes
    lacking = next(
        one for one in required_properties() if one not in held and one.startswith(term(""))
    )
    assert named(told["classes"], lacking)["count"] == 0


def test_before_anything_is_counted_there_are_names_and_no_numbers() -> None:
    told = vocabulary(Counts())
    assert told["data_version"] is None
    assert told["prefixes"] == PREFIXES
    verdict = named(told["classes"], term("Verdict"))
    assert verdict["count"] is None
    assert named(verdict["properties"], term("hypothesis"))["required"] is True


def test_a_store_on_another_server_is_not_counted() -> None:
    assert counts_of(Address("http://127.0.0.1:9/query")) == Counts()


def test_every_required_property_is_one_of_the_ontology() -> None:
    required = required_properties()
    assert term("formal") in required[term("Verdict")]
    assert len(required) > 20
    listed = {one["iri"] for one in _properties()}
    ours = {one for names in required.values() for one in names if one.startswith(term(""))}
    assert ours <= listed


def _properties() -> list[dict[str, object]]:
    told = vocabulary(Counts())["properties"]
    assert isinstance(told, list)
    return told


def test_who_has_it_is_told_so_until_it_is_counted(example_reader: Reader, tmp_path: Path) -> None:
    store = tmp_path / "store"
    uncounted = shutil.ignore_patterns("*.description.nt")
    shutil.copytree(example_reader.path, store, ignore=uncounted)
    with listening(FastAPI(routes=router(store).routes)) as address:
        path = f"{address}/api/v1/vocabulary"
        known = {"If-None-Match": get(path).headers["etag"]}
        again = get(path, headers=known)
        assert (again.status_code, again.content) == (304, b"")
        describe(store)
        assert get(path, headers=known).status_code == 200


def test_programs_get_it_as_json(client: Client) -> None:
    answer = client.get("/api/v1/vocabulary")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.json()["prefixes"]["drug"] == PREFIXES["drug"]
