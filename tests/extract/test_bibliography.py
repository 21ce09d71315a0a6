"""A document says itself who wrote it, where and when; nothing is taken from its references."""

import re
import zipfile
from pathlib import Path

import pytest

from trialgraph.documents.reader import read_document
from trialgraph.extract.bibliography import read_bibliography
from trialgraph.model.document import Document
from trialgraph.model.reading import Bibliography
from trialgraph.model.text import PartialDate, Stated

WEB = """Skip to main page content
Clinical Trial
. 2024 Jun 3;17(8):402-409.
doi: 10.1234/TEA-24. Epub 2024 Jan 24.

Tea for thirst (CUP Study)

Affiliations
Clinical Trial

Tea for thirst (CUP Study)

Jane Doe\u00a0et al. J Clin Tea. .

Erratum in

Abstract

Tea helps.

Trial registration: NCT00000001.

References

    1. Poe E. Cups. J Tea. 2022;4:1. doi: 10.9999/other. PMID: 99999999.
"""

TEXT = """
1. J Tea. 2012 Feb;55(2):432-42. doi: 10.1007/tea-3. Epub 2011
Dec 2.

[Tea for thirst: a
trial.]

Doe J(1)(2), Ljung Ö, dos Santos LC, Serban
V(3); Tea Study Group.

Author information:
(1)Tea School.

METHODS: Tea was given.
FUNDING: This study was planned and paid by Kettle.

DOI: 10.1007/tea-3
PMCID: PMC1234567
PMID: 22134839  [Indexed for MEDLINE]
"""

PAPER = """Tea for thirst: a phase III study (CUP)

Jane Q. Doe¹  | Richard Roe^{2,3} |
 Émile Poe⁴

¹Tea School

This open access article is shared under a [Creative Commons \
Attribution-NonCommercial-ShareAlike](https://creativecommons.org/licenses/by-nc-sa/2.5/) License.

© 2022 The Authors. *Tea Science* published by Cup & Sons.

Funding information

Kettle Pharmaceutical Co., Ltd.

1 | INTRODUCTION

Thirst is common.

2 | METHODS

3 | RESULTS

ACKNOWLEDGMENTS

This study was supported by the National Tea Group. Research funding was provided to the Group \
by Kettle Pharmaceutical Corporation under an agreement.

DISCLOSURE

J.D. was supported by Spoon Inc. and receives fees.

ORCID

Jane Q. Doe  <https://orcid.org/0000-0001-6147-682X>

REFERENCES

1. Poe E. Cups. *J Tea*. 2000;2:3-4. doi: 10.9999/other.

How to cite this article: Doe JQ, Roe R. Tea for thirst. *Tea Sci*. 2022;58:1204-1211. \
doi: [10.1111/tea.15474](https://doi.org/10.1111/tea.15474)
"""


def read(text: str) -> tuple[Document, Bibliography]:
    document = read_document(text.encode())
    return document, read_bibliography(document)


def values(stated: tuple[Stated, ...]) -> list[str]:
    return [one.value for one in stated]


def value(stated: Stated | None) -> str:
    return stated.value if stated else ""


def iso(printed: PartialDate | None) -> str:
    return printed.iso if printed else ""


def test_a_copied_pubmed_page() -> None:
    _, found = read(WEB)
    assert value(found.title) == "Tea for thirst (CUP Study)"
    assert value(found.journal) == "J Clin Tea"
    assert (iso(found.issued), iso(found.online)) == ("2024-06-03", "2024-01-24")
    assert [value(found.volume), value(found.issue), value(found.pages)] == [
        "17",
        "8",
        "402-409",
    ]
    assert value(found.doi) == "10.1234/TEA-24"
    assert [author.name for author in found.authors] == ["Jane Doe"]
    assert value(found.erratum) == "Erratum in"


def test_identifiers_of_references_are_not_the_documents_own() -> None:
    _, found = read(WEB.replace("doi: 10.1234/TEA-24. ", ""))
    assert (found.doi, found.pmid) == (None, None)


def test_a_journal_alone_in_the_line_above_its_citation() -> None:
    _, found = read(WEB.replace("Clinical Trial\n. 2024", "Clinical Trial\nJ Tea Pot\n. 2025"))
    assert value(found.journal) == "J Tea Pot"
    menu = "Clinical Trial\nJ Tea Pot\nActions\nSearch in PubMed\n. 2024"
    _, found = read(WEB.replace("Clinical Trial\n. 2024", menu))
    assert value(found.journal) == "J Tea Pot"


