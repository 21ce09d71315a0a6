"""The ontology and the shapes as they are given out, each with the version that it is of."""

import re
from functools import lru_cache

from trialgraph import assets
from trialgraph.names import ROOT
from trialgraph.rdf.vocabulary import ontology_turtle

ONTOLOGY_IRI = f"{ROOT}ontology"
SHAPES_IRI = f"{ROOT}shapes"
ONTOLOGY_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
SHAPES_LICENCE = "https://spdx.org/licenses/MIT"
_VERSION = re.compile(r'owl:versionInfo "([^"]+)"')


@lru_cache(maxsize=1)
def version() -> str:
    """Return the version of the ontology and of the shapes: they are released together."""
    # Reading all of it as a graph takes most of a second; a test compares.
    said = _VERSION.search(ontology_turtle())
    return said[1] if said else ""


@lru_cache(maxsize=1)
def ontology_xml() -> bytes:
    """Return the ontology as RDF/XML, as editors read it."""
    return (assets.room("ontology") / "trialgraph.owl").read_bytes()


@lru_cache(maxsize=1)
def shapes_turtle() -> str:
    """Return all shapes as one Turtle text, with a head that tells their version."""
    files = [one for one in assets.room("shapes").iterdir() if one.name.endswith(".ttl")]
    texts = (one.read_text(encoding="utf-8") for one in sorted(files, key=lambda one: one.name))
    return "\n".join([_head(), *texts])


def _head() -> str:
    return f"""# The shapes of trialgraph: what a valid record is.
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

<{SHAPES_IRI}> a owl:Ontology ;
  rdfs:label "trialgraph shapes"@en ;
  dcterms:title "trialgraph: what a valid record of clinical-trial evidence is"@en ;
  dcterms:license <{SHAPES_LICENCE}> ;
  owl:versionIRI <{SHAPES_IRI}/{version()}> ;
  owl:versionInfo "{version()}" .

# ForeignNode asks that a graph name nothing but one document and its facts. That is so of the
# graph that the store keeps of each document, which is checked by it when it is made. SHACL sees
# no graph names: in data that gather a trial, or two documents, each node would break it. Here
# FactOfOtherDocument asks what can be asked of any data: that a fact is named below the document
# that it says. To check the graph of one document take this statement out.
<{SHAPES_IRI}#ForeignNode> <http://www.w3.org/ns/shacl#deactivated> true .
"""
