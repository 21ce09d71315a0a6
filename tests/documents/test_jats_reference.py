"""Nothing of the reference articles is lost or altered, by a second and plainer reading of each."""

import re
import tarfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree
from tests.documents.jats_made_up import shown

from trialgraph.documents.reader import read_document
from trialgraph.model.document import Document
from trialgraph.model.record import Block

FLOATS = (
    "fig table-wrap table-wrap-group fig-group boxed-text supplementary-material media graphic fn"
)
UNREAD = f"{FLOATS} inline-formula disp-formula alternatives object-id alt-text institution-id"
ELSEWHERE = "ref-list permissions contrib-group aff"
GAP = 400  # characters of a figure or a list between two pieces of one paragraph


class Pair(NamedTuple):
    """An article as plain XML and as it is read."""

    name: str
    xml: etree._Element
    document: Document

    @property
    def meta(self) -> etree._Element:
        """Return what the article says of itself."""
        return self.xml.find("front/article-meta")

    @property
    def root(self) -> Block:
        """Return the fields as read."""
        assert self.document.record is not None
        return self.document.record.root


def contents(reference: Path) -> Iterator[tuple[str, bytes]]:
    for archive in sorted((reference / "data" / "jats").glob("*.tar.xz")):
        with tarfile.open(archive) as tar:
            for member in tar:
                file = tar.extractfile(member)
                if file is not None and member.name.endswith(("xml", "nxml")):
                    yield member.name, file.read()
    for path in sorted((reference / "papers").glob("*.nxml")):
        yield path.name, path.read_bytes()


