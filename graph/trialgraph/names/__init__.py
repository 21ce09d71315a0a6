"""IRIs of things and terms, and the prefixes that shorten them.

Things are named by what they are and where they stand, never by a count
(docs/decisions/0001-names.md), so a name survives a better reader.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NewType
from urllib.parse import quote

Iri = NewType("Iri", str)
"""An absolute IRI without angle brackets."""

ROOT = "https://w3id.org/trialgraph/"
ONTOLOGY = ROOT + "ontology#"
ID = ROOT + "id/"

PREFIXES: dict[str, str] = {
    "": ONTOLOGY,
    "document": ID + "document/",
    "trial": ID + "trial/",
    "publication": ID + "publication/",
    "drug": ID + "drug/",
    "endpoint": ID + "end-point/",
    "condition": ID + "condition/",
    "biomarker": ID + "biomarker/",
    "event": ID + "event/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "obo": "http://purl.obolibrary.org/obo/",
    "fabio": "http://purl.org/spar/fabio/",
    "cito": "http://purl.org/spar/cito/",
    "oa": "http://www.w3.org/ns/oa#",
    "sh": "http://www.w3.org/ns/shacl#",
}

_CURIE = re.compile(r"(?P<prefix>[A-Za-z]*):(?P<local>\S*)")


_REMEMBERED = 1 << 14
"""Names that are kept: one thing is named many times while its graph is made."""


@lru_cache(maxsize=_REMEMBERED)
def expand(curie: str) -> Iri:
    """Return the IRI of a prefixed name such as ``drug:pertuzumab`` or ``:Result``.

    Raises:
        KeyError: the prefix is not one of ``PREFIXES``.
    """
    match = _CURIE.fullmatch(curie)
    if match is None:
        raise KeyError(curie)
    return Iri(PREFIXES[match["prefix"]] + match["local"])


@lru_cache(maxsize=_REMEMBERED)
def term(local: str) -> Iri:
    """Return the IRI of a class or property of our ontology."""
    return Iri(ONTOLOGY + local)


@lru_cache(maxsize=_REMEMBERED)
def slug(words: str) -> str:
    """Return words as the readable end of an IRI: ASCII, hyphens, case kept.

    >>> slug("Trastuzumab emtansine (T-DM1)")
    'Trastuzumab-emtansine-T-DM1'
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")


def data_of(thing: Iri) -> Iri:
    """Return the IRI of what is said of a thing, as against the thing itself."""
    return Iri(f"{ROOT}data/{thing.removeprefix(ID)}")


@lru_cache(maxsize=_REMEMBERED)
def document(identifier: str) -> Iri:
    """Return the IRI of a document, which is also the name of its graph."""
    return Iri(f"{ID}document/{quote(identifier, safe='')}")


def fact(identifier: str, kind: str, *places: tuple[int, int]) -> Iri:
    """Return the IRI of a fact of a document, named by the place(s) it stands at.

    Args:
        identifier: of the document.
        kind: hyphenated class, such as ``estimate`` or ``arm-value``.
        places: half-open character spans of the canonical text; more than one
            where one printed number speaks of several arms.
    """
    ends = "/".join(f"{start}-{end}" for start, end in places)
    return Iri(f"{document(identifier)}/{kind}/{ends}")


@lru_cache(maxsize=_REMEMBERED)
def trial(registration: str) -> Iri:
    """Return the IRI of a trial, named by a registration number or, failing that, an acronym."""
    return Iri(f"{ID}trial/{quote(registration, safe='')}")


def trial_graph(registration: str) -> Iri:
    """Return the name of the graph that holds what follows for one trial."""
    return Iri(f"{ID}graph/trial/{quote(registration, safe='')}")


def decision(identifier: str) -> Iri:
    """Return the IRI of what a person decided."""
    return Iri(f"{ID}decision/{identifier}")


def decision_graph(identifier: str) -> Iri:
    """Return the name of the graph that holds one decision."""
    return Iri(f"{ID}graph/decision/{identifier}")


@lru_cache(maxsize=_REMEMBERED)
def part(owner: Iri, kind: str, *words: str) -> Iri:
    """Return the IRI of a part of a merged thing, such as an arm of a trial."""
    return Iri("/".join([owner, kind, *(slug(word) for word in words)]))


def vocabulary_graph(vocabulary: str) -> Iri:
    """Return the name of the graph that holds the concepts of one vocabulary."""
    return Iri(f"{ID}graph/vocabulary/{vocabulary}")


def concept(scheme: str, notation: str) -> Iri:
    """Return the IRI of a concept: scheme is drug, end-point, condition, biomarker or event."""
    return Iri(f"{ID}{scheme}/{notation}")
