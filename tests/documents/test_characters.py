"""UTF-16 with its mark is read like UTF-8, in every format; a cut last character spoils nothing."""

import json

import pytest

from trialgraph.documents.characters import in_utf8, uncut, utf8_pieces
from trialgraph.documents.reader import read_document

STUDY = json.dumps(
    {"protocolSection": {"identificationModule": {"nctId": "NCT09990001", "briefTitle": "Thé"}}},
    ensure_ascii=False,
)
CITATION = "PMID- 99000001\nTI  - Thé for thirst.\nJT  - J Tea\nSO  - J Tea. 2031;1:2.\n"
ARTICLE = (
    '<?xml version="1.0" encoding="UTF-16"?>\n<PubmedArticleSet><PubmedArticle><MedlineCitation>'
    "<PMID>99000001</PMID><Article><ArticleTitle>Thé for thirst</ArticleTitle></Article>"
    "</MedlineCitation></PubmedArticle></PubmedArticleSet>"
)
MARKDOWN = "# Thé for thirst\n\nMETHODS: We gave tea to 20 people.\n"
PAGE = "<!DOCTYPE html><html><body><h1>Thé for thirst</h1><p>We gave tea.</p></body></html>"
FORMS = {
    "ctgov-json": STUDY,
    "medline": CITATION,
    "pubmed-xml": ARTICLE,
    "text": MARKDOWN,
}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("kind", FORMS)
def test_a_document_in_utf_16_is_read_as_in_utf_8(kind: str, encoding: str) -> None:
    words = FORMS[kind]
    document = read_document(f"\ufeff{words}".encode(encoding))
    declared = words.replace(' encoding="UTF-16"', "")
    assert document == read_document(declared.encode())
    assert (document.kind, "Thé" in document.text) == (kind, True)


def test_a_web_page_keeps_its_bytes() -> None:
    content = PAGE.encode("utf-16")
    assert in_utf8(content) == content
    assert "Thé for thirst" in read_document(content).text


@pytest.mark.parametrize("size", [2, 3, 7, 400])
def test_pieces_may_part_a_character(size: int) -> None:
    content = "\ufeff\U0001d4d0 thé".encode("utf-16-le")
    pieces = [content[at : at + size] for at in range(0, len(content), size)]
    assert b"".join(utf8_pieces(pieces)) == "\U0001d4d0 thé".encode()


def test_half_a_character_at_the_end_is_shown_as_such() -> None:
    assert in_utf8("thé".encode("utf-16")[:-1]) == "th\ufffd".encode()


def test_a_text_cut_inside_a_character_is_still_utf_8() -> None:
    document = read_document("Thé\n\nMETHODS: We gave thé".encode()[:-1])
    assert document.text == "Thé\n\nMETHODS: We gave th"
    assert [problem.code for problem in document.problems] == ["truncated-page"]


@pytest.mark.parametrize("content", ["café".encode("cp1252"), "Thé".encode(), b"\xff\xe9", b""])
def test_other_bytes_stay(content: bytes) -> None:
    assert uncut(content) == content
    assert in_utf8(content) == content
