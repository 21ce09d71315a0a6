"""What is odd in the numbers of one trial, as a value; ``write_findings`` states it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from trialgraph.names import Iri

Severity = Literal["information", "warning", "violation"]


class FindingCode(StrEnum):
    """What was found; answers say it in words (``catalogue.words``)."""

    VALUE_OUTSIDE_INTERVAL = "value_outside_interval"
    INTERVAL_NOT_SYMMETRIC = "interval_not_symmetric"
    P_CONTRADICTS_INTERVAL = "p_contradicts_interval"
    INTERVAL_DISAGREES = "interval_disagrees"
    PRECISION_CONTRADICTS_EVENTS = "precision_contradicts_events"
    SIDE_SUSPECT = "side_suspect"
    IMPOSSIBLE_PRECISION = "impossible_precision"
    IMPRECISE_LIMIT = "imprecise_limit"
    PERCENTAGE_OF_OTHER_TOTAL = "percentage_of_other_total"
    DENOMINATOR_MIXED = "denominator_mixed"
    AS_TREATED_SHIFT = "as_treated_shift"
    IMPOSSIBLE_N = "impossible_n"
    SUM_DIFFERS = "sum_differs"
    DIFFERENCE_NOT_OF_COUNTS = "difference_not_of_counts"
    P_NOT_OF_COUNTS = "p_not_of_counts"
    LIMIT_OF_OTHER_SIDE = "limit_of_other_side"
    BOUNDARY_NOT_OF_P = "boundary_not_of_p"
    DESIGN_NOT_CONSISTENT = "design_not_consistent"
    INFORMATION_FRACTION_DIFFERS = "information_fraction_differs"
    MEDIAN_AND_HR_OPPOSITE = "median_and_hr_point_opposite_ways"
    INTERACTION_DERIVED = "interaction_derived"
    MISLABELLED = "mislabelled"


@dataclass(frozen=True, slots=True)
class TrialFinding:
    """Something odd in what documents say of one trial.

    Attributes:
        code: of what was found.
        severity: ``violation`` where no reading of the numbers can be right.
        message: what was found and what was expected.
        places: nodes of the facts that are blamed, sorted.
    """

    code: str
    severity: Severity
    message: str
    places: tuple[Iri, ...]


def finding(
    code: FindingCode, severity: Severity, message: str, places: Iterable[Iri]
) -> TrialFinding:
    """Return a finding about some nodes, in any order."""
    return TrialFinding(str(code), severity, message, tuple(sorted(set(places))))


def in_order(found: Iterable[TrialFinding]) -> tuple[TrialFinding, ...]:
    """Return findings sorted, each once; of several with one code and place the first stays."""
    named: dict[tuple[str, tuple[Iri, ...]], TrialFinding] = {}
    for one in sorted(found, key=lambda one: (one.code, one.places, one.message)):
        named.setdefault((one.code, one.places), one)
    return tuple(named.values())
