"""A reasoner finds no contradiction, and finds the one that the layers forbid."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import pytest
from rdflib import RDF, Graph, URIRef

from trialgraph.check.release import ontology_xml
from trialgraph.names import term, trial
from trialgraph.rdf.vocabulary import ontology_turtle

owlready2 = pytest.importorskip("owlready2", reason="owlready2 (extra: owl) is not installed")

needs_java = pytest.mark.skipif(
    shutil.which("java") is None, reason="HermiT runs on Java, and no java is on the path"
)

EXAMPLE = """
@prefix : <https://w3id.org/trialgraph/ontology#> .
@prefix t: <https://w3id.org/trialgraph/id/trial/NCT00000000/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<https://w3id.org/trialgraph/id/trial/NCT00000000> a :Trial ; :hasArm t:a , t:b .
t:a a :Arm ; :role :ExperimentalArm ; :includes t:docetaxel . t:b a :Arm ; :role :ControlArm .
t:docetaxel a skos:Concept .
t:a-b a :Comparison ; :experimentalArm t:a ; :comparatorArm t:b ; :adds t:docetaxel .
t:os a :Result ; :comparison t:a-b ; :direction :FavoursExperimental ; :strength :Nominal ;
  :reservation :LenientLevel , :NotSustained ; :value 0.75 ; :stage :Final ; :verdict t:v ;
  :availableFrom "2020-01-01"^^xsd:date ; :isCurrent true ; :reportedAs t:reported .
t:v a :Verdict ; :formal :None .
t:reported a :ReportedEstimate ; :statedValue 0.75 ; :inDocument t:d . t:d a :Document .
"""


class Named(Protocol):
    """A class or an individual, as owlready2 shows it."""

    name: str
    is_a: "list[Named]"


class World(Protocol):
    """What these tests ask of an owlready2 world."""

    def inconsistent_classes(self) -> Iterable[Named]:
        """Return the classes that can have no member."""

    def search(self, *, iri: str) -> list[Named]:
        """Return what has an IRI."""


def world_of(extra: str, folder: Path) -> World:
    """Return a world that holds the ontology and some individuals."""
    graph = Graph().parse(data=ontology_turtle(), format="turtle")
    graph.parse(data=extra, format="turtle")
    file = folder / "example.nt"
    file.write_bytes(graph.serialize(format="nt", encoding="utf-8"))
    world = owlready2.World()
    with file.open("rb") as content:
        world.get_ontology("https://w3id.org/trialgraph/ontology").load(fileobj=content)
    held: World = world
    return held


def reason(world: World) -> None:
    # xsd:date is outside OWL 2 DL; HermiT is told to pass over it.
    owlready2.sync_reasoner_hermit(world, ignore_unsupported_datatypes=True, debug=0)


def test_owlready2_reads_the_rdf_xml(tmp_path: Path) -> None:
    file = tmp_path / "trialgraph.owl"
    file.write_bytes(ontology_xml())
    world = owlready2.World()
    with file.open("rb") as content:
        world.get_ontology("https://w3id.org/trialgraph/ontology").load(fileobj=content)
    names = {of_class.name for of_class in world.classes()}
    assert {"Trial", "Result", "ReportedEstimate", "Reservation"} <= names


@needs_java
def test_no_class_is_empty_and_an_example_is_consistent(tmp_path: Path) -> None:
    world = world_of(EXAMPLE, tmp_path)
    reason(world)
    assert list(world.inconsistent_classes()) == []
    (study,) = world.search(iri=str(trial("NCT00000000")))
    assert {of_class.name for of_class in study.is_a} >= {"Trial"}


@needs_java
def test_a_node_of_both_layers_is_a_contradiction(tmp_path: Path) -> None:
    both = Graph()
    for of_class in ("Trial", "ReportedTrial"):
        both.add((URIRef(trial("NCT00000000")), RDF.type, URIRef(term(of_class))))
    world = world_of(both.serialize(format="turtle"), tmp_path)
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        reason(world)
