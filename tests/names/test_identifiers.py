"""Identifiers of publications, people and trials: what people type, and what is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialgraph.names.identifiers import (
    Identifier,
    Kind,
    address,
    doi,
    looks_like_orcid,
    orcid,
    pmcid,
    pmid,
    recognised,
    trial,
)


@pytest.mark.parametrize(
    "typed",
    [
        "99000001",
        "PMID:99000001",
        "pmid: 99000001",
        "pubmed:99000001",
        "https://pubmed.ncbi.nlm.nih.gov/99000001/",
        "pubmed.ncbi.nlm.nih.gov/99000001/?from_term=tea",
        "http://www.ncbi.nlm.nih.gov/pubmed/99000001",
        "https://identifiers.org/pubmed:99000001",
        "https://europepmc.org/article/MED/99000001",
    ],
)
def test_a_pubmed_number_is_its_digits(typed: str) -> None:
    assert pmid(typed) == "99000001"
    assert recognised(typed) == Identifier("pmid", "99000001")


@pytest.mark.parametrize(
    "typed",
    [
        "PMC9900001",
        "pmc9900001",
        "PMCID: PMC9900001",
        "PMC9900001.2",
        "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC9900001/",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC9900001/",
        "https://identifiers.org/pmc:PMC9900001",
        "https://europepmc.org/article/PMC/PMC9900001",
        "https://europepmc.org/articles/PMC9900001",
    ],
)
def test_a_number_of_pubmed_central_keeps_its_letters(typed: str) -> None:
    assert pmcid(typed) == "PMC9900001"
    assert recognised(typed) == Identifier("pmcid", "PMC9900001")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("10.9999/Tea-24-01673", "10.9999/Tea-24-01673"),
        ("doi:10.9999/Tea-24-01673", "10.9999/Tea-24-01673"),
        ("DOI: 10.9999/tea.", "10.9999/tea"),
        ("https://doi.org/10.9999/tea", "10.9999/tea"),
        ("http://dx.doi.org/10.9999/tea", "10.9999/tea"),
        ("doi:https://doi.org/10.9999/tea", "10.9999/tea"),
        ("https://doi.org/10.9999%2Ftea", "10.9999/tea"),
        ("10.9999/S0140-6736(05)67394-1", "10.9999/S0140-6736(05)67394-1"),
        ("10.9999/tea).", "10.9999/tea"),
    ],
)
def test_a_doi_is_kept_without_what_surrounds_it(typed: str, kept: str) -> None:
    assert doi(typed) == kept
    assert recognised(typed) == Identifier("doi", kept)


@pytest.mark.parametrize(
    "typed",
    ["0000-0002-1825-0097", "0000000218250097", "https://orcid.org/0000-0002-1825-0097"],
)
def test_an_orcid_is_four_groups(typed: str) -> None:
    assert orcid(typed) == "0000-0002-1825-0097"
    assert recognised(typed) == Identifier("orcid", "0000-0002-1825-0097")


def test_a_check_digit_of_ten_is_an_x() -> None:
    assert orcid("0000-0002-1694-233x") == "0000-0002-1694-233X"


@given(st.text("0123456789", min_size=15, max_size=15))
def test_one_of_eleven_check_digits_fits(digits: str) -> None:
    fitting = [check for check in "0123456789X" if orcid(digits + check)]
    assert len(fitting) == 1


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("nct09990001", "NCT09990001"),
        ("clinicaltrials:NCT09990001", "NCT09990001"),
        ("https://clinicaltrials.gov/study/NCT09990001?rank=1", "NCT09990001"),
        ("https://clinicaltrials.gov/ct2/show/results/NCT09990001", "NCT09990001"),
        ("classic.clinicaltrials.gov/ct2/show/NCT09990001", "NCT09990001"),
        ("https://identifiers.org/clinicaltrials:NCT09990001", "NCT09990001"),
        ("https://bioregistry.io/ctri:CTRI%2F2015%2F05%2F999001", "CTRI/2015/05/999001"),
        ("https://www.isrctn.com/ISRCTN99990001", "ISRCTN99990001"),
        ("https://drks.de/search/en/trial/DRKS00099999", "DRKS00099999"),
        ("https://jrct.mhlw.go.jp/latest-detail/jRCTs099990001", "jRCTs099990001"),
        ("omon:99999", "NL-OMON99999"),
        ("repec:999-09", "PER-999-09"),
        ("https://bioregistry.io/ctis:2022-500000-00-00", "2022-500000-00-00"),
        ("omon:NCT09990001", ""),
        ("teatime:99999", ""),
        ("tea", ""),
    ],
)
def test_an_address_of_a_registry_gives_the_number(typed: str, number: str) -> None:
    assert trial(typed) == number


@pytest.mark.parametrize("typed", ["", "tea", "10.9999", "0000-0002-1825-0098", "9" * 400, "A 1"])
def test_other_words_are_no_identifier(typed: str) -> None:
    assert recognised(typed) is None


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("trial", "NCT09990001", "https://identifiers.org/clinicaltrials:NCT09990001"),
        ("trial", "JapicCTI-999001", None),
        ("pmid", "99000001", "https://identifiers.org/pubmed:99000001"),
        ("pmcid", "PMC9900001", "https://identifiers.org/pmc:PMC9900001"),
        ("doi", "10.9999/tea<1>", "https://doi.org/10.9999/tea%3C1%3E"),
        ("orcid", "0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
    ],
)
def test_an_identifier_has_the_address_that_others_use(
    kind: Kind, value: str, expected: str | None
) -> None:
    assert address(Identifier(kind, value)) == expected


@pytest.mark.parametrize(
    ("typed", "is_like_one"),
    [
        ("0000-0002-1825-0097", True),
        ("https://orcid.org/0000-0002-1825-0098", True),
        ("A. Reviewer", False),
        ("39854662", False),
    ],
)
def test_an_orcid_is_told_by_its_form(typed: str, *, is_like_one: bool) -> None:
    assert looks_like_orcid(typed) is is_like_one
