"""How printed p-values and limits are held against a level, over all that rounding allows."""

from dataclasses import replace
from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.verdict.figures import (
    ONE_SIDED,
    TWO_SIDED,
    hazard,
    interval,
    level,
    number,
    outside,
    p_value,
    primary,
)

from trialgraph.model.text import Absence
from trialgraph.verdict.codes import (
    Direction,
    Numerator,
    Outcome,
    Polarity,
    Reason,
    Reservation,
    Strength,
)
from trialgraph.verdict.derived import (
    conventional_includes_null,
    conventional_interval,
    half_unit,
    p_from_interval,
)
from trialgraph.verdict.level_test import (
    excludes_null,
    outcome_towards,
    p_one_sided,
    p_towards,
)
from trialgraph.verdict.polarity import Orientation
from trialgraph.verdict.record import AnalysisInput, Level
from trialgraph.verdict.rules import grade

BENEFIT, HARM = Direction.EXPERIMENTAL, Direction.COMPARATOR
SMALLER = Orientation(Decimal(1), smaller_is_better=True)
RATES = AnalysisInput(
    measure="RD",
    value=number("10.8"),
    interval=interval("4.2 to 17.5"),
    polarity=Polarity.MORE_IS_BETTER,
)


@pytest.mark.parametrize(
    ("p", "outcome"),
    [
        ("0.049", Outcome.MET),
        ("0.05", Outcome.AMBIGUOUS),
        ("0.050", Outcome.AMBIGUOUS),
        ("0.051", Outcome.NOT_MET),
        ("<0.05", Outcome.MET),
        ("<=0.05", Outcome.MET),
        ("<0.1", Outcome.AMBIGUOUS),
        (">0.05", Outcome.NOT_MET),
        (">=0.05", Outcome.AMBIGUOUS),
        (">0.01", Outcome.AMBIGUOUS),
        ("1s 0.022", Outcome.MET),
        ("1s 0.025", Outcome.AMBIGUOUS),
        ("1s 0.03", Outcome.AMBIGUOUS),
        ("1s 0.031", Outcome.NOT_MET),
    ],
)
def test_p_decides_only_where_rounding_leaves_no_choice(p: str, outcome: Outcome) -> None:
    assert outcome_towards(hazard("0.76", "", p), TWO_SIDED, BENEFIT) is outcome


@pytest.mark.parametrize(
    ("limits", "outcome"),
    [
        ("0.64 to 0.99", Outcome.MET),
        ("0.64 to 1.00", Outcome.AMBIGUOUS),
        ("0.64 to 1", Outcome.AMBIGUOUS),
        ("0.64 to 1.01", Outcome.NOT_MET),
        ("<0.85", Outcome.MET),
        ("<1.10", Outcome.NOT_MET),
        (">0.70", Outcome.MET),
    ],
)
def test_without_p_the_limit_decides_and_another_level_goes_through_the_error(
    limits: str, outcome: Outcome
) -> None:
    assert outcome_towards(hazard("0.76", limits), TWO_SIDED, BENEFIT) is outcome


def test_the_p_outranks_the_interval() -> None:
    analysis = hazard("0.80", "0.64 to 1.02", "0.03")
    assert outcome_towards(analysis, TWO_SIDED, BENEFIT) is Outcome.MET


def test_the_p_of_an_interaction_tests_nothing_here() -> None:
    analysis = replace(hazard("0.76", "0.60 to 0.96"), p=p_value("0.70", tests="interaction"))
    assert outcome_towards(analysis, TWO_SIDED, BENEFIT) is Outcome.MET


@pytest.mark.parametrize(
    ("limits", "p", "outcome"),
    [
        ("", "0.01", Outcome.MET),
        ("", "0.031", Outcome.CONFLICTING),
        ("0.64 to 0.98", "0.031", Outcome.MET),
        ("0.64 to 1.02", "0.031", Outcome.NOT_MET),
        ("0.64 to 1.00", "0.031", Outcome.CONFLICTING),
    ],
)
def test_a_p_of_unknown_side_is_read_both_ways(limits: str, p: str, outcome: Outcome) -> None:
    analysis = replace(hazard("0.80", limits), p=p_value(p, None))
    assert outcome_towards(analysis, TWO_SIDED, BENEFIT) is outcome


