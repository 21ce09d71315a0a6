"""A loaded vocabulary written as SKOS: what is broader stands there for every step."""

from trialgraph.rdf.skos import skos_lines
from trialgraph.terms.entries import Entry, Vocabulary
from trialgraph.terms.index import Concept
from trialgraph.terms.joining import joined

CORE = "http://www.w3.org/2004/02/skos/core#"
LOADED = Vocabulary(
    "mesh",
    "2026",
    (
        Entry("drug", "D1", "Antibodies", (), ()),
        Entry("drug", "D2", "cuplizumab", ("CUP-7",), ("D1",)),
        Entry("drug", "D3", "cuplizumab vedotin", (), ("D2",)),
    ),
)


def test_every_class_of_a_concept_stands_with_it() -> None:
    shipped = [Concept("drug", "antibody", "antibody", ("antibodies",), ("biologic",))]
    shipped.append(Concept("drug", "biologic", "biologic"))
    lines = list(skos_lines(LOADED, joined(shipped, LOADED.concepts())))
    wider = {
        line.split("> <", maxsplit=1)[1].split(" .")[0]
        for line in lines
        if "mesh-D3>" in line.split(" ", maxsplit=1)[0] and "broader" in line
    }
    drug = "https://w3id.org/trialgraph/id/drug/"
    assert wider == {
        f"{CORE}broader> <{drug}mesh-D2>",
        f"{CORE}broaderTransitive> <{drug}mesh-D2>",
        f"{CORE}broaderTransitive> <{drug}antibody>",
        f"{CORE}broaderTransitive> <{drug}biologic>",
    }
    assert [line for line in lines if line.startswith(f"<{drug}antibody>")] == [
        f"<{drug}antibody> <{CORE}exactMatch> <http://id.nlm.nih.gov/mesh/D1> .\n"
    ]
