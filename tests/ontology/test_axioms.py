"""The ontology declares, explains and separates all that the graphs use."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, URIRef
from rdflib.compare import to_canonical_graph
from tests.ontology.spoken import PROPERTIES, above, declared, ours

from trialgraph import assets
from trialgraph.check.release import main
from trialgraph.model.reading import TrialDocument
from trialgraph.model.text import Stated
from trialgraph.names import ONTOLOGY, term
from trialgraph.rdf.plan import class_name, plans
from trialgraph.verdict import codes

HEADER = URIRef(ONTOLOGY.removesuffix("#"))


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return declared()


def test_the_ontology_has_a_version_and_a_licence(ontology: Graph) -> None:
    assert str(ontology.value(HEADER, OWL.versionIRI)).startswith(str(HEADER))
    assert ontology.value(HEADER, OWL.versionInfo)
    licence = URIRef("http://purl.org/dc/terms/license")
    assert str(ontology.value(HEADER, licence)).startswith("https://creativecommons.org/")


def test_every_term_of_ours_has_one_label_one_definition_and_a_home(ontology: Graph) -> None:
    lacking = [
        str(node)
        for node in ours(ontology, OWL.Class, OWL.NamedIndividual, *PROPERTIES)
        for needed in (RDFS.label, SKOS.definition, RDFS.isDefinedBy)
        if len(list(ontology.objects(node, needed))) != 1
    ]
    assert lacking == []


def test_every_property_has_a_domain_and_a_range(ontology: Graph) -> None:
    lacking = [
        str(prop)
        for prop in ours(ontology, *PROPERTIES)
        for needed in (RDFS.domain, RDFS.range)
        if len(list(ontology.objects(prop, needed))) != 1
    ]
    assert lacking == []


def test_no_property_links_both_things_and_literals(ontology: Graph) -> None:
    objects, literals = (set(ours(ontology, kind)) for kind in PROPERTIES)
    assert objects & literals == set()
    for prop in literals:
        assert str(ontology.value(prop, RDFS.range)).startswith(str(XSD)), prop


def test_what_is_reported_has_no_class_of_another_ontology(ontology: Graph) -> None:
    for of_class in ours(ontology, OWL.Class):
        wider = above(ontology, of_class)
        if URIRef(term("ReportedEntity")) in wider:
            assert all(str(node).startswith(ONTOLOGY) for node in wider), of_class
            assert URIRef(term("EvidenceEntity")) not in wider


def test_every_class_but_the_tops_falls_in_one_layer(ontology: Graph) -> None:
    tops = {
        "EvidenceEntity",
        "ReportedEntity",
        "Document",
        "Passage",
        "EnumeratedValue",
        "Decision",
        "Correction",
    }
    for of_class in ours(ontology, OWL.Class):
        layers = above(ontology, of_class) & {URIRef(term(top)) for top in tops}
        assert len(layers) == 1, of_class


def test_the_layers_are_disjoint(ontology: Graph) -> None:
    reported, evidence = URIRef(term("ReportedEntity")), URIRef(term("EvidenceEntity"))
    assert (reported, OWL.disjointWith, evidence) in ontology


def every_model() -> Iterator[type]:
    """Yield the classes that a reading is made of."""
    waiting: list[type] = [TrialDocument]
    seen: set[type] = set()
    while waiting:
        model = waiting.pop()
        if model in seen:
            continue
        seen.add(model)
        yield model
        parts = (plan.part for plan in plans(model) if plan.shape in {"part", "parts", "flat"})
        waiting.extend(parts)


FLATTENED = {"TrialDocument", "Bibliography", "Design", "Population", "TrialDates"}
BESIDE = {
    "number": ("", "Printed", "Decimals", "Place"),
    "stated": ("", "Printed", "Place"),
    "date": ("", "Precision", "Printed", "Place"),
    "sides": ("", "Origin", "Place"),
    "place": ("Place",),
    "passages": ("", "Listed"),
    "places": ("", "Listed"),
    "many words": ("", "Listed"),
    "many wholes": ("", "Listed"),
    "mentions": ("", "Listed"),
    "parts": ("", "Listed"),
    "arm": ("", "Label"),
    "flat": (),
}


@pytest.mark.parametrize("model", list(every_model()), ids=lambda model: model.__name__)
def test_every_field_of_the_model_is_declared(model: type, ontology: Graph) -> None:
    declared = set(ours(ontology, OWL.Class, *PROPERTIES))
    wanted = {
        URIRef(plan.term(suffix))
        for plan in plans(model)
        for suffix in BESIDE.get(plan.shape, ("",))
    }
    if model.__name__ not in FLATTENED:
        wanted.add(URIRef(term(class_name(model))))
    assert wanted - declared == set()
    assert URIRef(term(class_name(Stated))) in declared


@pytest.mark.parametrize(
    ("of_class", "listed"),
    [
        ("Strength", codes.Strength),
        ("Direction", codes.Direction),
        ("FormalState", codes.Formal),
        ("Basis", codes.Basis),
        ("Reason", codes.Reason),
        ("Reservation", codes.Reservation),
        ("SustainedState", codes.SustainedState),
    ],
)
def test_every_code_of_a_verdict_is_an_individual(
    of_class: str, listed: type[codes.Strength], ontology: Graph
) -> None:
    notations = {
        str(ontology.value(individual, SKOS.notation))
        for individual in ontology.subjects(RDF.type, URIRef(term(of_class)))
    }
    assert notations == {str(code) for code in listed}


def test_the_rdf_xml_is_made_from_the_turtle_and_says_the_same(
    ontology: Graph, tmp_path: Path
) -> None:
    shipped = (assets.room("ontology") / "trialgraph.owl").read_bytes()
    assert main(tmp_path).read_bytes() == shipped, "run python -m trialgraph.check.release"
    read = Graph().parse(data=shipped, format="xml")
    assert len(read) == len(ontology)
    assert set(to_canonical_graph(read)) == set(to_canonical_graph(ontology))
