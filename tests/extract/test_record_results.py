"""The result tables of a registered study, as values, as reasons why there are none, as rows."""

import pytest
from tests.extract.made_up_records import TWO_ARMS, Values, cells, outcome, reading

from trialgraph.extract.contract import contract_record
from trialgraph.extract.record_terms import printed_time
from trialgraph.extract.record_values import absence
from trialgraph.model.reading import TrialDocument
from trialgraph.model.registry import OutcomeMeasure, RegistryResults
from trialgraph.model.result import ArmValue
from trialgraph.model.text import Absence, Number


def _results(results: Values) -> RegistryResults:
    found = reading(TWO_ARMS, results).results
    assert found is not None
    return found


def _outcome(*values: Values, **more: object) -> OutcomeMeasure:
    (found,) = _results(outcome(None, classes=[cells(*values)], **more)).outcomes
    return found


def _shown(value: Number | Absence | None) -> str:
    return value.printed if isinstance(value, Number) else str(value)


@pytest.mark.parametrize(
    ("printed", "comment", "reason"),
    [
        ("NA", "", "not-estimable"),
        ("NA", "Too few events to estimate.", "not-estimable"),
        ("NA", "The median was not reached.", "not-reached"),
        ("NA", "Not reached", "not-reached"),
        ("NA", "Median has not yet been reached", "not-reached"),
        ("NA", "The upper limit was not reached.", "not-estimable"),
        ("NA", "Upper limit of the median was not reached.", "not-reached"),
        ("NA", "Samples were not collected.", "not-reported"),
        ("Not Reached", "", "not-reached"),
        ("withheld", "", "not-reported"),
        ("-", "", "not-estimable"),
    ],
)
def test_a_value_that_is_none_says_why(printed: str, comment: str, reason: str) -> None:
    assert absence(printed, comment).value == reason


@pytest.mark.parametrize(
    ("comment", "reason"),
    [
        ("The median was not reached.", "not-estimable"),
        ("The upper limit was not reached.", "not-reached"),
        ("Not reached", "not-reached"),
        ("Median 5. Upper limit not reached.", "not-reached"),
    ],
)
def test_a_limit_that_is_none_is_not_reached_where_the_words_are_about_limits(
    comment: str, reason: str
) -> None:
    assert absence("NA", comment, of_limit=True).value == reason


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("12", "12"),
        ("1,234", "1234"),
        ("-0.50", "-0.50"),
        ("−3", "-3"),
        (".5", "0.5"),
        ("0·68", "0.68"),
        ("12.5%", "12.5"),
        (" 7 ", "7"),
    ],
)
def test_a_plain_number_is_read_as_printed(printed: str, value: str) -> None:
    found = _outcome({"value": printed}).measurements[0]
    assert isinstance(found.value, Number)
    assert str(found.value.value) == value
    assert found.printed == printed


def test_words_where_a_number_should_stand_are_a_problem_and_kept() -> None:
    table = outcome(classes=[cells({"value": "a few", "lowerLimit": "<1"})])
    found = reading(TWO_ARMS, table)
    assert [each.code for each in found.problems] == ["unreadable-number"] * 2
    assert found.results is not None
    (cell,) = found.results.outcomes[0].measurements
    assert (cell.value, cell.printed, cell.lower) == (
        Absence.NOT_REPORTED,
        "a few",
        Absence.NOT_REPORTED,
    )


def test_a_cell_without_a_value_has_its_comment() -> None:
    cell = _outcome({"comment": "nobody drank"}).measurements[0]
    assert (cell.value, cell.printed, cell.comment) == (
        Absence.NOT_REPORTED,
        "",
        "nobody drank",
    )


def test_a_denominator_without_a_count_is_not_reported() -> None:
    table = _results(outcome(denoms=[{"units": "Cups", "counts": [{"groupId": "OG000"}]}]))
    (found,) = table.outcomes[0].denominators
    assert (found.n, found.printed, found.units) == (Absence.NOT_REPORTED, "", "Cups")


