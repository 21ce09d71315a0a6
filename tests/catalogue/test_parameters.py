"""What a person types becomes a term, or one clear line; never a piece of the query."""

from collections.abc import Callable

import pytest

from trialgraph.catalogue.answer import Answer
from trialgraph.catalogue.ask import query_text
from trialgraph.errors import BadParameter, EvidenceError, UnknownName, UnknownQuestion
from trialgraph.store import Reader
from trialgraph.terms.index import TermIndex

Asked = Callable[..., Answer]
OS = "os-benefit-from-adding"


@pytest.mark.parametrize(
    "name", ["pertuzumab", "Pertuzumab", "PERTUZUMAB", "Perjeta", "drug:pertuzumab", " perjeta "]
)
def test_a_drug_is_known_by_all_its_names(asked: Asked, name: str) -> None:
    assert len(asked(OS, drug=name).rows) == 5


def test_an_end_point_is_known_by_its_short_and_long_name(asked: Asked) -> None:
    short = asked("effects", endpoint="OS").rows
    assert short == asked("effects", endpoint="overall survival").rows
    assert len(short) == 3


@pytest.mark.parametrize(
    "name",
    [
        "ALPHA",
        "alpha",
        "NCT00000001",
        "nct00000001",
        "https://clinicaltrials.gov/study/NCT00000001",
        "https://w3id.org/trialgraph/id/trial/NCT00000001",
        "trial:NCT00000001",
    ],
)
def test_a_trial_is_known_by_acronym_number_and_address(asked: Asked, name: str) -> None:
    assert {row.cells["label"] for row in asked("effects", trial=name).rows} == {"ALPHA"}


def test_an_unknown_drug_is_answered_with_the_nearest(asked: Asked) -> None:
    with pytest.raises(UnknownName, match=r"nearest: .*pertuzumab"):
        asked(OS, drug="pertuzumabb")


def test_an_unknown_trial_is_answered_with_the_nearest(asked: Asked) -> None:
    with pytest.raises(UnknownName, match="nearest: ALPHA"):
        asked("effects", trial="ALPHAA")


def test_a_name_like_no_other_is_answered_with_examples(asked: Asked) -> None:
    with pytest.raises(UnknownName, match=r"known: .*, \.\.\."):
        asked(OS, drug="0")


def test_a_missing_parameter_is_named(asked: Asked) -> None:
    with pytest.raises(BadParameter, match="add drug=VALUE"):
        asked(OS)


def test_a_parameter_that_the_question_lacks_is_named(asked: Asked) -> None:
    with pytest.raises(BadParameter, match=r"'dose'.*drug=\.\.\."):
        asked(OS, drug="pertuzumab", dose="420")


def test_a_question_without_parameters_takes_none(asked: Asked) -> None:
    with pytest.raises(BadParameter, match="takes: none"):
        asked("errata", trial="ALPHA")


@pytest.mark.parametrize("day", ["soon", "2023", "2023-13-01"])
def test_a_day_is_a_day(asked: Asked, day: str) -> None:
    with pytest.raises(BadParameter, match="such as 2023-01-01"):
        asked("known-on-date", trial="ALPHA", date=day)


def test_an_unknown_question_is_answered_with_the_nearest(asked: Asked) -> None:
    with pytest.raises(UnknownQuestion, match="nearest: os-benefit-from-adding"):
        asked("os-benefit")


@pytest.mark.parametrize("name", ["../pages/x", "", "OS", "a/b", "os-benefit-from-adding.rq"])
def test_a_question_is_no_path(asked: Asked, name: str) -> None:
    with pytest.raises(UnknownQuestion):
        asked(name)


HOSTILE = [
    '"} DROP ALL #',
    "drug:pertuzumab } UNION { ?s ?p ?o",
    "https://w3id.org/trialgraph/id/drug/x> } { ?s ?p ?o } #",
    "\\u007D SERVICE <http://example.org/> { }",
    "pertuzumab\n} ?s ?p ?o {",
    "'; --",
    "\x00",
    "x" * 100_000,
    "",
    "   ",
]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize(("name", "key"), [(OS, "drug"), ("effects", "trial")])
def test_a_hostile_value_is_refused_and_never_part_of_a_query(
    asked: Asked, name: str, key: str, words: str
) -> None:
    with pytest.raises(EvidenceError) as caught:
        asked(name, **{key: words})
    assert isinstance(caught.value, UnknownName | BadParameter)
    assert len(str(caught.value)) < 1_000


def test_an_optional_parameter_that_is_not_given_is_undefined(
    reader: Reader, terms: TermIndex
) -> None:
    assert "VALUES ?trial { UNDEF }" in query_text(reader, "effects", {}, terms)
    bound = query_text(reader, "effects", {"trial": "BETA"}, terms)
    assert "VALUES ?trial { <https://w3id.org/trialgraph/id/trial/NCT00000002> }" in bound
