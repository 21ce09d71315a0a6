"""Terms of other ontologies carry the label that those ontologies give them."""

import gzip
import html
import re
from pathlib import Path

from rdflib import RDFS, SKOS, Graph, URIRef

from trialgraph.names import ONTOLOGY
from trialgraph.rdf.vocabulary import ontology_turtle

OBO = "http://purl.obolibrary.org/obo/"
# Newer than the reference copies; labels as the OBI releases since 2025 print them.
NEWER = {OBO + "OBI_0003699": "clinical trial", OBO + "OBI_0004001": "randomized clinical trial"}
LINKS = (RDFS.subClassOf, SKOS.exactMatch, SKOS.closeMatch)


def labels() -> dict[str, str]:
    """Return the external terms of the ontology, each with the label stored beside it."""
    graph = Graph().parse(data=ontology_turtle(), format="turtle")
    linked = {
        str(target)
        for link in LINKS
        for source, target in graph.subject_objects(link)
        if isinstance(target, URIRef) and not str(target).startswith(ONTOLOGY)
    }
    return {iri: str(graph.value(URIRef(iri), RDFS.label)) for iri in linked}


def label_in(text: str, iri: str) -> set[str]:
    """Return the labels that an ontology file gives a term, in RDF/XML or OWL/XML."""
    found = set()
    for match in re.finditer(rf'rdf:about="{re.escape(iri)}"[^/>]*>', text):
        block = text[match.end() : match.end() + 8000].split("<!--", 1)[0]
        found |= set(re.findall(r"<rdfs:label[^>]*>([^<]+)<", block))
    short = iri.replace(OBO, "obo:")
    owl_xml = (
        rf"rdfs:label\"/>\s*<AbbreviatedIRI>{re.escape(short)}<[^>]*>\s*<Literal[^>]*>([^<]+)<"
    )
    return {html.unescape(label) for label in (*found, *re.findall(owl_xml, text))}


def turtle_labels(text: str, iri: str) -> set[str]:
    graph = Graph().parse(data=text, format="turtle")
    named = (*graph.objects(URIRef(iri), RDFS.label), *graph.objects(URIRef(iri), SKOS.prefLabel))
    return {str(label) for label in named}


def test_every_external_term_is_stored_with_a_label() -> None:
    assert labels()
    assert {iri for iri, label in labels().items() if label == "None"} == set()


def test_the_stored_labels_are_those_of_the_ontologies(reference: Path) -> None:
    folder = reference / "ontologies"
    texts = {file.name: gzip.decompress(file.read_bytes()).decode() for file in folder.glob("*.gz")}
    for iri, label in labels().items():
        if iri in NEWER:
            assert label == NEWER[iri]
            continue
        printed = {
            found
            for name, text in texts.items()
            if iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1] in text
            for found in (turtle_labels if ".ttl" in name else label_in)(text, iri)
        }
        assert label in printed, f"{iri}: {label} v {printed}"