def plain(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    root = etree.fromstring(content, parser)
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
    return next(root.iter("article"))


@pytest.fixture(scope="module")
def pairs(reference: Path) -> tuple[Pair, ...]:
    return tuple(
        Pair(name, plain(content), read_document(content)) for name, content in contents(reference)
    )


def letters(words: str) -> str:
    """Return letters and figures alone, raised ones as plain ones."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", words)).lower()


def words(element: etree._Element | None) -> str:
    return "" if element is None else letters("".join(element.itertext()))


def values(pair: Pair, name: str) -> list[object]:
    found = shown(pair.root.members.get(name, ()))
    return list(found) if isinstance(found, list) else [found]


def test_all_articles_are_read(pairs: tuple[Pair, ...]) -> None:
    assert len(pairs) == 141
    assert {pair.document.kind for pair in pairs} == {"jats"}


def test_identifiers(pairs: tuple[Pair, ...]) -> None:
    for pair in pairs:
        printed = {
            each.get("pub-id-type"): each.text for each in pair.meta.iterchildren("article-id")
        }
        number = printed.get("pmcid") or printed.get("pmc")
        assert pair.root.words("pmid") == (printed.get("pmid") or ""), pair.name
        assert pair.root.words("doi") == (printed.get("doi") or ""), pair.name
        assert pair.root.words("pmcid") == (f"PMC{number.removeprefix('PMC')}" if number else "")
        assert (
            pair.document.identifier.removeprefix("pmc-") == pair.root.words("pmcid") or not number
        )


def test_titles_and_journals(pairs: tuple[Pair, ...]) -> None:
    for pair in pairs:
        group = pair.meta.find("title-group")
        etree.strip_elements(group, "fn", "xref", with_tail=False)
        printed = words(group.find("article-title")) + "".join(map(words, group.iter("subtitle")))
        assert letters(pair.root.words("title")) == printed, pair.name
        journal = next(pair.xml.iter("journal-title"), None)
        if journal is not None:
            assert letters(pair.root.words("journal")) == words(journal), pair.name


def day(element: etree._Element) -> tuple[str, ...]:
    parts = [element.findtext(name) or "" for name in ("year", "month", "day")]
    parts[1] = parts[1] or (element.findtext("season") or "")
    return tuple(filter(None, parts))


def test_dates(pairs: tuple[Pair, ...]) -> None:
    for pair in pairs:
        printed: dict[str, tuple[str, ...]] = {}
        for each in pair.meta.iterchildren("pub-date"):
            kind = each.get("pub-type") or each.get("date-type") or ""
            printed.setdefault("epub" if kind == "pub" else kind, day(each))
        found = {
            name: tuple(pair.root.words(name, part) for part in ("year", "month", "day"))
            for name in ("issued", "online")
        }
        said = {name: tuple(filter(None, parts)) for name, parts in found.items()}
        assert said["online"] == printed.get("epub", ()), pair.name
        assert said["issued"] in (printed.values() or [()]), pair.name
        if "ppub" in printed:
            assert said["issued"][0] == printed["ppub"][0], pair.name


def people(pair: Pair) -> list[str]:
    found: list[str] = []
    for each in pair.xml.iterfind("front/article-meta/contrib-group/contrib"):
        if each.get("contrib-type", "author") not in ("author", "collab"):
            continue
        name = next(each.iterchildren("name", "string-name"), None)
        collab = each.find("collab")
        if name is not None:
            found.append(words(name.find("given-names")) + words(name.find("surname")))
        elif collab is not None:
            etree.strip_elements(collab, "contrib-group", "xref", with_tail=False)
            found.append(words(collab))
    return found


def test_authors(pairs: tuple[Pair, ...]) -> None:
    for pair in pairs:
        authors = pair.root.blocks("authors")
        named = [
            letters(each.words("given") + each.words("family") + each.words("collective"))
            for each in authors
        ]
        assert named == people(pair), pair.name
        orcids = [each.words("orcid") for each in authors if each.words("orcid")]
        printed = [
            each.text.strip()[-19:]
            for each in pair.meta.iterfind("contrib-group/contrib/contrib-id")
            if each.get("contrib-id-type") == "orcid"
        ]
        assert orcids == printed, pair.name


def test_registration_numbers_that_are_marked_up(pairs: tuple[Pair, ...]) -> None:
    for pair in pairs:
        marked = [
            "".join(each.itertext()) + each.get("{http://www.w3.org/1999/xlink}href", "")
            for each in pair.xml.iter("ext-link")
            if "clinical" in each.get("ext-link-type", "").lower()
            and next(each.iterancestors("ref-list", "sub-article"), None) is None
        ]
        printed = {number for each in marked for number in re.findall(r"NCT\d{8}", each)}
        found = {each.words("number") for each in pair.root.blocks("registrations")}
        assert printed <= found, pair.name
        assert all(number in pair.document.text for number in found), pair.name


def test_publication_types(pairs: tuple[Pair, ...]) -> None:
    for pair in pairs:
        headed = pair.meta.iterfind("article-categories/subj-group[@subj-group-type='heading']")
        printed = [
            pair.xml.get("article-type", ""),
            *(words(each) for one in headed for each in one.iter("subject")),
        ]
        found = [letters(str(each)) for each in values(pair, "publication_types")]
        assert {letters(each) for each in printed} - {""} <= set(found), pair.name


def paragraphs(pair: Pair) -> Iterator[list[str]]:
    """Yield the pieces of every paragraph, cut where something else stands inside."""
    for element in pair.xml.iter("p"):
        if next(element.iterancestors("p", *ELSEWHERE.split()), None) is None:
            yield [piece for piece in map(letters, pieces(element)) if piece]


def pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element.iterchildren(etree.Element):
        if child.tag not in UNREAD.split():
            yield from pieces(child)
        yield child.tail or ""


def stands_in(found: list[str], text: str) -> bool:
    """Tell whether pieces follow each other in a text, with no more than figures between."""
    start = text.find(found[0])
    while start >= 0:
        at = start
        for piece in found:
            place = text.find(piece, at, at + GAP + len(piece))
            if place < 0:
                break
            at = place + len(piece)
        else:
            return True
        start = text.find(found[0], start + 1)
    return False


def test_every_paragraph_stands_in_the_text(pairs: tuple[Pair, ...]) -> None:
    count = 0
    for pair in pairs:
        text = letters(pair.document.text)
        for found in paragraphs(pair):
            count += 1
            assert not found or "".join(found) in text or stands_in(found, text), (pair.name, found)
    assert count > 8_000


def test_every_cell_stands_at_its_place(pairs: tuple[Pair, ...]) -> None:
    count = 0
    for pair in pairs:
        printed: list[str] = []
        for grid in pair.xml.iter("table"):
            cells = [cell for row in grid.iter("tr") for cell in row.iterchildren("td", "th")]
            printed += [words(cell) for cell in cells]
        found = [
            letters(pair.document.words(cell.span))
            for one in pair.document.tables
            for cell in one.cells
        ]
        assert sorted(found) == sorted(printed), pair.name
        count += len(found)
    assert count > 30_000


def test_references_and_their_numbers(pairs: tuple[Pair, ...]) -> None:
    for pair in pairs:
        found = pair.root.blocks("references")
        entries = pair.xml.findall("back//ref")
        numbers = pair.xml.iterfind("back//ref//pub-id[@pub-id-type='pmid']")
        assert len(found) >= len(entries), pair.name
        assert {each.words("pmid") for each in found} - {""} == {each.text for each in numbers}


def test_every_field_stands_at_its_place(pairs: tuple[Pair, ...]) -> None:
    for pair in pairs:
        assert pair.document.record is not None
        assert all(
            span.end <= len(pair.document.text) for span, _ in pair.document.record.pointers()
        )
        for each in pair.root.blocks("references"):
            for name in each.members:
                leaf = each.leaf(name)
                assert leaf is not None
                assert pair.document.words(leaf.span) == leaf.words