def test_a_table_names_its_outcome_and_its_groups() -> None:
    found = _outcome({"value": "3"})
    assert (found.kind, found.end_point) == ("PRIMARY", "TTD")
    assert [(group.title, group.arm) for group in found.groups] == [
        ("Tea", "Tea"),
        ("Water", "Water"),
    ]


def test_a_group_is_an_arm_where_only_capitals_and_dashes_differ() -> None:
    groups = [{"id": "OG000", "title": "TEA"}, {"id": "OG001", "title": "Tea and Water"}]
    assert [group.arm for group in _outcome({"value": "3"}, groups=groups).groups] == ["Tea", None]


# Values of single arms.


def _values(*rows: Values, **more: object) -> tuple[ArmValue, ...]:
    return reading(TWO_ARMS, outcome(None, classes=list(rows), **more)).arm_values


def test_a_median_has_its_limits_and_its_arm() -> None:
    ends = {"lowerLimit": "2.0", "upperLimit": "NA", "comment": "upper limit not reached"}
    found, other = _values(
        cells({"value": "3.5", **ends}, {"value": "NA", "comment": "median not reached"}),
        dispersionType="95% Confidence Interval",
    )
    assert (found.end_point, found.arm, found.kind, found.unit) == (
        "TTD",
        "Tea",
        "median",
        "months",
    )
    assert found.interval is not None
    assert found.interval.level is not None
    assert (found.interval.level.printed, found.interval.kind) == ("95", "confidence")
    assert found.interval.upper is Absence.NOT_REACHED
    assert (_shown(found.value), _shown(found.total)) == ("3.5", "101")
    assert (other.value, other.interval) == (Absence.NOT_REACHED, None)


@pytest.mark.parametrize(
    ("title", "parameter", "unit", "kind", "shown"),
    [
        ("Time to drink", "MEDIAN", "Time in Months", "median", "months"),
        ("Time to drink", "MEAN", "Days", "mean", "days"),
        ("Time to drink", "GEOMETRIC_MEAN", "cups", "other", "cups"),
        ("Time to drink", "NUMBER", "percent probability", "rate_at_time", "%"),
        ("Quenching rate", "NUMBER", "Percentage of participants", "proportion", "%"),
        (
            "Quenching rate",
            "NUMBER",
            "proportion of patients",
            "proportion",
            "proportion of patients",
        ),
        ("Quenching rate", "NUMBER", "Participants", "count", "Participants"),
        ("Quenching rate", "COUNT_OF_PARTICIPANTS", "Participants", "count", "Participants"),
        ("Quenching rate", "NUMBER", "cups", "other", "cups"),
    ],
)
def test_what_a_value_is_follows_from_its_table(
    title: str, parameter: str, unit: str, kind: str, shown: str
) -> None:
    (found,) = _values(cells({"value": "5"}), title=title, paramType=parameter, unitOfMeasure=unit)
    assert (found.kind, found.unit) == (kind, shown)
    assert (found.n is not None) == (kind == "count")


def test_a_deviation_is_no_interval_and_a_credible_one_says_so() -> None:
    limits = {"value": "5", "lowerLimit": "4", "upperLimit": "6"}
    (found,) = _values(cells(limits), dispersionType="Full Range")
    assert found.interval is None
    (found,) = _values(cells(limits), dispersionType="95% Credible Interval")
    assert found.interval is not None
    assert found.interval.kind == "credible"


def test_rows_of_parts_are_no_values_of_the_end_point_and_rows_of_times_are() -> None:
    own = {"units": "Participants", "counts": [{"groupId": "OG000", "value": "NA"}]}
    found = _values(
        {**cells({"value": "5"}, title="At 12 months"), "denoms": [own]},
        cells({"value": "6"}, title="In the rain"),
        cells({"value": "7"}, title="Time to Drink"),
        paramType="NUMBER",
        unitOfMeasure="percent",
    )
    assert [(_shown(one.value), one.at) for one in found] == [("5", "12 months"), ("7", "")]
    assert _shown(found[0].total) == "101"


def test_a_value_of_a_group_that_is_no_arm_has_its_title_and_of_none_is_left_out() -> None:
    found = _values(
        cells({"value": "5"}, {"value": "6"}),
        groups=[{"id": "OG000", "title": "All drinkers"}],
    )
    assert [one.arm for one in found] == ["All drinkers"]


