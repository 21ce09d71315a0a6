"""What is odd in the numbers of one trial, as a value; ``write_findings`` states it."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal

from trialgraph.model.values import dataclass
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
    VALUE_CONFLICT = "value_conflict"
    VERDICTS_CONTRADICT = "verdicts_contradict"
    DEFINITION_DIFFERS = "definition_differs"
    RESULTS_NOT_POSTED = "results_not_posted"
    REFERENCE_MISSING = "reference_missing"
    STATUS_OUTDATED = "status_outdated"
    NOT_RESOLVABLE = "not_resolvable"
    REGISTERED_NOT_REPORTED = "registered_not_reported"
    REPORTED_NOT_REGISTERED = "reported_not_registered"
    ROLE_CHANGED = "role_changed"
    ASSESSOR_CHANGED = "assessor_changed"
    DEFINITION_CHANGED = "definition_changed"
    ABSENCE_OF_EVIDENCE_CLAIM = "absence_of_evidence_claim"


@dataclass(frozen=True, slots=True)
class TrialFinding:
    """Something odd in what documents say of one trial.

    Attributes:
        code: of what was found.
        severity: ``violation`` where no reading of the numbers can be right.
        message: what was found and what was expected.
        places: nodes of the facts that are blamed, sorted.
        quantity: what documents disagree about, such as ``phase``; several findings may
            blame the same places for different quantities.
    """

    code: str
    severity: Severity
    message: str
    places: tuple[Iri, ...]
    quantity: str = ""


def finding(
    code: FindingCode, severity: Severity, message: str, places: Iterable[Iri], quantity: str = ""
) -> TrialFinding:
    """Return a finding about some nodes, in any order."""
    return TrialFinding(str(code), severity, message, tuple(sorted(set(places))), quantity)


def in_order(found: Iterable[TrialFinding]) -> tuple[TrialFinding, ...]:
    """Return findings sorted; of several with one code, quantity and place the first stays."""
    named: dict[tuple[str, str, tuple[Iri, ...]], TrialFinding] = {}
    for one in sorted(found, key=lambda one: (one.code, one.quantity, one.places, one.message)):
        named.setdefault((one.code, one.quantity, one.places), one)
    return tuple(named.values())
