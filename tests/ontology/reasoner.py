"""HermiT over the ontology with some individuals, as tests ask for it."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import pytest
from rdflib import Graph

from trialgraph.rdf.vocabulary import ontology_turtle

owlready2 = pytest.importorskip("owlready2", reason="owlready2 (extra: owl) is not installed")

needs_java = pytest.mark.skipif(
    shutil.which("java") is None, reason="HermiT runs on Java, and no java is on the path"
)


class Named(Protocol):
    """A class or an individual, as owlready2 shows it."""

    name: str
    iri: str
    is_a: "list[Named]"

    def instances(self) -> "Iterable[Named]":
        """Return the individuals of a class."""


class World(Protocol):
    """What these tests ask of an owlready2 world."""

    def inconsistent_classes(self) -> Iterable[Named]:
        """Return the classes that can have no member."""

    def search(self, *, iri: str) -> list[Named]:
        """Return what has an IRI."""


def world_of(extra: Graph, folder: Path) -> World:
    """Return a world that holds the ontology and some individuals."""
    graph = Graph().parse(data=ontology_turtle(), format="turtle") + extra
    file = folder / "example.nt"
    file.write_bytes(graph.serialize(format="nt", encoding="utf-8"))
    world = owlready2.World()
    with file.open("rb") as content:
        world.get_ontology("https://w3id.org/trialgraph/ontology").load(fileobj=content)
    held: World = world
    return held


def reason(world: World) -> None:
    """Let HermiT add what follows."""
    # xsd:date is outside OWL 2 DL; HermiT is told to pass over it.
    owlready2.sync_reasoner_hermit(world, ignore_unsupported_datatypes=True, debug=0)