def test_an_outcome_outside_the_tables_has_no_values_beside_its_own() -> None:
    found = reading(TWO_ARMS, outcome(classes=[cells({"value": "5"})], title="Cups a day"))
    assert found.arm_values == ()
    assert found.results is not None
    assert len(found.results.outcomes[0].measurements) == 1


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("Week 24", "24 weeks"),
        ("at 1 year", "1 year"),
        ("Day 1", "1 day"),
        ("Day 8, Day 15", ""),
        ("Week 4-8", ""),
        ("thirst", ""),
    ],
)
def test_a_time_point_is_the_only_one_that_the_words_print(words: str, time: str) -> None:
    assert printed_time(words) == time


# Flow, baseline and events, and the rows that are printed of them.

FLOW: Values = {
    "recruitmentDetails": "at a well",
    "groups": [{"id": "FG000", "title": "Tea"}],
    "periods": [
        {
            "title": "Overall Study",
            "milestones": [
                {
                    "type": "STARTED",
                    "achievements": [{"groupId": "FG000", "numSubjects": "10", "numUnits": "20"}],
                }
            ],
            "dropWithdraws": [
                {"type": "Bored", "reasons": [{"groupId": "FG000", "comment": "left"}]}
            ],
        }
    ],
}


def test_the_flow_has_its_steps_with_their_counts() -> None:
    flow = _results({"participantFlowModule": FLOW}).flow
    assert flow is not None
    reached, left = flow.periods[0].steps
    assert (reached.kind, reached.name, _shown(reached.counts[0].subjects)) == (
        "milestone",
        "STARTED",
        "10",
    )
    assert _shown(reached.counts[0].units) == "20"
    assert (left.kind, left.counts[0].subjects, left.counts[0].comment) == (
        "withdrawal",
        None,
        "left",
    )


def test_sections_that_a_record_lacks_are_none() -> None:
    found = _results({"moreInfoModule": {"limitationsAndCaveats": {"description": "few cups"}}})
    assert (found.flow, found.baseline, found.events, found.outcomes) == (None, None, None, ())
    assert found.limitations == "few cups"
    printed = contract_record(reading(TWO_ARMS, {"moreInfoModule": {"x": "y"}}), "a.json")
    assert (printed["baseline"], printed["adverse_events"]) == ([], [])


def test_a_study_without_results_has_none() -> None:
    found = reading(TWO_ARMS)
    assert (found.results, found.estimates, found.arm_values) == (None, (), ())
    assert contract_record(found, "a.json")["baseline"] == []


BASELINE: Values = {
    "groups": [{"id": "OG000", "title": "Tea"}, {"id": "OG001", "title": "Total"}],
    "denoms": [{"units": "Participants", "counts": [{"groupId": "OG000", "value": "10"}]}],
    "measures": [
        {
            "title": "Age",
            "paramType": "MEAN",
            "dispersionType": "STANDARD_DEVIATION",
            "unitOfMeasure": "years",
            "classes": [cells({"value": "40.5", "spread": "3.0"}, {"value": "41"})],
        },
        {
            "title": "Cups",
            "paramType": "MEDIAN",
            "dispersionType": "FULL_RANGE",
            "unitOfMeasure": "cups",
            "classes": [cells({"value": "4", "lowerLimit": "1", "upperLimit": "9"})],
        },
        {
            "title": "Spoons",
            "paramType": "MEDIAN",
            "dispersionType": "INTER_QUARTILE_RANGE",
            "unitOfMeasure": "spoons",
            "denoms": [{"units": "Participants", "counts": [{"groupId": "OG000", "value": "8"}]}],
            "classes": [cells({"value": "4", "lowerLimit": "2", "upperLimit": "7"})],
        },
        {
            "title": "Sex",
            "paramType": "COUNT_OF_PARTICIPANTS",
            "unitOfMeasure": "Participants",
            "classes": [cells({"value": "6"}, title="Female")],
        },
        {
            "title": "Sugar",
            "paramType": "NUMBER",
            "unitOfMeasure": "lumps",
            "classes": [cells({"value": "NA"})],
        },
    ],
}


