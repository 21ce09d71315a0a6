"""The publications of the reference data, their facts read a second time and plainly.

Element paths for XML, tags for MEDLINE, lines for copied pages; nothing of the readers.
"""

import gzip
import re
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from trialgraph.names.registries import is_registration

_ARTICLES = ("PubmedArticle", "PubmedBookArticle")
_REGISTRY = re.compile(
    r"clinicaltrials|isrctn|ctr|eudract|drks|jrct|japic|umin|irct", re.IGNORECASE
)
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_NAMED = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DATE = re.compile(
    rf"(\d{{4}})(?:[ -]+(\d{{1,2}}(?!\d)|{_NAMED})"
    rf"(?:[-/ ]+(?:\d{{4}} )?({_NAMED}))?(?: (\d{{1,2}})\b)?)?"
)
_ONLINE = ("Electronic", None)
_SIGNS = re.compile(r"[\W_]+")


class Facts(NamedTuple):
    """What is compared, letters and digits only."""

    pmid: str
    title: str
    journal: str
    issued: str
    online: str
    volume: str
    pages: str
    doi: str
    authors: list[str]
    registrations: list[str]
    types: list[str]


def letters(words: str) -> str:
    """Return letters and digits as they are compared; raised and lowered ones are not."""
    return _SIGNS.sub("", re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎]", "", words)).casefold()


def name_words(words: str) -> str:
    """Return a name's words in one order: suffixes stand before or after the family's name."""
    return " ".join(sorted(letters(word) for word in words.split()))


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


def _iso(printed: str) -> str:
    """Return a date as ISO 8601: of two months the first, of more the year alone."""
    date = _DATE.match(printed)
    assert date is not None, printed
    year, month, last, day = date.groups()
    number = _number(month)
    if not number or (last and (_number(last) - number) % 12 > 1):
        return year
    return f"{year}-{number:02}" + (f"-{int(day):02}" if day and not last else "")


def _number(month: str | None) -> int:
    """Return the number of a month; 0 for a season and for none."""
    if not month:
        return 0
    return int(month) if month.isdecimal() else _MONTHS.find(month[:3]) // 3 + 1


def _xml_date(element: etree._Element) -> str:
    parts = (_words(element, name) for name in ("Year", "Month", "Season", "Day"))
    return _iso(_words(element, "MedlineDate") or " ".join(filter(None, parts)))


def _eight_digits(day: str) -> str:
    return "-".join(filter(None, (day[:4], day[4:6], day[6:])))


def _xml_dois(record: etree._Element, article: etree._Element) -> list[str | None]:
    located = [
        *article.iterfind("ELocationID"),
        *record.iterfind("PubmedData/ArticleIdList/ArticleId"),
    ]
    return [
        one.text
        for one in located
        if "doi" in (one.get("EIdType"), one.get("IdType")) and one.get("ValidYN") != "N"
    ]


