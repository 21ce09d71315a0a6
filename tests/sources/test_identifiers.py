"""Every form in which people write an identifier is one identifier; other words are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialgraph.errors import UnknownIdentifier
from trialgraph.sources.identifiers import Identifier, identifier


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("NCT09990001", "NCT09990001"),
        (" nct09990001 ", "NCT09990001"),
        ("https://clinicaltrials.gov/study/NCT09990001", "NCT09990001"),
        ("https://clinicaltrials.gov/study/NCT09990001?tab=results#x", "NCT09990001"),
        ("https://www.clinicaltrials.gov/ct2/show/NCT09990001", "NCT09990001"),
        ("https://clinicaltrials.gov/ct2/show/results/NCT09990001", "NCT09990001"),
        ("99900001", "PMID:99900001"),
        ("PMID:99900001", "PMID:99900001"),
        ("pmid: 99900001", "PMID:99900001"),
        ("https://pubmed.ncbi.nlm.nih.gov/99900001/", "PMID:99900001"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/99900001", "PMID:99900001"),
        ("https://europepmc.org/article/MED/99900001", "PMID:99900001"),
        ("PMC9990001", "PMC9990001"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC9990001/", "PMC9990001"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC9990001/", "PMC9990001"),
        ("10.9999/Zelvo.1(2)", "doi:10.9999/zelvo.1(2)"),
        ("doi:10.9999/ZELVO", "doi:10.9999/zelvo"),
        ("https://doi.org/10.9999/zelvo", "doi:10.9999/zelvo"),
        ("http://dx.doi.org/10.9999/zelvo", "doi:10.9999/zelvo"),
    ],
)
def test_a_form_is_recognised(words: str, wanted: str) -> None:
    assert str(identifier(words)) == wanted


@pytest.mark.parametrize(
    "words",
    [
        "",
        "NCT0999",
        "NCT099900012",
        "zelvotinib",
        "0",
        "https://elsewhere.example/NCT09990001",
        "https://clinicaltrials.gov/",
        '10.9999/" OR DOI:"10.9999/x',
        "10.9999/a\\b",
        "NCT٠٩٩٩٠٠٠١",
        "../NCT09990001",
        "http://[",
    ],
)
def test_other_words_are_no_identifier(words: str) -> None:
    with pytest.raises(UnknownIdentifier, match=r"neither a file here nor an identifier|no source"):
        identifier(words)


@pytest.mark.parametrize("words", ["ISRCTN99999999", "0000-0002-1825-0097"])
def test_an_identifier_that_no_source_has_is_told_as_such(words: str) -> None:
    with pytest.raises(UnknownIdentifier, match="which no source here has"):
        identifier(words)


@given(
    st.one_of(
        st.from_regex(r"NCT[0-9]{8}", fullmatch=True).map(lambda n: Identifier("nct", n)),
        st.integers(1, 99_999_999).map(lambda n: Identifier("pmid", str(n))),
        st.integers(1, 99_999_999).map(lambda n: Identifier("pmcid", f"PMC{n}")),
    )
)
def test_an_identifier_is_read_back_as_it_is_shown(one: Identifier) -> None:
    assert identifier(str(one)) == one


@given(st.text(max_size=60))
def test_whatever_is_typed_what_is_sent_is_plain(words: str) -> None:
    try:
        number = identifier(words).number
    except UnknownIdentifier:
        return
    assert number.isascii()
    assert number.isprintable()
    assert not set(number) & set(' "\\<>')
