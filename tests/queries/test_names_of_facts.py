"""Every trial that a document speaks of has words by which the page of its facts calls it."""

import pytest

from trialgraph import names
from trialgraph.catalogue.panels import panel
from trialgraph.names import term
from trialgraph.rdf.quads import GraphText
from trialgraph.rdf.term import Term, integer, text
from trialgraph.store import create_or_open, open_reader

DOCUMENT = "sha-4444444444444444"
TEXT = "Tea in adults. It is registered as NCT09990001."


def trial_graph(words: str, acronym: str) -> GraphText:
    iri = names.document(DOCUMENT)
    graph = GraphText(iri)
    place = (TEXT.index(words), TEXT.index(words) + len(words))
    trial, passage = (names.fact(DOCUMENT, kind, place) for kind in ("trial", "passage"))
    rdf_type = names.expand("rdf:type")
    said: list[tuple[names.Iri, names.Iri, Term]] = [
        (iri, rdf_type, term("Document")),
        (trial, rdf_type, term("ReportedTrial")),
        (trial, term("inDocument"), iri),
        (trial, term("passage"), passage),
        (passage, rdf_type, term("Passage")),
        (passage, term("inDocument"), iri),
        (passage, term("start"), integer(place[0])),
        (passage, term("end"), integer(place[1])),
        (passage, term("exact"), text(words)),
    ]
    if acronym:
        said.append((trial, term("statedAcronym"), text(acronym)))
    for one in said:
        graph.add(*one)
    return graph


@pytest.mark.parametrize(
    ("words", "acronym", "label"),
    [("NCT09990001", "", "NCT09990001"), ("Tea in adults", "TEACUP", "TEACUP")],
)
def test_a_trial_without_a_name_is_called_by_the_words_that_name_it(
    words: str, acronym: str, label: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("facts") / "store"
    with create_or_open(place) as writer:
        writer.keep(DOCUMENT, TEXT.encode(), TEXT)
        writer.replace_graphs({names.document(DOCUMENT): trial_graph(words, acronym).bytes()})
        writer.publish()
    with open_reader(place) as reader:
        found = panel(reader, "document-facts", held=[names.document(DOCUMENT)])
    assert [row.text("label") for row in found] == [label]
