"""Printed numbers held against each other: what passes, what is told, what blocks."""

from dataclasses import replace

import pytest
from tests.verdict.figures import hazard, interval, number, p_value

from trialgraph.model.result import Interval
from trialgraph.model.text import Absence
from trialgraph.model.trial import Sides
from trialgraph.verdict.codes import Hypothesis
from trialgraph.verdict.derived import spread
from trialgraph.verdict.gate import Range, Severity
from trialgraph.verdict.gate_estimates import (
    Information,
    contradicts_itself,
    interval_disagrees,
    limit_precision,
    p_and_interval,
    precision_and_events,
    precision_and_patients,
    standard_errors,
    symmetry,
    value_in_interval,
)
from trialgraph.verdict.record import AnalysisInput
from trialgraph.verdict.rules import grade

ONE_SIDED = hazard("0.76", "<0.967", "1s 0.022")


def misread(analysis: AnalysisInput) -> AnalysisInput:
    """Return the analysis with its one-sided limit taken for the end of a two-sided interval."""
    assert analysis.interval is not None
    return replace(analysis, interval=replace(analysis.interval, sides=Sides(2)))


@pytest.mark.parametrize(
    ("value", "limits", "severity"),
    [
        ("0.76", "0.60 to 0.97", Severity.PASS),
        ("0.76", "0.76 to 0.97", Severity.PASS),
        ("0.76", "0.77 to 0.97", Severity.VIOLATION),
        ("0.76", "0.50 to 0.75", Severity.VIOLATION),
        ("0.76", "<0.75", Severity.VIOLATION),
        ("0.76", ">0.75", Severity.PASS),
    ],
)
def test_a_value_lies_in_its_interval(value: str, limits: str, severity: Severity) -> None:
    checked = value_in_interval(hazard(value, limits))
    assert checked is not None
    assert checked.severity is severity


@pytest.mark.parametrize(
    ("analysis", "severity"),
    [
        (hazard("0.62", "0.51 to 0.75"), Severity.PASS),
        (hazard("0.64", "0.47 to 0.88"), Severity.PASS),
        (hazard("0.62", "0.61 to 0.75"), Severity.FINDING),
        (hazard("0.66", "0.53 to 0.79"), Severity.NOTE),
        (replace(hazard("1.2", "-0.4 to 2.8"), measure="MD"), Severity.PASS),
        (replace(hazard("1.2", "-0.4 to 5.0"), measure="MD"), Severity.FINDING),
    ],
)
def test_limits_lie_equally_far_from_the_value(analysis: AnalysisInput, severity: Severity) -> None:
    checked = symmetry(analysis)
    assert checked is not None
    assert checked.severity is severity, checked


@pytest.mark.parametrize(
    ("analysis", "severity"),
    [
        (hazard("0.64", "0.47 to 0.88", "0.005"), Severity.PASS),
        (ONE_SIDED, Severity.PASS),
        (replace(misread(ONE_SIDED), p=p_value("0.022")), Severity.PASS),
        (hazard("0.80", "0.64 to 1.00", "0.005"), Severity.FINDING),
        (hazard("0.80", "0.64 to 1.00", "0.012"), Severity.NOTE),
        (hazard("0.62", "0.51 to 0.75", "<0.001"), Severity.PASS),
        (hazard("0.80", "0.64 to 1.00", "<0.001"), Severity.FINDING),
        (hazard("0.98", "0.80 to 1.20", ">0.05"), Severity.PASS),
        (hazard("0.62", "0.51 to 0.75", ">0.05"), Severity.FINDING),
        (hazard("1.40", "1.05 to 1.87", "1s 0.99"), Severity.PASS),
    ],
)
def test_p_and_interval_tell_the_same(analysis: AnalysisInput, severity: Severity) -> None:
    checked = p_and_interval(analysis)
    assert checked is not None
    assert checked.severity is severity, checked


def test_the_p_of_a_margin_is_held_against_the_margin() -> None:
    shown = replace(
        hazard("1.04", "<1.22"),
        interval=interval("<1.22", "97.5"),
        hypothesis=Hypothesis.NONINFERIORITY,
        margin=number("1.25"),
        p=p_value("0.012", 1, "noninferiority"),
    )
    checked = p_and_interval(shown)
    assert checked is not None
    assert checked.severity is Severity.PASS
    assert p_and_interval(replace(shown, margin=None)) is None
    against_one = p_and_interval(replace(shown, margin=number("1.0")))
    assert against_one is not None
    assert against_one.severity is Severity.FINDING


