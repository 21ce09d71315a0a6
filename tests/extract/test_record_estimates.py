"""What a registry posts of an analysis: limits, sides, hypotheses, and which arm is which."""

from decimal import Decimal

import pytest
from tests.extract.made_up_records import TWO_ARMS, Values, arms, cells, outcome, reading

from trialgraph.extract.record_measures import hypothesis_of, measure_of, role_of
from trialgraph.model.result import Estimate, Interval
from trialgraph.model.text import Absence, Number

HAZARD: Values = {
    "paramType": "Hazard Ratio (HR)",
    "paramValue": "0.62",
    "ciPctValue": "95",
    "ciNumSides": "TWO_SIDED",
    "ciLowerLimit": "0.51",
    "ciUpperLimit": "0.75",
    "pValue": "<0.001",
    "statisticalMethod": "Log Rank",
    "nonInferiorityType": "SUPERIORITY",
}


def _estimate(analysis: Values, **more: object) -> Estimate:
    (found,) = reading(TWO_ARMS, outcome(analysis, **more)).estimates
    return found


def _interval(analysis: Values) -> Interval:
    interval = _estimate(analysis).interval
    assert interval is not None
    return interval


def _printed(value: Number | Absence | None) -> str:
    return value.printed if isinstance(value, Number) else str(value)


def test_a_hazard_ratio_has_its_interval_its_bound_and_its_arms() -> None:
    found = _estimate(HAZARD)
    assert (found.end_point, found.measure, found.role) == ("TTD", "HR", "primary")
    assert _printed(found.value) == "0.62"
    assert found.interval is not None
    assert found.interval.sides.count == 2
    assert [_printed(one) for one in (found.interval.lower, found.interval.upper)] == [
        "0.51",
        "0.75",
    ]
    assert found.p is not None
    assert (found.p.comparator, found.p.number.value) == ("<", Decimal("0.001"))
    assert found.p.sides is None
    assert (found.experimental, found.comparator) == ("Tea", "Water")
    assert found.model == "log-rank"
    assert [(one.arm, int(one.n.value)) for one in found.n_analysed] == [
        ("Tea", 101),
        ("Water", 1099),
    ]


def test_a_one_sided_interval_has_exactly_one_limit() -> None:
    found = _interval({**HAZARD, "ciNumSides": "ONE_SIDED", "ciLowerLimit": "NA"})
    assert found.sides.count == 1
    assert found.lower is Absence.NOT_REPORTED
    assert _printed(found.upper) == "0.75"


def test_a_one_sided_interval_may_have_the_lower_limit() -> None:
    found = _interval({**HAZARD, "ciNumSides": "ONE_SIDED", "ciUpperLimit": ""})
    assert (_printed(found.lower), found.upper) == ("0.51", Absence.NOT_REPORTED)


@pytest.mark.parametrize("sides", ["ONE_SIDED", ""])
def test_limits_that_do_not_fit_their_sides_are_no_interval(sides: str) -> None:
    limits = {"ciLowerLimit": ""} if not sides else {}
    found = reading(TWO_ARMS, outcome({**HAZARD, "ciNumSides": sides, **limits}))
    assert found.estimates[0].interval is None
    assert [each.code for each in found.problems] == ["odd-interval"]
    assert found.results is not None
    assert _printed(found.results.outcomes[0].analyses[0].upper) == "0.75"


def test_a_limit_that_is_na_says_why() -> None:
    found = _interval(
        {**HAZARD, "ciUpperLimit": "NA", "ciUpperLimitComment": "The limit was not reached."}
    )
    assert found.upper is Absence.NOT_REACHED


def test_without_limits_there_is_no_interval() -> None:
    assert _estimate({"paramType": "Odds Ratio (OR)", "paramValue": "2"}).interval is None


def test_an_estimate_that_is_na_is_none_of_a_number() -> None:
    found = _estimate({**HAZARD, "paramValue": "NA", "estimateComment": "too few events"})
    assert found.value is Absence.NOT_ESTIMABLE


