"""Every publication of the reference data: its facts equal what its source prints.

The sources are read a second time, plainly, in ``publication_sources``.
"""

import re
from pathlib import Path

import pytest
from tests.extract.publication_sources import (
    Facts,
    article_element,
    copied_pages,
    dates_in_article,
    in_medline,
    in_page,
    in_xml,
    jats_articles,
    letters,
    medline_records,
    name_words,
    xml_records,
)

from trialgraph.documents.reader import read_document
from trialgraph.extract.publication_fields import with_bibliography
from trialgraph.extract.read import read_trial_document
from trialgraph.model.document import Document
from trialgraph.model.reading import Bibliography, TrialDocument
from trialgraph.model.text import Absence, Number, Stated
from trialgraph.terms.index import TermIndex

_NO_DATE = {
    "biomcp/pmc_wrapped_article.xml": "prints no date",
    "rapidmeta/PMC8937896.xml": "of 1893: counts look like years before 1900",
}


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
        title=letters(_value(said.title)),
        journal=letters(_value(said.journal)),
        issued=said.issued.iso if said.issued else "",
        online=said.online.iso if said.online else "",
        volume=_value(said.volume),
        pages=_value(said.pages),
        doi=_value(said.doi),
        authors=[name_words(author.name) for author in said.authors],
        registrations=[each.value for each in said.registrations],
        types=[each.value for each in said.publication_types],
    )


def _differences(name: str, found: Facts, wanted: Facts) -> list[str]:
    return [
        f"{name} {wanted.pmid} {field}: read {got!r}, printed {printed!r}"
        for field, got, printed in zip(Facts._fields, found, wanted, strict=True)
        if got != printed
    ]


def test_every_article_of_pubmed_xml_equals_its_source(reference: Path) -> None:
    records = list(xml_records(reference))
    differing = [
        line
        for name, content in records
        for line in _differences(name, _read(content), in_xml(article_element(content)))
    ]
    assert len(records) > 1_250
    assert not differing


def test_every_record_of_medline_equals_its_source(reference: Path) -> None:
    records = list(medline_records(reference))
    differing = [
        line
        for name, record in records
        for line in _differences(name, _read(record.encode()), in_medline(record))
    ]
    assert len(records) > 190
    assert not differing


def test_every_copied_page_equals_what_it_prints(reference: Path) -> None:
    pages = list(copied_pages(reference))
    differing = [
        line
        for name, page in pages
        for line in _differences(name, _read(page.encode()), in_page(page))
    ]
    assert len(pages) == 170
    assert not differing


def test_every_article_is_dated_as_precisely_as_it_prints(reference: Path) -> None:
    articles = list(jats_articles(reference))
    differing = []
    for name, content in articles:
        found, printed = _read(content), dates_in_article(content)
        online = printed.get("epub") or printed.get("pub") or [""]
        every = [day for days in printed.values() for day in days]
        if name in _NO_DATE:
            every = [""]
        if found.online not in online or found.issued not in every:
            differing.append((name, found.issued, found.online, printed))
    assert len(articles) == 139
    assert not differing


def test_every_number_on_a_copied_page_is_a_trial_of_its_reading(
    reference: Path, terms: TermIndex
) -> None:
    missing = []
    for name, page in copied_pages(reference):
        printed = set(re.findall(r"NCT\d{8}|ISRCTN\d{8}", page))
        if printed:
            reading = read_trial_document(read_document(page.encode()), terms)
            held = {one.value for trial in reading.trials for one in trial.registrations}
            missing += [(name, number) for number in sorted(printed - held)]
    assert not missing


def test_every_notice_on_a_copied_page_is_a_correction(reference: Path) -> None:
    differing = []
    for name, page in copied_pages(reference):
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
