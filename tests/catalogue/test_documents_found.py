"""Is my paper in, and why not? Asked in any form, of what is held, set aside or only cited."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.acceptance.running import examples

from trialgraph.catalogue.documents_found import (
    document_known_as,
    find_documents,
    list_documents,
)
from trialgraph.catalogue.paging import Page
from trialgraph.errors import BadParameter, UnknownName
from trialgraph.ingest.run import ingest
from trialgraph.store import DocumentEntry, Reader, create_or_open, open_reader
from trialgraph.terms.index import TermIndex

ASIDE = DocumentEntry(
    identifier="pubmed-12345678",
    kind="pubmed-page",
    sha256="ab" * 32,
    reader="1",
    terms="1",
    ontology="1",
    state="set aside",
    source="papers/odd_100%.txt",
    message="BoundarySaysSomething: the boundary has neither a value nor a name",
)


REASON = (
    f"{ASIDE.message}. What to do: mend or export it again and ingest it; a newer reader may take "
    "it as it is."
)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Return the bundled documents, and one that was set aside."""
    store = tmp_path_factory.mktemp("found") / "store"
    list(ingest(examples(), store))
    with create_or_open(store) as writer:
        writer.ledger.record(ASIDE)
        writer.quarantine(ASIDE.identifier, b"A paper. doi: 10.1000/Odd-1.", ASIDE.message)
    with open_reader(store) as opened:
        yield opened


def test_the_list_tells_every_state(reader: Reader) -> None:
    rows = list_documents(reader).rows
    assert [row.state for row in rows].count("stored") == 5
    (aside,) = (row for row in rows if row.state == "set aside")
    assert (aside.identifier, aside.reason) == (ASIDE.identifier, REASON)
    assert [row.identifier for row in list_documents(reader, "set aside").rows] == [
        ASIDE.identifier
    ]


def test_the_list_is_paged_without_gap_or_repeat(reader: Reader) -> None:
    whole = [row.identifier for row in list_documents(reader).rows]
    seen, cursor = [], ""
    for _ in whole:
        part = list_documents(reader, page=Page.of(reader.version, 1, cursor))
        seen += [row.identifier for row in part.rows]
        cursor = part.next_cursor
    assert (seen, cursor) == (whole, "")


@pytest.mark.parametrize(
    "words",
    [
        "pubmed-12345678",
        "PUBMED-12345678",
        "12345678",
        "PMID: 12345678",
        "https://pubmed.ncbi.nlm.nih.gov/12345678/",
        "document:pubmed-12345678",
        "odd_100%.txt",
        "ab" * 32,
        "10.1000/odd-1",
        "https://doi.org/10.1000/odd-1",
    ],
)
def test_one_that_was_set_aside_is_found_with_its_reason(
    reader: Reader, terms: TermIndex, words: str
) -> None:
    (row,) = find_documents(reader, terms, words).rows
    assert (row.state, row.reason, row.about) == ("set aside", REASON, None)


@pytest.mark.parametrize("words", ["odd", "10.1000/odd", "1234567", "oddx100%.txt"])
def test_a_part_of_a_number_or_a_file_name_is_not_it(
    reader: Reader, terms: TermIndex, words: str
) -> None:
    assert ASIDE.identifier not in [
        row.identifier for row in find_documents(reader, terms, words).rows
    ]


@pytest.mark.parametrize(
    "words", ["ctgov-NCT02514681", "NCT02514681", "document:ctgov-NCT02514681"]
)
def test_a_registry_record_is_found_by_its_trial(
    reader: Reader, terms: TermIndex, words: str
) -> None:
    rows = find_documents(reader, terms, words).rows
    assert [row.identifier for row in rows] == ["ctgov-NCT02514681"]
    assert rows[0].about is not None
    assert rows[0].recorded_at


def test_a_paper_is_found_by_the_words_of_its_title(reader: Reader, terms: TermIndex) -> None:
    rows = find_documents(reader, terms, "maintenance palbociclib").rows
    assert [row.state for row in rows] == ["stored"]


def test_a_work_that_is_only_cited_is_told_so(reader: Reader, terms: TermIndex) -> None:
    rows = find_documents(reader, terms, "Overall survival results of the CLEOPATRA study").rows
    assert [row.state for row in rows] == ["cited"]
    assert "ingest it" in rows[0].reason


def test_what_nobody_knows_is_not_found(reader: Reader, terms: TermIndex) -> None:
    assert find_documents(reader, terms, "10.9999/nothing").rows == ()


def test_states_have_bounds(reader: Reader, terms: TermIndex) -> None:
    with pytest.raises(BadParameter, match="wanted one of stored, set aside"):
        list_documents(reader, "lost")
    with pytest.raises(BadParameter, match="200"):
        find_documents(reader, terms, "")


def test_a_number_of_several_documents_names_them(
    tmp_path_factory: pytest.TempPathFactory, terms: TermIndex
) -> None:
    store = tmp_path_factory.mktemp("twice") / "store"
    with create_or_open(store) as writer:
        for number in range(7):
            one = replace(ASIDE, identifier=f"sha-{number:016}", sha256=f"{number:02}" * 32)
            writer.ledger.record(one)
            writer.quarantine(one.identifier, b"A paper. doi: 10.1000/Odd-1.", one.message)
        writer.publish()
    with open_reader(store) as held:
        for words in ("10.1000/odd-1", "https://doi.org/10.1000/ODD-1"):
            with pytest.raises(UnknownName, match="and 2 more") as told:
                document_known_as(held, terms, words)
            assert told.value.advice.suggestions[0] == "sha-0000000000000000"
        assert not document_known_as(held, terms, "10.1000/odd-2")
