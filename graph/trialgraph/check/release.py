"""Writes the ontology in RDF/XML beside the Turtle that is edited.

Run as ``python -m trialgraph.check.release`` after every change of the Turtle:
owlready2 and several ontology editors read no Turtle. Nobody edits the RDF/XML by hand.
"""

import re
from pathlib import Path

from rdflib import Graph
from rdflib.compare import to_canonical_graph

from trialgraph import assets
from trialgraph.rdf.vocabulary import ontology_turtle

# rdflib writes subjects in the order of a set, which differs from run to run.
_BLOCK = re.compile(r"^(?=  <rdf:Description )", re.MULTILINE)


def ontology_xml() -> bytes:
    """Return the ontology as RDF/XML, the same bytes for the same axioms."""
    ontology = Graph().parse(data=ontology_turtle(), format="turtle")
    ordered = Graph()
    for prefix, namespace in ontology.namespaces():
        ordered.bind(prefix, namespace)
    for triple in sorted(to_canonical_graph(ontology)):
        ordered.add(triple)
    head, *blocks = _BLOCK.split(ordered.serialize(format="xml"))
    last, foot = blocks.pop().split("</rdf:RDF>")
    return "".join([head, *sorted([*blocks, last]), "</rdf:RDF>", foot]).encode()


def main(folder: Path | None = None) -> Path:
    """Write ``trialgraph.owl`` beside ``trialgraph.ttl`` and return its path."""
    path = (folder or Path(str(assets.room("ontology")))) / "trialgraph.owl"
    path.write_bytes(ontology_xml())
    return path


if __name__ == "__main__":
    main()