@pytest.mark.parametrize(
    ("value", "p", "towards", "outcome"),
    [
        ("1.80", "0.02", HARM, Outcome.MET),
        ("2.20", "0.047", HARM, Outcome.MET),
        ("1.20", "0.30", HARM, Outcome.NOT_MET),
        ("1.20", "0.98", HARM, Outcome.CONFLICTING),
        ("0.90", "0.98", BENEFIT, Outcome.NOT_MET),
    ],
)
def test_a_p_on_the_other_side_of_one_half_than_its_estimate_is_two_sided(
    value: str, p: str, towards: Direction, outcome: Outcome
) -> None:
    analysis = replace(hazard(value), p=p_value(p, None))
    assert outcome_towards(analysis, TWO_SIDED, towards) is outcome


def test_a_harm_whose_p_and_interval_name_neither_side_nor_level_is_no_conflict() -> None:
    limits = replace(interval("1.1 to 2.9"), level=None)
    verdict = grade(replace(outside("1.80"), interval=limits, p=p_value("0.02", None)))
    assert (verdict.strength, verdict.rule) == (Strength.NOMINAL, "V15")


def test_a_p_of_unknown_side_and_a_value_without_side_conflict() -> None:
    analysis = replace(hazard("0.80"), p=p_value("0.03", None), polarity=Polarity.UNKNOWN)
    known = replace(analysis, value=Absence.NOT_REPORTED, favours=BENEFIT)
    assert outcome_towards(known, TWO_SIDED, BENEFIT) is Outcome.CONFLICTING
    assert p_one_sided(known, BENEFIT) is None


@pytest.mark.parametrize(
    "analysis",
    [
        hazard("0.80"),
        replace(hazard("0.80", "0.6 to 0.9"), polarity=Polarity.UNKNOWN),
        replace(hazard("0.80"), interval=replace(interval("0.6 to 0.9"), kind="credible")),
        replace(hazard("0.80"), interval=replace(interval("0.6 to 0.9"), level=None)),
        replace(hazard("0.80", "<0.90"), value=Absence.NOT_REPORTED),
        replace(hazard("0.80", "<0.90"), measure="VE"),
        replace(hazard("0.80", "<0.90"), null=Decimal(0)),
        replace(hazard("0.0", "<0.9")),
        hazard("0.80", "<0.80"),
    ],
)
def test_what_cannot_be_tested_is_unknown(analysis: AnalysisInput) -> None:
    assert outcome_towards(analysis, TWO_SIDED, BENEFIT) is Outcome.UNKNOWN


def test_an_adjusted_interval_decides_by_its_limit_but_yields_no_error() -> None:
    analysis = replace(hazard("0.80"), interval=replace(interval("0.6 to 0.9"), kind="adjusted"))
    assert outcome_towards(analysis, TWO_SIDED, BENEFIT) is Outcome.MET
    assert outcome_towards(analysis, ONE_SIDED, BENEFIT) is Outcome.UNKNOWN
    assert conventional_interval(analysis) is None


def test_zero_is_no_limit_of_a_ratio() -> None:
    two_limits = replace(hazard("0.76", "0 to 0.967"), p=None)
    assert outcome_towards(two_limits, TWO_SIDED, BENEFIT) is Outcome.MET
    assert conventional_includes_null(two_limits) is False


def test_a_difference_is_tested_on_its_own_scale() -> None:
    assert outcome_towards(RATES, TWO_SIDED, BENEFIT) is Outcome.MET
    assert outcome_towards(RATES, level("0.0001"), BENEFIT) is Outcome.NOT_MET
    assert outcome_towards(RATES, TWO_SIDED, HARM) is Outcome.NOT_MET


