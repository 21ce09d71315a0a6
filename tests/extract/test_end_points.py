"""End points: role, assessor, definition and patients of each."""

from collections.abc import Callable

import pytest

from trialgraph.extract.end_points import end_points
from trialgraph.extract.view import ReadingView
from trialgraph.terms.index import TermIndex

View = Callable[[str], ReadingView]
TITLE = "A randomised trial.\n\nMETHODS: "


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            (
                "The primary end point was investigator-assessed progression-free "
                "survival. Secondary "
                "end points included the objective response, overall survival, and safety."
            ),
            [
                ("PFS", "primary", "investigator"),
                ("ORR", "secondary", None),
                ("OS", "secondary", None),
                ("safety", "secondary", None),
            ],
        ),
        (
            (
                "The primary endpoint was progression-free survival by independent review; "
                "secondary "
                "endpoints were progression-free survival as assessed by the investigator, "
                "and overall "
                "survival."
            ),
            [
                ("PFS", "primary", "independent"),
                ("PFS", "secondary", "investigator"),
                ("OS", "secondary", None),
            ],
        ),
        (
            "Overall survival was a secondary end point.",
            [("OS", "secondary", None)],
        ),
        (
            "The primary end point was successful weaning, defined as a day without support.",
            [("successful weaning", "primary", None)],
        ),
    ],
)
def test_end_points_have_the_role_of_their_list(
    words: str, wanted: list[tuple[str, str, str | None]], viewed: View, terms: TermIndex
) -> None:
    found = end_points(viewed(TITLE + words), terms)
    assert [(each.name, each.role, each.assessor) for each in found] == wanted


def test_a_definition_gives_criteria_and_time_origin(viewed: View, terms: TermIndex) -> None:
    words = (
        "The primary end point was progression-free survival. Progression-free survival was "
        "defined as the time from randomization to progression (RECIST version 1.1) or death."
    )
    (found,) = end_points(viewed(TITLE + words), terms)
    assert found.criteria == "RECIST 1.1"
    assert found.time_origin == "randomisation"
    assert found.definition.startswith("the time from randomization")
    assert found.event_direction == "bad"


def test_an_end_point_of_some_patients_says_of_whom(viewed: View, terms: TermIndex) -> None:
    words = "Secondary end points were PFS in patients with brain metastases, and ORR."
    found = end_points(viewed(TITLE + words), terms)
    assert [each.population for each in found] == [
        "subgroup: patients with brain metastases",
        "all",
    ]


def test_words_on_a_result_declare_nothing(viewed: View, terms: TermIndex) -> None:
    words = "The primary end point was not met. No secondary end point, including PFS, improved."
    assert end_points(viewed(TITLE + words), terms) == ()


def test_an_abstract_that_declares_none_shows_what_it_reports(
    viewed: View, terms: TermIndex
) -> None:
    view = viewed(
        "A report.\n\nHere we report overall survival. Median PFS by independent review was the "
        "same in both groups."
    )
    found = end_points(view, terms)
    assert [(each.name, each.role, each.assessor) for each in found] == [
        ("OS", None, None),
        ("PFS", None, "independent"),
    ]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (
            (
                "The primary end point of phase II was treatment completion, and that of "
                "phase III was "
                "overall survival."
            ),
            ["treatment completion", "OS"],
        ),
        ("The primary end point was 3-year overall survival and safety.", ["OS", "safety"]),
        (
            "Secondary end points included a composite of death and hospitalization.",
            ["composite of death and hospitalization"],
        ),
        ("The primary endpoint was TTZ, defined as time to zeal.", ["TTZ"]),
        ("Exploratory end points were bleeding at 30 days, and x.", ["bleeding at 30 days"]),
        ("The primary end point was duration of bleeding.", ["duration of bleeding"]),
        ("The primary end point was that patients were seen and were well.", []),
        (
            "Secondary end points were local recurrence, and intracranial response rate.",
            ["local recurrence", "intracranial response rate"],
        ),
    ],
)
def test_names_outside_the_tables_stay_as_printed(
    words: str, names: list[str], viewed: View, terms: TermIndex
) -> None:
    assert [each.name for each in end_points(viewed(TITLE + words), terms)] == names


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("The trial was designed to compare overall survival of two drugs.", [("OS", "primary")]),
        (
            "We were powered to detect a change in pain or progression-free survival.",
            [("PFS", "primary")],
        ),
        ("MAIN OUTCOMES AND MEASURES: Overall survival at 2 years.", [("OS", "primary")]),
        ("The trial was designed to compare nausea of any sort.", []),
        ("The trial was designed to compare tolerability and cost.", []),
        ("The trial was designed to compare two ways of teaching.", []),
        (
            "The primary outcome was time to adherence failure.",
            [("time to adherence failure", "primary")],
        ),
        (
            "The primary outcome was joint pain, where pain was scored daily.",
            [("joint pain", "primary")],
        ),
    ],
)
def test_a_trial_is_designed_for_its_primary_end_point(
    viewed: View, terms: TermIndex, words: str, wanted: list[tuple[str, str]]
) -> None:
    found = end_points(viewed(TITLE + words), terms)
    assert [(point.name, point.role) for point in found] == wanted


@pytest.mark.parametrize(
    "words", ["by central review", "secondary end points", "the college guidelines"]
)
def test_words_that_name_no_outcome_are_no_end_point(
    viewed: View, terms: TermIndex, words: str
) -> None:
    text = f"{TITLE}The primary end points were overall survival, and {words}."
    assert [point.name for point in end_points(viewed(text), terms)] == ["OS"]
