"""One article of PubMed's XML: title, people, source and abstract as prose, then its fields."""

import hashlib

from lxml import etree

from trialgraph.documents.inline import inline_words
from trialgraph.documents.publication_text import Paragraph, publication
from trialgraph.documents.pubmed_xml_fields import article_of, citation_of, record_values
from trialgraph.documents.xml import parsed, root_name
from trialgraph.errors import SeveralRecords, UnknownFormat
from trialgraph.model.document import Document

READER = "pubmed-xml-reader 1"

RECORDS = ("PubmedArticle", "PubmedBookArticle", "MedlineCitation")
"""Elements that are one record each; notices of deletion are none."""

_ROOTS = frozenset((*RECORDS, "PubmedArticleSet", "PubmedBookArticleSet", "MedlineCitationSet"))
_NO_LABEL = frozenset(("UNLABELLED", "UNASSIGNED", "ABSTRACT"))


def recognises(content: bytes) -> bool:
    """Tell whether bytes are PubMed's XML."""
    return root_name(content) in _ROOTS


def read(content: bytes) -> Document:
    """Return the article that these bytes are.

    Raises:
        UnreadableRecord: the XML is broken or cut off.
        ForbiddenXml: it declares entities of its own.
        SeveralRecords: a set of several articles; ``documents.parts`` takes it apart.
        UnknownFormat: no article is in it, as in a list of deleted ones.
    """
    record = _only_record(parsed(content))
    values = record_values(record)
    number = str(values.get("pmid", ""))
    sha256 = hashlib.sha256(content).hexdigest()
    written = publication(values, _abstract(record), _other_abstracts(record))
    identifier = f"pubmed-{number}" if number.isdecimal() else f"sha-{sha256[:16]}"
    return written.document(identifier, "pubmed-xml", sha256, READER)


def _only_record(root: etree._Element) -> etree._Element:
    """Return the record of a set of one.

    Raises:
        SeveralRecords: there are several.
        UnknownFormat: there is none.
    """
    if root.tag in RECORDS:
        return root
    found = [child for child in root if child.tag in RECORDS]
    if len(found) > 1:
        raise SeveralRecords(
            f"{len(found)} articles found, wanted one; split the set into one file an article"
        )
    if not found:
        raise UnknownFormat(
            f"{root.tag} without an article found, wanted one article; check the numbers asked for"
        )
    return found[0]


def _abstract(record: etree._Element) -> list[Paragraph]:
    abstract = article_of(record).find("Abstract")
    return [] if abstract is None else _paragraphs(abstract)


def _other_abstracts(record: etree._Element) -> list[Paragraph]:
    """Return abstracts in other languages and for other readers, each under what it is."""
    found: list[Paragraph] = []
    for abstract in citation_of(record).findall("OtherAbstract"):
        kind = f"{abstract.get('Type', '')} {abstract.get('Language', '')}".strip()
        found += [Paragraph(f"Other abstract ({kind})"), *_paragraphs(abstract)]
    return found


def _paragraphs(abstract: etree._Element) -> list[Paragraph]:
    found: list[Paragraph] = []
    for text in abstract.findall("AbstractText"):
        label = " ".join(text.get("Label", "").split()).rstrip(":")
        shown = "" if label.upper() in _NO_LABEL else label
        found.append(Paragraph(inline_words(text), shown, text.get("NlmCategory", "").upper()))
    return found
