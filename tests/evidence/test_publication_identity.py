"""Which references are the documents held, and since when they could be read."""

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
