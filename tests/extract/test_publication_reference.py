"""Every publication of the reference data: its facts equal what its source prints.

The source is read here a second time, plainly: element paths for XML, tags for
MEDLINE, lines for copied pages.
"""

import gzip
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree

from trialgraph.documents.reader import read_document
from trialgraph.extract.publication_fields import with_bibliography
from trialgraph.extract.read import read_trial_document
from trialgraph.model.document import Document
from trialgraph.model.reading import Bibliography, TrialDocument
from trialgraph.model.text import Absence, Number, Stated
from trialgraph.names.registries import is_registration
from trialgraph.terms.index import TermIndex

_ARTICLES = ("PubmedArticle", "PubmedBookArticle")
_REGISTRY = re.compile(
    r"clinicaltrials|isrctn|ctr|eudract|drks|jrct|japic|umin|irct", re.IGNORECASE
)
_SIGNS = re.compile(r"[\W_]+")


class Facts(NamedTuple):
    """What is compared, letters and digits only."""

    pmid: str
    title: str
    journal: str
    year: str
    volume: str
    pages: str
    doi: str
    authors: list[str]
    registrations: list[str]
    types: list[str]


def _plain(words: str) -> str:
    """Return letters and digits as they are compared; raised and lowered ones are not."""
    return _SIGNS.sub("", re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎]", "", words)).casefold()


def _name(words: str) -> str:
    """Return a name's words in one order: suffixes stand before or after the family's name."""
    return " ".join(sorted(_plain(word) for word in words.split()))


def _bibliography(document: Document) -> Bibliography:
    reading = TrialDocument(
        identifier=document.identifier,
        kind=document.kind,
        sha256=document.sha256,
        reader="",
        text_sha256="",
    )
    return with_bibliography(reading, document).bibliography


def _value(stated: Stated | None) -> str:
    return stated.value if stated else ""


def _read(content: bytes) -> Facts:
    said = _bibliography(read_document(content))
    return Facts(
        pmid=_value(said.pmid),
        title=_plain(_value(said.title)),
        journal=_plain(_value(said.journal)),
        year=said.issued.iso[:4] if said.issued else "",
        volume=_value(said.volume),
        pages=_value(said.pages),
        doi=_value(said.doi),
        authors=[_name(author.name) for author in said.authors],
        registrations=[each.value for each in said.registrations],
        types=[each.value for each in said.publication_types],
    )


def _words(element: etree._Element, path: str) -> str:
    found = element.find(path)
    return "" if found is None else " ".join("".join(found.itertext()).split())


def _unraised(element: etree._Element, path: str) -> str:
    """Return the words at a path without small figures, whose spelling is another test's."""
    found = element.find(path)
    if found is None:
        return ""
    small = [part for tag in ("sup", "sub") for part in found.iter(tag)]
    for part in small:
        if re.fullmatch(r"[\d+()=–-]*", "".join(part.itertext())):
            part.text = ""
    return "".join(found.itertext())


def _in_xml(record: etree._Element) -> Facts:
    article = record.find("MedlineCitation/Article")
    date = _words(article, "Journal/JournalIssue/PubDate/Year") or _words(
        article, "Journal/JournalIssue/PubDate/MedlineDate"
    )
    title = _unraised(article, "ArticleTitle")
    located = [
        *article.iterfind("ELocationID"),
        *record.iterfind("PubmedData/ArticleIdList/ArticleId"),
    ]
    dois = [
        one.text
        for one in located
        if "doi" in (one.get("EIdType"), one.get("IdType")) and one.get("ValidYN") != "N"
    ]
    authors = [
        _words(author, "CollectiveName")
        or " ".join(
            (
                _words(author, "ForeName") or _words(author, "Initials"),
                _words(author, "LastName"),
                _words(author, "Suffix"),
            )
        )
        for author in article.iterfind("AuthorList/Author")
        if author.get("ValidYN") != "N"
    ]
    banks = article.iterfind("DataBankList/DataBank")
    return Facts(
        pmid=_words(record, "MedlineCitation/PMID"),
        title=_plain(title),
        journal=_plain(_words(article, "Journal/Title")),
        year=date[:4],
        volume=_words(article, "Journal/JournalIssue/Volume"),
        pages=_words(article, "Pagination/MedlinePgn"),
        doi=(dois[0] or "").strip() if dois else "",
        authors=[_name(name) for name in authors],
        registrations=[
            number.text or ""
            for bank in banks
            if _REGISTRY.search(_words(bank, "DataBankName"))
            for number in bank.iter("AccessionNumber")
        ],
        types=list(
            dict.fromkeys(one.text or "" for one in article.iterfind("PublicationTypeList/*"))
        ),
    )