@pytest.mark.parametrize(
    ("method", "comment", "sides"),
    [
        ("t-test, 2 sided", "", 2),
        ("Log Rank", "One-sided test", 1),
        ("t-test, 1 sided", "two-tailed value", None),
    ],
)
def test_sides_of_a_test_are_those_that_are_said(
    method: str, comment: str, sides: int | None
) -> None:
    found = _estimate({**HAZARD, "statisticalMethod": method, "pValueComment": comment}).p
    assert found is not None
    assert (found.sides.count if found.sides else None) == sides


def test_non_inferiority_has_its_margin_and_its_test() -> None:
    words = "The non-inferiority margin was 1.3 for the hazard ratio."
    found = _estimate(
        {**HAZARD, "nonInferiorityType": "NON_INFERIORITY", "nonInferiorityComment": words}
    )
    assert found.hypothesis == "noninferiority"
    assert _printed(found.margin) == "1.3"
    assert found.p is not None
    assert found.p.tests == "noninferiority"


@pytest.mark.parametrize(
    "words",
    [
        "",
        "A margin of 10% was used.",
        "Margins of 1.3 and a margin of 1.5 were used.",
        "No margin.",
    ],
)
def test_a_margin_that_is_not_plain_is_left_out(words: str) -> None:
    found = _estimate(
        {**HAZARD, "nonInferiorityType": "NON_INFERIORITY", "nonInferiorityComment": words}
    )
    assert found.margin is None


def test_a_margin_beside_a_test_of_superiority_is_left_out() -> None:
    assert _estimate({**HAZARD, "nonInferiorityComment": "margin of 1.3"}).margin is None


@pytest.mark.parametrize(
    ("kind", "comment", "hypothesis"),
    [
        ("SUPERIORITY_OR_OTHER_LEGACY", "", "superiority"),
        ("NON_INFERIORITY_OR_EQUIVALENCE_LEGACY", "", "noninferiority"),
        ("NON_INFERIORITY_OR_EQUIVALENCE", "equivalence bounds of 5", "equivalence"),
        ("EQUIVALENCE", "", "equivalence"),
        ("OTHER", "", "none"),
        ("", "", "superiority"),
    ],
)
def test_what_was_tested_follows_from_its_type(kind: str, comment: str, hypothesis: str) -> None:
    assert hypothesis_of(kind, comment) == hypothesis


@pytest.mark.parametrize(
    ("parameter", "measure"),
    [
        ("Cox Proportional Hazard", "HR"),
        ("Adjusted hazard ratio", "HR"),
        ("Cause-specific hazard ratio", "csHR"),
        ("Subdistribution hazard ratio", "sHR"),
        ("Odds Ratio (OR)", "OR"),
        ("Odds Ratio, log", "other"),
        ("Risk Ratio (RR)", "RR"),
        ("Rate ratio", "IRR"),
        ("Risk Difference (RD)", "RD"),
        ("Difference in percentages", "RD"),
        ("Mean Difference (Net)", "MD"),
        ("LS Mean Difference", "MD"),
        ("Difference in LS means", "MD"),
        ("Standardized mean difference", "SMD"),
        ("Median Difference (Final Values)", "difference"),
        ("Ratio of geometric means", "other"),
        ("Slope", "other"),
        ("Log Rank Test Statistic", None),
        ("F statistic", None),
        ("Kaplan-Meier survival rate", None),
    ],
)
def test_a_parameter_is_the_measure_that_its_words_name(
    parameter: str, measure: str | None
) -> None:
    assert measure_of(parameter) == measure


def test_roles_of_outcomes_are_primary_secondary_or_exploratory() -> None:
    kinds = ("PRIMARY", "SECONDARY", "POST_HOC", "UNHEARD_OF")
    assert [role_of(kind) for kind in kinds] == ["primary", "secondary", "exploratory", None]


@pytest.mark.parametrize("groups", [["OG000"], ["OG000", "OG001", "OG002"], ["OG000", "OG009"]])
def test_an_analysis_of_one_group_or_of_three_is_no_estimate(groups: list[str]) -> None:
    found = reading(TWO_ARMS, outcome({**HAZARD, "groupIds": groups}))
    assert found.estimates == ()
    assert found.results is not None
    assert found.results.outcomes[0].analyses[0].groups == tuple(groups)


def test_an_analysis_by_an_unknown_parameter_is_a_problem_once() -> None:
    unknown = {"groupIds": ["OG000", "OG001"], "paramType": "Thirst index", "paramValue": "3"}
    found = reading(TWO_ARMS, outcome(analyses=[unknown, unknown]))
    assert [each.code for each in found.problems] == ["unknown-measure"]


