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
                "Investigator-assessed progression-free survival was the primary end point. Other, "
                "secondary end points were overall survival, the objective response, and safety."
            ),
            [
                ("PFS", "primary", "investigator"),
                ("OS", "secondary", None),
                ("ORR", "secondary", None),
                ("safety", "secondary", None),
            ],
        ),
        (
            (
                "The primary endpoint was disease-free survival by independent review; secondary "
                "endpoints were disease-free survival as assessed by the investigators, and "
                "overall survival."
            ),
            [
                ("DFS", "primary", "independent"),
                ("DFS", "secondary", "investigator"),
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
        "The primary end point was PFS. PFS is defined as the time from randomization to new "
        "growth (RECIST version 1.1) or death."
    )
    (found,) = end_points(viewed(TITLE + words), terms)
    assert found.criteria == "RECIST 1.1"
    assert found.time_origin == "randomisation"
    assert found.definition.startswith("the time from randomization")
    assert found.event_direction == "bad"


def test_clinical_progression_beside_the_criteria_is_told(viewed: View, terms: TermIndex) -> None:
    words = (
        "The primary end point was PFS. Secondary end points were OS and ORR. Scans were read "
        "by RECIST version 1.1. Clinical progression was defined as growth seen otherwise."
    )
    found = {each.name: each.criteria for each in end_points(viewed(TITLE + words), terms)}
    assert found["PFS"] == "RECIST 1.1 + clinical progression"
    assert (found["ORR"], found["OS"]) == ("RECIST 1.1", "")


def test_an_end_point_of_some_patients_says_of_whom(viewed: View, terms: TermIndex) -> None:
    words = "Secondary end points were DFS in patients with brain metastases, and ORR."
    found = end_points(viewed(TITLE + words), terms)
    assert [each.population for each in found] == [
        "subgroup: patients with brain metastases",
        "all",
    ]


@pytest.mark.parametrize(
    ("where", "populations"),
    [
        ("in all randomised patients and in a low-sleep subgroup", "low-sleep population"),
        ("in all patients assigned and in a low-sleep subgroup", "low-sleep population"),
        ("in every participant who was enrolled and in a low-sleep subset", "low-sleep population"),
        ("in the entire cohort and in women with low sleep", "women with low sleep"),
        (
            "in the intention-to-treat (ITT) and marker-high population MC1/2 or MD1/2 (any)",
            "MC1/2 or MD1/2 population",
        ),
        ("in the ITT population and in women with marker-high tumours", "women with marker-high"),
        ("in patients with high scores and in the overall population", "patients with high scores"),
        ("in the marker-high population and the ITT population", "marker-high population"),
        ("in the intention-to-treat population", ""),
        ("in the ITT population and in the evaluable population", ""),
        ("in the ITT population and in the per-protocol population", ""),
    ],
)
def test_a_primary_end_point_may_be_of_all_and_of_a_part(
    viewed: View, terms: TermIndex, where: str, populations: str
) -> None:
    found = end_points(viewed(f"{TITLE}Co-primary end points were OS {where}."), terms)
    own = [each for each in found if each.population != "all"]
    assert {each.name for each in found} == {"OS"}
    assert [populations in each.population for each in own] == [True] * bool(populations)
    assert len({each.span for each in found}) == len(found)
    assert len(found) == len(own) + 1


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
                "The primary end point in phase II was patient retention, and that of phase III "
                "overall survival."
            ),
            ["patient retention", "OS"],
        ),
        ("The primary end point was 3-year overall survival and safety.", ["OS", "safety"]),
        (
            "Secondary end points included the composite of stroke and falls.",
            ["composite of stroke and falls"],
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
            "The primary outcome was time to hearing loss.",
            [("time to hearing loss", "primary")],
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


@pytest.mark.parametrize(
    ("words", "assessor"),
    [
        ("The response rate was analyzed on independently assessed scans.", "independent"),
        ("Overall response was determined by the investigators.", "investigator"),
        ("Objective response was assessed by blinded independent central review.", "independent"),
        ("Objective response and survival were assessed by independent review.", None),
        (
            "Response rate was assessed by BICR. Response rate was judged by investigators.",
            None,
        ),
        ("The response rate by independent review is high.", None),
    ],
)
def test_the_methods_may_say_apart_who_assessed(
    viewed: View, terms: TermIndex, words: str, assessor: str | None
) -> None:
    declared = "Secondary end points included progression-free survival and response rate."
    found = end_points(viewed(f"{TITLE}{declared} {words}"), terms)
    assert [each.assessor for each in found if each.name == "ORR"] == [assessor]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Intracranial haemorrhage was the primary safety outcome.", ["Intracranial haemorrhage"]),
        ("The primary outcome of this substudy was the itch score.", ["itch score"]),
        ("The primary non-inferiority end point was the rate of falls.", ["falls"]),
        ("The primary end point for both cohorts was OS.", ["OS"]),
        ("The main outcome was overall survival.", ["OS"]),
        ("The principal end point was relapse-free survival.", ["RFS"]),
        ("The primary aim was to compare disease-free survival.", ["DFS"]),
        ("The primary endpoint, overall survival, was tested first.", ["OS"]),
        ("The study had a primary end point of event-free survival.", ["EFS"]),
        ("Progression-free survival (PFS), the primary end point, was reviewed.", ["PFS"]),
        ("We chose overall survival as the primary end point.", ["OS"]),
        ("Overall survival (primary end point) and pain were compared.", ["OS"]),
        ("Event-free survival (EFS) was the primary end point.", ["EFS"]),
        (
            "Safety and change in stool weight were the primary end points.",
            ["safety", "change in stool weight"],
        ),
        ("Safety and tolerability were the primary end points.", ["safety", "tolerability"]),
        ("The primary end point was kidney-specific survival.", ["kidney-specific survival"]),
        ("The primary end point was vomiting in patients receiving it.", ["vomiting"]),
        ("MAIN OUTCOME MEASURES: Overall survival at five years.", ["OS"]),
        ("MAIN OUTCOMES AND MEASURES: Our primary outcome was pain at rest.", ["pain at rest"]),
        (
            "MAIN OUTCOME MEASURE: Difference between groups in mean gait speed.",
            ["mean gait speed"],
        ),
        (
            (
                "The primary outcome was a composite of death from any cause, stroke, a new "
                "course of dialysis, loss of a limb, or a failing heart."
            ),
            [
                (
                    "composite of death from any cause, stroke, a new course of dialysis, loss "
                    "of a limb, or a failing heart"
                )
            ],
        ),
        ("The primary end point was relapse, and secondary end points included pain.", ["relapse"]),
        ("The primary outcome was not different between groups.", []),
        ("The primary end point of pain was 3 points in all.", []),
        ("The primary outcome was whether patients slept.", []),
        ("No primary end point was chosen.", []),
        ("We counted sneezes (primary end point) at noon.", []),
    ],
)
def test_the_primary_end_point_is_told_in_many_ways(
    words: str, wanted: list[str], viewed: View, terms: TermIndex
) -> None:
    found = end_points(viewed(TITLE + words), terms)
    assert [each.name for each in found if each.role == "primary"] == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "Primary and secondary end points were DFS and OS, respectively.",
            [("DFS", "primary"), ("OS", "secondary")],
        ),
        ("The primary and secondary objectives were to assess DFS and OS.", []),
    ],
)
def test_roles_given_in_order_are_shared_out(
    words: str, wanted: list[tuple[str, str]], viewed: View, terms: TermIndex
) -> None:
    found = end_points(viewed(TITLE + words), terms)
    assert [(each.name, each.role) for each in found if each.role] == wanted


def test_two_roles_in_one_sentence_part_its_end_points(viewed: View, terms: TermIndex) -> None:
    words = "The primary end point of the study was OS, and that of the sub-study was PFS."
    found = end_points(viewed(TITLE + words), terms)
    assert {each.name for each in found} == {"OS", "PFS"}
    assert {each.role for each in found} == {"primary"}


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("with higher scores indicating better sleep", "good"),
        ("with higher scores indicating worse sleep", "bad"),
        ("with lower scores indicating better sleep", "bad"),
    ],
)
def test_what_a_score_means_is_what_is_said_behind_it(
    said: str, wanted: str, viewed: View, terms: TermIndex
) -> None:
    words = f"The primary outcome was the Velotan Sleep Scale score, {said}."
    (found,) = end_points(viewed(TITLE + words), terms)
    assert found.event_direction == wanted
