"""Results in the registry's older XML: values, limits and modifiers stay as printed."""

import pytest

from trialgraph.documents import ctgov_xml
from trialgraph.model.record import Block, Leaf


def root(elements: str) -> Block:
    """Return the record of a study of some elements."""
    identity = "<id_info><nct_id>NCT09990001</nct_id></id_info>"
    study = f"<clinical_study>{identity}{elements}</clinical_study>"
    found = ctgov_xml.read(study.encode()).record
    assert found is not None
    return found.root


def shown(node: object) -> object:
    """Return a part of a record as plain values."""
    if isinstance(node, Leaf):
        return node.words
    if isinstance(node, Block):
        return {name: shown(inside) for name, inside in node.members.items()}
    return [shown(inside) for inside in node] if isinstance(node, tuple) else node


def results(name: str, inside: str) -> object:
    return shown(
        root(f"<clinical_results>{inside}</clinical_results>").block("resultsSection", name)
    )


GROUP = '<group_list><group group_id="O1"><title>Tea</title></group></group_list>'


def test_flow_with_its_comments() -> None:
    assert results(
        "participantFlowModule",
        "<participant_flow><recruitment_details>In May</recruitment_details>"
        f"{GROUP}<period_list><period><title>Overall</title><milestone_list><milestone>"
        '<title>STARTED</title><participants_list><participants group_id="O1" count="9">all'
        "</participants></participants_list></milestone></milestone_list>"
        "<drop_withdraw_reason_list><drop_withdraw_reason><title>Death</title><participants_list>"
        '<participants group_id="O1" count="0"/></participants_list></drop_withdraw_reason>'
        "</drop_withdraw_reason_list></period></period_list></participant_flow>",
    ) == {
        "recruitmentDetails": "In May",
        "groups": [{"id": "O1", "title": "Tea"}],
        "periods": [
            {
                "title": "Overall",
                "milestones": [
                    {
                        "type": "STARTED",
                        "achievements": [{"groupId": "O1", "comment": "all", "numSubjects": "9"}],
                    }
                ],
                "dropWithdraws": [
                    {"type": "Death", "reasons": [{"groupId": "O1", "numSubjects": "0"}]}
                ],
            }
        ],
    }


COUNTS = (
    "<category_list><category><measurement_list>"
    '<measurement group_id="O1" value="{}"/></measurement_list></category></category_list>'
)
COUNTED = (
    "<measure><title>Number of Participants</title><units>participants</units>"
    f"<param>Number</param>{COUNTS.format(9)}</measure>"
)
NEWER = (
    "<analyzed_list><analyzed><units>Participants</units><scope>Overall</scope><count_list>"
    '<count group_id="O1" value="9"/></count_list></analyzed></analyzed_list>'
)


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (
            (
                f"{NEWER}<measure_list><measure><title>Age</title><units>Years</units>"
                "<param>Mean</param><dispersion>Standard Deviation</dispersion><class_list><class>"
                '<category_list><category><measurement_list><measurement group_id="O1" value="5.0" '
                'spread=".3"/></measurement_list></category></category_list></class></class_list>'
                "</measure></measure_list>"
            ),
            {
                "denoms": [{"units": "Participants", "counts": [{"groupId": "O1", "value": "9"}]}],
                "measures": [
                    {
                        "title": "Age",
                        "dispersionType": "STANDARD_DEVIATION",
                        "paramType": "MEAN",
                        "unitOfMeasure": "Years",
                        "classes": [
                            {
                                "categories": [
                                    {
                                        "measurements": [
                                            {"groupId": "O1", "value": "5.0", "spread": ".3"}
                                        ]
                                    }
                                ]
                            }
                        ],
                    }
                ],
            },
        ),
        (
            (
                f"<measure_list>{COUNTED}<measure><title>Sex</title>{COUNTS.format(4)}</measure>"
                "</measure_list>"
            ),
            {
                "denoms": [{"units": "participants", "counts": [{"groupId": "O1", "value": "9"}]}],
                "measures": [
                    {
                        "title": "Sex",
                        "classes": [
                            {"categories": [{"measurements": [{"groupId": "O1", "value": "4"}]}]}
                        ],
                    }
                ],
            },
        ),
        ("<population>All</population>", {"populationDescription": "All"}),
    ],
)
def test_baseline_tables_of_two_vintages(inside: str, expected: object) -> None:
    assert results("baselineCharacteristicsModule", f"<baseline>{inside}</baseline>") == expected


def outcome(inside: str) -> object:
    """Return the only outcome measure of a record."""
    found = root(
        "<clinical_results><outcome_list><outcome><type>Post-Hoc</type><title>Thirst</title>"
        f"{inside}</outcome></outcome_list></clinical_results>"
    ).blocks("resultsSection", "outcomeMeasuresModule", "outcomeMeasures")
    assert found[0].words("type") == "POST_HOC"
    return [shown(one) for one in found] if len(found) > 1 else shown(found[0])


