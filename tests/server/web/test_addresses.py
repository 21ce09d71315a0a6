"""A thing has one page and one address in the API, and both lead back to it."""

import pytest

from trialgraph import names
from trialgraph.names import Iri
from trialgraph.server.addresses import (
    anchor_of,
    api_of,
    effects_page,
    iri_of,
    local_of,
    page_of,
    question_page,
)

TRIAL = names.trial("NCT02514681")
RESULT = Iri(f"{TRIAL}/result/OS/HR/final/0-73")
ODD = names.document("10.1/x y")


@pytest.mark.parametrize(
    ("iri", "page", "api"),
    [
        (TRIAL, "/trials/NCT02514681", "/api/v1/trials/NCT02514681"),
        (
            RESULT,
            "/effects/trial/NCT02514681/result/OS/HR/final/0-73",
            "/api/v1/effects/trial/NCT02514681/result/OS/HR/final/0-73",
        ),
        (ODD, "/documents/10.1%2Fx%20y", "/api/v1/documents/10.1%2Fx%20y"),
        (
            names.concept("drug", "pertuzumab"),
            "/interventions/pertuzumab",
            "/api/v1/interventions/pertuzumab",
        ),
        (names.concept("condition", "C1"), "/conditions/C1", "/api/v1/conditions/C1"),
        (names.concept("end-point", "OS"), "/endpoints/OS", "/api/v1/endpoints/OS"),
    ],
)
def test_a_thing_has_a_page_and_an_address_that_lead_back(iri: str, page: str, api: str) -> None:
    assert (page_of(iri), api_of(iri)) == (page, api)
    assert iri_of(page) == iri_of(api) == iri
    assert iri_of(str(local_of(iri))) == iri


def test_a_part_is_a_place_on_the_page_of_the_whole() -> None:
    fact = names.fact("d", "estimate", (5, 9))
    assert page_of(fact) == "/documents/d#estimate-5-9"
    assert anchor_of(fact) == "estimate-5-9"
    assert api_of(fact) == "/api/v1/documents/d"
    assert api_of(names.part(TRIAL, "arm", "A")) == "/api/v1/trials/NCT02514681/arms"
    assert anchor_of(RESULT) == ""
    grading = names.part(RESULT, "verdict", "grading")
    assert page_of(grading) == f"{page_of(RESULT)}#verdict-grading"
    assert api_of(grading) == api_of(RESULT)


@pytest.mark.parametrize(
    "iri",
    ["https://example.org/x", f"{names.ID}event/E1", f"{names.ID}trial/", names.term("Trial")],
)
def test_what_has_no_page_has_none(iri: str) -> None:
    assert page_of(iri) is None
    assert api_of(iri) is None
    assert anchor_of(iri) == ""


@pytest.mark.parametrize("path", ["/", "/trials", "/trials/", "/about/us", "/api/v1/questions"])
def test_a_path_that_names_no_one_thing_leads_to_none(path: str) -> None:
    assert iri_of(path) is None


def test_needless_encoding_does_not_matter() -> None:
    assert iri_of("/trials/NCT%302514681") == TRIAL


def test_words_are_encoded_in_the_address_of_a_question() -> None:
    assert question_page("effects", drug="a&b") == "/questions/effects?drug=a%26b"
    assert effects_page() == "/effects"
    assert effects_page(adds="T-DM1 <x>") == "/effects?adds=T-DM1+%3Cx%3E"


def test_others_things_are_not_answered_for() -> None:
    assert local_of("https://example.org/x") is None
