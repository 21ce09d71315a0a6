"""What is JATS, what is refused, and what named characters become."""

import pytest
from tests.documents.jats_made_up import article, jats, prose

from trialgraph.documents import jats as reader
from trialgraph.documents.jats_entities import with_characters
from trialgraph.documents.reader import read_document
from trialgraph.errors import (
    EmptyDocument,
    ForbiddenXml,
    SeveralRecords,
    UnknownFormat,
    UnreadableRecord,
)

ONE = (
    "<article><front><article-meta><article-id pub-id-type='pmc'>{}</article-id>{}"
    "</article-meta></front></article>"
)
TITLED = "<title-group><article-title>Tea</article-title></title-group>"
NLM = (
    '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD '
    'v1.3 20210610//EN" "JATS-archivearticle1-3.dtd">'
)


@pytest.mark.parametrize(
    "content",
    [
        ONE.format("7", TITLED),
        f"{NLM}{ONE.format('7', TITLED)}",
        f"<pmc-articleset>{ONE.format('7', TITLED)}</pmc-articleset>",
        f"<pmc-articles>{ONE.format('7', TITLED)}</pmc-articles>",
        f"<articles>{ONE.format('PMC7', TITLED)}</articles>",
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><GetRecord><record><metadata>'
        + ONE.format("7", TITLED).replace(
            "<article>", '<article xmlns="https://jats.nlm.nih.gov/ns/archiving/1.3/">'
        )
        + "</metadata></record></GetRecord></OAI-PMH>",
    ],
)
def test_an_article_is_known_in_every_envelope(content: str) -> None:
    found = read_document(content.encode())
    assert (found.kind, found.identifier) == ("jats", "pmc-PMC7")
    assert found.text.startswith("Tea\n")
    assert found.reader == reader.READER


@pytest.mark.parametrize(
    "content",
    [
        b"<article><title>A DocBook article</title></article>",
        b"<OAI-PMH><error code='idDoesNotExist'/></OAI-PMH>",
        b"<html><body>tea</body></html>",
        b"tea",
    ],
)
def test_other_bytes_are_not_jats(content: bytes) -> None:
    assert not reader.recognises(content)


def test_an_article_without_a_number_of_the_archive_is_named_by_its_bytes() -> None:
    assert article().identifier.startswith("sha-")


def test_several_articles_are_refused() -> None:
    content = f"<pmc-articleset>{ONE.format('7', '')}{ONE.format('8', '')}</pmc-articleset>"
    with pytest.raises(SeveralRecords, match="2 articles"):
        read_document(content.encode())


def test_a_reply_without_an_article_is_refused() -> None:
    with pytest.raises(UnknownFormat, match="without an article"):
        read_document(b"<pmc-articleset><Reply error='not open'/></pmc-articleset>")


def test_an_article_without_words_is_refused() -> None:
    with pytest.raises(EmptyDocument, match="without words"):
        read_document(b"<article dtd-version='1.3'><front><article-meta/></front></article>")


def test_a_cut_article_is_refused() -> None:
    with pytest.raises(UnreadableRecord, match="well-formed"):
        read_document(jats(body="<p>tea</p>")[:-20])


def test_declared_entities_are_refused() -> None:
    bomb = b'<!DOCTYPE article [<!ENTITY a "tea">]>' + jats(body="<p>x</p>")
    with pytest.raises(ForbiddenXml):
        read_document(bomb)


def test_too_many_elements_inside_each_other_are_refused() -> None:
    deep = "<sec>" * 110 + "<p>tea</p>" + "</sec>" * 110
    with pytest.raises(UnreadableRecord, match="nested over 100"):
        article(body=deep)
    assert "tea" in article(body="<sec>" * 90 + "<p>tea</p>" + "</sec>" * 90).text


@pytest.mark.parametrize(
    ("name", "character"),
    [("alpha", "α"), ("ge", "≥"), ("nbsp", "x"), ("agr", "α"), ("OHgr", "Ω"), ("lt", "<")],
)
def test_named_characters_are_kept(name: str, character: str) -> None:
    found = prose(f"a&{name};b")
    assert found == (f"a{character}b" if name != "nbsp" else "a\u00a0b")


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(UnreadableRecord, match="&teapot;"):
        prose("a&teapot;b")


def test_a_name_that_only_a_document_type_could_know_is_told() -> None:
    name = "t" * 40
    with pytest.raises(UnreadableRecord, match=name):
        read_document((NLM + jats(body=f"<p>a&{name};b</p>").decode()).encode())


def test_what_looks_like_a_name_in_a_raw_section_stays() -> None:
    raw = b"<p>&alpha;<![CDATA[&alpha; &amp;]]>&alpha;<![CDATA[&ge;"
    assert with_characters(raw) == b"<p>&#945;<![CDATA[&alpha; &amp;]]>&#945;<![CDATA[&ge;"
