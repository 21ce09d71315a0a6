"""What the patients of a trial had been given before it."""

import pytest
from tests.extract.made_up_documents import written

from trialgraph.extract.prior_therapy import prior_therapy
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import SectionKind
from trialgraph.rdf.vocabulary import load_terms


def told(*parts: tuple[SectionKind, str]) -> tuple[str, str] | None:
    said = prior_therapy(ReadingView(written(*parts)), load_terms())
    return (said.value, said.printed) if said else None


@pytest.mark.parametrize(
    ("words", "outcome", "printed"),
    [
        (
            "We enrolled patients with thirst who had not progressed after six cycles of tea.",
            "not-progressed",
            "had not progressed after six cycles of tea",
        ),
        (
            "Eligible men with no evidence of progression after chemotherapy were given tea.",
            "not-progressed",
            "with no evidence of progression after chemotherapy",
        ),
        (
            "Patients with disease progression on trastuzumab and with lesions were randomised.",
            "progressed",
            "disease progression on trastuzumab",
        ),
        (
            "We recruited adults whose tumours had progressed during docetaxel, aged 18 or older.",
            "progressed",
            "had progressed during docetaxel",
        ),
        (
            "Women who had received two lines of chemotherapy were assigned to tea.",
            "received",
            "had received two lines of chemotherapy",
        ),
        (
            "Patients previously treated with docetaxel were randomised.",
            "received",
            "previously treated with docetaxel",
        ),
    ],
)
def test_what_went_before_is_told_with_what_became_of_it(
    words: str, outcome: str, printed: str
) -> None:
    assert told(("methods", words)) == (outcome, printed)


@pytest.mark.parametrize(
    "words",
    [
        "We enrolled patients who had received no chemotherapy.",
        "Patients were randomised to tea or cocoa until disease progression after chemotherapy.",
        "Patients who had received chemotherapy were excluded; others were enrolled.",
        "Enrolled patients could have received one line of chemotherapy before.",
        "We enrolled adults in the absence of disease progression after chemotherapy.",
        "We enrolled patients whose disease had not yet progressed after chemotherapy.",
        "We enrolled nurses who had completed all courses.",
        "In the subgroup who had received chemotherapy, random numbers were drawn.",
        "The disease had progressed after chemotherapy.",
    ],
)
def test_what_some_or_none_had_is_not_what_all_had(words: str) -> None:
    assert told(("methods", words)) is None


def test_the_title_comes_first_and_ends_with_its_line() -> None:
    title = "Tea in thirst that has progressed after cocoa therapy"
    names: tuple[SectionKind, str] = ("front", "A. Author, B. Author")
    methods = "Patients previously treated with docetaxel were randomised."
    assert told(("title", title), names, ("methods", methods)) == (
        "progressed",
        "has progressed after cocoa therapy",
    )
