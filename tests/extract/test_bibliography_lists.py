"""What a copied PubMed page lists beside its abstract, and the notices above and below it."""

import pytest

from trialgraph.documents.reader import read_document
from trialgraph.extract.bibliography import licence_in, read_bibliography
from trialgraph.extract.read import read_trial_document
from trialgraph.model.document import Document
from trialgraph.terms.index import TermIndex

TEXT = """1. J Tea. 2031 Mar;12(3):e101. doi: 10.9999/tea.1.

Teafolin for thirst: a trial.

Dorn A(1), Roe R(2); TEAPOT (Tea Now) group; (2)Cup Group 7.

Author information:
(1)Teahouse.

Comment in
    Tea. 2031 Apr;1(1):1. PMID: 99000002.
    Cup. 2031;2(2):2. doi: 10.9999/cup.2.

Erratum in: Tea. 2031;9:9.

Update in
    a cup without a year

Comment on the weather.

BACKGROUND: Is tea wet? RESULTS: Tea is wet, as was randomly assigned.

KEYWORDS: tea; green
tea; .; thirst.

DOI: 10.9999/tea.1
PMID: 99000001  [Indexed for MEDLINE]
"""

WEB = """Skip to main page content
Randomized Controlled Trial
. 2031 Mar;12(3):101-9.
doi: 10.9999/tea.1.

Teafolin for thirst: a trial

Ada Dorn, Richard Roe

Affiliations
Randomized Controlled Trial

Abstract

Patients were randomly assigned to teafolin or placebo. Tea was wet.

PubMed Disclaimer

Comment in

A comment on cups.
Roe R. Tea. 2031 Apr;1(1):1. PMID: 99000002.

Update in
Publication types

    Actions
    • Randomized Controlled Trial
    Search in PubMed
    • Journal Article

MeSH terms

    Thirst / drug therapy*
    Humans

Substances

    Teafolin

Associated data

    ClinicalTrials.gov/NCT09990001
    clinicaltrials.gov/nct09990001
    GENBANK/AB999999
"""


@pytest.fixture(scope="module")
def page() -> Document:
    return read_document(TEXT.encode())


@pytest.fixture(scope="module")
def web() -> Document:
    return read_document(WEB.encode())


def test_both_layouts_are_pages(page: Document, web: Document) -> None:
    assert (page.kind, web.kind) == ("pubmed-page", "pubmed-page")


def test_each_source_under_a_notice_is_a_correction(page: Document) -> None:
    found = read_bibliography(page).corrections
    assert [(one.kind, one.printed, one.pmid, one.doi) for one in found] == [
        ("CommentIn", "Tea. 2031 Apr;1(1):1. PMID: 99000002.", "99000002", ""),
        ("CommentIn", "Cup. 2031;2(2):2. doi: 10.9999/cup.2.", "", "10.9999/cup.2"),
        ("ErratumIn", "Tea. 2031;9:9.", "", ""),
    ]
    assert [page.words(one.span) for one in found] == [one.printed for one in found]


def test_a_web_page_has_a_title_between_notice_and_source(web: Document) -> None:
    found = read_bibliography(web).corrections
    assert [(one.kind, one.pmid) for one in found] == [("CommentIn", "99000002")]


def test_a_long_list_of_comments_is_cut() -> None:
    sources = "".join(f"    Tea. 2031;{number}:1.\n" for number in range(60))
    made = read_document(TEXT.replace("    a cup without a year\n", sources).encode())
    updates = [one for one in read_bibliography(made).corrections if one.kind == "UpdateIn"]
    assert len(updates) == 40


def test_a_notice_at_the_end_of_a_page_has_no_source() -> None:
    made = read_document(f"{TEXT}\nRetraction in\n".encode())
    assert len(read_bibliography(made).corrections) == 3


def test_keywords_are_parted_by_semicolons(page: Document) -> None:
    assert [one.value for one in read_bibliography(page).keywords] == ["tea", "green tea", "thirst"]


def test_the_kinds_of_publication_are_listed_without_the_pages_menu(web: Document) -> None:
    found = read_bibliography(web)
    assert [one.value for one in found.publication_types] == [
        "Randomized Controlled Trial",
        "Journal Article",
    ]
    assert found.keywords == ()


def test_terms_are_headings_without_codes(web: Document) -> None:
    found = read_bibliography(web).headings
    assert [(one.label, one.role, one.major, one.qualifiers) for one in found] == [
        ("Thirst", "topic", True, ("drug therapy",)),
        ("Humans", "topic", False, ()),
        ("Teafolin", "substance", False, ()),
    ]


def test_a_number_of_the_associated_data_is_the_trials(web: Document, terms: TermIndex) -> None:
    reading = read_trial_document(web, terms)
    assert [one.value for one in reading.bibliography.registrations] == ["NCT09990001"]
    (trial,) = reading.trials
    assert [one.value for one in trial.registrations] == ["NCT09990001"]


def test_groups_are_authors_after_the_people(page: Document) -> None:
    names = [author.name for author in read_bibliography(page).authors]
    assert names == ["Dorn A", "Roe R", "TEAPOT (Tea Now) group", "Cup Group 7"]


def test_an_articles_number_ends_before_the_full_stop(page: Document) -> None:
    pages = read_bibliography(page).pages
    assert pages is not None
    assert (pages.value, page.words(pages.span)) == ("e101", "e101")


@pytest.mark.parametrize(
    ("address", "licence"),
    [
        ("http://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
        ("https://creativecommons.org/licenses/by-nc-nd/3.0/legalcode", "CC BY-NC-ND 3.0"),
        ("https://creativecommons.org/licenses/by-sa/", "CC BY-SA"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", "public domain 1.0"),
        ("Read https://creativecommons.org/licenses/by/2.5/uk.", "CC BY 2.5"),
    ],
)
def test_an_address_names_its_licence(address: str, licence: str) -> None:
    found = licence_in(address)
    assert found is not None
    assert (found.value, found.printed in address) == (licence, True)


@pytest.mark.parametrize(
    "address",
    [
        "https://creativecommons.org/publicdomain/",
        "https://creativecommons.org/licenses/bylaws/4.0/",
        "https://creativecommons.org/licenses/",
    ],
)
def test_another_address_names_no_licence(address: str) -> None:
    assert licence_in(address) is None


def test_words_without_a_licence_name_none() -> None:
    assert licence_in("All rights reserved.") is None
