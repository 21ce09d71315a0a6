"""JATS full text, as PubMed Central and publishers give it."""

import hashlib

from lxml.etree import _Element as Element

from trialgraph.documents.jats_article import written
from trialgraph.documents.jats_entities import with_characters
from trialgraph.documents.lines import sections
from trialgraph.documents.xml import parsed, root_name
from trialgraph.errors import EmptyDocument, SeveralRecords, UnknownFormat, UnreadableRecord
from trialgraph.model import lazy
from trialgraph.model.document import Document

READER = "jats-reader 1"

MAX_DEPTH = 100
"""Elements inside each other; the deepest articles have some thirty."""

_SETS = frozenset(("pmc-articleset", "pmc-articles", "articles", "articleset"))
_HEAD = 20_000
_JATS = lazy.regex(
    rb"<(?:\w+:)?(?:front|article-meta|journal-meta|front-stub)\b|article-type\s*=|dtd-version\s*="
    rb"|//NLM//DTD|jats\.nlm\.nih\.gov|dtd\.nlm\.nih\.gov"
)
_ARTICLE = lazy.regex(rb"<(?:\w+:)?article\b")


def recognises(content: bytes) -> bool:
    """Tell whether bytes are JATS, or an archive's envelope around it."""
    name = root_name(content)
    head = content[:_HEAD]
    if name == "article":
        return _JATS.search(head) is not None
    if name == "OAI-PMH":
        return _ARTICLE.search(head) is not None and _JATS.search(head) is not None
    return name in _SETS


def read(content: bytes) -> Document:
    """Return the article that these bytes are.

    Raises:
        UnreadableRecord: they are no well-formed XML, name unknown characters, or
            are nested too deep.
        ForbiddenXml: they declare entities.
        SeveralRecords: a set of articles; ``documents.parts`` takes it apart.
        UnknownFormat: an envelope without an article.
        EmptyDocument: an article without a word.
    """
    root = parsed(with_characters(content))
    _plain_names(root)
    article = _article(root)
    page = written(article)
    text = page.page.text
    if not text.strip():
        raise EmptyDocument("an article without words found, wanted its text; check the file")
    digest = hashlib.sha256(content).hexdigest()
    return Document(
        identifier=f"pmc-{page.pmcid}" if page.pmcid else f"sha-{digest[:16]}",
        kind="jats",
        sha256=digest,
        reader=READER,
        text=text,
        sections=sections(page.page.marks, len(text)),
        problems=tuple(page.page.problems),
        record=page.record,
        tables=tuple(page.page.tables),
    )


def _article(root: Element) -> Element:
    """Return the one article of a file.

    Raises:
        SeveralRecords: there are more.
        UnknownFormat: there is none.
    """
    if root.tag == "article":
        return root
    found = [each for each in root.iter("article") if not _is_inside(each)]
    if len(found) > 1:
        raise SeveralRecords(
            f"{len(found)} articles found, wanted one; split the set into one file an article"
        )
    if not found:
        raise UnknownFormat(
            "an archive's reply without an article found, wanted JATS; ask for the full text"
        )
    return found[0]


def _is_inside(article: Element) -> bool:
    return next(article.iterancestors("article"), None) is not None


def _plain_names(root: Element) -> None:
    """Take the name spaces off the elements: JATS stands in one or in none.

    Raises:
        UnreadableRecord: elements are nested too deep.
    """
    depths = {root: 1}
    for element in root.iter():
        above = element.getparent()
        depth = 1 if above is None else depths[above] + 1
        if depth > MAX_DEPTH:
            raise UnreadableRecord(
                f"elements nested over {MAX_DEPTH} deep found, wanted an article; check the file"
            )
        depths[element] = depth
        if "}" in element.tag:
            element.tag = element.tag.partition("}")[2]
