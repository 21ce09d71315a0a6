"""A trial has one number in a registry; a text that prints several makes no two trials one."""

import pytest
from tests.extract.made_up_documents import written

from trialgraph.documents.reader import read_document
from trialgraph.extract.own_numbers import own_numbers
from trialgraph.extract.read import read_trial_document
from trialgraph.extract.registration import registrations
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import SectionKind
from trialgraph.model.text import Span, Stated
from trialgraph.terms.index import TermIndex

ONE, OTHER, THIRD = "NCT09990001", "NCT09990002", "NCT09990003"
Part = tuple[SectionKind, str]


def own_of(*parts: Part, name: str = "") -> list[str]:
    view = ReadingView(written(*parts))
    called = Stated(name, name, Span(0, 1)) if name else None
    found = own_numbers(view, registrations(view), called)
    return [one.stated.value for one in found if one.is_own]


@pytest.mark.parametrize(
    ("words", "own"),
    [
        (f"This trial was registered at ClinicalTrials.gov as {ONE}.", [ONE]),
        (f"This trial was registered as {ONE} and {OTHER}.", [ONE, OTHER]),
        (f"The trials were registered at ClinicalTrials.gov as {ONE} and {OTHER}.", []),
        (f"The trials were registered (ClinicalTrials.gov {ONE};{OTHER};{THIRD}).", []),
        (f"Registered: {ONE}, {OTHER}, {THIRD}.", []),
        (f"It is on ClinicalTrials.gov ({ONE}). So are {OTHER}, and {THIRD}.", []),
        (f"Registration: {ONE}, 2014-005066-30, ISRCTN12345678.", [ONE, "ISRCTN12345678"]),
    ],
)
def test_a_list_of_numbers_is_no_trials(words: str, own: list[str]) -> None:
    assert own_of(("methods", words)) == own


def test_numbers_beside_names_are_those_names() -> None:
    words = f"The trials are registered at ClinicalTrials.gov (CUPPA: {ONE}, MUGGO: {OTHER})."
    assert own_of(("methods", words), name="MUGGO") == [OTHER]
    assert own_of(("methods", words), name="JUGS-2") == []
    assert own_of(("methods", words)) == []


def test_a_number_of_others_stays_that_of_others() -> None:
    view = ReadingView(written(("introduction", f"Milk did well ({ONE}; {OTHER}).")))
    assert [one.is_own for one in own_numbers(view, registrations(view), None)] == [False, False]


def test_a_number_in_passing_gives_way_to_the_registration() -> None:
    said = f"This trial was registered with ClinicalTrials.gov, {ONE}."
    passing = f"Samples came from earlier donors (ClinicalTrials.gov {OTHER})."
    assert own_of(("methods", said), ("methods", passing)) == [ONE]
    assert own_of(("methods", passing), ("methods", said)) == [ONE]


def test_the_number_of_the_abstract_goes_before_that_of_the_methods() -> None:
    abstract = f"Tea was tested. Trial registration: {ONE}."
    methods = f"Those who drank milk entered a trial registered as {OTHER}."
    assert own_of(("methods", methods), ("abstract", abstract)) == [ONE]


def test_a_number_outside_the_prose_is_a_registration() -> None:
    back = f"Trial registration: {ONE} and {OTHER}."
    view = ReadingView(written(("abstract", "Tea was tested."), ("back", back)))
    found = own_numbers(view, registrations(view), None)
    assert {one.offset for one in found if one.is_own} == {-1}
    assert len(found) == len((ONE, OTHER))


@pytest.mark.parametrize("parted", [";", "; ", ", ", " and "])
def test_the_number_before_a_number_is_no_name(parted: str, terms: TermIndex) -> None:
    listed = parted.join((ONE, OTHER, THIRD))
    text = (
        "Tea after lunch\n\nMethods: We pooled single patients of randomised trials of tea.\n\n"
        f"The trials were registered at ClinicalTrials.gov ({listed}) and fitted.\n"
    )
    reading = read_trial_document(read_document(text.encode()), terms)
    assert [one.acronym for one in reading.trials if one.registrations] == [None] * 3
    assert {one.role for one in reading.trials if one.registrations} == {"mentions"}