OUTCOME_WITH_CLASSES = (
    f"<time_frame>1 h</time_frame><posting_date>05/2017</posting_date>{GROUP}<measure>"
    "<title>Thirst</title><description>Asked</description><units>months</units>"
    "<param>Median</param><dispersion>95% Confidence Interval</dispersion>"
    f"<units_analyzed>Participants</units_analyzed>{NEWER}<class_list><class>"
    f"<title>Hot</title>{NEWER}<category_list><category><title>Day</title><measurement_list>"
    '<measurement group_id="O1" value="7.1" lower_limit="6.0" upper_limit="NA">not reached'
    "</measurement></measurement_list></category></category_list></class></class_list>"
    "</measure>"
)
DENOMS = [{"units": "Participants", "counts": [{"groupId": "O1", "value": "9"}]}]
MEASUREMENT = {
    "groupId": "O1",
    "value": "7.1",
    "lowerLimit": "6.0",
    "upperLimit": "NA",
    "comment": "not reached",
}


def test_an_outcome_with_classes_limits_and_comments() -> None:
    assert outcome(OUTCOME_WITH_CLASSES) == {
        "type": "POST_HOC",
        "title": "Thirst",
        "description": "Asked",
        "anticipatedPostingDate": "2017-05",
        "paramType": "MEDIAN",
        "dispersionType": "95% Confidence Interval",
        "unitOfMeasure": "months",
        "timeFrame": "1 h",
        "denomUnitsSelected": "Participants",
        "groups": [{"id": "O1", "title": "Tea"}],
        "denoms": DENOMS,
        "classes": [
            {
                "title": "Hot",
                "denoms": DENOMS,
                "categories": [{"title": "Day", "measurements": [MEASUREMENT]}],
            }
        ],
    }


def test_an_outcome_of_an_early_vintage_gives_its_count_as_a_denominator() -> None:
    table = f"<measure><title>Cups</title><sub/>{COUNTS.format(3)}</measure>"
    rows = {"categories": [{"measurements": [{"groupId": "O1", "value": "3"}]}]}
    denoms = [{"units": "participants", "counts": [{"groupId": "O1", "value": "9"}]}]
    analysis = "<analysis_list><analysis><p_value>0.5</p_value></analysis></analysis_list>"
    assert outcome(f"<measure_list>{COUNTED}{table}</measure_list>") == {
        "type": "POST_HOC",
        "title": "Thirst",
        "denoms": denoms,
        "classes": [rows],
    }
    assert outcome(f"<measure_list>{COUNTED}{table}{table}</measure_list>{analysis}") == [
        {
            "type": "POST_HOC",
            "title": "Thirst",
            "denoms": denoms,
            "classes": [rows],
            "analyses": [{"pValue": "0.5"}],
        },
        {"type": "POST_HOC", "title": "Thirst", "denoms": denoms, "classes": [rows]},
    ]


def test_a_count_that_is_the_only_table_is_the_outcome_itself() -> None:
    found = outcome(f"<measure_list>{COUNTED}</measure_list>")
    assert isinstance(found, dict)
    assert "denoms" not in found
    assert found["classes"]


def test_an_outcome_without_a_table() -> None:
    assert outcome("") == {"type": "POST_HOC", "title": "Thirst"}


def test_an_analysis_keeps_values_limits_and_modifiers_as_printed() -> None:
    found = outcome(
        "<analysis_list><analysis><group_id_list><group_id>O1</group_id><group_id>O2</group_id>"
        "</group_id_list><groups_desc>Both</groups_desc>"
        "<non_inferiority_type>Non-Inferiority or Equivalence (legacy)</non_inferiority_type>"
        "<non_inferiority_desc>Margin 1.2</non_inferiority_desc><p_value>&lt;0.001</p_value>"
        "<p_value_desc>nominal</p_value_desc><method>Log Rank</method>"
        "<method_desc>stratified</method_desc><param_type>Hazard Ratio (HR)</param_type>"
        "<param_value>0.70</param_value>"
        "<dispersion_type>Standard Error of the Mean</dispersion_type>"
        "<dispersion_value>.10</dispersion_value><ci_percent>97.5</ci_percent>"
        "<ci_n_sides>1-Sided</ci_n_sides><ci_upper_limit>0.90</ci_upper_limit>"
        "<ci_lower_limit_na_comment>one-sided</ci_lower_limit_na_comment>"
        "<estimate_desc>Tea over coffee</estimate_desc>"
        "<other_analysis_desc>None</other_analysis_desc></analysis></analysis_list>"
    )
    assert isinstance(found, dict)
    assert found["analyses"] == [
        {
            "groupIds": ["O1", "O2"],
            "groupDescription": "Both",
            "nonInferiorityType": "NON_INFERIORITY_OR_EQUIVALENCE_LEGACY",
            "nonInferiorityComment": "Margin 1.2",
            "pValue": "<0.001",
            "pValueComment": "nominal",
            "statisticalMethod": "Log Rank",
            "statisticalComment": "stratified",
            "paramType": "Hazard Ratio (HR)",
            "paramValue": "0.70",
            "dispersionType": "STANDARD_ERROR_OF_MEAN",
            "dispersionValue": ".10",
            "ciPctValue": "97.5",
            "ciNumSides": "ONE_SIDED",
            "ciUpperLimit": "0.90",
            "ciLowerLimitComment": "one-sided",
            "estimateComment": "Tea over coffee",
            "otherAnalysisDescription": "None",
        }
    ]


