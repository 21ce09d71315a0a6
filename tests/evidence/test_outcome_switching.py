"""Registered end points against reported ones: only a list from before the results decides."""

from dataclasses import replace

import pytest
from tests.evidence.hand_pair import (
    NUMBER,
    day,
    end_point,
    estimate,
    median,
    record,
    report,
    with_trial,
)

from trialgraph.evidence.derived import DerivedTrial, derive_trial, held
from trialgraph.evidence.findings import TrialFinding
from trialgraph.evidence.time_frames import frames_differ
from trialgraph.model.reading import TrialDocument
from trialgraph.model.trial import TrialDates
from trialgraph.terms.index import TermIndex

SWITCHING = frozenset(
    {"not_resolvable", "registered_not_reported", "reported_not_registered"}
    | {"role_changed", "assessor_changed", "definition_changed"}
)
ONLY_PFS = with_trial(record(), end_points=(end_point("PFS", "primary", 400),))


def found(documents: list[TrialDocument], terms: TermIndex) -> list[TrialFinding]:
    evidence = held(documents)
    (trial,) = [one for one in evidence.trials if one.label == NUMBER]
    return [one for one in derive_trial(trial, evidence, terms).findings if one.code in SWITCHING]


def codes(documents: list[TrialDocument], terms: TermIndex) -> list[tuple[str, str]]:
    return [(one.code, one.quantity) for one in found(documents, terms)]


def test_what_was_registered_and_reported_is_no_finding(terms: TermIndex) -> None:
    assert found([ONLY_PFS, report()], terms) == []


def test_a_registered_end_point_without_a_result_is_not_reported(terms: TermIndex) -> None:
    (one,) = found([record(), report()], terms)
    assert (one.code, one.quantity, one.severity) == ("registered_not_reported", "OS", "warning")
    assert "reports held" in one.message


def test_a_result_outside_the_list_is_not_registered(terms: TermIndex) -> None:
    survival = estimate("0.80", "0.60 1.05", start=330, end_point="OS")
    paper = replace(report(), estimates=(*report().estimates, survival))
    assert codes([ONLY_PFS, paper], terms) == [("reported_not_registered", "OS")]
    assert codes([record(), paper], terms) == []


def test_values_by_arm_are_results_as_well(terms: TermIndex) -> None:
    values = tuple(
        replace(median(arm, "30.1", 340 + nth), end_point="OS")
        for nth, arm in enumerate(("drug", "placebo"))
    )
    assert codes([ONLY_PFS, replace(report(), arm_values=values)], terms) == [
        ("reported_not_registered", "OS")
    ]


def test_a_new_primary_end_point_is_named_as_one(terms: TermIndex) -> None:
    survival = estimate("0.80", "0.60 1.05", start=330, end_point="OS")
    paper = with_trial(
        replace(report(), estimates=(*report().estimates, survival)),
        end_points=(end_point("OS", "primary", 400), end_point("PFS", "secondary", 410)),
    )
    (new, changed) = found([ONLY_PFS, paper], terms)
    assert (new.code, changed.code) == ("reported_not_registered", "role_changed")
    assert "as primary end point" in new.message
    assert "primary: PFS" in changed.message
    assert "secondary: PFS" in changed.message


def test_another_assessor_than_registered_is_a_finding(terms: TermIndex) -> None:
    registered = with_trial(
        record(), end_points=(end_point("PFS", "primary", 400, "investigator"),)
    )
    independent = with_trial(
        report(), end_points=(end_point("PFS", "primary", 400, "independent"),)
    )
    (one,) = found([registered, independent], terms)
    assert (one.code, one.quantity) == ("assessor_changed", "PFS")
    assert "by investigator" in one.message
    assert "by independent" in one.message
    assert found([registered, report()], terms) == []


def test_both_assessors_may_be_registered_in_roles_of_their_own(terms: TermIndex) -> None:
    both = (
        end_point("PFS", "primary", 400, "independent"),
        end_point("PFS", "secondary", 410, "investigator"),
    )
    assert (
        found([with_trial(record(), end_points=both), with_trial(report(), end_points=both)], terms)
        == []
    )


def test_an_assessor_registered_in_another_role_has_changed_the_role(terms: TermIndex) -> None:
    both = (
        end_point("PFS", "primary", 400, "independent"),
        end_point("PFS", "secondary", 410, "investigator"),
    )
    reported = (end_point("PFS", "secondary", 400, "independent"),)
    documents = [
        with_trial(record(), end_points=both),
        with_trial(report(), end_points=reported),
    ]
    assert codes(documents, terms) == [("role_changed", "PFS")]


def test_other_criteria_or_another_time_is_another_definition(terms: TermIndex) -> None:
    old = replace(end_point("PFS", "primary", 400), criteria="RECIST 1.0")
    new = replace(end_point("PFS", "primary", 400), criteria="RECIST 1.1")
    registered = with_trial(record(), end_points=(old,))
    (one,) = found([registered, with_trial(report(), end_points=(new,))], terms)
    assert one.code == "definition_changed"
    response = estimate("0.80", "0.60 1.05", start=330, end_point="ORR")
    paper = replace(report(), estimates=(response,))

    def at(time: str, reading: TrialDocument) -> TrialDocument:
        framed = replace(end_point("ORR", "primary", 400), time_frame=time)
        return with_trial(reading, end_points=(framed,))

    assert codes([at("24 weeks", record()), at("week 12", paper)], terms) == [
        ("definition_changed", "ORR")
    ]
    assert codes([at("24 weeks", record()), at("at 24 weeks", paper)], terms) == []


@pytest.mark.parametrize(
    ("documents", "why"),
    [
        ([record("2021-01-01"), report()], "version of 2021-01-01"),
        ([record("2020-06-01"), report()], "version of 2020-06-01"),
        ([record(None), report()], "has no date"),
        ([with_trial(record(), end_points=()), report()], "no list of end points was read"),
        (
            [
                with_trial(
                    record(),
                    dates=TrialDates(
                        last_update=day("2018-01-01"), results_posted=day("2017-01-01")
                    ),
                ),
                report(),
            ],
            "version of 2018-01-01",
        ),
    ],
)
def test_without_a_list_from_before_the_results_nothing_is_resolved(
    documents: list[TrialDocument], why: str, terms: TermIndex
) -> None:
    (one,) = found(documents, terms)
    assert (one.code, one.severity) == ("not_resolvable", "information")
    assert why in one.message


def test_a_report_without_a_date_leaves_it_open(terms: TermIndex) -> None:
    undated = replace(report(), bibliography=replace(report().bibliography, online=None))
    assert codes([ONLY_PFS, undated], terms) == [("not_resolvable", "registered end points")]


def test_a_trial_without_a_record_or_without_a_report_is_not_asked(terms: TermIndex) -> None:
    assert found([record()], terms) == []
    assert found([report()], terms) == []


def test_the_record_of_the_first_trial_lists_no_end_points(
    derived: dict[str, DerivedTrial],
) -> None:
    switching = [one for one in derived["PRECIOUS"].findings if one.code in SWITCHING]
    assert [one.code for one in switching] == ["not_resolvable"]


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("12 months", "52 weeks", False),
        ("week 12", "12 weeks", False),
        ("12 weeks", "24 weeks", True),
        ("baseline, 12 and 24 weeks, 6 months", "24 weeks", False),
        ("12 weeks and 24 weeks", "12 weeks", False),
        ("", "12 weeks", False),
    ],
)
def test_time_frames_differ_only_where_each_prints_one_time(
    one: str, other: str, *, differ: bool
) -> None:
    assert frames_differ(one, other) is differ
