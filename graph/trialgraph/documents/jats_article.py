"""A JATS article written on a page: what is read first stands first."""

from collections import Counter
from typing import NamedTuple

from lxml.etree import _Element as Element

from trialgraph.documents.jats_body import Body, top_level
from trialgraph.documents.jats_dates import dates, history
from trialgraph.documents.jats_front import (
    LANGUAGE,
    article_meta,
    corrections,
    grants,
    identifiers,
    journal,
    keywords,
    kinds,
    rights,
    words_at,
)
from trialgraph.documents.jats_inline import words_of
from trialgraph.documents.jats_kinds import OPINIONS, abstract_kind, back_kind
from trialgraph.documents.jats_page import Page
from trialgraph.documents.jats_people import affiliation, authors
from trialgraph.documents.jats_references import write_references
from trialgraph.documents.jats_registrations import registrations
from trialgraph.documents.publication_text import Values, fields, person_name
from trialgraph.model import lazy
from trialgraph.model.document import SectionKind
from trialgraph.model.record import Block, Leaf, Node, Record

_NO_REFERENCE = frozenset(("fn", "xref", "target"))
_SUMMARIES = frozenset(("summary", "short", "key-points", "executive-summary", "web-summary"))
_ABSTRACTS = {
    "teaser": "Teaser",
    "toc": "In brief",
    "graphical": "Graphical abstract",
    "key-points": "Key points",
    "summary": "Summary",
    "author-highlights": "Highlights",
    "plain-language-summary": "Plain language summary",
}
_TITLE_END = (".", "?", "!", ":")
_CITED = lazy.regex(r"[\[(]?\s*(\d{1,3})[a-z]?\s*[\])]?")


class Written(NamedTuple):
    """An article on its page, with its fields."""

    page: Page
    record: Record
    pmcid: str


def written(article: Element) -> Written:
    """Return an article's text and fields."""
    front = next(article.iterchildren("front", "front-stub"), article)
    meta = article_meta(front)
    values = _values(article, front, meta)
    page = Page()
    members: dict[str, Node] = {}
    _front(page, meta, values, members)
    _abstracts(page, meta)
    _body(page, article)
    _back(page, article, meta)
    lists = _reference_lists(article)
    if references := write_references(page, lists, _numbers(article)):
        members["references"] = references
    _others(page, article)
    if any(values.values()):
        page.begin("record", "Publication record")
        text, block = fields(values, page.length)
        page.write(text)
        members |= dict(block.members)
    record = Record("publication", Block(members, 0, page.length, ""))
    return Written(page, record, str(values.get("pmcid", "")))


def _values(article: Element, front: Element, meta: Element) -> Values:
    """Return the fields that are shown as lines of the record."""
    language = article.get(LANGUAGE, "")
    return {
        **identifiers(meta),
        **journal(front),
        **dates(meta),
        **rights(meta),
        "publication_types": kinds(article, meta),
        "languages": [language] if language else [],
        "keywords": keywords(meta),
        "authors": authors(meta),
        "registrations": registrations(article, meta),
        "grants": grants(article, meta),
        "corrections": corrections(meta),
        "history": history(meta),
    }


def _front(page: Page, meta: Element, values: Values, members: dict[str, Node]) -> None:
    """Write title, people and source."""
    if title := _title(meta):
        page.begin("title")
        members["title"] = Leaf(title, page.paragraph(title).start, "/title")
    page.begin("front")
    for other in meta.iterfind("title-group/trans-title-group/trans-title"):
        page.paragraph(words_of(other))
    if names := _byline(page, values):
        members["bylines"] = names
    page.paragraph(_source(values))
    for place in meta.iter("aff"):
        mark = words_at(place, "label")
        page.paragraph(" ".join(filter(None, (mark, affiliation(place)))))


def _title(meta: Element) -> str:
    """Return the title with its subtitle, without marks of footnotes."""
    group = meta.find("title-group")
    if group is None:
        return words_at(meta, "article-title")
    parts = [_unmarked(each) for each in group.iterchildren("article-title", "subtitle")]
    named = [part for part in parts if part]
    return "".join(
        part if at == len(named) - 1 else part + (" " if part.endswith(_TITLE_END) else ": ")
        for at, part in enumerate(named)
    )


def _unmarked(title: Element) -> str:
    """Return a title's words without links to notes."""
    links = [each for each in title.iter(*_NO_REFERENCE) if each.get("ref-type", "fn") != "bibr"]
    for link in links:
        for each in list(link):
            link.remove(each)
        link.text = None
    return words_of(title)


def _byline(page: Page, values: Values) -> tuple[Leaf, ...]:
    listed = values["authors"]
    people = listed if isinstance(listed, list) else []
    names = [name for person in people if (name := person_name(person))]
    at = page.paragraph(", ".join(names)).start
    found: list[Leaf] = []
    for number, name in enumerate(names):
        found.append(Leaf(name, at, f"/authors/{number}"))
        at += len(name) + len(", ")
    return tuple(found)


