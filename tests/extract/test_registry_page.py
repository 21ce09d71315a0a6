"""A registry page gives one trial; what the page has no field for is left out."""

from pathlib import Path
from types import MappingProxyType

import pytest

from trialgraph.documents.reader import read_document
from trialgraph.extract.registry_page import read_registry_trial
from trialgraph.model.document import Document
from trialgraph.model.text import Stated
from trialgraph.model.trial import Arm, Trial
from trialgraph.terms.index import Concept, TermIndex

TERMS = TermIndex(
    [
        Concept("drug", "tea", "tea", ("Green tea",)),
        Concept("drug", "cocoa", "cocoa"),
        Concept("condition", "thirst", "thirst", ("Advanced Thirst",)),
        Concept("biomarker", "DRY1", "dryness factor 1", ("DRY1",)),
        Concept(
            "end-point",
            "TTD",
            "time to drink",
            attributes=MappingProxyType({"kind": "time-to-event"}),
        ),
    ]
)

HEAD = """A Phase III Trial of Tea in Thirst

NCT ID: NCT00000001

Last Updated: 2024-11-03

Study Results

Results pending

Nothing was shown yet.

Basic Information

Get a snapshot of the trial.

Recruitment Status

COMPLETED

Clinical Phase

PHASE2/PHASE3

Total Enrollment

1,226 participants

Study Start Date

2016-02-01

Study Completion Date

2021-05

Conditions

See the conditions.

DRY1-positive Advanced Thirst

DRY1+ drinkers

Study Design

Understand the design.

Allocation Method

RANDOMIZED

Blinding Strategy

NONE

Study Groups

See each arm.

"""

GROUPS = """Water and warm drink

Water with one warm drink chosen from the following; Coffee, hot-milk or Cocoa. Given daily.

Group Type ACTIVE_COMPARATOR

Water

Intervention Type OTHER

Coffee

Intervention Type DRUG

Hot-milk

Intervention Type DIETARY_SUPPLEMENT

Cocoa

Intervention Type DRUG

Tea and water

Group Type EXPERIMENTAL

Green tea

A cup of tea.

Intervention Type DRUG

Water

Intervention Type OTHER

"""

REST = r"""Interventions

Learn about them.

Water

Intervention Type OTHER

Eligibility Criteria

Check the requirements.

Inclusion Criteria

1. Thirst \> 2 hours
2. ECOG performance status of 0,1 or 2.

Key Exclusion Criteria:

1. Any of these drinks:

* Wine \[red\]
2. Known hypersensitivity to cocoa

\*A note on cocoa.
Minimum Eligible Age

25 Years

Eligible Sex

FEMALE

Sponsors

Meet the organizations.

Kettle Company

INDUSTRY

Sponsor Role collaborator

Tea Group

OTHER

Sponsor Role lead

Locations

Explore where.

Tea School

Kumamoto, Japan

Site Status

Cup Clinic

Austin, Texas, United States

Countries

Review the countries.

Japan United States

References

Other Identifiers

Review additional numbers.

TEA-K31

Identifier Type: -

Identifier Source: org_study_id

2012-001201-38

Identifier Type: EUDRACT_NUMBER

Identifier Source: secondary_id
"""

PAGE = HEAD + GROUPS + REST


def read(text: str = PAGE) -> tuple[Document, Trial]:
    document = read_document(text.encode())
    return document, read_registry_trial(document, TERMS)


def value(stated: Stated | None) -> str | None:
    return stated.value if stated else None


def names(arm: Arm) -> list[tuple[str, int | None]]:
    return [(component.name, component.choice_group) for component in arm.interventions]


def test_the_head_of_the_page() -> None:
    _, trial = read()
    assert trial.role == "registers"
    assert value(trial.title) == "A Phase III Trial of Tea in Thirst"
    assert value(trial.phase) == "2/3"
    assert value(trial.status) == "COMPLETED"
    assert value(trial.allocation) == "randomised"
    assert value(trial.masking) == "open-label"
    assert value(trial.results_posted) == "not posted"
    assert trial.dates.start is not None
    assert trial.dates.start.iso == "2016-02-01"
    assert trial.dates.completion is not None
    assert trial.dates.completion.iso == "2021-05"


def test_enrolment_is_not_the_number_randomised() -> None:
    document, trial = read()
    assert trial.enrolment is not None
    assert trial.enrolment.value == 1226
    assert trial.n_randomised is None
    assert document.words(trial.enrolment.span) == "1,226"


