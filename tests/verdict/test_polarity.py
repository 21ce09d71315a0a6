"""Which arm an estimate favours: event, measure and numerator together."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.verdict.figures import hazard, number

from trialgraph.model.result import Measure
from trialgraph.model.text import Absence
from trialgraph.verdict.codes import Direction, Numerator, Polarity
from trialgraph.verdict.polarity import direction, null_value
from trialgraph.verdict.record import AnalysisInput

BENEFIT, HARM = Direction.EXPERIMENTAL, Direction.COMPARATOR
UNRESOLVED = Direction.UNRESOLVED


@pytest.mark.parametrize(
    ("measure", "polarity", "printed", "favoured"),
    [
        ("HR", Polarity.BAD_EVENT, "0.76", BENEFIT),
        ("HR", Polarity.BAD_EVENT, "1.28", HARM),
        ("HR", Polarity.BAD_EVENT, "1.00", Direction.NEITHER),
        ("HR", Polarity.GOOD_EVENT, "1.29", BENEFIT),
        ("HR", Polarity.MORE_IS_BETTER, "0.76", UNRESOLVED),
        ("csHR", Polarity.BAD_EVENT, "0.70", BENEFIT),
        ("sHR", Polarity.BAD_EVENT, "0.82", BENEFIT),
        ("IRR", Polarity.LESS_IS_BETTER, "0.80", BENEFIT),
        ("RR", Polarity.MORE_IS_BETTER, "1.20", BENEFIT),
        ("OR", Polarity.MORE_IS_BETTER, "0.957", HARM),
        ("OR", Polarity.BAD_EVENT, "0.80", UNRESOLVED),
        ("RD", Polarity.MORE_IS_BETTER, "10.8", BENEFIT),
        ("RD", Polarity.LESS_IS_BETTER, "3.0", HARM),
        ("MD", Polarity.LESS_IS_BETTER, "-2.4", BENEFIT),
        ("MD", Polarity.UNKNOWN, "-2.4", UNRESOLVED),
        ("SMD", Polarity.MORE_IS_BETTER, "0.3", BENEFIT),
        ("difference", Polarity.BAD_EVENT, "2.1", UNRESOLVED),
        ("RMST_difference", Polarity.BAD_EVENT, "2.1", BENEFIT),
        ("RMST_ratio", Polarity.GOOD_EVENT, "1.2", HARM),
        ("WR", Polarity.UNKNOWN, "1.3", BENEFIT),
        ("VE", Polarity.BAD_EVENT, "94.1", BENEFIT),
        ("other", Polarity.MORE_IS_BETTER, "1.3", UNRESOLVED),
    ],
)
def test_direction_follows_event_and_measure(
    measure: Measure, polarity: Polarity, printed: str, favoured: Direction
) -> None:
    analysis = AnalysisInput(measure=measure, value=number(printed), polarity=polarity)
    assert direction(analysis) is favoured


def test_the_numerator_turns_the_direction() -> None:
    analysis = hazard("0.76")
    assert direction(replace(analysis, numerator=Numerator.COMPARATOR)) is HARM
    assert direction(replace(analysis, numerator=Numerator.UNKNOWN)) is UNRESOLVED


def test_without_a_value_only_words_give_a_direction() -> None:
    silent = replace(hazard("0.76"), value=Absence.NOT_REPORTED)
    assert direction(silent) is UNRESOLVED
    assert direction(replace(silent, favours=HARM)) is HARM


@pytest.mark.parametrize(
    ("measure", "null"),
    [("HR", Decimal(1)), ("RD", Decimal(0)), ("VE", Decimal(0)), ("other", None)],
)
def test_no_effect_is_one_for_ratios_and_zero_for_differences(
    measure: Measure, null: Decimal | None
) -> None:
    assert null_value(AnalysisInput(measure=measure, value=number("5"))) == null


def test_a_printed_null_replaces_the_usual_one() -> None:
    efficacy = AnalysisInput(measure="VE", value=number("28.0"), null=Decimal(30))
    assert (null_value(efficacy), direction(efficacy)) == (Decimal(30), HARM)