def _in_medline(record: str) -> Facts:
    joined = re.sub(r"\r?\n {3,}", " ", record)
    fields = re.findall(r"^([A-Z]{2,4}) *- ?(.*)$", joined, re.MULTILINE)

    def under(*tags: str) -> list[str]:
        return [words.strip() for tag, words in fields if tag in tags and words.strip()]

    def first(tag: str) -> str:
        return next(iter(under(tag)), "")

    full = bool(under("FAU"))
    authors = [
        " ".join(reversed(words.split(",", 1))) if tag == "FAU" else words
        for tag, words in fields
        if tag in (("FAU", "CN") if full else ("AU", "CN"))
    ]
    dois = [words.split(" ")[0] for words in under("LID", "AID") if words.endswith("[doi]")]
    return Facts(
        pmid=first("PMID"),
        title=_plain(first("TI")),
        journal=_plain(first("JT") or first("TA")),
        year=first("DP")[:4],
        volume=first("VI"),
        pages=first("PG"),
        doi=dois[0] if dois else "",
        authors=[_name(name) for name in authors],
        registrations=[
            words.split("/", 1)[1]
            for words in under("SI")
            if is_registration(words.split("/", 1)[1])
        ],
        types=list(dict.fromkeys(under("PT"))),
    )


def _paragraphs(page: str) -> list[str]:
    return [" ".join(one.split()) for one in re.split(r"\n[ \t]*\n", page.strip())]


def _in_page(page: str) -> Facts:
    cited, title, people, *_ = [
        one for one in _paragraphs(page) if not one.startswith(("[Article in", "1: "))
    ]
    place = re.match(
        r"1\. (?P<journal>.*?)\. (?P<year>\d{4})[^;]*;(?P<volume>[^(:]*)(?:\([^)]*\))?:"
        r"(?P<pages>[^.;]*)",
        cited,
    )
    assert place is not None
    doi = re.search(r"^DOI: (\S+)|doi: (\S+?)\.?(?:\s|$)", page, re.MULTILINE)
    pmid = re.search(r"^PMID: (\d+)", page, re.MULTILINE)
    names = re.split(r"[,;] (?!3rd|Jr)", re.sub(r"\((?:\d+)\)", "", people).rstrip("."))
    return Facts(
        pmid=pmid[1] if pmid else "",
        title=_plain(title),
        journal=_plain(place["journal"]),
        year=place["year"],
        volume=place["volume"],
        pages=place["pages"],
        doi=next(filter(None, doi.groups())) if doi else "",
        authors=[_name(name) for name in names],
        registrations=[],
        types=[],
    )


def _xml_files(reference: Path) -> Iterator[tuple[str, bytes]]:
    folder = reference / "data" / "pubmed-xml"
    for file in sorted((folder / "single").glob("*.xml")):
        yield file.name, file.read_bytes()
    for archive in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(archive) as opened:
            for name in opened.namelist():
                if name.endswith(".xml"):
                    yield name, opened.read(name)


def _xml_records(reference: Path) -> Iterator[tuple[str, bytes]]:
    for name, content in _xml_files(reference):
        records = [one for one in etree.fromstring(content) if one.tag in _ARTICLES]
        for record in records:
            yield name, content if len(records) == 1 else etree.tostring(record, encoding="utf-8")


def _medline_records(reference: Path) -> Iterator[tuple[str, str]]:
    for file in sorted((reference / "data" / "medline").iterdir()):
        content = file.read_bytes()
        text = (gzip.decompress(content) if file.suffix == ".gz" else content).decode("utf-8-sig")
        for record in re.split(r"\r?\n[ \t]*\r?\n", text):
            if record.strip():
                yield file.name, record.strip("\r\n") + "\n"