def test_numbers_of_registries_and_of_sponsors_are_kept_apart() -> None:
    _, trial = read()
    assert [one.value for one in trial.registrations] == ["NCT00000001", "2012-001201-38"]
    assert [one.value for one in trial.organisation_ids] == ["TEA-K31"]


def test_arms_have_roles_and_regimens() -> None:
    _, trial = read()
    control, tea = trial.arms
    assert (control.label, control.role) == ("Water and warm drink", "control")
    assert (tea.label, tea.role) == ("Tea and water", "experimental")
    assert names(tea) == [("tea", None), ("Water", None)]
    assert [component.concept for component in tea.interventions] == ["tea", None]
    assert [component.role for component in control.interventions] == [
        "other",
        "drug",
        "dietary supplement",
        "drug",
    ]


def test_alternatives_of_which_one_is_chosen_are_one_group() -> None:
    _, trial = read()
    assert names(trial.arms[0]) == [("Water", None), ("Coffee", 1), ("Hot-milk", 1), ("cocoa", 1)]


def test_a_choice_of_one_drug_is_no_choice() -> None:
    _, trial = read(PAGE.replace("; Coffee, hot-milk or Cocoa", " the Cocoa cupboard"))
    assert {component.choice_group for component in trial.arms[0].interventions} == {None}


def test_what_is_given_with_the_choice_is_not_chosen() -> None:
    words = "; Coffee or hot-milk plus Cocoa"
    _, trial = read(PAGE.replace("; Coffee, hot-milk or Cocoa", words))
    assert [group for _, group in names(trial.arms[0])] == [None, 1, 1, None]


def test_every_name_stands_where_its_arm_names_it() -> None:
    document, trial = read()
    for arm in trial.arms:
        (passage,) = arm.passages
        assert document.words(arm.span) == arm.label
        assert all(passage.holds(component.span) for component in arm.interventions)


def test_drugs_of_the_criteria_are_no_interventions() -> None:
    _, trial = read(PAGE.replace("hypersensitivity to cocoa", "hypersensitivity to wine"))
    found = {component.name for arm in trial.arms for component in arm.interventions}
    assert "wine" not in {name.lower() for name in found}


def test_comparisons_are_differences_of_regimens() -> None:
    _, trial = read()
    (comparison,) = trial.comparisons
    assert (comparison.experimental, comparison.comparator) == (
        "Tea and water",
        "Water and warm drink",
    )
    assert comparison.added == ("tea",)
    assert comparison.removed == ("Coffee", "Hot-milk", "cocoa")


PLACEBO = """Tea

Group Type EXPERIMENTAL

Green tea

Intervention Type DRUG

Dummy

Group Type PLACEBO_COMPARATOR

Placebo tea

Intervention Type DRUG

Nothing

Group Type NO_INTERVENTION

"""


def test_a_placebo_is_neither_added_nor_removed() -> None:
    _, trial = read(HEAD + PLACEBO + REST)
    assert value(trial.placebo_controlled) == "true"
    assert [(one.comparator, one.added, one.removed) for one in trial.comparisons] == [
        ("Dummy", ("tea",), ()),
        ("Nothing", ("tea",), ()),
    ]


def test_an_intervention_may_be_described_below_its_type() -> None:
    groups = GROUPS.replace(
        "Cocoa\n\nIntervention Type DRUG", "Cocoa\n\nIntervention Type DRUG\n\nA cup a day."
    )
    rest = REST.replace(
        "Water\n\nInter", "Cocoa\n\nIntervention Type DRUG\n\nA cup a day.\n\nInter"
    )
    _, trial = read(HEAD + groups + rest)
    assert [arm.label for arm in trial.arms] == ["Water and warm drink", "Tea and water"]


def test_a_type_without_a_name_is_left_out() -> None:
    groups = GROUPS.replace("Green tea\n\nA cup of tea.\n\n", "").replace(
        "Water and warm drink\n\nWater with", "Water with"
    )
    _, trial = read(HEAD + "Group Type OTHER\n\n" + groups + REST)
    assert [(arm.role, names(arm)) for arm in trial.arms][-1] == (
        "experimental",
        [("Water", None)],
    )


def test_criteria_are_given_one_by_one_without_escapes() -> None:
    document, trial = read()
    assert [(one.type, one.text) for one in trial.eligibility] == [
        ("inclusion", "Thirst > 2 hours"),
        ("inclusion", "ECOG performance status of 0,1 or 2."),
        ("exclusion", "Any of these drinks:"),
        ("exclusion", "Wine [red]"),
        ("exclusion", "Known hypersensitivity to cocoa"),
        ("exclusion", "*A note on cocoa."),
    ]
    assert document.words(trial.eligibility[3].span) == r"Wine \[red\]"