def events(serious: str, other: str) -> object:
    return results(
        "adverseEventsModule",
        "<reported_events><time_frame>1 day</time_frame><desc>All</desc><group_list>"
        '<group group_id="E1"><title>Tea</title></group></group_list><serious_events>'
        "<default_vocab>MedDRA 20</default_vocab>"
        "<default_assessment>Systematic Assessment</default_assessment>"
        f"<category_list>{serious}</category_list></serious_events><other_events>"
        "<frequency_threshold>5</frequency_threshold>"
        f"<category_list>{other}</category_list></other_events></reported_events>",
    )


def events_with_totals() -> object:
    counts = '<counts group_id="{}" subjects_affected="{}" subjects_at_risk="9" events="3"/>'
    total = "<category><title>Total</title><event_list>{}</event_list></category>"
    named = "<event><sub_title>Total, {}</sub_title>{}</event>"
    return events(
        total.format(
            named.format("all-cause mortality", counts.format("E1", 0))
            + named.format("serious adverse events", counts.format("E2", 2))
            + named.format("something else", counts.format("E1", 7))
        )
        + "<category><title>Nervous system</title><event_list><event>"
        '<sub_title vocab="CTCAE">Headache</sub_title><assessment>Non-systematic Assessment'
        f"</assessment><description>dull</description>{counts.format('E1', 1)}</event>"
        "<event><counts/></event></event_list></category>",
        total.format(named.format("other adverse events", counts.format("E1", 4)))
        + "<category><event_list><event><sub_title>Rash</sub_title></event></event_list>"
        "</category>",
    )


GROUPS_WITH_TOTALS = [
    {
        "id": "E1",
        "title": "Tea",
        "deathsNumAffected": "0",
        "deathsNumAtRisk": "9",
        "otherNumAffected": "4",
        "otherNumAtRisk": "9",
    },
    {"id": "E2", "seriousNumAffected": "2", "seriousNumAtRisk": "9"},
]
SERIOUS_EVENTS = [
    {
        "term": "Headache",
        "organSystem": "Nervous system",
        "sourceVocabulary": "CTCAE",
        "assessmentType": "NON_SYSTEMATIC_ASSESSMENT",
        "notes": "dull",
        "stats": [{"groupId": "E1", "numEvents": "3", "numAffected": "1", "numAtRisk": "9"}],
    },
    {
        "organSystem": "Nervous system",
        "sourceVocabulary": "MedDRA 20",
        "assessmentType": "SYSTEMATIC_ASSESSMENT",
    },
]


def test_events_with_their_totals_at_the_groups() -> None:
    assert events_with_totals() == {
        "frequencyThreshold": "5",
        "timeFrame": "1 day",
        "description": "All",
        "eventGroups": GROUPS_WITH_TOTALS,
        "seriousEvents": SERIOUS_EVENTS,
        "otherEvents": [{"term": "Rash"}],
    }


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (
            (
                "<certain_agreements><pi_employee>All Principal Investigators ARE employed here."
                "</pi_employee><restrictive_agreement>There is NOT an agreement."
                "</restrictive_agreement></certain_agreements>"
            ),
            {
                "piSponsorEmployee": "true",
                "restrictiveAgreement": "false",
                "otherDetails": "There is NOT an agreement.",
            },
        ),
        (
            (
                "<certain_agreements><pi_employee>They are NOT employed here.</pi_employee>"
                "<restrictive_agreement>For more than 60 days.</restrictive_agreement>"
                "</certain_agreements>"
            ),
            {
                "piSponsorEmployee": "false",
                "restrictiveAgreement": "true",
                "restrictionType": "GT60",
                "otherDetails": "For more than 60 days.",
            },
        ),
        (
            "<certain_agreements><pi_employee>Perhaps</pi_employee></certain_agreements>",
            {"piSponsorEmployee": "Perhaps"},
        ),
    ],
)
def test_agreements_are_read_from_the_registry_s_sentences(inside: str, expected: object) -> None:
    found = results(
        "moreInfoModule", f"{inside}<limitations_and_caveats>Few</limitations_and_caveats>"
    )
    assert found == {
        "certainAgreement": expected,
        "limitationsAndCaveats": {"description": "Few"},
    }


def test_results_without_anything_in_them() -> None:
    assert results("moreInfoModule", "<participant_flow/>") == {}