def test_an_interval_of_another_level_gives_the_conventional_one() -> None:
    ninety = hazard("0.80", "0.66 to 0.97")
    ninety = replace(ninety, interval=interval("0.66 to 0.97", "90"))
    found = conventional_interval(ninety)
    assert found is not None
    assert (found.lower, found.upper) == (Decimal("0.636"), Decimal("1.006"))
    assert conventional_includes_null(ninety) is True


def test_nothing_is_derived_from_a_limit_next_to_the_value() -> None:
    assert conventional_interval(hazard("0.95", "<0.99")) is None
    assert conventional_interval(hazard("0.95", "<0.95")) is None
    assert conventional_includes_null(hazard("0.95", "<0.99")) is None


def test_a_difference_from_one_limit_is_derived_on_its_own_scale() -> None:
    found = conventional_interval(replace(RATES, value=number("6.2"), interval=interval(">1.1")))
    assert found is not None
    assert (found.lower, found.upper) == (Decimal("0.12"), Decimal("12.28"))


def test_a_measure_without_a_known_null_has_no_conventional_test() -> None:
    assert conventional_includes_null(replace(RATES, measure="other")) is None


@pytest.mark.parametrize(
    ("limits", "is_harm"),
    [("1.05 to 1.87", True), ("0.99 to 1.87", False), ("<1.87", False), (">1.05", True)],
)
def test_harm_is_seen_in_the_limit_on_the_favourable_side(limits: str, is_harm: bool) -> None:  # noqa: FBT001 - a column of the table
    assert excludes_null(hazard("1.40", limits), Direction.COMPARATOR) is is_harm


def test_without_polarity_no_side_is_harm() -> None:
    unknown = replace(hazard("1.40", "1.05 to 1.87"), polarity=Polarity.UNKNOWN)
    assert not excludes_null(unknown, Direction.COMPARATOR)


def test_contradiction_needs_a_known_side() -> None:
    analysis = replace(primary("0.80", "", "0.03"), value=Absence.NOT_REPORTED, favours=BENEFIT)
    unknown = replace(analysis, polarity=Polarity.UNKNOWN)
    assert grade(unknown).reservations == ()


@given(p=st.decimals(min_value="0.001", max_value="0.999", places=3), is_favoured=st.booleans())
def test_a_two_sided_p_is_half_on_the_side_of_the_estimate(
    p: Decimal,
    is_favoured: bool,  # noqa: FBT001 - drawn by hypothesis
) -> None:
    printed = p_value(str(p))
    one_sided = p_towards(printed, 1, is_favoured=is_favoured)
    halved = p_towards(printed, 2, is_favoured=is_favoured)
    if is_favoured:
        assert (halved.lower, halved.upper) == (one_sided.lower / 2, one_sided.upper / 2)
    else:
        assert (1 - halved.upper, 1 - halved.lower) == (one_sided.lower / 2, one_sided.upper / 2)


RATIO = st.decimals(min_value="0.20", max_value="4.00", places=2)


@given(value=RATIO, width=st.decimals(min_value="0.05", max_value="1.50", places=2))
def test_swapping_the_numerator_turns_the_direction_and_keeps_the_strength(
    value: Decimal, width: Decimal
) -> None:
    lower = (value / (1 + width)).quantize(Decimal("0.001"))
    upper = (value * (1 + width)).quantize(Decimal("0.001"))
    analysis = outside(str(value), f"{lower} to {upper}")
    straight, swapped = grade(analysis), grade(replace(analysis, numerator=Numerator.COMPARATOR))
    turned = {BENEFIT: HARM, HARM: BENEFIT, Direction.NEITHER: Direction.NEITHER}
    assert swapped.direction is turned[straight.direction]
    if straight.direction is not Direction.NEITHER:
        assert (swapped.strength, swapped.rule) == (straight.strength, straight.rule)