def test_the_population() -> None:
    _, trial = read()
    population = trial.population
    assert value(population.condition) == "thirst"
    assert value(population.sex) == "female"
    assert population.age_min is not None
    assert population.age_min.printed == "25"
    assert [(one.marker, one.status) for one in population.biomarkers] == [("DRY1", "positive")]
    assert population.ecog == (0, 1, 2)


@pytest.mark.parametrize(
    ("printed", "grades"),
    [
        ("ECOG performance status 0-2", (0, 1, 2)),
        ("ECOG PS ≤ 1", (0, 1)),
        ("ECOG 0 or 2", (0, 2)),
        ("Thirst of any grade", ()),
    ],
)
def test_performance_status(printed: str, grades: tuple[int, ...]) -> None:
    _, trial = read(PAGE.replace("ECOG performance status of 0,1 or 2.", printed))
    assert trial.population.ecog == grades


def test_a_signed_marker_and_an_unknown_one() -> None:
    _, trial = read(PAGE.replace("DRY1-positive Advanced", "WET9-negative"))
    assert [(one.marker, one.status) for one in trial.population.biomarkers] == [
        ("DRY1", "positive")
    ]
    assert value(trial.population.condition) == "thirst"


def test_sponsors_have_role_and_class() -> None:
    _, trial = read()
    assert [(one.name, one.role, one.sponsor_class) for one in trial.sponsors] == [
        ("Kettle Company", "collaborator", "INDUSTRY"),
        ("Tea Group", "lead", "OTHER"),
    ]


def test_countries_in_one_line_are_parted_by_the_addresses() -> None:
    document, trial = read()
    assert [one.value for one in trial.countries] == ["Japan", "United States"]
    assert [document.words(one.span) for one in trial.countries] == ["Japan", "United States"]
    _, trial = read(PAGE.replace("Japan United States", "Japan\n\nAtlantis"))
    assert [one.value for one in trial.countries] == ["Japan", "Atlantis"]


def test_outcomes_are_read_where_the_page_has_them() -> None:
    assert read()[1].end_points == ()
    outcomes = (
        "Primary Outcomes\n\nExplore them.\n\nTime to drink (TTD)\n\nFrom thirst to drink.\n\n"
        "Time Frame: 2 years\n\nSecondary Outcomes\n\nCups emptied\n\nJoy\n\n"
    )
    _, trial = read(HEAD + GROUPS + outcomes + REST)
    assert [(one.name, one.role, one.definition) for one in trial.end_points] == [
        ("TTD", "primary", "From thirst to drink."),
        ("Cups emptied", "secondary", ""),
        ("Joy", "secondary", ""),
    ]


def test_a_bare_page_gives_what_it_has() -> None:
    lines = ["NCT ID: NCT00000001", "Last Updated: 2024-11-03", "Basic Information", "Get it."]
    rest = ["Clinical Phase", "NA", "Total Enrollment", "unknown", "Study Design", "See."]
    ends = ["Blinding Strategy", "SECRET", "Eligibility Criteria", "Check.", "Adults", "Sponsors"]
    sponsors = ["Meet them.", "Sponsor Role lead", "Minimum Eligible Age", "Other Identifiers"]
    _, trial = read("\n\n".join([*lines, *rest, *ends, *sponsors, "See.", "X1"]))
    assert (trial.phase, trial.masking, trial.enrolment, trial.sponsors) == (None, None, None, ())
    assert (trial.eligibility, trial.arms, trial.organisation_ids) == ((), (), ())
    assert (trial.results_posted, trial.title) == (None, None)
    assert [one.value for one in trial.registrations] == ["NCT00000001"]


def test_posted_results_are_said_to_be_posted() -> None:
    _, trial = read(PAGE.replace("Results pending", "Results available"))
    assert value(trial.results_posted) == "posted"


def test_the_registry_seed(seeds: dict[str, Path]) -> None:
    document = read_document(seeds["S2"].read_bytes())
    trial = read_registry_trial(document, TermIndex([]))
    assert [len(arm.interventions) for arm in trial.arms] == [8, 9]
    assert [sum(c.choice_group == 1 for c in arm.interventions) for arm in trial.arms] == [7, 7]
    assert [one.added for one in trial.comparisons] == [("Pertuzumab",)]
    assert len([one for one in trial.eligibility if one.type == "inclusion"]) == 9
    assert trial.population.ecog == (0, 1, 2)
    assert trial.acronym is None
    assert trial.sites is None