def _xml_authors(article: etree._Element) -> list[str]:
    return [
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


def in_xml(record: etree._Element) -> Facts:
    article = record.find("MedlineCitation/Article")
    online = [one for one in article.iterfind("ArticleDate") if one.get("DateType") in _ONLINE]
    title = _unraised(article, "ArticleTitle")
    dois = _xml_dois(record, article)
    banks = article.iterfind("DataBankList/DataBank")
    return Facts(
        pmid=_words(record, "MedlineCitation/PMID"),
        title=letters(title),
        journal=letters(_words(article, "Journal/Title")),
        issued=_xml_date(article.find("Journal/JournalIssue/PubDate")),
        online=_xml_date(online[0]) if online else "",
        volume=_words(article, "Journal/JournalIssue/Volume"),
        pages=_words(article, "Pagination/MedlinePgn"),
        doi=(dois[0] or "").strip() if dois else "",
        authors=[name_words(name) for name in _xml_authors(article)],
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


def in_medline(record: str) -> Facts:
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
        title=letters(first("TI")),
        journal=letters(first("JT") or first("TA")),
        issued=_iso(first("DP")),
        online=_eight_digits(first("DEP")),
        volume=first("VI"),
        pages=first("PG"),
        doi=dois[0] if dois else "",
        authors=[name_words(name) for name in authors],
        registrations=[
            words.split("/", 1)[1]
            for words in under("SI")
            if is_registration(words.split("/", 1)[1])
        ],
        types=list(dict.fromkeys(under("PT"))),
    )


def _paragraphs(page: str) -> list[str]:
    return [" ".join(one.split()) for one in re.split(r"\n[ \t]*\n", page.strip())]


def in_page(page: str) -> Facts:
    cited, title, people, *_ = [
        one for one in _paragraphs(page) if not one.startswith(("[Article in", "1: "))
    ]
    place = re.match(
        r"1\. (?P<journal>.*?)\. (?P<date>\d{4}[^;]*);(?P<volume>[^(:]*)(?:\([^)]*\))?:"
        r"(?P<pages>[^.;]*)",
        cited,
    )
    assert place is not None
    doi = re.search(r"^DOI: (\S+)|doi: (\S+?)\.?(?:\s|$)", page, re.MULTILINE)
    pmid = re.search(r"^PMID: (\d+)", page, re.MULTILINE)
    epub = re.search(r"Epub (\d{4}[^.]*)\.", cited)
    names = re.split(r"[,;] (?!3rd|Jr)", re.sub(r"\((?:\d+)\)", "", people).rstrip("."))
    return Facts(
        pmid=pmid[1] if pmid else "",
        title=letters(title),
        journal=letters(place["journal"]),
        issued=_iso(place["date"]),
        online=_iso(epub[1]) if epub else "",
        volume=place["volume"],
        pages=place["pages"],
        doi=next(filter(None, doi.groups())) if doi else "",
        authors=[name_words(name) for name in names],
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


def xml_records(reference: Path) -> Iterator[tuple[str, bytes]]:
    for name, content in _xml_files(reference):
        records = [one for one in etree.fromstring(content) if one.tag in _ARTICLES]
        for record in records:
            yield name, content if len(records) == 1 else etree.tostring(record, encoding="utf-8")


def medline_records(reference: Path) -> Iterator[tuple[str, str]]:
    for file in sorted((reference / "data" / "medline").iterdir()):
        content = file.read_bytes()
        text = (gzip.decompress(content) if file.suffix == ".gz" else content).decode("utf-8-sig")
        for record in re.split(r"\r?\n[ \t]*\r?\n", text):
            if record.strip():
                yield file.name, record.strip("\r\n") + "\n"


def copied_pages(reference: Path) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(reference / "data" / "pubmed-pages" / "pages.zip") as opened:
        for name in sorted(opened.namelist()):
            if name.endswith(".txt"):
                yield name, opened.read(name).decode()


def article_element(content: bytes) -> etree._Element:
    root = etree.fromstring(content)
    return root if root.tag in _ARTICLES else root[0]


def jats_articles(reference: Path) -> Iterator[tuple[str, bytes]]:
    for archive in sorted((reference / "data" / "jats").glob("*.tar.xz")):
        with tarfile.open(archive) as opened:
            for member in opened:
                file = opened.extractfile(member)
                if file is not None and member.name.endswith("xml"):
                    yield member.name, file.read()


def dates_in_article(content: bytes) -> dict[str, list[str]]:
    """Return the dates an article prints, by the kind it gives them."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    printed: dict[str, list[str]] = {}
    for date in etree.fromstring(content, parser).iterfind(".//{*}article-meta/{*}pub-date"):
        parts = [_words(date, "{*}" + name) for name in ("year", "month", "season", "day")]
        week = re.fullmatch(r"(\d+)-\d+ (\w+)", parts[2])
        parts[2:] = [week[2], week[1]] if week else parts[2:]
        kind = date.get("pub-type") or date.get("date-type") or ""
        printed.setdefault(kind, []).append(_iso(" ".join(filter(None, parts))))
    return printed
