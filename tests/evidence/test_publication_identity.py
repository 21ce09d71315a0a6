"""Which references are the documents held, and since when they could be read."""

from dataclasses import replace

import pytest
from tests.evidence.hand_made import readings

from trialgraph.evidence.derived import Held
from trialgraph.evidence.imprints import Imprint, page_range, same_journal, why_same

FIRST = Imprint("", "", "N Engl J Med", "366", "109-119", 2011)


def test_a_document_without_ids_gets_them_from_a_reference_to_its_pages(evidence: Held) -> None:
    held = evidence.publications[readings()["S3"].identifier]
    assert (held.pmid, held.doi) == ("22149875", "10.1056/NEJMoa1113216")
    citing = {reference.document for reference in held.references}
    assert citing == {readings()["S1"].identifier, readings()["S2"].identifier}


def test_a_document_meets_its_reference_by_doi_in_any_capitals(evidence: Held) -> None:
    held = evidence.publications[readings()["S0"].identifier]
    assert (held.pmid, held.key) == ("39854662", "pubmed-39854662")


def test_a_date_printed_in_another_document_counts(evidence: Held) -> None:
    held = evidence.publications[readings()["S3"].identifier]
    assert held.available is not None
    assert held.available.iso == "2011-12-07"


def test_a_date_ahead_of_print_comes_before_the_issue(evidence: Held) -> None:
    held = evidence.publications[readings()["S0"].identifier]
    assert held.available is not None
    assert held.available.iso == "2025-01-24"


def test_a_year_alone_stays_a_year(evidence: Held) -> None:
    held = evidence.publications[readings()["S1"].identifier]
    assert held.available is not None
    assert (held.available.iso, held.available.precision) == ("2022", "year")


def test_a_registry_record_is_no_publication(evidence: Held) -> None:
    assert readings()["S2"].identifier not in evidence.publications


def test_a_document_that_nobody_cites_is_named_by_itself(evidence: Held) -> None:
    identifier = readings()["S4"].identifier
    assert evidence.publications[identifier].key == identifier


@pytest.mark.parametrize(
    ("pages", "shared"),
    [("109-19", "109-119"), ("109\N{EN DASH}119", "109-119"), ("110", "109-119 and 110")],
)
def test_pages_that_are_printed_in_two_ways_are_named_in_one(pages: str, shared: str) -> None:
    why = why_same(FIRST, replace(FIRST, pages=pages))
    assert why == f"same journal, volume 366, pages {shared}"


@pytest.mark.parametrize(
    "other",
    [
        Imprint("", "", "The New England journal of medicine", "366", "110", 2012),
        Imprint("10.1/x", "", "n engl j med", "366", "109-19", 2012),
    ],
)
def test_journal_volume_page_and_year_together_make_one_publication(other: Imprint) -> None:
    assert why_same(FIRST, other).startswith("same journal, volume 366")
    assert why_same(other, FIRST)


@pytest.mark.parametrize(
    "other",
    [
        Imprint("", "", "N Engl J Med", "367", "109-119", 2012),
        Imprint("", "", "N Engl J Med", "366", "120-130", 2012),
        Imprint("", "", "N Engl J Med", "366", "109-119", 2014),
        Imprint("", "", "Lancet Oncol", "366", "109-119", 2012),
        Imprint("", "", "N Engl J Med", "366", "e109", 2012),
        Imprint("", "", "N Engl J Med", "", "109-119", 2012),
        Imprint("", "", "N Engl J Med", "366", "109-119", None),
    ],
)
def test_one_part_that_differs_makes_another_publication(other: Imprint) -> None:
    assert why_same(FIRST, other) == ""


def test_identifiers_outrank_the_place_in_print() -> None:
    one, other = Imprint("10.1/a", "1"), Imprint("10.1/b", "1")
    assert why_same(one, other) == "same PMID 1"
    place = ("N Engl J Med", "366", "109-119", 2012)
    assert why_same(Imprint("10.1/a", "", *place), Imprint("10.1/b", "", *place)) == ""


TITLED = Imprint(title="Pertuzumab in women with thirst", year=2012, first_author="Leaf JQ")


@pytest.mark.parametrize(
    "other",
    [
        Imprint(title="Pertuzumab in Women with Thirst.", year=2012, first_author="Jane Q. Leaf"),
        Imprint(title="pertuzumab in women with thirst", year=2011, first_author="J. Leaf"),
        Imprint(title="Pertuzumab in women with thirst", year=2013, first_author="Leaf"),
    ],
)
def test_title_first_author_and_a_year_at_most_one_apart_make_one_publication(
    other: Imprint,
) -> None:
    """An article ahead of print appears in the year before its issue, never two before."""
    assert why_same(TITLED, other) == "same title, year and first author Leaf JQ"
    assert why_same(other, TITLED)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TITLED, replace(TITLED, year=2014)),
        (TITLED, replace(TITLED, year=2010)),
        (TITLED, replace(TITLED, year=None)),
        (TITLED, replace(TITLED, title="Pertuzumab in men with thirst")),
        (TITLED, replace(TITLED, first_author="Root JQ")),
        (TITLED, replace(TITLED, first_author="")),
        (replace(TITLED, doi="10.1/a"), replace(TITLED, doi="10.1/b")),
        (replace(TITLED, pmid="1"), replace(TITLED, pmid="2")),
        (replace(TITLED, pmcid="PMC1"), replace(TITLED, pmcid="PMC2")),
        (replace(TITLED, journal="J Tea"), replace(TITLED, journal="Lancet")),
        (replace(TITLED, volume="10"), replace(TITLED, volume="11")),
        (replace(TITLED, pages="100-109"), replace(TITLED, pages="300-310")),
    ],
)
def test_anything_printed_of_both_that_differs_makes_two_publications(
    one: Imprint, other: Imprint
) -> None:
    assert why_same(one, one)
    assert why_same(one, other) == why_same(other, one) == ""


def test_a_short_title_is_many_articles() -> None:
    reply = Imprint(title="Reply to the editor", year=2012, first_author="Leaf JQ")
    assert why_same(reply, reply) == ""


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Imprint(doi="10.1/A"), Imprint(doi="10.1/a", year=2012), "same DOI 10.1/a"),
        (Imprint(pmid="1"), Imprint(pmid="1", year=2012), "same PMID 1"),
        (Imprint(pmcid="PMC1"), Imprint(pmcid="pmc1", year=2012), "same PMCID PMC1"),
    ],
)
def test_an_identifier_is_enough(one: Imprint, other: Imprint, same: str) -> None:
    assert why_same(one, other) == same


@pytest.mark.parametrize(
    ("pages", "expected"),
    [("109-19", (109, 119)), ("3169–3179", (3169, 3179)), ("110", (110, 110)), ("e12", None)],
)
def test_pages_are_read_as_printed(pages: str, expected: tuple[int, int] | None) -> None:
    assert page_range(pages) == expected


def test_journals_differ_when_a_word_is_missing() -> None:
    assert same_journal("J Clin Oncol", "Journal of Clinical Oncology")
    assert not same_journal("Cancer", "Cancer Science")
    assert not same_journal("", "")
