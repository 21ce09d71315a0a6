"""What an analysis supports, in a table of figures from many kinds of trials."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest
from tests.verdict.figures import (
    ONE_SIDED,
    boundary,
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
    AuthorsWord,
    Basis,
    Direction,
    Formal,
    Gate,
    Hypothesis,
    Numerator,
    Origin,
    Plan,
    Polarity,
    Reason,
    Reservation,
    Strength,
)
from trialgraph.verdict.margin import margin_facts, n6_beyond
from trialgraph.verdict.record import CONVENTIONAL, AnalysisInput
from trialgraph.verdict.reservations import blocking
from trialgraph.verdict.rules import authors_agree, grade, is_plain_benefit


@dataclass(frozen=True)
class Case:
    """One analysis as printed, and what it supports."""

    name: str
    analysis: AnalysisInput
    rule: str
    strength: Strength
    reason: Reason
    direction: Direction = Direction.EXPERIMENTAL
    reservations: frozenset[Reservation] = field(default=frozenset())


NON_INFERIOR = replace(
    hazard("0.97", "0.85 to 1.10"),
    hypothesis=Hypothesis.NONINFERIORITY,
    plan=Plan.IN_PLAN,
    margin=number("1.15"),
)
NO_EFFICACY = replace(hazard("0.80", "0.60 to 1.06"), plan=Plan.IN_PLAN, stage="interim")


def interim(value: str, limits: str, p: str) -> AnalysisInput:
    """Return an interim look at the primary end point, level not printed."""
    return replace(primary(value, limits, p), level=None, stage="interim")


def against(margin: str, value: str, limits: str) -> AnalysisInput:
    """Return a planned comparison with a margin."""
    analysis = hazard(value, limits)
    return replace(
        NON_INFERIOR, value=analysis.value, interval=analysis.interval, margin=number(margin)
    )


GOOD_RATE = AnalysisInput(
    measure="IRR",
    value=number("1.29"),
    interval=interval("1.12 to 1.49"),
    p=p_value("<0.001"),
    polarity=Polarity.GOOD_EVENT,
    plan=Plan.IN_PLAN,
    level=level("0.05"),
)
RESPONSE = AnalysisInput(
    measure="RD",
    value=number("6.2"),
    interval=interval(">1.1"),
    polarity=Polarity.MORE_IS_BETTER,
    plan=Plan.IN_PLAN,
    level=ONE_SIDED,
)
SCORE = AnalysisInput(measure="MD", value=number("-2.4"), interval=interval("-4.1 to -0.7"))

LOOKS = [
    Case(
        "T01 second interim crosses",
        replace(
            interim("0.66", "0.52 to 0.84", "0.0008"),
            role="secondary",
            step=2,
            gate=Gate.OPEN,
            boundary=boundary(p="0.0138"),
        ),
        "V9",
        Strength.CONFIRMED,
        Reason.BOUNDARY_CROSSED,
    ),
    Case(
        "T02 boundary not printed, authors silent",
        interim("0.72", "0.55 to 0.94", "0.016"),
        "V14",
        Strength.UNDETERMINED,
        Reason.LEVEL_OR_BOUNDARY_NOT_PRINTED,
    ),
    Case(
        "T03 boundary not printed, said to be crossed",
        replace(interim("0.72", "0.55 to 0.94", "0.016"), boundary=boundary(crossed=True)),
        "V10",
        Strength.CONFIRMED,
        Reason.ASSERTED_BY_AUTHORS,
        reservations=frozenset({Reservation.ASSERTED}),
    ),
    Case(
        "T04 futility",
        replace(
            interim("1.02", "0.80 to 1.30", "0.87"),
            boundary=boundary(kind="futility", crossed=True),
        ),
        "V7",
        Strength.NOT_SIGNIFICANT,
        Reason.FUTILITY,
        Direction.COMPARATOR,
        frozenset({Reservation.ASSERTED}),
    ),
    Case(
        "futility by the value",
        replace(
            interim("1.02", "0.80 to 1.30", "0.87"), boundary=boundary("0.95", kind="futility")
        ),
        "V7",
        Strength.NOT_SIGNIFICANT,
        Reason.FUTILITY,
        Direction.COMPARATOR,
    ),
    Case(
        "futility boundary not reached decides nothing",
        replace(NO_EFFICACY, boundary=boundary("0.95", kind="futility")),
        "V14",
        Strength.UNDETERMINED,
        Reason.LEVEL_OR_BOUNDARY_NOT_PRINTED,
    ),
    Case(
        "futility boundary of unknown height decides nothing",
        replace(NO_EFFICACY, boundary=boundary(kind="futility")),
        "V14",
        Strength.UNDETERMINED,
        Reason.LEVEL_OR_BOUNDARY_NOT_PRINTED,
    ),
    Case(
        "harm boundary with its alpha",
        replace(interim("1.60", "1.10 to 2.33", "0.01"), boundary=boundary("1.5", "0.02", "harm")),
        "V7",
        Strength.CONFIRMED,
        Reason.HARM_BOUNDARY,
        Direction.COMPARATOR,
    ),
    Case(
        "harm boundary without alpha",
        replace(interim("1.60", "1.10 to 2.33", "0.01"), boundary=boundary("1.5", "", "harm")),
        "V7",
        Strength.NOMINAL,
        Reason.HARM_BOUNDARY,
        Direction.COMPARATOR,
    ),
    Case(
        "boundary p crossed, boundary value not",
        replace(interim("0.72", "0.55 to 0.94", "0.016"), boundary=boundary("0.70", "0.02")),
        "V6",
        Strength.UNDETERMINED,
        Reason.CONFLICTING_INPUTS,
    ),
    Case(
        "said to be crossed, figures say not",
        replace(
            interim("0.72", "0.55 to 0.94", "0.016"), boundary=boundary(p="0.01", crossed=True)
        ),
        "V6",
        Strength.UNDETERMINED,
        Reason.CONFLICTING_INPUTS,
    ),
    Case(
        "boundary rounds to the value, authors decide",
        replace(
            interim("0.70", "0.55 to 0.94", ""),
            boundary=boundary("0.70"),
            authors=AuthorsWord.SIGNIFICANT,
        ),
        "V10",
        Strength.CONFIRMED,
        Reason.ASSERTED_BY_AUTHORS,
        reservations=frozenset({Reservation.ASSERTED}),
    ),
    Case(
        "boundary missed at the final analysis",
        replace(
            primary("0.80", "0.64 to 1.00", "0.05"), boundary=boundary(p="0.04"), stage="final"
        ),
        "V12",
        Strength.NOT_SIGNIFICANT,
        Reason.LEVEL_NOT_MET,
    ),
    Case(
        "boundary on the other scale side: more is better",
        replace(GOOD_RATE, stage="interim", level=None, boundary=boundary("1.20")),
        "V9",
        Strength.CONFIRMED,
        Reason.BOUNDARY_CROSSED,
    ),
    Case(
        "one-sided boundary held against a two-sided p",
        replace(
            interim("0.72", "0.55 to 0.94", "0.016"),
            boundary=boundary(p="0.0090"),
            boundary_sides=1,
        ),
        "V9",
        Strength.CONFIRMED,
        Reason.BOUNDARY_CROSSED,
    ),
    Case(
        "boundary p, but no p printed",
        replace(interim("0.72", "0.55 to 0.94", ""), boundary=boundary(p="0.0090")),
        "V14",
        Strength.UNDETERMINED,
        Reason.LEVEL_OR_BOUNDARY_NOT_PRINTED,
    ),
]

NOT_PRINTED = replace(
    interim("0.72", "", "0.016"), value=Absence.NOT_REPORTED, favours=Direction.EXPERIMENTAL
)
LOOKS.append(
    Case(
        "boundary value, but no value printed",
        replace(NOT_PRINTED, boundary=boundary("0.70")),
        "V14",
        Strength.UNDETERMINED,
        Reason.LEVEL_OR_BOUNDARY_NOT_PRINTED,
    )
)

PLANNED = [
    Case(
        "T05 split, strict half",
        replace(primary("0.80", "0.65 to 0.98", "0.033"), level=level("0.01")),
        "V12",
        Strength.NOT_SIGNIFICANT,
        Reason.LEVEL_NOT_MET,
    ),
    Case(
        "T05 split, lenient half",
        replace(primary("0.80", "0.65 to 0.98", "0.033"), level=level("0.04")),
        "V9",
        Strength.CONFIRMED,
        Reason.LEVEL_MET,
    ),
    Case(
        "T06 split not printed",
        replace(primary("0.80", "0.65 to 0.98", "0.033"), level=None),
        "V14",
        Strength.UNDETERMINED,
        Reason.LEVEL_OR_BOUNDARY_NOT_PRINTED,
    ),
    Case(
        "T08 second step missed",
        replace(primary("0.84", "0.70 to 1.01", "0.06"), role="secondary", step=2, gate=Gate.OPEN),
        "V12",
        Strength.NOT_SIGNIFICANT,
        Reason.LEVEL_NOT_MET,
    ),
    Case(
        "T08 third step blocked",
        replace(
            primary("0.70", "0.56 to 0.87", "0.002"),
            role="secondary",
            step=3,
            gate=Gate.BLOCKED,
            trial_level=level("0.05"),
        ),
        "V15",
        Strength.NOMINAL,
        Reason.HIERARCHY_BLOCKED,
    ),
    Case(
        "T09 update of a met test",
        replace(outside("0.90", "0.76 to 1.07"), plan=Plan.UPDATED_AFTER_DECISION),
        "V16",
        Strength.NOT_SIGNIFICANT,
        Reason.UPDATED_AFTER_DECISION,
    ),
    Case(
        "T11 subgroup of a failed trial",
        replace(
            outside("0.72", "0.55 to 0.94"),
            plan=Plan.SUBGROUP,
            p=p_value("0.40", tests="interaction"),
            primary_missed=True,
        ),
        "V15",
        Strength.NOMINAL,
        Reason.SUBGROUP,
        reservations=frozenset({Reservation.SUBGROUP, Reservation.PRIMARY_NOT_MET}),
    ),
    Case(
        "T12 population as a step",
        replace(primary("0.70", "0.53 to 0.94", "0.016"), step=2, level=level("0.025")),
        "V9",
        Strength.CONFIRMED,
        Reason.STEP_MET,
    ),
    Case("T24 good event", GOOD_RATE, "V9", Strength.CONFIRMED, Reason.LEVEL_MET),
    Case(
        "T25 unknown instrument",
        SCORE,
        "V5",
        Strength.UNDETERMINED,
        Reason.POLARITY_UNKNOWN,
        Direction.UNRESOLVED,
    ),
    Case(
        "T27 p prints as the level",
        replace(primary("0.80", "", "0.05"), authors=AuthorsWord.NOT_SIGNIFICANT),
        "V13",
        Strength.NOT_SIGNIFICANT,
        Reason.ASSERTED_BY_AUTHORS,
        reservations=frozenset({Reservation.ASSERTED}),
    ),
    Case(
        "p prints as the level, authors silent",
        primary("0.80", "", "0.05"),
        "V14",
        Strength.UNDETERMINED,
        Reason.ROUNDING,
    ),
    Case(
        "T28 lower limit only",
        RESPONSE,
        "V9",
        Strength.CONFIRMED,
        Reason.LEVEL_MET,
        reservations=frozenset({Reservation.LENIENT_LEVEL}),
    ),
    Case(
        "T29 phase 2 at 20 %",
        replace(primary("0.80", "", "1s 0.11"), level=level("0.20", 1)),
        "V9",
        Strength.CONFIRMED,
        Reason.LEVEL_MET,
        reservations=frozenset({Reservation.LENIENT_LEVEL}),
    ),
    Case(
        "T30 hazard ratio",
        primary("0.85", "0.70 to 1.03", "0.10"),
        "V12",
        Strength.NOT_SIGNIFICANT,
        Reason.LEVEL_NOT_MET,
    ),
    Case(
        "T30 restricted mean",
        replace(
            outside("2.1", "0.3 to 3.9"), measure="RMST_difference", polarity=Polarity.BAD_EVENT
        ),
        "V15",
        Strength.NOMINAL,
        Reason.NOT_IN_ALPHA_PLAN,
    ),
    Case(
        "T32 safety end point, harm",
        replace(outside("1.40", "1.05 to 1.87"), is_safety_end_point=True),
        "V15",
        Strength.NOMINAL,
        Reason.NOT_IN_ALPHA_PLAN,
        Direction.COMPARATOR,
    ),
    Case(
        "T32 safety end point, harm not excluded",
        replace(outside("1.15", "0.90 to 1.47"), is_safety_end_point=True),
        "V16",
        Strength.NOT_SIGNIFICANT,
        Reason.NOT_IN_ALPHA_PLAN,
        Direction.COMPARATOR,
        frozenset({Reservation.DETRIMENT_NOT_EXCLUDED}),
    ),
    Case(
        "safety end point is never a benefit",
        replace(
            outside("0.70", "0.55 to 0.90"), is_safety_end_point=True, harm_threshold=Decimal("1.3")
        ),
        "V16",
        Strength.NOT_SIGNIFICANT,
        Reason.NOT_IN_ALPHA_PLAN,
    ),
    Case(
        "T33 two-sided harm",
        primary("1.40", "1.05 to 1.87", "0.022"),
        "V9",
        Strength.CONFIRMED,
        Reason.LEVEL_MET,
        Direction.COMPARATOR,
    ),
    Case(
        "T33 one-sided harm",
        replace(primary("1.40", "1.05 to 1.87", "1s 0.99"), level=level("0.025", 1)),
        "V12a",
        Strength.NOMINAL,
        Reason.UNFAVOURABLE_NOT_FORMALLY_TESTED,
        Direction.COMPARATOR,
    ),
    Case(
        "T34 treatment policy",
        primary("0.90", "0.75 to 1.08"),
        "V12",
        Strength.NOT_SIGNIFICANT,
        Reason.LEVEL_NOT_MET,
    ),
    Case(
        "T34 adjusted for crossover",
        outside("0.70", "0.52 to 0.94"),
        "V15",
        Strength.NOMINAL,
        Reason.NOT_IN_ALPHA_PLAN,
    ),
    Case(
        "T36 the ratio decides, not the medians",
        primary("0.78", "0.62 to 0.98", "0.033"),
        "V9",
        Strength.CONFIRMED,
        Reason.LEVEL_MET,
    ),
    Case(
        "a missed co-primary",
        replace(primary("0.78", "0.62 to 0.98", "0.033"), co_primary_missed=True),
        "V8",
        Strength.NOMINAL,
        Reason.CO_PRIMARY_FAILED,
    ),
    Case(
        "two readings of the level",
        replace(primary("0.78", "0.62 to 0.98", "0.033"), level_candidates=(level("0.01"),)),
        "V6",
        Strength.UNDETERMINED,
        Reason.CONFLICTING_INPUTS,
    ),
    Case(
        "two readings of the level that agree",
        replace(primary("0.78", "0.62 to 0.98", "0.033"), level_candidates=(level("0.04"),)),
        "V9",
        Strength.CONFIRMED,
        Reason.LEVEL_MET,
    ),
    Case(
        "p and interval disagree",
        primary("0.80", "0.64 to 0.98", "0.08"),
        "V12",
        Strength.NOT_SIGNIFICANT,
        Reason.LEVEL_NOT_MET,
        reservations=frozenset({Reservation.INTERVAL_DISAGREES}),
    ),
    Case(
        "p met, printed interval holds the null",
        primary("0.80", "0.64 to 1.02", "0.03"),
        "V9",
        Strength.CONFIRMED,
        Reason.LEVEL_MET,
        reservations=frozenset(
            {Reservation.INTERVAL_DISAGREES, Reservation.FAILS_CONVENTIONAL_LEVEL}
        ),
    ),
]

NO_LEVEL = [
    Case(
        "assumed level against the authors' success",
        replace(
            primary("0.80", "0.62 to 1.04", "0.09"),
            level=None,
            is_single_final_primary=True,
            authors=AuthorsWord.SIGNIFICANT,
        ),
        "V6",
        Strength.UNDETERMINED,
        Reason.CONFLICTING_INPUTS,
        reservations=frozenset({Reservation.LEVEL_ASSUMED}),
    ),
    Case(
        "single primary, said not to be significant",
        replace(
            primary("0.80", "0.62 to 1.04", "0.09"),
            level=None,
            is_single_final_primary=True,
            authors=AuthorsWord.NOT_SIGNIFICANT,
        ),
        "V13",
        Strength.NOT_SIGNIFICANT,
        Reason.ASSERTED_BY_AUTHORS,
        reservations=frozenset({Reservation.ASSERTED, Reservation.LEVEL_ASSUMED}),
    ),
    Case(
        "single primary, authors silent",
        replace(primary("0.80", "0.66 to 0.97", "0.02"), level=None, is_single_final_primary=True),
        "V14",
        Strength.UNDETERMINED,
        Reason.LEVEL_OR_BOUNDARY_NOT_PRINTED,
    ),
    Case(
        "perhaps in the plan, said to be significant",
        replace(hazard("0.80", "0.66 to 0.97"), authors=AuthorsWord.SIGNIFICANT),
        "V14",
        Strength.UNDETERMINED,
        Reason.LEVEL_OR_BOUNDARY_NOT_PRINTED,
    ),
    Case(
        "level printed, nothing to hold against it",
        replace(
            primary("0.80", "0.66 to 0.97"),
            interval=replace(interval("0.66 to 0.97"), level=None),
        ),
        "V14",
        Strength.UNDETERMINED,
        Reason.NO_P_NO_INTERVAL,
    ),
    Case(
        "nothing but a value",
        primary("0.80"),
        "V4",
        Strength.UNDETERMINED,
        Reason.NO_P_NO_INTERVAL,
    ),
    Case(
        "a value and the authors' word",
        replace(primary("0.80"), role="primary", authors=AuthorsWord.SIGNIFICANT),
        "V10",
        Strength.CONFIRMED,
        Reason.ASSERTED_BY_AUTHORS,
        reservations=frozenset({Reservation.ASSERTED}),
    ),
    Case(
        "outside the plan, authors decide at the rounding",
        replace(outside("0.80", "", "0.05"), authors=AuthorsWord.SIGNIFICANT),
        "V15",
        Strength.NOMINAL,
        Reason.NOT_IN_ALPHA_PLAN,
        reservations=frozenset({Reservation.ASSERTED}),
    ),
    Case(
        "outside the plan, rounding leaves it open",
        replace(outside("0.80", "0.64 to 1.00"), plan=Plan.POST_HOC, trial_level=None),
        "V17",
        Strength.UNDETERMINED,
        Reason.ROUNDING,
        reservations=frozenset({Reservation.POST_HOC, Reservation.LEVEL_ASSUMED}),
    ),
    Case(
        "outside the plan, only a lower-level claim",
        replace(
            outside("0.80", "0.64 to 0.99"), interval=replace(interval("0.64 to 0.99"), level=None)
        ),
        "V17",
        Strength.UNDETERMINED,
        Reason.NO_P_NO_INTERVAL,
    ),
    Case(
        "retracted",
        replace(primary("0.62", "0.51 to 0.75"), retracted=True),
        "V1",
        Strength.EXCLUDED,
        Reason.RETRACTED,
        reservations=frozenset({Reservation.RETRACTED}),
    ),
    Case(
        "no value and no p",
        replace(primary("0.62"), value=Absence.NOT_ESTIMABLE),
        "V3",
        Strength.NOT_ESTIMABLE,
        Reason.NO_VALUE,
        Direction.UNRESOLVED,
    ),
    Case(
        "a p alone, and no word names the favoured arm",
        replace(primary("0.62", "", "0.02"), value=Absence.NOT_REPORTED),
        "V5",
        Strength.UNDETERMINED,
        Reason.NO_VALUE,
        Direction.UNRESOLVED,
    ),
    Case(
        "a p whose words name the favoured arm",
        replace(
            primary("0.62", "", "0.02"),
            value=Absence.NOT_REPORTED,
            favours=Direction.EXPERIMENTAL,
        ),
        "V9",
        Strength.CONFIRMED,
        Reason.LEVEL_MET,
    ),
    Case(
        "numerator unknown",
        replace(primary("0.62", "0.51 to 0.75"), numerator=Numerator.UNKNOWN),
        "V5",
        Strength.UNDETERMINED,
        Reason.POLARITY_UNKNOWN,
        Direction.UNRESOLVED,
    ),
]

MARGINS = [
    Case("T13", NON_INFERIOR, "N2", Strength.CONFIRMED, Reason.MARGIN_EXCLUDED),
    Case(
        "T15 worse, yet within the margin",
        against("1.15", "1.09", "1.04 to 1.14"),
        "N2",
        Strength.CONFIRMED,
        Reason.MARGIN_EXCLUDED,
        Direction.COMPARATOR,
        frozenset({Reservation.STATISTICALLY_WORSE}),
    ),
    Case(
        "T16 limit prints as the margin",
        against("1.15", "1.02", "0.90 to 1.15"),
        "N5",
        Strength.UNDETERMINED,
        Reason.ROUNDING,
        Direction.COMPARATOR,
    ),
    Case(
        "limit prints as the margin, p decides",
        replace(
            against("1.15", "1.02", "0.90 to 1.15"), p=p_value("1s 0.020", tests="noninferiority")
        ),
        "N2",
        Strength.CONFIRMED,
        Reason.MARGIN_EXCLUDED,
        Direction.COMPARATOR,
    ),
    Case(
        "limit prints as the margin, authors decide",
        replace(against("1.15", "1.02", "0.90 to 1.15"), authors=AuthorsWord.SIGNIFICANT),
        "N2",
        Strength.CONFIRMED,
        Reason.MARGIN_EXCLUDED,
        Direction.COMPARATOR,
        frozenset({Reservation.ASSERTED}),
    ),
    Case(
        "T19 cure rates",
        replace(
            NON_INFERIOR,
            measure="RD",
            polarity=Polarity.MORE_IS_BETTER,
            value=number("-3.1"),
            interval=interval("-7.9 to 1.7"),
            margin=number("-8"),
        ),
        "N2",
        Strength.CONFIRMED,
        Reason.MARGIN_EXCLUDED,
        Direction.COMPARATOR,
    ),
    Case(
        "a margin printed without its sign",
        replace(
            NON_INFERIOR,
            measure="RD",
            polarity=Polarity.LESS_IS_BETTER,
            value=number("-0.4"),
            interval=interval("-4.0 to 3.2"),
            margin=number("-5"),
        ),
        "N2",
        Strength.CONFIRMED,
        Reason.MARGIN_EXCLUDED,
    ),
    Case(
        "T20 one-sided limit and a p for the margin",
        replace(against("1.25", "1.04", "<1.22"), p=p_value("1s 0.012", tests="noninferiority")),
        "N2",
        Strength.CONFIRMED,
        Reason.MARGIN_EXCLUDED,
        Direction.COMPARATOR,
    ),
    Case(
        "T21 no margin",
        replace(NON_INFERIOR, margin=None),
        "N1",
        Strength.UNDETERMINED,
        Reason.MARGIN_NOT_PRINTED,
    ),
    Case(
        "a late margin",
        replace(NON_INFERIOR, margin_prespecified=False),
        "N3",
        Strength.NOMINAL,
        Reason.MARGIN_NOT_PRESPECIFIED,
    ),
    Case(
        "a blocked step",
        replace(NON_INFERIOR, gate=Gate.BLOCKED),
        "N3",
        Strength.NOMINAL,
        Reason.HIERARCHY_BLOCKED,
    ),
    Case(
        "limit beyond the margin",
        against("1.15", "1.02", "0.85 to 1.22"),
        "N4",
        Strength.NOT_SHOWN,
        Reason.MARGIN_NOT_EXCLUDED,
        Direction.COMPARATOR,
    ),
    Case(
        "all beyond the margin",
        against("1.15", "1.50", "1.20 to 1.88"),
        "N6",
        Strength.NOMINAL,
        Reason.BEYOND_MARGIN,
        Direction.COMPARATOR,
    ),
    Case(
        "a ratio margin on the wrong side",
        against("0.80", "0.97", "0.85 to 1.10"),
        "V6",
        Strength.UNDETERMINED,
        Reason.CONFLICTING_INPUTS,
    ),
    Case(
        "no limit and no p against the margin",
        replace(NON_INFERIOR, interval=None),
        "N5",
        Strength.UNDETERMINED,
        Reason.NO_P_NO_INTERVAL,
    ),
    Case(
        "p alone against the margin",
        replace(NON_INFERIOR, interval=None, p=p_value("0.30", None, "noninferiority")),
        "N4",
        Strength.NOT_SHOWN,
        Reason.MARGIN_NOT_EXCLUDED,
    ),
    Case(
        "polarity unknown, margin printed",
        replace(NON_INFERIOR, polarity=Polarity.UNKNOWN),
        "V5",
        Strength.UNDETERMINED,
        Reason.POLARITY_UNKNOWN,
        Direction.UNRESOLVED,
    ),
]


@pytest.mark.parametrize(
    "case", [*LOOKS, *PLANNED, *NO_LEVEL, *MARGINS], ids=lambda case: case.name
)
def test_the_first_matching_rule_gives_the_verdict(case: Case) -> None:
    verdict = grade(case.analysis)
    found = (verdict.rule, verdict.strength, verdict.reason, verdict.direction)
    assert found == (case.rule, case.strength, case.reason, case.direction)
    assert set(verdict.reservations) == case.reservations


def test_every_rule_of_the_tables_decides_some_case() -> None:
    rules = {case.rule for case in [*LOOKS, *PLANNED, *NO_LEVEL, *MARGINS]}
    superiority = {*(f"V{n}" for n in range(1, 18)), "V12a"} - {"V2", "V11"}
    assert rules == superiority | {f"N{n}" for n in range(1, 7)}


def test_without_a_margin_nothing_lies_beyond_it() -> None:
    assert n6_beyond(margin_facts(replace(NON_INFERIOR, margin=None))) is None


def test_a_lenient_level_blocks_unless_p_is_small() -> None:
    lenient = {Reservation.LENIENT_LEVEL}
    phase_two = replace(primary("0.80", "", "1s 0.11"), level=level("0.20", 1))
    assert blocking(grade(phase_two)) == lenient
    assert blocking(grade(replace(phase_two, p=p_value("1s 0.01")))) == frozenset()
    said = replace(phase_two, p=None, authors=AuthorsWord.SIGNIFICANT)
    assert blocking(grade(said)) == lenient


def test_a_lenient_level_of_a_margin_blocks_by_the_p_against_the_margin() -> None:
    lenient = {Reservation.LENIENT_LEVEL}
    at_five = replace(NON_INFERIOR, level=level("0.05", 1))
    assert grade(at_five).reservations == (Reservation.LENIENT_LEVEL,)
    assert blocking(grade(at_five)) == frozenset()
    said = replace(at_five, p=p_value("1s 0.04", tests="noninferiority"))
    assert blocking(grade(said)) == lenient
    assert grade(replace(at_five, margin=None)).p_one_sided is None


def test_not_inferior_is_no_benefit() -> None:
    assert not is_plain_benefit(grade(NON_INFERIOR))


def test_harm_nominal_and_second_hand_results_are_no_benefit() -> None:
    plain = primary("0.62", "0.51 to 0.75")
    assert is_plain_benefit(grade(plain))
    for weaker in (
        primary("1.40", "1.05 to 1.87", "0.022"),
        outside("0.62", "0.51 to 0.75"),
        replace(plain, second_hand=True),
    ):
        assert not is_plain_benefit(grade(weaker))


def test_a_level_from_a_later_document_says_so() -> None:
    late = replace(level("0.05"), from_later_document=True, origin=Origin.INHERITED)
    verdict = grade(replace(primary("0.62", "0.51 to 0.75"), level=late))
    assert verdict.reservations == (Reservation.LEVEL_FROM_LATER_DOCUMENT,)


@pytest.mark.parametrize(
    ("events", "planned", "is_short"),
    [(184, 325, True), (292, 325, True), (293, 325, False), (None, 325, False), (184, None, False)],
)
def test_information_falls_short_below_nine_tenths_of_the_plan(
    events: int | None,
    planned: int | None,
    is_short: bool,  # noqa: FBT001 - a column of the table
) -> None:
    analysis = replace(primary("0.62", "0.51 to 0.75"), total_events=events, planned_events=planned)
    held = grade(analysis).reservations
    assert (Reservation.INFORMATION_SHORTFALL in held) is is_short


def test_all_randomised_analysed_is_no_reservation() -> None:
    analysis = replace(primary("0.62", "0.51 to 0.75"), n_analysed=219, n_randomised=219)
    assert grade(analysis).reservations == ()


def test_reservations_of_other_results_join_in_order() -> None:
    verdict = grade(replace(primary("0.62", "0.51 to 0.75"), crossover=True))
    more = verdict.with_reservations(Reservation.NOT_SUSTAINED, Reservation.ASSESSOR_DISCORDANT)
    assert more.reservations == ("assessor_discordant", "crossover", "not_sustained")


def test_detriment_is_measured_on_the_side_where_the_end_point_is_bad() -> None:
    safety = AnalysisInput(
        measure="RD",
        value=number("-1.0"),
        interval=interval("-4.0 to 2.0"),
        polarity=Polarity.MORE_IS_BETTER,
        plan=Plan.NOT_IN_ALPHA_PLAN,
        is_safety_end_point=True,
    )
    assert Reservation.DETRIMENT_NOT_EXCLUDED in grade(safety).reservations
    allowed = replace(safety, harm_threshold=Decimal(-5))
    assert Reservation.DETRIMENT_NOT_EXCLUDED not in grade(allowed).reservations
    no_limit = replace(safety, interval=None, p=p_value("0.5"))
    assert Reservation.DETRIMENT_NOT_EXCLUDED not in grade(no_limit).reservations


@pytest.mark.parametrize(
    ("word", "strength", "agrees"),
    [
        (AuthorsWord.SIGNIFICANT, Strength.NOMINAL, False),
        (AuthorsWord.NOT_SIGNIFICANT, Strength.NOT_SHOWN, True),
        (AuthorsWord.TREND, Strength.CONFIRMED, False),
        (AuthorsWord.SIGNIFICANT, Strength.UNDETERMINED, None),
    ],
)
def test_authors_agree_where_their_word_fits(
    word: AuthorsWord,
    strength: Strength,
    agrees: bool | None,  # noqa: FBT001 - a column of the table
) -> None:
    assert authors_agree(word, strength) is agrees


def test_the_fallback_level_is_conventional_and_says_so() -> None:
    verdict = grade(replace(outside("0.62", "0.51 to 0.75"), trial_level=None))
    assert verdict.level == CONVENTIONAL
    assert (verdict.formal, verdict.basis) == (Formal.NONE, Basis.VERIFIED)
    assert verdict.reservations == (Reservation.LEVEL_ASSUMED,)
