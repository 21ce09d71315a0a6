"""What analyses of three breast-cancer trials support, by their figures."""

from dataclasses import dataclass, field, replace

import pytest
from tests.verdict.figures import (
    ONE_SIDED,
    ONE_SIDED_INHERITED,
    TWO_SIDED,
    boundary,
    hazard,
    interval,
    number,
    outside,
    p_value,
)

from trialgraph.verdict.codes import (
    AuthorsWord,
    Basis,
    Direction,
    Formal,
    Gate,
    Plan,
    Polarity,
    Reason,
    Reservation,
    Strength,
)
from trialgraph.verdict.record import AnalysisInput, DerivedInterval, Verdict
from trialgraph.verdict.reservations import blocking
from trialgraph.verdict.rules import grade, is_plain_benefit


@dataclass(frozen=True)
class Case:
    """One analysis as printed, and what it supports."""

    name: str
    analysis: AnalysisInput
    strength: Strength
    reason: Reason
    rule: str
    direction: Direction = Direction.EXPERIMENTAL
    reservations: frozenset[Reservation] = field(default=frozenset())


INDEPENDENT_PFS = replace(
    hazard("0.62", "0.51 to 0.75", "<0.001"),
    role="primary",
    plan=Plan.IN_PLAN,
    step=1,
    gate=Gate.OPEN,
    level=TWO_SIDED,
    trial_level=TWO_SIDED,
    assessor="independent",
    is_open_label=False,
    authors=AuthorsWord.SIGNIFICANT,
)
INTERIM_OS = replace(
    hazard("0.64", "0.47 to 0.88", "0.005"),
    role="secondary",
    plan=Plan.IN_PLAN,
    step=2,
    gate=Gate.OPEN,
    stage="interim",
    boundary=boundary("0.603", "0.0012"),
    trial_level=TWO_SIDED,
    total_events=165,
    planned_events=385,
    authors=AuthorsWord.NOT_SIGNIFICANT,
)
PHASE_TWO_PFS = replace(
    hazard("0.76", "<0.967", "1s 0.022"),
    role="primary",
    plan=Plan.IN_PLAN,
    level=ONE_SIDED,
    trial_level=ONE_SIDED,
    stage="primary",
    total_events=184,
    planned_events=325,
    n_analysed=217,
    n_randomised=219,
    is_open_label=True,
    assessor="investigator",
)
FINAL_OS = replace(
    hazard("0.73", "<0.97"),
    role="secondary",
    plan=Plan.NOT_IN_ALPHA_PLAN,
    trial_level=ONE_SIDED_INHERITED,
    stage="final",
    is_open_label=True,
    crossover=True,
    erratum_unresolved=True,
    noted=frozenset({Reservation.MATCHED_ON_UNKNOWN}),
)
DIFFERENCE = AnalysisInput(
    measure="RD",
    value=number("10.8"),
    interval=interval("4.2 to 17.5"),
    p=p_value("0.001"),
    polarity=Polarity.MORE_IS_BETTER,
    plan=Plan.IN_PLAN,
    step=3,
    gate=Gate.BLOCKED,
    trial_level=TWO_SIDED,
    authors=AuthorsWord.EXPLORATORY,
)
STATED_PFS = replace(
    hazard("0.75", "0.59 to 0.96", "0.02"),
    role="primary",
    plan=Plan.IN_PLAN,
    is_single_final_primary=True,
    authors=AuthorsWord.SIGNIFICANT,
    is_open_label=True,
    assessor="investigator",
)


UPDATED_PFS = replace(
    hazard("0.81", "<1.02"), plan=Plan.UPDATED_AFTER_DECISION, trial_level=ONE_SIDED
)
CENTRAL_PFS = replace(outside("1.03", "<1.36"), trial_level=ONE_SIDED, assessor="independent")

