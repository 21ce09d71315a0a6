"""The fields of one article of PubMed's XML, under the names of form ``publication``.

Elements as in NLM's document type of PubMed (pubmed_250101.dtd) and its
predecessors; books (``PubmedBookArticle``) have the same elements in other places.
"""

from collections.abc import Iterable

from lxml import etree

from trialgraph.documents.data_banks import data_banks
from trialgraph.documents.inline import inline_words
from trialgraph.documents.publication_text import Values
from trialgraph.documents.pubmed_xml_people import people

_DATE = ("Year", "Month", "Day")
_NOT_TRANSLATED = frozenset(("[Not Available].", "[Not Available]", "Not Available"))
_RECORD_DATES = {
    "DateCreated": "record created",
    "DateCompleted": "record completed",
    "DateRevised": "record revised",
}


def citation_of(record: etree._Element) -> etree._Element:
    """Return the citation of an article, the document of a book."""
    for name in ("MedlineCitation", "BookDocument"):
        found = record.find(name)
        if found is not None:
            return found
    return record


def article_of(record: etree._Element) -> etree._Element:
    """Return the element that holds title and abstract."""
    citation = citation_of(record)
    article = citation.find("Article")
    return citation if article is None else article


def record_values(record: etree._Element) -> Values:
    """Return the fields of a record; those it lacks are empty."""
    citation, article = citation_of(record), article_of(record)
    return {
        **_titles(article),
        **_source(citation, article),
        **_numbers(record),
        "copyright": first(article, "Abstract/CopyrightInformation"),
        "conflict_of_interest": first(citation, "CoiStatement"),
        "status": citation.get("Status", ""),
        "issued": _issued(article),
        "online": _date(_electronic(article)),
        "history": _history(record),
        "languages": every((article,), "Language"),
        "publication_types": every((article,), "PublicationTypeList/PublicationType")
        or every((article,), "PublicationType"),
        "keywords": every((citation,), "KeywordList/Keyword"),
        **people(citation, article),
        **data_banks(_banked(article)),
        "grants": _grants(article),
        **_indexing(citation),
        "corrections": _corrections(citation),
        "references": _references(record),
    }


def first(element: etree._Element, *paths: str) -> str:
    """Return the words at the first path that has some."""
    for path in paths:
        for found in element.iterfind(path):
            if words := inline_words(found):
                return words
    return ""


def every(elements: Iterable[etree._Element], path: str) -> list[str]:
    """Return the words of all elements at a path, once each, in their order."""
    found = (inline_words(one) for element in elements for one in element.iterfind(path))
    return list(dict.fromkeys(words for words in found if words))


def _titles(article: etree._Element) -> Values:
    title, original = first(article, "ArticleTitle"), first(article, "VernacularTitle")
    book = first(article, "Book/BookTitle")
    if title in _NOT_TRANSLATED:
        title = original
    return {
        "title": title or book,
        "original_title": original,
        "book": book,
        "publisher": first(article, "Book/Publisher/PublisherName"),
        "isbn": every((article,), "Book/Isbn"),
    }


def _source(citation: etree._Element, article: etree._Element) -> Values:
    numbers = every((article,), "Journal/ISSN")
    linking = every((citation,), "MedlineJournalInfo/ISSNLinking")
    return {
        "journal": first(article, "Journal/Title"),
        "journal_abbreviation": first(article, "Journal/ISOAbbreviation")
        or first(citation, "MedlineJournalInfo/MedlineTA"),
        "issn": list(dict.fromkeys(numbers + linking)),
        "volume": first(article, "Journal/JournalIssue/Volume", "Book/Volume"),
        "issue": first(article, "Journal/JournalIssue/Issue"),
        "pages": _pages(article),
    }


def _pages(article: etree._Element) -> str:
    """Return the pages as MEDLINE writes them (331-9), else from first to last."""
    if pages := first(article, "Pagination/MedlinePgn"):
        return pages
    ends = (first(article, f"Pagination/{name}") for name in ("StartPage", "EndPage"))
    return "-".join(dict.fromkeys(filter(None, ends)))


def _numbers(record: etree._Element) -> Values:
    """Return the article's own identifiers; those in its list of references are others'."""
    article, citation = article_of(record), citation_of(record)
    places = (article, *article.iterfind("Book"))
    located = {
        place.get("EIdType"): inline_words(place)
        for one in places
        for place in one.iterfind("ELocationID")
        if place.get("ValidYN") != "N"
    }
    listed = {
        one.get("IdType"): inline_words(one)
        for holder in (record.find("PubmedData"), record.find("PubmedBookData"), citation)
        if holder is not None
        for one in holder.iterfind("ArticleIdList/ArticleId")
    }
    return {
        "doi": located.get("doi") or listed.get("doi") or "",
        "pmid": first(citation, "PMID") or listed.get("pubmed", ""),
        "pmcid": listed.get("pmc", ""),
        "pii": located.get("pii") or listed.get("pii") or "",
        "bookaccession": listed.get("bookaccession", ""),
    }