def test_a_statistic_of_a_test_is_neither_estimate_nor_problem() -> None:
    found = reading(TWO_ARMS, outcome({"paramType": "Chi-squared statistic", "paramValue": "8"}))
    assert (found.estimates, found.problems) == ((), ())


def test_an_analysis_without_a_value_is_no_estimate() -> None:
    assert reading(TWO_ARMS, outcome({"pValue": "0.02"})).estimates == ()


LIMITS = {"ciLowerLimit": "-9.5", "ciUpperLimit": "-0.5"}
DIFFERENCE: Values = {"paramType": "Mean Difference (Final Values)", "paramValue": "-2.0", **LIMITS}
EQUAL_ARMS = arms(
    {"label": "Tea", "type": "ACTIVE_COMPARATOR"}, {"label": "Water", "type": "ACTIVE_COMPARATOR"}
)


def _order(
    analysis: Values, groups: Values | None = None, **more: object
) -> tuple[str | None, str | None]:
    (found,) = reading(groups or TWO_ARMS, outcome({**HAZARD, **analysis}, **more)).estimates
    return found.experimental, found.comparator


@pytest.mark.parametrize(
    ("analysis", "groups", "order"),
    [
        ({"estimateComment": "Water vs. Tea"}, TWO_ARMS, ("Water", "Tea")),
        ({"groupDescription": "Tea versus Water"}, EQUAL_ARMS, ("Tea", "Water")),
        ({"groupDescription": "Water minus Tea"}, TWO_ARMS, ("Water", "Tea")),
        # Words that may merely list the groups say nothing against their types.
        ({"groupDescription": "Water versus Tea"}, TWO_ARMS, (None, None)),
        ({"groupDescription": "The reference group is Water."}, EQUAL_ARMS, ("Tea", "Water")),
        ({"groupDescription": "Tea vs Water; Water vs Tea"}, EQUAL_ARMS, (None, None)),
        ({"groupDescription": "Tea alone"}, EQUAL_ARMS, (None, None)),
        ({"groupDescription": "Tea vs Tea"}, EQUAL_ARMS, (None, None)),
        ({}, EQUAL_ARMS, (None, None)),
        ({}, TWO_ARMS, ("Tea", "Water")),
    ],
)
def test_which_arm_is_held_against_which_is_said_or_follows_from_their_types(
    analysis: Values, groups: Values, order: tuple[str | None, str | None]
) -> None:
    assert _order(analysis, groups) == order


def test_an_active_arm_is_held_against_placebo_though_neither_is_called_experimental() -> None:
    groups = arms(
        {"label": "Water", "type": "SHAM_COMPARATOR"}, {"label": "Tea", "type": "ACTIVE_COMPARATOR"}
    )
    assert _order({}, groups) == ("Tea", "Water")


def test_two_experimental_arms_are_in_no_order() -> None:
    groups = arms(
        {"label": "Tea", "type": "EXPERIMENTAL"}, {"label": "Water", "type": "EXPERIMENTAL"}
    )
    assert _order({}, groups) == (None, None)


def test_the_values_of_the_groups_tell_the_order_where_they_give_the_difference() -> None:
    table = [cells({"value": "3.0"}, {"value": "1.0"})]
    assert _order(DIFFERENCE, EQUAL_ARMS, classes=table) == ("Water", "Tea")


def test_values_that_nearly_give_the_difference_the_other_way_leave_it_open() -> None:
    table = [cells({"value": "3.3"}, {"value": "1.0"})]
    assert _order(DIFFERENCE, TWO_ARMS, classes=table) == (None, None)


def test_values_that_are_equal_or_not_numbers_tell_nothing() -> None:
    for one, other in (("2.0", "2.0"), ("NA", "1.0")):
        table = [cells({"value": one}, {"value": other})]
        assert _order(DIFFERENCE, TWO_ARMS, classes=table) == ("Tea", "Water")