@given(value=RATIO, width=st.decimals(min_value="0.05", max_value="1.50", places=2))
def test_p_from_an_interval_covers_the_unrounded_one_and_mirrors(
    value: Decimal, width: Decimal
) -> None:
    analysis = hazard(str(value), f"<{value * (1 + width):.3f}")
    towards = p_from_interval(analysis, SMALLER)
    against = p_from_interval(analysis, SMALLER.flipped())
    assert towards is not None
    assert against is not None
    assert towards.lower <= towards.upper
    assert float(1 - towards.upper) == pytest.approx(float(against.lower), abs=1e-9)


@given(
    alpha=st.sampled_from(["0.01", "0.025", "0.05", "0.10", "0.20"]),
    value=st.sampled_from(["0.62", "0.76", "0.90", "1.10"]),
    sides=st.sampled_from([1, 2]),
    p=st.decimals(min_value="0.001", max_value="0.600", places=3),
)
def test_what_is_met_at_a_level_is_met_at_every_higher_one(
    alpha: str, value: str, sides: Literal[1, 2], p: Decimal
) -> None:
    analysis = hazard(value, "", str(p))
    strict = Level(alpha=Decimal(alpha), sides=sides)
    lenient = Level(alpha=Decimal(alpha) * 2, sides=sides)
    if outcome_towards(analysis, strict, BENEFIT) is Outcome.MET:
        assert outcome_towards(analysis, lenient, BENEFIT) is Outcome.MET


@pytest.mark.parametrize(
    ("printed", "half"), [("0.76", "0.005"), ("0.050", "0.0005"), ("12", "0.5"), ("10.8", "0.05")]
)
def test_half_a_unit_follows_the_printed_decimals(printed: str, half: str) -> None:
    assert half_unit(number(printed)) == Decimal(half)


@pytest.mark.parametrize(
    ("limits", "p", "outcome"),
    [
        ("0.64 to 1.00", "0.047", Outcome.MET),
        ("0.64 to 1.00", "0.052", Outcome.NOT_MET),
        ("0.64 to 1.00", "0.024", Outcome.MET),
    ],
)
def test_a_limit_rounded_to_the_null_leaves_a_two_sided_p_its_say(
    limits: str, p: str, outcome: Outcome
) -> None:
    analysis = replace(hazard("0.80", limits), p=p_value(p, None))
    assert outcome_towards(analysis, TWO_SIDED, BENEFIT) is outcome


def test_an_interval_of_another_level_tells_how_many_sides_a_p_has() -> None:
    wide = replace(
        hazard("0.78"), interval=interval("0.59 to 1.03", "97.51"), p=p_value("0.0469", None)
    )
    assert outcome_towards(wide, TWO_SIDED, BENEFIT) is Outcome.MET
    assert outcome_towards(wide, level("0.0249"), BENEFIT) is (Outcome.NOT_MET)


@pytest.mark.parametrize(
    ("p", "wanted"), [("0.046", set()), ("0.30", {Reservation.FAILS_CONVENTIONAL_LEVEL})]
)
def test_a_limit_that_prints_as_the_null_fails_no_level_that_the_p_meets(
    p: str, wanted: set[Reservation]
) -> None:
    analysis = replace(outside("0.81", "0.65 to 1.00", p), trial_level=level("0.9"))
    held = {*grade(analysis).reservations} & {Reservation.FAILS_CONVENTIONAL_LEVEL}
    assert held == wanted


def test_a_ratio_disputed_by_its_own_sentence_has_neither_direction_nor_verdict() -> None:
    noted = frozenset({Reservation.DISPUTED_DIRECTION})
    verdict = grade(replace(primary("0.60", "0.45 to 0.80", "0.001"), noted=noted))
    assert verdict.direction is Direction.UNRESOLVED
    assert (verdict.strength, verdict.reason, verdict.rule) == (
        Strength.UNDETERMINED,
        Reason.CONFLICTING_INPUTS,
        "V6",
    )
    assert verdict.reservations == (Reservation.DISPUTED_DIRECTION,)
