"""Which estimates may be pooled: what is not eligible, and what refuses unless overridden by name.

Rules of the Cochrane Handbook (chapters 10 and 23) for whole trials: one estimate a trial,
one measure, one question. A pooled result is a synthesis: it has no verdict.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from trialgraph.model.result import Measure
from trialgraph.model.values import dataclass
from trialgraph.verdict.estimand import TREATMENT_POLICY
from trialgraph.verdict.pooling import Estimate

Adjustment = Literal["stratified", "unstratified", "adjusted"]

_NON_COLLAPSIBLE: frozenset[Measure] = frozenset({"OR"})


class Ineligible(StrEnum):
    """Why an estimate is never pooled; the first that holds is told."""

    SECOND_HAND = "second_hand"
    RETRACTED = "retracted"
    QUARANTINED = "quarantined"
    NO_STANDARD_ERROR = "no_standard_error"
    IMPRECISE_LIMIT = "imprecise_limit"
    NOT_RANDOMISED_COMPARISON = "not_randomised_comparison"
    NOT_ALL_RANDOMISED = "not_all_randomised"
    OTHER_ESTIMAND = "other_estimand"


class Refusal(StrEnum):
    """Why a set of estimates is not pooled unless this very reason is overridden."""

    MEASURES_DIFFER = "measures_differ"
    END_POINTS_DIFFER = "end_points_differ"
    COMPARISONS_DIFFER = "comparisons_differ"
    LINES_DIFFER = "lines_differ"
    ASSESSORS_DIFFER = "assessors_differ"
    DEFINITIONS_DIFFER = "definitions_differ"
    POPULATION_DIFFER = "population_differ"
    ADJUSTMENT_DIFFER = "adjustment_differ"
    INTERIM_INCLUDED = "interim_included"
    STOPPED_EARLY_INCLUDED = "stopped_early_included"
    OVERLAPPING_PATIENTS = "overlapping_patients"
    SHARED_CONTROL = "shared_control"
    SAME_TRIAL_TWICE = "same_trial_twice"
    UNKNOWN_KEY_PART = "unknown_key_part"


class Remark(StrEnum):
    """What a reader of a pool should know; nothing is left out for it."""

    EXPLORATORY_INCLUDED = "exploratory_included"
    SIDE_DERIVED = "side_derived"


NEVER_OVERRIDDEN = frozenset(
    {Refusal.MEASURES_DIFFER, Refusal.END_POINTS_DIFFER, Refusal.SAME_TRIAL_TWICE}
)
"""Refusals of what has no common question; everything else may be overridden by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One trial's estimate as far as pooling needs it; ``None`` is not printed.

    Attributes:
        identifier: the caller's name for it.
        estimate: on the symmetric scale; ``None`` where no standard error can be taken.
        is_imprecise: its one limit is too close to the value to give an error.
        comparison: class of what is compared, such as adding one drug.
        definition: of the event: criteria, censoring, time origin.
        line: of treatment.
        setting: other parts of the population that must agree (condition, marker).
        comparator_group: names the control patients that several comparisons of a trial share.
        overlaps: identifiers of estimates that count the same patients.
        has_derived_side: the side of its interval was inherited, not printed beside it.
    """

    identifier: str
    trial: str
    measure: Measure
    end_point: str
    comparison: str
    estimate: Estimate | None
    is_imprecise: bool = False
    assessor: str | None = ""
    definition: str | None = ""
    line: str | None = ""
    setting: str | None = ""
    adjustment: Adjustment | None = None
    strategy: str = TREATMENT_POLICY
    is_all_randomised: bool = True
    is_randomised_comparison: bool = True
    is_interim: bool = False
    stopped_early: bool = False
    is_exploratory: bool = False
    is_second_hand: bool = False
    is_quarantined: bool = False
    is_retracted: bool = False
    has_derived_side: bool = False
    comparator_group: str = ""
    overlaps: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Refused:
    """A reason not to pool, and the estimates that give it."""

    code: Refusal
    identifiers: tuple[str, ...]


def ineligible(candidate: Candidate) -> tuple[Ineligible, ...]:
    """Return all reasons why an estimate is never pooled."""
    return tuple(code for code, holds in _NEVER.items() if holds(candidate))


_NEVER: MappingProxyType[Ineligible, Callable[[Candidate], bool]] = MappingProxyType(
    {
        Ineligible.SECOND_HAND: lambda one: one.is_second_hand,
        Ineligible.RETRACTED: lambda one: one.is_retracted,
        Ineligible.QUARANTINED: lambda one: one.is_quarantined,
        Ineligible.NO_STANDARD_ERROR: lambda one: one.estimate is None,
        Ineligible.IMPRECISE_LIMIT: lambda one: one.is_imprecise,
        Ineligible.NOT_RANDOMISED_COMPARISON: lambda one: not one.is_randomised_comparison,
        Ineligible.NOT_ALL_RANDOMISED: lambda one: not one.is_all_randomised,
        Ineligible.OTHER_ESTIMAND: lambda one: one.strategy != TREATMENT_POLICY,
    }
)


def refusals(
    candidates: Sequence[Candidate], overrides: AbstractSet[Refusal] = frozenset()
) -> tuple[Refused, ...]:
    """Return why eligible estimates are not pooled, without what the overrides allow.

    Args:
        candidates: eligible ones.
        overrides: reasons to pass over; those in ``NEVER_OVERRIDDEN`` stay.
    """
    allowed = overrides - NEVER_OVERRIDDEN
    found = (
        Refused(code, tuple(sorted(one.identifier for one in concerned)))
        for code, of in _REFUSALS.items()
        if code not in allowed and (concerned := of(candidates))
    )
    return tuple(found)


def remarks(candidates: Sequence[Candidate]) -> tuple[Remark, ...]:
    """Return what a reader should know about estimates that are pooled."""
    found = []
    if any(one.is_exploratory for one in candidates):
        found.append(Remark.EXPLORATORY_INCLUDED)
    if any(one.has_derived_side for one in candidates):
        found.append(Remark.SIDE_DERIVED)
    return tuple(found)


Concerned = list[Candidate]


def _differing(
    part: Callable[[Candidate], str | None],
) -> Callable[[Sequence[Candidate]], Concerned]:
    """Return a rule that names all estimates where printed parts differ between them."""

    def concerned(candidates: Sequence[Candidate]) -> Concerned:
        known = {part(one) for one in candidates} - {None}
        return list(candidates) if len(known) > 1 else []

    return concerned


def _having(holds: Callable[[Candidate], bool]) -> Callable[[Sequence[Candidate]], Concerned]:
    """Return a rule that names the estimates that have a property."""
    return lambda candidates: [one for one in candidates if holds(one)]


def _shared(part: Callable[[Candidate], str]) -> Callable[[Sequence[Candidate]], Concerned]:
    """Return a rule that names the estimates that have a part in common with another."""

    def concerned(candidates: Sequence[Candidate]) -> Concerned:
        counts = Counter(part(one) for one in candidates if part(one))
        return [one for one in candidates if counts[part(one)] > 1]

    return concerned


def _adjusted_otherwise(candidates: Sequence[Candidate]) -> Concerned:
    """Name ratios of odds of which some are adjusted: they estimate another quantity."""
    odds = [one for one in candidates if one.measure in _NON_COLLAPSIBLE]
    adjusted = [one.adjustment == "adjusted" for one in odds]
    return odds if any(adjusted) and not all(adjusted) else []


def _overlapping(candidates: Sequence[Candidate]) -> Concerned:
    present = {one.identifier for one in candidates}
    return [one for one in candidates if one.overlaps & present]


def _with_unknown_parts(candidates: Sequence[Candidate]) -> Concerned:
    return [
        one for one in candidates if None in {one.assessor, one.definition, one.line, one.setting}
    ]


def _controls(one: Candidate) -> str:
    return f"{one.trial} {one.comparator_group}" if one.comparator_group else ""


_REFUSALS: MappingProxyType[Refusal, Callable[[Sequence[Candidate]], Concerned]] = MappingProxyType(
    {
        Refusal.MEASURES_DIFFER: _differing(lambda one: one.measure),
        Refusal.END_POINTS_DIFFER: _differing(lambda one: one.end_point),
        Refusal.COMPARISONS_DIFFER: _differing(lambda one: one.comparison),
        Refusal.LINES_DIFFER: _differing(lambda one: one.line),
        Refusal.ASSESSORS_DIFFER: _differing(lambda one: one.assessor),
        Refusal.DEFINITIONS_DIFFER: _differing(lambda one: one.definition),
        Refusal.POPULATION_DIFFER: _differing(lambda one: one.setting),
        Refusal.ADJUSTMENT_DIFFER: _adjusted_otherwise,
        Refusal.INTERIM_INCLUDED: _having(lambda one: one.is_interim),
        Refusal.STOPPED_EARLY_INCLUDED: _having(lambda one: one.stopped_early),
        Refusal.OVERLAPPING_PATIENTS: _overlapping,
        Refusal.SHARED_CONTROL: _shared(_controls),
        Refusal.SAME_TRIAL_TWICE: _shared(lambda one: one.trial),
        Refusal.UNKNOWN_KEY_PART: _with_unknown_parts,
    }
)