def test_an_order_that_one_analysis_denies_is_not_taken_for_another() -> None:
    both = [
        {"groupIds": ["OG000", "OG001"], **DIFFERENCE},
        {"groupIds": ["OG000", "OG001"], **DIFFERENCE, "paramValue": "-9.0"},
    ]
    table = [cells({"value": "3.0"}, {"value": "1.0"})]
    found = reading(TWO_ARMS, outcome(analyses=both, classes=table)).estimates
    assert [each.experimental for each in found] == ["Water", None]


def test_groups_that_are_no_arm_leave_the_arms_open() -> None:
    groups = [{"id": "OG000", "title": "Tea drinkers"}, {"id": "OG001", "title": "Water"}]
    found = _estimate(HAZARD, groups=groups)
    assert (found.experimental, found.comparator) == (None, None)
    assert [one.arm for one in found.n_analysed] == ["Water"]


def test_the_row_that_the_words_name_gives_the_time_and_its_own_number() -> None:
    own = {"units": "Participants", "counts": [{"groupId": "OG000", "value": "90"}]}
    table = [
        {**cells({"value": "3"}, {"value": "1"}, title="Week 8"), "denoms": [own]},
        cells({"value": "4"}, {"value": "9"}, title="Week 16"),
    ]
    found = _estimate({**DIFFERENCE, "groupDescription": "At week 8"}, classes=table)
    assert found.at == "8 weeks"
    assert [one.n.printed for one in found.n_analysed] == ["90", "1,099"]


def test_denominators_of_other_units_are_no_patients() -> None:
    eyes = [{"units": "Eyes", "counts": [{"groupId": "OG000", "value": "20"}]}]
    assert _estimate(HAZARD, denoms=eyes).n_analysed == ()


def test_a_row_is_open_where_the_words_name_two() -> None:
    table = [
        cells({"value": "3"}, {"value": "1"}, title="Men"),
        cells({"value": "4"}, {"value": "9"}, title="Women"),
    ]
    found = _estimate({**DIFFERENCE, "groupDescription": "Men and Women"}, classes=table)
    assert (found.at, found.experimental) == ("", "Tea")


@pytest.mark.parametrize(
    ("frame", "title", "at"),
    [
        ("24 weeks", "Thirst score", "24 weeks"),
        ("Baseline, Week 24", "Thirst score", "24 weeks"),
        ("Up to 24 weeks", "Thirst score", ""),
        ("24 weeks", "Time to drink", ""),
        ("5 years", "Thirst score at Week 12", "12 weeks"),
    ],
)
def test_a_time_frame_is_a_time_point_where_it_is_one(frame: str, title: str, at: str) -> None:
    assert _estimate(DIFFERENCE, timeFrame=frame, title=title).at == at


@pytest.mark.parametrize(
    ("words", "population"),
    [
        ("", "all"),
        ("Missing scores were imputed.", "all"),
        ("Intent-to-treat population", "all"),
        ("All randomised participants", "all"),
        ("Per-protocol set", "per-protocol"),
        ("Per-protocol analysis", "per-protocol"),
        ("Safety set", "safety"),
        ("Participants with an available measurement", "evaluable"),
        ("Patients who received a cup", "treated"),
        (
            "Patients with severe thirst. Others were left out.",
            "subgroup: Patients with severe thirst",
        ),
        ("The second set", "analysed: The second set"),
    ],
)
def test_the_patients_analysed_are_all_only_where_the_record_says_nothing_less(
    words: str, population: str
) -> None:
    assert _estimate(HAZARD, populationDescription=words).population == population


@pytest.mark.parametrize(
    ("words", "adjustment"),
    [
        ("stratified by cup", "stratified"),
        ("unstratified", "unstratified"),
        ("adjusted for age", "adjusted"),
        ("stratified, adjusted for age", None),
        ("", None),
    ],
)
def test_an_adjustment_is_named_where_one_is_said(words: str, adjustment: str | None) -> None:
    assert _estimate({**HAZARD, "statisticalComment": words}).adjustment == adjustment


def test_an_end_point_without_a_standard_name_has_the_name_that_the_study_declares() -> None:
    declared = {"outcomesModule": {"primaryOutcomes": [{"measure": "Cups a Day"}]}}
    (found,) = reading({**TWO_ARMS, **declared}, outcome(HAZARD, title="cups a day")).estimates
    assert (found.end_point, found.end_point_printed) == ("Cups a Day", "cups a day")