def test_a_list_of_authors_below_its_heading() -> None:
    listed = "Authors\nJane Doe 1 , Richard Roe 2\n\nAffiliations"
    _, found = read(WEB.replace("Affiliations", listed, 1))
    assert [author.name for author in found.authors] == ["Jane Doe", "Richard Roe"]
    _, found = read(WEB.replace("Affiliations", listed.replace("Authors\n", "Authors\n\n"), 1))
    assert [author.name for author in found.authors] == ["Jane Doe", "Richard Roe"]


def test_pubmeds_text_format() -> None:
    _, found = read(TEXT)
    assert value(found.title) == "Tea for thirst: a trial"
    assert value(found.journal) == "J Tea"
    assert (iso(found.issued), iso(found.online)) == ("2012-02", "2011-12-02")
    assert (value(found.pmid), value(found.pmcid)) == ("22134839", "PMC1234567")
    assert [author.name for author in found.authors] == [
        "Doe J",
        "Ljung Ö",
        "dos Santos LC",
        "Serban V",
        "Tea Study Group",
    ]
    assert values(found.funders) == ["Kettle"]


def test_a_gap_in_the_list_of_authors_is_no_author() -> None:
    _, found = read(TEXT.replace("Doe J(1)(2),", "Doe J(1)(2), , PhD,"))
    assert len(found.authors) == 5


def test_an_article_ahead_of_print_has_no_pages() -> None:
    text = TEXT.replace("2012 Feb;55(2):432-42.", "2012 Feb 3.")
    _, found = read(text)
    assert (value(found.journal), iso(found.issued), found.pages) == ("J Tea", "2012-02-03", None)


def test_a_paper_in_markdown() -> None:
    _, found = read(PAPER)
    assert value(found.journal) == "Tea Science"
    assert (iso(found.issued), value(found.volume)) == ("2022", "58")
    assert value(found.doi) == "10.1111/tea.15474"
    assert value(found.licence) == "CC BY-NC-SA 2.5"
    assert [(author.name, author.orcid) for author in found.authors] == [
        ("Jane Q. Doe", "0000-0001-6147-682X"),
        ("Richard Roe", ""),
        ("Émile Poe", ""),
    ]


def test_funders_are_who_paid_for_the_work_not_for_its_authors() -> None:
    _, found = read(PAPER)
    assert values(found.funders) == ["Kettle Pharmaceutical Co., Ltd.", "National Tea Group"]


def test_how_to_cite_without_italics() -> None:
    text = PAPER.replace("*Tea Sci*. 2022", "Tea Sci. 2022").replace("*Tea Science*", "It was")
    _, found = read(text)
    assert (value(found.journal), value(found.pages)) == ("Tea Sci", "1204-1211")


@pytest.mark.parametrize(
    ("printed", "licence"),
    [
        ("under a CC BY 4.0 licence", "CC BY 4.0"),
        ("under the Creative Commons Attribution License", "CC BY"),
        ("under Creative Commons Attribution-ShareAlike 3.0", "CC BY-SA 3.0"),
    ],
)
def test_licences_are_told_by_their_parts(printed: str, licence: str) -> None:
    text = re.sub(r"This open access article.*License\.", f"This is {printed}.", PAPER)
    _, found = read(text)
    assert value(found.licence) == licence


FLAT = "\n\n".join(
    [
        "Background",
        *["Tea was served to the pa-", "tients of the ward."] * 25,
        "Conclusions",
        "Tea helps. (Funded by F. Kettle–Pot/Spoon-",
        "ware; ClinicalTrials.gov number, NCT00000001.)",
        "n engl j tea 366;2 nejt.org january 12, 2012110",
        "Thirst is common.",
        "Discussion",
        "Tea helps.",
        "Supported by F. Kettle–Pot/Spoonware, a member of the Pot Group.",
        "Support for writing was provided by Pen.",
    ]
)


def test_a_page_head_gives_journal_volume_date_and_page() -> None:
    document, found = read(FLAT)
    assert value(found.journal) == "N Engl J Tea"
    assert [value(found.volume), value(found.issue), value(found.pages)] == ["366", "2", "110"]
    assert iso(found.issued) == "2012-01-12"
    assert found.pages is not None
    assert document.words(found.pages.span) == "110"
    assert found.title is None


