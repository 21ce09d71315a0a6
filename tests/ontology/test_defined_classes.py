"""A reasoner infers the types that plain rules state, over what follows from the examples."""

from pathlib import Path

import pytest
from rdflib import OWL, RDF, XSD, Graph, Literal, URIRef
from rdflib.term import Node
from tests.evidence.hand_made import readings
from tests.evidence.made_arms import arm, trial_reading
from tests.ontology.reasoner import needs_java, reason, world_of
from tests.ontology.spoken import declared

from trialgraph.evidence.derived import held, trial_graphs
from trialgraph.model.trial import Arm
from trialgraph.names import term
from trialgraph.rdf.vocabulary import load_terms

DEFINED = {
    "RandomisedPlaceboControlledTrial",
    "AddOnComparison",
    "TimeToEventEstimate",
    "FavourableEstimate",
}
pytestmark = pytest.mark.unmeasured
Typed = set[tuple[str, str]]
"""An individual's IRI with the name of a defined class."""


@pytest.fixture(scope="module")
def merged() -> Graph:
    """Return the trials' graphs of the examples and of four registered trials, without dates."""
    drug, placebo = "dapagliflozin + metformin", "placebo + metformin"
    more = (
        trial_reading("NCT90000001", pair(drug, placebo), allocation="randomised"),
        trial_reading("NCT90000002", pair(drug, placebo)),
        trial_reading(
            "NCT90000003", pair("apixaban + placebo", "warfarin + placebo"), allocation="randomised"
        ),
        trial_reading(
            "NCT90000004", pair("aspirin + metformin", "placebo"), allocation="randomised"
        ),
    )
    evidence = held([*readings().values(), *more])
    graph = Graph()
    for text in trial_graphs(evidence, load_terms(), evidence.trials).values():
        graph.parse(data=b"\n".join(map(_triple, text.splitlines())), format="nt")
    return graph


def pair(left: str, right: str) -> tuple[Arm, ...]:
    return arm("E", left, "experimental"), arm("C", right, "control")


def _triple(quad: bytes) -> bytes:
    """Return a line of N-Quads without its graph."""
    return quad[: quad.rindex(b" <")] + b" ."


def stated(graph: Graph) -> Typed:
    """Return what the graphs say of the defined classes."""
    return {
        (str(node), name) for name in DEFINED for node in graph.subjects(RDF.type, _class(name))
    }


def inferred(graph: Graph, folder: Path) -> Typed:
    """Return what the reasoner says of them when the graphs say nothing of them."""
    bare = Graph()
    classes = {_class(name) for name in DEFINED}
    for triple in graph:
        if triple[2] not in classes and getattr(triple[2], "datatype", None) != XSD.date:
            bare.add(triple)
    world = world_of(bare, folder)
    reason(world)
    return {
        (one.iri, name)
        for name in DEFINED
        for kind in world.search(iri=term(name))
        for one in kind.instances()
    }


def _class(name: str) -> URIRef:
    return URIRef(term(name))


def test_each_defined_class_has_one_definition() -> None:
    ours = {str(node).rsplit("#", 1)[-1] for node in declared().subjects(OWL.equivalentClass)}
    assert ours == DEFINED


@needs_java
def test_the_reasoner_infers_what_plain_rules_state(merged: Graph, tmp_path: Path) -> None:
    found = inferred(merged, tmp_path)
    assert found == stated(merged)
    assert {name for _, name in found} == DEFINED


def test_only_a_placebo_that_is_added_to_makes_a_placebo_controlled_trial(merged: Graph) -> None:
    named = {one.rsplit("/", 1)[-1] for one, kind in stated(merged) if kind.startswith("Random")}
    assert {one for one in named if one.startswith("NCT9")} == {"NCT90000001", "NCT90000004"}


ONE_TRIAL = "/id/trial/NCT00567190"
INSTEAD: dict[Node, Node] = {
    _class("differenceKind"): _class("Replacement"),
    _class("measure"): Literal("OR"),
    _class("direction"): _class("FavoursComparator"),
}


@needs_java
def test_types_that_do_not_follow_are_noticed(merged: Graph, tmp_path: Path) -> None:
    broken = Graph()
    for subject, predicate, obj in merged:
        # One trial is enough for it.
        if ONE_TRIAL in str(subject):
            broken.add((subject, predicate, INSTEAD.get(predicate, obj)))
    assert inferred(broken, tmp_path) == set()
    assert {name for _, name in stated(broken)} == DEFINED