@pytest.mark.parametrize("events", [(92, 92), (90, 94), (80, 104)])
def test_events_show_the_side_of_a_limit(events: tuple[int, int]) -> None:
    known = Information(events=events)
    right, wrong = (precision_and_events(one, known) for one in (ONE_SIDED, misread(ONE_SIDED)))
    assert right is not None
    assert wrong is not None
    assert right.severity is Severity.PASS
    assert (wrong.severity, wrong.code) == (Severity.FINDING, "side_suspect")


@pytest.mark.parametrize("level", ["50", "40"])
def test_no_one_sided_limit_has_a_level_of_half_or_less(level: str) -> None:
    narrow = replace(hazard("0.64"), interval=interval("0.60 to 0.69", level))
    checked = precision_and_events(narrow, Information(events=(900, 900)))
    assert checked is not None
    assert checked.code == "precision_contradicts_events"


@pytest.mark.parametrize(
    "held",
    [
        interval("0.60 to 0.97", "100"),
        interval("0.60 to 0.97", "0"),
        interval("<0.97", "50"),
        interval("<0.97", "40"),
    ],
)
def test_a_level_that_no_limit_can_have_gives_no_error(held: Interval) -> None:
    odd = replace(hazard("0.76", p="0.02"), interval=held)
    assert spread(odd) is None
    assert p_and_interval(odd) is None
    assert grade(odd).conventional is None


def test_a_two_sided_interval_taken_for_one_sided_is_suspect_too() -> None:
    whole = hazard("0.64", "0.47 to 0.88")
    known = Information(events=(69, 96))
    checked = precision_and_events(whole, known)
    assert checked is not None
    assert checked.severity is Severity.PASS
    assert whole.interval is not None
    half = replace(whole.interval, sides=Sides(1), lower=Absence.NOT_REPORTED)
    suspect = precision_and_events(replace(whole, interval=half), known)
    assert suspect is not None
    assert suspect.code == "side_suspect"


@pytest.mark.parametrize(
    ("value", "is_adjusted", "code"),
    [
        ("0.64", False, "precision_contradicts_events"),
        ("0.64", True, ""),
        ("0.35", False, ""),
    ],
)
def test_far_or_adjusted_ratios_have_more_room(value: str, *, is_adjusted: bool, code: str) -> None:
    limits = {"0.64": "0.45 to 0.91", "0.35": "0.247 to 0.496"}[value]
    known = Information(events=(90, 90), is_adjusted=is_adjusted)
    checked = precision_and_events(hazard(value, limits), known)
    assert checked is not None
    assert checked.code == code, checked


@pytest.mark.parametrize(
    ("analysis", "patients", "severity"),
    [
        (misread(ONE_SIDED), 217, Severity.VIOLATION),
        (misread(hazard("0.81", "<1.02")), 219, Severity.VIOLATION),
        (misread(hazard("0.73", "<0.97")), 219, Severity.PASS),
        (ONE_SIDED, 217, Severity.PASS),
    ],
)
def test_no_estimate_is_more_precise_than_its_patients_allow(
    analysis: AnalysisInput, patients: int, severity: Severity
) -> None:
    checked = precision_and_patients(analysis, Information(patients=patients))
    assert checked is not None
    assert checked.severity is severity


def test_unequal_arms_need_more_events_for_the_same_precision() -> None:
    known = Information(patients=180)
    assert severity_of(known) is Severity.PASS
    assert severity_of(replace(known, ratio=3.0)) is Severity.VIOLATION


def severity_of(known: Information) -> Severity:
    checked = precision_and_patients(ONE_SIDED, known)
    assert checked is not None
    return checked.severity


@pytest.mark.parametrize(
    ("value", "limits", "code"),
    [
        ("0.76", "<0.967", ""),
        ("0.73", "<0.97", ""),
        ("0.81", "<1.02", ""),
        ("0.95", "<0.99", "imprecise_limit"),
    ],
)
def test_one_limit_close_to_the_value_gives_no_error(value: str, limits: str, code: str) -> None:
    checked = limit_precision(hazard(value, limits))
    assert checked is not None
    assert checked.code == code