def test_a_funder_cut_by_a_line_is_named_once() -> None:
    _, found = read(FLAT)
    assert values(found.funders) == ["F. Kettle–Pot/Spoonware"]


ABSTRACT = "The Journal of Tea 2026 Jan 29\nTea for thirst.   \nABSTRACT\nTea helps. ({})\n"


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Funded by Kettle and others; CUP ClinicalTrials.gov number, NCT1.", ["Kettle"]),
        ("Funded by Kettle Pharmaceuticals and Pot; number", ["Kettle Pharmaceuticals", "Pot"]),
        ("Funded by the Institute of Tea and Coffee.", ["Institute of Tea and Coffee"]),
        ("Funded by the Tea Fund, Pot, Inc., and Cup AG.", ["Tea Fund", "Pot, Inc.", "Cup AG"]),
        ("Supported by a research grant (R01) from the Tea Fund to Dr. Doe", ["Tea Fund"]),
        ("We thank the kettle.", []),
    ],
)
def test_who_funded_it(printed: str, names: list[str]) -> None:
    _, found = read(ABSTRACT.format(printed))
    assert values(found.funders) == names


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("FUNDING: Kettle Foundation.", ["Kettle Foundation"]),
        ("FUNDING: None.", []),
        ("FUNDING: The cups were free.", []),
        ("FUNDING: The study was funded by Kettle.", ["Kettle"]),
    ],
)
def test_a_funding_label(label: str, names: list[str]) -> None:
    _, found = read(f"Tea\n\nMETHODS: We gave tea. {label}\n")
    assert values(found.funders) == names


def test_an_abstract_below_its_journal_line() -> None:
    _, found = read(ABSTRACT.format("tea"))
    assert (value(found.title), value(found.journal)) == (
        "Tea for thirst",
        "The Journal of Tea",
    )
    assert iso(found.issued) == "2026-01-29"
    assert found.authors == ()


def test_a_retracted_article_says_so() -> None:
    _, found = read(TEXT.replace("Author information", "Retraction in\n    J Tea.\n\nAuthor inf"))
    assert value(found.retracted) == "Retraction in"


def test_a_registry_page_has_a_title_and_no_journal() -> None:
    lines = ["Tea v water", "NCT ID: NCT00000001", "Basic Information", "Study Design"]
    _, found = read("\n\n".join([*lines, "Study Groups", "Eligibility Criteria"]))
    assert (value(found.title), found.journal) == ("Tea v water", None)


@pytest.mark.parametrize(
    "below",
    [
        "A sentence that is no list of names at all",
        "From the Department of Tea, University of Cups",
        "Jane Doe who wrote the words of this long line",
        "Tea House Of The Rising Sun",
    ],
)
def test_a_line_that_is_no_list_of_names_gives_no_author(below: str) -> None:
    _, found = read(f"Tea for thirst\n\n{below}\n\nAbstract\nTea helps.")
    assert found.authors == ()


def test_every_printed_word_of_the_seeds_stands_at_its_place(seeds: dict[str, Path]) -> None:
    for path in seeds.values():
        document = read_document(path.read_bytes())
        found = read_bibliography(document)
        stated = [found.title, found.journal, found.volume, found.pages, found.doi, found.erratum]
        printed = [one for one in (*stated, *found.funders, found.licence) if one]
        assert all(document.words(one.span) == one.printed for one in printed)
        assert [document.words(a.span) for a in found.authors] == [a.name for a in found.authors]


def test_pages_of_two_layouts_give_journal_date_doi_and_pmid(reference: Path) -> None:
    archive = zipfile.ZipFile(reference / "data" / "pubmed-pages" / "pages.zip")
    names = [name for name in archive.namelist() if name.endswith(".txt")]
    assert len(names) > 100
    for name in names:
        text = archive.read(name).decode()
        found = read_bibliography(read_document(text.encode()))
        pmid = re.search(r"PMID: (\d+)", text)
        doi = re.search(r"(?i)doi:\s*(10\.\S+)", text)
        assert value(found.pmid) == (pmid[1] if pmid else ""), name
        assert value(found.doi) == (doi[1].rstrip(".") if doi else ""), name
        assert all([found.title, found.journal, found.issued, found.pages, found.authors]), name