def _issued(article: etree._Element) -> Values:
    for path in ("Journal/JournalIssue/PubDate", "Book/PubDate"):
        found = article.find(path)
        if found is not None:
            return _date(found)
    return {}


def _electronic(article: etree._Element) -> etree._Element | None:
    for found in article.iterfind("ArticleDate"):
        if found.get("DateType", "Electronic") == "Electronic":
            return found
    return None


def _date(element: etree._Element | None) -> Values:
    """Return a date as printed and in parts, none of them more precise than it is printed."""
    if element is None:
        return {}
    year, month, day = (first(element, name) for name in _DATE)
    printed = first(element, "MedlineDate")
    season = first(element, "Season")
    if printed:
        return {"text": printed}
    text = f"{year}-{month:0>2}" if month.isdecimal() else f"{year} {month or season}".strip()
    if day:
        text += f"-{day:0>2}" if month.isdecimal() else f" {day}"
    return {"text": text, "year": year, "month": month, "season": season, "day": day}


def _history(record: etree._Element) -> list[Values]:
    found: list[Values] = []
    citation = citation_of(record)
    dates = [(step, citation.find(name)) for name, step in _RECORD_DATES.items()]
    for path in ("PubmedData/History", "PubmedBookData/History"):
        dates += [
            (one.get("PubStatus", ""), one) for one in record.iterfind(f"{path}/PubMedPubDate")
        ]
    for step, date in dates:
        parts = _date(date)
        if parts.get("text"):
            found.append({"step": step, **parts})
    return found


def _banked(article: etree._Element) -> list[tuple[str, str]]:
    return [
        (first(bank, "DataBankName"), inline_words(number))
        for bank in article.iterfind("DataBankList/DataBank")
        for number in bank.iterfind("AccessionNumberList/AccessionNumber")
    ]


def _grants(article: etree._Element) -> list[Values]:
    return [
        {
            "number": first(grant, "GrantID"),
            "acronym": first(grant, "Acronym"),
            "agency": first(grant, "Agency"),
            "country": first(grant, "Country"),
        }
        for path in ("GrantList/Grant", "Book/GrantList/Grant")
        for grant in article.iterfind(path)
    ]


def _indexing(citation: etree._Element) -> Values:
    return {
        "headings": [_heading(one) for one in citation.iterfind("MeshHeadingList/MeshHeading")],
        "supplementary_headings": [
            {"code": one.get("UI", ""), "label": inline_words(one), "type": one.get("Type", "")}
            for one in citation.iterfind("SupplMeshList/SupplMeshName")
        ],
        "substances": [
            {
                "code": name.get("UI", ""),
                "label": inline_words(name),
                "registry_number": first(one, "RegistryNumber"),
            }
            for one in citation.iterfind("ChemicalList/Chemical")
            for name in one.iterfind("NameOfSubstance")
        ],
        "gene_symbols": every((citation,), "GeneSymbolList/GeneSymbol"),
        "notes": every((citation,), "GeneralNote"),
    }


def _heading(heading: etree._Element) -> Values:
    names = [*heading.iterfind("DescriptorName"), *heading.iterfind("QualifierName")]
    labels = [inline_words(name) for name in names]
    codes = [name.get("UI", "") for name in names]
    return {
        "code": codes[0] if codes else "",
        "label": labels[0] if labels else "",
        "major": any(name.get("MajorTopicYN") == "Y" for name in names),
        "qualifiers": labels[1:],
    }


def _corrections(citation: etree._Element) -> list[Values]:
    """Return the notices that link the article to others; what it cites is no notice."""
    return [
        {
            "kind": one.get("RefType", ""),
            "source": first(one, "RefSource"),
            "pmid": first(one, "PMID"),
            "note": first(one, "Note"),
        }
        for one in _linked(citation)
        if one.get("RefType") != "Cites"
    ]


def _linked(citation: etree._Element) -> list[etree._Element]:
    return list(citation.iterfind("CommentsCorrectionsList/CommentsCorrections"))


def _references(record: etree._Element) -> list[Values]:
    """Return the references: PubMed's list, else what MEDLINE says that it cites."""
    lists = [
        found
        for name in ("PubmedData", "PubmedBookData", "BookDocument")
        for holder in record.iterfind(name)
        for found in holder.iter("ReferenceList")
    ]
    listed = [one for holder in lists for one in holder.iterfind("Reference")]
    if listed:
        return [_reference(one) for one in listed]
    return [
        {"text": first(one, "RefSource"), "pmid": first(one, "PMID")}
        for one in _linked(citation_of(record))
        if one.get("RefType") == "Cites"
    ]


def _reference(reference: etree._Element) -> Values:
    numbers = {
        one.get("IdType"): inline_words(one)
        for one in reference.iterfind("ArticleIdList/ArticleId")
    }
    return {
        "text": first(reference, "Citation"),
        "doi": numbers.get("doi", ""),
        "pmid": numbers.get("pubmed", ""),
        "pmcid": numbers.get("pmc") or numbers.get("pmcid") or "",
    }