def test_what_is_not_printed_is_not_checked() -> None:
    bare, credible = hazard("0.76"), hazard("0.76", "0.60 to 0.97", "0.02")
    assert credible.interval is not None
    credible = replace(credible, interval=replace(credible.interval, kind="credible"))
    absent = replace(hazard("0.76", "0.60 to 0.97"), value=Absence.NOT_ESTIMABLE)
    known = Information(events=(90, 90), patients=200)
    for analysis in (bare, credible, absent):
        assert symmetry(analysis) is None
        assert p_and_interval(analysis) is None
        assert precision_and_events(analysis, known) is None
        assert precision_and_patients(analysis, known) is None
        assert limit_precision(analysis) is None
    assert value_in_interval(bare) is None
    assert value_in_interval(absent) is None
    assert limit_precision(hazard("0.76", "0.60 to 0.97")) is None
    assert symmetry(ONE_SIDED) is None
    assert precision_and_events(ONE_SIDED, Information()) is None
    assert precision_and_patients(ONE_SIDED, Information()) is None


def test_a_limit_that_prints_as_zero_is_none() -> None:
    found = spread(hazard("0.1", "0.0001 to 0.2"))
    assert found is not None
    assert standard_errors(found).low > 0
    rounded = spread(replace(hazard("0.3"), interval=interval("0.0 to 0.9")))
    assert rounded is not None
    assert len(rounded.limits) == 1


def test_ranges_touch_or_lie_apart() -> None:
    assert Range(1, 2).gap(Range(2, 3)) == 0
    assert Range(1, 2).gap(Range(2.5, 3)) == 0.5
    assert Range(2.5, 3).gap(Range(1, 2)) == 0.5
    assert Range(1, 3).overlaps(Range(2, 2.5))


@pytest.mark.parametrize(
    ("analysis", "severity"),
    [
        (hazard("0.80", "0.64 to 0.99", "0.06"), Severity.NOTE),
        (hazard("0.80", "0.64 to 0.99", "0.03"), Severity.PASS),
        (hazard("0.80", "0.64 to 1.01", "0.04"), Severity.NOTE),
        (hazard("1.25", "1.01 to 1.55", "0.06"), Severity.NOTE),
        (replace(hazard("0.80", "0.64 to 0.99"), p=p_value("0.06", None)), Severity.NOTE),
        (replace(hazard("0.80", "0.64 to 1.01"), p=p_value("0.04", None)), Severity.PASS),
    ],
)
def test_p_and_interval_stand_on_one_side_of_the_level(
    analysis: AnalysisInput, severity: Severity
) -> None:
    checked = interval_disagrees(analysis)
    assert checked is not None
    assert checked.severity is severity


def test_p_and_interval_of_other_sides_or_no_level_are_not_compared() -> None:
    two = hazard("0.80", "0.64 to 0.99")
    assert two.interval is not None
    assert interval_disagrees(two) is None
    assert interval_disagrees(hazard("0.80", p="0.06")) is None
    assert interval_disagrees(replace(two, p=p_value("0.06", 1))) is None
    without = replace(two.interval, level=None)
    assert interval_disagrees(replace(two, p=p_value("0.06"), interval=without)) is None


def test_events_of_both_arms_together_bound_the_precision_from_above_only() -> None:
    few, many = Information(total_events=184), Information(total_events=2000)
    checked = precision_and_events(misread(ONE_SIDED), few)
    assert checked is not None
    assert (checked.severity, checked.code) == (Severity.FINDING, "side_suspect")
    for known in (few, many):
        checked = precision_and_events(ONE_SIDED, known)
        assert checked is not None
        assert checked.severity is Severity.PASS


def test_only_impossible_numbers_contradict_themselves() -> None:
    known = Information(patients=217)
    assert contradicts_itself(misread(ONE_SIDED), known)
    assert not contradicts_itself(ONE_SIDED, known)
    assert contradicts_itself(hazard("0.76", "0.77 to 0.97"), Information())
    assert not contradicts_itself(hazard("0.62", "0.61 to 0.75"), Information())
    assert not contradicts_itself(hazard("0.76"), known)


@pytest.mark.parametrize(
    "hypothesis", [Hypothesis.SUPERIORITY, Hypothesis.NONINFERIORITY, Hypothesis.EQUIVALENCE]
)
def test_contradicted_numbers_leave_every_hypothesis_undetermined(hypothesis: Hypothesis) -> None:
    met = replace(
        hazard("0.97", "0.85 to 1.10", "0.001"),
        hypothesis=hypothesis,
        margin=number("1.25"),
        equivalence_margins=(number("0.80"), number("1.25")),
    )
    verdict = grade(replace(met, is_contradicted=True))
    assert (verdict.strength, verdict.reason) == ("undetermined", "conflicting_inputs")
    assert verdict.formal == "unknown"
    assert verdict.conventional is None
    assert grade(met).reason != "conflicting_inputs"