def _pages(reference: Path) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(reference / "data" / "pubmed-pages" / "pages.zip") as opened:
        for name in sorted(opened.namelist()):
            if name.endswith(".txt"):
                yield name, opened.read(name).decode()


def _differences(name: str, found: Facts, wanted: Facts) -> list[str]:
    return [
        f"{name} {wanted.pmid} {field}: read {got!r}, printed {printed!r}"
        for field, got, printed in zip(Facts._fields, found, wanted, strict=True)
        if got != printed
    ]


def test_every_article_of_pubmed_xml_equals_its_source(reference: Path) -> None:
    records = list(_xml_records(reference))
    differing = [
        line
        for name, content in records
        for line in _differences(name, _read(content), _in_xml(_article(content)))
    ]
    assert len(records) > 1_250
    assert not differing


def _article(content: bytes) -> etree._Element:
    root = etree.fromstring(content)
    return root if root.tag in _ARTICLES else root[0]


def test_every_record_of_medline_equals_its_source(reference: Path) -> None:
    records = list(_medline_records(reference))
    differing = [
        line
        for name, record in records
        for line in _differences(name, _read(record.encode()), _in_medline(record))
    ]
    assert len(records) > 190
    assert not differing


def test_every_copied_page_equals_what_it_prints(reference: Path) -> None:
    pages = list(_pages(reference))
    differing = [
        line
        for name, page in pages
        for line in _differences(name, _read(page.encode()), _in_page(page))
    ]
    assert len(pages) == 170
    assert not differing


def test_every_number_on_a_copied_page_is_a_trial_of_its_reading(
    reference: Path, terms: TermIndex
) -> None:
    missing = []
    for name, page in _pages(reference):
        printed = set(re.findall(r"NCT\d{8}|ISRCTN\d{8}", page))
        if printed:
            reading = read_trial_document(read_document(page.encode()), terms)
            held = {one.value for trial in reading.trials for one in trial.registrations}
            missing += [(name, number) for number in sorted(printed - held)]
    assert not missing


def test_every_notice_on_a_copied_page_is_a_correction(reference: Path) -> None:
    differing = []
    for name, page in _pages(reference):
        blocks = re.findall(r"^\w[\w ]+ (?:in|for|of|on)\n((?: {4}\S.*\n)+)", page, re.MULTILINE)
        printed = [line.strip() for block in blocks for line in block.splitlines()]
        held = [one.printed for one in _bibliography(read_document(page.encode())).corrections]
        differing += [(name, held, printed)] if held != printed else []
    assert not differing


@pytest.mark.parametrize("number", ["22663011", "23435529", "29768149", "28731372"])
def test_an_abstract_says_the_same_as_a_record_and_as_a_page(
    reference: Path, terms: TermIndex, number: str
) -> None:
    (file,) = (reference / "data" / "pubmed-xml" / "single").glob(f"{number}_*.xml")
    record = read_document(file.read_bytes())
    own = [one for one in record.sections if one.kind not in ("record", "references", "furniture")]
    prose = record.text[: own[-1].span.end]
    title, people, source, abstract = prose.split("\n\n")[:4]
    copied = (
        f"1. {source}\n\n{title}\n\n{people}\n\nAuthor information:\n(1)A place.\n\n{abstract}\n"
    )
    printed = read_document(copied.encode())
    assert printed.kind == "pubmed-page"
    assert _effects(record, terms) == _effects(printed, terms)


def _effects(document: Document, terms: TermIndex) -> list[tuple[str | None, ...]]:
    """Return the estimates of a document without the places where they stand."""
    return [
        (
            each.measure,
            _printed(each.value),
            each.end_point,
            each.experimental,
            each.comparator,
            *(map(_printed, (each.interval.lower, each.interval.upper)) if each.interval else ()),
            each.p.number.printed if each.p else "",
        )
        for each in read_trial_document(document, terms).estimates
    ]


def _printed(value: Number | Absence | None) -> str:
    return value.printed if isinstance(value, Number) else str(value)
