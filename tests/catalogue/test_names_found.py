"""Whatever the store or the tables call something, that thing is found by it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialgraph import names
from trialgraph.catalogue.names_found import Found, find_names, suggest
from trialgraph.catalogue.schemes import SCHEMES
from trialgraph.catalogue.spelt import keys_of
from trialgraph.errors import BadParameter, EvidenceError
from trialgraph.rdf.term import plain
from trialgraph.store import Reader
from trialgraph.terms.index import TermIndex

TRIAL = f"{names.ID}trial/NCT02514681"
DRUG = f"{names.ID}drug/pertuzumab"
_CALLED = f"""PREFIX : <{names.ONTOLOGY}> PREFIX rdfs: <{names.PREFIXES["rdfs"]}>
PREFIX dcterms: <{names.PREFIXES["dcterms"]}>
SELECT ?thing ?name {{ {{ ?thing a :Trial ;
    rdfs:label|:registration|:organisationStudyId|:title ?name }} UNION
  {{ ?thing a :Document ; :statedTitle|:statedPmid|:statedPmcid|:statedDoi ?name }} UNION
  {{ ?work a :Publication ; :document ?thing ; dcterms:identifier ?name }} }}"""


def look(reader: Reader, terms: TermIndex, q: str, *types: str) -> Found:
    return find_names(reader, terms, q, types, 200)


def exact(reader: Reader, terms: TermIndex, q: str) -> set[str]:
    """Return the IRIs of what has just this name."""
    return {one.iri for one in look(reader, terms, q).exact}


def test_every_name_in_the_store_is_found_exactly(example_reader: Reader, terms: TermIndex) -> None:
    called = [(plain(row["thing"]), plain(row["name"])) for row in example_reader.select(_CALLED)]
    assert len(called) > 20
    lost = [
        (thing, name)
        for thing, name in called
        if thing not in exact(example_reader, terms, name[:200]) and name == name[:200]
    ]
    assert lost == []


def test_every_iri_of_a_trial_and_a_document_is_found(
    example_reader: Reader, terms: TermIndex
) -> None:
    query = (
        f"PREFIX : <{names.ONTOLOGY}> SELECT DISTINCT ?thing "
        "{ VALUES ?kind { :Trial :Document } ?thing a ?kind }"
    )
    things = [plain(row["thing"]) for row in example_reader.select(query)]
    assert things
    for iri in things:
        found = look(example_reader, terms, iri)
        assert found.only is not None
        assert found.only.iri == iri


def test_every_name_in_the_tables_is_found_exactly(
    example_reader: Reader, terms: TermIndex
) -> None:
    lost = [
        (one.notation, name)
        for one in terms
        if one.scheme in SCHEMES
        for name in {*one.names, one.notation}
        if names.concept(one.scheme, one.notation) not in exact(example_reader, terms, name)
    ]
    assert lost == []


@pytest.mark.parametrize(
    "words",
    [
        "NCT02514681",
        "nct 02514681",
        "https://clinicaltrials.gov/study/NCT02514681",
        "https://classic.clinicaltrials.gov/ct2/show/NCT02514681?rank=1",
        "clinicaltrials:NCT02514681",
        "trial:NCT02514681",
        TRIAL,
        f"{names.ID}trial/nct02514681",
        "/id/trial/NCT02514681",
        "http://localhost:8000/id/trial/NCT02514681",
        "https://example.org/graph/id/trial/NCT02514681",
        "PRECIOUS",
        "precious",
    ],
)
def test_a_trial_is_found_in_any_form(example_reader: Reader, terms: TermIndex, words: str) -> None:
    found = look(example_reader, terms, words, "trial")
    assert found.only is not None
    assert (found.only.iri, found.only.trials) == (TRIAL, 1)
    assert found.only.effects > 0


@pytest.mark.parametrize(
    "words",
    [
        "Perjeta",
        "PERJETA",
        "drug:pertuzumab",
        DRUG,
        "RO4368451",
        "rhuMAb-2C4",
        "C38692",
        "NCIT:C38692",
        "http://purl.obolibrary.org/obo/NCIT_C38692",
    ],
)
def test_a_drug_is_found_by_brand_and_code(
    example_reader: Reader, terms: TermIndex, words: str
) -> None:
    only = look(example_reader, terms, words, "intervention").only
    assert only is not None
    assert (only.iri, only.label) == (DRUG, "pertuzumab")


@pytest.mark.parametrize(
    "words",
    [
        "22149875",
        "PMID: 22149875",
        "https://pubmed.ncbi.nlm.nih.gov/22149875/",
        "doi:10.1056/NEJMoa1113216",
        "https://doi.org/10.1056/nejmoa1113216",
    ],
)
def test_a_document_is_found_by_its_numbers(
    example_reader: Reader, terms: TermIndex, words: str
) -> None:
    found = look(example_reader, terms, words)
    assert [one.type for one in found.exact] == ["document"]


def test_better_fits_come_first(example_reader: Reader, terms: TermIndex) -> None:
    found = look(example_reader, terms, "OS", "endpoint")
    assert found.matches[0].iri == f"{names.ID}end-point/OS"
    order = [one.is_exact for one in found.matches]
    assert order == sorted(order, reverse=True)


def test_what_the_store_holds_nothing_of_is_told_with_no_effects(
    example_reader: Reader, terms: TermIndex
) -> None:
    only = look(example_reader, terms, "lisinopril").only
    assert only is not None
    assert (only.type, only.effects, only.trials) == ("drug", 0, 0)


def test_a_misspelled_name_gives_the_nearest(example_reader: Reader, terms: TermIndex) -> None:
    found = look(example_reader, terms, "pertuzumb")
    assert found.nearest[0] == "pertuzumab"
    assert found.matches[0].iri == DRUG
    assert found.only is None
    nothing = look(example_reader, terms, "qqqqqqqqqq")
    assert (nothing.matches, nothing.nearest) == ((), ())
    assert nothing.searched.documents == 5


def test_the_index_is_of_the_version_that_is_read(example_reader: Reader, terms: TermIndex) -> None:
    assert look(example_reader, terms, "OS").is_current


@pytest.mark.parametrize(
    ("typed", "kind", "label"),
    [
        ("pert", "drug", "pertuzumab"),
        ("perj", "", "pertuzumab"),
        ("overall s", "endpoint", "overall survival"),
        ("surv", "end-point", "progression-free survival"),
        ("her2-pos", "condition", "HER2-positive breast cancer"),
        ("nct025", "trial", "PRECIOUS"),
        ("tdm", "drug", "trastuzumab emtansine"),
    ],
)
def test_what_is_begun_is_completed(
    example_reader: Reader, terms: TermIndex, typed: str, kind: str, label: str
) -> None:
    assert label in [one.label for one in suggest(example_reader, terms, typed, kind)]


def test_completions_are_bounded(example_reader: Reader, terms: TermIndex) -> None:
    assert len(suggest(example_reader, terms, "a", limit=3)) == 3


@pytest.mark.parametrize("q", ["", "  ", "x" * 201, "a\x00b", "a\nb"])
def test_words_have_bounds(example_reader: Reader, terms: TermIndex, q: str) -> None:
    with pytest.raises(BadParameter, match="200"):
        look(example_reader, terms, q)


def test_types_and_limits_have_bounds(example_reader: Reader, terms: TermIndex) -> None:
    with pytest.raises(BadParameter, match="wanted one of trial"):
        look(example_reader, terms, "OS", "colour")
    with pytest.raises(BadParameter, match="limit=0"):
        find_names(example_reader, terms, "OS", limit=0)


HOSTILE = st.one_of(
    st.text(min_size=1, max_size=200),
    st.lists(
        st.sampled_from(['"', "'", "*", "(", ")", "NEAR", "OR", "AND", "NOT", ":", "plain", "^"])
        | st.sampled_from(
            ["per", "os", "%", "_", ";", "--", "{", "}", "+", "\\", "id/", "https://"]
        ),
        min_size=1,
        max_size=12,
    ).map(" ".join),
)


@given(q=HOSTILE)
@settings(deadline=None, max_examples=200)
def test_nothing_that_is_typed_is_syntax(example_reader: Reader, terms: TermIndex, q: str) -> None:
    try:
        found = look(example_reader, terms, q)
        suggest(example_reader, terms, q, "drug")
    except EvidenceError as error:
        assert isinstance(error, BadParameter)  # noqa: PT017 - most words are no error
        return
    keys = set(keys_of(q))
    for one in found.exact:
        assert keys & set(keys_of(one.matched_name)) or one.iri in q