CASES = [
    Case("S01", INDEPENDENT_PFS, Strength.CONFIRMED, Reason.LEVEL_MET, "V9"),
    Case(
        "S02",
        replace(outside("0.65", "0.54 to 0.78", "<0.001"), assessor="investigator"),
        Strength.NOMINAL,
        Reason.NOT_IN_ALPHA_PLAN,
        "V15",
    ),
    Case("S03", INTERIM_OS, Strength.NOT_SIGNIFICANT, Reason.BOUNDARY_NOT_CROSSED, "V11"),
    Case("S04", DIFFERENCE, Strength.NOMINAL, Reason.HIERARCHY_BLOCKED, "V15"),
    Case(
        "S05",
        replace(outside("0.62", "0.35 to 1.07"), plan=Plan.SUBGROUP),
        Strength.NOT_SIGNIFICANT,
        Reason.SUBGROUP,
        "V16",
        reservations=frozenset({Reservation.SUBGROUP}),
    ),
    Case(
        "S08",
        PHASE_TWO_PFS,
        Strength.CONFIRMED,
        Reason.LEVEL_MET,
        "V9",
        reservations=frozenset(
            {
                Reservation.LENIENT_LEVEL,
                Reservation.INFORMATION_SHORTFALL,
                Reservation.FAILS_CONVENTIONAL_LEVEL,
                Reservation.ITT_INCOMPLETE,
                Reservation.OPEN_LABEL_INVESTIGATOR,
            }
        ),
    ),
    Case(
        "S09",
        replace(outside("0.80", "<1.06", "1s 0.095"), trial_level=ONE_SIDED),
        Strength.NOT_SIGNIFICANT,
        Reason.NOT_IN_ALPHA_PLAN,
        "V16",
    ),
    Case(
        "S10",
        replace(outside("0.71", "<1.03", "1s 0.062"), trial_level=ONE_SIDED),
        Strength.NOT_SIGNIFICANT,
        Reason.NOT_IN_ALPHA_PLAN,
        "V16",
    ),
    Case(
        "S11",
        outside("1.28", "0.856 to 1.903", "0.231"),
        Strength.NOT_SIGNIFICANT,
        Reason.NOT_IN_ALPHA_PLAN,
        "V16",
        direction=Direction.COMPARATOR,
    ),
    Case(
        "S12",
        FINAL_OS,
        Strength.NOMINAL,
        Reason.NOT_IN_ALPHA_PLAN,
        "V15",
        reservations=frozenset(
            {
                Reservation.LENIENT_LEVEL,
                Reservation.FAILS_CONVENTIONAL_LEVEL,
                Reservation.CROSSOVER,
                Reservation.ERRATUM_UNRESOLVED,
                Reservation.MATCHED_ON_UNKNOWN,
            }
        ),
    ),
    Case(
        "S13",
        UPDATED_PFS,
        Strength.NOT_SIGNIFICANT,
        Reason.UPDATED_AFTER_DECISION,
        "V16",
    ),
    Case(
        "S14",
        CENTRAL_PFS,
        Strength.NOT_SIGNIFICANT,
        Reason.NOT_IN_ALPHA_PLAN,
        "V16",
        direction=Direction.COMPARATOR,
    ),
    Case(
        "S15",
        STATED_PFS,
        Strength.CONFIRMED,
        Reason.ASSERTED_BY_AUTHORS,
        "V10",
        reservations=frozenset(
            {Reservation.ASSERTED, Reservation.LEVEL_ASSUMED, Reservation.OPEN_LABEL_INVESTIGATOR}
        ),
    ),
    Case(
        "S17 stratified",
        replace(outside("0.656", "<1.369"), trial_level=ONE_SIDED, randomised_comparison=False),
        Strength.DESCRIPTIVE,
        Reason.NOT_RANDOMISED_COMPARISON,
        "V2",
    ),
    Case(
        "S17 unstratified",
        replace(outside("0.490", "<0.945"), trial_level=ONE_SIDED, randomised_comparison=False),
        Strength.DESCRIPTIVE,
        Reason.NOT_RANDOMISED_COMPARISON,
        "V2",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_printed_analysis_gets_its_verdict(case: Case) -> None:
    verdict = grade(case.analysis)
    found = (verdict.strength, verdict.reason, verdict.rule, verdict.direction)
    assert found == (case.strength, case.reason, case.rule, case.direction)
    assert set(verdict.reservations) == case.reservations
    assert list(verdict.reservations) == sorted(verdict.reservations)


def test_only_an_unreserved_formal_success_is_a_plain_benefit() -> None:
    plain = {case.name for case in CASES if is_plain_benefit(grade(case.analysis))}
    assert plain == {"S01", "S15"}


def test_a_strict_p_takes_the_edge_off_a_lenient_level_but_not_off_missing_events() -> None:
    assert blocking(grade(PHASE_TWO_PFS)) == {Reservation.INFORMATION_SHORTFALL}


def test_a_lenient_level_blocks_where_the_derived_p_is_above_the_conventional_one() -> None:
    assert Reservation.LENIENT_LEVEL in blocking(grade(FINAL_OS))


def test_conventional_intervals_are_derived_from_one_limit() -> None:
    assert grade(PHASE_TWO_PFS).conventional == _interval("0.570", "1.013")
    assert grade(FINAL_OS).conventional == _interval("0.520", "1.024")
    assert grade(INDEPENDENT_PFS).conventional is None


def _interval(lower: str, upper: str) -> DerivedInterval:
    return DerivedInterval(number(lower).value, number(upper).value)


def test_a_missed_interim_stays_open_and_agrees_with_its_authors() -> None:
    verdict = grade(INTERIM_OS)
    assert (verdict.formal, verdict.is_open, verdict.agrees) == (Formal.NOT_MET, True, True)
    assert verdict.basis is Basis.VERIFIED


@pytest.mark.parametrize(
    ("analysis", "agrees"),
    [(DIFFERENCE, True), (INDEPENDENT_PFS, True), (FINAL_OS, None)],
)
def test_the_authors_word_stands_beside_the_verdict(
    analysis: AnalysisInput,
    agrees: bool | None,  # noqa: FBT001 - a column of the table
) -> None:
    assert grade(analysis).agrees is agrees


def test_an_asserted_success_names_its_assumed_level() -> None:
    verdict: Verdict = grade(STATED_PFS)
    assert verdict.basis is Basis.ASSERTED
    assert verdict.level is not None
    assert verdict.level.origin == "assumed"