def _plain_rows(found: TrialDocument, name: str) -> list[Values]:
    """Return the rows that are printed under a name, without their places."""
    rows = contract_record(found, "a.json")[name]
    assert isinstance(rows, list)
    return [
        {key: value for key, value in row.items() if key != "span"}
        for row in rows
        if isinstance(row, dict)
    ]


def test_baseline_rows_are_printed_under_the_names_of_their_parameters() -> None:
    found = reading(TWO_ARMS, {"baselineCharacteristicsModule": BASELINE})
    tea = {"arm": "Tea", "N": 10}
    assert _plain_rows(found, "baseline") == [
        {"characteristic": "Age", "kind": "mean", "value": 40.5, "unit": "years", "sd": 3, **tea},
        {"characteristic": "Age", "kind": "mean", "value": 41, "unit": "years", "arm": "Total"},
        {"characteristic": "Cups", "kind": "median", "value": 4, "unit": "cups", "min": 1, "max": 9}
        | tea,
        {"characteristic": "Spoons", "kind": "median", "value": 4, "unit": "spoons"}
        | {"q1": 2, "q3": 7, "arm": "Tea", "N": 8},
        {"characteristic": "Sex", "category": "Female", "kind": "count", "n": 6, **tea},
        {"characteristic": "Sugar", "unit": "lumps", **tea},
    ]


EVENTS: Values = {
    "frequencyThreshold": "5",
    "eventGroups": [
        {
            "id": "EG000",
            "title": "Water",
            "deathsNumAffected": 1,
            "deathsNumAtRisk": 10,
            "seriousNumAffected": 2,
            "seriousNumAtRisk": 10,
            "otherNumAffected": 0,
            "otherNumAtRisk": "NA",
        }
    ],
    "seriousEvents": [
        {
            "term": "Scald",
            "organSystem": "Skin",
            "stats": [
                {"groupId": "EG000", "numAffected": 2, "numAtRisk": 10, "numEvents": 3},
                {"groupId": "EG001", "numEvents": "some"},
            ],
        }
    ],
    "otherEvents": [{"term": "Yawn", "stats": [{"groupId": "EG000", "numAffected": 0}]}],
}


def test_events_have_every_count_and_stand_in_one_place_only() -> None:
    found = reading(TWO_ARMS, {"adverseEventsModule": EVENTS})
    assert found.adverse_events == ()
    assert found.results is not None
    assert found.results.events is not None
    (group,) = found.results.events.groups
    assert group.arm == "Water"
    counts = (group.deaths_affected, group.serious_affected, group.other_affected)
    assert [_shown(one) for one in counts] == ["1", "2", "0"]
    assert group.other_at_risk is None
    serious, other = found.results.events.events
    assert [(each.term, each.serious) for each in (serious, other)] == [
        ("Scald", True),
        ("Yawn", False),
    ]
    assert _shown(serious.counts[0].events) == "3"
    assert [each.code for each in found.problems] == ["unreadable-number"]


def test_events_of_a_page_that_does_not_part_them_are_neither_serious_nor_not() -> None:
    module = {
        "eventGroups": [{"id": "1"}],
        "events": [{"term": "Scald", "stats": [{"groupId": "1", "numAffected": "3"}]}],
    }
    found = reading(TWO_ARMS, {"adverseEventsModule": module})
    assert found.results is not None
    assert found.results.events is not None
    assert found.results.events.events[0].serious is None
    assert _plain_rows(found, "adverse_events") == [
        {"term": "Scald", "grade": "any", "arm": "1", "n": 3, "population": "safety"}
    ]


def test_event_rows_are_printed_with_the_arm_of_their_group() -> None:
    found = reading(TWO_ARMS, {"adverseEventsModule": EVENTS})
    common = {"grade": "any", "population": "safety"}
    assert _plain_rows(found, "adverse_events") == [
        {"term": "Scald", "serious": True, "arm": "Water", "n": 2, "N": 10, **common},
        {"term": "Scald", "serious": True, "arm": "EG001", **common},
        {"term": "Yawn", "serious": False, "arm": "Water", "n": 0, **common},
    ]
