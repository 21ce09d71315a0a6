"""Bytes become a document, or a reason why not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialgraph.documents import reader
from trialgraph.documents.layout import MAX_CHARACTERS
from trialgraph.documents.reader import MAX_BYTES, read_document
from trialgraph.errors import DocumentTooLarge, EmptyDocument, NotText
from trialgraph.model.document import Document

REGISTRY = (
    "Tea v coffee",
    "NCT ID: NCT00000001",
    "Basic Information",
    "Conditions",
    "Thirst",
    "Study Design",
    "Study Groups",
)
CITATION = "1. J Tea. 2001 May;3(2):4-9.\n\nTea for two.\n\nDoe J(1).\n\n"


def covered(document: Document) -> str:
    """Return the text that the sections cover, in their order."""
    return "".join(document.words(section.span) for section in document.sections)


def test_text_is_kept_unchanged() -> None:
    document = read_document(b"A title\r\n\r\nMethods: tea.\r\n")
    assert document.text == "A title\r\n\r\nMethods: tea.\r\n"
    assert document.problems == ()


def test_a_byte_order_mark_is_not_text() -> None:
    assert read_document(b"\xef\xbb\xbfTea for two").text == "Tea for two"


def test_windows_text_is_read_and_the_encoding_noted() -> None:
    document = read_document("Caf\u00e9 \u2013 a trial".encode("windows-1252"))
    assert document.text == "Café – a trial"
    assert [problem.code for problem in document.problems] == ["encoding"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04rest", "zip"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"tea\x00for two", "U\\+0000"),
        ("tea".encode("utf-16-le"), "UTF-16 with its byte-order mark"),
        (b"\x81\x8d caf\xe9", "neither UTF-8 nor Windows-1252"),
    ],
)
def test_what_is_no_text_is_refused_with_what_was_found(content: bytes, words: str) -> None:
    with pytest.raises(NotText, match=words):
        read_document(content)


@pytest.mark.parametrize("content", [b"", b" \r\n\t \n", b"\xef\xbb\xbf \n"])
def test_white_space_alone_is_an_empty_document(content: bytes) -> None:
    with pytest.raises(EmptyDocument, match="white space"):
        read_document(content)


def test_the_size_limit_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_BYTES == 20_000_000
    monkeypatch.setattr(reader, "MAX_BYTES", 4)
    with pytest.raises(DocumentTooLarge, match="5 bytes found, at most 4"):
        read_document(b"tea 2")


def test_the_limit_of_characters_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_CHARACTERS == 5_000_000
    monkeypatch.setattr(reader, "MAX_CHARACTERS", 4)
    with pytest.raises(DocumentTooLarge, match="5 characters found, at most 4"):
        read_document("tée 2".encode())


def test_same_bytes_same_name() -> None:
    one, two = read_document(b"Tea for two"), read_document(b"Tea for two")
    assert one == two
    assert one.identifier == f"sha-{one.sha256[:16]}"


def test_a_registry_page_is_named_by_its_own_number() -> None:
    page = "\n\n".join([*REGISTRY, "Eligibility Criteria", "Sponsors"])
    document = read_document(page.encode())
    assert (document.identifier, document.kind) == ("ctgov-NCT00000001", "ctgov-page")
    assert document.problems == ()


def test_a_registry_page_cut_short_is_noted() -> None:
    page = "\n\n".join(REGISTRY)
    (problem,) = read_document(page.encode()).problems
    assert problem.code == "truncated-page"
    assert "eligibility" in problem.message


def test_an_abstract_cut_inside_a_sentence_is_noted_with_its_place() -> None:
    document = read_document(b"Tea\n\nMETHODS: We gave tea to 20 peo\n")
    (problem,) = document.problems
    assert problem.code == "truncated-page"
    assert problem.span is not None
    assert document.words(problem.span).startswith("METHODS")


def test_a_pubmed_page_without_abstract_is_noted() -> None:
    (problem,) = read_document((CITATION + "PMID: 12345\n").encode()).problems
    assert problem.code == "truncated-page"


@given(st.text(min_size=1, max_size=400).filter(lambda text: bool(text.strip())))
def test_sections_cover_any_text(text: str) -> None:
    try:
        document = read_document(text.encode("utf-8", "replace"))
    except (NotText, EmptyDocument):
        return
    assert covered(document) == document.text


@given(
    st.lists(
        st.sampled_from(
            [
                "Methods",
                "RESULTS",
                "Table 1. Tea.*",
                "a\t1\t2",
                "* Note.",
                "FIGURE 2 Cups",
                " cut here",
                "1 | TEA",
                "REFERENCES",
                "1. Doe J. Tea.",
                "Abbrevi-",
                "ations of words.",
                "n engl j tea 1;2 tea.org may 1, 2001110",
                "",
            ]
        ),
        min_size=1,
        max_size=60,
    )
)
def test_sections_cover_any_order_of_lines(lines: list[str]) -> None:
    text = "\n".join(["Title", *lines])
    assert covered(read_document(text.encode())) == text


def test_the_seeds_are_read_without_problems(seeds: dict[str, Path]) -> None:
    documents = {name: read_document(path.read_bytes()) for name, path in seeds.items()}
    assert {name: document.kind for name, document in documents.items()} == {
        "S0": "pubmed-page",
        "S1": "text",
        "S2": "ctgov-page",
        "S3": "text",
        "S4": "text",
    }
    assert all(document.problems == () for document in documents.values())
    assert all(covered(document) == document.text for document in documents.values())
