"""Vocabularies written as SKOS: what is broader stands there for every step."""

from rdflib import RDF, RDFS, SKOS, Graph

from trialgraph.rdf.quads import parse
from trialgraph.rdf.skos import SHIPPED, shipped_graph, skos_lines
from trialgraph.rdf.term import Literal, plain
from trialgraph.rdf.vocabulary import load_terms, table_files
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


SHIPPED_QUADS = parse(shipped_graph())


def said(predicate: str) -> set[tuple[str, str]]:
    """Return subjects and objects of a property in the graph of the shipped terms."""
    return {(s, plain(o)) for s, p, o, _ in SHIPPED_QUADS if p == predicate}


def test_the_graph_of_the_shipped_terms_says_what_the_tables_say() -> None:
    tables = Graph()
    for file in table_files():
        tables.parse(data=file.read_text(encoding="utf-8"), format="turtle")
    kept = [RDF.type, SKOS.prefLabel, SKOS.altLabel, SKOS.notation, SKOS.inScheme]
    for each in [*kept, SKOS.broader, SKOS.exactMatch]:
        wanted = {(str(s), str(o)) for s, o in tables.subject_objects(each)}
        assert wanted
        assert said(str(each)) == wanted, each
    mappings = {p for p in tables.predicates() if "Match" in str(p)}
    assert {SKOS.exactMatch} == mappings
    schemes = set(tables.subjects(RDF.type, SKOS.ConceptScheme))
    called = {(str(one), str(tables.value(one, RDFS.label))) for one in schemes}
    assert said(str(RDFS.label)) == called
    assert len(called) == len(table_files())


def test_the_shipped_terms_state_every_wider_class_and_never_themselves() -> None:
    steps: dict[str, set[str]] = {}
    for narrower, wider in said(str(SKOS.broader)):
        steps.setdefault(narrower, set()).add(wider)

    def above(concept: str) -> set[str]:
        near = steps.get(concept, set())
        return near.union(*(above(one) for one in near))

    wanted = {(one, wider) for one in steps for wider in above(one)}
    assert said(str(SKOS.broaderTransitive)) == wanted
    assert len(wanted) > len(said(str(SKOS.broader)))
    assert all(one != wider for one, wider in wanted)


def test_each_shipped_statement_stands_once_in_one_graph_and_names_carry_their_language() -> None:
    assert len(set(SHIPPED_QUADS)) == len(SHIPPED_QUADS) == shipped_graph().count(b"\n")
    assert {graph for *_, graph in SHIPPED_QUADS} == {SHIPPED}
    labels = [o for _, p, o, _ in SHIPPED_QUADS if p in {str(SKOS.prefLabel), str(SKOS.altLabel)}]
    assert {o.language for o in labels if isinstance(o, Literal)} == {"en"}
    assert len(said(str(SKOS.prefLabel))) == len(load_terms())