def _source(values: Values) -> str:
    """Return journal, date, volume, issue and pages on one line."""
    issued = values.get("issued")
    day = str(issued["text"]) if isinstance(issued, dict) else ""
    volume, issue, pages = (str(values.get(name, "")) for name in ("volume", "issue", "pages"))
    place = f"{volume}({issue})" if issue else volume
    cited = ";".join(filter(None, (day, place))) + (f":{pages}" if pages else "")
    line = ". ".join(filter(None, (str(values["journal"]), cited)))
    return f"{line}." if line else ""


def _abstracts(page: Page, meta: Element) -> None:
    """Write the abstracts, the full one first.

    Teasers, key points and translations say its results again: they are shown and not read.
    """
    listed = list(meta.iterchildren("abstract", "trans-abstract"))
    own = [each for each in listed if each.tag == "abstract" and not each.get("abstract-type")]
    own = own or [each for each in listed if each.get("abstract-type") in _SUMMARIES][:1]
    for element in (*own, *(each for each in listed if each not in own)):
        is_own = element in own
        title = words_at(element, "title") or _ABSTRACTS.get(element.get("abstract-type", ""))
        page.begin("abstract" if is_own else "furniture", title or "Abstract")
        body = Body(page, "abstract" if is_own else "furniture")
        for child in element:
            if child.tag == "sec" and is_own:
                _labelled(body, child)
            else:
                body.block(child)
    if words := ", ".join(str(word) for word in keywords(meta)):
        page.begin("front", "Keywords")
        page.paragraph(words)


def _labelled(body: Body, element: Element) -> None:
    """Write a part of a structured abstract: its label and its words on one line."""
    label = words_at(element, "title").rstrip(" :.")
    kind = abstract_kind(label, element.get("sec-type", "")) or "abstract"
    body.kind = kind
    if label:
        body.page.kind = kind
        body.page.begin_apart(kind, label)
    mark = f"{label}: " if label else ""
    for child in element:
        if child.tag == "p":
            body.paragraph(child, mark)
            mark = ""
        elif child.tag == "sec":
            body.page.paragraph(mark.strip())
            mark = ""
            _labelled(body, child)
        else:
            body.block(child)


def _body(page: Page, article: Element) -> None:
    """Write the body and what floats beside it."""
    for element in article.iterchildren("body"):
        kind = _first_kind(article, element)
        page.begin(kind)
        top_level(Body(page, kind), element)
    for element in article.iterchildren("floats-group", "floats-wrap"):
        page.begin("back")
        Body(page, "back").blocks(element)


def _first_kind(article: Element, body: Element) -> SectionKind:
    """Return what the body's words are before any heading tells."""
    if article.get("article-type", "") in OPINIONS:
        return "discussion"
    titled = any(section.find("title") is not None for section in body.iterchildren("sec"))
    return "introduction" if titled else "abstract"


def _back(page: Page, article: Element, meta: Element) -> None:
    """Write notes on the authors and the back matter without its references."""
    for notes in (*meta.iterfind("author-notes"), *article.iterfind("front/notes")):
        page.begin("back")
        Body(page, "back").blocks(notes)
    for statement in meta.iterfind("funding-group/funding-statement"):
        page.begin("funding", "Funding")
        page.paragraph(words_of(statement))
    for back in article.iterchildren("back"):
        for child in back:
            if child.tag != "ref-list":
                _back_part(page, child)


def _back_part(page: Page, element: Element) -> None:
    title = words_at(element, "title")
    types = "|".join(element.get(name, "") for name in ("sec-type", "notes-type", "content-type"))
    kind = back_kind(title, types)
    body = Body(page, kind)
    body.open(element, kind, title)


def _reference_lists(article: Element) -> list[Element]:
    """Return the lists of references of the article itself, none inside another."""
    return [
        each
        for each in article.iter("ref-list")
        if next(each.iterancestors("ref-list", "sub-article", "response"), None) is None
    ]


def _numbers(article: Element) -> dict[str, str]:
    """Return the number by which the text cites each entry: the one that most links print."""
    printed: dict[str, Counter[str]] = {}
    for link in article.iter("xref"):
        match = _CITED.fullmatch("".join(link.itertext()).strip())
        if match and link.get("rid"):
            printed.setdefault(link.get("rid", ""), Counter())[match[1]] += 1
    return {rid: counted.most_common(1)[0][0] for rid, counted in printed.items()}


def _others(page: Page, article: Element) -> None:
    """Write translations, replies and reviewers' reports that come with an article."""
    for element in article.iterchildren("sub-article", "response"):
        page.begin("furniture", words_at(element, ".//article-title") or "Further part")
        body = Body(page, "furniture")
        for part in element.iterdescendants("abstract", "author-notes", "body", "back"):
            body.blocks(part)
