"""What the service says of itself: SPARQL 1.1 Service Description, VoID, prefixes, questions.

Everything that does not depend on the address that the service is asked under; see
``description`` for the rest.
"""

from collections.abc import Iterator, Mapping

from trialgraph.catalogue.executables import questions_turtle
from trialgraph.names import ID, PREFIXES, ROOT, Iri
from trialgraph.rdf.term import escaped, iri_text
from trialgraph.rdf.vocabulary import labels
from trialgraph.store import ClassProfile, Profile, Use

DATASET = Iri(f"{ROOT}dataset")
"""All that a store holds."""

_GRAPH = Iri(f"{ROOT}dataset#default-graph")
DESCRIBING: Mapping[str, str] = {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "void-ext": "http://ldf.fi/void-ext#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "formats": "http://www.w3.org/ns/formats/",
}
"""Prefixes of the terms that describe, beside those of the data."""

_HEAD = "".join(f"@prefix {one}: <{base}> .\n" for one, base in {**PREFIXES, **DESCRIBING}.items())


def general() -> str:
    """Return what holds for every version: prefixes and questions, Turtle."""
    declared = " ,\n".join(
        f'  [ sh:prefix "{one}" ; sh:namespace "{base}"^^xsd:anyURI ]'
        for one, base in {**PREFIXES, **DESCRIBING}.items()
        if one
    )
    return f"{_HEAD}{iri_text(DATASET)} sh:declare\n{declared} .\n{questions_turtle()}"


def counted(held: Profile, version: int, published_at: str) -> str:
    """Return a version in numbers, as VoID (W3C note, sections 4.6 and 4.7), Turtle."""
    terms = {*held.classes, *held.properties}
    return "\n".join([_HEAD, *_dataset(held, version, published_at), *_labels(terms)])


def _dataset(held: Profile, version: int, published_at: str) -> Iterator[str]:
    places = {of: f"{DATASET}#class-{number}" for number, of in enumerate(held.classes, 1)}
    yield f"{iri_text(DATASET)} a void:Dataset , sd:Dataset ;"
    yield '  dcterms:title "trialgraph: clinical-trial evidence with its sources"@en ;'
    yield f'  dcterms:modified "{published_at}"^^xsd:dateTime ; schema:version "{version}" ;'
    yield f'  void:uriSpace "{ID}" ; void:vocabulary <{PREFIXES[""]}> ;'
    yield f"  void:entities {held.subjects} ; sd:defaultGraph {iri_text(_GRAPH)} ;"
    yield from _numbers(held)
    yield f"{iri_text(_GRAPH)} a sd:Graph , void:Dataset ;"
    yield from _numbers(held)
    for has, count in held.properties.items():
        part = f"[ void:property {iri_text(has)} ; void:triples {count} ]"
        yield f"{iri_text(DATASET)} void:propertyPartition {part} ."
    for of, one in held.classes.items():
        place = f"<{places[of]}>"
        for whole in (DATASET, _GRAPH):
            yield f"{iri_text(whole)} void:classPartition {place} ."
        yield from _class(of, one, place)


def _numbers(held: Profile) -> Iterator[str]:
    """Yield the numbers of a dataset or of its graph, to the end of the statement."""
    yield f"  void:triples {held.triples} ;"
    yield f"  void:classes {len(held.classes)} ; void:properties {len(held.properties)} ;"
    yield f"  void:distinctSubjects {held.subjects} ; void:distinctObjects {held.objects} ."


def _class(of: Iri, one: ClassProfile, place: str) -> Iterator[str]:
    yield f"{place} void:class {iri_text(of)} ; void:entities {one.entities} ."
    for has, use in one.uses.items():
        yield f"{place} void:propertyPartition [ {' ; '.join(_use(has, use))} ] ."


def _use(has: Iri, use: Use) -> Iterator[str]:
    yield f"void:property {iri_text(has)} ; void:triples {use.triples}"
    for to, count in use.classes.items():
        yield f"void:classPartition [ void:class {iri_text(to)} ; void:triples {count} ]"
    for to, count in use.datatypes.items():
        part = f"void-ext:datatype {iri_text(to)} ; void:triples {count}"
        yield f"void-ext:datatypePartition [ {part} ]"


def _labels(terms: set[Iri]) -> Iterator[str]:
    """Yield what the ontology calls the terms in use, which editors show."""
    for term, (label, definition) in labels().items():
        if term in terms:
            yield f'{iri_text(term)} rdfs:label "{escaped(label)}"@en ;'
            yield f'  rdfs:comment "{escaped(definition)}"@en .'
