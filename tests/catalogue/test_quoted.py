"""A quoted document is named as a reader would cite it; nothing of it is invented."""

from collections.abc import Iterator
from datetime import date

import pytest

from trialgraph import names
from trialgraph.catalogue.choices import choices
from trialgraph.catalogue.quoted import QuotedDocument, quoted_documents
from trialgraph.catalogue.sentences import cited, described
from trialgraph.names import Iri, expand, term
from trialgraph.rdf.quads import GraphText
from trialgraph.rdf.term import Term, day, text
from trialgraph.store import Reader, create_or_open, open_reader

PAPER, CITING, RECORD = "sha-aaaaaaaaaaaaaaaa", "sha-bbbbbbbbbbbbbbbb", "ctgov-NCT00000009"
SHORT = "sha-cccccccccccccccc"


def said(graph: GraphText, subject: Iri, **facts: Term) -> None:
    for name, value in facts.items():
        graph.add(subject, term(name), value)


def document(identifier: str, **facts: Term) -> GraphText:
    graph = GraphText(names.document(identifier))
    graph.add(names.document(identifier), expand("rdf:type"), term("Document"))
    said(graph, names.document(identifier), **facts)
    return graph


def author(graph: GraphText, identifier: str, place: tuple[int, int], name: str) -> None:
    node = names.fact(identifier, "author", place)
    said(graph, names.document(identifier), statedAuthor=node)
    said(graph, node, statedName=text(name), place=text(f"{place[0]}-{place[1]}"))


def reference(graph: GraphText, words: str, **facts: Term) -> Iri:
    node = names.fact(CITING, "citation", (0, len(words)))
    passage = names.fact(CITING, "passage", (0, len(words)))
    said(graph, node, inDocument=names.document(CITING), passage=passage, **facts)
    said(graph, passage, exact=text(words))
    return node


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Open a store of a paper without a DOI, one that cites it, and a registry record."""
    citing = document(
        CITING,
        statedKind=text("pubmed-page"),
        statedTitle=text("A " + "very long title " * 8),
        statedJournal=text("J Test"),
        statedDoi=text("10.1/own"),
        statedIssued=day(date(2024, 3, 1)),
        statedIssuedPrecision=text("month"),
    )
    author(citing, CITING, (100, 110), "Ben Second")
    author(citing, CITING, (9, 18), "Ann First")
    node = reference(
        citing,
        "Doe J, Roe K. On tests. J Old. 2011.",
        statedDoi=text("10.1/lent"),
        statedPmid=text("123"),
        statedTitle=text("On tests"),
        statedFirstAuthor=text("Doe J"),
    )
    paper = document(PAPER, statedKind=text("text"), statedJournal=text("J Old"))
    record = document(RECORD, statedKind=text("ctgov-page"), statedTitle=text("A record"))
    short = document(SHORT, statedKind=text("pubmed-page"), statedJournal=text("J Short"))
    author(short, SHORT, (5, 12), "Doe-Roe AB")
    publication = GraphText(Iri(f"{names.ID}graph/publication/p"))
    one = Iri(f"{names.ID}publication/p")
    said(publication, one, document=names.document(PAPER), sameAsReference=node)
    trial = GraphText(names.trial_graph("NCT00000009"))
    held = names.trial("NCT00000009")
    trial.add(held, expand("rdf:type"), term("Trial"))
    said(trial, held, registeredBy=names.document(RECORD), registration=text("NCT00000009"))
    path = tmp_path_factory.mktemp("quoted") / "store"
    with create_or_open(path) as writer:
        graphs = (citing, paper, record, short, publication, trial)
        writer.replace_graphs({graph.graph: graph.bytes() for graph in graphs})
        writer.publish()
    with open_reader(path) as opened:
        yield opened


@pytest.fixture
def found(reader: Reader) -> dict[str, QuotedDocument]:
    return quoted_documents(reader, [PAPER, CITING, RECORD, "NCT00000009"])


def test_only_documents_that_are_held_are_named(found: dict[str, QuotedDocument]) -> None:
    assert list(found) == [RECORD, PAPER, CITING]


def test_a_paper_is_cited_by_its_first_author_journal_and_doi(
    found: dict[str, QuotedDocument],
) -> None:
    assert found[CITING].citation == "First et al., J Test 2024, doi:10.1/own"
    assert found[CITING].date == "2024-03"
    assert found[CITING].by_reference == {}


def test_a_name_printed_with_initials_behind_is_cited_by_the_surname(reader: Reader) -> None:
    assert quoted_documents(reader, [SHORT])[SHORT].citation == "Doe-Roe et al., J Short"


def test_what_only_a_reference_says_is_marked_so(found: dict[str, QuotedDocument]) -> None:
    paper = found[PAPER]
    assert paper.citation == "Doe et al., J Old, doi:10.1/lent, by reference"
    assert set(paper.by_reference) == {"doi", "pmid", "title", "first_author"}
    assert set(paper.by_reference.values()) == {(CITING,)}
    assert f"DOI by its reference in {CITING}" in described(paper)
    printed = paper.to_json()
    assert (printed["pmid"], printed["date"], printed["registration"]) == ("123", None, None)


def test_a_registry_record_is_named_by_its_number(found: dict[str, QuotedDocument]) -> None:
    assert found[RECORD].citation == "ClinicalTrials.gov record NCT00000009"
    assert found[RECORD].links() == (
        ("https://clinicaltrials.gov/study/NCT00000009", "trial NCT00000009"),
    )


def test_identifiers_lead_to_where_the_paper_is(found: dict[str, QuotedDocument]) -> None:
    assert [address for address, _ in found[PAPER].links()] == [
        "https://doi.org/10.1/lent",
        "https://pubmed.ncbi.nlm.nih.gov/123/",
    ]


@pytest.mark.parametrize(
    ("document", "citation"),
    [
        (QuotedDocument("d"), ""),
        (QuotedDocument("d", title="Short", journal="J"), "“Short”, J"),
        (QuotedDocument("d", title="word " * 20, date="2020"), f"“{'word ' * 12}...”, 2020"),
        (QuotedDocument("d", journal="J", first_author="Doe", date="2020-01"), "Doe, J 2020"),
    ],
)
def test_a_document_is_cited_by_what_is_known(document: QuotedDocument, citation: str) -> None:
    assert document.citation == citation
    assert cited("d", {"d": document}) == (f"{citation} (d)" if citation else "d")


def test_no_documents_are_asked_for_without_identifiers(reader: Reader) -> None:
    assert quoted_documents(reader, []) == {}


def test_names_with_answers_can_be_chosen(reader: Reader) -> None:
    held = choices(reader)
    assert (held.documents, held.trials) == (4, 1)
    assert held.names == {"drug": (), "trial": (), "end-point": (), "condition": ()}
