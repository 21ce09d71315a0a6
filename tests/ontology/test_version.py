"""One version: of the ontology, of the stores that are made with it, of the package."""

import tomllib
from pathlib import Path

from rdflib import OWL, Graph, URIRef

from trialgraph.ingest.versions import ontology_version
from trialgraph.names import ONTOLOGY
from trialgraph.rdf.vocabulary import ontology_turtle
from trialgraph.store.folder import ONTOLOGY_VERSION

HEADER = URIRef(ONTOLOGY.removesuffix("#"))
PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def test_a_store_names_the_version_of_the_ontology() -> None:
    ontology = Graph().parse(data=ontology_turtle(), format="turtle")
    assert str(ontology.value(HEADER, OWL.versionInfo)) == ONTOLOGY_VERSION
    assert ontology.value(HEADER, OWL.versionIRI) == URIRef(f"{HEADER}/{ONTOLOGY_VERSION}")


def test_the_package_is_released_with_the_ontology_of_its_version() -> None:
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    assert project["version"] == ONTOLOGY_VERSION


def test_any_change_of_the_ontology_counts_as_another_version_of_the_reading() -> None:
    assert len(ontology_version()) == 12
    assert ontology_version() != ONTOLOGY_VERSION
